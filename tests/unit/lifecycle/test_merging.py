"""Two sources about one thing: when they may become one, and that nothing is lost by it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from improvement_actions.lifecycle.merging import merge_problems, merged_values
from improvement_actions.lifecycle.review_tier import HARM_LEVELS

from .examples import law

KEPT = {"name": "IS-1", "service": "Ash Grove", "source_type": "Incident", "review_tier": "Local"}
MERGED = {**KEPT, "name": "IS-2"}
EVENT = {"reference_doctype": "Event", "reference_name": "EV1"}


def codes(merged=MERGED, kept=KEPT, closed=(), always_formal=False) -> list[str]:
	return [problem.code for problem in merge_problems(merged, kept, closed, always_formal)]


@pytest.mark.parametrize(
	("merged", "kept", "closed", "always_formal", "expected"),
	[
		({}, {}, (), False, []),
		({"service": "Beech Court"}, {}, (), False, ["other_service"]),
		({}, {}, ("IA-1",), False, ["closed_actions"]),
		({"source_type": "Safeguarding Concern"}, {}, (), True, ["would_lose_review"]),
		({"source_type": "Safeguarding Concern"}, {"review_tier": "Formal"}, (), True, []),
		({"source_type": "Complaint"}, {}, (), False, []),
		({}, {}, (), True, []),
		(EVENT, {}, (), False, []),
		({}, EVENT, (), False, []),
		(EVENT, EVENT, (), False, []),
		(EVENT, {**EVENT, "reference_name": "EV2"}, (), False, ["two_records"]),
	],
)
def test_what_speaks_against_a_merge(merged, kept, closed, always_formal, expected):
	assert codes({**MERGED, **merged}, {**KEPT, **kept}, closed, always_formal) == expected


def test_all_that_speaks_against_it_is_said_at_once():
	merged = {**MERGED, **EVENT, "service": "Beech Court", "source_type": "Safeguarding Concern"}
	kept = {**KEPT, **EVENT, "reference_name": "EV2"}
	assert len(codes(merged, kept, ("IA-1",), True)) == 4


@pytest.mark.parametrize(
	("merged", "kept", "values"),
	[
		({}, {}, {}),
		({"harm_level": "Severe"}, {"harm_level": "Low"}, {"harm_level": "Severe"}),
		({"harm_level": "Low"}, {"harm_level": "Severe"}, {}),
		({"harm_level": "No Harm"}, {}, {"harm_level": "No Harm"}),
		({"people_affected": 3}, {"people_affected": 1}, {"people_affected": 3}),
		({"people_affected": 1}, {"people_affected": 3}, {}),
		({"is_safeguarding": 1}, {"is_safeguarding": 0}, {"is_safeguarding": 1}),
		({"is_safeguarding": 0}, {"is_safeguarding": 1}, {}),
		({"theme": "Falls", "external_id": "R-1"}, {}, {"theme": "Falls", "external_id": "R-1"}),
		({"external_id": "R-1"}, {"external_id": "R-2"}, {}),
		(EVENT, {}, EVENT),
		({}, EVENT, {}),
		({"summary": "She fell."}, {}, {"summary": "She fell."}),
		({"summary": "She fell."}, {"summary": "Fall."}, {"summary": "Fall.\n\nShe fell."}),
		({"summary": "She fell."}, {"summary": "At noon. She fell."}, {}),
	],
)
def test_what_the_source_that_stays_takes_over(merged, kept, values):
	assert merged_values({**MERGED, **merged}, {**KEPT, **kept}) == values


anything = st.fixed_dictionaries(
	{
		"harm_level": st.sampled_from(["", *HARM_LEVELS]),
		"people_affected": st.integers(0, 9),
		"is_safeguarding": st.integers(0, 1),
		"is_notifiable": st.integers(0, 1),
		"summary": st.none() | st.text(max_size=9),
		"theme": st.none() | st.text(max_size=5),
	}
)


@law
@given(anything, anything)
def test_a_merge_never_makes_light_of_what_happened(merged, kept):
	after = {**kept, **merged_values({**MERGED, **merged}, {**KEPT, **kept})}
	grades = ["", *HARM_LEVELS]
	for source in (merged, kept):
		assert grades.index(after["harm_level"]) >= grades.index(source["harm_level"])
		assert after["people_affected"] >= source["people_affected"]
		assert after["is_safeguarding"] >= source["is_safeguarding"]
		assert (source["summary"] or "").strip() in (after["summary"] or "")


@law
@given(anything, anything)
def test_merging_twice_is_merging_once(merged, kept):
	after = {**KEPT, **kept, **merged_values({**MERGED, **merged}, {**KEPT, **kept})}
	assert merged_values({**MERGED, **merged}, after) == {}
