"""Who is told of what an action has just gone through, and in which words."""

from dataclasses import dataclass
from datetime import date

from .problem import Phrase, Term, _
from .status import ACTIVE, CANCELLED, CLOSED, COMPLETED, DRAFT, IN_PROGRESS, OPEN

OWNER, PREVIOUS_OWNER = "owner", "previous owner"
DRAFTER, REGISTERED_MANAGER = "drafter", "registered manager"

#: How much is said of a reason; all of it stands on the timeline.
LONGEST_REASON = 140


@dataclass(frozen=True)
class Notice:
	"""One person is told one thing: `to` is one of the words above."""

	to: str
	says: Phrase


@dataclass(frozen=True)
class Change:
	"""What a save has done to an action.

	`status_before` is Draft for a new action, `owner_before` and `due_date_before` are None for one. `reason` is the one
	given for a move, `owner_reason` and `due_date_reason` those for a new owner and a new due date.
	"""

	who: str
	reference: str
	title: str
	status_before: str
	status: str
	owner_before: str | None = None
	owner: str | None = None
	owner_name: str = ""
	due_date_before: date | None = None
	due_date: date | None = None
	reason: str = ""
	owner_reason: str = ""
	due_date_reason: str = ""


def about_action(change: Change) -> list[Notice]:
	"""Return what `change` is told to whom."""
	if change.status_before == DRAFT:
		return _about_draft(change)
	return [*_about_owner(change), *_about_due_date(change), *_about_move(change)]


def about_proposal(who: str, reference: str, title: str, parent: str) -> Notice:
	"""Return the notice of a draft that its author may not open, made as a part of `parent`."""
	text = _("{0} drafted {1} as part of {3}, and a manager has to open it: {2}")
	return Notice(REGISTERED_MANAGER, Phrase(text, (who, reference, _short(title), parent)))


def about_waiting(who: str, reference: str, title: str) -> Notice:
	"""Return the notice of an action that is completed while nobody is named to verify it."""
	text = _("{0} completed {1}, and nobody is named to verify it: {2}")
	return Notice(REGISTERED_MANAGER, Phrase(text, (who, reference, _short(title))))


def about_review(
	who: str, reference: str, title: str, is_verification: bool, due_date: date | None
) -> Phrase:
	"""Return what the reviewer is told who has just been named for a review of an action."""
	if is_verification:
		text = (
			_("{0} asks you to verify {1} by {3}: {2}") if due_date else _("{0} asks you to verify {1}: {2}")
		)
	elif due_date:
		text = _("{0} asks you to check on {3} whether {1} is still embedded: {2}")
	else:
		text = _("{0} asks you to check whether {1} is still embedded: {2}")
	return Phrase(text, (who, reference, _short(title), due_date))


def about_recognition(who: str, reference: str, title: str, message: str) -> Phrase:
	"""Return what somebody is told who is thanked for an embedded change."""
	return Phrase(_("{0} thanks you for {1}, {2}: {3}"), (who, reference, _short(title), _short(message)))


def about_concern(title: str, service: str | None, at_risk: bool) -> Phrase:
	"""Return what those who answer for a service are told of what has been raised on the public page."""
	where = service or Term(_("a service that is still to be found out"))
	if at_risk:
		return Phrase(_("Somebody may be at risk now. {0}, about {1}. Look at it at once."), (title, where))
	return Phrase(_("{0}, about {1}."), (title, where))


def about_escalation(who: str, reference: str, title: str, reason: str) -> Phrase:
	"""Return what somebody is told to whom a meeting has escalated a record; the `reason` names the meeting."""
	return Phrase(_("{0} escalated {1} to you: {2}. {3}"), (who, reference, _short(title), _short(reason)))


def _about_draft(change: Change) -> list[Notice]:
	if change.status == OPEN:
		return [_notice(OWNER, _("{0} opened your action {1}, due {3}: {2}"), change, change.due_date)]
	if change.status == CANCELLED:
		# Nobody has been told yet that it is theirs; whoever proposed it waits for an answer.
		return [_notice(DRAFTER, _CANCELLED, change, _short(change.reason))]
	return []


def _about_owner(change: Change) -> list[Notice]:
	if change.owner == change.owner_before:
		return []
	reason = _short(change.owner_reason)
	yours = (
		_notice(OWNER, _("{0} made {1} yours, due {3}: {2}. Reason: {4}"), change, change.due_date, reason)
		if change.status in ACTIVE
		else _notice(OWNER, _("{0} made {1} yours: {2}. Reason: {3}"), change, reason)
	)
	theirs = _notice(
		PREVIOUS_OWNER, _("{0} handed {1} on to {3}: {2}. Reason: {4}"), change, change.owner_name, reason
	)
	return [yours, theirs]


def _about_due_date(change: Change) -> list[Notice]:
	if change.due_date == change.due_date_before:
		return []
	text = _("{0} moved the due date of {1} from {3} to {4}: {2}. Reason: {5}")
	dates = (change.due_date_before, change.due_date)
	return [_notice(OWNER, text, change, *dates, _short(change.due_date_reason))]


def _about_move(change: Change) -> list[Notice]:
	text = _MOVES.get((change.status_before, change.status))
	if change.status == CANCELLED != change.status_before:
		text = _CANCELLED
	return [_notice(OWNER, text, change, _short(change.reason))] if text else []


_CANCELLED = _("{0} cancelled {1}: {2}. Reason: {3}")
_MOVES = {
	(COMPLETED, IN_PROGRESS): _("{0} returned {1} to you: {2}. Reason: {3}"),
	(CLOSED, IN_PROGRESS): _("{0} reopened {1}: {2}. Reason: {3}"),
	(COMPLETED, CLOSED): _("{0} closed {1}, the change is embedded: {2}"),
}


def _notice(to: str, text: str, change: Change, *more) -> Notice:
	return Notice(to, Phrase(text, (change.who, change.reference, _short(change.title), *more)))


def _short(text: str) -> str:
	"""Return `text` on one line and not too long, without the full stop that the sentence around it brings."""
	words = " ".join((text or "").split())
	if len(words) > LONGEST_REASON:
		return words[: LONGEST_REASON - 1].rstrip() + "…"
	return words.rstrip(".")
