"""Every action with what prompted it, who owns it, how late it is and what proves it."""

from collections import Counter
from datetime import date

import frappe
from frappe import _
from frappe.utils import getdate, nowdate

from improvement_actions import list_views
from improvement_actions.lifecycle.status import ACTIVE, STATUSES, is_overdue
from improvement_actions.lookups import look_up

#: Filters that stand for one of the ready-made views of the list, by its name.
VIEWS = {
	"overdue_only": "overdue",
	"slipping_only": "slipping",
	"stale_only": "stale",
	"aspirational_only": "aspirational",
}
FILTERED_FIELDS = ("service", "action_owner", "priority", "status", "source")


def execute(filters: dict | None = None):
	"""Return columns, rows, message, chart and summary; only actions that the user may read are in them."""
	filters = frappe._dict(filters or {})
	rows = get_rows(filters)
	return get_columns(), rows, None, get_chart(rows), get_summary(rows)


def get_columns() -> list[dict]:
	def column(fieldname, label, fieldtype, width, options=None):
		return {
			"fieldname": fieldname,
			"label": label,
			"fieldtype": fieldtype,
			"width": width,
			"options": options,
		}

	return [
		column("name", _("Action"), "Link", 130, "Improvement Action"),
		column("title", _("Title"), "Data", 260),
		column("service", _("Service"), "Link", 150, "Care Service"),
		column("action_owner", _("Owner"), "Link", 170, "User"),
		column("priority", _("Priority"), "Data", 80),
		column("status", _("Status"), "Data", 100),
		column("due_date", _("Due Date"), "Date", 100),
		column("days_overdue", _("Days Overdue"), "Int", 110),
		column("slip_count", _("Times Rescheduled"), "Int", 130),
		column("course", _("Course"), "Data", 170),
		column("next_milestone", _("Next Milestone"), "Data", 180),
		column("next_milestone_date", _("Milestone Due"), "Date", 110),
		column("current_barrier", _("Barrier"), "Data", 200),
		column("source", _("Source"), "Link", 130, "Improvement Source"),
		column("source_type", _("Source Type"), "Data", 150),
		column("evidence_of_change", _("Evidence of Change"), "Int", 140),
		column("evidence_of_completion", _("Evidence of Completion"), "Int", 160),
		column("verification", _("Verification"), "Data", 140),
	]


def get_rows(filters: frappe._dict) -> list[dict]:
	conditions = query_filters(filters)
	actions = frappe.get_list(
		"Improvement Action",
		filters=conditions,
		ignore_ifnull=list_views.ignores_blanks(conditions),
		fields=[
			"name",
			"title",
			"service",
			"action_owner",
			"priority",
			"status",
			"due_date",
			"slip_count",
			"is_aspirational",
			"stale_from",
			"next_milestone",
			"next_milestone_date",
			"current_barrier",
			"source",
			"completion_count",
		],
		order_by="due_date asc, name asc",
		limit_page_length=0,
	)
	names = [action.name for action in actions]
	source_types = _source_types({action.source for action in actions if action.source})
	evidence = _evidence_counts(names)
	verifications = _verifications(names)
	today = getdate(nowdate())
	for action in actions:
		overdue = is_overdue(action.status, action.due_date, today)
		action.days_overdue = (today - action.due_date).days if overdue else 0
		action.course = ", ".join(course(action, today))
		action.source_type = source_types.get(action.source)
		action.evidence_of_change = evidence[action.name, "Change"]
		action.evidence_of_completion = evidence[action.name, "Completion"]
		action.verification = verifications.get((action.name, action.completion_count))
	return actions


def course(action: dict, today: date) -> list[str]:
	"""Return what stands out about the course of an action that is under way, the gravest first."""
	if action.status not in ACTIVE:
		return []
	# Translated only where it is said: there may be a hundred thousand rows.
	said = []
	if action.is_aspirational:
		said.append(_("Aspirational"))
	if action.slip_count:
		said.append(_("Slipping"))
	if is_stale(action, today):
		said.append(_("Stale"))
	if action.next_milestone_date and action.next_milestone_date < today:
		said.append(_("Milestone missed"))
	if action.current_barrier:
		said.append(_("Barrier"))
	return said


def is_stale(action: dict, today: date) -> bool:
	return bool(action.status in ACTIVE and action.stale_from and action.stale_from <= today)


def query_filters(filters: frappe._dict) -> list[list]:
	conditions = [[field, "=", filters[field]] for field in FILTERED_FIELDS if filters.get(field)]
	if filters.due_from:
		conditions.append(["due_date", ">=", filters.due_from])
	if filters.due_to:
		conditions.append(["due_date", "<=", filters.due_to])
	chosen = {name for fieldname, name in VIEWS.items() if filters.get(fieldname)}
	for view in list_views.views_of("Improvement Action"):
		if view.name in chosen:
			conditions += list_views.as_sent(view.filters)
	if filters.barrier_only:
		conditions += [["status", "in", ACTIVE], ["current_barrier", "is", "set"]]
	return conditions


def _source_types(sources: set[str]) -> dict[str, str]:
	def read(some: list[str] | None) -> list:
		filters = {"name": ("in", some)} if some else {}
		return frappe.get_all("Improvement Source", filters=filters, fields=["name", "source_type"])

	return {row.name: row.source_type for row in look_up(sources, read)}


def _evidence_counts(actions: list[str]) -> Counter:
	"""Return how many items of evidence each action has, by (action, what they demonstrate)."""
	evidence = frappe.qb.DocType("Improvement Evidence")
	shared = frappe.qb.DocType("Improvement Evidence Action")
	own = frappe.qb.from_(evidence).select(evidence.action, evidence.demonstrates)
	others = (
		frappe.qb.from_(shared)
		.join(evidence)
		.on(evidence.name == shared.parent)
		.select(shared.action, evidence.demonstrates)
		.where(shared.action != evidence.action)
	)

	def read(some: list[str] | None) -> list:
		if not some:
			return [*own.run(), *others.run()]
		return [*own.where(evidence.action.isin(some)).run(), *others.where(shared.action.isin(some)).run()]

	return Counter((row[0], row[1]) for row in look_up(actions, read))


def _verifications(actions: list[str]) -> dict[tuple[str, int], str]:
	"""Return the outcome of the latest verification by (action, completion)."""

	def read(some: list[str] | None) -> list:
		filters = {"review_type": "Verification", "outcome": ("is", "set")}
		return frappe.get_all(
			"Effectiveness Review",
			filters={**filters, "action": ("in", some)} if some else filters,
			fields=["action", "completion", "outcome"],
			order_by="reviewed_on asc, creation asc",
		)

	return {(row.action, row.completion): row.outcome for row in look_up(actions, read)}


def get_chart(rows: list[dict]) -> dict | None:
	counts = Counter(row.status for row in rows)
	if not counts:
		return None
	statuses = [status for status in STATUSES if counts[status]]
	return {
		"type": "bar",
		"data": {
			"labels": [_(status) for status in statuses],
			"datasets": [{"name": _("Actions"), "values": [counts[status] for status in statuses]}],
		},
		"colors": ["#2490EF"],
	}


def get_summary(rows: list[dict]) -> list[dict]:
	overdue = sum(1 for row in rows if row.days_overdue)
	slipping = sum(1 for row in rows if row.slip_count)
	today = getdate(nowdate())
	stale = sum(1 for row in rows if is_stale(row, today))
	unproven = sum(1 for row in rows if row.status in ("Completed", "Closed") and not row.evidence_of_change)

	def item(label, value, bad):
		return {
			"label": label,
			"value": value,
			"datatype": "Int",
			"indicator": "Red" if bad and value else "Green",
		}

	return [
		item(_("Actions"), len(rows), bad=False),
		item(_("Overdue"), overdue, bad=True),
		item(_("Rescheduled"), slipping, bad=True),
		item(_("Stale"), stale, bad=True),
		item(_("Done Without Evidence of Change"), unproven, bad=True),
	]
