"""What the rows of an import are judged against: a fixed number of queries, however many rows there are."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

import frappe
from frappe.utils import getdate, nowdate

from improvement_actions import people
from improvement_actions.improvement_actions.doctype.improvement_plan.findings.sent import Sent
from improvement_actions.lifecycle import specificity
from improvement_actions.lifecycle.facts import OFF, Owner
from improvement_actions.lifecycle.findings.cells import action_key
from improvement_actions.lifecycle.findings.judging import Finding, Known
from improvement_actions.lifecycle.findings.persons import Directory, Person, wanted
from improvement_actions.lifecycle.findings.standards import Standard, Standards
from improvement_actions.lifecycle.gates import owner_problems
from improvement_actions.lifecycle.problem import Problem
from improvement_actions.lifecycle.specificity import INFO
from improvement_actions.lookups import look_up
from improvement_actions.settings import gate_rules, shared_account_names
from improvement_actions.values import as_day

SOURCE, ACTION = "Improvement Source", "Improvement Action"
#: Said of an import by its own rules, or by the gate when the action is opened.
_NOT_REMARKED = frozenset({"no_owner", "no_due_date", "no_closure_test", "no_indicator"})


def known_for(plan, sent: Sent, occurred_on=None, latest: bool = False) -> Known:
	"""Return what the rows of `sent` are judged against as findings of `plan` (a document).

	`occurred_on` is the day of the findings that name none. `latest` also finds what another request has stored since this one
	began, and keeps others from storing more until the transaction ends.
	"""
	return Known(
		today=getdate(nowdate()),
		standards=_standards(),
		directory=_directory(_owners_in(sent)),
		findings=_findings_of(plan.name, latest),
		occurred_on=as_day(occurred_on),
		target_date=as_day(plan.target_date),
		review=_review(),
		prefer=sent.prefer,
	)


def _standards() -> Standards:
	rows = frappe.get_all(
		"Regulatory Standard",
		fields=["name", "kind", "code", "title", "key_question", "disabled"],
		order_by="name",
	)
	return Standards(tuple(Standard(**{**row, "disabled": bool(row.disabled)}) for row in rows))


def _owners_in(sent: Sent) -> list[str]:
	if "action_owner" not in sent.fields:
		return []
	at = sent.fields.index("action_owner")
	return list({str(row.cells[at]) for row in sent.table.rows if row.cells[at]})


def _directory(written: Iterable[str]) -> Directory:
	"""Return the people whom the cells `written` can mean: three queries for up to 500 names."""
	emails, names = wanted(written)
	found = {}
	for column, values in (("name", emails), ("email", emails), ("full_name", names)):
		for row in look_up(sorted(values), lambda some, column=column: _users(column, some)):
			found[row.name] = row
	roles = _roles(list(found))
	shared = shared_account_names()
	everyone = []
	for row in found.values():
		owner = Owner(
			exists=True,
			enabled=bool(row.enabled),
			is_external=people.is_external(roles[row.name]),
			is_shared=row.name.split("@")[0].lower() in shared,
		)
		everyone.append(
			Person(row.name, row.full_name or "", row.email or "", tuple(owner_problems(row.name, owner)))
		)
	return Directory(tuple(everyone))


def _users(column: str, values: list[str] | None) -> list:
	user = frappe.qb.DocType("User")
	query = frappe.qb.from_(user).select(user.name, user.full_name, user.email, user.enabled)
	return (query if values is None else query.where(user[column].isin(values))).run(as_dict=True)


def _roles(users: list[str]) -> dict[str, set[str]]:
	held = frappe.qb.DocType("Has Role")
	roles = defaultdict(set)

	def read(some):
		query = frappe.qb.from_(held).select(held.parent, held.role).where(held.parenttype == "User")
		return (query if some is None else query.where(held.parent.isin(some))).run()

	for user, role in look_up(users, read):
		roles[user].add(role)
	return roles


def _findings_of(plan: str, latest: bool) -> tuple[Finding, ...]:
	"""Return the findings that `plan` has, whoever may read them, with the actions on them."""
	source, action = frappe.qb.DocType(SOURCE), frappe.qb.DocType(ACTION)
	found = (
		frappe.qb.from_(source)
		.select(source.name, source.finding_reference, source.finding_quote)
		.where(source.plan == plan)
	)
	rows = (found.for_update() if latest else found).run(as_dict=True)
	titles, long_actions = defaultdict(set), defaultdict(list)

	def read(some):
		query = frappe.qb.from_(action).select(action.source, action.title, action.description)
		query = query.where(action.source.isnotnull() if some is None else action.source.isin(some))
		return (query.for_update() if latest and some is not None else query).run()

	for name, title, description in look_up([row.name for row in rows], read):
		titles[name].add(action_key(title or ""))
		if action_key(description or "").startswith(action_key((title or "").rstrip("…"))):
			long_actions[name].append(action_key(description or ""))
	return tuple(
		Finding(
			row.finding_quote or "",
			row.finding_reference or "",
			row.name,
			actions=titles[row.name],
			long_actions=tuple(long_actions[row.name]),
		)
		for row in rows
	)


def _review() -> Callable[[Mapping], list[Problem]] | None:
	"""Return what says how an action is worded; None where the administrator has switched the check off."""
	rules = gate_rules()
	if rules.action_wording == OFF:
		return None

	def review(values: Mapping) -> list[Problem]:
		action = {
			"title": values.get("action"),
			"description": values.get("description"),
			"closure_test": values.get("closure_test"),
			"due_date": values.get("due_date"),
			"action_owner": values.get("action_owner"),
		}
		return [
			Problem(finding.code, "action", finding.template, finding.args)
			for finding in specificity.review_action(action, settings=rules.wording)
			if finding.level != INFO and finding.code not in _NOT_REMARKED
		]

	return review
