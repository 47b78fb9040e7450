"""What may be changed on a risk by hand, and by whom.

Title, owner, description, controls and an earlier review date are everyday work. Scores are not: once a risk is assessed
they change only by a new assessment, so that nobody can find a risk lower than it was without a date, a name and a reason.
"""

from collections.abc import Collection

from ..problem import Problem, _, fields
from . import RISK
from .scores import ASSESSED, WORKED_OUT

#: Fields that only the app sets.
SET_BY_APP = frozenset(
	{
		"assessments",
		"accepted_by",
		"accepted_on",
		"accepted_until",
		"acceptance_reason",
		"closed_by",
		"closed_on",
		"closure_reason",
	}
)

#: Fields computed anew on every save: whatever a client sends for them is replaced. An open form has them as they were
#: before an action moved, so they cannot be refused.
DERIVED = frozenset(
	{
		"status",
		"open_action_count",
		"action_count",
		"reassessment_due_since",
		"assessed_on",
		"is_above_target",
		*WORKED_OUT,
	}
)


def refused_edits(
	changed: Collection[str], is_assessed: bool, is_closed: bool, only_accepts: bool = False
) -> list[Problem]:
	"""Return a problem for everything in `changed` that may not be edited by hand.

	`is_assessed` and `is_closed` say what was true of the risk before the edit; `only_accepts` whether it is made by somebody
	who may accept the risk and do nothing else with it.
	"""
	changed = set(changed) - DERIVED
	if not changed:
		return []
	if only_accepts:
		return [not_yours_problem()]
	if is_closed:
		text = _("A closed risk is read-only. Reopen it with a reason to change: {0}.")
		return [Problem("closed_is_read_only", min(changed), text, (fields(sorted(changed), RISK),))]
	problems = []
	by_app = sorted(changed & SET_BY_APP)
	if by_app:
		text = _("Kept by the system, and cannot be entered: {0}.")
		problems.append(Problem("set_by_app", by_app[0], text, (fields(by_app, RISK),)))
	scored = sorted(changed.intersection(ASSESSED))
	if is_assessed and scored:
		text = _(
			"Scores change only through Assess, which keeps the earlier ones and asks for a reason: {0}."
		)
		problems.append(Problem("assess_instead", scored[0], text, (fields(scored, RISK),)))
	return problems


def not_yours_problem() -> Problem:
	"""Return the problem of somebody who may accept risks and not work on this one."""
	return Problem(
		"not_yours",
		None,
		_(
			"Only the risk's owner or an Improvement Manager of the service does this. You may accept the risk, or leave "
			"a comment."
		),
	)


def deletion_problems(is_assessed: bool) -> list[Problem]:
	"""Return why a risk may not be deleted (an empty list before its first assessment)."""
	if not is_assessed:
		return []
	text = _(
		"A risk that has been assessed is never deleted. Close it with a reason, so that the record stays."
	)
	return [Problem("never_deleted", None, text)]
