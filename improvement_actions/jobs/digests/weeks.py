"""The week of the services that somebody manages, in numbers: read for all the services of a chunk of people at once."""

from collections import defaultdict
from datetime import date, timedelta

import frappe
from frappe.query_builder import Case
from frappe.query_builder.functions import Coalesce, Min, Sum
from pypika.terms import Criterion

from improvement_actions import people
from improvement_actions.jobs.digests.due import ACTION, SERVICE, as_item, first_of_each, item_columns
from improvement_actions.lifecycle.digest import WORST, Day, Item, ServiceWeek
from improvement_actions.lifecycle.status import ACTIVE, CLOSED, COMPLETED

WEEK = timedelta(days=7)


def managers() -> set[str]:
	"""Return who gets a summary: the Improvement Managers, and the registered managers of services."""
	service = frappe.qb.DocType(SERVICE)
	registered = (
		frappe.qb.from_(service)
		.where((service.disabled == 0) & (service.registered_manager != ""))
		.select(service.registered_manager)
		.distinct()
	).run(pluck=True)
	return {*people.holders(people.MANAGER), *registered}


def services_of(persons: list[str]) -> dict[str, set[str]]:
	"""Return the services that each of `persons` manages: as their registered manager, and as an Improvement Manager.

	An Improvement Manager manages those of their User Permissions, and all where they have none.
	"""
	service, limit = frappe.qb.DocType(SERVICE), frappe.qb.DocType("User Permission")
	everything = (
		frappe.qb.from_(service).where(service.disabled == 0).select(service.name, service.registered_manager)
	).run()
	rows = (
		frappe.qb.from_(limit)
		.where((limit.allow == SERVICE) & limit.user.isin(persons))
		.select(limit.user, limit.for_value)
	).run()
	limited: dict[str, set[str]] = defaultdict(set)
	for user, name in rows:
		limited[user].add(name)
	names = {name for name, _manager in everything}
	holding = set(people.holders(people.MANAGER))
	managed: dict[str, set[str]] = {}
	for person in persons:
		own = {name for name, manager in everything if manager == person}
		managed[person] = own | (limited.get(person, names) & names if person in holding else set())
	return managed


def weeks_of(services: set[str], day: Day) -> dict[str, ServiceWeek]:
	"""Return the numbers of `services`, by service (one query)."""
	action, today, week_ago = frappe.qb.DocType(ACTION), day.today, day.today - WEEK
	change = frappe.qb.DocType("Improvement Action Due Date Change")
	first = (
		frappe.qb.from_(change)
		.where((change.changed_on >= week_ago) & (change.parenttype == ACTION))
		.groupby(change.parent)
		.select(change.parent, Min(change.from_date).as_("earliest"))
	).as_("moved")
	active = action.status.isin(ACTIVE)
	# What a due date was a week ago: before the first change since. An action cancelled since then is not counted.
	due_then = Coalesce(first.earliest, action.due_date)
	active_then = (action.opened_on < week_ago) & (active | (action.completed_on >= week_ago))
	rows = (
		frappe.qb.from_(action)
		.left_join(first)
		.on(first.parent == action.name)
		.where(action.service.isin(sorted(services) or [""]))
		.where(action.status.isin((*ACTIVE, COMPLETED)) | (action.closed_on >= week_ago))
		.groupby(action.service)
		.select(
			action.service,
			_count(active).as_("open"),
			_count(active & (action.due_date < today)).as_("overdue"),
			_count(active_then & (due_then < week_ago)).as_("overdue_before"),
			_count(active & (action.escalation_level >= day.escalated_from)).as_("escalated"),
			_count(active & (action.stale_from <= today)).as_("stale"),
			_count(action.status == COMPLETED).as_("to_verify"),
			_count((action.status == CLOSED) & (action.closed_on >= week_ago)).as_("closed"),
		)
	).run(as_dict=True)
	return {row.service: ServiceWeek(**{**row, **_whole(row)}) for row in rows}


def worst_of(services: set[str], today: date) -> dict[str, list[Item]]:
	"""Return the worst overdue actions of each of `services`, by service (one query)."""
	action = frappe.qb.DocType(ACTION)
	overdue = (
		frappe.qb.from_(action)
		.where(action.service.isin(sorted(services) or [""]))
		.where(action.status.isin(ACTIVE) & (action.due_date < today))
		.select(*item_columns(action), action.due_date.as_("day"))
	).as_("overdue")
	found: dict[str, list[Item]] = defaultdict(list)
	for row in first_of_each(overdue, "service", WORST).run(as_dict=True):
		found[row.service].append(as_item(row))
	return found


def _count(condition: Criterion):
	return Sum(Case().when(condition, 1).else_(0))


def _whole(row: dict) -> dict:
	return {name: int(value or 0) for name, value in row.items() if name != "service"}
