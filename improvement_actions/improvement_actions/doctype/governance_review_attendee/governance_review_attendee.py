from improvement_actions.rows import OwnedRow


class GovernanceReviewAttendee(OwnedRow):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		apologies: DF.Check
		attendee: DF.Link | None
		attendee_name: DF.Data | None
		capacity: DF.Data | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
	# end: auto-generated types
