"""A plan that lacks nothing, for the tests to take something from."""

from datetime import date

from improvement_actions.lifecycle.facts import Owner
from improvement_actions.lifecycle.plans.issuing import PlanFacts

TODAY = date(2030, 3, 1)
LEAD, OWNER = "priya@example.org", "samuel@example.org"


def objective(**values) -> dict:
	return {
		"objective": "98% of MAR entries are signed in the monthly audit of 20 charts by the registered manager",
		"objective_owner": OWNER,
		"due_date": date(2030, 5, 1),
		"indicator": "MAR entries signed",
		"baseline_value": 78.0,
		"baseline_date": date(2030, 2, 1),
		"target_value": 98.0,
		**values,
	}


def plan(**values) -> dict:
	return {
		"status": "Draft",
		"plan_lead": LEAD,
		"start_date": date(2030, 2, 1),
		"target_date": date(2030, 6, 1),
		"aim": "By June every person has every dose signed for: 98% of MAR entries in the monthly audit.",
		"scope": "Medicines given by care staff.",
		"plain_language": "<p>We check every chart now.</p>",
		"objectives": [objective()],
		"milestones": [{"milestone": "Check sheets in use", "milestone_date": date(2030, 3, 15)}],
		**values,
	}


def facts(**values) -> PlanFacts:
	return PlanFacts(
		**{"today": TODAY, "owners": {LEAD: Owner(), OWNER: Owner()}, "action_count": 3, "finding_count": 1, **values}
	)  # fmt: skip


def codes(problems) -> set[tuple[str, str | None]]:
	return {(problem.code, problem.field) for problem in problems}
