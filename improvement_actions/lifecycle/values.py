"""What a field can hold: whether a value that somebody sent is one of its kind at all.

A form sends what its fields allow. A script, a sheet or a forged request sends anything, and what is not caught here is
either a failure of the database (a date of 31 February), or silently becomes something else ("12,5" becomes 125).
"""

import math
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from .problem import Problem, _

TEXT, NUMBER, WHOLE, DATE, MOMENT = "text", "number", "whole number", "date", "moment"

#: Years that a date of ours can lie in: what is far outside is a slip of the keyboard, or the end of the calendar.
FIRST_YEAR, LAST_YEAR = 1900, 2199
#: What the database holds: twelve digits before the point, and 32 bits.
_LARGEST = {NUMBER: 10**12 - 1, WHOLE: 2**31 - 1}

_NUMBER = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d*)?([eE][+-]?\d{1,3})?|[+-]?\.\d+", re.ASCII)
_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})([ T].*)?", re.ASCII | re.DOTALL)
_LINE_BREAKS = re.compile("[\x0b\x0c\x85\u2028\u2029]")
#: Characters that nobody sees and not every sheet, page or database takes: controls, halves of a pair, and no characters at all.
_NOT_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Field:
	"""A field as far as it matters here: its `name`, its `label`, what `kind` of value it holds, and how much of it.

	`max_characters` and `max_bytes` (of UTF-8) limit a text; None: no limit.
	"""

	name: str
	label: str
	kind: str
	max_characters: int | None = None
	max_bytes: int | None = None


def tidy_text(text: str) -> str:
	"""Return `text` without characters that nobody sees and that cannot be kept; other line breaks become plain ones.

	What belongs to a language or an emoji stays, whether it is seen or not.
	"""
	return _NOT_TEXT.sub("", _LINE_BREAKS.sub("\n", text))


def value_problems(field: Field, value: Any, stored_bytes: int | None = None) -> list[Problem]:
	"""Return why `field` cannot hold `value` (an empty list when it can; nothing at all is always possible).

	`stored_bytes` is how long a text will be once it is stored, where that is not its own length.
	"""
	if value is None or value == "":
		return []
	return _CHECKS[field.kind](field, value, stored_bytes)


def structure_problem(label: str, name: str) -> Problem:
	"""Return the problem with a list or a record that was sent for the plain field `name`."""
	return Problem("not_a_value", name, _("{0} takes one value, not a list or a record."), (label,))


def rows_problem(label: str, name: str) -> Problem:
	"""Return the problem with anything but rows that was sent for the table `name`."""
	return Problem(
		"not_rows", name, _("{0} is a table: send a list of rows, each with its fields."), (label,)
	)


def _text_problems(field: Field, value: Any, stored_bytes: int | None) -> list[Problem]:
	if not isinstance(value, str | int | float | date | timedelta):
		return [structure_problem(field.label, field.name)]
	text = str(value)
	if field.max_characters and len(text) > field.max_characters:
		return [_too_long(field, len(text), field.max_characters)]
	size = stored_bytes or (len(text.encode(errors="replace")) if field.max_bytes else 0)
	if field.max_bytes and size > field.max_bytes:
		return [_too_long(field, size, field.max_bytes)]
	return []


def _too_long(field: Field, length: int, limit: int) -> Problem:
	return Problem(
		"too_long",
		field.name,
		_("{0} is too long: {1} characters, of which {2} can be kept. Shorten it, or attach it as a file."),
		(field.label, f"{length:,}", f"{limit:,}"),
	)


def _number_problems(field: Field, value: Any, _stored_bytes: int | None) -> list[Problem]:
	number = _as_number(value)
	whole = field.kind == WHOLE
	if number is None or not math.isfinite(number) or (whole and number != int(number)):
		template = (
			_("{0} must be a whole number, such as 12. Not understood: {1}")
			if whole
			else _("{0} must be a number, such as 12.5. Not understood: {1}")
		)
		return [Problem("not_a_number", field.name, template, (field.label, _shown(value)))]
	if abs(number) > _LARGEST[field.kind]:
		return [
			Problem(
				"too_large",
				field.name,
				_("{0} is too large: {1}. Use a larger unit."),
				(field.label, _shown(value)),
			)
		]
	return []


def _as_number(value: Any) -> float | None:
	if isinstance(value, str):
		value = value.strip()
		if not _NUMBER.fullmatch(value):
			return None
		value = value.replace(",", "")
	try:
		return float(value)
	except (TypeError, ValueError, OverflowError):
		return None


def _date_problems(field: Field, value: Any, _stored_bytes: int | None) -> list[Problem]:
	day = _as_date(value)
	if day is None:
		return [
			Problem(
				"not_a_date",
				field.name,
				_("{0} is not a date: {1}. Write it as year-month-day, such as 2030-03-31."),
				(field.label, _shown(value)),
			)
		]
	if not FIRST_YEAR <= day.year <= LAST_YEAR:
		return [
			Problem(
				"date_out_of_range",
				field.name,
				_("{0} lies in the year {1}. Choose a date between {2} and {3}."),
				(field.label, str(day.year), str(FIRST_YEAR), str(LAST_YEAR)),
			)
		]
	return []


def _as_date(value: Any) -> date | None:
	if isinstance(value, date):
		return value
	match = _DATE.fullmatch(value.strip()) if isinstance(value, str) else None
	if not match:
		return None
	try:
		if match[2]:
			# Whatever follows the day has to be a time, also where only the day is kept.
			datetime.fromisoformat(value.strip())
		return date.fromisoformat(match[1])
	except ValueError:
		return None


def _shown(value: Any) -> str:
	"""Return `value` short enough for a message."""
	text = tidy_text(str(value))
	return text if len(text) <= 40 else f"{text[:40]}…"


_CHECKS = {
	TEXT: _text_problems,
	NUMBER: _number_problems,
	WHOLE: _number_problems,
	DATE: _date_problems,
	MOMENT: _date_problems,
}
