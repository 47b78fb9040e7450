"""What in an action's wording could be verified: a measured result, a checkable state, and what bounds it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from . import action_patterns as p
from .facts import mark_facts
from .words import Settings, phrase_pattern


@dataclass
class Signals:
	"""What one action's text offers, each with the strength it adds to the case that it can be verified."""

	result: float = 0.0
	bounds: float = 0.0
	vague: float = 0.0
	has_time: bool = False
	has_population: bool = False
	has_check: bool = False
	best: float = -9.0
	vague_phrases: list[str] = field(default_factory=list)

	@property
	def score(self) -> float:
		"""The balance: results count in full, bounds only beside a result, vague words against it.

		A clear sentence stays clear under a vague heading, so the best one may carry the rest.
		"""
		balance = self.result + (self.bounds if self.result else self.bounds / 3) - self.vague
		return max(balance, self.best)


def read_action(parts: list[str], settings: Settings) -> Signals:
	"""Gather the signals of all sentences of an action; results and bounds may stand in different ones."""
	total = Signals()
	results: list[float] = []
	for part in parts:
		for position, clause in enumerate(p.TURN.split(part)):
			found = _read_clause(clause, settings, is_purpose=position > 0)
			results.append(found.result)
			total.bounds = max(total.bounds, found.bounds)
			total.vague = max(total.vague, found.vague)
			total.has_time |= found.has_time
			total.has_population |= found.has_population
			total.has_check |= found.has_check
			total.best = max(total.best, found.score)
			total.vague_phrases += found.vague_phrases
	results.sort(reverse=True)
	# A second result confirms the first, but ten weak ones make no strong one.
	total.result = sum(results[:1]) + sum(results[1:4]) / 2
	if len(results) > 1:
		total.bounds += 0.25 * (total.has_time + total.has_population + total.has_check)
	return total


def _read_clause(clause: str, settings: Settings, is_purpose: bool) -> Signals:
	marked = p.BACKGROUND.sub("", p.PROOF_OF_EFFORT.sub("", mark_facts(clause)))
	found = Signals()
	activity = bool(p.ACTIVITY.search(marked))
	effort = bool(phrase_pattern(settings.activities).search(marked))
	population = bool(p.POPULATION.search(marked))
	place = bool(p.PLACE.search(marked))
	frequency = "_freq_" in marked
	exact_time = "_short_" in marked or "_clock_" in marked
	found.has_check = bool(p.CHECK.search(marked))
	found.has_time = frequency or exact_time or "_date_" in marked or "_long_" in marked
	found.has_population = population or place

	verbs = phrase_pattern(settings.vague_verbs).findall(clause)
	objects = [word for word in phrase_pattern(settings.vague_objects).findall(clause) if word not in verbs]
	hedges = phrase_pattern(settings.hedges).findall(clause)
	found.vague = min(1.0, len(verbs) * 0.75) + min(1.0, len(objects) * 0.5) + min(1.5, len(hedges) * 0.75)
	found.vague += 0.75 * activity
	found.result = _figures(marked, settings, activity) + _state(marked, activity, effort, is_purpose, found)
	found.bounds += 0.75 * ("_date_" in marked) + 0.75 * frequency + 0.75 * population + 0.5 * place
	found.bounds += 0.75 * found.has_check + 0.5 * exact_time + 0.5 * bool(p.ACTOR.search(marked))
	if p.PAST.search(marked) and not p.MOVE.search(marked) and not p.AIM.search(marked):
		found.result = 0.0
	found.vague_phrases = list(dict.fromkeys([*verbs, *objects, *hedges]))
	return found


def _figures(marked: str, settings: Settings, activity: bool) -> float:
	"""What measured results the clause names."""
	strength = 0.0
	move = p.MOVE.search(marked)
	if move and (
		" from " in move.group()
		or p.SHARE.search(move.group())
		or not phrase_pattern(settings.activities).search(move.group())
	):
		strength += 3.0
	if any(_is_result(match, marked, settings, activity) for match in p.THRESHOLD.finditer(marked)) or (
		not activity and p.SHARE.search(marked)
	):
		strength += 2.0
	if p.ZERO.search(marked):
		strength += 1.5
	return strength


def _is_result(match: re.Match[str], marked: str, settings: Settings, activity: bool) -> bool:
	"""A threshold on sessions held is effort; "within 6 months" is a deadline; the rest is a result."""
	if match.group("what") == "_long_" and match.group().startswith(("within", "over", "inside", "up to")):
		return not activity and bool(p.STATE.search(marked) and p.POPULATION.search(marked))
	following = marked[match.end() : match.end() + 40]
	noun = phrase_pattern(settings.activities).search(following)
	return not (noun and len(following[: noun.start()].split()) <= 2)


def _state(marked: str, activity: bool, effort: bool, is_purpose: bool, found: Signals) -> float:
	"""What state of things the clause names that somebody else could see."""
	strength = 0.0
	frequency = "_freq_" in marked
	exact_time = "_short_" in marked or "_clock_" in marked
	for clause in p.CLAUSES.split(marked):
		if p.PHYSICAL.search(clause) and not p.ABSTRACT_OBJECT.search(clause):
			strength = 2.0 if p.PLACE.search(marked) or "_date_" in marked else 0.5
			break
	if p.CONDITION.search(marked) and not activity:
		strength += 1.5
	if p.PHYSICAL_DONE.search(marked) and not activity:
		strength = max(strength, 1.5)
	states = set(p.STATE.findall(marked))
	strong = len(states - p.WEAK_STATES)
	bounded = found.has_population or frequency or exact_time or found.has_check
	if strong and not activity and (bounded or (is_purpose and not found.vague)):
		return strength + 1.5 + 0.5 * min(strong - 1, 2)
	if states and not activity and found.has_population and found.has_check:
		return strength + 1.0
	routine = p.ROUTINE.search(marked)
	if (
		p.EACH_VERB.search(marked)
		or (p.STAFFED.search(marked) and not activity and not effort)
		or (routine and not activity and not effort)
	):
		return strength + 1.5
	if strong and activity and ((strong > 1 and bounded) or exact_time):
		return strength + 1.0 + 0.5 * exact_time
	if p.COPULA.search(marked) and found.has_population and (frequency or found.has_check or exact_time):
		return strength + 1.0
	# Without a single vague word or task, it plainly says how things are: that is worth something.
	told = activity or effort or p.TOLD_TO.search(marked)
	bound_in_time = frequency or exact_time or p.BEFORE.search(marked)
	if bound_in_time and not told and not found.vague and len(marked.split()) > 6:
		return strength + 1.0
	return strength
