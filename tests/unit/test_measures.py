"""Latest reading, change from baseline, target met."""

from datetime import date, datetime
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from improvement_actions.lifecycle.measures import (
	DECREASE,
	INCREASE,
	change_from_baseline,
	goalposts,
	latest_reading,
	target_met,
)

VALUES = st.one_of(
	st.integers(-10_000, 10_000).map(float), st.floats(-1e6, 1e6, allow_nan=False, allow_infinity=False)
)
MAYBE = st.one_of(st.none(), st.just(""), st.just(float("nan")), VALUES)
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
READINGS = st.lists(
	st.fixed_dictionaries({"reading_date": st.one_of(st.none(), DAYS), "value": MAYBE}), max_size=12
)


def reading(day, value):
	return {"reading_date": day, "value": value}


def test_the_latest_date_counts_and_not_the_last_row():
	rows = [reading("2026-03-01", 78), reading("2026-05-01", 96), reading("2026-04-01", 88)]
	assert latest_reading(rows) is rows[1]


def test_on_one_date_the_later_row_wins():
	rows = [reading("2026-05-01", 96), reading(date(2026, 5, 1), 94), reading(datetime(2026, 5, 1, 9), 95)]
	assert latest_reading(rows) is rows[2]


def test_rows_without_date_or_value_are_no_readings():
	rows = [
		reading("2026-03-01", 0),
		reading("2026-04-01", None),
		reading(None, 5),
		reading("2026-06-01", ""),
	]
	assert latest_reading(rows) is rows[0]
	assert latest_reading(None) is None
	assert latest_reading([reading("2026-03-01", None)]) is None


def test_rows_of_a_child_table_are_read_like_mappings():
	row = SimpleNamespace(reading_date="2026-03-01", value=4)
	assert latest_reading([SimpleNamespace(reading_date=None, value=None), row]) is row


@pytest.mark.parametrize(
	"direction, baseline, target, latest, met",
	[
		(INCREASE, 78, 96, 96, True),
		(INCREASE, 78, 96, 95.9, False),
		(DECREASE, 12, 6, 6, True),
		(DECREASE, 12, 6, 7, False),
		(DECREASE, 7, 0, 0, True),
		(None, 12, 6, 5, True),
		(None, 12, 6, 13, False),
		("", None, 6, 7, True),
		(INCREASE, 78, None, 96, False),
		(INCREASE, 78, 96, None, False),
		(INCREASE, None, 96, 97, True),
	],
)
def test_target_met(direction, baseline, target, latest, met):
	assert target_met(direction, baseline, target, latest) is met


def test_change_reads_as_people_would_subtract():
	assert change_from_baseline(0.1, 0.3) == 0.2
	assert change_from_baseline(12, 5) == -7
	assert change_from_baseline(0, 0) == 0


@given(READINGS)
def test_latest_is_a_given_row_that_none_outdates(rows):
	latest = latest_reading(rows)
	full = [
		row
		for row in rows
		if row["reading_date"] and isinstance(row["value"], float) and row["value"] == row["value"]
	]
	if not full:
		assert latest is None
	else:
		newest = max(row["reading_date"] for row in full)
		assert latest is [row for row in full if row["reading_date"] == newest][-1]


@given(READINGS, st.sampled_from(["dates", "text", "rows"]))
def test_the_form_of_the_rows_does_not_matter(rows, form):
	expected = latest_reading(rows)
	if form == "text":
		told = [
			row | {"reading_date": row["reading_date"] and row["reading_date"].isoformat()} for row in rows
		]
	elif form == "rows":
		told = [SimpleNamespace(**row) for row in rows]
	else:
		told = list(rows)
	found = latest_reading(told)
	assert (found is None) == (expected is None)
	if expected is not None:
		assert told.index(found) == rows.index(expected)


@given(MAYBE, MAYBE)
def test_change_needs_both_and_turns_round_with_them(baseline, latest):
	change = change_from_baseline(baseline, latest)
	numbers = all(isinstance(value, float) and value == value for value in (baseline, latest))
	assert (change is not None) == numbers
	if numbers:
		assert change == -change_from_baseline(latest, baseline)
		assert (change_from_baseline(baseline, baseline)) == 0


@given(VALUES, VALUES)
def test_a_target_reached_exactly_is_met_either_way(baseline, target):
	for direction in (INCREASE, DECREASE, None):
		assert target_met(direction, baseline, target, target)


@given(MAYBE, VALUES, VALUES, st.floats(0, 1e6))
def test_going_further_never_loses_a_target(baseline, target, latest, further):
	if target_met(INCREASE, baseline, target, latest):
		assert target_met(INCREASE, baseline, target, latest + further)
	if target_met(DECREASE, baseline, target, latest):
		assert target_met(DECREASE, baseline, target, latest - further)


@given(MAYBE, VALUES, VALUES)
def test_increase_mirrors_decrease(baseline, target, latest):
	mirrored = -baseline if isinstance(baseline, float) else baseline
	assert target_met(INCREASE, baseline, target, latest) == target_met(DECREASE, mirrored, -target, -latest)


@given(st.sampled_from([INCREASE, DECREASE, None, ""]), MAYBE, MAYBE, MAYBE)
def test_target_met_never_raises(direction, baseline, target, latest):
	assert target_met(direction, baseline, target, latest) in (True, False)


def test_what_was_read_until_the_baseline_is_never_the_latest():
	rows = [reading("2026-01-01", 99), reading("2026-02-01", 78), reading("2026-02-02", 80)]
	assert latest_reading(rows, after=date(2026, 2, 1)) is rows[2]
	assert latest_reading(rows[:2], after="2026-02-01") is None
	assert latest_reading(rows[:2], after=None) is rows[1]


@given(READINGS, st.one_of(st.none(), DAYS))
def test_leaving_history_out_changes_nothing_else(rows, baseline_date):
	later = [row for row in rows if not baseline_date or (row["reading_date"] or date.min) > baseline_date]
	assert latest_reading(rows, after=baseline_date) is latest_reading(later)


@pytest.mark.parametrize(
	"action, posts",
	[
		({"baseline_value": 78, "target_value": 95}, (78, 95)),
		({"baseline_value": 0, "target_value": 95}, (None, 95)),
		({"baseline_value": 0, "baseline_date": "2026-01-01", "target_value": 95}, (0, 95)),
		({"baseline_value": 12, "target_value": 0, "direction": DECREASE}, (12, 0)),
		({"baseline_value": 12, "target_value": 0}, (12, 0)),
		({"baseline_value": 12, "target_value": 0, "direction": INCREASE}, (12, None)),
		({"baseline_value": -5, "target_value": 0, "direction": INCREASE}, (-5, 0)),
		({"baseline_value": -5, "target_value": 0, "direction": DECREASE}, (-5, None)),
		({"baseline_value": 0, "target_value": 0}, (None, None)),
		({}, (None, None)),
	],
)
def test_a_goalpost_that_was_never_entered_is_none(action, posts):
	assert goalposts(action) == posts
	assert goalposts(SimpleNamespace(**action)) == posts
