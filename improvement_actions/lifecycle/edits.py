"""Which fields of an action may be changed by hand, and when.

Everything the app sets itself is refused at every door, so that a REST client or an import cannot write a
history that did not happen. Due date and owner have their own ways (`reschedule`, `reassign`), because
each change of them needs a reason.
"""

from collections.abc import Collection

from .problem import Field, Problem, Term, _, fields
from .status import CANCELLED, CLOSED, DRAFT, SEALED

#: Fields that only the app sets.
SET_BY_APP = frozenset(
	{
		"original_due_date",
		"slip_count",
		"due_date_changes",
		"owner_changes",
		"completions",
		"scope_changed_on",
		"opened_on",
		"active_since",
		"completed_on",
		"completed_by",
		"completion_count",
		"closed_on",
		"closed_by",
		"reopen_count",
	}
)

#: Fields computed anew on every save: whatever a client sends for them is replaced.
DERIVED = frozenset(
	{
		"latest_value",
		"latest_reading_on",
		"change_from_baseline",
		"target_met",
		"percent_complete",
		"next_milestone",
		"next_milestone_date",
		"last_progress_on",
		"current_barrier",
		"stale_from",
		"is_aspirational",
		"overdue_since",
		"escalation_level",
	}
)

#: What was agreed when the action was opened. Whoever works the action does not move its goalposts.
AGREED = frozenset(
	{
		"source",
		"service",
		"parent_action",
		"follows_pilot",
		"priority",
		"closure_test",
		"indicator",
		"unit",
		"direction",
		"baseline_value",
		"baseline_date",
		"target_value",
		"no_indicator_reason",
	}
)

#: What may still change on a sealed action that moves: where it stands, and why.
_MOVING = frozenset({"status", "reopen_reason"})

#: What anybody else who may move an action changes on it: where it stands, and why it goes back.
_CHECKING = frozenset({"status", "workflow_state", "return_reason", "reopen_reason"})


def refused_edits(
	status: str, changed: Collection[str], moving: bool, by_manager: bool = True, by_owner: bool = True
) -> list[Problem]:
	"""Return a problem for each field in `changed` that may not be edited by hand.

	`status` is the action's status before the edit; `moving` says whether the same save moves it to another
	status, `by_manager` whether an Improvement Manager makes the edit, `by_owner` whether the action's owner does.
	"""
	problems = []
	for field in sorted(SET_BY_APP.intersection(changed)):
		problems.append(
			Problem(
				"set_by_app", field, _("{0} is kept by the system and cannot be entered."), (Field(field),)
			)
		)
	if status != DRAFT and "due_date" in changed:
		problems.append(
			Problem(
				"due_date_needs_reason",
				"due_date",
				_("The due date of an open action changes only through Reschedule, which asks for a reason."),
			)
		)
	if status != DRAFT and "action_owner" in changed:
		problems.append(
			Problem(
				"owner_needs_reason",
				"action_owner",
				_("The owner of an open action changes only through Reassign, which asks for a reason."),
			)
		)
	others = sorted(set(changed) - SET_BY_APP - DERIVED - _CHECKING)
	if others and not by_manager and not by_owner:
		problems.append(
			Problem(
				"not_yours",
				others[0],
				_(
					"Only the action's owner or an Improvement Manager changes: {0}. Return the action with a "
					"reason, or leave a comment, to say what should change."
				),
				(fields(others),),
			)
		)
	agreed = sorted(AGREED.intersection(changed))
	if status != DRAFT and agreed and not by_manager and by_owner:
		problems.append(
			Problem(
				"agreed_at_opening",
				agreed[0],
				_("Only an Improvement Manager changes what was agreed when the action was opened: {0}."),
				(fields(agreed),),
			)
		)
	if status in SEALED:
		# Several states of a workflow may stand for one status; which of them it is changes nothing here.
		sealed = set(changed) - SET_BY_APP - DERIVED - {"due_date", "action_owner", "workflow_state"}
		if moving:
			sealed -= _MOVING
		if sealed:
			problems.append(_sealed_problem(status, sorted(sealed)))
	return problems


def not_yours_problems(by_manager: bool, by_owner: bool) -> list[Problem]:
	"""Return why somebody may not reschedule, reassign or split an action: it is its owner's, or a manager's, to do."""
	if by_manager or by_owner:
		return []
	return [
		Problem(
			"not_yours",
			None,
			_(
				"Only the action's owner or an Improvement Manager does this. Return the action with a reason, "
				"or leave a comment, to say what should change."
			),
		)
	]


def _sealed_problem(status: str, changed: list[str]) -> Problem:
	if status == CLOSED:
		return Problem(
			"closed_is_read_only",
			changed[0],
			_("A closed action is read-only. Reopen it with a reason to change: {0}."),
			(fields(changed),),
		)
	assert status == CANCELLED
	return Problem(
		"cancelled_is_read_only",
		changed[0],
		_("A cancelled action is read-only. Record a new action instead of changing: {0}."),
		(fields(changed),),
	)


def deletion_problems(status: str) -> list[Problem]:
	"""Return why an action with `status` may not be deleted (an empty list for a draft)."""
	if status == DRAFT:
		return []
	return [
		Problem(
			"never_deleted",
			"status",
			_(
				"This action is {0}: only drafts are deleted. Cancel it with a reason, so that the record stays."
			),
			(Term(status),),
		)
	]
