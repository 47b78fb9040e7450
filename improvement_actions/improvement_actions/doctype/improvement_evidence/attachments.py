"""The file of an item of evidence: of a type that is allowed, private, attached to its record, and hashed."""

import hashlib

import filetype
import frappe
from frappe import _

from improvement_actions.lifecycle import files
from improvement_actions.lifecycle.problem import Problem
from improvement_actions.refusal import refuse
from improvement_actions.settings import evidence_file_types


def file_of(evidence):
	"""Return the File behind the attachment of `evidence`, or None without one.

	An address that belongs to no file, or to another record's, is refused: it would open that file to the
	readers of this record.
	"""
	if not evidence.attachment:
		return None
	rows = frappe.get_all(
		"File",
		filters={"file_url": evidence.attachment},
		fields=["name", "attached_to_doctype", "attached_to_name", "owner"],
		order_by="creation desc",
	)
	for row in rows:
		mine = row.attached_to_doctype == evidence.doctype and row.attached_to_name == evidence.name
		if mine or (not row.attached_to_name and frappe.session.user in (row.owner, "Administrator")):
			return frappe.get_doc("File", row.name)
		if str(row.attached_to_name or "").startswith("new-") and row.owner == frappe.session.user:
			return frappe.get_doc("File", row.name)
	problem = Problem(
		"no_such_file",
		"attachment",
		_("There is no file of yours at {0}. Upload it with the Attachment field."),
		(evidence.attachment,),
	)
	refuse([problem], _("No Such File"))


def content_hash(evidence) -> str | None:
	"""Return the SHA-256 (hexadecimal) of the attached file's bytes, None without a file.

	Refuse an empty file, and one of a type that cannot be evidence.
	"""
	file = file_of(evidence)
	if not file:
		return None
	content = bytes_of(file)
	if not content:
		problem = Problem(
			"empty_file",
			"attachment",
			_("The file {0} is empty. Attach the file with its content."),
			(file.file_name,),
		)
		refuse([problem], _("Empty File"))
	refuse_type(file, content)
	return hashlib.sha256(content).hexdigest()


def bytes_of(file) -> bytes:
	"""Return the content of a File, which Frappe gives as text where it can."""
	content = file.get_content()
	return content.encode() if isinstance(content, str) else content


def refuse_type(file, content: bytes) -> None:
	"""Raise an error when the name or the `content` of a File cannot be that of evidence, as the settings say."""
	# Its address decides how a browser takes it, its name what a person sees.
	names = dict.fromkeys(name for name in (file.file_name, (file.file_url or "").split("/")[-1]) if name)
	allowed, shown = evidence_file_types(), _shown_type(content)
	problems = [problem for name in names for problem in files.file_problems(name, shown, allowed)]
	refuse(problems[:1], _("File Not Accepted"))


def _shown_type(content: bytes) -> str | None:
	"""Return the extension that belongs to `content` by how it starts, None when that is not known."""
	page = files.shown_type(content)
	if page:
		return page
	start = content[:8192]
	# Signatures of two letters (MZ, BM) are how a note may well begin; a program or a picture has bytes that no text has.
	if b"\0" not in start and not start.startswith((b"%PDF-", b"{\\rtf")):
		return None
	return filetype.guess_extension(start)


def claim(evidence) -> None:
	"""Attach the file to `evidence` and make it private, so that only its readers can open it."""
	file = file_of(evidence)
	if not file:
		return
	if (
		file.is_private
		and file.attached_to_name == evidence.name
		and file.attached_to_doctype == evidence.doctype
	):
		return
	file.update(
		{
			"is_private": 1,
			"attached_to_doctype": evidence.doctype,
			"attached_to_name": evidence.name,
			"attached_to_field": "attachment",
		}
	)
	file.save(ignore_permissions=True)
	if file.file_url != evidence.attachment:
		evidence.db_set("attachment", file.file_url, update_modified=False)
