"""What two versions of a plan differ in: laws of the comparison, and the words that people read."""

import copy

from hypothesis import given
from hypothesis import strategies as st

from improvement_actions.lifecycle.plans.content import DAY, NAMES, NUMBER, PLAN_PARTS, SECTIONS, people_in
from improvement_actions.lifecycle.plans.differences import (
	ADDED,
	CHANGED,
	REMOVED,
	differences,
	plain,
	sentences,
)

TEXTS = st.none() | st.text(max_size=12)
VALUES = {
	DAY: st.none() | st.dates().map(lambda day: day.isoformat()),
	NUMBER: st.none() | st.floats(-1e6, 1e6),
	NAMES: st.lists(st.sampled_from(("CQC Regulation 9", "CQC Regulation 12", "CQC Safe 8")), unique=True),
}


def fields(parts):
	return st.fixed_dictionaries({part.name: VALUES.get(part.kind, TEXTS) for part in parts if part.compared})


def rows(section):
	row = st.tuples(st.sampled_from("abcd"), fields(section.parts))
	return st.lists(row, max_size=3, unique_by=lambda each: each[0]).map(
		lambda found: [{"name": name, **values} for name, values in found]
	)


SNAPSHOTS = st.fixed_dictionaries(
	{"plan": fields(PLAN_PARTS), **{section.name: rows(section) for section in SECTIONS}}
)


def applied(changes, before: dict) -> dict:
	"""Return `before` with `changes` carried out."""
	after = copy.deepcopy(before)
	for change in changes:
		if change.section is None:
			after["plan"][change.part.name] = change.after
			continue
		found = after[change.section.name]
		if change.kind == REMOVED:
			found[:] = [row for row in found if row["name"] != change.row]
		elif change.kind == ADDED:
			found.append(change.after)
		else:
			next(row for row in found if row["name"] == change.row)[change.part.name] = change.after
	return after


@given(SNAPSHOTS)
def test_where_nothing_changed_nothing_is_said(snapshot):
	assert differences(snapshot, copy.deepcopy(snapshot)) == []


@given(SNAPSHOTS, SNAPSHOTS)
def test_forth_and_back_are_the_same_changes(one, other):
	forth, back = differences(one, other), differences(other, one)
	count = lambda changes, kind: sum(change.kind == kind for change in changes)  # noqa: E731
	assert (count(forth, ADDED), count(forth, REMOVED)) == (count(back, REMOVED), count(back, ADDED))
	assert count(forth, CHANGED) == count(back, CHANGED)


@given(SNAPSHOTS, SNAPSHOTS)
def test_the_changes_carried_out_lead_from_one_to_the_other(before, after):
	assert differences(applied(differences(before, after), before), after) == []


@given(SNAPSHOTS, SNAPSHOTS)
def test_every_change_can_be_said_and_each_row_once(before, after):
	changes = differences(before, after)
	said = sentences(changes, {})
	assert all(phrase.translated(str) for phrase in said)
	of_plan = sum(change.section is None for change in changes)
	of_rows = {(change.section.name, change.row, change.kind) for change in changes if change.section}
	assert len(said) == of_plan + len(of_rows)


def empty(**values) -> dict:
	return {"plan": {}, **{section.name: [] for section in SECTIONS}, **values}


def said(before: dict, after: dict, people=None) -> list[str]:
	return [phrase.translated(str) for phrase in sentences(differences(before, after), people or {})]


def test_what_people_read():
	before = empty(
		plan={"target_date": "2030-03-31", "aim": "a" * 70, "plan_lead": "priya@example.org"},
		objectives=[{"name": "o1", "objective": "98% of MAR entries are signed", "target_value": 98.0}],
		milestones=[{"name": "m1", "milestone": "Check sheets in use"}],
		actions=[{"name": "IA-1", "title": "Check every chart", "status": "Open", "due_date": "2030-02-01", "action_owner": "samuel@example.org", "latest_value": None}],
	)  # fmt: skip
	after = empty(
		plan={"target_date": "2030-04-30", "aim": "b" * 70, "plan_lead": "priya@example.org", "scope": "All"},
		objectives=[{"name": "o1", "objective": "98% of MAR entries are signed", "target_value": 99.5}],
		milestones=[{"name": "m2", "milestone": "First audit"}],
		actions=[{"name": "IA-1", "title": "Check every chart", "status": "In Progress", "due_date": None, "action_owner": "jamie@example.org", "latest_value": 0.0}],
	)  # fmt: skip
	people = {"samuel@example.org": "Samuel Adeyemi", "jamie@example.org": "Jamie Hargreaves"}
	assert said(before, after, people) == [
		"Target Date was 2030-03-31, is now 2030-04-30",
		"Aim reworded",
		"Scope is now All",
		"Objective “98% of MAR entries are signed”: Target was 98, is now 99.5",
		"Milestone taken out: Check sheets in use",
		"Milestone added: First audit",
		"Action “IA-1: Check every chart”: Status was Open, is now In Progress, Owner was Samuel Adeyemi, is now Jamie "
		"Hargreaves, Due Date taken out, was 2030-02-01, Latest Value is now 0",
	]


def test_spellings_of_one_value_are_no_change():
	before = empty(plan={"scope": None, "start_date": "2030-03-31"})
	after = empty(plan={"scope": "", "start_date": "2030-03-31 00:00:00"})
	assert differences(before, after) == []


def test_a_reworded_objective_is_the_same_and_one_typed_anew_is_another():
	before = empty(objectives=[{"name": "o1", "objective": "Old"}])
	assert said(before, empty(objectives=[{"name": "o1", "objective": "New"}])) == ["Objective “New”: Objective was Old, is now New"]  # fmt: skip
	assert len(said(before, empty(objectives=[{"name": "o2", "objective": "Old"}]))) == 2


def test_formatted_text_is_compared_as_it_is_and_read_without_its_markup():
	before, after = empty(plan={"plain_language": "<p>We check</p>"}), empty(plan={"plain_language": "<p>We <b>check</b></p>"})  # fmt: skip
	assert said(before, after) == ["Plain-language Version was We check, is now We check"]
	assert plain("<p>A &amp; B</p>\n<ul><li>C</li></ul>") == "A & B C"


def test_everybody_named_in_a_plan_is_found():
	snapshot = empty(plan={"plan_lead": "a"}, risks=[{"name": "r", "risk_owner": "b"}], actions=[{"name": "x", "action_owner": None}])  # fmt: skip
	assert people_in(snapshot) == {"a", "b"}
