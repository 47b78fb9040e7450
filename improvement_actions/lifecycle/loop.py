"""The state of a source's loop, counted from the statuses of its actions."""

from collections.abc import Iterable
from dataclasses import dataclass

from .status import CANCELLED, CLOSED, COMPLETED


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
		state = "No Actions"
	elif closed == len(counted):
		state = "Closed"
	elif closed + counted.count(COMPLETED) == len(counted):
		state = "Completed"
	else:
		state = "Open"
	return Loop(state, len(counted), closed)
