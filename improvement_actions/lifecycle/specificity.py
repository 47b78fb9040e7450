"""Whether an action can be verified as it is worded, and whether a change is described or only its completion.

CQC Regulation 17(2)(a) asks providers to assess and improve the quality of the service. Plans fail an inspection
when an action says what will be attempted ("improve documentation of consent") and when its closure says that
something was done ("training delivered") and not what is different since. This module finds such wording,
says what would mend it, and never rewrites it.

How text is judged was learned from sentences by several authors (`training/README.md`): the words and pairs of words
in it speak for or against it, and none of them decides alone: "improve MAR completion from 78% to 98% by 31 March"
can be verified. An action is judged on the whole, so a short title passes with a good closure test, and a measure with
a target is a result.

Levels: an `ERROR` is what the gates refuse at the setting Block (`no_text`, `vague_wording`, `completion_only`); a
`WARNING` should be mended (missing owner, due date, closure test or indicator, which the gates ask for by themselves;
several actors; several actions; a closure test without a result) or is too close to call (`perhaps_vague`,
`perhaps_completion_only`); an `INFO` may help. Text in another
language or script is not judged, and says so with `not_judged`: it is not vague because it is Welsh.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from .problem import _
from .wording.features import features
from .wording.finding import ERROR, INFO, WARNING, Finding, finding, quoted
from .wording.gaps import bounds, missing_fields, missing_signals, says_before, several_in_one
from .wording.model import load
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

#: Text is refused from the first margin on and doubted from the second. Chosen on sentences by authors whom the model
#: had not seen: with the first, as much is refused wrongly as slips through; of what lies between them two in three are good.
REFUSED_FROM = 0.0
DOUBTED_FROM = -0.1
#: What one of an administrator's own words adds: enough to tip a text that nothing else speaks for.
OWN_WORD = 0.4

#: The word lists that speak against each kind of text.
_LISTS = {
	"action": ("vague_verbs", "vague_objects", "hedges", "activities"),
	"change": ("completion_phrases", "improved_phrases"),
}
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
	if _margin("action", written, settings) >= DOUBTED_FROM and not _is_measured(values, texts):
		return []
	there = bounds("; ".join(written.values()), bool(values.get("due_date")))
	named = {
		_("a result"): True,
		_("a time"): there["time"],
		_("whom or where it is about"): there["scope"],
		_("how it is checked"): there["check"],
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
	margin = _margin("change", {field: plain}, settings)
	if margin < DOUBTED_FROM:
		if says_before(plain):
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
	completed = phrase_pattern(settings.completion_phrases).findall(plain)
	improved = phrase_pattern(settings.improved_phrases).findall(plain)
	phrases = completed or improved
	if margin < REFUSED_FROM:
		return [
			finding(
				"perhaps_completion_only",
				WARNING,
				field,
				_("It is not clear from this what has changed in practice since."),
				_MEND_CHANGE,
			)
		]
	if completed:
		template = _("This says that something was done ({0}), but not what has changed in practice since.")
	elif improved:
		template = _(
			"This says that things have improved ({0}), but not what is different or how it is known."
		)
	else:
		template = _("This does not say what was different before and what is different now.")
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


def _wording(values: Mapping[str, Any], texts: dict[str, str], settings: Settings) -> list[Finding]:
	written = _written(texts)
	if not written:
		return [finding("no_text", ERROR, "title", _("Nothing says what will be done."), _MEND_ACTION)]
	if not can_judge(" ".join(written.values())):
		return [_not_judged(next(iter(written)))]
	margin = _margin("action", written, settings)
	measured = _is_measured(values, texts)
	findings = []
	if margin >= REFUSED_FROM and not measured:
		phrases = [phrase for text in written.values() for phrase in _listed("action", text, settings)]
		if not phrases:
			phrases = load("action").against(_read(" ; ".join(written.values())))[:1]
		template = (
			_(
				"This cannot be verified as it is worded: {0} says what will be attempted, not what will be different."
			)
			if phrases
			else _(
				"This cannot be verified as it is worded: it says what people will do, not what will be different."
			)
		)
		field = _vaguest_field(written, settings)
		args = (quoted(phrases),) if phrases else ()
		findings.append(finding("vague_wording", ERROR, field, template, _MEND_ACTION, args))
		findings += missing_signals("; ".join(written.values()), bool(values.get("due_date")))
	elif margin >= DOUBTED_FROM:
		findings.append(
			finding(
				"perhaps_vague",
				WARNING,
				_vaguest_field(written, settings),
				_("It is not clear from the wording alone how somebody else could verify this."),
				_MEND_ACTION,
			)
		)
	if "closure_test" in written and len(written) > 1 and not measured:
		if _margin("action", {"closure_test": written["closure_test"]}, settings) >= REFUSED_FROM:
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


def _margin(kind: str, texts: Mapping[str, str], settings: Settings) -> float:
	"""How far texts that belong together speak against the whole; the clearest of them may carry the rest.

	The weights know the words of the app's own lists. Words that an administrator added count as well,
	and words that were taken off a list no longer count against a text.
	"""
	model = load(kind)
	added, spared = _own_words(kind, settings)
	read = [_read(text) for text in texts.values()]
	everything = [sentence for text in read for sentence in text]
	margin = min(model.margin(text, spared) for text in (*read, everything))
	if added:
		margin += OWN_WORD * len(set(added.findall(" ; ".join(texts.values()))))
	return margin


@lru_cache(maxsize=16)
def _read(text: str) -> list[dict[str, str]]:
	return [features(sentence) for sentence in sentences(text)]


@lru_cache(maxsize=8)
def _own_words(kind: str, settings: Settings) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
	"""The words that an administrator added to the lists for this kind of text, and those taken off."""
	default = Settings()
	lists = [(getattr(settings, name), getattr(default, name)) for name in _LISTS[kind]]
	added = tuple(word for own, usual in lists for word in own if word not in usual)
	taken_off = tuple(word for own, usual in lists for word in usual if word not in own)
	return phrase_pattern(added) if added else None, phrase_pattern(taken_off) if taken_off else None


def _listed(kind: str, text: str, settings: Settings) -> list[str]:
	"""The words of the lists that stand in the text."""
	return [word for name in _LISTS[kind] for word in phrase_pattern(getattr(settings, name)).findall(text)]


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
	return max(written, key=lambda name: len(_listed("action", written[name], settings)))


def _not_judged(field: str) -> Finding:
	return finding(
		"not_judged",
		INFO,
		field,
		_("This does not seem to be in English, so its wording was not judged."),
		_("Have somebody who reads the language check that it could be verified."),
	)
