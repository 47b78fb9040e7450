from improvement_actions.rows import OwnedRow


class ImprovementEscalationStep(OwnedRow):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		address: DF.Data | None
		days_overdue: DF.Int
		escalate_to: DF.Literal[
			"Owner", "Line Manager", "Registered Manager", "Nominated Individual", "Role", "Address"
		]
		from_priority: DF.Literal["Low", "Medium", "High", "Critical"]
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		role: DF.Link | None
	# end: auto-generated types
