"""A source's loop, counted from the statuses of its actions."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from improvement_actions.lifecycle.loop import _IN_WORDS, Loop, in_words, loop_of, turn_of
from improvement_actions.lifecycle.status import STATUSES

from .examples import law


@pytest.mark.parametrize(
	("statuses", "loop"),
	[
		([], Loop("No Actions", 0, 0)),
		(["Cancelled", "Cancelled"], Loop("No Actions", 0, 0)),
		(["Draft"], Loop("Open", 1, 0)),
		(["Open"], Loop("Open", 1, 0)),
		(["In Progress"], Loop("Open", 1, 0)),
		(["Completed"], Loop("Completed", 1, 0)),
		(["Closed"], Loop("Closed", 1, 1)),
		(["Closed", "Cancelled"], Loop("Closed", 1, 1)),
		(["Closed", "Completed"], Loop("Completed", 2, 1)),
		(["Closed", "Closed", "Draft"], Loop("Open", 3, 2)),
		(["Completed", "In Progress", "Cancelled"], Loop("Open", 2, 0)),
	],
)
def test_loop_of_these_actions(statuses, loop):
	assert loop_of(statuses) == loop


any_statuses = st.lists(st.sampled_from(STATUSES))


@law
@given(any_statuses)
def test_counts_equal_the_rows(statuses):
	rows = Counter(statuses)
	loop = loop_of(iter(statuses))
	assert loop.action_count == rows.total() - rows["Cancelled"]
	assert loop.closed_count == rows["Closed"]


@law
@given(any_statuses)
def test_the_state_follows_from_the_rows(statuses):
	kept = set(statuses) - {"Cancelled"}
	loop = loop_of(statuses)
	assert (loop.loop_status == "No Actions") == (not kept)
	assert (loop.loop_status == "Closed") == (kept == {"Closed"})
	assert (loop.loop_status == "Completed") == ("Completed" in kept and kept <= {"Completed", "Closed"})
	assert (loop.loop_status == "Open") == bool(kept & {"Draft", "Open", "In Progress"})


@law
@given(any_statuses.flatmap(lambda rows: st.tuples(st.just(rows), st.permutations(rows))))
def test_the_order_of_the_actions_does_not_matter(rows):
	given_order, other_order = rows
	assert loop_of(given_order) == loop_of(other_order)


@law
@given(any_statuses)
def test_every_loop_is_put_into_words(statuses):
	loop = loop_of(statuses)
	words = in_words(loop)
	assert "{" not in words
	assert words.startswith("The loop is closed") == (loop.loop_status == "Closed")
	heard = []
	in_words(loop, lambda text: heard.append(text) or text)
	assert len(heard) == 1 and heard[0] in _IN_WORDS.values()


@pytest.mark.parametrize(
	("before", "after", "noted"),
	[
		("Open", "Closed", "closed"),
		("Completed", "Closed", "closed"),
		("Closed", "Open", "open again"),
		("Closed", "No Actions", "open again"),
		("Closed", "Closed", None),
		("Open", "Completed", None),
		("No Actions", "Open", None),
	],
)
def test_the_loop_closing_is_worth_a_note(before, after, noted):
	turn = turn_of(before, after)
	assert (noted in turn) if noted else turn is None
