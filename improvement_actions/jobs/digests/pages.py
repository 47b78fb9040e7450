"""How a digest reads: worded in its reader's language, through a template that an administrator edits.

The templates are records (Email Template), made once from those in `templates/emails`. One that does not work any more
must not keep anybody in the dark: then the built-in one is taken, and whoever runs the site is told.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

import frappe
from frappe import _
from frappe.utils import formatdate, get_url_to_form, get_url_to_list
from frappe.utils.jinja import get_jenv
from markupsafe import escape

from improvement_actions.jobs.digests.recipients import Recipient
from improvement_actions.lifecycle import digest as rules
from improvement_actions.lifecycle.digest import DAILY, WEEKLY, Day, Digest, Line, Part, ServiceWeek, Summary
from improvement_actions.lifecycle.views import Filter
from improvement_actions.refusal import as_text
from improvement_actions.settings import get_settings

#: The setting that names the template of each kind, and the template that comes with the app.
TEMPLATES = {
	DAILY: ("digest_template", "improvement_digest"),
	WEEKLY: ("weekly_template", "improvement_weekly"),
}
FOLDER = "templates/emails"


class Pages:
	"""The compiled templates of one chunk of people. `notes` says what an administrator should put right."""

	def __init__(self):
		self.notes: list[str] = []
		self._compiled: dict[Any, Any] = {}

	def subject(self, kind: str, context: dict) -> str:
		"""Return the subject for `context`, on one line, by the administrator's template or else what is counted."""
		page = self._written(kind, "subject", context)
		return " ".join((page or "").split()) or context["subject"]

	def html(self, kind: str, context: dict) -> str:
		"""Return the page of `kind` for `context`, by the administrator's template or else by the built-in one."""
		page = self._written(kind, "content", escaped(context))
		return self._built_in(f"{TEMPLATES[kind][1]}.html").render(escaped(context)) if page is None else page

	def _written(self, kind: str, part: str, context: dict) -> str | None:
		"""Return what the administrator's template makes of `context`, None where there is none or it does not work."""
		name = get_settings().get(TEMPLATES[kind][0])
		if not name:
			return None
		if (name, part) not in self._compiled:
			self._compiled[name, part] = self._attempt(name, lambda: _compiled(name, part))
		template = self._compiled[name, part]
		page = template and self._attempt(name, lambda: template.render(context))
		if page is None:
			self._compiled[name, part] = None
		return page

	def text(self, kind: str, context: dict) -> str:
		"""Return the page of `kind` as plain text, for those who read their mail without pictures and colours."""
		return self._built_in(f"{TEMPLATES[kind][1]}.txt").render(context).strip() + "\n"

	def _built_in(self, file: str):
		if file not in self._compiled:
			self._compiled[file] = get_jenv().get_template(f"{FOLDER}/{file}")
		return self._compiled[file]

	def _attempt(self, name: str, work: Callable):
		try:
			return work()
		# Whatever somebody has written into it.
		except Exception as error:
			text = _("The Email Template {0} does not work, and the built-in one was used: {1}")
			self.notes.append(text.format(name, f"{type(error).__name__}: {error}"))
			return None


def _compiled(name: str, part: str):
	template = frappe.get_cached_doc("Email Template", name)
	content = template.response_html if template.use_html else template.response
	source = template.subject if part == "subject" else content
	if not (source or "").strip():
		raise ValueError(_("It is empty."))
	# As Frappe's own render_template has it.
	if ".__" in source:
		raise ValueError(_("Illegal template"))
	return get_jenv().from_string(source)


@contextmanager
def speaking(language: str) -> Iterator[None]:
	"""Word things in `language` (that of the site when there is none), and as before afterwards."""
	before = frappe.local.lang
	frappe.local.lang = language or frappe.db.get_default("lang") or "en"
	try:
		yield
	finally:
		frappe.local.lang = before


def subject_of(kind: str, told: Digest | Summary) -> str:
	"""Return the subject of a mail, and of the bell's line."""
	counted = rules.subject(told.counts, as_text)
	return _("Week: {0}").format(counted) if kind == WEEKLY else counted


def daily_context(told: Digest, recipient: Recipient, day: Day) -> dict:
	"""Return what a template of the daily digest is given."""
	person = recipient.user or recipient.address
	return {
		**_letterhead(DAILY, told, recipient, day),
		"sections": [_part(part, person, day) for part in told.parts],
	}


def weekly_context(told: Summary, recipient: Recipient, day: Day) -> dict:
	"""Return what a template of the weekly summary is given."""
	return {
		**_letterhead(WEEKLY, told, recipient, day),
		"from_date": formatdate(day.today - timedelta(days=7)),
		"to_date": formatdate(day.today - timedelta(days=1)),
		"total": _week(told.total),
		"services": [_week(week) for week in told.services],
		"more": told.more,
		"more_text": _("and {0} more").format(told.more) if told.more else "",
		"more_url": link_to_list("Care Service", ()),
		"worst": [_line(line, rules.ACTION) for line in told.worst],
	}


def _letterhead(kind: str, told: Digest | Summary, recipient: Recipient, day: Day) -> dict:
	return {
		"subject": subject_of(kind, told),
		"name": recipient.name,
		"date": formatdate(day.today),
		"is_user": bool(recipient.user),
		"home_url": frappe.utils.get_url("/app/improvement-actions"),
		"wishes_url": get_url_to_form("Notification Settings", recipient.user) if recipient.user else "",
	}


def _part(part: Part, person: str, day: Day) -> dict:
	doctype, filters = part.section.shows(person, day, [line.item for line in part.lines])
	return {
		"key": part.section.key,
		"title": _(part.section.title),
		"note": _(part.section.note) if part.section.note else "",
		"total": part.total,
		"lines": [_line(line, part.section.leads_to) for line in part.lines],
		"more": part.more,
		"more_text": _("and {0} more").format(part.more) if part.more else "",
		"more_url": link_to_list(doctype, filters),
	}


def _line(line: Line, leads_to: str) -> dict:
	item = line.item
	return {
		"title": item.title,
		"reference": item.action,
		"url": get_url_to_form(leads_to, item.reference or item.action),
		"service": item.service,
		"priority": _(item.priority) if item.priority else "",
		"marks": [{"code": mark.code, "text": as_text(mark)} for mark in line.marks],
	}


def _week(week: ServiceWeek) -> dict:
	change = f"{week.change:+d}" if week.change else ""
	return {
		"service": week.service,
		"url": link_to_list(rules.ACTION, (("service", "=", week.service),)) if week.service else "",
		"numbers": [
			{
				"code": code,
				"number": number,
				"text": text,
				"change": change if code == "overdue" else "",
			}
			for code, number, text in (
				("open", week.open, _("{0} open").format(week.open)),
				("overdue", week.overdue, _("{0} overdue").format(week.overdue)),
				("escalated", week.escalated, _("{0} escalated").format(week.escalated)),
				("stale", week.stale, _("{0} stale").format(week.stale)),
				("to_verify", week.to_verify, _("{0} to verify").format(week.to_verify)),
				("closed", week.closed, _("{0} closed").format(week.closed)),
			)
			if number or (code == "overdue" and change)
		],
	}


def escaped(value: Any) -> Any:
	"""Return `value` with every text in it fit for HTML, whatever people have typed, and whatever a template does with it."""
	if isinstance(value, str):
		return escape(value)
	if isinstance(value, dict):
		return {name: escaped(each) for name, each in value.items()}
	if isinstance(value, list):
		return [escaped(each) for each in value]
	return value


def link_to_list(doctype: str, filters: Iterable[Filter]) -> str:
	"""Return the address of the list of `doctype` with `filters`, as the Desk reads it."""
	asked = {field: json.dumps([operator, value], default=_plain) for field, operator, value in filters}
	address = get_url_to_list(doctype)
	return f"{address}?{urlencode(asked)}" if asked else address


def _plain(value: object) -> str:
	return value.isoformat() if isinstance(value, date) else str(value)
