"""What in an action's wording could be verified: a measured result, a checkable state, and what bounds it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .facts import mark_facts
from .words import Settings, phrase_pattern

_Q = r"_(?:n|pct|frac|short|long|clock)_"
_COUNT = r"_(?:n|pct|frac)_"

_MOVE = re.compile(
	rf"\bfrom\b[^,;]{{0,25}}{_Q}[^;]{{0,40}}\bto\b[^,;]{{0,25}}(?:{_Q}|zero|nil|none)|{_Q}\s*(?:->|→)\s*{_Q}"
	rf"|\b(?:rais|ris|increas|reduc|cut|decreas|fall|drop|lower|improv|bring|keep|kept|halv|go|goes|reach|achiev|"
	rf"maintain|get|remain|stay|hold)\w*\b[^;]{{0,60}}?\b(?:to|by|at|below|under|above|over)\b(?: (?:at least|at most|no more than|"
	rf"fewer than|less than|more than|below|under|above|over|around|the agreed))* (?:{_COUNT}|_short_|zero|nil|half\b|a third|"
	rf"two[- ]thirds|a quarter)|\bhalv(?:e|es|ed|ing)\b|\bdouble\b[^;]{{0,30}}\bfrom _n_"
	rf"|\b(?:now|currently|today|baseline|against|was)\b[^;]{{0,12}}{_Q}"
)
_THRESHOLD = re.compile(
	rf"\b(?:at least|at most|not more than|no more than|no fewer than|not less than|no less than|no later than|fewer than|less "
	rf"than|more than|longer than|greater than|lower than|higher than|up to|minimum(?: of)?|maximum(?: of)?|below|under|above|over|"
	rf"exceeds?|beyond|within|inside|between|target(?: is| of|:| -)?|standard(?: is| of|:| -)|threshold(?: of|:)?|score(?:s|d)?(?: of| is|:)?|reach(?:es)?|average(?:s|d)?)"
	rf"(?: the| a| an)?\s+(?P<what>{_Q})"
	rf"|(?P<after>{_Q})\s*(?:\w+ )?(?:or|and) (?:more|fewer|less|above|below|over|under|higher|lower|better|none|greater|none)\b"
	rf"|(?:<|>|≤|≥|<=|>=)\s*(?P<sign>{_Q}|\d+)"
)
_ZERO = re.compile(
	r"\b(?:zero|nil|none|nobody|no one|no-one|never|without (?:a|any|an)|with no|neither)\b"
	r"|\bno (?!longer|later|further|more than|fewer|less|action|matter)(?:\w+[- ]?){1,3}"
	r"|\bnot? \w+ (?:until|before|unless)\b|\b(?:must|should|may|do|does|is|are) not\b"
)
_FRACTION_RESULT = re.compile(r"_(?:frac|pct)_")
_POPULATION = re.compile(
	r"\b(?:every|each|all|both|any|evry)\b(?! (?:times|reasonable|areas|aspects|levels|necessary|appropriate|staff are aware))"
	r"|\b(?:nobody|no one|everyone|everybody)\b"
	r"|\b(?:people|residents?|tenants?|those|anyone|clients?|service users?|person|individuals?|persons?|men|women)"
	r" (?:who|on|with|prescribed|supported|living|at risk|using|whose|under|in receipt|identified|assessed)\b"
	r"|_n_ (?:(?:of the|named|identified|vacant|remaining|empty|outstanding) )?[a-z]{4,}"
)
_PLACE = re.compile(
	r"_place_|\b(?:in|on|at|from|to|of|inside|outside|beside|next to|behind|above|into) (?:the |each |every |their |his |her |its |a |our )?"
	r"(?:\w+[- ]){0,2}(?:rooms?|bedrooms?|bathrooms?|units?|floors?|lounge|kitchen|office|garden|corridor|wing|wards?|board|"
	r"files?|folder|bag|safe|sheet|tracker|log|trolley|cupboard|fridge|register|book|doors?|wall|chart|mar|mars|diary|car park|"
	r"dining room|treatment room|run|patch|area|records?|matrix|rota|plans?|system|notes|house|flat|home)\b"
)
_STATE = re.compile(
	r"\b(?:counter-?signed|co-?signed|signed|signs?|initialled|initials?|dated|recorded|records(?= (?:the|an?|it|its|their|what|whether|any|each|every|how|who|all|both|in|on)\b)|logged|logs(?= (?:the|an?|it|each|every|all)\b)|labelled|"
	r"locked|displayed|uploaded|filed|on file|stored|kept|keeps|printed|weighed|measured|tested|charted|charts(?= (?:it|the|each|all|what))|"
	r"named|names(?= (?:the|a|each|who|one))|names?d? (?:key ?worker|nurse|lead|person)|lists?(?= (?:the|each|every|all|what|who|any))|listed|includes?|contains?|holds?(?! \w+ (?:meeting|session))|shows?|shown|states?(?= (?:the|who|what|how|when|which|whether))|copied|written|written up|reads back|read back|read and signed|"
	r"double[- ]checked|counted|counts|reconciled?|reconciles|observed|seen|answered|acknowledged|sent|submitted|phoned|rings?|"
	r"telephoned|receives?|present|fitted|installed|replaced|repaired|removed|serviced|worn|wears?|wash(?:es)?|wipe[sd]?|turned|offered|given|"
	r"administered|served|timed|inspected|witnessed|witness(?:es)?|confirms?|confirmed|matched|ticked|published|closed|shut|finish(?:es|ed)?|starts?|started|arrives?|"
	r"stays?|dated|photographed|available|visible|reviewed and signed|investigated|escalated to|referred|notified|handed|attached|"
	r"marked|chained|carried|carries|sits? on|hangs?|stands?|has (?:a|an|its|their|his|her|one|two|been)|have (?:a|an|its|their|both|been|one|two)|"
	r"is (?:in|on|at)|are (?:in|on|at)|in place|in use|in date|switched on|covered|filled|unfilled|awake|checks(?= (?:the|an?|it|each|every|all|in|that|for|_))|checked|chekced|"
	r"tracked|sampled|audited|verified|taken|documented|updated|drawn up|agreed with|discussed with|explained|completed|contacted|raised|"
	r"reported|emptied|cleaned|disinfected|sealed|stocked|charged|plugged in|within reach|to hand|tells?|told|asked|asks|says?|knocks?|"
	r"can (?:name|say|describe|show|tell|explain|demonstrate|reach|find|state)|has gone|made|moved|admitted|returned|entered|noted|posted|pinned|"
	r"hand(?:s|ed) over|passes|passed|scores?|reads?|opens?|drawn|added|scanned|rehearsed|demonstrates?|chosen|chooses?)\b"
)
# States that say little unless somebody checks them: a plan can be "reviewed and updated" and be as bad as before.
_WEAK_STATE = frozenset(
	{
		"updated",
		"completed",
		"documented",
		"given",
		"taken",
		"made",
		"raised",
		"told",
		"asked",
		"offered",
		"agreed with",
		"reported",
		"added",
	}
)
_EACH_VERB = re.compile(
	r"^(?:[^:,]{1,60}[:,] )?(?:each|every) (?!\w+s\b)(?:[\w'-]+ ){1,9}?(?!this|his|its|as\b|is\b|was|has|needs|receives|feels|was)[a-z]{3,}s\b(?! (?:and|or|of|to be|will|must|should)\b)"
)
_STAFFED = re.compile(r"_n_ (?:[\w-]+ ){1,5}(?:on|for|at|in|to|per)? ?(?:_freq_|every|each)")
# What only proves that people came or read: a clause about it shows no result.
_PROOF_OF_EFFORT = re.compile(
	r"\b(?:certificates?|attendance|minutes of|minutes|sign-?in sheets?|read receipts?|read and sign(?:ed)?(?= sheet)|training records?|signatures?)\b[^,;]{0,30}?\b(?:kept|recorded|filed|"
	r"saved|uploaded|logged|signed|obtained|on file|retained|collected)\b[^;]*|\bpolic(?:y|ies)\b[^;]{0,40}\b(?:read|signed|acknowledged|available|displayed|uploaded)\b[^;]*"
)
_PHYSICAL = re.compile(
	r"^(?:(?:to |please |maintenance |handyman |contractor |estates |[a-z]+ (?:manager|lead|team|deputy) to )?)*"
	r"(?:re-?plac|repair|instal|fit|re-?fit|mend|remov|relocat|mov|buy|purchas|mount|re-?hang|re-?paint|lay|clear|lock|label|"
	r"dispos|destroy|return|put|place|attach|swap|disconnect|decommission|order|bolt|seal|block|re-?plaster|re-?tile|re-?decorat|"
	r"re-?carpet|erect|hang|service|add|print|laminat|display|build|convert|connect|writ)(?:e|l|s|es|ing|ed|y)?\b"
)
_ABSTRACT_OBJECT = re.compile(
	r"^(?:\S+ ){1,6}?(?:groups?|committee|strategy|links|relationships?|activities|sessions?|programme|framework|forum|panel|together|additional|culture|system|systems|process|processes|measures|barriers|"
	r"plan|plans|people|staff|value|focus|emphasis|importance|measures|improvements?|support|training|resources|policy|procedures?)\b"
)
_CHECK = re.compile(
	r"\b(?:audited|checked|chekced|sampled|spot[- ]check(?:ed|s)?|observed|verified|measured|tracked|reported|timed|tested|inspected|"
	r"counted|logged|signed off|countersigned|signed|confirmed|seen|walkround|shown|taken|recorded|reconciled|submitted|charted)"
	r"\b(?: \w+){0,3}? (?:_freq_|by (?:the |a |an |their |both |\w+ )?\w+|on the \w+|in the \w+|from the \w+|at (?:each|every|the)|against)"
	r"|\b(?:checks|samples|audits|counts|observes|times|inspects|reconciles|signs|initials|confirms|verifies|reviews|reads|tests|asks|looks|"
	r"walks|runs|finds|sees|shows)\b (?=(?:the|a|an|it|its|them|their|each|every|all|both|any|that|whether|for|with|round|no|off|at|on|over|_\w+_|mar|\w+ (?:charts?|files?|"
	r"records?|plans?|notes?|logs?|sheets?))\b)"
	r"|\b(?:measured|taken|reported|drawn|as shown|shown|evidenced|according) (?:from|on|in|by|to) (?:the |our |an? )?\w+"
	r"|\bat (?:the )?(?:monthly |weekly |month-end |_\w+_ )*(?:re-)?(?:\w+ )?(?:audit|spot check|inspection|stock count)\b"
)
_ACTIVITY_VERB = re.compile(
	r"^(?:(?:to|all|the|our|please|staff|team|manager|managers|registered|deputy|clinical|quality|lead|seniors?|carers|nurses|"
	r"nominated|individual|home|regional|care|coordinators?|coordinator|leaders?|night|will|should|must|need|needs|provider|"
	r"service|hr|admin|training|trainer|and) )*(?:re-?)?(?:train|hold|arrange|deliver|provide|attend|schedule|book|email|e-mail|send|"
	r"circulate|remind|brief|discuss|share|cascade|issue|run|facilitate|conduct|undertake|carry out|review|visit|refresh|appoint|"
	r"recruit|organi[sz]e|convene|invite|meet|feed ?back|speak|talk|retrain|enrol|roll ?out|complete|develop|write|update|create|produce|draft|host|plan|offer|give|introduce|commission|audit|consult|ask|advise|inform|tell)(?:s|ing|ed)?\b"
)


@dataclass
class Signals:
	"""What one action's text offers, each with the strength it adds to the case that it can be verified."""

	result: float = 0.0
	bounds: float = 0.0
	vague: float = 0.0
	has_time: bool = False
	has_population: bool = False
	has_check: bool = False
	vague_phrases: list[str] = field(default_factory=list)

	@property
	def score(self) -> float:
		"""The balance: results count in full, bounds only beside a result, vague words against it."""
		return self.result + (self.bounds if self.result else self.bounds / 3) - self.vague


def read_action(parts: list[str], settings: Settings) -> Signals:
	"""Gather the signals of all sentences of an action; results and bounds may stand in different ones."""
	total = Signals()
	results: list[float] = []
	for part in parts:
		found = _read_sentence(part, settings)
		results.append(found.result)
		total.bounds = max(total.bounds, found.bounds)
		total.vague = max(total.vague, found.vague)
		total.has_time |= found.has_time
		total.has_population |= found.has_population
		total.has_check |= found.has_check
		total.vague_phrases += found.vague_phrases
	results.sort(reverse=True)
	total.result = sum(results[:1]) + sum(results[1:4]) / 2
	if len(parts) > 1:
		total.bounds += min(1.0, 0.5 * (total.has_time + total.has_population + total.has_check) / 2)
	return total


def _read_sentence(sentence: str, settings: Settings) -> Signals:
	marked = _PROOF_OF_EFFORT.sub("", mark_facts(sentence))
	found = Signals()
	activity = _is_activity(marked, settings)
	states = set(_STATE.findall(marked))
	state = len(states - _WEAK_STATE)
	population = bool(_POPULATION.search(marked))
	frequency = "_freq_" in marked
	place = bool(_PLACE.search(marked))
	found.has_check = bool(_CHECK.search(marked))
	found.has_time = frequency or any(mark in marked for mark in ("_date_", "_long_", "_short_", "_clock_"))
	found.has_population = population or place

	if _MOVE.search(marked):
		found.result += 3.0
	if any(_counts_a_result(match, marked, settings) for match in _THRESHOLD.finditer(marked)):
		found.result += 2.0
	elif not activity and _FRACTION_RESULT.search(marked):
		found.result += 2.0
	if _ZERO.search(marked):
		found.result += 1.5
	if _PHYSICAL.search(marked) and not _ABSTRACT_OBJECT.search(marked):
		found.result += 2.0 if place or "_date_" in marked else 0.5
	if state and (population or frequency or place or found.has_check) and not activity:
		found.result += 1.5 + 0.5 * min(state - 1, 2)
	elif states and not activity and (population or place) and found.has_check:
		found.result += 1.0
	elif _EACH_VERB.search(marked) or (
		_STAFFED.search(marked) and not activity and not _effort_noun(marked, settings)
	):
		found.result += 1.5
	elif state > 1 and activity and (found.has_check or frequency):
		found.result += 1.0

	found.bounds += 0.75 * ("_date_" in marked) + 0.75 * frequency + 0.75 * population + 0.5 * place
	found.bounds += 0.75 * found.has_check + 0.5 * ("_short_" in marked or "_clock_" in marked)

	verbs = phrase_pattern(settings.vague_verbs).findall(sentence)
	objects = phrase_pattern(settings.vague_objects).findall(sentence)
	hedges = phrase_pattern(settings.hedges).findall(sentence)
	found.vague = (
		min(1.0, len(verbs) * 0.75)
		+ min(1.0, len(objects) * 0.5)
		+ min(1.5, len(hedges) * 0.75)
		+ 0.75 * activity
	)
	found.vague_phrases = list(dict.fromkeys([*verbs, *objects, *hedges]))
	return found


def _is_activity(marked: str, settings: Settings) -> bool:
	"""Whether the sentence says what people will be busy with: sessions, reviews, reminders."""
	return bool(_ACTIVITY_VERB.search(marked))


def _effort_noun(marked: str, settings: Settings) -> bool:
	return bool(phrase_pattern(settings.activities).search(marked))


def _counts_a_result(match: re.Match[str], marked: str, settings: Settings) -> bool:
	"""A threshold on sessions held is effort; "within 6 months" is a deadline; the rest is a result."""
	if match.group("what") == "_long_" and match.group().startswith(("within", "over", "inside", "up to")):
		return bool(_STATE.search(marked)) and bool(_POPULATION.search(marked))
	following = marked[match.end() : match.end() + 40]
	noun = phrase_pattern(settings.activities).search(following)
	return not (noun and len(following[: noun.start()].split()) <= 2)


_ROLE = (
	r"(?:registered manager|deputy manager|home manager|manager|deputy|clinical lead|team leaders?|unit leads?|nurses?|seniors?|senior carers?|"
	r"carers?|care coordinators?|coordinators?|administrator|nominated individual|quality lead|hr|maintenance|chef|activities lead|provider)"
)
_ROLES_TOGETHER = re.compile(
	rf"\b{_ROLE}(?:,? (?:and|&|or) |/|, )(?:the )?{_ROLE} (?:to|will|must|should|shall|need|are to)\b"
)
_TASK = re.compile(
	r"^(?:review|updat|train|remind|monitor|send|hold|arrang|deliver|provid|discuss|shar|introduc|implement|develop|improv|ensur|"
	r"writ|audit|check|replac|install|repair|recruit|appoint|complet|creat|issu|meet|order|buy|fit|remov|mov|strengthen|brief|"
	r"circulat|email|contact|ask|add|agre|set up|carry out|feed back|promot|enhanc|rais|increas|reduc|better|more)e?\b"
)
_JOINED = re.compile(r"(?:,? and then |,? and |, |\bthen )")


def names_several_actors(text: str, settings: Settings) -> str:
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
