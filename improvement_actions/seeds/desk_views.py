"""How the Desk shows many actions at the start: a board by status, and which columns the list has.

Both are records of Frappe's own that an administrator edits in the Desk from then on.
"""

import json

import frappe

from improvement_actions.lifecycle.status import CANCELLED, CLOSED, COMPLETED, DRAFT, IN_PROGRESS, OPEN
from improvement_actions.workflows import ACTION

BOARD = "Improvement Actions"

#: The columns of the board in the order of the lifecycle, with the colours that the list gives to a status.
COLUMNS = {
	DRAFT: "Gray",
	OPEN: "Blue",
	IN_PROGRESS: "Orange",
	COMPLETED: "Purple",
	CLOSED: "Green",
	CANCELLED: "Gray",
}
CARD_FIELDS = ("due_date", "action_owner", "priority")

#: Frappe shows four columns on a laptop, the tags among them, unless a list's settings say how many and which.
LIST_COLUMNS = {
	ACTION: {
		"title": "Title",
		"status_field": "Status",
		"due_date": "Due Date",
		"action_owner": "Owner",
		"priority": "Priority",
		"service": "Service",
	},
	"Improvement Source": {
		"title": "Title",
		"status_field": "Status",
		"source_type": "Source Type",
		"service": "Service",
		"occurred_on": "Occurred On",
	},
	"Effectiveness Review": {
		"action_title": "Action Title",
		"status_field": "Status",
		"due_date": "Due Date",
		"reviewer": "Reviewer",
		"review_type": "Review Type",
	},
	"Improvement Evidence": {
		"title": "Title",
		"status_field": "Status",
		"action": "Action",
		"evidence_type": "Evidence Type",
		"evidence_date": "Evidence Date",
	},
	"Risk Register Entry": {
		"title": "Title",
		"status_field": "Status",
		"residual_score": "Residual Score",
		"next_review_date": "Next Review",
		"risk_owner": "Risk Owner",
	},
	"Improvement Plan": {
		"title": "Title",
		"status_field": "Status",
		"service": "Service",
		"target_date": "Target Date",
		"plan_lead": "Plan Lead",
	},
	"Governance Review": {
		"title": "Title",
		"status_field": "Status",
		"meeting_date": "Meeting Date",
		"chair": "Chair",
	},
}


def insert_missing() -> None:
	"""Insert the board, unless the doctype has one, and the lists' settings, unless somebody has made them."""
	if not frappe.db.exists("Kanban Board", {"reference_doctype": ACTION}) and not frappe.db.exists(
		"Kanban Board", BOARD
	):
		_insert_board()
	for doctype, columns in LIST_COLUMNS.items():
		if not frappe.db.exists("List View Settings", doctype):
			_insert_columns(doctype, columns)


def _insert_columns(doctype: str, columns: dict[str, str]) -> None:
	fields = [{"fieldname": name, "label": label} for name, label in columns.items()]
	settings = frappe.new_doc("List View Settings")
	# The column for tags is one of them, though it is seldom shown.
	settings.update({"name": doctype, "total_fields": str(len(fields) + 1), "fields": json.dumps(fields)})
	settings.insert(ignore_permissions=True)


def _insert_board() -> None:
	frappe.get_doc(
		{
			"doctype": "Kanban Board",
			"kanban_board_name": BOARD,
			"reference_doctype": ACTION,
			"field_name": "status",
			"private": 0,
			"show_labels": 0,
			"fields": json.dumps(CARD_FIELDS),
			"columns": [
				# What is cancelled is out of the way until somebody restores its column.
				{
					"column_name": status,
					"indicator": indicator,
					"status": "Archived" if status == CANCELLED else "Active",
				}
				for status, indicator in COLUMNS.items()
			],
		}
	).insert(ignore_permissions=True)


def remove() -> None:
	"""Delete the board and the lists' settings (for uninstalling); other boards are their makers' own."""
	if frappe.db.get_value("Kanban Board", BOARD, "reference_doctype") == ACTION:
		frappe.delete_doc("Kanban Board", BOARD, force=True, ignore_missing=True, delete_permanently=True)
	for doctype in LIST_COLUMNS:
		frappe.delete_doc(
			"List View Settings", doctype, force=True, ignore_missing=True, delete_permanently=True
		)
