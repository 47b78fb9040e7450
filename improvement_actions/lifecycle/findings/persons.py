"""Which user is meant by what stands under Owner: an e-mail address or a full name, never initials or a guess."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from ..problem import Problem, _

#: Mr O'Sullivan has an apostrophe in his address.
_EMAIL = re.compile(r"[^\s<>,;:()\"'][^\s<>,;:()\"]*@[^\s<>,;:()\"']+")
_HONORIFIC = re.compile(
	r"^(?:mr|mrs|ms|miss|mx|dr|prof|professor|rev|sister|sr|sir|dame)\.?\s+", re.IGNORECASE
)
_BRACKETS = re.compile(r"\(.*?\)|\[.*?\]")
_SEVERAL = re.compile(r"\s+and\s+|\s*[&/;+\n]\s*|\s*,\s*", re.IGNORECASE)
_INITIALS = re.compile(r"(?:[A-Z]\.?\s?){1,3}")


@dataclass(frozen=True)
class Person:
	"""A user as far as it matters here. `problems` says why they cannot own an action, if they cannot."""

	user: str
	full_name: str = ""
	email: str = ""
	problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Directory:
	"""The people that names can be looked up among."""

	people: tuple[Person, ...] = ()
	_by_name: dict[str, list[Person]] = field(default_factory=dict)
	_by_email: dict[str, list[Person]] = field(default_factory=dict)

	def __post_init__(self):
		for person in self.people:
			self._by_name.setdefault(name_key(person.full_name), []).append(person)
			for address in {person.user.casefold(), person.email.casefold()} - {""}:
				self._by_email.setdefault(address, []).append(person)

	def named(self, key: str) -> list[Person]:
		return self._by_name.get(key, []) if key else []

	def addressed(self, email: str) -> list[Person]:
		return self._by_email.get(email.casefold(), [])


def name_key(name: str) -> str:
	"""Return `name` as it is compared: without letter case, accents and superfluous spaces."""
	folded = unicodedata.normalize("NFKD", name.replace("’", "'")).casefold()
	return " ".join("".join(char for char in folded if not unicodedata.combining(char)).split())


def wanted(written: Iterable[str]) -> tuple[set[str], set[str]]:
	"""Return the e-mail addresses and the names by which the people in the cells `written` are to be looked up."""
	emails, names = set(), set()
	for cell in written:
		found = _EMAIL.findall(cell)
		emails.update(email.casefold() for email in found)
		if not found:
			names.update(_readings(cell))
			names.update(reading for part in _SEVERAL.split(cell) for reading in _readings(part))
	# The database tells one apostrophe from the other.
	names |= {name.replace("’", "'") for name in names} | {name.replace("'", "’") for name in names}
	return emails, names - {""}


def read_owner(written: str, directory: Directory) -> tuple[str | None, list[Problem]]:
	"""Return the user that `written` names, and otherwise why nobody can be found by it."""
	cell = " ".join(written.split())
	if not cell:
		return None, []
	emails = list(dict.fromkeys(email.casefold() for email in _EMAIL.findall(written)))
	if len(emails) > 1:
		return None, [_several(cell)]
	if emails:
		return _only(directory.addressed(emails[0]), cell)
	for reading in _readings(cell):
		found = directory.named(name_key(reading))
		if found:
			return _only(found, cell)
	parts = [part for part in _SEVERAL.split(written) if part.strip()]
	if len(parts) > 1 and any(
		directory.named(name_key(reading)) for part in parts for reading in _readings(part)
	):
		return None, [_several(cell)]
	return _only([], cell)


def _readings(cell: str) -> list[str]:
	"""Return the names that `cell` may give, the likeliest first: as it stands, without brackets, turned round, before a comma."""
	whole = " ".join(cell.split())
	bare = _HONORIFIC.sub("", " ".join(_BRACKETS.sub(" ", whole).split()))
	readings = [whole, bare]
	first, comma, rest = bare.partition(",")
	if comma:
		readings += [f"{rest.strip()} {first.strip()}", first.strip()]
	for dash in (" - ", " – ", " — "):
		readings.append(bare.partition(dash)[0].strip())
	return list(dict.fromkeys(reading for reading in readings if reading))


def _only(found: list[Person], cell: str) -> tuple[str | None, list[Problem]]:
	"""Return the one of `found` who can own an action."""
	fit = [person for person in found if not person.problems]
	if len(fit) == 1:
		return fit[0].user, []
	if len(fit) > 1:
		template = _(
			"Owner “{0}”: {1} people have this name. Write the e-mail address of the one who is meant."
		)
		return None, [Problem("owner_ambiguous", "action_owner", template, (_shown(cell), len(fit)))]
	if found:
		return None, list(found[0].problems)
	if _INITIALS.fullmatch(cell):
		template = _("Owner “{0}”: initials do not say who it is. Write the full name or the e-mail address.")
	else:
		template = _(
			"Owner “{0}” is nobody who can sign in. Write the full name or the e-mail address of one person."
		)
	return None, [Problem("owner_unknown", "action_owner", template, (_shown(cell),))]


def _several(cell: str) -> Problem:
	return Problem(
		"owner_several",
		"action_owner",
		_(
			"Owner “{0}” is more than one person. Name the one who answers for it; the others can have sub-actions."
		),
		(_shown(cell),),
	)


def _shown(text: str) -> str:
	return text if len(text) <= 60 else f"{text[:60]}…"
