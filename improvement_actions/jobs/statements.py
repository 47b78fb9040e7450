"""What the statements of the jobs have in common."""

import frappe
from pypika.functions import Function


class Greatest(Function):
	def __init__(self, *terms):
		super().__init__("GREATEST", *terms)


def affected(query) -> int:
	"""Run `query`, which writes, and return how many rows it changed or made."""
	query.run()
	return max(frappe.db._cursor.rowcount, 0)
