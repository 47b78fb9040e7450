"""Governance reviews: the agenda builds itself, decisions are carried out once, and what was held stays as it was written."""

from unittest.mock import patch

import builders
import frappe
import meetings
import parallel
import pytest
from builders import (
	ACTION_OWNER,
	EXTERNAL_REVIEWER,
	GOVERNANCE,
	HR_CONTRIBUTOR,
	MANAGER,
	VERIFIER,
	as_user,
	in_days,
)
from doors import DELETING, INSERTING, WRITING, clean_refusal_of, refusal_of, stored
from frappe.utils import getdate, nowdate
from meetings import REVIEW

from improvement_actions.improvement_actions.doctype.governance_review import agenda, found
from improvement_actions.lifecycle.governance import agenda as rules
from improvement_actions.lifecycle.governance.records import ACTION, RISK
from improvement_actions.refusal import RefusedError


@pytest.fixture
def team():
	return builders.Team(builders.led_service())


@pytest.fixture
def chair():
	return builders.user(GOVERNANCE)


def overdue(team, days=5, **values):
	return builders.overdue(days, team, **values)


def mark(action, **values):
	"""Write what the nightly pass, or time, would have made of `action`."""
	frappe.db.set_value(ACTION, action.name, values, update_modified=False)
	return action


# The agenda


def test_the_agenda_names_every_record_once_under_its_gravest_heading(team, chair):
	records = {
		"Escalated": mark(
			overdue(team, 40, title="E"), escalation_level=3, slip_count=2, stale_from=in_days(-3)
		),
		"Overdue": mark(overdue(team, title="O"), stale_from=in_days(-3)),
		"Slipping": mark(builders.opened(team, title="S"), slip_count=1),
		"Stale": mark(builders.opened(team, title="T"), stale_from=in_days(-1)),
		"Awaiting Verification": builders.completed(team, title="A"),
		"Due for Reassessment": meetings.risk(team.service, reassessment_due_since=in_days(-2)),
		"Closed Since the Last": builders.closed(team, title="C"),
	}
	builders.opened(team, title="Nothing to say about it")
	builders.draft(team)
	builders.cancelled(team)
	review = meetings.built(chair, [team.service])
	assert [(row.section, row.reference_name) for row in review.items] == [
		(section, record.name) for section, record in records.items()
	]
	first = review.items[0]
	assert (first.item_title, first.service, first.responsible) == ("E", team.service, team.owner)
	assert first.due_date == getdate(in_days(-40)) and first.priority == "High"
	for said in ("Escalation level 3", "40 days overdue", "Rescheduled 2 times", "Stale for 3 days"):
		assert said in first.detail
	assert review.agenda_built_on


def test_a_meeting_without_services_looks_at_all_of_them(team, chair):
	other = builders.Team(builders.led_service())
	mine, theirs = overdue(team).name, overdue(other).name
	assert {mine, theirs} <= set(meetings.sections(meetings.built(chair)))
	limited = meetings.sections(meetings.built(chair, [other.service]))
	assert theirs in limited and mine not in limited


def test_what_the_database_finds_is_what_the_rules_say(team, chair):
	for number in range(24):
		status = ("Open", "Completed", "Closed", "Cancelled", "In Progress", "Draft")[number % 6]
		action = builders.opened(team, title=f"Action {number}")
		mark(
			action,
			status=status,
			due_date=in_days(number - 12) if number % 5 else None,
			priority=("Low", "Critical", "High", "")[number % 4],
			escalation_level=number % 4,
			slip_count=number % 3,
			stale_from=in_days(number % 7 - 3) if number % 4 else None,
			completed_on=f"{in_days(-number)} 10:00:00",
			closed_on=f"{in_days(-number * 9)} 10:00:00" if status == "Closed" else None,
		)
	review = meetings.planned(chair, [team.service])
	look = agenda.look_of(review, None)
	everything = found.records((ACTION, name) for name in frappe.get_all(ACTION, {"service": team.service}, pluck="name"))  # fmt: skip
	for section, there in found.found(look).items():
		expected = [each for each in everything.values() if rules.reasons(each, look)[:1] == (section,)]
		expected.sort(key=lambda record: rules.rank(section, record))
		assert [each.name for each in there.records] == [each.name for each in expected], section
		assert there.total == len(expected)


def test_building_again_keeps_what_was_written_and_says_what_is_no_longer_so(team, chair):
	noted, fine, worse = (
		overdue(team, title="Noted"),
		overdue(team, title="Fine"),
		overdue(team, title="Worse"),
	)
	review = meetings.built(chair, [team.service])
	with as_user(chair):
		doc = meetings.get(review.name)
		next(row for row in doc.items if row.reference_name == noted.name).decision_note = "Ask Priya why."
		doc.save()
	row = meetings.item(review, noted.name).name
	for action in (noted, fine):
		mark(action, due_date=in_days(9))
	mark(worse, escalation_level=3)
	added = overdue(team, title="New")
	meetings.build(review)
	assert meetings.sections(review) == {
		worse.name: "Escalated",
		noted.name: "Overdue",
		added.name: "Overdue",
	}
	kept = meetings.item(review, noted.name)
	assert (kept.name, kept.decision_note, kept.no_longer) == (row, "Ask Priya why.", "No longer: Overdue")
	before = stored(REVIEW, review.name)["items"]
	meetings.build(review)
	assert stored(REVIEW, review.name)["items"] == before


def test_building_again_leaves_what_is_decided_as_it_was(team, chair):
	action = overdue(team)
	review = meetings.built(chair, [team.service])
	meetings.decide(review, action.name, "New Date", new_due_date=in_days(30))
	before = stored(REVIEW, review.name)["items"]
	meetings.build(review)
	assert stored(REVIEW, review.name)["items"] == before


def test_a_huge_agenda_names_some_and_counts_the_rest(team, chair):
	stamp = (*[frappe.utils.now()] * 2, *["Administrator"] * 2)
	alike = (team.service, "Open", "High", in_days(-5), 0, 0)
	frappe.db.bulk_insert(
		ACTION,
		"name title creation modified owner modified_by service status priority due_date escalation_level slip_count".split(),
		[(f"HUGE-{number:05}", f"Action {number}", *stamp, *alike) for number in range(900)],
	)
	waiting = builders.completed(team).name
	review = meetings.planned(chair, [team.service])
	answer = meetings.build(review)
	assert answer == {"items": rules.MOST_ITEMS, "left_out": {"Overdue": 901 - rules.MOST_ITEMS}}
	assert waiting in meetings.sections(review)


def test_the_number_of_queries_does_not_grow_with_the_agenda(team, chair):
	def queries(review) -> int:
		look, standing = agenda.look_of(review, None), {(ACTION, name) for name in names}
		with patch.object(frappe.db, "sql", wraps=frappe.db.sql) as sql:
			found.found(look)
			found.records(standing)
		return sql.call_count

	review = meetings.planned(chair, [team.service])
	names = [overdue(team).name]
	few = queries(review)
	names += [overdue(team).name for _ in range(8)]
	assert queries(review) == few <= 10


# What comes back


def test_what_is_carried_over_or_not_decided_comes_back_with_its_history(team, chair):
	put_off, forgotten, decided = overdue(team, title="P"), overdue(team, title="F"), overdue(team, title="D")
	first = meetings.built(chair, [team.service])
	meetings.decide(first, put_off.name, "Carry Over", None)
	meetings.decide(first, decided.name, "Note", "The parts are ordered.")
	with as_user(chair):
		assert meetings.get(first.name).hold() == {"decided": 1, "carried_over": 1, "refused": 0}
	assert "comes back" in meetings.item(first, forgotten.name).outcome
	# A moment passes before the next one, on the same day.
	second = meetings.built(chair, [team.service])
	assert second.previous_review == first.name
	assert meetings.sections(second) == {put_off.name: "Carried Over", forgotten.name: "Carried Over", decided.name: "Overdue"}  # fmt: skip
	again = meetings.item(second, put_off.name)
	assert (again.first_raised_on, again.times_carried) == (first.name, 1)
	assert "5 days overdue" in again.detail
	meetings.decide(second, put_off.name, "Carry Over", None)
	with as_user(chair):
		meetings.get(second.name).hold()
	third = meetings.built(chair)
	again = meetings.item(third, put_off.name)
	assert (third.previous_review, again.first_raised_on, again.times_carried) == (second.name, first.name, 2)


def test_a_note_on_what_is_carried_over_is_kept_when_the_agenda_is_built_again(team, chair):
	action = overdue(team)
	meetings.held(chair, [team.service])
	review = meetings.built(chair, [team.service])
	with as_user(chair):
		doc = meetings.get(review.name)
		doc.items[0].decision_note = "Third time lucky?"
		doc.save()
	meetings.build(review)
	row = meetings.item(review, action.name)
	assert (row.section, row.decision_note, row.times_carried) == ("Carried Over", "Third time lucky?", 1)


def test_the_meeting_before_is_found_and_can_be_corrected(team, chair):
	other = builders.service()
	mine, everywhere = meetings.held(chair, [team.service], -30), meetings.held(chair, (), -60)
	theirs = meetings.held(chair, [other], -10)
	review = meetings.planned(chair, [team.service])
	assert review.previous_review == mine.name
	with as_user(chair):
		review.previous_review = everywhere.name
		review.save()
		review.reload()
		review.minutes = "Still so"
		review.save()
		assert review.previous_review == everywhere.name
		review.previous_review = None
		review.save()
		assert review.previous_review == mine.name
		for wrong, said in ((review.name, "before itself"), (meetings.planned(chair).name, "not held")):
			review.reload()
			review.previous_review = wrong
			with pytest.raises(RefusedError, match=said):
				review.save()
	assert meetings.planned(chair, [other, team.service]).previous_review == theirs.name
	# One that is held meanwhile is noticed when the agenda is built.
	early = meetings.planned(chair, [team.service])
	late = meetings.held(chair, [team.service], -1)
	meetings.build(early)
	assert meetings.get(early.name).previous_review == late.name


def test_what_is_closed_since_the_last_meeting(team, chair):
	meetings.held(chair, [team.service], -20)
	old, new = builders.closed(team, title="Old"), builders.closed(team, title="New")
	mark(old, closed_on=f"{in_days(-21)} 10:00:00")
	assert meetings.sections(meetings.built(chair, [team.service])) == {new.name: "Closed Since the Last"}


# Decisions


def test_a_new_date_is_carried_out_with_the_meeting_in_the_trail(team, chair):
	action = overdue(team)
	review = meetings.built(chair, [team.service])
	answer = meetings.decide(
		review, action.name, "New Date", "The supplier is late.", new_due_date=in_days(30)
	)
	assert "Due date moved" in answer["outcome"]
	action = builders.get(action.name)
	change = action.due_date_changes[-1]
	assert (action.due_date, action.slip_count) == (getdate(in_days(30)), 1)
	assert review.name in change.reason and "Governance review of" in change.reason
	assert change.reason.endswith(": The supplier is late.") and change.changed_by == chair
	assert review.name in meetings.comments("Improvement Source", action.source)
	row = meetings.item(review, action.name)
	assert (row.decided_by, row.outcome) == (chair, answer["outcome"]) and row.carried_out_on
	bell = frappe.get_all(
		"Notification Log", {"for_user": team.owner, "document_name": action.name}, pluck="subject"
	)
	assert any("moved the due date" in subject for subject in bell)


def test_an_action_is_handed_to_somebody_else(team, chair):
	action = overdue(team)
	review = meetings.built(chair, [team.service])
	meetings.decide(review, action.name, "Reassign", "Sam has left.", new_owner=team.new_owner)
	action = builders.get(action.name)
	assert action.action_owner == team.new_owner
	assert review.name in action.owner_changes[-1].reason


def test_what_is_escalated_is_told_and_stands_on_the_action(team, chair):
	from improvement_actions.improvement_actions.doctype.improvement_action import desk, escalated
	from improvement_actions.jobs.digests import due
	from improvement_actions.lifecycle.digest import Day

	action = mark(builders.opened(team), stale_from=in_days(-1))
	review = meetings.built(chair, [team.service])
	meetings.decide(review, action.name, "Escalate", "Visit before Friday.", escalate_to=team.manager)
	(row,) = frappe.get_all("Improvement Escalation", {"action": action.name}, ["*"])
	assert (row.escalated_to, row.governance_review, row.escalate_to) == (team.manager, review.name, REVIEW)
	bell = frappe.get_all(
		"Notification Log", {"for_user": team.manager, "document_name": action.name}, pluck="subject"
	)
	assert len(bell) == 1 and "escalated" in bell[0] and review.name in bell[0]
	with as_user(team.manager):
		(said,) = desk.what_next(action.name)["escalations"]
	assert review.name in said["message"] and "Visit before Friday." in said["message"]
	assert escalated.for_print(action.name)[0]["whom"]
	day = Day(getdate(nowdate()), getdate(nowdate()))
	assert team.manager in due.people_to_tell(day)
	assert [each.action for each in due.found_for([team.manager], day)[team.manager]["escalated"].items] == [action.name]  # fmt: skip
	# What has got another date since is dealt with.
	mark(action, due_date=in_days(99))
	assert team.manager not in due.people_to_tell(day)


def test_a_risk_is_escalated_on_its_timeline(team, chair):
	risk = meetings.risk(team.service)
	review = meetings.built(chair, [team.service])
	meetings.decide(review, risk.name, "Escalate", "Assess it this week.", escalate_to=team.manager)
	assert review.name in meetings.comments(RISK, risk.name)
	assert frappe.db.exists("Notification Log", {"for_user": team.manager, "document_name": risk.name})


@pytest.mark.parametrize("decision", ("Note", "Close the Item"))
def test_notes_stand_on_the_records_timeline(team, chair, decision):
	action = overdue(team)
	review = meetings.built(chair, [team.service])
	meetings.decide(review, action.name, decision, "<b>Parts</b> are ordered.")
	said = meetings.comments(ACTION, action.name)
	assert review.name in said and "&lt;b&gt;Parts" in said and "<b>Parts" not in said


def test_everything_that_is_missing_is_said_at_once_and_nothing_is_stored(team, chair):
	action = overdue(team)
	review = meetings.built(chair, [team.service])
	before = stored(REVIEW, review.name), stored(ACTION, action.name)
	for decision, values, said in (
		("New Date", {"note": ""}, ("new due date", "why the due date")),
		("Reassign", {"note": ""}, ("new owner", "why the owner")),
		("Escalate", {"note": ""}, ("Name the person", "what is expected")),
		("Escalate", {"escalate_to": team.owner}, ("answers for it already",)),
		("Escalate", {"escalate_to": builders.user(HR_CONTRIBUTOR)}, ("may not open",)),
		("New Date", {"new_due_date": in_days(-1)}, ("in the past",)),
		("New Date", {"new_due_date": "tomorrow"}, ("",)),
		("Reassign", {"new_owner": "Administrator"}, ("not one person",)),
		("Applaud", {}, ("Choose what was decided",)),
	):
		with pytest.raises(RefusedError) as refused:
			meetings.decide(review, action.name, decision, **values)
		for words in said:
			assert words in str(refused.value), (decision, words)
		frappe.clear_messages()
		assert (stored(REVIEW, review.name), stored(ACTION, action.name)) == before
	with pytest.raises(RefusedError, match="not on the agenda"):
		meetings.decide(review, builders.opened(team).name, "Note")


def test_a_date_does_not_fit_what_waits_to_be_verified(team, chair):
	action = builders.completed(team)
	review = meetings.built(chair, [team.service])
	with pytest.raises(RefusedError, match="does not fit"):
		meetings.decide(review, action.name, "New Date", new_due_date=in_days(9))


def test_decisions_written_as_a_table_are_carried_out_and_what_is_refused_says_why(team, chair):
	good, gone, late = (overdue(team, title=title) for title in ("Good", "Gone", "Late"))
	review = meetings.built(chair, [team.service])
	builders.do(gone.name, team.manager, "Cancel", "Not needed.")
	with as_user(chair):
		doc = meetings.get(review.name)
		for row in doc.items:
			row.decision, row.decision_note = "New Date", "The board agreed."
			row.new_due_date = in_days(-1 if row.reference_name == late.name else 30)
		with pytest.raises(RefusedError, match="does not fit"):
			doc.save()
		# Cancelled while the form was being filled in, which only the record itself can say.
		doc = meetings.get(review.name)
		for row in doc.items:
			if row.reference_name != gone.name:
				row.decision, row.decision_note = "New Date", "The board agreed."
				row.new_due_date = in_days(-1 if row.reference_name == late.name else 30)
		doc.save()
	assert builders.get(good.name).due_date == getdate(in_days(30))
	refused = meetings.item(review, late.name)
	assert "Not carried out" in refused.outcome and "in the past" in refused.outcome
	assert not refused.carried_out_on and refused.decision_note == "The board agreed."
	assert builders.get(late.name).slip_count == 0
	assert meetings.item(review, good.name).carried_out_on
	# It can be put right, and is then carried out; saved again, nothing happens twice.
	with as_user(chair):
		doc = meetings.get(review.name)
		next(row for row in doc.items if row.reference_name == late.name).new_due_date = in_days(20)
		doc.save()
		doc.save()
	assert builders.get(late.name).slip_count == builders.get(good.name).slip_count == 1


def test_what_is_refused_is_tried_again_at_the_end_and_comes_back(team, chair):
	action = overdue(team)
	review = meetings.built(chair, [team.service])
	with as_user(chair):
		doc = meetings.get(review.name)
		doc.items[0].update({"decision": "New Date", "decision_note": "Agreed.", "new_due_date": in_days(-2)})
		doc.save()
		assert meetings.get(review.name).hold()["refused"] == 1
	assert "in the past" in meetings.item(review, action.name).outcome
	assert meetings.sections(meetings.built(chair, [team.service])) == {action.name: "Carried Over"}


def test_an_item_is_decided_once(team, chair):
	action = overdue(team)
	review = meetings.built(chair, [team.service])
	meetings.decide(review, action.name, "New Date", new_due_date=in_days(30))
	with pytest.raises(RefusedError, match="decided already"):
		meetings.decide(review, action.name, "New Date", new_due_date=in_days(40))
	assert builders.get(action.name).slip_count == 1
	second = overdue(team, title="Second")
	meetings.build(review)
	meetings.decide(review, second.name, "Carry Over", None)
	meetings.decide(review, second.name, "Note", "After all: ordered.")
	assert meetings.item(review, second.name).decision == "Note"


def test_two_people_deciding_at_once_decide_once():
	with parallel.committed():
		team, chairs = builders.Team(builders.led_service()), [builders.user(GOVERNANCE) for _ in range(2)]
		actions = [builders.overdue(3, team, title=f"Action {number}") for number in range(3)]
		review = meetings.built(chairs[0], [team.service])
		parallel.commit()

		def deciding(user, record, days):
			def decide():
				frappe.set_user(user)
				return meetings.get(review.name).decide(record, "New Date", "Agreed.", in_days(days))

			return decide

		same = actions[0].name
		answers = parallel.at_once(
			*(deciding(user, same, 30 + number) for number, user in enumerate(chairs * 2))
		)
		assert len(parallel.failures(answers)) == 3
		answers = parallel.at_once(*(deciding(user, action.name, 30) for user, action in zip(chairs, actions[1:], strict=True)))  # fmt: skip
		parallel.look_again()
		assert parallel.failures(answers) == []
		for action in actions:
			doc = builders.get(action.name)
			assert doc.slip_count == len(doc.due_date_changes) == 1
			assert meetings.item(review, action.name).carried_out_on


def test_decisions_are_made_at_the_meeting_and_not_before(team, chair):
	action = overdue(team)
	review = meetings.built(chair, [team.service], meeting_date=in_days(7))
	with pytest.raises(RefusedError, match="Decisions are made at it"):
		meetings.decide(review, action.name, "Note")
	with as_user(chair), pytest.raises(RefusedError, match="not taken place"):
		meetings.get(review.name).hold()


def test_items_are_added_by_hand(team, chair):
	action, other = builders.opened(team), builders.opened(builders.Team())
	review = meetings.built(chair, [team.service])
	with as_user(chair):
		meetings.get(review.name).add_item(ACTION, action.name)
		business = meetings.get(review.name).add_item(title="Fire drill in March")
		for wrong, said in (
			((ACTION, action.name), "on the agenda already"),
			((ACTION, other.name), "does not look at"),
			((ACTION, "IA-0000-0"), "Could not find"),
			(("User", chair), "nothing for an agenda"),
			((None, None), "Choose the record"),
		):
			with pytest.raises(frappe.ValidationError, match=said):
				meetings.get(review.name).add_item(*wrong)
		meetings.get(review.name).decide(business, "Note", "Went well.")
	meetings.build(review)
	assert meetings.sections(review) == {action.name: "Added", "Fire drill in March": "Added"}
	assert meetings.item(review, action.name).responsible == team.owner


# The end of a meeting


def test_what_was_held_stays_as_it_was_written_at_every_door(team, chair):
	action = overdue(team)
	review = meetings.held(chair, [team.service])
	assert review.status == "Held" and review.held_on
	before = stored(REVIEW, review.name)
	tries = (
		{"minutes": "Something else"},
		{"title": "Another title"},
		{"status": "Planned"},
		{"meeting_date": in_days(-9)},
		{"items": []},
		{"attendees": [{"attendee_name": "Somebody else"}]},
		{"items": [{**before["items"][0], "decision": "Note", "decision_note": "Later"}]},
	)
	with as_user(chair):
		for values in tries:
			for door in WRITING.values():
				if isinstance(next(iter(values.values())), list) and door.__name__ == "data_import_update":
					continue
				assert clean_refusal_of(door, REVIEW, review.name, values), (door.__name__, values)
				assert stored(REVIEW, review.name) == before, (door.__name__, values)
		for method, arguments in (("hold", ()), ("build_agenda", ()), ("cancel_meeting", ("No",)), ("add_item", (ACTION, action.name))):  # fmt: skip
			with pytest.raises(RefusedError):
				getattr(meetings.get(review.name), method)(*arguments)
		for door in DELETING.values():
			assert refusal_of(door, REVIEW, review.name), door.__name__
	for door in DELETING.values():
		assert refusal_of(door, REVIEW, review.name), door.__name__
	assert stored(REVIEW, review.name) == before


def test_what_only_the_app_writes_is_refused_at_every_door(team, chair):
	action = overdue(team)
	review = meetings.built(chair, [team.service])
	meetings.decide(review, action.name, "Note", "Agreed.")
	other = overdue(team, title="Other")
	meetings.build(review)
	before = stored(REVIEW, review.name)
	decided = next(row for row in before["items"] if row["reference_name"] == action.name)
	undecided = next(row for row in before["items"] if row["reference_name"] == other.name)
	tries = (
		{"status": "Held"},
		{"held_on": f"{nowdate()} 10:00:00"},
		{"momentum": "{}"},
		{"agenda_built_on": None},
		{"cancellation_reason": "No"},
		{"items": [decided]},
		{"items": [undecided]},
		{"items": [{**decided, "decision_note": "Not agreed"}, undecided]},
		{"items": [decided, {**undecided, "carried_out_on": f"{nowdate()} 10:00:00"}]},
		{"items": [decided, {**undecided, "reference_name": action.name}]},
		{"items": [decided, {**undecided, "detail": "All is well"}]},
		{"items": [decided, {**undecided, "times_carried": 9}]},
		{"items": [decided, {**undecided, "decided_by": chair}]},
		{"items": [decided, undecided, {"reference_doctype": ACTION, "reference_name": action.name}]},
		{"meeting_date": in_days(-2)},
	)
	with as_user(chair):
		for values in tries:
			for door in WRITING.values():
				if isinstance(next(iter(values.values())), list) and door.__name__ == "data_import_update":
					continue
				assert clean_refusal_of(door, REVIEW, review.name, values), (door.__name__, values)
				assert stored(REVIEW, review.name) == before, (door.__name__, values)
		for door in WRITING.values():
			if door.__name__ != "form_submit":
				assert refusal_of(door, REVIEW, review.name, {"minutes": door.__name__}) is None, (
					door.__name__
				)


def test_a_new_meeting_is_planned_at_every_door(chair):
	values = {"doctype": REVIEW, "meeting_date": nowdate(), "chair": chair}
	with as_user(chair):
		for door in INSERTING.values():
			count = frappe.db.count(REVIEW)
			for wrong in (
				{"status": "Held"},
				{"held_on": f"{nowdate()} 10:00:00"},
				{"chair": "Administrator"},
			):
				assert refusal_of(door, {**values, **wrong}), (door.__name__, wrong)
			assert frappe.db.count(REVIEW) == count
			if door.__name__ != "data_import_insert":
				assert refusal_of(door, values) is None, door.__name__
				assert frappe.db.count(REVIEW) == count + 1


def test_a_meeting_that_does_not_take_place_is_cancelled_with_a_reason(team, chair):
	action = overdue(team)
	review = meetings.built(chair, [team.service])
	with as_user(chair):
		with pytest.raises(RefusedError, match="why the meeting"):
			meetings.get(review.name).cancel_meeting(" ")
		meetings.get(review.name).cancel_meeting("Not quorate")
		assert meetings.get(review.name).status == "Cancelled"
		with pytest.raises(RefusedError, match="never deleted"):
			frappe.delete_doc(REVIEW, review.name)
		other = meetings.built(chair, [team.service])
		meetings.decide(other, action.name, "Note")
		with pytest.raises(RefusedError, match="Close its minutes"):
			meetings.get(other.name).cancel_meeting("No time")
		with pytest.raises(RefusedError, match="Close its minutes"):
			frappe.delete_doc(REVIEW, other.name)
		nothing = meetings.built(chair, [team.service])
		frappe.delete_doc(REVIEW, nothing.name)
	assert not frappe.db.exists(REVIEW, nothing.name)


@pytest.mark.parametrize("row", ({}, {"attendee_name": " "}))
def test_an_attendee_is_somebody(chair, row):
	with pytest.raises(RefusedError, match="Attendee 1"):
		meetings.planned(chair, attendees=[row])


def test_the_title_says_date_and_services_until_somebody_writes_one(team, chair):
	review = meetings.planned(chair, [team.service])
	assert review.title.endswith(f": {team.service}")
	with as_user(chair):
		review.services = []
		review.save()
		assert review.title.endswith(": all services")
		review.title = "Quality committee, spring"
		review.save()
		review.meeting_date = in_days(3)
		review.save()
	assert review.title == "Quality committee, spring"


# Momentum


def test_figures_are_kept_and_compared_with_those_of_the_meeting_before(team, chair):
	overdue(team), overdue(team)
	mark(builders.opened(team), slip_count=2)
	first = meetings.held(chair, [team.service])
	kept = frappe.parse_json(first.momentum)
	assert kept["figures"]["under_way"] == 3 and kept["figures"]["overdue"] == 2
	assert kept["figures"]["slipping"] == 1 and kept["then"] is None
	closed = builders.closed(team)
	mark(closed, opened_on=f"{in_days(1)} 08:00:00", completed_on=f"{in_days(1)} 09:00:00", closed_on=f"{in_days(1)} 10:00:00")  # fmt: skip
	kept = frappe.parse_json(meetings.built(chair, [team.service]).momentum)
	assert kept["compared"] and kept["then"]["overdue"] == 2
	assert (kept["figures"]["opened"], kept["figures"]["closed"], kept["figures"]["closed_on_time"]) == (
		1,
		1,
		100,
	)
	assert frappe.parse_json(meetings.built(chair).momentum)["compared"] is False


# Who may


def test_who_reads_and_who_writes_meetings(team, chair):
	other = builders.service()
	here = builders.user(MANAGER, limited_to=team.service)
	there = builders.user(MANAGER, limited_to=other)
	everywhere = builders.user(MANAGER)
	external = builders.user(EXTERNAL_REVIEWER)
	chairing = builders.user(MANAGER, limited_to=other)
	outside = [builders.user(role) for role in (ACTION_OWNER, VERIFIER, HR_CONTRIBUTOR)]
	overdue(team)
	limited = meetings.built(chair, [team.service])
	everything = meetings.built(chair)
	with as_user(chair):
		doc = meetings.get(limited.name)
		doc.chair = chairing
		doc.save()
	frappe.share.add(REVIEW, limited.name, external, read=1)
	readers = {chair: 2, here: 2, there: 1, everywhere: 2, external: 1, chairing: 2}
	for person, number in readers.items():
		with as_user(person):
			names = set(frappe.get_list(REVIEW, pluck="name")) & {limited.name, everything.name}
			assert len(names) == number, person
			assert [meetings.get(name).has_permission("read") for name in sorted(names)] == [True] * number
			assert meetings.get(limited.name).has_permission("read") == (limited.name in names)
	for person in outside:
		with as_user(person):
			assert not meetings.get(limited.name).has_permission("read")
			with pytest.raises(frappe.PermissionError):
				frappe.get_list(REVIEW)


def test_nobody_else_writes_decisions_whatever_is_shared_with_them(team, chair):
	action = overdue(team)
	review = meetings.built(chair, [team.service])
	for person in (team.manager, team.owner, team.verifier, team.external):
		frappe.share.add(REVIEW, review.name, person, read=1, write=1, share=1)
		before = stored(REVIEW, review.name), stored(ACTION, action.name)
		with as_user(person):
			for method, arguments in (
				("decide", (action.name, "Note", "Mine")),
				("build_agenda", ()),
				("hold", ()),
				("cancel_meeting", ("No",)),
				("add_item", (None, None, "Mine")),
			):
				with pytest.raises(frappe.PermissionError):
					getattr(meetings.get(review.name), method)(*arguments)
			for door in WRITING.values():
				assert refusal_of(door, REVIEW, review.name, {"minutes": "Mine"}), door.__name__
		assert (stored(REVIEW, review.name), stored(ACTION, action.name)) == before


def test_the_right_of_the_meeting_is_no_right_beyond_it(team, chair):
	"""Who runs governance reviews may still not change an action in any other way."""
	action = overdue(team)
	review = meetings.built(chair, [team.service])
	meetings.decide(review, action.name, "New Date", new_due_date=in_days(30))
	before = stored(ACTION, action.name)
	with as_user(chair):
		for attempt in (
			lambda: builders.get(action.name).reschedule(in_days(40), "Mine"),
			lambda: builders.get(action.name).reassign(chair, "Mine"),
			lambda: builders.get(action.name).update({"title": "Mine"}).save(),
		):
			with pytest.raises((frappe.PermissionError, RefusedError)):
				attempt()
		for door in WRITING.values():
			values = {"flags": {"decided_at_meeting": True, "ignore_permissions": True}, "title": "Mine"}
			assert refusal_of(door, ACTION, action.name, values), door.__name__
	assert stored(ACTION, action.name) == before


def test_what_was_opened_after_the_meeting_is_new_to_minutes_written_up_later(team, chair):
	builders.opened(team)
	kept = frappe.parse_json(meetings.built(chair, [team.service], meeting_date=in_days(-5)).momentum)
	assert (kept["figures"]["under_way"], kept["figures"]["average_age"]) == (1, 0)
