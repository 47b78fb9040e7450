"""The gate table on a real site: who moves an action on, and what every refusal has to name."""

import json

import builders
import frappe
import pytest
from builders import ACTION_OWNER, MANAGER, ROLES, VERIFIER, as_user
from doors import WRITING, Refused, refusal_of, rest, rest_call, stored
from frappe.model.workflow import apply_workflow, bulk_workflow_approval
from frappe.utils import getdate

ACTION = "Improvement Action"

#: What a draft with nothing but a title lacks, in words of the refusal.
MISSING_TO_OPEN = ("source", "owner", "due date", "priority", "closure test", "indicator")
MISSING_TO_COMPLETE = (
	"change to practice",
	"evidence that shows the change",
	"latest reading",
	"sub-actions",
)


def by_method(name: str, action: str, to_state: str):
	rest_call(name, "move", workflow_action=action)


def by_workflow_button(name: str, action: str, to_state: str):
	apply_workflow(frappe.get_doc(ACTION, name), action)


def by_form(name: str, action: str, to_state: str):
	WRITING["form_save"](ACTION, name, {"workflow_state": to_state})


def by_rest(name: str, action: str, to_state: str):
	WRITING["rest_put"](ACTION, name, {"workflow_state": to_state})


def by_import(name: str, action: str, to_state: str):
	WRITING["data_import_update"](ACTION, name, {"workflow_state": to_state})


MOVING = (by_method, by_workflow_button, by_form, by_rest, by_import)


@pytest.mark.parametrize("move", MOVING)
def test_opening_an_empty_draft_names_everything_that_is_missing(move):
	with as_user(builders.user(MANAGER)):
		name = frappe.get_doc({"doctype": ACTION, "title": "Improve documentation"}).insert().name
		before = stored(ACTION, name)
		answer = refusal_of(move, name, "Open", "Open").lower()
	assert not [word for word in MISSING_TO_OPEN if word not in answer], answer
	assert stored(ACTION, name) == before


@pytest.mark.parametrize("move", MOVING)
def test_completing_too_early_names_everything_that_is_missing(move):
	team = builders.Team()
	source = builders.source(team.service, is_safeguarding=1)
	action = builders.started(team, source=source.name)
	builders.draft(team, parent_action=action.name, source=source.name)
	before = stored(ACTION, action.name)
	with as_user(team.owner):
		answer = refusal_of(move, action.name, "Complete", "Completed")
	missing = [word for word in (*MISSING_TO_COMPLETE, "root cause") if word not in answer.lower()]
	if move is not by_import:  # which is kept to those who may import
		assert not missing, answer
	assert stored(ACTION, action.name) == before


def test_a_program_reads_every_problem_with_its_code_and_field():
	name = frappe.get_doc({"doctype": ACTION, "title": "Additional training"}).insert().name
	with pytest.raises(Refused) as refused:
		by_method(name, "Open", "Open")
	problems = refused.value.answer["problems"]
	assert {"no_source", "no_owner", "no_due_date", "no_priority", "no_closure_test", "no_indicator"} <= {
		problem["code"] for problem in problems
	}
	assert all(problem["message"] and problem["field"] for problem in problems)


#: The move, the status to make it from, and which of the roles may make it.
TRANSITIONS = (
	("Open", "Draft", {"manager"}),
	("Cancel", "Draft", {"manager"}),
	("Start", "Open", {"manager", "owner"}),
	("Cancel", "Open", {"manager"}),
	("Complete", "In Progress", {"manager", "owner"}),
	("Cancel", "In Progress", {"manager"}),
	("Close", "Completed", {"manager", "verifier"}),
	("Return", "Completed", {"manager", "verifier"}),
	("Reopen", "Closed", {"manager", "verifier"}),
)


@pytest.mark.parametrize(
	("move", "status", "allowed"), TRANSITIONS, ids=[f"{s}-{m}" for m, s, _ in TRANSITIONS]
)
def test_who_may_make_a_move(move, status, allowed):
	team = builders.Team()
	name = builders.action_in(status, team).name
	if move == "Complete":
		builders.prove(name)
	if move == "Close":
		builders.record_review(name, builders.user(VERIFIER))
	for person in ("owner", "manager", "verifier", "governance", "hr", "external"):
		frappe.db.savepoint("before_move")
		with as_user(getattr(team, person)):
			answer = refusal_of(rest_call, name, "move", workflow_action=move, reason="It has to be so.")
		moved = frappe.db.get_value(ACTION, name, "status") != status
		frappe.db.rollback(save_point="before_move")
		assert moved == (person in allowed) == (answer is None), f"{person}: {answer}"


@pytest.mark.parametrize(
	("move", "status"), (("Cancel", "Open"), ("Return", "Completed"), ("Reopen", "Closed"))
)
def test_a_move_back_or_out_needs_a_reason(move, status):
	team = builders.Team()
	name = builders.action_in(status, team).name
	for reason in (None, "", "   "):
		with as_user(team.manager):
			assert "Say why" in refusal_of(rest_call, name, "move", workflow_action=move, reason=reason)
	assert frappe.db.get_value(ACTION, name, "status") == status


def test_bulk_approval_moves_what_is_ready_and_leaves_the_rest():
	team = builders.Team()
	ready, empty = builders.draft(team).name, builders.draft(team, closure_test="").name
	with as_user(team.manager):
		refusal_of(bulk_workflow_approval, json.dumps([ready, empty]), ACTION, "Open")
	assert frappe.db.get_value(ACTION, ready, "status") == "Open"
	assert frappe.db.get_value(ACTION, empty, "status") == "Draft"


def test_nobody_verifies_or_closes_their_own_action_whatever_their_roles():
	team = builders.Team()
	team.owner = builders.user(*ROLES, "System Manager")
	action = builders.completed(team)
	assert "cannot verify" in refusal_of(builders.record_review, action.name, team.owner)
	builders.record_review(action.name, team.verifier)
	for move in MOVING:
		with as_user(team.owner):
			assert refusal_of(move, action.name, "Close", "Closed"), move.__name__
	assert frappe.db.get_value(ACTION, action.name, "status") == "Completed"


def test_the_first_progress_starts_an_open_action():
	team = builders.Team()
	action = builders.opened(team)
	with as_user(team.owner):
		rest_call(action.name, "add_progress", note="Check sheet agreed", percent_complete=10)
	action.reload()
	assert (action.status, action.percent_complete) == ("In Progress", 10)
	assert action.progress_updates[0].updated_by == team.owner


def test_progress_is_signed_by_who_writes_it_and_not_by_who_they_say():
	team = builders.Team()
	action = builders.started(team)
	with as_user(team.owner):
		rows = [
			*action.as_dict()["progress_updates"],
			{"note": "Second audit done", "updated_by": team.verifier},
		]
		rest(
			"PUT",
			f"/api/resource/{ACTION}/{action.name}",
			json.loads(frappe.as_json({"progress_updates": rows})),
		)
	assert [row.updated_by for row in builders.get(action.name).progress_updates] == [team.owner, team.owner]


def test_rescheduling_takes_a_reason_and_keeps_the_first_date():
	team = builders.Team()
	action = builders.opened(team)
	first, later = action.due_date, builders.in_days(45)
	with as_user(team.owner):
		refused = refusal_of(rest_call, action.name, "reschedule", new_due_date=later, reason=" ")
		assert "Say why the due date changes" in refused
		rest_call(
			action.name, "reschedule", new_due_date=later, reason="The pharmacy's new charts come in May."
		)
	action.reload()
	assert (str(action.due_date), action.original_due_date, action.slip_count) == (later, first, 1)
	change = action.due_date_changes[0]
	assert (change.from_date, str(change.to_date), change.changed_by) == (first, later, team.owner)


@pytest.mark.parametrize("status", ("Draft", "Completed", "Closed", "Cancelled"))
def test_only_an_active_action_is_rescheduled(status):
	name = builders.action_in(status).name
	before = stored(ACTION, name)
	assert "not rescheduled" in refusal_of(
		rest_call, name, "reschedule", new_due_date="2099-12-31", reason="Later"
	)
	assert stored(ACTION, name) == before


@pytest.mark.parametrize(
	"who", ("Administrator", "Guest", "a disabled user", "a shared mailbox", "nobody known")
)
def test_an_owner_is_one_person_who_can_sign_in(who):
	team = builders.Team()
	accounts = {
		"a disabled user": lambda: builders.user(ACTION_OWNER, enabled=0),
		"a shared mailbox": lambda: builders.user(ACTION_OWNER, name="office@example.org"),
		"nobody known": lambda: "nobody@example.org",
	}
	account = accounts[who]() if who in accounts else who
	opened = builders.opened(team)
	with as_user(team.manager):
		assert refusal_of(rest_call, opened.name, "reassign", new_owner=account, reason="Long leave")
		assert builders.get(opened.name).action_owner == team.owner
		if who != "nobody known":
			draft = builders.draft(team, action_owner=account).name
			assert refusal_of(rest_call, draft, "move", workflow_action="Open"), account


def test_reassigning_takes_a_reason_and_is_logged():
	team = builders.Team()
	action = builders.started(team)
	with as_user(team.manager):
		refused = refusal_of(rest_call, action.name, "reassign", new_owner=team.new_owner, reason="")
		assert "Say why the owner changes" in refused
		rest_call(action.name, "reassign", new_owner=team.new_owner, reason="Long leave")
	action.reload()
	assert action.action_owner == team.new_owner
	row = action.owner_changes[0]
	assert (row.from_owner, row.to_owner, row.changed_by) == (team.owner, team.new_owner, team.manager)


def test_the_whole_loop_leaves_its_dates_and_people():
	team = builders.Team()
	action = builders.closed(team)
	today = getdate()
	assert [getdate(action.get(field)) for field in ("opened_on", "completed_on", "closed_on")] == [today] * 3
	assert (action.completed_by, action.closed_by, action.completion_count) == (team.owner, team.verifier, 1)
	builders.do(action.name, team.manager, "Reopen", "Gaps are back.")
	action.reload()
	assert (action.status, action.reopen_count, action.closed_on) == ("In Progress", 1, None)
	assert not action.completed_on and not action.closed_by
	with as_user(team.owner):
		builders.get(action.name).move("Complete")
	with as_user(team.verifier):
		answer = refusal_of(rest_call, action.name, "move", workflow_action="Close")
	assert "Verification review" in answer, "the review of the first round must not close the second"


def test_progress_stays_as_its_author_signed_it():
	team = builders.Team()
	action = builders.started(team)
	for spoil in (
		lambda doc: doc.progress_updates[0].update({"note": "All done."}),
		lambda doc: doc.set("progress_updates", []),
	):
		with as_user(team.manager):
			doc = builders.get(action.name)
			spoil(doc)
			assert team.owner in refusal_of(doc.save)
	with as_user(team.owner):
		doc = builders.get(action.name)
		doc.progress_updates[0].note = "Check sheet agreed with the seniors on both floors"
		doc.save()
	assert builders.get(action.name).progress_updates[0].updated_by == team.owner


def test_an_action_never_lacks_the_service_that_decides_who_sees_it():
	team = builders.Team()
	action = builders.draft(team, service=None)
	assert action.service == team.service
	action.service = None
	assert action.save().service == team.service


def test_a_move_by_rule_opens_no_other_transition_of_the_same_document():
	team = builders.Team()
	opened = builders.opened(team)
	with as_user(team.owner):
		action = builders.get(opened.name)
		action.add_progress("Check sheet agreed with the seniors")
		assert action.status == "In Progress"
		assert not action.flags.moved_by_rule, "the next transition would pass by the workflow's roles"
