from improvement_actions.rows import OwnedRow


class ImprovementRecordType(OwnedRow):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		date_field: DF.Autocomplete | None
		document_type: DF.Link
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		service_field: DF.Autocomplete | None
		source_type: DF.Link
		summary_field: DF.Autocomplete | None
		title_field: DF.Autocomplete | None
	# end: auto-generated types

	def get_invalid_links(self, is_submittable=False):
		"""Leave a missing record type to the settings, which say it together with all else that is wrong."""
		document_type = self.document_type
		invalid, cancelled = super().get_invalid_links(is_submittable)
		self.document_type = self.document_type or document_type  # Frappe has emptied it
		return [link for link in invalid if link[0] != "document_type"], cancelled
