"""The shape of a risk's story, and the calls on the app that it becomes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import frappe

from .model import Event
from .people import PEOPLE
from .services import SERVICES

RISK = "Risk Register Entry"
Levels = tuple[int, int]


@dataclass(frozen=True)
class Control:
	"""What keeps a risk down; `review` is the day on which it is to be tested again."""

	text: str
	type: str
	adequacy: str
	owner: str | None = None
	review: int | None = None


@dataclass(frozen=True)
class Risk:
	"""A risk and its history; the levels are likelihood and impact. Without them nobody has scored it yet."""

	key: str
	day: int
	service: str
	category: str
	owner: str
	title: str
	description: str
	controls: list[Control]
	inherent: Levels | None = None
	residual: Levels | None = None
	target: Levels | None = None
	events: list[Event] = field(default_factory=list)


def linked(day: int, action: str, control: int | None = None) -> Event:
	"""The action with the key `action` is put on the risk by its manager; it mends the `control`-th of its controls."""
	return Event(day, "linked", None, {"action": action, "control": control})


def tested(day: int, control: int, adequacy: str, assurance: str) -> Event:
	return Event(day, "tested", None, {"control": control, "adequacy": adequacy, "assurance": assurance})


def assessed(day: int, residual: Levels, reason: str, by: str | None = None) -> Event:
	return Event(day, "assessed", by, {"residual": residual, "reason": reason})


def accepted(day: int, days: int, reason: str, by: str = "david") -> Event:
	"""Governance accepts the risk for so many `days`."""
	return Event(day, "accepted", by, {"until": day + days, "reason": reason})


def closed(day: int, reason: str, by: str | None = None) -> Event:
	return Event(day, "closed", by, {"reason": reason})


class RiskDoors:
	"""Knows which record each risk has become. The caller sets the user and the clock."""

	def __init__(self, doors):
		self.doors = doors
		self.risks: dict[str, str] = {}

	def steps(self, risk: Risk) -> Iterator[tuple[int, str, str, Any]]:
		"""Return day, label, person and what to do, for each step of the story."""
		manager = SERVICES[risk.service].manager
		yield risk.day, risk.key, manager, lambda: self.record(risk)
		for event in risk.events:
			by = event.by or (manager if event.kind == "linked" else risk.owner)
			yield (
				event.day,
				f"{risk.key}: {event.kind}",
				by,
				lambda event=event: getattr(self, event.kind)(risk, event),
			)

	def record(self, risk: Risk) -> None:
		doc = frappe.new_doc(RISK)
		doc.update(
			{
				"title": risk.title,
				"category": risk.category,
				"service": SERVICES[risk.service].name,
				"risk_owner": PEOPLE[risk.owner].email,
				"description": risk.description,
				"controls": [self._control(control) for control in risk.controls],
			}
		)
		for kind in ("inherent", "residual", "target"):
			if levels := getattr(risk, kind):
				doc.update({f"{kind}_likelihood": levels[0], f"{kind}_impact": levels[1]})
		self.risks[risk.key] = doc.insert().name

	def _control(self, control: Control) -> dict:
		return {
			"control": control.text,
			"control_type": control.type,
			"adequacy": control.adequacy,
			"control_owner": control.owner and PEOPLE[control.owner].email,
			"review_date": (control.review is not None and self.doors.calendar.day(control.review)) or None,
		}

	def _risk(self, risk: Risk):
		return frappe.get_doc(RISK, self.risks[risk.key])

	def linked(self, risk: Risk, event: Event) -> None:
		action = frappe.get_doc("Improvement Action", self.doors.actions[event.values["action"]])
		action.risk = self.risks[risk.key]
		action.save()
		if event.values["control"]:
			doc = self._risk(risk)
			doc.mend_control(doc.controls[event.values["control"] - 1].name, action.name)

	def tested(self, risk: Risk, event: Event) -> None:
		doc = self._risk(risk)
		row = doc.controls[event.values["control"] - 1]
		row.update(
			{
				"adequacy": event.values["adequacy"],
				"assurance": event.values["assurance"],
				"last_tested_on": self.doors.calendar.day(event.day),
			}
		)
		doc.save()

	def assessed(self, risk: Risk, event: Event) -> None:
		likelihood, impact = event.values["residual"]
		self._risk(risk).assess(
			{"residual_likelihood": likelihood, "residual_impact": impact}, event.values["reason"]
		)

	def accepted(self, risk: Risk, event: Event) -> None:
		until = str(self.doors.calendar.day(event.values["until"]))
		self._risk(risk).accept(event.values["reason"], until)

	def closed(self, risk: Risk, event: Event) -> None:
		self._risk(risk).close(event.values["reason"])
