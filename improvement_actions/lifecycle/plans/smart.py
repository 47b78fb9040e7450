"""Whether aim and objectives of a plan are specific, measurable, owned and dated.

They are judged like actions, by the same check of wording and the same settings (Off, Warn, Block): a plan of
objectives that nobody could verify is the plan that fails an inspection.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from .. import specificity
from ..blank import is_blank
from ..facts import BLOCK, OFF, WARN, Owner, Rules
from ..gates import indicator_problems, owner_problems, wording_problems
from ..problem import Phrase, Problem, _

#: What an objective of a plan is called where an action has its own word for it.
_FIELDS = {"title": "objective", "description": "objective", "closure_test": "objective", "action_owner": "objective_owner"}  # fmt: skip


def objective_as_action(objective: Mapping[str, Any]) -> dict[str, Any]:
	"""Return `objective` with the names that the rules of actions know."""
	return {
		**objective,
		"title": objective.get("objective"),
		"action_owner": objective.get("objective_owner"),
	}


def aim_as_action(plan: Mapping[str, Any]) -> dict[str, Any]:
	"""Return the aim of `plan` as what an action says: it is to be reached by the plan's target date."""
	return {"title": plan.get("aim"), "due_date": plan.get("target_date")}


def objective_problems(
	objectives: Sequence[Mapping[str, Any]], owners: Mapping[str, Owner], rules: Rules
) -> list[Problem]:
	"""Return what each of `objectives` lacks, row by row ("Objective 2: ..."); `owners` are facts of its people by user."""
	problems = []
	for number, objective in enumerate(objectives, 1):
		found = []
		if is_blank(objective.get("objective")):
			found.append(Problem("no_objective", "objective", _("Say what is to be achieved.")))
		owner = objective.get("objective_owner")
		found += owner_problems(owner, owners.get(owner or "", Owner(exists=False)))
		if not objective.get("due_date"):
			found.append(Problem("no_due_date", "due_date", _("Set the date by which it is achieved.")))
		found += indicator_problems(objective)
		if rules.action_wording == BLOCK and not is_blank(objective.get("objective")):
			found += _wording(objective_as_action(objective), rules)
		problems += [in_row(_("Objective {0}: {1}"), number, "objectives", each) for each in found]
	return problems


def aim_problems(plan: Mapping[str, Any], rules: Rules) -> list[Problem]:
	"""Return what is wrong with the wording of the aim, where the settings say Block."""
	if rules.action_wording != BLOCK or is_blank(plan.get("aim")):
		return []
	return [_of_aim(each) for each in _wording(aim_as_action(plan), rules)]


def wording_warnings(plan: Mapping[str, Any], rules: Rules) -> list[Problem]:
	"""Return what is wrong with the wording of aim and objectives where the settings say Warn."""
	if rules.action_wording != WARN:
		return []
	strict = replace(rules, action_wording=BLOCK)
	problems = aim_problems(plan, strict)
	for number, objective in enumerate(plan.get("objectives") or (), 1):
		if not is_blank(objective.get("objective")):
			found = _wording(objective_as_action(objective), rules)
			problems += [in_row(_("Objective {0}: {1}"), number, "objectives", each) for each in found]
	return problems


def review(values: Mapping[str, Any], rules: Rules) -> list[specificity.Finding]:
	"""Return all that the wording check finds in `values` (as an action's), for somebody who is still typing.

	What is missing besides the wording is left out: the plan's own list says that, in its own words.
	"""
	if rules.action_wording == OFF or is_blank(values.get("title")):
		return []
	missing = {"no_owner", "no_due_date", "no_closure_test", "no_indicator"}
	found = specificity.review_action(values, settings=rules.wording)
	return [
		replace(each, field=_FIELDS.get(each.field, each.field)) for each in found if each.code not in missing
	]


def in_row(template: str, number: int, table: str, problem: Problem) -> Problem:
	"""Return `problem` as that of row `number` of `table`, by a `template` with the number and what it says."""
	return Problem(
		problem.code, table, template, (number, Phrase(problem.template, problem.args)), problem.mend
	)


def _of_aim(problem: Problem) -> Problem:
	return Problem(
		problem.code, "aim", _("Aim: {0}"), (Phrase(problem.template, problem.args),), problem.mend
	)


def _wording(values: Mapping[str, Any], rules: Rules) -> list[Problem]:
	return wording_problems(specificity.review_action(values, settings=rules.wording))
