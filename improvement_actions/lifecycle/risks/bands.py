"""Bands of scores, as an administrator sets them: what a score is called, its colour, and how soon it is looked at again."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from ..blank import is_blank
from ..escalation import PRIORITIES
from ..problem import Problem, Term, _
from .scores import LARGEST, LOWEST

TABLE = "risk_bands"
COLOURS = ("Green", "Yellow", "Orange", "Red")
MOST_DAYS = 3650


@dataclass(frozen=True)
class Band:
	"""The scores from `from_score` up to the next band; reviewed every `review_every_days` days (0: by no fixed date)."""

	name: str
	from_score: int
	review_every_days: int = 0
	colour: str = ""


def bands(rows: Iterable[Mapping[str, Any]]) -> list[Band]:
	"""Return the bands in `rows` of the settings, the lowest first."""
	found = (
		Band(
			row["band"],
			int(row["from_score"]),
			int(row.get("review_every_days") or 0),
			row.get("colour") or "",
		)
		for row in rows
	)
	return sorted(found, key=lambda band: band.from_score)


def band_of(all_bands: Sequence[Band], score: int) -> Band | None:
	"""Return the band that `score` lies in, None for no score or where there are no bands."""
	return max(
		(band for band in all_bands if score and band.from_score <= score),
		key=lambda band: band.from_score,
		default=None,
	)


def range_of(all_bands: Sequence[Band], band: Band) -> tuple[int, int]:
	"""Return the first and the last score of `band`."""
	later = [each.from_score for each in all_bands if each.from_score > band.from_score]
	return band.from_score, min(later, default=LARGEST + 1) - 1


def priority_of(all_bands: Sequence[Band], score: int) -> str:
	"""Return the priority of an action against a risk with `score`: the highest band gives the highest, and so on down.

	"" where there are no bands: then the type of the source decides.
	"""
	band = band_of(all_bands, score)
	if not band:
		return ""
	above = sum(each.from_score > band.from_score for each in all_bands)
	return PRIORITIES[max(len(PRIORITIES) - 1 - above, 0)]


def latest_review(band: Band | None, assessed_on: date) -> date | None:
	"""Return the day by which a risk in `band` that was assessed on `assessed_on` has to be looked at again, None for no limit."""
	if not band or not band.review_every_days:
		return None
	return assessed_on + timedelta(days=band.review_every_days)


def review_date_problems(wanted: date | None, latest: date | None, band: Band | None) -> list[Problem]:
	"""Return why the next review cannot be on `wanted`: it may be earlier than the band says (`latest`), never later."""
	if not wanted or not latest or wanted <= latest:
		return []
	text = _("A risk in the band {0} is reviewed by {1} at the latest, not on {2}.")
	return [Problem("review_too_late", "next_review_date", text, (band and band.name, latest, wanted))]


def table_problems(rows: Iterable[Mapping[str, Any]]) -> list[Problem]:
	"""Return everything that is wrong with the `rows` of the settings; no rows at all mean that there are no bands."""
	problems, scores, names = [], [], []
	for number, row in enumerate(rows, 1):
		from_score, days = row.get("from_score") or 0, row.get("review_every_days") or 0
		scores.append(from_score)
		names.append(" ".join((row.get("band") or "").split()).casefold())
		if is_blank(row.get("band")):
			problems.append(Problem("no_name", TABLE, _("Band {0}: give it a name."), (number,)))
		if not LOWEST <= from_score <= LARGEST:
			text = _("Band {0}: the score from which it applies is a number from {1} to {2}, not {3}.")
			problems.append(Problem("out_of_range", TABLE, text, (number, LOWEST, LARGEST, from_score)))
		if not 0 <= days <= MOST_DAYS:
			text = _("Band {0}: review it every 1 to {1} days, or write 0 for no fixed date.")
			problems.append(Problem("bad_interval", TABLE, text, (number, MOST_DAYS)))
		if (row.get("colour") or "") not in ("", *COLOURS):
			text = _("Band {0}: choose a colour out of {1}.")
			problems.append(Problem("bad_colour", TABLE, text, (number, tuple(map(Term, COLOURS)))))
	for from_score in sorted(_repeated(scores)):
		text = _("Two bands begin at {0}. Each begins at a score of its own.")
		problems.append(Problem("same_score", TABLE, text, (from_score,)))
	for name in sorted(_repeated(filter(None, names))):
		problems.append(Problem("same_name", TABLE, _("Two bands are called {0}."), (name,)))
	if scores and min(scores) > LOWEST:
		text = _("The lowest band begins at {0}, not {1}: every score belongs to a band.")
		problems.append(Problem("gap", TABLE, text, (LOWEST, min(scores))))
	return problems


def _repeated(values: Iterable) -> set:
	return {value for value, times in Counter(values).items() if times > 1}
