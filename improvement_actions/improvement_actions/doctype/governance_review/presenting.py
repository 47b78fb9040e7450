"""A meeting as it is shown: the same on its form and in its printed minutes."""

from collections.abc import Iterable

import frappe
from frappe import _
from frappe.utils import get_datetime, getdate, nowdate

from improvement_actions.improvement_actions.doctype.governance_review import agenda
from improvement_actions.lifecycle.governance import agenda as rules
from improvement_actions.lifecycle.governance import decisions, momentum
from improvement_actions.lifecycle.governance.meeting import PLANNED
from improvement_actions.list_views import as_sent


def sections_of(review) -> list[dict]:
	"""Return the agenda of `review` section by section, with what was decided.

	Each has `section` (as it is stored), `items`, `more` (how many the agenda does not name) and `shows` (the list with all of
	them: `doctype` and `filters`, None where there is none). An item has the fields of its row, `names` (full names by user),
	`raised` (the meeting that had it first), `settled`, `refused` and `fits` (the decisions that fit it now).
	"""
	planned = review.status == PLANNED
	standing = agenda.records_of(agenda.key_of(row) for row in review.items) if planned else {}
	names = _full_names(review.items)
	raised = _meetings(row.first_raised_on for row in review.items)
	left_out = frappe.parse_json(review.left_out or "{}")
	look = agenda.look_of(review, agenda.previous_of(review)) if left_out else None
	shown = []
	for section in rules.SECTIONS:
		items = [
			_item(row, standing.get(agenda.key_of(row)), names, raised)
			for row in review.items
			if row.section == section
		]
		more = left_out.get(section) or 0
		if items or more:
			shows = rules.list_of(section, look) if more else None
			shown.append(
				{
					"section": section,
					"items": items,
					"more": more,
					"shows": shows and {"doctype": shows[0], "filters": as_sent(shows[1])},
				}
			)
	return shown


def momentum_of(review) -> dict | None:
	"""Return the figures of `review`, None before its agenda is built.

	Keys: `changes` (each `key`, `label`, `now`, `then`, `turn`, `unit`, with labels in the reader's language), `since`, `until`, and
	`compared` (whether there are figures of the meeting before, about the same services).
	"""
	stored = frappe.parse_json(review.momentum) if review.momentum else None
	now = momentum.from_stored(stored and stored.get("figures"))
	if not now:
		return None
	then = momentum.from_stored(stored.get("then"))
	return {
		"changes": [
			{
				"key": change.key,
				"label": _(change.label),
				"now": change.now,
				"then": change.then,
				"turn": change.turn,
				"unit": change.unit,
			}
			for change in momentum.compare(now, then)
		],
		"since": get_datetime(stored["since"]),
		"until": get_datetime(stored["until"]),
		"compared": bool(then),
	}


def counts_of(review) -> dict:
	"""Return how many items of `review` are decided, put off, refused by their record and not decided (keys of those names)."""
	counts = {"decided": 0, "put_off": 0, "refused": 0, "undecided": 0}
	for row in review.items:
		if row.decision == decisions.CARRY_OVER:
			counts["put_off"] += 1
		elif agenda.is_settled(row):
			counts["decided"] += 1
		elif row.decision:
			counts["refused"] += 1
		elif row.section not in rules.FOR_INFORMATION:
			counts["undecided"] += 1
	return counts


def may_decide(review) -> bool:
	"""Return whether decisions are made at `review` today, as far as its status and date go."""
	return not decisions.deciding_problems(review.status, getdate(review.meeting_date), getdate(nowdate()))


def _item(row, record, names: dict[str, str], raised: dict[str, dict]) -> dict:
	shown = row.as_dict(no_default_fields=True, convert_dates_to_str=True)
	return {
		**shown,
		"name": row.name,
		"names": {user: names.get(user, user) for user in _users(row)},
		"raised": raised.get(row.first_raised_on),
		"settled": agenda.is_settled(row),
		"refused": bool(row.decision in decisions.AT_ONCE and not agenda.is_settled(row)),
		"fits": _fitting(row, record),
	}


def _fitting(row, record) -> list[str]:
	"""Return what may be decided about `row`; of a record that is gone there is nothing left but to note it."""
	return list(decisions.fitting(record if row.reference_doctype else None))


def _users(row) -> list[str]:
	return [user for user in (row.responsible, row.decided_by, row.new_owner, row.escalate_to) if user]


def _full_names(rows: Iterable) -> dict[str, str]:
	users = {user for row in rows for user in _users(row)}
	found = frappe.get_all("User", {"name": ("in", list(users) or [""])}, ["name", "full_name"])
	return {user.name: user.full_name or user.name for user in found}


def _meetings(names: Iterable[str | None]) -> dict[str, dict]:
	wanted = sorted({name for name in names if name})
	if not wanted:
		return {}
	found = frappe.get_all("Governance Review", {"name": ("in", wanted)}, ["name", "meeting_date"])
	return {meeting.name: {"name": meeting.name, "on": str(meeting.meeting_date)} for meeting in found}
