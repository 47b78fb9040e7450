from improvement_actions.well_formed import Record


class EvidenceType(Record):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		demonstrates: DF.Literal["Change", "Completion"]
		description: DF.SmallText | None
		disabled: DF.Check
		type_name: DF.Data
	# end: auto-generated types
