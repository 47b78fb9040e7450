"""What the learned judgement sees of a text: its words, pairs of neighbours and beginnings of words.

Facts are marked first (`facts.mark_facts`), so that "by 31 March" and "by 2 May" are the same two words, "by _date_".
What matters is the company that words keep: "staff to", "no _n_" or "which nobody", more than any one word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from .facts import mark_facts

_TOKEN = re.compile(r"_\w+_|[a-z]+(?:'[a-z]+)?|[:;,]")
_ENDING = re.compile(r"(?:ings?|ed|es|s|ly)$")
#: The beginning and the end of a sentence.
START, END = "<", ">"
_BEGINNING = 5


def features(sentences: Iterable[str]) -> dict[str, str]:
	"""The features of a text, each with the words as they stand in it (none where facts or commas take part)."""
	found: dict[str, str] = {}
	for sentence in sentences:
		words = _TOKEN.findall(mark_facts(sentence))
		stems = [_stem(word) for word in words]
		for word, stem in zip(words, stems, strict=True):
			found.setdefault(stem, _shown(word))
			if len(word) > _BEGINNING and word.isalpha():
				found.setdefault(word[:_BEGINNING] + "-", word)
		pairs = zip([START, *stems], [*stems, END], ["", *words], [*words, ""], strict=True)
		for first, second, word, following in pairs:
			found.setdefault(f"{first} {second}", _shown(word, following))
	return found


def _stem(word: str) -> str:
	return _ENDING.sub("", word) if len(word) > 4 and not word.startswith("_") else word


def _shown(*words: str) -> str:
	return " ".join(words).strip() if all(word[:1].isalpha() or not word for word in words) else ""
