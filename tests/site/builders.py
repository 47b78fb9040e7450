"""Small builders of believable records. Actions get into a status through the same doors that people use."""

from collections.abc import Callable
from contextlib import contextmanager

import frappe
from faker import Faker
from frappe.utils import add_days, nowdate
from markupsafe import escape

from improvement_actions.people import (
	ACTION_OWNER,
	EXTERNAL_REVIEWER,
	GOVERNANCE,
	HR_CONTRIBUTOR,
	MANAGER,
	ROLES,
	VERIFIER,
)

__all__ = [
	"ACTION_OWNER",
	"EXTERNAL_REVIEWER",
	"GOVERNANCE",
	"HR_CONTRIBUTOR",
	"MANAGER",
	"ROLES",
	"VERIFIER",
]

fake = Faker("en_GB")
Faker.seed(20)

SETTINGS = "Improvement Settings"
BEFORE_AND_AFTER = "MAR audit compliance moved from 78% in September to 96% in November."


def in_days(days: int) -> str:
	return str(add_days(nowdate(), days))


@contextmanager
def as_user(user: str):
	"""Do something as `user`; whoever was signed in before is so again afterwards."""
	before = frappe.session.user
	frappe.set_user(user)
	try:
		yield
	finally:
		frappe.set_user(before)


def untaken(doctype: str, make: Callable[[], str]) -> str:
	"""Return a name that `make` made and no record has: browser tests leave records, and made-up names begin anew with each run."""
	return next(name for name in iter(make, None) if not frappe.db.exists(doctype, name))


def service(**values) -> str:
	def name() -> str:
		return f"{fake.unique.street_name()} {fake.random_element(('House', 'Court', 'Lodge'))}"

	with as_user("Administrator"):
		return (
			frappe.get_doc(
				{
					"doctype": "Care Service",
					"service_name": untaken("Care Service", name),
					"service_type": "Residential Home",
					**values,
				}
			)
			.insert()
			.name
		)


def led_service(**values) -> str:
	"""Return a service with a registered manager and a nominated individual."""
	return service(
		**{"registered_manager": user(MANAGER), "nominated_individual": user(GOVERNANCE), **values}
	)


def user(*roles: str, limited_to: str | None = None, **values) -> str:
	"""Return the id of a new user with `roles`, limited to one service by a User Permission when `limited_to` names it.

	Written straight into the tables: what Frappe does around a new user (contact, welcome, tours) takes half a
	second, and none of it matters here.
	"""
	first, last = fake.first_name(), fake.last_name()
	email = untaken("User", lambda: f"{first}.{last}.{fake.unique.random_number(6)}@example.org".lower())
	values = {
		"first_name": first,
		"full_name": f"{first} {last}",
		"enabled": 1,
		"user_type": "System User",
		**values,
	}
	person = frappe.get_doc({"doctype": "User", "email": email, **values})
	person.name = values.get("name") or email
	person.db_insert()
	for role in roles:
		person.append("roles", {"role": role}).db_insert()
	# Another run's user may have had this name: Redis outlives the transaction.
	frappe.clear_cache(user=person.name)
	if limited_to:
		limit_to(person.name, limited_to)
	return person.name


def in_html(text: str) -> str:
	"""Return `text` as a page holds it: people are called O'Brien too."""
	return str(escape(text))


def limit_to(person: str, care_service: str) -> None:
	frappe.get_doc(
		{"doctype": "User Permission", "user": person, "allow": "Care Service", "for_value": care_service}
	).insert()


class Team:
	"""The people around one action; each is made when first asked for."""

	def __init__(self, care_service: str | None = None):
		self.service = care_service or service()

	def __getattr__(self, name: str) -> str:
		roles = {
			"manager": (MANAGER,),
			"owner": (ACTION_OWNER,),
			"new_owner": (ACTION_OWNER,),
			"verifier": (VERIFIER,),
			"governance": (GOVERNANCE,),
			"hr": (HR_CONTRIBUTOR,),
			"external": (EXTERNAL_REVIEWER,),
			"everything": ROLES,
		}
		if name not in roles:
			raise AttributeError(name)
		self.__dict__[name] = user(*roles[name])
		return self.__dict__[name]


def source(care_service: str, **values):
	with as_user("Administrator"):
		return frappe.get_doc(
			{
				"doctype": "Improvement Source",
				"title": "Gaps in MAR charts at the October audit",
				"source_type": "Audit Finding",
				"service": care_service,
				"occurred_on": in_days(-10),
				"summary": f"{fake.name()} missed two doses.",
				"people_involved": fake.name(),
				**values,
			}
		).insert()


def ready_to_open(team: Team, **values) -> dict:
	"""Return the fields of a draft that lacks nothing to be opened."""
	return {
		"doctype": "Improvement Action",
		"title": "Senior on duty checks every MAR chart at handover",
		"description": "The senior on each shift checks all MAR charts for gaps at handover and signs the check sheet.",
		"service": team.service,
		"action_owner": team.owner,
		"priority": "High",
		"due_date": in_days(30),
		"closure_test": "Monthly audit of 20 MAR charts by the registered manager shows 95% of entries signed.",
		"indicator": "MAR entries signed",
		"unit": "%",
		"direction": "Increase",
		"baseline_value": 78,
		"baseline_date": in_days(-20),
		"target_value": 95,
		**values,
	}


def draft(team: Team, **values):
	if "source" not in values:
		values["source"] = source(team.service).name
	with as_user("Administrator"):
		return frappe.get_doc(ready_to_open(team, **values)).insert()


def evidence(action: str, **values):
	with as_user("Administrator"):
		return frappe.get_doc(
			{
				"doctype": "Improvement Evidence",
				"action": action,
				"title": "MAR audit, November",
				"evidence_type": "Audit Result",
				"evidence_date": nowdate(),
				"description": "20 charts sampled, 19 without a gap.",
				**values,
			}
		).insert()


def attached_file(content: bytes = b"MAR audit: 19 of 20", **values):
	"""Return a File that whoever is signed in has just uploaded, not attached to anything yet."""
	values = {"file_name": f"{fake.word()}-{fake.unique.random_number(9)}.txt", "is_private": 1, **values}
	return frappe.get_doc({"doctype": "File", "content": content, **values}).insert()


def get(action: str):
	return frappe.get_doc("Improvement Action", action)


def do(action: str, person: str, workflow_action: str, reason: str | None = None) -> None:
	with as_user(person):
		get(action).move(workflow_action, reason)


def opened(team: Team, **values):
	action = draft(team, **values)
	do(action.name, team.manager, "Open")
	return get(action.name)


def started(team: Team, **values):
	action = opened(team, **values)
	with as_user(team.owner):
		get(action.name).add_progress("Check sheet agreed with the seniors", 20, "First audit", in_days(7))
	return get(action.name)


def prove(action: str) -> None:
	"""Give `action` everything that it needs to be completed."""
	evidence(action)
	doc = get(action)
	doc.change_to_practice = BEFORE_AND_AFTER
	doc.append("readings", {"reading_date": nowdate(), "value": 96, "sample_size": 20})
	doc.save()


def completed(team: Team, **values):
	action = started(team, **values)
	prove(action.name)
	do(action.name, team.owner, "Complete")
	return get(action.name)


def reviews(action: str, review_type: str) -> list:
	names = frappe.get_all(
		"Effectiveness Review",
		filters={"action": action, "review_type": review_type},
		order_by="due_date, creation",
		pluck="name",
	)
	return [frappe.get_doc("Effectiveness Review", name) for name in names]


def pending_review(action: str, review_type: str = "Verification"):
	return next(review for review in reviews(action, review_type) if not review.outcome)


def record_review(
	action: str, person: str, outcome: str = "Embedded", review_type: str = "Verification", **values
):
	with as_user(person):
		review = pending_review(action, review_type)
		review.update(
			{
				"reviewer": person,
				"reviewed_on": nowdate(),
				"method": "Follow-up Audit",
				"sample_size": 20,
				"outcome": outcome,
				"findings": "Looked at 20 charts against the closure test.",
				**values,
			}
		)
		return review.save()


def closed(team: Team, **values):
	action = completed(team, **values)
	record_review(action.name, team.verifier)
	do(action.name, team.verifier, "Close")
	return get(action.name)


def cancelled(team: Team, **values):
	action = opened(team, **values)
	do(action.name, team.manager, "Cancel", "The service no longer gives medicines.")
	return get(action.name)


IN_STATUS = {
	"Draft": draft,
	"Open": opened,
	"In Progress": started,
	"Completed": completed,
	"Closed": closed,
	"Cancelled": cancelled,
}


def action_in(status: str, team: Team | None = None, **values):
	"""Return an action in `status`, brought there through the real doors."""
	return IN_STATUS[status](team or Team(), **values)


def overdue(days: int, team=None, **values):
	"""Return an open action that has been overdue for `days`, as if nobody had touched it since."""
	action = opened(team or Team(led_service()), **values)
	frappe.db.set_value("Improvement Action", action.name, "due_date", in_days(-days), update_modified=False)
	return action


@contextmanager
def told_from(hour: int):
	"""Let people be told from `hour` on, whatever time it is."""
	before = frappe.db.get_single_value(SETTINGS, "digest_hour")
	frappe.db.set_single_value(SETTINGS, "digest_hour", hour)
	frappe.clear_document_cache(SETTINGS, SETTINGS)
	try:
		yield
	finally:
		frappe.db.rollback()
		frappe.db.set_single_value(SETTINGS, "digest_hour", before)
		frappe.db.commit()
		frappe.clear_document_cache(SETTINGS, SETTINGS)
