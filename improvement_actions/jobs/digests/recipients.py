"""Who is told, and how they want to be: the same rules as Frappe's own notices, asked for many people at once."""

from collections.abc import Iterable
from dataclasses import dataclass

import frappe

from improvement_actions import people
from improvement_actions.lifecycle.independence import NOT_A_PERSON

SETTINGS = "Improvement Settings"


@dataclass(frozen=True)
class Recipient:
	"""Somebody who is told: a `user`, or an `address` that is no user's.

	`bell` and `mail` say whether they want the one and the other.
	"""

	address: str
	user: str | None = None
	name: str = ""
	language: str = ""
	bell: bool = True
	mail: bool = True


def recipients(persons: Iterable[str]) -> dict[str, Recipient]:
	"""Return those of `persons` (users, or addresses that are no user's) who may be told, by what they were called.

	Nobody whose account is disabled, no system account, and no external reviewer: they read what is shared with them.
	Four queries, however many people.
	"""
	persons = list(persons)
	if not persons:
		return {}
	user, wishes = frappe.qb.DocType("User"), frappe.qb.DocType("Notification Settings")
	rows = (
		frappe.qb.from_(user)
		.left_join(wishes)
		.on(wishes.name == user.name)
		.where(user.name.isin(persons))
		.select(user.name, user.email, user.full_name, user.language, user.enabled)
		.select(wishes.enabled.as_("bell"), wishes.enable_email_notifications.as_("mail"))
	).run(as_dict=True)
	users = {row.name.casefold(): row for row in rows}
	external = _external(persons)
	found = {}
	for person in persons:
		row = users.get(person.casefold())
		if row is None:
			if "@" in person:
				found[person] = Recipient(person)
		elif row.enabled and row.name not in NOT_A_PERSON and row.name not in external:
			# Whoever has no settings yet wants everything.
			bell, mail = row.bell is None or bool(row.bell), row.mail is None or bool(row.mail)
			found[person] = Recipient(
				row.email or row.name, row.name, row.full_name or row.name, row.language or "", bell, mail
			)
	return found


def unsubscribed(addresses: Iterable[str]) -> set[str]:
	"""Return which of `addresses` want no digests by mail (in small letters), by Frappe's own link under each of them."""
	left = frappe.qb.DocType("Email Unsubscribe")
	ours = (left.reference_doctype == SETTINGS) & (left.reference_name == SETTINGS)
	rows = (
		frappe.qb.from_(left)
		.where(left.email.isin(list(addresses) or [""]) & (ours | (left.global_unsubscribe == 1)))
		.select(left.email)
	).run()
	return {address.casefold() for (address,) in rows}


def _external(persons: list[str]) -> set[str]:
	"""Return which of `persons` review from outside and have no other part in the app."""
	held = frappe.qb.DocType("Has Role")
	rows = (
		frappe.qb.from_(held)
		.where((held.parenttype == "User") & held.parent.isin(persons) & held.role.isin(people.ROLES))
		.select(held.parent, held.role)
	).run()
	roles: dict[str, set[str]] = {}
	for user, role in rows:
		roles.setdefault(user, set()).add(role)
	return {user for user, has in roles.items() if has == {people.EXTERNAL_REVIEWER}}
