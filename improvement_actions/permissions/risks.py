"""Who may see and change risks: by service, like actions, and who owns one or has a part in it."""

import frappe

from improvement_actions import people
from improvement_actions.permissions.conditions import (
	ACTION,
	any_of,
	in_services,
	in_union,
	quoted,
	shared_with,
)
from improvement_actions.permissions.roles import (
	READING,
	has_role,
	is_system,
	sees_all,
	sees_every_action,
	service_allowed,
	works_by_service,
)
from improvement_actions.permissions.stored import stored_of, versions_of


def has_risk_permission(doc, ptype: str = "read", user: str | None = None, **kwargs) -> bool:
	"""Decide on a single risk: by its service, by who owns it, or (to read) by a control or an action of it that the user owns.

	Governance may write to every risk, because it accepts them; what it writes besides, the rules refuse.
	"""
	user = user or frappe.session.user
	if is_system(user):
		return True
	if ptype == "create":
		return service_allowed(doc.service, user)
	if ptype in READING:
		return all(_readable(version, user) for version in versions_of(doc))
	return _workable(doc, user) or (ptype == "write" and has_role(user, people.GOVERNANCE))


def only_accepts_risk(doc, user: str | None = None) -> bool:
	"""Return whether all that `user` (default: who is signed in) may do with the risk `doc` is to accept it."""
	user = user or frappe.session.user
	return not is_system(user) and has_role(user, people.GOVERNANCE) and not _workable(doc, user)


def risk_query(user: str | None = None) -> str:
	"""Return the SQL condition for the risks a user may read ("" for all): by service, own ones, and those of own controls and actions."""
	user, table = user or frappe.session.user, "`tabRisk Register Entry`"
	if sees_every_action(user):
		return ""
	rules = [f"{table}.risk_owner = {quoted(user)}"]
	if works_by_service(user):
		rules.append(in_services(table, user))
	found = any_of(table, rules, shared_with("Risk Register Entry", user))
	others = [
		f"select parent from `tabRisk Control` where control_owner = {quoted(user)}"
		" and parenttype = 'Risk Register Entry'"
	]
	if has_role(user, people.ACTION_OWNER):
		others.append(f"select risk from {ACTION} where action_owner = {quoted(user)}")
	return in_union(table, found, *others)


def _readable(risk, user: str) -> bool:
	if sees_all(user) or risk.risk_owner == user:
		return True
	if works_by_service(user) and service_allowed(risk.service, user):
		return True
	kept = {"parenttype": "Risk Register Entry", "parent": risk.name, "control_owner": user}
	if risk.name and frappe.db.exists("Risk Control", kept):
		return True
	owned = {"risk": risk.name, "action_owner": user}
	return has_role(user, people.ACTION_OWNER) and bool(frappe.db.exists("Improvement Action", owned))


def _workable(doc, user: str) -> bool:
	"""Whether `user` may change the risk: its owner, who may hand it on but not into another service, and managers."""
	stored = stored_of(doc)
	if stored and stored.risk_owner == user and stored.service == doc.service:
		return True
	return has_role(user, people.MANAGER) and all(
		service_allowed(each.service, user) for each in versions_of(doc)
	)
