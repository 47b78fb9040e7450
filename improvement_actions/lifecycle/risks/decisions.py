"""Assessing, accepting, closing and reopening a risk.

Accepting is governance's decision to live with a risk as it stands, until a day. It is therefore made on a current assessment only:

- not while a control change is pending, because nobody can accept a score that is about to change; cancel the action,
  or wait until it is closed and assess;
- not while the risk is due for reassessment, and not before it has been assessed at all, because nobody knows what they would be
  accepting.

An acceptance ends with the next assessment that finds the risk higher than what was accepted, or that answers an acceptance
which has run out. One that finds it the same or lower leaves it standing.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from ..blank import is_blank
from ..problem import Problem, Term, _
from .status import ACCEPTED, CLOSED, OPEN, PENDING, REASSESS


def assess_problems(is_closed: bool, reason: str | None) -> list[Problem]:
	"""Return why a risk cannot be assessed, whatever its scores."""
	if is_closed:
		return [
			Problem("closed", "status", _("A closed risk is not assessed. Reopen it with a reason first."))
		]
	return _no_reason(
		reason, _("Say what this assessment is based on: what has changed, what was looked at?")
	)


def accept_problems(
	status: str,
	is_assessed: bool,
	may_accept: bool,
	reason: str | None,
	until: date | None,
	today: date,
	max_days: int,
) -> list[Problem]:
	"""Return everything that keeps a risk with `status` from being accepted until `until`.

	`may_accept` says whether it is governance that asks, `max_days` how long an acceptance lasts at most (0: no limit).
	"""
	problems = []
	if not may_accept:
		text = _("Risks are accepted by the governance role ({0}).")
		problems.append(Problem("not_governance", None, text, (Term("Improvement Governance"),)))
	problems += standing_problems(status, is_assessed)
	problems += _no_reason(reason, _("Say why the risk is accepted as it stands."))
	if not until:
		problems.append(Problem("no_end", "until", _("Say until when it is accepted.")))
	elif until < today:
		text = _("A risk is accepted from today on, not until {0}.")
		problems.append(Problem("end_past", "until", text, (until,)))
	elif max_days and until > today + timedelta(days=max_days):
		text = _("An acceptance lasts {0} days at most, by the settings: until {1}.")
		problems.append(Problem("too_long", "until", text, (max_days, today + timedelta(days=max_days))))
	return problems


def standing_problems(status: str, is_assessed: bool) -> list[Problem]:
	"""Return why a risk with `status` cannot be accepted, whoever asks and whatever they say."""
	if status == CLOSED:
		return [
			Problem("closed", "status", _("A closed risk is not accepted. Reopen it with a reason first."))
		]
	if status == PENDING:
		text = _(
			"An action on this risk is open, and its score is about to change. Accept it when that is settled."
		)
		return [Problem("pending", "status", text)]
	if not is_assessed:
		return [
			Problem("not_assessed", "status", _("Assess the risk first: nobody accepts what is not scored."))
		]
	if status == REASSESS:
		text = _(
			"This risk is due for reassessment. Assess it first, so that what is accepted is how it stands."
		)
		return [Problem("reassess_first", "status", text)]
	assert status in (OPEN, ACCEPTED)
	return []


def acceptance_ends(is_accepted: bool, is_expired: bool, score_before: int, score: int) -> bool:
	"""Return whether an assessment ends an acceptance: it has run out, or the residual score is higher than accepted."""
	return is_accepted and (is_expired or score > score_before)


def close_problems(is_closed: bool, open_actions: Sequence[str], reason: str | None) -> list[Problem]:
	"""Return everything that keeps a risk from being closed; `open_actions` are the names of those on it."""
	if is_closed:
		return [Problem("closed", "status", _("This risk is closed already."))]
	problems = _no_reason(reason, _("Say why the risk is closed: what has made it go away?"))
	if open_actions:
		text = _("Open actions on this risk: {0}. See them closed or cancelled first.")
		problems.append(Problem("open_actions", "status", text, (tuple(open_actions),)))
	return problems


def reopen_problems(is_closed: bool, reason: str | None) -> list[Problem]:
	"""Return everything that keeps a risk from being reopened."""
	if not is_closed:
		return [Problem("not_closed", "status", _("Only a closed risk is reopened."))]
	return _no_reason(reason, _("Say why the risk is reopened."))


def _no_reason(reason: str | None, text: str) -> list[Problem]:
	return [Problem("no_reason", "reason", text)] if is_blank(reason) else []
