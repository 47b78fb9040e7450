"""The wording check of a plan for somebody who is still typing: aim and objectives, by the rules that issuing asks."""

import json
from collections.abc import Mapping

import frappe
from frappe import _

from improvement_actions.lifecycle.plans import smart
from improvement_actions.lifecycle.plans.status import PLAN
from improvement_actions.lifecycle.problem import Problem
from improvement_actions.refusal import refuse
from improvement_actions.settings import gate_rules

#: More objectives than a plan has that anybody reads, and more characters than one of them.
MOST_ROWS, LONGEST = 60, 20_000
_TEXTS = ("objective", "indicator", "no_indicator_reason")
_NUMBERS = ("baseline_value", "target_value")


@frappe.whitelist()
def check_wording(aim: str | None = None, objectives: str | list | None = None) -> dict:
	"""Return what issuing will find in the wording of `aim` and `objectives`, as typed so far. Nothing is stored.

	`objectives` is a list of rows (or JSON of one), each with fields of an Improvement Plan Objective. Keys of the answer:
	`level` (Off, Warn or Block) and `rows`, one for the aim and one for each objective that something is found in, with `row`
	(0: the aim), and `findings` (each `code`, `level`, `message`, `field`, `mend`). Raises a permission error for whoever may not
	write plans, and `RefusedError` for what is no list of rows.
	"""
	if not frappe.has_permission(PLAN, "write"):
		raise frappe.PermissionError(_("You may not change improvement plans."))
	rules = gate_rules()
	judged = [{"title": _text(aim)}]
	judged += [smart.objective_as_action(_row(row)) for row in _rows(objectives)]
	found = [(number, smart.review(values, rules)) for number, values in enumerate(judged)]
	return {
		"level": rules.action_wording,
		"rows": [
			{
				"row": number,
				"findings": [
					{
						"code": each.code,
						"level": each.level,
						"message": each.translated(_),
						"field": "aim" if number == 0 else each.field,
						"mend": _(each.mend) if each.mend else "",
					}
					for each in findings
				],
			}
			for number, findings in found
			if findings
		],
	}


def _rows(objectives) -> list[Mapping]:
	try:
		rows = json.loads(objectives) if isinstance(objectives, str) else objectives or []
	except ValueError:
		rows = None
	if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
		problem = Problem(
			"not_rows", "objectives", _("Send the objectives as a list of rows, each with its fields.")
		)
		refuse([problem], _("Wording Not Checked"))
	return rows[:MOST_ROWS]


def _row(row: Mapping) -> dict:
	values = {field: _text(row.get(field)) for field in _TEXTS}
	return values | {field: _number(row.get(field)) for field in _NUMBERS}


def _text(value) -> str:
	return value[:LONGEST] if isinstance(value, str) else ""


def _number(value) -> float | None:
	try:
		return float(value)
	except (TypeError, ValueError, OverflowError):
		return None
