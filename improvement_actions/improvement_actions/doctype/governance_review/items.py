"""The items of an agenda as people write to them: which rows may change, what is decided, and what the end of a meeting makes of them."""

import frappe
from frappe import _
from frappe.utils import getdate, now_datetime, nowdate

from improvement_actions.changes import changed_fields
from improvement_actions.improvement_actions.doctype.governance_review import agenda, deciding, found
from improvement_actions.lifecycle.governance import decisions, meeting
from improvement_actions.lifecycle.governance import items as rules
from improvement_actions.lifecycle.governance.records import Key, Record
from improvement_actions.lifecycle.problem import Phrase, Problem
from improvement_actions.refusal import refuse
from improvement_actions.values import as_day, plain_values


def accept(review) -> list:
	"""Take what somebody has written to the items of `review`, and return the rows that are decided with it.

	Raises `RefusedError` naming every row that may not be so.
	"""
	before = review.get_doc_before_save()
	known = {row.name: row for row in before.items} if before else {}
	refuse(_changed_problems(review, known), _("Not Changed"))
	new = [row for row in review.items if row.name not in known]
	written = [row for row in review.items if _is_written(row, known.get(row.name))]
	if not new and not written:
		return []
	standing = found.records(agenda.key_of(row) for row in (*new, *written))
	refuse(_new_problems(review, new, standing), _("Not Added"))
	if new:
		look = agenda.look_of(review, agenda.previous_of(review))
	for row in new:
		_add(row, standing.get(agenda.key_of(row)), look)
	refuse(_decision_problems(review, written, standing), _("Not Decided"))
	for row in written:
		row.decided_by = frappe.session.user if row.decision else None
		row.outcome = None
	return [row for row in written if row.decision]


def called(review, item: str):
	"""Return the item of `review` with the name `item`, or about the record with that name."""
	for row in review.items:
		if item and item in (row.name, row.reference_name):
			refuse(
				decisions.settled_problems(_title(row)) if agenda.is_settled(row) else [],
				_("Decided Already"),
			)
			return row
	text = _("{0} is not on the agenda of this meeting.")
	refuse([Problem("not_on_the_agenda", "item", text, (item,))], _("Not on the Agenda"))


def conclude(review) -> dict:
	"""Bring the items of `review` to their end: try once more what was refused, and say what comes back next time."""
	refused = 0
	for row in review.items:
		if agenda.is_settled(row):
			continue
		if row.decision in decisions.AT_ONCE:
			refused += not deciding.carry_out(review, row)
		elif row.decision == decisions.CARRY_OVER:
			row.outcome, row.carried_out_on = _("Carried over to the next meeting"), now_datetime()
		elif row.section not in rules.FOR_INFORMATION:
			row.outcome = _("Not decided: it comes back if it is still so")
	carried = [row for row in review.items if row.decision == decisions.CARRY_OVER]
	return {"decided": review.decided - len(carried), "carried_over": len(carried), "refused": refused}


def refused_problem(row) -> Problem:
	"""Return what is said of a decision that its record has refused."""
	return Problem("record_refused", "items", "{0}: {1}", (_title(row), row.outcome))


def _changed_problems(review, known: dict) -> list[Problem]:
	problems = []
	left = set(known)
	for row in review.items:
		stored = known.get(row.name)
		left.discard(row.name)
		if stored:
			free = rules.free_fields(stored)
			changed = changed_fields(row, stored) - free
			problems += rules.changed_problems(_title(stored), agenda.is_settled(stored), changed)
	return problems + rules.removed_problems(
		[(_title(known[name]), known[name]) for name in known if name in left]
	)


def _is_written(row, stored) -> bool:
	if stored is None:
		return any(row.get(field) for field in decisions.WRITTEN)
	return bool(changed_fields(row, stored).intersection(decisions.WRITTEN))


def _new_problems(review, new: list, standing: dict[Key, Record]) -> list[Problem]:
	"""Return why rows that somebody has added cannot stand on the agenda."""
	problems = []
	there = {agenda.key_of(row) for row in review.items if row not in new}
	services = set(review.service_names)
	for row in new:
		key = agenda.key_of(row)
		record = standing.get(key)
		may_read = record and frappe.has_permission(record.doctype, "read", doc=record.name)
		problems += rules.added_problems(key, row.item_title, record if may_read else None, there, services)
		there.add(key)
	return problems


def _add(row, record: Record | None, look) -> None:
	title = row.item_title
	for field in meeting.ITEM_SET_BY_APP:
		row.set(field, None)
	row.section, row.item_title, row.times_carried = rules.ADDED, title, 0
	if record:
		agenda.describe(row, record, look)


def _decision_problems(review, written: list, standing: dict[Key, Record]) -> list[Problem]:
	decided = [row for row in written if row.decision]
	if not decided:
		for row in written:
			_clear(row)
		return []
	problems = decisions.deciding_problems(review.status, as_day(review.meeting_date), getdate(nowdate()))
	if problems:
		return problems
	for row in written:
		_clear(row)
		if not row.decision:
			continue
		record = standing.get(agenda.key_of(row))
		if row.reference_name and not record:
			text = _("{0} is not there any more.")
			problems.append(Problem("record_gone", "reference_name", text, (row.reference_name,)))
			continue
		names = row.decision == decisions.ESCALATE and row.escalate_to
		found_problems = decisions.decision_problems(
			plain_values(row), record, deciding.named(row) if names else None
		)
		problems += [_of_row(problem, row, review.flags.raising) for problem in found_problems]
	return problems


def _of_row(problem: Problem, row, alone: bool) -> Problem:
	"""Return `problem` with the item that it is about, unless that was the only one."""
	if alone:
		return problem
	said = Phrase(problem.template, problem.args)
	return Problem(problem.code, problem.field, "{0}: {1}", (_title(row), said))


def _clear(row) -> None:
	"""Take from `row` what belongs to another decision than the one it has."""
	for field, decision in decisions.ONLY_FOR.items():
		if row.decision != decision:
			row.set(field, None)


def _title(row) -> str:
	return row.reference_name or row.item_title or _("New item")
