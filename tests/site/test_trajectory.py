"""Stale, slipping and aspirational actions, their milestones and barriers, on a real site."""

import builders
import frappe
import pytest
from builders import as_user, in_days
from doors import refusal_of
from frappe.utils import getdate, nowdate

from improvement_actions.improvement_actions.doctype.improvement_action.desk import what_next
from improvement_actions.jobs.trajectory import mark_all
from improvement_actions.lifecycle.trajectory import Thresholds
from improvement_actions.patches.v0_2 import fill_trajectory

ACTION = "Improvement Action"
MARKS = ("stale_from", "is_aspirational")


def settings(**values) -> None:
	doc = frappe.get_doc("Improvement Settings")
	doc.update(values)
	doc.save()


def stored(action, *fields):
	return frappe.db.get_value(ACTION, action.name, fields, as_dict=len(fields) > 1)


def reschedule(action, team, times: int = 1) -> None:
	for _each in range(times):
		with as_user(team.owner):
			doc = builders.get(action.name)
			doc.reschedule(str(frappe.utils.add_days(doc.due_date, 7)), "The supplier is late again.")


def seen(action) -> set[str]:
	return {mark["code"] for mark in what_next(action.name)["trajectory"]}


def test_an_action_turns_stale_without_news_and_fresh_with_them():
	settings(stale_after_days=14)
	team = builders.Team()
	action = builders.opened(team)
	assert stored(action, "stale_from") == getdate(in_days(14))
	with as_user(team.owner):
		doc = builders.get(action.name)
		row = {"note": "Seniors told.", "update_date": in_days(-20)}
		doc.append("progress_updates", row)
		doc.save()
	# It was opened today: what was said earlier makes it no older
	assert stored(action, "stale_from") == getdate(in_days(14))
	frappe.db.set_value(ACTION, action.name, "active_since", in_days(-30))
	with as_user(team.owner):
		builders.get(action.name).save()
	assert stored(action, "stale_from") == getdate(in_days(-6))
	assert "stale" in seen(action)
	with as_user(team.owner):
		builders.get(action.name).add_progress("Check sheet printed", 10, "First audit", in_days(5))
	assert stored(action, "stale_from") == getdate(in_days(14))
	assert seen(action) == set()


def test_nobody_puts_off_staleness_with_an_update_from_the_future():
	team = builders.Team()
	action = builders.started(team)

	def write():
		with as_user(team.owner):
			doc = builders.get(action.name)
			doc.append("progress_updates", {"note": "All well.", "update_date": in_days(200)})
			doc.save()

	assert "still to come" in str(refusal_of(write))
	assert "still to come" not in str(refusal_of(lambda: builders.get(action.name).save()))


@pytest.mark.parametrize("back", ["Return", "Reopen"])
def test_work_that_comes_back_is_not_stale_at_once(back):
	team = builders.Team()
	action = builders.completed(team) if back == "Return" else builders.closed(team)
	assert stored(action, "stale_from") is None
	frappe.db.set_value(ACTION, action.name, {"active_since": in_days(-300)})
	frappe.db.set_value("Improvement Action Progress", {"parent": action.name}, "update_date", in_days(-290))
	builders.do(action.name, team.manager, back, "Gaps again on two night shifts.")
	assert getdate(stored(action, "stale_from")) > getdate(nowdate())


def test_the_third_slip_makes_an_action_aspirational_until_its_scope_changes():
	team = builders.Team()
	action = builders.started(team)
	reschedule(action, team, 2)
	assert (stored(action, "is_aspirational"), seen(action)) == (0, {"slipping"})
	reschedule(action, team)
	assert (stored(action, "is_aspirational"), seen(action)) == (1, {"aspirational"})
	assert "rescheduled 3 times" in what_next(action.name)["trajectory"][0]["message"]

	# The owner rewords it: still the same scope
	with as_user(team.owner):
		doc = builders.get(action.name)
		doc.description += " The sheet is kept in the medicines room."
		doc.save()
	assert stored(action, "is_aspirational") == 1
	# The manager narrows what it is to achieve
	with as_user(team.manager):
		doc = builders.get(action.name)
		doc.target_value = 90
		doc.closure_test = "Monthly audit of 20 MAR charts by the manager shows 90% of entries signed."
		doc.save()
	assert (stored(action, "is_aspirational"), seen(action)) == (0, {"slipping"})
	assert stored(action, "slip_count") == 3
	reschedule(action, team, 3)
	assert stored(action, "is_aspirational") == 1


def test_a_change_of_scope_that_changes_nothing_counts_for_nothing():
	team = builders.Team()
	action = builders.started(team)
	reschedule(action, team, 3)
	with as_user(team.manager):
		doc = builders.get(action.name)
		doc.target_value = str(doc.target_value)
		doc.save()
	assert stored(action, "is_aspirational") == 1


def test_the_marks_end_with_the_work():
	team = builders.Team()
	action = builders.started(team)
	reschedule(action, team, 3)
	builders.do(action.name, team.manager, "Cancel", "The service no longer gives medicines.")
	assert stored(action, *MARKS) == {"stale_from": None, "is_aspirational": 0}
	assert seen(action) == set()


def test_a_started_action_shows_its_milestone_and_its_barrier():
	team = builders.Team()
	action = builders.opened(team)
	with as_user(team.owner):
		builders.get(action.name).add_progress("Check sheet agreed", barrier="No pharmacist until March")
	assert seen(action) == {"no_milestone", "barrier"}
	assert stored(action, "current_barrier") == "No pharmacist until March"
	with as_user(team.owner):
		builders.get(action.name).add_progress("Pharmacist found", 30, "First audit", in_days(7))
	assert seen(action) == set()
	assert not stored(action, "current_barrier")
	frappe.db.set_value(ACTION, action.name, "next_milestone_date", in_days(-2))
	assert seen(action) == {"milestone_missed"}
	frappe.db.set_value(ACTION, action.name, "next_milestone_date", in_days(200))
	assert seen(action) == {"milestone_after_due"}


@pytest.mark.parametrize(
	("milestone", "days", "word"),
	[
		("First audit", None, "Give the date of the next milestone"),
		(None, 3, "Say what the next milestone is"),
		("First audit", -3, "lies ahead"),
		("First audit", "soon", "not a date"),
	],
)
def test_a_milestone_has_a_date_that_can_be_kept(milestone, days, word):
	team = builders.Team()
	due = in_days(days) if isinstance(days, int) else days
	action = builders.opened(team)
	with as_user(team.owner):
		doc = builders.get(action.name)
		assert word in str(refusal_of(doc.add_progress, "Check sheet agreed", 10, milestone, due))
	assert stored(action, "status") == "Open"


def test_changed_settings_mark_all_actions_anew_as_a_save_would():
	team = builders.Team()
	actions = [builders.action_in(status, team) for status in ("Draft", "Open", "In Progress", "Completed")]
	slipped = builders.started(team)
	reschedule(slipped, team, 2)
	rescoped = builders.started(team)
	reschedule(rescoped, team, 2)
	with as_user(team.manager):
		doc = builders.get(rescoped.name)
		doc.target_value = 90
		doc.save()
	actions += [slipped, rescoped]
	modified = {action.name: stored(action, "modified") for action in actions}
	settings(stale_after_days=5, aspirational_slips=2)
	by_statements = {action.name: stored(action, *MARKS) for action in actions}
	assert by_statements[slipped.name].is_aspirational == 1
	assert by_statements[rescoped.name].is_aspirational == 0
	assert modified == {action.name: stored(action, "modified") for action in actions}
	for action in actions:
		builders.get(action.name).save()
	assert by_statements == {action.name: stored(action, *MARKS) for action in actions}
	settings(stale_after_days=0, aspirational_slips=0)
	assert not any(stored(action, field) for action in actions for field in MARKS)


def test_marking_all_takes_as_many_statements_for_many_as_for_one(monkeypatch):
	statements = []
	run = frappe.db.sql
	counted = []
	for number in (1, 3):
		for action in [builders.opened(builders.Team()) for _number in range(number)]:
			# Everything about it is wrong
			frappe.db.set_value(ACTION, action.name, {"stale_from": None, "is_aspirational": 1})
		with monkeypatch.context() as patched:
			patched.setattr(
				frappe.db,
				"sql",
				lambda query, *args, **kwargs: statements.append(query) or run(query, *args, **kwargs),
			)
			mark_all(Thresholds(28, 3))
		counted.append(len(statements))
		statements.clear()
	assert counted[0] == counted[1] <= 10


def test_every_completer_is_remembered_and_verifies_nothing():
	team = builders.Team()
	first, second = builders.user(builders.ACTION_OWNER, builders.VERIFIER, builders.MANAGER), team.manager
	action = builders.started(team)
	builders.prove(action.name)
	builders.do(action.name, first, "Complete")
	builders.do(action.name, team.verifier, "Return", "Two night shifts have no sheet.")
	builders.do(action.name, second, "Complete")
	completions = builders.get(action.name).completions
	assert [row.completed_by for row in completions] == [first, second]
	assert all(row.change_to_practice == builders.BEFORE_AND_AFTER for row in completions)
	# Who completed it the first time did the work; only the second completion is to be verified
	assert "owned or completed" in str(refusal_of(builders.record_review, action.name, first))
	assert refusal_of(builders.record_review, action.name, team.verifier) is None
	assert "owned or completed" in str(refusal_of(builders.do, action.name, first, "Close"))
	builders.do(action.name, team.verifier, "Close")


def test_a_site_from_before_gets_days_completions_and_marks():
	team = builders.Team()
	action, done = builders.started(team), builders.completed(team)
	frappe.db.set_value(ACTION, action.name, {"active_since": None, "stale_from": None})
	frappe.db.delete("Improvement Action Completion", {"parent": done.name})
	with as_user(team.owner):
		builders.get(action.name).add_progress("Sheets ordered", barrier="The printer is broken")
	frappe.db.set_value(ACTION, action.name, "current_barrier", None)
	for _twice in range(2):
		fill_trajectory.execute()
		assert stored(action, "active_since") == getdate(nowdate())
		assert getdate(stored(action, "stale_from")) > getdate(nowdate())
		assert stored(action, "current_barrier") == "The printer is broken"
		(row,) = builders.get(done.name).completions
		assert (row.completed_by, row.change_to_practice) == (team.owner, builders.BEFORE_AND_AFTER)
