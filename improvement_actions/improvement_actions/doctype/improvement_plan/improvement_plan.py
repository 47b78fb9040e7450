import frappe
from frappe import _

from improvement_actions import people
from improvement_actions.changes import changed_fields
from improvement_actions.improvement_actions.doctype.improvement_plan import facts, issuing, membership
from improvement_actions.improvement_actions.doctype.improvement_plan.findings.methods import FindingsMethods
from improvement_actions.lifecycle.plans import issuing as issuing_rules
from improvement_actions.lifecycle.plans import status as rules
from improvement_actions.lifecycle.values import tidy_text
from improvement_actions.refusal import refuse, refuse_submission
from improvement_actions.rows import settle_rows
from improvement_actions.well_formed import Record, argument_problems


class ImprovementPlan(FindingsMethods, Record):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from improvement_actions.improvement_actions.doctype.improvement_plan_communication.improvement_plan_communication import (
			ImprovementPlanCommunication,
		)
		from improvement_actions.improvement_actions.doctype.improvement_plan_milestone.improvement_plan_milestone import (
			ImprovementPlanMilestone,
		)
		from improvement_actions.improvement_actions.doctype.improvement_plan_objective.improvement_plan_objective import (
			ImprovementPlanObjective,
		)
		from improvement_actions.improvement_actions.doctype.improvement_plan_risk.improvement_plan_risk import (
			ImprovementPlanRisk,
		)

		aim: DF.Text | None
		closing_reason: DF.SmallText | None
		communications: DF.Table[ImprovementPlanCommunication]
		current_version: DF.Int
		issued_by: DF.Link | None
		issued_on: DF.Datetime | None
		milestones: DF.Table[ImprovementPlanMilestone]
		objectives: DF.Table[ImprovementPlanObjective]
		plain_language: DF.TextEditor | None
		plan_lead: DF.Link
		plan_type: DF.Literal["Inspection Response", "Service Improvement", "Theme", "Provider-wide"]
		risks: DF.Table[ImprovementPlanRisk]
		scope: DF.Text | None
		service: DF.Link | None
		start_date: DF.Date | None
		status: DF.Literal["Draft", "Issued", "Completed", "Cancelled"]
		target_date: DF.Date | None
		title: DF.Data
	# end: auto-generated types

	def validate(self):
		refuse_submission(self)
		settle_rows(self)
		self.refuse_hand_edits()
		self.carry_out_request()
		self.check_lead()
		self.check_dates()
		membership.refuse_other_services(self)

	def on_trash(self):
		refuse(rules.deletion_problems(self.status, self.current_version), _("Not Deleted"))

	def before_rename(self, old: str, new: str, merge: bool = False):
		refuse(rules.deletion_problems(self.status, self.current_version), _("Not Renamed"))

	def refuse_hand_edits(self):
		before = self.get_doc_before_save()
		self.status = self.status or rules.DRAFT
		changed = changed_fields(self, before)
		if not before and self.status == rules.DRAFT:
			changed.discard("status")
		refuse(rules.refused_edits(before.status if before else rules.DRAFT, changed), _("Not Changed"))

	def carry_out_request(self):
		"""Make the change that a method of the plan asked for; it has checked it."""
		request = self.flags.pop("request", None)
		if request:
			request()

	def check_lead(self):
		"""A lead is asked for as such when named; one whose account is disabled later keeps nobody from editing the plan."""
		if self.has_value_changed("plan_lead"):
			owners = {self.plan_lead: people.owner_facts(self.plan_lead)}
			refuse(issuing_rules.lead_problems(self.plan_lead, owners), _("Choose Another Lead"))

	def check_dates(self):
		refuse(issuing_rules.contradictions(facts.values(self)), _("Dates Do Not Fit"))

	# What people do with a plan

	@frappe.whitelist()
	def issue(self, note: str | None = None) -> str:
		"""Issue the plan as it is stored, and return the name of its new version.

		`note` is kept with the version: why it is issued, or to whom. Raises `RefusedError` naming everything that is
		missing, and one with HTTP status 409 when somebody has changed or issued the plan since it was read.
		"""
		self.check_permission("write")
		version = issuing.issue(self, note)
		self.reload()
		return version.name

	@frappe.whitelist()
	def complete_plan(self, reason: str | None = None):
		"""Complete an issued plan whose actions are all closed or cancelled; `reason` says what it has achieved."""
		self.move(
			rules.COMPLETED,
			reason,
			lambda plan: rules.complete_problems(
				plan.status, reason, facts.action_statuses(plan.name, held=True)
			),
		)

	@frappe.whitelist()
	def cancel_plan(self, reason: str | None = None):
		"""Cancel a plan that is not completed, for a stated `reason`. Its actions stay as they are."""
		self.move(rules.CANCELLED, reason, lambda plan: rules.cancel_problems(plan.status, reason))

	@frappe.whitelist()
	def reopen_plan(self, reason: str | None = None):
		"""Reopen a completed or cancelled plan, for a stated `reason`: it is Issued again, or a draft if it never was."""
		self.move(None, reason, lambda plan: rules.reopen_problems(plan.status, reason))

	def move(self, status: str | None, reason: str | None, problems_of):
		"""Give the plan `status` (None: reopen it) for `reason`, unless `problems_of` the stored plan says otherwise."""
		self.check_permission("write")
		plan = issuing.hold(self)
		problems = problems_of(plan) + argument_problems(self.doctype, "closing_reason", reason)
		refuse(problems, _("Plan Not Moved"))
		reason = tidy_text(reason).strip()

		def change():
			plan.status = status or rules.reopened_status(plan.current_version)
			plan.closing_reason = reason if status else None

		plan.flags.request = change
		plan.save()
		plan.add_comment("Info", f"{_(plan.status)}: {frappe.utils.escape_html(reason)}")
		self.reload()


def on_doctype_update():
	frappe.db.add_index("Improvement Plan", ["status", "target_date"])
	frappe.db.add_index("Improvement Plan", ["plan_lead", "status"])
	frappe.db.add_index("Improvement Plan", ["service", "status"])
