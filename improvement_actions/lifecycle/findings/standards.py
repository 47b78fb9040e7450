"""Which regulations and quality statements a cell names: by number, code or title, in the many ways that people write them.

"Regulation 12", "Reg. 17(2)(b) HSCA RA Regulations 2014 Good governance", "Safe care and treatment", "Safe: Learning culture".
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from ..problem import Problem, _

REGULATION, QUALITY_STATEMENT = "Regulation", "Quality Statement"
KEY_QUESTIONS = ("Safe", "Effective", "Caring", "Responsive", "Well-led")

_NUMBER = r"\d{1,2}\s?[A-Z]?(?![\w.])(?:\s?\(\w{1,4}\))*"
_NUMBERED = re.compile(
	rf"(?:\bregulations?|\bregs?\b\.?|\bR(?=\s?\d))\s*[.:]?\s*(?:no\.?\s*)?(?P<numbers>{_NUMBER}(?:\s*(?:,|;|&|/|\band\b)\s*{_NUMBER})*)",
	re.IGNORECASE | re.ASCII,
)
_ONE_NUMBER = re.compile(r"(?<![\w(])(\d{1,2})\s?([A-Za-z])?(?![\w])", re.ASCII)
_BARE = re.compile(rf"\s*{_NUMBER}(?:\s*(?:,|;|&|/|\band\b)\s*{_NUMBER})*\s*", re.IGNORECASE | re.ASCII)
_PARTS = re.compile(r"[\n;|•]+|\s+/\s+")
#: What may stand around a title without meaning anything else.
_AROUND = frozenset(
	"a an and of the to in with cqc qs quality statement statements regulation regulations breach breached key question "
	"safe effective caring responsive well led hsca ra health social care act 2008 2014 regulated activities".split()
)
LONGEST = 2000


@dataclass(frozen=True)
class Standard:
	"""A Regulatory Standard as far as it matters here; `name` is what a link holds."""

	name: str
	kind: str
	code: str
	title: str
	key_question: str = ""
	disabled: bool = False


@dataclass(frozen=True)
class Standards:
	"""Those that cells can name."""

	all: tuple[Standard, ...] = ()
	_by_words: dict[str, list[Standard]] = field(default_factory=dict)
	_by_number: dict[str, list[Standard]] = field(default_factory=dict)
	#: The words that name one, the longest first.
	titles: list[str] = field(default_factory=list)

	def __post_init__(self):
		for one in self.all:
			for text in {_words(one.name), _words(one.code), _words(one.title)} - {""}:
				self._by_words.setdefault(text, []).append(one)
			numbered = _NUMBERED.fullmatch(one.code.strip())
			if one.kind == REGULATION and numbered:
				self._by_number.setdefault(_number(numbered["numbers"]), []).append(one)
		self.titles.extend(sorted(self._by_words, key=lambda words: (-len(words), words)))

	def called(self, words: str) -> list[Standard]:
		return self._by_words.get(words, [])

	def numbered(self, number: str) -> list[Standard]:
		return self._by_number.get(number, [])


def read_standards(
	written: str, standards: Standards, key_question: str = "", prefer: str = ""
) -> tuple[tuple[str, ...], list[Problem]]:
	"""Return the names of the standards that `written` names, and what of it names none.

	`key_question` and `prefer` (a kind, as the column's heading has it) decide where a title belongs to several.
	"""
	names: list[str] = []
	problems: list[Problem] = []
	if len(written) > LONGEST:
		return (), [_unknown(written)]
	if _BARE.fullmatch(written):
		written = f"Regulation {written}"
	for part in filter(str.strip, _PARTS.split(written)):
		found, wrong = _read_part(part.strip(), standards, key_question, prefer)
		names += found
		problems += wrong
	return tuple(dict.fromkeys(names)), problems


def read_mentioned(text: str, standards: Standards) -> tuple[str, ...]:
	"""Return the names of the regulations that a finding itself names by number, where each can only be one."""
	found = []
	for match in _NUMBERED.finditer(text):
		# A single letter before a number is too little in running text.
		if match[0][:3].casefold() != "reg":
			continue
		for number in _numbers(match["numbers"], standards):
			candidates = [one for one in standards.numbered(number) if not one.disabled]
			found += [one.name for one in candidates] if len(candidates) == 1 else []
	return tuple(dict.fromkeys(found))


def read_key_question(written: str) -> tuple[str, list[Problem]]:
	"""Return the key question that `written` names ("" when empty): "Is the service well-led?" is Well-led."""
	words = _words(written)
	if not words:
		return "", []
	found = [question for question in KEY_QUESTIONS if f" {_words(question)} " in f" {words} "]
	if len(found) == 1:
		return found[0], []
	problem = Problem(
		"unknown_key_question",
		"key_question",
		_("Key question “{0}” is not one of: {1}."),
		(_shown(written), KEY_QUESTIONS),
	)
	return "", [problem]


def _read_part(
	part: str, standards: Standards, key_question: str, prefer: str
) -> tuple[list[str], list[Problem]]:
	names, problems = [], []
	rest, is_numbered = part, False
	for match in _NUMBERED.finditer(part):
		is_numbered = True
		rest = rest.replace(match[0], " ; ", 1)
		for number in _numbers(match["numbers"], standards):
			name, wrong = _one(standards.numbered(number), f"Regulation {number}", "", REGULATION)
			names += [name] if name else []
			problems += wrong
	found, left, wrong = _titles_in(_words(rest), standards, key_question, prefer, quiet=is_numbered)
	names += [name for name in found if name not in names]
	problems += wrong
	# After a number, more words are its title in the words of whoever wrote it.
	if not is_numbered and not wrong and (not found or left):
		problems.append(_unknown(part))
		names = []
	return names, problems


def _titles_in(
	words: str, standards: Standards, key_question: str, prefer: str, quiet: bool
) -> tuple[list[str], list[str], list[Problem]]:
	"""Return the standards whose code or title stands in `words`, the words left over that mean something, and what is unclear.

	`quiet` leaves out what could be several: its number says which is meant.
	"""
	questions = [question for question in KEY_QUESTIONS if f" {_words(question)} " in f" {words} "]
	question = key_question or (questions[0] if len(questions) == 1 else "")
	kind = QUALITY_STATEMENT if re.search(r"\b(qs|quality statements?)\b", words) else prefer
	names, problems, left = [], [], f" {words} "
	exact = standards.called(words)
	for title in [words] if exact else standards.titles:
		if f" {title} " not in left:
			continue
		name, wrong = _one(standards.called(title), title, question, kind)
		if quiet and wrong:
			left = left.replace(f" {title} ", "  ")
			continue
		names += [name] if name else []
		problems += wrong
		left = left.replace(f" {title} ", "  ")
	return names, [word for word in left.split() if word not in _AROUND], problems


def _one(
	candidates: Sequence[Standard], written: str, key_question: str, kind: str
) -> tuple[str | None, list[Problem]]:
	"""Return the one of `candidates` that is meant."""
	if not candidates:
		return None, [_unknown(written)]
	able = [one for one in candidates if not one.disabled]
	if not able:
		template = _("“{0}” is disabled among the regulatory standards, so nothing new is linked to it.")
		return None, [Problem("standard_disabled", "standards", template, (candidates[0].name,))]
	for narrowed in (
		able,
		[one for one in able if one.kind == kind],
		[one for one in able if key_question and one.key_question == key_question],
	):
		if len(narrowed) == 1:
			return narrowed[0].name, []
	template = _("“{0}” can be several: {1}. Write which one is meant.")
	return None, [
		Problem(
			"standard_ambiguous", "standards", template, (_shown(written), tuple(one.name for one in able))
		)
	]


def _numbers(written: str, standards: Standards) -> list[str]:
	numbers = []
	for digits, letter in _ONE_NUMBER.findall(re.sub(r"\(.*?\)", " ", written)):
		number = f"{int(digits)}{letter.upper()}"
		# 17a is said of 17(a) where there is no Regulation 17A.
		known = standards.numbered(number) or not letter.islower()
		numbers.append(number if known else str(int(digits)))
	return numbers


def _number(written: str) -> str:
	return re.sub(r"\s|\(.*?\)", "", written).upper()


def _words(text: str) -> str:
	folded = unicodedata.normalize("NFKC", text).casefold().replace("&", " and ")
	folded = re.sub(r"['’]", "", folded).replace("centered", "centred")
	return " ".join(re.findall(r"[^\W_]+", folded))


def _unknown(written: str) -> Problem:
	return Problem(
		"unknown_standard",
		"standards",
		_("“{0}” is no regulation or quality statement among the regulatory standards."),
		(_shown(written),),
	)


def _shown(text: str) -> str:
	return text if len(text) <= 80 else f"{text[:80]}…"
