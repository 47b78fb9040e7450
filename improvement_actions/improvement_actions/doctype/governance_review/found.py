"""Reads what a meeting may have to look at: one query a section, however many records there are.

The sections are those of `lifecycle.governance.agenda`, here as conditions that exclude one another. A test holds the two together.
"""

from collections.abc import Iterable

import frappe
from frappe.query_builder import Case
from frappe.query_builder.functions import Coalesce, Count
from frappe.utils import get_datetime, getdate
from pypika.queries import QueryBuilder, Table
from pypika.terms import Criterion, Term, ValueWrapper

from improvement_actions.lifecycle.escalation import PRIORITIES
from improvement_actions.lifecycle.governance import agenda
from improvement_actions.lifecycle.governance.agenda import Found
from improvement_actions.lifecycle.governance.records import ACTION, REASSESSMENT_DUE, RISK, Key, Look, Record
from improvement_actions.lifecycle.status import ACTIVE, CLOSED, COMPLETED
from improvement_actions.lookups import look_up

#: More than an agenda can name of one section, even if others of them stand on it for another reason.
MOST_READ = 500
#: For what has no date: it sorts last.
LAST_DAY = "9999-12-31"


def found(look: Look) -> dict[str, Found]:
	"""Return the worst records of each section, and how many belong to it in all."""
	action = frappe.qb.DocType(ACTION)
	answer = {
		section: _first(
			_limited(frappe.qb.from_(action).where(belongs), action, look), action, _columns, order
		)
		for section, (belongs, order) in _sections(action, look).items()
	}
	risk = frappe.qb.DocType(RISK)
	due = _limited(frappe.qb.from_(risk).where(risk.status == REASSESSMENT_DUE), risk, look)
	worst_first = [-risk.residual_score, Coalesce(risk.reassessment_due_since, LAST_DAY), risk.name]
	answer[agenda.DUE_FOR_REASSESSMENT] = _first(due, risk, _risk_columns, worst_first)
	return answer


def records(keys: Iterable[Key]) -> dict[Key, Record]:
	"""Return how the records called `keys` stand now, without those that are gone."""
	keys = set(keys)
	answer = []
	for doctype, columns in ((ACTION, _columns), (RISK, _risk_columns)):
		table = frappe.qb.DocType(doctype)
		query = frappe.qb.from_(table).select(*columns(table))

		def read(names, query=query, table=table):
			return (query.where(table.name.isin(names)) if names else query).run(as_dict=True)

		answer += look_up(sorted(name for kind, name in keys if kind == doctype), read)
	return {record.key: record for record in map(_record, answer) if record.key in keys}


def _sections(action: Table, look: Look) -> dict[str, tuple[Criterion, list[Term]]]:
	"""Return the condition of each section of actions, and what sorts it, the worst first."""
	active = action.status.isin(ACTIVE)
	overdue = active & (action.due_date < look.today)
	on_time = active & (action.due_date.isnull() | (action.due_date >= look.today))
	by_due_date = _worst_first(action, action.due_date)
	return {
		agenda.ESCALATED: (overdue & (action.escalation_level >= look.escalated_from), by_due_date),
		agenda.OVERDUE: (overdue & (action.escalation_level < look.escalated_from), by_due_date),
		agenda.SLIPPING: (on_time & (action.slip_count > 0), by_due_date),
		agenda.STALE: (
			on_time & (action.slip_count == 0) & (action.stale_from <= look.today),
			_worst_first(action, action.stale_from),
		),
		agenda.AWAITING_VERIFICATION: (
			action.status == COMPLETED,
			_worst_first(action, action.completed_on),
		),
		agenda.CLOSED_SINCE: (
			(action.status == CLOSED) & (action.closed_on >= look.closed_since),
			_worst_first(action, action.closed_on),
		),
	}


def _worst_first(action: Table, day: Term) -> list[Term]:
	"""Return what sorts actions as `lifecycle.governance.agenda.rank` does."""
	gravity = Case()
	for number, priority in enumerate(PRIORITIES):
		gravity = gravity.when(action.priority == priority, -number)
	return [-action.escalation_level, gravity.else_(1), Coalesce(day, LAST_DAY), action.name]


def _limited(query: QueryBuilder, table: Table, look: Look) -> QueryBuilder:
	return query.where(table.service.isin(sorted(look.services))) if look.services else query


def _first(query: QueryBuilder, table: Table, columns, order: list[Term]) -> Found:
	rows = query.select(*columns(table)).orderby(*order).limit(MOST_READ).run(as_dict=True)
	total = len(rows) if len(rows) < MOST_READ else query.select(Count("*")).run()[0][0]
	return Found([_record(row) for row in rows], total)


def _columns(action: Table) -> list[Term]:
	return [
		ValueWrapper(ACTION).as_("doctype"),
		action.name,
		action.title,
		action.service,
		action.action_owner.as_("responsible"),
		action.status,
		action.due_date,
		action.priority,
		action.escalation_level,
		action.slip_count,
		action.is_aspirational,
		action.stale_from,
		action.completed_on,
		action.closed_on,
	]


def _risk_columns(risk: Table) -> list[Term]:
	return [
		ValueWrapper(RISK).as_("doctype"),
		risk.name,
		risk.title,
		risk.service,
		risk.risk_owner.as_("responsible"),
		risk.status,
		risk.next_review_date.as_("due_date"),
		risk.reassessment_due_since,
		risk.residual_score,
		risk.residual_band,
	]


def _record(row: dict) -> Record:
	since = row.get("reassessment_due_since")
	return Record(
		doctype=row.doctype,
		name=row.name,
		title=row.title or "",
		service=row.service or "",
		responsible=row.responsible or "",
		status=row.status or "",
		due_date=row.due_date,
		priority=row.get("priority") or "",
		level=row.get("escalation_level") or 0,
		slips=row.get("slip_count") or 0,
		aspirational=bool(row.get("is_aspirational")),
		stale_from=row.get("stale_from"),
		completed_on=row.get("completed_on") and get_datetime(row.completed_on),
		closed_on=row.get("closed_on") and get_datetime(row.closed_on),
		since=since and getdate(since),
		score=row.get("residual_score") or 0,
		band=row.get("residual_band") or "",
	)
