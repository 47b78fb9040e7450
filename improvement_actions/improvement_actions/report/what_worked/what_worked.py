"""Which kinds of action worked: embedded when first verified, and still so half a year after closing.

With `counted` set the report lists the very actions behind one of its numbers, so that each number can be looked into.
"""

from collections import defaultdict
from collections.abc import Iterable

import frappe
from frappe import _
from frappe.utils import add_months, getdate, nowdate

from improvement_actions.learning.outcomes import Outcome, Period, outcomes
from improvement_actions.lifecycle.learning import COUNTED, FEW, figures, percentage, those_counted
from improvement_actions.lifecycle.problem import Problem
from improvement_actions.refusal import refuse

FACTOR_AND_APPROACH = "Contributory Factor and Approach"
NONE_RECORDED = "None recorded"
#: What actions are told apart by. An action has several contributory factors, and counts with each.
GROUPS = {
	FACTOR_AND_APPROACH: lambda outcome: [
		f"{factor} / {outcome.finished.approach or NONE_RECORDED}" for factor in _factors(outcome)
	],
	"Contributory Factor": lambda outcome: _factors(outcome),
	"Approach": lambda outcome: [outcome.finished.approach or NONE_RECORDED],
	"Source Type": lambda outcome: [outcome.source_type or NONE_RECORDED],
	"Service": lambda outcome: [outcome.row.service or NONE_RECORDED],
}
#: With more, nobody could read what the bars are called.
MOST_IN_CHART = 8
#: A percentage stands beside the number that it is made of: (column, part, whole).
SHARES = (
	("embedded_share", "embedded_first", "verified"),
	("lasted_share", "lasted", "checked"),
)


def execute(filters: dict | None = None):
	"""Return columns, rows, message and chart; only actions that the user may read are counted or listed.

	`filters`: from_date and to_date (of the first completion; the last twelve months without them), service, group_by
	(one of `GROUPS`), and, to list the actions behind a number, counted (one of `COUNTED`) and group (empty for the total).
	"""
	filters = frappe._dict(filters or {})
	period, group_by = _asked(filters)
	found = outcomes(period, filters.service)
	if filters.counted:
		listed = _listed(found, group_by, filters.group, filters.counted)
		return _list_columns(), listed, None, None
	rows = _rows(found, group_by)
	return _columns(group_by), rows, _message(), _chart(rows)


def _asked(filters: frappe._dict) -> tuple[Period, str]:
	last = getdate(filters.to_date or nowdate())
	first = getdate(filters.from_date or add_months(last, -12))
	group_by = filters.group_by or FACTOR_AND_APPROACH
	problems = []
	if first > last:
		problems.append(Problem("no_period", "to_date", _("The period ends before it begins.")))
	if group_by not in GROUPS:
		problems.append(Problem("no_such_group", "group_by", _("Choose what to group by.")))
	if filters.counted and filters.counted not in COUNTED:
		problems.append(Problem("no_such_number", "counted", _("Choose which number to look into.")))
	refuse(problems, _("Not Understood"))
	return Period(first, last), group_by


def _factors(outcome: Outcome) -> list[str]:
	return list(outcome.factors) or [NONE_RECORDED]


def _grouped(found: Iterable[Outcome], group_by: str) -> dict[str, list[Outcome]]:
	groups = defaultdict(list)
	for outcome in found:
		for group in GROUPS[group_by](outcome):
			groups[group].append(outcome)
	return groups


def _rows(found: list[Outcome], group_by: str) -> list[dict]:
	groups = sorted(_grouped(found, group_by).items(), key=lambda item: (-len(item[1]), item[0]))
	rows = [_row(group, members) for group, members in groups]
	if len(rows) > 1:
		# Each action once: with several factors it stands in several rows, and their sum would be too high.
		rows.append({**_row(_("All, each once"), found), "is_total": 1})
	return rows


def _row(group: str, members: list[Outcome]) -> dict:
	numbers = figures([member.finished for member in members])
	shares = {column: _share(numbers[part], numbers[whole]) for column, part, whole in SHARES}
	# Not a number for the table, which would write 72.0 and 55.
	days = numbers["days_to_close"]
	return {"group": group, **numbers, **shares, "days_to_close": "" if days is None else f"{days:g}"}


def _share(part: int, whole: int) -> str:
	"""Return `part` of `whole` for people: no percentage where a single action would swing it."""
	if not whole:
		return _("not known yet")
	percent = percentage(part, whole)
	if percent is None:
		return _("{0} of {1}: too few to say").format(part, whole)
	return _("{0}% of {1}").format(percent, whole)


def _listed(found: list[Outcome], group_by: str, group: str | None, counted: str) -> list[dict]:
	members = _grouped(found, group_by).get(group, []) if group else found
	names = {finished.name for finished in those_counted(counted, [member.finished for member in members])}
	return [_listed_row(member) for member in members if member.finished.name in names]


def _listed_row(outcome: Outcome) -> dict:
	course = outcome.finished.course
	return {
		"name": outcome.row.name,
		"title": outcome.row.title,
		"service": outcome.row.service,
		"action_owner": outcome.row.action_owner,
		"status": _(outcome.row.status),
		"approach": _(outcome.finished.approach),
		"source_type": outcome.source_type,
		"factors": ", ".join(outcome.factors),
		"embedded_first": _verdict(course.embedded_first),
		"lasted": _verdict(course.lasted),
		"reopen_count": outcome.row.reopen_count,
		"days_to_close": outcome.finished.days_to_close,
	}


def _verdict(known: bool | None) -> str:
	return _("not known yet") if known is None else _("Yes") if known else _("No")


def _column(fieldname: str, label: str, fieldtype: str, width: int, options: str | None = None) -> dict:
	return {
		"fieldname": fieldname,
		"label": label,
		"fieldtype": fieldtype,
		"width": width,
		"options": options,
	}


def _columns(group_by: str) -> list[dict]:
	def number(counted: str, width: int) -> dict:
		return _column(counted, _(COUNTED[counted][0]), "Int", width)

	return [
		_column("group", _(group_by), "Data", 270),
		number("completed", 105),
		number("verified", 90),
		number("embedded_first", 225),
		_column("embedded_share", _("Worked (%)"), "Data", 170),
		number("checked", 190),
		number("lasted", 180),
		_column("lasted_share", _("Lasted (%)"), "Data", 170),
		number("reopened", 105),
		number("closed", 80),
		_column("days_to_close", _("Median Days to Close"), "Data", 165),
		number("pilots", 80),
		number("rolled_out", 145),
	]


def _list_columns() -> list[dict]:
	return [
		_column("name", _("Action"), "Link", 130, "Improvement Action"),
		_column("title", _("Title"), "Data", 300),
		_column("service", _("Service"), "Link", 150, "Care Service"),
		_column("action_owner", _("Owner"), "Link", 170, "User"),
		_column("status", _("Status"), "Data", 100),
		_column("approach", _("Approach"), "Data", 100),
		_column("source_type", _("Source Type"), "Data", 150),
		_column("factors", _("Contributory Factors"), "Data", 220),
		_column("embedded_first", _(COUNTED["embedded_first"][0]), "Data", 130),
		_column("lasted", _(COUNTED["lasted"][0]), "Data", 130),
		_column("reopen_count", _("Times Reopened"), "Int", 110),
		_column("days_to_close", _("Days to Close"), "Int", 110),
	]


def _message() -> str:
	return _(
		"Actions by their first completion. A number opens the actions that it counts. Worked: embedded when first "
		"verified. Lasted: still embedded at a check about 180 days after that, and neither found otherwise nor reopened "
		"before. Fewer than {0} are too few for a percentage."
	).format(FEW)


def _chart(rows: list[dict]) -> dict | None:
	"""Return how many were embedded at once, were not, and are not verified yet: numbers, which mislead nobody as shares of few would."""
	groups = [row for row in rows if not row.get("is_total")][:MOST_IN_CHART]
	if not groups:
		return None
	parts = {
		# Short: the chart writes a longer name into the next one.
		_("At once"): [row["embedded_first"] for row in groups],
		_("Not at once"): [row["verified"] - row["embedded_first"] for row in groups],
		_("Not verified"): [row["completed"] - row["verified"] for row in groups],
	}
	return {
		"type": "bar",
		"data": {
			"labels": [row["group"] for row in groups],
			"datasets": [{"name": name, "values": values} for name, values in parts.items()],
		},
		"barOptions": {"stacked": 1},
		"colors": ["#2f9d58", "#cb2929", "#9aa5b1"],
	}
