"""What a field can hold."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from improvement_actions.lifecycle.values import (
	DATE,
	MOMENT,
	NUMBER,
	TEXT,
	WHOLE,
	Field,
	rows_problem,
	structure_problem,
	tidy_text,
	value_problems,
)

FIELDS = {
	kind: Field("due_date", "Due Date", kind, max_characters=140, max_bytes=400)
	for kind in (TEXT, NUMBER, WHOLE, DATE, MOMENT)
}


def codes(kind, value, **options) -> list[str]:
	return [problem.code for problem in value_problems(FIELDS[kind], value, **options)]


@pytest.mark.parametrize("kind", FIELDS)
@pytest.mark.parametrize("nothing", (None, ""))
def test_nothing_is_always_possible(kind, nothing):
	assert codes(kind, nothing) == []


@pytest.mark.parametrize(
	"value", (0, 12, 12.5, -3, True, "12", " 12.5 ", "-0.5", "1,250", "1,250,000.75", "1e3", ".5", "5.")
)
def test_numbers(value):
	assert codes(NUMBER, value) == []


@pytest.mark.parametrize(
	"value",
	(
		"12,5",
		"12.5%",
		"abc",
		"1.2.3",
		"١٢",
		float("nan"),
		float("inf"),
		float("-inf"),
		1e400,
		"nan",
		"1e400",
		"1_000",
		[],
		{},
		"1,2,3",
		"0x10",
		"--1",
	),
)
def test_what_is_no_number_is_named_and_shown_one(value):
	(problem,) = value_problems(FIELDS[NUMBER], value)
	assert problem.code == "not_a_number" and problem.field == "due_date"
	assert "Due Date" in problem.message and "12.5" in problem.message


@pytest.mark.parametrize(
	("kind", "value"),
	(
		(NUMBER, 1e12),
		(NUMBER, "1e13"),
		(NUMBER, -(10**15)),
		(WHOLE, 2**31),
		(WHOLE, "99999999999"),
		(WHOLE, 10**400),
	),
)
def test_a_number_that_the_database_cannot_hold(kind, value):
	assert codes(kind, value) in (["too_large"], ["not_a_number"])


@pytest.mark.parametrize("value", (12, "12", "12.0", 12.0, True, "-1", 2**31 - 1))
def test_whole_numbers(value):
	assert codes(WHOLE, value) == []


@pytest.mark.parametrize("value", (12.5, "12.5", "yes", "true", "on"))
def test_what_is_no_whole_number(value):
	assert codes(WHOLE, value) == ["not_a_number"]


@pytest.mark.parametrize("kind", (DATE, MOMENT))
@pytest.mark.parametrize(
	"value",
	(
		"2030-03-31",
		" 2030-03-31 ",
		"2028-02-29",
		"2030-03-31 10:00:00",
		"2030-03-31T10:00:00.123456",
		date(2030, 3, 31),
		datetime(2030, 3, 31, 10),
	),
)
def test_dates(kind, value):
	assert codes(kind, value) == []


@pytest.mark.parametrize("kind", (DATE, MOMENT))
@pytest.mark.parametrize(
	"value",
	("31-02", "31-03-2030", "03/04/2030", "2030-13-01", "2030-02-30", "2027-02-29", "tomorrow", "0000-00-00", "20300331", 20300331, 0.5, True,
	 "2030-3-1", "2030-03-31 25:00:00", "2030-03-31 soon", "2030-W10-1", [], {}, "٢٠٣٠-٠٣-٣١", "2030-03-31\x00"),
)  # fmt: skip
def test_what_is_no_date_is_named_and_shown_one(kind, value):
	(problem,) = value_problems(FIELDS[kind], value)
	assert problem.code == "not_a_date" and "Due Date" in problem.message and "2030-03-31" in problem.message


@pytest.mark.parametrize("value", ("0001-01-01", "1899-12-31", "2200-01-01", "9999-12-31", date(1, 1, 1)))
def test_a_date_at_the_end_of_the_calendar(value):
	assert codes(DATE, value) == ["date_out_of_range"]


@pytest.mark.parametrize("value", ("text", 12, 1.5, date(2030, 3, 31), "\N{GRINNING FACE}" * 100))
def test_texts(value):
	assert codes(TEXT, value) == []


@pytest.mark.parametrize("value", ([], ["a"], {"a": 1}, b"bytes"))
def test_a_list_or_a_record_is_no_text(value):
	assert codes(TEXT, value) == ["not_a_value"]


@pytest.mark.parametrize(
	("text", "options"), (("a" * 141, {}), ("\N{GRINNING FACE}" * 101, {}), ("a", {"stored_bytes": 401}))
)
def test_a_text_is_not_cut_off(text, options):
	(problem,) = value_problems(FIELDS[TEXT], text, **options)
	assert problem.code == "too_long" and len(problem.message) < 200


def test_the_message_about_a_long_value_is_short():
	for kind in (NUMBER, WHOLE, DATE, MOMENT):
		(problem,) = value_problems(FIELDS[kind], "x" * 100_000)
		assert len(problem.message) < 200


@pytest.mark.parametrize(
	("text", "tidied"),
	(
		("a\x00b\x07c\x7fd", "abcd"),
		("a\x0bb\x0cc\u2028d", "a\nb\nc\nd"),
		("half\ud83d a pair", "half a pair"),
		("tab\tnew\r\nline", "tab\tnew\r\nline"),
		(
			"\N{FAMILY}\u200d\N{VARIATION SELECTOR-16} \u200f\u05e9\u05dc\u05d5\u05dd\u202c",
			"\N{FAMILY}\u200d\N{VARIATION SELECTOR-16} \u200f\u05e9\u05dc\u05d5\u05dd\u202c",
		),
	),
)
def test_a_text_loses_what_cannot_be_kept_and_nothing_else(text, tidied):
	assert tidy_text(text) == tidied


@given(st.text(st.characters()))
def test_a_tidied_text_can_be_stored_and_is_tidy(text):
	tidied = tidy_text(text)
	tidied.encode()
	assert tidy_text(tidied) == tidied


anything = st.one_of(
	st.none(),
	st.text(),
	st.integers(),
	st.floats(),
	st.dates(),
	st.datetimes(),
	st.lists(st.integers()),
	st.dictionaries(st.text(), st.text()),
	st.booleans(),
	st.binary(),
)


@given(st.sampled_from(tuple(FIELDS)), anything)
def test_any_value_has_an_answer_that_names_the_field(kind, value):
	for problem in value_problems(FIELDS[kind], value):
		assert problem.field == "due_date" and "Due Date" in problem.message


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e11, max_value=1e11))
def test_every_number_within_reach_is_one_also_as_text(value):
	assert codes(NUMBER, value) == [] and codes(NUMBER, str(value)) == []


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31)))
def test_every_date_within_reach_is_one_also_as_text(value):
	assert codes(DATE, value) == [] and codes(DATE, value.isoformat()) == []


def test_structures_are_named():
	assert "Title" in structure_problem("Title", "title").message
	assert "Readings" in rows_problem("Readings", "readings").message
