"""What people tell a provider on its public page: what has to be said, and what the record of it is called.

Few things are asked, and fewer must be answered: whoever has something to say should not fail at a form.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from .blank import is_blank
from .problem import Phrase, Problem, Term, _
from .values import FIRST_YEAR, tidy_text

# Who may use the page, as the settings say it
NOBODY, SIGNED_IN, EVERYBODY = "Nobody", "People Who Sign In", "Everybody"

CONCERN, IDEA, COMPLIMENT = "Concern", "Idea", "Compliment"
#: What is raised, and how the page asks for it.
KINDS: Mapping[str, str] = {
	CONCERN: _("A concern: something is not right"),
	IDEA: _("An idea: something could be better"),
	COMPLIMENT: _("A compliment: something went well"),
}
#: Who raises it, and how the page asks for it.
RELATIONS: Mapping[str, str] = {
	"Member of Staff": _("I work here"),
	"Relative or Friend": _("I am a relative or a friend"),
	"Person Who Uses the Service": _("I use the service"),
	"Somebody Else": _("Somebody else"),
}
NOT_SAID = "Not Said"
_TITLES = {
	"Member of Staff": _("{0} raised by a member of staff ({1})"),
	"Relative or Friend": _("{0} raised by a relative or friend ({1})"),
	"Person Who Uses the Service": _("{0} raised by a person who uses the service ({1})"),
	"Somebody Else": _("{0} raised by somebody from outside ({1})"),
	NOT_SAID: _("{0} raised by somebody ({1})"),
}

LONGEST_TEXT, LONGEST_LINE = 4000, 140
#: Who wants to tell something may point at a page or two; who wants to sell something points at many.
MOST_LINKS = 2
_LINK = re.compile(r"https?://|www\.|\[url|<a\s", re.I)


@dataclass(frozen=True)
class Concern:
	"""What somebody has told: `service` is None for who does not know which one, `relation` is one of RELATIONS or NOT_SAID."""

	kind: str
	what: str
	service: str | None = None
	occurred_on: date | None = None
	relation: str = NOT_SAID
	name: str = ""
	contact: str = ""
	wants_answer: bool = False
	at_risk: bool = False

	def title(self, code: str) -> Phrase:
		"""What its record is called: nothing that it says, because titles are read by more people than it is meant for."""
		return Phrase(_TITLES[self.relation], (Term(self.kind), code))


def read(
	form: Mapping[str, Any], services: Collection[str], today: date
) -> tuple[Concern | None, list[Problem]]:
	"""Return what `form` says, or None and everything that is wrong with it.

	`form` has the page's fields as text: kind, service, what, occurred_on (YYYY-MM-DD), relation, name, contact,
	wants_answer, at_risk ("yes"). `services` are those that may be chosen.
	"""
	said = {
		key: _line(form.get(key)) for key in ("kind", "service", "occurred_on", "relation", "name", "contact")
	}
	what = tidy_text(_text(form.get("what"))).strip()
	wants_answer = _ticked(form.get("wants_answer"))
	occurred_on, problems = _day(said["occurred_on"], today)
	problems = [
		*_choice_problems(said, services),
		*_text_problems(what),
		*problems,
		*_line_problems(said),
	]
	if wants_answer and not said["contact"]:
		problems.append(
			Problem(
				"no_contact",
				"contact",
				_("You would like an answer: tell us how to reach you, or take out the tick."),
			)
		)
	if problems:
		return None, problems
	concern = Concern(
		kind=said["kind"],
		what=what,
		service=said["service"] or None,
		occurred_on=occurred_on,
		relation=said["relation"] or NOT_SAID,
		name=said["name"],
		contact=said["contact"],
		wants_answer=wants_answer,
		at_risk=is_at_risk(form),
	)
	return concern, []


def is_at_risk(form: Mapping[str, Any]) -> bool:
	"""Return whether `form` says that somebody may be at risk now."""
	return _ticked(form.get("at_risk"))


def _choice_problems(said: Mapping[str, str], services: Collection[str]) -> list[Problem]:
	problems = []
	if said["kind"] not in KINDS:
		problems.append(
			Problem(
				"no_kind",
				"kind",
				_("Choose what you would like to tell us: a concern, an idea or a compliment."),
			)
		)
	if said["service"] and said["service"] not in services:
		problems.append(
			Problem("no_such_service", "service", _("Choose the service from the list, or “I am not sure”."))
		)
	if said["relation"] and said["relation"] not in RELATIONS:
		problems.append(
			Problem("no_such_relation", "relation", _("Choose who you are from the list, or leave it open."))
		)
	return problems


def _text_problems(what: str) -> list[Problem]:
	if is_blank(what):
		return [Problem("nothing_said", "what", _("Tell us what happened, or what could be better."))]
	if len(what) > LONGEST_TEXT:
		return [
			Problem(
				"too_long",
				"what",
				_("Your text has {0} characters, and {1} fit. Please shorten it."),
				(f"{len(what):,}", f"{LONGEST_TEXT:,}"),
			)
		]
	if len(_LINK.findall(what)) > MOST_LINKS:
		return [
			Problem(
				"links",
				"what",
				_("Please take out web addresses: at most {0} may be in the text."),
				(MOST_LINKS,),
			)
		]
	return []


def _line_problems(said: Mapping[str, str]) -> list[Problem]:
	labels = {"name": _("Your name"), "contact": _("How to reach you")}
	problems = [
		Problem("too_long", field, _("{0}: at most {1} characters fit."), (Term(label), LONGEST_LINE))
		for field, label in labels.items()
		if len(said[field]) > LONGEST_LINE
	]
	problems += [
		Problem("links", field, _("{0}: please take out the web address."), (Term(label),))
		for field, label in labels.items()
		if _LINK.search(said[field])
	]
	return problems


def _day(text: str, today: date) -> tuple[date | None, list[Problem]]:
	if not text:
		return None, []
	try:
		day = date.fromisoformat(text)
	except ValueError:
		day = None
	if day is None or day.year < FIRST_YEAR:
		return None, [
			Problem(
				"not_a_date",
				"occurred_on",
				_("When it happened is not a date. Leave it open if you are not sure."),
			)
		]
	if day > today:
		return None, [Problem("future", "occurred_on", _("When it happened is in the future."))]
	return day, []


def _ticked(value: Any) -> bool:
	return _text(value).strip().lower() in ("1", "yes", "on", "true")


def _line(value: Any) -> str:
	return " ".join(tidy_text(_text(value)).split())


def _text(value: Any) -> str:
	"""Return what was sent for a field: whatever is no text, number or switch is nothing."""
	return str(value) if isinstance(value, str | int) else ""
