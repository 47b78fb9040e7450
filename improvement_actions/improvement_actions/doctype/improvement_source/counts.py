"""Keeps what a source shows of its actions in step with them."""

from collections.abc import Iterable

import frappe

from improvement_actions.lifecycle.loop import loop_of


def recount(sources: Iterable[str | None]) -> None:
	"""Count the actions of each of `sources` anew and store loop status and counts.

	Counting the rows, and not adding and subtracting, is right after any change, deletion or merge. The source's
	`modified` stays, so that nobody with its form open gets a conflict.
	"""
	action = frappe.qb.DocType("Improvement Action")
	for source in sorted({name for name in sources if name}):
		# Whoever counts next waits here, and then sees what this transaction has written.
		frappe.db.get_value("Improvement Source", source, "name", for_update=True)
		counted = frappe.qb.from_(action).select(action.status).where(action.source == source).for_update()
		loop = loop_of(counted.run(pluck=True))
		frappe.db.set_value(
			"Improvement Source",
			source,
			{
				"loop_status": loop.loop_status,
				"action_count": loop.action_count,
				"closed_count": loop.closed_count,
			},
			update_modified=False,
		)
