"""Who may see and change which records: the role table of the README, for queries and for single records.

A User Permission on Care Service limits managers and verifiers to their services. It is applied here, and not
by Frappe (the `service` fields ignore user permissions), because owners reach their own actions in any service.
Every rule is written once, as a condition on the action; sources, evidence and reviews follow from it.
"""

from improvement_actions.permissions.actions import action_query, has_action_permission, may_add_evidence
from improvement_actions.permissions.digests import digest_query, has_digest_permission
from improvement_actions.permissions.meetings import (
	governance_review_query,
	has_governance_review_permission,
	may_hold_meetings,
)
from improvement_actions.permissions.of_actions import (
	escalation_query,
	evidence_query,
	has_escalation_permission,
	has_evidence_permission,
	has_recognition_permission,
	has_review_permission,
	has_source_permission,
	recognition_query,
	review_query,
	source_query,
)
from improvement_actions.permissions.plans import (
	has_plan_permission,
	has_version_permission,
	plan_query,
	version_query,
)
from improvement_actions.permissions.risks import has_risk_permission, only_accepts_risk, risk_query
from improvement_actions.permissions.roles import has_app_permission

__all__ = [
	"action_query",
	"digest_query",
	"escalation_query",
	"evidence_query",
	"governance_review_query",
	"has_action_permission",
	"has_app_permission",
	"has_digest_permission",
	"has_escalation_permission",
	"has_evidence_permission",
	"has_governance_review_permission",
	"has_plan_permission",
	"has_recognition_permission",
	"has_review_permission",
	"has_risk_permission",
	"has_source_permission",
	"has_version_permission",
	"may_add_evidence",
	"may_hold_meetings",
	"only_accepts_risk",
	"plan_query",
	"recognition_query",
	"review_query",
	"risk_query",
	"source_query",
	"version_query",
]
