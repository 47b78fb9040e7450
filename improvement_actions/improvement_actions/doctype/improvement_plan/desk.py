"""What the form of a plan shows: what is missing to issue it, its chart, its versions.

Functions and not methods of the document, as for actions: an answer of a method brings the whole document along, which
would overwrite what is being typed.
"""

from dataclasses import replace

import frappe
from frappe import _
from frappe.utils import get_fullname, getdate, nowdate

from improvement_actions.improvement_actions.doctype.improvement_plan import facts, issuing, paper, snapshot
from improvement_actions.improvement_actions.doctype.improvement_plan_version import reading
from improvement_actions.lifecycle.plans import issuing as rules
from improvement_actions.lifecycle.plans.differences import differences
from improvement_actions.lifecycle.plans.status import COMPLETED, DRAFT, ISSUED, PLAN, SEALED
from improvement_actions.lifecycle.problem import Problem
from improvement_actions.lifecycle.status import SEALED as FINISHED_ACTIONS
from improvement_actions.lifecycle.status import is_overdue
from improvement_actions.refusal import as_text

VERSION = "Improvement Plan Version"


@frappe.whitelist()
def what_next(plan: str) -> dict:
	"""Return where `plan` (a name) stands and what is to be done next with it.

	Keys: `may_write`; what is `missing` before it can be issued and `notes` on it (each with `code`, `field`, `message` and
	`mend`); `changes`, the lines of what is different from the version issued last, and how many `changed`; `counts` of its
	`actions`, those `finished` and `overdue`, its `findings` and those `unanswered`; `unfinished`, whether actions keep it from being
	completed; `lead_name`; and as HTML its `versions`. Raises a permission error when the user may not read the plan.
	"""
	doc = frappe.get_doc(PLAN, plan)
	doc.check_permission("read")
	values, known = facts.values(doc), facts.facts_for(doc)
	sealed = doc.status in SEALED
	content = snapshot.of(doc)
	changes, lines = _changes(doc, content)
	counts = _counts(content, known)
	return {
		"may_write": bool(doc.has_permission("write")),
		"missing": [] if sealed else [_plain(each) for each in rules.issue_problems(values, known)],
		"notes": [_plain(each) for each in _notes(doc, values, known, counts)],
		"changed": changes,
		"changes": lines,
		"counts": counts,
		"unfinished": counts["actions"] > counts["finished"],
		"lead_name": get_fullname(doc.plan_lead) if doc.plan_lead else None,
		"versions": versions_html(doc),
	}


@frappe.whitelist()
def chart(plan: str, width: float | None = None) -> str:
	"""Return the chart of the milestones and actions of `plan` as HTML with an SVG, `width` pixels wide (280 to 1,400).

	Empty where nothing has a date. Raises a permission error when the user may not read the plan.
	"""
	doc = frappe.get_doc(PLAN, plan)
	doc.check_permission("read")
	content, today = snapshot.of(doc), getdate(nowdate())
	drawn = paper.charts(content, today, paper.fitting(width), linked=True)
	return frappe.render_template(
		"improvement_actions/templates/plan_chart_on_form.html",
		{"charts": drawn, "description": paper.describe(content, today)},
	)


def versions_html(plan) -> str:
	"""Return the versions of `plan` that the user may read as HTML, the latest first."""
	fields = ["name", "version_number", "issued_on", "issued_by", "note", "change_summary", "pdf"]
	rows = frappe.get_list(
		VERSION,
		filters={"plan": plan.name},
		fields=fields,
		order_by="version_number desc",
		limit_page_length=0,
	)
	for row in rows:
		row.issuer = get_fullname(row.issued_by)
		row.changes = (row.change_summary or "").split("\n") if row.change_summary else []
	return frappe.render_template("improvement_actions/templates/plan_versions.html", {"rows": rows})


def _changes(plan, content: dict) -> tuple[int, list[str]]:
	last = issuing.last_version(plan)
	if not last:
		return 0, []
	before = reading.content_of(last)
	changes = differences(before, content)
	return len(changes), reading.summary(changes, before, content).split("\n") if changes else []


def _counts(content: dict, known) -> dict[str, int]:
	actions = content["actions"]
	return {
		"actions": len(actions),
		"finished": sum(row["status"] in FINISHED_ACTIONS for row in actions),
		"overdue": sum(
			is_overdue(row["status"], getdate(row["due_date"]) if row["due_date"] else None, known.today)
			for row in actions
		),
		"findings": known.finding_count,
		"unanswered": len(known.unanswered),
	}


def _notes(plan, values: dict, known, counts: dict) -> list[Problem]:
	if plan.status in (DRAFT, ISSUED):
		return rules.issue_notes(values, known)
	again = counts["actions"] - counts["finished"]
	if plan.status == COMPLETED and again:
		return [
			Problem(
				"reopened_actions",
				"findings_list",
				_("Since the plan was completed, {0} of its actions are open again."),
				(again,),
			)
		]
	return []


def _plain(problem: Problem) -> dict:
	return {
		"code": problem.code,
		"field": problem.field,
		"message": as_text(replace(problem, mend="")),
		"mend": _(problem.mend) if problem.mend else "",
	}
