"""What in a statement of change shows change: two states compared, or an outcome that somebody observed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .facts import MONTH, mark_facts
from .words import Settings, phrase_pattern

_Q = r"(?:_(?:n|pct|frac|short|long|clock|freq)_|zero|nil|none|no one|nobody|same day|half|every \w+)"

_MOVED = re.compile(
	rf"\bfrom\b[^;]{{0,40}}?{_Q}[^;]{{0,60}}?\bto\b[^;]{{0,25}}?{_Q}"
	rf"|\b(?:to|at|now|is|down|up)\b[^;]{{0,15}}{_Q}[^;]{{0,20}}\b\(?from\b[^;]{{0,15}}{_Q}"
	rf"|\b(?:rose|risen|fell|fallen|dropped|drop|down|up|increased|decreased|reduced|reduction|climbed|grew|grown|gone|went|"
	rf"moved|improved|shortened|cut|come|came|halved|doubled|trebled|tripled|lowered|raised|better|worse|fewer|less|more|higher|lower|rise|rises|falls)\b"
	rf"[^;]{{0,30}}\b(?:to|by|from|than|at|below|under|above|over)?\s?(?:\w+ )?(?:{_Q}|a third|a quarter|two[- ]thirds|three[- ]quarters)"
	r"|\b(?:halved|doubled|trebled|tripled)\b"
	r"|\b(?:half|twice|double|a third|a quarter) (?:of )?(?:what|as many|as much|the number|that|the level)\b"
	r"|\b(?:fewer|less|more|shorter|quicker|faster|lower|higher|earlier|sooner) than (?:before|it|they|last|in|at|when|the)\b"
)
_BEFORE = re.compile(
	r"\b(?:before|previously|formerly|earlier|used to|at baseline|baseline|in the past|until then|at (?:the )?(?:mock )?inspection|originally|"
	r"where(?:as)?|had (?:been|had|only|no)|having had|were|was|did not|didn't|compared (?:with|to)|as against|against|versus|vs\.?|rather than|"
	r"instead of|up from|down from|last year|last quarter|last month|no longer|when we started|the old|prior to|in contrast)\b"
)
_BEFORE_STRONG = re.compile(
	r"\b(?:previously|formerly|used to|whereas|compared (?:with|to)|against (?:a |an |the |our )?(?:baseline|_\w+_|\w+ (?:in|at|of|before))|versus|vs\.?|rather than|instead of|up from|down from|"
	r"baseline|having had|when we started|no longer|before (?:the|this|that|we|it)|(?:and|,) (?:was|were) (?:only )?_\w+_|where (?:the|in|only|it|they|there|he|she|most|some|half|before|_)|had (?:been|had|only) (?:\w+ )?_\w+_|"
	r"prior to|until then|it was (?:only )?_\w+_|_date_,? (?:none|only|nobody|no one|not one|neither)\b|there (?:were|was|had been) (?:\w+ )?_\w+_)|^before\b|\bbefore[:,]"
)
_AFTER = re.compile(
	r"\b(?:now|since|today|currently|these days|after|afterwards|follow-up|re-?audit|latest|last|recent|any more|nowadays|at present|then)\b|^_date_"
)
_OBSERVED = re.compile(
	r"\b(?:audits?|re-?audit|samples?|sampled|sampling|spot[- ]?checks?|checks?|checked|observations?|observed|observing|walkrounds?|walk-?arounds?|survey|surveyed|logs?(?!-)|"
	r"records?|readings?|report|ecm|data|score[sd]?|visits?|inspection|feedback|asked|review of|testing|tested|timed|count|counted|register|"
	r"timestamps?|trend|figures|dashboard|averaged?|rate|matrix|files|seen|drill|watch|watched|unannounced)\b"
)
_FOUND = re.compile(
	r"\b(?:found|finds?|finding|shows?|showed|shown|scored?|confirm(?:s|ed)?|averaged?|see|saw|seen|reports?|reported|says?|said|tells?|told|agreed|could|recorded|"
	r"rated|answered|described?|named|included?|contain(?:s|ed)?|observed)\b[^;]{0,80}?(?:_(?:n|pct|frac|short|long|clock)_|\b(?:no|none|zero|nil|all|every|each|both|nobody|never|only)\b)"
	r"|\b(?:had|was|were|has|have|there (?:is|are|was|were)) (?:no|none)\b"
	r"|\b(?:was|were|had|have|has|is|are|at|met|can|held|holds?)\b[^;]{0,60}?_(?:n|pct|frac|short|clock)_"
)
_TIMES = re.compile(
	r"_date_|\b(?:before|after|then|now|previously|originally|at inspection|at first|currently|today|earlier|later|last time|this time)\b"
)
_SHARES = re.compile(r"_(?:pct|frac)_")
_VALUES = re.compile(r"_(?:n|pct|frac|short|clock)_|\b(?:none|nil|zero|all|nobody)\b")
_NONE_SINCE = re.compile(
	r"\b(?:no|none|nobody|no one|not one|zero|nil|without (?:a|any)|never|not had|not missed)\b[^;]{0,70}\b(?:since|in the (?:last|past|_)|for (?:the last |the past |over |more than )?_|_long_|in (?:the )?_|to date|over the|during|after)"
	r"|\b(?:since|in the (?:last|past)|for _long_)\b[^;]{0,70}\b(?:no|none|nobody|no one|zero|nil|without|never)\b"
)
_SERIES = re.compile(
	rf"(?:\b(?:{MONTH}|may|q[1-4]|week \d+|before|after|then|now)\b[^,;|]{{0,25}}?\b(?:\d+|none|nil|zero|one|two|three)\b%?.*?){{2,}}"
)
_PEOPLE_NOW = re.compile(
	r"\b(?:residents?|people|tenants?|relatives|families|family|staff|carers|nurses|seniors|night staff|he|she|they|mr|mrs|ms|miss|tom|clients?|workers?)\b"
	r"[^;]{0,25}\bnow (?!(?:aware|trained|fully|understand|know|feel|have|confident|clear|in|been|required|able|will|expected|more|better|need|must|complete)\b)"
)
_RUN = re.compile(r"(?:_(?:n|pct)_,? (?:then |and |to )?){3,}")
_EFFORT_TOPIC = re.compile(
	r"\b(?:train(?:ed|ing)?|retrained|attend(?:ed|ance|ees?)?|e-?learning|course|courses|workshop|session|sessions|signed (?:the|it|to say|read)|"
	r"read (?:and signed|receipt)|certificates?|completion|briefed|inducted|enrolled|policy|toolbox|circulated|emailed|booked|passed the|competent|delivered)\b"
)
_FUTURE = re.compile(
	r"\b(?:will|shall|going forward|to be (?:done|completed|checked|carried|reviewed)|plan to|planned (?:for|to)|is due to|is expected to|should)\b"
)


@dataclass
class ChangeSignals:
	"""What a statement of change offers, sentence by sentence."""

	compared: float = 0.0
	observed: float = 0.0
	completed: list[str] = field(default_factory=list)
	improved: list[str] = field(default_factory=list)

	@property
	def score(self) -> float:
		"""How strongly the statement shows change; words of completion take nothing away from it."""
		return self.compared + self.observed


def read_change(parts: list[str], settings: Settings) -> ChangeSignals:
	"""Gather the signals of all sentences; "before" and "now" may stand in different ones."""
	total = ChangeSignals()
	before = after = quantities = 0
	times = values = 0
	looked = False
	for part in parts:
		marked = mark_facts(part)
		effort = bool(_EFFORT_TOPIC.search(marked))
		future = bool(_FUTURE.search(marked))
		total.completed += phrase_pattern(settings.completion_phrases).findall(part)
		total.improved += phrase_pattern(settings.improved_phrases).findall(part)
		if future:
			continue
		observed = bool(_OBSERVED.search(marked))
		if _MOVED.search(marked):
			total.compared = max(total.compared, 3.0)
		if (_SERIES.search(part) or (observed and _RUN.search(marked))) and not effort:
			total.compared = max(total.compared, 2.0)
		if observed and _FOUND.search(marked) and not effort:
			total.observed = max(total.observed, 2.0)
		elif not effort and re.search(r"_(?:frac|pct)_", marked):
			total.observed = max(total.observed, 1.0)
		if _NONE_SINCE.search(marked) and not effort:
			total.observed = max(total.observed, 2.0)
		if _PEOPLE_NOW.search(marked) and not effort:
			total.observed = max(total.observed, 1.0)
		if not effort:
			times += len(_TIMES.findall(marked))
			done = phrase_pattern(settings.completion_phrases).search(part)
			values += len((_SHARES if done else _VALUES).findall(marked))
			looked |= observed
		strong = bool(_BEFORE_STRONG.search(marked))
		if strong and not effort:
			total.compared = max(total.compared, 1.5)
		before += (strong or bool(_BEFORE.search(marked))) and not effort
		after += bool(_AFTER.search(marked)) and not effort
		quantities += len(re.findall(r"_(?:n|pct|frac|short|clock)_", marked)) if not effort else 0
	if times >= 2 and values >= 2:
		total.compared = max(total.compared, 2.0)
	if before and after:
		total.compared += 1.5 if looked else 1.0
	if before and quantities >= 2:
		total.compared += 1.0
	return total
