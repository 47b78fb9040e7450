"""What somebody sends to be imported: pasted text or a file, and what its columns hold."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath

from frappe import _
from frappe.utils import cint

from improvement_actions.improvement_actions.doctype.improvement_evidence.uploads import sent_file
from improvement_actions.improvement_actions.doctype.improvement_plan.findings.workbooks import read_workbook
from improvement_actions.lifecycle.findings import columns, tables
from improvement_actions.lifecycle.problem import Problem
from improvement_actions.refusal import refuse

#: A report has dozens of findings; more than this is another kind of file, and would keep everybody waiting.
MOST_ROWS = 2000
MOST_BYTES = 5_000_000
MOST_CHARACTERS = 2_000_000
_WORKBOOKS, _SHEETS_OF_TEXT, _TEXTS = (".xlsx", ".xlsm"), (".csv", ".tsv"), (".txt",)


@dataclass(frozen=True)
class Sent:
	"""The `table` that was sent, what its columns hold (`fields`, as guessed or as chosen), and of which file and sheet."""

	table: tables.Table
	fields: tuple[str | None, ...]
	file_name: str = ""
	sheets: tuple[str, ...] = ()
	sheet: str = ""

	@property
	def prefer(self) -> str:
		"""The kind of standard that the column of the standards speaks of, "" when it leaves it open."""
		if "standards" not in self.fields:
			return ""
		heading = self.table.headings[self.fields.index("standards")].casefold()
		regulation = "reg" in heading or "breach" in heading
		statement = "quality" in heading
		return "" if regulation == statement else ("Regulation" if regulation else "Quality Statement")


def read(
	text: str | None = None,
	file_name: str | None = None,
	content: str | None = None,
	sheet: str | None = None,
	mapping: str | Mapping | None = None,
	has_headings: bool | int | str | None = None,
) -> Sent:
	"""Return what was sent: `text`, or else the file of this request (see `uploads.sent_file`).

	`mapping` (also as JSON) says for a column's number, counted from 0, which field of `columns.FIELDS` it holds, null for
	none; columns that it leaves out hold none. Without it they are guessed. `has_headings` says whether the first row is
	one of headings; None: see for yourself. Raises `RefusedError` for what cannot be read.
	"""
	headed = None if has_headings in (None, "") else bool(cint(has_headings))
	sheets: list[str] = []
	file = None if (text or "").strip() else sent_file(file_name, content)
	if file:
		name, data = file
		table, sheets, sheet = _read_file(name, data, sheet, headed)
	else:
		name, sheet = "", ""
		refuse(_text_problems(text), _("Nothing to Import"))
		table = tables.read_pasted(text, headed)
	refuse(_table_problems(table), _("Nothing to Import"))
	return Sent(table, _fields(table, mapping), name, tuple(sheets), sheet or "")


def _read_file(
	name: str, data: bytes, sheet: str | None, headed: bool | None
) -> tuple[tables.Table, list[str], str]:
	ending = PurePath(name).suffix.lower()
	refuse(_file_problems(ending, len(data)), _("File Not Read"))
	if ending in _WORKBOOKS:
		sheets, sheet, lines = read_workbook(data, sheet or None)
		return tables.of_cells(lines, headed), sheets, sheet
	text = tables.decoded(data)
	refuse(_text_problems(text), _("Nothing to Import"))
	read_text = tables.read_pasted if ending in _TEXTS else tables.read_csv
	return read_text(text, headed), [], ""


def _fields(table: tables.Table, mapping: str | Mapping | None) -> tuple[str | None, ...]:
	width = len(table.headings)
	if mapping in (None, ""):
		return columns.guess(table.headings) if table.has_headings else table.fields
	chosen = _mapping(mapping)
	refuse(columns.mapping_problems(chosen, width), _("Columns Not Understood"))
	return tuple(chosen.get(at) or None for at in range(width))


def _mapping(sent: str | Mapping) -> dict[int, str | None]:
	try:
		given = json.loads(sent) if isinstance(sent, str) else sent
		chosen = {int(at): field or None for at, field in given.items()}
		if all(field is None or isinstance(field, str) for field in chosen.values()):
			return chosen
	except (ValueError, TypeError, AttributeError):
		pass
	template = _("Send the columns as one object, such as {0}.")
	problem = Problem("not_an_object", "mapping", template, ('{"0": "reference", "1": "quote"}',))
	refuse([problem], _("Columns Not Understood"))
	return {}


def _file_problems(ending: str, size: int) -> list[Problem]:
	problems = []
	if ending not in (*_WORKBOOKS, *_SHEETS_OF_TEXT, *_TEXTS):
		template = _(
			"Files that end in {0} cannot be read. Save the findings as .xlsx or .csv, or copy the table and paste it."
		)
		problems.append(Problem("file_type", "file", template, (ending or _("nothing"),)))
	if size > MOST_BYTES:
		template = _(
			"The file has {0} MB, and at most {1} are read. Copy the rows of the findings into a new one."
		)
		args = (f"{size / 1_000_000:.1f}", f"{MOST_BYTES / 1_000_000:.0f}")
		problems.append(Problem("file_too_large", "file", template, args))
	return problems


def _text_problems(text) -> list[Problem]:
	if not isinstance(text, str) or not text.strip():
		return [Problem("nothing_sent", "text", _("Paste the findings, or choose a file that has them."))]
	if len(text) > MOST_CHARACTERS:
		template = _("The text has {0} characters, and at most {1} are read at a time.")
		return [Problem("text_too_long", "text", template, (f"{len(text):,}", f"{MOST_CHARACTERS:,}"))]
	return []


def _table_problems(table: tables.Table) -> list[Problem]:
	if not table.rows:
		return [
			Problem("no_rows", None, _("There are no findings in it: below the headings there is nothing."))
		]
	if len(table.rows) > MOST_ROWS:
		template = _("There are {0} rows, and at most {1} are imported at a time. Split them.")
		return [Problem("too_many_rows", None, template, (f"{len(table.rows):,}", f"{MOST_ROWS:,}"))]
	return []
