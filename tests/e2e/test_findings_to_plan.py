"""From an inspection report to an issued plan: pasted, checked, imported, completed and issued."""

from datetime import date, timedelta

import pytest
from desk import Form, unexpected_errors
from people import PASSWORD, care_service, person
from playwright.sync_api import expect

MANAGER, OWNER = "e2e.planmanager@example.com", "e2e.planowner@example.com"
SERVICE = "Rowan House (browser test)"
HEADINGS = ("Ref", "Area for improvement", "Regulation", "Action", "Lead", "By when", "How will we know")
FIRST = "We looked at nine topical medicines charts. Six had gaps, and nobody had noticed."
SECOND = "Two relatives told us that nobody had answered their complaints."


def on_screen(day: date) -> str:
	return day.strftime("%d-%m-%Y")


def report(due: date, *more) -> str:
	lines = (
		HEADINGS,
		("3.1", FIRST, "Reg 12(2)(g)", "Seniors check all nine charts at each handover and have gaps explained the same day", OWNER, due.strftime("%d/%m/%Y"), "Three weekly audits of nine charts: 98% signed for"),
		("3.1", "", "", "The pharmacist audits all nine charts every month and reports to the manager", OWNER, due.strftime("%d %B %Y"), "Three monthly reports without a gap"),
		("3.2", SECOND, "Regulation 16", "", "", "", ""),
		*more,
	)  # fmt: skip
	return "\n".join("\t".join(line) for line in lines)


@pytest.fixture(scope="module")
def plan(site):
	"""A new plan at the service, with the people who work on it: committed, because the browser talks to another process."""
	import frappe

	person(MANAGER, "Improvement Manager")
	person(OWNER, "Improvement Action Owner")
	care_service(SERVICE)
	made = frappe.get_doc(
		{
			"doctype": "Improvement Plan",
			"title": "Response to the inspection of Rowan House",
			"plan_type": "Inspection Response",
			"service": SERVICE,
			"plan_lead": MANAGER,
			"start_date": date.today(),
			"target_date": date.today() + timedelta(days=200),
		}
	).insert()
	frappe.db.commit()
	return made.name


def test_from_a_pasted_report_to_an_issued_plan(plan, login):
	due = date.today() + timedelta(days=90)
	form = Form(login(MANAGER, PASSWORD)).open(f"improvement-plan/{plan}")
	page = form.page
	form.tab("Findings and Actions")
	page.get_by_role("button", name="Import Findings").click()
	dialog = page.locator(".modal.show")
	expect(dialog).to_contain_text("Import Findings")
	page.wait_for_timeout(400)  # it fades in
	primary, secondary = dialog.locator(".btn-modal-primary"), dialog.locator(".btn-modal-secondary")

	# Two rows cannot be imported, and say why
	bad = (
		("3.3", "Risk assessments were not reviewed.", "Regulation 99", "Review within a day", "J.B.", "31/02/2035", ""),
		("3.4", "", "Regulation 17", "The monthly meeting reviews every audit", OWNER, "01/02/2020", ""),
	)  # fmt: skip
	text = report(due, *bad)
	dialog.locator("textarea").fill(text)
	primary.click()
	expect(dialog.locator("[data-row='5']")).to_contain_text("“Regulation 99” is no regulation")
	for reason in ("Owner “J.B.”: initials", "“31/02/2035” is not a date"):
		expect(dialog.locator("[data-row='5']")).to_contain_text(reason)
	for reason in ("The finding itself is missing", "is in the past"):
		expect(dialog.locator("[data-row='6']")).to_contain_text(reason)
	expect(primary).to_be_disabled()
	columns = dialog.locator("[data-column]").evaluate_all("all => all.map(one => one.value)")
	assert columns == [
		"reference",
		"quote",
		"standards",
		"action",
		"action_owner",
		"due_date",
		"closure_test",
	]

	# A refusal takes nothing away of what was entered
	dialog.locator("[data-column='1']").select_option("")
	expect(dialog.locator(".ia-refusal")).to_contain_text("Say which column has the findings")
	assert dialog.locator("textarea").input_value() == text
	dialog.locator("[data-column='1']").select_option("quote")
	expect(secondary).to_be_visible()

	# The good ones alone, because the user says so
	expect(secondary).to_have_text("Import Only the 3 Good Rows")
	secondary.click()
	expect(dialog).to_contain_text("2 findings and 2 actions were imported")
	expect(dialog).to_contain_text("2 rows were left out")
	with page.expect_download() as download:
		dialog.get_by_role("button", name="Download as CSV").click()
	left_out = download.value.path().read_text(encoding="utf-8-sig")
	assert "Regulation 99" in left_out
	assert "The finding itself is missing" in left_out
	primary.click()

	# The plan shows them: the finding without an action first
	shown = page.locator(".ia-finding")
	expect(shown).to_have_count(2)
	expect(shown.first).to_contain_text(SECOND)
	expect(shown.first).to_contain_text("No action yet")
	expect(shown.nth(1)).to_contain_text("Regulation 12")
	expect(shown.nth(1).locator(".ia-finding-action")).to_have_count(2)
	expect(shown.nth(1).locator(".indicator-pill", has_text="Draft")).to_have_count(2)
	expect(page.locator("[data-stage='findings']")).to_contain_text("1 without an action")

	# An action for it, from its own button
	shown.first.get_by_role("button", name="Add action").click()
	page.wait_for_function("cur_frm.doctype === 'Improvement Action'")
	form.settle()
	form.write("title", "Every complaint at Rowan House is answered in writing within 20 working days")
	form.save()
	assert form.value("plan") == plan

	# What is missing of the plan, and then it is issued with the findings in it
	form.open(f"improvement-plan/{plan}")
	expect(form.intro()).to_contain_text("Write the aim")
	form.write("aim", "By June every dose at Rowan House is signed for: 98% of entries in the monthly audit.")
	form.write("scope", "Medicines given by care staff, and complaints of relatives.")
	page.evaluate(
		"row => { cur_frm.add_child('objectives', row); cur_frm.refresh_field('objectives'); cur_frm.dirty(); }",
		{
			"objective": "98% of topical medicines entries are signed in the monthly audit of nine charts by the manager",
			"objective_owner": OWNER,
			"due_date": due.isoformat(),
			"indicator": "Entries signed",
			"unit": "%",
			"baseline_value": 61,
			"baseline_date": date.today().isoformat(),
			"target_value": 98,
		},
	)
	form.save()
	form.button("Issue")
	form.dialog({}, "Issue")
	page.wait_for_function("cur_frm.doc.current_version === 1")
	form.expect_status("Issued")

	import frappe

	frappe.db.rollback()  # to see what the browser has stored
	version = frappe.get_doc("Improvement Plan Version", {"plan": plan, "version_number": 1})
	for words in (FIRST, SECOND):
		assert words in version.snapshot
	assert unexpected_errors(page) == []


def test_the_same_report_again_makes_nothing(plan, login):
	form = Form(login(MANAGER, PASSWORD)).open(f"improvement-plan/{plan}")
	form.tab("Findings and Actions")
	form.page.get_by_role("button", name="Import Findings").click()
	dialog = form.page.locator(".modal.show")
	form.page.wait_for_timeout(400)
	dialog.locator("textarea").fill(report(date.today() + timedelta(days=90)))
	dialog.locator(".btn-modal-primary").click()
	expect(dialog).to_contain_text("0 new findings")
	expect(dialog).to_contain_text("3 rows already in the plan")
	expect(dialog.locator(".btn-modal-primary")).to_be_disabled()


def test_a_table_pasted_from_word_keeps_its_cells_together(plan, login):
	"""Its cells hold paragraphs and run over several rows, which plain text would take for findings of their own."""
	form = Form(login(MANAGER, PASSWORD)).open(f"improvement-plan/{plan}")
	form.tab("Findings and Actions")
	form.page.get_by_role("button", name="Import Findings").click()
	box = form.page.locator(".modal.show textarea")
	form.page.wait_for_timeout(400)
	box.click()
	box.evaluate(
		"""(box, html) => {
			const clipboardData = new DataTransfer();
			clipboardData.setData('text/html', html);
			box.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
		}""",
		"""<table><tr><td><p>Ref</p></td><td>Finding</td><td>Action</td></tr>
			<tr><td rowspan="2">1</td><td rowspan="2"><p>The log was</p><p>not "complete".</p></td><td>Check<br>daily</td></tr>
			<tr><td>Audit monthly</td></tr></table>""",
	)
	text = box.input_value()
	assert text == (
		'Ref\tFinding\tAction\n1\t"The log was\nnot ""complete""."\t"Check\ndaily"\n'
		'1\t"The log was\nnot ""complete""."\tAudit monthly'
	)
	form.page.locator(".modal.show .btn-modal-primary").click()
	expect(form.page.locator(".modal.show")).to_contain_text("1 new findings")
