"""Whether an open action is on its way: when it turns stale, when it is only an aspiration any more, and its next milestone.

A plan that is rescheduled again and again, or of which nobody hears, is what inspectors call drift. None of these
marks stops anybody; they are shown where people choose what to look at next.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from .blank import is_blank
from .problem import Problem, _
from .status import ACTIVE, IN_PROGRESS

#: What the action is judged by. When a manager changes one of these the action is another one, and slips count anew.
SCOPE = frozenset({"closure_test", "indicator", "target_value"})


@dataclass(frozen=True)
class Thresholds:
	"""From when on an action is marked, as the administrator decided; 0 is never.

	`stale_after_days` without a progress update make it stale, `aspirational_slips` with its scope unchanged
	make it aspirational.
	"""

	stale_after_days: int = 28
	aspirational_slips: int = 3


def stale_from(
	status: str, active_since: date | None, last_progress_on: date | None, thresholds: Thresholds
) -> date | None:
	"""Return the first day on which the action counts as stale if nobody reports progress before; None for never.

	`active_since` is the day it was opened, or last returned or reopened: work that was just taken up again
	is not stale because of what was not done while it was checked.
	"""
	known = [day for day in (active_since, last_progress_on) if day]
	if status not in ACTIVE or not thresholds.stale_after_days or not known:
		return None
	return max(known) + timedelta(days=thresholds.stale_after_days)


def slips_in_scope(changed_on: Iterable[datetime], scope_changed_on: datetime | None) -> int:
	"""Return how many changes of the due date, made at the times `changed_on`, came after the scope last changed."""
	return sum(1 for moment in changed_on if not scope_changed_on or moment > scope_changed_on)


def is_aspirational(status: str, slips: int, thresholds: Thresholds) -> bool:
	"""Return whether an action still to be done has slipped so often, its scope unchanged, that its date means nothing."""
	return bool(status in ACTIVE and 0 < thresholds.aspirational_slips <= slips)


def marks(action: Mapping[str, Any], today: date) -> list[Problem]:
	"""Return what its owner and manager should see about the course of `action`, the gravest first.

	`action` has the fields of an Improvement Action, dates as dates. An action that is not being worked has no marks.
	"""
	if action.get("status") not in ACTIVE:
		return []
	return [
		*_slipping(action),
		*_stale(action, today),
		*_milestone(action, today),
		*_barrier(action),
	]


def _slipping(action: Mapping[str, Any]) -> list[Problem]:
	slips = action.get("slip_count") or 0
	if action.get("is_aspirational"):
		return [
			Problem(
				"aspirational",
				"due_date",
				_(
					"Aspirational: rescheduled {0} times, and what it is to achieve is still the same. "
					"Change its scope, split it into sub-actions, or cancel it."
				),
				(slips,),
			)
		]
	if slips:
		return [Problem("slipping", "due_date", _("Slipping: rescheduled {0} times."), (slips,))]
	return []


def _stale(action: Mapping[str, Any], today: date) -> list[Problem]:
	since = action.get("stale_from")
	if not since or since > today:
		return []
	last = action.get("last_progress_on")
	if not last:
		return [
			Problem(
				"stale", "progress_updates", _("Stale: no progress has been recorded since it was opened.")
			)
		]
	return [
		Problem(
			"stale",
			"progress_updates",
			_("Stale: no progress has been recorded for {0} days."),
			((today - last).days,),
		)
	]


def _milestone(action: Mapping[str, Any], today: date) -> list[Problem]:
	if action.get("status") != IN_PROGRESS:
		return []
	milestone, due = action.get("next_milestone"), action.get("next_milestone_date")
	if is_blank(milestone) or not due:
		return [
			Problem(
				"no_milestone",
				"next_milestone",
				_(
					"No next milestone: say with the next progress update what will be reached next, and by when."
				),
			)
		]
	if due < today:
		return [
			Problem(
				"milestone_missed",
				"next_milestone",
				_("Milestone missed {0} days ago: {1}. Record what happened, and the next milestone."),
				((today - due).days, milestone),
			)
		]
	due_date = action.get("due_date")
	if due_date and due > due_date >= today:
		# Said honestly and early, which is better than a refusal that hides it.
		return [
			Problem(
				"milestone_after_due",
				"next_milestone",
				_(
					"Heading past its due date: the next milestone comes {0} days after it. Reschedule in time."
				),
				((due - due_date).days,),
			)
		]
	return []


def _barrier(action: Mapping[str, Any]) -> list[Problem]:
	barrier = action.get("current_barrier")
	return [] if is_blank(barrier) else [Problem("barrier", "current_barrier", _("Barrier: {0}"), (barrier,))]
