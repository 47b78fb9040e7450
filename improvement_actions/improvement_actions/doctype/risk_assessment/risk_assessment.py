from improvement_actions.rows import OwnedRow


class RiskAssessment(OwnedRow):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		assessed_by: DF.Link | None
		assessed_on: DF.Datetime | None
		inherent_impact: DF.Int
		inherent_likelihood: DF.Int
		inherent_score: DF.Int
		next_review_date: DF.Date | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		prompted_by: DF.Link | None
		reason: DF.SmallText | None
		residual_band: DF.Data | None
		residual_explanation: DF.SmallText | None
		residual_impact: DF.Int
		residual_likelihood: DF.Int
		residual_score: DF.Int
		target_impact: DF.Int
		target_likelihood: DF.Int
		target_score: DF.Int
	# end: auto-generated types
