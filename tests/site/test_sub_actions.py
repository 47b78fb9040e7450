"""Work spread over several people: sub-actions with owners and dates of their own, in one tree without circles."""

import builders
import frappe
import pytest
from builders import as_user
from doors import WRITING, refusal_of, rest_call, stored

ACTION = "Improvement Action"


def tree(depth: int, team) -> list:
	"""Return a chain of open actions, each part of the one before."""
	chain = [builders.opened(team)]
	while len(chain) < depth:
		parent = chain[-1]
		chain.append(builders.opened(team, parent_action=parent.name, source=parent.source))
	return chain


@pytest.mark.parametrize("depth", (1, 2, 3))
def test_nothing_is_part_of_itself_at_any_door(depth):
	chain = tree(depth, builders.Team())
	top, bottom = chain[0].name, chain[-1].name
	before = stored(ACTION, top)
	for name, door in WRITING.items():
		assert refusal_of(door, ACTION, top, {"parent_action": bottom}), name
		assert stored(ACTION, top) == before, name


def test_a_part_is_not_due_after_the_whole():
	team = builders.Team()
	parent = builders.opened(team)
	with pytest.raises(frappe.ValidationError, match="due after its parent"):
		builders.draft(team, parent_action=parent.name, due_date=builders.in_days(31))
	part = builders.opened(team, parent_action=parent.name, due_date=builders.in_days(20))
	with as_user(team.owner):
		later = refusal_of(
			rest_call, part.name, "reschedule", new_due_date=builders.in_days(31), reason="Late"
		)
		assert "due after its parent" in later
		sooner = refusal_of(
			rest_call, parent.name, "reschedule", new_due_date=builders.in_days(19), reason="Early"
		)
		assert part.name in sooner
		rest_call(parent.name, "reschedule", new_due_date=builders.in_days(20), reason="All on one day")


def test_the_date_of_a_draft_does_not_slip_before_its_parts():
	team = builders.Team()
	parent = builders.draft(team)
	part = builders.draft(team, parent_action=parent.name, due_date=builders.in_days(20))
	with as_user(team.manager):
		answer = refusal_of(WRITING["rest_put"], ACTION, parent.name, {"due_date": builders.in_days(10)})
	assert part.name in answer


@pytest.mark.parametrize("status", ("Completed", "Closed", "Cancelled"))
def test_finished_work_takes_no_new_parts(status):
	team = builders.Team()
	parent = builders.action_in(status, team)
	with as_user(team.manager):
		answer = refusal_of(rest_call, parent.name, "spawn_sub_action", title="One more thing")
	assert "Reopen it before adding work" in answer


def test_the_whole_waits_for_its_parts_and_names_them():
	team = builders.Team()
	parent = builders.started(team)
	builders.prove(parent.name)
	parts = [builders.draft(team, parent_action=parent.name, source=parent.source) for _ in range(2)]
	for person, move in (("owner", "Complete"), ("manager", "Cancel")):
		with as_user(getattr(team, person)):
			answer = refusal_of(
				rest_call, parent.name, "move", workflow_action=move, reason="No longer needed"
			)
		assert all(part.name in answer for part in parts)
	for part in parts:
		builders.do(part.name, team.manager, "Cancel", "Done as part of the other one")
	builders.do(parent.name, team.owner, "Complete")


def test_a_part_completed_is_enough_for_the_whole():
	team = builders.Team()
	parent = builders.started(team)
	builders.prove(parent.name)
	builders.completed(team, parent_action=parent.name, source=parent.source)
	builders.do(parent.name, team.owner, "Complete")


def test_an_owner_spreads_work_over_others_but_does_not_open_it():
	team = builders.Team()
	parent = builders.started(team)
	fields = {
		key: value for key, value in builders.ready_to_open(team).items() if key not in ("doctype", "service")
	}
	with as_user(team.owner):
		values = {**fields, "action_owner": team.new_owner}
		name = rest_call(parent.name, "spawn_sub_action", **values)["data"]
		assert refusal_of(rest_call, name, "move", workflow_action="Open")
	part = builders.get(name)
	assert (part.status, part.action_owner, part.parent_action) == ("Draft", team.new_owner, parent.name)
	builders.do(name, team.manager, "Open")
