"""What people told Willowbrook Care on its page, whom it thanked, and a pilot that it rolled out: after the stories."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from datetime import time as clock_time

import frappe
from freezegun import freeze_time

from improvement_actions import recognition
from improvement_actions.concerns import guards, receiving
from improvement_actions.lifecycle import callers

from .dates import Calendar
from .people import PEOPLE
from .services import SERVICES
from .stories.day_service import PLACEMATS
from .stories.lighting import FIX

ACTION = "Improvement Action"


@dataclass(frozen=True)
class Raised:
	"""What somebody wrote on the page /raise-a-concern; no names of people supported."""

	day: int
	kind: str
	service: str
	what: str
	relation: str = ""
	more: dict[str, str] = field(default_factory=dict)


RAISED = (
	Raised(
		-9,
		"Idea",
		"forge",
		"My brother likes to help with cooking at home. Could the day service let people make their own "
		"sandwiches one day a week? He is proud when he has done it himself.",
		"Relative or Friend",
		{"name": "Alan Price", "contact": "07700 900123, after six", "wants_answer": "1"},
	),
	Raised(
		-4,
		"Concern",
		"alder",
		"On Sunday evening the call bells in the east corridor rang for a very long time, twice about twenty "
		"minutes. There seemed to be two staff for the whole floor.",
		"Person Who Uses the Service",
	),
	Raised(
		-1,
		"Concern",
		"homecare",
		"We are asked to do two visits at the same time on the new rota and then the shorter one gets cut. I "
		"do not want to give my name, but somebody will miss their evening tablets.",
		"Member of Staff",
		{"at_risk": "yes"},
	),
)

#: Thanks: (day, action, who thanks, in which words).
THANKS = (
	(
		-70,
		PLACEMATS.title,
		"helen",
		"Thank you. Coughing at meals is down from nine notes a month to one, because you put the guidance "
		"under the plate instead of into a folder. I ate lunch with you and saw it.",
	),
	(
		-85,
		FIX.title,
		"tomasz",
		"Thank you for standing on those stairs in the dark with a light meter. Nobody has tripped there since, "
		"and a broken lamp now waits hours, not weeks.",
	),
)

#: The full change after the pilot: what its manager decided anew.
ROLLED_OUT_ON = -20
ROLL_OUT = {
	"title": "Eating and drinking guidance on a placemat for the six people at Canal Street who need it",
	"service": SERVICES["canal"].name,
	"action_owner": PEOPLE["jamie"].email,
	"horizon": "Quick Win",
	"baseline_value": 58,
}
ROLL_OUT_TEXTS = {
	"description": (
		"By {due}, each of the six people at Canal Street with eating and drinking guidance has a placemat with "
		"texture, position and pace, written with the speech and language therapist. The team leader watches "
		"six meals a week and counts those as on the mat, target 100 per cent."
	),
	"closure_test": (
		"Twenty-four observed meals over four weeks by the quality lead: 100 per cent as on the placemat."
	),
}
ROLL_OUT_DUE = 40


def involve(calendar: Calendar) -> None:
	"""Have the concerns raised, the people thanked and the pilot rolled out; the session's user is the same afterwards."""
	user = frappe.session.user
	_open_the_page()
	try:
		for raised in RAISED:
			_raise(raised, calendar)
		for day, title, manager, message in THANKS:
			_thank(title, manager, message, _moment(calendar, day))
		_roll_out(calendar)
	finally:
		frappe.set_user(user)


def _open_the_page() -> None:
	settings = frappe.get_doc("Improvement Settings")
	settings.concerns_from = "Everybody"
	settings.concerns_urgent_contacts = (
		"Willowbrook Care, day and night: 01632 960100\nAdult safeguarding, Ashmere Council: 01632 960150"
	)
	settings.save()


def _moment(calendar: Calendar, day: int, hour: int = 10) -> datetime:
	return datetime.combine(calendar.day(day), clock_time(hour))


def _raise(raised: Raised, calendar: Calendar) -> None:
	frappe.set_user("Guest")
	with freeze_time(_moment(calendar, raised.day, 19)) as clock:
		ticket = callers.ticket(guards.secret(), time.time())
		clock.tick(timedelta(minutes=4))
		form = {"kind": raised.kind, "what": raised.what, "relation": raised.relation, "ticket": ticket}
		form["service"] = SERVICES[raised.service].name
		form["occurred_on"] = str(calendar.day(raised.day))
		received = receiving.receive({**form, **raised.more})
	assert received.code and not received.problems, received


def _thank(title: str, manager: str, message: str, moment: datetime) -> None:
	frappe.set_user(PEOPLE[manager].email)
	name = frappe.db.get_value(ACTION, {"title": title})
	with freeze_time(moment):
		recognition.thank(name, recognition.propose(name)["people"], message)


def _roll_out(calendar: Calendar) -> None:
	frappe.set_user(PEOPLE["denise"].email)
	texts = {name: calendar.render(text, ROLL_OUT_DUE) for name, text in ROLL_OUT_TEXTS.items()}
	dates = {"due_date": calendar.day(ROLL_OUT_DUE), "baseline_date": calendar.day(ROLLED_OUT_ON)}
	with freeze_time(_moment(calendar, ROLLED_OUT_ON)):
		pilot = frappe.get_doc(ACTION, {"title": PLACEMATS.title})
		name = pilot.roll_out(**ROLL_OUT, **texts, **dates)
		frappe.get_doc(ACTION, name).move("Open")
