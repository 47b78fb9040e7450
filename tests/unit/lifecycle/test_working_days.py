"""Counting days, in calendar days and in days that are worked."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from improvement_actions.lifecycle import working_days
from improvement_actions.lifecycle.working_days import Calendar

FRIDAY = date(2026, 11, 20)
CHRISTMAS = Calendar(
	True,
	frozenset({date(2026, 12, 25), date(2026, 12, 28), date(2026, 12, 26), date(2026, 12, 27)}),
	date(2026, 12, 21),
	date(2026, 12, 31),
)
DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))
CALENDARS = st.builds(
	Calendar,
	st.booleans(),
	st.frozensets(DAYS, max_size=60),
	st.just(date(2025, 1, 1)),
	st.just(date(2027, 12, 31)),
)


@pytest.mark.parametrize(
	("calendar", "due", "today", "late"),
	[
		(Calendar(), FRIDAY, FRIDAY, 0),
		(Calendar(), FRIDAY, FRIDAY + timedelta(days=1), 1),
		(Calendar(), FRIDAY + timedelta(days=1), FRIDAY, 0),
		(Calendar(True), FRIDAY, FRIDAY + timedelta(days=1), 0),
		(Calendar(True), FRIDAY, FRIDAY + timedelta(days=2), 0),
		(Calendar(True), FRIDAY, FRIDAY + timedelta(days=3), 1),
		(Calendar(True), FRIDAY, FRIDAY + timedelta(days=10), 6),
		(CHRISTMAS, date(2026, 12, 23), date(2026, 12, 29), 2),
		# The day after the list ends is a Friday, the next ones a weekend that the list knows nothing of
		(CHRISTMAS, date(2026, 12, 31), date(2027, 1, 3), 1),
	],
)
def test_days_late(calendar, due, today, late):
	assert calendar.days_late(due, today) == late


def test_a_list_of_holidays_names_its_days_off_itself():
	"""A home that works on Saturdays has a list without them."""
	every_day = Calendar(True, frozenset(), date(2026, 1, 1), date(2026, 12, 31))
	assert every_day.days_late(FRIDAY, FRIDAY + timedelta(days=2)) == 2


def test_where_nobody_ever_works_nothing_is_late():
	first, last = date(1990, 1, 1), date(2030, 1, 1)
	never = frozenset(first + timedelta(days=number) for number in range((last - first).days + 1))
	assert Calendar(True, never, first, last).due_by(1, FRIDAY) is None


@given(CALENDARS, st.integers(1, 40), DAYS)
def test_the_date_to_compare_with_says_the_same_as_counting(calendar, days, today):
	due_by = calendar.due_by(days, today)
	assert calendar.days_late(due_by, today) == days
	assert calendar.days_late(due_by + timedelta(days=1), today) < days


@given(CALENDARS, DAYS, st.integers(0, 60), st.integers(0, 60))
def test_what_was_due_earlier_is_never_less_late(calendar, today, ago, further):
	due = today - timedelta(days=ago)
	assert calendar.days_late(due - timedelta(days=further), today) >= calendar.days_late(due, today)


def test_a_list_of_holidays_has_to_be_there():
	def codes(chosen, known):
		return [problem.code for problem in working_days.list_problems(chosen, known)]

	assert codes("", []) == codes(None, ["England 2026"]) == codes("England 2026", ["England 2026"]) == []
	assert codes("Wales 2026", ["England 2026"]) == ["no_such_holiday_list"]
	assert codes("Wales 2026", []) == ["no_holiday_lists"]
