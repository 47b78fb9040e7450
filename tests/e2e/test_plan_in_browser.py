"""An improvement plan in the Desk: written, found wanting, issued, changed, issued again and compared."""

import re
from datetime import date, timedelta

import builders
import plan_records as plans
import pytest
from desk import Form, unexpected_errors
from people import PASSWORD, care_service, person
from playwright.sync_api import expect

MANAGER, OWNER = "plan.manager@example.com", "plan.owner@example.com"
SERVICE = "Rowan Lodge (browser test)"
AIM = "By the spring every person has every dose signed for: 98% of MAR entries in the monthly audit."
OBJECTIVE = "98% of MAR entries are signed in the monthly audit of 20 charts by the registered manager"


def on_screen(day: date) -> str:
	return day.strftime("%d-%m-%Y")


@pytest.fixture(scope="module")
def source(site) -> str:
	"""A finding of the service, committed with its people: the browser talks to another process."""
	import frappe

	person(MANAGER, builders.MANAGER)
	person(OWNER, builders.ACTION_OWNER)
	care_service(SERVICE)
	name = builders.source(
		SERVICE, title="Gaps in MAR charts", finding_quote="We found gaps in 14 of 20 charts."
	).name
	frappe.db.commit()
	return name


def add_row(form: Form, table: str, **values: str) -> None:
	"""Add a row to `table` and fill it in its own form, as a person does."""
	form.page.locator(f"[data-fieldname='{table}'] .grid-add-row").locator("visible=true").click()
	form.page.locator(
		f"[data-fieldname='{table}'] .grid-row.editable-row .btn-open-row, [data-fieldname='{table}'] .rows .grid-row:last-child .btn-open-row"
	).last.click()
	fill_row(form, **values)


def fill_row(form: Form, **values: str) -> None:
	row = form.page.locator(".form-in-grid").locator("visible=true")
	for field, text in values.items():
		entry = (
			row.locator(f"[data-fieldname='{field}']")
			.locator("input, textarea")
			.locator("visible=true")
			.first
		)
		entry.fill(text)
		option = form.page.locator(".awesomplete [role='option'], .awesomplete li", has_text=text).locator(
			"visible=true"
		)
		if field.endswith("_owner"):
			option.first.click()
		entry.blur()
		form.page.wait_for_timeout(150)
	form.page.locator(".grid-row-open .grid-collapse-row").locator("visible=true").first.click()
	form.settle()


def test_a_plan_from_its_first_line_to_its_second_version(source, login, phone):
	import frappe

	today = date.today()
	form = Form(login(MANAGER, PASSWORD)).open("improvement-plan/new")
	form.write("title", "Medicines at Rowan Lodge")
	form.choose("plan_type", "Inspection Response")
	form.choose("service", SERVICE)
	form.choose("plan_lead", MANAGER)
	form.save()
	plan = form.name
	for missing in (
		"Set the date on which the plan starts",
		"Write the aim",
		"at least one objective",
		"neither findings nor actions",
	):
		expect(form.intro()).to_contain_text(missing)

	# What is vague is said while it is typed, and keeps the plan from being issued
	form.write("start_date", on_screen(today))
	form.write("target_date", on_screen(today + timedelta(days=90)))
	form.write("scope", "Medicines given by care staff.")
	aim = form.field("aim").locator("textarea")
	aim.press_sequentially("Improve medicines management", delay=5)
	check = form.page.locator("[data-fieldname='wording_check']")
	expect(check).to_contain_text("cannot be verified")
	aim.fill(AIM)
	aim.blur()
	add_row(
		form,
		"objectives",
		objective="Strengthen governance arrangements",
		objective_owner=OWNER,
		due_date=on_screen(today + timedelta(days=60)),
		no_indicator_reason="Not yet known",
	)
	expect(check).to_contain_text("Objective 1")
	form.save()
	with_source(plan, source)
	form.open(f"improvement-plan/{plan}")
	expect(form.intro()).to_contain_text("Objective 1: This cannot be verified")
	form.button("Issue")
	assert "Objective 1" in form.refusal()
	assert not frappe.db.exists("Improvement Plan Version", {"plan": plan})

	# Mended, it is issued
	form.page.locator("[data-fieldname='objectives'] .rows .btn-open-row").first.click()
	fill_row(
		form,
		objective=OBJECTIVE,
		indicator="MAR entries signed",
		baseline_value="78",
		baseline_date=on_screen(today - timedelta(days=9)),
		target_value="98",
	)
	expect(check).to_contain_text("Aim and objectives can be verified")
	form.save()
	expect(form.intro()).to_contain_text("Nothing is missing")
	form.button("Issue")
	form.dialog({"note": "Sent to the CQC"}, "Issue")
	form.expect_status("Issued")
	expect(form.page.locator(".ia-plan-bar")).to_contain_text("Version 1")

	# The version shows the plan as issued, and its PDF opens
	form.tab("Versions")
	versions = form.page.locator(".ia-versions")
	expect(versions).to_contain_text("Sent to the CQC")
	pdf = form.page.request.get(versions.get_by_role("link", name="PDF as issued").get_attribute("href"))
	assert pdf.ok and pdf.body().startswith(b"%PDF")
	versions.get_by_role("link", name="Version 1").click()
	form.page.wait_for_function("cur_frm.doctype === 'Improvement Plan Version'")
	form.settle()
	paper = form.page.locator(".ia-paper")
	expect(paper).to_contain_text(AIM)
	expect(paper).to_contain_text("We found gaps in 14 of 20 charts.")
	expect(form.intro()).to_contain_text("as it was issued")
	assert (
		form.page.locator(".form-page input:not([readonly]):not([disabled])").locator("visible=true").count()
		== 0
	)

	# Changed, it says so; issued again, the two are compared
	form.open(f"improvement-plan/{plan}")
	form.write("target_date", on_screen(today + timedelta(days=100)))
	form.save()
	expect(form.intro()).to_contain_text("different from version 1")
	form.button("Issue Again")
	expect(form.page.locator(".modal.show")).to_contain_text("Target Date was")
	form.dialog({"note": "New date agreed"}, "Issue")
	form.page.wait_for_function("cur_frm.doc.current_version === 2")
	form.settle()
	form.tab("Versions")
	versions.locator("[data-compare$='-v2']").click()
	compared = form.page.locator(".modal.show .ia-differences")
	expect(compared).to_contain_text("From version 1 to version 2")
	expect(compared.locator("ins")).to_have_text(on_screen(today + timedelta(days=100)))
	assert not unexpected_errors(form.page)

	# On a phone it all stays within the screen
	small = Form(login(MANAGER, PASSWORD, phone)).open(f"improvement-plan-version/{plan}-v2")
	expect(small.page.locator(".ia-paper")).to_contain_text(AIM)
	assert small.page.evaluate(
		"document.querySelector('.ia-paper').getBoundingClientRect().right <= innerWidth"
	)
	small.open(f"improvement-plan/{plan}")
	small.tab("Milestones")
	chart = small.page.locator(".ia-plan-chart")
	expect(chart).to_be_visible()
	assert chart.evaluate("box => box.getBoundingClientRect().right <= innerWidth")
	assert not unexpected_errors(small.page)


def with_source(plan: str, source: str) -> None:
	"""Put the finding into the plan; importing findings has tests of its own."""
	import frappe

	frappe.db.rollback()
	doc = frappe.get_doc("Improvement Source", source)
	doc.plan = plan
	doc.save()
	frappe.db.commit()


def test_who_only_reads_a_plan_is_offered_nothing_to_do(site, login):
	import frappe

	team = builders.Team(care_service(SERVICE))
	team.manager, team.owner = person(MANAGER, builders.MANAGER), person(OWNER, builders.ACTION_OWNER)
	plan = plans.full(team)
	frappe.db.commit()
	form = Form(login(OWNER, PASSWORD)).open(f"improvement-plan/{plan.name}")
	expect(form.page.locator(".ia-plan-bar")).to_contain_text("0 of 1 closed")
	assert (
		form.page.get_by_role("button", name=re.compile("Issue|Cancel Plan")).locator("visible=true").count()
		== 0
	)
	assert not unexpected_errors(form.page)
