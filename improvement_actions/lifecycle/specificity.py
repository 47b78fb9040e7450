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

from collections.abc import Mapping
from typing import Any

from .problem import _
from .wording.action_signals import Signals, read_action
from .wording.change_signals import read_change
from .wording.finding import ERROR, INFO, WARNING, Finding, finding, quoted
from .wording.gaps import RESULT_FROM, missing_fields, missing_signals, several_in_one
from .wording.text import MAX_JUDGED, can_judge, plain_text, sentences
from .wording.words import Settings, phrase_pattern

__all__ = [
	"ERROR",
	"INFO",
	"WARNING",
	"Finding",
	"Settings",
	"action_strengths",
	"review_action",
	"review_change",
]

#: The balance of signals from which text counts as verifiable. Chosen on the tuning half of the labelled sentences.
ACTION_THRESHOLD = 1.4
CHANGE_THRESHOLD = 1.4

_TEXT_FIELDS = ("title", "description", "closure_test")


def review_action(values: Mapping[str, Any], *, settings: Settings | None = None) -> list[Finding]:
	"""Return the findings on an Improvement Action; the most serious come first.

	`values` has the fields of an Improvement Action, of which any may be missing. `settings` holds the
	word lists; without it the app's own are used.
	"""
	settings = settings or Settings()
	texts = _texts(values)
	findings = _wording(values, texts, settings) + missing_fields(values, texts)
	findings += several_in_one(values, texts, settings)
	if any(len(text) >= MAX_JUDGED for text in texts.values()):
		findings.append(
			finding(
				"too_long",
				INFO,
				max(texts, key=lambda name: len(texts[name])),
				_("Only the first {0} characters were judged."),
				_("Say in a few sentences what will be different; keep the background with the source."),
				(str(MAX_JUDGED),),
			)
		)
	return sorted(findings, key=lambda each: (ERROR, WARNING, INFO).index(each.level))


def action_strengths(values: Mapping[str, Any], *, settings: Settings | None = None) -> list[str]:
	"""Return what makes an action verifiable, as phrases in English ("a result", "a time"); nothing when it is not.

	The other side of `review_action`, for saying that all is well without saying more than was found.
	"""
	settings = settings or Settings()
	texts = _texts(values)
	written = _written(texts)
	if not written or not can_judge(" ".join(written.values())):
		return []
	signals = _signals(values, texts, written, settings)
	if signals.score < ACTION_THRESHOLD:
		return []
	named = {
		_("a result"): signals.result >= RESULT_FROM,
		_("a time"): signals.has_time,
		_("whom or where it is about"): signals.has_population,
		_("how it is checked"): signals.has_check,
	}
	return [phrase for phrase, is_named in named.items() if is_named]


def review_change(text: str | None, *, settings: Settings | None = None) -> list[Finding]:
	"""Return the findings on a `change_to_practice` statement: what was different before, and how it is known."""
	settings = settings or Settings()
	plain = plain_text(text)
	field = "change_to_practice"
	if not any(char.isalnum() for char in plain):
		return [
			finding("no_text", ERROR, field, _("Nothing says what has changed in practice."), _MEND_CHANGE),
		]
	if not can_judge(plain):
		return [_not_judged(field)]
	signals = read_change(sentences(plain), settings)
	if signals.score >= CHANGE_THRESHOLD:
		if signals.compared:
			return []
		return [
			finding(
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
		finding(
			"completion_only", ERROR, field, template, _MEND_CHANGE, (quoted(phrases),) if phrases else ()
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


def _texts(values: Mapping[str, Any]) -> dict[str, str]:
	"""Return the plain text of each text field that the check reads."""
	return {
		name: plain_text(values.get(name)) for name in (*_TEXT_FIELDS, "indicator", "no_indicator_reason")
	}


def _written(texts: dict[str, str]) -> dict[str, str]:
	"""Return the texts that say something, of those that say what will be done."""
	return {name: texts[name] for name in _TEXT_FIELDS if any(char.isalnum() for char in texts[name])}


def _signals(
	values: Mapping[str, Any], texts: dict[str, str], written: dict[str, str], settings: Settings
) -> Signals:
	"""Return the signals of the whole action: its `written` texts, its measure and its due date."""
	parts = list(
		dict.fromkeys(part for text in written.values() for part in sentences(text, cut_headings=True))
	)
	signals = read_action(parts, settings)
	signals.result += 3.0 * _is_measured(values, texts)
	signals.has_time |= bool(values.get("due_date"))
	return signals


def _wording(values: Mapping[str, Any], texts: dict[str, str], settings: Settings) -> list[Finding]:
	written = _written(texts)
	if not written:
		return [finding("no_text", ERROR, "title", _("Nothing says what will be done."), _MEND_ACTION)]
	if not can_judge(" ".join(written.values())):
		return [_not_judged(next(iter(written)))]
	signals = _signals(values, texts, written, settings)
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
			finding(
				"vague_wording", ERROR, field, template, _MEND_ACTION, (quoted(phrases),) if phrases else ()
			)
		)
		findings += missing_signals(signals)
	if "closure_test" in written and not _is_measured(values, texts):
		closure = read_action(sentences(written["closure_test"], cut_headings=True), settings)
		if not closure.result and len(written) > 1:
			findings.append(
				finding(
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
	return finding(
		"not_judged",
		INFO,
		field,
		_("This does not seem to be in English, so its wording was not judged."),
		_("Have somebody who reads the language check that it could be verified."),
	)
