"""A pilot and the full changes that build on it: something is tried in one place before it is done everywhere."""

from collections.abc import Collection

from .problem import Problem, Term, _
from .status import CANCELLED, CLOSED, COMPLETED

PILOT = "Pilot"
#: A pilot that has got as far as this has something to show.
SHOWN = (COMPLETED, CLOSED)


def link_problems(
	name: str | None,
	approach: str | None,
	pilot: str | None,
	pilot_approach: str | None,
	pilot_status: str | None,
) -> list[Problem]:
	"""Return why action `name` (None when it is new) with `approach` cannot follow the pilot called `pilot`.

	`pilot_approach` and `pilot_status` are the pilot's. A pilot never follows a pilot, so there is no going in circles.
	"""
	if not pilot:
		return []
	if name and name == pilot:
		return [
			Problem("follows_itself", "follows_pilot", _("An action cannot follow itself. Choose the pilot."))
		]
	problems = []
	if approach == PILOT:
		problems.append(
			Problem(
				"pilot_follows_pilot",
				"follows_pilot",
				_("Only a full change follows a pilot. Choose Full Change, or leave After the Pilot empty."),
			)
		)
	if pilot_approach != PILOT:
		problems.append(
			Problem(
				"not_a_pilot",
				"follows_pilot",
				_("{0} is not a pilot: its approach is {1}. Choose a pilot."),
				(pilot, Term(pilot_approach or "Full Change")),
			)
		)
	if pilot_status == CANCELLED:
		problems.append(
			Problem(
				"pilot_cancelled",
				"follows_pilot",
				_("The pilot {0} was cancelled, so it showed nothing to build on. Choose another."),
				(pilot,),
			)
		)
	return problems


def opening_problems(pilot: str | None, pilot_status: str | None) -> list[Problem]:
	"""Return why an action after the pilot called `pilot` cannot be opened yet: a pilot first shows what it is worth.

	A draft may be made ready before; a pilot that is reopened later holds nothing up.
	"""
	if not pilot or pilot_status in SHOWN:
		return []
	return [
		Problem(
			"pilot_not_finished",
			"follows_pilot",
			_("The pilot {0} is {1}. Complete it first, or take it out of After the Pilot."),
			(pilot, Term(pilot_status or "")),
		)
	]


def approach_problems(approach: str | None, followers: Collection[str]) -> list[Problem]:
	"""Return why an action that `followers` build on cannot have this `approach`."""
	if approach == PILOT or not followers:
		return []
	return [
		Problem(
			"has_followers",
			"approach",
			_("Others build on this as their pilot, so it stays a pilot: {0}."),
			(tuple(sorted(followers)),),
		)
	]


def roll_out_problems(approach: str | None, status: str) -> list[Problem]:
	"""Return why an action cannot be rolled out as a full change."""
	problems = []
	if approach != PILOT:
		problems.append(Problem("not_a_pilot", "approach", _("Only a pilot is rolled out as a full change.")))
	if status not in SHOWN:
		problems.append(
			Problem(
				"pilot_not_finished",
				"status",
				_("A pilot is rolled out once it is completed or closed; this one is {0}."),
				(Term(status),),
			)
		)
	return problems
