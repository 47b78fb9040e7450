"""Escalation steps: which of them an action has reached, and what the settings may say."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from improvement_actions.lifecycle import escalation
from improvement_actions.lifecycle.escalation import Step
from improvement_actions.lifecycle.working_days import Calendar

TODAY = date(2026, 11, 23)
OWNER = Step(1, "Low", escalation.OWNER)
MANAGER = Step(7, "Medium", escalation.REGISTERED_MANAGER)
NOMINATED = Step(14, "High", escalation.NOMINATED_INDIVIDUAL)
BOARD = Step(28, "Low", escalation.ADDRESS, address="board@example.org")
ALL = [OWNER, MANAGER, NOMINATED, BOARD]

STEPS = st.lists(
	st.builds(
		Step,
		st.integers(1, 60),
		st.sampled_from(escalation.PRIORITIES),
		st.sampled_from([escalation.OWNER, escalation.LINE_MANAGER, escalation.REGISTERED_MANAGER]),
	),
	max_size=6,
)


def row(days=7, kind=escalation.REGISTERED_MANAGER, priority="Low", **values):
	return {"days_overdue": days, "from_priority": priority, "escalate_to": kind, **values}


def level(priority, days_overdue, calendar=None):
	found = escalation.reached(ALL, calendar or Calendar(), TODAY)
	return escalation.level(priority, TODAY - timedelta(days=days_overdue), found)


def test_it_is_escalated_from_where_somebody_else_than_the_owner_is_told():
	lists = (ALL, ALL[1:], ALL[:1], [])
	assert [escalation.escalated_from(steps) for steps in lists] == [2, 1, 2, 1]


@pytest.mark.parametrize(
	("priority", "days", "expected"),
	[
		("Low", 0, 0),
		("Low", 1, 1),
		("Low", 27, 1),
		("Medium", 7, 2),
		("Medium", 14, 2),
		("High", 14, 3),
		("Critical", 13, 2),
		("Low", 28, 4),
		("", 28, 0),
	],
)
def test_the_level_is_the_last_step_that_applies(priority, days, expected):
	assert level(priority, days) == expected


def test_working_days_put_a_step_off():
	# Due on Friday; today is Monday
	assert level("Low", 3, Calendar(True)) == 1
	assert level("Low", 2, Calendar(True)) == 1
	assert level("Low", 1, Calendar(True)) == 1
	assert level("Medium", 8, Calendar(True)) == 1
	assert level("Medium", 11, Calendar(True)) == 2


def test_steps_happen_in_the_order_of_their_days_wherever_they_stand():
	found = escalation.steps([row(14, "Nominated Individual"), row(1, "Owner"), row(7, role="Governance")])
	assert [step.days_overdue for step in found] == [1, 7, 14]
	# What belongs to another kind of step is no part of it
	assert found[1].role == ""


def test_a_step_is_known_by_what_it_says():
	assert Step(7, "Low", escalation.OWNER).key == Step(7, "High", escalation.OWNER).key
	address = Step(7, "Low", escalation.ADDRESS, address="Board@example.org")
	assert address.key == Step(7, "Low", escalation.ADDRESS, address="board@example.org").key
	keys = {step.key for step in (*ALL, address, Step(8, "Low", escalation.OWNER))}
	assert len(keys) == 6
	assert {len(key) for key in keys} == {10}


@given(STEPS, st.sampled_from(escalation.PRIORITIES), st.integers(0, 90), st.integers(0, 30))
def test_waiting_never_lowers_the_level(steps, priority, days, longer):
	ordered = sorted(steps, key=lambda step: step.days_overdue)
	due = TODAY - timedelta(days=days)
	now = escalation.level(priority, due, escalation.reached(ordered, Calendar(), TODAY))
	later = TODAY + timedelta(days=longer)
	assert escalation.level(priority, due, escalation.reached(ordered, Calendar(), later)) >= now


@given(STEPS, st.integers(0, 90))
def test_a_graver_action_is_never_at_a_lower_level(steps, days):
	ordered = sorted(steps, key=lambda step: step.days_overdue)
	found = escalation.reached(ordered, Calendar(), TODAY)
	levels = [
		escalation.level(priority, TODAY - timedelta(days=days), found) for priority in escalation.PRIORITIES
	]
	assert levels == sorted(levels)


@pytest.mark.parametrize(
	("rows", "codes"),
	[
		([], []),
		([row(1, "Owner"), row(7)], []),
		([row(0)], ["no_days"]),
		([row(-3)], ["no_days"]),
		([row(4000)], ["no_days"]),
		([row(None)], ["no_days"]),
		([row(7, "Role")], ["no_role"]),
		([row(7, "Address", address="  ")], ["no_address"]),
		([row(7, "Role", role="Quality Manager"), row(7, "Role", role="Improvement Governance")], []),
		([row(7, "Role", role="Quality Manager"), row(7, "Role", role="Quality Manager")], ["step_twice"]),
		([row(), row(), row(0, "Role")], ["no_days", "no_role", "step_twice"]),
	],
)
def test_what_is_wrong_with_the_steps_is_said_at_once(rows, codes):
	assert [problem.code for problem in escalation.table_problems(rows)] == codes


def test_the_reason_names_whom_it_is_about():
	said = escalation.table_problems([row(7, "Role", role="Quality Manager")] * 2)[0].message
	assert said == "Quality Manager is told after 7 days more than once. Keep one step."


# What is said of a step


RUTH, HELEN = "ruth@example.org", "helen@example.org"
POSTS = {
	escalation.OWNER: "sam@example.org",
	escalation.REGISTERED_MANAGER: RUTH,
	escalation.NOMINATED_INDIVIDUAL: HELEN,
}


def recorded(result=escalation.ESCALATED, kind=escalation.REGISTERED_MANAGER, **values):
	return {
		"result": result,
		"escalate_to": kind,
		"escalated_to": RUTH if result != escalation.NOBODY_FOUND else None,
		"person_name": "Ruth Okafor",
		"days_overdue": 7,
		"escalated_on": date(2026, 11, 20),
		"service": "Alder House",
		**values,
	}


def said(*args, may_be_told="", **values):
	return escalation.said(recorded(*args, **values), POSTS, may_be_told)


def test_who_was_told_is_said_with_their_post_and_how_late_it_was():
	problem = said()
	assert problem.code == "escalated"
	assert problem.message == "Escalated to Ruth Okafor (registered manager) on 2026-11-20, 7 days overdue."
	assert "1 day overdue" in said(days_overdue=1).message


def test_what_a_meeting_escalated_names_the_meeting_and_its_reason():
	problem = said(kind=escalation.MEETING, governance_review="GR-1", reason="Visit before Friday.")
	assert problem.message == (
		"Escalated to Ruth Okafor (registered manager) on 2026-11-20 by the governance review GR-1: Visit before Friday."
	)


@pytest.mark.parametrize(
	("kind", "person", "posts", "expected"),
	[
		# A step whose post is empty reaches somebody else, who is not called what they are not
		(escalation.LINE_MANAGER, RUTH, POSTS, escalation.REGISTERED_MANAGER),
		(escalation.REGISTERED_MANAGER, HELEN, POSTS, escalation.NOMINATED_INDIVIDUAL),
		(escalation.LINE_MANAGER, "ivy@example.org", POSTS, escalation.LINE_MANAGER),
		# Who has left the post since was told as what the step says
		(escalation.REGISTERED_MANAGER, "jo@example.org", POSTS, escalation.REGISTERED_MANAGER),
		# Whoever holds two posts was told as the one that the step names
		(
			escalation.NOMINATED_INDIVIDUAL,
			RUTH,
			{**POSTS, escalation.NOMINATED_INDIVIDUAL: RUTH},
			escalation.NOMINATED_INDIVIDUAL,
		),
		(escalation.OWNER, "sam@example.org", {}, escalation.OWNER),
	],
)
def test_people_are_called_what_they_are(kind, person, posts, expected):
	assert escalation.post(kind, person, posts) == expected


def test_it_is_said_when_somebody_stands_in():
	message = said(kind=escalation.OWNER, instead_of_name="Sam Reed").message
	assert "Ruth Okafor (registered manager)" in message
	assert message.endswith("because the account of Sam Reed is disabled.")


def test_a_role_and_an_address_are_told_too():
	told = {"escalated_to": None, "person_name": None}
	role = said(kind=escalation.ROLE, escalated_to_role="Improvement Governance", **told)
	assert role.message.startswith("Escalated to everybody with the role Improvement Governance on")
	address = said(kind=escalation.ADDRESS, escalated_to_address="board@example.org", **told)
	assert address.message.startswith("Escalated to board@example.org on")


def test_who_was_told_already_is_passed_over():
	problem = said(escalation.SAME_PERSON)
	assert problem.code == "same_person"
	assert problem.message == "Passed over: Ruth Okafor (registered manager) had been told already."


def test_where_nobody_was_found_it_says_what_to_do():
	problem = said(escalation.NOBODY_FOUND)
	assert problem.code == "nobody_found" and problem.mend == "Name one."
	assert "Alder House has no registered manager who can sign in" in problem.message
	assert said(escalation.NOBODY_FOUND, service=None).mend.startswith("Choose one")
	role = said(escalation.NOBODY_FOUND, kind=escalation.ROLE, escalated_to_role="Board")
	assert "nobody with the role Board" in role.message and role.mend
	mended = said(escalation.NOBODY_FOUND, may_be_told="Ruth Okafor")
	assert mended.message.endswith("The next check tells Ruth Okafor.") and not mended.mend
