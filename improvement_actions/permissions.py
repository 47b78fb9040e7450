"""Who may see and change which records: the role table of the README, for queries and for single records.

A User Permission on Care Service limits managers and verifiers to their services. It is applied here, and not
by Frappe (the `service` fields ignore user permissions), because owners reach their own actions in any service.
Every rule is written once, as a condition on the action; sources, evidence and reviews follow from it.
"""

from collections.abc import Iterable

import frappe
from frappe.permissions import get_user_permissions
from frappe.query_builder.functions import Coalesce

from improvement_actions import people

ACTION = "`tabImprovement Action`"
READING = ("read", "select", "print", "email", "export", "report")

#: The fields of a stored record that decide. A move of an action asks for every user who could make the next one.
LOOKED_AT = {
	"Improvement Source": ("name", "service"),
	"Improvement Action": ("name", "service", "action_owner", "parent_action", "needs_training_evidence"),
	"Improvement Evidence": ("name", "action", "owner"),
	"Effectiveness Review": ("name", "action", "reviewer"),
	"Improvement Escalation": ("name", "action"),
	"Improvement Digest": ("name", "recipient"),
	"Risk Register Entry": ("name", "service", "risk_owner"),
	"Improvement Plan": ("name", "service", "plan_lead"),
	"Improvement Plan Version": ("name", "plan"),
	"Improvement Recognition": ("name", "action", "service"),
	"Governance Review": ("name", "chair"),
}


def has_app_permission() -> bool:
	"""Return whether the app's tile is shown to who is signed in: to everyone with one of its roles."""
	user = frappe.session.user
	return _is_system(user) or any(_has(user, role) for role in people.ROLES)


def has_action_permission(doc, ptype: str = "read", user: str | None = None, **kwargs) -> bool:
	"""Decide on a single action, within what the role's permissions allow.

	Like every hook here it answers True or False: an answer of None refuses from Frappe 16 on.
	"""
	user = user or frappe.session.user
	if _is_system(user):
		return True
	if ptype == "create":
		return _service_allowed(doc.service, user)
	may = _readable if ptype in READING else _workable
	return all(may(version, user) for version in _versions(doc))


def has_source_permission(doc, ptype: str = "read", user: str | None = None, **kwargs) -> bool:
	"""Decide on a single source: by its service, or (to read) by an action on it that the user owns."""
	user = user or frappe.session.user
	if _is_system(user):
		return True
	if _works_by_service(user) and all(_service_allowed(version.service, user) for version in _versions(doc)):
		return True
	if ptype not in READING:
		return False
	if _has(user, people.GOVERNANCE):
		return True
	owned = {"source": doc.name, "action_owner": user}
	return _has(user, people.ACTION_OWNER) and bool(frappe.db.exists("Improvement Action", owned))


def has_evidence_permission(doc, ptype: str = "read", user: str | None = None, **kwargs) -> bool:
	"""Decide on a single item of evidence: whoever may read its action reads it, whoever works it writes it.

	HR contributors add training evidence, and change only what they have added themselves.
	"""
	user = user or frappe.session.user
	if _is_system(user):
		return True
	if ptype in READING:
		return all(_evidence_readable(version, user) for version in _versions(doc))
	stored = _stored(doc)
	contributed = ptype == "create" or not stored or stored.owner == user
	may = _evidences if contributed else _works_evidence
	actions = [_action(version.action) for version in _versions(doc)]
	return all(may(action, user) for action in actions if action)


def has_review_permission(doc, ptype: str = "read", user: str | None = None, **kwargs) -> bool:
	"""Decide on a single review: like its action; and whom it is assigned to always reaches it.

	Who may read every action does not therefore review in every service.
	"""
	user = user or frappe.session.user
	if _is_system(user):
		return True
	stored = _stored(doc)
	assigned = bool(stored) and stored.reviewer == user
	if ptype in READING:
		action = _action((stored or doc).action)
		return assigned or not action or _readable(action, user)
	names = {version.action for version in _versions(doc)}
	if assigned:
		names.discard(stored.action)
	actions = [action for action in map(_action, names) if action]
	return _works_by_service(user) and all(_service_allowed(action.service, user) for action in actions)


def has_escalation_permission(doc, ptype: str = "read", user: str | None = None, **kwargs) -> bool:
	"""Decide on a single escalation: whoever may read its action reads it."""
	user = user or frappe.session.user
	if _is_system(user):
		return True
	action = _action(doc.action)
	return bool(action) and _readable(action, user)


def has_digest_permission(doc, ptype: str = "read", user: str | None = None, **kwargs) -> bool:
	"""Decide on a single digest: it is its recipient's own."""
	user = user or frappe.session.user
	return _is_system(user) or doc.recipient == user


def has_risk_permission(doc, ptype: str = "read", user: str | None = None, **kwargs) -> bool:
	"""Decide on a single risk: by its service, by who owns it, or (to read) by a control or an action of it that the user owns.

	Governance may write to every risk, because it accepts them; what it writes besides, the rules refuse.
	"""
	user = user or frappe.session.user
	if _is_system(user):
		return True
	if ptype == "create":
		return _service_allowed(doc.service, user)
	if ptype in READING:
		return all(_risk_readable(version, user) for version in _versions(doc))
	return _risk_workable(doc, user) or (ptype == "write" and _has(user, people.GOVERNANCE))


def only_accepts_risk(doc, user: str | None = None) -> bool:
	"""Return whether all that `user` (default: who is signed in) may do with the risk `doc` is to accept it."""
	user = user or frappe.session.user
	return not _is_system(user) and _has(user, people.GOVERNANCE) and not _risk_workable(doc, user)


def has_recognition_permission(doc, ptype: str = "read", user: str | None = None, **kwargs) -> bool:
	"""Decide on a single thanks: who is thanked reads it, and whoever may read the action it is for."""
	user = user or frappe.session.user
	if _is_system(user):
		return True
	if ptype not in READING:
		return False
	action = _action(doc.action)
	if action and _readable(action, user):
		return True
	thanked = {"parent": doc.name, "parenttype": "Improvement Recognition", "person": user}
	if frappe.db.exists("Improvement Recognition Person", thanked):
		return True
	return doc.action in _shared("Improvement Action", user)


def has_governance_review_permission(doc, ptype: str = "read", user: str | None = None, **kwargs) -> bool:
	"""Decide on a single meeting: governance runs them; managers read those about a service of theirs, a chair their own."""
	user = user or frappe.session.user
	if may_hold_meetings(user):
		return True
	if ptype not in READING:
		return False
	stored = _stored(doc)
	if stored and stored.chair == user:
		return True
	if not stored or not _has(user, people.MANAGER):
		return False
	services = frappe.get_all(
		"Governance Review Service", {"parent": doc.name, "parenttype": doc.doctype}, pluck="service"
	)
	mine = _services(user)
	return not services or not mine or bool(set(services) & set(mine))


def may_hold_meetings(user: str) -> bool:
	"""Return whether `user` runs governance reviews: plans them, decides at them and closes their minutes."""
	return _sees_all(user)


def may_add_evidence(action_name: str, user: str | None = None) -> bool:
	"""Return whether `user` (default: who is signed in) may add evidence to the action called `action_name`."""
	user = user or frappe.session.user
	if _is_system(user):
		return True
	action = _action(action_name)
	return bool(action) and _evidences(action, user)


def _stored(doc):
	"""Return what the rules look at of `doc` as the database has it, None when it is not there yet."""
	# Not by `is_new`, which believes what a request says of itself.
	if not doc.name:
		return None
	stored = frappe.db.get_value(doc.doctype, doc.name, LOOKED_AT[doc.doctype], as_dict=True)
	if stored and doc.doctype == "Improvement Evidence":
		shared = {"parent": doc.name, "parenttype": doc.doctype}
		stored.other_actions = frappe.get_all(
			"Improvement Evidence Action", filters=shared, fields=["action"]
		)
	return stored


def _versions(doc) -> list:
	"""Return the record as it is and as the request would have it: a rule has to hold for both.

	Judged by the request alone, a service or an owner written into it would open somebody else's record.
	"""
	return [version for version in (_stored(doc), doc) if version]


# The rules themselves, once as SQL and once for a loaded action
#
# MariaDB finds rows by an index for `service in (...) or action_owner = ...`, but not any more when one side of the `or`
# is a subquery: then it reads the whole table. So names are looked up first where they are few, and where they are
# not, the sides of the `or` become a union that the rows are found from.


def action_query(user: str | None = None) -> str:
	"""Return the SQL condition for the actions a user may read ("" for all)."""
	user = user or frappe.session.user
	return (
		""
		if _sees_every_action(user)
		else _any_of(ACTION, _action_rules(user), _shared("Improvement Action", user))
	)


def source_query(user: str | None = None) -> str:
	"""Return the SQL condition for the sources a user may read ("" for all): by service, and those of own actions."""
	user, table = user or frappe.session.user, "`tabImprovement Source`"
	if _sees_every_action(user):
		return ""
	rules = [_in_services(table, user)] if _works_by_service(user) else []
	found = _any_of(table, rules, _shared("Improvement Source", user))
	if not _has(user, people.ACTION_OWNER):
		return found
	return _in_union(table, found, f"select source from {ACTION} where action_owner = {_quoted(user)}")


def evidence_query(user: str | None = None) -> str:
	"""Return the SQL condition for the evidence a user may read ("" for all): that of every action they may read.

	Of its own action, or of one that it is shared with.
	"""
	user, table = user or frappe.session.user, "`tabImprovement Evidence`"
	if _sees_every_action(user):
		return ""
	found = _any_of(table, [], _shared("Improvement Evidence", user))
	rules = _action_rules(user)
	if not rules:
		return found
	other = "`tabImprovement Evidence Action`"
	readable = _any_of(ACTION, rules)
	return _in_union(
		table,
		found,
		f"select {table}.name from {table} join {ACTION} on {ACTION}.name = {table}.action where {readable}",
		f"select {other}.parent from {other} join {ACTION} on {ACTION}.name = {other}.action where {readable}",
	)


def review_query(user: str | None = None) -> str:
	"""Return the SQL condition for the reviews a user may read ("" for all): assigned, or of actions they may read."""
	user = user or frappe.session.user
	return _of_actions("Effectiveness Review", user, f"`tabEffectiveness Review`.reviewer = {_quoted(user)}")


def escalation_query(user: str | None = None) -> str:
	"""Return the SQL condition for the escalations a user may read ("" for all): those of actions they may read."""
	return _of_actions("Improvement Escalation", user or frappe.session.user)


def risk_query(user: str | None = None) -> str:
	"""Return the SQL condition for the risks a user may read ("" for all): by service, own ones, and those of own controls and actions."""
	user, table = user or frappe.session.user, "`tabRisk Register Entry`"
	if _sees_every_action(user):
		return ""
	rules = [f"{table}.risk_owner = {_quoted(user)}"]
	if _works_by_service(user):
		rules.append(_in_services(table, user))
	found = _any_of(table, rules, _shared("Risk Register Entry", user))
	others = [
		f"select parent from `tabRisk Control` where control_owner = {_quoted(user)}"
		" and parenttype = 'Risk Register Entry'"
	]
	if _has(user, people.ACTION_OWNER):
		others.append(f"select risk from {ACTION} where action_owner = {_quoted(user)}")
	return _in_union(table, found, *others)


def recognition_query(user: str | None = None) -> str:
	"""Return the SQL condition for the thanks a user may read ("" for all): theirs, and those for actions they may read."""
	user, table = user or frappe.session.user, "`tabImprovement Recognition`"
	if _sees_every_action(user):
		return ""
	person = "`tabImprovement Recognition Person`"
	shared = _shared("Improvement Action", user)
	rules = [f"{table}.action in ({', '.join(map(_quoted, shared))})"] if shared else []
	found = _of_actions("Improvement Recognition", user, *rules)
	mine = (
		f"select {person}.parent from {person}"
		f" where {person}.parenttype = 'Improvement Recognition' and {person}.person = {_quoted(user)}"
	)
	return _in_union(table, found, mine)


def _of_actions(doctype: str, user: str, *rules: str) -> str:
	"""Return the SQL condition for the records of `doctype` for which one of `rules` holds, or whose action `user` may read."""
	if _sees_every_action(user):
		return ""
	table = f"`tab{doctype}`"
	found = _any_of(table, list(rules), _shared(doctype, user))
	readable = _action_rules(user)
	if not readable:
		return found
	of_action = f"{table} join {ACTION} on {ACTION}.name = {table}.action"
	return _in_union(table, found, f"select {table}.name from {of_action} where {_any_of(ACTION, readable)}")


def governance_review_query(user: str | None = None) -> str:
	"""Return the SQL condition for the meetings a user may read ("" for all)."""
	user, table = user or frappe.session.user, "`tabGovernance Review`"
	if may_hold_meetings(user):
		return ""
	rules = [f"{table}.chair = {_quoted(user)}"]
	if _has(user, people.MANAGER):
		services = _services(user)
		if not services:
			return ""
		about = "select parent from `tabGovernance Review Service` where parenttype = 'Governance Review'"
		mine = ", ".join(map(_quoted, services))
		rules.append(f"{table}.name in ({about} and service in ({mine}))")
		rules.append(f"{table}.name not in ({about})")
	return _any_of(table, rules, _shared("Governance Review", user))


def digest_query(user: str | None = None) -> str:
	"""Return the SQL condition for the digests a user may read: their own; whoever runs the system reads all ("")."""
	user = user or frappe.session.user
	return "" if _is_system(user) else f"`tabImprovement Digest`.recipient = {_quoted(user)}"


def _action_rules(user: str) -> list[str]:
	"""Return the conditions on the action, one of which holds for each that `user` (who is limited) may read."""
	rules = []
	if _works_by_service(user):
		rules.append(_in_services(ACTION, user))
	if _has(user, people.ACTION_OWNER):
		rules.append(f"{ACTION}.action_owner = {_quoted(user)}")
		rules += _in_names(ACTION, _parts_of_own(user))
	if _has(user, people.HR_CONTRIBUTOR):
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


def _readable(action, user: str) -> bool:
	return bool(
		_sees_all(user)
		or (_works_by_service(user) and _service_allowed(action.service, user))
		or (_has(user, people.ACTION_OWNER) and _owns(action, user))
		or (_has(user, people.HR_CONTRIBUTOR) and action.needs_training_evidence)
	)


def _workable(action, user: str) -> bool:
	"""Whether `user` may change the action (which change, its gates decide)."""
	if _works_by_service(user) and _service_allowed(action.service, user):
		return True
	return _has(user, people.ACTION_OWNER) and action.action_owner == user


def _works_evidence(action, user: str) -> bool:
	"""Whether `user` may change any evidence for the action."""
	if _has(user, people.MANAGER) and _service_allowed(action.service, user):
		return True
	return _has(user, people.ACTION_OWNER) and action.action_owner == user


def _risk_readable(risk, user: str) -> bool:
	if _sees_all(user) or risk.risk_owner == user:
		return True
	if _works_by_service(user) and _service_allowed(risk.service, user):
		return True
	kept = {"parenttype": "Risk Register Entry", "parent": risk.name, "control_owner": user}
	if risk.name and frappe.db.exists("Risk Control", kept):
		return True
	owned = {"risk": risk.name, "action_owner": user}
	return _has(user, people.ACTION_OWNER) and bool(frappe.db.exists("Improvement Action", owned))


def _risk_workable(doc, user: str) -> bool:
	"""Whether `user` may change the risk: its owner, who may hand it on but not into another service, and managers."""
	stored = _stored(doc)
	if stored and stored.risk_owner == user and stored.service == doc.service:
		return True
	return _has(user, people.MANAGER) and all(_service_allowed(each.service, user) for each in _versions(doc))


def _evidences(action, user: str) -> bool:
	"""Whether `user` may add evidence for the action."""
	if _works_evidence(action, user):
		return True
	return bool(_has(user, people.HR_CONTRIBUTOR) and action.needs_training_evidence)


def _evidence_readable(evidence, user: str) -> bool:
	names = [evidence.action, *(row.action for row in evidence.get("other_actions") or ())]
	actions = [action for action in map(_action, names) if action]
	return not actions or any(_readable(action, user) for action in actions)


def _owns(action, user: str) -> bool:
	"""Whether the action, or the action it is part of, belongs to `user`."""
	if action.action_owner == user:
		return True
	if not action.parent_action:
		return False
	return frappe.db.get_value("Improvement Action", action.parent_action, "action_owner") == user


def _action(name: str | None):
	"""Return what the rules look at of the action called `name`, None without one (a form still to be filled in)."""
	if not name:
		return None
	return frappe.db.get_value("Improvement Action", name, LOOKED_AT["Improvement Action"], as_dict=True)


def _is_system(user: str) -> bool:
	return user == "Administrator" or _has(user, "System Manager")


def _sees_all(user: str) -> bool:
	return _is_system(user) or _has(user, people.GOVERNANCE)


def _works_by_service(user: str) -> bool:
	return _has(user, people.MANAGER) or _has(user, people.VERIFIER)


def _has(user: str, role: str) -> bool:
	return role in frappe.get_roles(user)


def _services(user: str) -> list[str]:
	"""Return the services `user` is limited to; an empty list means all."""
	return [row.get("doc") for row in get_user_permissions(user).get("Care Service", [])]


def _service_allowed(service: str | None, user: str) -> bool:
	services = _services(user)
	return not services or not service or service in services


def _sees_every_action(user: str) -> bool:
	return _sees_all(user) or (_works_by_service(user) and not _services(user))


def _in_services(table: str, user: str) -> str:
	services = ", ".join(map(_quoted, ["", *_services(user)]))
	return f"({table}.service in ({services}) or {table}.service is null)"


def _shared(doctype: str, user: str) -> list[str]:
	"""Return the names of the records that have been shared with `user`."""
	return frappe.get_all(
		"DocShare", {"share_doctype": doctype, "user": user, "read": 1}, pluck="share_name", order_by="name"
	)


def _in_names(table: str, names: list[str]) -> list[str]:
	return [f"{table}.name in ({', '.join(map(_quoted, names))})"] if names else []


def _any_of(table: str, rules: list[str], names: Iterable[str] = ()) -> str:
	"""Return the condition that one of `rules` holds or that the record has one of `names`."""
	return "(" + (" or ".join([*rules, *_in_names(table, list(names))]) or "1=0") + ")"


def _in_union(table: str, condition: str, *names: str) -> str:
	"""Return the condition that `condition` holds or that one of the queries for `names` gives the record."""
	union = " union ".join((f"select {table}.name from {table} where {condition}", *names))
	return f"{table}.name in (select name from ({union}) readable)"


def _quoted(value: str) -> str:
	return frappe.db.escape(value)
