"""Believable improvement plans: ready to be issued, and what belongs to them."""

import builders
import frappe
from builders import as_user, in_days

PLAN, VERSION = "Improvement Plan", "Improvement Plan Version"
AIM = (
	"By 31 March every person at the home has every dose signed for: 98% of MAR entries in the monthly audit."
)


def objective(team, **values) -> dict:
	return {
		"objective": "98% of MAR entries are signed in the monthly audit of 20 charts by the registered manager",
		"objective_owner": team.owner,
		"due_date": in_days(60),
		"indicator": "MAR entries signed",
		"unit": "%",
		"baseline_value": 78,
		"baseline_date": in_days(-20),
		"target_value": 98,
		**values,
	}


def ready(team, **values) -> dict:
	"""Return the fields of a plan that lacks nothing to be issued but something to do."""
	return {
		"doctype": PLAN,
		"title": "Medicines after the October inspection",
		"plan_type": "Inspection Response",
		"service": team.service,
		"plan_lead": team.manager,
		"start_date": in_days(-10),
		"target_date": in_days(90),
		"aim": AIM,
		"scope": "Medicines given by care staff. Self-administration is not in it.",
		"plain_language": "<p>We found gaps in how we record medicines. We check every chart now.</p>",
		"objectives": [objective(team)],
		"milestones": [
			{
				"milestone": "Check sheets on every unit",
				"milestone_date": in_days(14),
				"horizon": "Quick Win",
			},
			{
				"milestone": "Three audits in a row at 98%",
				"milestone_date": in_days(80),
				"horizon": "Long Term",
			},
		],
		**values,
	}


def draft(team, **values):
	with as_user("Administrator"):
		return frappe.get_doc(ready(team, **values)).insert()


def finding(plan, team, **values):
	values = {
		"source_type": "Inspection Report Finding",
		"title": "Medicines records were not complete",
		"finding_quote": "We found gaps in 14 of 20 medicine administration records.",
		"finding_reference": "S1",
		"plan": plan.name,
		"standards": [{"standard": "CQC Regulation 12"}],
		**values,
	}
	return builders.source(team.service, **values)


def full(team, **values):
	"""Return a draft plan with a finding and an open action for it: it can be issued."""
	plan = draft(team, **values)
	source = finding(plan, team)
	builders.opened(team, source=source.name, plan=plan.name)
	plan.reload()
	return plan


def issued(team, note: str | None = "For the inspector", **values):
	plan = full(team, **values)
	with as_user(team.manager):
		issue(plan.name, note)
	return get(plan.name)


def get(name: str):
	return frappe.get_doc(PLAN, name)


def issue(name: str, note: str | None = None):
	"""Issue the plan called `name` as whoever is signed in; return its new version."""
	return frappe.get_doc(VERSION, get(name).issue(note))
