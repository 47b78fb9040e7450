"""The reviews that the app schedules: a verification after completion, sustainability checks after closing."""

import frappe
from frappe.utils import getdate, nowdate

from improvement_actions.lifecycle import schedule
from improvement_actions.lifecycle.status import CLOSED, COMPLETED
from improvement_actions.settings import get_settings, sustainability_intervals

REVIEW = "Effectiveness Review"


def follow_action(action) -> None:
	"""Keep the scheduled reviews of `action` in step with the status it has just reached."""
	today = getdate(nowdate())
	drop_pending(action.name)
	if action.status == COMPLETED:
		_schedule(
			action,
			"Verification",
			schedule.verification_due(today, get_settings().verification_due_days or 0),
		)
	elif action.status == CLOSED:
		for due_date in schedule.sustainability_due(today, sustainability_intervals()):
			_schedule(action, "Sustainability", due_date)


def drop_pending(action: str, review_type: str | None = None, except_for: str | None = None) -> None:
	"""Delete the scheduled reviews of `action` that nobody has recorded anything in."""
	untouched = {field: ("is", "not set") for field in ("outcome", "method", "findings")}
	filters = {"action": action, "name": ("!=", except_for or ""), **untouched}
	if review_type:
		filters["review_type"] = review_type
	for name in frappe.get_all(REVIEW, filters=filters, pluck="name"):
		frappe.delete_doc(REVIEW, name, ignore_permissions=True, force=True)


def _schedule(action, review_type: str, due_date) -> None:
	review = frappe.new_doc(REVIEW)
	review.update({"action": action.name, "review_type": review_type, "due_date": due_date})
	review.insert(ignore_permissions=True)
