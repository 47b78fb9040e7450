"""Which fields may be changed by hand, and when."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from improvement_actions import lifecycle
from improvement_actions.lifecycle.edits import (
	AGREED,
	DERIVED,
	SET_BY_APP,
	deletion_problems,
	not_yours_problems,
	refused_edits,
)
from improvement_actions.lifecycle.status import REASON_FIELDS, STATUSES

from .examples import codes, law, typed

#: Fields that people fill in.
BY_HAND = (
	"title",
	"description",
	"source",
	"priority",
	"closure_test",
	"indicator",
	"target_value",
	"change_to_practice",
	"lessons_learned",
	"readings",
	"progress_updates",
	"parent_action",
	"standards",
	"cancellation_reason",
	"return_reason",
)


@pytest.mark.parametrize("field", sorted(SET_BY_APP))
@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("moving", [False, True])
def test_what_the_app_sets_is_never_entered(field, status, moving):
	(problem,) = refused_edits(status, {field}, moving)
	assert (problem.code, problem.field) == ("set_by_app", field) and field in problem.message


@pytest.mark.parametrize("field", sorted(DERIVED))
@pytest.mark.parametrize("status", STATUSES)
def test_what_is_computed_on_every_save_may_be_sent(field, status):
	"""It is replaced, so there is nothing to refuse: a form sends back what it shows."""
	assert refused_edits(status, {field}, moving=False) == []


@pytest.mark.parametrize("field", sorted(AGREED))
@pytest.mark.parametrize("status", ["Draft", "Open", "In Progress", "Completed"])
def test_only_a_manager_moves_the_goalposts_of_an_opened_action(field, status):
	refused = set() if status == "Draft" else {"agreed_at_opening"}
	assert codes(refused_edits(status, {field}, moving=False, by_manager=False)) == refused
	assert refused_edits(status, {field}, moving=False, by_manager=True) == []


@pytest.mark.parametrize("field", [*BY_HAND, "due_date", "action_owner", "no_such_field"])
@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("moving", [False, True])
def test_who_neither_owns_nor_manages_an_action_leaves_its_content_alone(field, status, moving):
	allowed = field == "return_reason"
	others = refused_edits(status, {field}, moving, by_manager=False, by_owner=False)
	assert ("not_yours" in codes(others)) is not allowed
	assert "not_yours" not in codes(refused_edits(status, {field}, moving, by_manager=True, by_owner=False))
	assert "not_yours" not in codes(refused_edits(status, {field}, moving, by_manager=False, by_owner=True))


def test_who_neither_owns_nor_manages_an_action_may_move_it_and_say_why():
	changed = {"status", "workflow_state", "return_reason", "latest_value"}
	assert refused_edits("Completed", changed, moving=True, by_manager=False, by_owner=False) == []
	changed = {"status", "workflow_state", "reopen_reason"}
	assert refused_edits("Closed", changed, moving=True, by_manager=False, by_owner=False) == []


def test_what_is_not_theirs_is_named_in_one_problem():
	changed = {"title", "readings", "workflow_state"}
	(problem,) = refused_edits("Open", changed, moving=True, by_manager=False, by_owner=False)
	assert (problem.code, problem.field) == ("not_yours", "readings")
	assert "readings, title" in problem.message


@pytest.mark.parametrize(("by_manager", "by_owner"), [(True, False), (False, True), (True, True)])
def test_a_request_of_owner_or_manager_is_theirs_to_make(by_manager, by_owner):
	assert not_yours_problems(by_manager, by_owner) == []


def test_a_request_of_anybody_else_is_refused():
	(problem,) = not_yours_problems(by_manager=False, by_owner=False)
	assert problem.code == "not_yours"


@pytest.mark.parametrize(
	("field", "code"), [("due_date", "due_date_needs_reason"), ("action_owner", "owner_needs_reason")]
)
@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("moving", [False, True])
def test_due_date_and_owner_are_free_in_a_draft_and_need_a_reason_afterwards(field, code, status, moving):
	refused = set() if status == "Draft" else {code}
	assert codes(refused_edits(status, {field}, moving)) == refused


@pytest.mark.parametrize("field", BY_HAND)
@pytest.mark.parametrize(
	("status", "refused"),
	[
		("Draft", set()),
		("Open", set()),
		("In Progress", set()),
		("Completed", set()),
		("Closed", {"closed_is_read_only"}),
		("Cancelled", {"cancelled_is_read_only"}),
	],
)
@pytest.mark.parametrize("moving", [False, True])
def test_a_closed_or_cancelled_action_is_read_only(field, status, refused, moving):
	assert codes(refused_edits(status, {field}, moving)) == refused


@pytest.mark.parametrize(
	("changed", "moving", "allowed"),
	[
		({"status", "workflow_state", "reopen_reason"}, True, True),
		({"status", "reopen_reason"}, True, True),
		({"reopen_reason"}, False, False),
		({"status"}, False, False),
		({"status", "workflow_state", "reopen_reason", "title"}, True, False),
	],
)
def test_a_closed_action_is_reopened_with_its_reason_and_nothing_else(changed, moving, allowed):
	assert (refused_edits("Closed", changed, moving) == []) is allowed


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("moving", [False, True])
def test_several_states_of_a_workflow_may_stand_for_one_status(status, moving):
	"""From "Closed" to "Archived", say, where both mean Closed: the rules look at the status alone."""
	assert refused_edits(status, {"workflow_state"}, moving) == []


def test_all_that_is_refused_is_named_at_once_and_in_order():
	changed = {"title", "priority", "due_date", "action_owner", "slip_count", "closed_on", "latest_value"}
	problems = refused_edits("Closed", changed, moving=False)
	assert [(problem.code, problem.field) for problem in problems] == [
		("set_by_app", "closed_on"),
		("set_by_app", "slip_count"),
		("due_date_needs_reason", "due_date"),
		("owner_needs_reason", "action_owner"),
		("closed_is_read_only", "priority"),
	]
	assert problems[-1].message.endswith("to change: priority, title.")


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("moving", [False, True])
def test_changing_nothing_is_always_allowed(status, moving):
	assert refused_edits(status, (), moving) == []


fields = st.sampled_from(
	sorted({*SET_BY_APP, *DERIVED, *BY_HAND, "due_date", "action_owner", "workflow_state"})
)
changes = st.frozensets(fields | st.text(max_size=20))
any_status = st.sampled_from(STATUSES)


@law
@given(any_status | typed, changes, st.booleans(), st.sampled_from(sorted(SET_BY_APP)))
def test_no_company_makes_a_field_of_the_app_pass(status, changed, moving, field):
	problems = refused_edits(status, changed | {field}, moving)
	assert ("set_by_app", field) in {(problem.code, problem.field) for problem in problems}


@law
@given(any_status, changes, changes, st.booleans())
def test_fields_are_refused_one_by_one(status, some, others, moving):
	"""What is refused together is what is refused of each part: no edit hides behind another."""
	apart = codes(refused_edits(status, some, moving)) | codes(refused_edits(status, others, moving))
	assert codes(refused_edits(status, some | others, moving)) == apart


@law
@given(st.sampled_from(["Closed", "Cancelled"]), changes)
def test_on_a_sealed_action_every_edit_by_hand_is_named(status, changed):
	named = " ".join(
		problem.message + str(problem.field) for problem in refused_edits(status, changed, moving=False)
	)
	assert all(field in named for field in changed - DERIVED - {"workflow_state"})


def test_every_read_only_field_of_the_form_is_refused_derived_or_part_of_a_move():
	"""A field that a form only shows must not be writable through the API."""
	app = Path(lifecycle.__file__).parent.parent
	doctype = json.loads(
		(app / "improvement_actions/doctype/improvement_action/improvement_action.json").read_text()
	)
	shown = {field["fieldname"] for field in doctype["fields"] if field.get("read_only")}
	moving = {"status", "workflow_state", *REASON_FIELDS.values()}
	assert shown - SET_BY_APP - DERIVED == moving
	assert SET_BY_APP | DERIVED <= shown


@pytest.mark.parametrize("status", STATUSES)
def test_only_drafts_are_deleted(status):
	problems = deletion_problems(status)
	assert codes(problems) == (set() if status == "Draft" else {"never_deleted"})
	assert all(status in problem.message for problem in problems)
