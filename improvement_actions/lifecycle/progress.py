"""Progress on an open action: what was done since the last update, what comes next and by when, what stands in the way."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from .blank import is_blank
from .independence import same_user
from .problem import Problem, Term, _, listed
from .status import ACTIVE, DRAFT

_FIELD = "progress_updates"


def progress_problems(status: str, updates: Sequence[Mapping[str, Any]], today: date) -> list[Problem]:
	"""Return why `updates` may not be recorded on an action with `status`.

	An update has `note`, `update_date`, `percent_complete`, `next_milestone` and `next_milestone_date`, of which
	any may be missing; dates are dates.
	"""
	if not updates:
		return []
	if status == DRAFT:
		return [Problem("draft", _FIELD, _("Open the action before recording progress on it."))]
	if status not in ACTIVE:
		return [
			Problem(
				"not_active",
				_FIELD,
				_(
					"No progress can be recorded on an action that is {0}. Have it returned or reopened first."
				),
				(Term(status),),
			)
		]
	problems = []
	for update in updates:
		found = [*_what_was_done(update, today), *_what_comes_next(update, today)]
		problems += [problem for problem in found if problem not in problems]
	return problems


def _what_was_done(update: Mapping[str, Any], today: date) -> list[Problem]:
	problems = []
	if is_blank(update.get("note")):
		problems.append(
			Problem("no_note", _FIELD, _("Say in a note what has been done since the last update."))
		)
	updated_on = update.get("update_date")
	if updated_on and updated_on > today:
		# It would put off the day on which the action turns stale.
		problems.append(
			Problem(
				"update_in_future",
				_FIELD,
				_("Progress is recorded once it is made: {0} is still to come."),
				(updated_on,),
			)
		)
	percent = update.get("percent_complete") or 0
	if not 0 <= percent <= 100:
		problems.append(
			Problem(
				"percent_out_of_range",
				_FIELD,
				_("Complete is a percentage from 0 to 100, not {0}."),
				(f"{percent:g}",),
			)
		)
	return problems


def _what_comes_next(update: Mapping[str, Any], today: date) -> list[Problem]:
	milestone, due = update.get("next_milestone"), update.get("next_milestone_date")
	if is_blank(milestone) and not due:
		return []
	if is_blank(milestone):
		return [
			Problem("milestone_incomplete", _FIELD, _("Say what the next milestone is that has this date."))
		]
	if not due:
		return [Problem("milestone_incomplete", _FIELD, _("Give the date of the next milestone."))]
	updated_on = update.get("update_date") or today
	if due < updated_on:
		return [
			Problem(
				"milestone_past",
				_FIELD,
				_("The next milestone lies ahead: {0} is before the update."),
				(due,),
			)
		]
	return []


def rewritten_progress_problems(authors: Iterable[str | None], actor: str) -> list[Problem]:
	"""Return a problem when `actor` changes or removes progress that somebody else of `authors` has signed."""
	others = sorted({author for author in authors if author and not same_user(author, actor)})
	if not others:
		return []
	return [
		Problem(
			"signed_by_others",
			_FIELD,
			_(
				"Only who signed a progress update may change or remove it: {0}. Add an update of your own instead."
			),
			(listed(others),),
		)
	]
