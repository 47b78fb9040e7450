"""Frappe's To Do list and bell follow the owner of an action, the reviewer of a review, and what becomes of both."""

import json
from html import escape
from unittest.mock import patch

import builders
import doors
import frappe
import pytest
import redis
from builders import as_user, in_days
from frappe.desk.form import assign_to
from frappe.utils import getdate

from improvement_actions import assignments
from improvement_actions.lifecycle.status import STATUSES
from improvement_actions.patches.v0_3 import assign_what_is_under_way

ACTION, REVIEW = "Improvement Action", "Effectiveness Review"
REASON = "The trainer is ill."


@pytest.fixture
def team():
	return builders.Team()


def entries(doctype: str, name: str) -> list:
	"""Return the app's entries for a record, those of people left out."""
	found = frappe.get_all(
		"ToDo",
		filters={"reference_type": doctype, "reference_name": name},
		fields=["*"],
		order_by="creation, name",
	)
	return [entry for entry in found if assignments.is_ours(entry.name, name)]


def standing(doctype: str, name: str) -> dict[str, str]:
	"""Return how the app's entry of each person stands."""
	found = entries(doctype, name)
	people = {entry.allocated_to: entry.status for entry in found}
	assert len(people) == len(found), "somebody has two entries"
	return people


def entry_of(person: str, doctype: str, name: str):
	(entry,) = (entry for entry in entries(doctype, name) if entry.allocated_to == person)
	return entry


def assigned(doctype: str, name: str) -> list[str]:
	return sorted(json.loads(frappe.db.get_value(doctype, name, "_assign") or "[]"))


def bells(person: str, name: str | None = None) -> list[str]:
	"""Return what the bell of `person` says (of the record `name`), the oldest first."""
	filters = {"for_user": person, **({"document_name": name} if name else {})}
	return frappe.get_all("Notification Log", filters=filters, pluck="subject", order_by="creation, name")


def reschedule(action, person, days=40):
	with as_user(person):
		builders.get(action.name).reschedule(in_days(days), REASON)


def reassign(action, person, to):
	with as_user(person):
		builders.get(action.name).reassign(to, REASON)


# The owner's entry


def test_a_draft_is_on_nobodys_list(team):
	assert standing(ACTION, builders.draft(team).name) == {}


def test_opening_puts_the_action_on_the_list_of_its_owner(team):
	action = builders.opened(team, priority="Critical")
	entry = entry_of(team.owner, ACTION, action.name)
	assert (entry.status, entry.priority, entry.date) == ("Open", "High", getdate(action.due_date))
	assert entry.description == f"{action.name}: {action.title}"
	assert entry.assigned_by == team.manager
	assert entry.assigned_by_full_name == frappe.utils.get_fullname(team.manager)
	assert assigned(ACTION, action.name) == [team.owner]
	with as_user(team.owner):
		assert frappe.get_list("ToDo", {"reference_name": action.name}, pluck="name") == [entry.name]
		assert frappe.get_list(ACTION, {"_assign": ("like", f"%{team.owner}%")}, pluck="name") == [
			action.name
		]


@pytest.mark.parametrize("status", STATUSES)
def test_how_the_entry_stands_in_each_status(team, status):
	action = builders.action_in(status, team)
	expected = {
		"Draft": {},
		"Open": {team.owner: "Open"},
		"In Progress": {team.owner: "Open"},
		"Completed": {team.owner: "Closed"},
		"Closed": {team.owner: "Closed"},
		"Cancelled": {team.owner: "Cancelled"},
	}[status]
	assert standing(ACTION, action.name) == expected
	# Whether those who have done it are still shown as assigned depends on the version of Frappe
	if expected.get(team.owner) != "Closed":
		assert assigned(ACTION, action.name) == [person for person in expected if status != "Cancelled"]


def test_a_new_owner_takes_the_entry_over(team):
	action = builders.opened(team)
	reassign(action, team.manager, team.new_owner)
	assert standing(ACTION, action.name) == {team.owner: "Cancelled", team.new_owner: "Open"}
	assert assigned(ACTION, action.name) == [team.new_owner]
	reassign(action, team.manager, team.owner)
	assert standing(ACTION, action.name) == {team.owner: "Open", team.new_owner: "Cancelled"}


def test_an_entry_that_was_closed_by_hand_moves_on_as_well(team):
	action = builders.opened(team)
	close_by_hand(entry_of(team.owner, ACTION, action.name), team.owner)
	reassign(action, team.manager, team.new_owner)
	assert standing(ACTION, action.name) == {team.owner: "Cancelled", team.new_owner: "Open"}
	assert assigned(ACTION, action.name) == [team.new_owner]


def test_a_completed_action_that_is_handed_on_leaves_the_new_owner_nothing_to_do(team):
	action = builders.completed(team)
	reassign(action, team.manager, team.new_owner)
	assert standing(ACTION, action.name) == {team.owner: "Cancelled"}
	builders.do(action.name, team.verifier, "Return", "Nights are missing.")
	assert standing(ACTION, action.name) == {team.owner: "Cancelled", team.new_owner: "Open"}


def test_the_entry_follows_a_new_date_and_an_edit(team):
	action = builders.opened(team)
	reschedule(action, team.owner)
	doc = builders.get(action.name)
	doc.update({"title": "Checks <b>every</b> chart & signs", "priority": "Low"})
	with as_user(team.manager):
		doc.save()
	entry = entry_of(team.owner, ACTION, action.name)
	assert (entry.date, entry.priority, entry.status) == (getdate(in_days(40)), "Low", "Open")
	assert entry.description == escape(f"{action.name}: {doc.title}", quote=False)
	assert "&lt;b&gt;every&lt;/b&gt; chart" in entry.description


@pytest.mark.parametrize("back", ("returned", "reopened", "found not embedded"))
def test_what_comes_back_is_on_the_same_list_again(team, back):
	action = builders.closed(team) if back == "reopened" else builders.completed(team)
	if back == "found not embedded":
		builders.record_review(action.name, team.verifier, "Not Embedded")
	else:
		builders.do(action.name, team.verifier, {"returned": "Return", "reopened": "Reopen"}[back], REASON)
	assert standing(ACTION, action.name) == {team.owner: "Open"}
	assert assigned(ACTION, action.name) == [team.owner]


def close_by_hand(entry, person: str) -> None:
	with as_user(person):
		todo = frappe.get_doc("ToDo", entry.name)
		todo.status = "Closed"
		todo.save()


def test_what_somebody_closes_by_hand_stays_closed_until_the_next_move(team):
	action = builders.started(team)
	close_by_hand(entry_of(team.owner, ACTION, action.name), team.owner)
	with as_user(team.owner):
		builders.get(action.name).add_progress("Half of the charts are checked.", 50)
	reschedule(action, team.owner)
	assert standing(ACTION, action.name) == {team.owner: "Closed"}
	builders.prove(action.name)
	builders.do(action.name, team.owner, "Complete")
	builders.do(action.name, team.verifier, "Return", REASON)
	entry = entry_of(team.owner, ACTION, action.name)
	assert (entry.status, entry.date) == ("Open", getdate(in_days(40)))


def test_an_entry_that_somebody_deletes_is_made_anew_with_the_next_move_only(team):
	action = builders.started(team)
	with as_user(team.owner):
		frappe.delete_doc("ToDo", entry_of(team.owner, ACTION, action.name).name)
	reschedule(action, team.owner)
	builders.prove(action.name)
	builders.do(action.name, team.owner, "Complete")
	assert standing(ACTION, action.name) == {}
	builders.do(action.name, team.verifier, "Return", REASON)
	assert standing(ACTION, action.name) == {team.owner: "Open"}


def test_the_entries_that_people_make_are_left_alone(team):
	action = builders.opened(team)
	verifier = team.verifier
	with as_user(team.manager), patch("frappe.sendmail"):
		assign_to.add({"assign_to": [verifier], "doctype": ACTION, "name": action.name})
	own = frappe.get_doc(
		{
			"doctype": "ToDo",
			"reference_type": ACTION,
			"reference_name": action.name,
			"allocated_to": team.owner,
			"description": "Call the pharmacy",
		}
	).insert()
	reassign(action, team.manager, team.new_owner)
	builders.do(action.name, team.manager, "Cancel", REASON)
	by_people = [
		(todo.allocated_to, todo.status)
		for todo in frappe.get_all(
			"ToDo", {"reference_name": action.name}, ["name", "allocated_to", "status"]
		)
		if not assignments.is_ours(todo.name, action.name)
	]
	assert sorted(by_people) == sorted([(team.verifier, "Open"), (team.owner, "Open")])
	assert frappe.db.get_value("ToDo", own.name, "description") == "Call the pharmacy"
	assert standing(ACTION, action.name) == {team.owner: "Cancelled", team.new_owner: "Cancelled"}


def test_neither_the_action_nor_its_timeline_is_touched_by_it(team):
	action = builders.draft(team)
	builders.do(action.name, team.manager, "Open")
	doc = builders.get(action.name)
	with as_user(team.manager):
		doc.reassign(team.new_owner, REASON)
	assert str(builders.get(action.name).modified) == str(doc.modified)
	doc.save()  # what a form still has open can be saved
	builders.do(action.name, team.manager, "Cancel", REASON)
	kinds = frappe.get_all("Comment", {"reference_name": action.name}, pluck="comment_type")
	assert not [kind for kind in kinds if kind.startswith("Assign")]
	assert not frappe.get_all("Version", {"ref_doctype": "ToDo", "docname": ("like", f"{action.name}-%")})


@pytest.mark.parametrize("door", sorted(set(doors.WRITING) - {"form_submit"}))
def test_every_door_leads_to_the_list(team, door):
	action = builders.draft(team)
	with as_user(team.manager):
		assert doors.refusal_of(doors.WRITING[door], ACTION, action.name, {"workflow_state": "Open"}) is None
	assert standing(ACTION, action.name) == {team.owner: "Open"}
	assert len(bells(team.owner, action.name)) == 1


def test_no_rights_to_todo_are_needed(team):
	action = builders.draft(team)
	frappe.db.delete("DocPerm", {"parent": "ToDo", "role": "All"})
	frappe.clear_cache(doctype="ToDo")
	try:
		with as_user(team.manager):
			assert not frappe.has_permission("ToDo", "create")
		builders.do(action.name, team.manager, "Open")
		reassign(action, team.manager, team.new_owner)
		assert standing(ACTION, action.name) == {team.owner: "Cancelled", team.new_owner: "Open"}
	finally:
		frappe.db.rollback()
		frappe.clear_cache(doctype="ToDo")


def test_what_a_site_demands_of_todos_does_not_hold_an_action_up(team):
	action = builders.draft(team)
	field = frappe.get_meta("ToDo").get_field("color")
	with patch.object(field, "reqd", 1):
		builders.do(action.name, team.manager, "Open")
	assert standing(ACTION, action.name) == {team.owner: "Open"}


def test_without_a_workflow_the_list_follows_the_status(team):
	frappe.db.set_value("Workflow", {"document_type": ACTION}, "is_active", 0)
	frappe.cache().hdel("workflow", ACTION)
	try:
		action = builders.draft(team)
		action.status = "Open"
		action.save()
		assert standing(ACTION, action.name) == {team.owner: "Open"}
	finally:
		frappe.db.rollback()
		frappe.cache().hdel("workflow", ACTION)


def queries_of(function, *arguments) -> list[str]:
	"""Return the statements that `function` sends."""
	sent, sql = [], frappe.db.sql

	def counted(query, *args, **kwargs):
		sent.append(str(query))
		return sql(query, *args, **kwargs)

	with patch.object(frappe.db, "sql", counted):
		function(*arguments)
	return sent


def test_a_save_that_moves_nothing_asks_nothing(team):
	action = builders.get(builders.started(team).name)
	action.lessons_learned = "Sheets beside the trolley are used."
	assert not [query for query in queries_of(action.save) if "tabToDo" in query or "Notification" in query]


# The reviewer's entry


def name_reviewer(action, person, by, **values):
	with as_user(by):
		review = builders.pending_review(action.name)
		review.update({"reviewer": person, **values})
		return review.save()


def test_a_review_is_on_the_list_of_its_reviewer_until_its_outcome_is_recorded(team):
	action = builders.completed(team)
	review = builders.pending_review(action.name)
	assert standing(REVIEW, review.name) == {}
	name_reviewer(action, team.verifier, team.manager)
	entry = entry_of(team.verifier, REVIEW, review.name)
	assert (entry.status, entry.date, entry.priority) == ("Open", review.due_date, "High")
	assert entry.description == f"Verify {action.name}: {action.title}"
	assert assigned(REVIEW, review.name) == [team.verifier]
	name_reviewer(action, team.verifier, team.manager, due_date=in_days(3))
	assert entry_of(team.verifier, REVIEW, review.name).date == getdate(in_days(3))
	builders.record_review(action.name, team.verifier)
	assert standing(REVIEW, review.name) == {team.verifier: "Closed"}


def test_another_reviewer_takes_the_entry_over(team):
	action = builders.completed(team)
	review = name_reviewer(action, team.verifier, team.manager)
	name_reviewer(action, team.everything, team.manager)
	assert standing(REVIEW, review.name) == {team.verifier: "Cancelled", team.everything: "Open"}
	name_reviewer(action, None, team.manager)
	assert standing(REVIEW, review.name) == {team.verifier: "Cancelled", team.everything: "Cancelled"}
	name_reviewer(action, team.everything, team.manager)
	# Somebody else does it after all, with their own name on it.
	builders.record_review(action.name, team.verifier)
	assert standing(REVIEW, review.name) == {team.verifier: "Cancelled", team.everything: "Cancelled"}


def test_who_records_a_review_at_once_gets_no_entry(team):
	action = builders.completed(team)
	review = builders.record_review(action.name, team.verifier)
	assert standing(REVIEW, review.name) == {}


def test_a_review_that_is_dropped_takes_entry_and_bell_along(team):
	action = builders.completed(team)
	review = name_reviewer(action, team.verifier, team.manager)
	assert bells(team.verifier, review.name)
	builders.do(action.name, team.manager, "Return", REASON)
	assert not frappe.db.exists(REVIEW, review.name)
	assert not entries(REVIEW, review.name)
	assert not bells(team.verifier, review.name)


# The bell


def who(person: str) -> str:
	return frappe.utils.get_fullname(person)


def test_what_the_owner_hears(team):
	action = builders.opened(team)
	reschedule(action, team.manager)
	# The owner's own steps are silent.
	with as_user(team.owner):
		builders.get(action.name).add_progress("Sheet agreed", 20, "First audit", in_days(7))
	builders.prove(action.name)
	builders.do(action.name, team.owner, "Complete")
	builders.do(action.name, team.verifier, "Return", "Nights are missing.")
	builders.do(action.name, team.owner, "Complete")
	builders.record_review(action.name, team.verifier)
	builders.do(action.name, team.verifier, "Close")
	builders.do(action.name, team.manager, "Reopen", "The audit of nights fell to 71%.")
	builders.do(action.name, team.manager, "Cancel", "The ward is closed.")
	manager, verifier, it = who(team.manager), who(team.verifier), action.name
	day = frappe.utils.formatdate
	assert bells(team.owner) == [
		f"{manager} opened your action {it}, due {day(in_days(30))}: {action.title}",
		f"{manager} moved the due date of {it} from {day(in_days(30))} to {day(in_days(40))}: {action.title}. "
		"Reason: The trainer is ill",
		f"{verifier} returned {it} to you: {action.title}. Reason: Nights are missing",
		f"{verifier} closed {it}, the change is embedded: {action.title}",
		f"{manager} reopened {it}: {action.title}. Reason: The audit of nights fell to 71%",
		f"{manager} cancelled {it}: {action.title}. Reason: The ward is closed",
	]
	logs = frappe.get_all("Notification Log", {"for_user": team.owner}, ["*"])
	assert {(log.type, log.document_type, log.document_name) for log in logs} == {("Alert", ACTION, it)}
	assert {log.from_user for log in logs} == {team.manager, team.verifier}


def test_both_owners_hear_of_a_reassignment(team):
	action = builders.opened(team)
	reassign(action, team.manager, team.new_owner)
	due = frappe.utils.formatdate(action.due_date)
	assert bells(team.new_owner) == [
		f"{who(team.manager)} made {action.name} yours, due {due}: {action.title}. Reason: The trainer is ill"
	]
	assert bells(team.owner)[1:] == [
		f"{who(team.manager)} handed {action.name} on to {who(team.new_owner)}: {action.title}. "
		"Reason: The trainer is ill"
	]


def test_nobody_hears_of_what_they_have_done_themselves(team):
	team.owner = team.manager
	action = builders.opened(team)
	reschedule(action, team.manager)
	reassign(action, team.manager, team.new_owner)
	assert bells(team.manager) == []
	assert len(bells(team.new_owner)) == 1


def test_no_bell_rings_for_who_has_left_or_wants_none(team):
	frappe.db.set_value("User", team.owner, "enabled", 0)
	action = builders.draft(team)
	with patch("improvement_actions.lifecycle.gates.owner_problems", return_value=[]):
		builders.do(action.name, team.manager, "Open")
	assert bells(team.owner) == []
	settings = frappe.get_doc({"doctype": "Notification Settings", "enabled": 0})
	settings.name = team.new_owner
	settings.db_insert()
	reassign(action, team.manager, team.new_owner)
	assert bells(team.new_owner) == []
	assert standing(ACTION, action.name)[team.new_owner] == "Open"


def test_a_named_reviewer_hears_of_it_once(team):
	action = builders.completed(team)
	review = name_reviewer(action, team.verifier, team.manager)
	name_reviewer(action, team.verifier, team.manager, due_date=in_days(3))
	due = frappe.utils.formatdate(review.due_date)
	assert bells(team.verifier, review.name) == [
		f"{who(team.manager)} asks you to verify {action.name} by {due}: {action.title}"
	]


def with_registered_manager(team) -> str:
	registered = builders.user(builders.MANAGER)
	frappe.db.set_value("Care Service", team.service, "registered_manager", registered)
	return registered


def test_the_registered_manager_hears_of_a_part_that_its_author_may_not_open(team):
	registered = with_registered_manager(team)
	action = builders.opened(team)
	with as_user(team.owner):
		part = builders.get(action.name).spawn_sub_action(title="Order the charts", action_owner=team.owner)
	assert bells(registered) == [
		f"{who(team.owner)} drafted {part} as part of {action.name}, and a manager has to open it: Order the charts"
	]
	with as_user(team.manager):
		builders.get(action.name).spawn_sub_action(title="Print the charts")
	assert len(bells(registered)) == 1
	builders.do(part, team.manager, "Cancel", "We have charts.")
	assert bells(team.owner, part) == [
		f"{who(team.manager)} cancelled {part}: Order the charts. Reason: We have charts"
	]


def test_the_registered_manager_hears_of_what_waits_for_a_verifier(team):
	registered = with_registered_manager(team)
	action = builders.completed(team)
	assert bells(registered) == [
		f"{who(team.owner)} completed {action.name}, and nobody is named to verify it: {action.title}"
	]
	team.owner = registered
	own = builders.completed(team)
	assert not [said for said in bells(registered, own.name) if "completed" in said]


def test_hostile_words_are_shown_as_words(team):
	script = "<img src=x onerror=alert(1)>"
	action = builders.opened(team, title=f"Charts {script}")
	builders.do(action.name, team.manager, "Cancel", f"Not needed {script * 20}")
	for said in [*bells(team.owner), entry_of(team.owner, ACTION, action.name).description]:
		assert "<" not in said and "&lt;img" in said
	assert bells(team.owner)[-1].endswith("…")


def test_a_bell_speaks_the_language_of_who_hears_it(team):
	frappe.db.set_value("User", team.owner, "language", "de")
	frappe.clear_cache(user=team.owner)
	english = "{0} opened your action {1}, due {3}: {2}"
	german = "{0} hat Ihre Massnahme {1} freigegeben, bis {3}: {2}"
	frappe.get_doc(
		{"doctype": "Translation", "language": "de", "source_text": english, "translated_text": german}
	).insert()
	try:
		action = builders.opened(team)
		assert "hat Ihre Massnahme" in bells(team.owner, action.name)[0]
	finally:
		frappe.db.rollback()
		frappe.clear_cache()


def test_nothing_is_mailed(team):
	before = frappe.db.count("Email Queue")
	with patch("frappe.sendmail") as sendmail:
		action = builders.completed(team)
		name_reviewer(action, team.verifier, team.manager)
		builders.do(action.name, team.verifier, "Return", REASON)
		reassign(action, team.manager, team.new_owner)
	assert not sendmail.called
	assert frappe.db.count("Email Queue") == before


def test_a_save_does_not_need_redis_for_its_bell(team):
	action = builders.draft(team)
	gone = redis.exceptions.ConnectionError("Connection refused")
	with patch("frappe.utils.background_jobs.get_redis_connection_without_auth", side_effect=gone) as asked:
		builders.do(action.name, team.manager, "Open")
		frappe.realtime.flush_realtime_log()
	assert asked.called
	assert len(bells(team.owner, action.name)) == 1


# What was there before


def forget_entries() -> None:
	"""Make the site as it was before it had entries."""
	frappe.db.delete("ToDo", {"reference_type": ("in", (ACTION, REVIEW))})
	for doctype in (ACTION, REVIEW):
		frappe.db.set_value(doctype, {"name": ("is", "set")}, "_assign", None, update_modified=False)


def test_what_is_under_way_gets_its_entries_and_nobody_hears_of_it(team):
	actions = {status: builders.action_in(status, team).name for status in STATUSES}
	hostile = builders.opened(team, title="Charts <b>& sheets</b>", priority="Low").name
	review = name_reviewer(builders.get(actions["Completed"]), team.verifier, team.manager)
	as_made = {
		name: {**entry_of(team.owner, ACTION, name)}
		for name in (actions["Open"], actions["In Progress"], hostile)
	}
	forget_entries()
	frappe.get_doc(
		{
			"doctype": "ToDo",
			"reference_type": ACTION,
			"reference_name": hostile,
			"allocated_to": team.manager,
			"description": "Call",
		}
	).insert()
	modified = {name: builders.get(name).modified for name in actions.values()}
	heard = frappe.db.count("Notification Log")
	with patch.object(assign_what_is_under_way, "PART", 2):
		assign_what_is_under_way.execute()
	for name, made in as_made.items():
		entry = entry_of(team.owner, ACTION, name)
		for field in ("description", "priority", "date", "status", "allocated_to"):
			assert entry[field] == made[field], field
	assert assigned(ACTION, actions["Open"]) == [team.owner]
	assert assigned(ACTION, hostile) == sorted([team.manager, team.owner])
	for status in ("Draft", "Completed", "Closed", "Cancelled"):
		assert standing(ACTION, actions[status]) == {}
	assert standing(REVIEW, review.name) == {team.verifier: "Open"}
	assert entry_of(team.verifier, REVIEW, review.name).description.startswith("Verify IA-")
	assert assigned(REVIEW, review.name) == [team.verifier]
	assert {name: builders.get(name).modified for name in actions.values()} == modified
	assert frappe.db.count("Notification Log") == heard

	close_by_hand(entry_of(team.owner, ACTION, actions["Open"]), team.owner)
	count = frappe.db.count("ToDo")
	assign_what_is_under_way.execute()
	assert frappe.db.count("ToDo") == count
	# From here on they are like any other.
	reassign(builders.get(hostile), team.manager, team.new_owner)
	assert standing(ACTION, hostile) == {team.owner: "Cancelled", team.new_owner: "Open"}
