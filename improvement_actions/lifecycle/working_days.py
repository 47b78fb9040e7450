"""How many days something is late, counted in calendar days or in the days that somebody works."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from .problem import Problem, _

#: Monday is 0.
WEEKEND = (5, 6)
ONE_DAY = timedelta(days=1)
#: How far back a count of working days looks: beyond it, a list of holidays has no end.
FARTHEST = timedelta(days=20 * 366)


@dataclass(frozen=True)
class Calendar:
	"""Which days count.

	Without `working_days_only` every day does. With it, days in `holidays` do not; on days that the list does
	not cover (`first` to `last`, both included) Saturdays and Sundays do not. A list of holidays names its weekly
	days off itself, as those of ERPNext do.
	"""

	working_days_only: bool = False
	holidays: frozenset[date] = frozenset()
	first: date | None = None
	last: date | None = None

	def counts(self, day: date) -> bool:
		"""Return whether `day` counts."""
		if not self.working_days_only:
			return True
		if self.first and self.last and self.first <= day <= self.last:
			return day not in self.holidays
		return day.weekday() not in WEEKEND

	def days_late(self, due: date, today: date) -> int:
		"""Return on how many days that count, `today` among them, something due on `due` has been late."""
		if not self.working_days_only:
			return max((today - due).days, 0)
		late = (due + timedelta(days=number) for number in range(1, (today - due).days + 1))
		return sum(map(self.counts, late))

	def due_by(self, days: int, today: date) -> date | None:
		"""Return the latest due date that is `days` (1 or more) late by `today`, None when no date is.

		What is due on that day or earlier is as late as that: so a database can compare dates and count none.
		"""
		if not self.working_days_only:
			return today - timedelta(days=days)
		day, found = today, 0
		while today - day < FARTHEST:
			found += self.counts(day)
			day -= ONE_DAY
			if found == days:
				return day
		return None


def list_problems(chosen: str | None, known: Collection[str]) -> list[Problem]:
	"""Return what is wrong with the list of holidays that was `chosen`, when `known` are the names of those there are."""
	if not chosen or chosen in known:
		return []
	if not known:
		text = _(
			"There is no holiday list on this site: they come with ERPNext. Leave it empty, and Saturdays and Sundays are not worked."
		)
		return [Problem("no_holiday_lists", "holiday_list", text)]
	text = _("There is no holiday list called {0}. Choose one of those offered, or leave it empty.")
	return [Problem("no_such_holiday_list", "holiday_list", text, (chosen,))]
