"""How a refusal reaches the person, or the program, that asked."""

from collections.abc import Sequence
from datetime import date
from html import escape

import frappe
from frappe import _
from frappe.utils import formatdate

from improvement_actions.lifecycle.problem import Field, Problem, Term


class RefusedError(frappe.ValidationError):
	"""A rule of the app said no (HTTP status 417, like every validation error of Frappe)."""

	#: What is missing or wrong, each with its code and field.
	problems: Sequence[Problem] = ()


class TakenError(RefusedError, frappe.UniqueValidationError):
	"""What was to be recorded is there already, in another record (HTTP status 409)."""

	http_status_code = 409


def refuse(problems: Sequence[Problem], title: str, error: type[Exception] = RefusedError) -> None:
	"""Raise `error` naming every one of `problems` at once; do nothing when there are none.

	A REST client finds them in the response's ``problems``, each with ``code``, ``field`` and ``message``.
	"""
	if not problems:
		return
	frappe.local.response["problems"] = [
		{"code": problem.code, "field": problem.field, "message": as_text(problem)} for problem in problems
	]
	try:
		frappe.throw(as_html(problems), error, title=title)
	except error as refused:
		refused.problems = tuple(problems)
		# Not from whatever failed before: the words of the database are nothing for an answer.
		raise refused from None


def refuse_access(right: str, doctype: str, name: str | None = None) -> None:
	"""Raise a permission error (HTTP status 403): who is signed in lacks the `right` (read, write, create, start) to a record."""
	templates = {
		"read": _("You may not read {0} {1}.") if name else _("You may not read {0}."),
		"write": _("You may not change {0} {1}."),
		"create": _("You may not record a new {0}."),
		"start": _("You may not start an {0}."),
	}
	args = (Term(doctype), name) if name else (Term(doctype),)
	# Frappe has left its own, empty words while it looked.
	frappe.clear_messages()
	refuse(
		[Problem("not_permitted", None, templates[right], args)], _("Not Permitted"), frappe.PermissionError
	)


def forget() -> None:
	"""Take the refusal just raised out of the answer: whoever caught it has found another way."""
	frappe.clear_messages()
	for key in ("problems", "exc_type"):
		frappe.local.response.pop(key, None)


def refuse_submission(doc) -> None:
	"""Raise an error when `doc` is being submitted: these records are never, and would be stuck if they were.

	Frappe leaves it to the permission to submit, which nobody has but the Administrator.
	"""
	if doc.docstatus:
		problem = Problem(
			"not_submitted", "docstatus", _("{0} is not submitted. Save it instead."), (_(doc.doctype),)
		)
		refuse([problem], _("Not Submitted"))


def warn(problems: Sequence[Problem], title: str) -> None:
	"""Show `problems` without refusing anything; do nothing when there are none."""
	if problems:
		frappe.msgprint(as_html(problems), title=title, indicator="orange")


def as_text(problem: Problem) -> str:
	"""Return the message of `problem` as its reader wants it: in their language, with labels and their dates."""
	return problem.translated(_, _shown)


def as_html(problems: Sequence[Problem]) -> str:
	"""Return the messages of `problems`, each once, as a sentence or a list."""
	messages = list(dict.fromkeys(escape(as_text(problem), quote=False) for problem in problems))
	if len(messages) == 1:
		return messages[0]
	return "<ul><li>" + "</li><li>".join(messages) + "</li></ul>"


def _shown(value: date | Field) -> str:
	if isinstance(value, Field):
		field = frappe.get_meta(value.doctype).get_field(value.name)
		return _(field.label) if field and field.label else value.name
	return formatdate(value)
