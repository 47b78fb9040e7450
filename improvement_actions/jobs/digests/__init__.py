"""One digest for each person and day, and never two: what waits for them, as a mail and in the bell.

The table of digests is an outbox. `plan` puts one waiting row for each person into it, whose name is made of person, day
and kind, so that the database itself refuses a second one. `tell` takes some of the rows that nobody else has taken, and
settles them in one transaction with the mails in the queue and the lines in the bell: a worker killed in between
has told nobody, and its rows wait again. `retry` brings back what failed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

import frappe
from frappe.query_builder.functions import Count
from frappe.utils import now

from improvement_actions.jobs.digests import due, weeks
from improvement_actions.jobs.digests.pages import Pages, daily_context, speaking, weekly_context
from improvement_actions.jobs.digests.recipients import Recipient, recipients, unsubscribed
from improvement_actions.lifecycle.digest import (
	DAILY,
	FAILED,
	MAILED,
	NO_ACCOUNT,
	NOTHING,
	TURNED_OFF,
	WAITING,
	WEEKLY,
	Day,
	Digest,
	Summary,
	build,
	digest_name,
	is_summary_day,
	new_from,
	summarise,
)
from improvement_actions.lifecycle.escalation import escalated_from
from improvement_actions.lifecycle.working_days import ONE_DAY
from improvement_actions.settings import digest_calendar, escalation_steps, get_settings

DIGEST, QUEUE = "Improvement Digest", "Email Queue"
#: How many people are told in one transaction.
CHUNK = 100
#: How often a chunk is tried that the database has undone, because two workers waited for each other.
ATTEMPTS = 3
#: A mail that has been under way for longer was left behind by a worker that is no more.
STUCK = timedelta(hours=1)
LONGEST_SUBJECT = 240


@dataclass(frozen=True)
class Counts:
	"""How many digests of a day wait, have failed, and have been told; how many of these by mail, or could not be for want of an account."""

	waiting: int
	failed: int
	told: int
	mailed: int
	no_account: int


def plan(today: date) -> int:
	"""Put a waiting digest for everybody whom something waits for into the outbox; return how many are new.

	A weekly summary as well, for those who manage services, on its day. Does nothing where the settings say so.
	"""
	if not get_settings().send_digests:
		return 0
	day = day_of(today)
	persons = [(person, DAILY) for person in due.people_to_tell(day)]
	if is_summary_day(get_settings().weekly_summary_day or "", today, digest_calendar()):
		persons += [(person, WEEKLY) for person in weeks.managers()]
	told = recipients(sorted({person for person, _kind in persons}))
	moment = now()
	fields = ["name", "creation", "modified", "owner", "modified_by", "docstatus", "idx"]
	fields += ["recipient", "recipient_address", "digest_date", "kind", "result"]
	rows = {}
	for person, kind in persons:
		if recipient := told.get(person):
			whom = recipient.user or recipient.address
			name = digest_name(whom, today, kind)
			made = (name, moment, moment, "Administrator", "Administrator", 0, 0)
			rows[name.casefold()] = (*made, recipient.user, recipient.address, today, kind, WAITING)
	known = {name.casefold() for name in _names(today)}
	new = sorted(rows.keys() - known)
	# Always in the same order: two that do it at once wait for each other, and neither for ever.
	frappe.db.bulk_insert(DIGEST, fields, [rows[name] for name in new], ignore_duplicates=True)
	return len(new)


def tell(today: date, limit: int = CHUNK, notes: list[str] | None = None) -> int:
	"""Tell up to `limit` people who wait to be told `today`, and commit; return how many, 0 when nobody waits.

	Any number of workers may do so at once: each takes rows that no other has. What an administrator should look into is
	added to `notes`.
	"""
	if not get_settings().send_digests:
		return 0
	pages = Pages()
	for attempt in range(ATTEMPTS):
		try:
			told = _tell(_take(today, limit), day_of(today), pages)
			frappe.db.commit()
			break
		except (frappe.QueryDeadlockError, frappe.QueryTimeoutError):
			# Nobody of this chunk has been told.
			frappe.db.rollback()
			if attempt == ATTEMPTS - 1:
				raise
	if notes is not None:
		notes.extend(note for note in dict.fromkeys(pages.notes) if note not in notes)
	return told


def retry(today: date) -> int:
	"""Let digests of `today` wait again that could not be made; return how many.

	Mails about today and yesterday that the server refused for good, or that a worker was killed over, go back into
	the queue.
	"""
	digest, queue = frappe.qb.DocType(DIGEST), frappe.qb.DocType(QUEUE)
	failed = (digest.digest_date == today) & (digest.result == FAILED)
	again = frappe.qb.from_(digest).where(failed).select(digest.name).run(pluck=True)
	if again:
		frappe.qb.update(digest).set(digest.result, WAITING).where(failed).run()
	recent = digest.digest_date[today - ONE_DAY : today] & (digest.email_queue != "")
	mails = frappe.qb.from_(digest).where(recent).select(digest.email_queue).run(pluck=True)
	left_behind = (queue.status == "Sending") & (queue.modified < frappe.utils.now_datetime() - STUCK)
	if mails:
		(
			frappe.qb.update(queue)
			.set(queue.status, "Not Sent")
			.set(queue.retry, 0)
			.where(queue.name.isin(mails) & ((queue.status == "Error") | left_behind))
		).run()
	return len(again)


def counts(today: date) -> Counts:
	"""Return how many of the digests of `today` have come how far."""
	digest = frappe.qb.DocType(DIGEST)
	found = dict(
		frappe.qb.from_(digest)
		.where(digest.digest_date == today)
		.groupby(digest.result)
		.select(digest.result, Count("*"))
		.run()
	)
	told = sum(found.get(result, 0) for result in (MAILED, TURNED_OFF, NO_ACCOUNT))
	return Counts(
		found.get(WAITING, 0), found.get(FAILED, 0), told, found.get(MAILED, 0), found.get(NO_ACCOUNT, 0)
	)


def day_of(today: date) -> Day:
	"""Return `today` with what the settings say about how far to look ahead."""
	settings = get_settings()
	return Day(
		today,
		new_from(today, digest_calendar()),
		settings.due_soon_days or 0,
		settings.evidence_expiry_days or 0,
		escalated_from(escalation_steps()),
	)


def _names(today: date, **filters) -> list[str]:
	return frappe.get_all(DIGEST, filters={"digest_date": today, **filters}, pluck="name")


def _take(today: date, limit: int) -> list[dict]:
	"""Lock and return waiting rows that nobody else has locked; they are ours until the transaction ends.

	They are locked one by one by their names. A range of an index would be locked with the gaps between its rows, and two
	workers that settle their rows would each wait for the other's gap.
	"""
	digest = frappe.qb.DocType(DIGEST)
	waiting = _names(today, result=WAITING)
	if not waiting:
		return []
	return (
		frappe.qb.from_(digest)
		.force_index("PRIMARY")
		.where(digest.name.isin(waiting) & (digest.result == WAITING))
		.select(digest.name, digest.recipient, digest.recipient_address, digest.kind)
		.limit(limit)
		.for_update(skip_locked=True)
	).run(as_dict=True)


def _tell(waiting: list[dict], day: Day, pages: Pages) -> int:
	if not waiting:
		return 0
	# Frappe's mails open a log file of the site when they are imported.
	from improvement_actions.jobs.digests.mail import Outbox

	persons = {kind: [_person(row) for row in waiting if row.kind == kind] for kind in (DAILY, WEEKLY)}
	told = recipients({person for each in persons.values() for person in each})
	outbox = Outbox()
	no_mail = unsubscribed({recipient.address for recipient in told.values()})
	contents = {**_daily(persons[DAILY], day), **_weekly(persons[WEEKLY], day)}
	for row in waiting:
		recipient = told.get(_person(row))
		content = contents[row.kind, _person(row)]
		frappe.db.savepoint("one_person")
		try:
			if not recipient or not content.items:
				_settle(row.name, result=NOTHING)
				continue
			with speaking(recipient.language):
				wanted = recipient.mail and recipient.address.casefold() not in no_mail
				_settle(row.name, **_say(row, recipient, content, day, pages, outbox, wanted))
		except (frappe.QueryDeadlockError, frappe.QueryTimeoutError):
			# The database has undone more than this one.
			raise
		except Exception as error:
			frappe.db.rollback(save_point="one_person")
			_settle(row.name, result=FAILED, error=f"{type(error).__name__}: {error}"[:500])
			frappe.log_error(f"Digest not made: {row.name}"[:140])
	frappe.clear_messages()
	return len(waiting)


def _say(
	row: dict,
	recipient: Recipient,
	content: Digest | Summary,
	day: Day,
	pages: Pages,
	outbox,
	wants_mail: bool,
) -> dict:
	"""Tell one person; return what the row of their digest is to say of it."""
	describe = daily_context if row.kind == DAILY else weekly_context
	context = describe(content, recipient, day)
	subject, html = pages.subject(row.kind, context), pages.html(row.kind, context)
	said = {
		"recipient_address": recipient.address,
		"subject": subject[:LONGEST_SUBJECT],
		"content": html,
		"items": content.items,
		"error": None,
	}
	if recipient.user and recipient.bell:
		_ring(recipient.user, row.name, subject)
	if not wants_mail:
		return {**said, "result": TURNED_OFF}
	if not outbox.account:
		return {**said, "result": NO_ACCOUNT}
	text = pages.text(row.kind, context)
	return {
		**said,
		"result": MAILED,
		"email_queue": outbox.queue(recipient.address, subject, html, text),
	}


def _ring(user: str, digest: str, subject: str) -> None:
	"""Put a line into the bell of `user`; Frappe sends no mail for an alert."""
	frappe.get_doc(
		{
			"doctype": "Notification Log",
			"type": "Alert",
			"for_user": user,
			# Whoever has started the run has not written this.
			"from_user": "Administrator",
			"subject": frappe.utils.escape_html(subject),
			"document_type": DIGEST,
			"document_name": digest,
		}
	).insert(ignore_permissions=True)


def _settle(name: str, **values) -> None:
	digest = frappe.qb.DocType(DIGEST)
	update = frappe.qb.update(digest).where(digest.name == name).set(digest.modified, now())
	for field, value in values.items():
		update = update.set(digest[field], value)
	update.run()


def _daily(persons: list[str], day: Day) -> dict[tuple[str, str], Digest]:
	if not persons:
		return {}
	found = {person.casefold(): sections for person, sections in due.found_for(persons, day).items()}
	return {(DAILY, person): build(found.get(person.casefold(), {}), day) for person in persons}


def _weekly(persons: list[str], day: Day) -> dict[tuple[str, str], Summary]:
	if not persons:
		return {}
	managed = weeks.services_of(persons)
	services = {name for names in managed.values() for name in names}
	numbers, worst = weeks.weeks_of(services, day), weeks.worst_of(services, day.today)
	return {
		(WEEKLY, person): summarise(
			[numbers[name] for name in names if name in numbers],
			_all(worst.get(name, ()) for name in names),
			day,
		)
		for person, names in managed.items()
	}


def _all(lists: Iterable[Iterable]) -> list:
	return [each for every in lists for each in every]


def _person(row: dict) -> str:
	return row.recipient or row.recipient_address


__all__ = ["CHUNK", "counts", "plan", "retry", "tell"]
