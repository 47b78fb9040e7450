"""Who may see and change improvement plans: by service, like actions, and who has a part in one.

A plan without a service is the whole provider's: every manager and verifier works with it. Who leads a plan or owns
an action in it reads it. A version is read like its plan, and written by nobody.
"""

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

PLAN, VERSION = "Improvement Plan", "Improvement Plan Version"
PLANS, VERSIONS = f"`tab{PLAN}`", f"`tab{VERSION}`"


def has_plan_permission(doc, ptype: str = "read", user: str | None = None, **kwargs) -> bool:
	"""Decide on a single plan, within what the role's permissions allow."""
	user = user or frappe.session.user
	if is_system(user):
		return True
	versions = versions_of(doc)
	if works_by_service(user) and all(service_allowed(each.service, user) for each in versions):
		return True
	return ptype in READING and all(_readable(each, user) for each in versions)


def has_version_permission(doc, ptype: str = "read", user: str | None = None, **kwargs) -> bool:
	"""Decide on a single version: whoever may read its plan reads it, also who was only shared the plan."""
	user = user or frappe.session.user
	if is_system(user):
		return True
	if ptype not in READING:
		return False
	plan = _plan((stored_of(doc) or doc).plan)
	return bool(plan) and (_readable(plan, user) or plan.name in shared_with(PLAN, user))


def plan_query(user: str | None = None) -> str:
	"""Return the SQL condition for the plans a user may read ("" for all)."""
	user = user or frappe.session.user
	if sees_every_action(user):
		return ""
	found = any_of(PLANS, _plan_rules(user), shared_with(PLAN, user))
	return in_union(PLANS, found, _of_own_actions(user)) if has_role(user, people.ACTION_OWNER) else found


def version_query(user: str | None = None) -> str:
	"""Return the SQL condition for the versions a user may read ("" for all): those of plans they may read."""
	user = user or frappe.session.user
	if sees_every_action(user):
		return ""
	readable = any_of(PLANS, _plan_rules(user), shared_with(PLAN, user))
	of_plans = f"{VERSIONS} join {PLANS} on {PLANS}.name = {VERSIONS}.plan"
	queries = [f"select {VERSIONS}.name from {of_plans} where {readable}"]
	if has_role(user, people.ACTION_OWNER):
		of_actions = f"{VERSIONS} join {ACTION} on {ACTION}.plan = {VERSIONS}.plan"
		queries.append(
			f"select {VERSIONS}.name from {of_actions} where {ACTION}.action_owner = {quoted(user)}"
		)
	return in_union(VERSIONS, any_of(VERSIONS, [], shared_with(VERSION, user)), *queries)


def _plan_rules(user: str) -> list[str]:
	"""Return the conditions on the plan, one of which holds for each that `user` (who is limited) may read by it alone."""
	rules = [in_services(PLANS, user)] if works_by_service(user) else []
	if has_role(user, people.ACTION_OWNER):
		rules.append(f"{PLANS}.plan_lead = {quoted(user)}")
	return rules


def _of_own_actions(user: str) -> str:
	return f"select plan from {ACTION} where action_owner = {quoted(user)} and plan is not null"


def _readable(plan, user: str) -> bool:
	if sees_all(user) or (works_by_service(user) and service_allowed(plan.service, user)):
		return True
	if not has_role(user, people.ACTION_OWNER):
		return False
	if plan.plan_lead == user:
		return True
	return bool(
		plan.name and frappe.db.exists("Improvement Action", {"plan": plan.name, "action_owner": user})
	)


def _plan(name: str | None):
	"""Return what the rules look at of the plan called `name`, None without one."""
	return frappe.db.get_value(PLAN, name, ["name", "service", "plan_lead"], as_dict=True) if name else None
