from improvement_actions.rows import OwnedRow


class ImprovementPlanMilestone(OwnedRow):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		horizon: DF.Literal["", "Quick Win", "Long Term"]
		milestone: DF.Data
		milestone_date: DF.Date
		milestone_owner: DF.Link | None
		note: DF.SmallText | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		reached_on: DF.Date | None
		start_date: DF.Date | None
	# end: auto-generated types
