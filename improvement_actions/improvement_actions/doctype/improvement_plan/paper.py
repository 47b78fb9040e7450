"""A plan as it is read on paper and on the form of a version: from a snapshot, whichever it is."""

from datetime import date

import frappe
from frappe import _
from frappe.utils import cint, formatdate, getdate, nowdate

from improvement_actions.charts.plan_chart import (
	ACTION,
	AHEAD,
	DONE,
	MILESTONE,
	OVERDUE,
	WIDTH,
	Item,
	plan_charts,
)
from improvement_actions.improvement_actions.doctype.improvement_plan import snapshot
from improvement_actions.improvement_actions.doctype.improvement_plan_version import reading
from improvement_actions.lifecycle.plans.status import DRAFT
from improvement_actions.lifecycle.status import CANCELLED, FINISHED, is_overdue

#: Rows of one chart on paper: two fit a page, and little of it stays empty before the first.
ROWS_A_PAGE = 12


def of_version(version, width: float = WIDTH) -> frappe._dict:
	"""Return what the paper shows of `version`: what its snapshot holds, as of the day it was issued.

	`width` is that of its charts.
	"""
	content = reading.content_of(version)
	return _paper(
		content,
		getdate(version.issued_on),
		version=version,
		reference=f"{version.plan} · {_('Version {0}').format(version.version_number)}",
		mark="",
		width=width,
	)


def of_plan(plan) -> frappe._dict:
	"""Return what the paper shows of `plan` as it stands now, marked as what was not issued."""
	today = getdate(nowdate())
	if not plan.current_version:
		mark = (
			_("Draft – not issued")
			if plan.status == DRAFT
			else _("{0} – never issued").format(_(plan.status))
		)
	else:
		mark = _("As it stands on {0} – not an issued version. The last one issued is version {1}.").format(
			formatdate(today, "d MMMM yyyy"), plan.current_version
		)
	return _paper(snapshot.of(plan), today, version=None, reference=plan.name, mark=mark)


def _paper(
	content: dict, as_of: date, version, reference: str, mark: str, width: float = WIDTH
) -> frappe._dict:
	plan = frappe._dict(content["plan"])
	rows = {
		name: [frappe._dict(row) for row in content[name]]
		for name in ("objectives", "milestones", "findings", "actions", "risks", "communications")
	}
	for action in rows["actions"]:
		action.is_overdue = is_overdue(action.status, _day(action.due_date), as_of)
	known = {row.name for row in rows["findings"]}
	of_finding = {name: [row for row in rows["actions"] if row.source == name] for name in known}
	return frappe._dict(
		plan=plan,
		**rows,
		answers=of_finding,
		other_actions=[row for row in rows["actions"] if row.source not in known],
		people=content["people"],
		standards=content["standards"],
		charts=charts(content, as_of, width, ROWS_A_PAGE),
		description=describe(content, as_of),
		as_of=as_of,
		reference=reference,
		mark=mark,
		version=version,
	)


def charts(content: dict, as_of: date, width: float, most_rows: int = 0, linked: bool = False) -> list:
	"""Return the charts of a snapshot's milestones and actions as of a day (see `plan_charts`)."""
	plan = content["plan"]
	items = [_milestone(row, as_of) for row in content["milestones"] if row.get("milestone_date")]
	items += [
		_action(row, as_of, _day(plan.get("start_date")), linked)
		for row in content["actions"]
		if row.get("due_date") and row.get("status") != CANCELLED
	]
	parts = (
		("Quick Win", _("Quick wins")),
		("Long Term", _("Long-term parts")),
		("", _("Other parts") if any(item.part for item in items) else _("Milestones and actions")),
	)
	return plan_charts(items, parts, _day(plan.get("start_date")), _day(plan.get("target_date")), as_of, width, most_rows)  # fmt: skip


def fitting(width) -> float:
	"""Return the width of a chart for a place that is `width` pixels wide, as a client says."""
	return float(min(max(cint(width) or WIDTH, 280), 1400))


def describe(content: dict, as_of: date) -> str:
	"""Return in a sentence what the chart of a snapshot shows, for whoever does not see it."""
	due = [
		row for row in content["actions"] if is_overdue(row.get("status"), _day(row.get("due_date")), as_of)
	]
	return _("{0} milestones and {1} actions along the calendar; {2} actions overdue.").format(
		len(content["milestones"]), len(content["actions"]), len(due)
	)


def _milestone(row: dict, as_of: date) -> Item:
	end = _day(row["milestone_date"])
	reached = _day(row.get("reached_on"))
	if reached:
		state, note = DONE, _("reached {0}").format(formatdate(reached))
	elif end < as_of:
		state, note = OVERDUE, _("missed, was due {0}").format(formatdate(end))
	else:
		state, note = AHEAD, formatdate(end)
	return Item(
		MILESTONE, row["milestone"], note, _day(row.get("start_date")), end, state, row.get("horizon") or ""
	)


def _action(row: dict, as_of: date, start: date | None, linked: bool) -> Item:
	end = _day(row["due_date"])
	status = row.get("status")
	if status in FINISHED:
		state, note = DONE, _(status)
	elif is_overdue(status, end, as_of):
		state, note = OVERDUE, _("overdue since {0}").format(formatdate(end))
	else:
		state, note = AHEAD, _("due {0}").format(formatdate(end))
	# What was begun before the plan is drawn from where the plan starts.
	begun = max(filter(None, (_day(row.get("opened_on")), start)), default=None)
	return Item(
		ACTION,
		row["title"],
		note,
		min(begun, end) if begun else end,
		end,
		state,
		row.get("horizon") or "",
		f"/app/improvement-action/{row['name']}" if linked else "",
	)


def _day(value) -> date | None:
	return date.fromisoformat(str(value)[:10]) if value else None
