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
		self._compiled: dict[str, Any] = {}

	def html(self, kind: str, context: dict) -> str:
		"""Return the page of `kind` for `context`, by the administrator's template or else by the built-in one."""
		setting, builtin = TEMPLATES[kind]
		name = get_settings().get(setting)
		if name and name not in self._compiled:
			self._compiled[name] = self._attempt(name, lambda: _compiled(name))
		template = self._compiled.get(name)
		if template:
			page = self._attempt(name, lambda: template.render(context))
			if page is not None:
				return page
			self._compiled[name] = None
		return self._built_in(f"{builtin}.html").render(context)

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


def _compiled(name: str):
	template = frappe.get_cached_doc("Email Template", name)
	source = template.response_html if template.use_html else template.response
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


def daily_context(told: Digest, recipient: Recipient, day: Day, show: Callable[[str], str] = escape) -> dict:
	"""Return what a template of the daily digest is given; `show` makes what people have typed fit for it."""
	person = recipient.user or recipient.address
	return {
		**_letterhead(DAILY, told, recipient, day, show),
		"sections": [_part(part, person, day, show) for part in told.parts],
	}


def weekly_context(
	told: Summary, recipient: Recipient, day: Day, show: Callable[[str], str] = escape
) -> dict:
	"""Return what a template of the weekly summary is given."""
	return {
		**_letterhead(WEEKLY, told, recipient, day, show),
		"from_date": formatdate(day.today - timedelta(days=7)),
		"to_date": formatdate(day.today - timedelta(days=1)),
		"total": _week(told.total, show),
		"services": [_week(week, show) for week in told.services],
		"more": told.more,
		"more_text": show(_("and {0} more").format(told.more)) if told.more else "",
		"more_url": link_to_list("Care Service", ()),
		"worst": [_line(line, rules.ACTION, show) for line in told.worst],
	}


def _letterhead(kind: str, told: Digest | Summary, recipient: Recipient, day: Day, show: Callable) -> dict:
	return {
		"subject": show(subject_of(kind, told)),
		"name": show(recipient.name),
		"date": formatdate(day.today),
		"is_user": bool(recipient.user),
		"home_url": frappe.utils.get_url("/app/improvement-actions"),
		"wishes_url": get_url_to_form("Notification Settings", recipient.user) if recipient.user else "",
	}


def _part(part: Part, person: str, day: Day, show: Callable) -> dict:
	doctype, filters = part.section.shows(person, day, [line.item for line in part.lines])
	return {
		"key": part.section.key,
		"title": show(_(part.section.title)),
		"note": show(_(part.section.note)) if part.section.note else "",
		"total": part.total,
		"lines": [_line(line, part.section.leads_to, show) for line in part.lines],
		"more": part.more,
		"more_text": show(_("and {0} more").format(part.more)) if part.more else "",
		"more_url": link_to_list(doctype, filters),
	}


def _line(line: Line, leads_to: str, show: Callable) -> dict:
	item = line.item
	return {
		"title": show(item.title),
		"reference": show(item.action),
		"url": get_url_to_form(leads_to, item.reference or item.action),
		"service": show(item.service),
		"priority": show(_(item.priority)) if item.priority else "",
		"is_grave": item.priority in ("Critical", "High"),
		"marks": [{"code": mark.code, "text": show(as_text(mark))} for mark in line.marks],
	}


def _week(week: ServiceWeek, show: Callable) -> dict:
	change = f"{week.change:+d}" if week.change else ""
	return {
		"service": show(week.service),
		"url": link_to_list(rules.ACTION, (("service", "=", week.service),)) if week.service else "",
		"numbers": [
			{
				"code": code,
				"number": number,
				"text": show(text),
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


def link_to_list(doctype: str, filters: Iterable[Filter]) -> str:
	"""Return the address of the list of `doctype` with `filters`, as the Desk reads it."""
	asked = {field: json.dumps([operator, value], default=_plain) for field, operator, value in filters}
	address = get_url_to_list(doctype)
	return f"{address}?{urlencode(asked)}" if asked else address


def _plain(value: object) -> str:
	return value.isoformat() if isinstance(value, date) else str(value)
