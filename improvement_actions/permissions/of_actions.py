"""Who may see and change what belongs to actions: sources, evidence, reviews, escalations and thanks."""

import frappe

from improvement_actions import people
from improvement_actions.permissions.actions import (
	action_called,
	action_rules,
	may_evidence,
	may_work_evidence,
	readable,
)
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
	sees_every_action,
	service_allowed,
	works_by_service,
)
from improvement_actions.permissions.stored import stored_of, versions_of


def has_source_permission(doc, ptype: str = "read", user: str | None = None, **kwargs) -> bool:
	"""Decide on a single source: by its service, or (to read) by an action on it that the user owns."""
	user = user or frappe.session.user
	if is_system(user):
		return True
	if works_by_service(user) and all(service_allowed(version.service, user) for version in versions_of(doc)):
		return True
	if ptype not in READING:
		return False
	if has_role(user, people.GOVERNANCE):
		return True
	owned = {"source": doc.name, "action_owner": user}
	return has_role(user, people.ACTION_OWNER) and bool(frappe.db.exists("Improvement Action", owned))


def has_evidence_permission(doc, ptype: str = "read", user: str | None = None, **kwargs) -> bool:
	"""Decide on a single item of evidence: whoever may read its action reads it, whoever works it writes it.

	HR contributors add training evidence, and change only what they have added themselves.
	"""
	user = user or frappe.session.user
	if is_system(user):
		return True
	if ptype in READING:
		return all(_evidence_readable(version, user) for version in versions_of(doc))
	stored = stored_of(doc)
	contributed = ptype == "create" or not stored or stored.owner == user
	may = may_evidence if contributed else may_work_evidence
	actions = [action_called(version.action) for version in versions_of(doc)]
	return all(may(action, user) for action in actions if action)


def has_review_permission(doc, ptype: str = "read", user: str | None = None, **kwargs) -> bool:
	"""Decide on a single review: like its action; and whom it is assigned to always reaches it.

	Who may read every action does not therefore review in every service.
	"""
	user = user or frappe.session.user
	if is_system(user):
		return True
	stored = stored_of(doc)
	assigned = bool(stored) and stored.reviewer == user
	if ptype in READING:
		action = action_called((stored or doc).action)
		return assigned or not action or readable(action, user)
	names = {version.action for version in versions_of(doc)}
	if assigned:
		names.discard(stored.action)
	actions = [action for action in map(action_called, names) if action]
	return works_by_service(user) and all(service_allowed(action.service, user) for action in actions)


def has_escalation_permission(doc, ptype: str = "read", user: str | None = None, **kwargs) -> bool:
	"""Decide on a single escalation: whoever may read its action reads it."""
	user = user or frappe.session.user
	if is_system(user):
		return True
	action = action_called(doc.action)
	return bool(action) and readable(action, user)


def has_recognition_permission(doc, ptype: str = "read", user: str | None = None, **kwargs) -> bool:
	"""Decide on a single thanks: who is thanked reads it, and whoever may read the action it is for."""
	user = user or frappe.session.user
	if is_system(user):
		return True
	if ptype not in READING:
		return False
	action = action_called(doc.action)
	if action and readable(action, user):
		return True
	thanked = {"parent": doc.name, "parenttype": "Improvement Recognition", "person": user}
	if frappe.db.exists("Improvement Recognition Person", thanked):
		return True
	return doc.action in shared_with("Improvement Action", user)


def source_query(user: str | None = None) -> str:
	"""Return the SQL condition for the sources a user may read ("" for all): by service, and those of own actions."""
	user, table = user or frappe.session.user, "`tabImprovement Source`"
	if sees_every_action(user):
		return ""
	rules = [in_services(table, user)] if works_by_service(user) else []
	found = any_of(table, rules, shared_with("Improvement Source", user))
	if not has_role(user, people.ACTION_OWNER):
		return found
	return in_union(table, found, f"select source from {ACTION} where action_owner = {quoted(user)}")


def evidence_query(user: str | None = None) -> str:
	"""Return the SQL condition for the evidence a user may read ("" for all): that of every action they may read.

	Of its own action, or of one that it is shared with.
	"""
	user, table = user or frappe.session.user, "`tabImprovement Evidence`"
	if sees_every_action(user):
		return ""
	found = any_of(table, [], shared_with("Improvement Evidence", user))
	rules = action_rules(user)
	if not rules:
		return found
	other = "`tabImprovement Evidence Action`"
	readable = any_of(ACTION, rules)
	return in_union(
		table,
		found,
		f"select {table}.name from {table} join {ACTION} on {ACTION}.name = {table}.action where {readable}",
		f"select {other}.parent from {other} join {ACTION} on {ACTION}.name = {other}.action where {readable}",
	)


def review_query(user: str | None = None) -> str:
	"""Return the SQL condition for the reviews a user may read ("" for all): assigned, or of actions they may read."""
	user = user or frappe.session.user
	return _of_actions("Effectiveness Review", user, f"`tabEffectiveness Review`.reviewer = {quoted(user)}")


def escalation_query(user: str | None = None) -> str:
	"""Return the SQL condition for the escalations a user may read ("" for all): those of actions they may read."""
	return _of_actions("Improvement Escalation", user or frappe.session.user)


def recognition_query(user: str | None = None) -> str:
	"""Return the SQL condition for the thanks a user may read ("" for all): theirs, and those for actions they may read."""
	user, table = user or frappe.session.user, "`tabImprovement Recognition`"
	if sees_every_action(user):
		return ""
	person = "`tabImprovement Recognition Person`"
	shared = shared_with("Improvement Action", user)
	rules = [f"{table}.action in ({', '.join(map(quoted, shared))})"] if shared else []
	found = _of_actions("Improvement Recognition", user, *rules)
	mine = (
		f"select {person}.parent from {person}"
		f" where {person}.parenttype = 'Improvement Recognition' and {person}.person = {quoted(user)}"
	)
	return in_union(table, found, mine)


def _of_actions(doctype: str, user: str, *rules: str) -> str:
	"""Return the SQL condition for the records of `doctype` for which one of `rules` holds, or whose action `user` may read."""
	if sees_every_action(user):
		return ""
	table = f"`tab{doctype}`"
	found = any_of(table, list(rules), shared_with(doctype, user))
	readable = action_rules(user)
	if not readable:
		return found
	of_action = f"{table} join {ACTION} on {ACTION}.name = {table}.action"
	return in_union(table, found, f"select {table}.name from {of_action} where {any_of(ACTION, readable)}")


def _evidence_readable(evidence, user: str) -> bool:
	names = [evidence.action, *(row.action for row in evidence.get("other_actions") or ())]
	actions = [action for action in map(action_called, names) if action]
	return not actions or any(readable(action, user) for action in actions)
