from improvement_actions.rows import OwnedRow


class ImprovementActionProgress(OwnedRow):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		barrier: DF.SmallText | None
		next_milestone: DF.Data | None
		next_milestone_date: DF.Date | None
		note: DF.SmallText
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		percent_complete: DF.Percent
		update_date: DF.Date | None
		updated_by: DF.Link | None
	# end: auto-generated types
