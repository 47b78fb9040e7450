from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from improvement_actions.lifecycle.learning import (
	COUNTED,
	FEW,
	Course,
	Finished,
	Review,
	course_of,
	figures,
	percentage,
	those_counted,
)

DAY = date(2030, 1, 10)


def verification(outcome: str, completion: int = 1, days: int = 0) -> Review:
	return Review("Verification", outcome, completion, DAY + timedelta(days=days))


def check(outcome: str, days: int, completion: int = 1) -> Review:
	return Review("Sustainability", outcome, completion, DAY + timedelta(days=days))


EMBEDDED = verification("Embedded")


def test_nothing_is_known_before_anybody_has_looked():
	assert course_of([]) == Course(None, None)
	assert course_of([EMBEDDED]) == Course(True, None)
	assert course_of([verification("Not Embedded")]) == Course(False, None)


def test_the_first_verification_says_whether_it_worked():
	late = verification("Embedded", completion=2, days=30)
	assert course_of([verification("Partially Embedded"), late]).embedded_first is False


def test_a_check_about_180_days_after_the_verification_says_whether_it_lasted():
	assert course_of([EMBEDDED, check("Embedded", 180)]).lasted is True
	assert course_of([EMBEDDED, check("Embedded", 151)]).lasted is True
	assert course_of([EMBEDDED, check("Partially Embedded", 180)]).lasted is False
	assert course_of([EMBEDDED, check("Not Embedded", 180)]).lasted is False


def test_an_early_check_says_only_when_it_did_not_last():
	assert course_of([EMBEDDED, check("Embedded", 90)]).lasted is None
	assert course_of([EMBEDDED, check("Partially Embedded", 90)]).lasted is None
	assert course_of([EMBEDDED, check("Not Embedded", 90)]).lasted is False


def test_what_was_reopened_before_half_a_year_did_not_last_whatever_came_of_it_then():
	assert course_of([EMBEDDED], reopened=True).lasted is False
	again = verification("Embedded", completion=2, days=100)
	assert course_of([EMBEDDED, again, check("Embedded", 290, completion=2)], reopened=True).lasted is False


def test_what_was_reopened_after_it_had_lasted_did_last():
	assert course_of([EMBEDDED, check("Embedded", 185)], reopened=True).lasted is True


def test_the_days_run_from_the_verification_that_closed_it():
	reviews = [verification("Not Embedded"), verification("Embedded", 2, 60), check("Embedded", 200, 2)]
	assert course_of(reviews) == Course(False, None)
	assert course_of([*reviews, check("Embedded", 245, 2)]) == Course(False, True)


courses = st.builds(Course, st.none() | st.booleans(), st.none() | st.booleans()).map(
	lambda course: course if course.embedded_first is not None else Course()
)
finished = st.lists(
	st.builds(
		Finished,
		name=st.uuids().map(str),
		course=courses,
		status=st.sampled_from(["Completed", "Closed", "In Progress"]),
		approach=st.sampled_from(["Pilot", "Full Change", ""]),
		reopened=st.booleans(),
		opened_on=st.none() | st.dates(date(2029, 1, 1), DAY),
		closed_on=st.none() | st.dates(DAY, date(2031, 1, 1)),
		rolled_out=st.booleans(),
	),
	max_size=30,
)


@given(finished)
def test_every_number_is_how_many_actions_it_lists(actions):
	numbers = figures(actions)
	for counted in COUNTED:
		assert numbers[counted] == len(those_counted(counted, actions))
	assert numbers["embedded_first"] <= numbers["verified"] <= numbers["completed"] == len(actions)
	assert numbers["lasted"] <= numbers["checked"] <= numbers["verified"]
	assert numbers["rolled_out"] <= numbers["pilots"]
	assert (numbers["days_to_close"] is None) == (numbers["closed"] == 0)


@given(finished, finished)
def test_groups_that_share_nothing_add_up(one, other):
	together = figures([*one, *other])
	assert all(together[counted] == figures(one)[counted] + figures(other)[counted] for counted in COUNTED)


def test_the_median_is_of_what_is_closed():
	def closed(days, status="Closed"):
		return Finished("", status=status, opened_on=DAY, closed_on=DAY + timedelta(days=days))

	assert figures([closed(10), closed(30), closed(400), closed(1, "In Progress")])["days_to_close"] == 30


@given(st.integers(0, 100), st.integers(0, 100))
def test_few_are_no_percentage(part, whole):
	share = percentage(min(part, whole), whole)
	assert (share is None) == (whole < FEW)
	assert share is None or 0 <= share <= 100


def test_one_of_one_is_not_a_hundred_per_cent():
	assert percentage(1, 1) is None
	assert percentage(4, 5) == 80
