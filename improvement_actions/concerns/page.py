"""The page /raise-a-concern: one form that works in any browser, without JavaScript and without a session.

It is no Web Form of Frappe's: that one needs JavaScript, inserts as the guest and hands the record's name back.
"""

import time
from urllib.parse import quote

import frappe
from frappe import _
from frappe.utils import nowdate
from markupsafe import Markup, escape

from improvement_actions import __version__, concerns
from improvement_actions.concerns import guards, receiving
from improvement_actions.lifecycle import callers
from improvement_actions.lifecycle import concerns as rules
from improvement_actions.refusal import as_text
from improvement_actions.settings import get_settings

ROUTE = "/raise-a-concern"
FIELDS = ("kind", "service", "what", "occurred_on", "relation", "name", "contact", "wants_answer", "at_risk")
#: Scripts that are written from right to left.
RIGHT_TO_LEFT = ("ar", "fa", "he", "ps", "ur")


def fill(context) -> None:
	"""Fill `context` with what the page shows, and take in what was sent with a POST."""
	settings = get_settings()
	context.update(
		{
			"title": _("Raise a concern or an idea"),
			"route": ROUTE,
			"version": __version__,
			"language": frappe.local.lang or "en",
			"direction": "rtl" if (frappe.local.lang or "").split("-")[0] in RIGHT_TO_LEFT else "ltr",
			"urgent_contacts": settings.concerns_urgent_contacts,
			"is_off": receiving.is_off(),
		}
	)
	if context.is_off:
		# Not the website's own "not found": that one is remembered by its address, also when the page has been switched on.
		context.http_status_code = 404
		return
	_let_in()
	context.update(
		{
			"introduction": settings.concerns_introduction,
			"kinds": rules.KINDS,
			"relations": rules.RELATIONS,
			"services": receiving.services(),
			"trap": receiving.TRAP,
			"today": nowdate(),
			"csrf_token": _csrf_token(),
			"problems": [],
			"wrong": {},
			"code": "",
		}
	)
	if frappe.request and frappe.request.method == "POST":
		_take_in(context, frappe.form_dict)
	else:
		_show(context, {}, None)


def _let_in() -> None:
	"""Send who has to sign in first to the login."""
	try:
		receiving.refuse_where_closed()
	except frappe.PermissionError:
		frappe.clear_messages()
		frappe.local.flags.redirect_location = f"/login?redirect-to={quote(ROUTE)}"
		raise frappe.Redirect from None


def _take_in(context, form) -> None:
	received = receiving.receive(form)
	if not received.problems:
		context.update(
			{
				"code": received.code,
				"thanks": concerns.thanks(form),
				"at_risk": rules.is_at_risk(form),
				"title": _("Thank you"),
			}
		)
		return
	problems = [{"field": problem.field, "message": as_text(problem)} for problem in received.problems]
	wrong: dict[str, list[str]] = {}
	for problem in problems:
		wrong.setdefault(problem["field"] or "", []).append(problem["message"])
	context.update({"problems": problems, "wrong": wrong, "http_status_code": received.status})
	context.title = _("Please check: {0}").format(context.title)
	_show(context, form, form.get("ticket"))


def _show(context, form, ticket: str | None) -> None:
	"""Show the form with what has been typed already."""
	typed = {field: form.get(field) for field in FIELDS}
	context.typed = {field: value if isinstance(value, str) else "" for field, value in typed.items()}
	context.shown = {field: _as_html(value) for field, value in context.typed.items()}
	age = callers.age_of(ticket, guards.secret(), time.time()) if ticket else None
	# Who has read the page once may send it again at once.
	context.ticket = ticket if age is not None else callers.ticket(guards.secret(), time.time())


def _as_html(typed: str) -> Markup:
	"""Return what was typed as HTML that shows it; Frappe puts a table of contents in the place of some words in braces."""
	return Markup(str(escape(typed)).replace("{", "&#123;"))


def _csrf_token() -> str:
	"""Return what Frappe asks of who is signed in; a guest has no session that could be misused."""
	return frappe.sessions.get_csrf_token() if frappe.session.user != "Guest" else ""
