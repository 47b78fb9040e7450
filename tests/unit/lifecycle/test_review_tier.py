"""When a source needs a formal review, and why."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from improvement_actions.lifecycle.review_tier import HARM_LEVELS, Thresholds, tier_reasons

from .examples import codes, law, typed

QUIET = {
	"source_type": "Incident",
	"harm_level": "Low",
	"people_affected": 1,
	"is_safeguarding": 0,
	"is_notifiable": 0,
}
#: code of the reason: what makes it true (fields of the source; earlier occurrences; thresholds)
REASONS = {
	"harm": ({"harm_level": "Severe"}, 0, {}),
	"people": ({"people_affected": 3}, 0, {}),
	"safeguarding": ({"is_safeguarding": 1}, 0, {}),
	"notifiable": ({"is_notifiable": 1}, 0, {}),
	"repeat": ({}, 1, {}),
	"type": ({}, 0, {"always": True}),
}


def test_a_quiet_source_is_reviewed_locally():
	assert tier_reasons(QUIET, 0, Thresholds()) == []
	assert tier_reasons({}, 0, Thresholds()) == []


@pytest.mark.parametrize(
	"chosen", [chosen for size in range(7) for chosen in combinations(REASONS, size)], ids="+".join
)
def test_every_reason_is_given_and_no_other(chosen):
	source, earlier, thresholds = dict(QUIET), 0, {}
	for code in chosen:
		fields, before, changes = REASONS[code]
		source |= fields
		earlier += before
		thresholds |= changes
	assert codes(tier_reasons(source, earlier, Thresholds(**thresholds))) == set(chosen)


@pytest.mark.parametrize("threshold", HARM_LEVELS)
@pytest.mark.parametrize("harm", HARM_LEVELS)
def test_harm_counts_from_the_threshold_on(harm, threshold):
	formal = HARM_LEVELS.index(harm) >= HARM_LEVELS.index(threshold)
	reasons = tier_reasons({"harm_level": harm}, 0, Thresholds(harm_level=threshold))
	assert codes(reasons) == ({"harm"} if formal else set())


@pytest.mark.parametrize(
	("people", "threshold", "formal"),
	[
		(None, 1, False),
		(None, 3, False),
		(0, 3, False),
		(2, 3, False),
		(3, 3, True),
		(40, 3, True),
		(1, 1, True),
		(40, 0, False),
	],
)
def test_people_count_from_the_threshold_on(people, threshold, formal):
	reasons = tier_reasons({"people_affected": people}, 0, Thresholds(people_affected=threshold))
	assert codes(reasons) == ({"people"} if formal else set())


@pytest.mark.parametrize(
	("earlier", "threshold", "formal"),
	[(0, 2, False), (1, 2, True), (1, 3, False), (2, 3, True), (0, 1, False), (1, 1, True), (9, 0, False)],
)
def test_repeats_count_with_this_one_and_need_an_earlier_one(earlier, threshold, formal):
	reasons = tier_reasons(QUIET, earlier, Thresholds(repeats=threshold))
	assert codes(reasons) == ({"repeat"} if formal else set())
	assert all(str(earlier + 1) in reason.message for reason in reasons)


ALL_OFF = Thresholds(harm_level="", people_affected=0, repeats=0, safeguarding=False, notifiable=False)


@law
@given(
	harm=st.sampled_from(HARM_LEVELS) | typed,
	people=st.none() | st.integers(-5, 1000),
	flags=st.tuples(st.booleans(), st.booleans()),
	earlier=st.integers(0, 20),
)
def test_with_every_rule_off_nothing_is_formal(harm, people, flags, earlier):
	source = {
		"harm_level": harm,
		"people_affected": people,
		"is_safeguarding": flags[0],
		"is_notifiable": flags[1],
	}
	assert tier_reasons(source, earlier, ALL_OFF) == []


@law
@given(
	harm=st.integers(0, len(HARM_LEVELS) - 2),
	people=st.integers(0, 20),
	earlier=st.integers(0, 5),
	thresholds=st.builds(
		Thresholds,
		harm_level=st.sampled_from(HARM_LEVELS) | typed,
		people_affected=st.integers(0, 10),
		repeats=st.integers(0, 5),
	),
)
def test_more_harm_more_people_and_more_repeats_never_make_it_local_again(harm, people, earlier, thresholds):
	def reasons(harm, people, earlier):
		return codes(
			tier_reasons({"harm_level": HARM_LEVELS[harm], "people_affected": people}, earlier, thresholds)
		)

	assert reasons(harm, people, earlier) <= reasons(harm + 1, people + 1, earlier + 1)


@law
@given(
	source=st.fixed_dictionaries(
		{},
		optional={
			"source_type": typed,
			"harm_level": typed,
			"people_affected": st.none() | st.integers(),
			"is_safeguarding": typed,
			"is_notifiable": typed,
			"theme": typed,
		},
	),
	earlier=st.integers(0, 10),
	thresholds=st.builds(Thresholds, harm_level=typed, always=st.booleans()),
)
def test_never_raises(source, earlier, thresholds):
	assert all(reason.message for reason in tier_reasons(source, earlier, thresholds))
