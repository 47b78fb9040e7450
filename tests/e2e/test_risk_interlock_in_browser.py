"""From a control that does not work to a new assessment of its risk, played in a browser by the people who do it in life."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from desk import Form, settle, unexpected_errors
from people import PASSWORD, care_service, person
from playwright.sync_api import expect

MANAGER, OWNER = "e2e.risk.manager@example.com", "e2e.risk.owner@example.com"
VERIFIER, GOVERNANCE = "e2e.risk.verifier@example.com", "e2e.risk.governance@example.com"
SERVICE = "Rowan Lodge of the browser tests"
CONTROL = "The senior on nights checks every falls sensor and signs the sheet"


def on_screen(day: date) -> str:
	return day.strftime("%d-%m-%Y")


@pytest.fixture(scope="module")
def people(site):
	import frappe

	person(MANAGER, "Improvement Manager")
	person(OWNER, "Improvement Action Owner")
	person(VERIFIER, "Improvement Verifier")
	person(GOVERNANCE, "Improvement Governance")
	care_service(SERVICE)
	frappe.db.commit()


def ask(form: Form, button: str, answers: dict[str, str], send: str) -> None:
	"""Press `button` at the top of the form, answer the dialog (lists as well) and send it."""
	form.button(button)
	box = form.page.locator(".modal.show")
	expect(box).to_be_visible()
	form.page.wait_for_timeout(400)
	for field, answer in answers.items():
		entry = box.locator(f"[data-fieldname='{field}']").locator("input, textarea, select").first
		if entry.evaluate("element => element.tagName") == "SELECT":
			entry.select_option(answer)
		else:
			entry.fill(answer)
			entry.blur()
	box.locator(".modal-footer .btn-primary").locator("visible=true").first.click()
	form.settle()


def test_from_an_inadequate_control_to_a_reassessment(people, login):
	import frappe

	today, title = date.today(), f"Residents fall at night {uuid4().hex[:6]}"

	# The manager records the risk with a control that does not work
	manager = Form(login(MANAGER, PASSWORD)).open("risk-register-entry/new")
	manager.write("title", title)
	manager.choose("category", "Falls")
	manager.choose("service", SERVICE)
	manager.choose("risk_owner", OWNER)
	for field, level in {
		"inherent_likelihood": "4",
		"inherent_impact": "4",
		"residual_likelihood": "3",
		"residual_impact": "4",
		"target_likelihood": "2",
		"target_impact": "3",
	}.items():
		manager.write(field, level)
	manager.tab("Controls")
	manager.page.evaluate(
		"control => { cur_frm.add_child('controls', {control, adequacy: 'Inadequate'}); cur_frm.refresh_field('controls'); }",
		CONTROL,
	)
	manager.save()
	risk = manager.name
	manager.tab("Risk")
	expect(manager.page.locator(".ia-risk-bar")).to_contain_text("12")
	expect(manager.intro()).to_contain_text("above the target 6")

	# A cell of the heat map opens the list with just the risks in it
	page = manager.page
	page.goto("/app/risk-heat-map")
	page.wait_for_selector(".ia-heat-table")
	page.locator("[data-fieldname='service'] input").click()
	page.locator("[data-fieldname='service'] input").fill(SERVICE)
	page.locator(
		"[data-fieldname='service'] [role='option'], [data-fieldname='service'] li", has_text=SERVICE
	).first.click()
	settle(page)
	page.get_by_role("button", name="Residual").click()
	settle(page)
	cell = page.get_by_role("button", name="Likelihood 3 Possible, impact 4 Major, score 12")
	count = int(cell.locator(".ia-heat-count").inner_text())
	assert count >= 1
	cell.click()
	page.wait_for_function(
		"window.cur_list && cur_list.doctype === 'Risk Register Entry' && cur_list.data.length"
	)
	settle(page)
	shown = page.evaluate("cur_list.data.map(row => row.name)")
	assert risk in shown and len(shown) == count

	# The control gets an action
	manager.open(f"risk-register-entry/{risk}")
	manager.tab("Controls")
	page.locator(".ia-controls-bar button").click()
	manager.page.wait_for_timeout(400)
	page.locator(".modal.show .btn-primary").locator("visible=true").first.click()
	page.wait_for_function("cur_frm.doctype === 'Improvement Action'")
	manager.settle()
	action = manager.name
	assert manager.value("risk") == risk and manager.value("priority") == "High"
	page.evaluate(
		"values => cur_frm.set_value(values)",
		{
			"title": f"Falls sensors checked by the senior on nights at {SERVICE}",
			"description": "The senior on nights checks all eleven falls sensors at 22:00 and signs the sheet; faults are mended the next day.",
			"closure_test": "The deputy audits 30 nights; 95% of checks are signed and no sensor is found off.",
			"action_owner": OWNER,
			"due_date": str(today + timedelta(days=30)),
			"indicator": "Sensor checks signed",
			"unit": "%",
			"direction": "Increase",
			"baseline_value": 60,
			"baseline_date": str(today - timedelta(days=10)),
			"target_value": 95,
		},
	)
	manager.save()
	manager.act("Open")
	manager.expect_status("Open")
	manager.open(f"risk-register-entry/{risk}")
	manager.expect_status("Control Change Pending")
	expect(manager.intro()).to_contain_text("A control is being changed")

	# It is worked and proved: the same steps as the browser test of the loop, made past the browser
	prove(action)
	owner = Form(login(OWNER, PASSWORD)).open(f"improvement-action/{action}")
	owner.act("Complete")
	owner.expect_status("Completed")

	# Somebody else verifies and closes it
	verify(action)
	verifier = Form(login(VERIFIER, PASSWORD)).open(f"improvement-action/{action}")
	verifier.act("Close")
	verifier.expect_status("Closed")

	# The owner of the risk is told, and scores it anew
	owner.open(f"risk-register-entry/{risk}")
	owner.expect_status("Reassessment Due")
	expect(owner.intro()).to_contain_text(f"{action} is closed: its change is verified")
	frappe.db.rollback()
	assert any(
		risk in subject
		for subject in frappe.get_all("Notification Log", filters={"for_user": OWNER}, pluck="subject")
	)
	ask(owner, "Assess", {"residual_likelihood": "5", "reason": "Looked at 30 nights."}, "Record Assessment")
	expect(owner.page.locator(".modal.show")).to_contain_text("above the inherent score")
	box = owner.page.locator(".modal.show")
	box.locator("[data-fieldname='residual_likelihood'] select").select_option("1")
	box.locator(".modal-footer .btn-primary").locator("visible=true").first.click()
	owner.settle()
	assert "below the target score 6 already" in owner.refusal()
	owner.expect_status("Open")
	expect(owner.page.locator(".ia-risk-bar")).to_contain_text("4")
	owner.tab("Assessments")
	expect(owner.page.locator(".risk-history")).to_contain_text("12 at first, 4 now, in 2 assessments")

	# Governance lives with what is left, and may do nothing else
	governance = Form(login(GOVERNANCE, PASSWORD)).open(f"risk-register-entry/{risk}")
	assert governance.page.get_by_role("button", name="Assess", exact=True).count() == 0
	ask(
		governance,
		"Accept",
		{"until": on_screen(today + timedelta(days=90)), "reason": "Nothing more is proportionate."},
		"Accept",
	)
	governance.expect_status("Accepted")

	# An accepted risk whose owner finds it gone is closed, and is read-only from then on
	ask(
		owner.open(f"risk-register-entry/{risk}"),
		"Close Risk",
		{"reason": "The wing is closed."},
		"Close the Risk",
	)
	owner.expect_status("Closed")
	expect(owner.page.get_by_role("button", name="Reopen", exact=True).locator("visible=true")).to_have_count(
		1
	)
	for form in (manager, owner, verifier, governance):
		assert unexpected_errors(form.page) == []


def prove(action: str) -> None:
	import frappe

	frappe.db.rollback()
	doc = frappe.get_doc("Improvement Action", action)
	source = frappe.get_doc("Improvement Source", doc.source)
	source.append("contributory_factors", {"factor": "Handover", "explanation": "Nobody had the task."})
	source.save()
	frappe.set_user(OWNER)
	doc.add_progress("Sheet agreed with the seniors.", 50, "Audit", str(date.today() + timedelta(days=7)))
	frappe.get_doc(
		{
			"doctype": "Improvement Evidence",
			"action": action,
			"title": "Audit of 30 nights",
			"evidence_type": "Audit Result",
			"evidence_date": str(date.today()),
			"description": "30 nights, 29 signed.",
		}
	).insert()
	doc = frappe.get_doc("Improvement Action", action)
	doc.change_to_practice = "Signed sensor checks moved from 60% in October to 97% in November."
	doc.append("readings", {"reading_date": str(date.today()), "value": 97, "sample_size": 30})
	doc.save()
	frappe.set_user("Administrator")
	frappe.db.commit()


def verify(action: str) -> None:
	import frappe

	frappe.db.rollback()
	waiting = {"action": action, "outcome": ("is", "not set")}
	(name,) = frappe.get_all("Effectiveness Review", filters=waiting, pluck="name")
	frappe.set_user(VERIFIER)
	frappe.get_doc("Effectiveness Review", name).update(
		{
			"reviewer": VERIFIER,
			"method": "Follow-up Audit",
			"sample_size": 30,
			"outcome": "Embedded",
			"findings": "30 nights against the closure test: 29 signed, no sensor off.",
		}
	).save()
	frappe.set_user("Administrator")
	frappe.db.commit()
