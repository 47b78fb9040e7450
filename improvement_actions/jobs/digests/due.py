"""What waits for whom, read from the database: each section of the digest once, for any number of people at a time.

The same query says who there is to tell at all (`people_to_tell`) and what a chunk of people are told (`found_for`), so
that nobody is planned for in vain or forgotten. A section is made of branches, one for each way in which somebody comes
to be told; every branch has a person (a user, or an address that is no user's) and an action.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import frappe
from frappe.query_builder import Case
from frappe.query_builder.functions import Coalesce, Date
from pypika.analytics import Count, RowNumber
from pypika.queries import QueryBuilder, Selectable, Table
from pypika.terms import Criterion, ExistsCriterion, NullValue, Term, ValueWrapper

from improvement_actions import people
from improvement_actions.lifecycle.digest import MOST_LINES, SECTIONS, Day, Found, Item
from improvement_actions.lifecycle.escalation import ESCALATED, MEETING, OWNER, PRIORITIES
from improvement_actions.lifecycle.reviews import SUSTAINABILITY, VERIFICATION
from improvement_actions.lifecycle.risks import RISK
from improvement_actions.lifecycle.risks.status import CLOSED as RISK_CLOSED
from improvement_actions.lifecycle.risks.status import REASSESS
from improvement_actions.lifecycle.risks.status import STATUSES as RISK_STATUSES
from improvement_actions.lifecycle.status import ACTIVE, CLOSED, COMPLETED, DRAFT, SEALED
from improvement_actions.lifecycle.working_days import ONE_DAY

ACTION, REVIEW, EVIDENCE = "Improvement Action", "Effectiveness Review", "Improvement Evidence"
ESCALATION, SERVICE = "Improvement Escalation", "Care Service"
CONTROL = "Risk Control"

NULL = NullValue()
#: For what has no date: it sorts last, and is never due.
LAST_DAY = "9999-12-31"


@dataclass(frozen=True)
class Branch:
	"""One way to be told: `query` joins what it takes, the table `action` among it; `person` is a column of it.

	`day`, `since`, `reference` and `about` are those of `lifecycle.digest.Item`. What waits need not be an action: then `action`
	is the table of that, and `columns` says what an item takes from it, in the same order as `item_columns`.
	"""

	query: QueryBuilder
	person: Term
	action: Table
	day: Term
	since: Term = NULL
	reference: Term = NULL
	about: Term = NULL
	columns: Callable[[Table], list[Term]] | None = None

	def rows(self, persons: list[str]) -> QueryBuilder:
		return self.query.where(self.person.isin(persons)).select(
			self.person.as_("person"),
			self.day.as_("day"),
			self.since.as_("since"),
			self.reference.as_("reference"),
			self.about.as_("about"),
			*(self.columns or item_columns)(self.action),
		)


def people_to_tell(day: Day) -> set[str]:
	"""Return everybody for whom anything waits: users, and addresses that are no user's (one query a branch)."""
	return {
		person
		for branches in BRANCHES.values()
		for branch in branches(day)
		for (person,) in branch.query.where(branch.person.isnotnull()).select(branch.person).distinct().run()
		if person
	}


def found_for(persons: list[str], day: Day) -> dict[str, dict[str, Found]]:
	"""Return what waits for `persons`, by person and section: one query a section, however many people."""
	found: dict[str, dict[str, Found]] = defaultdict(dict)
	for section in SECTIONS:
		for person, items in _by_person(
			_worst(BRANCHES[section.key](day), persons).run(as_dict=True)
		).items():
			found[person][section.key] = items
	return found


def worst_first(item: Selectable) -> list[Term]:
	"""Return what sorts rows of `item_columns`, with a `day`, as `lifecycle.digest.Item.rank` does."""
	gravity = Case()
	for number, priority in enumerate(PRIORITIES):
		gravity = gravity.when(item.priority == priority, -number)
	return [-item.level, gravity.else_(1), Coalesce(item.day, LAST_DAY), item.action]


def item_columns(action: Table) -> list[Term]:
	"""Return the columns of an item that come from its `action`."""
	return [
		action.name.as_("action"),
		action.title,
		action.priority,
		action.escalation_level.as_("level"),
		action.due_date,
		action.slip_count.as_("slips"),
		action.is_aspirational.as_("aspirational"),
		action.service,
		action.action_owner.as_("owner"),
	]


def risk_columns(risk: Table) -> list[Term]:
	"""Return the columns of an item that come from a `risk`: what only an action has is empty."""
	return [
		risk.name.as_("action"),
		risk.title,
		ValueWrapper("").as_("priority"),
		ValueWrapper(0).as_("level"),
		NULL.as_("due_date"),
		ValueWrapper(0).as_("slips"),
		ValueWrapper(0).as_("aspirational"),
		risk.service,
		risk.risk_owner.as_("owner"),
	]


def first_of_each(found: Selectable, group: str, most: int) -> QueryBuilder:
	"""Return the query for the worst `most` rows of each `group` of `found`, with the names of the actions' owners.

	`total` says how many rows the group has in all.
	"""
	place = RowNumber().over(found[group]).orderby(*worst_first(found))
	ranked = (
		frappe.qb.from_(found).select(
			found.star, place.as_("place"), Count("*").over(found[group]).as_("total")
		)
	).as_("ranked")
	owner = frappe.qb.DocType("User")
	return (
		frappe.qb.from_(ranked)
		.left_join(owner)
		.on(owner.name == ranked.owner)
		.where(ranked.place <= most)
		.select(ranked.star, owner.full_name.as_("owner_name"))
	)


def as_item(row: dict) -> Item:
	"""Return the item that `row` of a query with `item_columns` (and perhaps day, since, reference, about) holds."""
	return Item(
		action=row.action,
		title=row.title or "",
		priority=row.priority or "",
		level=row.level or 0,
		day=row.get("day"),
		due_date=row.due_date,
		since=row.get("since"),
		slips=row.slips or 0,
		aspirational=bool(row.aspirational),
		service=row.service or "",
		owner=row.owner or "",
		owner_name=row.owner_name or "",
		reference=row.get("reference") or "",
		about=row.get("about") or "",
	)


def _worst(branches: list[Branch], persons: list[str]) -> QueryBuilder:
	"""Return the query for the worst rows of each of `persons`, an action once, with how many each has in all."""
	found, *others = (branch.rows(persons) for branch in branches)
	for other in others:
		found = found * other  # UNION ALL
	found = found.as_("found")
	nth = RowNumber().over(found.person, found.action).orderby(found.since, order=frappe.qb.desc)
	nth = nth.orderby(found.day, found.reference)
	every = frappe.qb.from_(found).select(found.star, nth.as_("nth")).as_("every")
	once = frappe.qb.from_(every).select(every.star).where(every.nth == 1).as_("once")
	return first_of_each(once, "person", MOST_LINES)


def _by_person(rows: Iterable[dict]) -> dict[str, Found]:
	items, totals = defaultdict(list), {}
	for row in rows:
		items[row.person].append(as_item(row))
		totals[row.person] = row.total
	return {person: Found(items[person], totals[person]) for person in items}


# What the branches have in common


def _user(name: str) -> Table:
	return frappe.qb.DocType("User").as_(name)


def _is_blank(column: Term) -> Criterion:
	return column.isnull() | (column == "")


def _allowed(person: Term, service: Term) -> Criterion:
	"""Return the condition that `person` may work in `service`: no User Permission on services, or one on this."""
	limit = frappe.qb.DocType("User Permission").as_("limits")
	limits = (
		frappe.qb.from_(limit).select(limit.name).where((limit.user == person) & (limit.allow == SERVICE))
	)
	return (
		_is_blank(service)
		| ExistsCriterion(limits).negate()
		| ExistsCriterion(limits.where(limit.for_value == service))
	)


def _to_manager(query: QueryBuilder, service: Term) -> tuple[QueryBuilder, Term]:
	"""Join whoever answers for the `service` of each row."""
	answering = people.answering_for(service)
	return answering.join(query), answering.person


def _to_owner(action: Table) -> QueryBuilder:
	"""Return actions with their owners, as long as these can sign in."""
	owner = _user("owner")
	return (
		frappe.qb.from_(action)
		.join(owner)
		.on((owner.name == action.action_owner) & people.can_sign_in(owner))
	)


def _overdue(action: Table, day: Day) -> Criterion:
	return action.status.isin(ACTIVE) & (action.due_date < day.today)


def _not_overdue(action: Table, day: Day) -> Criterion:
	return action.status.isin(ACTIVE) & (action.due_date.isnull() | (action.due_date >= day.today))


# The sections


def _escalated(day: Day) -> list[Branch]:
	"""Escalations of the due date that an action still has, to others than its owner, whose own are overdue anyway.

	What somebody was told as the owner, or in the place of an owner, is over when the action is another's.
	"""
	escalation, action = frappe.qb.DocType(ESCALATION), frappe.qb.DocType(ACTION)
	standing = (
		frappe.qb.from_(escalation)
		.join(action)
		.on((action.name == escalation.action) & (action.due_date == escalation.due_date))
		.where((escalation.result == ESCALATED) & _overdue(action, day))
		.where((escalation.escalate_to != OWNER) | (escalation.instead_of == action.action_owner))
	)
	told = {"action": action, "day": action.due_date, "since": escalation.escalated_on}
	user, holder, role, addressee = (
		_user("user"),
		_user("holder"),
		frappe.qb.DocType("Has Role"),
		_user("addressee"),
	)
	by_name = (
		standing.join(user)
		.on((user.name == escalation.escalated_to) & people.can_sign_in(user))
		.where(user.name != action.action_owner)
	)
	by_role = (
		standing.join(role)
		.on((role.role == escalation.escalated_to_role) & (role.parenttype == "User"))
		.join(holder)
		.on((holder.name == role.parent) & people.can_sign_in(holder))
		.where((holder.name != action.action_owner) & _allowed(holder.name, action.service))
	)
	by_address = (
		standing.left_join(addressee)
		.on(addressee.email == escalation.escalated_to_address)
		.where(escalation.escalated_to_address != "")
		.where(
			addressee.name.isnull()
			| (people.can_sign_in(addressee) & (addressee.name != action.action_owner))
		)
	)
	# A meeting escalates what need not be overdue, and also what waits to be verified.
	named = _user("named")
	by_meeting = (
		frappe.qb.from_(escalation)
		.join(action)
		.on((action.name == escalation.action) & (action.due_date == escalation.due_date))
		.join(named)
		.on((named.name == escalation.escalated_to) & people.can_sign_in(named))
		.where((escalation.governance_review > "") & (escalation.escalate_to == MEETING))
		.where(action.status.isin((*ACTIVE, COMPLETED)) & (named.name != action.action_owner))
	)
	return [
		Branch(by_meeting, named.name, **told),
		Branch(by_name, user.name, **told),
		Branch(by_role, holder.name, **told),
		Branch(by_address, Coalesce(addressee.name, escalation.escalated_to_address), **told),
	]


def _overdue_for_owner(day: Day) -> list[Branch]:
	action = frappe.qb.DocType(ACTION)
	query = _to_owner(action).where(_overdue(action, day))
	return [Branch(query, action.action_owner, action, action.due_date, action.overdue_since)]


def _owner_left(day: Day) -> list[Branch]:
	"""Actions that wait for somebody whose account is disabled, unless they are escalated to the same person anyway."""
	action, gone, told = frappe.qb.DocType(ACTION), _user("gone"), frappe.qb.DocType(ESCALATION).as_("told")
	query = (
		frappe.qb.from_(gone)
		.join(action)
		.on(action.action_owner == gone.name)
		.where((gone.enabled == 0) & action.status.isin(ACTIVE))
	)
	query, manager = _to_manager(query, action.service)
	escalated = (
		frappe.qb.from_(told)
		.select(told.name)
		.where((told.action == action.name) & (told.due_date == action.due_date))
		.where((told.result == ESCALATED) & (told.escalated_to == manager) & (action.due_date < day.today))
	)
	return [Branch(query.where(ExistsCriterion(escalated).negate()), manager, action, action.due_date)]


def _pending(review_type: str, status: str, day: Day) -> tuple[Table, Table, QueryBuilder]:
	"""Return reviews that are due or soon will be, with their actions."""
	review, action = frappe.qb.DocType(REVIEW), frappe.qb.DocType(ACTION)
	query = (
		frappe.qb.from_(review)
		.join(action)
		.on(action.name == review.action)
		.where((review.review_type == review_type) & _is_blank(review.outcome))
		.where((review.due_date <= day.soon) & (action.status == status))
	)
	return review, action, query


def _assigned(review: Table, action: Table, query: QueryBuilder) -> Branch:
	reviewer = _user("reviewer")
	query = (
		query.join(reviewer)
		.on((reviewer.name == review.reviewer) & people.can_sign_in(reviewer))
		.where(reviewer.name != action.action_owner)
	)
	return Branch(query, review.reviewer, action, review.due_date, reference=review.name)


def _unassigned(review: Table, query: QueryBuilder) -> QueryBuilder:
	"""Return the reviews of `query` that nobody has, or somebody whose account is disabled."""
	reviewer = _user("gone")
	return (
		query.left_join(reviewer)
		.on((reviewer.name == review.reviewer) & (reviewer.enabled == 1))
		.where(reviewer.name.isnull())
	)


def _to_verify(day: Day) -> list[Branch]:
	"""Verifications of one's own, and those that any verifier of the service may take: never of one's own work."""
	review, action, query = _pending(VERIFICATION, COMPLETED, day)
	role, verifier = frappe.qb.DocType("Has Role"), _user("verifier")
	anybodys = (
		_unassigned(review, query)
		.join(role)
		.on((role.role == people.VERIFIER) & (role.parenttype == "User"))
		.join(verifier)
		.on((verifier.name == role.parent) & people.can_sign_in(verifier))
		.where(_allowed(verifier.name, action.service))
		.where(_independent(verifier.name, action))
	)
	return [
		_assigned(review, action, query),
		Branch(anybodys, verifier.name, action, review.due_date, reference=review.name),
	]


def _independent(person: Term, action: Table) -> Criterion:
	"""Return `lifecycle.independence` as a condition: `person` neither owns the action, nor did, nor completed it."""
	owned = frappe.qb.DocType("Improvement Action Owner Change").as_("owned")
	completed = frappe.qb.DocType("Improvement Action Completion").as_("completed")
	was_owner = (
		frappe.qb.from_(owned)
		.select(owned.name)
		.where((owned.parent == action.name) & (owned.from_owner == person))
	)
	completed_it = (
		frappe.qb.from_(completed)
		.select(completed.name)
		.where((completed.parent == action.name) & (completed.completed_by == person))
	)
	return (
		(person != Coalesce(action.action_owner, ""))
		& (person != Coalesce(action.completed_by, ""))
		& ExistsCriterion(was_owner).negate()
		& ExistsCriterion(completed_it).negate()
	)


def _sustainability(day: Day) -> list[Branch]:
	"""Sustainability checks of one's own; for those that nobody has, the manager of the service finds somebody."""
	review, action, query = _pending(SUSTAINABILITY, CLOSED, day)
	managed, manager = _to_manager(_unassigned(review, query), action.service)
	return [
		_assigned(review, action, query),
		Branch(managed, manager, action, review.due_date, reference=review.name),
	]


def _stale(day: Day) -> list[Branch]:
	action = frappe.qb.DocType(ACTION)
	query = _to_owner(action).where(_not_overdue(action, day) & (action.stale_from <= day.today))
	return [Branch(query, action.action_owner, action, action.stale_from, action.stale_from)]


def _due_soon(day: Day) -> list[Branch]:
	action = frappe.qb.DocType(ACTION)
	query = (
		_to_owner(action)
		.where(action.status.isin(ACTIVE) & action.due_date[day.today : day.soon])
		.where(action.stale_from.isnull() | (action.stale_from > day.today))
	)
	return [Branch(query, action.action_owner, action, action.due_date)]


def _expiring(day: Day) -> list[Branch]:
	"""Evidence of actions that are not history, its own and shared, unless they stand in a graver section anyway."""
	evidence, shared = (
		frappe.qb.DocType(EVIDENCE),
		frappe.qb.DocType("Improvement Evidence Action").as_("shared"),
	)
	action = frappe.qb.DocType(ACTION)
	graver = action.status.isin(ACTIVE) & (
		(Coalesce(action.due_date, LAST_DAY) <= day.soon)
		| (Coalesce(action.stale_from, LAST_DAY) <= day.today)
	)
	of_action = (
		_to_owner(action)
		.where(action.status.notin(SEALED) & graver.negate())
		.where(evidence.valid_until[day.today : day.expiring_by])
	)
	own = of_action.join(evidence).on(evidence.action == action.name)
	others = (
		of_action.join(shared)
		.on((shared.action == action.name) & (shared.parenttype == EVIDENCE))
		.join(evidence)
		.on(evidence.name == shared.parent)
	)
	return [
		Branch(query, action.action_owner, action, evidence.valid_until, NULL, evidence.name, evidence.title)
		for query in (own, others)
	]


def _drafts(day: Day) -> list[Branch]:
	action = frappe.qb.DocType(ACTION)
	query = frappe.qb.from_(action).where((action.status == DRAFT) & (action.creation < day.today - ONE_DAY))
	query, manager = _to_manager(query, action.service)
	return [Branch(query, manager, action, Date(action.creation))]


def _to_reassess(day: Day) -> list[Branch]:
	"""Risks that are due for reassessment, to their owners; where the account is disabled, to who answers for the service."""
	risk = frappe.qb.DocType(RISK)
	due = frappe.qb.from_(risk).where(risk.status == REASSESS)
	owned, owner = _to_risk_owner(due, risk)
	orphaned, gone = due, _user("gone")
	orphaned = (
		orphaned.left_join(gone)
		.on((gone.name == risk.risk_owner) & (gone.enabled == 1))
		.where(gone.name.isnull())
	)
	orphaned, manager = _to_manager(orphaned, risk.service)
	told = {
		"action": risk,
		"day": risk.reassessment_due_since,
		"since": risk.reassessment_due_since,
		"about": risk.residual_band,
		"columns": risk_columns,
	}
	return [Branch(owned, owner, **told), Branch(orphaned, manager, **told)]


def _controls_due(day: Day) -> list[Branch]:
	"""Controls whose review is due or soon will be, to their owners; those that nobody has, to the owner of the risk."""
	risk, control, keeper = frappe.qb.DocType(RISK), frappe.qb.DocType(CONTROL), _user("keeper")
	due = (
		frappe.qb.from_(control)
		.join(risk)
		.on((risk.name == control.parent) & (control.parenttype == RISK))
		.where(control.review_date <= day.soon)
		.where(risk.status.isin([status for status in RISK_STATUSES if status != RISK_CLOSED]))
	)
	kept = due.join(keeper).on((keeper.name == control.control_owner) & people.can_sign_in(keeper))
	left = (
		due.left_join(keeper)
		.on((keeper.name == control.control_owner) & people.can_sign_in(keeper))
		.where(keeper.name.isnull())
	)
	left, owner = _to_risk_owner(left, risk)
	told = {"action": risk, "day": control.review_date, "about": control.control, "columns": risk_columns}
	return [Branch(kept, keeper.name, **told), Branch(left, owner, **told)]


def _to_risk_owner(query: QueryBuilder, risk: Table) -> tuple[QueryBuilder, Term]:
	"""Join the owners of the risks of `query`, as long as these can sign in."""
	owner = _user("owner")
	return query.join(owner).on((owner.name == risk.risk_owner) & people.can_sign_in(owner)), owner.name


#: By the keys of the sections in `lifecycle.digest`.
BRANCHES: dict[str, Callable[[Day], list[Branch]]] = {
	"escalated": _escalated,
	"overdue": _overdue_for_owner,
	"owner_left": _owner_left,
	"to_verify": _to_verify,
	"sustainability": _sustainability,
	"to_reassess": _to_reassess,
	"stale": _stale,
	"due_soon": _due_soon,
	"expiring": _expiring,
	"controls_due": _controls_due,
	"drafts": _drafts,
}
