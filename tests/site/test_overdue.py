"""What the nightly pass marks and whom its escalation steps reach, on a real site."""

from datetime import timedelta

import builders
import frappe
import pytest
from builders import as_user, in_days, led_service, overdue
from doors import refusal_of
from frappe.utils import getdate, nowdate

from improvement_actions.jobs import escalating, marking, parts
from improvement_actions.lifecycle import escalation
from improvement_actions.lifecycle.escalation import (
	ADDRESS,
	NOMINATED_INDIVIDUAL,
	OWNER,
	REGISTERED_MANAGER,
	ROLE,
	Step,
)
from improvement_actions.lifecycle.working_days import Calendar

ACTION, ESCALATION = "Improvement Action", "Improvement Escalation"
STEPS = (Step(1, "Low", OWNER), Step(7, "Medium", REGISTERED_MANAGER), Step(14, "High", NOMINATED_INDIVIDUAL))


def today():
	return getdate(nowdate())


def run(steps=STEPS, day=None, calendar=None, part=parts.WHOLE) -> int:
	"""Mark and escalate; return how many are newly overdue."""
	day = day or today()
	reached = escalation.reached(steps, calendar or Calendar(), day)
	marking.unmark_overdue(day, part)
	newly = marking.mark_overdue(day, reached, part)
	escalating.forget_nobody(part)
	for each in reached:
		escalating.record(day, each, part)
	return newly


def people_of(service: str) -> tuple[str, str]:
	return frappe.db.get_value("Care Service", service, ["registered_manager", "nominated_individual"])


def marks(action) -> tuple:
	return frappe.db.get_value(ACTION, action.name, ["overdue_since", "escalation_level"])


def told(action, *fields) -> list[tuple]:
	fields = fields or ("level", "result", "escalated_to")
	rows = frappe.get_all(
		ESCALATION, filters={"action": action.name}, fields=fields, order_by="level, creation"
	)
	return [tuple(row[field] for field in fields) for row in rows]


# Overdue


def test_an_action_is_overdue_the_day_after_its_due_date():
	action = overdue(0)
	run()
	assert marks(action) == (None, 0)
	run(day=today() + timedelta(days=1))
	assert marks(action) == (getdate(in_days(1)), 1)


@pytest.mark.parametrize("status", ["Draft", "Completed", "Closed", "Cancelled"])
def test_what_nobody_has_to_do_is_not_overdue(status):
	action = builders.action_in(status)
	frappe.db.set_value(ACTION, action.name, "due_date", in_days(-20), update_modified=False)
	run()
	assert marks(action) == (None, 0)
	assert told(action) == []


def test_marking_twice_writes_nothing():
	action = overdue(8)
	assert run() >= 1
	before = frappe.db.get_value(ACTION, action.name, "*", as_dict=True)
	rows = told(action)
	assert run() == 0
	assert frappe.db.get_value(ACTION, action.name, "*", as_dict=True) == before
	assert told(action) == rows


def test_the_pass_leaves_open_forms_savable():
	action = overdue(8, priority="Medium")
	with as_user("Administrator"):
		opened_before = builders.get(action.name)
		run()
		opened_before.lessons_learned = "Written while the pass ran."
		opened_before.save()
	# What the form did not know is not undone by it
	assert marks(action) == (getdate(in_days(-7)), 2)


def test_saving_marks_what_is_overdue_and_the_pass_escalates_it():
	action = overdue(8, priority="Medium")
	doc = builders.get(action.name)
	doc.lessons_learned = "None yet."
	doc.save()
	assert marks(action) == (getdate(in_days(-7)), 0)
	run()
	assert marks(action) == (getdate(in_days(-7)), 2)


@pytest.mark.parametrize("way", ["reschedule", "complete", "cancel"])
def test_what_is_settled_is_no_longer_overdue_at_once(way):
	team = builders.Team(led_service())
	action = builders.started(team)
	builders.prove(action.name)
	frappe.db.set_value(ACTION, action.name, "due_date", in_days(-8), update_modified=False)
	run()
	assert marks(action)[1] > 0
	if way == "reschedule":
		with as_user(team.owner):
			builders.get(action.name).reschedule(in_days(10), "The supplier is late.")
	elif way == "complete":
		builders.do(action.name, team.owner, "Complete")
	else:
		builders.do(action.name, team.manager, "Cancel", "No longer needed: the wing has closed.")
	assert marks(action) == (None, 0)


def test_marks_that_somebody_wrote_past_the_records_are_mended():
	action = builders.opened(builders.Team())
	frappe.db.set_value(ACTION, action.name, {"overdue_since": in_days(-3), "escalation_level": 2})
	run()
	assert marks(action) == (None, 0)
	late = overdue(3)
	frappe.db.set_value(ACTION, late.name, {"overdue_since": in_days(-1), "escalation_level": 3})
	run()
	assert marks(late) == (getdate(in_days(-2)), 1)


@pytest.mark.parametrize("values", [{"overdue_since": "2026-01-01"}, {"escalation_level": 3}])
def test_nobody_writes_these_marks_by_hand(values):
	action = builders.opened(builders.Team())
	doc = builders.get(action.name)
	doc.update({**values, "lessons_learned": "None yet."})
	doc.save()
	assert marks(action) == (None, 0)


# Escalating


def test_each_step_tells_its_person_once():
	service = led_service()
	team = builders.Team(service)
	manager, nominated = people_of(service)
	action = overdue(1, team, priority="High")
	run()
	assert told(action) == [(1, "Escalated", team.owner)]
	for days, level in ((6, 1), (7, 2), (13, 2), (14, 3), (30, 3)):
		run(day=today() + timedelta(days=days - 1))
		assert marks(action)[1] == level
	assert told(action) == [
		(1, "Escalated", team.owner),
		(2, "Escalated", manager),
		(3, "Escalated", nominated),
	]
	assert told(action, "due_date", "days_overdue")[1] == (getdate(in_days(-1)), 7)


def test_what_has_been_late_for_long_comes_to_all_steps_at_once():
	action = overdue(100, priority="Critical")
	run()
	assert [level for level, _result, _person in told(action)] == [1, 2, 3]


def test_a_step_from_a_priority_leaves_the_lesser_ones_alone():
	action = overdue(30, priority="Low")
	run()
	assert [level for level, *_rest in told(action)] == [1]
	assert marks(action)[1] == 1


def test_rescheduling_starts_afresh():
	team = builders.Team(led_service())
	action = overdue(8, team)
	run()
	with as_user(team.owner):
		builders.get(action.name).reschedule(in_days(5), "The supplier is late.")
	run(day=today() + timedelta(days=6))
	assert told(action, "level", "due_date") == [
		(1, getdate(in_days(-8))),
		(1, getdate(in_days(5))),
		(2, getdate(in_days(-8))),
	]


def test_work_that_comes_back_with_its_old_date_is_not_escalated_anew():
	team = builders.Team(led_service())
	action = builders.started(team)
	builders.prove(action.name)
	frappe.db.set_value(ACTION, action.name, "due_date", in_days(-8), update_modified=False)
	run()
	rows = told(action)
	builders.do(action.name, team.owner, "Complete")
	builders.do(action.name, team.verifier, "Return", "The check sheet is not used at night.")
	assert marks(action) == (getdate(in_days(-7)), 0)
	run()
	assert marks(action)[1] == 2
	assert told(action) == rows


def test_nobody_is_told_twice_of_the_same():
	"""The owner is the registered manager, and the nominated individual as well."""
	owner = builders.user(builders.MANAGER, builders.ACTION_OWNER)
	team = builders.Team(led_service(registered_manager=owner))
	team.owner = owner
	action = overdue(20, team, priority="High")
	run()
	assert [result for _level, result, _person in told(action)] == ["Escalated", "Same Person", "Escalated"]
	assert marks(action)[1] == 3


def test_changing_the_steps_tells_nobody_again():
	action = overdue(8)
	run()
	before = told(action)
	moved = [Step(1, "Low", OWNER), Step(5, "Low", REGISTERED_MANAGER), Step(7, "Medium", REGISTERED_MANAGER)]
	run(moved)
	added = [row for row in told(action) if row not in before]
	assert [result for _level, result, _person in added] == ["Same Person"]


@pytest.mark.parametrize("gone", ["owner", "manager"])
def test_whoever_answers_for_the_service_is_told_instead_of_a_disabled_user(gone):
	service = led_service()
	manager, nominated = people_of(service)
	team = builders.Team(service)
	action = overdue(7, team)
	leaver = team.owner if gone == "owner" else manager
	frappe.db.set_value("User", leaver, "enabled", 0)
	run()
	rows = told(action, "result", "escalated_to", "instead_of")
	if gone == "owner":
		assert rows == [("Escalated", manager, team.owner), ("Same Person", manager, None)]
	else:
		assert rows == [("Escalated", team.owner, None), ("Escalated", nominated, manager)]


def test_a_system_account_is_nobody_to_tell():
	"""It would be recorded as told, and nobody reads what it is sent."""
	service = builders.service(registered_manager="Administrator")
	action = overdue(7, builders.Team(service))
	run()
	assert told(action)[1] == (2, "Nobody Found", None)


def test_where_there_is_nobody_it_says_so_until_there_is():
	service = builders.service()
	action = overdue(7, builders.Team(service))
	run()
	assert told(action)[1] == (2, "Nobody Found", None)
	assert any(service in note for note in escalating.nobody_found())
	run()
	assert len(told(action)) == 2
	manager = builders.user(builders.MANAGER)
	frappe.db.set_value("Care Service", service, "registered_manager", manager)
	run()
	assert told(action)[1] == (2, "Escalated", manager)
	assert not any(service in note for note in escalating.nobody_found())


def test_a_role_and_an_address_can_be_told():
	action = overdue(5)
	board = Step(3, "Low", ADDRESS, address="board@example.org")
	governance = Step(2, "Low", ROLE, role=builders.GOVERNANCE)
	again = Step(4, "Low", ADDRESS, address="board@example.org")
	role = frappe.get_doc({"doctype": "Role", "role_name": "Nobody's Role"}).insert().name
	nobody = Step(4, "Low", ROLE, role=role)
	run([governance, board, again, nobody])
	rows = told(action, "result", "escalated_to_role", "escalated_to_address")
	assert rows == [
		("Escalated", builders.GOVERNANCE, None),
		("Escalated", None, "board@example.org"),
		("Same Person", None, "board@example.org"),
		("Nobody Found", role, None),
	]


def test_without_employees_the_registered_manager_stands_in_for_the_line_manager():
	if frappe.db.table_exists("Employee"):
		pytest.skip("This site has employees.")
	service = led_service()
	action = overdue(5, builders.Team(service))
	run([Step(3, "Low", escalation.LINE_MANAGER)])
	assert told(action, "escalated_to", "instead_of") == [(people_of(service)[0], None)]


def test_working_days_put_escalation_off():
	"""With every day since the due date a holiday, nothing has been late for a day."""
	action = overdue(5)
	closed = frozenset(today() - timedelta(days=number) for number in range(6))
	holidays = Calendar(True, closed, today() - timedelta(days=60), today() + timedelta(days=60))
	run(calendar=holidays)
	assert marks(action) == (getdate(in_days(-4)), 0)
	assert told(action) == []


# In parts


def test_parts_together_are_the_whole():
	services = sorted(builders.service() for _number in range(4))
	actions = [overdue(8, builders.Team(service)) for service in services for _number in range(2)]
	divided = parts.divided(2)
	assert len(divided) >= 4
	assert divided[0].first == "" and divided[-1].before == ""
	assert [part.before for part in divided[:-1]] == [part.first for part in divided[1:]]
	for part in divided:
		run(part=part)
	assert all(marks(action)[1] == 2 for action in actions)
	assert parts.divided(10**9) == [parts.WHOLE]


def test_a_part_leaves_the_others_alone():
	one, other = sorted(builders.service() for _number in range(2))
	mine, theirs = overdue(8, builders.Team(one)), overdue(8, builders.Team(other))
	run(part=parts.Part(one, other))
	assert marks(mine)[1] == 2
	assert marks(theirs) == (None, 0)
	run(part=parts.Part(other, ""))
	assert marks(theirs)[1] == 2


def test_actions_without_a_service_belong_to_the_first_part():
	action = overdue(8)
	frappe.db.set_value(ACTION, action.name, "service", None)
	run(part=parts.Part("", "A"))
	assert marks(action)[1] == 2


# The records of it


def test_an_escalation_is_nobodys_to_change():
	action = overdue(8)
	run()
	doc = frappe.get_doc(ESCALATION, {"action": action.name})
	doc.escalated_to = builders.user()
	assert "written by the app" in str(refusal_of(doc.save))
	assert "written by the app" in str(refusal_of(doc.delete))


def test_who_reads_an_action_reads_its_escalations():
	service, elsewhere = led_service(), builders.service()
	team = builders.Team(service)
	action = overdue(8, team)
	run()
	near, far = (builders.user(builders.MANAGER, limited_to=each) for each in (service, elsewhere))
	stranger = builders.user(builders.ACTION_OWNER)
	for person, sees in ((near, True), (far, False), (team.owner, True), (stranger, False)):
		with as_user(person):
			found = frappe.get_list(ESCALATION, filters={"action": action.name})
			assert bool(found) == sees
			doc = frappe.get_doc(ESCALATION, {"action": action.name})
			assert doc.has_permission("read") == sees
			assert not doc.has_permission("write")


def test_the_settings_refuse_steps_that_tell_nobody():
	settings = frappe.get_doc("Improvement Settings")
	settings.append("escalation_steps", {"days_overdue": 0, "from_priority": "Low", "escalate_to": ROLE})
	settings.digest_hour = 24
	said = str(refusal_of(settings.save))
	assert "after how many days" in said and "choose the role" in said and "0 to 23" in said


def test_the_settings_show_the_steps_in_the_order_in_which_they_happen():
	settings = frappe.get_doc("Improvement Settings")
	settings.append(
		"escalation_steps", {"days_overdue": 3, "from_priority": "High", "escalate_to": REGISTERED_MANAGER}
	)
	settings.save()
	rows = frappe.get_doc("Improvement Settings").escalation_steps
	assert [(row.idx, row.days_overdue) for row in rows] == [(1, 1), (2, 3), (3, 7), (4, 14), (5, 28)]


def test_a_new_site_starts_with_steps():
	rows = frappe.get_doc("Improvement Settings").escalation_steps
	assert [(row.days_overdue, row.escalate_to) for row in rows] == [
		(1, OWNER),
		(7, REGISTERED_MANAGER),
		(14, NOMINATED_INDIVIDUAL),
		(28, NOMINATED_INDIVIDUAL),
	]
