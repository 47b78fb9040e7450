import frappe
from frappe import _

from improvement_actions.app_written import AppWritten
from improvement_actions.improvement_actions.doctype.improvement_plan_version import reading
from improvement_actions.lifecycle.plans.differences import differences
from improvement_actions.lifecycle.problem import Problem
from improvement_actions.refusal import refuse


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

	def before_rename(self, old: str, new: str, merge: bool = False):
		self._refuse()

	@frappe.whitelist()
	def differences(self, other: str) -> dict:
		"""Return what is different in this version from `other`, the name of another version of the same plan.

		The later of the two is compared with the earlier one, whichever was asked. Keys: `summary` (lines of text),
		`changes` (see `reading.table`) and `html`. Raises a permission error when the user may not read either version, and
		`RefusedError` when they are versions of two plans.
		"""
		one, two = frappe.get_doc(self.doctype, self.name), frappe.get_doc(self.doctype, other)
		for version in (one, two):
			version.check_permission("read")
		if one.plan != two.plan:
			problem = Problem(
				"another_plan",
				"other",
				_("{0} is a version of another plan, {1}."),
				(two.name, two.plan),
			)
			refuse([problem], _("Not Compared"))
		earlier, later = sorted((one, two), key=lambda version: version.version_number)
		before, after = reading.content_of(earlier), reading.content_of(later)
		changes = differences(before, after)
		heading = _("From version {0} to version {1}").format(earlier.version_number, later.version_number)
		return {
			"summary": reading.summary(changes, before, after),
			"changes": reading.table(changes, before, after),
			"html": reading.differences_html(changes, before, after, heading),
		}


def on_doctype_update():
	# A plan's versions are numbered, and one number is given once.
	frappe.db.add_unique("Improvement Plan Version", ["plan", "version_number"])
