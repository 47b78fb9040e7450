"""What happens when the app is removed from a site.

`uninstall-app` deletes the app's doctypes with all their records. These functions take away what the app, and the
people who used it, put into Frappe's own tables. What stays (see "Remove it" in the README): files that
were attached to records, private, because they are the provider's evidence; e-mails; the counters behind the
references, so that none is ever given twice; notes on the timelines of other records; and whatever people have set up
that names one of our doctypes, in Frappe or in another app. There only the name is taken out, where it can be.
"""

import frappe

from improvement_actions import people
from improvement_actions.seeds import desk_views, email_templates, workflow

MODULE = "Improvement Actions"
#: What Frappe keeps about a record (or, in a User Permission, about who reaches it), with the fields that name the
#: record's doctype. It means nothing without the record, and for the user of such a User Permission every list would fail.
TRACES = {
	"Activity Log": ("reference_doctype",),
	"Comment": ("reference_doctype",),
	"Communication Link": ("link_doctype",),
	"Data Import": ("reference_doctype",),
	"DocShare": ("share_doctype",),
	"Document Follow": ("ref_doctype",),
	"Document Share Key": ("reference_doctype",),
	"Dynamic Link": ("link_doctype",),
	"Email Queue": ("reference_doctype",),
	"Email Unsubscribe": ("reference_doctype",),
	"Energy Point Log": ("reference_doctype",),
	"Event Participants": ("reference_doctype",),
	"Milestone": ("reference_type",),
	"Notification Log": ("document_type",),
	"Reminder": ("reminder_doctype",),
	"Submission Queue": ("ref_doctype",),
	"Tag Link": ("document_type",),
	"ToDo": ("reference_type",),
	"User Permission": ("allow", "applicable_for"),
	"Version": ("ref_doctype",),
	"View Log": ("reference_doctype",),
	"Workflow Action": ("reference_doctype",),
}
#: What makes the doctype what it is on this site: its fields, their properties, its permissions and its workflow. Frappe
#: goes by the fields when it looks for links to any record, and would look in a table that is not there.
PARTS = {
	"Custom DocPerm": ("parent",),
	"Custom Field": ("dt",),
	"Property Setter": ("doc_type",),
	"Workflow": ("document_type",),
}
#: Rows of Frappe's own settings that hold the name of a doctype and nothing else: without it they would break them.
ROWS = {
	"Amended Document Naming Settings": ("document_type",),
	"DocType Link": ("link_doctype", "parent_doctype"),
	"Global Search DocType": ("document_type",),
	"Logs To Clear": ("ref_doctype",),
	"Notification Subscribed Document": ("document",),
	"Session Default": ("ref_doctype",),
	"User Document Type": ("document_type",),
	"User Select Document Type": ("document_type",),
	"Workspace Quick List": ("document_type",),
}
#: Records that name the doctype they belong to, and stay as they are.
KEPT = ("File", "Communication")


def before_uninstall():
	"""Remember which doctypes go: afterwards they cannot be told from anybody else's."""
	frappe.flags.doctypes_going = frappe.get_all("DocType", filters={"module": MODULE}, pluck="name")


def after_uninstall():
	"""Remove roles, the workflow with its states and actions, the board, and every trace of the deleted doctypes."""
	gone = frappe.flags.doctypes_going
	if frappe.db.exists("DocType", gone[0]):
		return  # a dry run
	desk_views.remove()
	email_templates.remove()
	for doctype, fieldnames in {**TRACES, **PARTS, **ROWS}.items():
		for fieldname in fieldnames:
			_delete_records(doctype, {fieldname: ("in", gone)})
	for doctype, field in _links_to_doctypes():
		_let_go(doctype, field, gone)
	_free_custom_fields(gone)
	frappe.db.delete("Singles", {"doctype": ("in", gone)})
	frappe.db.delete("Deleted Document", {"deleted_doctype": ("in", gone)})
	frappe.db.delete("Deleted Document", {"data": ("like", f'%"module": "{MODULE}"%')})
	frappe.db.delete("Deleted Document", {"deleted_doctype": "Module Def", "deleted_name": MODULE})
	# Frappe takes a job that no app asks for off its list only at the next migrate.
	_delete_records("Scheduled Job Log", {"scheduled_job_type": ("in", _jobs() or [""])})
	_delete_records("Scheduled Job Type", {"name": ("in", _jobs() or [""])})
	# Which patches have run: a later installation starts without its records, and would skip them.
	frappe.db.delete("Patch Log", {"patch": ("like", "improvement_actions.patches.%")})
	frappe.db.delete("__global_search", {"doctype": ("in", gone)})
	frappe.db.delete("__UserSettings", {"doctype": ("in", gone)})
	for doctype in ("Has Role", "Custom DocPerm", "Workflow Action Permitted Role"):
		frappe.db.delete(doctype, {"role": ("in", people.ROLES)})
	for role in people.ROLES:
		frappe.delete_doc("Role", role, force=True, ignore_missing=True, delete_permanently=True)
	workflow.remove_unused_names()
	frappe.clear_cache()
	# Frappe has committed before and does not do so again.
	frappe.db.commit()


def _jobs() -> list[str]:
	return frappe.get_all(
		"Scheduled Job Type", filters={"method": ("like", "improvement_actions.%")}, pluck="name"
	)


def _links_to_doctypes() -> list[tuple[str, dict]]:
	"""Return every field that holds the name of a doctype, with the doctype that the field is in."""
	links = {"fieldtype": "Link", "options": "DocType"}
	fields = [
		*frappe.get_all("DocField", filters=links, fields=["parent as doctype", "fieldname", "reqd"]),
		*frappe.get_all("Custom Field", filters=links, fields=["dt as doctype", "fieldname", "reqd"]),
	]
	return [
		(field.doctype, field)
		for field in fields
		if field.doctype not in (*KEPT, "DocType") and _has_column(field.doctype, field.fieldname)
	]


def _let_go(doctype: str, field: dict, gone: list[str]) -> None:
	"""Take the names of the doctypes `gone` out of what people have set up, and delete none of it.

	Where the name is required it stays, and what would go on working on it is switched off, in Frappe's own doctypes: a
	Notification for a doctype that is not there stops all others of that day.
	"""
	found = {field.fieldname: ("in", gone)}
	if not field.reqd:
		frappe.db.set_value(doctype, found, field.fieldname, None, update_modified=False)
	elif _is_frappes(doctype):
		for switch, off in (("enabled", 0), ("disabled", 1), ("published", 0)):
			if _has_column(doctype, switch):
				frappe.db.set_value(doctype, found, switch, off, update_modified=False)


def _is_frappes(doctype: str) -> bool:
	module = frappe.db.get_value("DocType", {"name": doctype, "custom": 0}, "module")
	return bool(module) and frappe.db.get_value("Module Def", module, "app_name") == "frappe"


def _free_custom_fields(gone: list[str]) -> None:
	"""Make plain text of the links that a site has added from other records to ours: what they say stays readable."""
	links = {"options": ("in", gone), "fieldtype": "Link"}
	frappe.db.set_value("Custom Field", links, {"fieldtype": "Data", "options": None}, update_modified=False)


def _has_column(doctype: str, fieldname: str) -> bool:
	return frappe.db.table_exists(doctype) and frappe.db.has_column(doctype, fieldname)


def _delete_records(doctype: str, filters: dict) -> None:
	"""Delete records with their rows, and ask none of their controllers: they would look for the doctype that is gone."""
	if not all(_has_column(doctype, fieldname) for fieldname in filters):
		return  # another version of Frappe
	names = frappe.get_all(doctype, filters=filters, pluck="name")
	if not names:
		return
	for df in frappe.get_meta(doctype).get_table_fields():
		frappe.db.delete(df.options, {"parenttype": doctype, "parent": ("in", names)})
	frappe.db.delete(doctype, {"name": ("in", names)})
