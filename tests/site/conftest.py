"""Tests on a real site: each runs as Administrator in a transaction of its own, which is undone at its end."""

import pytest


@pytest.fixture(autouse=True)
def undone_afterwards(site):
	import frappe

	frappe.set_user("Administrator")
	yield
	frappe.db.rollback()
	frappe.set_user("Administrator")
	# What Redis and this process remember may come from the transaction that never was.
	frappe.cache().delete_keys("document_cache")
	frappe.local.message_log = []
	frappe.local.flags.in_import = False
