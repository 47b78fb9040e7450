"""The governance reviews of the stories: planned, their agenda built, decided and held as the chair does it."""

from __future__ import annotations

import frappe

from .doors import Doors
from .model import Decision, Review
from .people import PEOPLE
from .services import SERVICES

DOCTYPE = "Governance Review"


class Chairing:
	"""Knows which record each review has become. The caller sets the user and the clock."""

	def __init__(self, doors: Doors):
		self.doors = doors
		self.reviews: dict[int, str] = {}

	def plan(self, review: Review) -> None:
		doc = frappe.new_doc(DOCTYPE)
		doc.update(
			{
				"meeting_date": self.doors.calendar.day(review.day),
				"chair": PEOPLE[review.chair].email,
				"services": [{"service": SERVICES[key].name} for key in review.services],
				"attendees": [
					*(_attendee(key, apologies=0) for key in review.present),
					*({"attendee_name": name, "capacity": capacity} for name, capacity in review.guests),
					*(_attendee(key, apologies=1) for key in review.apologies),
				],
			}
		)
		self.reviews[review.day] = doc.insert().name

	def hold(self, review: Review) -> None:
		name = self.reviews[review.day]
		self._get(name).build_agenda()
		for title, note in review.business:
			item = self._get(name).add_item(title=title)
			self._get(name).decide(item, "Note", note)
		for decision in review.decisions:
			self._get(name).decide(self.doors.actions[decision.key], decision.kind, **self._said(decision))
		doc = self._get(name)
		doc.minutes = self.doors.calendar.render(review.minutes)
		doc.next_meeting_date = (
			self.doors.calendar.day(review.next_day) if review.next_day is not None else None
		)
		doc.save()
		self._get(name).hold()

	def _said(self, decision: Decision) -> dict:
		said = {"note": self.doors.calendar.render(decision.note)}
		if decision.kind == "New Date":
			said["new_due_date"] = str(self.doors.calendar.day(decision.to))
		elif decision.kind == "Reassign":
			said["new_owner"] = PEOPLE[decision.to].email
		elif decision.kind == "Escalate":
			said["escalate_to"] = PEOPLE[decision.to].email
		return said

	def _get(self, name: str):
		return frappe.get_doc(DOCTYPE, name)


def _attendee(key: str, apologies: int) -> dict:
	person = PEOPLE[key]
	return {"attendee": person.email, "capacity": person.job[:140], "apologies": apologies}
