"""Excel workbooks as rows of cells: what a formula came to, dates as dates, numbers as they are shown."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime

from frappe import _
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from improvement_actions.lifecycle.findings.tables import Cell
from improvement_actions.lifecycle.problem import Problem
from improvement_actions.refusal import RefusedError, refuse

#: A small file can unfold into one that no memory holds.
MOST_BYTES = 60_000_000
#: Rows and columns that are looked at, empty ones included: sheets are often formatted far beyond what is in them.
MOST_ROWS, MOST_COLUMNS = 20_000, 200
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')
_DECIMALS = re.compile(r"0\.(0{1,6})")
Lines = list[tuple[int, list[Cell]]]


def read_workbook(data: bytes, sheet: str | None = None) -> tuple[list[str], str, Lines]:
	"""Return the names of the sheets of an XLSX file, the one that was read, and its rows with their numbers.

	`sheet` names the one to read (default: the first with anything in it). Refuses what is no such file.
	"""
	refuse(_size_problems(data), _("File Not Read"))
	try:
		return _read(data, sheet)
	except RefusedError:
		raise
	# Whatever is wrong inside of a file, openpyxl says it in its own way, or in that of the library below it.
	except Exception:
		refuse([_unreadable()], _("File Not Read"))


def _read(data: bytes, sheet: str | None) -> tuple[list[str], str, Lines]:
	workbook = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
	sheets = {each.title: each for each in workbook.worksheets}
	if sheet and sheet not in sheets:
		refuse([_no_such_sheet(sheet, list(sheets))], _("File Not Read"))
	chosen, lines = sheet, []
	for name in [sheet] if sheet else sheets:
		lines = _filled_down(list(_lines(sheets[name])), _merged(data, sheets[name]))
		chosen = name
		if any(any(cells) for _number, cells in lines):
			break
	return list(sheets), chosen or "", lines


def _lines(sheet) -> Iterator[tuple[int, list[Cell]]]:
	# What the file says of its own size is often wrong, and then rows are missing.
	sheet.reset_dimensions()
	for number, cells in enumerate(sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS + 1), 1):
		shown = [_shown(cell) for cell in cells]
		if number > MOST_ROWS or (len(shown) > MOST_COLUMNS and shown[-1]):
			refuse([_too_large()], _("File Not Read"))
		yield number, shown


def _shown(cell) -> Cell:
	"""Return what `cell` shows to whoever looks at the sheet."""
	value = cell.value
	if value is None:
		return ""
	if isinstance(value, datetime):
		return value.date()
	if isinstance(value, date):
		return value
	if isinstance(value, float) or (isinstance(value, int) and not isinstance(value, bool)):
		decimals = _DECIMALS.fullmatch(cell.number_format or "")
		if decimals:
			return f"{value:.{len(decimals[1])}f}"
		return str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else str(value)
	return str(value)


def _merged(data: bytes, sheet) -> list[tuple[int, int, int, int]]:
	"""Return the cells of `sheet` that are merged: first column, first row, last column, last row, counted from 1."""
	path = getattr(sheet, "_worksheet_path", "")
	with zipfile.ZipFile(io.BytesIO(data)) as archive:
		if path not in archive.namelist():
			return []
		found = _MERGED.findall(archive.read(path))
	return [range_boundaries(area.decode()) for area in found]


def _filled_down(lines: Lines, merged: list[tuple[int, int, int, int]]) -> Lines:
	"""Repeat in every row what stands once in a cell that runs over several: one finding with several actions."""
	for first_column, first_row, _last_column, last_row in merged:
		if last_row == first_row or first_row > len(lines):
			continue
		at = first_column - 1
		cells = lines[first_row - 1][1]
		for _number, below in lines[first_row : min(last_row, len(lines))]:
			# Only where the row has something of its own: a merged cell may reach far below the last finding.
			if at < len(cells) and any(below):
				below += [""] * (at + 1 - len(below))
				below[at] = cells[at]
	return lines


def _size_problems(data: bytes) -> list[Problem]:
	try:
		with zipfile.ZipFile(io.BytesIO(data)) as archive:
			size = sum(
				entry.file_size for entry in archive.infolist() if entry.filename.endswith((".xml", ".rels"))
			)
	except (zipfile.BadZipFile, ValueError, OSError, EOFError):
		return [_unreadable()]
	if size > MOST_BYTES:
		return [_too_large()]
	return []


def _too_large() -> Problem:
	template = _("The workbook is too large to be read. Copy the rows of the findings into a new one.")
	return Problem("workbook_too_large", "file", template)


def _unreadable() -> Problem:
	return Problem(
		"not_a_workbook",
		"file",
		_("This is no Excel workbook that can be read. Save it as .xlsx, without a password, or as .csv."),
	)


def _no_such_sheet(sheet: str, sheets: list[str]) -> Problem:
	return Problem(
		"no_such_sheet",
		"sheet",
		_("The workbook has no sheet “{0}”. It has: {1}."),
		(sheet[:60], tuple(sheets)),
	)
