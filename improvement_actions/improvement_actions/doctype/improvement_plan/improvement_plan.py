from improvement_actions.improvement_actions.doctype.improvement_plan.findings.methods import FindingsMethods
from improvement_actions.well_formed import Record


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
