"""Counts how things stand for a meeting, and what has happened since the one before: five queries, whatever there is."""

import frappe
from frappe.query_builder import Case
from frappe.query_builder.functions import Avg, Count, Date, Sum
from frappe.utils import cint, flt, get_datetime, now_datetime
from pypika.queries import QueryBuilder

from improvement_actions.jobs.escalating import DateDiff
from improvement_actions.lifecycle.governance import momentum
from improvement_actions.lifecycle.governance.momentum import Figures
from improvement_actions.lifecycle.governance.records import ACTION, Look
from improvement_actions.lifecycle.status import ACTIVE, CLOSED, COMPLETED


def taken(review, look: Look, previous) -> dict:
	"""Return the figures of `review` as they are stored with it, beside those of the `previous` meeting (None without one).

	Keys: `since` and `until` (the time they are about), `services` (none: all), `figures`, `then` (those of the meeting before,
	None without) and `compared` (whether that one looked at the same services).
	"""
	before = frappe.parse_json(previous.momentum) if previous and previous.momentum else {}
	since = get_datetime(before["until"]) if before.get("until") else look.closed_since
	services = sorted(look.services)
	compared = bool(before) and momentum.comparable(services, before.get("services") or [])
	return {
		"since": str(since),
		"until": str(now_datetime()),
		"services": services,
		"figures": _figures(look, since).stored(),
		"then": before.get("figures") if compared else None,
		"compared": compared,
	}


def _figures(look: Look, since) -> Figures:
	action = frappe.qb.DocType(ACTION)

	def of(condition) -> QueryBuilder:
		query = frappe.qb.from_(action).where(condition)
		return query.where(action.service.isin(sorted(look.services))) if look.services else query

	def number(condition) -> int:
		return of(condition).select(Count("*")).run()[0][0]

	def among(condition):
		return Sum(Case().when(condition, 1).else_(0))

	late = action.due_date < look.today
	under_way, overdue, escalated, slipping, stale, age = (
		of(action.status.isin(ACTIVE))
		.select(
			Count("*"),
			among(late),
			among(late & (action.escalation_level >= look.escalated_from)),
			among(action.slip_count > 0),
			among(action.stale_from <= look.today),
			# What was opened between the meeting and the day its agenda was written up is new, and not younger than that.
			Avg(
				Case()
				.when(Date(action.opened_on) > look.today, 0)
				.else_(DateDiff(look.today, Date(action.opened_on)))
			),
		)
		.run()[0]
	)
	closed, on_time = (
		of((action.status == CLOSED) & (action.closed_on >= since))
		.select(Count("*"), among(Date(action.completed_on) <= action.due_date))
		.run()[0]
	)
	return Figures(
		opened=number(action.opened_on >= since),
		completed=number(action.completed_on >= since),
		closed=closed,
		closed_on_time=momentum.on_time(closed, cint(on_time)),
		under_way=under_way,
		overdue=cint(overdue),
		escalated=cint(escalated),
		slipping=cint(slipping),
		stale=cint(stale),
		awaiting_verification=number(action.status == COMPLETED),
		average_age=None if age is None else round(flt(age), 1),
	)
