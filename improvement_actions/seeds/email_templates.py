"""The Email Templates of what people are told, as a new site gets them; an administrator edits them from then on.

What is in the records is what is sent. The files in `templates/emails` are where they start, and what is sent while
a record does not work.
"""

from pathlib import Path

import frappe

SETTINGS = "Improvement Settings"

#: The name of each, the setting that points at it, and the file that it starts as.
TEMPLATES = (
	("Improvement Digest", "digest_template", "improvement_digest.html"),
	("Improvement Weekly Summary", "weekly_template", "improvement_weekly.html"),
)


def insert_missing() -> None:
	"""Insert the templates unless records of their names are there, and let the settings point at them."""
	for name, setting, file in TEMPLATES:
		if not frappe.db.exists("Email Template", name):
			_insert(name, frappe.get_app_path("improvement_actions", "templates", "emails", file))
		if not frappe.db.get_single_value(SETTINGS, setting):
			frappe.db.set_single_value(SETTINGS, setting, name, update_modified=False)
	frappe.clear_document_cache(SETTINGS, SETTINGS)


def remove() -> None:
	"""Delete the templates (for uninstalling)."""
	for name, _setting, _file in TEMPLATES:
		frappe.delete_doc("Email Template", name, force=True, ignore_missing=True, delete_permanently=True)


def _insert(name: str, path: str) -> None:
	frappe.get_doc(
		{
			"doctype": "Email Template",
			"name": name,
			"subject": "{{ subject }}",
			"use_html": 1,
			"response_html": Path(path).read_text(encoding="utf-8"),
		}
	).insert(ignore_permissions=True)
