"""Sets the stage (people, services, who manages what) and has the stories played on it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import frappe
from frappe.utils import getdate, nowdate

from improvement_actions.jobs import nightly
from improvement_actions.lifecycle.status import ACTIVE

from .dates import Calendar
from .involving import involve
from .people import MANAGER, PASSWORD, PEOPLE, Person
from .player import play
from .services import PROVIDER, SERVICES
from .stories import MEETINGS, RISKS, SOURCES
from .stories.governance_reviews import REVIEWS
from .stories.plans import PLANS


def load() -> None:
	if frappe.db.exists("User", PEOPLE["helen"].email):
		print(f"The demo data of {PROVIDER} is already on this site: nothing done.")
		return
	with _flag("mute_emails"):
		set_stage()
		calendar = Calendar(getdate(nowdate()))
		play(SOURCES, calendar, MEETINGS, PLANS, REVIEWS, RISKS)
		involve(calendar)
		let_the_nights_pass()
		look_ahead()
	# The messages of a year of saves are for nobody.
	frappe.clear_messages()
	print(
		f"Demo data of {PROVIDER}: {len(SERVICES)} services, {frappe.db.count('Improvement Action')} actions, "
		f"{frappe.db.count('Risk Register Entry')} risks."
	)


def let_the_nights_pass() -> None:
	"""Mark and escalate night by night what is still overdue."""
	today = getdate(nowdate())
	under_way = {"status": ("in", ACTIVE), "due_date": ("is", "set")}
	first = frappe.get_all("Improvement Action", under_way, order_by="due_date", limit=1, pluck="due_date")[0]
	for days in range((today - first).days - 1, -1, -1):
		nightly.mark(today - timedelta(days=days))


def look_ahead() -> None:
	"""Build the agenda of what is planned, now that the nights have marked what is overdue and escalated."""
	for name, chair in frappe.get_all(
		"Governance Review", {"status": "Planned"}, ["name", "chair"], as_list=True
	):
		frappe.set_user(chair)
		frappe.get_doc("Governance Review", name).build_agenda()
	frappe.set_user("Administrator")


def set_stage() -> None:
	"""Make the people, the services, the permissions that say who manages which, and the settings."""
	with _flag("in_install"):
		# As in an installation: Frappe makes their contacts at once, asks gravatar.com for nobody's picture, and does
		# not empty every cache after each user, which would take longer than half of the history.
		for person in PEOPLE.values():
			_add_user(person)
	for key in SERVICES:
		_add_service(key)
	for person in PEOPLE.values():
		_limit_to_services(person)
	_list_record_types()


@contextmanager
def _flag(name: str) -> Iterator[None]:
	"""Set one of Frappe's flags for a while."""
	before = frappe.flags.get(name)
	frappe.flags[name] = True
	try:
		yield
	finally:
		frappe.flags[name] = before


def _add_user(person: Person) -> None:
	user = frappe.new_doc("User")
	user.update(
		{
			"email": person.email,
			"first_name": person.first_name,
			"last_name": person.last_name,
			"bio": person.job,
			"send_welcome_email": 0,
			"new_password": PASSWORD,
			"roles": [{"role": role} for role in person.roles],
		}
	)
	user.flags.ignore_password_policy = True
	user.insert()


def _add_service(key: str) -> None:
	service = SERVICES[key]
	frappe.get_doc(
		{
			"doctype": "Care Service",
			"service_name": service.name,
			"service_type": service.type,
			"location_id": service.location_id,
			"registered_manager": PEOPLE[service.manager].email,
			"nominated_individual": PEOPLE["helen"].email,
			"rating": service.rating,
		}
	).insert()


def _limit_to_services(person: Person) -> None:
	"""A registered manager manages their own services only: that is a User Permission on Care Service."""
	if MANAGER not in person.roles:
		return
	for key in person.services:
		frappe.get_doc(
			{
				"doctype": "User Permission",
				"user": person.email,
				"allow": "Care Service",
				"for_value": SERVICES[key].name,
				"apply_to_all_doctypes": 1,
			}
		).insert()


def _list_record_types() -> None:
	"""What comes up at meetings leads to actions: the forms of calendar entries offer them."""
	settings = frappe.get_doc("Improvement Settings")
	settings.append(
		"record_types", {"document_type": "Event", "source_type": "Feedback", "date_field": "starts_on"}
	)
	settings.save()
