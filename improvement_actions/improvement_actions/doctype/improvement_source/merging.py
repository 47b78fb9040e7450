"""Two sources about the same thing become one: by the button on the form, or by `frappe.rename_doc(..., merge=True)`.

The rules and what follows from a merge hang on the rename itself, so both ways meet them. Frappe moves actions, comments
and files to the source that stays and deletes the other one, of which Deleted Document keeps a copy.
"""

import frappe
from frappe import _
from frappe.utils import now

from improvement_actions import notes
from improvement_actions.improvement_actions.doctype.improvement_source import counts
from improvement_actions.lifecycle import merging
from improvement_actions.lifecycle.problem import Problem
from improvement_actions.lifecycle.status import CLOSED
from improvement_actions.locks import lock
from improvement_actions.refusal import refuse

SOURCE, ACTION = "Improvement Source", "Improvement Action"
TABLES = {"contributory_factors": ("factor", "explanation"), "standards": ("standard",)}


@frappe.whitelist(methods=["POST"])
def merge_into(source: str, into: str) -> str:
	"""Make `source` part of the source `into` (names), with all its actions, and return the name of the one that stays.

	Needs the right to delete the one and to write the other, and to write every action that moves. Raises `RefusedError`
	naming all that speaks against it.
	"""
	frappe.get_doc(SOURCE, source).check_permission("delete")
	frappe.get_doc(SOURCE, into).check_permission("write")
	for action in frappe.get_all(ACTION, filters={"source": source}, pluck="name"):
		frappe.get_doc(ACTION, action).check_permission("write")
	# A source cannot be renamed otherwise: people quote its reference.
	return frappe.rename_doc(SOURCE, source, into, merge=True, force=True, rebuild_search=False)


def check(merged, into: str) -> None:
	"""Refuse a merge of the source `merged` that would lose or move something silently. Changes nothing yet."""
	if merged.name == into or not frappe.db.exists(SOURCE, into):
		return  # Frappe says so
	lock({merged.name, into})
	actions = frappe.get_all(
		ACTION, filters={"source": merged.name}, fields=["name", "status"], order_by="name"
	)
	always_formal = frappe.db.get_value("Improvement Source Type", merged.source_type, "always_formal")
	problems = merging.merge_problems(
		merged.as_dict(),
		frappe.get_doc(SOURCE, into).as_dict(),
		[action.name for action in actions if action.status == CLOSED],
		bool(always_formal),
	)
	refuse(problems, _("Not Merged"))
	# Afterwards nothing tells these actions from the others'.
	frappe.flags.setdefault("actions_moving", {})[merged.name] = [action.name for action in actions]


def take_over(kept, old: str) -> None:
	"""Give the source `kept` what `old` knew, count its actions, and say on every record what has happened.

	Called when the actions have moved and `old` is about to be deleted.
	"""
	merged = frappe.get_doc(SOURCE, old)
	values = merging.merged_values(merged.as_dict(), kept.as_dict())
	# What only one source may have goes from the one to the other.
	identity = ("external_id", "reference_doctype", "reference_name", "reference_key")
	frappe.db.set_value(SOURCE, old, dict.fromkeys(identity), update_modified=False)
	kept.update(values)
	for table, fields in TABLES.items():
		own = {tuple(row.get(field) for field in fields) for row in kept.get(table)}
		for row in merged.get(table):
			row_values = {field: row.get(field) for field in fields}
			if tuple(row_values.values()) not in own:
				kept.append(table, row_values)
	kept.flags.ignore_permissions = True
	kept.save()
	counts.recount({kept.name})
	_tell(kept, merged, frappe.flags.get("actions_moving", {}).pop(old, []))


def _tell(kept, merged, actions: list[str]) -> None:
	text = _("{0} ({1}) was merged into this source, with its actions: {2}.").format(
		merged.name, merged.title, ", ".join(actions) or _("none")
	)
	if merged.external_id and merged.external_id != kept.external_id:
		text += " " + _("Its External ID was {0}.").format(merged.external_id)
	notes.on_source_called(kept.name, text)
	for name in actions:
		notes.on_action(
			frappe.get_doc(ACTION, name),
			_("Its source {0} was merged into {1}, which is its source now.").format(merged.name, kept.name),
		)
		# Whoever has the action open is told to refresh, and does not send the old source back.
		frappe.db.set_value(ACTION, name, "modified", now(), update_modified=False)


def refuse_removal(source) -> None:
	"""Refuse to delete `source` while it has actions, however it is asked for: they would have come from nowhere."""
	lock({source.name})
	actions = frappe.get_all(ACTION, filters={"source": source.name}, pluck="name", order_by="name")
	if actions:
		problem = Problem(
			"has_actions",
			None,
			_("{0} has actions: {1}. Merge it into another source, or delete its drafts first."),
			(source.name, ", ".join(actions)),
		)
		refuse([problem], _("Not Deleted"))
