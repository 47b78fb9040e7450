"""Marks every action anew as stale or aspirational, after the administrator has changed what these mean.

The same rules as `lifecycle.trajectory`, written as statements over all actions.
"""

import frappe
from frappe.query_builder import Interval
from frappe.query_builder.functions import Coalesce, Count
from pypika.functions import Function

from improvement_actions.lifecycle.status import ACTIVE
from improvement_actions.lifecycle.trajectory import Thresholds

ACTION, DUE_DATE_CHANGE = "Improvement Action", "Improvement Action Due Date Change"


class Greatest(Function):
	def __init__(self, *terms):
		super().__init__("GREATEST", *terms)


def mark_all(thresholds: Thresholds) -> None:
	"""Derive `stale_from` and `is_aspirational` of all actions from `thresholds` (three statements)."""
	action = frappe.qb.DocType(ACTION)
	frappe.qb.update(action).set(action.stale_from, None).set(action.is_aspirational, 0).run()
	if thresholds.stale_after_days:
		heard_of = Greatest(
			Coalesce(action.active_since, action.last_progress_on),
			Coalesce(action.last_progress_on, action.active_since),
		)
		(
			frappe.qb.update(action)
			.set(action.stale_from, heard_of + Interval(days=thresholds.stale_after_days))
			.where(action.status.isin(ACTIVE))
		).run()
	if thresholds.aspirational_slips:
		(
			frappe.qb.update(action)
			.set(action.is_aspirational, 1)
			.where(action.status.isin(ACTIVE) & action.name.isin(_slipped(thresholds.aspirational_slips)))
		).run()


def _slipped(times: int):
	"""Return the subquery for the names of the actions rescheduled at least `times` since their scope last changed."""
	change, action = frappe.qb.DocType(DUE_DATE_CHANGE), frappe.qb.DocType(ACTION).as_("rescheduled")
	counted = (
		frappe.qb.from_(change)
		.join(action)
		.on(action.name == change.parent)
		.where((change.parenttype == ACTION) & (change.parentfield == "due_date_changes"))
		.where(action.scope_changed_on.isnull() | (change.changed_on > action.scope_changed_on))
		.groupby(change.parent)
		.having(Count("*") >= times)
		.select(change.parent)
	).as_("counted")
	# MariaDB updates no table that the same statement reads, unless it has read it into a table of its own first.
	return frappe.qb.from_(counted).select(counted.parent)
