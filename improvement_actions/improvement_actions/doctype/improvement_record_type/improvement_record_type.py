from improvement_actions.rows import OwnedRow


class ImprovementRecordType(OwnedRow):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		date_field: DF.Data | None
		document_type: DF.Link
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		service_field: DF.Data | None
		source_type: DF.Link
		summary_field: DF.Data | None
		title_field: DF.Data | None
	# end: auto-generated types
