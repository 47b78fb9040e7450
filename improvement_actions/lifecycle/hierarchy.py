"""Sub-actions: work spread over several people, each with an owner and a date of their own."""

from collections.abc import Callable, Mapping
from datetime import date

from .problem import Phrase, Problem, Term, _
from .status import ACTIVE, DRAFT


def parent_problems(
	name: str | None,
	parent: str | None,
	due_date: date | None,
	parent_due_date: date | None,
	parent_status: str | None,
	parent_of: Callable[[str], str | None],
) -> list[Problem]:
	"""Return what is wrong with hanging action `name` under `parent`.

	`parent_of` gives the parent of an action's name, or None; it is asked up the chain until it ends.
	`name` is None for an action that is not saved yet.
	"""
	if not parent:
		return []
	problems = []
	if name and _is_ancestor(name, parent, parent_of):
		problems.append(
			Problem(
				"cycle",
				"parent_action",
				_(
					"{0} cannot be part of {1}: that would make it part of itself. Choose another parent action."
				),
				(name, parent),
			)
		)
	if due_date and parent_due_date and due_date > parent_due_date:
		problems.append(
			Problem(
				"due_after_parent",
				"due_date",
				_(
					"A sub-action cannot be due after its parent: choose {0} or earlier, or reschedule {1} first."
				),
				(parent_due_date, parent),
			)
		)
	if parent_status and parent_status not in (DRAFT, *ACTIVE):
		problems.append(
			Problem(
				"parent_finished",
				"parent_action",
				_("{0} is {1}. Reopen it before adding work to it, or choose another parent action."),
				(parent, Term(parent_status)),
			)
		)
	return problems


def later_sub_action_problems(
	field: str, due_date: date | None, sub_actions: Mapping[str, date]
) -> list[Problem]:
	"""Return a problem for the `field` with a parent's `due_date` when sub-actions (name to date) are due after it."""
	later = tuple(
		Phrase("{0} ({1})", (name, due))
		for name, due in sub_actions.items()
		if due and due_date and due > due_date
	)
	if not later:
		return []
	return [
		Problem(
			"sub_actions_later",
			field,
			_("These sub-actions would be due after it: {0}. Reschedule them first."),
			(later,),
		)
	]


def _is_ancestor(name: str, start: str, parent_of: Callable[[str], str | None]) -> bool:
	"""Return whether `name` is `start` or stands above it."""
	seen = set()
	current: str | None = start
	while current and current not in seen:
		if current == name:
			return True
		seen.add(current)
		current = parent_of(current)
	return False
