"""Actions from before have no day on which they became active, no completions, and no marks of their course."""

import frappe
from frappe.query_builder.functions import Date

from improvement_actions.jobs.trajectory import mark_all
from improvement_actions.lifecycle.status import ACTIVE
from improvement_actions.settings import trajectory_thresholds

ACTION, COMPLETION = "Improvement Action", "Improvement Action Completion"


def execute():
	action = frappe.qb.DocType(ACTION)
	(
		frappe.qb.update(action)
		.set(action.active_since, Date(action.opened_on))
		.where(action.status.isin(ACTIVE) & action.active_since.isnull() & action.opened_on.isnotnull())
	).run()
	for completed in _without_completions():
		row = frappe.new_doc(COMPLETION, parent_doc=None)
		row.update({**completed, "parenttype": ACTION, "parentfield": "completions", "idx": 1})
		row.db_insert()
	for name, barrier in _barriers().items():
		frappe.db.set_value(ACTION, name, "current_barrier", barrier, update_modified=False)
	mark_all(trajectory_thresholds())


def _without_completions() -> list[dict]:
	"""Return the latest completion, all that was kept of them, of every action that has no row of its own yet."""
	known = frappe.get_all(COMPLETION, pluck="parent", distinct=True)
	return frappe.get_all(
		ACTION,
		filters={"completed_by": ("is", "set"), "name": ("not in", known or [""])},
		fields=["name as parent", "completed_on", "completed_by", "change_to_practice"],
	)


def _barriers() -> dict[str, str | None]:
	"""Return what the latest progress update of each action says to stand in its way."""
	updates = frappe.get_all(
		"Improvement Action Progress",
		filters={"parenttype": ACTION},
		fields=["parent", "barrier"],
		order_by="update_date asc, idx asc",
	)
	return {update.parent: update.barrier for update in updates}
