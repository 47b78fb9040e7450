"""What print formats and e-mail templates may call."""

import frappe

from improvement_actions.improvement_actions.doctype.improvement_action.proof import for_print


def improvement_proof(action: str) -> frappe._dict:
	"""Return source, standards, evidence and reviews of an action that the user may read (see `proof.for_print`)."""
	frappe.get_doc("Improvement Action", action).check_permission("read")
	return for_print(action)
