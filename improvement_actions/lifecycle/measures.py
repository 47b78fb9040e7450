"""The measure of an action: its latest reading, the change from baseline, and whether the target is met."""

from collections.abc import Iterable
from typing import Any


def latest_reading(readings: Iterable[Any]) -> Any | None:
	"""Return the reading with the latest `reading_date` that has a `value`, or None; on one date the later row wins."""
	latest = None
	for reading in readings or ():
		if reading.reading_date and reading.value is not None:
			if latest is None or str(reading.reading_date) >= str(latest.reading_date):
				latest = reading
	return latest


def target_met(direction: str | None, baseline: float | None, target: float | None, latest: float | None) -> bool:
	"""Return whether `latest` has reached `target`, in the indicator's `direction` (Increase or Decrease)."""
	if target is None or latest is None:
		return False
	rising = direction == "Increase" if direction else baseline is None or target >= baseline
	return latest >= target if rising else latest <= target
