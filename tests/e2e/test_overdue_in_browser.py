"""Overdue and escalation in a browser: what a form and a list say of them, and the check that a manager starts."""

import builders
import frappe
import pytest
from desk import Form, settle, unexpected_errors
from people import PASSWORD, care_service, person
from playwright.sync_api import expect

from improvement_actions.jobs import escalating, marking
from improvement_actions.lifecycle import escalation
from improvement_actions.settings import escalation_steps, work_calendar

ACTION = "Improvement Action"
LIST = "/app/improvement-action"
MENU = ".menu-btn-group"
CHECK = "Check Overdue Now"


@pytest.fixture(scope="module")
def team(site):
	"""People of this file alone; the registered manager of their service is its manager."""
	team = builders.Team(care_service("Hawthorn House (browser test)"))
	team.manager = person("e2e.overdue.manager@example.com", builders.MANAGER)
	team.owner = person("e2e.overdue.owner@example.com", builders.ACTION_OWNER)
	if not frappe.db.exists("User Permission", {"user": team.manager}):
		builders.limit_to(team.manager, team.service)
	frappe.db.set_value("Care Service", team.service, "registered_manager", team.manager)
	frappe.db.commit()
	return team


@pytest.fixture
def late(team):
	"""An action that has been overdue for eight days, and nobody has noticed yet."""
	action = builders.opened(team, title="Hoist checked by the senior every Monday")
	frappe.db.set_value(ACTION, action.name, "due_date", builders.in_days(-8), update_modified=False)
	frappe.db.commit()
	return action.name


@pytest.fixture
def escalated(late):
	"""The same action after the steps of the settings were taken."""
	today = frappe.utils.getdate(frappe.utils.nowdate())
	reached = escalation.reached(escalation_steps(), work_calendar(), today)
	marking.mark_overdue(today, reached)
	for each in reached:
		escalating.record(today, each)
	frappe.db.commit()
	return late


def open_list(page):
	page.goto(LIST)
	expect(page.locator(".list-row").first).to_be_visible(timeout=20000)
	settle(page)


def open_menu(page):
	page.locator(f"{MENU} button").locator("visible=true").first.click()
	return page.locator(f"{MENU} .dropdown-item", has_text=CHECK).locator("visible=true")


@pytest.mark.parametrize("width", (1366, 390))
def test_a_manager_starts_the_check_and_sees_its_end(team, late, login, width):
	page = login(team.manager, PASSWORD, {"width": width, "height": 800})
	open_list(page)
	open_menu(page).click()
	box = page.locator(".modal.show", has=page.locator(".ia-check"))
	bar = box.get_by_role("progressbar", name="Progress of the check")
	expect(bar).to_be_visible()
	expect(box.get_by_role("status")).not_to_be_empty()
	assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
	# It closes by itself unless there is something to look into
	said = page.locator(".ia-check b, .desk-alert", has_text="newly overdue").first
	expect(said).to_be_visible(timeout=60000)
	expect(said).to_contain_text("told")
	page.wait_for_function(
		"name => cur_list.data.some(doc => doc.name === name && doc.escalation_level === 2)",
		arg=late,
		timeout=20000,
	)
	row = page.locator(".list-row-container", has=page.locator(f"[href$='/{late}']"))
	expect(row).to_contain_text("Overdue 8 days")
	expect(row.locator(".ia-mark", has_text="Escalated: level 2")).to_be_visible()
	assert unexpected_errors(page) == []


def test_who_does_not_manage_is_not_offered_the_check(team, late, login):
	page = login(team.owner, PASSWORD)
	open_list(page)
	expect(open_menu(page)).to_have_count(0)
	assert unexpected_errors(page) == []


def test_a_check_that_no_worker_takes_up_says_so_and_waits(team, late, login):
	"""The queue is played by the test: first nobody takes it up, then it is done."""
	page = login(team.manager, PASSWORD)
	open_list(page)
	answer = {
		"name": None, "status": None, "waiting": True, "running": True, "failed": False, "done": 0, "total": 0,
		"newly_overdue": 0, "no_longer_overdue": 0, "escalations": 0, "digests": 0, "mails": 0, "notes": [],
	}  # fmt: skip
	page.route("**/*improvement_nightly_run.start", lambda route: route.fulfill(json={"message": answer}))
	page.route("**/*improvement_nightly_run.progress", lambda route: route.fulfill(json={"message": answer}))
	page.evaluate("improvement_actions.overdue_check.patience = 2")
	open_menu(page).click()
	box = page.locator(".modal.show")
	expect(box).to_contain_text("No background worker has taken it up yet", timeout=10000)
	answer.update(status="Telling", waiting=False, done=2, total=4)
	expect(box).to_contain_text("Telling people: 2 of 4")
	expect(box.get_by_role("progressbar")).to_have_attribute("aria-valuenow", "75")
	note = "Hawthorn House: <b>nobody</b> could be told"
	answer.update(status="Finished", running=False, newly_overdue=3, escalations=1, digests=4, notes=[note])
	expect(box).to_contain_text("3 newly overdue, 1 escalation, 4 people told")
	expect(box.locator("li")).to_have_text(note)
	page.wait_for_timeout(5000)
	expect(box).to_be_visible()
	assert unexpected_errors(page) == []


def test_a_check_with_nothing_to_look_into_closes_itself(team, late, login):
	page = login(team.manager, PASSWORD)
	open_list(page)
	before = {
		"name": None, "status": None, "waiting": False, "running": False, "failed": False, "done": 0, "total": 0,
		"newly_overdue": 2, "no_longer_overdue": 0, "escalations": 5, "digests": 1, "mails": 1, "notes": [],
	}  # fmt: skip
	after = {**before, "status": "Finished", "digests": 2}
	page.route("**/*improvement_nightly_run.start", lambda route: route.fulfill(json={"message": before}))
	page.route("**/*improvement_nightly_run.progress", lambda route: route.fulfill(json={"message": after}))
	open_menu(page).click()
	said = "0 newly overdue, 0 escalations, 1 person told"
	expect(page.locator(".modal.show")).to_contain_text(said, timeout=10000)
	expect(page.locator(".modal.show")).to_have_count(0, timeout=10000)
	expect(page.locator(".desk-alert", has_text=said)).to_be_visible()


@pytest.mark.parametrize("width", (1366, 390))
def test_the_form_says_who_was_told(team, escalated, login, width):
	page = login(team.owner, PASSWORD, {"width": width, "height": 800})
	form = Form(page).open(f"improvement-action/{escalated}")
	expect(form.intro()).to_contain_text("(8 days)")
	expect(form.intro()).to_contain_text("(owner) on")
	expect(form.intro()).to_contain_text("(registered manager) on")
	assert form.intro().evaluate("element => element.scrollWidth <= element.clientWidth")
	assert unexpected_errors(page) == []
