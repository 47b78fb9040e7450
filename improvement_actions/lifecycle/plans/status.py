"""The statuses of an improvement plan, the moves between them, and what may be changed by hand.

A plan that was issued is what an inspector was shown: from then on it is never deleted, and its status moves only by
its own methods, which keep the reason.
"""

from collections.abc import Collection, Mapping

from ..problem import Field, Problem, Term, _, fields
from ..status import SEALED as FINISHED_ACTIONS
from ..values import tidy_text

PLAN = "Improvement Plan"

DRAFT = "Draft"
ISSUED = "Issued"
COMPLETED = "Completed"
CANCELLED = "Cancelled"

#: The plan is history: nothing in it changes, and no action is put into it, unless it is reopened.
SEALED = (COMPLETED, CANCELLED)

#: Fields that only the methods of a plan set.
SET_BY_APP = frozenset({"status", "current_version", "issued_on", "issued_by", "closing_reason"})

#: Every move that exists besides reopening. An issued plan is issued again as often as it changes.
MOVES: dict[str, tuple[str, ...]] = {
	DRAFT: (ISSUED, CANCELLED),
	ISSUED: (ISSUED, COMPLETED, CANCELLED),
	COMPLETED: (),
	CANCELLED: (),
}


def reopened_status(current_version: int | None) -> str:
	"""Return the status of a plan that is reopened: a plan that nobody was ever shown is a draft again."""
	return ISSUED if current_version else DRAFT


def move_problems(from_status: str, to_status: str) -> list[Problem]:
	"""Return why a plan cannot go from `from_status` to `to_status`, whatever it says."""
	possible = MOVES.get(from_status, ())
	if to_status in possible:
		return []
	if from_status in SEALED:
		return [
			Problem(
				"plan_is_sealed",
				"status",
				_("This plan is {0}. Reopen it first, with a reason."),
				(Term(from_status),),
			)
		]
	return [
		Problem(
			"no_such_move",
			"status",
			_("A plan cannot go from {0} to {1}."),
			(Term(from_status), Term(to_status)),
		)
	]


def reopen_problems(status: str, reason: str | None) -> list[Problem]:
	"""Return why a plan with `status` cannot be reopened for `reason`."""
	if status not in SEALED:
		return [
			Problem(
				"not_closed",
				"status",
				_("This plan is {0}: only a completed or cancelled plan is reopened."),
				(Term(status),),
			)
		]
	return _missing_reason(reason, _("Say why the plan is reopened."))


def cancel_problems(status: str, reason: str | None) -> list[Problem]:
	"""Return why a plan with `status` cannot be cancelled for `reason`."""
	return move_problems(status, CANCELLED) or _missing_reason(reason, _("Say why the plan is cancelled."))


def complete_problems(status: str, reason: str | None, actions: Mapping[str, str]) -> list[Problem]:
	"""Return everything that keeps a plan from being completed; `actions` are the statuses of its actions by name."""
	problems = move_problems(status, COMPLETED)
	if problems:
		return problems
	problems = _missing_reason(reason, _("Say what the plan has achieved, and how you know."))
	unfinished = tuple(name for name, each in actions.items() if each not in FINISHED_ACTIONS)
	if unfinished:
		problems.append(
			Problem(
				"open_actions",
				"actions",
				_("Close or cancel every action of the plan first. Not finished: {0}."),
				(_few(unfinished),),
			)
		)
	return problems


def refused_edits(status: str, changed: Collection[str]) -> list[Problem]:
	"""Return a problem for each field in `changed` that may not be edited by hand in a plan that has `status`."""
	problems = [
		Problem(
			"set_by_app",
			field,
			_("{0} is kept by the system and cannot be entered."),
			(Field(field, PLAN),),
		)
		for field in sorted(SET_BY_APP.intersection(changed))
	]
	others = sorted(set(changed) - SET_BY_APP)
	if status in SEALED and others:
		problems.append(
			Problem(
				"plan_is_sealed",
				others[0],
				_("A plan that is {0} is read-only. Reopen it with a reason to change: {1}."),
				(Term(status), fields(others, PLAN)),
			)
		)
	return problems


def deletion_problems(status: str, current_version: int | None) -> list[Problem]:
	"""Return why a plan may not be deleted: one that was issued is kept for ever, and so is one that was cancelled."""
	if status == DRAFT and not current_version:
		return []
	return [
		Problem(
			"never_deleted",
			"status",
			_("This plan is {0}: only drafts that were never issued are deleted. Cancel it with a reason."),
			(Term(status),),
		)
	]


def _missing_reason(reason: str | None, template: str) -> list[Problem]:
	if tidy_text(str(reason or "")).strip():
		return []
	return [Problem("no_reason", "reason", template)]


def _few(names: Collection[str], most: int = 10) -> tuple[str, ...]:
	"""Return the first of `names`, and how many more there are."""
	rest = len(names) - most
	return (*list(names)[:most], f"+ {rest}") if rest > 0 else tuple(names)
