"""Improvement actions from any record of the Desk whose doctype is listed in Improvement Settings.

The record becomes a source once; everything further is an action on that source. Forms of those records call these
functions (public/js/from_records.js), and so may any REST client.
"""

import frappe
from frappe import _
from frappe.utils import getdate, nowdate

from improvement_actions.from_records import listed, record, references
from improvement_actions.improvement_actions.doctype.improvement_action.facts import client_values
from improvement_actions.improvement_actions.doctype.improvement_source import desk
from improvement_actions.lifecycle.loop import Loop, in_words
from improvement_actions.lifecycle.origin import incomplete_problems, to_ask
from improvement_actions.lifecycle.problem import Problem
from improvement_actions.refusal import refuse, refuse_access

SOURCE, ACTION = "Improvement Source", "Improvement Action"
TEMPLATE = "improvement_actions/templates/record_actions.html"
SHOWN = ("name", "title", "loop_status", "action_count", "closed_count", "review_tier")
#: What a request that comes later may find out only by trying; of several that wait, the database sends some away.
ATTEMPTS = 5


@frappe.whitelist()
def actions_of(doctype: str, name: str) -> dict:
	"""Return what has come of the record `name` of `doctype`: for whoever may read the record.

	Keys: `sources` and their `actions` (each only if the user may read it; an action has `name`, `title`, `status`,
	`workflow_state`, `action_owner`, `due_date`, `overdue`), each source with its `loop` in words; `hidden`, whether there
	is a source that the user may not read; `may_create`, whether they may add an action; and all that as `html`.
	Raises a permission error when the user may not read the record.
	"""
	record.readable(doctype, name)
	names = references.sources_of(doctype, name)
	sources = _readable_sources(names)
	actions = desk.actions_on([source.name for source in sources])
	for source in sources:
		source.actions = actions[source.name]
		counted = Loop(source.loop_status, source.action_count, source.closed_count)
		source.loop = in_words(counted, _)
	answer = {
		"sources": sources,
		"actions": [action for source in sources for action in source.actions],
		"hidden": len(sources) < len(names),
		"may_create": _may_create(doctype, has_source=bool(names), reads_source=bool(sources)),
	}
	return {**answer, "html": frappe.render_template(TEMPLATE, answer)}


@frappe.whitelist()
def proposal(doctype: str, name: str) -> dict:
	"""Return what an action on the record would start from, for the form to ask what is missing.

	Keys: `source` (the name of the record's source, None before there is one), the `values` a new source would take from
	the record, and `ask`, the fields of a source that somebody has to fill first. Raises what `source_for` raises.
	"""
	doc = record.readable(doctype, name)
	row = listed.row_for(doctype)
	existing = _own_source(doctype, name)
	values = listed.values_from(doc, row)
	services = listed.services_of_user()
	if not values["service"] and len(services) == 1:
		# Offered, and asked all the same: the record does not say so.
		suggested = services[0]
	else:
		suggested = values["service"]
	ask = [] if existing else to_ask(values, _asks_for_quote(values["source_type"]), getdate(nowdate()))
	return {"source": existing, "values": {**values, "service": suggested}, "ask": ask}


@frappe.whitelist(methods=["POST"])
def source_for(doctype: str, name: str, **values) -> dict:
	"""Return the source of the record `name` of `doctype`, which is made when there is none yet.

	`values` are fields of a new source that complete or replace what comes from the record (dates as YYYY-MM-DD); a source
	that is there already stays as it is. The answer has the `name` of the source, its `service`, and `created`.

	Needs the right to read the record, to create sources in that service, or to read the one that is there. Raises a
	validation error when the doctype is not listed, `DoesNotExistError` without such a record, and `RefusedError`
	naming what is missing. However many ask at once, there is one source.
	"""
	written = frappe.db.transaction_writes
	for attempt in range(1, ATTEMPTS + 1):
		try:
			return _source_for(doctype, name, values)
		except (frappe.UniqueValidationError, frappe.QueryDeadlockError):
			# Somebody else was faster by a moment. What they stored is seen from a new transaction only.
			if written or attempt == ATTEMPTS:
				raise
			frappe.db.rollback()
			frappe.clear_messages()


@frappe.whitelist(methods=["POST"])
def create_action(doctype: str, name: str, source_values: dict | str | None = None, **values) -> str:
	"""Make a draft action that comes of the record `name` of `doctype`, and return the action's name.

	`values` are fields of the action (`title` is needed); `source_values` complete the source, see `source_for`, which
	also says what is raised.
	"""
	if not frappe.has_permission(ACTION, "create"):
		refuse_access("create", ACTION)
	client_values(values)  # before anything is made
	found = source_for(doctype, name, **(frappe.parse_json(source_values) or {}))
	return frappe.get_doc(SOURCE, found["name"]).spawn_action(**values)


def _source_for(doctype: str, name: str, sent: dict) -> dict:
	doc = record.readable(doctype, name)
	row = listed.row_for(doctype)
	existing = _own_source(doctype, name)
	if existing:
		return {
			"name": existing,
			"service": frappe.db.get_value(SOURCE, existing, "service"),
			"created": False,
		}
	source = frappe.new_doc(SOURCE)
	values = {**listed.values_from(doc, row), **listed.sent_values(sent)}
	refuse(incomplete_problems(values, getdate(nowdate())), _("Something Is Missing"))
	source.update({**values, "reference_doctype": doctype, "reference_name": doc.name})
	if not source.has_permission("create"):
		_refuse_service(_("You may not record sources for {0}, where this record belongs."), source.service)
	source.insert()
	return {"name": source.name, "service": source.service, "created": True}


def _own_source(doctype: str, name: str) -> str | None:
	"""Return the oldest source of the record that the user may read; an error when they may read none of those there are."""
	names = references.sources_of(doctype, name)
	if not names:
		return None
	readable = [source.name for source in _readable_sources(names)]
	if not readable:
		_refuse_service(_("This record has its source already, in a service that you do not work in."))
	return next(each for each in names if each in readable)


def _refuse_service(template: str, *args: str) -> None:
	problem = Problem("not_your_service", "service", template, args)
	refuse([problem], _("Not Your Service"), frappe.PermissionError)


def _readable_sources(names: list[str]) -> list[dict]:
	if not names or not frappe.has_permission(SOURCE, "read"):
		return []
	return frappe.get_list(
		SOURCE,
		filters={"name": ("in", names)},
		fields=list(SHOWN),
		order_by="creation asc",
		limit_page_length=0,
	)


def _may_create(doctype: str, has_source: bool, reads_source: bool) -> bool:
	if not listed.is_listed(doctype) or not frappe.has_permission(ACTION, "create"):
		return False
	return reads_source if has_source else bool(frappe.has_permission(SOURCE, "create"))


def _asks_for_quote(source_type: str) -> bool:
	return bool(frappe.db.get_value("Improvement Source Type", source_type, "is_inspection_finding"))
