from improvement_actions.rows import OwnedRow


class ImprovementNightlyRunPart(OwnedRow):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		before: DF.Data | None
		error: DF.SmallText | None
		finished_on: DF.Datetime | None
		first: DF.Data | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		status: DF.Literal["Waiting", "Done", "Failed"]
	# end: auto-generated types
