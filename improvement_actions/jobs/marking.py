"""Marks what is overdue, and how far it has been escalated: one statement for all that is, one for all that is no more.

The same rules as `lifecycle.status.is_overdue` and `lifecycle.escalation.level`.
"""

from collections.abc import Sequence
from datetime import date

import frappe
from frappe.query_builder import Case, Interval

from improvement_actions.jobs.parts import ACTION, WHOLE, Part
from improvement_actions.jobs.statements import affected, mend
from improvement_actions.lifecycle.escalation import Reached
from improvement_actions.lifecycle.status import ACTIVE


def mark_overdue(today: date, reached: Sequence[Reached], part: Part = WHOLE) -> int:
	"""Set `overdue_since` and `escalation_level` of what is overdue in `part`, where they differ.

	`reached` are the escalation steps that any action can have reached. Return how many are newly overdue.
	"""
	action = frappe.qb.DocType(ACTION)
	overdue = action.status.isin(ACTIVE) & (action.due_date < today)
	since, level = action.due_date + Interval(days=1), _level(action, reached)
	newly = frappe.qb.update(action).set(action.overdue_since, since).set(action.escalation_level, level)
	count = affected(part.narrow(newly.where(overdue & action.overdue_since.isnull()), action.service))
	differs = (action.overdue_since != since) | (action.escalation_level != level)
	mend(part, overdue & differs, overdue_since=since, escalation_level=level)
	return count


def unmark_overdue(today: date, part: Part = WHOLE) -> int:
	"""Take the marks off what is not overdue in `part`: saves do so themselves, other writers do not. Return how many."""
	action = frappe.qb.DocType(ACTION)
	not_overdue = action.status.notin(ACTIVE) | action.due_date.isnull() | (action.due_date >= today)
	return mend(part, action.overdue_since.isnotnull() & not_overdue, overdue_since=None, escalation_level=0)


def _level(action, reached: Sequence[Reached]):
	"""Return the expression for the level of an overdue action: the last step that applies to it."""
	if not reached:
		return 0
	level = Case()
	for each in reversed(reached):
		applies = (action.due_date <= each.due_by) & action.priority.isin(each.step.priorities)
		level = level.when(applies, each.level)
	return level.else_(0)
