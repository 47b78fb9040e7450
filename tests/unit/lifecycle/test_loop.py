"""A source's loop, counted from the statuses of its actions."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from improvement_actions.lifecycle.loop import Loop, loop_of
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
