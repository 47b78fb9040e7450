"""Who may see what people were told: each their own."""

import frappe

from improvement_actions.permissions.conditions import quoted
from improvement_actions.permissions.roles import is_system


def has_digest_permission(doc, ptype: str = "read", user: str | None = None, **kwargs) -> bool:
	"""Decide on a single digest: it is its recipient's own."""
	user = user or frappe.session.user
	return is_system(user) or doc.recipient == user


def digest_query(user: str | None = None) -> str:
	"""Return the SQL condition for the digests a user may read: their own; whoever runs the system reads all ("")."""
	user = user or frappe.session.user
	return "" if is_system(user) else f"`tabImprovement Digest`.recipient = {quoted(user)}"
