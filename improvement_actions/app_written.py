"""Records that the app writes itself: what happened is not for anybody to write, change or take away."""

from frappe import _

from improvement_actions.lifecycle.problem import Problem, Term
from improvement_actions.refusal import refuse
from improvement_actions.well_formed import Record


class AppWritten(Record):
	"""A record that only the app writes, straight into its table. Saving or deleting it as a document is refused."""

	def validate(self):
		self._refuse()

	def on_trash(self):
		self._refuse()

	def _refuse(self):
		problem = Problem(
			"written_by_the_app",
			None,
			_("{0} is written by the app alone, and stays as it was written."),
			(Term(self.doctype),),
		)
		refuse([problem], _("Not Changed"))
