"""Files to take along: the rows that could not be imported, with their reasons, and an empty sheet to begin with.

Both are read again by the import, whose guesses know their headings.
"""

import csv
import io
from collections.abc import Sequence
from datetime import date

import frappe
from frappe import _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from improvement_actions.improvement_actions.doctype.improvement_plan.findings.answers import reasons
from improvement_actions.improvement_actions.doctype.improvement_plan.findings.doors import bad_rows
from improvement_actions.improvement_actions.doctype.improvement_plan.findings.sent import Sent
from improvement_actions.lifecycle.findings import columns
from improvement_actions.lifecycle.findings.tables import Cell, neutral
from improvement_actions.lifecycle.problem import Problem
from improvement_actions.refusal import refuse

XLSX, CSV = "xlsx", "csv"
#: Excel keeps no more characters in a cell.
LONGEST_CELL = 32_767
#: Headings that the import knows and leaves alone (`columns.NOT_READ`).
ADDED = ("Row", "Why it was not imported")
#: What the empty sheet says, so that one sees what is meant. It is to be overwritten.
EXAMPLE = {
	"reference": "3.2",
	"quote": "We looked at nine topical medicines charts. Six had gaps, and nobody had noticed.",
	"standards": "Regulation 12",
	"key_question": "Safe",
	"theme": "Topical medicines",
	"action": "Seniors check all nine topical medicines charts at each handover and have gaps explained the same day",
	"priority": "High",
	"closure_test": "Three weekly audits of nine charts by the deputy: 98% of applications signed for",
}


@frappe.whitelist(methods=["POST"])
def download_bad_rows(plan: str, file_type: str = XLSX, **arguments) -> None:
	"""Answer with the rows that cannot be imported into `plan`, each with its number and every reason.

	`file_type` is xlsx or csv; `arguments` are those of `preview_findings`. Texts that a spreadsheet would calculate begin with an
	apostrophe, which the import takes away again. Raises a permission error unless the user may import.
	"""
	_check_type(file_type)
	names = "text file_name content sheet mapping has_headings source_type service occurred_on".split()
	sent, bad = bad_rows(plan, {name: arguments.get(name) for name in names})
	lines = [[*ADDED, *_headings(sent)]]
	lines += [[str(one.row.number), reasons(one), *one.row.cells] for one in bad]
	_answer(lines, file_type, f"not-imported-{frappe.scrub(plan).replace('_', '-')}")


@frappe.whitelist(methods=["GET", "POST"])
def download_template(file_type: str = CSV) -> None:
	"""Answer with a sheet for findings (`file_type` csv or xlsx): the headings, and a row that shows what is meant by them.

	For whoever may create sources.
	"""
	_check_type(file_type)
	if not frappe.has_permission("Improvement Source", "create"):
		raise frappe.PermissionError(_("You may not record findings."))
	example = [EXAMPLE.get(field, "") for field in columns.FIELDS]
	_answer([list(columns.FIELDS.values()), example], file_type, "findings")


def as_csv(lines: Sequence[Sequence[Cell]]) -> bytes:
	"""Return `lines` as a CSV file that Excel opens with its accents and pound signs."""
	written = io.StringIO()
	csv.writer(written, lineterminator="\r\n").writerows([[_text(cell) for cell in line] for line in lines])
	return b"\xef\xbb\xbf" + written.getvalue().encode("utf-8")


def as_workbook(lines: Sequence[Sequence[Cell]]) -> bytes:
	"""Return `lines`, the first of them headings, as an Excel workbook of texts and dates."""
	workbook = Workbook()
	sheet = workbook.active
	sheet.title = "Findings"
	for number, line in enumerate(lines, 1):
		for at, value in enumerate(line, 1):
			cell = sheet.cell(number, at)
			cell.alignment = Alignment(wrap_text=True, vertical="top")
			if isinstance(value, date):
				cell.value, cell.number_format = value, "dd/mm/yyyy"
			elif value:
				# Told that it is a text, the workbook calculates nothing, whatever it begins with.
				cell.value, cell.data_type = _text(value), "s"
			if number == 1:
				cell.font = Font(bold=True)
	for at, width in enumerate(_widths(lines), 1):
		sheet.column_dimensions[get_column_letter(at)].width = width
	sheet.freeze_panes = "A2"
	file = io.BytesIO()
	workbook.save(file)
	return file.getvalue()


def _headings(sent: Sent) -> list[str]:
	"""Return headings for the columns of `sent` by which the import finds again what they hold."""
	guessed = columns.guess(sent.table.headings)
	return [
		columns.FIELDS[field] if field and field != known else heading or f"Column {at}"
		for at, (heading, field, known) in enumerate(
			zip(sent.table.headings, sent.fields, guessed, strict=True), 1
		)
	]


def _answer(lines: list[list[Cell]], file_type: str, name: str) -> None:
	if any(isinstance(cell, str) and len(cell) >= LONGEST_CELL for line in lines for cell in line):
		# A workbook would cut it off.
		file_type = CSV
	frappe.response.filename = f"{name}.{file_type}"
	frappe.response.filecontent = as_csv(lines) if file_type == CSV else as_workbook(lines)
	frappe.response.type = "binary"


def _check_type(file_type: str) -> None:
	if file_type not in (XLSX, CSV):
		template = _("Choose one of these file types: {0}.")
		refuse([Problem("file_type", "file_type", template, ((XLSX, CSV),))], _("No File"))


def _text(cell: Cell) -> str:
	return cell.strftime("%d/%m/%Y") if isinstance(cell, date) else str(neutral(cell))


def _widths(lines: Sequence[Sequence[Cell]]) -> list[int]:
	width = max(map(len, lines))
	longest = [max(len(_text(line[at])) for line in lines if at < len(line)) for at in range(width)]
	return [min(60, max(10, characters + 2)) for characters in longest]
