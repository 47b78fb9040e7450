"""Evidence is frozen once an action it serves is closed: it then belongs to the record of that closure."""

import hashlib
import re

import frappe
from frappe import _
from frappe.utils import cint, getdate, nowdate

from improvement_actions.improvement_actions.doctype.improvement_action import facts
from improvement_actions.improvement_actions.doctype.improvement_evidence import attachments
from improvement_actions.improvement_actions.doctype.improvement_plan_version import pdf
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
	"""Keep the files of evidence private, and that of frozen evidence what and where it is (hook before a File is saved)."""
	stored = frappe.get_doc("File", file.name) if file.name and frappe.db.exists("File", file.name) else None
	_judge_new_attachment(file, stored)
	if not stored:
		return
	_refuse_other_content(file, stored)
	if stored.attached_to_doctype == EVIDENCE and cint(stored.is_private) and not cint(file.is_private):
		problem = Problem(
			"evidence_is_private",
			"is_private",
			_("{0} is a file of evidence {1} and stays private."),
			(file.file_name, stored.attached_to_name),
		)
		refuse([problem], _("Evidence Is Private"))
	evidence = _evidence_with(stored)
	if not evidence:
		return
	place = ("file_url", "attached_to_doctype", "attached_to_name", "attached_to_field")
	if any(file.get(fieldname) != stored.get(fieldname) for fieldname in place):
		refuse_if_frozen(evidence, _("Its file stays where it is."))


def _judge_new_attachment(file, stored) -> None:
	"""Let only a file that may be evidence be attached to evidence, in its field or beside its form."""
	if file.attached_to_doctype != EVIDENCE or file.is_folder or file.is_remote_file:
		return
	judged = ("attached_to_doctype", "attached_to_name", "file_name", "file_url")
	if stored and all(file.get(fieldname) == stored.get(fieldname) for fieldname in judged):
		return
	attachments.refuse_type(file, attachments.bytes_of(file))
	moved = not stored or stored.attached_to_name != file.attached_to_name
	if moved and frappe.db.exists(EVIDENCE, file.attached_to_name):
		refuse_if_frozen(frappe.get_doc(EVIDENCE, file.attached_to_name), _("No file can be added to it."))


def keep_private(file, method=None) -> None:
	"""Make a file private that was uploaded in public to evidence (hook after a File is inserted)."""
	if file.attached_to_doctype != EVIDENCE or cint(file.is_private) or file.is_folder or file.is_remote_file:
		return
	# This very document, and not a copy of it: should the request fail, it takes back both the upload and the move.
	file.is_private = 1
	ignoring, file.flags.ignore_permissions = file.flags.ignore_permissions, True
	file.save()
	file.flags.ignore_permissions = ignoring


def follow_content(file, method=None) -> None:
	"""Hash the file of evidence anew when its content was changed through its File, such as by optimizing a picture (hook).

	A file that is exchanged on disk does not come by here, and goes on not fitting its hash.
	"""
	before = file.get_doc_before_save()
	if not before or (before.content_hash or "") == (file.content_hash or ""):
		return
	for name in frappe.get_all(EVIDENCE, filters={"attachment": file.file_url}, pluck="name"):
		evidence = frappe.get_doc(EVIDENCE, name)
		now = hashlib.sha256(attachments.bytes_of(frappe.get_doc("File", file.name))).hexdigest()
		if evidence.content_hash != now:
			evidence.db_set("content_hash", now)
			evidence.add_comment(
				"Info", _("The content of the attached file was changed. Its SHA-256 is now {0}.").format(now)
			)


def refuse_exchanged_files(action: str) -> None:
	"""Raise an error when a file that served `action` is not the one that was attached: it would be frozen so."""
	shared = frappe.get_all("Improvement Evidence Action", filters={"action": action}, pluck="parent")
	rows = frappe.get_all(
		EVIDENCE,
		filters={"attachment": ("is", "set"), "content_hash": ("is", "set")},
		or_filters=[["action", "=", action], ["name", "in", shared or [""]]],
		fields=["name", "attachment", "content_hash"],
		order_by="name",
	)
	exchanged = [row.name for row in rows if _hash_on_disk(row.attachment) != row.content_hash]
	if exchanged:
		problem = Problem(
			"evidence_exchanged",
			"attachment",
			_(
				"The file of {0} is missing, or is not the one that was attached. Attach it again, and have it verified."
			),
			(", ".join(exchanged),),
		)
		refuse([problem], _("Evidence Has Changed"))


def _hash_on_disk(file_url: str) -> str | None:
	"""Return the SHA-256 of what lies at the address of a File now, None when nothing does."""
	name = frappe.db.get_value("File", {"file_url": file_url})
	try:
		return (
			hashlib.sha256(attachments.bytes_of(frappe.get_doc("File", name))).hexdigest() if name else None
		)
	except OSError:
		return None


def write_file(file):
	"""Write the content of a File, unless it would replace that of frozen evidence (hook in the place of Frappe's own writing).

	`File.save_file(overwrite=True)` writes under whatever name the File has, before any other hook is asked.
	"""
	folder = "/private/files/" if cint(file.is_private) else "/files/"
	# Newer versions of Frappe write some characters of a name as "_".
	names = {file.file_name, re.sub(r"[/\\%?#]", "_", file.file_name or "")}
	addresses = [folder + name for name in names]
	content = file._content.encode() if isinstance(file._content, str) else file._content
	for row in frappe.get_all(
		EVIDENCE, filters={"attachment": ("in", addresses)}, fields=["name", "content_hash"]
	):
		if hashlib.sha256(content).hexdigest() != row.content_hash:
			refuse_if_frozen(frappe.get_doc(EVIDENCE, row.name), _("Its file stays as it is."))
	pdf.refuse_overwriting(addresses)
	others = _other_hooks("write_file", write_file)
	return frappe.get_attr(others[0])(file) if others else file.save_file_on_filesystem()


def _other_hooks(name: str, mine) -> list[str]:
	"""Return the hooks called `name` without `mine`; Frappe calls the first."""
	return [hook for hook in frappe.get_hooks(name) if hook != f"{__name__}.{mine.__name__}"]


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
	pdf.refuse_file_removal(file)
	others = _other_hooks("delete_file_data_content", delete_file_content)
	if others:
		frappe.get_attr(others[0])(file, only_thumbnail=only_thumbnail)
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
