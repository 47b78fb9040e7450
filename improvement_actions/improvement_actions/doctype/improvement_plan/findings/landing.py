"""Findings and their actions are written: all of an import, or nothing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import frappe
from frappe import _

from improvement_actions.lifecycle.findings.cells import headline
from improvement_actions.lifecycle.findings.judging import FINDING, Judged

PLAN, SOURCE, ACTION = "Improvement Plan", "Improvement Source", "Improvement Action"
#: How often the lock on a plan is asked for that the database refuses to wait for.
ATTEMPTS = 3


@dataclass(frozen=True)
class Origin:
	"""What all findings of an import share."""

	plan: str
	service: str
	source_type: str
	occurred_on: Any = None


@dataclass
class Landed:
	"""The names of what was made."""

	sources: list[str] = field(default_factory=list)
	actions: list[str] = field(default_factory=list)


def hold(plan: str) -> None:
	"""Wait until nobody else imports findings into `plan`, and keep others waiting until the transaction ends."""
	table = frappe.qb.DocType(PLAN)
	for attempt in range(1, ATTEMPTS + 1):
		anew = not frappe.db.transaction_writes
		try:
			frappe.qb.from_(table).select(table.name).where(table.name == plan).for_update().run()
			return
		# A deadlock it also is for MariaDB from 11.6 on, when the row has changed since the transaction first read.
		except (frappe.QueryDeadlockError, frappe.QueryTimeoutError):
			if not anew or attempt == ATTEMPTS:
				raise
			frappe.db.begin()


def land(judged: Sequence[Judged], origin: Origin, tell: Callable[[int, int], None] | None = None) -> Landed:
	"""Make the sources and draft actions of `judged`, those of its rows that land; `tell` hears how far it is.

	Whatever fails on the way, nothing of it stays.
	"""
	new = [one for one in judged if one.outcome == FINDING]
	with_action = [one for one in judged if one.has_action]
	total = len(new) + len(with_action)
	landed = Landed()
	point = "findings_import"
	frappe.db.savepoint(point)
	try:
		for one in new:
			one.finding.name = _source(one, origin)
			landed.sources.append(one.finding.name)
			_tell(tell, landed, total)
		for one in with_action:
			landed.actions.append(_action(one, origin))
			_tell(tell, landed, total)
	except frappe.QueryDeadlockError:
		# The database has undone everything already, the save point included.
		raise
	except Exception:
		frappe.db.rollback(save_point=point)
		raise
	return landed


def _source(one: Judged, origin: Origin) -> str:
	values = one.finding.values
	quote = values["quote"]
	source = frappe.get_doc(
		{
			"doctype": SOURCE,
			"title": values.get("title") or headline(quote),
			"source_type": origin.source_type,
			"service": origin.service,
			"occurred_on": values.get("occurred_on") or origin.occurred_on,
			"plan": origin.plan,
			"finding_reference": values.get("reference"),
			"finding_quote": quote,
			"key_question": values.get("key_question"),
			"theme": values.get("theme"),
			"standards": [{"standard": name} for name in values.get("standards", ())],
		}
	)
	return _inserted(source, one)


def _action(one: Judged, origin: Origin) -> str:
	values = one.values
	title = headline(values["action"])
	# What does not fit a title is kept whole below it.
	whole = values["action"] if title != values["action"] else None
	description = "\n\n".join(filter(None, (whole, values.get("description"))))
	action = frappe.get_doc(
		{
			"doctype": ACTION,
			"title": title,
			"description": description or None,
			"source": one.finding.name,
			"plan": origin.plan,
			**_given(values, "action_owner", "due_date", "priority", "closure_test"),
		}
	)
	return _inserted(action, one)


def _inserted(doc, one: Judged) -> str:
	try:
		return doc.insert().name
	except frappe.ValidationError:
		# What a record refuses that the rows' own rules do not know of: it says at least where.
		frappe.msgprint(_("It was row {0}. Nothing was imported.").format(one.row.number))
		raise


def _given(values: Mapping[str, Any], *names: str) -> dict[str, Any]:
	return {name: values[name] for name in names if values.get(name)}


def _tell(tell: Callable[[int, int], None] | None, landed: Landed, total: int) -> None:
	if tell:
		tell(len(landed.sources) + len(landed.actions), total)
