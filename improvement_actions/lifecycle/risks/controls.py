"""The controls of a risk: what is written of them, and which of them somebody has to do something about."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from ..blank import is_blank
from ..problem import Problem, _
from .status import UNDER_WAY

ADEQUATE, INADEQUATE, UNTESTED = "Adequate", "Inadequate", "Untested"

#: An action in one of these is there to be worked, or waits to be opened.
NOT_DONE = ("Draft", *UNDER_WAY)


def row_problems(rows: Iterable[Mapping[str, Any]], today: date) -> list[Problem]:
	"""Return everything that is wrong with the `rows` of the table of controls, in their order."""
	problems = []
	for number, row in enumerate(rows, 1):
		tested, review = row.get("last_tested_on"), row.get("review_date")
		if is_blank(row.get("control")):
			problems.append(Problem("no_control", "controls", _("Control {0}: say what it is."), (number,)))
		if tested and tested > today:
			text = _("Control {0}: it cannot have been tested on {1}, which is in the future.")
			problems.append(Problem("tested_in_future", "controls", text, (number, tested)))
		if tested and review and review < tested:
			text = _("Control {0}: its review on {1} is before it was last tested, on {2}.")
			problems.append(Problem("review_before_test", "controls", text, (number, review, tested)))
	return problems


def wants_action(adequacy: str, action_status: str | None) -> bool:
	"""Return whether nothing is being done about a control that does not work; `action_status` is that of its action."""
	return adequacy == INADEQUATE and action_status not in NOT_DONE
