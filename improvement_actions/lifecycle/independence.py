"""Who may verify an action: never anyone whose own work it is, whatever their roles.

CQC Regulation 17(2)(b) asks providers to assess and mitigate risk; a check by the person who did the work
is not an assessment. Someone who handed the action on last week is no more independent than its owner.
"""

from collections.abc import Iterable

from .problem import Problem, _

#: System accounts are nobody: they can neither own an action nor vouch for one.
ADMINISTRATOR, GUEST = "Administrator", "Guest"
NOT_A_PERSON = frozenset({ADMINISTRATOR, GUEST})


def same_user(one: str | None, other: str | None) -> bool:
	"""Return whether two user ids mean the same account.

	The database finds an account by its id whatever the case and the spaces after it, so a different
	spelling must not make anyone somebody else.
	"""
	return _spelled(one) == _spelled(other)


def is_system_account(user: str | None) -> bool:
	"""Return whether `user` is an account that no person stands behind."""
	return any(same_user(user, account) for account in NOT_A_PERSON)


def _spelled(user: str | None) -> str:
	return (user or "").strip().casefold()


def verifier_problems(
	verifier: str | None, action_owner: str | None, others: Iterable[str] = ()
) -> list[Problem]:
	"""Return why `verifier` may not verify or close an action (an empty list when they may).

	`verifier` and `action_owner` are user ids; `others` are the ids of everyone else who worked the action
	as its owner or completed it.
	"""
	if not _spelled(verifier):
		return [Problem("no_reviewer", "reviewer", _("Say who reviewed the action."))]
	if is_system_account(verifier):
		return [
			Problem(
				"reviewer_not_a_person",
				"reviewer",
				_("{0} is a system account. A review needs a named person who vouches for it."),
				(verifier,),
			)
		]
	if same_user(verifier, action_owner):
		return [
			Problem(
				"self_verification",
				"reviewer",
				_("{0} owns this action and cannot verify or close it. Ask someone else to review it."),
				(verifier,),
			)
		]
	if any(same_user(verifier, other) for other in others):
		return [
			Problem(
				"self_verification",
				"reviewer",
				_(
					"{0} owned or completed this action earlier and cannot verify or close it. "
					"Ask someone else to review it."
				),
				(verifier,),
			)
		]
	return []
