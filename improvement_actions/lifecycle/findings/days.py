"""Dates as people in Britain write them: the day first, in figures or words, or as the number a spreadsheet keeps."""

import re
from datetime import date, datetime, timedelta
from typing import Any

from ..problem import Problem, Term, _
from ..values import FIRST_YEAR, LAST_YEAR

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LONG_MONTHS = (
	"january february march april may june july august september october november december"
).split()
_MONTH = r"(?P<month>[a-z]{3,9})\.?"
_YEAR = r"(?P<year>\d{4}|'?\d{2})"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_BY = r"(?:by|before|due|on|by the|the)?\s*"
_FORMS = tuple(
	re.compile(form, re.ASCII)
	for form in (
		# 2027-03-31, 2027/3/31, with or without a time
		r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?:[t ]\d{1,2}:\d{2}.*)?",
		# 31/03/2027, 31.3.27, 31-03-2027
		_WEEKDAY
		+ r"(?P<day>\d{1,2})\s?[-/.]\s?(?P<month>\d{1,2})\s?[-/.]\s?"
		+ _YEAR
		+ r"(?:[t ]\d{1,2}:\d{2}.*)?",
		# 31 March 2027, Wednesday 31st of March 2027, 31-Mar-27
		_WEEKDAY + r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:\s+of)?[\s,/-]*" + _MONTH + r"[\s,/-]*" + _YEAR,
		# March 31, 2027
		_WEEKDAY + _MONTH + r"\s*(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+" + _YEAR,
	)
)
_SERIAL = re.compile(r"(?P<serial>\d{5})(?:\.\d+)?", re.ASCII)
#: Day 0 of a spreadsheet, which takes 1900 for a leap year; its numbers of five figures are 1927 to 2173.
_DAY_ZERO = date(1899, 12, 30)


def read_day(value: Any) -> date | None:
	"""Return the date that `value` (a date, or text) is, None when it is none."""
	if isinstance(value, datetime):
		return value.date()
	if isinstance(value, date):
		return value
	text = " ".join(str(value).casefold().split())
	text = re.sub(rf"^{_BY}(?=\S)", "", text) if not text[:1].isdigit() else text
	serial = _SERIAL.fullmatch(text)
	if serial:
		return _DAY_ZERO + timedelta(days=int(serial["serial"]))
	for form in _FORMS:
		match = form.fullmatch(text)
		if match:
			return _day(match["year"].lstrip("'"), match["month"], match["day"])
	return None


def day_problems(field: str, label: str, value: Any) -> list[Problem]:
	"""Return why `value`, written for `field` that people call `label`, is no date that can be kept."""
	day = read_day(value)
	if day is None:
		return [
			Problem(
				"not_a_date",
				field,
				_("{0} “{1}” is not a date. Write day, month and year, such as 31/03/2030."),
				(Term(label), _shown(value)),
			)
		]
	if not FIRST_YEAR <= day.year <= LAST_YEAR:
		return [
			Problem(
				"date_out_of_range",
				field,
				_("{0} “{1}” lies in the year {2}."),
				(Term(label), _shown(value), str(day.year)),
			)
		]
	return []


def _day(year: str, month: str, day: str) -> date | None:
	number = _month(month)
	full = int(year) + (2000 if len(year) == 2 else 0)
	try:
		return date(full, number, int(day)) if number else None
	except ValueError:
		return None


def _month(month: str) -> int | None:
	if month.isdigit():
		return int(month)
	if month == "sept":
		return 9
	if month in _MONTHS:
		return _MONTHS.index(month) + 1
	return _LONG_MONTHS.index(month) + 1 if month in _LONG_MONTHS else None


def _shown(value: Any) -> str:
	text = str(value)
	return text if len(text) <= 40 else f"{text[:40]}…"
