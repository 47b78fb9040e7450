from improvement_actions.well_formed import Record


class ContributoryFactor(Record):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		category: DF.Literal["", "People", "Task", "Team", "Environment", "Organisation", "Person Supported"]
		description: DF.SmallText | None
		disabled: DF.Check
		factor_name: DF.Data
	# end: auto-generated types
