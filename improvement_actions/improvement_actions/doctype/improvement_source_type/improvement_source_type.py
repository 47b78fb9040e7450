from improvement_actions.well_formed import Record


class ImprovementSourceType(Record):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		always_formal: DF.Check
		default_priority: DF.Literal["Critical", "High", "Medium", "Low"]
		disabled: DF.Check
		is_inspection_finding: DF.Check
		repeat_window_days: DF.Int
		requires_root_cause: DF.Check
		type_name: DF.Data
	# end: auto-generated types
