"""What a meeting may decide, how it ends, and how its figures compare with those of the meeting before."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from improvement_actions.lifecycle.facts import Owner
from improvement_actions.lifecycle.governance import decisions, items, meeting, momentum
from improvement_actions.lifecycle.governance.decisions import (
	CARRY_OVER,
	CLOSE_ITEM,
	ESCALATE,
	NEW_DATE,
	NOTE,
	REASSIGN,
	Named,
)
from improvement_actions.lifecycle.governance.meeting import CANCELLED, HELD, PLANNED, Meeting
from improvement_actions.lifecycle.governance.momentum import BETTER, NEUTRAL, SAME, WORSE, Figures
from improvement_actions.lifecycle.governance.records import ACTION, RISK, Record
from improvement_actions.lifecycle.status import STATUSES

TODAY = date(2026, 3, 12)
RUNNING = Record(ACTION, "IA-1", status="In Progress", responsible="owner@example.org")
BOSS = Named(Owner(exists=True, enabled=True), True)


def codes(problems) -> list[str]:
	return [problem.code for problem in problems]


def said(problems) -> str:
	return " ".join(problem.message for problem in problems)


# Decisions


def test_a_date_is_only_for_what_is_under_way():
	fits = {status: NEW_DATE in decisions.fitting(Record(ACTION, "a", status=status)) for status in STATUSES}
	assert [status for status, fitting in fits.items() if fitting] == ["Open", "In Progress"]


def test_who_verifies_waits_for_an_owner_too_and_what_is_over_for_nobody():
	assert REASSIGN in decisions.fitting(Record(ACTION, "a", status="Completed"))
	for over in (Record(ACTION, "a", status="Closed"), Record(ACTION, "a", status="Draft"), Record(RISK, "r", status="Closed"), None):  # fmt: skip
		assert decisions.fitting(over) == (NOTE, CLOSE_ITEM, CARRY_OVER)
	assert decisions.fitting(Record(RISK, "r", status="Reassessment Due")) == (NOTE, ESCALATE, CLOSE_ITEM, CARRY_OVER)  # fmt: skip


@pytest.mark.parametrize(
	("values", "missing"),
	(
		({"decision": NOTE}, ["no_note"]),
		({"decision": CLOSE_ITEM, "decision_note": " \n"}, ["no_note"]),
		({"decision": NEW_DATE}, ["no_due_date", "no_note"]),
		({"decision": REASSIGN}, ["no_owner", "no_note"]),
		({"decision": ESCALATE}, ["no_person", "no_note"]),
		({"decision": CARRY_OVER}, []),
		({"decision": "Applaud"}, ["no_decision"]),
		({}, ["no_decision"]),
		({"decision": NEW_DATE, "new_due_date": TODAY, "decision_note": "Parts are late"}, []),
	),
)
def test_everything_that_a_decision_lacks_is_named(values, missing):
	assert codes(decisions.decision_problems(values, RUNNING, None)) == missing


def test_a_decision_that_does_not_fit_says_so():
	closed = Record(ACTION, "IA-9", status="Closed")
	assert said(decisions.decision_problems({"decision": NEW_DATE}, closed, None)) == "New Date does not fit IA-9, which is Closed."  # fmt: skip
	assert codes(decisions.decision_problems({"decision": ESCALATE}, None, None)) == ["does_not_fit"]


@pytest.mark.parametrize(
	("person", "named", "code"),
	(
		("boss@example.org", BOSS, None),
		("", None, "no_person"),
		("Administrator", BOSS, "not_a_person"),
		("office@example.org", Named(Owner(is_shared=True), True), "not_a_person"),
		("nobody@example.org", Named(Owner(exists=False), False), "unknown_person"),
		("left@example.org", Named(Owner(exists=True, enabled=False), True), "disabled_person"),
		("OWNER@example.org", BOSS, "same_person"),
		("boss@example.org", Named(Owner(), False), "no_access"),
	),
)
def test_something_is_escalated_to_a_person_who_can_do_something_about_it(person, named, code):
	found = codes(decisions.escalate_to_problems(person, RUNNING, named))
	assert found == ([code] if code else [])


def test_decisions_are_made_at_the_meeting():
	assert decisions.deciding_problems(PLANNED, TODAY, TODAY) == []
	assert decisions.deciding_problems(PLANNED, TODAY - timedelta(days=3), TODAY) == []
	assert codes(decisions.deciding_problems(PLANNED, TODAY + timedelta(days=1), TODAY)) == ["not_yet"]
	for status in (HELD, CANCELLED):
		assert codes(decisions.deciding_problems(status, TODAY, TODAY)) == ["not_planned"]


# Items


def test_only_decisions_are_written_and_only_until_they_are_carried_out():
	assert items.free_fields({"reference_name": "IA-1"}) == frozenset(decisions.WRITTEN)
	assert "item_title" in items.free_fields({})
	assert items.free_fields({"carried_out_on": "2026-03-12 10:00:00"}) == frozenset()
	assert items.changed_problems("IA-1", False, []) == []
	assert codes(items.changed_problems("IA-1", False, ["detail"])) == ["set_by_app"]
	assert codes(items.changed_problems("IA-1", True, ["decision"])) == ["decided_already"]


def test_only_what_was_added_is_taken_off():
	rows = [
		("IA-1", {"section": "Overdue"}),
		("IA-2", {"section": "Added"}),
		("IA-3", {"section": "Added", "carried_out_on": TODAY}),
	]
	assert [problem.args for problem in items.removed_problems(rows)] == [("IA-1",), ("IA-3",)]


@pytest.mark.parametrize(
	("key", "title", "record", "code"),
	(
		((ACTION, "IA-1"), "", Record(ACTION, "IA-1", service="Alder"), None),
		(("", "Fire drill"), "Fire drill", None, None),
		(("", ""), " ", None, "no_record"),
		(("User", "a"), "", None, "wrong_kind"),
		((ACTION, "IA-1"), "", None, "not_found"),
		((ACTION, "IA-2"), "", Record(ACTION, "IA-2", service="Alder"), "there_already"),
		((ACTION, "IA-3"), "", Record(ACTION, "IA-3", service="Elm"), "other_service"),
	),
)
def test_what_may_be_added(key, title, record, code):
	found = codes(items.added_problems(key, title, record, {(ACTION, "IA-2")}, {"Alder"}))
	assert found == ([code] if code else [])


# The meeting


def test_the_last_meeting_is_the_last_that_shares_a_service():
	held = [
		Meeting("all", TODAY - timedelta(days=60)),
		Meeting("alder", TODAY - timedelta(days=30), frozenset({"Alder"})),
		Meeting("elm", TODAY - timedelta(days=9), frozenset({"Elm"})),
		Meeting("later", TODAY + timedelta(days=9)),
	]
	assert meeting.previous(held, {"Alder", "Beech"}, TODAY).name == "alder"
	assert meeting.previous(held, {"Beech"}, TODAY).name == "all"
	assert meeting.previous(held, (), TODAY).name == "elm"
	assert meeting.previous([], (), TODAY) is None


services = st.frozensets(st.sampled_from("ABC"))


@given(st.lists(st.tuples(st.integers(0, 99), services), max_size=8), services, st.integers(0, 99))
def test_no_meeting_that_shares_a_service_lies_between(held, mine, day):
	start = date(2026, 1, 1)
	known = [Meeting(str(number), start + timedelta(days=days), some) for number, (days, some) in enumerate(held)]  # fmt: skip
	found = meeting.previous(known, mine, start + timedelta(days=day))
	candidates = [each for each in known if each.day <= start + timedelta(days=day) and meeting.shares_services(each.services, mine)]  # fmt: skip
	assert (found is None) == (not candidates)
	assert not found or all(each.day <= found.day for each in candidates)


@pytest.mark.parametrize(
	("chair", "known", "code"),
	(
		("chair@example.org", Owner(), None),
		(None, Owner(exists=False), "no_chair"),
		("Administrator", Owner(), "chair_not_a_person"),
		("guest", Owner(), "chair_not_a_person"),
		("office@example.org", Owner(is_shared=True), "chair_not_a_person"),
		("no@example.org", Owner(exists=False), "chair_unknown"),
		("out@example.org", Owner(is_external=True), "chair_external"),
		("left@example.org", Owner(enabled=False), "chair_disabled"),
	),
)
def test_a_chair_is_a_person_of_the_provider(chair, known, code):
	assert codes(meeting.chair_problems(chair, known)) == ([code] if code else [])


def test_everybody_is_listed_once():
	assert meeting.attendee_problems([("a@example.org", None), (None, "Ann Lee"), (None, "Bo")]) == []
	found = meeting.attendee_problems([(None, " "), (None, "Ann Lee"), (None, "ann lee")])
	assert codes(found) == ["no_attendee", "attendee_twice"]


def test_what_came_before():
	earlier = TODAY - timedelta(days=1)
	assert meeting.previous_problems("GR-1", "GR-2", HELD, earlier, TODAY) == []
	assert meeting.previous_problems(None, "GR-2", None, None, TODAY) == []
	assert codes(meeting.previous_problems("GR-2", "GR-2", PLANNED, TODAY, TODAY)) == ["previous_is_itself"]
	assert codes(meeting.previous_problems("GR-1", None, CANCELLED, earlier, TODAY)) == ["previous_not_held"]
	later = TODAY + timedelta(days=1)
	assert codes(meeting.previous_problems("GR-1", None, HELD, later, TODAY)) == ["previous_is_later"]
	assert codes(meeting.next_problems(TODAY, TODAY)) == ["next_is_earlier"]
	assert meeting.next_problems(later, TODAY) == meeting.next_problems(None, TODAY) == []


def test_the_end_of_a_meeting():
	assert meeting.holding_problems(PLANNED, TODAY, True, TODAY) == []
	later = TODAY + timedelta(days=1)
	assert codes(meeting.holding_problems(PLANNED, later, False, TODAY)) == ["not_yet", "no_agenda"]
	assert meeting.cancelling_problems(PLANNED, "Not quorate", 0) == []
	assert codes(meeting.cancelling_problems(PLANNED, " ", 0)) == ["no_reason"]
	assert codes(meeting.cancelling_problems(PLANNED, "Not quorate", 1)) == ["has_decided"]
	assert meeting.deletion_problems(PLANNED, 0) == []
	assert codes(meeting.deletion_problems(PLANNED, 2)) == ["has_decided"]
	for status in (HELD, CANCELLED):
		assert codes(meeting.holding_problems(status, TODAY, True, TODAY)) == ["not_planned"]
		assert codes(meeting.cancelling_problems(status, "Reason", 0)) == ["not_planned"]
		assert codes(meeting.building_problems(status)) == ["not_planned"]
		assert codes(meeting.deletion_problems(status, 0)) == ["never_deleted"]
		assert codes(meeting.edit_problems(status, {"minutes"})) == ["meeting_is_over"]
		assert meeting.edit_problems(status, set()) == []
	assert meeting.edit_problems(PLANNED, {"minutes", "items"}) == []
	assert codes(meeting.edit_problems(PLANNED, {"status", "momentum"})) == ["set_by_app", "set_by_app"]


# Momentum


def test_figures_say_whether_that_is_better():
	then = Figures(opened=3, closed=2, overdue=9, stale=1, average_age=40, closed_on_time=50.0)
	now = Figures(opened=5, closed=4, overdue=4, stale=3, average_age=40, closed_on_time=None)
	turns = {change.key: change.turn for change in momentum.compare(now, then)}
	assert turns["opened"] == NEUTRAL
	assert turns["closed"] == turns["overdue"] == BETTER
	assert turns["stale"] == WORSE
	assert turns["average_age"] == turns["slipping"] == SAME
	assert turns["closed_on_time"] == NEUTRAL
	assert all(change.turn == NEUTRAL and change.then is None for change in momentum.compare(now, None))


figures = st.builds(
	Figures,
	*[st.integers(0, 999)] * 3,
	st.none() | st.floats(0, 100),
	*[st.integers(0, 999)] * 6,
	st.none() | st.floats(0, 9999),
)


@given(figures)
def test_figures_are_read_as_they_were_stored(one):
	assert momentum.from_stored(one.stored()) == one


@given(figures, figures)
def test_what_is_better_one_way_is_worse_the_other(one, other):
	opposite = {BETTER: WORSE, WORSE: BETTER, SAME: SAME, NEUTRAL: NEUTRAL}
	there = [change.turn for change in momentum.compare(one, other)]
	back = [change.turn for change in momentum.compare(other, one)]
	assert back == [opposite[turn] for turn in there]


def test_what_cannot_be_read_is_no_figure():
	assert momentum.from_stored(None) is None
	assert momentum.from_stored({"overdue": "many", "unknown": 3, "closed": 2}).closed == 2
	assert momentum.on_time(0, 0) is None and momentum.on_time(3, 2) == 66.7
	assert momentum.comparable(["A", "B"], ["B", "A"]) and not momentum.comparable([], ["A"])
