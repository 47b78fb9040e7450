"""What the statements of the jobs have in common."""

import frappe
from pypika.functions import Function
from pypika.terms import Criterion, ValueWrapper

from improvement_actions.jobs.parts import ACTION, Part


class Greatest(Function):
	def __init__(self, *terms):
		super().__init__("GREATEST", *terms)


def affected(query) -> int:
	"""Run `query`, which writes, and return how many rows it changed or made."""
	query.run()
	return max(frappe.db._cursor.rowcount, 0)


def mend(part: Part, wrong: Criterion, **right) -> int:
	"""Set the fields in `right` of the actions of `part` for which `wrong` is true; return how many there were.

	There is seldom any. So they are looked for first: an UPDATE locks every row that it looks at, which people who save
	one of them would wait for, and a SELECT none.
	"""
	action = frappe.qb.DocType(ACTION)
	found = part.narrow(frappe.qb.from_(action).where(wrong), action.service).select(ValueWrapper(1)).limit(1)
	if not found.run():
		return 0
	query = frappe.qb.update(action).where(wrong)
	for fieldname, value in right.items():
		query = query.set(action[fieldname], value)
	return affected(part.narrow(query, action.service))
