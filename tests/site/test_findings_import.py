"""An inspection report becomes findings and actions of a plan: all of it, or what is good of it, and never twice."""

import base64
import csv
import io
from datetime import date
from unittest.mock import patch

import builders
import frappe
import plan_records as plans
import pytest
from builders import as_user, in_days
from openpyxl import Workbook, load_workbook

from improvement_actions.improvement_actions.doctype.improvement_plan.findings import (
	background,
	downloads,
	sent,
)
from improvement_actions.improvement_actions.doctype.improvement_plan.findings import doors as findings
from improvement_actions.refusal import RefusedError

SOURCE, ACTION = "Improvement Source", "Improvement Action"
HEADINGS = (
	"Ref",
	"Finding",
	"Regulation",
	"Theme",
	"Action",
	"Owner",
	"Due date",
	"Priority",
	"Closure test",
)
QUOTE = "We looked at nine topical medicines charts. Six had gaps, and nobody had noticed."


@pytest.fixture
def team():
	return builders.Team()


@pytest.fixture
def plan(team):
	return plans.draft(team)


def findings_of(plan) -> list:
	fields = [
		"name",
		"title",
		"finding_reference",
		"finding_quote",
		"theme",
		"key_question",
		"service",
		"source_type",
		"occurred_on",
		"action_count",
		"review_tier",
	]
	return frappe.get_all(SOURCE, {"plan": plan.name}, fields, order_by="name")


def actions_of(plan) -> list:
	fields = [
		"name",
		"title",
		"description",
		"source",
		"service",
		"action_owner",
		"due_date",
		"status",
		"priority",
		"closure_test",
	]
	return frappe.get_all(ACTION, {"plan": plan.name}, fields, order_by="name")


def line(*cells) -> str:
	return "\t".join(map(str, cells))


def pasted(*lines) -> str:
	return "\n".join(line(*cells) for cells in (HEADINGS, *lines))


def good(owner: str, reference="3.1", quote=QUOTE, **other) -> tuple:
	cells = {
		"regulation": "Reg 12(2)(g)",
		"theme": "Topical medicines",
		"action": "Seniors check all nine charts at each handover and have gaps explained the same day",
		"owner": owner,
		"due": "31/03/2035",
		"priority": "Medium",
		"test": "Three weekly audits of nine charts: 98% signed for",
		**other,
	}
	return (reference, quote, *cells.values())


def report(owner: str, rows: int, bad: int = 0) -> str:
	"""Return the pasted rows of a report, of which the first `bad` name nobody as their owner."""
	return pasted(
		*(
			good(
				"Nobody Here" if number <= bad else owner,
				f"F{number}",
				f"We found that the records of room {number} had gaps in {number % 7 + 2} of 12 weeks.",
				regulation=f"Regulation {(9, 10, 11, 12, 17, 18)[number % 6]}",
				theme=("Medicines", "Records", "Staffing")[number % 3],
				action=f"The senior checks the records of room {number} every Friday",
			)
			for number in range(1, rows + 1)
		)
	)


def workbook(*lines, sheet="Findings", more: dict | None = None) -> str:
	"""Return a workbook as base64; `more` are sheets after the first, by name."""
	book = Workbook()
	book.active.title = sheet
	for cells in lines:
		book.active.append(cells)
	for name, others in (more or {}).items():
		page = book.create_sheet(name)
		for cells in others:
			page.append(cells)
	return encoded(book)


def encoded(book) -> str:
	file = io.BytesIO()
	book.save(file)
	return base64.b64encode(file.getvalue()).decode()


def downloaded() -> bytes:
	content = frappe.response.filecontent
	frappe.local.response = frappe._dict(docs=[])
	return content


def outcomes(preview) -> list[str]:
	return [row["outcome"] for row in preview["rows"]]


def codes(row) -> list[str]:
	return [problem["code"] for problem in row["problems"]]


# What lands


def test_a_finding_and_its_actions_land_as_they_were_written(plan, team):
	other = builders.user(builders.ACTION_OWNER, first_name="Zofia", full_name="Zofia Wieczorek-Unique")
	text = pasted(
		good(team.owner),
		good("Zofia Wieczorek-Unique", quote="", action="Pharmacist audits the charts every month", regulation="Good governance"),
		("3.2", "Two relatives told us that nobody had answered.", "", "", "", "", "", "", ""),
	)  # fmt: skip
	with as_user(team.manager):
		done = findings.import_findings(plan.name, text=text, occurred_on=in_days(-20))
	first, second = findings_of(plan)
	assert done["findings"] == [first.name, second.name]
	assert first.finding_quote == QUOTE
	assert (first.finding_reference, first.theme, first.service) == ("3.1", "Topical medicines", team.service)
	assert first.source_type == "Inspection Report Finding"
	assert str(first.occurred_on) == in_days(-20)
	assert (first.action_count, second.action_count) == (2, 0)
	standards = frappe.get_all(
		"Improvement Standard",
		{"parent": first.name, "parenttype": SOURCE},
		pluck="standard",
		order_by="idx",
	)
	assert standards == ["CQC Regulation 12", "CQC Regulation 17"]
	check, audit = actions_of(plan)
	assert done["actions"] == [check.name, audit.name]
	assert {check.status, audit.status} == {"Draft"}
	assert (check.source, check.action_owner, check.priority) == (first.name, team.owner, "Medium")
	assert check.due_date == date(2035, 3, 31)
	assert check.closure_test.startswith("Three weekly audits")
	assert audit.action_owner == other
	assert audit.service == team.service


def test_words_are_kept_as_the_inspector_wrote_them(plan):
	quote = 'They said: "5 < 6 & £3 – it\'s never enough".\nTwo of 12 files were empty.'
	findings.import_findings(plan.name, text='Ref\tFinding\n1\t"' + quote.replace('"', '""') + '"')
	assert findings_of(plan)[0].finding_quote == quote


def test_an_action_too_long_for_a_title_is_kept_whole(plan):
	action = "Seniors check the charts of every person in the home at each handover of every shift, " * 3
	text = f"Finding\tAction\tHow\n{QUOTE}\t{action}\tWith the sheet in the office"
	findings.import_findings(plan.name, text=text)
	(made,) = actions_of(plan)
	assert len(made.title) <= 140
	assert made.description == action.strip() + "\n\nWith the sheet in the office"
	again = findings.preview_findings(plan.name, text=text)
	assert outcomes(again) == ["Already There"]


def test_a_finding_lands_as_what_it_was_said_to_be(plan):
	findings.import_findings(plan.name, text=QUOTE, source_type="Mock Inspection Recommendation")
	(made,) = findings_of(plan)
	assert made.source_type == "Mock Inspection Recommendation"
	assert str(made.occurred_on) == in_days(0)


def test_findings_of_one_report_are_no_repeats_of_each_other(plan, team):
	"""Ten findings about medicines on one day are one inspection, not ten times the same."""
	findings.import_findings(plan.name, text=report(team.owner, 9))
	assert {one.review_tier for one in findings_of(plan)} == {"Local"}


def test_five_hundred_findings_with_thirty_bad_rows(plan, team):
	text = report(team.owner, 500, bad=30)
	with as_user(team.manager):
		preview = findings.preview_findings(plan.name, text=text)
		assert preview["counts"] == {"Finding": 470, "Action": 0, "Already There": 0, "Not Imported": 30, "actions": 470}  # fmt: skip
		with pytest.raises(RefusedError) as refused:
			findings.import_findings(plan.name, text=text)
		assert len(refused.value.problems) == 30
		assert "Row 2: Owner “Nobody Here”" in refused.value.problems[0].message
		assert findings_of(plan) == []
		done = findings.import_findings(plan.name, text=text, only_good=True)
	assert (len(done["findings"]), len(done["actions"]), len(done["bad"])) == (470, 470, 30)
	assert [row["number"] for row in done["bad"]] == list(range(2, 32))
	assert all(row["problems"] and row["cells"][1].startswith("We found") for row in done["bad"])
	assert len(findings_of(plan)) == len(actions_of(plan)) == 470
	again = findings.import_findings(plan.name, text=text, only_good=True)
	assert (again["findings"], again["actions"], again["already"]) == ([], [], 470)
	assert len(findings_of(plan)) == 470


def test_the_number_of_queries_does_not_grow_with_the_rows(plan, team):
	def queries(rows: int) -> int:
		text = report(team.owner, rows)
		findings.preview_findings(plan.name, text=text)
		with patch.object(frappe.db, "sql", wraps=frappe.db.sql) as sql:
			findings.preview_findings(plan.name, text=text)
		return sql.call_count

	assert queries(10) == queries(200)


# All or nothing


def test_one_bad_row_keeps_everything_out_unless_the_user_says_so(plan, team):
	text = pasted(good(team.owner), good("Nobody Here", "3.2", "Another finding of the inspector"))
	with pytest.raises(RefusedError):
		findings.import_findings(plan.name, text=text)
	for no in (False, 0, "0", "", "false"):
		with pytest.raises(RefusedError):
			findings.import_findings(plan.name, text=text, only_good=no)
	assert findings_of(plan) == []
	done = findings.import_findings(plan.name, text=text, only_good="1")
	assert (len(done["findings"]), len(done["bad"])) == (1, 1)


def test_what_fails_midway_leaves_nothing(plan, team):
	text = report(team.owner, 6)
	insert = frappe.model.document.Document.insert
	made = []

	def failing(doc, *args, **kwargs):
		if doc.doctype == ACTION and len(made) == 3:
			raise frappe.ValidationError("The disk is full")
		made.append(doc.doctype) if doc.doctype == ACTION else None
		return insert(doc, *args, **kwargs)

	with patch.object(frappe.model.document.Document, "insert", failing):
		with pytest.raises(frappe.ValidationError):
			findings.import_findings(plan.name, text=text)
	assert len(made) == 3
	assert findings_of(plan) == actions_of(plan) == []
	# And nothing stands in the way of trying again.
	assert len(findings.import_findings(plan.name, text=text)["findings"]) == 6


def test_mended_rows_complete_a_finding_that_is_there(plan, team):
	bad = good("Nobody Here", quote="", action="Pharmacist audits the charts every month")
	first = findings.import_findings(plan.name, text=pasted(good(team.owner), bad), only_good=True)
	assert len(first["bad"]) == 1
	mended = good(team.owner, quote="", action="Pharmacist audits the charts every month")
	second = findings.import_findings(plan.name, text=pasted(mended))
	assert (len(second["findings"]), len(second["actions"])) == (0, 1)
	assert [one.action_count for one in findings_of(plan)] == [2]


def test_findings_of_another_plan_are_no_duplicates(plan, team):
	other = plans.draft(team)
	for each in (plan, other):
		findings.import_findings(each.name, text=QUOTE)
	assert len(findings_of(plan)) == len(findings_of(other)) == 1


# What keeps a row out


def test_owners_who_cannot_own_are_told_by_what_is_wrong(plan, team):
	shared = builders.user(builders.ACTION_OWNER, name="reception@example.org")
	disabled = builders.user(builders.ACTION_OWNER, enabled=0)
	external = builders.user(builders.EXTERNAL_REVIEWER)
	twins = [builders.user(builders.ACTION_OWNER, full_name="Twin Person-Unique") for _each in range(2)]
	assert len(twins) == 2
	with patch.object(frappe.get_cached_doc("Improvement Settings"), "shared_account_names", "reception"):
		expected = {
			shared: "owner_not_a_person",
			disabled: "owner_disabled",
			external: "owner_external",
			"Administrator": "owner_not_a_person",
			"Twin Person-Unique": "owner_ambiguous",
			"AB": "owner_unknown",
		}
		text = pasted(*(good(who, f"R{at}", f"{QUOTE} {at}") for at, who in enumerate(expected)))
		rows = findings.preview_findings(plan.name, text=text)["rows"]
	assert [codes(row) for row in rows] == [[code] for code in expected.values()]


def test_a_disabled_regulation_is_said(plan, team):
	frappe.db.set_value("Regulatory Standard", "CQC Regulation 12", "disabled", 1)
	(row,) = findings.preview_findings(plan.name, text=pasted(good(team.owner)))["rows"]
	assert codes(row) == ["standard_disabled"]


def test_what_the_wording_check_would_refuse_lands_as_a_draft_and_says_so(plan, team):
	text = pasted(good(team.owner, action="Improve documentation", test=""))
	(row,) = findings.preview_findings(plan.name, text=text)["rows"]
	assert row["outcome"] == "Finding", row["problems"]
	assert "vague_wording" in [notice["code"] for notice in row["notices"]]
	assert len(findings.import_findings(plan.name, text=text)["actions"]) == 1


def test_a_preview_stores_nothing(plan, team):
	findings.preview_findings(plan.name, text=report(team.owner, 3))
	assert findings_of(plan) == actions_of(plan) == []


# Files


def test_a_workbook_is_read_as_people_see_it(plan, team):
	book = Workbook()
	page = book.active
	page.append(["Action plan of Willow Brook"])
	page.append(["Ref", "Finding", "Action", "Owner", "Due"])
	page.append([3.1, QUOTE, "Check at handover", team.owner, date(2035, 3, 31)])
	page.append([None, None, "Audit every month", team.owner, 49399])
	page["A3"].number_format = "0.00"
	page.merge_cells("A3:A4")
	page.merge_cells("B3:B4")
	page["C4"] = "Audit every month"
	preview = findings.preview_findings(plan.name, file_name="plan.xlsx", content=encoded(book))
	assert outcomes(preview) == ["Finding", "Action"]
	assert preview["above"] == ["Action plan of Willow Brook"]
	assert [row["number"] for row in preview["rows"]] == [3, 4]
	assert {row["reference"] for row in preview["rows"]} == {"3.10"}
	findings.import_findings(plan.name, file_name="plan.xlsx", content=encoded(book))
	assert [str(each.due_date) for each in actions_of(plan)] == ["2035-03-31", "2035-03-31"]


def test_a_sheet_of_a_workbook_is_chosen(plan):
	content = workbook(
		("Nothing here",), sheet="Cover", more={"Findings": (("Ref", "Finding"), ("1", QUOTE))}
	)
	sent_as = {"file_name": "report.XLSX", "content": content}
	preview = findings.preview_findings(plan.name, sheet="Findings", **sent_as)
	assert (preview["sheets"], preview["sheet"]) == (["Cover", "Findings"], "Findings")
	assert outcomes(preview) == ["Finding"]
	with pytest.raises(RefusedError, match="no sheet “Actions”"):
		findings.preview_findings(plan.name, sheet="Actions", **sent_as)


def test_the_value_of_a_formula_is_read_and_not_the_formula(plan):
	content = workbook(("Ref", "Finding"), ("1", '="a"&"b"'), ("2", QUOTE))
	preview = findings.preview_findings(plan.name, file_name="report.xlsx", content=content)
	# A workbook that nobody has opened since has no value to show.
	assert [row["cells"][1] for row in preview["rows"]] == ["", QUOTE]
	assert codes(preview["rows"][0]) == ["no_quote"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_a_csv_file_of_excel_is_read(plan, encoding):
	quote = "The provider’s fee of £40 wasn’t explained."
	content = base64.b64encode(f"Ref;Finding\r\n1;{quote}\r\n".encode(encoding)).decode()
	findings.import_findings(plan.name, file_name="report.csv", content=content)
	assert [one.finding_quote for one in findings_of(plan)] == [quote]


@pytest.mark.parametrize(
	("name", "data", "code"),
	[
		("report.xlsx", b"no workbook", "not_a_workbook"),
		("report.xlsx", b"PK\x03\x04" + b"\0" * 40, "not_a_workbook"),
		("report.docx", b"PK", "file_type"),
		("report", b"Finding", "file_type"),
		("report.csv", b"", "nothing_sent"),
		("report.csv", b"  \n ", "nothing_sent"),
		("report.csv", b"Ref,Finding\n", "no_rows"),
		("report.csv", b"x" * (sent.MOST_BYTES + 1), "file_too_large"),
		("report.csv", b"Finding\n" + b"gaps\n" * (sent.MOST_ROWS + 1), "too_many_rows"),
	],
)
def test_files_that_cannot_be_read_say_what_would_do(plan, name, data, code):
	with pytest.raises(RefusedError) as refused:
		findings.preview_findings(plan.name, file_name=name, content=base64.b64encode(data).decode())
	assert [problem.code for problem in refused.value.problems] == [code]


def test_columns_can_be_said_to_hold_something_else(plan):
	text = f"Remark\tBackground\nGaps in charts\t{QUOTE}\n"
	preview = findings.preview_findings(plan.name, text=text, has_headings=1)
	assert [column["field"] for column in preview["columns"]] == [None, None]
	preview = findings.preview_findings(
		plan.name, text=text, has_headings=1, mapping='{"0": "title", "1": "quote"}'
	)
	assert outcomes(preview) == ["Finding"]
	for wrong in ('{"0": "title"}', '{"0": "colour", "1": "quote"}', "[]", "quote", '{"9": "quote"}'):
		with pytest.raises(RefusedError):
			findings.preview_findings(plan.name, text=text, has_headings=1, mapping=wrong)


# The rows that were left out, to take along


def test_bad_rows_come_back_with_their_reasons_and_can_be_imported_when_mended(plan, team):
	bad = (
		"=1+1",
		QUOTE,
		"Regulation 99",
		"+Medicines",
		"Check at handover",
		"Nobody",
		"31/02/2035",
		"High",
		"",
	)
	text = pasted(good(team.owner, "1", "Another finding"), bad)
	downloads.download_bad_rows(plan.name, text=text)
	page = load_workbook(io.BytesIO(downloaded())).active
	lines = list(page.iter_rows(values_only=True))
	assert lines[0][:3] == ("Row", "Why it was not imported", "Ref")
	assert len(lines) == 2
	assert lines[1][0] == "3"
	for reason in ("Regulation 99", "Nobody", "31/02/2035"):
		assert reason in lines[1][1]
	assert lines[1][2] == "'=1+1"
	assert all(cell.data_type == "s" for line in page.iter_rows() for cell in line if cell.value is not None)
	mended = [list(each) for each in lines]
	mended[1][4], mended[1][7], mended[1][8] = "Regulation 12", team.owner, date(2035, 2, 28)
	findings.import_findings(plan.name, file_name="mended.xlsx", content=workbook(*mended))
	(made,) = findings_of(plan)
	assert (made.finding_reference, made.theme) == ("=1+1", "+Medicines")


def test_bad_rows_as_csv_are_not_calculated_either(plan):
	text = pasted(("1", "", "", "", '=HYPERLINK("http://example.org")', "", "", "", ""))
	downloads.download_bad_rows(plan.name, file_type="csv", text=text)
	content = downloaded()
	assert content.startswith(b"\xef\xbb\xbf")
	(_heading, row) = csv.reader(io.StringIO(content.decode("utf-8-sig")))
	assert "The finding itself is missing" in row[1]
	assert '\'=HYPERLINK("http://example.org")' in row
	assert not [cell for cell in row if cell[:1] in "=+-@" and cell]


def test_the_empty_sheet_is_understood_by_the_import(plan):
	for file_type in ("csv", "xlsx"):
		downloads.download_template(file_type)
		content = base64.b64encode(downloaded()).decode()
		preview = findings.preview_findings(plan.name, file_name=f"findings.{file_type}", content=content)
		assert [column["field"] for column in preview["columns"]] == [pair[0] for pair in preview["fields"]]
		assert outcomes(preview) == ["Finding"]


def test_no_other_file_types(plan):
	with pytest.raises(RefusedError):
		downloads.download_bad_rows(plan.name, file_type="exe", text=QUOTE)


# Doors


@pytest.mark.parametrize("role", ["owner", "verifier", "governance", "hr", "external"])
def test_only_who_may_change_the_plan_imports(plan, team, role):
	with as_user(getattr(team, role)):
		for door in (findings.preview_findings, findings.import_findings, downloads.download_bad_rows):
			with pytest.raises(frappe.PermissionError):
				door(plan.name, text=QUOTE)
	assert findings_of(plan) == []


def test_a_manager_of_another_service_does_not_import(plan):
	with as_user(builders.user(builders.MANAGER, limited_to=builders.service())):
		with pytest.raises(frappe.PermissionError):
			findings.preview_findings(plan.name, text=QUOTE)


def test_the_service_is_that_of_the_plan(plan, team):
	with pytest.raises(RefusedError, match="The plan is for"):
		findings.import_findings(plan.name, text=QUOTE, service=builders.service())
	wide = plans.draft(team, service=None)
	with pytest.raises(RefusedError, match="Say which service"):
		findings.import_findings(wide.name, text=QUOTE)
	assert findings.preview_findings(wide.name, text=QUOTE)["problems"][0]["code"] == "no_service"
	findings.import_findings(wide.name, text=QUOTE, service=team.service)
	assert [one.service for one in findings_of(wide)] == [team.service]


def test_the_inspection_was_not_tomorrow(plan):
	with pytest.raises(RefusedError, match="in the future"):
		findings.import_findings(plan.name, text=QUOTE, occurred_on=in_days(1))


def test_a_plan_that_has_ended_takes_no_findings(plan):
	plan.cancel_plan("The service was sold.")
	with pytest.raises(RefusedError, match="no findings are added"):
		findings.import_findings(plan.name, text=QUOTE)


def test_the_plan_itself_has_the_doors_too(plan, team):
	with as_user(team.manager):
		doc = frappe.get_doc("Improvement Plan", plan.name)
		assert outcomes(doc.preview_findings(text=QUOTE)) == ["Finding"]
		assert len(doc.import_findings(text=QUOTE)["findings"]) == 1


# By a worker


def test_a_long_import_is_handed_to_a_worker_who_says_how_far_it_is(plan, team):
	text = report(team.owner, 12)
	handed = {}
	with (
		patch.object(background, "MOST_IN_REQUEST", 5),
		patch.object(frappe, "enqueue", lambda method, **kwargs: handed.update(kwargs)),
		as_user(team.manager),
	):
		job = findings.import_findings(plan.name, text=text, in_background=True)["job"]
		assert findings.import_progress(job)["state"] == "Queued"
		assert findings_of(plan) == []
		work = {key: handed[key] for key in ("job", "sent", "origin", "only_good")}
		with patch.object(frappe.db, "commit"):
			findings.import_as_job(**work)
		state = findings.import_progress(job)
	assert state["state"] == "Done"
	assert len(state["answer"]["findings"]) == len(findings_of(plan)) == 12
	with pytest.raises(RefusedError, match="not known any more"):
		findings.import_progress(job)


def test_a_worker_that_is_refused_says_why(plan, team):
	text = report(team.owner, 3, bad=1)
	with as_user(team.manager):
		job = frappe.generate_hash(length=20)
		origin, _problems = findings._origin(plan, None, None, None)
		with patch.object(frappe.db, "commit"), patch.object(frappe.db, "rollback"):
			findings.import_as_job(job, sent.read(text=text), origin, only_good=False)
		state = findings.import_progress(job)
	assert state["state"] == "Failed"
	assert "Nobody Here" in state["problems"][0]
	assert findings_of(plan) == []


def test_without_a_worker_the_request_does_it(plan, team):
	with patch.object(background, "MOST_IN_REQUEST", 1), patch.object(background, "start", return_value=None):
		done = findings.import_findings(plan.name, text=report(team.owner, 3), in_background=True)
	assert len(done["findings"]) == 3
