"""The state of a source's loop, counted from the statuses of its actions."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from .problem import _
from .status import CANCELLED, CLOSED, COMPLETED

NO_ACTIONS = "No Actions"


@dataclass(frozen=True)
class Loop:
	"""What a source shows of its actions; cancelled ones do not count."""

	loop_status: str
	action_count: int
	closed_count: int


def loop_of(statuses: Iterable[str]) -> Loop:
	"""Return the `Loop` for the statuses of all actions of one source.

	*Closed* needs every action closed, *Completed* every action at least completed. A source whose actions
	were all cancelled has none: the finding still waits for its action.
	"""
	counted = [status for status in statuses if status != CANCELLED]
	closed = counted.count(CLOSED)
	if not counted:
		state = NO_ACTIONS
	elif closed == len(counted):
		state = "Closed"
	elif closed + counted.count(COMPLETED) == len(counted):
		state = "Completed"
	else:
		state = "Open"
	return Loop(state, len(counted), closed)


#: What each state means to somebody who does not know our words; the counts are closed actions and all.
_IN_WORDS = {
	NO_ACTIONS: _("The loop is open: it is recorded, and no action has come of it yet."),
	"Open": _("The loop is open: {0} of {1} actions closed."),
	COMPLETED: _("The loop is not closed yet: every action is completed, {0} of {1} verified."),
	CLOSED: _("The loop is closed: every action was verified ({0} of {1})."),
}


def in_words(loop: Loop, translate: Callable[[str], str] = _) -> str:
	"""Return the sentence that says where `loop` stands, in the language of `translate`."""
	return translate(_IN_WORDS[loop.loop_status]).format(loop.closed_count, loop.action_count)


def turn_of(before: str, after: str) -> str | None:
	"""Return what is noted when the loop's state changes from `before` to `after`; None when there is nothing to note."""
	if after == CLOSED != before:
		return _("Every action is closed: the loop is closed.")
	if before == CLOSED != after:
		return _("The loop is open again.")
	return None
