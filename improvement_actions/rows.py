"""Rows of child tables."""

from frappe import _
from frappe.model.document import Document

from improvement_actions.lifecycle.problem import Problem
from improvement_actions.refusal import refuse
from improvement_actions.well_formed import PlainValues


def settle_rows(doc: Document) -> None:
	"""Make every row new that `doc` does not have yet, whatever name the request gives it.

	Frappe updates a row wherever its name is found: a borrowed name would take the row out of another record,
	and with a made-up name the row would be seen by the gates and stored nowhere.
	"""
	before = doc.get_doc_before_save()
	if not before:
		return
	for df in doc.meta.get_table_fields():
		known = {row.name for row in before.get(df.fieldname)}
		for row in doc.get(df.fieldname):
			if row.name in known:
				known.discard(row.name)
			else:
				row.name = None
				row.set("__islocal", True)


class OwnedRow(PlainValues, Document):
	"""A row that is only ever saved together with its record.

	REST offers every child table as a resource of its own. A row written there would pass by the gates that
	its record holds, so it is refused. Saving the record does not call these methods.
	"""

	def validate(self):
		self._refuse()

	def on_trash(self):
		self._refuse()

	def _refuse(self):
		problem = Problem(
			"row_on_its_own",
			self.parentfield,
			_("A row of {0} is changed by saving {1} {2}, not on its own."),
			(_(self.doctype), _(self.parenttype or "its record"), self.parent or ""),
		)
		refuse([problem], _("Save the Whole Record"))
