"""What print formats and e-mail templates may call."""

import frappe
from frappe.utils.html_utils import sanitize_html

from improvement_actions.improvement_actions.doctype.governance_review import presenting
from improvement_actions.improvement_actions.doctype.improvement_action.proof import for_print
from improvement_actions.improvement_actions.doctype.improvement_plan import paper, plainly
from improvement_actions.improvement_actions.doctype.improvement_plan.findings import overview


def improvement_proof(action: str) -> frappe._dict:
	"""Return what the printed record of an action that the user may read needs besides it (see `proof.for_print`)."""
	doc = frappe.get_doc("Improvement Action", action)
	doc.check_permission("read")
	return for_print(doc)


def improvement_plan_paper(doc) -> frappe._dict:
	"""Return what the printed plan shows of `doc`, an Improvement Plan or a version of one that the user may read."""
	doc.check_permission("read")
	return paper.of_plan(doc) if doc.doctype == "Improvement Plan" else paper.of_version(doc)


def improvement_plan_plainly(doc) -> frappe._dict:
	"""Return what the plain-language print shows of `doc`, an Improvement Plan that the user may read."""
	doc.check_permission("read")
	return plainly.of_plan(doc)


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


def improvement_plan_proof(doc) -> frappe._dict:
	"""Return what the print from finding to proof shows of `doc`, an Improvement Plan that the user may read (see `overview`)."""
	doc.check_permission("read")
	return overview.for_print(doc)
