"""What the form of an action shows at its top and in its Change tab.

A function and not a method of the document: an answer of a method brings the whole document along, which would
overwrite what is being typed, and is not filtered by permission level.
"""

from dataclasses import replace

import frappe
from frappe import _
from frappe.utils import getdate, nowdate

from improvement_actions import people, recognition, workflows
from improvement_actions.improvement_actions.doctype.governance_review import decided
from improvement_actions.improvement_actions.doctype.improvement_action import (
	escalated,
	facts,
	family,
	guidance,
	pilots,
	proof,
)
from improvement_actions.lifecycle import edits, gates, trajectory
from improvement_actions.lifecycle.problem import Problem
from improvement_actions.lifecycle.status import CLOSED, COMPLETED, DRAFT, IN_PROGRESS, OPEN
from improvement_actions.refusal import as_text

#: The move that an action in some status is heading for.
NEXT_STATUS = {DRAFT: OPEN, OPEN: IN_PROGRESS, IN_PROGRESS: COMPLETED, COMPLETED: CLOSED}


@frappe.whitelist()
def what_next(action: str) -> dict:
	"""Return what is to be done next with `action` (a name).

	Keys: `moves` open to the user (see `workflows.possible_moves`), the fields `locked` for them, `next_status`, what is
	still `missing` on the way there and the `warnings` about its wording (each with `code`, `field`, `message` and
	`mend`), `sent_back` (why it came back, while it is worked again), `trajectory` (its marks, see `trajectory.marks`, as
	those), and as HTML `proof` (evidence and reviews), `family` (the action among those it is part of and its parts), `pilot`
	(the pilot it follows, or the full changes that follow it), `recognition` (the thanks given for it) and `meetings` (what
	governance reviews decided about it); `may_thank` says whether the user may give some. What
	`escalated` and `guidance` add is listed at their `for_form`. Raises a permission error when the user may not read the action.
	"""
	doc = frappe.get_doc("Improvement Action", action)
	doc.check_permission("read")
	next_status = NEXT_STATUS.get(doc.status)
	values, today = facts.values(doc), getdate(nowdate())
	missing, warnings = [], []
	if next_status:
		known = facts.facts_for(doc)
		missing = gates.gate_problems(doc.status, next_status, values, known)
		warnings = gates.gate_warnings(next_status, values, known)
	return {
		"moves": workflows.possible_moves(doc),
		"locked": [] if doc.status == DRAFT or people.is_manager() else sorted(edits.AGREED),
		"next_status": next_status,
		"missing": [_plain(problem) for problem in missing],
		"warnings": [_plain(problem) for problem in warnings],
		"sent_back": (doc.reopen_reason or doc.return_reason) if doc.status == IN_PROGRESS else None,
		"trajectory": [_plain(mark) for mark in trajectory.marks(values, today)],
		"proof": proof.as_html(doc.name),
		"family": family.as_html(doc.name),
		"pilot": pilots.as_html(doc),
		"recognition": recognition.as_html(doc.name),
		"may_thank": recognition.may_thank(doc),
		"meetings": decided.as_html(doc.doctype, doc.name),
		**escalated.for_form(doc),
		**guidance.for_form(doc, next_status),
	}


def _plain(problem: Problem) -> dict:
	"""Return `problem` as the form wants it: what is the matter, what would mend it, and the field to do it in."""
	return {
		"code": problem.code,
		"field": problem.field,
		"message": as_text(replace(problem, mend="")),
		"mend": _(problem.mend) if problem.mend else "",
	}
