"""Who is told, in turn, that an action is overdue: the steps of the settings.

A step happens once for an action and its due date. What identifies it is what it says (after how many days, whom), and
not which row it stands in: moving, deleting and writing it again tells nobody twice.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from .blank import is_blank
from .problem import Problem, Term, _
from .working_days import Calendar

OWNER = "Owner"
LINE_MANAGER = "Line Manager"
REGISTERED_MANAGER = "Registered Manager"
NOMINATED_INDIVIDUAL = "Nominated Individual"
ROLE = "Role"
ADDRESS = "Address"

#: From the least to the gravest.
PRIORITIES = ("Low", "Medium", "High", "Critical")

#: What became of a step.
ESCALATED, SAME_PERSON, NOBODY_FOUND = "Escalated", "Same Person", "Nobody Found"

TABLE = "escalation_steps"
MOST_DAYS = 3650


@dataclass(frozen=True)
class Step:
	"""After `days_overdue` days, tell `escalate_to` of actions of `from_priority` and graver ones.

	`role` and `address` say which, for those two kinds.
	"""

	days_overdue: int
	from_priority: str
	escalate_to: str
	role: str = ""
	address: str = ""

	@property
	def key(self) -> str:
		"""What identifies the step among all that there ever were, in ten characters."""
		says = (str(self.days_overdue), self.escalate_to, self.role, self.address.casefold())
		return hashlib.sha256("\n".join(says).encode()).hexdigest()[:10]

	@property
	def priorities(self) -> tuple[str, ...]:
		"""The priorities it applies to."""
		return PRIORITIES[PRIORITIES.index(self.from_priority) :]


@dataclass(frozen=True)
class Reached:
	"""A step with its `level` (1 for the first), and the latest due date (`due_by`) for which it has been reached."""

	step: Step
	level: int
	due_by: date


def steps(rows: Iterable[Mapping[str, Any]]) -> list[Step]:
	"""Return the steps in `rows` of the settings, in the order in which they happen."""
	found = [
		Step(
			int(row["days_overdue"]),
			row["from_priority"],
			row["escalate_to"],
			(row.get("role") or "") if row["escalate_to"] == ROLE else "",
			(row.get("address") or "") if row["escalate_to"] == ADDRESS else "",
		)
		for row in rows
	]
	return sorted(found, key=lambda step: step.days_overdue)


def reached(all_steps: Iterable[Step], calendar: Calendar, today: date) -> list[Reached]:
	"""Return the steps that any action can have reached by `today`, the first one first.

	The level of a step is its position among all of them, whatever priority it applies to.
	"""
	dates = [(step, calendar.due_by(step.days_overdue, today)) for step in all_steps]
	return [Reached(step, level, due_by) for level, (step, due_by) in enumerate(dates, 1) if due_by]


def level(priority: str, due_date: date, steps_reached: Iterable[Reached]) -> int:
	"""Return the escalation level of an action still to be done: the last step it has reached, 0 for none."""
	return max(
		(
			each.level
			for each in steps_reached
			if due_date <= each.due_by and priority in each.step.priorities
		),
		default=0,
	)


def table_problems(rows: Iterable[Mapping[str, Any]]) -> list[Problem]:
	"""Return everything that is wrong with the `rows` of the settings, in their order."""
	problems = []
	complete = []
	for number, row in enumerate(rows, 1):
		days, kind = row.get("days_overdue") or 0, row.get("escalate_to")
		if not 1 <= days <= MOST_DAYS:
			text = _("Step {0}: after how many days overdue? Write a number from 1 to {1}.")
			problems.append(Problem("no_days", TABLE, text, (number, MOST_DAYS)))
		if kind == ROLE and is_blank(row.get("role")):
			problems.append(Problem("no_role", TABLE, _("Step {0}: choose the role to tell."), (number,)))
		if kind == ADDRESS and is_blank(row.get("address")):
			text = _("Step {0}: write the e-mail address to tell.")
			problems.append(Problem("no_address", TABLE, text, (number,)))
		complete.append((days, kind, row.get("role") or "", (row.get("address") or "").casefold()))
	for (days, kind, *which), times in Counter(complete).items():
		if times > 1:
			text = _("{0} is told after {1} days more than once. Keep one step.")
			told = next(filter(None, which), None) or Term(kind or "")
			problems.append(Problem("step_twice", TABLE, text, (told, days)))
	return problems
