"""What a plan must say before it is issued, all of it at once.

CQC Regulation 17(3) lets the regulator ask for a written plan of improvement; what it has to hold follows from what
inspectors look for in one: who leads it, what will be different and by when, what it covers, and what is done.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ..blank import is_blank
from ..facts import Owner, Rules
from ..gates import owner_problems
from ..problem import Problem, _
from . import smart
from .status import DRAFT, ISSUED, move_problems


@dataclass(frozen=True)
class PlanFacts:
	"""What the rules need to know of a plan besides what it says.

	`owners` are facts of the people named in it, by user; `action_count` and `finding_count` what belongs to it;
	`unanswered` the findings that have no action.
	"""

	today: date
	owners: Mapping[str, Owner] = field(default_factory=dict)
	action_count: int = 0
	finding_count: int = 0
	unanswered: Sequence[str] = ()
	rules: Rules = field(default_factory=Rules)


def issue_problems(plan: Mapping[str, Any], facts: PlanFacts) -> list[Problem]:
	"""Return everything that keeps `plan` (its fields, with its tables as lists of rows) from being issued."""
	status = plan.get("status") or DRAFT
	problems = move_problems(status, ISSUED)
	if problems:
		return problems
	problems = lead_problems(plan.get("plan_lead"), facts.owners)
	problems += _dates(plan, facts.today if status == DRAFT else None)
	for fieldname, template in (
		("aim", _("Write the aim: what will be different for the people who use the service?")),
		("scope", _("Write the scope: what is in the plan, and what is not?")),
	):
		if is_blank(plan.get(fieldname)):
			problems.append(Problem(f"no_{fieldname}", fieldname, template))
	problems += smart.aim_problems(plan, facts.rules)
	objectives = plan.get("objectives") or ()
	if not objectives:
		problems.append(
			Problem("no_objectives", "objectives", _("Add at least one objective, with its owner and date."))
		)
	problems += smart.objective_problems(objectives, facts.owners, facts.rules)
	problems += within_dates(plan)
	if not facts.action_count and not facts.finding_count:
		problems.append(
			Problem(
				"no_actions",
				"actions",
				_("The plan has neither findings nor actions. Put at least one into it."),
			)
		)
	return problems


def issue_notes(plan: Mapping[str, Any], facts: PlanFacts) -> list[Problem]:
	"""Return what does not keep `plan` from being issued and is still worth knowing."""
	notes = smart.wording_warnings(plan, facts.rules)
	if facts.unanswered:
		shown = tuple(facts.unanswered[:5])
		template = (
			_("One finding has no action yet: {1}.")
			if len(facts.unanswered) == 1
			else _("{0} findings have no action yet: {1}.")
		)
		if len(facts.unanswered) > len(shown):
			template = _("{0} findings have no action yet, among them {1}.")
		notes.append(Problem("unanswered", "findings_list", template, (len(facts.unanswered), shown)))
	if is_blank(plan.get("plain_language")):
		notes.append(
			Problem(
				"no_plain_language",
				"plain_language",
				_("Nothing is written yet for the people who use the service and their families."),
			)
		)
	target = plan.get("target_date")
	if target and target < facts.today and plan.get("status") == ISSUED:
		notes.append(
			Problem("target_date_past", "target_date", _("The target date {0} has passed."), (target,))
		)
	return notes


def lead_problems(lead: str | None, owners: Mapping[str, Owner]) -> list[Problem]:
	"""Return why `lead` cannot lead a plan: it is one person who can sign in."""
	if not lead:
		return [Problem("no_lead", "plan_lead", _("Name the plan's lead: the person who answers for it."))]
	found = owner_problems(lead, owners.get(lead, Owner(exists=False)))
	return [Problem(each.code, "plan_lead", each.template, each.args, each.mend) for each in found]


def contradictions(plan: Mapping[str, Any]) -> list[Problem]:
	"""Return what contradicts itself in `plan`, also while it is a draft: what ends before it begins."""
	problems = []
	start, target = plan.get("start_date"), plan.get("target_date")
	if start and target and target < start:
		problems.append(
			Problem(
				"dates_out_of_order",
				"target_date",
				_("The target date {0} lies before the start {1}."),
				(target, start),
			)
		)
	for number, row in enumerate(plan.get("milestones") or (), 1):
		since, by = row.get("start_date"), row.get("milestone_date")
		if since and by and by < since:
			problems.append(
				Problem(
					"dates_out_of_order",
					"milestones",
					_("Milestone {0}: it ends on {1}, before it begins on {2}."),
					(number, by, since),
				)
			)
	return problems


def within_dates(plan: Mapping[str, Any]) -> list[Problem]:
	"""Return the milestones and objectives of `plan` that do not lie within its dates."""
	start, target = plan.get("start_date"), plan.get("target_date")
	if not start or not target or target < start:
		return []
	dated = [
		(_("Milestone {0}: {1} lies outside the plan's dates, {2} to {3}."), "milestones", number, day)
		for number, row in enumerate(plan.get("milestones") or (), 1)
		for day in dict.fromkeys((row.get("start_date"), row.get("milestone_date")))
	]
	dated += [
		(_("Objective {0}: {1} lies outside the plan's dates, {2} to {3}."), "objectives", number, row.get("due_date"))
		for number, row in enumerate(plan.get("objectives") or (), 1)
	]  # fmt: skip
	return [
		Problem("outside_plan", table, template, (number, day, start, target))
		for template, table, number, day in dated
		if day and not start <= day <= target
	]


def _dates(plan: Mapping[str, Any], today: date | None) -> list[Problem]:
	"""Return what is wrong with the plan's dates; with `today`, its target has to lie ahead."""
	problems = []
	start, target = plan.get("start_date"), plan.get("target_date")
	if not start:
		problems.append(Problem("no_start_date", "start_date", _("Set the date on which the plan starts.")))
	if not target:
		problems.append(Problem("no_target_date", "target_date", _("Set the plan's target date.")))
	elif today and target < today:
		problems.append(
			Problem(
				"target_date_past",
				"target_date",
				_("The target date {0} is in the past. Set one from today on."),
				(target,),
			)
		)
	return problems + contradictions(plan)
