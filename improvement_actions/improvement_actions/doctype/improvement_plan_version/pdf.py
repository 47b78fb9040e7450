"""The PDF of a version: rendered from its snapshot when it is issued, and never again.

Whoever prints a version later gets the same content from the same snapshot; what was given out that day is this file.
"""

import frappe
from frappe import _
from frappe.utils import cint

from improvement_actions.lifecycle.problem import Problem
from improvement_actions.refusal import refuse

VERSION = "Improvement Plan Version"
PRINT_FORMAT = "Improvement Plan as Issued"


def render(version) -> bytes:
	"""Return `version` as PDF, also while it is not stored yet.

	Frappe answers a print that fails with the page of an error: that would be kept for ever as what was issued.
	"""
	html = frappe.get_print(VERSION, version.name, PRINT_FORMAT, doc=version)
	try:
		content = to_pdf(html) if version.content_hash in html else b""
	except OSError:
		frappe.log_error(title="Improvement Plan Version: PDF")
		content = b""
	if not content:
		problem = Problem(
			"no_pdf",
			"pdf",
			_(
				"The PDF could not be made, so nothing was issued. An administrator finds the cause in the Error Log."
			),
		)
		refuse([problem], _("Plan Not Issued"))
	return content


def to_pdf(html: str) -> bytes:
	"""Return `html` as PDF."""
	# It opens its log when it is imported, which takes a site.
	from frappe.utils.pdf import get_pdf

	return get_pdf(html)


def attach(version, content: bytes) -> str:
	"""Attach `content` to `version` as a private file; return its address."""
	file = frappe.get_doc(
		{
			"doctype": "File",
			"file_name": f"{version.name}.pdf",
			"attached_to_doctype": VERSION,
			"attached_to_name": version.name,
			"attached_to_field": "pdf",
			"is_private": 1,
			"content": content,
		}
	)
	# Flags cannot be set from outside: this is the one file that a version ever gets.
	file.flags.issuing = True
	return file.insert(ignore_permissions=True).file_url


def refuse_file_change(file, method=None) -> None:
	"""Keep the file of a version what and where it is, and add none (hook before a File is saved)."""
	stored = file.name and frappe.db.get_value(
		"File", file.name, ["attached_to_doctype", "attached_to_name"], as_dict=True
	)
	held = stored and stored.attached_to_doctype == VERSION
	if held or (file.attached_to_doctype == VERSION and not file.flags.issuing):
		_refuse(stored.attached_to_name if held else file.attached_to_name)


def refuse_file_removal(file, method=None) -> None:
	"""Keep the file of a version (hook on the deletion of a File)."""
	# As it is stored: a request may say of a file that it belongs to something else.
	stored = frappe.db.get_value("File", file.name, ["attached_to_doctype", "attached_to_name"], as_dict=True)
	if stored and stored.attached_to_doctype == VERSION:
		_refuse(stored.attached_to_name)


def refuse_overwriting(addresses: list[str]) -> None:
	"""Refuse to write anything to `addresses` when the file of a version lies at one of them."""
	name = frappe.db.get_value(VERSION, {"pdf": ("in", addresses)})
	if name:
		_refuse(name)


def refuse_other_content(file, method=None) -> None:
	"""Refuse other bytes at the address of a version's file through another File (hook before a File is saved)."""
	stored = file.name and frappe.db.get_value(
		"File", file.name, ["file_url", "content_hash", "file_size"], as_dict=True
	)
	if not stored or (
		(file.content_hash or "") == (stored.content_hash or "")
		and cint(file.file_size) == cint(stored.file_size)
	):
		return
	refuse_overwriting([address for address in (stored.file_url, file.file_url) if address])


def _refuse(version: str) -> None:
	problem = Problem(
		"version_is_kept",
		None,
		_("The file of {0} stays as it was issued. Attach what is new to the plan, and issue it again."),
		(version,),
	)
	refuse([problem], _("Issued Versions Are Kept"))
