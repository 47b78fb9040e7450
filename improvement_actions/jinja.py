"""What print formats and e-mail templates may call."""

import frappe
from frappe.utils.html_utils import sanitize_html

from improvement_actions.improvement_actions.doctype.governance_review import presenting
from improvement_actions.improvement_actions.doctype.improvement_action.proof import for_print


def improvement_proof(action: str) -> frappe._dict:
	"""Return what the printed record of an action that the user may read needs besides it (see `proof.for_print`)."""
	doc = frappe.get_doc("Improvement Action", action)
	doc.check_permission("read")
	return for_print(doc)


def governance_minutes(review: str) -> frappe._dict:
	"""Return what the printed agenda or minutes of a meeting that the user may read need besides it.

	Keys: `sections` and `momentum` (see `presenting`), and `minutes` as HTML that is safe to show.
	"""
	doc = frappe.get_doc("Governance Review", review)
	doc.check_permission("read")
	return frappe._dict(
		sections=presenting.sections_of(doc),
		momentum=presenting.momentum_of(doc),
		minutes=sanitize_html(doc.minutes or ""),
	)
