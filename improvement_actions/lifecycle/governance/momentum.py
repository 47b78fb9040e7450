"""How things stand, and how they have moved since the meeting before."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

from ..problem import _

BETTER, WORSE, SAME, NEUTRAL = "better", "worse", "same", ""


@dataclass(frozen=True)
class Figures:
	"""`opened`, `completed`, `closed` and `closed_on_time` (percent of the closed) since the meeting before; the others as of now.

	`average_age` is that of what is under way, in days. None is what cannot be said: the age of nothing.
	"""

	opened: int = 0
	completed: int = 0
	closed: int = 0
	closed_on_time: float | None = None
	under_way: int = 0
	overdue: int = 0
	escalated: int = 0
	slipping: int = 0
	stale: int = 0
	awaiting_verification: int = 0
	average_age: float | None = None

	def stored(self) -> dict[str, Any]:
		"""Return the figures as they are kept with a meeting."""
		return asdict(self)


@dataclass(frozen=True)
class Change:
	"""One figure `now` and `then` (None where it is not known), and whether that is for the better or the worse."""

	key: str
	label: str
	now: float | None
	then: float | None
	turn: str
	unit: str = ""


#: (figure, what people call it, 1 where more is better, -1 where less is, 0 where it says nothing; unit)
_SAID = (
	("opened", _("Opened"), 0, ""),
	("completed", _("Completed"), 1, ""),
	("closed", _("Closed"), 1, ""),
	("closed_on_time", _("Closed on time"), 1, "%"),
	("under_way", _("Under way"), 0, ""),
	("overdue", _("Overdue"), -1, ""),
	("escalated", _("Escalated"), -1, ""),
	("slipping", _("Slipping"), -1, ""),
	("stale", _("Stale"), -1, ""),
	("awaiting_verification", _("Awaiting verification"), -1, ""),
	("average_age", _("Average age, in days"), -1, ""),
)
#: What happened in a span of time, and not how things stand at its end.
MOVEMENTS = ("opened", "completed", "closed", "closed_on_time")


def on_time(closed: int, closed_on_time: int) -> float | None:
	"""Return how many percent of the `closed` actions were completed by their due date, None without any."""
	return round(100 * closed_on_time / closed, 1) if closed else None


def from_stored(values: Mapping[str, Any] | None) -> Figures | None:
	"""Return the figures that were kept with a meeting, None where there are none or they cannot be read."""
	if not isinstance(values, Mapping):
		return None
	known = {field.name for field in fields(Figures)}
	return Figures(**{key: _number(value) for key, value in values.items() if key in known})


def compare(now: Figures, then: Figures | None) -> list[Change]:
	"""Return every figure `now`, beside that of the meeting before."""
	return [
		Change(
			key,
			label,
			getattr(now, key),
			getattr(then, key) if then else None,
			_turn(getattr(now, key), getattr(then, key) if then else None, better),
			unit,
		)
		for key, label, better, unit in _SAID
	]


def comparable(services: Sequence[str], services_then: Sequence[str]) -> bool:
	"""Return whether the figures of two meetings are about the same: about the same services."""
	return set(services) == set(services_then)


def _turn(now: float | None, then: float | None, better: int) -> str:
	if now is None or then is None:
		return NEUTRAL
	if now == then:
		return SAME
	if not better:
		return NEUTRAL
	return BETTER if (now > then) == (better > 0) else WORSE


def _number(value: Any) -> float | None:
	return value if isinstance(value, int | float) and not isinstance(value, bool) else None
