"""Which actions may be linked to a risk."""

from collections.abc import Mapping, Sequence

from ..problem import Field, Problem, _
from ..status import DRAFT, OPEN
from .status import CLOSED


def is_asked(linked_anew: bool, service_changed: bool, status_before: str, status: str) -> bool:
	"""Return whether a save of an action has to ask whether its risk takes it: linked, moved to another service, or opened."""
	return linked_anew or service_changed or (status_before == DRAFT and status == OPEN)


def link_problems(
	risk: str, risk_status: str, risk_service: str | None, action_service: str | None
) -> list[Problem]:
	"""Return why an action of `action_service` cannot be linked to `risk`.

	The link of an action that is reopened is old: then the risk opens with it, and nobody asks this.
	"""
	problems = []
	if risk_status == CLOSED:
		text = _("{0} is closed, and takes no actions. Reopen it with a reason first.")
		problems.append(Problem("risk_closed", "risk", text, (risk,)))
	if risk_service != action_service:
		text = _("{0} is a risk of {1}, and this action belongs to {2}. Link a risk of the same service.")
		shown = action_service or Field("service")
		problems.append(Problem("other_service", "risk", text, (risk, risk_service, shown)))
	return problems


def service_problems(service: str, elsewhere: Mapping[str, str] | Sequence[tuple[str, str]]) -> list[Problem]:
	"""Return why a risk cannot move to `service`: `elsewhere` maps its actions of other services to these."""
	names = tuple(dict(elsewhere))
	if not names:
		return []
	text = _("The actions on this risk belong to another service than {0}: {1}. Unlink them first.")
	return [Problem("other_service", "service", text, (service, names))]


def control_problems(control_row: str | None, known: Mapping[str, str | None]) -> list[Problem]:
	"""Return why no action can be made from the control `control_row`; `known` maps the risk's controls to their actions.

	An action that is still to be done stands in the way of a second one for the same control.
	"""
	if not control_row:
		return []
	if control_row not in known:
		return [Problem("no_such_control", "controls", _("This risk has no such control. Save it first."))]
	if known[control_row]:
		text = _("{0} is under way for this control already.")
		return [Problem("has_action", "controls", text, (known[control_row],))]
	return []
