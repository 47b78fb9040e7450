"""The turns of phrase that show change, as patterns over sentences marked by `facts`."""

from __future__ import annotations

import re

from .facts import MONTH

Q = r"(?:_(?:n|pct|frac|short|long|clock|freq)_|zero|nil|none|no one|nobody|same day|half|every \w+)"
_FALL = (
	r"rose|risen|fell|fallen|dropped|drop|down|up|increased|decreased|reduced|reduction|climbed|grew|grown"
	r"|gone|went|moved|"
	r"improved|shortened|cut|come down|came down|come up|came up|lowered|raised|better|worse|fewer|less|more"
	r"|higher|lower|rise"
)
_PART = r"a third|a quarter|two[- ]thirds|three[- ]quarters"

#: From one figure to another, in either order.
FROM_TO = re.compile(
	rf"\bfrom\b[^;]{{0,40}}?{Q}[^;]{{0,60}}?\bto\b[^;]{{0,25}}?{Q}"
	rf"|\b(?:to|at|now|is|down|up)\b[^;]{{0,15}}{Q}[^;]{{0,20}}\b\(?from\b[^;]{{0,15}}{Q}"
)
#: A move to or by a figure, or a comparison of sizes.
MOVED = re.compile(
	rf"\b(?:{_FALL})\b(?:(?!\b(?:across|within|throughout|for all|in all)\b)[^;]){{0,30}}\b(?:to|by|than|at"
	rf"|below|under|above|over)?\s?(?:(?!across|within|throughout|over|for|in)\w+ )?(?:{Q}|{_PART})"
	r"|\b(?:halved|doubled|trebled|tripled)\b"
	r"|\b(?:half|twice|double|a third|a quarter) (?:of )?(?:what|as many|as much|the number|that|the level)\b"
	r"|\b(?:fewer|less|more|shorter|quicker|faster|lower|higher|earlier|sooner) than (?:before|it|they|last"
	r"|in|at|when|the)\b"
)
#: Words that may point to the time before.
BEFORE = re.compile(
	r"\b(?:before|previously|formerly|earlier|used to|baseline|in the past|until then"
	r"|at (?:the )?(?:mock )?inspection|"
	r"originally|where(?:as)?|had|were|was|did not|didn't|compared (?:with|to)|as against|against|versus"
	r"|vs\.?|rather than|"
	r"instead of|up from|down from|last (?:year|quarter|month)|no longer|when we started|the old|prior to"
	r"|in contrast)\b"
)
#: Words that set the time before against now.
CONTRAST = re.compile(
	r"\b(?:previously|formerly|used to|whereas|compared (?:with|to)|versus|vs\.?|rather than|instead of"
	r"|up from|down from|"
	r"baseline|having had|when we started|no longer|prior to|until then|before (?:the(?! end| start| next| due)|this|that|we|it)|"
	r"against (?:a |an |the |our )?(?:baseline|_\w+_|\w+ (?:in|at|of|before))|(?:and|,) (?:was"
	r"|were) (?:only )?_\w+_|"
	r"where (?:the|in|only|it|they|there|he|she|most|some|half|before|_)|had (?:been|had|only) (?:\w+ )?_\w+_|"
	r"it was (?:only )?_\w+_|there (?:were|was|had been) (?:\w+ )?_\w+_|_date_,? (?:none|only|nobody|no one"
	r"|not one|neither))\b"
	r"|^before\b|\bbefore[:,]|\b(?:against|where|it was|was) _\w+_|_date_,? (?:none|only)\b"
)
AFTER = re.compile(
	r"\b(?:now|since|today|currently|these days|after|afterwards|follow-up|re-?audit|latest|last|recent"
	r"|any more|nowadays|"
	r"at present|then)\b|^_date_"
)
#: That somebody looked.
LOOKED = re.compile(
	r"\b(?:audits?|re-?audit|samples?|sampled|sampling|spot[- ]?checks?|checks?|checked|observations?"
	r"|observed|observing|"
	r"walkrounds?|walk-?arounds?|survey|surveyed|logs?(?!-)|records?|readings?|report|ecm|data|score[sd]?"
	r"|visits?|inspection|"
	r"feedback|asked|review of|testing|tested|timed|count|counted|register|timestamps?|trend|figures"
	r"|dashboard|averaged?|rate|"
	r"matrix|files|seen|book|shows|showed|drill|watch|watched|unannounced)\b"
)
#: What they found: a figure, or all or none of something.
FOUND = re.compile(
	r"\b(?:found|finds?|finding|shows?|showed|shown|scored?|confirm(?:s|ed)?|averaged?|see|saw|seen|reports?"
	r"|reported|says?|"
	r"said|tells?|told|agreed|could|recorded|rated|answered|described?|named|included?|contain(?:s|ed)?"
	r"|observed)\b"
	r"[^;]{0,80}?(?:_(?:n|pct|frac|short|long|clock)_|\b(?:no|none|zero|nil|all|every|each|both|nobody|never"
	r"|only)\b)"
	r"|\b(?:had|was|were|has|have|there (?:is|are|was|were)) (?:no|none)\b"
	r"|\b(?:was|were|had|have|has|is|are|at|met|can|held|holds?)\b[^;]{0,60}?_(?:n|pct|frac|short|clock)_"
)
NONE_SINCE = re.compile(
	r"\b(?:no|none|nobody|no one|not one|zero|nil|without (?:a|any)|never|not had"
	r"|not missed)\b[^;]{0,70}\b(?:since|in the "
	r"(?:last|past|_)|for (?:the last |the past |over |more than )?_|_long_|in (?:the )?_|to date|over the"
	r"|during|after)"
	r"|\b(?:since|in the (?:last|past)|for _long_)\b[^;]{0,70}\b(?:no|none|nobody|no one|zero|nil|without"
	r"|never)\b"
)
TIMES = re.compile(
	r"_date_|\b(?:before|after|then|now|previously|originally|at inspection|at first|currently|today|earlier"
	r"|later|last time|"
	r"this time)\b"
)
SHARES = re.compile(r"_(?:pct|frac)_")
VALUES = re.compile(r"_(?:n|pct|frac|short|clock)_|\b(?:none|nil|zero|all|nobody)\b")
#: A row of figures: "January 12, February 5" (before marking), "81, 88, 93" (after).
DATED_FIGURE = re.compile(
	rf"\b(?:{MONTH}|may|q[1-4]|week \d+|before|after|then|now)\b[^,;|]{{0,25}}?\b(?:\d+|none|nil|zero|one|two"
	rf"|three)\b(?! (?:{MONTH}|may)\b)"
)
FIGURES_IN_A_ROW = re.compile(r"(?:_(?:n|pct)_,? (?:then |and |to )?){3}")
#: What people do now; what they know or feel now is no practice.
PEOPLE_NOW = re.compile(
	r"\b(?:residents?|people|tenants?|relatives|families|family|staff|carers|nurses|seniors|he|she|they|mr"
	r"|mrs|ms|miss|"
	r"clients?|workers?)\b[^;]{0,25}\bnow (?!(?:aware|trained|fully|understand|know|feel|have|confident|clear"
	r"|in|been|required|"
	r"able|will|expected|more|better|need|must|complete)\b)"
)
#: Sentences about the effort itself: figures in them count heads and papers.
EFFORT = re.compile(
	r"\b(?:train(?:ed|ing)?|retrained|attend(?:ed|ance|ees?)?|e-?learning|course|courses|workshop|session"
	r"|sessions|"
	r"signed (?:the|it|to say|read)|read (?:and signed|receipt)|certificates?|completion|briefed|inducted"
	r"|enrolled|policy|"
	r"toolbox|circulated|emailed|booked|passed the|competent|delivered)\b"
	r"|\b(?:audits?|supervisions?|meetings?|checks|reviews?|spot checks)\b[^;]{0,30}\bfrom _freq_ to _freq_"
)
#: The effort named as the turning point of something else: "since the training, errors have halved".
TURNING_POINT = re.compile(
	r"\b(?:since|after|following|before|as a result of) (?:the |this |our |that )?(?:[\w-]+ )?(?:training"
	r"|course|workshop|"
	r"sessions?|briefing|coaching|e-?learning|policy|refresher)(?: (?:session|day|course|changes?|was \w+))?\b"
)
FUTURE = re.compile(
	r"\b(?:will|shall|going forward|to be (?:done|completed|checked|carried|reviewed)|plan to|planned (?:for"
	r"|to)|is due to|"
	r"is expected to|should)\b"
)
