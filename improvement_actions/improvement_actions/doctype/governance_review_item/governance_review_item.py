from improvement_actions.rows import OwnedRow


class GovernanceReviewItem(OwnedRow):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		carried_out_on: DF.Datetime | None
		decided_by: DF.Link | None
		decision: DF.Literal["", "Note", "New Date", "Reassign", "Escalate", "Close the Item", "Carry Over"]
		decision_note: DF.SmallText | None
		detail: DF.SmallText | None
		due_date: DF.Date | None
		escalate_to: DF.Link | None
		first_raised_on: DF.Link | None
		item_title: DF.Data | None
		new_due_date: DF.Date | None
		new_owner: DF.Link | None
		no_longer: DF.Data | None
		outcome: DF.SmallText | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		priority: DF.Data | None
		reference_doctype: DF.Link | None
		reference_name: DF.DynamicLink | None
		responsible: DF.Link | None
		section: DF.Literal[
			"Carried Over",
			"Escalated",
			"Overdue",
			"Slipping",
			"Stale",
			"Awaiting Verification",
			"Due for Reassessment",
			"Closed Since the Last",
			"Added",
		]
		service: DF.Link | None
		times_carried: DF.Int
	# end: auto-generated types
