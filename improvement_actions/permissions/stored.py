"""A record as the database has it, beside the one that a request brings."""

import frappe

#: The fields of a stored record that decide. A move of an action asks for every user who could make the next one.
LOOKED_AT = {
	"Improvement Source": ("name", "service"),
	"Improvement Action": ("name", "service", "action_owner", "parent_action", "needs_training_evidence"),
	"Improvement Evidence": ("name", "action", "owner"),
	"Effectiveness Review": ("name", "action", "reviewer"),
	"Improvement Escalation": ("name", "action"),
	"Improvement Digest": ("name", "recipient"),
	"Risk Register Entry": ("name", "service", "risk_owner"),
	"Improvement Plan": ("name", "service", "plan_lead"),
	"Improvement Plan Version": ("name", "plan"),
	"Improvement Recognition": ("name", "action", "service"),
	"Governance Review": ("name", "chair"),
}


def stored_of(doc):
	"""Return what the rules look at of `doc` as the database has it, None when it is not there yet."""
	# Not by `is_new`, which believes what a request says of itself.
	if not doc.name:
		return None
	stored = frappe.db.get_value(doc.doctype, doc.name, LOOKED_AT[doc.doctype], as_dict=True)
	if stored and doc.doctype == "Improvement Evidence":
		shared = {"parent": doc.name, "parenttype": doc.doctype}
		stored.other_actions = frappe.get_all(
			"Improvement Evidence Action", filters=shared, fields=["action"]
		)
	return stored


def versions_of(doc) -> list:
	"""Return the record as it is and as the request would have it: a rule has to hold for both.

	Judged by the request alone, a service or an owner written into it would open somebody else's record.
	"""
	return [version for version in (stored_of(doc), doc) if version]
