"""Who may see and run governance reviews."""

import frappe

from improvement_actions import people
from improvement_actions.permissions.conditions import any_of, quoted, shared_with
from improvement_actions.permissions.roles import READING, has_role, sees_all, services_of
from improvement_actions.permissions.stored import stored_of


def has_governance_review_permission(doc, ptype: str = "read", user: str | None = None, **kwargs) -> bool:
	"""Decide on a single meeting: governance runs them; managers read those about a service of theirs, a chair their own."""
	user = user or frappe.session.user
	if may_hold_meetings(user):
		return True
	if ptype not in READING:
		return False
	stored = stored_of(doc)
	if stored and stored.chair == user:
		return True
	if not stored or not has_role(user, people.MANAGER):
		return False
	services = frappe.get_all(
		"Governance Review Service", {"parent": doc.name, "parenttype": doc.doctype}, pluck="service"
	)
	mine = services_of(user)
	return not services or not mine or bool(set(services) & set(mine))


def may_hold_meetings(user: str) -> bool:
	"""Return whether `user` runs governance reviews: plans them, decides at them and closes their minutes."""
	return sees_all(user)


def governance_review_query(user: str | None = None) -> str:
	"""Return the SQL condition for the meetings a user may read ("" for all)."""
	user, table = user or frappe.session.user, "`tabGovernance Review`"
	if may_hold_meetings(user):
		return ""
	rules = [f"{table}.chair = {quoted(user)}"]
	if has_role(user, people.MANAGER):
		services = services_of(user)
		if not services:
			return ""
		about = "select parent from `tabGovernance Review Service` where parenttype = 'Governance Review'"
		mine = ", ".join(map(quoted, services))
		rules.append(f"{table}.name in ({about} and service in ({mine}))")
		rules.append(f"{table}.name not in ({about})")
	return any_of(table, rules, shared_with("Governance Review", user))
