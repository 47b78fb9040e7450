"""Looking at many actions in a browser: ready-made views, board, calendar, chart and tree."""

import json
import re
from datetime import date, timedelta

import builders
import pytest
from desk import Form, settle, unexpected_errors
from people import PASSWORD, care_service, person
from playwright.sync_api import TimeoutError, expect

ACTION = "Improvement Action"
LIST, TREE = "/app/improvement-action", "/app/improvement-action/view/tree"
BOARD = "/app/improvement-action/view/kanban/Improvement Actions"
CALENDAR = "/app/improvement-action/view/calendar/default"
GANTT = "/app/improvement-action/view/gantt"
SCRIPT = (
	"<img src=x onerror=\"console.error('script in a title')\"> Handover sheets read at every change of shift"
)


@pytest.fixture(scope="module")
def team(site):
	"""People of this file alone, limited to a service of its own: its lists hold the actions below and no more."""
	import frappe

	team = builders.Team(care_service("Juniper Court (browser test)"))
	team.manager = person("e2e.views.manager@example.com", builders.MANAGER)
	team.owner = person("e2e.views.owner@example.com", builders.ACTION_OWNER)
	team.verifier = person("e2e.views.verifier@example.com", builders.VERIFIER)
	team.governance = person("e2e.views.governance@example.com", builders.GOVERNANCE)
	for who in (team.manager, team.verifier):
		if not frappe.db.exists("User Permission", {"user": who}):
			builders.limit_to(who, team.service)
	frappe.db.commit()
	return team


@pytest.fixture
def actions(team):
	"""One action of each kind, by what is said of it; the service's actions of earlier tests are gone."""
	import frappe

	for name in frappe.get_all(ACTION, filters={"service": team.service}, pluck="name"):
		for doctype in ("Effectiveness Review", "Improvement Evidence"):
			frappe.db.delete(doctype, {"action": name})
		frappe.db.delete(ACTION, {"name": name})
	made = {
		"draft": builders.draft(team, title="Draft rota for the night round"),
		"overdue": builders.started(team, title="Overdue check of the bath hoist every Monday"),
		"slipping": builders.opened(team, title="Slipped twice: new MAR charts on every floor"),
		"stale": builders.started(team, title="Stale: weekly call with the pharmacy about stock"),
		"plain": builders.opened(team, title="Plain action on the key safe codes of the branch"),
		"completed": builders.completed(team, title="Completed: seniors sign the handover sheet"),
		"closed": builders.closed(team, title="Closed: fridge temperatures read twice a day"),
	}
	made["part"] = builders.draft(
		team,
		title="Part: the sheets for the top floor",
		parent_action=made["plain"].name,
		source=made["plain"].source,
		due_date=builders.in_days(20),
	)
	values = {
		"overdue": {"due_date": builders.in_days(-2), "escalation_level": 2},
		"slipping": {"slip_count": 2, "is_aspirational": 1, "current_barrier": "The printer has <b>none</b>"},
		"stale": {"stale_from": builders.in_days(-1)},
	}
	for said, action in made.items():
		calm = {"stale_from": None, "slip_count": 0, "is_aspirational": 0, **values.get(said, {})}
		frappe.db.set_value(ACTION, action.name, calm, update_modified=False)
	for who in (team.manager, team.owner, team.verifier, team.governance):
		frappe.db.delete("__UserSettings", {"user": who})
		frappe.cache().delete_keys("_user_settings")
	frappe.db.commit()
	return {said: action.name for said, action in made.items()}


def status_of(action: str) -> str:
	import frappe

	frappe.db.rollback()  # what another process has committed since
	return frappe.db.get_value(ACTION, action, "status")


def go(page, path: str, sign: str):
	page.goto(path)
	expect(page.locator(sign).locator("visible=true").first).to_be_visible(timeout=20000)
	settle(page)
	page.wait_for_timeout(600)


def expect_rows(page, names: set[str], what: str = "") -> None:
	"""Wait until the list holds these actions and no others."""
	try:
		page.wait_for_function(
			"names => JSON.stringify(cur_list.data.map(doc => doc.name).sort()) === names",
			arg=json.dumps(sorted(names), separators=(",", ":")),
			timeout=10000,
		)
	except TimeoutError:
		shown = page.evaluate("cur_list.data.map(doc => doc.name)")
		raise AssertionError(f"{what}: the list shows {shown}, not {names}")
	settle(page)


def view(page, label: str):
	return page.locator(".ia-view", has_text=re.compile(rf"^\s*{label}\s")).locator("visible=true")


# The list


@pytest.mark.parametrize("width", (1366, 390))
def test_each_ready_made_view_shows_its_rows_and_no_others(team, actions, login, width):
	page = login(team.manager, PASSWORD, {"width": width, "height": 800})
	go(page, LIST, ".list-row")
	everything = set(actions.values())
	expect_rows(page, everything)
	expected = {
		"Overdue": {"overdue"},
		"Escalated": {"overdue"},
		"Slipping": {"slipping"},
		"Stale": {"stale"},
		"Aspirational": {"slipping"},
		"Awaiting my verification": {"completed"},
		"Under way": {"overdue", "slipping", "stale", "plain"},
		"Mine": set(),
	}
	for label, said in expected.items():
		expect(view(page, label)).to_contain_text(str(len(said)))
		view(page, label).click()
		expect(page.locator(".ia-view.active")).to_contain_text(label)
		expect_rows(page, {actions[each] for each in said}, label)
		assert page.locator(".ia-view.active").count() == 1
	view(page, "Mine").click()
	expect(page.locator(".ia-view.active")).to_have_count(0)
	expect_rows(page, everything)
	assert unexpected_errors(page) == []


def test_a_view_goes_with_the_filters_that_are_set_already(team, actions, login):
	page = login(team.manager, PASSWORD)
	go(page, LIST, ".list-row")
	page.evaluate("cur_list.filter_area.add('Improvement Action', 'status', '=', 'Open')")
	expect_rows(page, {actions["slipping"], actions["plain"]})
	expect(view(page, "Under way")).to_contain_text("2")
	view(page, "Slipping").click()
	expect_rows(page, {actions["slipping"]})
	view(page, "Slipping").click()
	expect_rows(page, {actions["slipping"], actions["plain"]})
	assert page.evaluate("cur_list.filter_area.get().map(filter => filter[1])") == ["status"]


def test_a_view_that_was_chosen_yesterday_is_todays_when_the_list_opens(team, actions, login):
	page = login(team.manager, PASSWORD)
	go(page, LIST, ".list-row")
	view(page, "Overdue").click()
	expect_rows(page, {actions["overdue"]})
	page.evaluate(
		"""async () => {
			const filters = cur_list.filter_area.get().map(filter => filter.slice(0, 4));
			filters.find(filter => filter[1] === 'due_date')[3] = ['2000-01-01', '2000-01-02'];
			await cur_list.save_view_user_settings({ filters });
		}"""
	)
	page.wait_for_timeout(500)
	page.reload()
	expect(page.locator(".ia-view.active")).to_contain_text("Overdue", timeout=20000)
	expect_rows(page, {actions["overdue"]})


def test_a_row_says_who_by_when_and_what_is_wrong(team, actions, login):
	page = login(team.manager, PASSWORD)
	go(page, LIST, ".list-row")

	def row(said):
		return page.locator(".list-row-container", has=page.locator(f"[data-name='{actions[said]}']"))

	import frappe

	full_name = frappe.db.get_value("User", team.owner, "full_name")
	late = row("overdue")
	expect(late.locator(".indicator-pill").locator("visible=true")).to_contain_text("Overdue 2 days")
	expect(late.locator(".ia-mark", has_text="Escalated: level 2")).to_be_visible()
	expect(late).to_contain_text(full_name)
	expect(late).to_contain_text("High")
	expect(late).to_contain_text(team.service[:8])
	assert "@" not in late.inner_text()
	slipping = row("slipping")
	for mark in ("Aspirational", "Slipped ×2", "Barrier"):
		expect(slipping.locator(".ia-mark", has_text=mark)).to_be_visible()
	assert (
		slipping.locator(".ia-mark", has_text="Barrier").get_attribute("title")
		== "The printer has <b>none</b>"
	)
	expect(row("stale").locator(".ia-mark")).to_have_text(["Stale"])
	expect(row("plain").locator(".ia-mark")).to_have_count(0)
	expect(row("closed").locator(".ia-mark")).to_have_count(0)
	row("stale").locator(".ia-mark").click()
	expect(page.locator(".ia-view.active")).to_contain_text("Stale")
	expect_rows(page, {actions["stale"]})
	view(page, "Stale").click()
	expect_rows(page, set(actions.values()))
	row("slipping").locator(".ia-mark", has_text="Barrier").click()
	expect_rows(page, {actions["slipping"]})
	assert unexpected_errors(page) == []


def test_what_people_typed_is_shown_and_not_run(team, actions, login):
	import frappe

	frappe.db.set_value(ACTION, actions["plain"], {"title": SCRIPT, "current_barrier": SCRIPT})
	frappe.db.commit()
	page = login(team.manager, PASSWORD)
	for path, sign in (
		(LIST, ".list-row"),
		(TREE, ".tree-node"),
		(GANTT, ".gantt .bar"),
		(BOARD, ".kanban-card"),
	):
		go(page, path, sign)
		page.wait_for_timeout(500)
		assert [error for error in page.console_errors if "script in a title" in error] == [], path


def test_on_a_phone_a_row_has_state_date_and_owner(team, actions, login, phone):
	page = login(team.manager, PASSWORD, phone)
	go(page, LIST, ".list-row")
	late = page.locator(".list-row-container", has=page.locator(f"[data-name='{actions['overdue']}']"))
	for text in ("Overdue check of the bath hoist", "Overdue 2 days", "Owner"):
		expect(late.locator(".list-subject")).to_contain_text(text)
	assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize(
	("path", "labels"),
	[
		("/app/improvement-source", ("No action yet", "Open loops", "Formal review")),
		("/app/effectiveness-review", ("Due from me", "Due in 14 days", "Overdue")),
		("/app/improvement-evidence", ("Expiring in 30 days", "Expired")),
	],
)
def test_the_other_lists_have_views_too(team, actions, login, path, labels):
	page = login(team.manager, PASSWORD)
	go(page, path, ".ia-view")
	for label in labels:
		shown = int(view(page, label).locator(".ia-count").inner_text())
		view(page, label).click()
		expect(page.locator(".ia-view.active")).to_contain_text(label)
		page.wait_for_function("count => cur_list.data.length === count", arg=min(shown, 20), timeout=10000)
	assert unexpected_errors(page) == []


# The board


def card(page, action: str):
	return page.locator(f".kanban-card-wrapper[data-name='{action}']")


def column_of(page, action: str) -> str:
	return page.evaluate(
		"name => document.querySelector(`.kanban-card-wrapper[data-name='${name}']`).closest('.kanban-column').dataset.columnValue",
		action,
	)


def drag_card(page, action: str, column: str) -> None:
	settle(page)
	page.wait_for_timeout(500)  # what covered the board a moment ago is fading
	source = card(page, action).bounding_box()
	target = page.locator(f".kanban-column[data-column-value='{column}'] .kanban-cards").bounding_box()
	page.mouse.move(source["x"] + 60, source["y"] + 20)
	page.mouse.down()
	page.mouse.move(source["x"] + 90, source["y"] + 40, steps=5)
	page.mouse.move(target["x"] + 80, target["y"] + 30, steps=15)
	page.wait_for_timeout(300)
	page.mouse.up()
	page.wait_for_timeout(300)


def open_board(page):
	go(page, BOARD, ".kanban-card")
	page.wait_for_function("window.Sortable && document.querySelector('.ia-board')")
	settle(page)


def test_dragging_a_card_does_the_workflows_move(team, actions, login):
	page = login(team.owner, PASSWORD)
	open_board(page)
	assert column_of(page, actions["plain"]) == "Open"
	assert "@" not in card(page, actions["plain"]).inner_text()
	drag_card(page, actions["plain"], "In Progress")
	page.wait_for_function(
		"name => document.querySelector(`[data-column-value='In Progress'] [data-name='${name}']`)",
		arg=actions["plain"],
	)
	assert status_of(actions["plain"]) == "In Progress"
	assert unexpected_errors(page) == []


def test_a_card_that_is_refused_is_back_and_the_board_says_why(team, actions, login):
	page = login(team.owner, PASSWORD)
	open_board(page)
	drag_card(page, actions["stale"], "Completed")
	refusal = Form(page).refusal()
	assert "change to practice" in refusal and "reading" in refusal
	assert column_of(page, actions["stale"]) == "In Progress"
	drag_card(page, actions["plain"], "Closed")
	refusal = Form(page).refusal()
	assert "cannot be moved to Closed" in refusal and "Start" in refusal
	assert column_of(page, actions["plain"]) == "Open"
	drag_card(page, actions["completed"], "Closed")
	assert "nothing" in Form(page).refusal(), "nobody verifies their own"
	page.reload()
	open_board(page)
	for said, column in (("stale", "In Progress"), ("plain", "Open"), ("completed", "Completed")):
		assert column_of(page, actions[said]) == column == status_of(actions[said])
	assert unexpected_errors(page) == []


def test_the_board_asks_for_a_reason_where_one_is_needed(team, actions, login):
	page = login(team.verifier, PASSWORD)
	open_board(page)
	drag_card(page, actions["completed"], "In Progress")
	box = page.locator(".modal.show")
	expect(box).to_contain_text("Return")
	page.wait_for_timeout(500)
	assert column_of(page, actions["completed"]) == "Completed", "while it is asked"
	box.locator(".btn-modal-close").locator("visible=true").click()
	expect(box).to_have_count(0)
	assert status_of(actions["completed"]) == "Completed"
	drag_card(page, actions["completed"], "In Progress")
	Form(page).dialog({"reason": "Two sheets of the sample are not signed."}, "Return")
	page.wait_for_function(
		"name => document.querySelector(`[data-column-value='In Progress'] [data-name='${name}']`)",
		arg=actions["completed"],
	)
	assert status_of(actions["completed"]) == "In Progress"
	assert unexpected_errors(page) == []


def test_who_may_not_write_drags_no_card(team, actions, login):
	page = login(team.governance, PASSWORD)
	open_board(page)
	page.evaluate(
		"name => cur_list.filter_area.add('Improvement Action', 'service', '=', name)", team.service
	)
	page.wait_for_timeout(1500)
	settle(page)
	drag_card(page, actions["plain"], "In Progress")
	assert column_of(page, actions["plain"]) == "Open" == status_of(actions["plain"])
	assert page.locator(".add-card").count() == 0


# Calendar and chart


def reschedule_dialog(page):
	box = page.locator(".modal.show")
	expect(box).to_contain_text("Reschedule")
	page.wait_for_timeout(500)
	return box


def due_date(action: str) -> date:
	import frappe

	frappe.db.rollback()
	return frappe.db.get_value(ACTION, action, "due_date")


def set_due(action: str, day: date) -> None:
	import frappe

	frappe.db.set_value(ACTION, action, "due_date", day)
	frappe.db.commit()


def test_a_due_date_dragged_in_the_calendar_asks_for_its_reason(team, actions, login):
	next_month = date.today().replace(day=1) + timedelta(days=32)
	middle, target = next_month.replace(day=14), next_month.replace(day=16)
	set_due(actions["plain"], middle)
	page = login(team.manager, PASSWORD)
	go(page, CALENDAR, ".fc-day")
	page.locator(".fc-next-button").click()
	event = page.locator(".fc-event", has_text="Plain action")
	expect(event).to_be_visible()
	settle(page)

	def drag():
		start = event.bounding_box()
		cell = page.locator(f".fc-bg td[data-date='{target.isoformat()}']").bounding_box()
		page.mouse.move(start["x"] + 20, start["y"] + 8)
		page.mouse.down()
		page.mouse.move(cell["x"] + 30, cell["y"] + 40, steps=12)
		page.mouse.up()

	drag()
	box = reschedule_dialog(page)
	box.locator(".btn-modal-close").locator("visible=true").click()
	expect(box).to_have_count(0)
	assert due_date(actions["plain"]) == middle
	page.wait_for_timeout(400)
	drag()
	reschedule_dialog(page)
	Form(page).dialog({"reason": "The locksmith comes two days later."}, "Reschedule")
	page.wait_for_timeout(500)
	assert due_date(actions["plain"]) == target
	doc = builders.get(actions["plain"])
	assert [row.reason for row in doc.due_date_changes] == ["The locksmith comes two days later."]
	assert unexpected_errors(page) == []


def test_calendar_and_chart_show_what_they_say(team, actions, login):
	page = login(team.owner, PASSWORD)
	go(page, GANTT, ".gantt .bar")
	expect(page.locator(".ia-view.active")).to_contain_text("Under way")
	expect_rows(page, {actions[said] for said in ("overdue", "slipping", "stale", "plain")})
	labels = page.evaluate(
		"[...document.querySelectorAll('.gantt .bar-label')].map(each => each.textContent)"
	)
	assert any("Overdue check of the bath hoist" in label and "Owner" in label for label in labels)
	assert page.locator(".gantt .ia-bar-overdue").count() == 1
	# From the chart to the calendar: one must not leave its fields to the other.
	page.evaluate("frappe.set_route('List', 'Improvement Action', 'Calendar', 'default')")
	page.wait_for_selector(".fc-day")
	settle(page)
	page.wait_for_timeout(800)
	late = date.today() - timedelta(days=2)
	if late.month == date.today().month:
		expect(page.locator(".fc-event", has_text="Overdue check")).to_be_visible()
		event = page.evaluate(
			"$('.fc').fullCalendar('clientEvents').find(each => each.title.startsWith('Overdue check')).start.format('YYYY-MM-DD')"
		)
		assert event == late.isoformat()
	assert unexpected_errors(page) == []


def test_a_bar_dragged_in_the_chart_asks_for_its_reason(team, actions, login):
	before = due_date(actions["plain"])
	page = login(team.manager, PASSWORD)
	go(page, GANTT, ".gantt .bar")
	expect_rows(page, {actions[said] for said in ("overdue", "slipping", "stale", "plain")})
	page.wait_for_timeout(500)
	bar = page.locator(f".gantt .bar-wrapper[data-id='{actions['plain']}'] .bar")
	bar.scroll_into_view_if_needed()
	place = bar.bounding_box()
	page.mouse.move(place["x"] + place["width"] / 2, place["y"] + 10)
	page.mouse.down()
	page.mouse.move(place["x"] + place["width"] / 2 + 80, place["y"] + 10, steps=10)
	page.mouse.up()
	box = reschedule_dialog(page)
	box.locator(".btn-modal-close").locator("visible=true").click()
	expect(box).to_have_count(0)
	page.wait_for_timeout(800)
	assert due_date(actions["plain"]) == before
	again = page.locator(f".gantt .bar-wrapper[data-id='{actions['plain']}'] .bar").bounding_box()
	assert abs(again["width"] - place["width"]) < 1
	assert unexpected_errors(page) == []


# The tree


@pytest.mark.parametrize("width", (1366, 390))
def test_the_tree_opens_and_shows_parts_below_their_action(team, actions, login, width):
	page = login(team.manager, PASSWORD, {"width": width, "height": 800})
	go(page, TREE, ".tree-node")
	node = page.locator(f".tree-link[data-label='{actions['plain']}']")
	expect(node).to_contain_text("Plain action")
	expect(page.locator(f".tree-link[data-label='{actions['part']}']")).to_have_count(0)
	expect(page.locator(f".tree-link[data-label='{actions['closed']}']")).to_have_count(0)
	node.click()
	part = page.locator(f".tree-link[data-label='{actions['part']}']")
	expect(part).to_contain_text("Part: the sheets")
	expect(part).to_contain_text("Draft")
	if width > 1000:
		page.get_by_role("button", name="Collapse All").click()
		expect(part).to_have_count(0)
		settle(page)
		page.get_by_role("button", name="Expand All").click()
		expect(part).to_be_visible()
	page.locator("[data-fieldname='unfinished_only'] input:visible").first.click()
	expect(page.locator(f".tree-link[data-label='{actions['closed']}']")).to_be_visible()
	assert unexpected_errors(page) == []
