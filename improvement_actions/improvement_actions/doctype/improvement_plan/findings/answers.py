"""What an import answers: for the dialog, for other systems, and as reasons that people read."""

from collections.abc import Sequence
from datetime import date

import frappe
from frappe import _
from frappe.utils import formatdate

from improvement_actions.improvement_actions.doctype.improvement_plan.findings.landing import Landed
from improvement_actions.improvement_actions.doctype.improvement_plan.findings.sent import Sent
from improvement_actions.lifecycle.findings import columns
from improvement_actions.lifecycle.findings.judging import ALREADY, BAD, Judged, counts
from improvement_actions.lifecycle.problem import Problem
from improvement_actions.lookups import look_up
from improvement_actions.refusal import as_text


def as_preview(sent: Sent, judged: Sequence[Judged], problems: Sequence[Problem]) -> dict:
	"""Return what the dialog shows before anything is imported.

	Keys: `columns` (for each its `heading`, the `field` it holds or null, and an `example`), `fields` (what a column can hold, as
	pairs of field and label), `has_headings`, `above` (the rows before the headings, as text), `sheets`, `sheet`,
	`file_name`; `rows`, see `_row`; `counts` by outcome, with `actions`; and `problems` (of what all findings share).
	"""
	names = _full_names(judged)
	return {
		"columns": _columns(sent),
		"fields": [[field, _(label)] for field, label in columns.FIELDS.items()],
		"has_headings": sent.table.has_headings,
		"above": [" ".join(filter(None, map(_shown, row.cells))) for row in sent.table.above],
		"sheets": list(sent.sheets),
		"sheet": sent.sheet,
		"file_name": sent.file_name,
		"rows": [_row(one, names) for one in judged],
		"counts": counts(judged),
		"problems": _said(problems),
	}


def as_summary(judged: Sequence[Judged], landed: Landed) -> dict:
	"""Return what was imported.

	Keys: `findings` and `actions` (names of what was made), `already` (how many rows were there already), and `bad` (the rows that were
	left out, each with `number`, `cells` and `problems`).
	"""
	return {
		"findings": landed.sources,
		"actions": landed.actions,
		"already": sum(one.outcome == ALREADY for one in judged),
		"bad": [
			{
				"number": one.row.number,
				"cells": [_shown(cell) for cell in one.row.cells],
				"problems": _said(one.problems),
			}
			for one in judged
			if one.outcome == BAD
		],
	}


def as_bad_row_problems(judged: Sequence[Judged]) -> list[Problem]:
	"""Return the problems of all rows, each said with the number of its row."""
	return [
		Problem(problem.code, problem.field, _("Row {0}: {1}"), (one.row.number, as_text(problem)))
		for one in judged
		if one.outcome == BAD
		for problem in one.problems
	]


def reasons(one: Judged) -> str:
	"""Return why a row cannot be imported, as one text."""
	return " ".join(as_text(problem) for problem in one.problems)


def _columns(sent: Sent) -> list[dict]:
	rows = sent.table.rows
	return [
		{
			"heading": heading,
			"field": field,
			"example": next((_shown(row.cells[at]) for row in rows if row.cells[at]), "")[:140],
		}
		for at, (heading, field) in enumerate(zip(sent.table.headings, sent.fields, strict=True))
	]


def _row(one: Judged, full_names: dict[str, str]) -> dict:
	"""Return a row as the dialog shows it.

	Keys: `number`, `outcome`, `problems` and `notices` (as text), `cells` (as they were sent), `belongs_to` (the record of the finding that
	is there, or the row that it begins in), and what was understood: `reference`, `quote`, `standards`, `action`, `owner`, `due`, `priority`.
	"""
	values, finding = one.values, one.finding
	owner = values.get("action_owner")
	return {
		"number": one.row.number,
		"outcome": one.outcome,
		"problems": _said(one.problems),
		"notices": _said(one.notices),
		"cells": [_shown(cell) for cell in one.row.cells],
		"belongs_to": finding and (finding.name or finding.number),
		"reference": values.get("reference", ""),
		"quote": values.get("quote", ""),
		"standards": list(values.get("standards", ())),
		"action": values.get("action", ""),
		"owner": full_names.get(owner, owner or ""),
		"due": formatdate(values["due_date"]) if values.get("due_date") else "",
		"priority": values.get("priority", ""),
	}


def _said(problems: Sequence[Problem]) -> list[dict]:
	return [
		{"code": problem.code, "field": problem.field, "message": as_text(problem)} for problem in problems
	]


def _shown(cell) -> str:
	return formatdate(cell) if isinstance(cell, date) else cell


def _full_names(judged: Sequence[Judged]) -> dict[str, str]:
	users = sorted({one.values["action_owner"] for one in judged if one.values.get("action_owner")})
	user = frappe.qb.DocType("User")

	def read(some):
		query = frappe.qb.from_(user).select(user.name, user.full_name)
		return (query if some is None else query.where(user.name.isin(some))).run()

	return {name: full_name or name for name, full_name in look_up(users, read)}
