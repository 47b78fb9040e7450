"""What a reading of an indicator must say before it is kept.

A reading is what an action's success is judged by, so it is held to what can be true: taken by now, a number, and
resting on evidence of this very action when it names any.
"""

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from .blank import is_blank
from .problem import Problem, _, listed

#: No reading of a living plan is older; an earlier date is a slip of the keyboard, such as 0202 or 1926.
EARLIEST = date(2000, 1, 1)
#: Frappe keeps a Float with twelve digits before the point.
LIMIT = 1e12


@dataclass(frozen=True)
class Reading:
	"""One row of readings as it was sent.

	`reading_date` is a date, and `value` and `sample_size` are numbers, None where nothing was given; what cannot be
	understood stays what it was.
	"""

	reading_date: Any
	value: Any
	sample_size: Any = None
	evidence: str | None = None


def as_sent(row: Any) -> Reading:
	"""Return `row` (a row of the table or a mapping; any field may be missing) as a `Reading`."""
	return Reading(
		_as_day(row.get("reading_date")),
		_as_number(row.get("value")),
		_as_number(row.get("sample_size")) or None,
		row.get("evidence") or None,
	)


def reading_problems(
	fresh: Mapping[int, Reading], today: date, serving: Collection[str], action: str
) -> list[Problem]:
	"""Return everything that is wrong with the `fresh` readings of `action`: those added or changed, by row number.

	`serving` names the evidence that serves the action, its own and what is shared with it.
	"""
	problems = []
	for row, reading in fresh.items():
		problems += _date_problems(row, reading.reading_date, today)
		problems += _value_problems(row, reading.value)
		problems += _sample_problems(row, reading.sample_size)
		if reading.evidence and reading.evidence not in serving:
			problems.append(
				Problem(
					"foreign_evidence",
					"readings",
					_(
						"Row {0}: {1} is not evidence for {2}. Choose evidence of this action, or name the action "
						"under Other Actions of the evidence."
					),
					(row, reading.evidence, action),
				)
			)
	return problems


def indicator_problems(indicator: str | None, readings: Sequence[Reading], changed: bool) -> list[Problem]:
	"""Return a problem when there are `readings` of nothing; `changed` says whether this save made it so."""
	if not readings or not changed or not is_blank(indicator):
		return []
	return [
		Problem(
			"readings_of_nothing",
			"indicator",
			_("Name the indicator that the readings measure, or remove the readings."),
		)
	]


def unlikely(
	fresh: Mapping[int, Reading], unit: str | None, baseline: float | None, target: float | None
) -> list[Problem]:
	"""Return what looks like a slip in the `fresh` readings but may be true: it is shown, and not refused."""
	posts = [post for post in (baseline, target) if post is not None]
	percent = (unit or "").strip().lower() in ("%", "percent", "per cent")
	problems = []
	for row, reading in fresh.items():
		value = reading.value
		if not isinstance(value, float):
			continue
		if value < 0 and posts and min(posts) >= 0:
			problems.append(
				Problem(
					"below_zero",
					"readings",
					_("Row {0}: {1} is below 0. Is that right?"),
					(row, number(value)),
				)
			)
		if percent and value > 100 and posts and max(posts) <= 100:
			problems.append(
				Problem(
					"above_hundred",
					"readings",
					_("Row {0}: {1} is more than 100%. Is that right?"),
					(row, number(value)),
				)
			)
	return problems


def evidence_value_problems(evidence: str, measured_value: float | None) -> list[Problem]:
	"""Return why the value of a reading cannot be taken from `evidence`.

	A value that was never entered is stored as 0, so 0 is a reading only when somebody says so.
	"""
	if measured_value:
		return []
	return [
		Problem(
			"no_measured_value",
			"value",
			_("{0} gives no measured value. Enter the value of the reading; 0 if none were found."),
			(evidence,),
		)
	]


def still_read_problems(evidence: str, reading_actions: Iterable[str]) -> list[Problem]:
	"""Return a problem when `evidence` would no longer serve actions that have readings from it."""
	actions = sorted(set(reading_actions))
	if not actions:
		return []
	return [
		Problem(
			"reading_rests_on_it",
			"action",
			_("A reading of {0} names {1} as its evidence. Change that reading first."),
			(listed(actions), evidence),
		)
	]


def number(value: float) -> str:
	"""Return `value` as people write it: 1000000 and 0.3, not 1e+06 and 0.30000000000000004."""
	return f"{value:.12g}"


def _date_problems(row: int, taken: Any, today: date) -> list[Problem]:
	if taken is None:
		return [Problem("no_date", "readings", _("Row {0}: give the date of the reading."), (row,))]
	if not isinstance(taken, date):
		return [
			Problem(
				"not_a_date",
				"readings",
				_("Row {0}: {1} is not a date. Write it as year-month-day, such as 2030-03-31."),
				(row, _short(taken)),
			)
		]
	if taken > today:
		return [
			Problem(
				"future",
				"readings",
				_("Row {0}: {1} is in the future. A reading says what has been measured."),
				(row, taken),
			)
		]
	if taken < EARLIEST:
		return [
			Problem(
				"too_early",
				"readings",
				_("Row {0}: {1} is too long ago. Check the year."),
				(row, taken),
			)
		]
	return []


def _value_problems(row: int, value: Any) -> list[Problem]:
	if value is None:
		return [
			Problem(
				"no_value", "readings", _("Row {0}: give the value that was measured; 0 if it was 0."), (row,)
			)
		]
	if not isinstance(value, float) or not math.isfinite(value):
		return [
			Problem(
				"not_a_number",
				"readings",
				_("Row {0}: {1} is not a number. Write it with digits, such as 98.4."),
				(row, _short(value)),
			)
		]
	if abs(value) >= LIMIT:
		return [
			Problem(
				"out_of_range",
				"readings",
				_("Row {0}: {1} is too large to be kept. Use a larger unit, such as thousands."),
				(row, number(value)),
			)
		]
	return []


def _sample_problems(row: int, sample: Any) -> list[Problem]:
	if sample is None:
		return []
	if isinstance(sample, float) and sample.is_integer() and 0 <= sample < 2**31:
		return []
	return [
		Problem(
			"bad_sample",
			"readings",
			_("Row {0}: the sample size is a whole number from 0, not {1}."),
			(row, number(sample) if isinstance(sample, float) else _short(sample)),
		)
	]


def _short(value: Any) -> str:
	text = str(value)
	return text if len(text) <= 40 else f"{text[:39]}…"


def _as_day(value: Any) -> Any:
	if isinstance(value, datetime):
		return value.date()
	if isinstance(value, date):
		return value
	text = str(value or "").strip()
	if not text:
		return None
	try:
		# As Frappe stores it, and nothing else: 03/04/2026 is one day in London and another in New York.
		return datetime.fromisoformat(text).date()
	except ValueError:
		return value


def _as_number(value: Any) -> Any:
	if value is None or (isinstance(value, str) and not value.strip()):
		return None
	if isinstance(value, bool):
		return str(value)
	try:
		return float(value)
	except (TypeError, ValueError, OverflowError):
		return value
