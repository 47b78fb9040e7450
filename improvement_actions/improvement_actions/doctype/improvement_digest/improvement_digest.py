import frappe
from frappe.utils import add_days, nowdate

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

	@staticmethod
	def clear_old_logs(days: int = 60):
		"""Delete digests older than `days`, as Frappe's Log Settings ask."""
		digest = frappe.qb.DocType("Improvement Digest")
		frappe.qb.from_(digest).delete().where(digest.digest_date < add_days(nowdate(), -days)).run()


def on_doctype_update():
	# What waits on a day, without looking at what was told before.
	frappe.db.add_index("Improvement Digest", ["digest_date", "result"])
