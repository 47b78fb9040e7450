from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from improvement_actions.lifecycle import concerns
from improvement_actions.lifecycle.concerns import KINDS, NOT_SAID, RELATIONS

TODAY = date(2030, 3, 4)
SERVICES = ["Alder House"]
LEAST = {"kind": "Concern", "what": "The call bell by the window does not work."}


def read(**form):
	return concerns.read({**LEAST, **form}, SERVICES, TODAY)


def codes(**form) -> list[str]:
	concern, problems = read(**form)
	assert (concern is None) == bool(problems)
	return [problem.code for problem in problems]


def test_little_is_asked():
	concern, problems = read()
	assert problems == []
	assert (concern.service, concern.occurred_on, concern.relation, concern.name) == (
		None,
		None,
		NOT_SAID,
		"",
	)
	assert not concern.wants_answer and not concern.at_risk


def test_everything_that_is_said_is_taken():
	concern, _problems = read(
		kind="Idea",
		service="Alder House",
		occurred_on="2030-03-04",
		relation="Relative or Friend",
		name="  Joan \n Ward ",
		contact="020 7946 0000",
		wants_answer="1",
		at_risk="yes",
		what="  One\x00 line\u2028another ",
	)
	assert concern == concerns.Concern(
		"Idea",
		"One line\nanother",
		"Alder House",
		TODAY,
		"Relative or Friend",
		"Joan Ward",
		"020 7946 0000",
		True,
		True,
	)


def test_everything_that_is_wrong_is_said_at_once():
	found = codes(
		kind="Threat",
		service="Somewhere",
		what=" ",
		occurred_on="31 February",
		relation="Burglar",
		name="x" * 141,
		contact="",
		wants_answer="1",
	)
	assert found == [
		"no_kind",
		"no_such_service",
		"no_such_relation",
		"nothing_said",
		"not_a_date",
		"too_long",
		"no_contact",
	]


@pytest.mark.parametrize(
	"form, code",
	[
		({"what": "x" * 4001}, "too_long"),
		({"what": "see https://a.example http://b.example www.c.example"}, "links"),
		({"name": "https://cheap.example"}, "links"),
		({"occurred_on": "2030-03-05"}, "future"),
		({"occurred_on": "0030-03-05"}, "not_a_date"),
		({"contact": "x" * 141}, "too_long"),
	],
)
def test_what_does_not_fit_is_refused(form, code):
	assert codes(**form) == [code]


def test_two_addresses_may_be_in_the_text():
	assert codes(what="It was on https://a.example and www.b.example, the menu.") == []


def test_what_is_no_text_is_nothing():
	assert codes(name=["x"], contact={"a": 1}, service=None) == []
	assert codes(what=["The bell"]) == ["nothing_said"]


@given(
	st.dictionaries(
		st.sampled_from(
			[*LEAST, "service", "occurred_on", "relation", "name", "contact", "wants_answer", "at_risk"]
		),
		st.text() | st.integers() | st.none() | st.lists(st.text()),
	)
)
def test_no_form_breaks_it(form):
	concern, problems = concerns.read(form, SERVICES, TODAY)
	assert (concern is None) == bool(problems)
	assert all(problem.message for problem in problems)


@pytest.mark.parametrize("relation", [*RELATIONS, NOT_SAID])
@pytest.mark.parametrize("kind", KINDS)
def test_titles_say_nothing_personal(kind, relation):
	concern = concerns.Concern(kind, "Mr Ward fell", "Alder House", relation=relation, name="Joan Ward")
	title = concern.title("K7QD-2M9X").translated(str)
	assert kind in title and "K7QD-2M9X" in title and "Ward" not in title
	assert len(title) <= 140
