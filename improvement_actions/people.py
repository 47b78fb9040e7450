"""What the rules need to know about users."""

import frappe

from improvement_actions.lifecycle.gates import Owner
from improvement_actions.settings import shared_account_names

MANAGER = "Improvement Manager"
ACTION_OWNER = "Improvement Action Owner"
VERIFIER = "Improvement Verifier"
GOVERNANCE = "Improvement Governance"
HR_CONTRIBUTOR = "Improvement HR Contributor"
EXTERNAL_REVIEWER = "Improvement External Reviewer"

ROLES = (MANAGER, ACTION_OWNER, VERIFIER, GOVERNANCE, HR_CONTRIBUTOR, EXTERNAL_REVIEWER)


def owner_facts(user: str | None) -> Owner:
	"""Return what is known of `user` as the owner of an action."""
	if not user:
		return Owner(exists=False)
	enabled = frappe.db.get_value("User", user, "enabled")
	roles = set(frappe.get_roles(user))
	return Owner(
		exists=enabled is not None,
		enabled=bool(enabled),
		is_external=EXTERNAL_REVIEWER in roles and not roles.intersection((MANAGER, ACTION_OWNER)),
		is_shared=user.split("@")[0].lower() in shared_account_names(),
	)


def is_manager(user: str | None = None) -> bool:
	"""Return whether `user` (default: who is signed in) may decide as an Improvement Manager."""
	user = user or frappe.session.user
	return user == "Administrator" or MANAGER in frappe.get_roles(user)
