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


@pytest.fixture
def quick_pdf(site, monkeypatch):
	"""Let versions of plans have a PDF at once: rendering one takes a second or two, and only some tests look at it."""
	from improvement_actions.improvement_actions.doctype.improvement_plan_version import pdf

	monkeypatch.setattr(pdf, "to_pdf", lambda html: b"%PDF-1.4 " + html.encode())
