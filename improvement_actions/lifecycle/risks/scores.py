"""Likelihood and impact, each 1 to 5, and what an assessment made of them must say.

A risk is scored three times: *inherent* with no controls, *residual* with the controls as they are, and as it ought to be
(*target*). A score is likelihood times impact, 1 to 25.

The target is given as likelihood and impact, or as a score alone. It may not lie above the inherent score: a provider that
aims there would be aiming to make things worse than doing nothing. It may lie above the residual score, because a risk that
has been brought below its target keeps it until somebody sets a new one; that is worth a warning when it is assessed.
"""

from collections.abc import Mapping
from typing import Any

from ..blank import is_blank
from ..problem import Field, Problem, _, fields
from . import RISK

LOWEST, HIGHEST = 1, 5
LEVELS = range(LOWEST, HIGHEST + 1)
LARGEST = HIGHEST * HIGHEST

LIKELIHOOD = {1: _("Rare"), 2: _("Unlikely"), 3: _("Possible"), 4: _("Likely"), 5: _("Almost certain")}
IMPACT = {1: _("Negligible"), 2: _("Minor"), 3: _("Moderate"), 4: _("Major"), 5: _("Catastrophic")}

#: Every score that two levels can give: no 7, no 23.
PRODUCTS = tuple(sorted({one * other for one in LEVELS for other in LEVELS}))

INHERENT, RESIDUAL, TARGET = "inherent", "residual", "target"
KINDS = (INHERENT, RESIDUAL, TARGET)

#: What an assessment decides, and what therefore changes only through one.
ASSESSED = (
	"inherent_likelihood",
	"inherent_impact",
	"residual_likelihood",
	"residual_impact",
	"residual_explanation",
	"target_likelihood",
	"target_impact",
	"target_score",
)
#: What is worked out from it.
WORKED_OUT = ("inherent_score", "inherent_band", "residual_score", "residual_band", "target_band")


def levels_of(kind: str) -> tuple[str, str]:
	"""Return the fields with the likelihood and the impact of `kind`."""
	return f"{kind}_likelihood", f"{kind}_impact"


def score(values: Mapping[str, Any], kind: str) -> int:
	"""Return the score of `kind` in `values` (the fields of a risk), 0 while there is none."""
	likelihood, impact = (values.get(field) or 0 for field in levels_of(kind))
	product = likelihood * impact
	return product or ((values.get("target_score") or 0) if kind == TARGET else 0)


def scores(values: Mapping[str, Any]) -> dict[str, int]:
	"""Return the three scores in `values`, by the fields that keep them."""
	return {f"{kind}_score": score(values, kind) for kind in KINDS}


def is_begun(values: Mapping[str, Any]) -> bool:
	"""Return whether `values` say anything of an assessment: a risk may be recorded first and assessed later."""
	return any(values.get(field) for field in ASSESSED if field != "residual_explanation")


def assessment_problems(values: Mapping[str, Any]) -> list[Problem]:
	"""Return everything that keeps `values` (the fields of a risk) from being an assessment."""
	problems = []
	for kind in (INHERENT, RESIDUAL):
		problems += _levels_problems(values, kind)
	problems += _target_problems(values)
	if problems:
		return problems
	inherent, residual, target = (score(values, kind) for kind in KINDS)
	if residual > inherent and is_blank(values.get("residual_explanation")):
		problems.append(
			Problem(
				"residual_above_inherent",
				"residual_explanation",
				_(
					"The residual score {0} is above the inherent score {1}: controls should not make a risk worse. "
					"Say why it is so, or correct the scores."
				),
				(residual, inherent),
			)
		)
	if target > inherent:
		problems.append(
			Problem(
				"target_above_inherent",
				"target_score",
				_(
					"The target score {0} is above the inherent score {1}. Aim for less than with no controls."
				),
				(target, inherent),
			)
		)
	return problems


def assessment_warnings(values: Mapping[str, Any]) -> list[Problem]:
	"""Return what an assessor should think about, although nothing of it stands in the way."""
	residual, target = score(values, RESIDUAL), score(values, TARGET)
	if not target or target <= residual:
		return []
	return [
		Problem(
			"target_above_residual",
			"target_score",
			_(
				"The residual score {0} is below the target score {1} already. Set a lower target, or close the risk."
			),
			(residual, target),
		)
	]


def is_above_target(values: Mapping[str, Any]) -> bool:
	"""Return whether the risk is higher than it ought to be; without a target it is not."""
	target = score(values, TARGET)
	return bool(target) and score(values, RESIDUAL) > target


def _levels_problems(values: Mapping[str, Any], kind: str) -> list[Problem]:
	problems = []
	missing = [field for field in levels_of(kind) if not values.get(field)]
	if missing:
		problems.append(
			Problem(
				"not_scored",
				missing[0],
				_("Score the risk from {0} to {1}: {2}."),
				(LOWEST, HIGHEST, fields(missing, RISK)),
			)
		)
	return problems + [_out_of_range(field, values[field]) for field in _wrong(values, kind)]


def _target_problems(values: Mapping[str, Any]) -> list[Problem]:
	likelihood, impact = levels_of(TARGET)
	given = [field for field in (likelihood, impact) if values.get(field)]
	target = values.get("target_score") or 0
	if len(given) == 1:
		missing = impact if given == [likelihood] else likelihood
		text = _("Give the target as likelihood and impact, or as a score alone. {0} is missing.")
		return [Problem("half_a_target", missing, text, (Field(missing, RISK),))]
	wrong = [_out_of_range(field, values[field]) for field in _wrong(values, TARGET)]
	if wrong:
		return wrong
	if given:
		product = values[likelihood] * values[impact]
		if target in (0, product):
			return []
		text = _("Target likelihood {0} times impact {1} is {2}, not {3}.")
		return [
			Problem(
				"target_differs", "target_score", text, (values[likelihood], values[impact], product, target)
			)
		]
	if not target or target in PRODUCTS:
		return []
	if not LOWEST <= target <= LARGEST:
		text = _("The target score is a number from {0} to {1}, not {2}.")
		return [Problem("out_of_range", "target_score", text, (LOWEST, LARGEST, target))]
	below = max(product for product in PRODUCTS if product < target)
	above = min(product for product in PRODUCTS if product > target)
	text = _("No likelihood and impact give a target score of {0}. The nearest are {1} and {2}.")
	return [Problem("not_a_product", "target_score", text, (target, below, above))]


def _wrong(values: Mapping[str, Any], kind: str) -> list[str]:
	return [field for field in levels_of(kind) if values.get(field) and values[field] not in LEVELS]


def _out_of_range(field: str, value: int) -> Problem:
	text = _("{0} is a number from {1} to {2}, not {3}.")
	return Problem("out_of_range", field, text, (Field(field, RISK), LOWEST, HIGHEST, value))
