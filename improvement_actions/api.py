"""What other systems call over HTTP: one call for each step of the loop, see docs/api.md.

Frappe's own address of a record can do most of it, but not create a source or answer that it is there already, add
one row to a table, or take a file and its record at once; and its answers to a method differ from version to version. These
functions find the record, ask for the permission and call what the forms call: no rule is kept here. Every answer is a
small dictionary in ``message``.
"""

import math

import frappe
from frappe import _

from improvement_actions import workflows
from improvement_actions.improvement_actions.doctype.improvement_action.facts import client_values
from improvement_actions.improvement_actions.doctype.improvement_evidence import uploads
from improvement_actions.improvement_actions.doctype.improvement_source import external_ids
from improvement_actions.lifecycle.problem import Problem
from improvement_actions.lifecycle.sources import normalised_id
from improvement_actions.refusal import TakenError, forget, refuse, refuse_access

SOURCE, ACTION, EVIDENCE = "Improvement Source", "Improvement Action", "Improvement Evidence"


@frappe.whitelist(methods=["POST"])
def record_source(external_id=None, **values) -> dict:
	"""Record a source once, however often it is sent: `external_id` is its reference in the system that sends it.

	`values` are fields of an Improvement Source. A source that is there already stays as it is. Returns `name`,
	`external_id`, `loop_status` and `created` (whether this call made it). Raises `TakenError` (409) when the reference
	belongs to a source that the user may not read, or that spells it otherwise.
	"""
	external_id = normalised_id(external_id)
	_require(external_id=external_id)
	if not frappe.has_permission(SOURCE, "create"):
		refuse_access("create", SOURCE)
	source, created = _recorded(external_id), False
	if not source:
		try:
			source, created = _new(SOURCE, {**values, "external_id": external_id}).insert(), True
		except TakenError:
			# Another request has stored it since this one began: it is visible from a new transaction on.
			frappe.db.rollback()
			forget()
			source, created = _recorded(external_id), False
			if not source:
				raise
	return {"created": created, **_fields(source, "name", "external_id", "loop_status")}


@frappe.whitelist(methods=["POST"])
def spawn_action(source=None, **values) -> dict:
	"""Make a draft action for `source` (a name); `values` are fields of an Improvement Action.

	Service, priority and standards come from the source unless given. Returns the action, see `_progress_of`.
	"""
	source = _record("source", SOURCE, source, "read")
	_require(title=values.get("title"))
	return _progress_of(frappe.get_doc(ACTION, source.spawn_action(**values)))


@frappe.whitelist(methods=["POST"])
def move(action=None, workflow_action=None, reason=None) -> dict:
	"""Do one step of the workflow (such as "Open", "Complete", "Close") on `action`, with its `reason` where one is needed.

	Returns the action, see `_progress_of`. Raises `RefusedError` (417) naming everything that is missing.
	"""
	_require(workflow_action=workflow_action)
	return _called(action, "move", workflow_action=str(workflow_action), reason=_text(reason))


@frappe.whitelist(methods=["POST"])
def add_progress(
	action=None,
	note=None,
	percent_complete=None,
	next_milestone=None,
	next_milestone_date=None,
	barrier=None,
) -> dict:
	"""Record what has been done on `action` since the last update; the first update starts an open action.

	`percent_complete` is 0 to 100, dates are year-month-day. Returns the action, see `_progress_of`.
	"""
	return _called(
		action,
		"add_progress",
		note=_text(note),
		percent_complete=_number("percent_complete", percent_complete),
		next_milestone=_text(next_milestone),
		next_milestone_date=_text(next_milestone_date),
		barrier=_text(barrier),
	)


@frappe.whitelist(methods=["POST"])
def add_reading(action=None, value=None, reading_date=None, sample_size=None, evidence=None) -> dict:
	"""Add a reading of the indicator of `action`: `value` in its unit, taken on `reading_date` (default: today).

	`sample_size` is a whole number, `evidence` the name of evidence for this action. Returns the action with `latest_value` and
	`target_met`, see `_progress_of`.
	"""
	_require(value=value)
	return _called(
		action,
		"add_reading",
		value=_number("value", value),
		reading_date=_text(reading_date) or None,
		sample_size=_number("sample_size", sample_size, int),
		evidence=_text(evidence) or None,
	)


@frappe.whitelist(methods=["POST"])
def reschedule(action=None, new_due_date=None, reason=None) -> dict:
	"""Move the due date of an open `action` to `new_due_date` (year-month-day), for a `reason` that is kept.

	Returns the action, see `_progress_of`.
	"""
	return _called(action, "reschedule", new_due_date=_text(new_due_date), reason=_text(reason))


@frappe.whitelist(methods=["POST"])
def reassign(action=None, new_owner=None, reason=None) -> dict:
	"""Hand an open `action` to `new_owner` (a user's id), for a `reason` that is kept. Returns the action, see `_progress_of`."""
	return _called(action, "reassign", new_owner=_text(new_owner), reason=_text(reason))


@frappe.whitelist(methods=["POST"])
def add_evidence(action=None, file_name=None, content=None, **values) -> dict:
	"""Add evidence to `action`, with its file in the same call.

	The file is the part `file` of a multipart form, or `content` (base64) with its `file_name`; it is stored privately.
	`values` are fields of an Improvement Evidence. Returns `name`, `demonstrates`, `attachment` (the file's address) and
	`content_hash` (SHA-256 of the file, hexadecimal). When anything is refused, neither record nor file is kept.
	"""
	action = _record("action", ACTION, action, "read").name
	evidence = _new(EVIDENCE, {**values, "action": action})
	if not evidence.has_permission("create"):
		refuse_access("create", EVIDENCE)
	sent = uploads.sent_file(file_name, content)
	if sent:
		evidence.attachment = uploads.store(*sent)
	evidence.insert()
	return _fields(evidence, "name", "demonstrates", "attachment", "content_hash")


# Helpers


def _new(doctype: str, values: dict):
	"""Return a new record with `values`; refuse fields that do not exist and the lack of those that must be given."""
	doc = frappe.new_doc(doctype).update(client_values(values, doctype))
	_require(**{df.fieldname: doc.get(df.fieldname) for df in doc.meta.get("fields", {"reqd": 1})})
	return doc


def _record(argument: str, doctype: str, name, right: str):
	"""Return the record called `name`, to which the user must have the `right` (403; 404 when there is no such record)."""
	_require(**{argument: name})
	doc = frappe.get_doc(doctype, str(name))
	if not doc.has_permission(right):
		refuse_access(right, doctype, doc.name)
	return doc


def _recorded(external_id: str):
	"""Return the source that has `external_id`, spelled like this, None when no source has it."""
	holder = external_ids.holder_of(external_id)
	if not holder:
		return None
	source = frappe.get_doc(SOURCE, holder.name)
	if holder.external_id != external_id or not source.has_permission("read"):
		external_ids.refuse_taken(external_id, holder)
	return source


def _called(action, method: str, **arguments) -> dict:
	doc = _record("action", ACTION, action, "write")
	getattr(doc, method)(**arguments)
	return _progress_of(doc)


def _progress_of(action) -> dict:
	"""Return what a client wants to know of `action` after a step.

	Keys: `name`, `status`, `workflow_state`, `due_date`, `slip_count`, `percent_complete`, `latest_value`, `target_met`,
	`modified`, and `possible` (the workflow's actions open to the user now).
	"""
	return {
		**_fields(
			action,
			"name",
			"status",
			"workflow_state",
			"due_date",
			"slip_count",
			"percent_complete",
			"latest_value",
			"target_met",
			"modified",
		),
		"possible": _possible(action),
	}


def _possible(action) -> list[str]:
	# Who has handed an action on may no longer read it.
	readable = action.has_permission("read")
	return [move["action"] for move in workflows.possible_moves(action)] if readable else []


def _fields(doc, *names: str) -> dict:
	return {name: doc.get(name) for name in names}


def _require(**arguments) -> None:
	"""Refuse a call without one of its `arguments`; Frappe would answer with an error of Python's."""
	missing = [
		Problem("required", name, _("Send {0}."), (name,))
		for name, value in arguments.items()
		if not _text(value).strip()
	]
	refuse(missing, _("Not Understood"))


def _text(value) -> str:
	return "" if value is None else str(value)


def _number(name: str, value, kind: type = float):
	"""Return `value` as a number, None when it is empty; a form sends it as text."""
	if not _text(value).strip():
		return None
	try:
		number = kind(value)
	except (TypeError, ValueError, OverflowError):
		number = math.nan
	# A whole number is not made of 1.5 by leaving something out.
	if not math.isfinite(number) or number != float(value):
		problem = Problem("not_a_number", name, _("{0} is not a number: {1}."), (name, _text(value)))
		refuse([problem], _("Not Understood"))
	return number
