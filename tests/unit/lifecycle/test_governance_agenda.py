"""The agenda of a meeting: each record once, under its gravest heading, the worst first, and never too many."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from improvement_actions.lifecycle.escalation import PRIORITIES
from improvement_actions.lifecycle.governance import agenda, carrying
from improvement_actions.lifecycle.governance.agenda import (
	ADDED,
	AWAITING_VERIFICATION,
	CARRIED_OVER,
	CLOSED_SINCE,
	DUE_FOR_REASSESSMENT,
	ESCALATED,
	FEWEST_NEW,
	FOUND,
	MOST_ITEMS,
	OVERDUE,
	SECTIONS,
	SLIPPING,
	STALE,
	Carried,
	Found,
	Present,
)
from improvement_actions.lifecycle.governance.carrying import Past
from improvement_actions.lifecycle.governance.decisions import CARRY_OVER, NEW_DATE, NOTE
from improvement_actions.lifecycle.governance.records import ACTION, OTHER_BUSINESS, RISK, Look, Record
from improvement_actions.lifecycle.status import STATUSES

TODAY = date(2026, 3, 12)
LOOK = Look(TODAY, 2, datetime(2026, 2, 12, 10))


def day(days: int) -> date:
	return TODAY + timedelta(days=days)


def action(name: str = "IA-1", **values) -> Record:
	return Record(
		ACTION, name, **{"status": "In Progress", "priority": "High", "due_date": day(10), **values}
	)


def found_of(records, look=LOOK) -> dict[str, Found]:
	"""What the database would have found of `records`."""
	sections = {}
	for section in FOUND:
		those = [record for record in records if agenda.reasons(record, look)[:1] == (section,)]
		those.sort(key=lambda record: agenda.rank(section, record))
		sections[section] = Found(those, len(those))
	return sections


def said(record: Record, look=LOOK) -> list[str]:
	return [mark.message for mark in agenda.marks(record, look)]


@pytest.mark.parametrize(
	("values", "expected"),
	(
		({}, ()),
		({"due_date": day(-1)}, (OVERDUE,)),
		({"due_date": day(0)}, ()),
		({"due_date": day(-1), "level": 1}, (OVERDUE,)),
		({"due_date": day(-9), "level": 2, "slips": 1, "stale_from": day(0)}, (ESCALATED, SLIPPING, STALE)),
		({"slips": 1}, (SLIPPING,)),
		({"stale_from": day(1)}, ()),
		({"stale_from": day(0)}, (STALE,)),
		({"status": "Completed", "due_date": day(-30), "slips": 3}, (AWAITING_VERIFICATION,)),
		({"status": "Closed", "closed_on": datetime(2026, 2, 12, 10)}, (CLOSED_SINCE,)),
		({"status": "Closed", "closed_on": datetime(2026, 2, 12, 9, 59)}, ()),
		({"status": "Cancelled", "due_date": day(-9)}, ()),
		({"status": "Draft", "due_date": day(-9)}, ()),
	),
)
def test_the_reasons_to_look_at_an_action(values, expected):
	assert agenda.reasons(action(**values), LOOK) == expected


def test_a_risk_is_looked_at_when_it_is_due_for_reassessment():
	assert agenda.reasons(Record(RISK, "R-1", status="Reassessment Due"), LOOK) == (DUE_FOR_REASSESSMENT,)
	assert agenda.reasons(Record(RISK, "R-1", status="Open"), LOOK) == ()


def test_what_belongs_to_another_service_is_not_looked_at():
	look = replace(LOOK, services=frozenset({"Alder House"}))
	overdue = action(due_date=day(-1), service="Beech Court")
	assert agenda.reasons(overdue, look) == ()
	assert agenda.reasons(replace(overdue, service="Alder House"), look) == (OVERDUE,)
	assert agenda.reasons(replace(overdue, service=""), look) == ()


def test_everything_for_which_a_record_is_looked_at_is_said():
	worst = action(due_date=day(-12), level=3, slips=3, aspirational=True, stale_from=day(-20))
	assert said(worst) == [
		"Escalation level 3",
		"12 days overdue",
		"Rescheduled 3 times",
		"Aspirational",
		"Stale for 20 days",
	]
	assert said(action(due_date=day(-1), slips=1)) == ["1 day overdue", "Rescheduled once"]
	assert said(action()) == ["In Progress"]
	assert said(action(status="Completed", completed_on=datetime(2026, 3, 1, 9))) == [
		"Completed on 2026-03-01"
	]
	risk = Record(RISK, "R-1", status="Reassessment Due", since=day(-3), score=16, band="High")
	assert said(risk) == ["Reassessment due since 2026-03-09", "Residual risk 16 (High)"]


def test_the_worst_come_first():
	records = [
		action("low", due_date=day(-90), priority="Low"),
		action("late", due_date=day(-5)),
		action("later", due_date=day(-2)),
		action("critical", due_date=day(-1), priority="Critical"),
		action("level 1", due_date=day(-1), level=1, priority="Low"),
	]
	lines = agenda.compose(found_of(records), [], [], LOOK).lines
	assert [line.record.name for line in lines] == ["level 1", "critical", "late", "later", "low"]


def test_what_was_carried_over_comes_first_and_only_once():
	late = action(due_date=day(-5))
	lines = agenda.compose(found_of([late]), [Carried(late, "GR-1", 2)], [], LOOK).lines
	assert [(line.section, line.first_raised_on, line.times_carried) for line in lines] == [
		(CARRIED_OVER, "GR-1", 2)
	]


def test_what_is_written_to_is_not_lost_when_it_is_no_longer_so():
	fine = action(due_date=day(9))
	touched, untouched = (Present("row", OVERDUE, fine, touched=written) for written in (True, False))
	(line,) = agenda.compose({}, [], [touched], LOOK).lines
	assert (line.row, line.section, line.no_longer) == ("row", OVERDUE, OVERDUE)
	assert agenda.compose({}, [], [untouched], LOOK).lines == ()
	gone = Present("row", OVERDUE, None, touched=True)
	assert agenda.compose({}, [], [gone], LOOK).lines[0].row == "row"


def test_what_has_got_worse_moves_up_and_what_is_settled_stays():
	late = action(due_date=day(-9), level=2)
	(line,) = agenda.compose(found_of([late]), [], [Present("row", OVERDUE, late, touched=True)], LOOK).lines
	assert (line.section, line.row, line.no_longer) == (ESCALATED, "row", "")
	(line,) = agenda.compose(found_of([late]), [], [Present("row", OVERDUE, late, settled=True)], LOOK).lines
	assert (line.section, line.row, line.settled) == (OVERDUE, "row", True)


def test_what_was_added_stays_where_it_is():
	(line,) = agenda.compose({}, [], [Present("row", ADDED, action())], LOOK).lines
	assert (line.section, line.no_longer) == (ADDED, "")
	assert agenda.compose({}, [], [Present("row", ADDED, None)], LOOK).lines[0].row == "row"


# Very many


def test_a_huge_agenda_names_some_of_each_and_counts_the_rest():
	records = [action(f"late {n}", due_date=day(-5)) for n in range(400)]
	records += [action(f"slips {n}", slips=1) for n in range(300)]
	records += [action(f"waits {n}", status="Completed", completed_on=datetime(2026, 3, 1)) for n in range(3)]
	composed = agenda.compose(found_of(records), [], [], LOOK)
	assert len(composed.lines) == MOST_ITEMS
	assert sum(line.section == AWAITING_VERIFICATION for line in composed.lines) == 3
	assert 95 <= sum(line.section == SLIPPING for line in composed.lines) <= 101
	assert sum(composed.left_out.values()) == 703 - MOST_ITEMS


def test_however_much_is_carried_over_something_new_is_named():
	old = [Carried(action(f"old {n}", due_date=day(-5)), "GR-1", 1) for n in range(400)]
	new = [action(f"new {n}", slips=1) for n in range(100)]
	lines = agenda.compose(found_of(new), old, [], LOOK).lines
	assert sum(line.section == CARRIED_OVER for line in lines) == MOST_ITEMS
	assert sum(line.section == SLIPPING for line in lines) == FEWEST_NEW


@given(st.dictionaries(st.sampled_from(FOUND), st.integers(0, 300)), st.integers(0, 400))
def test_room_is_used_up_and_shared_fairly(wanted, room):
	shares = agenda.allot(wanted, room)
	assert sum(shares.values()) == min(room, sum(wanted.values()))
	assert all(0 <= shares[key] <= wanted[key] for key in wanted)
	# Nobody has more than one more than somebody who wanted more.
	assert all(
		shares[one] <= shares[other] + 1
		for one in wanted
		for other in wanted
		if shares[other] < wanted[other]
	)


# Laws

days = st.integers(-60, 60).map(day)
moments = st.integers(-60, 0).map(lambda days: datetime(2026, 3, 12, 8) + timedelta(days=days))
actions = st.builds(
	Record,
	st.just(ACTION),
	st.integers(1, 40).map("IA-{:02}".format),
	status=st.sampled_from(STATUSES),
	due_date=st.none() | days,
	priority=st.sampled_from(("", *PRIORITIES)),
	level=st.integers(0, 4),
	slips=st.integers(0, 4),
	stale_from=st.none() | days,
	completed_on=st.none() | moments,
	closed_on=st.none() | moments,
)
risks = st.builds(
	Record,
	st.just(RISK),
	st.integers(1, 9).map("R-{}".format),
	status=st.sampled_from(("Open", "Reassessment Due", "Closed")),
	score=st.integers(0, 25),
	since=st.none() | days,
)
many = st.lists(actions | risks, max_size=30, unique_by=lambda record: record.key)


@st.composite
def meetings(draw):
	"""What is found, carried over and present, about the same records."""
	records = draw(many)
	chosen = [record for record in records if draw(st.booleans())]
	back = [Carried(record, "GR-1", draw(st.integers(1, 3))) for record in chosen]
	present = [
		Present(
			f"row {number}",
			draw(st.sampled_from(SECTIONS)),
			record,
			draw(st.booleans()),
			draw(st.booleans()),
		)
		for number, record in enumerate(records)
		if draw(st.booleans())
	]
	return records, back, present


@given(meetings())
def test_each_record_stands_once_and_in_the_order_of_the_agenda(meeting):
	records, back, present = meeting
	composed = agenda.compose(found_of(records), back, present, LOOK)
	keys = [line.record.key for line in composed.lines]
	assert len(keys) == len(set(keys))
	numbers = [SECTIONS.index(line.section) for line in composed.lines]
	assert numbers == sorted(numbers)
	# Nothing that somebody has to look at is missing, nor is anything that was written to.
	assert {record.key for record in records if agenda.reasons(record, LOOK)} <= set(keys)
	assert {item.row for item in present if item.settled or item.touched} <= {
		line.row for line in composed.lines
	}
	assert not composed.left_out


@given(meetings())
def test_building_again_changes_nothing(meeting):
	records, back, present = meeting
	before = {item.row: item for item in present}
	first = agenda.compose(found_of(records), back, present, LOOK)
	rows = [
		Present(
			line.row or f"new {number}",
			line.section,
			line.record,
			line.settled,
			line.row in before and before[line.row].touched,
		)
		for number, line in enumerate(first.lines)
	]
	second = agenda.compose(found_of(records), back, rows, LOOK)
	assert [(line.row, line.section) for line in second.lines] == [(row.row, row.section) for row in rows]


# What comes back


@pytest.mark.parametrize(
	("item", "status", "expected"),
	(
		(Past((ACTION, "a"), OVERDUE, CARRY_OVER, True), "Closed", True),
		(Past((ACTION, "a"), OVERDUE, NOTE, True), "Open", False),
		(Past((ACTION, "a"), OVERDUE, NEW_DATE, False), "Open", True),
		(Past((ACTION, "a"), OVERDUE), "Open", True),
		(Past((ACTION, "a"), ADDED), "Open", True),
		(Past((ACTION, "a"), OVERDUE), "Completed", True),
		(Past((ACTION, "a"), OVERDUE), "Closed", False),
		(Past((ACTION, "a"), CLOSED_SINCE), "In Progress", False),
		(Past((ACTION, "a"), CLOSED_SINCE, CARRY_OVER, True), "Closed", True),
	),
)
def test_what_comes_back_at_the_next_meeting(item, status, expected):
	late = action("a", status=status, due_date=day(-1))
	assert carrying.comes_back(item, late, LOOK) is expected


def test_what_nobody_decided_does_not_come_back_once_its_reason_is_gone():
	assert not carrying.comes_back(Past((ACTION, "a"), OVERDUE), action("a"), LOOK)
	assert carrying.comes_back(Past((ACTION, "a"), OVERDUE, NEW_DATE), action("a"), LOOK)


def test_other_business_is_carried_over_too():
	key = (OTHER_BUSINESS, "Fire drill")
	business = Record(*key, title="Fire drill")
	past = [Past(key, ADDED, CARRY_OVER, True), Past((OTHER_BUSINESS, "Done"), ADDED, NOTE, True)]
	(back,) = carrying.carried(past, {key: business}, "GR-1", replace(LOOK, services=frozenset({"Alder"})))
	(line,) = agenda.compose({}, [back], [], LOOK).lines
	assert (line.section, line.record, line.times_carried) == (CARRIED_OVER, business, 1)
	again = agenda.compose({}, [back], [Present("row", CARRIED_OVER, business)], LOOK)
	assert [line.row for line in again.lines] == ["row"]


def test_a_carried_item_remembers_when_it_was_raised_first():
	past = [
		Past((ACTION, "IA-1"), OVERDUE),
		Past((ACTION, "IA-2"), CARRIED_OVER, CARRY_OVER, True, "GR-0", 1),
		Past((ACTION, "gone"), OVERDUE),
		Past((ACTION, "IA-3"), OVERDUE),
	]
	names = ("IA-1", "IA-2", "IA-3")
	records = {
		(ACTION, name): action(name, due_date=day(-1), service="Elm View" if name == "IA-3" else "Alder")
		for name in names
	}
	look = replace(LOOK, services=frozenset({"Alder"}))
	assert [
		(each.record.name, each.first_raised_on, each.times_carried)
		for each in carrying.carried(past, records, "GR-1", look)
	] == [("IA-1", "GR-1", 1), ("IA-2", "GR-0", 2)]


def test_every_section_but_two_has_a_list():
	for section in FOUND:
		doctype, filters = agenda.list_of(section, LOOK)
		assert doctype == (RISK if section == DUE_FOR_REASSESSMENT else ACTION) and filters
	assert agenda.list_of(CARRIED_OVER, LOOK) is None and agenda.list_of(ADDED, LOOK) is None
	_doctype, filters = agenda.list_of(STALE, replace(LOOK, services=frozenset({"Alder"})))
	assert ("service", "in", ("Alder",)) in filters
