"""Requests that no form would send: made-up rows, borrowed names, and values that would open a door for their sender."""

import itertools
import json

import builders
import frappe
import pytest
from builders import GOVERNANCE, MANAGER, VERIFIER, as_user
from doors import refusal_of, rest, rest_call, stored
from frappe.utils import nowdate

ACTION, SOURCE = "Improvement Action", "Improvement Source"
EVIDENCE, REVIEW = "Improvement Evidence", "Effectiveness Review"


def put(doctype: str, name: str, **values):
	return rest("PUT", f"/api/resource/{doctype}/{name}", json.loads(frappe.as_json(values)))


# Rows


def test_a_row_with_a_made_up_name_is_stored_and_does_not_only_pass_the_gate():
	team = builders.Team()
	action = builders.started(team)
	reading = {"name": "made-up", "reading_date": nowdate(), "value": 96}
	with as_user(team.owner):
		put(ACTION, action.name, readings=[reading])
	assert [row.value for row in builders.get(action.name).readings] == [96]


@pytest.mark.parametrize("table", ("readings", "progress_updates"))
def test_a_row_is_not_taken_out_of_another_action(table):
	team = builders.Team()
	closed, mine = builders.closed(team), builders.started(team)
	before = stored(ACTION, closed.name)
	with as_user(team.owner):
		put(ACTION, mine.name, **{table: before[table]})
	assert stored(ACTION, closed.name) == before
	assert len(builders.get(mine.name).get(table)) == 1


def test_a_row_is_not_taken_out_of_frozen_evidence_or_another_source():
	team = builders.Team()
	other = builders.started(team)
	closed = builders.completed(team)
	shared = builders.evidence(closed.name, other_actions=[{"action": other.name}])
	builders.record_review(closed.name, team.verifier)
	builders.do(closed.name, team.verifier, "Close")
	explained = {"factor": "Handover", "explanation": "Nobody checked the charts between shifts."}
	source = builders.source(team.service, contributory_factors=[explained])
	rows = ((EVIDENCE, shared.name, "other_actions"), (SOURCE, source.name, "contributory_factors"))
	before = [stored(doctype, name) for doctype, name, _ in rows]
	thieves = (builders.evidence(other.name).name, builders.source(team.service).name)
	for (doctype, _name, table), thief, record in zip(rows, thieves, before, strict=True):
		row = {**record[table][0], "action": builders.started(team).name}
		put(doctype, thief, **{table: [row]})
	assert [stored(doctype, name) for doctype, name, _ in rows] == before


# What an earlier gate has asked for stays


VAGUE = {"title": "Improve documentation of consent", "description": "", "closure_test": "Done"}


@pytest.mark.parametrize(
	("status", "emptied", "word"),
	(
		("Open", {"source": None}, "source"),
		("Open", {"closure_test": ""}, "closure test"),
		("Open", {"priority": ""}, "priority"),
		("In Progress", {"indicator": ""}, "indicator"),
		("In Progress", {"target_value": 78}, "target"),
		("In Progress", {**VAGUE, "indicator": "", "no_indicator_reason": "Cannot be counted"}, "improve"),
		("Completed", {"change_to_practice": ""}, "change to practice"),
		("Completed", {"change_to_practice": "Training delivered to all staff on 15 February"}, ""),
		("Completed", {"readings": []}, "reading"),
		("Completed", {"closure_test": ""}, "closure test"),
	),
	ids=str,
)
def test_what_a_gate_asked_for_is_not_taken_away_behind_it(status, emptied, word):
	team = builders.Team()
	name = builders.action_in(status, team).name
	before = stored(ACTION, name)
	with as_user(team.manager):
		assert word in (refusal_of(put, ACTION, name, **emptied) or "not refused").lower()
	assert stored(ACTION, name) == before


def test_the_evidence_a_completed_action_stands_on_is_not_taken_away():
	team = builders.Team()
	action = builders.completed(team)
	(name,) = frappe.get_all(EVIDENCE, {"action": action.name}, pluck="name")
	another = builders.started(team).name
	with as_user(team.manager):
		for values in (
			{"action": another},
			{"demonstrates": "Completion"},
			{"valid_until": nowdate(), "evidence_date": "2026-01-01"},
		):
			answer = refusal_of(put, EVIDENCE, name, **values)
			assert bool(answer) == ("valid_until" not in values), (values, answer)
		assert refusal_of(rest, "DELETE", f"/api/resource/{EVIDENCE}/{name}")
	assert frappe.db.get_value(EVIDENCE, name, ("action", "demonstrates")) == (action.name, "Change")
	builders.evidence(action.name)
	with as_user(team.manager):
		assert refusal_of(rest, "DELETE", f"/api/resource/{EVIDENCE}/{name}") is None, "one of two may go"


# A value in the request does not widen what its sender may do


@pytest.fixture
def two_services():
	"""Two services with their people; whoever works in one has no business in the other."""
	here, there = builders.Team(), builders.Team()
	for team in (here, there):
		team.manager = builders.user(MANAGER, limited_to=team.service)
		team.verifier = builders.user(VERIFIER, limited_to=team.service)
	return here, there


TAKEOVERS = {
	"a manager moves another service's action into their own": ("manager", ACTION, "Open", lambda t: {"service": t.service}),
	"an owner makes somebody's draft their own": ("owner", ACTION, "Draft", lambda t: {"action_owner": t.owner}),
	"a manager moves another service's source into their own": ("manager", SOURCE, "Open", lambda t: {"service": t.service}),
	"an owner moves somebody's evidence to their own action": (
		"owner", EVIDENCE, "Completed", lambda t: {"action": builders.started(t).name}
	),
	"a verifier puts their name on another service's review": (
		"verifier", REVIEW, "Completed", lambda t: {"reviewer": t.verifier}
	),
}  # fmt: skip


@pytest.mark.parametrize("attempt", TAKEOVERS)
def test_a_record_out_of_reach_is_not_brought_into_reach_by_the_request_itself(attempt, two_services):
	here, there = two_services
	who, doctype, status, values = TAKEOVERS[attempt]
	action = builders.action_in(status, there)
	name = {
		ACTION: lambda: action.name,
		SOURCE: lambda: action.source,
		EVIDENCE: lambda: frappe.get_all(EVIDENCE, {"action": action.name}, pluck="name")[0],
		REVIEW: lambda: builders.pending_review(action.name).name,
	}[doctype]()
	before, sent = stored(doctype, name), values(here)
	with as_user(getattr(here, who)):
		answer = refusal_of(put, doctype, name, **sent)
	assert stored(doctype, name) == before
	assert answer and answer.startswith("403")


def test_a_verifier_does_not_review_another_service_by_naming_themselves(two_services):
	here, there = two_services
	action = builders.completed(there)
	review = {
		"action": action.name,
		"review_type": "Verification",
		"reviewer": here.verifier,
		"method": "Observation",
		"outcome": "Not Embedded",
		"findings": "Gaps in 4 of 10 charts.",
	}
	with as_user(here.verifier):
		assert refusal_of(rest, "POST", f"/api/resource/{REVIEW}", review)
	assert builders.get(action.name).status == "Completed"


def test_an_owner_does_not_reach_a_source_by_pointing_their_action_at_it():
	team = builders.Team()
	action = builders.started(team)
	confidential = builders.source(builders.service()).name
	with as_user(team.owner):
		assert refusal_of(put, ACTION, action.name, source=confidential)
		assert refusal_of(
			rest_call,
			action.name,
			"spawn_sub_action",
			title="Check",
			source=confidential,
			action_owner=team.owner,
		)
		assert not frappe.has_permission(SOURCE, "read", confidential)


def test_an_owner_does_not_hang_their_action_under_somebody_elses():
	team, another = builders.Team(), builders.Team()
	mine, theirs = builders.opened(team), builders.started(another)
	with as_user(team.owner):
		assert refusal_of(put, ACTION, mine.name, parent_action=theirs.name)
	assert not builders.get(mine.name).parent_action


def test_a_sub_action_is_a_draft_whatever_the_request_says():
	team = builders.Team()
	action = builders.started(team)
	with as_user(team.owner):
		for values in (
			{"workflow_state": "Open"},
			{"status": "Closed"},
			{"closed_on": nowdate()},
			{"owner_changes": [{}]},
		):
			assert refusal_of(rest_call, action.name, "spawn_sub_action", title="Check", **values), values
		name = rest_call(action.name, "spawn_sub_action", title="Agree the check sheet", parent_action="")[
			"data"
		]
	sub_action = builders.get(name)
	assert (sub_action.status, sub_action.parent_action) == ("Draft", action.name)
	assert (sub_action.source, sub_action.service) == (action.source, action.service)


def test_flags_in_a_request_mean_nothing():
	team = builders.Team()
	action = builders.completed(team)
	builders.record_review(action.name, team.verifier)
	stored_action = json.loads(frappe.as_json(builders.get(action.name)))
	for flag in ("ignore_permissions", "moved_by_rule", "ignore_validate"):
		sent = {"flags": {flag: 1}, "workflow_state": "Closed"}
		for person in (team.new_owner, team.owner):
			with as_user(person):
				assert refusal_of(frappe.client.save, json.dumps({**stored_action, **sent})), flag
				assert refusal_of(put, ACTION, action.name, **sent), flag
	assert builders.get(action.name).status == "Completed"


def test_a_key_named_like_a_part_of_the_code_gets_nothing_through():
	team = builders.Team()
	action = builders.completed(team)
	review = builders.pending_review(action.name)
	for key in (
		"validate",
		"pass_gate",
		"refuse_hand_edits",
		"on_update",
		"status_before",
		"_reviewed_action",
	):
		with as_user(team.owner):
			refusal_of(
				put, ACTION, action.name, **{key: "Closed", "workflow_state": "Closed", "slip_count": 9}
			)
			embedded = {
				"reviewer": team.owner,
				"outcome": "Embedded",
				"method": "Observation",
				"findings": "Fine",
			}
			refusal_of(put, REVIEW, review.name, **{key: {"completion_count": 1}, **embedded})
		after = builders.get(action.name)
		assert (after.status, after.slip_count) == ("Completed", 0), key
		assert not frappe.db.get_value(REVIEW, review.name, "outcome"), key


CALLS = (
	("reschedule", {"new_due_date": "2099-12-31", "reason": "Later"}),
	("add_progress", {"note": "Nearly there"}),
	("move", {"workflow_action": "Complete"}),
	("move", {"workflow_action": "Close"}),
)
MADE_UP = (
	{"status": "In Progress"},
	{"status": "In Progress", "workflow_state": "In Progress"},
	{"due_date": "2099-01-01"},
	{"slip_count": -1, "status": "In Progress"},
	{"action_owner": "somebody.else@example.org"},
)


def test_a_method_called_on_a_made_up_record_meets_the_stored_one():
	"""The form calls methods on the record as the browser has it, which may be anything."""
	team = builders.Team()
	action = builders.completed(team)
	before = stored(ACTION, action.name)
	as_in_the_browser = json.loads(frappe.as_json(builders.get(action.name)))
	for (method, args), made_up in itertools.product(CALLS, MADE_UP):
		sent = {
			"docs": json.dumps({**as_in_the_browser, **made_up}),
			"method": method,
			"args": json.dumps(args),
		}
		with as_user(team.owner):
			assert refusal_of(rest, "POST", "/api/method/run_doc_method", sent), (method, made_up)
		assert stored(ACTION, action.name) == before, (method, made_up)


# A verifier checks somebody's work and does not do it


@pytest.mark.parametrize("status", ("Draft", "Open", "In Progress", "Completed"))
def test_a_verifier_rewrites_nothing_on_an_action(status):
	team = builders.Team()
	name = builders.action_in(status, team).name
	before = stored(ACTION, name)
	with as_user(team.verifier):
		for values in (
			{"title": "Somebody else's wording of it altogether"},
			{"change_to_practice": builders.BEFORE_AND_AFTER + " And more."},
			{"readings": [{"reading_date": nowdate(), "value": 99}]},
			{"progress_updates": [*before["progress_updates"], {"note": "Looks fine"}]},
			{"due_date": builders.in_days(90)},
			{"action_owner": team.verifier},
			{"action_owner": team.verifier, "title": "Taken over in the same request"},
			{"title": "Made to look new", "__islocal": 1},
		):
			assert refusal_of(put, ACTION, name, **values), values
	assert stored(ACTION, name) == before


def test_a_verifier_neither_reschedules_nor_reassigns_nor_spreads_the_work():
	team = builders.Team()
	action = builders.started(team)
	before = stored(ACTION, action.name)
	as_in_the_browser = json.loads(frappe.as_json(action))
	calls = {
		"reschedule": {"new_due_date": builders.in_days(60), "reason": "Later suits me"},
		"reassign": {"new_owner": team.new_owner, "reason": "Somebody else"},
		"add_progress": {"note": "Looks fine"},
		"spawn_sub_action": {"title": "Check again", "action_owner": team.new_owner},
	}
	with as_user(team.verifier):
		for method, args in calls.items():
			assert "not_yours" in (refusal_of(rest_call, action.name, method, **args) or ""), method
			made_up = {**as_in_the_browser, "action_owner": team.verifier}
			sent = {"docs": json.dumps(made_up), "method": method, "args": json.dumps(args)}
			assert refusal_of(rest, "POST", "/api/method/run_doc_method", sent), method
	assert stored(ACTION, action.name) == before
	assert not frappe.db.exists(ACTION, {"parent_action": action.name})


def test_a_verifier_returns_closes_and_reopens_with_a_reason():
	team = builders.Team()
	action = builders.completed(team)
	builders.do(action.name, team.verifier, "Return", "The November audit is not attached.")
	builders.do(action.name, team.owner, "Complete")
	builders.record_review(action.name, team.verifier)
	builders.do(action.name, team.verifier, "Close")
	assert builders.get(action.name).status == "Closed"


def test_a_review_of_a_service_out_of_reach_is_not_recorded_by_who_reads_everything(two_services):
	here, there = two_services
	person = builders.user(VERIFIER, GOVERNANCE, limited_to=here.service)
	action = builders.completed(there)
	review = builders.pending_review(action.name)
	recorded = {
		"reviewer": person,
		"reviewed_on": nowdate(),
		"method": "Observation",
		"sample_size": 10,
		"outcome": "Embedded",
		"findings": "Fine.",
	}
	before = stored(REVIEW, review.name)
	with as_user(person):
		assert (refusal_of(put, REVIEW, review.name, **recorded) or "").startswith("403")
		made = {**recorded, "action": action.name, "review_type": "Verification"}
		assert (refusal_of(rest, "POST", f"/api/resource/{REVIEW}", made) or "").startswith("403")
	assert stored(REVIEW, review.name) == before
