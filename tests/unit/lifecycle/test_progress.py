"""What an update on progress must say, and which dates it may name."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from improvement_actions.lifecycle.progress import progress_problems, rewritten_progress_problems
from improvement_actions.lifecycle.status import STATUSES

from .examples import BLANK, OWNER, TODAY, TOMORROW, VERIFIER, YESTERDAY, codes, law, maybe_days, typed

NEXT_WEEK = TODAY + timedelta(days=7)
REFUSED = {"Draft": "draft", "Completed": "not_active", "Closed": "not_active", "Cancelled": "not_active"}


def progress(*updates, status="In Progress"):
	return codes(
		progress_problems(
			status,
			[{"note": "Rota changed.", "update_date": TODAY, **each} for each in updates],
			TODAY,
		)
	)


@pytest.mark.parametrize("status", STATUSES)
def test_when_progress_may_be_recorded(status):
	assert progress({}, status=status) == ({REFUSED[status]} if status in REFUSED else set())
	assert progress(status=status) == set()


@pytest.mark.parametrize("note", BLANK)
@pytest.mark.parametrize("others", [[], [{}]])
def test_progress_is_told_in_a_note(note, others):
	assert progress(*others, {"note": note}) == {"no_note"}


def test_a_note_that_a_client_sent_as_a_number_is_read_as_text():
	assert progress({"note": 98}) == set()


@pytest.mark.parametrize(
	("percent", "fine"), [(-1, False), (0, True), (None, True), (100, True), (100.5, False)]
)
def test_complete_is_a_percentage(percent, fine):
	assert (progress({"percent_complete": percent}) == set()) == fine


@pytest.mark.parametrize(
	("update", "refused"),
	[
		({"update_date": YESTERDAY}, None),
		({"update_date": None}, None),
		({"update_date": TOMORROW}, "update_in_future"),
		({"next_milestone": "First audit", "next_milestone_date": TOMORROW}, None),
		({"next_milestone": "First audit", "next_milestone_date": TODAY}, None),
		({"next_milestone": "First audit", "next_milestone_date": NEXT_WEEK}, None),
		({"next_milestone": "First audit"}, "milestone_incomplete"),
		({"next_milestone": "  ", "next_milestone_date": TOMORROW}, "milestone_incomplete"),
		({"next_milestone": "First audit", "next_milestone_date": YESTERDAY}, "milestone_past"),
		# Told late: when it was made, the milestone still lay ahead.
		(
			{
				"update_date": YESTERDAY - timedelta(days=3),
				"next_milestone": "First audit",
				"next_milestone_date": YESTERDAY,
			},
			None,
		),
	],
)
def test_the_dates_of_an_update(update, refused):
	assert progress(update) == ({refused} if refused else set())


def test_everything_wrong_with_an_update_is_named_at_once():
	wrong = {"note": "", "percent_complete": 120, "update_date": TOMORROW, "next_milestone": "First audit"}
	assert progress(wrong) == {"no_note", "percent_out_of_range", "update_in_future", "milestone_incomplete"}


def test_a_progress_update_belongs_to_who_signed_it():
	assert rewritten_progress_problems([OWNER, None], OWNER.upper()) == []
	(problem,) = rewritten_progress_problems([VERIFIER, OWNER, VERIFIER], OWNER)
	assert problem.code == "signed_by_others" and VERIFIER in problem.message and OWNER not in problem.message


updates = st.fixed_dictionaries(
	{},
	optional={
		"note": typed,
		"update_date": maybe_days,
		"percent_complete": st.none() | st.floats(),
		"next_milestone": typed,
		"next_milestone_date": maybe_days,
	},
)


@law
@given(st.sampled_from(STATUSES) | typed, st.lists(updates, max_size=3))
def test_progress_never_raises_and_what_passes_is_dated_soundly(status, updates):
	problems = progress_problems(status, updates, TODAY)
	assert all(problem.message for problem in problems)
	if not problems:
		for update in updates:
			assert (update.get("update_date") or TODAY) <= TODAY
			assert 0 <= (update.get("percent_complete") or 0) <= 100
