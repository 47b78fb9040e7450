"""Who may see and change actions: the rules that the records around them follow."""

import frappe
from frappe.query_builder.functions import Coalesce

from improvement_actions import people
from improvement_actions.permissions.conditions import (
	ACTION,
	any_of,
	in_names,
	in_services,
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
from improvement_actions.permissions.stored import LOOKED_AT, versions_of


def has_action_permission(doc, ptype: str = "read", user: str | None = None, **kwargs) -> bool:
	"""Decide on a single action, within what the role's permissions allow.

	Like every hook here it answers True or False: an answer of None refuses from Frappe 16 on.
	"""
	user = user or frappe.session.user
	if is_system(user):
		return True
	if ptype == "create":
		return service_allowed(doc.service, user)
	may = readable if ptype in READING else workable
	return all(may(version, user) for version in versions_of(doc))


def may_add_evidence(action_name: str, user: str | None = None) -> bool:
	"""Return whether `user` (default: who is signed in) may add evidence to the action called `action_name`."""
	user = user or frappe.session.user
	if is_system(user):
		return True
	action = action_called(action_name)
	return bool(action) and may_evidence(action, user)


def action_query(user: str | None = None) -> str:
	"""Return the SQL condition for the actions a user may read ("" for all)."""
	user = user or frappe.session.user
	return (
		""
		if sees_every_action(user)
		else any_of(ACTION, action_rules(user), shared_with("Improvement Action", user))
	)


def action_rules(user: str) -> list[str]:
	"""Return the conditions on the action, one of which holds for each that `user` (who is limited) may read."""
	rules = []
	if works_by_service(user):
		rules.append(in_services(ACTION, user))
	if has_role(user, people.ACTION_OWNER):
		rules.append(f"{ACTION}.action_owner = {quoted(user)}")
		rules += in_names(ACTION, _parts_of_own(user))
	if has_role(user, people.HR_CONTRIBUTOR):
		rules.append(f"{ACTION}.needs_training_evidence = 1")
	return rules


def _parts_of_own(user: str) -> list[str]:
	"""Return the names of others' actions that are part of an action of `user`."""
	whole, part = frappe.qb.DocType("Improvement Action"), frappe.qb.DocType("Improvement Action").as_("part")
	return (
		frappe.qb.from_(whole)
		.join(part)
		.on(part.parent_action == whole.name)
		.where((whole.action_owner == user) & (Coalesce(part.action_owner, "") != user))
		.select(part.name)
	).run(pluck=True)


def readable(action, user: str) -> bool:
	return bool(
		sees_all(user)
		or (works_by_service(user) and service_allowed(action.service, user))
		or (has_role(user, people.ACTION_OWNER) and _owns(action, user))
		or (has_role(user, people.HR_CONTRIBUTOR) and action.needs_training_evidence)
	)


def workable(action, user: str) -> bool:
	"""Whether `user` may change the action (which change, its gates decide)."""
	if works_by_service(user) and service_allowed(action.service, user):
		return True
	return has_role(user, people.ACTION_OWNER) and action.action_owner == user


def may_work_evidence(action, user: str) -> bool:
	"""Whether `user` may change any evidence for the action."""
	if has_role(user, people.MANAGER) and service_allowed(action.service, user):
		return True
	return has_role(user, people.ACTION_OWNER) and action.action_owner == user


def may_evidence(action, user: str) -> bool:
	"""Whether `user` may add evidence for the action."""
	if may_work_evidence(action, user):
		return True
	return bool(has_role(user, people.HR_CONTRIBUTOR) and action.needs_training_evidence)


def _owns(action, user: str) -> bool:
	"""Whether the action, or the action it is part of, belongs to `user`."""
	if action.action_owner == user:
		return True
	if not action.parent_action:
		return False
	return frappe.db.get_value("Improvement Action", action.parent_action, "action_owner") == user


def action_called(name: str | None):
	"""Return what the rules look at of the action called `name`, None without one (a form still to be filled in)."""
	if not name:
		return None
	return frappe.db.get_value("Improvement Action", name, LOOKED_AT["Improvement Action"], as_dict=True)
