import frappe
from frappe.utils import add_days, nowdate

from improvement_actions.app_written import AppWritten


class ImprovementNightlyRun(AppWritten):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from improvement_actions.improvement_actions.doctype.improvement_nightly_run_part.improvement_nightly_run_part import (
			ImprovementNightlyRunPart,
		)

		digests: DF.Int
		escalations: DF.Int
		finished_on: DF.Datetime | None
		mails: DF.Int
		newly_overdue: DF.Int
		no_longer_overdue: DF.Int
		notes: DF.SmallText | None
		parts: DF.Table[ImprovementNightlyRunPart]
		run_date: DF.Date
		started_on: DF.Datetime | None
		status: DF.Literal["Marking", "Marked", "Telling", "Finished"]
	# end: auto-generated types

	@staticmethod
	def clear_old_logs(days: int = 365):
		"""Delete the runs of more than `days` ago with their parts, as Frappe's Log Settings ask."""
		run = frappe.qb.DocType("Improvement Nightly Run")
		part = frappe.qb.DocType("Improvement Nightly Run Part")
		old = run.run_date < add_days(nowdate(), -days)
		frappe.qb.from_(part).delete().where(
			part.parent.isin(frappe.qb.from_(run).select(run.name).where(old))
		).run()
		frappe.qb.from_(run).delete().where(old).run()
