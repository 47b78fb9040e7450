"""What the form of a risk shows at its top, beside its controls and above its history.

A function and not a method of the document: an answer of a method brings the whole document along, which would
overwrite what is being typed.
"""

import frappe
from frappe import _
from frappe.utils import formatdate, get_fullname, getdate

from improvement_actions import permissions
from improvement_actions.charts.run_chart import figure, run_chart
from improvement_actions.improvement_actions.doctype.risk_register_entry import counts
from improvement_actions.improvement_actions.doctype.risk_register_entry.methods import may_accept
from improvement_actions.lifecycle.risks import RISK, controls, decisions, scores
from improvement_actions.lifecycle.risks import status as rules
from improvement_actions.refusal import refuse_access
from improvement_actions.settings import get_settings, risk_bands

ACTION = "Improvement Action"
CHART = "improvement_actions/templates/risk_history.html"
CHART_WIDTH, CHART_HEIGHT = 660.0, 180.0


@frappe.whitelist()
def what_next(risk: str) -> dict:
	"""Return what is to be done next with `risk` (a name).

	Keys: `status`; `why`, what a reassessment is due for, as sentences; `actions` on it that are not done and that the user may read
	(`name`, `title`, `status`, `action_owner`, `due_date`), and how many others there are (`hidden_actions`); `controls`, by row,
	those that do not work and for which nothing is under way; `methods` open to the user; `owner_name`; `accepted_by_name`;
	`latest_acceptance`, the last day that the settings allow (None: any); and `chart`, the residual score over time as HTML.
	Raises a permission error when the user may not read the risk.
	"""
	doc = frappe.get_doc(RISK, risk)
	doc.check_permission("read")
	actions = frappe.get_all(
		ACTION,
		filters={"risk": risk},
		fields=["name", "title", "status", "closed_on", "action_owner", "due_date"],
		order_by="due_date asc, name asc",
	)
	facts = counts.facts_of(doc.as_dict(), actions)
	readable = set(
		frappe.get_list(ACTION, filters={"risk": risk}, pluck="name", limit_page_length=0)
		if frappe.has_permission(ACTION, "read")
		else ()
	)
	not_done = [action for action in actions if action.status in controls.NOT_DONE]
	statuses = {action.name: action.status for action in actions}
	return {
		"status": doc.status,
		"why": [phrase.translated(_, formatdate) for phrase in rules.why_due(facts)],
		"actions": [action for action in not_done if action.name in readable],
		"hidden_actions": sum(action.name not in readable for action in not_done),
		"controls": [
			row.name
			for row in doc.controls
			if controls.wants_action(row.adequacy, statuses.get(row.action or ""))
		],
		"methods": open_methods(doc, facts),
		"owner_name": get_fullname(doc.risk_owner),
		"accepted_by_name": get_fullname(doc.accepted_by) if doc.accepted_by else "",
		"latest_acceptance": latest_acceptance(),
		"chart": history_chart(doc),
	}


def open_methods(doc, facts: rules.Facts) -> list[str]:
	"""Return which methods of the risk `doc` are open to who is signed in, as far as more than a reason is missing."""
	works = doc.has_permission("write") and not permissions.only_accepts_risk(doc)
	status = rules.status_of(facts)
	found = []
	if works and status == rules.CLOSED:
		found.append("reopen")
	elif works:
		found.append("assess")
		if not facts.open_actions:
			found.append("close")
		if frappe.has_permission(ACTION, "create") and frappe.has_permission("Improvement Source", "create"):
			found.append("spawn_action")
	if may_accept() and not decisions.standing_problems(status, bool(doc.assessments)):
		found.append("accept")
	return found


def latest_acceptance():
	"""Return the last day until which a risk may be accepted today, None where the settings set no limit."""
	days = get_settings().acceptance_max_days
	return frappe.utils.add_days(frappe.utils.nowdate(), days) if days else None


def history_chart(doc) -> str:
	"""Return, as HTML, the residual scores of the risk `doc` over time with its target, "" before there are two."""
	scored = [(getdate(row.assessed_on), float(row.residual_score)) for row in doc.assessments]
	if len(scored) < 2:
		return ""
	levels = {"target": (_("Target"), float(doc.target_score))} if doc.target_score else {}
	first, last = scored[0][1], scored[-1][1]
	said = _("Residual score: {0} at first, {1} now, in {2} assessments.").format(
		figure(first), figure(last), len(scored)
	)
	chart = run_chart(scored, levels, width=CHART_WIDTH, height=CHART_HEIGHT)
	return frappe.render_template(CHART, {"chart": chart, "said": said})


@frappe.whitelist()
def scale() -> dict:
	"""Return the words for likelihood and impact, and the bands: what the dialogs and the heat map are labelled with.

	Keys: `likelihood` and `impact` (each number with its word), and `bands` (`name`, `from_score`, `colour`,
	`review_every_days`), the lowest first. Raises a permission error for whoever may not read risks at all.
	"""
	if not frappe.has_permission(RISK, "read"):
		refuse_access("read", RISK)
	return {
		"likelihood": {level: _(word) for level, word in scores.LIKELIHOOD.items()},
		"impact": {level: _(word) for level, word in scores.IMPACT.items()},
		"bands": [
			{
				"name": band.name,
				"from_score": band.from_score,
				"colour": band.colour,
				"review_every_days": band.review_every_days,
			}
			for band in risk_bands()
		],
	}
