"""What people see in the Desk of overdue, escalation and the nightly run: form, print, settings, and the check on demand."""

import builders
import frappe
import pytest
from builders import as_user, in_days
from doors import refusal_of, rest
from frappe.utils import getdate, now_datetime, nowdate
from redis.exceptions import ConnectionError as NoRedis

from improvement_actions.improvement_actions.doctype.improvement_action import desk, escalated
from improvement_actions.improvement_actions.doctype.improvement_nightly_run import (
	improvement_nightly_run as nightly_run,
)
from improvement_actions.improvement_actions.doctype.improvement_settings import improvement_settings
from improvement_actions.integrations import erpnext
from improvement_actions.jobs import escalating, marking
from improvement_actions.lifecycle import escalation
from improvement_actions.lifecycle.escalation import NOMINATED_INDIVIDUAL, OWNER, REGISTERED_MANAGER, Step
from improvement_actions.lifecycle.working_days import Calendar

ACTION, ESCALATION, RUN = "Improvement Action", "Improvement Escalation", "Improvement Nightly Run"
PART, DIGEST = "Improvement Nightly Run Part", "Improvement Digest"
STEPS = (Step(1, "Low", OWNER), Step(7, "Low", REGISTERED_MANAGER), Step(14, "Low", NOMINATED_INDIVIDUAL))


def escalate() -> None:
	today = getdate(nowdate())
	reached = escalation.reached(STEPS, Calendar(), today)
	marking.mark_overdue(today, reached)
	escalating.forget_nobody()
	for each in reached:
		escalating.record(today, each)


def late(days: int, team, **values):
	action = builders.opened(team, **values)
	frappe.db.set_value(ACTION, action.name, "due_date", in_days(-days), update_modified=False)
	return action


def full_name(person: str) -> str:
	return frappe.db.get_value("User", person, "full_name")


@pytest.fixture
def team():
	"""A service with a registered manager, and no nominated individual."""
	team = builders.Team()
	frappe.db.set_value("Care Service", team.service, "registered_manager", team.manager)
	return team


def queries(ask) -> int:
	statements = []
	original = frappe.db.sql

	def counted(query, *arguments, **values):
		statements.append(query)
		return original(query, *arguments, **values)

	frappe.db.sql = counted
	try:
		ask()
	finally:
		frappe.db.sql = original
	return len(statements)


# The form of an action


def test_the_form_says_who_was_told(team):
	action = late(14, team)
	escalate()
	with as_user(team.owner):
		answer = desk.what_next(action.name)
	owner, manager = (full_name(person) for person in (team.owner, team.manager))
	assert str(answer["overdue_since"]) == in_days(-13)
	assert [each["code"] for each in answer["escalations"]] == ["escalated", "escalated", "same_person"]
	told = [each["message"] for each in answer["escalations"]]
	assert told[0].startswith(f"Escalated to {owner} (owner) on")
	assert f"{manager} (registered manager)" in told[1] and "14 days overdue" in told[1]
	# The service has no nominated individual, so the third step reaches the registered manager again
	assert told[2].startswith("Passed over") and f"{manager} (registered manager)" in told[2]


def test_where_nobody_could_be_told_the_service_is_named(team):
	frappe.db.set_value("Care Service", team.service, "registered_manager", None)
	action = late(8, team)
	escalate()
	with as_user(team.owner):
		_owner, nobody = desk.what_next(action.name)["escalations"]
	assert nobody["code"] == "nobody_found" and nobody["mend"] == "Name one."
	assert team.service in nobody["message"]
	# Whoever may open the service gets it to be opened
	assert nobody["service"] == (team.service if _reads_services(team.owner) else None)
	frappe.db.set_value("Care Service", team.service, "registered_manager", team.manager)
	with as_user(team.manager):
		_owner, mended = desk.what_next(action.name)["escalations"]
	assert full_name(team.manager) in mended["message"]
	assert mended["service"] is None and not mended["mend"]


def _reads_services(person: str) -> bool:
	with as_user(person):
		return bool(frappe.has_permission("Care Service", "read"))


def test_only_the_current_due_date_counts(team):
	action = late(8, team)
	escalate()
	with as_user(team.owner):
		builders.get(action.name).reschedule(in_days(5), "The supplier is late.")
		answer = desk.what_next(action.name)
		assert (answer["overdue_since"], answer["escalations"]) == (None, [])
	frappe.db.set_value(ACTION, action.name, "due_date", in_days(-1))
	escalate()
	with as_user(team.owner):
		assert len(desk.what_next(action.name)["escalations"]) == 1


@pytest.mark.parametrize("status", ("Completed", "Closed", "Cancelled"))
def test_what_is_settled_says_nothing_of_it(team, status):
	action = builders.action_in(status, team)
	frappe.db.set_value(ACTION, action.name, "due_date", in_days(-8))
	with as_user(team.manager):
		assert desk.what_next(action.name)["escalations"] == []


def test_who_may_not_read_escalations_is_told_nothing_of_them(team):
	action = late(8, team, needs_training_evidence=1)
	escalate()
	with as_user(team.hr):
		answer = desk.what_next(action.name)
	assert answer["overdue_since"] and answer["escalations"] == []


def test_it_takes_one_query_however_many_steps(team):
	one, many = late(1, team), late(30, team)
	escalate()
	frappe.db.set_value(ACTION, one.name, "title", "Warm")
	with as_user(team.manager):
		docs = [builders.get(action.name) for action in (one, many)]
		escalated.for_form(docs[0])
		counts = [queries(lambda doc=doc: escalated.for_form(doc)) for doc in docs]
	assert counts == [1, 1]


# The printed record


def printed(action: str, person: str = "Administrator") -> str:
	with as_user(person):
		return frappe.get_print(ACTION, action, "Improvement Action Record")


def test_the_printed_record_lists_the_escalations(team):
	calm, action = builders.opened(team), late(8, team)
	escalate()
	assert "Escalations" not in printed(calm.name)
	html = printed(action.name, team.manager)
	assert "Escalations" in html
	assert f"{builders.in_html(full_name(team.manager))} (registered manager)" in html
	assert html.count('<td class="next">Told</td>') == 2
	# Who was told at an earlier due date stays in the record
	with as_user(team.owner):
		builders.get(action.name).reschedule(in_days(5), "The supplier is late.")
	assert f"{builders.in_html(full_name(team.manager))} (registered manager)" in printed(action.name)


def test_names_in_the_escalations_are_text(team):
	frappe.db.set_value("User", team.manager, "full_name", "<img src=x onerror=alert(1)> Marsh")
	action = late(8, team)
	escalate()
	html = printed(action.name)
	assert "<img" not in html and "&lt;img src=x" in html


# Settings


def save_settings(**values):
	settings = frappe.get_doc("Improvement Settings")
	settings.update(values)
	settings.save()


def test_a_holiday_list_that_is_not_there_is_refused(monkeypatch):
	monkeypatch.setattr(erpnext, "holiday_lists", lambda: [])
	assert "come with ERPNext" in refusal_of(save_settings, holiday_list="England")
	monkeypatch.setattr(erpnext, "holiday_lists", lambda: ["England 2026"])
	assert "no holiday list called Wales" in refusal_of(save_settings, holiday_list="Wales")
	save_settings(holiday_list="England 2026", count_days="Working Days")
	# The list goes with ERPNext: it can be taken out, and does not stand in the way where it is not used
	monkeypatch.setattr(erpnext, "holiday_lists", lambda: [])
	assert "come with ERPNext" in refusal_of(save_settings, due_soon_days=8)
	save_settings(count_days="Calendar Days")
	save_settings(count_days="Working Days", holiday_list="")


def test_the_holiday_lists_are_offered_to_whoever_may_choose_one(monkeypatch, team):
	monkeypatch.setattr(erpnext, "holiday_lists", lambda: ["England 2026"])
	assert improvement_settings.holiday_list_choices() == ["England 2026"]
	for person in (team.manager, team.owner):
		with as_user(person), pytest.raises(frappe.PermissionError):
			improvement_settings.holiday_list_choices()


# The check on demand


@pytest.fixture
def queue(monkeypatch):
	"""What is put into the queue, instead of the queue; `status` is what it says of the check."""
	queue = frappe._dict(asked=[], status=None)
	monkeypatch.setattr(frappe, "enqueue", lambda *args, **values: queue.asked.append((args, values)))
	monkeypatch.setattr(nightly_run, "get_job_status", lambda job: queue.status)
	return queue


def run_of_today(status: str, parts=(), **values) -> None:
	"""Write the row of today's run, as the pass does."""
	frappe.db.delete(PART, {"parent": nowdate()})
	frappe.db.delete(RUN, {"name": nowdate()})
	run = frappe.new_doc(RUN, name=nowdate(), run_date=nowdate(), status=status, started_on=now_datetime())
	run.update(values)
	run.db_insert()
	for number, part_status in enumerate(parts, 1):
		part = frappe.new_doc(PART, parent=run.name, parenttype=RUN, parentfield="parts", idx=number)
		part.update({"status": part_status})
		part.db_insert()


def digest(result: str, **values) -> None:
	doc = frappe.new_doc(DIGEST, name=frappe.generate_hash(length=10), digest_date=nowdate())
	doc.update({"result": result, "kind": "Daily", **values})
	doc.db_insert()


def test_managers_and_whoever_runs_the_system_start_the_check(queue, team):
	for person in (team.manager, builders.user("System Manager"), "Administrator"):
		with as_user(person):
			assert "newly_overdue" in nightly_run.start()
	assert len(queue.asked) == 3
	(method,), values = queue.asked[0]
	assert method == "improvement_actions.jobs.nightly.run_again"
	assert values["queue"] == "long" and values["job_id"] and values["deduplicate"] is True


def test_nobody_else_does(queue, team):
	for person in (team.owner, team.verifier, team.governance, team.hr, team.external, "Guest"):
		with as_user(person), pytest.raises(frappe.PermissionError):
			nightly_run.start()
	assert queue.asked == []


def test_it_is_started_by_a_post_only(queue, team):
	path = f"/api/method/{nightly_run.__name__}.start"
	with as_user(team.manager):
		assert refusal_of(rest, "GET", path)
		assert queue.asked == []
		assert rest("POST", path)["message"]["running"] is False
	assert len(queue.asked) == 1


def test_without_a_queue_it_says_that_it_runs_by_itself(monkeypatch, team):
	def unreachable(*args, **values):
		raise NoRedis("Error 111 connecting to 127.0.0.1:13000.")

	monkeypatch.setattr(frappe, "enqueue", unreachable)
	monkeypatch.setattr(nightly_run, "get_job_status", unreachable)
	with as_user(team.manager):
		refusal = refusal_of(nightly_run.start)
		assert "by itself within the hour" in refusal and "111" not in refusal
		assert nightly_run.progress()["running"] is False


def test_progress_before_there_is_a_run(queue, team):
	frappe.db.delete(RUN, {"name": nowdate()})
	with as_user(team.manager):
		answer = nightly_run.progress()
	assert (answer["name"], answer["status"], answer["running"]) == (None, None, False)
	assert answer["newly_overdue"] == answer["digests"] == 0 and answer["notes"] == []


def test_progress_of_marking_and_of_telling(queue, team):
	frappe.db.delete(DIGEST, {"digest_date": nowdate()})
	run_of_today("Marking", ("Done", "Waiting", "Waiting"), newly_overdue=3, escalations=1)
	with as_user(team.governance):
		answer = nightly_run.progress()
	assert (answer["running"], answer["done"], answer["total"]) == (True, 1, 3)
	assert (answer["newly_overdue"], answer["escalations"]) == (3, 1)
	run_of_today("Telling", ("Done",), notes="Alder House: nobody\nBeech Court: nobody")
	for result in ("Mailed", "Mailed", "Mail Turned Off", "Waiting"):
		digest(result)
	with as_user(team.manager):
		answer = nightly_run.progress()
	assert (answer["running"], answer["done"], answer["total"]) == (True, 3, 4)
	assert answer["notes"] == ["Alder House: nobody", "Beech Court: nobody"]
	run_of_today("Finished", ("Done",))
	assert nightly_run.progress()["running"] is False
	queue.status = "queued"
	answer = nightly_run.progress()
	assert answer["waiting"] and answer["running"]


def test_progress_is_for_those_who_may_read_the_runs(queue, team):
	for person in (team.owner, team.verifier, team.hr, "Guest"):
		with as_user(person), pytest.raises(frappe.PermissionError):
			nightly_run.progress()


def test_progress_takes_the_same_queries_for_much_as_for_little(queue, team):
	run_of_today("Marking", ("Waiting",))
	nightly_run.progress()
	few = queries(nightly_run.progress)
	run_of_today("Telling", ("Done",) * 20)
	for _number in range(30):
		digest("Waiting")
	assert queries(nightly_run.progress) == few == 3
