"""The site that the other tests stand on: the right apps, a finished setup, and nothing that outlives a test."""

import frappe
import pytest


def test_the_app_is_installed_on_a_finished_site():
	assert "improvement_actions" in frappe.get_installed_apps()
	assert frappe.db.get_default("desktop:home_page") != "setup-wizard"
	assert frappe.get_system_settings("time_zone") == "Europe/London"


@pytest.mark.parametrize("run", (1, 2))
def test_a_test_leaves_nothing_behind(run):
	frappe.set_user("Administrator")
	assert not frappe.db.exists("Note", {"title": "Left behind"})
	frappe.get_doc(doctype="Note", title="Left behind").insert()
	settings = frappe.get_doc("System Settings")
	assert settings.float_precision == "3"
	settings.float_precision = "5"
	settings.save()


def test_each_test_starts_as_administrator():
	assert frappe.session.user == "Administrator"
	frappe.set_user("Guest")
