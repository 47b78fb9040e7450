"""Findings of a plan, for whoever has the plan in hand: a script, the console, or a REST client."""

import frappe

from improvement_actions.improvement_actions.doctype.improvement_plan.findings import doors


class FindingsMethods:
	"""Mixed into the controller of Improvement Plan."""

	@frappe.whitelist()
	def preview_findings(self, **sent) -> dict:
		"""Return what importing findings into this plan would do; arguments and answer as of `doors.preview_findings`."""
		return doors.preview_findings(self.name, **sent)

	@frappe.whitelist()
	def import_findings(self, **sent) -> dict:
		"""Import findings into this plan; arguments and answer as of `doors.import_findings`."""
		return doors.import_findings(self.name, **sent)
