"""Builders of believable risks; what happens to them goes through the same doors that people use."""

import builders
import frappe
from builders import Team, as_user, in_days

RISK = "Risk Register Entry"

#: 4 × 4 with no controls, 3 × 4 with those there are, and 2 × 3 as it ought to be.
SCORES = {
	"inherent_likelihood": 4,
	"inherent_impact": 4,
	"residual_likelihood": 3,
	"residual_impact": 4,
	"target_likelihood": 2,
	"target_impact": 3,
}
CONTROL = "A senior checks every falls sensor at the start of each night shift and signs the sheet"


def values(team: Team, **values) -> dict:
	return {
		"doctype": RISK,
		"title": "People fall at night on the way to the bathroom",
		"category": "Falls",
		"service": team.service,
		"risk_owner": team.owner,
		"description": "Poor lighting and slow call bells lead to unwitnessed falls with fractures.",
		"controls": [
			{"control": CONTROL, "control_type": "Detective", "adequacy": "Inadequate"},
			{"control": "Night lights in every bathroom", "adequacy": "Adequate"},
		],
		**values,
	}


def risk(team: Team, **more):
	"""Return a risk that its manager has recorded and scored."""
	with as_user(team.manager):
		return frappe.get_doc(values(team, **{**SCORES, **more})).insert()


def unassessed(team: Team, **more):
	with as_user(team.manager):
		return frappe.get_doc(values(team, **more)).insert()


def get(name: str):
	return frappe.get_doc(RISK, name)


def status(name: str) -> str:
	return frappe.db.get_value(RISK, name, "status")


def do(name: str, person: str, method: str, *arguments, **named):
	"""Call `method` of the risk as `person`, as the Desk and REST do."""
	with as_user(person):
		return getattr(get(name), method)(*arguments, **named)


def assess(name: str, person: str, reason: str = "Looked at the falls of the last month.", **scores):
	return do(name, person, "assess", scores, reason)


def accepted(team: Team, days: int = 90, **more):
	found = risk(team, **more)
	do(found.name, team.governance, "accept", "No further control is proportionate.", in_days(days))
	return get(found.name)


def closed(team: Team, **more):
	found = risk(team, **more)
	do(found.name, team.manager, "close", "The building was sold.")
	return get(found.name)


def action_on(risk_name: str, status_wanted: str, team: Team, **more):
	"""Return an action in `status_wanted` on the risk, brought there through the real doors."""
	return builders.action_in(status_wanted, team, risk=risk_name, **more)


def pending(team: Team, **more):
	found = risk(team, **more)
	action_on(found.name, "Open", team)
	return get(found.name)


def reassessment_due(team: Team, **more):
	found = risk(team, **more)
	action_on(found.name, "Closed", team)
	return get(found.name)


IN_STATUS = {
	"Open": risk,
	"Control Change Pending": pending,
	"Reassessment Due": reassessment_due,
	"Accepted": accepted,
	"Closed": closed,
}
