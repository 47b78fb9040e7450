"""What was opened, and which reviews were given out, before the To Do lists knew of it gets its entries there.

Nobody's bell rings: they all know. In parts, because there may be very many; an entry that is there already, in whatever
state, is left as it is.
"""

import frappe
from frappe.utils import now
from pypika import Field
from pypika.functions import Function

from improvement_actions import assignments
from improvement_actions.assignments import ACTION, REVIEW, TODO
from improvement_actions.lifecycle.assignment import TO_DO, priority_of
from improvement_actions.lifecycle.status import ACTIVE

PART = 5000
FIELDS = (
	"name", "owner", "creation", "modified", "modified_by", "docstatus", "idx", "status", "priority", "date",
	"description", "allocated_to", "reference_type", "reference_name",
)  # fmt: skip


class JsonArrayAgg(Function):
	def __init__(self, term):
		super().__init__("JSON_ARRAYAGG", term)


def execute():
	for rows in _parts(_actions):
		_assign(ACTION, rows)
	for rows in _parts(_reviews):
		_assign(REVIEW, rows)


def _parts(rows_after):
	rows = rows_after("")
	while rows:
		yield rows
		rows = rows_after(rows[-1].name)


def _actions(after: str) -> list:
	action = frappe.qb.DocType(ACTION)
	rows = (
		frappe.qb.from_(action)
		.select(
			action.name, action.action_owner.as_("person"), action.title, action.priority, action.due_date
		)
		.where(action.status.isin(ACTIVE) & (action.name > after))
		.where(action.action_owner.isnotnull() & (action.action_owner != ""))
		.orderby(action.name)
		.limit(PART)
	).run(as_dict=True)
	for row in rows:
		row.description = assignments.description_of_action(row.name, row.title)
	return rows


def _reviews(after: str) -> list:
	review, action = frappe.qb.DocType(REVIEW), frappe.qb.DocType(ACTION)
	rows = (
		frappe.qb.from_(review)
		.join(action)
		.on(action.name == review.action)
		.select(review.name, review.reviewer.as_("person"), review.review_type, review.due_date)
		.select(action.name.as_("action"), action.title, action.priority)
		.where((review.outcome.isnull() | (review.outcome == "")) & (review.name > after))
		.where(review.reviewer.isnotnull() & (review.reviewer != ""))
		.orderby(review.name)
		.limit(PART)
	).run(as_dict=True)
	for row in rows:
		row.description = assignments.description_of_review(row.review_type, row.action, row.title)
	return rows


def _assign(doctype: str, rows: list) -> None:
	names = [row.name for row in rows]
	there = {
		(entry.reference_name, entry.allocated_to)
		for entry in frappe.get_all(
			TODO,
			filters={"reference_type": doctype, "reference_name": ("in", names)},
			fields=["name", "reference_name", "allocated_to"],
		)
		if assignments.is_ours(entry.name, entry.reference_name)
	}
	missing = [row for row in rows if (row.name, row.person) not in there]
	moment = now()
	frappe.db.bulk_insert(
		TODO,
		FIELDS,
		[
			(
				assignments.name_for(row.name), "Administrator", moment, moment, "Administrator", 0, 0, TO_DO,
				priority_of(row.priority), row.due_date, row.description, row.person, doctype, row.name,
			)
			for row in missing
		],
	)  # fmt: skip
	_show_assigned(doctype, [row.name for row in missing])


def _show_assigned(doctype: str, names: list[str]) -> None:
	"""Write into the records who has something to do there, as Frappe does with each ToDo."""
	if not names:
		return
	record, todo = frappe.qb.DocType(doctype), frappe.qb.DocType(TODO)
	assigned = (
		frappe.qb.from_(todo)
		.select(todo.reference_name, JsonArrayAgg(todo.allocated_to).as_("people"))
		.where((todo.reference_type == doctype) & todo.reference_name.isin(names))
		.where((todo.status == TO_DO) & todo.allocated_to.isnotnull())
		.groupby(todo.reference_name)
	).as_("assigned")
	(
		frappe.qb.update(record)
		.join(assigned)
		.on(record.name == assigned.reference_name)
		.set(Field("_assign", table=record), assigned.people)
	).run()
