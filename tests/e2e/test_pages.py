"""Every page a person meets opens for the roles that use it, on a laptop and on a phone, without an error."""

import builders
import pytest
from desk import settle, unexpected_errors
from people import PASSWORD, care_service, person
from playwright.sync_api import expect


@pytest.fixture(scope="module")
def records(site):
	"""A closed action with all its proof, in the database for good, and who may see what of it."""
	import frappe

	team = builders.Team(care_service("Rowan Lodge (browser test)"))
	team.manager = person("e2e.manager@example.com", builders.MANAGER)
	team.owner = person("e2e.owner@example.com", builders.ACTION_OWNER)
	team.verifier = person("e2e.verifier@example.com", builders.VERIFIER)
	team.governance = person("e2e.governance@example.com", builders.GOVERNANCE)
	action = builders.closed(team)
	frappe.db.commit()
	review = frappe.get_all(
		"Effectiveness Review", {"action": action.name, "outcome": ("is", "set")}, pluck="name"
	)
	evidence = frappe.get_all("Improvement Evidence", {"action": action.name}, pluck="name")
	return {
		"team": team,
		"action": action.name,
		"source": action.source,
		"evidence": evidence[0],
		"review": review[0],
		"service": team.service,
	}


PAGES = {
	"/app/improvement-actions": ".number-widget-box .number",
	"/app/improvement-action": ".list-row .level-item",
	"/app/improvement-source": ".list-row .level-item",
	"/app/improvement-action/{action}": ".form-tabs",
	"/app/improvement-source/{source}": "[data-fieldname='actions_list'] table",
	"/app/improvement-evidence/{evidence}": "[data-fieldname='title']",
	"/app/effectiveness-review/{review}": "[data-fieldname='closure_test']",
	"/app/query-report/Improvement Action Register": ".dt-row-0",
	"/app/print/Improvement Action/{action}": ".print-preview",
}


@pytest.mark.parametrize(
	("role", "width"),
	[("manager", 1366), ("owner", 1366), ("owner", 390), ("verifier", 1366), ("governance", 1366)],
)
def test_the_pages_open(records, login, role, width):
	page = login(getattr(records["team"], role), PASSWORD, {"width": width, "height": 800})
	for path, sign in PAGES.items():
		page.goto(path.format(**records))
		expect(page.locator(sign).first).to_be_attached(timeout=15000)
		settle(page)
		assert unexpected_errors(page) == [], path


def test_the_printed_record_holds_the_whole_loop(records, login):
	page = login(records["team"].governance, PASSWORD)
	page.goto(f"/app/print/Improvement Action/{records['action']}")
	record = page.frame_locator(".print-preview iframe").locator(".ia-record")
	for part in ("What prompted it", "Closure test", "What has changed in practice", "MAR audit", "Embedded"):
		expect(record).to_contain_text(part)
