"""What the columns of a sheet hold, guessed from their headings: reports and providers call the same thing many names.

A guess is shown before anything happens, and whoever imports can correct it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..problem import Problem, Term, _

#: What a column can hold, as people read it; the order is that of the template.
FIELDS = {
	"reference": _("Reference"),
	"quote": _("Finding, word for word"),
	"title": _("Finding in short"),
	"standards": _("Regulation or quality statement"),
	"key_question": _("Key question"),
	"theme": _("Theme"),
	"occurred_on": _("Date of the finding"),
	"action": _("Action"),
	"description": _("How it will be done"),
	"action_owner": _("Owner"),
	"due_date": _("Due date"),
	"priority": _("Priority"),
	"closure_test": _("Closure test"),
}
#: Those of a finding's action; a row that names no action has nothing to put them on.
OF_ACTION = ("description", "action_owner", "due_date", "priority", "closure_test")

#: Headings as they are written, in small letters and without punctuation.
SYNONYMS = {
	"reference": (
		"reference|ref no|reference no|reference number|ref number|finding ref|finding reference|finding no|finding number|"
		"finding id|id|no|number|item|item no|point|s no|para|paragraph|report reference|report ref|section|ref"
	),
	"quote": (
		"finding word for word|finding|findings|quote|verbatim|verbatim finding|concern|concerns|issue|issues|issue identified|"
		"issues identified|area of concern|area for improvement|areas for improvement|inspector comment|inspectors comments|"
		"inspection finding|inspection findings|cqc finding|cqc findings|what we found|what cqc found|what the inspector found|"
		"report extract|extract from report|breach details|details of breach|how the regulation was not being met|"
		"how the regulation was not met|recommendation|recommendations|observation|observations|identified shortfall|shortfall|"
		"finding quote|evidence from report|requirement|improvement required|what the report says|gap identified|non compliance"
	),
	"title": "title|heading|summary|short title|finding in short|finding title|headline|summary of finding",
	"standards": (
		"regulation or quality statement|regulation|regulations|reg|regulation breached|breach|breach of regulation|"
		"regulatory requirement|legal requirement|hsca regulation|cqc regulation|regulation number|quality statement|"
		"quality statements|cqc quality statement|standard|standards|regulatory standard|regulation quality statement|"
		"fundamental standard|quality statement or regulation|regulation and quality statement|regulated activity regulation"
	),
	"key_question": "key question|key questions|cqc key question|domain|cqc domain|kloe|kloes|key line of enquiry|5 key questions",
	"theme": "theme|themes|topic|category|area|subject|subject area|area of practice|workstream",
	"occurred_on": (
		"date of the finding|date of finding|date found|finding date|inspection date|date of inspection|date identified|"
		"identified on|date raised|raised on|occurred on|audit date|visit date|date of visit"
	),
	"action": (
		"action|actions|action required|actions required|action to be taken|actions to be taken|action needed|planned action|"
		"what we will do|what will we do|what are we going to do|improvement action|agreed action|proposed action|"
		"remedial action|corrective action|action title|action plan|what needs to be done|what do we need to do|response|"
		"provider response|provider action|task|actions planned|action taken to address"
	),
	"description": (
		"how it will be done|how|how will it be done|how we will do it|how will we do this|action detail|action details|"
		"action description|details of action|detail|details|description|steps|method|action steps"
	),
	"action_owner": (
		"owner|action owner|lead|lead person|action lead|responsible|responsible person|person responsible|"
		"who|by whom|who is responsible|who will do it|assigned to|responsibility|named lead|accountable|accountable person|"
		"allocated to|lead officer|person accountable|lead name|responsible lead|lead responsible"
	),
	"due_date": (
		"due date|due|due by|deadline|target date|by when|when|completion date|target completion date|date due|"
		"timescale|timescales|timeframe|time frame|complete by|to be completed by|date for completion|action by date|"
		"expected completion|expected completion date|planned completion date|date to be completed|when by|finish date|end date"
	),
	"priority": "priority|priority level|urgency|must or should|must should|risk level|risk rating|severity|importance",
	"closure_test": (
		"closure test|how will we know|how we will know|how will we know it has worked|how we will know it worked|"
		"success measure|success criteria|measure of success|measures of success|outcome measure|evidence required|evidence needed|"
		"evidence of success|success indicator|what will success look like|what good looks like|measure|measures|"
		"expected outcome|desired outcome|intended outcome|outcome|outcomes|how will it be monitored|monitoring|assurance|verification"
	),
}
#: Headings of what a plan keeps elsewhere or of what our own download adds: near enough to the above to be mistaken for it.
NOT_READ = frozenset(
	(
		"row|reasons|why it was not imported|progress|progress update|action progress|action status|status|rag|rag rating|"
		"rag status|comments|notes|date completed|action completed|completed|completed on|actual completion date|"
		"date action completed|evidence|evidence of completion|sign off|signed off by|review date|date of review"
	).split("|")
)
_SYNONYMS = {field: tuple(dict.fromkeys(text.split("|"))) for field, text in SYNONYMS.items()}
_EXACT = {heading: field for field, headings in _SYNONYMS.items() for heading in headings}
#: A heading has few words; more is a sentence, and the finding itself.
LONGEST_HEADING = 80


def guess(headings: Sequence[Any]) -> tuple[str | None, ...]:
	"""Return for each of `headings` the field that its column holds, None where none of ours; no field twice.

	A heading that is known as it stands comes before one with a known one among its words.
	"""
	worth = sorted(
		(
			(-exact, -length, at, field)
			for at, heading in enumerate(headings)
			for field, exact, length in _candidates(heading)
		),
	)
	fields: list[str | None] = [None] * len(headings)
	taken: set[str] = set()
	for _exact, _length, at, field in worth:
		if fields[at] is None and field not in taken:
			fields[at] = field
			taken.add(field)
	return tuple(fields)


def known_headings(cells: Iterable[Any]) -> int:
	"""Return how many different fields the headings `cells` name as they stand."""
	named = {_EXACT.get(form) for cell in cells for form in _forms(cell)}
	return len(named - {None})


def mapping_problems(mapping: Mapping[int, str | None], width: int) -> list[Problem]:
	"""Return what is wrong with `mapping`, which says what the columns (counted from 0) of a sheet `width` wide hold."""
	problems = []
	given = [field for field in mapping.values() if field]
	for field in dict.fromkeys(given):
		if field not in FIELDS:
			problems.append(
				Problem(
					"unknown_column",
					"mapping",
					_("A column cannot hold {0}. It can: {1}."),
					(field, tuple(FIELDS)),
				)
			)
		elif given.count(field) > 1:
			problems.append(
				Problem(
					"column_twice",
					"mapping",
					_("Two columns cannot both be “{0}”. Choose the one that is."),
					(Term(FIELDS[field]),),
				)
			)
	if any(not 0 <= at < width for at in mapping):
		problems.append(
			Problem("no_such_column", "mapping", _("There are {0} columns, counted from 0."), (width,))
		)
	if "quote" not in given and not problems:
		problems.append(
			Problem(
				"no_quote_column",
				"mapping",
				_("Say which column has the findings, word for word."),
			)
		)
	return problems


def _forms(heading: Any) -> list[str]:
	"""Return how `heading` may be known: in small letters without punctuation, with and without what stands in brackets."""
	text = str(heading)
	if len(text) > LONGEST_HEADING:
		return []
	forms = [_words(part) for part in (text, re.sub(r"\(.*?\)|\[.*?\]", " ", text))]
	return [form for form in dict.fromkeys(forms) if form]


def _words(text: str) -> str:
	text = re.sub(r"['’]", "", text.casefold().replace("&", " and ").replace("#", " no "))
	return " ".join(re.findall(r"[^\W_]+", text))


def _candidates(heading: Any) -> list[tuple[str, bool, int]]:
	"""Return the fields that `heading` may name: each with whether it does so as it stands, and with how many letters."""
	forms = _forms(heading)
	if any(form in NOT_READ for form in forms):
		return []
	found = [(_EXACT[form], True, len(form)) for form in forms if form in _EXACT]
	for form in forms:
		for field, synonyms in _SYNONYMS.items():
			for synonym in synonyms:
				# Short words stand in too many headings that mean something else.
				if len(synonym) > 2 and synonym != form and f" {synonym} " in f" {form} ":
					found.append((field, False, len(synonym)))
	return found
