from improvement_actions.well_formed import Record


class RiskRegisterEntry(Record):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from improvement_actions.improvement_actions.doctype.improvement_standard.improvement_standard import (
			ImprovementStandard,
		)
		from improvement_actions.improvement_actions.doctype.risk_assessment.risk_assessment import (
			RiskAssessment,
		)
		from improvement_actions.improvement_actions.doctype.risk_control.risk_control import (
			RiskControl,
		)

		acceptance_reason: DF.SmallText | None
		accepted_by: DF.Link | None
		accepted_on: DF.Datetime | None
		accepted_until: DF.Date | None
		action_count: DF.Int
		assessments: DF.Table[RiskAssessment]
		category: DF.Link
		closed_by: DF.Link | None
		closed_on: DF.Datetime | None
		closure_reason: DF.SmallText | None
		controls: DF.Table[RiskControl]
		description: DF.Text | None
		inherent_band: DF.Data | None
		inherent_impact: DF.Int
		inherent_likelihood: DF.Int
		inherent_score: DF.Int
		next_review_date: DF.Date | None
		open_action_count: DF.Int
		reassessment_due_since: DF.Date | None
		residual_band: DF.Data | None
		residual_explanation: DF.SmallText | None
		residual_impact: DF.Int
		residual_likelihood: DF.Int
		residual_score: DF.Int
		risk_owner: DF.Link
		service: DF.Link
		standards: DF.TableMultiSelect[ImprovementStandard]
		status: DF.Literal["Open", "Control Change Pending", "Reassessment Due", "Accepted", "Closed"]
		target_band: DF.Data | None
		target_impact: DF.Int
		target_likelihood: DF.Int
		target_score: DF.Int
		title: DF.Data
	# end: auto-generated types
