"""A plan from finding to proof, as its form and its printed pages show it: a few queries, however long the plan is.

Everybody sees of it what they may read anyway, and nobody any personal detail.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence

import frappe
from frappe.query_builder.functions import Count
from frappe.utils import getdate, nowdate

from improvement_actions.lifecycle.findings.flow import Step, flow, in_order
from improvement_actions.lifecycle.status import ACTIVE, CANCELLED, is_overdue
from improvement_actions.lookups import look_up

PLAN, SOURCE, ACTION = "Improvement Plan", "Improvement Source", "Improvement Action"
EVIDENCE, REVIEW = "Improvement Evidence", "Effectiveness Review"
TEMPLATE = "improvement_actions/templates/plan_findings.html"
#: More than this on one form help nobody; the lists have them all.
MOST_SHOWN = 150
FINDING_FIELDS = (
	"name",
	"title",
	"finding_reference",
	"finding_quote",
	"key_question",
	"theme",
	"service",
	"occurred_on",
)
ACTION_FIELDS = (
	"name",
	"title",
	"source",
	"status",
	"workflow_state",
	"action_owner",
	"due_date",
	"parent_action",
	"slip_count",
	"is_aspirational",
	"stale_from",
	"escalation_level",
)


@frappe.whitelist()
def findings_at_a_glance(plan: str) -> dict:
	"""Return what the form of `plan` (a name) shows of its findings, for whoever may read it.

	Keys: `html`, `findings` and `without_action` (how many), and `may_import`, whether findings can be imported now.
	"""
	doc = frappe.get_doc(PLAN, str(plan))
	doc.check_permission("read")
	shown = overview_of(doc.name)
	may_add = doc.status in ("Draft", "Issued")
	may_act = may_add and bool(frappe.has_permission(ACTION, "create"))
	may_record = may_act and bool(frappe.has_permission(SOURCE, "create"))
	html = frappe.render_template(TEMPLATE, {**shown, "may_act": may_act})
	return {
		"html": html,
		"findings": shown["finding_count"],
		"without_action": shown["without_action"],
		"may_record": may_record,
		"may_import": may_record and bool(doc.has_permission("write")),
	}


def overview_of(plan: str, most: int | None = MOST_SHOWN) -> dict:
	"""Return the findings and actions of `plan` that the user may read, `most` of its findings (None: all).

	Keys: `findings` (those without an action first, then in the order of the report; each with `standards`, `actions` and
	`is_unanswered`), `others` (actions of the plan without a finding of it), `stages` (see `flow`), `finding_count`,
	`action_count`, `without_action` and `left_out`. An action has `overdue`, `stale`, `owner_name`, `evidence` (None where the user may not
	know) and `verification`.
	"""
	findings = _findings(plan)
	actions = _actions(plan, [finding.name for finding in findings])
	_add_proof(actions)
	by_finding = defaultdict(list)
	for action in actions:
		by_finding[action.source].append(action)
	standards = _standards([finding.name for finding in findings])
	for finding in findings:
		finding.actions = by_finding.pop(finding.name, [])
		finding.standards = standards[finding.name]
		finding.is_unanswered = all(action.status == CANCELLED for action in finding.actions)
	findings.sort(key=lambda finding: not finding.is_unanswered)
	return {
		"plan": plan,
		"findings": findings[:most],
		"left_out": len(findings) - len(findings[:most]),
		"others": [action for rest in by_finding.values() for action in rest],
		"stages": _stages(findings, actions),
		"finding_count": len(findings),
		"action_count": len(actions),
		"without_action": sum(finding.is_unanswered for finding in findings),
	}


def for_print(plan) -> frappe._dict:
	"""Return what is printed of `plan` (a document): `overview_of` it with all its findings, and what the page is headed with."""
	return frappe._dict(
		overview_of(plan.name, most=None),
		title=plan.title,
		service=plan.service,
		reference=plan.name,
		as_of=nowdate(),
		mark="",
	)


def _findings(plan: str) -> list[frappe._dict]:
	found = frappe.get_list(
		SOURCE,
		filters={"plan": plan},
		fields=list(FINDING_FIELDS),
		order_by="creation asc, name asc",
		limit_page_length=0,
	)
	return [found[at] for at in in_order([finding.finding_reference or "" for finding in found])]


def _actions(plan: str, findings: Sequence[str]) -> list[frappe._dict]:
	"""Return the actions of `plan` and those on its `findings` that the user may read, in the order of their dates."""
	if not frappe.has_permission(ACTION, "read"):
		return []

	def read(filters: dict) -> list:
		return frappe.get_list(ACTION, filters=filters, fields=list(ACTION_FIELDS), limit_page_length=0)

	of_findings = look_up(findings, lambda some: read({"source": ("in", some) if some else ("is", "set")}))
	wanted = set(findings)
	actions = {action.name: action for action in of_findings if action.source in wanted}
	actions |= {action.name: action for action in read({"plan": plan})}
	today = getdate(nowdate())
	names = _full_names({action.action_owner for action in actions.values()})
	for action in actions.values():
		action.overdue = is_overdue(action.status, action.due_date, today)
		action.stale = bool(
			action.status in ACTIVE and action.stale_from and getdate(action.stale_from) <= today
		)
		action.owner_name = names.get(action.action_owner, action.action_owner or "")
	return sorted(actions.values(), key=lambda action: (action.due_date or today.max, action.name))


def _add_proof(actions: Sequence[frappe._dict]) -> None:
	names = [action.name for action in actions]
	evidence = _evidence_counts(names) if frappe.has_permission(EVIDENCE, "read") else None
	outcomes = _verifications(names) if frappe.has_permission(REVIEW, "read") else {}
	for action in actions:
		action.evidence = None if evidence is None else evidence[action.name]
		action.verification = outcomes.get(action.name)


def _evidence_counts(actions: Sequence[str]) -> Counter:
	"""Return how many items of evidence each of `actions` has, those shared with it included."""
	evidence, shared = frappe.qb.DocType(EVIDENCE), frappe.qb.DocType("Improvement Evidence Action")
	counts: Counter = Counter()

	def own(some):
		query = frappe.qb.from_(evidence).select(evidence.action, Count("*")).groupby(evidence.action)
		return (query if some is None else query.where(evidence.action.isin(some))).run()

	def of_others(some):
		query = (
			frappe.qb.from_(shared)
			.select(shared.action, Count("*"))
			.where(shared.parenttype == EVIDENCE)
			.groupby(shared.action)
		)
		return (query if some is None else query.where(shared.action.isin(some))).run()

	for name, count in (*look_up(actions, own), *look_up(actions, of_others)):
		counts[name] += count
	return counts


def _verifications(actions: Sequence[str]) -> dict[str, frappe._dict]:
	"""Return the latest verification of each of `actions` that has an outcome: of its latest completion."""
	review, action = frappe.qb.DocType(REVIEW), frappe.qb.DocType(ACTION)

	def read(some):
		query = (
			frappe.qb.from_(review)
			.join(action)
			.on((action.name == review.action) & (action.completion_count == review.completion))
			.select(review.action, review.name, review.outcome, review.reviewed_on)
			.where((review.review_type == "Verification") & (review.outcome != ""))
			.orderby(review.reviewed_on, review.creation)
		)
		return (query if some is None else query.where(review.action.isin(some))).run(as_dict=True)

	return {row.action: row for row in look_up(actions, read)}


def _standards(findings: Sequence[str]) -> dict[str, list[frappe._dict]]:
	linked, standard = frappe.qb.DocType("Improvement Standard"), frappe.qb.DocType("Regulatory Standard")
	found = defaultdict(list)

	def read(some):
		query = (
			frappe.qb.from_(linked)
			.join(standard)
			.on(standard.name == linked.standard)
			.select(linked.parent, standard.name, standard.code, standard.title)
			.where(linked.parenttype == SOURCE)
			.orderby(linked.idx)
		)
		return (query if some is None else query.where(linked.parent.isin(some))).run(as_dict=True)

	for row in look_up(findings, read):
		found[row.parent].append(row)
	return found


def _full_names(users: set[str | None]) -> dict[str, str]:
	user = frappe.qb.DocType("User")

	def read(some):
		query = frappe.qb.from_(user).select(user.name, user.full_name)
		return (query if some is None else query.where(user.name.isin(some))).run()

	return {name: full_name or name for name, full_name in look_up(users - {None, ""}, read)}


def _stages(findings: Sequence[frappe._dict], actions: Sequence[frappe._dict]) -> list:
	steps = [
		Step(
			action.name,
			action.title,
			action.source,
			action.status,
			action.evidence or 0,
			action.verification and action.verification.outcome,
		)
		for action in actions
	]
	stages = flow([(finding.name, finding.title) for finding in findings], steps)
	# Whoever may not see evidence is not told that there is none.
	knows = all(action.evidence is not None for action in actions)
	return stages if knows else stages[:1]
