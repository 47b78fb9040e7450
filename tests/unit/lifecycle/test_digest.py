"""What one person is told: each action once, the gravest first, the worst of each section, and the rest counted."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from improvement_actions.lifecycle.digest import (
	LONGEST_NAME,
	MOST_LINES,
	MOST_SERVICES,
	SECTIONS,
	WEEKDAYS,
	Day,
	Found,
	Item,
	ServiceWeek,
	build,
	digest_name,
	is_summary_day,
	new_from,
	subject,
	summarise,
)
from improvement_actions.lifecycle.escalation import PRIORITIES
from improvement_actions.lifecycle.working_days import Calendar

from .examples import TODAY, TOMORROW, YESTERDAY, days, law, typed

DAY = Day(TODAY, TODAY)
KEYS = [section.key for section in SECTIONS]
EVERY_DAY, WORKING_DAYS = Calendar(), Calendar(working_days_only=True)


def item(action: str = "IA-2026-00001", **values) -> Item:
	return Item(action=action, title="MAR charts complete in Flat 3", priority="High", **values)


def found(*items: Item, more: int = 0) -> Found:
	return Found(items, len(items) + more)


def marks(key: str, **values) -> dict[str, str]:
	"""Return what the only line of section `key` says of an item with `values`, by its code."""
	(part,) = build({key: found(item(**values))}, DAY).parts
	return {mark.code: mark.message for mark in part.lines[0].marks}


def told(sections: dict[str, Found]) -> str:
	return subject(build(sections, DAY).counts, lambda count: count.message)


def test_the_gravest_section_comes_first():
	everything = {key: found(item(key)) for key in reversed(KEYS)}
	assert [part.section.key for part in build(everything, DAY).parts] == KEYS


def test_an_action_stands_in_its_gravest_section_only():
	both = {"overdue": found(item("IA-1")), "expiring": found(item("IA-1"), item("IA-2"))}
	overdue, expiring = build(both, DAY).parts
	assert [line.item.action for line in overdue.lines] == ["IA-1"]
	assert [line.item.action for line in expiring.lines] == ["IA-2"]
	assert expiring.total == 1


def test_the_worst_comes_first():
	late = TODAY - timedelta(days=9)
	rows = [
		Item("IA-1", "", "Low", level=2, day=YESTERDAY),
		Item("IA-2", "", "Critical", level=1, day=YESTERDAY),
		Item("IA-3", "", "High", level=1, day=late),
		Item("IA-4", "", "High", level=1, day=YESTERDAY),
		Item("IA-5", "", "", level=1, day=late),
	]
	(part,) = build({"overdue": found(*reversed(rows))}, DAY).parts
	assert [line.item.action for line in part.lines] == ["IA-1", "IA-2", "IA-3", "IA-4", "IA-5"]


def test_a_section_shows_its_worst_and_counts_the_rest():
	rows = [item(f"IA-{number:03}") for number in range(30)]
	(part,) = build({"stale": found(*rows, more=70)}, DAY).parts
	assert len(part.lines) == MOST_LINES
	assert (part.more, part.total) == (80, 100)


def test_nothing_found_is_nothing_to_tell():
	assert build({}, DAY).items == 0
	assert build({"overdue": Found()}, DAY).parts == ()


@pytest.mark.parametrize(
	("key", "values", "expected"),
	[
		("overdue", {"due_date": YESTERDAY}, {"days_overdue": "1 day overdue"}),
		("overdue", {"due_date": TODAY - timedelta(days=9), "level": 2}, {"days_overdue": "9 days overdue", "level": "Escalation level 2"}),
		("overdue", {"since": TODAY}, {"new": "New"}),
		("overdue", {"since": YESTERDAY}, {}),
		("overdue", {"slips": 1}, {"slipped": "Rescheduled once"}),
		("overdue", {"slips": 3, "aspirational": True}, {"slipped": "Rescheduled 3 times", "aspirational": "Aspirational"}),
		("escalated", {"owner": "ana@x", "owner_name": "Ana Silva"}, {"owner": "Owner: Ana Silva"}),
		("owner_left", {"owner": "ana@x", "owner_name": "Ana Silva"}, {"owner_left": "Was Ana Silva's"}),
		("to_verify", {"day": YESTERDAY}, {"late": "1 day late"}),
		("to_verify", {"day": TODAY}, {"due": "Due today"}),
		("sustainability", {"day": TOMORROW}, {"due": f"Due {TOMORROW}"}),
		("stale", {"day": TODAY}, {"stale": "Stale from today"}),
		("stale", {"day": YESTERDAY}, {"stale": "Stale for 1 day"}),
		("due_soon", {"due_date": TOMORROW}, {"due": f"Due {TOMORROW}"}),
		("expiring", {"day": TOMORROW, "about": "DBS list"}, {"valid_until": f"DBS list: valid until {TOMORROW}"}),
		("drafts", {"day": TODAY - timedelta(days=2)}, {"waiting": "Drafted 2 days ago"}),
	],
)  # fmt: skip
def test_what_is_said_of_an_action(key, values, expected):
	assert marks(key, **values) == expected


def test_a_level_is_told_from_where_somebody_else_is_told():
	day = Day(TODAY, TODAY, escalated_from=2)
	for level, expected in ((1, []), (2, ["level"])):
		(part,) = build({"overdue": found(item(level=level))}, day).parts
		assert [mark.code for mark in part.lines[0].marks] == expected


def test_the_subject_counts_what_is_gravest():
	sections = {
		"to_verify": found(item("a"), item("b")),
		"overdue": found(item("c"), more=2),
		"escalated": found(item("d")),
	}
	assert told(sections) == "1 escalated to you, 3 overdue, 2 to verify"
	everything = {key: found(item(key)) for key in KEYS}
	assert told(everything) == "1 escalated to you, 1 overdue, 1 without an owner, 1 to verify, and more"


def test_the_list_of_all_there_is_belongs_to_the_section():
	for section in SECTIONS:
		doctype, filters = section.shows("ana@x", DAY, [item(owner="ana@x", service="Ash")])
		assert doctype and all(len(each) == 3 for each in filters), section.key
	overdue = SECTIONS[KEYS.index("overdue")]
	assert ("action_owner", "=", "ana@x") in overdue.shows("ana@x", DAY, [])[1]


items = st.builds(
	Item,
	action=st.sampled_from([f"IA-{number}" for number in range(40)]),
	title=typed.map(lambda text: text or ""),
	priority=st.sampled_from([*PRIORITIES, "", "Whatever"]),
	level=st.integers(0, 4),
	day=st.none() | days,
	due_date=st.none() | days,
	since=st.none() | days,
	slips=st.integers(0, 9),
	aspirational=st.booleans(),
	owner=typed.map(lambda text: text or ""),
	about=typed.map(lambda text: text or ""),
)
sections = st.dictionaries(
	st.sampled_from(KEYS), st.lists(items, max_size=45).map(lambda rows: Found(rows, len(rows)))
)


@law
@given(sections, days)
def test_every_action_is_told_once_in_its_gravest_section(found_in, today):
	digest = build(found_in, Day(today, today))
	shown = [line.item.action for part in digest.parts for line in part.lines]
	assert len(shown) == len(set(shown))
	gravest: dict[str, str] = {}
	for key in KEYS:
		for each in found_in.get(key, Found()).items:
			gravest.setdefault(each.action, key)
	for part in digest.parts:
		assert part.lines and len(part.lines) <= MOST_LINES
		assert all(gravest[line.item.action] == part.section.key for line in part.lines)
		ranks = [line.item.rank for line in part.lines]
		assert ranks == sorted(ranks)
	assert digest.items == len(gravest)


@law
@given(sections, days)
def test_whatever_people_have_typed_can_be_worded(found_in, today):
	digest = build(found_in, Day(today, today))
	for part in digest.parts:
		for line in part.lines:
			assert all(mark.message for mark in line.marks)
	assert subject(digest.counts, lambda count: count.message).count(",") <= 4


# When


@pytest.mark.parametrize(
	("today", "calendar", "expected"),
	[
		(date(2026, 3, 4), EVERY_DAY, date(2026, 3, 4)),
		(date(2026, 3, 4), WORKING_DAYS, date(2026, 3, 4)),
		# A Monday: what fell overdue over the weekend is news
		(date(2026, 3, 2), EVERY_DAY, date(2026, 3, 2)),
		(date(2026, 3, 2), WORKING_DAYS, date(2026, 2, 28)),
	],
)
def test_what_is_new_since_people_were_last_told(today, calendar, expected):
	assert new_from(today, calendar) == expected


def test_a_year_without_a_working_day_is_no_endless_search():
	closed = Calendar(
		True, frozenset(TODAY - timedelta(days=n) for n in range(400)), date(2020, 1, 1), date(2030, 1, 1)
	)
	assert new_from(TODAY, closed) < TODAY  # fmt: skip


@pytest.mark.parametrize("calendar", [EVERY_DAY, WORKING_DAYS])
@pytest.mark.parametrize("chosen", WEEKDAYS)
def test_the_summary_comes_once_a_week_on_a_day_that_people_are_told(chosen, calendar):
	week = [TODAY + timedelta(days=number) for number in range(14)]
	told_on = [day for day in week if calendar.counts(day) and is_summary_day(chosen, day, calendar)]
	assert len(told_on) == 2
	assert (told_on[1] - told_on[0]).days == 7
	if calendar.counts(TODAY + timedelta(days=WEEKDAYS.index(chosen))):
		assert WEEKDAYS[told_on[0].weekday()] == chosen


def test_a_holiday_puts_the_summary_off_to_the_next_day():
	monday = date(2026, 4, 6)
	easter = Calendar(True, frozenset({monday}), date(2026, 1, 1), date(2026, 12, 31))
	assert is_summary_day("Monday", monday + timedelta(days=1), easter)
	assert not is_summary_day("Monday", monday + timedelta(days=2), easter)


@pytest.mark.parametrize("chosen", ["Off", "", None])
def test_no_summary_unless_a_day_is_chosen(chosen):
	assert not any(is_summary_day(chosen, TODAY + timedelta(days=number), EVERY_DAY) for number in range(7))


@law
@given(st.text(min_size=1, max_size=140), st.text(min_size=1, max_size=140), days)
def test_two_people_never_share_a_digest_and_one_never_has_two(one, other, day):
	names = digest_name(one, day, "Weekly"), digest_name(other, day, "Weekly")
	assert all(len(name) <= LONGEST_NAME for name in names)
	# The database takes two spellings of a user for one.
	if one.casefold() != other.casefold():
		assert names[0] != names[1]
	assert digest_name(one, day, "Weekly") == names[0]
	assert digest_name(one, day, "Daily") != names[0]


# The weekly summary


def test_the_worst_service_comes_first_and_quiet_ones_are_left_out():
	weeks = [
		ServiceWeek("Ash", open=9),
		ServiceWeek("Beech", open=2, overdue=2, overdue_before=3),
		ServiceWeek("Cedar", open=2, overdue=1, escalated=1),
		ServiceWeek("Elm"),
	]
	summary = summarise(weeks, [item(due_date=YESTERDAY, day=YESTERDAY)], DAY)
	assert [week.service for week in summary.services] == ["Cedar", "Beech", "Ash"]
	assert (summary.total.open, summary.total.overdue, summary.total.change) == (13, 3, 0)
	assert summary.services[1].change == -1
	assert [mark.code for mark in summary.worst[0].marks] == ["days_overdue"]
	assert subject(summary.counts, lambda count: count.message) == "3 overdue, 1 escalated"


def test_a_summary_has_a_limit_and_counts_the_rest():
	weeks = [ServiceWeek(f"Service {number:03}", open=1) for number in range(200)]
	summary = summarise(weeks, [item(f"IA-{number}") for number in range(9)], DAY)
	assert (len(summary.services), summary.more) == (MOST_SERVICES, 200 - MOST_SERVICES)
	assert len(summary.worst) == 5
	assert summary.total.open == 200
	assert subject(summary.counts, lambda count: count.message) == "200 open"


def test_services_in_which_nothing_happens_are_nothing_to_tell():
	assert summarise([ServiceWeek("Ash")], [], DAY).items == 0
