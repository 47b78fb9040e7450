from improvement_actions.rows import OwnedRow


class RiskBand(OwnedRow):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		band: DF.Data
		colour: DF.Literal["Green", "Yellow", "Orange", "Red"]
		from_score: DF.Int
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		review_every_days: DF.Int
	# end: auto-generated types
