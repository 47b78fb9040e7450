"""The defaults of Improvement Settings, stored so that the administrator sees what is in force."""

import frappe

from improvement_actions.lifecycle import escalation

SETTINGS = "Improvement Settings"

#: Who is told at the start: the owner at once, then whoever answers for the service, sooner where more is at stake.
ESCALATION_STEPS = (
	(1, "Low", escalation.OWNER),
	(7, "Low", escalation.REGISTERED_MANAGER),
	(14, "High", escalation.NOMINATED_INDIVIDUAL),
	(28, "Low", escalation.NOMINATED_INDIVIDUAL),
)


def store_defaults() -> None:
	"""Store the default of every setting that has never been saved; what an administrator decided stays."""
	stored = frappe.db.get_singles_dict(SETTINGS)
	settings = frappe.get_doc(SETTINGS)
	missing = [df for df in settings.meta.fields if df.default and df.fieldname not in stored]
	if not missing:
		return
	for df in missing:
		settings.set(df.fieldname, df.default)
	settings.save(ignore_permissions=True)


def insert_escalation_steps() -> None:
	"""Give a site its first escalation steps, once: to have none from then on is the administrator's decision."""
	settings = frappe.get_doc(SETTINGS)
	if settings.escalation_steps:
		return
	for days_overdue, from_priority, escalate_to in ESCALATION_STEPS:
		settings.append(
			"escalation_steps",
			{"days_overdue": days_overdue, "from_priority": from_priority, "escalate_to": escalate_to},
		)
	settings.save(ignore_permissions=True)
