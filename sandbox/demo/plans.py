"""Improvement plans of the demo provider: their shape, and how each step of one becomes a call on the app."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import frappe

from improvement_actions.improvement_actions.doctype.improvement_plan.findings.doors import import_findings

from .doors import Doors
from .people import PEOPLE
from .services import SERVICES

PLAN = "Improvement Plan"
#: Fields of rows that hold a day or a person of the stories.
_DAYS = {"due_date", "baseline_date", "start_date", "milestone_date", "reached_on", "planned_on", "done_on"}
_PEOPLE = {"objective_owner", "milestone_owner", "risk_owner", "communicated_by"}


@dataclass(frozen=True)
class Edit:
	"""A change of the plan on a day: new rows, a new target, and what was reached or done by then (by what it is called)."""

	day: int
	by: str
	target: int | None = None
	objectives: list[dict[str, Any]] = field(default_factory=list)
	due: dict[str, int] = field(default_factory=dict)
	reached: dict[str, int] = field(default_factory=dict)
	told: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Issue:
	day: int
	by: str
	note: str


@dataclass(frozen=True)
class Report:
	"""Findings pasted from a report: rows under `headings`, of an inspection on the day `inspected`; a row's day is a due date."""

	day: int
	by: str
	source_type: str
	inspected: int
	headings: tuple[str, ...]
	rows: list[tuple[str | int, ...]]


@dataclass(frozen=True)
class Plan:
	"""A plan: days are relative to today, people and services by their keys, sources and actions by theirs in the stories."""

	key: str
	day: int
	by: str
	title: str
	type: str
	lead: str
	start: int
	target: int
	aim: str
	scope: str
	plain: str
	service: str | None = None
	sources: list[str] = field(default_factory=list)
	actions: list[str] = field(default_factory=list)
	objectives: list[dict[str, Any]] = field(default_factory=list)
	milestones: list[dict[str, Any]] = field(default_factory=list)
	risks: list[dict[str, Any]] = field(default_factory=list)
	communications: list[dict[str, Any]] = field(default_factory=list)
	steps: list[Edit | Issue | Report] = field(default_factory=list)


class PlanDoors:
	"""What people do with plans, through the app's own doors. The caller sets the user and the clock."""

	def __init__(self, doors: Doors):
		self.doors = doors
		self.plans: dict[str, str] = {}

	def write(self, plan: Plan) -> None:
		doc = frappe.new_doc(PLAN)
		doc.update(
			{
				"title": plan.title,
				"plan_type": plan.type,
				"service": plan.service and SERVICES[plan.service].name,
				"plan_lead": PEOPLE[plan.lead].email,
				"start_date": self.doors.calendar.day(plan.start),
				"target_date": self.doors.calendar.day(plan.target),
				"aim": self.doors.calendar.render(plan.aim, plan.target),
				"scope": plan.scope,
				"plain_language": plan.plain,
				**{table: [self._row(row) for row in getattr(plan, table)] for table in TABLES},
			}
		)
		self.plans[plan.key] = doc.insert().name
		for doctype, names in (
			("Improvement Source", [self.doors.sources[key] for key in plan.sources]),
			("Improvement Action", [self.doors.actions[key] for key in plan.actions]),
		):
			for name in names:
				record = frappe.get_doc(doctype, name)
				record.plan = doc.name
				record.save()

	def edit(self, plan: Plan, edit: Edit) -> None:
		doc = frappe.get_doc(PLAN, self.plans[plan.key])
		if edit.target is not None:
			doc.target_date = self.doors.calendar.day(edit.target)
		for row in edit.objectives:
			doc.append("objectives", self._row(row))
		for table, called, date, days in (
			("objectives", "objective", "due_date", edit.due),
			("milestones", "milestone", "reached_on", edit.reached),
			("communications", "audience", "done_on", edit.told),
		):
			for words, day in days.items():
				[row] = [row for row in doc.get(table) if words in row.get(called)]
				row.set(date, self.doors.calendar.day(day))
		doc.save()

	def issue(self, plan: Plan, issue: Issue) -> None:
		frappe.get_doc(PLAN, self.plans[plan.key]).issue(issue.note)

	def report(self, plan: Plan, report: Report) -> None:
		"""Paste `report`, as somebody does who has a few rows that cannot be imported yet and leaves them out."""
		lines = [report.headings, *(map(self._cell, row) for row in report.rows)]
		import_findings(
			self.plans[plan.key],
			text="\n".join("\t".join(line) for line in lines),
			source_type=report.source_type,
			occurred_on=str(self.doors.calendar.day(report.inspected)),
			only_good=True,
		)

	def _cell(self, cell: str | int) -> str:
		if isinstance(cell, int):
			return self.doors.calendar.day(cell).strftime("%d/%m/%Y")
		return self.doors.calendar.render(cell)

	def _row(self, row: dict[str, Any]) -> dict[str, Any]:
		return {name: self._value(name, value) for name, value in row.items()}

	def _value(self, name: str, value):
		if name in _DAYS:
			return self.doors.calendar.day(value)
		if name in _PEOPLE:
			return PEOPLE[value].email
		return self.doors.calendar.render(value) if isinstance(value, str) else value


TABLES = ("objectives", "milestones", "risks", "communications")


def steps(plans: Sequence[Plan], doors: Doors) -> Iterator[tuple[int, str, str, Any]]:
	"""Yield who does what on which day: (day, label, person, what to call)."""
	at = PlanDoors(doors)
	for plan in plans:
		yield plan.day, plan.key, plan.by, lambda plan=plan: at.write(plan)
		for step in plan.steps:
			do = {Issue: at.issue, Edit: at.edit, Report: at.report}[type(step)]
			label = f"{plan.key}: {type(step).__name__.lower()}"
			yield step.day, label, step.by, lambda do=do, plan=plan, step=step: do(plan, step)
