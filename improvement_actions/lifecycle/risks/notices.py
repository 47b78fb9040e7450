"""What is written on a risk's timeline when its status turns, and what its owner is told."""

from ..notices import _short as short
from ..problem import Phrase, Term, _
from .status import ACCEPTED, CLOSED, OPEN, PENDING, REASSESS


def turn_of(before: str, after: str, cause: str, why: tuple[Phrase, ...] = ()) -> Phrase | None:
	"""Return what is noted when an action moves the status from `before` to `after`; None when there is nothing to note.

	`cause` names the action, `why` says what a reassessment is due for.
	"""
	if before == after:
		return None
	if after == PENDING:
		if before == CLOSED:
			return Phrase(
				_("{0} is open again, and so is this risk: what it was closed upon does not hold."), (cause,)
			)
		return Phrase(_("{0} is changing a control: the control change is pending."), (cause,))
	if after == REASSESS:
		return Phrase(_("Reassessment is due. {0}"), (_sentences(why),))
	if after in (OPEN, ACCEPTED):
		return Phrase(_("No action is changing a control any more: {0} again."), (Term(after),))
	return None


def about_reassessment(reference: str, title: str, why: tuple[Phrase, ...]) -> Phrase:
	"""Return what the owner of a risk is told when it becomes due for reassessment."""
	return Phrase(_("Reassess {0}: {1}. {2}"), (reference, short(title), _sentences(why)))


def about_ownership(who: str, reference: str, title: str) -> Phrase:
	"""Return what somebody is told whom `who` has made the owner of a risk."""
	return Phrase(_("{0} made you the owner of the risk {1}: {2}"), (who, reference, short(title)))


def _sentences(said: tuple[Phrase, ...]) -> Phrase:
	"""Return what is `said` one sentence after the other."""
	return Phrase(" ".join(f"{{{number}}}" for number in range(len(said))), said)
