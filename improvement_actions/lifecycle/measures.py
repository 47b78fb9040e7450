"""The measure of an action: its latest reading, the change from baseline, and whether the target is met.

All three are derived, never typed: CQC Regulation 17(2)(a) asks for evidence that quality has improved, and a
figure that follows from its readings is one.
"""

import math
from collections.abc import Iterable, Mapping
from typing import Any

INCREASE, DECREASE = "Increase", "Decrease"


def goalposts(action: Any) -> tuple[float | None, float | None]:
	"""Return baseline and target of `action` (a record or a mapping), None for the one that was never entered.

	A number that was never entered is stored as 0. So a baseline of 0 counts when it has its date, and a target of 0
	means "down to none": it counts on the side of the baseline where the indicator is to go.
	"""
	baseline, target = _number(_get(action, "baseline_value")), _number(_get(action, "target_value"))
	if not baseline and not _get(action, "baseline_date"):
		baseline = None
	against = INCREASE if (baseline or 0) > 0 else DECREASE
	meant = target or (baseline and _get(action, "direction") != against)
	return baseline, target if meant else None


def latest_reading(readings: Iterable[Any] | None, after: Any = None) -> Any | None:
	"""Return the reading with the latest `reading_date`, or None; on one date the later row wins.

	A reading is a row or a mapping with `reading_date` (a date, or text as YYYY-MM-DD) and `value`. One that
	lacks either is not yet a reading. A value of 0 is. `after` is the date of the baseline, when there is one: what was
	read until then is history, and says nothing about the change.
	"""
	latest = None
	start = _text(after)
	for reading in readings or ():
		if not _day(reading) or _number(_get(reading, "value")) is None or _day(reading) <= start:
			continue
		if latest is None or _day(reading) >= _day(latest):
			latest = reading
	return latest


def change_from_baseline(baseline: float | None, latest: float | None) -> float | None:
	"""Return how far `latest` lies above `baseline` (below: negative) in the indicator's unit, or None without both."""
	start, now = _number(baseline), _number(latest)
	if start is None or now is None:
		return None
	# 0.3 - 0.1 is 0.2 to whoever reads it.
	return round(now - start, 9)


def target_met(
	direction: str | None, baseline: float | None, target: float | None, latest: float | None
) -> bool:
	"""Return whether `latest` has reached `target`; to equal it is to reach it.

	`direction` is Increase or Decrease. Without one, the way from `baseline` to `target` tells, and without
	a baseline the indicator is taken to increase.
	"""
	aim, now = _number(target), _number(latest)
	if aim is None or now is None:
		return False
	start = _number(baseline)
	falling = direction == DECREASE if direction else start is not None and aim < start
	return now <= aim if falling else now >= aim


def _get(reading: Any, name: str) -> Any:
	return reading.get(name) if isinstance(reading, Mapping) else getattr(reading, name, None)


def _day(reading: Any) -> str:
	"""The reading's day as YYYY-MM-DD, so that dates, times and text from a form compare with one another."""
	return _text(_get(reading, "reading_date"))


def _text(day: Any) -> str:
	return str(day or "").strip()[:10]


def _number(value: Any) -> float | None:
	try:
		number = float(value)
	except (TypeError, ValueError, OverflowError):
		return None
	return number if math.isfinite(number) else None
