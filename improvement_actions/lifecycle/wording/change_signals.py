"""What in a statement of change shows change: two states compared, or an outcome that somebody observed."""

from __future__ import annotations

from dataclasses import dataclass, field

from . import change_patterns as p
from .facts import mark_facts
from .words import Settings, phrase_pattern


@dataclass
class ChangeSignals:
	"""What a statement of change offers; `completed` and `improved` are the phrases that show none."""

	compared: float = 0.0
	observed: float = 0.0
	completed: list[str] = field(default_factory=list)
	improved: list[str] = field(default_factory=list)

	@property
	def score(self) -> float:
		"""How strongly the statement shows change; words of completion take nothing away from it."""
		return self.compared + self.observed


@dataclass
class _Tally:
	"""What sentences contribute together: "before" may stand in one and "now" in the next."""

	before: bool = False
	after: bool = False
	looked: bool = False
	times: int = 0
	values: int = 0
	quantities: int = 0


def read_change(parts: list[str], settings: Settings) -> ChangeSignals:
	"""Gather the signals of all sentences of a statement of change. Intentions ("will check") count for nothing."""
	total = ChangeSignals()
	tally = _Tally()
	for part in parts:
		total.completed += phrase_pattern(settings.completion_phrases).findall(part)
		total.improved += phrase_pattern(settings.improved_phrases).findall(part)
		marked = p.TURNING_POINT.sub("since then", mark_facts(part))
		if p.FUTURE.search(marked):
			continue
		if p.EFFORT.search(marked):
			# Training compliance may rise from 60% to 95% as well; a count of attendance shows nothing.
			if p.FROM_TO.search(marked) and "_freq_ to _freq_" not in marked:
				total.compared = max(total.compared, 3.0)
			continue
		_read_sentence(part, marked, settings, total, tally)
	if tally.times >= 2 and tally.values >= 2:
		total.compared = max(total.compared, 2.0)
	if tally.before and tally.after:
		total.compared += 1.5 if tally.looked else 1.0
	if tally.before and tally.quantities >= 2:
		total.compared += 1.0
	return total


def _read_sentence(part: str, marked: str, settings: Settings, total: ChangeSignals, tally: _Tally) -> None:
	looked = bool(p.LOOKED.search(marked))
	contrast = bool(p.CONTRAST.search(marked))
	if p.FROM_TO.search(marked) or p.MOVED.search(marked):
		total.compared = max(total.compared, 3.0)
	elif len(p.DATED_FIGURE.findall(part)) >= 2 or (looked and p.FIGURES_IN_A_ROW.search(marked + " ")):
		total.compared = max(total.compared, 2.0)
	elif contrast:
		total.compared = max(total.compared, 1.5)

	if (looked and p.FOUND.search(marked)) or p.NONE_SINCE.search(marked):
		total.observed = max(total.observed, 2.0)
	elif p.SHARES.search(marked) or p.PEOPLE_NOW.search(marked):
		total.observed = max(total.observed, 1.0)

	done = phrase_pattern(settings.completion_phrases).search(part)
	tally.before |= contrast or bool(p.BEFORE.search(marked))
	tally.after |= bool(p.AFTER.search(marked))
	tally.looked |= looked
	tally.times += len(p.TIMES.findall(marked))
	tally.values += len((p.SHARES if done else p.VALUES).findall(marked))
	tally.quantities += len(p.VALUES.findall(marked))
