"""What happens when the app is removed from a site.

`uninstall-app` deletes the app's doctypes with all their records. These functions take away what the app, and the
people who used it, put into Frappe's own tables. What stays (see "Removing the app" in the README): files that
were attached to records, private, because they are the provider's evidence; e-mails; the counters behind the
references, so that none is ever given twice; and notes on the timelines of other records.
"""

import frappe

from improvement_actions import people
from improvement_actions.seeds import workflow

MODULE = "Improvement Actions"
#: Records that name the doctype they belong to, and stay all the same.
KEPT = ("File", "Communication")


def before_uninstall():
	"""Remember which doctypes go: afterwards they cannot be told from anybody else's."""
	frappe.flags.doctypes_going = frappe.get_all("DocType", filters={"module": MODULE}, pluck="name")


def after_uninstall():
	"""Remove roles, the workflow with its states and actions, and every trace of the deleted doctypes."""
	gone = frappe.flags.doctypes_going
	if frappe.db.exists("DocType", gone[0]):
		return  # a dry run
	for doctype, fieldname in _links_to_doctypes():
		_delete_records(doctype, {fieldname: ("in", gone)})
	# What names a doctype in another way than by a link
	_delete_records("Custom Field", {"options": ("in", gone)})
	frappe.db.delete("Singles", {"doctype": ("in", gone)})
	frappe.db.delete("Deleted Document", {"deleted_doctype": ("in", gone)})
	frappe.db.delete("Deleted Document", {"data": ("like", f'%"module": "{MODULE}"%')})
	frappe.db.delete("Deleted Document", {"deleted_doctype": "Module Def", "deleted_name": MODULE})
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


def _links_to_doctypes() -> list[tuple[str, str]]:
	"""Return every field that holds the name of a doctype, with the doctype that the field is in."""
	links = {"fieldtype": "Link", "options": "DocType"}
	fields = [
		*frappe.get_all("DocField", filters=links, fields=["parent as doctype", "fieldname"]),
		*frappe.get_all("Custom Field", filters=links, fields=["dt as doctype", "fieldname"]),
		# a link in all but name
		frappe._dict(doctype="Custom DocPerm", fieldname="parent"),
	]
	return [
		(field.doctype, field.fieldname)
		for field in fields
		if field.doctype not in (*KEPT, "DocType") and frappe.db.table_exists(field.doctype)
	]


def _delete_records(doctype: str, filters: dict) -> None:
	"""Delete records with their rows, and ask none of their controllers: they would look for the doctype that is gone."""
	names = frappe.get_all(doctype, filters=filters, pluck="name")
	if not names:
		return
	for df in frappe.get_meta(doctype).get_table_fields():
		frappe.db.delete(df.options, {"parenttype": doctype, "parent": ("in", names)})
	frappe.db.delete(doctype, {"name": ("in", names)})
