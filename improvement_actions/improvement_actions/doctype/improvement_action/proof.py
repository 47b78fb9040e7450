"""The proof of an action, as its form and its printed record show it."""

import frappe

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
