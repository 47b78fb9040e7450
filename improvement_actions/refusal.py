"""How a refusal reaches the person, or the program, that asked."""

from collections.abc import Sequence
from html import escape

import frappe
from frappe import _

from improvement_actions.lifecycle.problem import Problem


class RefusedError(frappe.ValidationError):
	"""A rule of the lifecycle said no (HTTP status 417, like every validation error of Frappe)."""

	#: What is missing or wrong, each with its code and field.
	problems: Sequence[Problem] = ()


def refuse(problems: Sequence[Problem], title: str) -> None:
	"""Raise `RefusedError` naming every one of `problems` at once; do nothing when there are none.

	A REST client finds them in the response's ``problems``, each with ``code``, ``field`` and ``message``.
	"""
	if not problems:
		return
	frappe.local.response["problems"] = [
		{"code": problem.code, "field": problem.field, "message": problem.translated(_)}
		for problem in problems
	]
	try:
		frappe.throw(as_html(problems), RefusedError, title=title)
	except RefusedError as error:
		error.problems = tuple(problems)
		raise


def refuse_submission(doc) -> None:
	"""Raise an error when `doc` is being submitted: these records are never, and would be stuck if they were.

	Frappe leaves it to the permission to submit, which nobody has but the Administrator.
	"""
	if doc.docstatus:
		frappe.throw(
			_("{0} is not submitted. Save it instead.").format(_(doc.doctype)), title=_("Not Submitted")
		)


def warn(problems: Sequence[Problem], title: str) -> None:
	"""Show `problems` without refusing anything; do nothing when there are none."""
	if problems:
		frappe.msgprint(as_html(problems), title=title, indicator="orange")


def as_html(problems: Sequence[Problem]) -> str:
	"""Return the messages of `problems`, each once, as a sentence or a list."""
	messages = list(dict.fromkeys(escape(problem.translated(_), quote=False) for problem in problems))
	if len(messages) == 1:
		return messages[0]
	return "<ul><li>" + "</li><li>".join(messages) + "</li></ul>"
