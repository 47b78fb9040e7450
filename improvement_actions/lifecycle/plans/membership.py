"""Which actions and findings a plan takes in."""

from ..problem import Problem, Term, _
from .status import SEALED


def joining_problems(
	plan: str, plan_status: str, plan_service: str | None, service: str | None, newly: bool
) -> list[Problem]:
	"""Return why something of `service` cannot belong to `plan`; `newly`: it is put into it only now.

	A plan without a service is the whole provider's, and takes in all of them.
	"""
	problems = []
	if newly and plan_status in SEALED:
		problems.append(
			Problem(
				"plan_is_sealed",
				"plan",
				_("The plan {0} is {1} and takes in nothing more. Reopen it first, or choose another."),
				(plan, Term(plan_status)),
			)
		)
	if plan_service and service != plan_service:
		problems.append(
			Problem(
				"plan_of_other_service",
				"plan",
				_("The plan {0} is for {1}, and this belongs to {2}. Choose a plan of the same service."),
				(plan, plan_service, service or "–"),
			)
		)
	return problems
