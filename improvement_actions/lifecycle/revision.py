"""Changing course on an open action: a new due date, a new owner."""

from collections.abc import Mapping
from datetime import date

from .blank import is_blank
from .gates import Owner, owner_problems
from .hierarchy import later_sub_action_problems
from .independence import same_user
from .problem import Problem, Term, _
from .status import ACTIVE, COMPLETED, DRAFT


def reschedule_problems(
	status: str,
	due_date: date | None,
	new_due_date: date | None,
	reason: str | None,
	today: date,
	later_sub_actions: Mapping[str, date],
) -> list[Problem]:
	"""Return why an action may not be rescheduled from `due_date` to `new_due_date`.

	`later_sub_actions` maps the unfinished sub-actions to their due dates.
	"""
	if status == DRAFT:
		return [
			Problem("draft", "due_date", _("A draft is not rescheduled: change its due date in the form."))
		]
	if status not in ACTIVE:
		return [
			Problem("not_active", "status", _("An action that is {0} is not rescheduled."), (Term(status),))
		]
	problems = []
	if is_blank(reason):
		problems.append(Problem("no_reason", "reason", _("Say why the due date changes.")))
	if not new_due_date:
		problems.append(Problem("no_due_date", "new_due_date", _("Give the new due date.")))
		return problems
	if new_due_date == due_date:
		problems.append(
			Problem("same_due_date", "new_due_date", _("{0} is the due date already."), (due_date,))
		)
	elif new_due_date < today:
		problems.append(
			Problem(
				"due_date_past",
				"new_due_date",
				_("The new due date {0} is in the past. Choose one from today on."),
				(new_due_date,),
			)
		)
	problems += later_sub_action_problems("new_due_date", new_due_date, later_sub_actions)
	return problems


def reassign_problems(
	status: str, action_owner: str | None, new_owner: str | None, owner: Owner, reason: str | None
) -> list[Problem]:
	"""Return why an action may not be handed from `action_owner` to `new_owner` (`owner` says what is known of them)."""
	if status == DRAFT:
		return [
			Problem("draft", "action_owner", _("A draft is not reassigned: change its owner in the form."))
		]
	if status not in (*ACTIVE, COMPLETED):
		return [
			Problem("not_active", "status", _("An action that is {0} is not reassigned."), (Term(status),))
		]
	problems = []
	if is_blank(reason):
		problems.append(Problem("no_reason", "reason", _("Say why the owner changes.")))
	if new_owner and same_user(new_owner, action_owner):
		problems.append(Problem("same_owner", "new_owner", _("{0} owns this action already."), (new_owner,)))
	else:
		problems += owner_problems(new_owner, owner)
	return problems
