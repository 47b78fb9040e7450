"""Which actions and findings belong to a plan: asked whenever one is saved, through whatever door."""

import frappe
from frappe import _

from improvement_actions.lifecycle.plans.membership import joining_problems
from improvement_actions.lifecycle.plans.status import PLAN
from improvement_actions.lifecycle.problem import Problem
from improvement_actions.refusal import refuse


def inherit_plan(action) -> None:
	"""Put a new `action` into the plan of the finding that it answers, where there is one and it takes it in."""
	if not action.is_new() or action.plan or not action.source:
		return
	name = frappe.db.get_value("Improvement Source", action.source, "plan")
	plan = name and frappe.db.get_value(PLAN, name, ["status", "service"], as_dict=True)
	if not plan or joining_problems(name, plan.status, plan.service, action.service, newly=True):
		return
	if frappe.has_permission(PLAN, "read", name):
		action.plan = name


def check(record) -> None:
	"""Raise an error when `record` (an action or a finding) cannot belong to its plan.

	Who is in a plan reads it: so only who reads it already puts something into it. The plan's row is held meanwhile, so
	that nobody completes the plan at the same moment.
	"""
	before = record.get_doc_before_save()
	known = before or frappe._dict()
	newly = record.plan != known.get("plan")
	if not record.plan or not (newly or record.service != known.get("service")):
		return
	plan = frappe.db.get_value(
		PLAN, record.plan, ["name", "status", "service"], as_dict=True, for_update=newly
	)
	if not plan:
		return  # Frappe says that there is no such plan.
	if newly:
		frappe.get_doc(PLAN, record.plan).check_permission("read")
	refuse(
		joining_problems(plan.name, plan.status, plan.service, record.service, newly), _("Not in This Plan")
	)


def refuse_other_services(plan) -> None:
	"""Raise an error when `plan` is given a service that something in it does not belong to."""
	if not plan.service or plan.is_new() or not plan.has_value_changed("service"):
		return
	strangers = [
		name
		for doctype in ("Improvement Action", "Improvement Source")
		for name in frappe.get_all(
			doctype, filters={"plan": plan.name, "service": ("!=", plan.service)}, pluck="name", limit=5
		)
	]
	if strangers:
		problem = Problem(
			"other_services_in_plan",
			"service",
			_("The plan cannot be for {0} alone: these belong to other services: {1}."),
			(plan.service, tuple(strangers)),
		)
		refuse([problem], _("Service Not Changed"))
