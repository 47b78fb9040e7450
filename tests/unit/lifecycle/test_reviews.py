"""What a review must say, and what its outcome sets in motion."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from improvement_actions.lifecycle.reviews import recording_problems, sends_back
from improvement_actions.lifecycle.status import STATUSES

from .examples import BLANK, TODAY, TOMORROW, codes, law, maybe_days, typed

COMPLETED_ON = TODAY - timedelta(days=10)
TYPES = ("Verification", "Sustainability")


def review(**changes) -> dict:
	return {
		"review_type": "Verification",
		"reviewed_on": TODAY,
		"method": "Follow-up Audit",
		"findings": "Ten charts sampled: 98% of the doses signed for.",
	} | changes


def record(action_status="Completed", **changes) -> set[str]:
	return codes(recording_problems(review(**changes), action_status, COMPLETED_ON, TODAY))


@pytest.mark.parametrize("action_status", STATUSES)
@pytest.mark.parametrize(
	("review_type", "expected"), [("Verification", "Completed"), ("Sustainability", "Closed")]
)
def test_what_is_completed_is_verified_and_what_is_closed_is_checked_again(
	review_type, expected, action_status
):
	refusal = set() if action_status == expected else {"wrong_status"}
	assert record(action_status, review_type=review_type) == refusal


@pytest.mark.parametrize("review_type", [None, "", "Inspection"])
@pytest.mark.parametrize("action_status", STATUSES)
def test_there_is_no_other_review(review_type, action_status):
	assert record(action_status, review_type=review_type) == {"wrong_status"}


@pytest.mark.parametrize(
	("reviewed_on", "refusal"),
	[
		(TODAY, set()),
		(COMPLETED_ON, set()),
		(None, set()),
		(TOMORROW, {"future"}),
		(COMPLETED_ON - timedelta(days=1), {"before_completion"}),
	],
)
def test_the_review_lies_between_completion_and_today(reviewed_on, refusal):
	assert record(reviewed_on=reviewed_on) == refusal


def test_without_a_completion_date_any_day_up_to_today_will_do():
	long_ago = review(reviewed_on=TODAY - timedelta(days=4000))
	assert recording_problems(long_ago, "Completed", None, TODAY) == []


@pytest.mark.parametrize("method", [None, ""])
def test_the_method_is_named(method):
	assert record(method=method) == {"no_method"}


@pytest.mark.parametrize("findings", BLANK)
def test_the_findings_are_written_in_words(findings):
	assert record(findings=findings) == {"no_findings"}


WRONG = {
	"wrong_status": {"review_type": "Sustainability"},
	"future": {"reviewed_on": TOMORROW},
	"no_method": {"method": None},
	"no_findings": {"findings": " "},
}


@law
@given(st.sets(st.sampled_from(sorted(WRONG))))
def test_all_that_is_wrong_is_named_at_once(chosen):
	changes = {}
	for code in chosen:
		changes |= WRONG[code]
	assert record(**changes) == chosen


@pytest.mark.parametrize(
	("review_type", "outcome", "back"),
	[
		("Verification", "Embedded", False),
		("Verification", "Partially Embedded", True),
		("Verification", "Not Embedded", True),
		("Sustainability", "Embedded", False),
		("Sustainability", "Partially Embedded", False),
		("Sustainability", "Not Embedded", True),
	],
)
def test_which_outcome_sends_the_action_back(review_type, outcome, back):
	assert sends_back(review_type, outcome) is back


@pytest.mark.parametrize("review_type", TYPES)
@pytest.mark.parametrize("outcome", [None, ""])
def test_a_review_without_an_outcome_decides_nothing(review_type, outcome):
	assert sends_back(review_type, outcome) is False


@law
@given(
	values=st.fixed_dictionaries(
		{}, optional={"review_type": typed, "reviewed_on": maybe_days, "method": typed, "findings": typed}
	),
	action_status=st.sampled_from(STATUSES) | typed,
	completed_on=maybe_days,
)
def test_never_raises(values, action_status, completed_on):
	problems = recording_problems(values, action_status, completed_on, TODAY)
	assert all(problem.message for problem in problems)
