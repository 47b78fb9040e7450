"""A concern raised on a phone by somebody without an account, and by a member of staff; and what the manager then sees."""

from uuid import uuid4

import builders
import pytest
from desk import Form, settle, unexpected_errors
from people import PASSWORD, care_service, person
from playwright.sync_api import expect

SERVICE = "Maple Grange (browser test)"
MANAGER, STAFF = "e2e.concerns.manager@example.com", "e2e.concerns.staff@example.com"
PAGE = "/raise-a-concern"
#: Longer than it takes a program.
READING = 3500


@pytest.fixture(scope="module")
def service(site):
	import frappe

	person(MANAGER, builders.MANAGER)
	person(STAFF, builders.ACTION_OWNER)
	name = care_service(SERVICE)
	frappe.db.set_value("Care Service", name, "registered_manager", MANAGER)
	if not frappe.db.exists("User Permission", {"user": MANAGER}):
		builders.limit_to(MANAGER, name)
	frappe.db.commit()
	return name


@pytest.fixture
def page_is_open(service):
	"""The page is open to everybody, for this test."""
	import frappe

	def allow(who: str, an_hour: int):
		frappe.db.set_single_value(builders.SETTINGS, "concerns_from", who)
		frappe.db.set_single_value(builders.SETTINGS, "concerns_an_hour", an_hour)
		frappe.db.commit()
		frappe.clear_document_cache(builders.SETTINGS, builders.SETTINGS)

	allow("Everybody", 50)
	yield
	allow("Nobody", 5)


def raised(code: str):
	import frappe

	frappe.db.rollback()
	return frappe.get_doc("Improvement Source", {"raised_code": code})


def fits(page) -> bool:
	return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_guest_on_a_phone_and_the_manager(page_is_open, open_page, login, phone):
	words = f"The call bell in the lounge has not worked since Sunday ({uuid4().hex[:6]})."
	page = open_page(phone)
	page.goto(PAGE)
	assert fits(page)
	expect(page.get_by_role("heading", level=1)).to_have_text("Raise a concern or an idea")
	expect(page.locator(".when-yes")).to_be_hidden()

	# Sent with nothing in it: what is missing is said, and leads to its field
	page.get_by_label("I would like an answer").check()
	page.wait_for_timeout(READING)
	page.get_by_role("button", name="Send").click()
	summary = page.get_by_role("alert")
	expect(summary).to_contain_text("This has not been sent yet")
	expect(summary.get_by_role("link")).to_have_count(3)
	assert fits(page)
	summary.get_by_role("link", name="Tell us what happened").click()
	expect(page.locator("#what")).to_be_focused()

	# By keyboard from here on, as somebody with a screen reader does
	page.keyboard.type(words)
	page.keyboard.press("Tab")
	expect(page.locator("#service")).to_be_focused()
	page.locator("#service").select_option(SERVICE)
	page.get_by_label("A concern: something is not right").check()
	page.get_by_label("Yes, or I am not sure").check()
	expect(page.locator(".when-yes")).to_be_visible()
	expect(page.locator(".when-yes")).to_contain_text("999")
	page.get_by_label("Who are you?").select_option("Relative or Friend")
	page.get_by_label("Your name").fill("Joan Ward")
	page.get_by_label("How can we reach you?").fill("07700 900456")
	page.get_by_role("button", name="Send").click()
	expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")
	expect(page.get_by_role("alert")).to_contain_text("call 999")
	code = page.locator(".code").inner_text()
	assert fits(page)
	assert page.locator("input, textarea, select").count() == 0
	errors = [error for error in page.console_errors if "417" not in error]
	assert errors == []

	# Nothing can be read back
	source = raised(code)
	for path in (f"/api/resource/Improvement Source/{source.name}", "/api/resource/Improvement Source"):
		assert page.request.get(path).status == 403
	assert source.name not in page.content()

	# The manager's bell, the view, and the form
	manager = login(MANAGER, PASSWORD)
	manager.goto("/app/improvement-source")
	settle(manager)
	manager.locator(".dropdown-notifications .notifications-icon").click()
	expect(manager.locator(".dropdown-notifications")).to_contain_text(code)
	expect(manager.locator(".dropdown-notifications")).to_contain_text("at risk")
	manager.keyboard.press("Escape")
	manager.get_by_text("Raised by people, new").first.click()
	settle(manager)
	expect(manager.locator(".list-row", has_text=code)).to_be_visible()
	form = Form(manager).open(f"improvement-source/{source.name}")
	assert form.value("is_safeguarding") == 1 and form.value("source_type") == "Feedback"
	expect(form.field("summary")).to_contain_text(words)
	expect(form.field("raised_by_name")).to_contain_text("Joan Ward")
	expect(form.field("raised_code")).to_contain_text(code)
	assert unexpected_errors(manager) == []


def test_staff_who_are_signed_in_stay_unnamed(page_is_open, login):
	page = login(STAFF, PASSWORD)
	page.goto(PAGE)
	page.get_by_label("An idea: something could be better").check()
	page.get_by_label("No", exact=True).check()
	page.locator("#what").fill(f"Put the hoist slings on numbered hooks ({uuid4().hex[:6]}).")
	page.locator("#service").select_option(SERVICE)
	page.get_by_label("Who are you?").select_option("Member of Staff")
	page.wait_for_timeout(READING)
	page.get_by_role("button", name="Send").click()
	code = page.locator(".code").inner_text()
	source = raised(code)
	assert source.raised_by_relation == "Member of Staff" and source.raised_as == "Idea"
	assert source.owner == "Administrator" and not source.raised_by_name
	# Loaded anew, the page sends the same once more: it stays one
	page.reload()
	expect(page.locator(".code")).to_have_text(code)
	assert page.console_errors == []


def test_without_scripts_it_is_the_same_page(page_is_open, browser, url):
	context = browser.new_context(base_url=url, java_script_enabled=False)
	page = context.new_page()
	page.goto(PAGE)
	page.get_by_label("A compliment: something went well").check()
	page.locator("#what").fill(f"The gardener took my mother to see the roses ({uuid4().hex[:6]}).")
	page.wait_for_timeout(READING)
	page.get_by_role("button", name="Send").click()
	code = page.locator(".code").inner_text()
	context.close()
	source = raised(code)
	assert source.raised_as == "Compliment" and source.service is None


def test_switched_off_it_says_where_to_turn(service, open_page, phone):
	page = open_page(phone)
	assert page.goto(PAGE).status == 404
	expect(page.get_by_role("heading", level=1)).to_have_text("This page is not in use")
	expect(page.locator("main")).to_contain_text("999")
	assert fits(page)
