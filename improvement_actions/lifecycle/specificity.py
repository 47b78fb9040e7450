"""Whether an action can be verified as it is worded, and whether a change is described or only its completion.

CQC Regulation 17(2)(a) asks providers to assess and improve the quality of the service. Plans fail an inspection
when an action says what will be attempted ("improve documentation of consent") and when its closure says that
something was done ("training delivered") and not what is different since. This module finds such wording,
says what would mend it, and never rewrites it.

It looks for what could be checked: a measured result or a state somebody else can see, and then a time, a place or
population, and a check. Vague words count against the text, yet none condemns it: "improve MAR completion from 78% to
98% by 31 March" can be verified. An action is judged on the whole, so a short title passes with a good closure test.

Levels: an `ERROR` is what the gates refuse at the setting Block (`no_text`, `vague_wording`, `completion_only`); a
`WARNING` should be mended (missing owner, due date, closure test or indicator, which the gates ask for by themselves;
several actors; several actions; a closure test without a result); an `INFO` may help. Text in another
language or script is not judged, and says so with `not_judged`: it is not vague because it is Welsh.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from .problem import _
from .wording.action_signals import Signals, count_tasks, names_several_actors, read_action
from .wording.change_signals import read_change
from .wording.text import MAX_JUDGED, can_judge, plain_text, sentences
from .wording.words import Settings, phrase_pattern

__all__ = ["ERROR", "INFO", "WARNING", "Finding", "Settings", "review_action", "review_change"]

ERROR, WARNING, INFO = "error", "warning", "info"

#: The balance of signals from which text counts as verifiable. Chosen on the tuning half of the labelled sentences.
ACTION_THRESHOLD = 1.4
CHANGE_THRESHOLD = 1.4

_TEXT_FIELDS = ("title", "description", "closure_test")
_SEVERAL_PEOPLE = re.compile(r"[,;&\n]|\s(?:and|or)\s")


@dataclass(frozen=True)
class Finding:
	"""One thing about the wording: `message` says what is wrong in English, `mend` what would put it right.

	`template` with its `args` is the message as it was marked for translation.
	"""

	code: str
	level: str
	message: str
	field: str
	mend: str = ""
	template: str = ""
	args: tuple[str, ...] = ()

	def translated(self, translate: Callable[[str], str]) -> str:
		"""Return the message with its template translated by `translate` and its arguments filled in."""
		return translate(self.template).format(*self.args) if self.template else self.message


def _finding(
	code: str, level: str, field: str, template: str, mend: str = "", args: tuple[str, ...] = ()
) -> Finding:
	return Finding(code, level, template.format(*args), field, mend, template, args)


def review_action(values: Mapping[str, Any], *, settings: Settings | None = None) -> list[Finding]:
	"""Return the findings on an Improvement Action; the most serious come first.

	`values` has the fields of an Improvement Action, of which any may be missing. `settings` holds the
	word lists; without it the app's own are used.
	"""
	settings = settings or Settings()
	texts = {
		name: plain_text(values.get(name)) for name in (*_TEXT_FIELDS, "indicator", "no_indicator_reason")
	}
	findings = _wording(values, texts, settings) + _gaps(values, texts) + _unity(values, texts, settings)
	if any(len(text) >= MAX_JUDGED for text in texts.values()):
		findings.append(
			_finding(
				"too_long",
				INFO,
				max(texts, key=lambda name: len(texts[name])),
				_("Only the first {0} characters were judged."),
				_("Say in a few sentences what will be different; keep the background with the source."),
				(str(MAX_JUDGED),),
			)
		)
	return sorted(findings, key=lambda finding: (ERROR, WARNING, INFO).index(finding.level))


def review_change(text: str | None, *, settings: Settings | None = None) -> list[Finding]:
	"""Return the findings on a `change_to_practice` statement: what was different before, and how it is known."""
	settings = settings or Settings()
	plain = plain_text(text)
	field = "change_to_practice"
	if not any(char.isalnum() for char in plain):
		return [
			_finding("no_text", ERROR, field, _("Nothing says what has changed in practice."), _MEND_CHANGE),
		]
	if not can_judge(plain):
		return [_not_judged(field)]
	signals = read_change(sentences(plain), settings)
	if signals.score >= CHANGE_THRESHOLD:
		if signals.compared:
			return []
		return [
			_finding(
				"no_comparison",
				INFO,
				field,
				_("This says how things are now, but not how they were before."),
				_("Add the figure or the finding that the action started from."),
			)
		]
	if signals.improved and not signals.completed:
		template = _(
			"This says that things have improved ({0}), but not what is different or how it is known."
		)
		phrases = signals.improved
	elif signals.completed:
		template = _("This says that something was done ({0}), but not what has changed in practice since.")
		phrases = signals.completed
	else:
		template = _("This does not say what was different before and what is different now.")
		phrases = []
	return [
		_finding(
			"completion_only", ERROR, field, template, _MEND_CHANGE, (_quoted(phrases),) if phrases else ()
		)
	]


_MEND_CHANGE = _(
	"Say what was found before and what is found now, with how it was checked: a count, an audit result or an "
	"observation. For example: documentation audits moved from 78% in January to 96% in the three since April."
)
_MEND_ACTION = _(
	"Say what somebody else could see, count or find on record once it is done, for whom or where, by when, and who "
	"checks it. For example: by 31 March every consent form has the section on costs completed, and the deputy samples ten a month."
)


def _wording(values: Mapping[str, Any], texts: dict[str, str], settings: Settings) -> list[Finding]:
	written = {name: texts[name] for name in _TEXT_FIELDS if any(char.isalnum() for char in texts[name])}
	if not written:
		return [_finding("no_text", ERROR, "title", _("Nothing says what will be done."), _MEND_ACTION)]
	if not can_judge(" ".join(written.values())):
		return [_not_judged(next(iter(written)))]
	parts = list(dict.fromkeys(part for text in written.values() for part in sentences(text, cut_headings=True)))
	signals = read_action(parts, settings)
	measured = _is_measured(values, texts)
	signals.result += 3.0 * measured
	signals.has_time |= bool(values.get("due_date"))
	findings = []
	if signals.score < ACTION_THRESHOLD:
		field = _vaguest_field(written, settings)
		phrases = signals.vague_phrases
		template = (
			_(
				"This cannot be verified as it is worded: {0} says what will be attempted, not what will be different."
			)
			if phrases
			else _(
				"This cannot be verified as it is worded: it says what people will do, not what will be different."
			)
		)
		findings.append(
			_finding(
				"vague_wording", ERROR, field, template, _MEND_ACTION, (_quoted(phrases),) if phrases else ()
			)
		)
		findings += _what_is_missing(signals)
	if "closure_test" in written and not measured:
		closure = read_action(sentences(written["closure_test"], cut_headings=True), settings)
		if not closure.result and len(written) > 1:
			findings.append(
				_finding(
					"weak_closure_test",
					WARNING,
					"closure_test",
					_(
						"The closure test names no result: nobody could tell from it whether the action may be closed."
					),
					_("Name what will be checked, by whom, on how many, and which result means done."),
				)
			)
	return findings


def _what_is_missing(signals: Signals) -> list[Finding]:
	findings = []
	if signals.result < 1.5:
		findings.append(
			_finding(
				"no_result",
				WARNING,
				"closure_test",
				_("No result can be seen or counted."),
				_("Give a number to reach, or a state that somebody else can see."),
			)
		)
	if not signals.has_time:
		findings.append(
			_finding(
				"no_time",
				INFO,
				"description",
				_("No time is given."),
				_("Say by when, or how often it happens."),
			)
		)
	if not signals.has_population:
		findings.append(
			_finding(
				"no_scope",
				INFO,
				"description",
				_("It does not say for whom, or where."),
				_("Name the people, the unit or the records it is about, and whether it is all of them."),
			)
		)
	if not signals.has_check:
		findings.append(
			_finding(
				"no_check",
				INFO,
				"closure_test",
				_("It does not say how anyone will know."),
				_("Say who checks, how often, and on how many."),
			)
		)
	return findings


def _gaps(values: Mapping[str, Any], texts: dict[str, str]) -> list[Finding]:
	findings = []
	if not values.get("action_owner"):
		findings.append(
			_finding(
				"no_owner",
				WARNING,
				"action_owner",
				_("Nobody owns it yet."),
				_("Name one person who will see it through."),
			)
		)
	if not values.get("due_date"):
		findings.append(
			_finding(
				"no_due_date", WARNING, "due_date", _("It has no due date."), _("Set the date it is due.")
			)
		)
	if not texts["closure_test"]:
		findings.append(
			_finding(
				"no_closure_test",
				WARNING,
				"closure_test",
				_("It has no closure test."),
				_("Name what will be checked, by whom, on how many, and which result means done."),
			)
		)
	if not texts["indicator"] and not texts["no_indicator_reason"]:
		findings.append(
			_finding(
				"no_indicator",
				WARNING,
				"indicator",
				_("It has no indicator."),
				_("Name an indicator with its baseline and target, or say why none applies."),
			)
		)
	return findings


def _unity(values: Mapping[str, Any], texts: dict[str, str], settings: Settings) -> list[Finding]:
	"""One action, one actor: what several people do becomes sub-actions with owners of their own."""
	findings = []
	mend = _("Name one person, and give the others sub-actions with their own due dates.")
	if _SEVERAL_PEOPLE.search(str(values.get("action_owner") or "")):
		findings.append(
			_finding("several_actors", WARNING, "action_owner", _("It names more than one owner."), mend)
		)
	for field in ("title", "description"):
		actors = names_several_actors(texts[field], settings)
		if actors:
			template = _("{0} are several people: what everybody owns, nobody does.")
			findings.append(_finding("several_actors", WARNING, field, template, mend, (_quoted([actors]),)))
			break
	parts = list(
		dict.fromkeys(part for field in ("title", "description") for part in sentences(texts[field]))
	)
	tasks = count_tasks(parts)
	if tasks >= 3:
		field = "description" if texts["description"] else "title"
		template = _("This holds {0} actions in one, which cannot be closed separately.")
		mend = _("Keep the one that makes the difference, and make the others sub-actions.")
		findings.append(_finding("several_actions", WARNING, field, template, mend, (str(tasks),)))
	return findings


def _is_measured(values: Mapping[str, Any], texts: dict[str, str]) -> bool:
	"""Whether the measure says where to go: an indicator with a target other than its baseline.

	An unset number is stored as 0, so a 0 on both sides is no target.
	"""
	target = _number(values.get("target_value"))
	return (
		bool(texts["indicator"])
		and target is not None
		and target != (_number(values.get("baseline_value")) or 0.0)
	)


def _number(value: object) -> float | None:
	try:
		return float(str(value).replace(",", "").strip(" %"))
	except ValueError:
		return None


def _vaguest_field(written: dict[str, str], settings: Settings) -> str:
	pattern = phrase_pattern(settings.vague_verbs + settings.vague_objects + settings.hedges)
	return max(written, key=lambda name: len(pattern.findall(written[name])))


def _not_judged(field: str) -> Finding:
	return _finding(
		"not_judged",
		INFO,
		field,
		_("This does not seem to be in English, so its wording was not judged."),
		_("Have somebody who reads the language check that it could be verified."),
	)


def _quoted(phrases: list[str]) -> str:
	return ", ".join(f'"{phrase}"' for phrase in list(dict.fromkeys(phrases))[:3])
