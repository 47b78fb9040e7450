"""An administrator changes the Workflow in the Desk, without code; the loop goes on and the gates hold."""

import builders
import frappe
import pytest
from builders import GOVERNANCE, as_user
from doors import WRITING, refusal_of, rest_call
from frappe.model.workflow import apply_workflow

ACTION = "Improvement Action"


@pytest.fixture
def workflow():
	"""The Workflow of improvement actions, to be changed; what Redis keeps of it is forgotten afterwards."""
	yield frappe.get_doc("Workflow", ACTION)
	frappe.db.rollback()
	frappe.clear_cache()


def new_state(name: str) -> str:
	frappe.get_doc({"doctype": "Workflow State", "workflow_state_name": name}).insert(
		ignore_if_duplicate=True
	)
	return name


def rename_state(workflow, old: str, new: str) -> None:
	"""Give a state another name, as in the Workflow's form: in its row and in every transition."""
	new_state(new)
	for row in workflow.states:
		row.state = new if row.state == old else row.state
	for row in workflow.transitions:
		row.state = new if row.state == old else row.state
		row.next_state = new if row.next_state == old else row.next_state
	workflow.save()


def add_state_between(workflow) -> None:
	"""Put *Awaiting Sign-off*, which still means In Progress, before Completed."""
	state, role = new_state("Awaiting Sign-off"), builders.ACTION_OWNER
	workflow.append(
		"states",
		{
			"state": state,
			"doc_status": "0",
			"allow_edit": "All",
			"update_field": "status",
			"update_value": "In Progress",
		},
	)
	for row in workflow.transitions:
		if row.action == "Complete":
			row.state, row.allowed = state, builders.MANAGER
	if not frappe.db.exists("Workflow Action Master", "Submit for Sign-off"):
		frappe.get_doc(
			{"doctype": "Workflow Action Master", "workflow_action_name": "Submit for Sign-off"}
		).insert()
	workflow.append(
		"transitions",
		{"state": "In Progress", "action": "Submit for Sign-off", "next_state": state, "allowed": role},
	)
	workflow.save()


def states_of(*actions) -> list[tuple]:
	return [frappe.db.get_value(ACTION, action.name, ("status", "workflow_state")) for action in actions]


# Switched off and on


def switch(workflow, on: int) -> None:
	workflow.reload()
	workflow.is_active = on
	workflow.save()


def test_with_the_workflow_off_the_gates_hold_on_the_status(workflow):
	team = builders.Team()
	draft, empty = builders.draft(team), builders.draft(team, closure_test="", indicator="")
	closed, completed = builders.closed(team), builders.completed(team)
	switch(workflow, 0)
	attempts = (
		(empty, {"status": "Open"}, "closure test"),
		(draft, {"status": "Closed"}, "cannot go"),
		(draft, {"status": "Resolved"}, "Resolved"),
		(completed, {"status": "Closed"}, "Verification review"),
		(completed, {"status": "In Progress"}, "Say why"),
		(closed, {"status": "Draft"}, "cannot go"),
		(closed, {"title": "Another"}, "read-only"),
	)
	for action, values, word in attempts:
		for name, door in WRITING.items():
			before = states_of(action)
			answer = refusal_of(door, ACTION, action.name, values) or ""
			assert states_of(action) == before, (name, values)
			if name not in ("list_bulk_edit", "form_submit"):
				assert word in answer, (name, values, answer[:300])


def test_the_loop_runs_with_the_workflow_off_and_its_states_are_right_when_it_is_on_again(workflow):
	switch(workflow, 0)
	team = builders.Team()
	actions = []
	for wanted, moves in (
		("Open", [("manager", "Open")]),
		("Completed", [("manager", "Open"), ("owner", "In Progress"), ("owner", "Completed")]),
	):
		action = builders.draft(team)
		builders.evidence(action.name)
		action.change_to_practice = builders.BEFORE_AND_AFTER
		action.append("readings", {"reading_date": frappe.utils.nowdate(), "value": 96})
		action.save()
		for person, status in moves:
			with as_user(getattr(team, person)):
				rest_call(action.name, "move", workflow_action=status)
		assert states_of(action)[0][0] == wanted
		actions.append(action)
	builders.record_review(actions[1].name, team.verifier)
	with as_user(team.verifier):
		rest_call(actions[1].name, "move", workflow_action="Closed")
	switch(workflow, 1)
	assert states_of(*actions) == [("Open", "Open"), ("Closed", "Closed")]
	builders.do(actions[1].name, team.manager, "Reopen", "Gaps are back.")
	assert states_of(actions[1]) == [("In Progress", "In Progress")]


def test_a_draft_made_while_it_was_off_is_a_draft_when_it_is_on_again(workflow):
	switch(workflow, 0)
	action = builders.draft(builders.Team())
	switch(workflow, 1)
	assert states_of(action) == [("Draft", "Draft")]


def test_a_deleted_workflow_is_like_one_that_is_off(workflow):
	team = builders.Team()
	action = builders.opened(team)
	frappe.delete_doc("Workflow", workflow.name)
	assert "Reschedule" in refusal_of(WRITING["rest_put"], ACTION, action.name, {"due_date": "2099-12-31"})
	with as_user(team.owner):
		rest_call(action.name, "add_progress", note="Check sheet agreed")
	assert states_of(action)[0][0] == "In Progress"


# Changed


def test_a_renamed_state_changes_what_is_shown_and_nothing_else(workflow):
	team = builders.Team()
	before = builders.completed(team)
	rename_state(workflow, "Completed", "Awaiting Verification")
	assert states_of(before) == [("Completed", "Awaiting Verification")]
	after = builders.completed(team)
	assert states_of(after) == [("Completed", "Awaiting Verification")]
	builders.record_review(after.name, team.verifier)
	builders.do(after.name, team.verifier, "Close")
	assert states_of(after) == [("Closed", "Closed")]


def test_two_states_may_stand_for_one_status(workflow):
	add_state_between(workflow)
	team = builders.Team()
	action = builders.started(team)
	builders.do(action.name, team.owner, "Submit for Sign-off")
	assert states_of(action) == [("In Progress", "Awaiting Sign-off")]
	with as_user(team.manager):
		answer = refusal_of(rest_call, action.name, "move", workflow_action="Complete")
		assert "change to practice" in answer and "evidence" in answer
	builders.prove(action.name)
	assert states_of(action) == [("In Progress", "Awaiting Sign-off")], "a save does not throw it back"
	with as_user(team.owner):
		assert refusal_of(rest_call, action.name, "move", workflow_action="Complete")
	builders.do(action.name, team.manager, "Complete")
	builders.record_review(action.name, team.verifier, "Partially Embedded")
	assert states_of(action) == [("In Progress", "In Progress")]


def test_progress_does_not_move_an_action_that_has_gone_further(workflow):
	add_state_between(workflow)
	team = builders.Team()
	action = builders.started(team)
	builders.do(action.name, team.owner, "Submit for Sign-off")
	with as_user(team.owner):
		rest_call(action.name, "add_progress", note="The second audit is done too.")
	assert states_of(action) == [("In Progress", "Awaiting Sign-off")]


def test_a_transition_given_to_another_role_is_theirs(workflow):
	for row in workflow.transitions:
		if row.action == "Complete" and row.allowed == builders.ACTION_OWNER:
			row.allowed = builders.VERIFIER
	workflow.save()
	team = builders.Team()
	action = builders.started(team)
	builders.prove(action.name)
	with as_user(team.owner):
		assert "not possible for you" in refusal_of(
			rest_call, action.name, "move", workflow_action="Complete"
		)
	builders.do(action.name, team.verifier, "Complete")
	assert "cannot verify" in refusal_of(builders.record_review, action.name, team.verifier)


def test_a_transition_that_jumps_a_gate_is_stopped_by_the_gate(workflow):
	"""Whatever the Workflow offers: Draft does not become Closed."""
	for role in (builders.MANAGER, GOVERNANCE):
		workflow.append(
			"transitions", {"state": "Draft", "action": "Close", "next_state": "Closed", "allowed": role}
		)
	workflow.save()
	team = builders.Team()
	action = builders.draft(team)
	with as_user(team.manager):
		assert "cannot go from Draft to Closed" in refusal_of(
			rest_call, action.name, "move", workflow_action="Close"
		)
		assert refusal_of(apply_workflow, builders.get(action.name), "Close")
	assert states_of(action) == [("Draft", "Draft")]


# What the Workflow may not become

BROKEN = {
	"a state that says no status": lambda w: w.states[1].update({"update_field": "", "update_value": ""}),
	"a state with a status nobody knows": lambda w: w.states[1].update({"update_value": "Resolved"}),
	"a state that writes another field": lambda w: w.states[1].update({"update_field": "title"}),
	"a submitted state": lambda w: w.states[4].update({"doc_status": "1"}),
	"a status without a state": lambda w: w.update(
		{
			"states": [row for row in w.states if row.state != "Cancelled"],
			"transitions": [row for row in w.transitions if row.next_state != "Cancelled"],
		}
	),
	"a state kept in another field": lambda w: w.update({"workflow_state_field": "status"}),
}


@pytest.mark.parametrize("flaw", BROKEN)
def test_a_workflow_the_rules_cannot_follow_is_refused(flaw, workflow):
	BROKEN[flaw](workflow)
	with pytest.raises(frappe.ValidationError):
		workflow.save()


def test_another_doctypes_workflow_is_not_our_business(workflow):
	frappe.get_doc(
		{
			"doctype": "Workflow",
			"workflow_name": "Note",
			"document_type": "Note",
			"workflow_state_field": "title",
			"is_active": 1,
			"states": [{"state": "Open", "doc_status": "0", "allow_edit": "All"}],
		}
	).insert()
