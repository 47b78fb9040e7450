"""The six statuses, the moves between them, and when an action is overdue."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from improvement_actions.lifecycle import status as s

from .examples import TODAY, TOMORROW, YESTERDAY, law, maybe_days, typed


def test_the_statuses_are_these_six():
	assert s.STATUSES == ("Draft", "Open", "In Progress", "Completed", "Closed", "Cancelled")


def test_every_status_has_its_moves_and_leads_to_another_status():
	assert set(s.MOVES) == set(s.STATUSES)
	for origin, targets in s.MOVES.items():
		assert set(targets) <= set(s.STATUSES) - {origin}


def test_every_status_but_draft_can_be_reached_from_draft():
	reached = {s.DRAFT}
	while new := {target for origin in reached for target in s.MOVES[origin]} - reached:
		reached |= new
	assert reached == set(s.STATUSES)


def test_nothing_returns_to_draft_and_cancelled_is_final():
	assert all(s.DRAFT not in targets for targets in s.MOVES.values())
	assert s.MOVES[s.CANCELLED] == ()


def test_reasons_are_asked_for_going_back_and_for_giving_up_only():
	asked = {(origin, target) for origin, targets in s.MOVES.items() for target in targets} & set(
		s.REASON_FIELDS
	)
	assert asked == set(s.REASON_FIELDS)
	going_back = {(s.COMPLETED, s.IN_PROGRESS), (s.CLOSED, s.IN_PROGRESS)}
	giving_up = {(origin, s.CANCELLED) for origin in (s.DRAFT, s.OPEN, s.IN_PROGRESS)}
	assert asked == going_back | giving_up


@pytest.mark.parametrize("status", s.STATUSES)
@pytest.mark.parametrize(
	("due_date", "past"), [(YESTERDAY, True), (TODAY, False), (TOMORROW, False), (None, False)]
)
def test_overdue_from_the_day_after_while_there_is_work_to_do(status, due_date, past):
	assert s.is_overdue(status, due_date, TODAY) is (past and status in ("Open", "In Progress"))


@law
@given(status=st.sampled_from(s.STATUSES) | typed, due_date=maybe_days)
def test_overdue_never_raises(status, due_date):
	assert s.is_overdue(status, due_date, TODAY) in (True, False)
