"""Keeps what a source shows of its actions in step with them."""

from collections.abc import Iterable

import frappe

from improvement_actions.lifecycle.loop import loop_of


def recount(sources: Iterable[str | None]) -> None:
	"""Count the actions of each of `sources` anew and store loop status and counts.

	Counting the rows, and not adding and subtracting, is right after any change, deletion or merge. The source's
	`modified` stays, so that nobody with its form open gets a conflict.
	"""
	for source in {name for name in sources if name}:
		loop = loop_of(frappe.get_all("Improvement Action", filters={"source": source}, pluck="status"))
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
