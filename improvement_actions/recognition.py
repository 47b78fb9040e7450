"""Thanks for a change that is embedded: a manager announces it to the people who made it, if they choose.

What is written then stays as it was written; the bell of everybody thanked rings, in the same transaction.
"""

import frappe
from frappe import _
from frappe.model.naming import set_new_name
from frappe.utils import get_datetime, now_datetime

from improvement_actions import notices, people
from improvement_actions.lifecycle import recognition as rules
from improvement_actions.lifecycle.problem import Problem
from improvement_actions.lifecycle.status import CANCELLED, CLOSED
from improvement_actions.lifecycle.values import tidy_text
from improvement_actions.refusal import refuse, refuse_access
from improvement_actions.settings import get_settings
from improvement_actions.well_formed import argument_problems

ACTION, RECOGNITION, PERSON = (
	"Improvement Action",
	"Improvement Recognition",
	"Improvement Recognition Person",
)
TEMPLATE = "improvement_actions/templates/action_recognition.html"


@frappe.whitelist()
def propose(action: str) -> dict:
	"""Return whom to thank for `action` (a name), and with which words, for a manager to change.

	Keys: `people` (each `person`, `person_name` and `part`, what they did), `message`, and `thanked` (names of those who
	have been thanked for this closing already). Raises a permission error for who may not thank.
	"""
	doc = _action_to_thank_for(action)
	thanked = thanked_for(doc)
	return {
		"people": [row for row in _contributors(doc) if row["person"].casefold() not in thanked],
		"message": _("Thank you. {0}").format(doc.change_to_practice or ""),
		"thanked": sorted(thanked.values()),
	}


@frappe.whitelist(methods=["POST"])
def thank(action: str, people: str | list, message: str, again: int | str = 0) -> str:
	"""Thank `people` for the embedded change of `action` (a name) with `message`, and return the name of the record.

	`people` are rows with `person` (a user's id) or `person_name` alone, and `part`, what they did. Who has been thanked
	for this closing is thanked once more only with `again`. Raises `RefusedError` naming everything that is wrong, and a permission error for
	who is no Improvement Manager of the action's service.
	"""
	doc = _action_to_thank_for(action, lock=True)
	thanked = _people(people)
	users = [person.user for person in thanked if person.user]
	known = {
		row.name: row
		for row in frappe.get_all(
			"User", filters={"name": ("in", users or [""])}, fields=["name", "enabled", "full_name"]
		)
	}
	problems = rules.thanking_problems(
		doc.status,
		bool(get_settings().announce_recognition),
		message,
		thanked,
		{name: bool(row.enabled) for name, row in known.items()},
		thanked_for(doc, latest=True),
		str(again) in ("1", "True", "true"),
	)
	problems += argument_problems(RECOGNITION, "message", message)
	for person in thanked:
		problems += argument_problems(PERSON, "person_name", person.name)
		problems += argument_problems(PERSON, "part", person.part)
	refuse(problems, _("Nobody Thanked"))
	names = {name: row.full_name for name, row in known.items()}
	return _write(doc, thanked, names, tidy_text(message).strip())


def may_thank(action) -> bool:
	"""Return whether who is signed in may thank for `action` (a document) as it stands."""
	return bool(
		action.status == CLOSED
		and get_settings().announce_recognition
		and people.is_manager()
		and action.has_permission("write")
	)


def thanked_for(action, latest: bool = False) -> dict[str, str]:
	"""Return who has been thanked for the present closing of `action` (a document): their names, by the key of the person.

	With `latest` also by who was a moment faster: a plain read shows what was there when the transaction began.
	"""
	if not action.closed_on:
		return {}
	record, person = frappe.qb.DocType(RECOGNITION), frappe.qb.DocType(PERSON)
	query = (
		frappe.qb.from_(record)
		.join(person)
		.on((person.parent == record.name) & (person.parenttype == RECOGNITION))
		.where((record.action == action.name) & (record.announced_on >= get_datetime(action.closed_on)))
		.select(person.person, person.person_name)
	)
	rows = (query.for_update() if latest else query).run(as_dict=True)
	return {
		rules.Person(row.person or "", row.person_name or "").key: row.person_name or row.person
		for row in rows
	}


def of_action(action: str) -> list[frappe._dict]:
	"""Return the thanks given for `action` (a name), oldest first, each with its `people` and their `names`.

	For whoever may read the action: they may read these.
	"""
	found = frappe.get_all(
		RECOGNITION,
		filters={"action": action},
		fields=["name", "announced_by", "announced_on", "message"],
		order_by="announced_on asc, name asc",
	)
	rows = _rows([each.name for each in found]) if found else []
	for each in found:
		each.people = [row for row in rows if row.parent == each.name]
		each.names = [row.person_name or row.person for row in each.people]
	return found


def as_html(action: str) -> str:
	"""Return the thanks given for `action` (a name) as its form shows them; "" without any."""
	found = of_action(action)
	return frappe.render_template(TEMPLATE, {"thanks": found}) if found else ""


def _action_to_thank_for(name: str, lock: bool = False):
	# Two managers who thank at the same moment do so one after the other, and the second one is asked.
	action = frappe.get_doc(ACTION, name, for_update=lock)
	action.check_permission("read")
	if not people.is_manager() or not action.has_permission("write"):
		refuse_access("create", RECOGNITION)
	return action


def _contributors(action) -> list[dict]:
	"""Return who has made the change, as far as the records say, each with what they did."""
	parts = [(action.action_owner, rules.OWNED)]
	parts += [(row.from_owner, rules.OWNED_BEFORE) for row in action.owner_changes]
	sub_actions = frappe.get_all(
		ACTION,
		filters={"parent_action": action.name, "status": ("!=", CANCELLED)},
		fields=["action_owner", "title"],
		order_by="creation asc",
	)
	said = {part: _(part) for part in (rules.OWNED, rules.OWNED_BEFORE, rules.REPORTED, rules.ADDED_EVIDENCE)}
	owned_parts = [(row.action_owner, _(rules.PART_OWNED).format(row.title)) for row in sub_actions]
	parts += owned_parts
	parts += [(row.updated_by, rules.REPORTED) for row in action.progress_updates]
	parts += [(user, rules.ADDED_EVIDENCE) for user in _adders_of_evidence(action.name)]
	found = rules.contributors(parts)
	enabled = frappe.get_all(
		"User", filters={"name": ("in", list(found) or [""]), "enabled": 1}, fields=["name", "full_name"]
	)
	names = {row.name: row.full_name for row in enabled}
	limit = frappe.get_meta(PERSON).get_field("part").length or 140
	return [
		{
			"person": user,
			"person_name": names[user],
			"part": "; ".join(said.get(part, part) for part in did)[:limit],
		}
		for user, did in found.items()
		if user in names
	]


def _adders_of_evidence(action: str) -> list[str]:
	"""Return who has added evidence for `action`, its own and what is shared with other actions."""
	evidence = frappe.qb.DocType("Improvement Evidence")
	shared = frappe.qb.DocType("Improvement Evidence Action")
	own = frappe.qb.from_(evidence).select(evidence.owner).where(evidence.action == action)
	others = (
		frappe.qb.from_(shared)
		.join(evidence)
		.on((evidence.name == shared.parent) & (shared.parenttype == "Improvement Evidence"))
		.where(shared.action == action)
		.select(evidence.owner)
	)
	return list(dict.fromkeys([*own.run(pluck=True), *others.run(pluck=True)]))


def _people(sent: str | list) -> list[rules.Person]:
	"""Return the rows that a client sent, without those that name nobody."""
	try:
		rows = frappe.parse_json(sent) or []
	except ValueError:
		rows = None
	if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
		refuse(
			[
				Problem(
					"not_rows",
					"people",
					_("Send the people to thank as a list of rows, each with its fields."),
				)
			],
			_("Not Understood"),
		)

	def said(row: dict, field: str) -> str:
		return " ".join(tidy_text(str(row.get(field) or "")).split())

	found = [rules.Person(said(row, "person"), said(row, "person_name"), said(row, "part")) for row in rows]
	return [person for person in found if person.key]


def _write(action, thanked: list[rules.Person], names: dict[str, str], message: str) -> str:
	"""Write the record straight into its tables, as only the app does, and ring the bells."""
	record = frappe.new_doc(RECOGNITION)
	record.update(
		{
			"action": action.name,
			"title": action.title,
			"service": action.service,
			"announced_by": frappe.session.user,
			"announced_on": now_datetime(),
			"message": message,
			"change_made": action.change_to_practice,
		}
	)
	for person in thanked:
		name = names.get(person.user) or person.name
		record.append("people", {"person": person.user or None, "person_name": name, "part": person.part})
	record.set_user_and_timestamp()
	set_new_name(record)
	record.set_parent_in_children()
	record.db_insert()
	for row in record.people:
		set_new_name(row)
		row.db_insert()
	notices.of_recognition(record)
	return record.name


def _rows(records: list[str]) -> list[frappe._dict]:
	return frappe.get_all(
		PERSON,
		filters={"parenttype": RECOGNITION, "parent": ("in", records)},
		fields=["parent", "person", "person_name", "part"],
		order_by="parent asc, idx asc",
	)
