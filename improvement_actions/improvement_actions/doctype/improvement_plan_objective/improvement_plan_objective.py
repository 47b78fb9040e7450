from improvement_actions.rows import OwnedRow


class ImprovementPlanObjective(OwnedRow):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		baseline_date: DF.Date | None
		baseline_value: DF.Float
		due_date: DF.Date | None
		horizon: DF.Literal["", "Quick Win", "Long Term"]
		indicator: DF.Data | None
		no_indicator_reason: DF.SmallText | None
		objective: DF.SmallText
		objective_owner: DF.Link | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		target_value: DF.Float
		unit: DF.Data | None
	# end: auto-generated types
