"""A meeting in the calendar leads to an action: from the form of a record that knows nothing of this app."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from desk import Form, unexpected_errors
from people import PASSWORD, care_service, person
from playwright.sync_api import expect

MANAGER, OUTSIDER = "e2e.manager@example.com", "e2e.outsider@example.com"
# Without brackets: searching for some, early versions of Frappe stumble over their own query.
SERVICE = "Willow Cottage browser test"
TITLE = "Someone answers the door at Willow Cottage until nine at night"


@pytest.fixture(scope="module")
def meeting(site):
	"""The name of an entry in the calendar; such entries are listed in the settings. Committed, for the browser."""
	import frappe

	person(MANAGER, "Improvement Manager")
	person(OUTSIDER, "Newsletter Manager")
	care_service(SERVICE)
	settings = frappe.get_doc("Improvement Settings")
	if "Event" not in [row.document_type for row in settings.record_types]:
		row = {"document_type": "Event", "source_type": "Feedback", "date_field": "starts_on"}
		settings.append("record_types", row)
		settings.save()
	doc = frappe.get_doc(
		{
			"doctype": "Event",
			"subject": f"Relatives' evening {uuid4().hex[:6]}",
			"event_type": "Public",
			"starts_on": f"{date.today() - timedelta(days=2)} 18:00:00",
		}
	).insert()
	frappe.db.commit()
	return doc.name


def section(form: Form):
	"""What the form shows of the actions that came of its record."""
	return form.page.locator(".form-dashboard-section", has_text="Improvement Actions").locator(
		"visible=true"
	)


def new_action(form: Form) -> None:
	form.page.wait_for_function("cur_frm.doctype === 'Improvement Action' && cur_frm.is_new()")
	form.settle()


def test_from_a_meeting_to_its_action_and_back(meeting, login):
	manager = Form(login(MANAGER, PASSWORD)).open(f"event/{meeting}")
	expect(section(manager)).to_contain_text("No improvement action has come of this yet")

	# The entry does not say where it belongs, so that is asked before anything is made; leaving makes nothing
	manager.button("Improvement Action", group="Create")
	dialog = manager.page.locator(".modal.show")
	expect(dialog).to_contain_text("Before the Action Is Created")
	expect(dialog.locator("[data-fieldname='service']").first).to_be_visible()
	expect(dialog.locator("[data-fieldname='occurred_on']")).to_have_count(0)
	manager.page.wait_for_timeout(400)
	dialog.locator(".btn-modal-close").click()
	expect(dialog).to_have_count(0)
	assert sources_of(manager, meeting) == []

	manager.button("Improvement Action", group="Create")
	expect(dialog).to_be_visible()
	manager.page.wait_for_timeout(400)
	title = dialog.locator("[data-fieldname='title'] input")
	title.fill("Nobody answers the door after five")
	service = dialog.locator("[data-fieldname='service'] input")
	service.fill(SERVICE)
	dialog.locator(".awesomplete [role='option'], .awesomplete li", has_text=SERVICE).first.click()
	dialog.locator(".btn-primary").locator("visible=true").dblclick()
	new_action(manager)
	[source] = sources_of(manager, meeting)
	assert (manager.value("source"), manager.value("service")) == (source["name"], SERVICE)
	assert (source["title"], source["source_type"]) == ("Nobody answers the door after five", "Feedback")
	manager.write("title", TITLE)
	manager.choose("action_owner", MANAGER)
	due = date.today() + timedelta(days=30)
	manager.write("due_date", due.strftime("%d-%m-%Y"))
	manager.save()
	assert manager.value("status") == "Draft"

	# The entry shows it, and a second action comes of the same source without a question
	manager.open(f"event/{meeting}")
	for part in (
		"The loop is open: 0 of 1 actions closed",
		TITLE,
		"Draft",
		"Manager",
		due.strftime("%d-%m-%Y"),
	):
		expect(section(manager)).to_contain_text(part)
	manager.button("Improvement Action", group="Create")
	new_action(manager)
	assert manager.value("source") == source["name"]
	assert len(sources_of(manager, meeting)) == 1

	manager.open(f"event/{meeting}")
	section(manager).get_by_role("link", name=TITLE).click()
	manager.page.wait_for_function("cur_frm.doctype === 'Improvement Action' && !cur_frm.is_new()")
	assert unexpected_errors(manager.page) == []


def sources_of(form: Form, meeting: str) -> list[dict]:
	return form.page.evaluate(
		"""name => frappe.db.get_list('Improvement Source', {
			filters: { reference_doctype: 'Event', reference_name: name }, fields: ['name', 'title', 'source_type'] })""",
		meeting,
	)


def test_it_fits_a_phone(meeting, login, phone):
	form = Form(login(MANAGER, PASSWORD, phone)).open(f"event/{meeting}")
	expect(section(form)).to_be_visible()
	assert form.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
	form.page.locator(".menu-btn-group button").locator("visible=true").first.click()
	expect(form.page.locator(".menu-btn-group .dropdown-item", has_text="Improvement Action")).to_be_visible()
	assert unexpected_errors(form.page) == []


def test_who_has_no_role_in_the_app_sees_the_form_as_it_was(meeting, login):
	form = Form(login(OUTSIDER, PASSWORD)).open(f"event/{meeting}")
	expect(section(form)).to_have_count(0)
	expect(form.page.locator(".inner-group-button", has_text="Create")).to_have_count(0)
	assert unexpected_errors(form.page) == []


def test_a_form_with_a_script_of_its_own_keeps_it(meeting, login):
	"""Another script clears all buttons while the form is drawn; ours comes after it."""
	form = Form(login(MANAGER, PASSWORD))
	form.page.goto("/app/event")
	form.page.wait_for_function("window.frappe?.ui?.form?.on && !window.frappe.request.ajax_count")
	form.page.evaluate(
		"""frappe.ui.form.on('Event', { refresh(frm) {
			frm.clear_custom_buttons(); frm.add_custom_button('Its Own', () => {}); } })"""
	)
	form.page.evaluate("name => frappe.set_route('Form', 'Event', name)", meeting)
	form.page.wait_for_function("name => window.cur_frm?.doc?.name === name", arg=meeting)
	form.settle()
	expect(section(form)).to_have_count(1)
	expect(form.page.get_by_role("button", name="Its Own").locator("visible=true")).to_have_count(1)
	form.button("Improvement Action", group="Create")
	new_action(form)


def test_the_settings_offer_the_fields_of_the_record(meeting, login):
	form = Form(login("Administrator", "admin")).open("improvement-settings")
	form.tab("Records")
	row = form.page.locator("[data-fieldname='record_types'] .grid-body .grid-row", has_text="Event").first
	row.locator(".btn-open-row").click()  # which lays the same veil over the page as waiting does
	form.page.wait_for_timeout(800)  # the row takes the focus to its first field
	entry = (
		form.page.locator(".grid-row-open [data-fieldname='date_field'] input").locator("visible=true").first
	)
	entry.fill("")
	entry.click()
	offered = form.page.locator(".grid-row-open [data-fieldname='date_field'] .awesomplete li")
	expect(offered.filter(has_text="Ends on (ends_on)")).to_be_visible()
	expect(offered.filter(has_text="subject")).to_have_count(0)
	assert unexpected_errors(form.page) == []
