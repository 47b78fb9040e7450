"""When verifications and sustainability checks fall due."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from improvement_actions.lifecycle.schedule import parse_intervals, sustainability_due, verification_due

from .examples import TODAY, codes, days, law, typed


def test_a_verification_is_due_some_days_after_completion():
	assert verification_due(TODAY, 14) == TODAY + timedelta(days=14)
	assert verification_due(TODAY, 0) == TODAY


def test_sustainability_is_checked_after_90_and_180_days():
	assert sustainability_due(TODAY, [90, 180]) == [TODAY + timedelta(days=90), TODAY + timedelta(days=180)]


@pytest.mark.parametrize(
	("text", "intervals"),
	[
		("90, 180", [90, 180]),
		("180,90", [90, 180]),
		("90;180", [90, 180]),
		(" 90 , , 90,", [90]),
		("1, 3650", [1, 3650]),
		("", []),
		(None, []),
		(" , ", []),
	],
)
def test_intervals_are_understood(text, intervals):
	assert parse_intervals(text) == (intervals, [])


@pytest.mark.parametrize(
	("text", "wrong"),
	[
		("0", "0"),
		("3651", "3651"),
		("-90", "-90"),
		("90.5", "90.5"),
		("90 180", "90 180"),
		("ninety", "ninety"),
		("90, soon, 180, later", "soon, later"),
		("²", "²"),
		("9" * 5000, "9" * 5000),
		("00003650999", "00003650999"),
	],
)
def test_intervals_that_are_none_are_named(text, wrong):
	intervals, (problem,) = parse_intervals(text)
	assert intervals == [] and problem.code == "bad_intervals"
	assert problem.message.endswith(f"Not understood: {wrong}")


numbers_in_text = st.lists(st.integers(0, 10**8).map(str) | st.from_regex(r"0*\d{1,4}", fullmatch=True)).map(
	", ".join
)


@law
@given(typed | numbers_in_text)
def test_what_is_understood_is_in_order_and_within_ten_years(text):
	intervals, problems = parse_intervals(text)
	assert intervals == sorted(set(intervals)) and all(1 <= interval <= 3650 for interval in intervals)
	assert not (intervals and problems)
	assert codes(problems) <= {"bad_intervals"}


@law
@given(closed_on=days, text=numbers_in_text)
def test_checks_come_in_order_each_after_closing(closed_on, text):
	intervals, _problems = parse_intervals(text)
	dates = sustainability_due(closed_on, intervals)
	assert dates == sorted(set(dates)) and len(dates) == len(intervals)
	assert all(due > closed_on for due in dates)
