"""A manager thanks the people who made a change; they read it; and a pilot is rolled out and looked up afterwards."""

import builders
import pytest
from desk import Form, settle, unexpected_errors
from people import PASSWORD, care_service, person
from playwright.sync_api import expect


def write_row(dialog, number: int, **values) -> None:
	"""Fill the cells of a row of the dialog's table; a cell takes what is typed once it has been clicked."""
	row = dialog.locator(".grid-body .data-row").nth(number)
	for field, text in values.items():
		cell = row.locator(f".grid-static-col[data-fieldname='{field}']")
		cell.click()
		cell.locator("input").fill(text)
		cell.locator("input").blur()


@pytest.fixture(scope="module")
def team(site):
	import frappe

	team = builders.Team(care_service("Larch Lodge (browser test)"))
	team.manager = person("e2e.thanks.manager@example.com", builders.MANAGER)
	team.owner = person("e2e.thanks.owner@example.com", builders.ACTION_OWNER)
	team.verifier = person("e2e.thanks.verifier@example.com", builders.VERIFIER)
	for who in (team.manager, team.verifier):
		if not frappe.db.exists("User Permission", {"user": who}):
			builders.limit_to(who, team.service)
	frappe.db.commit()
	return team


@pytest.fixture
def closed(team):
	import frappe

	action = builders.closed(team)
	frappe.db.set_value(
		"Improvement Action",
		action.name,
		"lessons_learned",
		"Check sheets at the bedside work at Larch Lodge.",
	)
	frappe.db.commit()
	return action


def test_a_manager_thanks_and_the_people_read_it(team, closed, login, phone):
	manager = Form(login(team.manager, PASSWORD)).open(f"improvement-action/{closed.name}")
	manager.button("Thank the People")
	dialog = manager.page.locator(".modal.show")
	expect(dialog).to_contain_text("No names or details of people who use the service")
	expect(dialog.locator("[data-fieldname='message'] textarea")).to_have_value(
		f"Thank you. {closed.change_to_practice}"
	)
	expect(dialog.locator(".grid-body .data-row")).to_have_count(1)
	dialog.locator(".grid-add-row").click()
	write_row(dialog, 1, person_name="The night team", part="Counted the charts")
	manager.dialog({"message": "Thank you: <b>every</b> chart is signed now."}, "Thank")
	manager.tab("Change")
	thanks = manager.page.locator(".ia-thanks").locator("visible=true")
	expect(thanks).to_contain_text("Thank you: <b>every</b> chart is signed now.")
	expect(thanks).to_contain_text("The night team")

	# By accident a second time: it asks
	manager.button("Thank the People")
	dialog = manager.page.locator(".modal.show")
	expect(dialog).to_contain_text("Thanked for this closing already")
	expect(dialog.locator(".grid-body .data-row")).to_have_count(0)
	dialog.locator(".grid-add-row").click()
	write_row(dialog, 0, person_name="The night team")
	dialog.locator(".modal-footer .btn-primary, .modal-header .btn-primary").locator(
		"visible=true"
	).first.click()
	expect(dialog.locator(".ia-refusal")).to_contain_text("Thanked for this already: The night team")
	dialog.locator(".btn-modal-close").click()

	# The owner's bell leads to it
	owner = login(team.owner, PASSWORD, phone)
	owner.goto("/app")
	settle(owner)
	owner.goto("/app/improvement-recognition")
	settle(owner)
	import frappe

	frappe.db.rollback()
	name = frappe.db.get_value("Improvement Recognition", {"action": closed.name})
	assert frappe.db.exists("Notification Log", {"for_user": team.owner, "document_name": name})
	owner.goto(f"/app/improvement-recognition/{name}")
	expect(owner.locator("[data-fieldname='message']").locator("visible=true").first).to_contain_text("every")
	assert owner.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
	for page in (manager.page, owner):
		assert unexpected_errors(page) == []


def test_a_pilot_is_rolled_out_and_counted(team, login):
	import frappe

	pilot = builders.closed(
		team, approach="Pilot", title="Check sheets tried on the top floor for four weeks"
	)
	frappe.db.commit()
	manager = Form(login(team.manager, PASSWORD)).open(f"improvement-action/{pilot.name}")
	manager.button("Roll out as full change")
	manager.dialog({"title": "Check sheets used on every floor from May on"}, "Make a Draft")
	manager.page.wait_for_function("name => cur_frm.doc.name !== name", arg=pilot.name)
	manager.settle()
	full = manager.name
	assert manager.value("follows_pilot") == pilot.name and manager.value("status") == "Draft"
	expect(manager.page.locator(".ia-pilot").locator("visible=true")).to_contain_text("Builds on the pilot")
	manager.open(f"improvement-action/{pilot.name}")
	expect(manager.page.locator(".ia-pilot").locator("visible=true")).to_contain_text(
		"Check sheets used on every floor from May on"
	)

	# The report counts it, and the number opens what it counts
	page = manager.page
	page.goto("/app/query-report/What Worked?group_by=Approach")
	expect(page.locator(".dt-cell", has_text="Pilot").first).to_be_visible()
	settle(page)
	link = page.locator(".ia-counted[data-counted='rolled_out'][data-group='Pilot']")
	number = int(link.inner_text())
	link.click()
	expect(page.locator(".dt-cell", has_text=pilot.name).first).to_be_visible()
	settle(page)
	assert page.locator(".dt-scrollable .dt-row").count() == number
	assert full not in page.locator(".dt-scrollable").inner_text()
	assert unexpected_errors(page) == []


def test_lessons_are_found_by_their_words(team, closed, login, phone):
	page = login(team.owner, PASSWORD, phone)
	page.goto("/app/lessons-learned")
	expect(page.locator(".ia-lessons-found")).to_contain_text("lessons")
	page.get_by_label("Words").fill("larch bedside handover")
	expect(page.locator(".ia-lesson").first).to_contain_text("Check sheets at the bedside work")
	expect(page.locator(".ia-lesson").first).to_contain_text("Embedded at first verification")
	page.get_by_label("Words").fill("larch elephants")
	expect(page.locator(".ia-lesson")).to_have_count(0)
	expect(page.locator(".ia-lessons-found")).to_contain_text("No lesson has all of these words")
	assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
	assert unexpected_errors(page) == []
