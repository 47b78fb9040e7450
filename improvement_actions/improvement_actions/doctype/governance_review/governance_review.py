from improvement_actions.well_formed import Record


class GovernanceReview(Record):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from improvement_actions.improvement_actions.doctype.governance_review_attendee.governance_review_attendee import (
			GovernanceReviewAttendee,
		)
		from improvement_actions.improvement_actions.doctype.governance_review_item.governance_review_item import (
			GovernanceReviewItem,
		)
		from improvement_actions.improvement_actions.doctype.governance_review_service.governance_review_service import (
			GovernanceReviewService,
		)

		agenda_built_on: DF.Datetime | None
		attendees: DF.Table[GovernanceReviewAttendee]
		cancellation_reason: DF.SmallText | None
		chair: DF.Link
		held_on: DF.Datetime | None
		items: DF.Table[GovernanceReviewItem]
		meeting_date: DF.Date
		minutes: DF.TextEditor | None
		momentum: DF.JSON | None
		next_meeting_date: DF.Date | None
		previous_review: DF.Link | None
		services: DF.TableMultiSelect[GovernanceReviewService]
		status: DF.Literal["Planned", "Held", "Cancelled"]
		title: DF.Data | None
	# end: auto-generated types
