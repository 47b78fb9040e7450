"""What the form of a source fetches: a function, because the answer of a method brings the whole document along."""

import frappe


@frappe.whitelist()
def what_is_done(source: str) -> str:
	"""Return, as HTML, the actions on `source` (a name) and its earlier occurrences that the user may read."""
	return frappe.get_doc("Improvement Source", source).what_is_done()
