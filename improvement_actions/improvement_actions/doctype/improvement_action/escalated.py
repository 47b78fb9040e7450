"""Who was told that an action is overdue, as its form and its printed record say it."""

from dataclasses import replace

import frappe
from frappe import _
from frappe.query_builder.functions import Coalesce
from frappe.utils import add_days, getdate, nowdate

from improvement_actions import people
from improvement_actions.lifecycle import escalation
from improvement_actions.lifecycle.problem import Problem
from improvement_actions.lifecycle.status import SEALED, is_overdue
from improvement_actions.refusal import as_text

ESCALATION, SERVICE = "Improvement Escalation", "Care Service"


def for_form(doc) -> dict:
	"""Return what the form says of action `doc` while it is overdue, or escalated by a meeting.

	Keys: `overdue_since` (date or None) and `escalations`, what became of each step for the current due date, in turn:
	each with `code`, `message`, `mend`, and `service`, the one to mend it in if the user may open that (else None).
	"""
	due_date = doc.due_date and getdate(doc.due_date)
	if doc.status in SEALED:
		return {"overdue_since": None, "escalations": []}
	overdue = is_overdue(doc.status, due_date, getdate(nowdate()))
	# What a meeting has escalated need not be overdue.
	rows = [row for row in _recorded(doc.name, due_date) if overdue or row.escalate_to == escalation.MEETING]
	return {
		"overdue_since": add_days(due_date, 1) if overdue else None,
		"escalations": [_for_form(row) for row in rows],
	}


def for_print(action: str) -> list[dict]:
	"""Return every escalation of `action` that the user may read, in turn.

	Keys: `escalated_on`, `days_overdue`, `level`, `whom` (in words, "" for nobody) and `result` (as it is stored).
	"""
	return [
		{
			"escalated_on": row.escalated_on,
			"days_overdue": row.days_overdue,
			"level": row.level,
			"whom": _whom(row),
			"result": row.result,
		}
		for row in _recorded(action)
	]


def _recorded(action: str, due_date=None) -> list[dict]:
	"""Return the escalations of `action`, for `due_date` or for all there were, with the names of the people in them.

	It is up to the caller that the user may read the action; escalations are read by fewer roles.
	"""
	if not frappe.has_permission(ESCALATION):
		return []
	recorded, stored = frappe.qb.DocType(ESCALATION), frappe.qb.DocType("Improvement Action")
	person, instead_of = (frappe.qb.DocType("User").as_(alias) for alias in ("person", "instead_of"))
	answering = people.answering_for(recorded.service)
	query = (
		answering.join(frappe.qb.from_(recorded))
		.join(stored)
		.on(stored.name == recorded.action)
		.left_join(person)
		.on(person.name == recorded.escalated_to)
		.left_join(instead_of)
		.on(instead_of.name == recorded.instead_of)
		.where(recorded.action == action)
		.orderby(recorded.escalated_on, recorded.level)
		.select(
			recorded.level,
			recorded.result,
			recorded.service,
			recorded.days_overdue,
			recorded.escalated_on,
			recorded.escalate_to,
			recorded.escalated_to,
			recorded.escalated_to_role,
			recorded.escalated_to_address,
			recorded.governance_review,
			recorded.reason,
			stored.action_owner,
			answering.service.registered_manager,
			answering.service.nominated_individual,
			person.full_name.as_("person_name"),
			Coalesce(instead_of.full_name, recorded.instead_of).as_("instead_of_name"),
			Coalesce(answering.manager.full_name, answering.nominated.full_name, "").as_("may_be_told"),
		)
	)
	if due_date:
		query = query.where(recorded.due_date == due_date)
	return query.run(as_dict=True)


def _posts(row) -> dict:
	return {
		escalation.OWNER: row.action_owner,
		escalation.REGISTERED_MANAGER: row.registered_manager,
		escalation.NOMINATED_INDIVIDUAL: row.nominated_individual,
	}


def _for_form(row) -> dict:
	problem = escalation.said(row, _posts(row), row.may_be_told)
	to_mend = problem.mend and row.service and not row.escalated_to_role
	return {
		"code": problem.code,
		"message": as_text(replace(problem, mend="")),
		"mend": _(problem.mend) if problem.mend else "",
		"service": row.service if to_mend and frappe.has_permission(SERVICE, "read") else None,
	}


def _whom(row) -> str:
	return as_text(Problem("whom", None, "{0}", (escalation.whom(row, _posts(row)),)))
