"""From a sent page to a source: who may send, what is refused, and the one record that is written past the permissions."""

import secrets
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import frappe
from frappe import _
from frappe.utils import getdate, nowdate

from improvement_actions import notices, people, refusal
from improvement_actions.concerns import guards
from improvement_actions.lifecycle import callers, concerns
from improvement_actions.lifecycle.concerns import EVERYBODY, NOBODY, Concern
from improvement_actions.lifecycle.problem import Problem
from improvement_actions.settings import get_settings

SOURCE, SERVICE, FEEDBACK = "Improvement Source", "Care Service", "Feedback"
#: The field that people do not see.
TRAP = "homepage"
#: How often it is tried to record something that the database could not take at that moment.
ATTEMPTS = 3
NOT_SENT, TOO_MANY = 417, 429
ERRORS = {TOO_MANY: frappe.TooManyRequestsError}


@dataclass(frozen=True)
class Received:
	"""What became of what was sent: a reference `code`, or `problems` with the HTTP `status` that says so."""

	code: str = ""
	problems: Sequence[Problem] = ()
	status: int = 200


def is_off() -> bool:
	"""Return whether nobody may use the page; that is so until an administrator decides otherwise."""
	return (get_settings().concerns_from or NOBODY) == NOBODY


def refuse_where_closed() -> None:
	"""Raise an error when who is calling may not use the page: 404 while it is off, 403 for who has to sign in first."""
	if is_off():
		raise frappe.PageDoesNotExistError
	allowed = get_settings().concerns_from
	if allowed != EVERYBODY and frappe.session.user == "Guest":
		refusal.refuse(
			[Problem("sign_in", None, _("Please sign in to raise a concern or an idea."))],
			_("Sign In"),
			frappe.PermissionError,
		)


def services() -> list[str]:
	"""Return the names of the services that people may choose: those that take new records."""
	return frappe.get_all(SERVICE, filters={"disabled": 0}, pluck="name", order_by="name")


def receive(form: Mapping) -> Received:
	"""Take in `form` (see `lifecycle.concerns.read`; and `ticket`, and the hidden field).

	A program gets the answer that a person gets, and nothing is kept of what it sent.
	"""
	age = callers.age_of(form.get("ticket"), guards.secret(), time.time())
	if callers.is_program(form.get(TRAP), age):
		return Received(callers.code_for(guards.secret(), secrets.token_bytes(16)))
	concern, problems = concerns.read(form, services(), getdate(nowdate()))
	if age is None:
		problems = [
			Problem(
				"page_too_old", None, _("This page had been open for very long. Please press Send once more.")
			),
			*problems,
		]
	if problems:
		return Received(problems=problems, status=NOT_SENT)
	if flood := guards.flood_problems():
		return Received(problems=flood, status=TOO_MANY)
	return Received(_land(concern))


def _land(concern: Concern) -> str:
	"""Record `concern` and tell who answers for its service; return its code, also when it is there already.

	The database refuses somebody when many record at the same moment, also different things: the request begins anew
	then, which loses nothing, because nothing has been written before.
	"""
	for _attempt in range(ATTEMPTS - 1):
		try:
			return _land_once(concern)
		except (frappe.QueryDeadlockError, frappe.QueryTimeoutError):
			frappe.db.rollback()
	return _land_once(concern)


def _land_once(concern: Concern) -> str:
	codes = _codes(concern)
	if known := frappe.get_all(SOURCE, {"raised_code": ("in", codes)}, pluck="raised_code", limit=1):
		return known[0]
	frappe.db.savepoint("concern")
	try:
		with _by_the_app():
			source = _record(concern, codes[0])
			notices.of_concern(source, _who_answers(concern))
	except frappe.UniqueValidationError:
		# Sent twice at the same moment: the other one is being recorded.
		frappe.db.rollback(save_point="concern")
		refusal.forget()
	return codes[0]


def _codes(concern: Concern) -> list[str]:
	"""Return the code for `concern` from this caller now, and the one that it had a few minutes ago."""
	now = int(time.time()) // callers.ONCE_IN
	return [callers.code_for(guards.secret(), guards.caller(), concern, span) for span in (now, now - 1)]


@contextmanager
def _by_the_app() -> Iterator[None]:
	"""Write as the system: neither a guest nor whoever happens to be signed in shows as the author.

	Who raises a concern says who they are, or does not; their login must not say it for them.
	"""
	user = frappe.session.user
	frappe.session.user = "Administrator"
	try:
		yield
	finally:
		frappe.session.user = user


def _record(concern: Concern, code: str):
	language = frappe.db.get_default("lang") or "en"
	source = frappe.new_doc(SOURCE)
	source.update(
		{
			"title": concern.title(code).translated(lambda message: _(message, language)),
			"source_type": FEEDBACK,
			"service": concern.service,
			"occurred_on": concern.occurred_on,
			"summary": concern.what,
			"is_safeguarding": int(concern.at_risk),
			"raised_as": concern.kind,
			"raised_code": code,
			"raised_by_relation": concern.relation,
			"raised_by_name": concern.name or None,
			"raised_by_contact": concern.contact or None,
			"wants_answer": int(concern.wants_answer),
		}
	)
	source.flags.raised_on_the_page = True
	# Who is not sure which service it is about leaves that to the managers, who cannot save it without saying.
	source.flags.ignore_mandatory = not concern.service
	return source.insert(ignore_permissions=True)


def _who_answers(concern: Concern) -> list[str]:
	"""Return who is told: who answers for the service, for all of them where none is named; both when somebody is at risk.

	Where nobody does, those who run governance are told.
	"""
	service = frappe.qb.DocType(SERVICE)
	answering = people.answering_for(service.name)
	query = answering.join(frappe.qb.from_(service)).where(service.disabled == 0)
	if concern.service:
		query = query.where(service.name == concern.service)
	rows = query.select(
		answering.manager.name.as_("manager"), answering.nominated.name.as_("nominated")
	).run()
	if concern.service and not concern.at_risk:
		found = [manager or nominated for manager, nominated in rows]
	elif concern.service:
		found = [person for row in rows for person in row]
	else:
		found = [nominated or manager for manager, nominated in rows]
	return list(dict.fromkeys(filter(None, found))) or people.holders(people.GOVERNANCE)
