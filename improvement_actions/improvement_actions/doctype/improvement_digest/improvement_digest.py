from improvement_actions.app_written import AppWritten


class ImprovementDigest(AppWritten):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		digest_date: DF.Date | None
		email_queue: DF.Data | None
		error: DF.SmallText | None
		items: DF.Int
		kind: DF.Literal["Daily", "Weekly"]
		recipient: DF.Link | None
		recipient_address: DF.Data | None
		result: DF.Literal[
			"Waiting", "Mailed", "Mail Turned Off", "No Outgoing Account", "Nothing to Tell", "Failed"
		]
		subject: DF.Data | None
	# end: auto-generated types
