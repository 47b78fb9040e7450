"""A governance review as its chair goes through it: the agenda, decisions, the minutes, and what comes back next time."""

from datetime import date, timedelta

import builders
import pytest
from desk import Form, unexpected_errors
from people import PASSWORD, care_service, person
from playwright.sync_api import expect

ACTION = "Improvement Action"


@pytest.fixture(scope="module")
def team(site):
	import frappe

	team = builders.Team(care_service("Rowan House (browser test)"))
	team.chair = person("e2e.meeting.chair@example.com", builders.GOVERNANCE)
	team.manager = person("e2e.meeting.manager@example.com", builders.MANAGER)
	team.owner = person("e2e.meeting.owner@example.com", builders.ACTION_OWNER)
	frappe.db.commit()
	return team


@pytest.fixture
def late(team):
	"""Four overdue actions, called by what is to become of them."""
	import frappe

	# Those of an earlier run would stand on the agenda too.
	for name in frappe.get_all(ACTION, {"service": team.service}, pluck="name"):
		frappe.db.set_value(ACTION, name, "status", "Cancelled")
	titles = ("Reschedule me", "Reschedule me too", "Escalate me", "Leave me")
	found = {title: builders.overdue(6, team, title=title).name for title in titles}
	frappe.db.commit()
	return found


def on_screen(day: date) -> str:
	return day.strftime("%d-%m-%Y")


def plan(form: Form, service: str) -> None:
	"""Record a meeting of today about `service` and build its agenda."""
	form.open("governance-review/new")
	form.write("meeting_date", on_screen(date.today()))
	entry = form.field("services").locator("input").first
	# Frappe does not find what is typed with a bracket in this kind of field.
	entry.fill(service.split(" (")[0])
	offered = form.page.locator(".awesomplete [role='option'], .awesomplete li", has_text=service)
	offered.locator("visible=true").first.click()
	form.settle()
	form.save()
	form.button("Build Agenda")
	expect(form.page.locator(".ia-agenda")).to_be_visible()


def item(form: Form, title: str):
	return form.page.locator(".ia-item", has=form.page.get_by_role("link", name=title, exact=True))


def decide(form: Form, title: str, decision: str, values: dict[str, str]) -> None:
	item(form, title).get_by_role("button", name=decision, exact=True).click()
	form.dialog(values, decision)


def test_a_meeting_decides_and_the_next_one_carries_over(team, late, login, phone):
	chair = Form(login(team.chair, PASSWORD))
	plan(chair, team.service)
	assert chair.value("chair") == team.chair
	first = chair.name
	expect(chair.page.locator(".ia-item")).to_have_count(4)
	expect(item(chair, "Leave me")).to_contain_text("6 days overdue")

	# A date in the past is refused in the dialog, where what was typed stays
	new_date = date.today() + timedelta(days=21)
	note = "The supplier delivers in two weeks."
	item(chair, "Reschedule me").get_by_role("button", name="New Date", exact=True).click()
	past = on_screen(date.today() - timedelta(days=2))
	chair.dialog({"new_due_date": past, "note": note}, "Reschedule")
	box = chair.page.locator(".modal.show")
	expect(box.locator(".ia-refusal")).to_contain_text("in the past")
	chair.dialog({"new_due_date": on_screen(new_date)}, "Reschedule")
	expect(item(chair, "Reschedule me")).to_contain_text("Due date moved")
	expect(item(chair, "Reschedule me").get_by_role("button")).to_have_count(0)

	decide(chair, "Reschedule me too", "New Date", {"new_due_date": on_screen(new_date), "note": note})
	expect(item(chair, "Reschedule me too")).to_contain_text("Due date moved")
	decide(chair, "Escalate me", "Escalate", {"escalate_to": team.manager, "note": "Visit before Friday."})
	expect(item(chair, "Escalate me")).to_contain_text("Escalated to")

	# Minutes are typed and closed with what is decided
	chair.tab("Minutes")
	chair.page.locator("[data-fieldname='minutes'] .ql-editor[contenteditable='true']").fill(
		"The board thanks the night staff."
	)
	chair.button("Close Minutes")
	asked = chair.page.locator(".modal.show")
	expect(asked).to_contain_text("One item is not decided")
	chair.page.wait_for_timeout(400)
	asked.get_by_role("button", name="Yes").click()
	chair.expect_status("Held")
	assert "thanks the night staff" in chair.value("minutes")
	expect(chair.page.get_by_role("button", name="Close Minutes")).to_have_count(0)
	assert not unexpected_errors(chair.page)

	# The action says where its new date comes from, and the bell of whoever it was escalated to has rung
	manager = Form(login(team.manager, PASSWORD)).open(f"improvement-action/{late['Reschedule me']}")
	assert manager.value("due_date") == new_date.isoformat()
	assert first in manager.value("due_date_changes")[-1]["reason"]
	manager.tab("History")
	expect(manager.field("meetings_list")).to_contain_text(note)
	manager.open(f"improvement-action/{late['Escalate me']}")
	expect(manager.intro()).to_contain_text(f"the governance review {first}")
	told = manager.page.evaluate(
		"name => frappe.db.get_list('Notification Log', {filters: {document_name: name}, fields: ['subject']})",
		late["Escalate me"],
	)
	assert any("Visit before Friday" in row["subject"] for row in told)
	assert not unexpected_errors(manager.page)

	# The next meeting, on a phone: what was not decided comes back
	again = Form(login(team.chair, PASSWORD))
	plan(again, team.service)
	assert again.value("previous_review") == first
	second = again.name
	handheld = Form(login(team.chair, PASSWORD, viewport=phone)).open(f"governance-review/{second}")
	handheld.tab("Agenda and Decisions")
	expect(item(handheld, "Leave me")).to_contain_text("2nd time")
	assert "Leave me" in handheld.page.locator(".ia-agenda-section", has_text="Carried Over").inner_text()
	# Not the whole page: Frappe's own heading is wider than a phone when a title is long.
	right = "Math.max(...[...document.querySelectorAll('.ia-agenda *')].map(e => e.getBoundingClientRect().right))"
	assert handheld.page.evaluate(right) <= phone["width"]
	decide(handheld, "Leave me", "Note", {"note": "Owner attends next time."})
	expect(item(handheld, "Leave me")).to_contain_text("Noted on")
	assert not unexpected_errors(handheld.page)
