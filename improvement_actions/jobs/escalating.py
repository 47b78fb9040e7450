"""Records whom each escalation step reaches: one statement a step, however many actions have come to it.

A row of Improvement Escalation is named after its action, due date and step, so the database itself refuses a second one.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

import frappe
from frappe import _
from frappe.query_builder import Case
from frappe.query_builder.functions import Coalesce, Concat, Count
from frappe.utils import now_datetime
from pypika.functions import Function
from pypika.terms import NullValue, Term, Values, ValueWrapper

from improvement_actions import people
from improvement_actions.integrations import erpnext
from improvement_actions.jobs.parts import ACTION, WHOLE, Part
from improvement_actions.jobs.statements import affected
from improvement_actions.lifecycle import escalation
from improvement_actions.lifecycle.escalation import Reached, Step
from improvement_actions.lifecycle.status import ACTIVE

ESCALATION = "Improvement Escalation"
#: Services named among what somebody should look into.
MOST_NOTES = 20


class DateDiff(Function):
	def __init__(self, later, earlier):
		super().__init__("DATEDIFF", later, earlier)


@dataclass(frozen=True)
class Whom:
	"""Whom a step reaches, as columns of a query over actions to which `join` adds the tables.

	`told_of` is the user, role or address, null when there is none; `told_earlier` the column of an earlier
	escalation in which the same would stand.
	"""

	told_of: Term
	told_earlier: Term
	join: Callable = lambda query: query
	person: Term = field(default_factory=NullValue)
	instead_of: Term = field(default_factory=NullValue)
	role: Term = field(default_factory=NullValue)
	address: Term = field(default_factory=NullValue)


def record(today: date, reached: Reached, part: Part = WHOLE) -> int:
	"""Record a step for all overdue actions of `part` that have come to it and have no record of it; return how many.

	The steps have to be taken in turn: a later one looks at whom the earlier ones told.
	"""
	return affected(_insertion(today, reached, part))


def forget_nobody(part: Part = WHOLE) -> int:
	"""Delete the rows that say that nobody was found: by now there may be somebody."""
	recorded = frappe.qb.DocType(ESCALATION)
	forgotten = frappe.qb.from_(recorded).delete().where(recorded.result == escalation.NOBODY_FOUND)
	return affected(part.narrow(forgotten, recorded.service))


def nobody_found() -> list[str]:
	"""Return a sentence for each service where an escalation found nobody to tell, the worst first."""
	recorded = frappe.qb.DocType(ESCALATION)
	found = (
		frappe.qb.from_(recorded)
		.where(recorded.result == escalation.NOBODY_FOUND)
		.groupby(recorded.service)
		.orderby(Count("*"), order=frappe.qb.desc)
		.select(recorded.service, Count(recorded.action).distinct())
		.limit(MOST_NOTES)
	).run()
	return [
		_(
			"{0}: overdue actions of which nobody could be told: {1}. Name an enabled registered manager."
		).format(service or _("Without a service"), count)
		for service, count in found
	]


def _insertion(today: date, each: Reached, part: Part):
	"""Return the statement that records one step for all actions of `part` that have come to it."""
	action = frappe.qb.DocType(ACTION)
	recorded = frappe.qb.DocType(ESCALATION)
	done, earlier = recorded.as_("done"), recorded.as_("earlier")
	whom = _whom(action, each.step, earlier)
	now = now_datetime()
	values = {
		"name": Concat(action.name, " ", action.due_date, " ", each.step.key),
		"creation": now,
		"modified": now,
		"modified_by": "Administrator",
		"owner": "Administrator",
		"docstatus": 0,
		"idx": 0,
		"action": action.name,
		"service": action.service,
		"due_date": action.due_date,
		"days_overdue": DateDiff(today, action.due_date),
		"level": each.level,
		"step": each.step.key,
		"escalated_on": today,
		"escalate_to": each.step.escalate_to,
		"escalated_to": whom.person,
		"instead_of": whom.instead_of,
		"escalated_to_role": whom.role,
		"escalated_to_address": whom.address,
		"result": Case()
		.when(whom.told_of.isnull(), escalation.NOBODY_FOUND)
		.when(earlier.name.isnotnull(), escalation.SAME_PERSON)
		.else_(escalation.ESCALATED),
	}
	query = whom.join(frappe.qb.into(recorded).columns(*values).from_(action))
	same_due_date = (earlier.action == action.name) & (earlier.due_date == action.due_date)
	query = (
		query.left_join(done)
		.on(done.name == values["name"])
		.left_join(earlier)
		.on(same_due_date & (earlier.result == escalation.ESCALATED) & (whom.told_earlier == whom.told_of))
		.where(action.status.isin(ACTIVE) & (action.due_date <= each.due_by))
		.where(action.priority.isin(each.step.priorities))
		.where(done.name.isnull())
		.select(*(value if isinstance(value, Term) else ValueWrapper(value) for value in values.values()))
		.on_duplicate_key_update(recorded.step, Values(recorded.step))
	)
	return part.narrow(query, action.service)


def _whom(action, step: Step, earlier) -> Whom:
	if step.escalate_to == escalation.ROLE:
		role = ValueWrapper(step.role)
		told_of = role if people.holders(step.role) else NullValue()
		return Whom(told_of, earlier.escalated_to_role, role=role)
	if step.escalate_to == escalation.ADDRESS:
		address = ValueWrapper(step.address)
		return Whom(address, earlier.escalated_to_address, address=address)
	return _person(action, step.escalate_to, earlier)


def _person(action, kind: str, earlier) -> Whom:
	"""Return the one person whom a step of `kind` reaches: who it names or, while they cannot be reached, whoever answers for the service."""
	answering = people.answering_for(action.service)
	person = frappe.qb.DocType("User").as_("person")
	reporting = erpnext.line_managers() if kind == escalation.LINE_MANAGER else None
	reporting = reporting and reporting.as_("reporting")
	named = {
		escalation.OWNER: action.action_owner,
		escalation.LINE_MANAGER: reporting.line_manager if reporting else NullValue(),
		escalation.REGISTERED_MANAGER: answering.service.registered_manager,
		escalation.NOMINATED_INDIVIDUAL: answering.service.nominated_individual,
	}[kind]

	def join(query):
		query = answering.join(query)
		if reporting:
			query = query.left_join(reporting).on(reporting.person == action.action_owner)
		return query.left_join(person).on((person.name == named) & people.can_sign_in(person))

	reached = Coalesce(person.name, answering.person)
	return Whom(
		reached,
		earlier.escalated_to,
		join,
		person=reached,
		instead_of=Case().when(person.name.isnull(), named).else_(NullValue()),
	)
