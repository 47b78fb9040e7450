"""Rows of child tables."""

import frappe
from frappe import _
from frappe.model.document import Document


class OwnedRow(Document):
	"""A row that is only ever saved together with its record.

	REST offers every child table as a resource of its own. A row written there would pass by the gates that
	its record holds, so it is refused. Saving the record does not call these methods.
	"""

	def validate(self):
		self._refuse()

	def on_trash(self):
		self._refuse()

	def _refuse(self):
		frappe.throw(
			_("A row of {0} is changed by saving {1} {2}, not on its own.").format(
				_(self.doctype), _(self.parenttype or "its record"), self.parent or ""
			),
			title=_("Save the Whole Record"),
		)
