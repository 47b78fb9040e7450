"""What the gates need to know about an action, read from the database."""

import json
from datetime import date

import frappe
from frappe import _
from frappe.utils import getdate, nowdate

from improvement_actions import people
from improvement_actions.lifecycle import gates
from improvement_actions.lifecycle.independence import NOT_A_PERSON
from improvement_actions.lifecycle.problem import Field, Problem, Term
from improvement_actions.lifecycle.status import COMPLETED, FINISHED
from improvement_actions.lifecycle.values import DATE, value_problems
from improvement_actions.lifecycle.values import Field as ValueField
from improvement_actions.refusal import refuse
from improvement_actions.settings import gate_rules
from improvement_actions.values import plain_values

ACTION = "Improvement Action"


def values(doc) -> dict:
	"""Return the action's fields as plain values, dates as dates."""
	return {**plain_values(doc), "readings": [plain_values(row) for row in doc.readings]}


def facts_for(doc) -> gates.Facts:
	"""Return the `Facts` for a move of action `doc` by the user who is signed in."""
	# A verification is of one completion: an action that is completed again has none yet.
	waits = (doc.get("status_before") or doc.status) == COMPLETED
	return gates.Facts(
		today=getdate(nowdate()),
		actor=frappe.session.user,
		actor_is_manager=people.is_manager(),
		owner=people.owner_facts(doc.action_owner),
		past_owners=past_owners(doc),
		evidence=tuple(evidence_for(doc.name)),
		sub_actions=sub_action_statuses(doc.name),
		needs_root_cause=needs_root_cause(doc.source),
		pilot_status=doc.follows_pilot and frappe.db.get_value(ACTION, doc.follows_pilot, "status"),
		verification=latest_verification(doc.name, doc.completion_count) if waits else None,
		rules=gate_rules(),
	)


def past_owners(doc) -> frozenset[str]:
	"""Return everyone whose own work the action is, besides its present owner."""
	owned = {row.from_owner for row in doc.owner_changes}
	completed = {row.completed_by for row in doc.completions}
	return frozenset((owned | completed) - {None, "", doc.action_owner, *NOT_A_PERSON})


def evidence_for(action: str, except_for: str = "") -> list[gates.Evidence]:
	"""Return the evidence that serves `action`, its own and what is shared with other actions.

	`except_for` names an item of evidence to leave out.
	"""
	evidence = frappe.qb.DocType("Improvement Evidence")
	shared = frappe.qb.DocType("Improvement Evidence Action")
	rows = (
		frappe.qb.from_(evidence)
		.left_join(shared)
		.on((shared.parent == evidence.name) & (shared.parenttype == "Improvement Evidence"))
		.where((evidence.action == action) | (shared.action == action))
		.where(evidence.name != except_for)
		.select(evidence.name, evidence.demonstrates, evidence.valid_until)
		.distinct()
	).run()
	return [gates.Evidence(demonstrates, valid_until) for _name, demonstrates, valid_until in rows]


def sub_action_statuses(action: str) -> dict[str, str]:
	"""Return the statuses of the sub-actions of `action`, by name."""
	rows = frappe.get_all(
		ACTION, filters={"parent_action": action}, fields=["name", "status"], order_by="name"
	)
	return {row.name: row.status for row in rows}


def unfinished_sub_action_dates(action: str) -> dict[str, date]:
	"""Return the due dates of the unfinished sub-actions of `action`, by name."""
	rows = frappe.get_all(
		ACTION,
		filters={"parent_action": action, "status": ("not in", FINISHED), "due_date": ("is", "set")},
		fields=["name", "due_date"],
		order_by="name",
	)
	return {row.name: row.due_date for row in rows}


def needs_root_cause(source: str | None) -> bool:
	"""Return whether `source` must have a root cause and has none: no contributory factor with an explanation."""
	if not source:
		return False
	found = frappe.db.get_value("Improvement Source", source, ("review_tier", "source_type"), as_dict=True)
	if not found:
		return False
	required = found.review_tier == "Formal" or frappe.db.get_value(
		"Improvement Source Type", found.source_type, "requires_root_cause"
	)
	if not required:
		return False
	explanations = frappe.get_all(
		"Improvement Source Factor",
		filters={"parent": source, "parenttype": "Improvement Source"},
		pluck="explanation",
	)
	return not any((explanation or "").strip() for explanation in explanations)


def latest_verification(action: str, completion: int) -> gates.Verification | None:
	"""Return the latest recorded Verification of this `completion` (the how-manieth) of `action`."""
	rows = frappe.get_all(
		"Effectiveness Review",
		filters={
			"action": action,
			"review_type": "Verification",
			"completion": completion or 0,
			"outcome": ("is", "set"),
		},
		fields=["reviewer", "outcome", "reviewed_on"],
		order_by="reviewed_on desc, creation desc",
		limit=1,
	)
	return gates.Verification(**rows[0]) if rows else None


def as_date(text, field: str, label: str) -> date | None:
	"""Return `text`, sent for the argument `field` that people call `label`, as a date; None when empty.

	Refuses what is no date, and 03/04/2030, which two people read as two dates.
	"""
	refuse(value_problems(ValueField(field, label, DATE), text), _("Not a Date"))
	return getdate(text) if text else None


def client_values(sent: dict, doctype: str = ACTION) -> dict:
	"""Return what a client sent for a new record of `doctype` without the parts that are not fields of it.

	Refuses what is no field at all (a misspelt name would otherwise be lost without a word), and a table that is no list of rows.
	"""
	meta = frappe.get_meta(doctype)
	fields = {key: value for key, value in sent.items() if key not in ("cmd", "doctype")}
	unknown = sorted(key for key in fields if not meta.has_field(key))
	problems = [
		Problem("unknown_field", key, _("An {0} has no field {1}."), (Term(doctype), key)) for key in unknown
	]
	for df in meta.get_table_fields():
		if df.fieldname in fields:
			fields[df.fieldname] = _rows(fields[df.fieldname])
		if not _are_rows(fields.get(df.fieldname)):
			problems.append(
				Problem(
					"not_rows",
					df.fieldname,
					_("{0} is a table: send a list of rows, each with its fields."),
					(Field(df.fieldname, doctype),),
				)
			)
	refuse(problems, _("Not Understood"))
	return fields


def _rows(value):
	"""Return the rows of a table that a form, which knows nothing but text, has sent as JSON."""
	try:
		return json.loads(value) if isinstance(value, str) else value
	except ValueError:
		return value


def _are_rows(value) -> bool:
	return value is None or (isinstance(value, list) and all(isinstance(row, dict) for row in value))
