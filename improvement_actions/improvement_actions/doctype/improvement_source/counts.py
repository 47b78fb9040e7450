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

SOURCE, ACTION = "Improvement Source", "Improvement Action"
FIELDS = ("loop_status", "action_count", "closed_count")
#: How often locks are asked for that the database refuses to wait for.
ATTEMPTS = 3


def lock(sources: Iterable[str | None]) -> None:
	"""Wait until nobody else is changing an action of `sources`, and keep others waiting until the transaction ends.

	Who has to wait holds nothing meanwhile, as long as nothing is written yet: Frappe's REST interface locks the action
	before anybody is asked, and whoever holds the source may be about to count that action. The transaction then
	begins anew, which loses nothing.

	Raises `frappe.QueryDeadlockError` when the database cannot let us wait.
	"""
	names = _named(sources)
	for attempt in range(1, ATTEMPTS + 1):
		anew = not frappe.db.transaction_writes
		try:
			for name in names:
				_lock(name, nowait=anew and attempt == 1)
			return
		# A deadlock it also is for MariaDB from 11.6 on, when the row has changed since the transaction first read.
		except (frappe.QueryDeadlockError, frappe.QueryTimeoutError):
			if not anew or attempt == ATTEMPTS:
				raise
			frappe.db.begin()


def _lock(source: str, nowait: bool) -> None:
	"""Raises `frappe.QueryTimeoutError` at once with `nowait`, when somebody else holds it."""
	table = frappe.qb.DocType(SOURCE)
	frappe.qb.from_(table).select(table.name).where(table.name == source).for_update(nowait=nowait).run()


def recount(sources: Iterable[str | None]) -> None:
	"""Count the actions of each of `sources` anew and store loop status and counts; note when a loop closes.

	Counting the rows, and not adding and subtracting, is right after any change, deletion or merge. The source's
	`modified` stays, so that nobody with its form open gets a conflict.
	"""
	names = _named(sources)
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


def _named(sources: Iterable[str | None]) -> list[str]:
	"""Return each source once, in the order in which everybody locks them."""
	return sorted({source for source in sources if source})


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
