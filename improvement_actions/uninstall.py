"""What happens when the app is removed from a site.

`uninstall-app` deletes the app's doctypes with all their records. These functions take away what the app put
into Frappe's own tables. Files attached to records are the provider's evidence: they stay, private, in the
File list (see "Removing the app" in the README).
"""

import frappe

from improvement_actions import people
from improvement_actions.seeds import workflow

DOCTYPES_WITH_REFERENCE = {
	"Comment": "reference_doctype",
	"Version": "ref_doctype",
	"ToDo": "reference_type",
	"DocShare": "share_doctype",
	"Workflow Action": "reference_doctype",
	"Notification Log": "document_type",
	"View Log": "reference_doctype",
}


def before_uninstall():
	frappe.db.delete("Workflow", {"document_type": "Improvement Action"})
	frappe.clear_cache()


def after_uninstall():
	"""Remove roles, the workflow's own states and actions, service permissions and traces of deleted records."""
	gone = own_doctypes()
	for doctype, fieldname in DOCTYPES_WITH_REFERENCE.items():
		frappe.db.delete(doctype, {fieldname: ("in", gone)})
	for doctype in ("User Permission",):
		frappe.db.delete(doctype, {"allow": ("in", gone)})
	for role in people.ROLES:
		frappe.db.delete("Has Role", {"role": role})
		frappe.delete_doc("Role", role, force=True, ignore_missing=True)
	workflow.remove_unused_names()
	frappe.clear_cache()
