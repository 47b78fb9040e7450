"""A file that comes with a request: in its multipart form as `file`, or in its JSON as base64."""

import frappe
from frappe import _

from improvement_actions.lifecycle import uploads as rules
from improvement_actions.refusal import refuse


def sent_file(file_name: str | None = None, content: str | None = None) -> tuple[str, bytes] | None:
	"""Return name and bytes of the file that the present request brings, None when it brings none.

	`content` is the file as base64, for systems that send nothing but JSON; `file_name` is then needed, and renames a
	file that is sent as such. Raises `RefusedError` for an empty file and for what is not base64.
	"""
	uploaded = frappe.request.files.get("file") if getattr(frappe.local, "request", None) else None
	problems = []
	if uploaded and (uploaded.filename or file_name):
		data, name = uploaded.stream.read(), file_name or uploaded.filename
	elif content:
		data, problems = rules.decoded(content, file_name)
		name = file_name
	else:
		return None
	name = rules.safe_name(name)
	refuse(problems or rules.content_problems(data, name), _("File Not Stored"))
	return name, data


def store(name: str, data: bytes) -> str:
	"""Store a private file of who is signed in, attached to nothing yet, and return its address.

	When the request is refused later, Frappe takes the file away again together with its record.
	"""
	return (
		frappe.get_doc({"doctype": "File", "file_name": name, "content": data, "is_private": 1})
		.insert()
		.file_url
	)
