"""Keeps status and counts of a risk in step with its actions.

Whoever changes an action locks its source first and then its risk (`improvement_actions.locks`), and recounts last. A save of the
risk itself holds the risk's row as well. So what is read here nobody else is changing.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import frappe
from frappe.utils import formatdate, get_datetime, getdate, now, nowdate
from frappe.utils.caching import site_cache

from improvement_actions import notes, notices
from improvement_actions.lifecycle.risks import RISK
from improvement_actions.lifecycle.risks import notices as words
from improvement_actions.lifecycle.risks import status as rules
from improvement_actions.locks import in_order, lock
from improvement_actions.values import as_day

ACTION = "Improvement Action"
#: What is derived from the actions.
FIELDS = ("status", "reassessment_due_since", "action_count", "open_action_count")
#: What decides the status besides them.
DECIDING = ("assessed_on", "next_review_date", "accepted_on", "accepted_until", "closed_on")
#: What a closed risk has, and an open one has not.
CLOSING = ("closed_on", "closed_by", "closure_reason")


def facts_of(risk: Mapping[str, Any], actions: Iterable[Mapping[str, Any]]) -> rules.Facts:
	"""Return the facts of `risk` (its fields), whose actions are `actions` (with `name`, `status` and `closed_on`)."""
	return rules.Facts(
		today=getdate(nowdate()),
		actions=tuple(
			rules.Action(action["status"], _moment(action["closed_on"]), action["name"]) for action in actions
		),
		assessed_on=_moment(risk.get("assessed_on")),
		next_review_date=as_day(risk.get("next_review_date")),
		is_accepted=bool(risk.get("accepted_on")),
		accepted_until=as_day(risk.get("accepted_until")),
		is_closed=bool(risk.get("closed_on")),
	)


def facts_now(risk) -> rules.Facts:
	"""Return the facts of the document `risk`, whose row is locked, with its actions as they are stored now."""
	return facts_of(risk.as_dict(), locked_actions(risk.name) if risk.name else ())


def recount(risks: Iterable[str | None], cause: str = "") -> None:
	"""Derive status and counts of each of `risks` anew and store them; note it, and tell the owner, when the status turns.

	`cause` names the action that has changed. The `modified` of a risk stays, so that nobody with its form open gets a conflict,
	unless a closed risk is open again: that they have to see.
	"""
	names = in_order(risks)
	if not names:
		return
	lock(risks=names)
	for name in names:
		fields = (*FIELDS, *DECIDING)
		before = frappe.db.get_value(RISK, name, fields, as_dict=True, for_update=True)
		if before:
			_recount(name, before, facts_of(before, locked_actions(name)), cause)


def _recount(name: str, before: dict, facts: rules.Facts, cause: str) -> None:
	after = shown(rules.standing_of(facts))
	if all(after[field] == before[field] for field in FIELDS):
		return
	if rules.reopens(facts):
		after |= dict.fromkeys(CLOSING)
		after |= {"modified": now(), "modified_by": frappe.session.user}
	frappe.db.set_value(RISK, name, after, update_modified=False)
	tell_turn(name, before.status, after["status"], facts, cause)


def shown(standing: rules.Standing) -> dict:
	"""Return what a risk shows of its `standing`, by field."""
	return {field: getattr(standing, field) for field in FIELDS}


def tell_turn(name: str, before: str, after: str, facts: rules.Facts, cause: str = "") -> None:
	"""Note on the risk `name` that its status has turned, and tell its owner when it is due for reassessment."""
	why = tuple(rules.why_due(facts))
	turn = words.turn_of(before, after, cause, why)
	if not turn:
		return
	risk = frappe.get_doc(RISK, name)
	notes.on_risk(risk, turn.translated(frappe._, formatdate))
	if after == rules.REASSESS:
		notices.of_risk(risk, words.about_reassessment(name, risk.title, why))


def recount_all() -> list[str]:
	"""Put right every risk that shows other than its facts give; return the names of those.

	Two queries, whatever the number of risks; for the console, and for jobs.
	"""
	fields = ["name", *FIELDS, *DECIDING]
	actions = defaultdict(list)
	for action in frappe.get_all(
		ACTION, filters={"risk": ("is", "set")}, fields=["risk", "name", "status", "closed_on"]
	):
		actions[action.risk].append(action)
	wrong = [
		risk.name
		for risk in frappe.get_all(RISK, fields=fields, order_by="name asc")
		if shown(rules.standing_of(facts_of(risk, actions[risk.name]))) != {f: risk[f] for f in FIELDS}
	]
	recount(wrong)
	return wrong


def locked_actions(risk: str) -> list[dict]:
	"""Return the actions of `risk` as they are stored now.

	A plain read would show them as they were when the transaction first read anything. The lock stays within the
	risk by the index: reading the whole table would wait for everybody else's actions.
	"""
	action = frappe.qb.DocType(ACTION)
	query = (
		frappe.qb.from_(action)
		.select(action.name, action.status, action.closed_on, action.service)
		.where(action.risk == risk)
		.for_update()
	)
	index = _index_on_risk()
	return (query.force_index(index) if index else query).run(as_dict=True)


@site_cache(ttl=3600)
def _index_on_risk() -> str | None:
	"""Return the name of the index on the actions' risk; it depends on the version that made the table."""
	index = frappe.db.get_column_index(f"tab{ACTION}", "risk", unique=False)
	return index and index.Key_name


def _moment(value):
	return get_datetime(value) if value else None
