"""The defaults of Improvement Settings, stored so that the administrator sees what is in force."""

import frappe


def store_defaults() -> None:
	"""Store the defaults of Improvement Settings unless it has been saved before."""
	if not frappe.db.get_singles_dict("Improvement Settings"):
		frappe.get_doc("Improvement Settings").save(ignore_permissions=True)
