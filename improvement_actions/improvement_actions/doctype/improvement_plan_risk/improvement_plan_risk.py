from improvement_actions.rows import OwnedRow


class ImprovementPlanRisk(OwnedRow):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		likelihood: DF.Literal["Low", "Medium", "High"]
		mitigation: DF.SmallText | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		risk: DF.Link | None
		risk_owner: DF.Link | None
		risk_to_plan: DF.SmallText
	# end: auto-generated types
