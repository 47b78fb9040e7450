"""Marks actions as stale or aspirational: the same rules as `lifecycle.trajectory`, as statements over all actions.

Every save derives them for its action. What this finds to mend comes from elsewhere: the administrator has changed what
the marks mean, or something has written past the records.
"""

import frappe
from frappe.query_builder import Interval
from frappe.query_builder.functions import Coalesce, Count

from improvement_actions.jobs.parts import WHOLE, Part
from improvement_actions.jobs.statements import Greatest, mend
from improvement_actions.lifecycle.status import ACTIVE, STATUSES
from improvement_actions.lifecycle.trajectory import Thresholds

ACTION, DUE_DATE_CHANGE = "Improvement Action", "Improvement Action Due Date Change"

#: Written out, so that an index on the status finds them: "not in" would read everything.
INACTIVE = tuple(status for status in STATUSES if status not in ACTIVE)
#: Compares as a date where there is none.
NEVER = "1000-01-01"


def mark_all(thresholds: Thresholds, part: Part = WHOLE) -> int:
	"""Derive `stale_from` and `is_aspirational` of the actions in `part`; return how many marks were changed."""
	return _mark_stale(thresholds, part) + _mark_aspirational(thresholds, part)


def _mark_stale(thresholds: Thresholds, part: Part) -> int:
	action = frappe.qb.DocType(ACTION)
	stale_from, differs = None, action.stale_from.isnotnull()
	if thresholds.stale_after_days:
		heard_of = Greatest(
			Coalesce(action.active_since, action.last_progress_on),
			Coalesce(action.last_progress_on, action.active_since),
		)
		stale_from = heard_of + Interval(days=thresholds.stale_after_days)
		differs = Coalesce(action.stale_from, NEVER) != Coalesce(stale_from, NEVER)
	settled = action.status.isin(INACTIVE) & action.stale_from.isnotnull()
	return mend(part, settled, stale_from=None) + mend(
		part, action.status.isin(ACTIVE) & differs, stale_from=stale_from
	)


def _mark_aspirational(thresholds: Thresholds, part: Part) -> int:
	action, change = frappe.qb.DocType(ACTION), frappe.qb.DocType(DUE_DATE_CHANGE)
	enough, marked = thresholds.aspirational_slips, action.is_aspirational == 1
	if not enough:
		return mend(part, marked, is_aspirational=0)
	slips = (
		frappe.qb.from_(change)
		.where((change.parenttype == ACTION) & (change.parentfield == "due_date_changes"))
		.where(change.parent == action.name)
		.where(action.scope_changed_on.isnull() | (change.changed_on > action.scope_changed_on))
		.select(Count("*"))
	)
	settled = action.status.isin(INACTIVE) & marked
	unmarked = action.status.isin(ACTIVE) & (action.slip_count >= enough) & (action.is_aspirational == 0)
	return (
		mend(part, settled, is_aspirational=0)
		+ mend(part, action.status.isin(ACTIVE) & marked & (slips < enough), is_aspirational=0)
		+ mend(part, unmarked & (slips >= enough), is_aspirational=1)
	)
