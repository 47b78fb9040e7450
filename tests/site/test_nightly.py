"""The nightly run: its steps through the day, what is tried again, and what it leaves for people to look into."""

from types import SimpleNamespace

import builders
import frappe
import parallel
import pytest
from frappe.utils import add_days, get_datetime, getdate, now_datetime, nowdate
from freezegun import freeze_time

from improvement_actions.jobs import nightly

ACTION, RUN, DIGEST = "Improvement Action", "Improvement Nightly Run", "Improvement Digest"
PART = "Improvement Nightly Run Part"


@pytest.fixture
def scene(site, monkeypatch):
	"""An action overdue for eight days, with its people, stored; what is made from here on goes again."""
	monkeypatch.setattr(nightly, "_call_workers", lambda day, number: None)
	with parallel.committed(), builders.told_from(0):
		team = builders.Team(builders.led_service())
		action = builders.overdue(8, team, priority="High")
		frappe.db.delete(RUN)
		frappe.db.delete(PART)
		parallel.commit()
		yield SimpleNamespace(team=team, action=action)


def run(*fields):
	fields = fields or ("status",)
	found = frappe.db.get_value(RUN, nowdate(), fields, as_dict=True)
	return found[fields[0]] if len(fields) == 1 else found


def digests() -> dict[str, str]:
	rows = frappe.get_all(DIGEST, filters={"digest_date": nowdate()}, fields=["recipient", "result"])
	return {row.recipient: row.result for row in rows}


def level(scene) -> int:
	return frappe.db.get_value(ACTION, scene.action.name, "escalation_level")


def settings(**values) -> None:
	doc = frappe.get_doc("Improvement Settings")
	doc.update(values)
	doc.save()
	frappe.db.commit()


@pytest.fixture
def settings_restored():
	"""The settings as they are now, at the end again: a single's values outlive the test."""
	fields = ("send_digests", "digest_hour", "digest_days", "count_days")
	before = frappe.get_doc("Improvement Settings").as_dict()
	yield
	frappe.db.rollback()
	settings(**{field: before[field] for field in fields})


def test_the_scheduler_calls_it_every_hour():
	assert f"{nightly.__name__}.run_when_due" in frappe.get_hooks("scheduler_events")["hourly_long"]
	filters = {"method": f"{nightly.__name__}.run_when_due", "stopped": 0}
	assert frappe.db.get_value("Scheduled Job Type", filters, "frequency") == "Hourly Long"


def test_a_run_marks_escalates_and_tells(scene):
	nightly.run_when_due()
	counted = run("status", "newly_overdue", "escalations", "digests", "finished_on", "started_on")
	assert (counted.status, counted.newly_overdue, counted.escalations) == ("Finished", 1, 2)
	assert counted.finished_on >= counted.started_on
	assert level(scene) == 2
	assert scene.team.owner in digests() and counted.digests == len(digests())


def test_people_are_told_from_their_hour_on(scene, settings_restored):
	midnight = get_datetime(nowdate())
	settings(digest_hour=7)
	with freeze_time(midnight.replace(hour=0, minute=5), tick=True):
		nightly.run_when_due()
		assert run() == "Marked"
		assert level(scene) == 2
	with freeze_time(midnight.replace(hour=6, minute=59), tick=True):
		nightly.run_when_due()
		assert run() == "Marked" and digests() == {}
	with freeze_time(midnight.replace(hour=7, minute=0), tick=True):
		nightly.run_when_due()
	assert run() == "Finished"
	assert scene.team.owner in digests()


def test_the_day_is_the_one_where_the_provider_is(scene, settings_restored):
	"""Half past midnight in London in summer is still yesterday in Greenwich; an action due yesterday is overdue there."""
	assert frappe.db.get_single_value("System Settings", "time_zone") == "Europe/London"
	# The machine's clock is set to UTC
	with freeze_time("2027-06-30 23:30:00", tz_offset=0, tick=True):
		assert str(now_datetime()).startswith("2027-07-01 00:30")
		frappe.db.set_value(ACTION, scene.action.name, "due_date", "2027-06-30")
		frappe.db.commit()
		nightly.run_when_due()
		assert frappe.db.exists(RUN, "2027-07-01")
		since = frappe.db.get_value(ACTION, scene.action.name, "overdue_since")
	assert since == getdate("2027-07-01")


def test_a_new_day_is_a_new_run(scene):
	nightly.run_when_due()
	with freeze_time(get_datetime(add_days(nowdate(), 1)).replace(hour=8), tick=True):
		nightly.run_when_due()
		assert run() == "Finished"
	assert frappe.db.count(RUN) == 2
	told = frappe.get_all(DIGEST, filters={"recipient": scene.team.owner, "kind": "Daily"})
	assert len(told) == 2


def test_who_is_not_to_be_told_is_not(scene, settings_restored):
	settings(send_digests=0)
	nightly.run_when_due()
	assert run() == "Finished"
	assert level(scene) == 2
	assert digests() == {}


def test_on_days_off_nobody_is_told(scene, settings_restored):
	settings(digest_days="Working Days")
	with freeze_time("2027-01-03 09:00:00", tick=True):
		nightly.run_when_due()
		assert frappe.db.get_value(RUN, "2027-01-03", "status") == "Finished"
		assert digests() == {}
	with freeze_time("2027-01-04 09:00:00", tick=True):
		nightly.run_when_due()
		assert scene.team.owner in digests()


def test_running_again_finds_what_came_since_and_tells_nobody_twice(scene):
	nightly.run_when_due()
	later = builders.overdue(2, scene.team)
	frappe.db.commit()
	nightly.run_when_due()
	assert frappe.db.get_value(ACTION, later.name, "overdue_since") is None
	nightly.run_again()
	assert frappe.db.get_value(ACTION, later.name, "overdue_since") == getdate(add_days(nowdate(), -1))
	assert run("newly_overdue") == 2
	assert frappe.db.count(DIGEST, {"recipient": scene.team.owner, "kind": "Daily"}) == 1
	bells = {"for_user": scene.team.owner, "document_type": DIGEST}
	assert frappe.db.count("Notification Log", bells) == 1


def test_a_part_that_failed_is_done_by_the_next_run(scene, monkeypatch):
	def broken(*_arguments):
		raise ValueError("The disk is full")

	with monkeypatch.context() as patched:
		patched.setattr(nightly.marking, "mark_overdue", broken)
		nightly.run_when_due()
	assert run() == "Marking"
	assert frappe.get_all(PART, fields=["status", "error"]) == [
		{"status": "Failed", "error": "The disk is full"}
	]
	assert level(scene) == 0 and digests() == {}
	nightly.run_when_due()
	assert run() == "Finished"
	assert level(scene) == 2


def test_a_part_that_loses_a_deadlock_is_tried_again_at_once(scene, monkeypatch):
	lost = []
	mark = nightly.marking.mark_overdue

	def losing(*arguments):
		if len(lost) < 2:
			lost.append(1)
			raise frappe.QueryDeadlockError
		return mark(*arguments)

	monkeypatch.setattr(nightly.marking, "mark_overdue", losing)
	nightly.run_when_due()
	assert run() == "Finished"
	assert level(scene) == 2


def test_what_somebody_should_look_into_is_said(scene):
	service = scene.team.service
	frappe.db.set_value("Care Service", service, {"registered_manager": None, "nominated_individual": None})
	frappe.db.commit()
	nightly.run_when_due()
	assert f"{service}: overdue actions of which nobody could be told: 1." in run("notes")
	assert frappe.db.get_value("Improvement Escalation", {"result": "Nobody Found"}, "service") == service


def test_statements_do_not_grow_with_the_actions(scene, monkeypatch):
	def count(newly: int) -> int:
		for _number in range(newly):
			builders.overdue(20, scene.team, priority="Critical")
		frappe.db.commit()
		sent = []
		send = frappe.db.sql
		with monkeypatch.context() as patched:
			patched.setattr(
				frappe.db, "sql", lambda query, *a, **k: sent.append(str(query)) or send(query, *a, **k)
			)
			patched.setattr(nightly.digests, "plan", lambda day: 0)
			nightly.run_again()
		return len(sent)

	nightly.run_again()
	assert count(1) == count(5) < 100


def test_a_run_is_nobodys_to_change(scene):
	nightly.run_when_due()
	doc = frappe.get_doc(RUN, nowdate())
	doc.status = "Marking"
	with pytest.raises(frappe.ValidationError, match="written by the app"):
		doc.save()
