"""A record of any doctype that improvement actions come from."""

import frappe
from frappe import _

from improvement_actions.lifecycle.problem import Problem, Term
from improvement_actions.refusal import refuse


def is_there(doctype: str | None, name: str | None) -> bool:
	"""Return whether the record exists; also False when its doctype is gone with the app it came from."""
	if not doctype or not name or not frappe.db.exists("DocType", doctype):
		return False
	return bool(frappe.db.exists(doctype, name))


def readable(doctype: str, name: str):
	"""Return the record, without the fields that the user may not read.

	Raises `DoesNotExistError` when there is none (a form that was never saved has none), and a permission error when the
	user may not read it.
	"""
	if not is_there(doctype, name):
		problem = Problem(
			"no_such_record",
			None,
			_("There is no {0} {1}. Save it first, then create the action."),
			(Term(doctype), name),
		)
		refuse([problem], _("Not Saved Yet"), frappe.DoesNotExistError)
	doc = frappe.get_doc(doctype, name)
	doc.check_permission("read")
	doc.apply_fieldlevel_read_permissions()
	return doc


def family(doctype: str, name: str) -> list[str]:
	"""Return `name` with the records that it amends and that amend it: on paper several, in fact one matter."""
	names = [name]
	if not frappe.get_meta(doctype).has_field("amended_from"):
		return names
	for current in names:  # grows while it is read
		amended = frappe.db.get_value(doctype, current, "amended_from")
		copies = frappe.get_all(doctype, filters={"amended_from": current}, pluck="name")
		names += [each for each in (amended, *copies) if each and each not in names]
	return names
