"""Importing findings into a plan, as the Desk and other systems call it. Every answer is made of plain values."""

import frappe
from frappe import _
from frappe.utils import getdate, nowdate

from improvement_actions.improvement_actions.doctype.improvement_action.facts import as_date
from improvement_actions.improvement_actions.doctype.improvement_plan.findings import background, landing
from improvement_actions.improvement_actions.doctype.improvement_plan.findings.answers import (
	as_bad_row_problems,
	as_preview,
	as_summary,
)
from improvement_actions.improvement_actions.doctype.improvement_plan.findings.knowledge import known_for
from improvement_actions.improvement_actions.doctype.improvement_plan.findings.sent import Sent, read
from improvement_actions.lifecycle.findings.judging import BAD, Judged, judge
from improvement_actions.lifecycle.problem import Field, Problem, Term
from improvement_actions.refusal import refuse, refuse_access

PLAN, SOURCE, ACTION = "Improvement Plan", "Improvement Source", "Improvement Action"
DEFAULT_TYPE = "Inspection Report Finding"


@frappe.whitelist(methods=["POST"])
def preview_findings(
	plan: str,
	text: str | None = None,
	file_name: str | None = None,
	content: str | None = None,
	sheet: str | None = None,
	mapping: str | dict | None = None,
	has_headings: bool | int | str | None = None,
	source_type: str | None = None,
	service: str | None = None,
	occurred_on: str | None = None,
) -> dict:
	"""Return what importing findings into `plan` (a name) would do. Nothing is stored.

	Sent are `text` (pasted: cells between tabs, CSV, or paragraphs), or a file (.xlsx, .csv or .txt) as the part `file` of a
	multipart form or as `content` (base64) with its `file_name`; `sheet` names one of a workbook's. `mapping`, `has_headings`:
	see `sent.read`. `source_type` (default: Inspection Report Finding), `service` (default: the plan's) and `occurred_on`
	(year-month-day, default: today) are those of the findings. See `answers.as_preview` for what comes back. Raises a
	permission error unless the user may change the plan and create sources and actions.
	"""
	doc = _plan(plan)
	sent = read(text, file_name, content, sheet, mapping, has_headings)
	origin, problems = _origin(doc, source_type, service, occurred_on)
	return as_preview(sent, _judged(doc, sent, origin), problems)


@frappe.whitelist(methods=["POST"])
def import_findings(
	plan: str,
	text: str | None = None,
	file_name: str | None = None,
	content: str | None = None,
	sheet: str | None = None,
	mapping: str | dict | None = None,
	has_headings: bool | int | str | None = None,
	source_type: str | None = None,
	service: str | None = None,
	occurred_on: str | None = None,
	only_good: bool | int | str = False,
	in_background: bool | int | str = False,
) -> dict:
	"""Import findings into `plan`: each becomes a source with its words, and its actions become drafts.

	Arguments as for `preview_findings`. With a row that cannot be imported, nothing is, and `RefusedError` (417) names
	every one with its reasons; with `only_good` the others are imported. What the plan has already is left as it is. See
	`answers.as_summary` for what comes back. With `in_background` a long import is handed to a worker, and the answer is
	`job`, which `import_progress` takes.
	"""
	doc = _plan(plan)
	sent = read(text, file_name, content, sheet, mapping, has_headings)
	origin, problems = _origin(doc, source_type, service, occurred_on)
	refuse(problems, _("Findings Not Imported"))
	only_good = _truth(only_good)
	if _truth(in_background) and len(sent.table.rows) > background.MOST_IN_REQUEST:
		_refuse_bad_rows(_judged(doc, sent, origin), only_good)
		job = background.start(f"{__name__}.import_as_job", sent=sent, origin=origin, only_good=only_good)
		if job:
			return {"job": job}
	return _import(sent, origin, only_good)


@frappe.whitelist()
def import_progress(job: str) -> dict:
	"""Return how an import of who is signed in stands that was handed to a worker; see `background.state_of`."""
	return background.state_of(str(job))


def import_as_job(job: str, sent: Sent, origin: landing.Origin, only_good: bool) -> None:
	"""Import in a worker what `import_findings` has handed to it; the permissions are looked at again."""

	def work(tell) -> dict:
		_plan(origin.plan)
		return _import(sent, origin, only_good, tell)

	background.run(job, work)


def _import(sent: Sent, origin: landing.Origin, only_good: bool, tell=None) -> dict:
	plan = frappe.get_doc(PLAN, origin.plan)
	landing.hold(plan.name)
	judged = _judged(plan, sent, origin, latest=True)
	_refuse_bad_rows(judged, only_good)
	landed = landing.land(judged, origin, tell)
	if landed.sources or landed.actions:
		_note(plan, sent, landed)
	return as_summary(judged, landed)


def _refuse_bad_rows(judged: list[Judged], only_good: bool) -> None:
	if not only_good:
		refuse(as_bad_row_problems(judged), _("Nothing Was Imported"))


def bad_rows(plan: str, arguments: dict) -> tuple[Sent, list[Judged]]:
	"""Return what was sent with `arguments` (those of `preview_findings`) for `plan`, and its rows that cannot be imported."""
	doc = _plan(plan)
	names = ("source_type", "service", "occurred_on")
	sent = read(**{name: value for name, value in arguments.items() if name not in names})
	origin, _problems = _origin(doc, *(arguments.get(name) for name in names))
	return sent, [one for one in _judged(doc, sent, origin) if one.outcome == BAD]


def _plan(name: str):
	"""Return the plan called `name`, which the user may give findings."""
	doc = frappe.get_doc(PLAN, str(name))
	if not doc.has_permission("write"):
		refuse_access("write", PLAN, doc.name)
	for doctype in (SOURCE, ACTION):
		if not frappe.has_permission(doctype, "create"):
			refuse_access("create", doctype)
	if doc.status in ("Completed", "Cancelled"):
		template = _("The plan {0} is {1}: no findings are added to it.")
		problem = Problem("plan_ended", "status", template, (doc.name, Term(doc.status)))
		refuse([problem], _("Findings Not Imported"))
	return doc


def _origin(
	plan, source_type: str | None, service: str | None, occurred_on: str | None
) -> tuple[landing.Origin, list[Problem]]:
	"""Return what all findings share, and what is missing of it or wrong with it."""
	source_type, service = source_type or DEFAULT_TYPE, service or plan.service
	day = as_date(occurred_on, "occurred_on", _("Date of the Inspection")) or getdate(nowdate())
	problems = []
	if not service:
		template = _("Say which service the findings are about: the plan is for all of them.")
		problems.append(Problem("no_service", "service", template))
	elif plan.service and service != plan.service:
		template = _("The plan is for {0}, and so are its findings.")
		problems.append(Problem("other_service", "service", template, (plan.service,)))
	else:
		problems += _link_problems("Care Service", service, Field("service", SOURCE))
	problems += _link_problems("Improvement Source Type", source_type, Field("source_type", SOURCE))
	if day > getdate(nowdate()):
		template = _("The inspection cannot have been on {0}, which is in the future.")
		problems.append(Problem("future", "occurred_on", template, (day,)))
	return landing.Origin(plan.name, service or "", source_type, day), problems


def _link_problems(doctype: str, name: str, field: Field) -> list[Problem]:
	disabled = frappe.db.get_value(doctype, name, "disabled")
	if disabled is None:
		template = _("There is no {0} called {1}.")
		return [Problem("unknown_link", field.name, template, (Term(doctype), name))]
	if disabled:
		template = _("{0} is disabled: nothing new is recorded for it.")
		return [Problem("link_disabled", field.name, template, (name,))]
	return []


def _judged(plan, sent: Sent, origin: landing.Origin, latest: bool = False) -> list[Judged]:
	return judge(sent.table.rows, sent.fields, known_for(plan, sent, origin.occurred_on, latest))


def _note(plan, sent: Sent, landed: landing.Landed) -> None:
	"""Leave on the plan what was imported; the form that others have open can still be saved."""
	said = (
		_("{0} findings and {1} actions imported.")
		if not sent.file_name
		else _("{0} findings and {1} actions imported from {2}.")
	)
	text = said.format(len(landed.sources), len(landed.actions), frappe.utils.escape_html(sent.file_name))
	plan.add_comment("Info", text)


def _truth(value) -> bool:
	return str(value).strip().lower() in ("1", "true", "yes", "on")
