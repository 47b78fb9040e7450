"""Changing course on an open action: a new due date, a new owner."""

from datetime import timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from improvement_actions.lifecycle.gates import Owner
from improvement_actions.lifecycle.revision import (
	reassign_problems,
	reschedule_problems,
)
from improvement_actions.lifecycle.status import STATUSES

from .examples import (
	BLANK,
	OWNER,
	TODAY,
	TOMORROW,
	VERIFIER,
	YESTERDAY,
	codes,
	law,
	maybe_days,
	typed,
)

NEXT_WEEK = TODAY + timedelta(days=7)
REASON = "The auditor is on leave until then."
DUE = {"status": "Open", "due_date": TOMORROW, "new_due_date": NEXT_WEEK, "reason": REASON}
DUE |= {"today": TODAY, "later_sub_actions": {}}
HAND_OVER = {
	"status": "Open",
	"action_owner": OWNER,
	"new_owner": VERIFIER,
	"owner": Owner(),
	"reason": REASON,
}

#: Refusals by status; no entry: allowed.
RESCHEDULING = {
	"Draft": "draft",
	"Completed": "not_active",
	"Closed": "not_active",
	"Cancelled": "not_active",
}
REASSIGNING = {"Draft": "draft", "Closed": "not_active", "Cancelled": "not_active"}


def reschedule(**changes) -> set[str]:
	return codes(reschedule_problems(**(DUE | changes)))


def reassign(**changes) -> set[str]:
	return codes(reassign_problems(**(HAND_OVER | changes)))


@pytest.mark.parametrize("status", STATUSES)
def test_when_an_action_may_be_rescheduled(status):
	assert reschedule(status=status) == ({RESCHEDULING[status]} if status in RESCHEDULING else set())


@pytest.mark.parametrize("status", STATUSES)
def test_when_an_action_may_be_reassigned(status):
	assert reassign(status=status) == ({REASSIGNING[status]} if status in REASSIGNING else set())


@pytest.mark.parametrize(
	("new_due_date", "refused"),
	[
		(NEXT_WEEK, set()),
		(TODAY, set()),
		(YESTERDAY, {"due_date_past"}),
		(TOMORROW, {"same_due_date"}),
		(None, {"no_due_date"}),
	],
)
def test_the_new_due_date(new_due_date, refused):
	assert reschedule(new_due_date=new_due_date) == refused


def test_an_overdue_action_gains_nothing_from_its_old_due_date():
	assert reschedule(due_date=YESTERDAY, new_due_date=YESTERDAY) == {"same_due_date"}
	assert reschedule(due_date=None) == set()


@pytest.mark.parametrize("reason", BLANK)
def test_a_new_due_date_and_a_new_owner_need_a_reason(reason):
	assert reschedule(reason=reason) == {"no_reason"}
	assert reassign(reason=reason) == {"no_reason"}


def test_sub_actions_due_after_the_new_date_are_named():
	later = {"IA-2": NEXT_WEEK, "IA-3": NEXT_WEEK + timedelta(days=1), "IA-4": TODAY, "IA-5": None}
	(problem,) = reschedule_problems(**(DUE | {"later_sub_actions": later}))
	assert problem.code == "sub_actions_later"
	assert f": IA-3 ({NEXT_WEEK + timedelta(days=1)})." in problem.message


LATE = {"reason": {"no_reason": {"reason": ""}}}
LATE["date"] = {"due_date_past": {"new_due_date": YESTERDAY}, "same_due_date": {"new_due_date": TOMORROW}}
LATE["sub-actions"] = {"sub_actions_later": {"later_sub_actions": {"IA-2": NEXT_WEEK + timedelta(days=90)}}}


@pytest.mark.parametrize("chosen", list(product(*([None, *ways] for ways in LATE.values()))), ids=str)
def test_all_that_keeps_the_date_is_named_at_once(chosen):
	changes = {}
	for code, ways in zip(chosen, LATE.values(), strict=True):
		changes |= ways[code] if code else {}
	assert reschedule(**changes) == {code for code in chosen if code}


def test_no_date_and_no_reason_are_named_together():
	assert reschedule(new_due_date=None, reason=None) == {"no_due_date", "no_reason"}


@pytest.mark.parametrize(
	("new_owner", "owner", "refused"),
	[
		(VERIFIER, Owner(), set()),
		(None, Owner(exists=False), {"no_owner"}),
		("", Owner(exists=False), {"no_owner"}),
		(OWNER, Owner(), {"same_owner"}),
		(OWNER.upper(), Owner(), {"same_owner"}),
		("Administrator", Owner(), {"owner_not_a_person"}),
		("administrator", Owner(), {"owner_not_a_person"}),
		("Guest", Owner(), {"owner_not_a_person"}),
		("office@ashgrove.example", Owner(is_shared=True), {"owner_not_a_person"}),
		("nobody@ashgrove.example", Owner(exists=False), {"owner_unknown"}),
		(VERIFIER, Owner(enabled=False), {"owner_disabled"}),
	],
)
@pytest.mark.parametrize("reason", [REASON, ""])
def test_the_new_owner(new_owner, owner, refused, reason):
	changes = {"new_owner": new_owner, "owner": owner, "reason": reason}
	assert reassign(**changes) == refused | (set() if reason else {"no_reason"})


statuses = st.sampled_from(STATUSES) | typed
owners = st.builds(Owner, st.booleans(), st.booleans(), st.booleans())


@law
@given(statuses, maybe_days, maybe_days, typed, st.dictionaries(typed, maybe_days, max_size=3))
def test_rescheduling_never_raises(status, due_date, new_due_date, reason, later):
	problems = reschedule_problems(status, due_date, new_due_date, reason, TODAY, later)
	assert all(problem.message for problem in problems)


@law
@given(statuses, maybe_days, maybe_days, typed, st.dictionaries(typed, maybe_days, max_size=3))
def test_no_due_date_moves_into_the_past_or_without_a_reason(status, due_date, new_due_date, reason, later):
	if not reschedule_problems(status, due_date, new_due_date, reason, TODAY, later):
		assert status in ("Open", "In Progress")
		assert new_due_date >= TODAY and new_due_date != due_date
		assert any(char.isalnum() for char in reason)
		assert all(due is None or due <= new_due_date for due in later.values())


@law
@given(statuses, typed, typed, owners, typed)
def test_reassigning_never_raises(status, action_owner, new_owner, owner, reason):
	problems = reassign_problems(status, action_owner, new_owner, owner, reason)
	assert all(problem.message for problem in problems)
