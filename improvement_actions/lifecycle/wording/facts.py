"""Marks the dates, times, frequencies and quantities in a sentence, so that rules can ask for their kind.

"By 31 March, 98% of charts are checked every week" becomes "by _date_, _pct_ of charts are checked _freq_".
A number is no result by itself: what matters is what it counts, and that reads off the marked sentence.
"""

from __future__ import annotations

import re

MONTH = (
	r"(?:january|february|march|april|june|july|august|september|october|november|december"
	r"|jan|feb|mar(?= 20\d\d)|apr|jun|jul|aug|sept?|oct|nov|dec)"
)
DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
_SMALL = (
	"one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
	"seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred dozen"
)
NUMBER = (
	r"(?:£?\d[\d,]{0,12}(?:\.\d+)?(?!\.?\d)|(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[- ])?(?:"
	+ "|".join(_SMALL.split())
	+ r"))(?:(?<=\d)\s?(?:k|ml|mls|mg|g|kg|mm|cm|c|°c|degrees|lb)\b)?"
)
_UNIT_SHORT = r"(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|h)"
_UNIT_LONG = r"(?:days?|weeks?|wks?|months?|quarters?|years?|yrs?|nights?|shifts?|fortnights?)"
_QUALIFIER = r"(?:full |working |calendar |consecutive |successive |more |further |whole |clear )?"
_OCCASION = (
	r"(?:day|night|morning|afternoon|evening|week|weekend|fortnight|month|quarter|year|shift|handover|visit"
	r"|call|meal|"
	r"mealtime|lunch|round|walkround|check|administration|dose|application|transfer|transaction|use|occasion|"
	r"meeting|admission|discharge|incident|fall|wash|audit|session|medication round|night visit|home visit|"
	r"night shift|meal service|hoist transfer|staff meeting|" + DAY + r")"
)

_MARKS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
	(mark, re.compile(pattern))
	for mark, pattern in (
		# What only looks like a quantity: references and names.
		(
			r" _ref_ ",
			r"\b(?:regulations?|regs?\.?|section|article|act(?: of)?|level|version|appendix|phase|stage|grade|"
			r"band|iso|care act|outcome|kloe|form|part)\s+\d+[a-z]?(?:\s?\([\da-z]{1,3}\))*(?:\.\d+)*\b"
			r"|\b\d{1,2}[a-z]?(?:\s?\([\da-z]{1,3}\))+|\b1\s?(?:-\s?)?(?:to|2|:)(?:-|\s)?1\b(?=\s*(?:meeting"
			r"|session|"
			r"support|supervision|chat|discussion|care|observation|s\b))|\b1:1s?\b|\b24/7\b|\bcovid-?19\b"
			r"|\b999\b",
		),
		(
			r" _place_ ",
			r"\b(?:rooms?|bathroom|bedroom|flat|unit|ward|floor|house|bay|lounge|wing|kitchen|building|site"
			r"|block)\s+"
			r"\d{1,3}[a-z]?\b(?:(?:,| and|, and| &) \d{1,3}[a-z]?\b)*|\b(?:ground|first|second|third|top"
			r"|lower|upper|1st|2nd|"
			r"3rd)[- ]floors?\b",
		),
		# Frequencies before durations, because "every two weeks" holds one.
		(
			r" _freq_ ",
			r"\b(?:every|each|per|at each|at every|once per|on each|on every)\s+(?:(?:single|other|second|"
			r"first|last)\s+)?(?:" + NUMBER + r"[- ](?:to[- ]" + NUMBER + r"[- ])?)?(?:working |calendar )?"
			r"(?:" + _OCCASION + r"|days|nights|weeks|months|hours?|minutes|shifts|visits|years)\b"
			r"|\b(?:(?:once|twice)[ -])?(?:a|an|per)[ -](?:day|night|week|fortnight|month|quarter|year|shift"
			r"|hour)\b|\b(?:twice[- ]|(?:"
			+ NUMBER
			+ r")[- ])?(?:hourly|daily|nightly|weekly|fortnightly|monthly|quarterly|"
			r"annually|yearly)\b|\bbi-?(?:weekly|monthly|annually)\b|\bevery other (?:day|week|month)\b"
			r"|\bon "
			+ DAY
			+ r"s?(?<=s)\b|\bon the (?:first|last|1st|second|third) (?:"
			+ DAY
			+ r"|of|working|day)\b[^,;]{0,10}"
			r"\bmonth\b|\bof (?:each|every) month\b|\bat (?:the )?(?:end|start|beginning) of (?:each|every"
			r"|the|a) (?:shift|"
			r"round|visit|month|week|day)\b|\b(?:each|every) (?:shift|time)\b|\bwhenever\b(?! (?:possible"
			r"|necessary|needed|appropriate|required))|\bwhen (?:in use|unattended|not in use|empty)\b"
			r"|\bafter (?:each|every) \w+"
			r"|\bbefore (?:each|every) \w+|\bat all times\b(?= when)",
		),
		(
			r" _date_ ",
			r"\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b"
			r"|\b\d{1,2}(?:st|nd|rd|th)?(?:\s+of)?\s+(?:" + MONTH + r"|may)\b(?:,?\s+\d{4}\b)?"
			r"|\b(?:" + MONTH + r"|may)\s+\d{1,2}(?:st|nd|rd|th)?\b(?!\s*%)(?:,?\s+\d{4}\b)?"
			r"|\b(?:" + MONTH + r"|may)\s+20\d\d\b"
			r"|\b(?:by|in|of|from|since|until|till|end|early|mid|late|to|and|during|before|after|for"
			r"|on)\s+may\b(?! be)"
			r"|\b" + MONTH + r"\b(?:'s)?|^may\b(?=[: ,]+\d)"
			r"|\b(?:by|from|on|before|until|next|this|since|after)\s+(?:next\s+|this\s+)?" + DAY + r"\b"
			r"|\bq[1-4]\b(?:\s+20\d\d)?|\bquarter (?:one|two|three|four|[1-4])\b|\bweek \d{1,2}\b"
			r"|\b(?:the\s+)?(?:end of(?: the)?|next|this|last|previous|first|second|third|fourth|current"
			r"|same)\s+(?:calendar |financial )?"
			r"(?:week|month|quarter|year|summer|autumn|winter|spring)\b|\b(?:month|year|quarter)[- ]end\b"
			r"|\bchristmas\b|\beaster\b"
			r"|\bin (?:the )?(?:early |late )?(?:spring|summer|autumn|winter)\b|\b(?:spring|summer|autumn"
			r"|winter) (?:survey|audit|20\d\d)\b"
			r"|\b20[2-4]\d\b|\btomorrow\b|\btonight\b",
		),
		(
			r" _clock_ ",
			r"\b\d{1,2}(?:[:.]\d{2})?\s?(?:am|pm|a\.m|p\.m)\b|\b\d{1,2}:\d{2}\b|\bmidnight\b|\bnoon\b"
			r"|\bmidday\b",
		),
		(
			r" _pct_ ",
			r"(?<![\w.])(?:\d[\d,]{0,12}(?:\.\d+)?|"
			+ "|".join(_SMALL.split())
			+ r")\s*(?:%|per ?cent\b|percent\b|pc\b)",
		),
		(
			r" _short_ ",
			r"\b(?:"
			+ NUMBER
			+ r"|half an|an)[- ]?"
			+ _QUALIFIER
			+ _UNIT_SHORT
			+ r"\b(?:')?|\bsame day\b|\bnext day\b",
		),
		(r" _long_ ", r"\b(?:" + NUMBER + r")[- ]?" + _QUALIFIER + _UNIT_LONG + r"\b(?:')?"),
		(
			r" _frac_ ",
			r"\b"
			+ NUMBER
			+ r"(?: out of| in| of|/)(?: every| the| those)?(?: last| latest| first)? "
			+ NUMBER
			+ r"\b"
			r"|\b\d+\s?/\s?\d+\b|\b(?:half|one third|two[- ]thirds|three[- ]quarters|a third|a quarter) of\b",
		),
		(r" _n_ ", r"\b" + NUMBER + r"(?!\w)|(?<!\w)£?\d[\d,.]{0,12}\d?(?!\w)"),
	)
)
_SPACES = re.compile(r"\s+")


def mark_facts(sentence: str) -> str:
	"""The sentence with each fact replaced by its kind: _date_ _freq_ _clock_ _frac_ _pct_ _short_ _long_ _n_."""
	for mark, pattern in _MARKS:
		sentence = pattern.sub(mark, sentence)
	return _SPACES.sub(" ", sentence).replace(" ,", ",").strip()
