"""What the rules need to know about a plan, read from the database."""

import frappe
from frappe.utils import getdate, nowdate

from improvement_actions import people
from improvement_actions.lifecycle.plans.issuing import PlanFacts
from improvement_actions.settings import gate_rules
from improvement_actions.values import plain_values

PLAN, ACTION, SOURCE = "Improvement Plan", "Improvement Action", "Improvement Source"


def values(plan) -> dict:
	"""Return the plan's fields as plain values, dates as dates, its tables as lists of such."""
	tables = {df.fieldname: [plain_values(row) for row in plan.get(df.fieldname)] for df in plan.meta.get_table_fields()}  # fmt: skip
	return {**plain_values(plan), **tables}


def facts_for(plan) -> PlanFacts:
	"""Return what is to be known of `plan` besides what it says."""
	named = {plan.plan_lead, *(row.objective_owner for row in plan.objectives)} - {None, ""}
	findings = frappe.get_all(
		SOURCE, filters={"plan": plan.name}, fields=["name", "action_count"], order_by="name"
	)
	return PlanFacts(
		today=getdate(nowdate()),
		owners={user: people.owner_facts(user) for user in named},
		action_count=frappe.db.count(ACTION, {"plan": plan.name}),
		finding_count=len(findings),
		unanswered=[row.name for row in findings if not row.action_count],
		rules=gate_rules(),
	)


def action_statuses(plan: str, held: bool = False) -> dict[str, str]:
	"""Return the statuses of the actions of `plan` by name; `held`: as they are stored now, and stay till the transaction ends."""
	table = frappe.qb.DocType(ACTION)
	query = (
		frappe.qb.from_(table).select(table.name, table.status).where(table.plan == plan).orderby(table.name)
	)
	return dict((query.for_update() if held else query).run())
