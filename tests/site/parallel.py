"""Several people at once, each on a connection of their own, as requests come in.

What they do is committed, so it is taken away again afterwards: the other tests undo a transaction.
"""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import frappe

#: Counters that only ever grow, and values without a name of their own.
LEFT_ALONE = {"tabSeries", "tabSingles"}


def at_once(*pieces: Callable[[], object]) -> list:
	"""Do all `pieces` at the same time; return what each returned, or the exception that it raised.

	Everybody has read something before anybody begins, so that none sees what the others store by itself.
	"""
	site, ready = frappe.local.site, threading.Barrier(len(pieces))

	def request(piece):
		frappe.init(site=site)
		frappe.connect()
		frappe.flags.in_test = frappe.flags.mute_emails = True
		frappe.local.lang = "en"
		try:
			frappe.db.count("Improvement Source")
			ready.wait(timeout=30)
			answer = piece()
			frappe.db.commit()
			return answer
		except Exception as error:
			frappe.db.rollback()
			return error
		finally:
			frappe.destroy()

	with ThreadPoolExecutor(len(pieces)) as pool:
		return list(pool.map(request, pieces))


def failures(answers: Sequence) -> list[str]:
	return [repr(answer) for answer in answers if isinstance(answer, Exception)]


@contextmanager
def committed():
	"""Delete, at the end, every row that was not there at the beginning, whoever has made it."""
	before = _names()
	try:
		yield
	finally:
		frappe.db.rollback()
		for table, names in _names().items():
			new = list(names - before.get(table, set()))
			if new:
				frappe.db.sql(f"DELETE FROM `{table}` WHERE name IN %s", [new])
		frappe.db.commit()
		frappe.clear_cache()


def commit() -> None:
	"""Let the other connections see what was prepared."""
	frappe.db.commit()


def look_again() -> None:
	"""See what the other connections have stored since."""
	frappe.db.rollback()


def _names() -> dict[str, set]:
	columns = "SELECT table_name FROM information_schema.columns WHERE table_schema = DATABASE() AND column_name = 'name'"
	tables = [table for (table,) in frappe.db.sql(columns) if table.startswith("tab")]
	return {
		table: {name for (name,) in frappe.db.sql(f"SELECT name FROM `{table}`")}
		for table in tables
		if table not in LEFT_ALONE
	}
