"""Actions that were saved before have the date of their latest reading and the change from their baseline, too."""

import frappe

from improvement_actions.improvement_actions.doctype.improvement_action import readings

DERIVED = ("latest_value", "latest_reading_on", "change_from_baseline", "target_met")


def execute():
	with_readings = frappe.get_all("Improvement Action Reading", pluck="parent", distinct=True)
	for name in with_readings:
		action = frappe.get_doc("Improvement Action", name)
		readings.derive(action)
		# Not saved: a closed action stays as it was verified, and nobody has edited it.
		action.db_set({field: action.get(field) for field in DERIVED}, update_modified=False)
