"""Whose turn it is with an action, and by when: what its form says beside what is missing."""

import frappe
from frappe import _
from frappe.utils import comma_or, date_diff, get_datetime, nowdate

from improvement_actions import people, workflows
from improvement_actions.improvement_actions.doctype.improvement_action import facts
from improvement_actions.lifecycle.independence import verifier_problems
from improvement_actions.lifecycle.status import ACTIVE, CLOSED, COMPLETED, IN_PROGRESS, OPEN
from improvement_actions.lifecycle.trajectory import slips_in_scope
from improvement_actions.settings import trajectory_thresholds

REVIEW = "Effectiveness Review"
#: Who makes the next move where no workflow says so.
USUAL_ROLE = {
	OPEN: people.MANAGER,
	IN_PROGRESS: people.ACTION_OWNER,
	COMPLETED: people.ACTION_OWNER,
	CLOSED: people.VERIFIER,
}


def for_form(doc, next_status: str | None) -> dict:
	"""Return what the form says of action `doc` besides what is missing on its way to `next_status`.

	Keys: `step` (see `whose_step`), `due_in` (days until it is due, less than 0 when that is past; None unless it is
	worked), `review` (the next one due that the user may read: `name`, `review_type`, `due_date`, `reviewer_name`),
	`owner_name`, and `slips_left`: after how many more changes of its due date it counts as aspirational (None: never).
	"""
	worked = doc.status in ACTIVE and doc.due_date
	return {
		"step": whose_step(doc, next_status) if next_status else None,
		"due_in": date_diff(doc.due_date, nowdate()) if worked else None,
		"review": next_review(doc.name) if doc.status in (COMPLETED, CLOSED) else None,
		"owner_name": full_name(doc.action_owner),
		"slips_left": slips_left(doc),
	}


def whose_step(doc, next_status: str) -> dict:
	"""Return who takes the action on to `next_status`: `mine` (whether the user does) and `who` (in words).

	The workflow's roles decide. Whoever owned or completed the action is never its verifier, whatever their roles.
	"""
	# A state that an administrator put in between does not lead to the next status yet.
	roles = workflows.roles_for(doc, next_status) or {USUAL_ROLE[next_status]}
	user = frappe.session.user
	if next_status == CLOSED:
		independent = not verifier_problems(user, doc.action_owner, facts.past_owners(doc))
		mine = independent and bool(roles & set(frappe.get_roles(user))) and doc.has_permission("write")
		return {"mine": mine, "who": _("A verifier, someone who has not worked on it")}
	if people.ACTION_OWNER in roles and doc.action_owner:
		return {"mine": doc.action_owner == user, "who": full_name(doc.action_owner)}
	mine = bool(roles & set(frappe.get_roles(user))) and doc.has_permission("write")
	return {"mine": mine, "who": comma_or([_(role) for role in sorted(roles)], add_quotes=False)}


def next_review(action: str) -> dict | None:
	"""Return the review of `action` that is due next, None when there is none that the user may read."""
	if not frappe.has_permission(REVIEW):
		return None
	due = frappe.get_list(
		REVIEW,
		filters={"action": action, "outcome": ("is", "not set")},
		fields=["name", "review_type", "due_date", "reviewer"],
		order_by="due_date asc, creation asc",
		limit_page_length=1,
	)
	if not due:
		return None
	return {**due[0], "reviewer_name": full_name(due[0].reviewer)}


def slips_left(doc) -> int | None:
	"""Return how many more changes of its due date make action `doc` aspirational: 0 when it is, None when nothing does."""
	limit = trajectory_thresholds().aspirational_slips
	if not limit or doc.status not in ACTIVE:
		return None
	since = doc.scope_changed_on and get_datetime(doc.scope_changed_on)
	slips = slips_in_scope([get_datetime(row.changed_on) for row in doc.due_date_changes], since)
	return max(0, limit - slips)


def full_name(user: str | None) -> str | None:
	return frappe.utils.get_fullname(user) if user else None
