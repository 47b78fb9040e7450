"""What the form of a meeting shows: its agenda by section, how things have moved, and what is to be done next."""

import frappe
from frappe.utils import getdate

from improvement_actions import permissions
from improvement_actions.improvement_actions.doctype.governance_review import presenting
from improvement_actions.lifecycle.governance.meeting import PLANNED


@frappe.whitelist()
def for_form(review: str) -> dict:
	"""Return what the form of `review` (a name) shows besides its fields.

	Keys: `sections` (see `presenting.sections_of`), `momentum` (see `presenting.momentum_of`), `counts` (see
	`presenting.counts_of`), `may_write` (whether the user runs governance reviews and the meeting is not over), `may_decide`
	(whether decisions are made today) and `previous` (the meeting before: `name` and `on`, None without one). Raises a
	permission error when the user may not read the meeting.
	"""
	doc = frappe.get_doc("Governance Review", review)
	doc.check_permission("read")
	may_write = doc.status == PLANNED and permissions.may_hold_meetings(frappe.session.user)
	previous = doc.previous_review and frappe.db.get_value(doc.doctype, doc.previous_review, "meeting_date")
	return {
		"sections": presenting.sections_of(doc),
		"momentum": presenting.momentum_of(doc),
		"counts": presenting.counts_of(doc),
		"may_write": may_write,
		"may_decide": may_write and presenting.may_decide(doc),
		"previous": previous and {"name": doc.previous_review, "on": str(getdate(previous))},
	}
