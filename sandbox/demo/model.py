"""The shape of a story: what went wrong (a source), what was promised (actions), what then happened (events).

Stories are data. They know days (relative to today, so -40 is forty days ago), people by their key in `people`, and
text with placeholders that `dates` renders. How an event becomes a call on the app is the business of `player` alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Measure:
	"""An indicator: where it stood, where it has to get to. The direction follows from the two."""

	name: str
	unit: str
	baseline: float
	target: float
	since: int | None = None

	@property
	def direction(self) -> str:
		return "Increase" if self.target > self.baseline else "Decrease"


@dataclass(frozen=True)
class Event:
	day: int
	kind: str
	by: str | None
	values: dict[str, Any]


@dataclass(frozen=True)
class Action:
	"""One action and its history. A draft has no `opened` event. `subs` are spawned from it as sub-actions."""

	key: str
	title: str
	description: str
	raised: int
	events: list[Event] = field(default_factory=list)
	owner: str | None = None
	due: int | None = None
	closure_test: str = ""
	priority: str = "Medium"
	measure: Measure | None = None
	no_measure: str = ""
	horizon: str = "Quick Win"
	approach: str = "Full Change"
	training: bool = False
	service: str | None = None
	by: str | None = None
	subs: list[Action] = field(default_factory=list)


@dataclass(frozen=True)
class Meeting:
	"""An entry in the calendar (Frappe's Event), which everybody can read: no names in it."""

	day: int
	subject: str
	notes: str
	by: str
	hour: int = 14


@dataclass(frozen=True)
class Decision:
	"""What a governance review decides about the action called `key`; `to` is a day or a person, `kind` as the app calls it."""

	key: str
	kind: str
	note: str = ""
	to: int | str | None = None


@dataclass(frozen=True)
class Review:
	"""A governance review that is planned on `planned` and held on `day`, unless that lies ahead.

	`present` and `apologies` are people, `guests` those without an account, with their capacity.
	"""

	planned: int
	day: int
	chair: str
	present: tuple[str, ...] = ()
	apologies: tuple[str, ...] = ()
	guests: tuple[tuple[str, str], ...] = ()
	services: tuple[str, ...] = ()
	decisions: tuple[Decision, ...] = ()
	business: tuple[tuple[str, str], ...] = ()
	minutes: str = ""
	next_day: int | None = None


@dataclass(frozen=True)
class Source:
	"""What prompted the actions; with `meeting` it was made from that entry in the calendar.

	`factors` maps a contributory factor to how it played its part here; with `investigated` they and the root cause are
	written on that day, else at once. `shared` maps people from outside to the day it is shared with them.
	"""

	key: str
	day: int
	service: str
	type: str
	title: str
	summary: str
	standards: list[str]
	theme: str
	occurred: int | None = None
	quote: str = ""
	people_involved: str = ""
	harm: str = "No Harm"
	affected: int = 0
	safeguarding: bool = False
	notifiable: bool = False
	external_id: str = ""
	factors: dict[str, str] = field(default_factory=dict)
	root_cause: str = ""
	investigated: int | None = None
	by: str | None = None
	meeting: Meeting | None = None
	actions: list[Action] = field(default_factory=list)
	shared: dict[str, int] = field(default_factory=dict)


def opened(day: int, by: str | None = None) -> Event:
	return Event(day, "opened", by, {})


def progress(
	day: int,
	note: str,
	percent: float | None = None,
	milestone: str = "",
	on: int | None = None,
	barrier: str = "",
	by: str | None = None,
) -> Event:
	"""A progress update; `on` is the day of the next milestone."""
	return Event(
		day,
		"progress",
		by,
		{"note": note, "percent_complete": percent, "milestone": milestone, "on": on, "barrier": barrier},
	)


def reading(day: int, value: float, sample: int | None = None, by: str | None = None) -> Event:
	return Event(day, "reading", by, {"value": value, "sample": sample})


def evidence(
	day: int,
	kind: str,
	title: str,
	description: str,
	file: Any = None,
	value: float | None = None,
	also: tuple[str, ...] = (),
	valid_until: int | None = None,
	by: str | None = None,
) -> Event:
	"""An item of evidence of the Evidence Type `kind`; `also` names other actions that it serves.

	Where the action has an indicator, `value` is also taken as a reading that points at this evidence.
	"""
	values = {"type": kind, "title": title, "description": description, "file": file, "value": value}
	return Event(day, "evidence", by, {**values, "also": also, "valid_until": valid_until})


def reschedule(day: int, to: int, reason: str, by: str | None = None) -> Event:
	return Event(day, "reschedule", by, {"to": to, "reason": reason})


def reassign(day: int, to: str, reason: str, by: str | None = None) -> Event:
	return Event(day, "reassign", by, {"to": to, "reason": reason})


def completed(day: int, change: str, lessons: str = "", by: str | None = None) -> Event:
	return Event(day, "completed", by, {"change": change, "lessons": lessons})


def _review(
	kind: str,
	day: int,
	by: str,
	method: str,
	findings: str,
	outcome: str,
	sample: int | None,
	value: float | None,
) -> Event:
	values = {"method": method, "findings": findings, "outcome": outcome, "sample": sample, "value": value}
	return Event(day, kind, by, values)


def verified(
	day: int,
	by: str,
	method: str,
	findings: str,
	sample: int | None = None,
	value: float | None = None,
	outcome: str = "Embedded",
) -> Event:
	"""The Verification review. Embedded closes the action, anything else sends it back."""
	return _review("verified", day, by, method, findings, outcome, sample, value)


def sustained(
	day: int,
	by: str,
	method: str,
	findings: str,
	sample: int | None = None,
	value: float | None = None,
	outcome: str = "Embedded",
) -> Event:
	"""The next Sustainability review. Not Embedded reopens the action."""
	return _review("sustained", day, by, method, findings, outcome, sample, value)


def returned(day: int, by: str, reason: str) -> Event:
	"""The verifier sends the action back before any review."""
	return Event(day, "moved", by, {"workflow_action": "Return", "reason": reason})


def reopened(day: int, by: str, reason: str) -> Event:
	return Event(day, "moved", by, {"workflow_action": "Reopen", "reason": reason})


def cancelled(day: int, reason: str, by: str | None = None) -> Event:
	return Event(day, "cancelled", by, {"workflow_action": "Cancel", "reason": reason})
