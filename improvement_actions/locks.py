"""In which order records are locked whose numbers or status follow from actions: everybody locks in the same one.

Whoever changes an action locks its source, then its risk, then the action itself, and counts last (`improvement_source.counts`,
`risk_register_entry.counts`). Of several sources, or risks, the one whose name sorts first. Another order deadlocks.
"""

from collections.abc import Iterable

import frappe

SOURCE, RISK = "Improvement Source", "Risk Register Entry"
#: How often locks are asked for that the database refuses to wait for.
ATTEMPTS = 3


def lock(sources: Iterable[str | None] = (), risks: Iterable[str | None] = ()) -> None:
	"""Wait until nobody else is changing an action of `sources` or `risks`, and keep others waiting until the transaction ends.

	Who has to wait holds nothing meanwhile, as long as nothing is written yet: Frappe's REST interface locks the action
	before anybody is asked, and whoever holds the source may be about to count that action. The transaction then
	begins anew, which loses nothing.

	Raises `frappe.QueryDeadlockError` when the database cannot let us wait.
	"""
	wanted = [(SOURCE, name) for name in in_order(sources)] + [(RISK, name) for name in in_order(risks)]
	for attempt in range(1, ATTEMPTS + 1):
		anew = not frappe.db.transaction_writes
		try:
			for doctype, name in wanted:
				_lock(doctype, name, nowait=anew and attempt == 1)
			return
		# A deadlock it also is for MariaDB from 11.6 on, when the row has changed since the transaction first read.
		except (frappe.QueryDeadlockError, frappe.QueryTimeoutError):
			if not anew or attempt == ATTEMPTS:
				raise
			frappe.db.begin()


def in_order(names: Iterable[str | None]) -> list[str]:
	"""Return each of `names` once, in the order in which everybody locks them."""
	return sorted({name for name in names if name})


def _lock(doctype: str, name: str, nowait: bool) -> None:
	"""Raises `frappe.QueryTimeoutError` at once with `nowait`, when somebody else holds it."""
	table = frappe.qb.DocType(doctype)
	frappe.qb.from_(table).select(table.name).where(table.name == name).for_update(nowait=nowait).run()
