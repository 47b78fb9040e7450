"""The parts that a pass over all actions is done in: some services each, or all of them at once."""

from dataclasses import dataclass

import frappe
from frappe.query_builder.functions import Coalesce, Count
from pypika.terms import Field

from improvement_actions.lifecycle.status import ACTIVE

ACTION = "Improvement Action"


@dataclass(frozen=True)
class Part:
	"""The services from `first` up to, and without, `before`, in the order of the database.

	The part whose `first` is "" has the actions without a service too; where `before` is "" there is no end.
	"""

	first: str = ""
	before: str = ""

	def narrow(self, query, service: Field):
		"""Return `query` narrowed down to the rows whose `service`, a column, belongs to this part."""
		if self.first:
			query = query.where(service >= self.first)
		if self.before:
			before = service < self.before
			query = query.where(before if self.first else before | service.isnull())
		return query


#: All actions at once.
WHOLE = Part()


def divided(most: int) -> list[Part]:
	"""Return the parts of a pass, with at most `most` active actions each; one service is never divided."""
	action = frappe.qb.DocType(ACTION)
	service = Coalesce(action.service, "")
	counted = (
		frappe.qb.from_(action)
		.where(action.status.isin(ACTIVE))
		.groupby(service)
		.orderby(service)
		.select(service, Count("*"))
	).run()
	starts, room = [""], most
	for name, count in counted:
		if count > room and room < most:
			starts.append(name)
			room = most
		room -= count
	return [Part(first, before) for first, before in zip(starts, [*starts[1:], ""], strict=True)]
