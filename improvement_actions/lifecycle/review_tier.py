"""Whether a source is reviewed locally or needs a formal review, and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .problem import Problem, Term, _

LOCAL = "Local"
FORMAL = "Formal"

#: Degrees of harm as the Learn from Patient Safety Events service grades them, mildest first.
HARM_LEVELS = ("No Harm", "Low", "Moderate", "Severe", "Death")


@dataclass(frozen=True)
class Thresholds:
	"""From when on a review is formal; an administrator sets these.

	`harm_level` is the mildest harm that makes it formal, `people_affected` and `repeats` the smallest
	numbers that do (0 switches that rule off).
	"""

	harm_level: str = "Severe"
	people_affected: int = 3
	repeats: int = 2
	safeguarding: bool = True
	notifiable: bool = True
	always: bool = False


def tier_reasons(source: Mapping[str, Any], earlier: int, thresholds: Thresholds) -> list[Problem]:
	"""Return why `source` needs a formal review; an empty list means that a local one is enough.

	`source` has the fields of an Improvement Source. `earlier` is the number of sources of the same type
	and theme in the same service within the window before this one.
	"""
	reasons = []
	if thresholds.always:
		reasons.append(
			Problem("type", "source_type", _("every {0} is reviewed formally"), (source.get("source_type"),))
		)
	harm = source.get("harm_level")
	if harm in HARM_LEVELS and thresholds.harm_level in HARM_LEVELS:
		if HARM_LEVELS.index(harm) >= HARM_LEVELS.index(thresholds.harm_level):
			reasons.append(Problem("harm", "harm_level", _("harm level {0}"), (Term(harm),)))
	people = int(source.get("people_affected") or 0)
	if thresholds.people_affected and people >= thresholds.people_affected:
		reasons.append(Problem("people", "people_affected", _("{0} people affected"), (people,)))
	if thresholds.safeguarding and source.get("is_safeguarding"):
		reasons.append(Problem("safeguarding", "is_safeguarding", _("a safeguarding concern")))
	if thresholds.notifiable and source.get("is_notifiable"):
		reasons.append(Problem("notifiable", "is_notifiable", _("notifiable to the regulator")))
	if thresholds.repeats and earlier and earlier + 1 >= thresholds.repeats:
		reasons.append(
			Problem(
				"repeat",
				"theme",
				_("occurrence {0} of the same type and theme in this service"),
				(earlier + 1,),
			)
		)
	return reasons
