"""Who may verify an action: a person, and nobody whose own work it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from improvement_actions.lifecycle.independence import is_system_account, same_user, verifier_problems

from .examples import OWNER, PAST_OWNER, VERIFIER, codes, law, typed


@pytest.mark.parametrize(
	("verifier", "refusal"),
	[
		(VERIFIER, set()),
		(None, {"no_reviewer"}),
		("", {"no_reviewer"}),
		("  ", {"no_reviewer"}),
		("Administrator", {"reviewer_not_a_person"}),
		("Guest", {"reviewer_not_a_person"}),
		("administrator", {"reviewer_not_a_person"}),
		(OWNER, {"self_verification"}),
		(OWNER.upper(), {"self_verification"}),
		(OWNER + " ", {"self_verification"}),
		(PAST_OWNER, {"self_verification"}),
		(PAST_OWNER.title(), {"self_verification"}),
	],
)
def test_who_may_verify(verifier, refusal):
	assert codes(verifier_problems(verifier, OWNER, {PAST_OWNER})) == refusal


def test_the_refusal_says_whether_the_action_is_theirs_now_or_was_earlier():
	(now,) = verifier_problems(OWNER, OWNER, {PAST_OWNER})
	(earlier,) = verifier_problems(PAST_OWNER, OWNER, {PAST_OWNER})
	assert f"{OWNER} owns this action" in now.message
	assert f"{PAST_OWNER} owned or completed this action earlier" in earlier.message


def test_nobody_else_needs_to_have_worked_on_it():
	assert verifier_problems(VERIFIER, OWNER) == []
	assert verifier_problems(VERIFIER, None) == []


people = st.sampled_from([OWNER, PAST_OWNER, VERIFIER, "Administrator", "Guest"]) | typed
spellings = st.sampled_from([str, str.upper, str.title, str.swapcase, lambda name: f" {name} "])


@law
@given(owner=people, others=st.frozensets(people), spelled=spellings, data=st.data())
def test_nobody_verifies_their_own_work_however_they_are_spelled(owner, others, spelled, data):
	own = [person for person in (owner, *others) if isinstance(person, str)]
	verifier = spelled(data.draw(st.sampled_from(own))) if own else None
	assert verifier_problems(verifier, owner, others)


@law
@given(verifier=people, owner=people, others=st.frozensets(people))
def test_a_refusal_is_one_sentence_about_the_reviewer(verifier, owner, others):
	problems = verifier_problems(verifier, owner, others)
	assert len(problems) <= 1
	assert all(problem.field == "reviewer" and problem.message for problem in problems)


def test_same_user():
	assert same_user("Ana@Home.example", "ana@home.example ")
	assert not same_user("ana@home.example", "anna@home.example")
	assert not same_user("ana@home.example", None)


def test_system_accounts():
	assert is_system_account("Guest") and is_system_account(" ADMINISTRATOR")
	assert not is_system_account(VERIFIER) and not is_system_account(None)
