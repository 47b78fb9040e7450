from improvement_actions.app_written import AppWritten


class ImprovementPlanVersion(AppWritten):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		change_summary: DF.SmallText | None
		content_hash: DF.Data | None
		issued_by: DF.Link | None
		issued_on: DF.Datetime | None
		note: DF.SmallText | None
		pdf: DF.Attach | None
		pdf_hash: DF.Data | None
		plan: DF.Link
		service: DF.Link | None
		snapshot: DF.JSON | None
		title: DF.Data | None
		version_number: DF.Int
	# end: auto-generated types
