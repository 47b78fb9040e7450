"""When an action is stale, slipping or aspirational, and what is said of its next milestone."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from improvement_actions.lifecycle.edits import AGREED
from improvement_actions.lifecycle.status import ACTIVE, STATUSES
from improvement_actions.lifecycle.trajectory import (
	SCOPE,
	Thresholds,
	is_aspirational,
	marks,
	slips_in_scope,
	stale_from,
)

from .examples import TODAY, TOMORROW, YESTERDAY, codes, law, maybe_days, typed

NOON = datetime(2026, 3, 2, 12)
HOUR = timedelta(hours=1)


def course(**changes) -> set[str]:
	on_its_way = {
		"status": "In Progress",
		"next_milestone": "First audit",
		"next_milestone_date": TOMORROW,
		"last_progress_on": TODAY,
		"stale_from": TODAY + timedelta(days=28),
	}
	return codes(marks({**on_its_way, **changes}, TODAY))


@pytest.mark.parametrize(
	("opened", "progress", "days", "expected"),
	[
		(YESTERDAY, None, 28, YESTERDAY + timedelta(days=28)),
		(YESTERDAY, TODAY, 28, TODAY + timedelta(days=28)),
		# Returned or reopened after the last update: the time spent with the verifier is not the owner's
		(TODAY, YESTERDAY, 7, TODAY + timedelta(days=7)),
		(None, YESTERDAY, 7, YESTERDAY + timedelta(days=7)),
		(None, None, 7, None),
		(YESTERDAY, TODAY, 0, None),
	],
)
def test_from_when_an_action_is_stale(opened, progress, days, expected):
	assert stale_from("In Progress", opened, progress, Thresholds(stale_after_days=days)) == expected


@pytest.mark.parametrize("status", STATUSES)
def test_only_an_action_that_is_worked_turns_stale_or_aspirational(status):
	active = status in ACTIVE
	assert bool(stale_from(status, TODAY, TODAY, Thresholds())) == active
	assert is_aspirational(status, 3, Thresholds()) == active
	wrong = {"slip_count": 3, "is_aspirational": 1, "stale_from": TODAY, "current_barrier": "No pharmacist"}
	assert bool(course(status=status, **wrong)) == active


@pytest.mark.parametrize(
	("slips", "threshold", "expected"), [(2, 3, False), (3, 3, True), (4, 3, True), (9, 0, False)]
)
def test_the_third_slip_makes_an_action_aspirational(slips, threshold, expected):
	assert is_aspirational("Open", slips, Thresholds(aspirational_slips=threshold)) == expected


def test_slips_count_anew_once_the_scope_has_changed():
	moments = [NOON, NOON + HOUR, NOON + 3 * HOUR]
	assert slips_in_scope(moments, None) == 3
	assert slips_in_scope(moments, NOON + 2 * HOUR) == 1
	assert slips_in_scope(moments, NOON + 4 * HOUR) == 0


def test_whoever_works_an_action_cannot_reset_its_slips_by_rewording_it():
	assert SCOPE <= AGREED


@pytest.mark.parametrize(
	("changes", "mark"),
	[
		({}, None),
		({"slip_count": 1}, "slipping"),
		({"slip_count": 3, "is_aspirational": 1}, "aspirational"),
		({"stale_from": TODAY}, "stale"),
		({"stale_from": TOMORROW}, None),
		({"stale_from": TODAY, "last_progress_on": None}, "stale"),
		({"next_milestone": " "}, "no_milestone"),
		({"next_milestone_date": None}, "no_milestone"),
		({"next_milestone": None, "status": "Open"}, None),
		({"next_milestone_date": YESTERDAY}, "milestone_missed"),
		({"next_milestone_date": TODAY}, None),
		({"next_milestone_date": TOMORROW, "due_date": TODAY}, "milestone_after_due"),
		({"next_milestone_date": TOMORROW, "due_date": TOMORROW}, None),
		# Overdue already, which is said elsewhere: where it is heading is no news
		({"next_milestone_date": TOMORROW, "due_date": YESTERDAY}, None),
		({"current_barrier": "The pharmacist is on leave; the manager could ask for cover"}, "barrier"),
		({"current_barrier": " \n"}, None),
	],
)
def test_the_marks_of_an_action(changes, mark):
	assert course(**changes) == ({mark} if mark else set())


def test_an_aspirational_action_is_not_called_slipping_as_well():
	assert course(slip_count=5, is_aspirational=1) == {"aspirational"}


@law
@given(st.sampled_from(STATUSES), maybe_days, maybe_days, st.integers(0, 400))
def test_progress_never_makes_an_action_stale_sooner(status, active_since, progress, days):
	thresholds = Thresholds(stale_after_days=days)
	without = stale_from(status, active_since, None, thresholds)
	with_progress = stale_from(status, active_since, progress, thresholds)
	assert without is None or (with_progress is not None and with_progress >= without)


@law
@given(st.lists(st.datetimes(), max_size=6), st.none() | st.datetimes())
def test_slips_in_scope_are_some_of_all_slips(moments, scope_changed_on):
	assert 0 <= slips_in_scope(moments, scope_changed_on) <= len(moments)


@law
@given(
	st.fixed_dictionaries(
		{"status": st.sampled_from(STATUSES)},
		optional={
			"slip_count": st.none() | st.integers(0, 50),
			"is_aspirational": st.sampled_from([0, 1, None]),
			"stale_from": maybe_days,
			"last_progress_on": maybe_days,
			"next_milestone": typed,
			"next_milestone_date": maybe_days,
			"current_barrier": typed,
		},
	)
)
def test_marks_never_raise_and_always_say_something(action):
	assert all(mark.message.strip() for mark in marks(action, TODAY))
