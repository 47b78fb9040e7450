"""Keeps what a source shows of its actions in step with them."""

from collections.abc import Iterable

import frappe

from improvement_actions.lifecycle.loop import loop_of

ACTION, SOURCE = "Improvement Action", "Improvement Source"


def recount(sources: Iterable[str | None]) -> None:
	"""Count the actions of each of `sources` anew and store loop status and counts.

	Counting the rows, and not adding and subtracting, is right after any change, deletion or merge. The source's
	`modified` stays, so that nobody with its form open gets a conflict.
	"""
	for source in sorted({name for name in sources if name}):
		wait_for(source)
		loop = loop_of(_statuses(source))
		frappe.db.set_value(
			SOURCE,
			source,
			{
				"loop_status": loop.loop_status,
				"action_count": loop.action_count,
				"closed_count": loop.closed_count,
			},
			update_modified=False,
		)


def wait_for(source: str | None) -> None:
	"""Wait until nobody else is changing the counts of `source`, and keep others waiting until this request ends.

	Of two people whose actions move at once, the second then counts what the first has done.
	"""
	if source:
		frappe.db.get_value(SOURCE, source, "name", for_update=True)


def _statuses(source: str) -> list[str]:
	"""Return the statuses of the actions of `source` as they are stored now.

	A plain read shows them as they were when this request began; only a read with a lock shows what others have stored
	since. It passes over what others are changing at this moment, and must not wait for it: they wait for the source.
	They count again when they have it, so for those the plain read will do.
	"""
	action = frappe.qb.DocType(ACTION)
	rows = frappe.qb.from_(action).select(action.name, action.status).where(action.source == source)
	earlier = dict(rows.run())
	now = dict(rows.for_update(skip_locked=True).run())
	for name in earlier.keys() - now.keys():
		if _is_being_changed(name):
			now[name] = earlier[name]
	return list(now.values())


def _is_being_changed(name: str) -> bool:
	"""Return whether another request is changing the action called `name`; else it is gone, or has another source."""
	action = frappe.qb.DocType(ACTION)
	try:
		frappe.qb.from_(action).select(action.name).where(action.name == name).for_update(nowait=True).run()
	except frappe.QueryTimeoutError:
		return True
	return False
