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
from .problem import Phrase, Problem, Term, _
from .working_days import Calendar

OWNER = "Owner"
LINE_MANAGER = "Line Manager"
REGISTERED_MANAGER = "Registered Manager"
NOMINATED_INDIVIDUAL = "Nominated Individual"
ROLE = "Role"
ADDRESS = "Address"
#: Not a step: what a meeting decided.
MEETING = "Governance Review"

#: From the least to the gravest.
PRIORITIES = ("Low", "Medium", "High", "Critical")

#: What became of a step.
ESCALATED, SAME_PERSON, NOBODY_FOUND = "Escalated", "Same Person", "Nobody Found"

#: What people call whom a step tells.
POSTS = {
	OWNER: _("owner"),
	LINE_MANAGER: _("line manager"),
	REGISTERED_MANAGER: _("registered manager"),
	NOMINATED_INDIVIDUAL: _("nominated individual"),
}

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


def escalated_from(all_steps: Iterable[Step]) -> int:
	"""Return the first level at which somebody else than the owner is told: before it nothing is escalated."""
	levels = list(enumerate(all_steps, 1))
	return next((level for level, step in levels if step.escalate_to != OWNER), len(levels) + 1)


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


def post(kind: str, person: str, posts: Mapping[str, str | None]) -> str:
	"""Return as what `person` was told by a step of `kind`: a key of `POSTS`.

	`posts` says who holds them now. A step reaches somebody else where its post is empty or the account disabled;
	who holds no other post by now was told as what the step says.
	"""
	held = [each for each in POSTS if posts.get(each) == person]
	return kind if kind in held or not held else held[0]


def said(recorded: Mapping[str, Any], posts: Mapping[str, str | None], may_be_told: str = "") -> Problem:
	"""Return what became of a step, as its owner and manager read it while the action is overdue.

	`recorded` has the fields of an Improvement Escalation, with names of people in `person_name` and
	`instead_of_name`; `posts` are as in `post`. `may_be_told` is the name of somebody whom a step that found nobody
	would find by now, "" while there is none.
	"""
	late, day = _days(recorded["days_overdue"]), recorded["escalated_on"]
	if recorded["result"] == NOBODY_FOUND:
		return _nobody_found(recorded, late, day, may_be_told)
	told = whom(recorded, posts)
	if recorded["escalate_to"] == MEETING:
		text = _("Escalated to {0} on {1} by the governance review {2}: {3}")
		return Problem(
			"escalated_by_meeting", None, text, (told, day, recorded["governance_review"], recorded["reason"])
		)
	if recorded["result"] == SAME_PERSON:
		return Problem("same_person", None, _("Passed over: {0} had been told already."), (told,))
	if recorded.get("instead_of_name"):
		text = _("Escalated to {0} on {1}, {2}, because the account of {3} is disabled.")
		return Problem("escalated", None, text, (told, day, late, recorded["instead_of_name"]))
	return Problem("escalated", None, _("Escalated to {0} on {1}, {2}."), (told, day, late))


def whom(recorded: Mapping[str, Any], posts: Mapping[str, str | None]) -> Phrase | str:
	"""Return whom a step of `recorded` (as in `said`) told, "" when it was nobody."""
	if recorded.get("escalated_to_role"):
		return Phrase(_("everybody with the role {0}"), (Term(recorded["escalated_to_role"]),))
	if recorded.get("escalated_to_address"):
		return recorded["escalated_to_address"]
	person = recorded.get("escalated_to")
	if not person:
		return ""
	held = post(recorded["escalate_to"], person, posts)
	name = recorded.get("person_name") or person
	return Phrase("{0} ({1})", (name, Term(POSTS[held]))) if held in POSTS else name


def _nobody_found(recorded: Mapping[str, Any], late: Phrase, day: date, may_be_told: str) -> Problem:
	if recorded.get("escalated_to_role"):
		text = _("Nobody could be told on {0} ({1}): nobody with the role {2} can sign in.")
		args, mend = (day, late, Term(recorded["escalated_to_role"])), _("Give it to somebody.")
	elif may_be_told:
		text = _("Nobody could be told on {0} ({1}). The next check tells {2}.")
		args, mend = (day, late, may_be_told), ""
	elif recorded.get("service"):
		text = _("Nobody could be told on {0} ({1}): {2} has no registered manager who can sign in.")
		args, mend = (day, late, recorded["service"]), _("Name one.")
	else:
		text = _("Nobody could be told on {0} ({1}): the action belongs to no service.")
		args, mend = (day, late), _("Choose one that has a registered manager.")
	return Problem("nobody_found", None, text, args, mend)


def _days(number: int) -> Phrase:
	return Phrase(_("1 day overdue") if number == 1 else _("{0} days overdue"), (number,))


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
