"""Thanks for an embedded change: who is proposed, who may thank, who reads it, and that nobody else writes it."""

import builders
import doors
import frappe
import pytest
from builders import (
	ACTION_OWNER,
	EXTERNAL_REVIEWER,
	HR_CONTRIBUTOR,
	MANAGER,
	VERIFIER,
	Team,
	as_user,
)

from improvement_actions import recognition
from improvement_actions.improvement_actions.doctype.improvement_action.desk import what_next
from improvement_actions.refusal import RefusedError

RECOGNITION = "Improvement Recognition"


def codes(refused) -> list[str]:
	return [problem.code for problem in refused.value.problems]


def thank(
	action, manager: str, people=None, message="Thank you: every chart is signed now.", **values
) -> str:
	people = people if people is not None else [{"person": action.action_owner}]
	with as_user(manager):
		return recognition.thank(action.name, people, message, **values)


def called(person: str) -> str:
	return frappe.db.get_value("User", person, "full_name")


def bells(person: str) -> list[str]:
	return frappe.get_all(
		"Notification Log",
		filters={"for_user": person, "document_type": RECOGNITION},
		pluck="subject",
	)


@pytest.fixture
def team():
	return Team()


def test_whoever_made_the_change_is_proposed_with_what_they_did(team):
	action = builders.started(team)
	helper, former = builders.user(ACTION_OWNER), builders.user(ACTION_OWNER)
	with as_user(team.owner):
		sub = builders.get(action.name).spawn_sub_action(
			title="Check sheet printed", action_owner=helper, due_date=builders.in_days(10)
		)
	with as_user(team.manager):
		builders.get(action.name).reassign(former, "On leave")
	with as_user(former):
		item = builders.get(action.name)
		item.add_progress("Audit prepared")
		frappe.get_doc(
			{
				"doctype": "Improvement Evidence",
				"action": action.name,
				"title": "Audit sheet",
				"evidence_type": "Audit Result",
				"evidence_date": builders.in_days(0),
				"description": "20 charts.",
			}
		).insert()
	with as_user(team.manager):
		builders.get(action.name).reassign(team.owner, "Back again")
	builders.do(sub, team.manager, "Cancel", "Not needed")
	other = builders.user(ACTION_OWNER)
	with as_user(team.owner):
		builders.get(action.name).spawn_sub_action(title="Sheets handed out", action_owner=other)
	with as_user(team.manager):
		proposed = recognition.propose(action.name)
	found = {row["person"]: row["part"] for row in proposed["people"]}
	assert found == {
		team.owner: "Owned the action; Owned it before; Reported progress",
		former: "Owned it before; Reported progress; Added evidence",
		other: "Owned a part of it: Sheets handed out",
	}
	assert proposed["people"][0]["person_name"] == called(team.owner)


def test_accounts_that_are_gone_are_not_proposed(team):
	action = builders.closed(team)
	frappe.db.set_value("User", team.owner, "enabled", 0)
	with as_user(team.manager):
		assert recognition.propose(action.name)["people"] == []


def test_thanking_writes_the_record_and_rings_the_bells(team):
	action = builders.closed(team)
	people = [
		{"person": team.owner, "part": "Owned the action"},
		{"person_name": "The night team", "part": "Counted"},
		{"person": "", "person_name": " "},
	]
	name = thank(action, team.manager, people)
	record = frappe.get_doc(RECOGNITION, name)
	assert (record.action, record.title, record.service) == (action.name, action.title, action.service)
	assert record.announced_by == team.manager and record.change_made == action.change_to_practice
	assert [(row.person, row.person_name, row.part) for row in record.people] == [
		(team.owner, called(team.owner), "Owned the action"),
		(None, "The night team", "Counted"),
	]
	[bell] = bells(team.owner)
	assert "thanks you for" in bell and action.name in bell and "every chart is signed" in bell
	assert bells(team.manager) == []
	assert not frappe.db.exists("Email Queue", {"reference_name": name})


def test_two_records_have_two_names(team):
	one = thank(builders.closed(team), team.manager)
	assert one != thank(builders.closed(team), team.manager)


def test_nobody_is_thanked_twice_for_one_closing_by_accident(team):
	action = builders.closed(team)
	thank(action, team.manager)
	with as_user(team.manager):
		proposed = recognition.propose(action.name)
	assert proposed["people"] == [] and proposed["thanked"] == [called(team.owner)]
	with pytest.raises(RefusedError) as refused:
		thank(action, team.manager)
	assert codes(refused) == ["thanked_already"]
	thank(action, team.manager, [{"person_name": "The night team"}])
	thank(action, team.manager, again=1)
	assert len(bells(team.owner)) == 2


def test_another_closing_is_another_reason_to_thank(team):
	action = builders.closed(team)
	thank(action, team.manager)
	frappe.db.set_value(RECOGNITION, {"action": action.name}, "announced_on", builders.in_days(-3))
	with as_user(team.manager):
		assert recognition.propose(action.name)["thanked"] == []
	thank(action, team.manager)


@pytest.mark.parametrize("status", ["Draft", "Open", "In Progress", "Completed", "Cancelled"])
def test_thanks_are_given_for_what_is_closed(team, status):
	action = builders.action_in(status, team)
	with pytest.raises(RefusedError) as refused:
		thank(action, team.manager)
	assert codes(refused) == ["not_closed"]


def test_everything_that_is_wrong_is_said_at_once(team):
	action = builders.closed(team)
	with pytest.raises(RefusedError) as refused:
		thank(action, team.manager, [{"person": "nobody@example.org", "part": "x" * 200}], " ")
	assert codes(refused) == ["no_message", "not_a_person", "too_long"]
	for sent in ("[", '{"person": "x"}', '["x"]'):
		with pytest.raises(RefusedError) as refused:
			thank(action, team.manager, sent)
		assert codes(refused) == ["not_rows"]


def test_the_settings_switch_it_off(team):
	action = builders.closed(team)
	frappe.db.set_single_value(builders.SETTINGS, "announce_recognition", 0)
	frappe.clear_document_cache(builders.SETTINGS, builders.SETTINGS)
	with as_user(team.manager):
		assert what_next(action.name)["may_thank"] is False
	with pytest.raises(RefusedError) as refused:
		thank(action, team.manager)
	assert codes(refused) == ["switched_off"]


def test_only_managers_of_the_service_thank(team):
	action = builders.closed(team)
	elsewhere = builders.user(MANAGER, limited_to=builders.service())
	for person in (team.owner, team.verifier, team.governance, elsewhere, builders.user(), "Guest"):
		with pytest.raises(frappe.PermissionError):
			thank(action, person)
		with as_user(person), pytest.raises(frappe.PermissionError):
			recognition.propose(action.name)
	with as_user(team.manager):
		assert what_next(action.name)["may_thank"] is True
	with as_user(team.verifier):
		assert what_next(action.name)["may_thank"] is False


def readers(name: str, people: dict[str, str]) -> set[str]:
	found = set()
	for kind, person in people.items():
		with as_user(person):
			single = frappe.get_doc(RECOGNITION, name).has_permission("read")
			listed = name in frappe.get_list(RECOGNITION, pluck="name", limit_page_length=0)
		assert single == listed, kind
		if single:
			found.add(kind)
	return found


def test_who_reads_it(team):
	action = builders.closed(team)
	thanked = builders.user()
	shared = builders.user(EXTERNAL_REVIEWER)
	frappe.share.add("Improvement Action", action.name, shared, read=1)
	name = thank(action, team.manager, [{"person": thanked}])
	people = {
		"thanked": thanked,
		"owner": team.owner,
		"manager": team.manager,
		"manager elsewhere": builders.user(MANAGER, limited_to=builders.service()),
		"governance": team.governance,
		"verifier": team.verifier,
		"verifier elsewhere": builders.user(VERIFIER, limited_to=builders.service()),
		"another owner": builders.user(ACTION_OWNER),
		"HR": builders.user(HR_CONTRIBUTOR),
		"shared with": shared,
		"nobody": builders.user(),
	}
	assert readers(name, people) == {"thanked", "owner", "manager", "governance", "verifier", "shared with"}
	with as_user("Guest"):
		refusal = doors.refusal_of(doors.rest, "GET", f"/api/resource/{RECOGNITION}/{name}")
	assert refusal.startswith("403")


@pytest.mark.parametrize("door", doors.WRITING)
def test_nobody_rewrites_thanks(team, door):
	name = thank(builders.closed(team), team.manager)
	before = doors.stored(RECOGNITION, name)
	for person in (team.manager, "Administrator"):
		with as_user(person):
			assert doors.refusal_of(doors.WRITING[door], RECOGNITION, name, {"message": "Changed"})
	assert doors.stored(RECOGNITION, name) == before


@pytest.mark.parametrize("door", doors.INSERTING)
def test_nobody_writes_thanks_past_the_button(team, door):
	action = builders.closed(team)
	values = {"doctype": RECOGNITION, "action": action.name, "message": "Forged"}
	for person in (team.manager, "Administrator"):
		with as_user(person):
			assert doors.refusal_of(doors.INSERTING[door], values)
	assert not frappe.db.exists(RECOGNITION, {"action": action.name})


@pytest.mark.parametrize("door", doors.DELETING)
def test_nobody_takes_thanks_back(team, door):
	name = thank(builders.closed(team), team.manager)
	with as_user(team.manager):
		assert doors.refusal_of(doors.DELETING[door], RECOGNITION, name)
	assert frappe.db.exists(RECOGNITION, name)


def test_it_is_shown_on_the_form_and_in_print_as_text(team):
	action = builders.closed(team)
	thank(action, team.manager, message="Well <b>done</b> & thanks")
	with as_user(team.owner):
		shown = what_next(action.name)["recognition"]
		printed = frappe.get_print("Improvement Action", action.name, "Improvement Action Record")
	for html in (shown, printed):
		assert "<b>done</b>" not in html
		assert builders.in_html(called(team.owner)) in html
	assert "Well" in shown and "Thanks" in printed
