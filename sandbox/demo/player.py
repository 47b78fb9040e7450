"""Plays the stories through the app's own doors, each event by the person whose it was and on its day.

Nothing is written past the app: documents are inserted and their methods called as in the Desk, with the clock moved to the
event. So dates, versions, comments and derived fields come about as in real use, and every gate is passed for real.
A refusal stops the load and says which action and event met it.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

import frappe
from freezegun import freeze_time

from . import plans as plan_steps
from .dates import Calendar
from .doors import Doors
from .governance import Chairing
from .model import Action, Event, Meeting, Review, Source
from .people import PEOPLE
from .plans import Plan
from .risks import Risk, RiskDoors
from .services import SERVICES

HELEN = "helen"  # the director of quality, who reaches every service


class DemoError(Exception):
	"""An event of a story that the app refused: a defect of the demo data or of the app."""


@dataclass(frozen=True)
class Step:
	day: int
	label: str
	by: Callable[[], str]  # asked when the step is due: an action's owner may have changed
	do: Callable[[], None]


def play(
	sources: list[Source],
	calendar: Calendar,
	meetings: Sequence[Meeting] = (),
	plans: Sequence[Plan] = (),
	reviews: Sequence[Review] = (),
	risks: Sequence[Risk] = (),
) -> None:
	"""Play the whole history of `sources`, `meetings`, `plans`, governance `reviews` and `risks`, oldest day first.

	The session's user is the same afterwards.
	"""
	user = frappe.session.user
	player = Player(Doors(calendar))
	steps = [
		*player.steps(sources),
		*player.meeting_steps(meetings),
		*player.plan_steps(plans),
		*player.review_steps(reviews),
		*player.risk_steps(risks),
	]
	steps.sort(key=lambda step: step.day)
	start = datetime.combine(calendar.day(steps[0].day), time(8))
	try:
		with freeze_time(start) as clock:
			for step, moment in zip(steps, _moments(steps, calendar), strict=True):
				clock.move_to(moment)
				_take(step)
	finally:
		frappe.set_user(user)


def _moments(steps: list[Step], calendar: Calendar) -> Iterator[datetime]:
	"""A time in office hours for each step, in the order of the steps."""
	chance, day, moment = random.Random(2468), None, None
	for step in steps:
		if step.day != day:
			day, moment = step.day, datetime.combine(calendar.day(step.day), time(8, chance.randrange(50)))
		moment += timedelta(minutes=chance.randrange(3, 40), seconds=chance.randrange(60))
		yield moment


def _sign_in(email: str) -> None:
	"""Frappe forgets all it has read when the user changes. DocTypes are the same for all: keeping them saves a third of the time."""
	doctypes = {key: value for key, value in frappe.local.cache.items() if "doctype_meta" in str(key)}
	frappe.set_user(email)
	frappe.local.cache.update(doctypes)


def _take(step: Step) -> None:
	try:
		email = PEOPLE[step.by()].email
		if frappe.session.user != email:
			_sign_in(email)
		step.do()
	except Exception as error:
		raise DemoError(f"{step.label} (by {frappe.session.user}, day {step.day}): {error}") from error


class Player:
	"""Turns stories into steps: who does what on which day."""

	def __init__(self, doors: Doors):
		self.doors = doors
		self.chairing = Chairing(doors)

	def steps(self, sources: list[Source]) -> Iterator[Step]:
		for source in sources:
			yield from self._source_steps(source)

	def meeting_steps(self, meetings: Sequence[Meeting]) -> Iterator[Step]:
		for meeting in meetings:
			yield Step(
				meeting.day,
				meeting.subject,
				lambda meeting=meeting: meeting.by,
				lambda meeting=meeting: self.doors.meet(meeting),
			)

	def plan_steps(self, plans: Sequence[Plan]) -> Iterator[Step]:
		for day, label, by, do in plan_steps.steps(plans, self.doors):
			yield Step(day, label, lambda by=by: by, do)

	def review_steps(self, reviews: Sequence[Review]) -> Iterator[Step]:
		for review in reviews:
			chair = lambda review=review: review.chair  # noqa: E731
			label = f"governance review on day {review.day}"
			yield Step(review.planned, label, chair, lambda review=review: self.chairing.plan(review))
			if review.day <= 0:
				yield Step(review.day, label, chair, lambda review=review: self.chairing.hold(review))

	def risk_steps(self, risks: Sequence[Risk]) -> Iterator[Step]:
		doors = RiskDoors(self.doors)
		for risk in risks:
			for day, label, by, do in doors.steps(risk):
				yield Step(day, label, lambda by=by: by, do)

	def _source_steps(self, source: Source) -> Iterator[Step]:
		by = source.by or SERVICES[source.service].manager
		yield Step(source.day, source.key, lambda: by, lambda: self.doors.record(source))
		if source.investigated:
			yield Step(
				source.investigated,
				f"{source.key}: root cause",
				lambda: by,
				lambda: self.doors.investigate(source),
			)
		for action in source.actions:
			yield from self._action_steps(source, action, None)
		for person, day in source.shared.items():
			yield Step(
				day,
				f"{source.key}: share",
				lambda: HELEN,
				lambda person=person: self.doors.share(source, person),
			)

	def _action_steps(self, source: Source, action: Action, parent: Action | None) -> Iterator[Step]:
		manager = SERVICES[action.service or source.service].manager
		raised_by = action.by or (parent and parent.by) or source.by or manager
		yield Step(
			action.raised,
			action.key,
			lambda: raised_by,
			lambda: self.doors.raise_action(source, action, parent),
		)
		for event in action.events:
			yield self._event_step(action, event, manager)
		for sub in action.subs:
			yield from self._action_steps(source, sub, action)

	def _event_step(self, action: Action, event: Event, manager: str) -> Step:
		def by() -> str:
			if event.by:
				return event.by
			return manager if event.kind in MANAGERS_EVENTS else self.doors.owners[action.key]

		label = f"{action.key}: {event.kind}"
		return Step(event.day, label, by, lambda: getattr(self.doors, event.kind)(action, event))


# What is the service's manager's to do; everything else is the owner's unless the event names somebody.
MANAGERS_EVENTS = {"opened", "reschedule", "reassign", "cancelled"}
