"""Thanks for a change that is embedded: who may be proposed for what, and what keeps an announcement from being made."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from .blank import is_blank
from .independence import NOT_A_PERSON
from .problem import Problem, Term, _
from .status import CLOSED

#: More names than this are a mailing list and no thanks.
MOST_PEOPLE = 50

OWNED, OWNED_BEFORE = _("Owned the action"), _("Owned it before")
PART_OWNED = _("Owned a part of it: {0}")
REPORTED, ADDED_EVIDENCE = _("Reported progress"), _("Added evidence")


@dataclass(frozen=True)
class Person:
	"""Somebody who is thanked: a `user`, or a `name` alone of somebody without an account; `part` says what for."""

	user: str = ""
	name: str = ""
	part: str = ""

	@property
	def key(self) -> str:
		"""By what two entries are one person."""
		return (self.user or self.name).strip().casefold()


def contributors(parts: Iterable[tuple[str | None, str]]) -> dict[str, list[str]]:
	"""Return each user of `parts` (user, what they did) once with all that they did, in the order of its first mention."""
	found: dict[str, list[str]] = {}
	for user, part in parts:
		if user and user not in NOT_A_PERSON and part not in found.setdefault(user, []):
			found[user].append(part)
	return found


def thanking_problems(
	status: str,
	allowed: bool,
	message: str | None,
	people: Sequence[Person],
	known: Mapping[str, bool],
	thanked: Mapping[str, str],
	again: bool = False,
) -> list[Problem]:
	"""Return why `people` cannot be thanked for an action with `status`.

	`allowed` is what the settings say; `known` has for each user among them whether the account is enabled; `thanked`
	are those who have been thanked for this closing already (key of the person to their name), which `again` allows.
	"""
	problems = []
	if not allowed:
		problems.append(
			Problem(
				"switched_off",
				None,
				_("Announcing embedded changes is switched off in Improvement Settings."),
			)
		)
	if status != CLOSED:
		problems.append(
			Problem(
				"not_closed",
				None,
				_("Thanks are given once the change is found embedded and the action is closed; it is {0}."),
				(Term(status),),
			)
		)
	if is_blank(message):
		problems.append(Problem("no_message", "message", _("Write what you thank them for.")))
	if not people:
		problems.append(Problem("nobody", "people", _("Name at least one person to thank.")))
	if len(people) > MOST_PEOPLE:
		problems.append(
			Problem(
				"too_many",
				"people",
				_("Name at most {0} people; a team may be thanked as one."),
				(MOST_PEOPLE,),
			)
		)
	keys = [person.key for person in people]
	twice = tuple(sorted({person.name or person.user for person in people if keys.count(person.key) > 1}))
	if twice:
		problems.append(Problem("named_twice", "people", _("Named more than once: {0}."), (twice,)))
	users = [person.user for person in people if person.user]
	strangers = tuple(user for user in users if user in NOT_A_PERSON or not known.get(user))
	if strangers:
		problems.append(
			Problem(
				"not_a_person",
				"people",
				_("There is no enabled account of: {0}. Give the name alone of somebody without one."),
				(strangers,),
			)
		)
	before = tuple(thanked[key] for key in dict.fromkeys(keys) if key in thanked)
	if before and not again:
		problems.append(
			Problem(
				"thanked_already",
				"people",
				_("Thanked for this already: {0}. Take them out, or tick that they are to be thanked again."),
				(before,),
			)
		)
	return problems
