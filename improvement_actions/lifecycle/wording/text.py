"""From what was typed (plain text, editor HTML, a spreadsheet cell) to text that can be judged."""

from __future__ import annotations

import html
import re
import unicodedata

# Beyond this an action is an essay; judging more would only cost time while someone types.
MAX_RAW = 200_000
MAX_JUDGED = 2_500

_TAG = re.compile(r"</?[a-zA-Z!][^<>]*>")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0b\x0c\x0e-\x1f]")
_QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": " - ", "−": "-", "‑": "-"})
_BULLET = re.compile(r"(?:^|(?<=\s))(?:[-*•·▪◦‣●–—]|[a-h]\)|\(?\d{1,2}\))\s+(?=\w)")
_NUMBERED = re.compile(r"(?:^|(?<=\s))\d{1,2}\.\s+(?=[a-z])")
_BREAK = re.compile(r"\s*(?:[;!?•]|\.(?=\s|$)|\|)+\s*")
_WORD = re.compile(r"[^\W\d_]+")

# Words that are common in one language and not English words. Latin script alone says nothing about
# language, and Welsh records are lawful in Wales.
_FOREIGN = frozenset(
	"y yr yn mae gan ac eu wedi ein bydd pob le la les des et une du pour dans est avec sur aux que qui "
	"der und den mit für ist nicht ein eine zu auf dem von el los las para con por del cada todos "
	"się oraz jest każdy nie przez wszystkie il della gli che sono ogni uma com não os dos em și în cu pentru "
	"het een van niet och att för med ett som na przy dla".split()
)
_ENGLISH = frozenset(
	"the and of to for with by on is are be all every each in at from no not that this who has have will "
	"staff care must should their they our we it as or a an was were been".split()
)


def plain_text(value: object) -> str:
	"""Whatever a field holds, as one string without markup, invisible characters or typographic variants.

	Line ends, tags and runs of spaces all become one space, so that neither markup nor layout changes the
	judgement; lists are told by their bullets and numbers instead.
	"""
	if value is None:
		return ""
	text = str(value)[:MAX_RAW]
	text = html.unescape(_TAG.sub(" ", text))
	text = unicodedata.normalize("NFKC", text.translate(_QUOTES))
	text = _INVISIBLE.sub("", text).casefold()
	return " ".join(text.split())[:MAX_JUDGED]


def sentences(text: str) -> list[str]:
	"""The sentences and list items of plain text; commas stay inside them."""
	if text.startswith(("1. ", "1) ", "(1) ")):
		text = _NUMBERED.sub("; ", text)
	text = _BULLET.sub("; ", text) if text[:1] in "-*•·▪◦‣●1(a" else text.replace(" • ", "; ")
	return [part.strip(" ,:") for part in _BREAK.split(text) if part.strip(" ,:-")]


def can_judge(text: str) -> bool:
	"""False for text in another language or script: not English is not the same as not specific."""
	letters = [char for char in text if char.isalpha()]
	if not letters:
		return True
	latin = sum(1 for char in letters if char < "\u0250")
	if latin * 2 < len(letters):
		return False
	words = _WORD.findall(text)
	foreign = sum(1 for word in words if word in _FOREIGN)
	english = sum(1 for word in words if word in _ENGLISH)
	return not (foreign >= 2 and foreign > 2 * english)
