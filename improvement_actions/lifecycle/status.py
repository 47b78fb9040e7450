"""The statuses of an improvement action and the moves between them.

The rules know these six words and nothing else. An administrator's Workflow may name its states freely
and map several of them to one status; the rules go on holding because they look at the status alone.
"""

DRAFT = "Draft"
OPEN = "Open"
IN_PROGRESS = "In Progress"
COMPLETED = "Completed"
CLOSED = "Closed"
CANCELLED = "Cancelled"

STATUSES = (DRAFT, OPEN, IN_PROGRESS, COMPLETED, CLOSED, CANCELLED)

#: Work is still to be done: such an action can fall overdue.
ACTIVE = (OPEN, IN_PROGRESS)
#: Nothing is left to do for whoever waits on this action.
FINISHED = (COMPLETED, CLOSED, CANCELLED)
#: The record is history and no longer edited.
SEALED = (CLOSED, CANCELLED)

#: Every move that exists. Anything else is refused, whatever a workflow's transitions say.
MOVES: dict[str, tuple[str, ...]] = {
	DRAFT: (OPEN, CANCELLED),
	OPEN: (IN_PROGRESS, CANCELLED),
	IN_PROGRESS: (COMPLETED, CANCELLED),
	COMPLETED: (CLOSED, IN_PROGRESS),
	CLOSED: (IN_PROGRESS,),
	CANCELLED: (),
}

#: The field that holds the reason for a move, for the moves that need one.
REASON_FIELDS: dict[tuple[str, str], str] = {
	(DRAFT, CANCELLED): "cancellation_reason",
	(OPEN, CANCELLED): "cancellation_reason",
	(IN_PROGRESS, CANCELLED): "cancellation_reason",
	(COMPLETED, IN_PROGRESS): "return_reason",
	(CLOSED, IN_PROGRESS): "reopen_reason",
}


def is_overdue(status: str, due_date, today) -> bool:
	"""Return whether an action is overdue: still to be done, and due before `today` (dates).

	A due date is overdue the day after. A Completed action is not overdue: it waits for its verifier.
	"""
	return bool(status in ACTIVE and due_date and due_date < today)
