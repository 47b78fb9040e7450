"""A meeting: planned, then held or cancelled, and from then on as it was written."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from ..blank import is_blank
from ..facts import Owner
from ..independence import is_system_account
from ..problem import Problem, Term, _, fields

DOCTYPE = "Governance Review"
PLANNED, HELD, CANCELLED = "Planned", "Held", "Cancelled"
STATUSES = (PLANNED, HELD, CANCELLED)

#: What only the app writes on a meeting.
SET_BY_APP = frozenset(
	{"status", "agenda_built_on", "held_on", "momentum", "left_out", "previous_chosen", "cancellation_reason"}
)
#: What only the app writes on an item.
ITEM_SET_BY_APP = frozenset(
	{
		"section",
		"reference_doctype",
		"reference_name",
		"item_title",
		"service",
		"responsible",
		"due_date",
		"priority",
		"detail",
		"no_longer",
		"decided_by",
		"carried_out_on",
		"outcome",
		"first_raised_on",
		"times_carried",
	}
)


@dataclass(frozen=True)
class Meeting:
	"""A meeting as the choice of the one before looks at it; no `services` are all of them."""

	name: str
	day: date
	services: frozenset[str] = frozenset()


def shares_services(one: Collection[str], other: Collection[str]) -> bool:
	"""Return whether two meetings look at a service in common."""
	return not one or not other or bool(set(one) & set(other))


def previous(held: Iterable[Meeting], services: Collection[str], day: date) -> Meeting | None:
	"""Return the last of the `held` meetings, up to `day`, that shares a service with `services`."""
	before = [each for each in held if each.day <= day and shares_services(each.services, services)]
	return max(before, key=lambda each: (each.day, each.name), default=None)


def chair_problems(chair: str | None, known: Owner) -> list[Problem]:
	"""Return why `chair` cannot chair a meeting: one person of the provider's own, who can sign in."""
	if is_blank(chair):
		return [Problem("no_chair", "chair", _("Name the person who chairs the meeting."))]
	if is_system_account(chair) or known.is_shared:
		text = _("{0} is not one person. Name the person who chairs the meeting.")
		return [Problem("chair_not_a_person", "chair", text, (chair,))]
	if not known.exists:
		return [Problem("chair_unknown", "chair", _("There is no user {0}."), (chair,))]
	if known.is_external:
		text = _("{0} is an external reviewer. Name somebody of your own to chair the meeting.")
		return [Problem("chair_external", "chair", text, (chair,))]
	if not known.enabled:
		text = _("The account of {0} is disabled. Name a chair who can sign in.")
		return [Problem("chair_disabled", "chair", text, (chair,))]
	return []


def attendee_problems(attendees: Iterable[tuple[str | None, str | None]]) -> list[Problem]:
	"""Return what is wrong with the `attendees`, each a user and a name: each is somebody, and nobody is there twice."""
	problems, seen = [], set()
	for number, (user, name) in enumerate(attendees, 1):
		if is_blank(user) and is_blank(name):
			text = _("Attendee {0}: choose a user, or write the name.")
			problems.append(Problem("no_attendee", "attendees", text, (number,)))
			continue
		who = (user or name).strip().casefold()
		if who in seen:
			text = _("Attendee {0}: {1} is in the list already.")
			problems.append(Problem("attendee_twice", "attendees", text, (number, user or name)))
		seen.add(who)
	return problems


def previous_problems(
	name: str | None, own_name: str | None, status: str | None, day: date | None, meeting_date: date
) -> list[Problem]:
	"""Return why the meeting called `name` (with `status`, on `day`) did not come before `own_name` on `meeting_date`."""
	if not name:
		return []
	if name == own_name:
		text = _("A meeting does not come before itself.")
		return [Problem("previous_is_itself", "previous_review", text)]
	if status != HELD:
		text = _("{0} was not held, so nothing is carried over from it.")
		return [Problem("previous_not_held", "previous_review", text, (name,))]
	if day and day > meeting_date:
		text = _("{0} took place on {1}, after this meeting.")
		return [Problem("previous_is_later", "previous_review", text, (name, day))]
	return []


def next_problems(next_meeting_date: date | None, meeting_date: date) -> list[Problem]:
	"""Return why the next meeting cannot be on `next_meeting_date`."""
	if next_meeting_date and next_meeting_date <= meeting_date:
		text = _("The next meeting comes after this one, on {0}.")
		return [Problem("next_is_earlier", "next_meeting_date", text, (meeting_date,))]
	return []


def already_decided_problem(decided: int) -> Problem:
	"""Return why date and services stay: the trails of records name the meeting with its date."""
	text = (
		_("A decision of this meeting is carried out: its date and services stay.")
		if decided == 1
		else _("{0} decisions of this meeting are carried out: its date and services stay.")
	)
	return Problem("has_decided", "meeting_date", text, (decided,))


def holding_problems(status: str, meeting_date: date, agenda_is_built: bool, today: date) -> list[Problem]:
	"""Return why the minutes of a meeting cannot be closed."""
	if status != PLANNED:
		return [_ended(status)]
	problems = []
	if meeting_date > today:
		text = _("The meeting is on {0}: it has not taken place yet.")
		problems.append(Problem("not_yet", "meeting_date", text, (meeting_date,)))
	if not agenda_is_built:
		problems.append(Problem("no_agenda", "agenda_built_on", _("Build the agenda first.")))
	return problems


def cancelling_problems(status: str, reason: str | None, decided: int) -> list[Problem]:
	"""Return why a meeting is not cancelled; `decided` is how many of its decisions are carried out."""
	if status != PLANNED:
		return [_ended(status)]
	if decided:
		return [_has_decided(decided)]
	if is_blank(reason):
		text = _("Say why the meeting does not take place.")
		return [Problem("no_reason", "cancellation_reason", text)]
	return []


def building_problems(status: str) -> list[Problem]:
	"""Return why the agenda of a meeting is not built (again)."""
	return [] if status == PLANNED else [_ended(status)]


def deletion_problems(status: str, decided: int) -> list[Problem]:
	"""Return why a meeting is not deleted: only one that is planned, and has decided nothing, ever is."""
	if status != PLANNED:
		text = _("A meeting that is {0} is never deleted: the record stays.")
		return [Problem("never_deleted", "status", text, (Term(status),))]
	return [_has_decided(decided)] if decided else []


def edit_problems(status: str, changed: Collection[str]) -> list[Problem]:
	"""Return why the fields in `changed` are not edited by hand; `status` is that before the edit."""
	if status != PLANNED:
		text = _("This meeting is {0}, and stays as it was written ({1}).")
		return (
			[Problem("meeting_is_over", min(changed), text, (Term(status), fields(sorted(changed), DOCTYPE)))]
			if changed
			else []
		)
	text = _("{0} is kept by the system and cannot be entered.")
	return [
		Problem("set_by_app", name, text, (fields((name,), DOCTYPE),))
		for name in sorted(SET_BY_APP.intersection(changed))
	]


def _ended(status: str) -> Problem:
	return Problem("not_planned", "status", _("This meeting is {0} already."), (Term(status),))


def _has_decided(decided: int) -> Problem:
	text = (
		_("One decision of this meeting is carried out. Close its minutes instead.")
		if decided == 1
		else _("{0} decisions of this meeting are carried out. Close its minutes instead.")
	)
	return Problem("has_decided", "items", text, (decided,))
