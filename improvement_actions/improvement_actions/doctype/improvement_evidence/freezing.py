"""Evidence is frozen once an action it serves is closed: it then belongs to the record of that closure."""

import frappe
from frappe import _
from frappe.utils import cint, getdate, nowdate

from improvement_actions.improvement_actions.doctype.improvement_action import facts
from improvement_actions.lifecycle import gates
from improvement_actions.lifecycle.problem import Problem
from improvement_actions.lifecycle.status import CLOSED, COMPLETED, SEALED
from improvement_actions.refusal import refuse
from improvement_actions.settings import gate_rules

EVIDENCE = "Improvement Evidence"


def actions_of(evidence) -> list[str]:
	"""Return the names of all actions that `evidence` serves."""
	return [evidence.action, *(row.action for row in evidence.other_actions)]


def sealed_actions(actions) -> dict[str, str]:
	"""Return those of `actions` that are sealed, with their status."""
	if not actions:
		return {}
	rows = frappe.get_all(
		"Improvement Action",
		filters={"name": ("in", list(actions)), "status": ("in", SEALED)},
		fields=["name", "status"],
	)
	return {row.name: row.status for row in rows}


def closed_action(evidence) -> str | None:
	"""Return a closed action that `evidence` serves, or None."""
	return frappe.db.get_value("Improvement Action", {"name": ("in", actions_of(evidence)), "status": CLOSED})


def refuse_if_frozen(evidence, consequence: str) -> None:
	"""Raise an error that ends with `consequence` when `evidence` serves a closed action."""
	action = closed_action(evidence)
	if action:
		problem = Problem(
			"evidence_is_frozen",
			None,
			_("{0} is evidence for {1}, which is closed."),
			(evidence.name, action),
			consequence,
		)
		refuse([problem], _("Evidence Is Frozen"))


def refuse_if_needed(before, after=None) -> None:
	"""Raise an error when a completed action would lose the evidence that its gate asked for.

	`before` is the stored evidence, `after` what becomes of it (None: it is deleted).
	"""
	completed = frappe.get_all(
		"Improvement Action",
		filters={"name": ("in", actions_of(before)), "status": COMPLETED},
		fields=["name", "priority"],
	)
	for action in completed:
		others = facts.evidence_for(action.name, except_for=before.name)
		kept = [after] if after and action.name in actions_of(after) else []
		if _lacks_evidence(action, [*others, *kept]) and not _lacks_evidence(action, [*others, before]):
			problem = Problem(
				"evidence_is_needed",
				None,
				_(
					"{0} was completed on this evidence. Add other evidence first, or have the action returned."
				),
				(action.name,),
			)
			refuse([problem], _("Evidence Is Needed"))


def _lacks_evidence(action, items) -> bool:
	evidence = tuple(
		gates.Evidence(item.demonstrates, getdate(item.valid_until) if item.valid_until else None)
		for item in items
	)
	known = gates.Facts(today=getdate(nowdate()), actor="", evidence=evidence, rules=gate_rules())
	return bool(gates.evidence_problems(action.priority, known))


def refuse_file_change(file, method=None) -> None:
	"""Keep the file of evidence private, and that of frozen evidence what and where it is (hook before a File is saved)."""
	stored = frappe.get_doc("File", file.name) if file.name and frappe.db.exists("File", file.name) else None
	if not stored:
		return
	_refuse_other_content(file, stored)
	evidence = _evidence_with(stored)
	if not evidence:
		return
	if not cint(file.is_private):
		problem = Problem(
			"evidence_is_private",
			"is_private",
			_("{0} is the file of evidence {1} and stays private."),
			(file.file_name, evidence.name),
		)
		refuse([problem], _("Evidence Is Private"))
	place = ("file_url", "attached_to_doctype", "attached_to_name", "attached_to_field")
	if any(file.get(fieldname) != stored.get(fieldname) for fieldname in place):
		refuse_if_frozen(evidence, _("Its file stays where it is."))


def _refuse_other_content(file, stored) -> None:
	"""Refuse other bytes under the address of frozen evidence, and put back those that were there.

	Frappe overwrites the bytes first and saves the File afterwards (`File.optimize_file`). It keeps one file on disk
	for equal uploads, so that the File of quite another record can lead to the bytes of evidence.
	"""
	if (file.content_hash or "") == (stored.content_hash or "") and (
		cint(file.file_size) == cint(stored.file_size)
	):
		return
	addresses = {address for address in (stored.file_url, file.file_url) if address}
	for name in frappe.get_all(EVIDENCE, filters={"attachment": ("in", list(addresses))}, pluck="name"):
		evidence = frappe.get_doc(EVIDENCE, name)
		if not closed_action(evidence):
			continue
		if file.file_url == stored.file_url:
			# At once: who catches this error may never roll back.
			file.on_rollback()
		refuse_if_frozen(evidence, _("Its file stays as it is."))


def refuse_file_removal(file, method=None) -> None:
	"""Keep the file of frozen evidence (hook on the deletion of a File)."""
	evidence = _evidence_with(file)
	if evidence:
		refuse_if_frozen(evidence, _("Its file cannot be removed."))


def delete_file_content(file, only_thumbnail: bool = False) -> None:
	"""Delete what a File has on disk, unless frozen evidence needs it (hook in the place of Frappe's own deletion).

	Frappe deletes the content before it asks the other hooks on the deletion, and no rollback brings it back.
	"""
	refuse_file_removal(file)
	here = f"{__name__}.{delete_file_content.__name__}"
	others = [hook for hook in frappe.get_hooks("delete_file_data_content") if hook != here]
	if others:
		frappe.get_attr(others[-1])(file, only_thumbnail=only_thumbnail)
	else:
		file.delete_file_from_filesystem(only_thumbnail=only_thumbnail)


def _evidence_with(file):
	"""Return the evidence whose attachment `file` is, or None."""
	if file.attached_to_doctype != EVIDENCE or not frappe.db.exists(EVIDENCE, file.attached_to_name):
		return None
	evidence = frappe.get_doc(EVIDENCE, file.attached_to_name)
	return evidence if evidence.attachment == file.file_url else None


def mark_verified(action: str, verified_by: str, verified_on) -> None:
	"""Write on all evidence for `action` who verified it; evidence verified earlier keeps its first verifier."""
	evidence = frappe.qb.DocType(EVIDENCE)
	shared = frappe.qb.DocType("Improvement Evidence Action")
	also_serving = frappe.qb.from_(shared).select(shared.parent).where(shared.action == action)
	(
		frappe.qb.update(evidence)
		.set(evidence.verified_by, verified_by)
		.set(evidence.verified_on, verified_on)
		.where(
			evidence.verified_by.isnull() & ((evidence.action == action) | evidence.name.isin(also_serving))
		)
	).run()
