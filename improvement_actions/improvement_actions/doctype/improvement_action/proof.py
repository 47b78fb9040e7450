"""The proof of an action, as its form and its printed record show it."""

import frappe

from improvement_actions.lifecycle import measures

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


def for_print(action: str) -> frappe._dict:
	"""Return what the printed record of `action` needs besides the action (available in Jinja as `improvement_proof`).

	Keys: `source` (without personal detail, None when the user may not read it), `standards`, `evidence`, `reviews`,
	and `change` (from baseline to latest, in the indicator's unit; None without both).
	"""
	measured = frappe.db.get_value(
		"Improvement Action", action, ("source", "baseline_value", "latest_value"), as_dict=True
	)
	sources = frappe.get_list(
		"Improvement Source",
		filters={"name": measured.source or ""},
		fields=["name", "title", "source_type", "occurred_on", "finding_quote"],
	)
	linked = {"parent": action, "parenttype": "Improvement Action"}
	standards = frappe.get_all("Improvement Standard", filters=linked, pluck="standard", order_by="idx asc")
	titles = {
		row.name: row
		for row in frappe.get_all(
			"Regulatory Standard", {"name": ("in", standards or [""])}, ["name", "title"]
		)
	}
	return frappe._dict(
		source=sources[0] if sources else None,
		standards=[titles[name] for name in standards if name in titles],
		evidence=evidence_of(action),
		reviews=reviews_of(action),
		change=measures.change_from_baseline(measured.baseline_value, measured.latest_value),
	)
