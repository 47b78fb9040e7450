"""What is done with an action from a board, a calendar or a chart, where it is not open in a form.

Functions and not methods of the document, for the reason given in `desk`: an answer of a method brings the whole
document along.
"""

import frappe
from frappe import _
from frappe.utils import getdate, nowdate

from improvement_actions import list_views, people, workflows
from improvement_actions.improvement_actions.doctype.improvement_action import facts
from improvement_actions.lifecycle.status import ACTIVE, DRAFT, is_overdue

ACTION = "Improvement Action"


@frappe.whitelist()
def moves(action: str) -> dict:
	"""Return the `status` of `action` (a name) as it is now and the `moves` open to the user.

	Each move has `action`, `next_state`, `to_status` and `reason_field`, as `workflows.possible_moves` describes.
	Raises a permission error when the user may not read the action.
	"""
	doc = frappe.get_doc(ACTION, action)
	doc.check_permission("read")
	return {
		"status": doc.status,
		"moves": workflows.possible_moves(doc) if doc.has_permission("write") else [],
	}


@frappe.whitelist(methods=["POST"])
def move(action: str, workflow_action: str, reason: str | None = None) -> str:
	"""Do `workflow_action` (what the button says) with `action` (a name) and return its new status.

	Meets the same gates as the form, with the same errors; see `ActionMethods.move`.
	"""
	doc = frappe.get_doc(ACTION, action)
	doc.check_permission("write")
	doc.move(workflow_action, reason)
	return doc.status


@frappe.whitelist(methods=["POST"])
def reschedule(action: str, new_due_date: str, reason: str | None = None) -> str:
	"""Give `action` (a name) the due date `new_due_date` (ISO date) and return it.

	A draft's is written as in its form; an open action's needs a `reason` and is logged, see
	`ActionMethods.reschedule`. Raises `RefusedError` naming everything that stands against it.
	"""
	doc = frappe.get_doc(ACTION, action)
	doc.check_permission("write")
	if doc.status == DRAFT:
		doc.due_date = facts.as_date(new_due_date, "new_due_date", _("Due Date"))
		doc.save()
	else:
		doc.reschedule(new_due_date, reason)
	return str(doc.due_date)


@frappe.whitelist()
def get_due_dates(start: str, end: str, filters: str | list | None = None, **kwargs) -> list[dict]:
	"""Return the due dates from `start` up to and including `end` (dates or times, ISO) for the calendar.

	`filters` are those of the list. Each row has `name`, `title`, `action_owner`, `owner_name`, `priority`, `status`,
	`due_date`, `slip_count`, `overdue`, `all_day` (always 1) and `movable` (whether the user may change the date).
	Only actions that the user may read are among them; raises a permission error for who may read none.
	"""
	sent = [each[:4] for each in frappe.parse_json(filters) or []]
	shown = [*sent, [ACTION, "due_date", "between", [str(getdate(start)), str(getdate(end))]]]
	rows = frappe.get_list(
		ACTION,
		filters=shown,
		ignore_ifnull=list_views.ignores_blanks(shown),
		fields=[
			"name",
			"title",
			"action_owner",
			"parent_action",
			"priority",
			"status",
			"due_date",
			"slip_count",
		],
		distinct=True,
		order_by="due_date asc, name asc",
		limit_page_length=0,
	)
	owners = list({row.action_owner for row in rows if row.action_owner})
	names = {
		user.name: user.full_name
		for user in frappe.get_all(
			"User", filters={"name": ("in", owners or [""])}, fields=["name", "full_name"]
		)
	}
	today, manages = getdate(nowdate()), people.is_manager()
	for row in rows:
		row.owner_name = names.get(row.action_owner)
		row.overdue = is_overdue(row.status, row.due_date, today)
		row.movable = row.status in (DRAFT, *ACTIVE) and (manages or row.action_owner == frappe.session.user)
		row.all_day = 1
	return rows
