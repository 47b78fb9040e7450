from improvement_actions.rows import OwnedRow


class RiskControl(OwnedRow):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		action: DF.Link | None
		adequacy: DF.Literal["Untested", "Adequate", "Inadequate"]
		assurance: DF.SmallText | None
		control: DF.SmallText
		control_owner: DF.Link | None
		control_type: DF.Literal["Preventive", "Detective", "Corrective", "Directive"]
		last_tested_on: DF.Date | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		review_date: DF.Date | None
	# end: auto-generated types
