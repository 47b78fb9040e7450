"""The turns of phrase that make an action checkable, as patterns over sentences marked by `facts`.

They describe kinds of statement (a move between two figures, a threshold, a state of every record, a condition, a
thing put in its place) in the vocabulary of care services; they hold no sentence of the labelled set.
"""

from __future__ import annotations

import re

Q = r"_(?:n|pct|frac|short|long|clock)_"
COUNT = r"_(?:n|pct|frac)_"


def _any(*groups: str) -> str:
	"""An alternation of space-separated entries; an underscore in an entry stands for a space."""
	return "|".join(entry.replace("_", " ") for group in groups for entry in group.split())


#: From one figure to another, or to a figure: "from 22% to below 5%", "falls to 6", "reduce by half".
MOVE = re.compile(
	rf"\bfrom\b[^,;]{{0,25}}{Q}[^;]{{0,40}}\bto\b[^,;]{{0,25}}(?:{Q}|zero|nil|none)|{Q}\s*(?:->|→)\s*{Q}"
	r"|\b(?:rais|ris|increas|reduc|cut|decreas|fall|drop|lower|improv|bring|keep|kept|halv|go|goes|reach"
	r"|achiev|"
	r"maintain|get|remain|stay|hold|down|up)\w*\b[^;]{0,60}?\b(?:to|by|at|below|under|above|over)\b"
	r"(?: (?:at least|at most|no more than|fewer than|less than|more than|below|under|above|over|around"
	r"|the agreed))*"
	rf" (?:{COUNT}|_short_|zero|nil|half\b|a third|two[- ]thirds|a quarter)"
	rf"|\bhalv(?:e|es|ed|ing)\b|\bdouble\b[^;]{{0,30}}\bfrom _n_|\bfrom _n_[^;]{{0,40}}\bto (?:none|zero|nil)\b"
	rf"|{COUNT}[^;]{{0,60}}\b(?:now|currently|today|baseline|against|was)\b[^;]{{0,12}}{COUNT}"
)
#: A figure that separates met from not met: "at least 95%", "6 or fewer", "within 30 minutes".
THRESHOLD = re.compile(
	r"\b(?:at least|at most|not more than|no more than|no fewer than|not less than|no less than|no later than"
	r"|fewer than|"
	r"less than|more than|longer than|greater than|lower than|higher than|up to|minimum(?: of)?"
	r"|maximum(?: of)?|below|"
	r"under|above|over|exceeds?|beyond|within|inside|between|target(?: is| of|:| -)?|standard(?: is| of|:| -)|"
	r"threshold(?: of|:)?|score(?:s|d)?(?: of| is|:)?|reach(?:es)?|average(?:s|d)?)"
	rf"(?: the| a| an)?\s+(?P<what>{Q})"
	rf"|(?P<after>{Q})\s*(?:\w+ )?(?:or|and) (?:more|fewer|less|above|below|over|under|higher|lower|better"
	rf"|none)\b"
	rf"|(?:<|>|≤|≥|<=|>=)\s*(?P<sign>{Q}|\d+)"
)
#: Nothing of a kind: "no gaps", "none outstanding", "nobody waits".
ZERO = re.compile(
	r"\b(?:zero|nil|none|nobody|no one|no-one|never|without (?:a|any|an)|with no|neither)\b"
	r"|\bno (?!longer|later|further|more than|fewer|less|action|matter|more\b)(?:\w+[- ]?){1,3}"
	r"|\b(?:do|does|is|are) not\b"
)
#: What may not happen before something else has.
CONDITION = re.compile(
	r"\b(?:cannot|can't|can not|may not|must not|do not|does not|not|never|nobody|no one|no \w+(?: \w+)?"
	r"|only)\b"
	r"[^;]{0,60}\b(?:until|unless|before|without|once|after)\b[^;]{4,}"
	r"|\b(?:is|are) (?!reviewed|updated|trained|completed)[a-z]+(?:ed|en|wn|ut|pt)\b[^;]{0,40}\b(?:before"
	r"|until|unless) [^;]{4,}"
)
SHARE = re.compile(r"_(?:frac|pct)_")
POPULATION = re.compile(
	r"\b(?:every|each|all|both|any)\b(?! (?:times|reasonable|areas|aspects|levels|necessary|appropriate))"
	r"|\b(?:nobody|no one|everyone|everybody)\b"
	r"|\b(?:people|residents?|tenants?|those|anyone|clients?|service users?|person|individuals?|persons?|men"
	r"|women)"
	r" (?:who|on|with|prescribed|supported|living|at risk|using|whose|under|in receipt|identified|assessed)\b"
	r"|_n_ (?:(?:of the|named|identified|vacant|remaining|empty|outstanding) )?[a-z]{4,}"
)
PLACE = re.compile(
	r"_place_|\b(?:in|on|at|from|to|of|inside|outside|beside|next to|behind|above|into)"
	r" (?:the |each |every |their |his |her |its |a |our )?(?:\w+[- ]){0,2}(?:"
	+ _any(
		"rooms? bedrooms? bathrooms? units? floors? lounge kitchen office garden corridor wing wards? board "
		"files? folder "
		"bag safe sheet tracker log trolley cupboard fridge register book doors? wall chart mar mars diary "
		"car_park "
		"run patch area records? matrix rota plans? system notes house flat home shelf drawer hall entrance "
		"exit "
		"toilets? stairs lift cellar laundry sluice van car portal app tablet wardrobe sides?"
	)
	+ r")\b"
)
_NEXT = r"(?= (?:the|an?|it|its|them|their|what|whether|any|each|every|how|who|all|both|in|on|at|that|for|with|_\w+_)\b)"
#: States and acts that leave a trace somebody else can see.
STATE = re.compile(
	r"\b(?:"
	+ _any(
		"counter-?signs? co-?signs? counter-?signed co-?signed signed signs? initialled initials? dated "
		"recorded logged labelled locked displayed",
		"uploaded filed on_file stored kept keeps printed weighed measured tested charted named listed "
		"includes?",
		"contains? shows? shown copied written reads_back read_back double[-_]checked counted reconciled? "
		"reconciles",
		"observed seen answered acknowledged sent submitted phoned rings? rung telephoned present fitted",
		"installed replaced repaired removed serviced worn wears? wash(?:es)? wipe[sd]? turned offered given",
		"administered served timed inspected witness(?:es|ed)? confirms? confirmed match(?:es|ed)? ticked "
		"published closed shut",
		"finish(?:es|ed)? starts? started arrives? stays? photographed investigated escalated_to",
		"referred notified handed attached marked chained carried carries sits?_on hangs? stands? in_place "
		"in_use in_date",
		"switched_on covered filled unfilled awake checked tracked sampled audited verified taken documented",
		"updated drawn_up agreed_with discussed_with explained completed contacted raised reported emptied "
		"cleaned",
		"disinfected sealed stocked restocked charged plugged_in within_reach to_hand tells? told asked asks "
		"says? knocks?",
		"has_gone made moved admitted returned entered noted posted pinned hands_over handed_over passes "
		"passed",
		"scores? reads? opens? drawn added scanned rehearsed demonstrates? chosen chooses? full empty dry "
		"unobstructed",
		"clear_of free_of free_from accompanied totalled rotated set_to set_at turned_off switched_off taped "
		"fixed",
		"overlaps? shadows? scans? sits overseen_by relaid ordered dispensed destroyed reissued renewed wedged "
		"propped rehung repainted resurfaced rewritten quoted stated described circled highlighted",
	)
	+ rf"|(?:records|logs|charts|checks|counts|states|lists|names|holds|tests|describes|reads|looks){_NEXT}"
	r"|(?<!more )(?:available|visible) (?:in|on|at|from)|(?<!to )(?:list|show|state|record|say|describe|name) (?:what|who|which|how|when|why)"
	r"|holds? (?:a|an|the|its|their) (?!meeting|session"
	r"|workshop|event|discussion)"
	r"|receives? (?!good|better|safe|appropriate|high|the right|quality|person|care\b|support|train|regular"
	r"|timely|effective)"
	r"|named? (?:key ?worker|nurse|lead|person)"
	r"|(?:has|have) (?:a|an|its|their|his|her|one|two|been|both|the|_\w+_)(?! (?:better|good|greater|clear"
	r"|full|robust))"
	r"|(?:is|are) (?:in|on|at|_\w+_)"
	r"|can (?!be\b|feel|better|also|then|do\b|help|support|work|continue|improve|have|access|make|use|take"
	r"|provide)[a-z]+(?: to| into| out)? (?:the|a|an|their|his|her|its|what|who|where|how|which|_\w+_|at|up))\b"
)
#: States that say little unless somebody checks them: "reviewed and updated" may be as bad as before.
WEAK_STATES = frozenset(
	"updated completed documented given taken made raised told asked offered reported added covered "
	"noted".split()
) | {"agreed with"}
#: "Each hoist displays ...": after each or every a word in -s is a verb, whichever it is.
EACH_VERB = re.compile(
	r"^(?:[^:,]{1,60}[:,] )?(?:each|every) (?!\w+s\b)(?:[\w'-]+ ){1,9}?"
	r"(?!this|his|its|as\b|is\b|was|has|needs|receives|feels|knows|gets)[a-z]{3,}s\b"
	r"(?! (?:and|or|of|to be|will|must|should)\b)"
)
COPULA = re.compile(
	r"\b(?:is|are|be|stays?|remains?) (?!to\b|being\b|aware|able|made\b|more\b|better\b|reviewed|updated"
	r"|trained|discussed|monitored|supported|reminded|"
	r"shared|informed|completed|held|kept|improved|managed|handled|delivered|provided|met\b|treated|embedded"
	r"|followed|"
	r"considered|strengthened|encouraged|involved|listened|maintained|safe|appropriate\w*|given|used"
	r"|offered)[a-z]+\b"
)
#: So many of something at a time: "two waking night staff on every night".
STAFFED = re.compile(r"_n_ (?:[\w-]+ ){1,5}(?:on|for|at|in|to|per)? ?(?:_freq_|every|each)")
#: What somebody does at stated times: "night staff walk the corridor hourly".
ROUTINE = re.compile(
	r"^(?:[^:]{1,50}: )?(?:the |each |one |a |an |our )?"
	r"(?:(?!to\b|will\b|should\b|must\b|with\b|of\b|for\b)[\w'-]+ ){0,4}?(?:"
	+ _any(
		"staff seniors? deputy nurses? carers? managers? leads? leaders? coordinator housekeepers? chef cook "
		"handyman "
		"administrator key_?workers? domestics? workers? champion member_of_staff handyperson night_staff "
		"person people"
	)
	+ r")(?: on (?:duty|shift|call|\w+))? (?:now )?(?!to\b|will\b|should\b|must\b|need|are\b|is\b|have\b"
	r"|has\b|of\b|and\b|in\b|who\b|for\b|with\b)"
	r"(?P<verb>[a-z]+) (?:.*(?:_freq_|_clock_|_short_)|(?:\w+ )?(?:every|each|all|both) )"
)
BEFORE = re.compile(
	r"\bbefore (?:the|their|his|her|its|a|any|each|every|anyone)\b(?! (?:end of (?:the|_|this)|next|inspection))|\bbefore the end of the shift\b"
)
#: "Staff to ...", "the manager will ...": somebody is told to do something.
TOLD_TO = re.compile(r"^(?:[\w'-]+ ){1,5}?(?:to|will|must|should|shall|need|needs)\b")
#: What only proves that people came or read: a clause about it shows no result.
PROOF_OF_EFFORT = re.compile(
	r"\b(?:certificates?|attendance|minutes|sign-?in sheets?|read receipts?|training records?|signatures?)\b"
	r"[^,;]{0,30}?\b(?:kept|recorded|filed|saved|uploaded|logged|signed|obtained|on file|retained"
	r"|collected)\b[^;]*"
	r"|\b(?:confirm|sign|say)\w* (?:that |to say |to confirm )?(?:they|he|she|receipt|it has been"
	r"|to say)\b[^;]{0,20}(?:read|underst\w+|receipt)?[^;]*"
	r"|\bpolic(?:y|ies)\b[^;]{0,40}\b(?:read|signed|acknowledged|available|displayed|uploaded)\b[^;]*"
)
#: Why the action is taken: figures in it belong to the past.
BACKGROUND = re.compile(
	r"\b(?:following|in response to|as a result of|due to|in light of|because(?: of)?|identified (?:in|by|at"
	r"|from))\b[^,;]*"
)
#: What was found, which is why the action is taken and not what it will bring about.
PAST = re.compile(
	r"\b(?:was|were|had been|had|took|fell|went|did not|didn't|waited|missed a|missed their|failed to|happened|occurred)\b"
	r"|\b(?:audits?|inspection|inspectors?|review|cqc|report|sample|checks?|visit|survey|we|they|family|daughter|son|wife)\b"
	r"(?:\W+\w+){0,5}?\W+(?:found|identified|showed|noted|highlighted|scored|said|reported|revealed|saw|complained)\b"
)
AIM = re.compile(
	r"\b(?:target|must|will|should|shall|aim|goal|until|to be|now|is|are|has|have|each|every|checks|shows|at least|at most|or more|or fewer|no more than)\b|\b(?:by|from) _date_|_freq_"
)
#: Where a sentence turns from what people do to what will be so.
TURN = re.compile(
	r",? so that | so (?=no |every |each |all )|, with (?=each |every |all )|,? with (?=no |none |actions "
	r"|results )|: (?=no |none )"
)

#: The clauses of a sentence of several tasks.
CLAUSES = re.compile(r",? and (?:then )?|, ")
_DO = r"(?:e|l|s|es|ing|ed|y)?\b"
PHYSICAL = re.compile(
	r"^(?:(?:to |please |maintenance |handyman |contractor |estates |[a-z]+ (?:manager|lead|team"
	r"|deputy) to )?)*(?:"
	+ _any(
		"re-?plac repair instal fit re-?fit mend remov relocat mov buy purchas mount re-?hang re-?paint "
		"re-?lay lay clear lock "
		"label dispos destroy return put place attach swap disconnect decommission order bolt seal block "
		"re-?plaster re-?tile "
		"re-?decorat re-?carpet erect hang service print laminat display convert connect cover fix"
	)
	+ r")"
	+ _DO
)
PHYSICAL_DONE = re.compile(
	r"\b(?:replaced|repaired|fitted|installed|relaid|removed|moved|mounted|repainted|painted|resurfaced"
	r"|rehung|refitted|"
	r"retiled|redecorated|disposed of|relocated|cleared|labelled|serviced|resealed"
	r"|rewired)\b[^;]{0,70}(?:_date_|_clock_|before )"
)
ABSTRACT_OBJECT = re.compile(
	r"^(?:\S+ ){1,6}?(?:"
	+ _any(
		"groups? committee strategy links relationships? activities sessions? programme framework forum panel "
		"together "
		"additional culture systems? process(?:es)? measures barriers plans? people staff value focus "
		"emphasis importance "
		"improvements? support training resources policy procedures? meetings? monitoring arrangements"
	)
	+ r")\b"
)
#: That somebody checks, and when, where or who.
CHECK = re.compile(
	r"\b(?:"
	+ _any(
		"audited checked sampled spot[-_]check(?:ed|s)? observed verified measured tracked reported timed "
		"tested "
		"inspected counted logged signed_off countersigned signed confirmed seen walkround shown taken "
		"recorded reconciled "
		"submitted charted"
	)
	+ r")\b(?: \w+){0,3}? (?:_freq_|by (?:the |a |an |their |both |\w+ )?\w+|(?:on|in|from) the \w+"
	r"|at (?:each|every|the)|against)"
	r"|\b(?:checks|samples|audits|counts|observes|times|inspects|reconciles|signs|initials|confirms|verifies"
	r"|reviews|reads|"
	r"tests|asks|looks|walks|runs|finds|sees|shows|picks)\b (?=(?:the|a|an|it|its|them|their|each|every|all"
	r"|both|any|that|"
	r"whether|for|with|round|no|off|at|on|over|_\w+_|mar|\w+ (?:charts?|files?|records?|plans?|notes?|logs?"
	r"|sheets?))\b)"
	r"|\b(?:measured|taken|reported|drawn|as shown|shown|evidenced|according) (?:from|on|in|by|to) (?:the "
	r"|our |an? )?\w+"
	r"|\bat (?:the )?(?:monthly |weekly |month-end |_\w+_ )*(?:re-)?(?:\w+ )?(?:audit|spot check|inspection"
	r"|stock count)\b"
	r"|\bto sample _n_"
)
#: One role that does it.
ACTOR = re.compile(
	r"\b(?:by|the|each|one|a|an|named) (?:[\w-]+ ){0,2}(?:"
	+ _any(
		"manager deputy nurse senior seniors lead leader carer coordinator handyman chef cook administrator "
		"key_?worker "
		"housekeeper pharmacist mentor champion worker"
	)
	+ r")\b(?! (?:team|training|meeting|course|support))"
)
_ACTORS = (
	r"^(?:(?:"
	+ _any(
		"to all the our please staff team manager managers registered deputy clinical quality lead seniors? "
		"carers nurses "
		"nominated individual home regional care coordinators? leaders? night will should must need needs "
		"provider service hr "
		"admin training trainer and each every"
	)
	+ r") )*(?:re-?)?"
)
#: What keeps people busy without a result of its own: sessions, reviews, reminders, appointments.
ACTIVITY = re.compile(
	_ACTORS
	+ r"(?:(?:"
	+ _any(
		"train hold arrange deliver provide attend schedule book email e-mail send circulate remind brief "
		"discuss share "
		"cascade issue run facilitate conduct undertake carry_out review(?!_minutes|_form|_date) visit refresh appoint recruit "
		"organi[sz]e convene "
		"invite meet feed_?back speak talk retrain enrol roll_?out develop update create produce draft host "
		"plan offer "
		"introduce commission audit consult advise inform hire set_up put_together establish launch nominate"
	)
	+ r")(?:s|ing|ed)?\b|(?:complet(?:e|es|ed|ing)|giv(?:e|es|ing)|tell|ask|write|do|receive|have|get|undergo|need)\b(?= (?:(?:the|a|an|any"
	r"|all|regular|new|"
	r"monthly|weekly|_\w+_|\w+) ){0,3}(?:training|e-?learning|courses?|self-assessments?|audits?|reviews?"
	r"|supervisions?|"
	r"gap analysis|inductions?|appraisals?|modules?|support|feedback|competenc(?:y|ies)|checks|staff|team"
	r"|guidance|information)\b))"
)
