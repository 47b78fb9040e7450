"""Who hears of what, and in which words."""

from datetime import date

import pytest

from improvement_actions.lifecycle.notices import (
	DRAFTER,
	LONGEST_REASON,
	OWNER,
	PREVIOUS_OWNER,
	Change,
	about_action,
	about_proposal,
	about_review,
	about_waiting,
)
from improvement_actions.lifecycle.status import MOVES, STATUSES


def change(before: str, after: str, **values) -> Change:
	same = {"owner_before": "sam", "owner": "sam", "due_date_before": DUE, "due_date": DUE}
	return Change("Priya", "IA-1", "Charts are checked.", before, after, **{**same, **values})


def told(change: Change) -> list[tuple[str, str]]:
	return [(notice.to, notice.says.translated(str)) for notice in about_action(change)]


DUE, LATER = date(2026, 3, 1), date(2026, 3, 9)


@pytest.mark.parametrize(
	("before", "after", "to", "words"),
	[
		("Draft", "Open", OWNER, "Priya opened your action IA-1, due 2026-03-01: Charts are checked"),
		("Draft", "Cancelled", DRAFTER, "Priya cancelled IA-1: Charts are checked. Reason: No need"),
		("Open", "Cancelled", OWNER, "Priya cancelled IA-1: Charts are checked. Reason: No need"),
		("In Progress", "Cancelled", OWNER, "Priya cancelled IA-1: Charts are checked. Reason: No need"),
		(
			"Completed",
			"In Progress",
			OWNER,
			"Priya returned IA-1 to you: Charts are checked. Reason: No need",
		),
		("Closed", "In Progress", OWNER, "Priya reopened IA-1: Charts are checked. Reason: No need"),
		("Completed", "Closed", OWNER, "Priya closed IA-1, the change is embedded: Charts are checked"),
	],
)
def test_moves_that_are_told(before, after, to, words):
	assert told(change(before, after, reason="No need.")) == [(to, words)]


def test_of_every_other_move_and_of_no_move_nobody_is_told():
	loud = {("Open", "In Progress"), ("In Progress", "Completed")}
	for before in STATUSES:
		assert told(change(before, before)) == []
		for after in MOVES[before]:
			assert bool(told(change(before, after))) != ((before, after) in loud)


def test_a_new_owner_and_the_previous_one_are_told():
	handed = change("Open", "Open", owner="ann", owner_name="Ann", owner_reason="Time.")
	assert told(handed) == [
		(OWNER, "Priya made IA-1 yours, due 2026-03-01: Charts are checked. Reason: Time"),
		(PREVIOUS_OWNER, "Priya handed IA-1 on to Ann: Charts are checked. Reason: Time"),
	]
	# Nothing is due any more.
	done = change("Completed", "Completed", owner="ann", owner_name="Ann", owner_reason="Time.")
	assert told(done)[0] == (OWNER, "Priya made IA-1 yours: Charts are checked. Reason: Time")


def test_a_new_due_date_is_told():
	assert told(change("Open", "Open", due_date=LATER, due_date_reason="Ill.")) == [
		(
			OWNER,
			"Priya moved the due date of IA-1 from 2026-03-01 to 2026-03-09: Charts are checked. Reason: Ill",
		)
	]


def test_what_is_still_being_made_up_is_not_told():
	assert told(change("Draft", "Draft", owner="ann", due_date=LATER)) == []


def test_a_long_reason_is_cut_and_put_on_one_line():
	(notice,) = about_action(change("Open", "Cancelled", reason="No\nneed " + "x" * 1000))
	reason = notice.says.args[-1]
	assert reason.startswith("No need x") and reason.endswith("…") and len(reason) == LONGEST_REASON


@pytest.mark.parametrize(
	("is_verification", "due", "words"),
	[
		(True, DUE, "Priya asks you to verify IA-1 by 2026-03-01: Charts"),
		(True, None, "Priya asks you to verify IA-1: Charts"),
		(False, DUE, "Priya asks you to check on 2026-03-01 whether IA-1 is still embedded: Charts"),
		(False, None, "Priya asks you to check whether IA-1 is still embedded: Charts"),
	],
)
def test_what_a_reviewer_is_told(is_verification, due, words):
	assert about_review("Priya", "IA-1", "Charts", is_verification, due).translated(str) == words


def test_what_a_registered_manager_is_told():
	proposal = about_proposal("Sam", "IA-2", "Charts", "IA-1").says.translated(str)
	assert proposal == "Sam drafted IA-2 as part of IA-1, and a manager has to open it: Charts"
	waiting = about_waiting("Sam", "IA-1", "Charts").says.translated(str)
	assert waiting == "Sam completed IA-1, and nobody is named to verify it: Charts"
