"""Takes the screenshots of the docs from the demo Desk of the sandbox.

After `sandbox/run up`: `.sandbox/venv/bin/python docs/screenshots.py http://127.0.0.1:15080`. Records are found by
what they are, not by number, because the demo data is played anew from time to time.
"""

import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "e2e")]

from conftest import ARGUMENTS, CHROMIUM, LAPTOP  # noqa: E402

from sandbox.demo import LOGINS  # noqa: E402

#: Image, doctype, and the filters that find the record to show.
SHOTS = (
	(
		"action",
		"Improvement Action",
		{"status": "In Progress", "slip_count": [">", 0], "indicator": ["is", "set"]},
	),
	(
		"overdue",
		"Improvement Action",
		{"status": "In Progress", "escalation_level": [">", 2], "due_date": ["is", "set"]},
	),
	("source", "Improvement Source", {"loop_status": "Open", "action_count": [">", 1]}),
	("plan", "Improvement Plan", {"status": "Issued", "current_version": [">", 1]}),
	("governance", "Governance Review", {"status": "Held"}),
)


def main(url: str) -> None:
	governance = next(login for login in LOGINS if "manager of all services" in login["role"])
	with sync_playwright() as playwright:
		browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
		page = browser.new_page(base_url=url, viewport=LAPTOP)
		page.request.post(
			"/api/method/login", form={"usr": governance["email"], "pwd": governance["password"]}
		)
		page.goto("/app")
		page.wait_for_selector(".desk-sidebar")
		for image, doctype, filters in SHOTS:
			take(page, image, doctype, filters)
		page.goto("/app/risk-heat-map")
		page.wait_for_selector(".ia-heat-table")
		page.wait_for_timeout(1500)
		page.screenshot(path=ROOT / "docs" / "images" / "risk-heat-map.png")
		browser.close()


def take(page: Page, image: str, doctype: str, filters: dict) -> None:
	name = page.evaluate(
		"([doctype, filters]) => frappe.db.get_list(doctype, {filters, limit: 1}).then((rows) => rows[0].name)",
		[doctype, filters],
	)
	page.goto(f"/app/{doctype.lower().replace(' ', '-')}/{name}")
	page.wait_for_function("window.cur_frm && cur_frm.doc && !frappe.request.ajax_count")
	page.wait_for_timeout(1500)
	page.screenshot(path=ROOT / "docs" / "images" / f"{image}.png")


if __name__ == "__main__":
	main(sys.argv[1])
