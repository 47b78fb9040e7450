"""What evidence must say, what it may count as, and which actions it may serve."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from improvement_actions.lifecycle.evidence import action_problems, demonstration_problems, evidence_problems

from .examples import BLANK, TODAY, TOMORROW, YESTERDAY, codes, law, maybe_days, typed


def problems_of(**changes) -> set[str]:
	evidence = {"evidence_date": YESTERDAY, "description": "20 charts sampled, 19 without a gap."} | changes
	return codes(evidence_problems(evidence, TODAY))


@pytest.mark.parametrize(
	("evidence_date", "valid_until", "refusal"),
	[
		(TODAY, None, set()),
		(TODAY, TODAY, set()),
		(TODAY, YESTERDAY, {"expired_before"}),
		(TOMORROW, None, {"future"}),
		(TOMORROW, TODAY, {"future", "expired_before"}),
		(None, YESTERDAY, set()),
	],
)
def test_evidence_is_of_a_day_that_was_and_expires_after_it(evidence_date, valid_until, refusal):
	assert problems_of(evidence_date=evidence_date, valid_until=valid_until) == refusal


@pytest.mark.parametrize("description", BLANK)
def test_there_is_something_to_look_at(description):
	assert problems_of(description=description) == {"nothing_to_look_at"}
	assert problems_of(description=description, attachment="/private/files/audit.pdf") == set()
	assert problems_of(description=description, reference_doctype="ToDo", reference_name="1") == set()


@pytest.mark.parametrize("half", [{"reference_doctype": "ToDo"}, {"reference_name": "1"}])
def test_a_record_is_named_with_its_type(half):
	assert problems_of(**half) == {"half_reference"}


@pytest.mark.parametrize(
	"attachment", ["https://example.org/audit.pdf", "http://example.org/a", " HTTPS://example.org/a"]
)
def test_a_link_is_no_file(attachment):
	assert problems_of(attachment=attachment) == {"linked_file"}


@pytest.mark.parametrize("by_manager", [True, False])
@pytest.mark.parametrize("by_type", ["Change", "Completion", None])
@pytest.mark.parametrize("demonstrates", ["Change", "Completion", None])
def test_only_a_manager_counts_completion_as_change(demonstrates, by_type, by_manager):
	refused = demonstrates == "Change" and by_type != "Change" and not by_manager
	found = codes(demonstration_problems("Training Record", demonstrates, by_type, by_manager))
	assert found == ({"completion_only"} if refused else set())


def test_it_serves_open_actions_of_ones_own():
	assert action_problems({}, []) == []
	problems = action_problems({"IA-1": "Closed", "IA-2": "Cancelled"}, ["IA-3", "IA-4"])
	assert codes(problems) == {"sealed_action", "others_action"}
	told = " ".join(problem.message for problem in problems)
	assert "IA-1 is Closed" in told and "IA-2 is Cancelled" in told and "IA-3, IA-4" in told


WRONG = {
	"future": {"evidence_date": TOMORROW},
	"half_reference": {"reference_doctype": "ToDo"},
	"nothing_to_look_at": {"description": " "},
}


@law
@given(st.sets(st.sampled_from(sorted(WRONG))))
def test_all_that_is_wrong_is_named_at_once(chosen):
	changes = {}
	for code in chosen:
		changes |= WRONG[code]
	assert problems_of(**changes) == chosen


@law
@given(
	values=st.fixed_dictionaries(
		{},
		optional={
			"evidence_date": maybe_days,
			"valid_until": maybe_days,
			"description": typed,
			"attachment": typed,
			"reference_doctype": typed,
			"reference_name": typed,
		},
	),
	words=st.tuples(typed, typed, typed),
)
def test_never_raises(values, words):
	problems = evidence_problems(values, TODAY) + demonstration_problems(*words, by_manager=False)
	assert all(problem.message for problem in problems)
