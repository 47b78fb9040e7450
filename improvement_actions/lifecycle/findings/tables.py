"""Reading text into rows: from a spreadsheet, a table of Word's, a CSV file, or plain paragraphs.

Reading never fails and never leaves anything out: a stray quotation mark spoils one cell and not the rest of the sheet, which
is what Python's own CSV reader would make of it.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from ..values import tidy_text
from . import columns

Cell = str | date

#: What comes out of paragraphs, in the order of the cells.
PARAGRAPH_COLUMNS = ("reference", "quote")
#: Headings stand within so many rows: above them there may be a title, a date, the name of the service.
HEADINGS_WITHIN = 12
#: A sheet has at least so many columns with headings that are known; fewer and its first row may be a finding.
FEWEST_HEADINGS = 2
_DELIMITERS = (",", ";", "\t", "|")
#: What a download puts before a text that a spreadsheet would otherwise calculate (see `neutral`).
_CALCULATED = ("=", "+", "-", "@", "\t", "\r")
_BULLET = re.compile(r"^\s*[•●▪◦‣·*–—-]\s+")
_NUMBERED = re.compile(
	r"^\s*(?:(?:finding|recommendation|concern|point|item|no\.?)\s*)?"
	r"(?P<reference>[A-Z]{0,3}\d{1,3}(?:\.\d{1,3}){0,3})(?:[.):]\s+|(?<=\.\d)\s+|(?<=\.\d\d)\s+)(?=\S)",
	re.IGNORECASE | re.ASCII,
)


@dataclass(frozen=True)
class Row:
	"""A row with something in it. `number` is where whoever sent it finds it, counted from 1."""

	number: int
	cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
	"""What was sent: its `headings` ("" where a column has none), its `rows`, and `above`, the rows before the headings.

	`has_headings` is False when the first row is a finding already; `fields` says what the columns hold where that
	is known without headings.
	"""

	headings: tuple[str, ...]
	rows: tuple[Row, ...]
	above: tuple[Row, ...] = ()
	has_headings: bool = True
	fields: tuple[str | None, ...] = ()


def decoded(data: bytes) -> str:
	"""Return the text of a file, whichever of the usual programs has written it."""
	for mark, encoding in (
		(b"\xef\xbb\xbf", "utf-8"),
		(b"\xff\xfe", "utf-16-le"),
		(b"\xfe\xff", "utf-16-be"),
	):
		if data.startswith(mark):
			return data[len(mark) :].decode(encoding, errors="replace")
	try:
		return data.decode("utf-8")
	except UnicodeDecodeError:
		# Windows; the five bytes that mean nothing there are left as they are.
		return "".join(_windows(byte) for byte in data)


def read_pasted(text: str, has_headings: bool | None = None) -> Table:
	"""Return the rows of `text` that somebody has pasted: cells between tabs, CSV with headings, or paragraphs.

	`has_headings` says whether the first row is one of headings; None: see for yourself.
	"""
	text = _plain(text)
	if "\t" in text:
		return of_cells(split(text, "\t"), has_headings)
	delimiter = _delimiter(text)
	lines = split(text, delimiter)
	if _headings_in(lines)[1] >= FEWEST_HEADINGS:
		return of_cells(lines, has_headings)
	return _of_paragraphs(text)


def read_csv(text: str, has_headings: bool | None = None) -> Table:
	"""Return the rows of the text of a CSV file, whatever it has between its cells."""
	text = _plain(text)
	return of_cells(split(text, _delimiter(text)), has_headings)


def of_cells(lines: Iterable[tuple[int, Sequence[Cell]]], has_headings: bool | None = None) -> Table:
	"""Return the table that `lines` (each its number and its cells) make: with its headings found, and empty rows left out."""
	rows = [Row(number, tuple(_settled(cells))) for number, cells in lines]
	rows = [row for row in rows if any(row.cells)]
	# Sheets are often formatted far beyond the last column that has anything in it.
	width = max((at for row in rows for at, cell in enumerate(row.cells, 1) if cell), default=0)
	rows = [Row(row.number, (row.cells + ("",) * width)[:width]) for row in rows]
	if has_headings is None:
		place, known = _headings_in([(row.number, row.cells) for row in rows])
		has_headings = known >= FEWEST_HEADINGS or (known == 1 and width == 1 and len(rows) > 1)
	elif has_headings:
		place = _headings_in([(row.number, row.cells) for row in rows])[0]
	if not has_headings or not rows:
		return Table(("",) * width, tuple(rows), has_headings=False, fields=_fields_by_content(rows, width))
	return Table(
		tuple(str(cell) for cell in rows[place].cells), tuple(rows[place + 1 :]), tuple(rows[:place])
	)


def split(text: str, delimiter: str) -> list[tuple[int, list[str]]]:
	"""Return the lines of `text`, each with its number and its cells, which `delimiter` parts.

	A cell in quotation marks may run over several lines. Of a spreadsheet's clipboard, which knows such marks only around
	a cell with a line break, any others belong to the text.
	"""
	found: list[tuple[int, list[str]]] = []
	at, number, cells = 0, 1, []
	while at <= len(text):
		cell, at = _cell(text, at, delimiter)
		cells.append(cell)
		if at >= len(text) or text[at] == "\n":
			found.append((number, cells))
			number, cells = number + 1, []
		at += 1
	return found


def neutral(cell: Cell) -> Cell:
	"""Return `cell` so that a spreadsheet shows it and does not calculate it."""
	return f"'{cell}" if isinstance(cell, str) and cell.startswith(_CALCULATED) else cell


def _plain(text: str) -> str:
	return tidy_text(text.replace("\r\n", "\n").replace("\r", "\n")).lstrip("\ufeff")


def _settled(cells: Iterable[Cell]) -> list[Cell]:
	"""Return `cells` without spaces around them, and without what `neutral` has put before them."""
	settled = [cell if isinstance(cell, date) else tidy_text(str(cell)).strip() for cell in cells]
	return [
		cell[1:] if isinstance(cell, str) and cell[:1] == "'" and cell[1:].startswith(_CALCULATED) else cell
		for cell in (cell.date() if isinstance(cell, datetime) else cell for cell in settled)
	]


def _cell(text: str, at: int, delimiter: str) -> tuple[str, int]:
	"""Return the cell of `text` that begins at `at`, and where it ends."""
	if text.startswith('"', at):
		end = _closing(text, at, delimiter)
		if end is not None:
			inner = text[at + 1 : end]
			if delimiter != "\t" or any(mark in inner for mark in ("\n", "\t", '""')):
				return inner.replace('""', '"'), end + 1
	ends = [found for found in (text.find(delimiter, at), text.find("\n", at)) if found >= 0]
	end = min(ends, default=len(text))
	return text[at:end], end


def _closing(text: str, at: int, delimiter: str) -> int | None:
	"""Return where the quotation mark at `at` is closed; None when it is an ordinary mark of the text."""
	at += 1
	while (at := text.find('"', at)) >= 0:
		after = text[at + 1 : at + 2]
		if after != '"':
			return at if after in ("", "\n", delimiter) else None
		at += 2
	return None


def _delimiter(text: str) -> str:
	"""Return what parts the cells of `text`: with it, most headings are known, and the lines have most cells."""
	beginning = text[:20_000]

	def worth(delimiter: str) -> tuple[int, int]:
		lines = split(beginning, delimiter)
		_place, known = _headings_in(lines)
		widths = [len(cells) for _number, cells in lines if any(cells)]
		return known, min(widths, default=0)

	return max(_DELIMITERS, key=worth)


def _headings_in(lines: Sequence[tuple[int, Sequence[Cell]]]) -> tuple[int, int]:
	"""Return which of `lines` has the headings (its place among them), and how many of these are known."""
	counts = [columns.known_headings(cells) for _number, cells in lines[:HEADINGS_WITHIN]]
	most = max(counts, default=0)
	return (counts.index(most), most) if most else (0, 0)


def _fields_by_content(rows: Sequence[Row], width: int) -> tuple[str | None, ...]:
	"""Return what columns without headings hold: the longest texts are the findings, numbers before them the references."""
	if not rows:
		return (None,) * width
	lengths = [sum(len(str(row.cells[at])) for row in rows) for at in range(width)]
	quote = lengths.index(max(lengths))
	fields: list[str | None] = [None] * width
	fields[quote] = "quote"
	first = [str(row.cells[0]) for row in rows if row.cells[0]]
	if quote and first and all(len(text) <= 12 for text in first):
		fields[0] = "reference"
	return tuple(fields)


def _of_paragraphs(text: str) -> Table:
	"""Return one row for each paragraph, or for each line where no empty line parts paragraphs."""
	lines = text.split("\n")
	blocks: list[tuple[int, list[str]]] = []
	parted = any(
		not line.strip()
		and any(rest.strip() for rest in lines[:at])
		and any(rest.strip() for rest in lines[at:])
		for at, line in enumerate(lines[:2000])
	)
	begins = True
	for number, line in enumerate(lines, 1):
		if not line.strip():
			begins = True
			continue
		if begins or not parted or _BULLET.match(line) or _NUMBERED.match(line):
			blocks.append((number, []))
		blocks[-1][1].append(line.strip())
		begins = False
	rows = [Row(number, _read_paragraph(" ".join(block))) for number, block in blocks]
	return Table(("",) * len(PARAGRAPH_COLUMNS), tuple(rows), has_headings=False, fields=PARAGRAPH_COLUMNS)


def _read_paragraph(paragraph: str) -> tuple[str, str]:
	paragraph = _BULLET.sub("", paragraph).strip()
	numbered = _NUMBERED.match(paragraph)
	if not numbered:
		return "", paragraph
	return numbered["reference"], paragraph[numbered.end() :].strip()


def _windows(byte: int) -> str:
	single = bytes([byte])
	return single.decode("cp1252", errors="ignore") or single.decode("latin-1")
