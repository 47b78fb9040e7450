"""What came of the actions that were completed in a period: read with a handful of queries, however many there are."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import frappe
from frappe.query_builder import Criterion
from frappe.utils import getdate

from improvement_actions.lifecycle.learning import Course, Finished, Review, course_of
from improvement_actions.lifecycle.status import CANCELLED

ACTION, REVIEW = "Improvement Action", "Effectiveness Review"
COMPLETION, FACTOR = "Improvement Action Completion", "Improvement Source Factor"
FIELDS = (
	"name",
	"title",
	"status",
	"approach",
	"service",
	"action_owner",
	"opened_on",
	"closed_on",
	"reopen_count",
	"source",
)


@dataclass(frozen=True)
class Period:
	"""Within which an action was first completed, the first and the last day included."""

	first: date
	last: date

	@property
	def moments(self) -> tuple[str, str]:
		return f"{self.first} 00:00:00", f"{self.last} 23:59:59.999999"

	def has(self, completion) -> Criterion:
		"""Return the condition that `completion`, a table of completions in a query, is a first one in the period."""
		return (
			(completion.idx == 1)
			& (completion.parenttype == ACTION)
			& completion.completed_on.between(*self.moments)
		)


@dataclass(frozen=True)
class Outcome:
	"""A finished action with what it is told apart by: `row` is the action as its lists know it."""

	finished: Finished
	row: dict
	source_type: str | None = None
	factors: tuple[str, ...] = ()


def outcomes(period: Period, service: str | None = None) -> list[Outcome]:
	"""Return the actions first completed within `period` that the user may read, in `service` when one is named."""
	filters = [
		[COMPLETION, "idx", "=", 1],
		[COMPLETION, "completed_on", "between", list(period.moments)],
	]
	if service:
		filters.append([ACTION, "service", "=", service])
	actions = frappe.get_list(
		ACTION,
		filters=filters,
		fields=list(FIELDS),
		order_by="name asc",
		distinct=True,
		limit_page_length=0,
		ignore_ifnull=True,
	)
	reviews = _reviews(period)
	origins = _origins(period)
	rolled_out = _rolled_out()
	found = []
	for action in actions:
		finished = Finished(
			name=action.name,
			course=course_of(reviews.get(action.name, ()), bool(action.reopen_count)),
			status=action.status,
			approach=action.approach or "",
			reopened=bool(action.reopen_count),
			opened_on=action.opened_on and getdate(action.opened_on),
			closed_on=action.closed_on and getdate(action.closed_on),
			rolled_out=action.name in rolled_out,
		)
		source_type, factors = origins.get(action.name, (None, ()))
		found.append(Outcome(finished, action, source_type, tuple(factors)))
	return found


def courses(actions: Collection[frappe._dict]) -> dict[str, Course]:
	"""Return what came of each of `actions` (a page of them, with `name` and `reopen_count`), by name."""
	review = frappe.qb.DocType(REVIEW)
	names = [action.name for action in actions]
	query = _recorded(review).where(review.action.isin(names or [""]))
	reviews = _by_action(query.run(as_dict=True))
	return {
		action.name: course_of(reviews.get(action.name, ()), bool(action.reopen_count)) for action in actions
	}


def _reviews(period: Period) -> dict[str, list[Review]]:
	review, completion = frappe.qb.DocType(REVIEW), frappe.qb.DocType(COMPLETION)
	query = (
		_recorded(review)
		.join(completion)
		.on((completion.parent == review.action) & (completion.parentfield == "completions"))
	)
	return _by_action(query.where(period.has(completion)).run(as_dict=True))


def _recorded(review):
	"""Return the query of all recorded reviews, in the order in which they were made."""
	return (
		frappe.qb.from_(review)
		.select(review.action, review.review_type, review.outcome, review.completion, review.reviewed_on)
		.where(review.outcome.isnotnull() & (review.outcome != "") & review.reviewed_on.isnotnull())
		.orderby(review.reviewed_on, review.creation)
	)


def _by_action(rows: list[frappe._dict]) -> dict[str, list[Review]]:
	found = defaultdict(list)
	for row in rows:
		found[row.action].append(Review(row.review_type, row.outcome, row.completion, row.reviewed_on))
	return found


def _origins(period: Period) -> dict[str, tuple[str, list[str]]]:
	"""Return the type of source and its contributory factors, by action."""
	action, completion = frappe.qb.DocType(ACTION), frappe.qb.DocType(COMPLETION)
	source, factor = frappe.qb.DocType("Improvement Source"), frappe.qb.DocType(FACTOR)
	rows = (
		frappe.qb.from_(completion)
		.join(action)
		.on(action.name == completion.parent)
		.join(source)
		.on(source.name == action.source)
		.left_join(factor)
		.on((factor.parent == source.name) & (factor.parenttype == "Improvement Source"))
		.where(period.has(completion))
		.select(action.name, source.source_type, factor.factor)
		.orderby(action.name, factor.idx)
	).run()
	found: dict[str, tuple[str, list[str]]] = {}
	for name, source_type, factor_name in rows:
		factors = found.setdefault(name, (source_type, []))[1]
		if factor_name and factor_name not in factors:
			factors.append(factor_name)
	return found


def _rolled_out() -> set[str]:
	"""Return the pilots that a full change follows which the user may read and which was not cancelled."""
	return set(
		frappe.get_list(
			ACTION,
			filters={"follows_pilot": ("is", "set"), "status": ("!=", CANCELLED)},
			fields=["follows_pilot"],
			pluck="follows_pilot",
			order_by="",
			limit_page_length=0,
			ignore_ifnull=True,
		)
	)
