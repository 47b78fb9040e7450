"""The proof of an action, as its form and its printed record show it."""

import frappe
from frappe.utils import getdate, nowdate

from improvement_actions import recognition
from improvement_actions.improvement_actions.doctype.governance_review import decided
from improvement_actions.improvement_actions.doctype.improvement_action import escalated, readings
from improvement_actions.lifecycle import measures
from improvement_actions.lifecycle.status import ACTIVE

EVIDENCE, REVIEW = "Improvement Evidence", "Effectiveness Review"
EVIDENCE_FIELDS = (
	"name",
	"title",
	"evidence_type",
	"demonstrates",
	"evidence_date",
	"valid_until",
	"description",
	"attachment",
	"content_hash",
	"measured_value",
	"verified_by",
)
REVIEW_FIELDS = (
	"name",
	"review_type",
	"due_date",
	"reviewer",
	"reviewed_on",
	"method",
	"sample_size",
	"measured_value",
	"outcome",
	"findings",
)


def evidence_of(action: str) -> list[dict]:
	"""Return the evidence for `action` that the user may read, oldest first, evidence shared with others included."""
	shared = frappe.get_all("Improvement Evidence Action", filters={"action": action}, pluck="parent")
	return frappe.get_list(
		EVIDENCE,
		or_filters=[["action", "=", action], ["name", "in", shared or [""]]],
		fields=list(EVIDENCE_FIELDS),
		order_by="evidence_date asc, name asc",
		limit_page_length=0,
	)


def reviews_of(action: str) -> list[dict]:
	"""Return the reviews of `action` that the user may read, in the order of their dates."""
	reviews = frappe.get_list(
		REVIEW,
		filters={"action": action},
		fields=list(REVIEW_FIELDS),
		order_by="creation asc",
		limit_page_length=0,
	)
	return sorted(reviews, key=lambda review: str(review.reviewed_on or review.due_date or ""))


def as_html(action: str) -> str:
	"""Return the evidence for `action` and its reviews as the form shows them, each only to those who may read it."""
	return frappe.render_template(
		"improvement_actions/templates/action_proof.html",
		{
			"evidence": evidence_of(action) if frappe.has_permission(EVIDENCE) else [],
			"reviews": reviews_of(action) if frappe.has_permission(REVIEW) else [],
		},
	)


def parts_of(action: str) -> list[dict]:
	"""Return the sub-actions of `action` that the user may read, in the order of their due dates."""
	return frappe.get_list(
		"Improvement Action",
		filters={"parent_action": action},
		fields=["name", "title", "status", "action_owner", "due_date"],
		order_by="due_date asc, name asc",
		limit_page_length=0,
	)


def for_print(action) -> frappe._dict:
	"""Return what the printed record of `action` (a document) needs besides it (available in Jinja as `improvement_proof`).

	Keys: `source` (without personal detail, None when the user may not read it), `standards`, `evidence`, `reviews`,
	`parts` (sub-actions), `escalations` (see `escalated.for_print`), `meetings` (see `decided.of_record`), `baseline` and
	`target` (None for one that was never entered), `chart` (of the readings, None without any), `is_stale`, and `thanks` (see
	`recognition.of_action`).
	"""
	sources = frappe.get_list(
		"Improvement Source",
		filters={"name": action.source or ""},
		fields=["name", "title", "source_type", "occurred_on", "finding_quote"],
	)
	standards = [row.standard for row in action.standards]
	titles = {
		row.name: row
		for row in frappe.get_all(
			"Regulatory Standard", {"name": ("in", standards or [""])}, ["name", "title"]
		)
	}
	baseline, target = measures.goalposts(action)
	return frappe._dict(
		source=sources[0] if sources else None,
		standards=[titles[name] for name in standards if name in titles],
		evidence=evidence_of(action.name),
		reviews=reviews_of(action.name),
		parts=parts_of(action.name),
		escalations=escalated.for_print(action.name),
		thanks=recognition.of_action(action.name),
		meetings=decided.of_record(action.doctype, action.name),
		baseline=baseline,
		target=target,
		chart=readings.chart_of(action),
		is_stale=bool(
			action.status in ACTIVE and action.stale_from and getdate(action.stale_from) <= getdate(nowdate())
		),
	)
