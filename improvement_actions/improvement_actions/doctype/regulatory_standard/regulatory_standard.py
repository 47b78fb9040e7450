from improvement_actions.well_formed import Record


class RegulatoryStandard(Record):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		code: DF.Data
		disabled: DF.Check
		framework: DF.Data
		key_question: DF.Literal["", "Safe", "Effective", "Caring", "Responsive", "Well-led"]
		kind: DF.Literal["Regulation", "Quality Statement"]
		title: DF.Data
		url: DF.Data | None
	# end: auto-generated types
