"""Who sees a risk, who changes it, and who may do what with it."""

import builders
import doors
import frappe
import pytest
import risk_builders as risks
from builders import Team, as_user, in_days
from risk_builders import RISK

from improvement_actions.improvement_actions.doctype.risk_register_entry import desk
from improvement_actions.refusal import RefusedError


@pytest.fixture
def two():
	"""Two teams in services of their own, each with a risk, and people who are limited to the first service."""
	one, other = Team(), Team()
	mine, theirs = risks.risk(one), risks.risk(other)
	people = {
		"manager": builders.user(builders.MANAGER, limited_to=one.service),
		"verifier": builders.user(builders.VERIFIER, limited_to=one.service),
		"owner": one.owner,
		"governance": builders.user(builders.GOVERNANCE),
		"worker": builders.user(builders.ACTION_OWNER),
		"stranger": builders.user(builders.ACTION_OWNER),
		"hr": builders.user(builders.HR_CONTRIBUTOR),
		"external": builders.user(builders.EXTERNAL_REVIEWER),
	}
	builders.draft(one, risk=mine.name, action_owner=people["worker"])
	return mine.name, theirs.name, people


#: Who reads and who writes a risk of the service that they work in (or have something to do with).
MATRIX = {
	"manager": (True, True),
	"verifier": (True, False),
	"owner": (True, True),
	"governance": (True, True),
	"worker": (True, False),
	"stranger": (False, False),
	"hr": (False, False),
	"external": (False, False),
}


@pytest.mark.parametrize("who", MATRIX)
def test_who_reads_and_who_writes(two, who):
	mine, theirs, people = two
	person, (reads, writes) = people[who], MATRIX[who]
	doc = risks.get(mine)
	assert bool(frappe.has_permission(RISK, "read", doc, user=person)) is reads
	assert bool(frappe.has_permission(RISK, "write", doc, user=person)) is writes
	assert bool(frappe.has_permission(RISK, "read", risks.get(theirs), user=person)) is (who == "governance")
	with as_user(person):
		try:
			found = frappe.get_list(RISK, filters={"name": ("in", [mine, theirs])}, pluck="name")
		except frappe.PermissionError:
			found = []
	assert (
		set(found) == {mine: {mine}, "all": {mine, theirs}}["all" if who == "governance" else mine]
		if reads
		else not found
	)


def test_a_risk_that_is_shared_is_read():
	risk = risks.risk(Team())
	outsider = builders.user(builders.EXTERNAL_REVIEWER)
	frappe.share.add(RISK, risk.name, outsider)
	assert frappe.has_permission(RISK, "read", risks.get(risk.name), user=outsider)
	with as_user(outsider):
		assert frappe.get_list(RISK, pluck="name") == [risk.name]


@pytest.mark.parametrize("door", doors.WRITING)
def test_governance_writes_nothing_but_its_acceptance(door):
	team = Team()
	risk = risks.risk(team)
	before = doors.stored(RISK, risk.name)
	with as_user(team.governance):
		refusal = doors.refusal_of(doors.WRITING[door], RISK, risk.name, {"title": "It is fine"})
	if door not in ("background_job", "data_import_update"):
		assert refusal
		assert doors.stored(RISK, risk.name) == before
	for method, arguments in (
		("assess", ({}, "Looked.")),
		("close", ("Done.",)),
		("reopen", ("Again.",)),
		("spawn_action", ()),
	):
		with pytest.raises(frappe.PermissionError):
			risks.do(risk.name, team.governance, method, *arguments)
	risks.do(risk.name, team.governance, "accept", "Proportionate.", in_days(30))
	assert risks.status(risk.name) == "Accepted"


def test_every_door_to_a_method_asks():
	team = Team()
	risk = risks.risk(team)
	with as_user(team.governance):
		answer = doors.rest(
			"POST",
			f"/api/resource/{RISK}/{risk.name}",
			{"run_method": "accept", "reason": "Proportionate.", "until": in_days(20)},
		)
	assert answer and risks.status(risk.name) == "Accepted"
	for person in (team.verifier, builders.user(builders.ACTION_OWNER)):
		with as_user(person), pytest.raises(doors.Refused):
			doors.rest(
				"POST",
				f"/api/resource/{RISK}/{risk.name}",
				{"run_method": "assess", "values": {"residual_likelihood": 1}, "reason": "Fine."},
			)
	assert len(risks.get(risk.name).assessments) == 1


def test_the_owner_hands_the_risk_on_and_takes_it_nowhere_else():
	team, elsewhere = Team(), Team()
	risk = risks.risk(team)
	with as_user(team.owner), pytest.raises(frappe.PermissionError):
		risks.get(risk.name).update({"service": elsewhere.service}).save()
	with as_user(team.owner):
		risks.get(risk.name).update({"risk_owner": team.new_owner}).save()
	assert not frappe.has_permission(RISK, "write", risks.get(risk.name), user=team.owner)
	with as_user(team.owner), pytest.raises(frappe.PermissionError):
		risks.get(risk.name).update({"risk_owner": team.owner}).save()


def test_nobody_makes_a_risk_theirs_by_saying_so():
	risk = risks.risk(Team())
	stranger = builders.user(builders.ACTION_OWNER)
	with as_user(stranger):
		refusal = doors.refusal_of(doors.rest_put, RISK, risk.name, {"risk_owner": stranger})
	assert refusal and risks.get(risk.name).risk_owner != stranger


def test_a_manager_records_risks_in_their_own_services_only():
	team, elsewhere = Team(), Team()
	manager = builders.user(builders.MANAGER, limited_to=team.service)
	with as_user(manager):
		frappe.get_doc(risks.values(team)).insert()
		with pytest.raises(frappe.PermissionError):
			frappe.get_doc(risks.values(elsewhere)).insert()


def test_what_the_form_shows_is_for_readers():
	team = Team()
	risk = risks.risk(team)
	with as_user(builders.user(builders.ACTION_OWNER)), pytest.raises(frappe.PermissionError):
		desk.what_next(risk.name)
	expected = {
		team.manager: {"assess", "close", "spawn_action"},
		team.owner: {"assess", "close"},
		team.governance: {"accept"},
		team.verifier: set(),
	}
	for person, methods in expected.items():
		with as_user(person):
			assert set(desk.what_next(risk.name)["methods"]) == methods


def test_an_action_hides_from_whom_may_not_read_it():
	team = Team()
	risk = risks.pending(team)
	with as_user(team.owner):
		frappe.db.set_value("Improvement Action", {"risk": risk.name}, "action_owner", team.new_owner)
		next_up = desk.what_next(risk.name)
	assert (next_up["actions"], next_up["hidden_actions"]) == ([], 1)
	with pytest.raises(RefusedError):
		risks.do(risk.name, team.owner, "close", "Done.")
