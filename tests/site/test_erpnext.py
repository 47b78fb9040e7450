"""Holiday lists and line managers of ERPNext: which days count, and who is told of what is overdue."""

from datetime import date

import builders
import frappe
import hr_records
import pytest
from doors import refusal_of
from frappe.utils import getdate, nowdate

from improvement_actions.improvement_actions.doctype.improvement_settings import improvement_settings
from improvement_actions.integrations import erpnext
from improvement_actions.jobs import nightly
from improvement_actions.lifecycle.escalation import LINE_MANAGER, OWNER, REGISTERED_MANAGER
from improvement_actions.settings import digest_calendar, work_calendar

ACTION, ESCALATION = "Improvement Action", "Improvement Escalation"
SETTINGS = "Improvement Settings"

#: Christmas of 2026 in England: Friday and Saturday, with Monday instead of the Saturday.
CHRISTMAS = ("2026-12-25", "2026-12-28")


@pytest.fixture(scope="module", autouse=True)
def erpnext_here(site, pytestconfig):
	with hr_records.site_with_erpnext(pytestconfig.getoption("--bench")):
		yield


def settings(steps=(), **values) -> None:
	doc = frappe.get_doc(SETTINGS)
	doc.update(values)
	if steps:
		doc.escalation_steps = []
		for days, kind in steps:
			doc.append(
				"escalation_steps", {"days_overdue": days, "from_priority": "Low", "escalate_to": kind}
			)
	doc.save()


def told(action) -> list[tuple]:
	rows = frappe.get_all(
		ESCALATION,
		filters={"action": action.name},
		fields=["escalate_to", "result", "escalated_to", "instead_of"],
		order_by="level, creation",
	)
	return [tuple(row.values()) for row in rows]


# Working days


@pytest.fixture
def christmas() -> str:
	return hr_records.holiday_list("2026-01-01", "2026-12-31", *CHRISTMAS)


def test_the_lists_of_the_site_can_be_chosen_the_latest_first(christmas):
	later = hr_records.holiday_list("2031-01-01", "2031-12-31")
	offered = improvement_settings.holiday_list_choices()
	assert offered[0] == later and christmas in offered
	settings(count_days="Working Days", holiday_list=christmas)
	assert "no holiday list called Wales" in refusal_of(settings, holiday_list="Wales")


def test_a_bank_holiday_is_no_day_late(christmas):
	settings(count_days="Working Days", holiday_list=christmas)
	calendar, eve = work_calendar(), date(2026, 12, 24)
	late = {day: calendar.days_late(eve, date(2026, 12, day)) for day in range(24, 32)}
	assert late == {24: 0, 25: 0, 26: 0, 27: 0, 28: 0, 29: 1, 30: 2, 31: 3}
	# What was due on a day off is late as soon as what was due on the last working day before it
	assert calendar.due_by(1, date(2026, 12, 29)) == date(2026, 12, 28)
	assert calendar.due_by(1, date(2026, 12, 28)) == date(2026, 12, 23)
	assert calendar.due_by(2, date(2026, 12, 29)) == date(2026, 12, 23)


def test_after_the_end_of_the_list_only_weekends_are_days_off(christmas):
	settings(count_days="Working Days", holiday_list=christmas)
	calendar = work_calendar()
	assert calendar.counts(date(2027, 1, 1))
	assert not calendar.counts(date(2027, 1, 2))


def test_by_a_list_without_weekends_they_are_worked():
	chosen = hr_records.holiday_list("2026-01-01", "2026-12-31", *CHRISTMAS, weekends=False)
	settings(count_days="Working Days", holiday_list=chosen)
	assert work_calendar().counts(date(2026, 12, 26))
	assert not work_calendar().counts(date(2026, 12, 25))


def test_nobody_is_told_on_a_bank_holiday(christmas):
	settings(digest_days="Working Days", holiday_list=christmas)
	assert not digest_calendar().counts(date(2026, 12, 25))
	assert digest_calendar().counts(date(2026, 12, 24))


def test_the_run_escalates_over_a_bank_holiday_by_working_days(christmas):
	team = builders.Team(builders.led_service())
	manager = frappe.db.get_value("Care Service", team.service, "registered_manager")
	action = builders.opened(team)
	frappe.db.set_value(ACTION, action.name, "due_date", "2026-12-24")
	settings([(1, OWNER), (3, REGISTERED_MANAGER)], count_days="Working Days", holiday_list=christmas)

	def standing() -> tuple:
		return frappe.db.get_value(ACTION, action.name, ["overdue_since", "escalation_level"])

	by_day = {}
	for day in range(24, 32):
		nightly.mark(date(2026, 12, day))
		by_day[day] = (*standing(), len(told(action)))
	# It is overdue the day after in any case; only how far it is escalated goes by working days
	overdue = date(2026, 12, 25)
	assert by_day == {
		24: (None, 0, 0),
		**dict.fromkeys((25, 26, 27, 28), (overdue, 0, 0)),
		**dict.fromkeys((29, 30), (overdue, 1, 1)),
		31: (overdue, 2, 2),
	}
	assert [(kind, person) for kind, _result, person, _instead in told(action)] == [
		(OWNER, team.owner),
		(REGISTERED_MANAGER, manager),
	]


# Line managers


@pytest.fixture
def scene():
	"""An action overdue for five days, and a step after three that tells the owner's line manager."""
	settings([(3, LINE_MANAGER)], count_days="Calendar Days")
	team = builders.Team(builders.led_service())
	team.registered = frappe.db.get_value("Care Service", team.service, "registered_manager")
	team.senior = builders.user(builders.MANAGER)
	team.action = builders.overdue(5, team)
	return team


def escalate(scene) -> tuple:
	"""Escalate; return whom the step told, and instead of whom."""
	nightly.mark(getdate(nowdate()))
	((_kind, result, person, instead_of),) = told(scene.action)
	assert result == "Escalated"
	return person, instead_of


def test_the_line_manager_of_the_owner_is_told(scene):
	hr_records.employee(scene.owner, hr_records.employee(scene.senior))
	assert escalate(scene) == (scene.senior, None)
	nightly.mark(getdate(nowdate()))
	assert len(told(scene.action)) == 1


def test_who_is_no_employee_or_reports_to_nobody_has_the_registered_manager(scene):
	assert escalate(scene) == (scene.registered, None)
	other = builders.overdue(5, builders.Team(scene.service))
	hr_records.employee(other.action_owner)
	nightly.mark(getdate(nowdate()))
	assert [row[2] for row in told(other)] == [scene.registered]


def test_a_line_manager_without_a_user_cannot_be_told(scene):
	hr_records.employee(scene.owner, hr_records.employee())
	assert escalate(scene) == (scene.registered, None)


def test_the_registered_manager_is_told_instead_of_a_disabled_line_manager(scene):
	hr_records.employee(scene.owner, hr_records.employee(scene.senior))
	frappe.db.set_value("User", scene.senior, "enabled", 0)
	assert escalate(scene) == (scene.registered, scene.senior)


def test_an_owner_who_has_left_has_no_line_manager(scene):
	hr_records.leave(hr_records.employee(scene.owner, hr_records.employee(scene.senior)))
	assert escalate(scene) == (scene.registered, None)


@pytest.mark.parametrize("status", ["Inactive", "Suspended", "Left"])
def test_a_line_manager_who_is_not_at_work_is_not_told(scene, status):
	senior = hr_records.employee(scene.senior)
	hr_records.employee(scene.owner, senior)
	# ERPNext does not let somebody leave to whom others report, but imports and older records do
	frappe.db.set_value(hr_records.EMPLOYEE, senior, "status", status)
	assert escalate(scene) == (scene.registered, None)


def test_an_owner_who_is_away_keeps_the_line_manager(scene):
	hr_records.employee(scene.owner, hr_records.employee(scene.senior), status="Inactive")
	assert escalate(scene) == (scene.senior, None)


def test_who_came_back_or_changed_jobs_has_the_line_manager_of_now(scene):
	"""Two employees with one user: the one that has left, or is no longer active, does not count."""
	# Before the other in the alphabet
	former = builders.user(builders.MANAGER, name=f"a.{scene.senior}")
	before = hr_records.employee(scene.owner, hr_records.employee(former))
	hr_records.leave(before)
	hr_records.employee(scene.owner, hr_records.employee(scene.senior))
	assert escalate(scene) == (scene.senior, None)
	frappe.db.set_value(hr_records.EMPLOYEE, before, "status", "Inactive")
	known = erpnext.line_managers().run()
	assert [manager for person, manager in known if person == scene.owner] == [scene.senior]


def test_everybody_has_one_line_manager_at_most(scene):
	others = [builders.user(builders.MANAGER) for _number in range(2)]
	for other in others:
		hr_records.employee(scene.owner, hr_records.employee(other), status="Inactive")
	known = erpnext.line_managers().run()
	assert [manager for person, manager in known if person == scene.owner] == [min(others)]
	escalate(scene)


def test_a_line_manager_who_has_been_told_is_not_told_again(scene):
	settings([(2, REGISTERED_MANAGER), (3, LINE_MANAGER)])
	hr_records.employee(scene.owner, hr_records.employee(scene.registered))
	nightly.mark(getdate(nowdate()))
	assert [row[:3] for row in told(scene.action)] == [
		(REGISTERED_MANAGER, "Escalated", scene.registered),
		(LINE_MANAGER, "Same Person", scene.registered),
	]
