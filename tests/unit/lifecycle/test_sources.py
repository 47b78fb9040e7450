"""What a source must say, and the reference of another system on it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from improvement_actions.lifecycle.sources import (
	LONGEST_ID,
	external_id_problems,
	normalised_id,
	source_problems,
	taken_id_problem,
)

from .examples import TODAY, TOMORROW, law

FINE = {
	"title": "Gaps in MAR charts",
	"service": "Alder House",
	"occurred_on": TODAY,
	"external_id": "INC-2041",
	"reference_doctype": "Issue",
	"reference_name": "ISS-1",
}


def codes(problems):
	return {problem.code for problem in problems}


def test_a_source_that_says_what_it_should():
	assert source_problems(FINE, TODAY, False) == []
	assert source_problems({}, TODAY, False) == []


@pytest.mark.parametrize(
	("values", "disabled", "code"),
	(
		({"occurred_on": TOMORROW}, False, "future"),
		({"reference_name": None}, False, "half_reference"),
		({"reference_doctype": ""}, False, "half_reference"),
		({"external_id": "x" * (LONGEST_ID + 1)}, False, "external_id_too_long"),
		({"external_id": "INC<b>1</b>"}, False, "external_id_unfit"),
		({"external_id": "INC\n1"}, False, "external_id_unfit"),
		({}, True, "service_disabled"),
	),
)
def test_what_is_wrong_with_a_source(values, disabled, code):
	assert codes(source_problems({**FINE, **values}, TODAY, disabled)) == {code}


def test_all_of_it_is_said_at_once():
	wrong = {"occurred_on": TOMORROW, "reference_name": "", "external_id": "<" * 200}
	assert len(source_problems({**FINE, **wrong}, TODAY, True)) == 5


@pytest.mark.parametrize("nothing", (None, "", " ", "\t\n", "\u2003"))
def test_no_reference_is_none(nothing):
	assert normalised_id(nothing) is None


@pytest.mark.parametrize(
	("sent", "kept"), ((" INC-7 ", "INC-7"), ("inc-7", "inc-7"), (4711, "4711"), (0, "0"), ("a b", "a b"))
)
def test_a_reference_is_kept_as_it_was_sent(sent, kept):
	assert normalised_id(sent) == kept


@law
@given(st.text(max_size=LONGEST_ID))
def test_normalising_twice_changes_nothing(text):
	kept = normalised_id(text)
	assert normalised_id(kept) == kept
	assert "external_id_too_long" not in codes(external_id_problems(kept))


def test_a_taken_reference_names_its_holder_only_to_who_may_read_it():
	assert "IS-1" in taken_id_problem("INC-7", "IS-1", "INC-7").message
	assert "inc-7" in taken_id_problem("INC-7", "IS-1", "inc-7").message
	hidden = taken_id_problem("INC-7", None, None)
	assert "may not read" in hidden.message and hidden.args == ("INC-7",)
