"""What meetings have decided about a record, as its form and its printed record show it."""

import frappe

from improvement_actions.lifecycle.governance.records import KINDS
from improvement_actions.refusal import refuse_access

REVIEW, ITEM = "Governance Review", "Governance Review Item"


@frappe.whitelist()
def on_form(doctype: str, name: str) -> str:
	"""Return as HTML what meetings decided about a record, "" when there is nothing.

	`doctype` is Improvement Action or Risk Register Entry. Raises a permission error when the user may not read the record.
	"""
	if doctype not in KINDS or not frappe.has_permission(doctype, "read", doc=name):
		refuse_access("read", doctype, name)
	return as_html(doctype, name)


def as_html(doctype: str, name: str) -> str:
	"""Return what `on_form` does, for who may read the record."""
	decided = of_record(doctype, name)
	template = "improvement_actions/templates/meetings_decided.html"
	return frappe.render_template(template, {"decided": decided}) if decided else ""


def of_record(doctype: str, name: str) -> list[dict]:
	"""Return what meetings have decided about the record, the first one first; it is up to the caller that the user may read it.

	Its trail tells the same to everybody who reads the record, so everybody is told; `meeting` names the meeting only to those
	who may read that (else ""). Further keys: `on` (a date), `decision`, `note`, `outcome` and `decided_by`.
	"""
	item, review = frappe.qb.DocType(ITEM), frappe.qb.DocType(REVIEW)
	rows = (
		frappe.qb.from_(item)
		.join(review)
		.on((review.name == item.parent) & (item.parenttype == REVIEW))
		.where((item.reference_name == name) & (item.reference_doctype == doctype))
		.where(item.carried_out_on.isnotnull())
		.orderby(item.carried_out_on, item.name)
		.select(
			review.name.as_("meeting"),
			review.meeting_date.as_("on"),
			item.decision,
			item.decision_note.as_("note"),
			item.outcome,
			item.decided_by,
		)
	).run(as_dict=True)
	readable = _readable({row.meeting for row in rows})
	return [{**row, "meeting": row.meeting if row.meeting in readable else ""} for row in rows]


def _readable(names: set[str]) -> set[str]:
	if not names or not frappe.has_permission(REVIEW):
		return set()
	found = frappe.get_list(
		REVIEW, filters={"name": ("in", sorted(names))}, pluck="name", limit_page_length=0
	)
	return set(found)
