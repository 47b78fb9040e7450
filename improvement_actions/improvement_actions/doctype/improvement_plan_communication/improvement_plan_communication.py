from improvement_actions.rows import OwnedRow


class ImprovementPlanCommunication(OwnedRow):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		audience: DF.Data
		channel: DF.Data | None
		communicated_by: DF.Link | None
		done_on: DF.Date | None
		message: DF.SmallText
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		planned_on: DF.Date | None
	# end: auto-generated types
