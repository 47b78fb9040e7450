"""What an action leaves open beside its wording: owner, date, closure test, measure; one actor, one action.

The gates ask for the missing fields by themselves, so these findings never refuse anything: they show
somebody who is still typing what will be asked for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ..problem import _
from .facts import mark_facts
from .finding import INFO, WARNING, Finding, finding, quoted
from .text import sentences
from .words import Settings, phrase_pattern

#: The strength of the signals from which a text counts as naming a result.
RESULT_FROM = 1.5

_SEVERAL_PEOPLE = re.compile(r"[,;&\n]|\s(?:and|or)\s")
_ROLE = (
	r"(?:registered manager|deputy manager|home manager|manager|deputy|clinical lead|team leaders?"
	r"|unit leads?|nurses?|"
	r"seniors?|senior carers?|carers?|care coordinators?|coordinators?|administrator|nominated individual"
	r"|quality lead|hr|"
	r"maintenance|chef|activities lead|provider)"
)
_ROLES_TOGETHER = re.compile(
	rf"\b{_ROLE}(?:,? (?:and|&|or) |/|, )(?:the )?{_ROLE} (?:to|will|must|should|shall|need|are to)\b"
)
_TASK = re.compile(
	r"^(?:review|updat|train|remind|monitor|send|hold|arrang|deliver|provid|discuss|shar|introduc|implement"
	r"|develop|improv|"
	r"ensur|writ|audit|check|replac|install|repair|recruit|appoint|complet|creat|issu|meet|order|buy|fit"
	r"|remov|mov|"
	r"strengthen|brief|circulat|email|contact|ask|add|agre|set up|carry out|feed back|promot|enhanc|rais"
	r"|increas|reduc)e?\b"
)
_JOINED = re.compile(r",? and then |,? and |, |\bthen ")
_TIME = re.compile(r"_(?:date|freq|clock|short|long)_")
#: For whom or where: a share of people or records, a number of them, a place.
_SCOPE = re.compile(
	r"\b(?:every|each|all|both|any|nobody|no one|everyone|everybody)\b|_place_|_n_ [a-z]{4,}"
	r"|\b(?:people|residents?|tenants?|clients?|service users?|those|anyone) (?:who|on|with|whose|at|under|in)\b"
	r"|\b(?:in|on|at) (?:the |each |every )?(?:\w+ )?(?:rooms?|bedrooms?|units?|floors?|lounge|kitchen|house|home|wing)\b"
)
#: That somebody looks, and at what, when or against what.
_CHECK = re.compile(
	r"\b(?:audit|check|sampl|observ|verif|measur|count|inspect|reconcil|time[ds]\b|tested|witness)\w*\b"
	r"|\b(?:shown|taken|seen|evidenced) (?:by|from|in|on)\b"
)

_BEFORE = re.compile(
	r"\b(?:before|beforehand|previously|formerly|earlier|used to|baseline|originally|where|whereas|had|were|was|did|didn't"
	r"|compared|contrast|against|versus|vs|rather than|instead|than|last|first|no longer|any more|anymore|stopped|gone|back"
	r"|again|old|until|half|halved|doubled|third|quarter|fell|fallen|dropped|rose|risen|moved|down|up|fewer|less|more|from|new)\b"
	r"|_(?:n|pct|frac|short|long)_.*_(?:n|pct|frac|short|long)_"
)


def missing_fields(values: Mapping[str, Any], texts: Mapping[str, str]) -> list[Finding]:
	"""Return a finding for each field that is empty; `texts` are the plain texts of the text fields."""
	findings = []
	if not values.get("action_owner"):
		findings.append(
			finding(
				"no_owner",
				WARNING,
				"action_owner",
				_("Nobody owns it yet."),
				_("Name one person who will see it through."),
			)
		)
	if not values.get("due_date"):
		findings.append(
			finding(
				"no_due_date", WARNING, "due_date", _("It has no due date."), _("Set the date it is due.")
			)
		)
	if not texts["closure_test"]:
		findings.append(
			finding(
				"no_closure_test",
				WARNING,
				"closure_test",
				_("It has no closure test."),
				_("Name what will be checked, by whom, on how many, and which result means done."),
			)
		)
	if not texts["indicator"] and not texts["no_indicator_reason"]:
		findings.append(
			finding(
				"no_indicator",
				WARNING,
				"indicator",
				_("It has no indicator."),
				_("Name an indicator with its baseline and target, or say why none applies."),
			)
		)
	return findings


def bounds(text: str, has_due_date: bool) -> dict[str, bool]:
	"""Return which of what bounds a result stand in `text`: `time`, `scope` (whom or where it is about) and `check`."""
	marked = mark_facts(text)
	return {
		"time": has_due_date or bool(_TIME.search(marked)),
		"scope": bool(_SCOPE.search(marked)),
		"check": bool(_CHECK.search(marked)),
	}


def missing_signals(text: str, has_due_date: bool) -> list[Finding]:
	"""Return what a vague wording lacks: a result; often also a time, whom or where it is about, a check."""
	there = bounds(text, has_due_date)
	findings = [
		finding(
			"no_result",
			WARNING,
			"closure_test",
			_("No result can be seen or counted."),
			_("Give a number to reach, or a state that somebody else can see."),
		)
	]
	if not there["time"]:
		findings.append(
			finding(
				"no_time",
				INFO,
				"description",
				_("No time is given."),
				_("Say by when, or how often it happens."),
			)
		)
	if not there["scope"]:
		findings.append(
			finding(
				"no_scope",
				INFO,
				"description",
				_("It does not say for whom, or where."),
				_("Name the people, the unit or the records it is about, and whether it is all of them."),
			)
		)
	if not there["check"]:
		findings.append(
			finding(
				"no_check",
				INFO,
				"closure_test",
				_("It does not say how anyone will know."),
				_("Say who checks, how often, and on how many."),
			)
		)
	return findings


def says_before(text: str) -> bool:
	"""Whether a statement of change says in any way how things were before."""
	return bool(_BEFORE.search(mark_facts(text)))


def several_in_one(values: Mapping[str, Any], texts: Mapping[str, str], settings: Settings) -> list[Finding]:
	"""One action, one actor: what several people do becomes sub-actions with owners of their own."""
	findings = []
	mend = _("Name one person, and give the others sub-actions with their own due dates.")
	if _SEVERAL_PEOPLE.search(str(values.get("action_owner") or "")):
		findings.append(
			finding("several_actors", WARNING, "action_owner", _("It names more than one owner."), mend)
		)
	for field in ("title", "description"):
		actors = several_actors(texts[field], settings)
		if actors:
			template = _("{0} are several people: what everybody owns, nobody does.")
			findings.append(finding("several_actors", WARNING, field, template, mend, (quoted([actors]),)))
			break
	parts = dict.fromkeys(part for field in ("title", "description") for part in sentences(texts[field]))
	tasks = count_tasks(list(parts))
	if tasks >= 3:
		field = "description" if texts["description"] else "title"
		template = _("This holds {0} actions in one, which cannot be closed separately.")
		mend = _("Keep the one that makes the difference, and make the others sub-actions.")
		findings.append(finding("several_actions", WARNING, field, template, mend, (str(tasks),)))
	return findings


def several_actors(text: str, settings: Settings) -> str:
	"""The words that give the work to several people ("manager and deputy to", "all staff must"), or nothing."""
	match = _ROLES_TOGETHER.search(text)
	if match:
		return match.group().rsplit(" ", 1)[0]
	group = phrase_pattern(settings.group_actors).pattern
	match = re.match(rf"(?:the )?({group}) (?:to|will|must|should|shall|need)\b", text)
	return match.group(1) if match else ""


def count_tasks(parts: list[str]) -> int:
	"""How many separate tasks the sentences set, counted by the verbs that open them and their clauses."""
	clauses = (clause for part in parts for clause in _JOINED.split(part))
	return sum(1 for clause in clauses if _TASK.match(clause))
