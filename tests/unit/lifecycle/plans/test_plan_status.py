"""The moves of a plan, and what nobody changes by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from improvement_actions.lifecycle.plans import status as rules
from improvement_actions.lifecycle.plans.membership import joining_problems
from improvement_actions.lifecycle.status import STATUSES

from .examples import codes

PLAN_STATUSES = tuple(rules.MOVES)
REASON = "Twelve audits in a row at 98%."


@pytest.mark.parametrize("status", PLAN_STATUSES)
def test_only_sealed_plans_are_reopened_and_only_others_are_cancelled(status):
	sealed = status in rules.SEALED
	assert bool(rules.reopen_problems(status, REASON)) != sealed
	assert bool(rules.cancel_problems(status, REASON)) == sealed


def test_a_reopened_plan_is_what_it_was():
	assert rules.reopened_status(2) == "Issued" and rules.reopened_status(0) == "Draft"
	assert all(rules.move_problems(rules.reopened_status(n), "Issued") == [] for n in (0, 1))


@pytest.mark.parametrize("reason", (None, "", "  ", "\x00\n"))
def test_a_move_needs_its_reason(reason):
	for problems in (
		rules.cancel_problems("Issued", reason),
		rules.reopen_problems("Completed", reason),
		rules.complete_problems("Issued", reason, {}),
	):
		assert codes(problems) == {("no_reason", "reason")}


@given(st.dictionaries(st.text("ab12", min_size=1), st.sampled_from(STATUSES), max_size=30))
def test_a_plan_is_completed_when_every_action_is_closed_or_cancelled(actions):
	done = all(status in ("Closed", "Cancelled") for status in actions.values())
	assert bool(rules.complete_problems("Issued", REASON, actions)) != done
	assert rules.complete_problems("Draft", REASON, actions)


def test_what_is_not_finished_is_named_as_far_as_it_is_read():
	(problem,) = rules.complete_problems("Issued", REASON, {f"IA-{n:02}": "Open" for n in range(14)})
	assert "IA-00" in problem.message and "IA-09" in problem.message
	assert "IA-10" not in problem.message and problem.message.endswith("+ 4.")


@given(
	st.sampled_from(PLAN_STATUSES),
	st.sets(st.sampled_from([*rules.SET_BY_APP, "aim", "objectives", "title"])),
)
def test_what_the_app_keeps_is_refused_and_what_is_sealed_is_read_only(status, changed):  # fmt: skip
	found = rules.refused_edits(status, changed)
	assert {each.field for each in found if each.code == "set_by_app"} == changed & rules.SET_BY_APP
	own = changed - rules.SET_BY_APP
	assert any(each.code == "plan_is_sealed" for each in found) == bool(own and status in rules.SEALED)


@pytest.mark.parametrize(
	("status", "version", "kept"), (("Draft", 0, False), ("Draft", 1, True), ("Issued", 1, True), ("Cancelled", 0, True))
)  # fmt: skip
def test_only_a_draft_that_nobody_was_shown_is_deleted(status, version, kept):
	assert bool(rules.deletion_problems(status, version)) == kept


@pytest.mark.parametrize(
	("status", "plan_service", "service", "newly", "expected"),
	(
		("Issued", "Elm", "Elm", True, set()),
		("Issued", None, "Elm", True, set()),
		("Issued", "Elm", "Oak", True, {"plan_of_other_service"}),
		("Issued", "Elm", None, True, {"plan_of_other_service"}),
		("Completed", None, "Elm", True, {"plan_is_sealed"}),
		("Completed", None, "Elm", False, set()),
		("Cancelled", "Elm", "Oak", True, {"plan_is_sealed", "plan_of_other_service"}),
	),
)
def test_what_a_plan_takes_in(status, plan_service, service, newly, expected):
	found = joining_problems("IP-1", status, plan_service, service, newly)
	assert {problem.code for problem in found} == expected
	assert all(problem.message for problem in found)
