from improvement_actions.rows import OwnedRow


class ImprovementActionReading(OwnedRow):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		evidence: DF.Link | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		reading_date: DF.Date
		sample_size: DF.Int
		value: DF.Float
	# end: auto-generated types
