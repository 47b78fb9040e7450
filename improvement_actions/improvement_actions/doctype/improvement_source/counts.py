"""Keeps what a source shows of its actions in step with them.

Whoever changes an action locks its source first (`lock`) and counts last (`recount`). So changes of two actions of one
source follow one another, in one order, and the later one counts what the earlier one has stored.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable

import frappe
from frappe import _
from frappe.query_builder.functions import Count
from frappe.utils.caching import site_cache

from improvement_actions import notes
from improvement_actions.lifecycle.loop import Loop, loop_of, turn_of
from improvement_actions.locks import in_order, lock

SOURCE, ACTION = "Improvement Source", "Improvement Action"
FIELDS = ("loop_status", "action_count", "closed_count")


def recount(sources: Iterable[str | None]) -> None:
	"""Count the actions of each of `sources` anew and store loop status and counts; note when a loop closes.

	Counting the rows, and not adding and subtracting, is right after any change, deletion or merge. The source's
	`modified` stays, so that nobody with its form open gets a conflict.
	"""
	names = in_order(sources)
	lock(names)
	for source in names:
		before = frappe.db.get_value(SOURCE, source, FIELDS, as_dict=True, for_update=True)
		if not before:
			continue
		loop = loop_of(_statuses(source))
		after = {fieldname: getattr(loop, fieldname) for fieldname in FIELDS}
		if after == before:
			continue
		frappe.db.set_value(SOURCE, source, after, update_modified=False)
		turn = turn_of(before.loop_status, loop.loop_status)
		if turn:
			notes.on_source_called(source, _(turn))


def recount_all() -> list[str]:
	"""Put right the counts of every source that shows others than its actions give; return the names of those.

	Two queries, whatever the number of sources; for the console, and for jobs.
	"""
	action = frappe.qb.DocType(ACTION)
	rows = (
		frappe.qb.from_(action)
		.select(action.source, action.status, Count("*"))
		.where(action.source.isnotnull())
		.groupby(action.source, action.status)
	).run()
	statuses = defaultdict(Counter)
	for source, status, count in rows:
		statuses[source][status] = count
	wrong = [
		source.name
		for source in frappe.get_all(SOURCE, fields=["name", *FIELDS], order_by="name asc")
		if Loop(*(source[fieldname] for fieldname in FIELDS)) != loop_of(statuses[source.name].elements())
	]
	recount(wrong)
	return wrong


def _statuses(source: str) -> list[str]:
	"""Return the statuses of the actions of `source` as they are stored now.

	A plain read would show them as they were when the transaction first read anything. The lock stays within the
	source by the index: reading the whole table would wait for everybody else's actions.
	"""
	action = frappe.qb.DocType(ACTION)
	query = frappe.qb.from_(action).select(action.status).where(action.source == source).for_update()
	index = _index_on_source()
	return (query.force_index(index) if index else query).run(pluck=True)


@site_cache(ttl=3600)
def _index_on_source() -> str | None:
	"""Return the name of the index on the actions' source; it depends on the version that made the table."""
	index = frappe.db.get_column_index(f"tab{ACTION}", "source", unique=False)
	return index and index.Key_name
