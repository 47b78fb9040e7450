"""What print formats and e-mail templates may call."""

import frappe

from improvement_actions.improvement_actions.doctype.improvement_action.proof import for_print


def improvement_proof(action: str) -> frappe._dict:
	"""Return what the printed record of an action that the user may read needs besides it (see `proof.for_print`)."""
	doc = frappe.get_doc("Improvement Action", action)
	doc.check_permission("read")
	return for_print(doc)
