"""The form of an action as people use it: what it says while they type, and what its dialogs do with what they typed."""

import re
from datetime import date, timedelta

import builders
import pytest
from desk import Form, unexpected_errors
from people import PASSWORD, care_service, person
from playwright.sync_api import expect

VAGUE = "Improve documentation of consent"
SPECIFIC = (
	"By 31 March, all consent forms at Sorrel Court include the section on costs, audited monthly by the manager, "
	"target 100 per cent"
)


def on_screen(days: int) -> str:
	return (date.today() + timedelta(days=days)).strftime("%d-%m-%Y")


@pytest.fixture(scope="module")
def team(site):
	"""The people around the actions of these tests, committed: the browser talks to another process."""
	import frappe

	team = builders.Team(care_service("Sorrel Court (browser test)"))
	team.manager = person("e2e.manager@example.com", builders.MANAGER)
	team.owner = person("e2e.owner@example.com", builders.ACTION_OWNER)
	team.new_owner = person("e2e.successor@example.com", builders.ACTION_OWNER)
	team.verifier = person("e2e.verifier@example.com", builders.VERIFIER)
	frappe.db.commit()
	return team


@pytest.fixture
def action_in(team):
	"""action_in(status, **values) -> an action in that status, where the browser finds it."""
	import frappe

	def action_in(status, **values):
		frappe.set_user("Administrator")
		action = builders.action_in(status, team, **values)
		frappe.db.commit()
		return action

	return action_in


def stored(doctype: str, name: str):
	"""Return a record as it is now: what the browser has done was committed by another process."""
	import frappe

	frappe.db.rollback()
	return frappe.get_doc(doctype, name)


def wording(form: Form, field: str = "wording_check"):
	return form.page.locator(f".form-page [data-fieldname='{field}'] .ia-wording")


def type_in(form: Form, field: str, text: str) -> None:
	"""Type `text` and stay in the field, as somebody does who goes on thinking.

	A form that is still being drawn can drop what was typed; a person would type it again.
	"""
	box = form.field(field).locator("input, textarea").first
	for _attempt in range(3):
		box.fill(text)
		form.page.wait_for_timeout(300)
		if box.input_value() == text:
			return
	raise AssertionError(f"The form does not take {text!r} in {field}")


def dialog(form: Form):
	return form.page.locator(".modal.show")


def wait_for_focus(form: Form, field: str) -> None:
	"""Wait until somebody who starts to type types into `field`."""
	form.page.wait_for_function("name => document.activeElement.dataset.fieldname === name", arg=field)


def requests_for_wording(page) -> list[str]:
	asked = []
	page.on("request", lambda request: "check_wording" in request.url and asked.append(request.post_data))
	return asked


# The wording check


@pytest.mark.parametrize("width", (1366, 390))
def test_the_form_says_while_one_types_what_cannot_be_verified(team, login, width):
	form = Form(login(team.manager, PASSWORD, {"width": width, "height": 800}))
	asked = requests_for_wording(form.page)
	form.open("improvement-action/new")
	expect(wording(form)).to_have_text("")

	type_in(form, "title", VAGUE)
	expect(wording(form)).to_contain_text("Must be mended")
	expect(wording(form)).to_contain_text("This cannot be verified as it is worded")
	expect(wording(form)).to_contain_text("Say what somebody else could see")
	expect(wording(form)).to_contain_text("May help")
	assert form.page.evaluate("document.activeElement.dataset.fieldname") == "title"
	expect(form.field("title").locator("input")).to_have_value(VAGUE)

	count = len(asked)
	form.page.keyboard.press("End")
	form.page.wait_for_timeout(800)
	assert len(asked) == count, "it asks again though nothing has changed"

	type_in(form, "description", SPECIFIC)
	expect(wording(form)).not_to_contain_text("Must be mended")
	expect(wording(form)).to_contain_text("This can be verified: it names a result, a time")

	wording(form).get_by_role("button", name="Owner").click()
	form.page.wait_for_function(
		"document.activeElement.closest('[data-fieldname]')?.dataset.fieldname === 'action_owner'"
	)
	wording(form).get_by_role("button", name="Indicator").click()
	expect(form.field("indicator")).to_be_visible()
	assert unexpected_errors(form.page) == []


def test_an_older_answer_never_replaces_a_newer_one(team, login):
	form = Form(login(team.manager, PASSWORD))
	form.open("improvement-action/new")
	held = []

	def hold_the_first(route):
		held.append(route)
		if len(held) > 1:
			route.continue_()

	form.page.route("**/*check_wording", hold_the_first)
	with form.page.expect_request("**/*check_wording"):
		type_in(form, "title", VAGUE)
	type_in(form, "title", SPECIFIC)
	expect(wording(form)).to_contain_text("This can be verified")
	try:
		held[0].continue_()
	except Exception as gone:  # the form has given it up, which is just as well
		assert "handled" not in str(gone)
	form.page.wait_for_timeout(1000)
	expect(wording(form)).not_to_contain_text("cannot be verified")
	assert len(held) == 2


def test_a_check_that_fails_says_so_and_stops_nobody(team, login):
	form = Form(login(team.manager, PASSWORD))
	form.open("improvement-action/new")
	form.page.route("**/*check_wording", lambda route: route.fulfill(status=502, body="down"))
	type_in(form, "title", VAGUE)
	expect(wording(form)).to_contain_text("could not be checked just now")
	assert form.page.locator(".modal.show").count() == 0
	form.page.unroute("**/*check_wording")
	type_in(form, "title", f"{VAGUE} forms")
	expect(wording(form)).to_contain_text("This cannot be verified")


def test_the_change_is_judged_where_it_is_written(team, login, action_in):
	form = Form(login(team.owner, PASSWORD)).open(f"improvement-action/{action_in('In Progress').name}")
	assert not form.page.evaluate("cur_frm.is_dirty()"), "the check makes the form dirty"
	form.tab("Change")
	type_in(form, "change_to_practice", "Training delivered to all staff on 15 February.")
	change = wording(form, "change_wording_check")
	expect(change).to_contain_text("something was done")
	type_in(form, "change_to_practice", builders.BEFORE_AND_AFTER)
	expect(change).to_contain_text("what was before and what is different now")
	expect(change).not_to_contain_text("Must be mended")


def test_the_settings_decide_how_it_sounds(team, login):
	import frappe

	form = Form(login(team.manager, PASSWORD))
	try:
		for level, says in (("Warn", "This is advice"), ("Off", "")):
			frappe.db.set_single_value("Improvement Settings", "action_wording_check", level)
			frappe.db.commit()
			frappe.clear_document_cache("Improvement Settings", "Improvement Settings")
			form.open("improvement-action/new")
			with form.page.expect_response("**/*check_wording"):
				type_in(form, "title", VAGUE)
			expect(wording(form)).to_contain_text(says) if says else expect(wording(form)).to_have_text("")
			expect(wording(form)).not_to_contain_text("Must be mended")
	finally:
		frappe.db.set_single_value("Improvement Settings", "action_wording_check", "Block")
		frappe.db.commit()
		frappe.clear_document_cache("Improvement Settings", "Improvement Settings")


def test_a_closed_action_is_not_judged(team, login, action_in):
	form = Form(login(team.manager, PASSWORD))
	asked = requests_for_wording(form.page)
	form.open(f"improvement-action/{action_in('Closed').name}")
	form.page.wait_for_timeout(800)
	assert asked == []
	expect(wording(form)).to_have_text("")


# Lifecycle, guide and sections


def test_the_bar_shows_where_an_action_stands(team, login, action_in):
	form = Form(login(team.manager, PASSWORD))
	for status, passed in (("Draft", 0), ("In Progress", 2), ("Closed", 4), ("Cancelled", 2)):
		form.open(f"improvement-action/{action_in(status).name}")
		bar = form.page.locator(".ia-lifecycle")
		expect(bar.locator("[aria-current='step']")).to_contain_text(status)
		expect(bar.locator(".ia-step-passed")).to_have_count(passed)
		expect(bar.locator("li")).to_have_count(3 if status == "Cancelled" else 5)


def test_a_new_action_asks_only_for_what_opens_it(team, login, action_in):
	form = Form(login(team.manager, PASSWORD)).open("improvement-action/new")
	tabs = form.page.locator(".form-tabs .nav-item.show, .form-tabs .nav-item:not(.hide)").locator(
		"visible=true"
	)
	assert [text.strip() for text in tabs.all_inner_texts()] == ["Action", "Measure"]
	form.open(f"improvement-action/{action_in('In Progress').name}")
	shown = [text.strip() for text in tabs.all_inner_texts()]
	assert shown == ["Action", "Measure", "Progress", "Change", "History", "Connections"]
	expect(form.field("parts_list")).to_have_count(0)


def test_what_is_missing_leads_to_its_field(team, login, action_in):
	action = action_in("Draft", indicator="", closure_test="")
	form = Form(login(team.manager, PASSWORD)).open(f"improvement-action/{action.name}")
	expect(form.intro()).to_contain_text("Your step.")
	expect(form.intro().locator(".ia-guide-tab")).to_have_text(["Action", "Measure"])
	form.intro().get_by_role("button", name=re.compile("indicator")).click()
	wait_for_focus(form, "indicator")
	expect(form.page.locator(".form-tabs .nav-link.active")).to_contain_text("Measure")
	form.intro().get_by_role("button", name=re.compile("closure test")).click()
	wait_for_focus(form, "closure_test")
	owner = Form(login(team.owner, PASSWORD)).open(f"improvement-action/{action.name}")
	expect(owner.intro()).to_contain_text("Next step: Improvement Manager.")


def test_a_due_date_that_is_near_is_said(team, login, action_in):
	form = Form(login(team.owner, PASSWORD))
	form.open(f"improvement-action/{action_in('Open', due_date=builders.in_days(1)).name}")
	expect(form.intro()).to_contain_text("Due tomorrow.")


# Dialogs


def test_a_refusal_keeps_what_was_typed(team, login, action_in):
	action = action_in("Open")
	form = Form(login(team.owner, PASSWORD)).open(f"improvement-action/{action.name}")
	form.button("Reschedule", group="Change")
	expect(dialog(form)).to_contain_text("Not rescheduled so far")
	wait_for_focus(form, "new_due_date")
	box = dialog(form)
	box.locator("[data-fieldname='new_due_date'] input").fill(on_screen(-1))
	form.page.keyboard.press("Tab")
	expect(box).to_contain_text("That is in the past")
	box.locator("[data-fieldname='reason'] textarea").fill("The supplier delivers late")
	form.page.keyboard.press("Control+Enter")
	expect(box.locator(".ia-refusal")).to_contain_text("is in the past")
	expect(box.locator("[data-fieldname='reason'] textarea")).to_have_value("The supplier delivers late")
	expect(form.page.locator(".modal.show")).to_have_count(1)

	box.locator("[data-fieldname='new_due_date'] input").fill(on_screen(44))
	form.page.keyboard.press("Tab")
	expect(box).to_contain_text("14 days later than now")
	form.page.keyboard.press("Control+Enter")
	expect(dialog(form)).to_have_count(0)
	form.page.wait_for_function("cur_frm.doc.slip_count === 1")
	changes = stored("Improvement Action", action.name).due_date_changes
	assert [(row.reason, str(row.to_date)) for row in changes] == [
		("The supplier delivers late", builders.in_days(44))
	]
	assert unexpected_errors(form.page) == []


def test_pressing_twice_does_it_once(team, login, action_in):
	action = action_in("In Progress")
	form = Form(login(team.owner, PASSWORD)).open(f"improvement-action/{action.name}")
	before = len(stored("Improvement Action", action.name).progress_updates)
	form.button("Add Progress")
	wait_for_focus(form, "note")
	form.page.keyboard.type("Second audit done")
	dialog(form).locator(".modal-footer .btn-primary").locator("visible=true").dblclick()
	expect(dialog(form)).to_have_count(0)
	form.settle()
	updates = stored("Improvement Action", action.name).progress_updates
	assert [row.note for row in updates[before:]] == ["Second audit done"]


def test_escape_closes_and_a_click_beside_it_does_not(team, login, action_in):
	form = Form(login(team.owner, PASSWORD)).open(f"improvement-action/{action_in('In Progress').name}")
	form.button("Add Progress")
	wait_for_focus(form, "note")
	form.page.keyboard.type("Half a sentence")
	form.page.mouse.click(10, 400)
	form.page.wait_for_timeout(600)
	expect(dialog(form)).to_have_count(1)
	form.page.keyboard.press("Escape")
	expect(dialog(form)).to_have_count(0)


def test_the_dialog_says_when_the_next_slip_is_one_too_many(team, login, action_in):
	action = action_in("Open")
	for days in (31, 32):
		with builders.as_user(team.owner):
			builders.get(action.name).reschedule(builders.in_days(days), "Parts are late")
	import frappe

	frappe.db.commit()
	form = Form(login(team.owner, PASSWORD)).open(f"improvement-action/{action.name}")
	form.button("Reschedule", group="Change")
	expect(dialog(form)).to_contain_text("Rescheduled 2 times so far")
	expect(dialog(form)).to_contain_text("it will be marked as aspirational")


def test_an_action_changes_hands(team, login, action_in):
	action = action_in("Open")
	form = Form(login(team.manager, PASSWORD)).open(f"improvement-action/{action.name}")
	form.button("Reassign", group="Change")
	expect(dialog(form)).to_contain_text("Will see this action with its source")
	entry = dialog(form).locator("[data-fieldname='new_owner'] input").first
	entry.fill(team.new_owner)
	dialog(form).locator(
		".awesomplete [role='option'], .awesomplete li", has_text=team.new_owner
	).first.click()
	form.dialog({"reason": "On leave until spring"}, "Reassign")
	form.page.wait_for_function("owner => cur_frm.doc.action_owner === owner", arg=team.new_owner)
	expect(form.field("action_owner")).to_contain_text("Successor")
	changes = stored("Improvement Action", action.name).owner_changes
	assert [(row.from_owner, row.to_owner) for row in changes] == [(team.owner, team.new_owner)]


def test_work_is_split_and_the_family_shown(team, login, action_in):
	action = action_in("Open")
	form = Form(login(team.owner, PASSWORD)).open(f"improvement-action/{action.name}")
	form.button("Add Sub-action", group="Change")
	late = {"title": "Night shift checks its own charts", "due_date": on_screen(40)}
	form.dialog(late, "Add")
	expect(dialog(form).locator(".ia-refusal")).to_contain_text("due after its parent")
	form.dialog({"due_date": on_screen(10)}, "Add")
	form.page.wait_for_function("name => cur_frm.doc.name !== name", arg=action.name)
	form.settle()
	part = form.name
	assert form.value("parent_action") == action.name
	form.page.locator(".ia-family a", has_text=action.title).click()
	form.page.wait_for_function("name => cur_frm.doc.name === name", arg=action.name)
	form.settle()
	family = form.page.locator(".ia-family")
	expect(family.locator("[aria-current='true']")).to_contain_text(action.title)
	expect(family.locator("ul ul a")).to_have_attribute("href", f"/app/improvement-action/{part}")
	expect(family).to_contain_text("Draft")
	# The same form shows the next action: nothing of this one's family is left in it
	form.page.evaluate("frappe.new_doc('Improvement Action')")
	form.page.wait_for_function("cur_frm.is_new()")
	form.settle()
	expect(form.page.locator(".ia-family")).to_have_count(0)
	expect(form.page.locator(".form-section", has_text="Sub-actions").locator("visible=true")).to_have_count(
		0
	)
	expect(form.field("action_owner")).to_contain_text("One person, who will see it through")


def test_a_verifier_returns_with_a_reason(team, login, action_in):
	action = action_in("Completed")
	form = Form(login(team.verifier, PASSWORD)).open(f"improvement-action/{action.name}")
	form.act("Return")
	wait_for_focus(form, "reason")
	form.dialog({"reason": "-"}, "Return")
	expect(dialog(form).locator(".ia-refusal")).to_contain_text("Say why the action is returned")
	form.dialog({"reason": "The night charts were not sampled"}, "Return")
	form.expect_status("In Progress")
	owner = Form(login(team.owner, PASSWORD)).open(f"improvement-action/{action.name}")
	expect(owner.intro()).to_contain_text("It came back: The night charts were not sampled")
	assert unexpected_errors(form.page) == []


def test_a_manager_reopens_with_a_reason(team, login, action_in):
	action = action_in("Closed")
	form = Form(login(team.manager, PASSWORD)).open(f"improvement-action/{action.name}")
	form.act("Reopen")
	expect(dialog(form)).to_contain_text("What was found since it was closed?")
	wait_for_focus(form, "reason")
	form.page.keyboard.type("Gaps again in the November audit")
	form.page.keyboard.press("Meta+Enter")
	form.expect_status("In Progress")
	reopened = stored("Improvement Action", action.name)
	assert (reopened.reopen_count, reopened.reopen_reason) == (1, "Gaps again in the November audit")


def test_somebody_else_has_changed_it_meanwhile(team, login, action_in):
	action = action_in("Open")
	form = Form(login(team.owner, PASSWORD)).open(f"improvement-action/{action.name}")
	form.button("Reschedule", group="Change")
	other = stored("Improvement Action", action.name)
	other.lessons_learned = "Ask the pharmacist first"
	other.save()
	import frappe

	frappe.db.commit()
	form.dialog({"new_due_date": on_screen(44), "reason": "The supplier delivers late"}, "Reschedule")
	expect(dialog(form).locator(".ia-refusal")).to_contain_text("Somebody else has just changed this action")
	form.dialog({}, "Reschedule")
	form.page.wait_for_function("cur_frm.doc.slip_count === 1")
	assert stored("Improvement Action", action.name).lessons_learned == "Ask the pharmacist first"
