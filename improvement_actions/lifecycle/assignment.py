"""What an entry on somebody's list of things to do is like, for an action and for a review of it."""

from .status import ACTIVE, CANCELLED, CLOSED, COMPLETED

#: How an entry stands; the words are Frappe's.
TO_DO, DONE, WITHDRAWN = "Open", "Closed", "Cancelled"

#: Frappe's lists know three priorities.
PRIORITIES = {"Critical": "High", "High": "High", "Medium": "Medium", "Low": "Low"}


def entry_for(status: str) -> str | None:
	"""Return how the owner's entry stands when the action has `status`; None for a draft, which is nobody's yet."""
	if status in ACTIVE:
		return TO_DO
	if status in (COMPLETED, CLOSED):
		return DONE
	return WITHDRAWN if status == CANCELLED else None


def priority_of(priority: str | None) -> str:
	"""Return the priority of an entry for an action of `priority`."""
	return PRIORITIES.get(priority or "", "Medium")
