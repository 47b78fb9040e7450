"""Who may verify an action: never anyone whose own work it is, whatever their roles.

CQC Regulation 17(2)(b) asks providers to assess and mitigate risk; a check by the person who did the work
is not an assessment. Someone who handed the action on last week is no more independent than its owner.
"""

from collections.abc import Iterable

from .problem import Problem, _

#: System accounts are nobody: they can neither own an action nor vouch for one.
NOT_A_PERSON = frozenset({"Administrator", "Guest"})


def verifier_problems(verifier: str | None, action_owner: str | None, others: Iterable[str] = ()) -> list[Problem]:
	"""Return why `verifier` may not verify or close an action (an empty list when they may).

	`verifier` and `action_owner` are user ids; `others` are the ids of everyone else who worked the action
	as its owner or completed it.
	"""
	if not verifier:
		return [Problem("no_reviewer", "reviewer", _("Say who reviewed the action."))]
	if verifier in NOT_A_PERSON:
		return [
			Problem(
				"reviewer_not_a_person",
				"reviewer",
				_("{0} is a system account. A review needs a named person who vouches for it."),
				(verifier,),
			)
		]
	if verifier == action_owner:
		return [
			Problem(
				"self_verification",
				"reviewer",
				_("{0} owns this action and cannot verify or close it. Ask someone else to review it."),
				(verifier,),
			)
		]
	if verifier in set(others):
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
