"""The plan for the people who use the service and their families: their own text, and short facts from the plan.

Nothing of it is a code or a reference, and nothing is said of how inspectors worded it: what was found is the title of the
finding, what will be done the objectives.
"""

import frappe
from frappe import _
from frappe.utils import get_fullname, getdate, nowdate
from frappe.utils.html_utils import sanitize_html

from improvement_actions.improvement_actions.doctype.improvement_plan.facts import SOURCE
from improvement_actions.lifecycle.blank import is_blank

#: More than these are no short facts any more; the plan itself has all of them.
MOST = 12


def of_plan(plan) -> frappe._dict:
	"""Return what the plain-language print shows of `plan`."""
	found = frappe.get_all(
		SOURCE, filters={"plan": plan.name}, pluck="title", order_by="creation, name", limit=MOST
	)
	today = getdate(nowdate())
	doing = [
		frappe._dict(what=row.objective, by=row.due_date, done=False)
		for row in sorted(plan.objectives, key=lambda row: (str(row.due_date or "9"), row.idx))[:MOST]
	]
	reached = [
		frappe._dict(what=row.milestone, by=row.milestone_date, done=True)
		for row in plan.milestones
		if row.reached_on and getdate(row.reached_on) <= today
	]
	return frappe._dict(
		title=plan.title,
		service=plan.service,
		from_day=plan.start_date,
		to_day=plan.target_date,
		# Frappe has cleaned it when it was saved; an older version or another app may not have.
		text="" if is_blank(plan.plain_language) else sanitize_html(plan.plain_language),
		found=[title for title in dict.fromkeys(found) if title],
		doing=[*reached[:MOST], *doing],
		lead=get_fullname(plan.plan_lead) if plan.plan_lead else "",
		mark="" if plan.current_version else _("This is a draft. It can still change."),
	)
