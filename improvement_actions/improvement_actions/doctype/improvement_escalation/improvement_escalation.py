import frappe

from improvement_actions.app_written import AppWritten


class ImprovementEscalation(AppWritten):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		action: DF.Link
		days_overdue: DF.Int
		due_date: DF.Date | None
		escalate_to: DF.Literal[
			"Owner",
			"Line Manager",
			"Registered Manager",
			"Nominated Individual",
			"Role",
			"Address",
			"Governance Review",
		]
		escalated_on: DF.Date | None
		escalated_to: DF.Link | None
		escalated_to_address: DF.Data | None
		escalated_to_role: DF.Link | None
		governance_review: DF.Link | None
		instead_of: DF.Link | None
		level: DF.Int
		reason: DF.SmallText | None
		result: DF.Literal["Escalated", "Same Person", "Nobody Found"]
		service: DF.Link | None
		step: DF.Data | None
	# end: auto-generated types


def on_doctype_update():
	# Those that found nobody are few, looked for every night, and among all that ever were.
	frappe.db.add_index("Improvement Escalation", ["result", "service"])
