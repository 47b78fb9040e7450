"""Sub-actions: no cycles, never due after their parent, never under something finished."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from improvement_actions.lifecycle.hierarchy import parent_problems
from improvement_actions.lifecycle.status import STATUSES

from .examples import TODAY, TOMORROW, YESTERDAY, codes, law, maybe_days, typed

#: child: parent
TREE = {"ward": "home", "home": "provider", "shift": "ward"}


def hang(name, parent, **changes):
	known = {"due_date": TODAY, "parent_due_date": TOMORROW, "parent_status": "Open", "parent_of": TREE.get}
	return parent_problems(name, parent, **(known | changes))


@pytest.mark.parametrize(
	("name", "parent", "refused"),
	[
		("shift", "home", False),
		("other", "shift", False),
		(None, "shift", False),
		("ward", "ward", True),
		("ward", "shift", True),
		("provider", "home", True),
		("provider", "shift", True),
	],
)
def test_no_action_is_part_of_itself(name, parent, refused):
	assert codes(hang(name, parent)) == ({"cycle"} if refused else set())


@pytest.mark.parametrize(
	("due_date", "parent_due_date", "refused"),
	[
		(YESTERDAY, TODAY, False),
		(TODAY, TODAY, False),
		(TOMORROW, TODAY, True),
		(None, TODAY, False),
		(TODAY, None, False),
		(None, None, False),
	],
)
def test_no_sub_action_is_due_after_its_parent(due_date, parent_due_date, refused):
	problems = hang("shift", "ward", due_date=due_date, parent_due_date=parent_due_date)
	assert codes(problems) == ({"due_after_parent"} if refused else set())


@pytest.mark.parametrize("parent_status", [None, *STATUSES])
def test_no_work_is_added_under_what_is_finished(parent_status):
	finished = parent_status in ("Completed", "Closed", "Cancelled")
	assert codes(hang("shift", "ward", parent_status=parent_status)) == (
		{"parent_finished"} if finished else set()
	)


@pytest.mark.parametrize("cycle", [False, True])
@pytest.mark.parametrize("late", [False, True])
@pytest.mark.parametrize("finished", [False, True])
def test_all_that_is_wrong_is_named_at_once(cycle, late, finished):
	problems = hang(
		"ward",
		"shift" if cycle else "home",
		due_date=TOMORROW,
		parent_due_date=TODAY if late else TOMORROW,
		parent_status="Closed" if finished else "Open",
	)
	named = {"cycle": cycle, "due_after_parent": late, "parent_finished": finished}
	assert codes(problems) == {code for code, wrong in named.items() if wrong}


@pytest.mark.parametrize("parent", [None, ""])
def test_an_action_without_a_parent_has_nothing_to_answer_for(parent):
	assert hang("ward", parent, due_date=TOMORROW, parent_due_date=TODAY, parent_status="Closed") == []


names = st.integers(0, 12).map(str)
graphs = st.dictionaries(names, names)


@law
@given(graph=graphs, name=st.none() | names, parent=names)
def test_the_search_ends_on_any_graph_even_one_with_cycles(graph, name, parent):
	asked = []

	def parent_of(action):
		asked.append(action)
		return graph.get(action)

	hang(name, parent, parent_of=parent_of)
	assert len(asked) == len(set(asked)) <= len(graph) + 1


@law
@given(links=st.lists(st.tuples(names, names)))
def test_a_tree_stays_a_tree_when_only_links_without_a_problem_are_made(links):
	tree = {}
	for child, parent in links:
		if not hang(child, parent, parent_of=tree.get):
			tree[child] = parent
	for start in tree:
		walked, current = set(), start
		while current in tree:
			assert current not in walked
			walked.add(current)
			current = tree[current]


@law
@given(typed, typed, maybe_days, maybe_days, st.sampled_from(STATUSES) | typed)
def test_never_raises(name, parent, due_date, parent_due_date, parent_status):
	problems = parent_problems(name, parent, due_date, parent_due_date, parent_status, lambda _name: name)
	assert all(problem.message for problem in problems)
