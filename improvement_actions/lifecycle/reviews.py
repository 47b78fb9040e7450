"""What a review of effectiveness must say, and what its outcome sets in motion."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from .blank import is_blank
from .gates import NOT_EMBEDDED, PARTIALLY_EMBEDDED
from .problem import Problem, Term, _
from .status import CLOSED, COMPLETED

VERIFICATION, SUSTAINABILITY = "Verification", "Sustainability"

#: The status an action must have for a review of some type to be recorded on it.
REVIEWED_STATUS = {VERIFICATION: COMPLETED, SUSTAINABILITY: CLOSED}


def recording_problems(
	review: Mapping[str, Any], action_status: str, since: date | None, today: date
) -> list[Problem]:
	"""Return why the outcome of `review` cannot be recorded on an action with `action_status`.

	`review` has the fields of an Effectiveness Review, `since` is the day it reached that status.
	"""
	problems = []
	review_type = review.get("review_type")
	expected = REVIEWED_STATUS.get(review_type or "")
	if action_status != expected:
		problems.append(
			Problem(
				"wrong_status",
				"action",
				_("A {0} review is recorded on an action that is {1}; this one is {2}."),
				(Term(review_type), Term(expected), Term(action_status)),
			)
		)
	reviewed_on = review.get("reviewed_on")
	if reviewed_on and reviewed_on > today:
		problems.append(Problem("future", "reviewed_on", _("Reviewed On cannot be in the future.")))
	if reviewed_on and since and reviewed_on < since:
		problems.append(
			Problem(
				"before_completion",
				"reviewed_on",
				_("Reviewed On cannot be before {0}, when the action became {1}."),
				(since, Term(action_status)),
			)
		)
	if not review.get("method"):
		problems.append(Problem("no_method", "method", _("Choose the method: how was it checked?")))
	if is_blank(review.get("findings")):
		problems.append(
			Problem(
				"no_findings",
				"findings",
				_("Write the findings: what did you see, compared with the closure test?"),
			)
		)
	return problems


def sends_back(review_type: str, outcome: str) -> bool:
	"""Return whether the outcome puts the action back In Progress.

	A Verification does so unless the change is embedded; a Sustainability check when it is not embedded any
	more. A change that has partly slipped after closing is followed up at the next check.
	"""
	if review_type == VERIFICATION:
		return outcome in (PARTIALLY_EMBEDDED, NOT_EMBEDDED)
	return outcome == NOT_EMBEDDED
