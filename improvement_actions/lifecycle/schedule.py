"""When verifications and sustainability checks fall due, and what the settings may say about times."""

from datetime import date, timedelta

from .problem import Problem, _


def verification_due(completed_on: date, days: int) -> date:
	"""Return the date by which an action completed on `completed_on` is to be verified, `days` later."""
	return completed_on + timedelta(days=days)


def sustainability_due(closed_on: date, intervals: list[int]) -> list[date]:
	"""Return the dates of the sustainability checks, `intervals` in days after `closed_on`."""
	return [closed_on + timedelta(days=days) for days in sorted(set(intervals))]


def parse_intervals(text: str | None) -> tuple[list[int], list[Problem]]:
	"""Return the intervals (days) in `text`, written as ``90, 180``, and what is wrong with it.

	An empty text means that no sustainability checks are wanted.
	"""
	parts = [part.strip() for part in (text or "").replace(";", ",").split(",") if part.strip()]
	wrong = [part for part in parts if not (part.isdecimal() and len(part) <= 4 and 0 < int(part) <= 3650)]
	if wrong:
		return [], [
			Problem(
				"bad_intervals",
				"sustainability_intervals",
				_(
					"Write the sustainability intervals as days between 1 and 3650, such as 90, 180. Not understood: {0}"
				),
				(", ".join(wrong),),
			)
		]
	return sorted({int(part) for part in parts}), []


def hour_problems(hour: int | None) -> list[Problem]:
	"""Return what is wrong with `hour`, the hour of the day from which people are told what is due."""
	if hour is None or 0 <= hour <= 23:
		return []
	text = _("Write the hour from which people are told as a number from 0 to 23, not {0}.")
	return [Problem("bad_hour", "digest_hour", text, (hour,))]
