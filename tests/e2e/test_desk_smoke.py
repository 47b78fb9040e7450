"""The Desk works in a browser at all: logging in, a list, a form that saves, a report, a workspace, a printed page."""

import pytest

ADMINISTRATOR = ("Administrator", "admin")
DESK_PAGES = {
	"/app/user": ".list-row",
	"/app/user/Guest": ".form-page",
	"/app/note/new": ".form-page",
	"/app/user/view/report": ".dt-row-0",
	"/app/improvement-actions": ".ce-block",
	"/app/print/User/Guest": ".print-preview",
}


def test_logging_in_by_hand(open_page):
	page = open_page()
	page.goto("/login")
	page.fill("#login_email", ADMINISTRATOR[0])
	page.fill("#login_password", ADMINISTRATOR[1])
	page.click(".form-login .btn-login")
	page.wait_for_url("**/app**")
	page.wait_for_selector(".navbar")
	assert page.console_errors == []


@pytest.mark.parametrize("path", DESK_PAGES)
def test_the_desk_shows(login, path):
	page = login(*ADMINISTRATOR)
	page.goto(path)
	page.wait_for_selector(DESK_PAGES[path])
	page.wait_for_function("frappe.request.ajax_count === 0")
	assert page.console_errors == []


def test_a_record_is_made_on_a_phone(login, phone, url):
	page = login(*ADMINISTRATOR, viewport=phone)
	page.goto("/app/todo/new")
	page.wait_for_selector(".ql-editor")
	page.wait_for_function("frappe.request.ajax_count === 0")
	page.click(".ql-editor")
	page.keyboard.type("Check the lighting on the first floor landing")
	page.wait_for_function("cur_frm.doc.description")
	page.keyboard.press("Control+s")
	page.wait_for_function("!cur_frm.is_new()")
	name = page.evaluate("cur_frm.docname")
	assert page.console_errors == []
	token = page.evaluate("frappe.csrf_token")
	assert page.request.delete(f"/api/resource/ToDo/{name}", headers={"X-Frappe-CSRF-Token": token}).ok
