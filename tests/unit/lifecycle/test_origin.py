"""A source made from another record: its title, and what has to be asked before it is made."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from improvement_actions.lifecycle.origin import (
	TITLE_LENGTH,
	incomplete_problems,
	key_of,
	label_of,
	taken_problems,
	title_from,
	to_ask,
)

from .examples import TODAY, TOMORROW, YESTERDAY, law

WHOLE = {"service": "Ash Grove", "title": "Fall on the stairs", "occurred_on": TODAY}


@pytest.mark.parametrize(
	("text", "title"),
	[
		("Fall on the stairs", "Fall on the stairs"),
		("  Fall\n on\tthe  stairs ", "Fall on the stairs"),
		(None, ""),
		("", ""),
		("a" * TITLE_LENGTH, "a" * TITLE_LENGTH),
		("a" * (TITLE_LENGTH + 1), "a" * (TITLE_LENGTH - 1) + "…"),
		("word " * 40, "word " * 26 + "word…"),
	],
)
def test_the_title_is_one_line_that_fits(text, title):
	assert title_from(text) == title


@law
@given(st.text(max_size=600))
def test_every_title_fits_and_stays_what_it_is(text):
	title = title_from(text)
	assert len(title) <= TITLE_LENGTH
	assert "\n" not in title and title == title.strip()
	assert title_from(title) == title
	assert bool(title) == bool(text.strip())


@pytest.mark.parametrize(
	("values", "asked"),
	[
		(WHOLE, []),
		({}, ["service", "title", "occurred_on"]),
		({**WHOLE, "service": None}, ["service"]),
		({**WHOLE, "title": ""}, ["title"]),
		({**WHOLE, "occurred_on": TOMORROW}, ["occurred_on"]),
		({**WHOLE, "occurred_on": YESTERDAY}, []),
	],
)
def test_what_is_asked_before_a_source_is_made(values, asked):
	assert to_ask(values, asks_for_quote=False, today=TODAY) == asked
	assert [problem.field for problem in incomplete_problems(values, TODAY)] == asked


def test_an_inspectors_words_are_asked_for_but_not_required():
	assert to_ask(WHOLE, asks_for_quote=True, today=TODAY) == ["finding_quote"]
	quoted = {**WHOLE, "finding_quote": "We found gaps."}
	assert to_ask(quoted, asks_for_quote=True, today=TODAY) == []
	assert incomplete_problems(WHOLE, TODAY) == []


def test_a_record_has_one_source():
	assert taken_problems("Event", "EV1", []) == []
	[problem] = taken_problems("Event", "EV1", ["IS-1"])
	assert (problem.code, problem.field) == ("record_has_source", "reference_name")
	assert "Event EV1" in problem.message and "IS-1" in problem.message


@law
@given(st.tuples(st.text(max_size=61), st.text(max_size=140)))
def test_a_key_fits_and_says_what_it_is_of(reference):
	assert len(key_of(*reference)) <= 255
	assert all(part in key_of(*reference) and part in label_of(*reference) for part in reference)
