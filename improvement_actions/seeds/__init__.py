"""What a new site starts with: inserted once, and from then on the administrator's own.

Nothing here is written again on `migrate`: a seed that is changed, disabled or deleted stays so. Later versions
change seeds only through a patch, which leaves edited records alone.
"""

import frappe

from improvement_actions.seeds import (
	desk_views,
	email_templates,
	evidence_types,
	factors,
	risks,
	settings,
	source_types,
	standards,
	workflow,
)


def insert_missing() -> None:
	"""Insert every seed record that does not exist yet."""
	for module in (standards, source_types, factors, evidence_types, risks):
		insert_records(module.RECORDS)
	settings.store_defaults()
	settings.insert_escalation_steps()
	risks.insert_bands()
	workflow.insert_missing()
	desk_views.insert_missing()
	email_templates.insert_missing()


def insert_records(records: list[dict]) -> None:
	"""Insert each of `records` that does not exist yet."""
	for values in records:
		_insert_missing(values)


def _insert_missing(values: dict) -> None:
	doc = frappe.get_doc(values)
	doc.set_new_name()
	if not frappe.db.exists(doc.doctype, doc.name):
		doc.insert(ignore_permissions=True)
