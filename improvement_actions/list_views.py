"""The ready-made views above the lists, with how many records the person finds in each."""

from datetime import date

import frappe
from frappe import _
from frappe.utils import getdate, nowdate

from improvement_actions import people
from improvement_actions.lifecycle import views as ready
from improvement_actions.lifecycle.escalation import escalated_from
from improvement_actions.lifecycle.problem import Problem, Term
from improvement_actions.refusal import refuse, refuse_access
from improvement_actions.settings import escalation_steps, risk_bands

ACTION, SOURCE = "Improvement Action", "Improvement Source"
EVIDENCE, REVIEW = "Improvement Evidence", "Effectiveness Review"
RISK, PLAN, MEETING = "Risk Register Entry", "Improvement Plan", "Governance Review"

#: The lists that have views.
LISTS = (ACTION, SOURCE, REVIEW, EVIDENCE, RISK, PLAN, MEETING)
#: Counting ends here, and the list says "1,000+": nobody works through more, and to count them all would take longer
#: than to show the list.
COUNTED_UP_TO = 1_000
#: Operators that find nothing in an empty field.
FINDING = {"=", "in", "between", "is", ">", ">=", "like"}
#: The field whose people a list names.
PEOPLE = {
	ACTION: "action_owner",
	REVIEW: "reviewer",
	RISK: "risk_owner",
	PLAN: "plan_lead",
	MEETING: "chair",
}
#: So many of the highest bands of risks are what a board looks at.
HIGHEST_BANDS = 2


@frappe.whitelist()
def get_views(
	doctype: str,
	filters: str | list | None = None,
	chosen: str | None = None,
	named: str | list | None = None,
) -> dict:
	"""Return the ready-made views of the list of `doctype` for who is signed in.

	`filters` are those of the list, each [doctype, field, operator, value]; `chosen` is the name of the view that the
	person chose before, on another day perhaps; `named` are the users whose full names the list wants to show.
	Keys of the answer: `views` (each `name`, `label`, `explanation`, `filters` with today's dates, `count`, the number
	of records that the other filters leave, up to 1,000, and `more`, whether there are more than that), `active` (the
	name of the view that the filters amount to, or None), `others` (the filters that do not belong to it), `renewed`
	(whether the active view is `chosen` with old dates: apply its filters again) and `people` (full names, by user, of
	those of `named` who own or review a record that the user may read). Raises a permission error when the user may not
	read the doctype.
	"""
	if doctype not in LISTS:
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
	return {
		"views": [
			{
				"name": view.name,
				"label": _(view.label),
				"explanation": _(view.explanation),
				"filters": as_sent(view.filters),
				**_count(doctype, [*others, *([doctype, *each] for each in as_sent(view.filters))]),
			}
			for view in views
		],
		"active": active and active.name,
		"others": others,
		"renewed": bool(renewed),
		"people": full_names(doctype, frappe.parse_json(named) or []),
	}


def views_of(doctype: str) -> list[ready.View]:
	"""Return the ready-made views of `doctype` for who is signed in, with today's dates."""
	me, today = frappe.session.user, getdate(nowdate())
	roles = set(frappe.get_roles())
	owns = bool(roles & {people.ACTION_OWNER, people.MANAGER})
	verifies = bool(roles & {people.VERIFIER, people.MANAGER})
	if doctype == ACTION:
		return ready.action_views(me, today, owns, verifies, escalated_from(escalation_steps()))
	if doctype == SOURCE:
		return ready.source_views()
	if doctype == REVIEW:
		return ready.review_views(me, today, verifies)
	if doctype == RISK:
		owns_risks = bool(roles & {people.ACTION_OWNER, people.MANAGER, people.GOVERNANCE})
		return ready.risk_views(me, owns_risks, [band.name for band in risk_bands()[-HIGHEST_BANDS:]])
	if doctype == PLAN:
		return ready.plan_views(me, today, owns)
	if doctype == MEETING:
		return ready.meeting_views(me)
	return ready.evidence_views(today)


def as_sent(filters: tuple[ready.Filter, ...]) -> list[list]:
	"""Return `filters` as Frappe's lists write them."""
	return [
		[field, "Between" if operator == "between" else operator, _plain(value)]
		for field, operator, value in filters
	]


def full_names(doctype: str, users: list[str]) -> dict[str, str]:
	"""Return the full names, by user, of those of `users` who are in records of `doctype` that the user may read."""
	fieldname = PEOPLE.get(doctype)
	if not fieldname or not users:
		return {}
	named = frappe.get_list(
		doctype,
		filters={fieldname: ("in", users)},
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


def _count(doctype: str, filters: list[list]) -> dict:
	"""Return `count` and `more`: how many records with `filters` the user may read, as far as it is counted."""
	# Names, and not a number: only so does the database stop. In no order, or it would sort them first. Distinct,
	# because the person may filter by a child table.
	found = frappe.get_list(
		doctype,
		filters=filters,
		pluck="name",
		distinct=True,
		order_by="",
		limit_page_length=COUNTED_UP_TO + 1,
		ignore_ifnull=ignores_blanks(filters),
	)
	return {"count": min(len(found), COUNTED_UP_TO), "more": len(found) > COUNTED_UP_TO}


def ignores_blanks(filters: list[list]) -> bool:
	"""Return whether no record with an empty field is among those with `filters`.

	Then `get_list` may be told so (`ignore_ifnull`). Otherwise Frappe, in some versions of 15, asks for the date or what
	stands for none, and the database cannot find it by an index.
	"""
	return all(operator.lower() in FINDING and all(_listed(value)) for *_field, operator, value in filters)


def _listed(value) -> list:
	return list(value) if isinstance(value, list | tuple) else [value]


def _plain(value):
	if isinstance(value, list | tuple):
		return [_plain(each) for each in value]
	return value.isoformat() if isinstance(value, date) else value
