"""Builds the agenda of a meeting, as often as somebody wants it before the meeting is over."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

import frappe
from frappe import _
from frappe.utils import get_datetime, getdate, now_datetime, nowdate

from improvement_actions.improvement_actions.doctype.governance_review import figures, found
from improvement_actions.lifecycle.escalation import escalated_from
from improvement_actions.lifecycle.governance import agenda, carrying, decisions
from improvement_actions.lifecycle.governance.agenda import Line, Present
from improvement_actions.lifecycle.governance.carrying import Past
from improvement_actions.lifecycle.governance.records import OTHER_BUSINESS, Key, Look, Record
from improvement_actions.refusal import as_text
from improvement_actions.settings import escalation_steps

#: A first meeting looks back so far, in days.
FIRST_LOOKS_BACK = 91
LONGEST_TITLE = 240


def build(review) -> None:
	"""Write the agenda of `review` (which is saved afterwards) as things stand now.

	What was decided or noted stays. What was found before and is not so any more goes, unless somebody has written to it.
	"""
	previous = previous_of(review)
	look = look_of(review, previous)
	past = _past_of(previous)
	standing = records_of({*(each.key for each in past), *(key_of(row) for row in review.items)})
	composed = agenda.compose(
		found.found(look),
		carrying.carried(past, standing, previous and previous.name, look),
		[_present(row, standing) for row in review.items],
		look,
	)
	rows = {row.name: row for row in review.items}
	review.set("items", [])
	for number, line in enumerate(composed.lines, 1):
		row = review.append("items", rows.get(line.row) or {})
		row.idx = number
		_write(row, line, look)
	review.left_out = frappe.as_json(composed.left_out)
	review.agenda_built_on = now_datetime()
	take_figures(review, look, previous)


def take_figures(review, look: Look, previous) -> None:
	"""Keep with `review` how things stand now."""
	review.momentum = frappe.as_json(figures.taken(review, look, previous))


def previous_of(review):
	"""Return the meeting before `review` as a document, None without one."""
	return frappe.get_doc(review.doctype, review.previous_review) if review.previous_review else None


def look_of(review, previous) -> Look:
	"""Return what `review` goes by today; what was closed before the agenda of `previous` was built, is no news."""
	today = getdate(nowdate())
	if previous and previous.agenda_built_on:
		since = get_datetime(previous.agenda_built_on)
	else:
		first = getdate(previous.meeting_date) if previous else today - timedelta(days=FIRST_LOOKS_BACK)
		since = datetime.combine(first, time())
	services = frozenset(row.service for row in review.services)
	return Look(today, escalated_from(escalation_steps()), since, services)


def records_of(keys: Iterable[Key]) -> dict[Key, Record]:
	"""Return how everything called `keys` stands now, other business among it."""
	keys = set(keys)
	business = {key: Record(*key, title=key[1]) for key in keys if key[0] == OTHER_BUSINESS and key[1]}
	return {**found.records(keys), **business}


def describe(row, record, look: Look) -> None:
	"""Write on `row` how its `record` stands."""
	if record.is_business:
		row.item_title = record.title
		return
	row.reference_doctype, row.reference_name = record.key
	row.item_title = record.title[:LONGEST_TITLE]
	row.service, row.responsible = record.service or None, record.responsible or None
	row.due_date, row.priority = record.due_date, record.priority
	row.detail = " · ".join(as_text(mark) for mark in agenda.marks(record, look))


def key_of(row) -> Key:
	"""Return what `row` is about: a record, or other business by what it is called."""
	if not row.reference_doctype:
		return OTHER_BUSINESS, (row.item_title or "").strip()
	return row.reference_doctype, row.reference_name or ""


def is_settled(row) -> bool:
	"""Return whether the decision of `row` is carried out, and stays as it was written."""
	return bool(row.carried_out_on)


def _write(row, line: Line, look: Look) -> None:
	if line.settled:
		return
	row.section = line.section
	row.first_raised_on = line.first_raised_on or None
	row.times_carried = line.times_carried
	row.no_longer = _("No longer: {0}").format(_(line.no_longer)) if line.no_longer else None
	if line.record:
		describe(row, line.record, look)


def _present(row, standing) -> Present:
	return Present(
		row.name,
		row.section,
		standing.get(key_of(row)),
		is_settled(row),
		any(row.get(field) for field in decisions.WRITTEN),
	)


def _past_of(previous) -> list[Past]:
	if not previous:
		return []
	return [
		Past(
			key_of(row),
			row.section,
			row.decision or "",
			is_settled(row),
			row.first_raised_on or "",
			row.times_carried or 0,
		)
		for row in previous.items
	]
