"""The ready-made views above the lists, with how many records the person finds in each."""

from datetime import date

import frappe
from frappe import _
from frappe.utils import getdate, nowdate

from improvement_actions import people
from improvement_actions.lifecycle import views as ready
from improvement_actions.lifecycle.problem import Problem, Term
from improvement_actions.refusal import refuse, refuse_access

ACTION, SOURCE = "Improvement Action", "Improvement Source"
EVIDENCE, REVIEW = "Improvement Evidence", "Effectiveness Review"

#: What is read to count: records that can be in no view are left out, and so are fields that no view looks at.
COUNTED = {
	ACTION: ["status", "not in", ready.SEALED],
	SOURCE: None,
	REVIEW: ["outcome", "is", "not set"],
	EVIDENCE: ["valid_until", "is", "set"],
}
#: The field whose people a list names.
PEOPLE = {ACTION: "action_owner", REVIEW: "reviewer"}


@frappe.whitelist()
def get_views(doctype: str, filters: str | list | None = None, chosen: str | None = None) -> dict:
	"""Return the ready-made views of the list of `doctype` for who is signed in.

	`filters` are those of the list, each [doctype, field, operator, value]; `chosen` is the name of the view that the
	person chose before, on another day perhaps. Keys of the answer: `views` (each `name`, `label`, `explanation`,
	`filters` with today's dates, and `count`, the number of records that the other filters leave), `active` (the name of
	the view that the filters amount to, or None), `others` (the filters that do not belong to it), `renewed` (whether
	the active view is `chosen` with old dates: apply its filters again) and `people` (full names of those named in
	the list, by user). Raises a permission error when the user may not read the doctype.
	"""
	if doctype not in COUNTED:
		problem = Problem("no_views", "doctype", _("There are no ready-made views of {0}."), (Term(doctype),))
		refuse([problem], _("No Views"))
	if not frappe.has_permission(doctype, "read"):
		refuse_access("read", doctype)
	sent = frappe.parse_json(filters) or []
	views = views_of(doctype)
	ours = [tuple(each[1:4]) for each in sent if each[0] == doctype]
	active = ready.active_view(views, ours)
	before = ready.active_view([view for view in views if view.name == chosen], ours, whatever_the_dates=True)
	# What is left of it without its dates may be a view of its own, with fewer filters.
	renewed = before and (not active or len(before.filters) > len(active.filters))
	active = before if renewed else active
	others = [each[:4] for each in sent if not (active and _belongs(doctype, each, active))]
	rows = _rows(doctype, views, others)
	return {
		"views": [
			{
				"name": view.name,
				"label": _(view.label),
				"explanation": _(view.explanation),
				"filters": as_sent(view.filters),
				"count": sum(ready.matches(row, view.filters) for row in rows),
			}
			for view in views
		],
		"active": active and active.name,
		"others": others,
		"renewed": bool(renewed),
		"people": full_names(doctype),
	}


def views_of(doctype: str) -> list[ready.View]:
	"""Return the ready-made views of `doctype` for who is signed in, with today's dates."""
	me, today = frappe.session.user, getdate(nowdate())
	roles = set(frappe.get_roles())
	owns = bool(roles & {people.ACTION_OWNER, people.MANAGER})
	verifies = bool(roles & {people.VERIFIER, people.MANAGER})
	if doctype == ACTION:
		return ready.action_views(me, today, owns, verifies)
	if doctype == SOURCE:
		return ready.source_views()
	if doctype == REVIEW:
		return ready.review_views(me, today, verifies)
	return ready.evidence_views(today)


def as_sent(filters: tuple[ready.Filter, ...]) -> list[list]:
	"""Return `filters` as Frappe's lists write them."""
	return [
		[field, "Between" if operator == "between" else operator, _plain(value)]
		for field, operator, value in filters
	]


def full_names(doctype: str) -> dict[str, str]:
	"""Return the full names of the people in the records of `doctype` that the user may read, by user."""
	fieldname = PEOPLE.get(doctype)
	if not fieldname:
		return {}
	named = frappe.get_list(
		doctype,
		filters={fieldname: ("is", "set")},
		fields=[fieldname],
		distinct=True,
		order_by=fieldname,
		limit_page_length=0,
		pluck=fieldname,
	)
	rows = frappe.get_all("User", filters={"name": ("in", named or [""])}, fields=["name", "full_name"])
	return {row.name: row.full_name for row in rows}


def _belongs(doctype: str, sent: list, view: ready.View) -> bool:
	written = tuple(sent[1:4])
	return sent[0] == doctype and any(
		ready.same_filter(each, written, whatever_the_dates=True) for each in view.filters
	)


def _rows(doctype: str, views: list[ready.View], others: list[list]) -> list[dict]:
	"""Read once what all views are counted from."""
	fields = sorted({field for view in views for field, _operator, _value in view.filters})
	within = [[doctype, *COUNTED[doctype]]] if COUNTED[doctype] else []
	return frappe.get_list(
		doctype, filters=[*others, *within], fields=["name", *fields], distinct=True, limit_page_length=0
	)


def _plain(value):
	if isinstance(value, list | tuple):
		return [_plain(each) for each in value]
	return value.isoformat() if isinstance(value, date) else value
