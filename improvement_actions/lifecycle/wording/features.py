"""What the learned judgement sees of a text: its words, pairs of neighbours and beginnings of words.

Facts are marked first (`facts.mark_facts`), so that "by 31 March" and "by 2 May" are the same two words, "by _date_".
What matters is the company that words keep: "staff to", "no _n_" or "which nobody", more than any one word.
"""

from __future__ import annotations

import re

from .facts import mark_facts

_TOKEN = re.compile(r"_\w+_|[a-z]+(?:'[a-z]+)?|[:;,]")
_ENDING = re.compile(r"(?:ings?|ed|es|s|ly)$")
#: The beginning and the end of a sentence.
START, END = "<", ">"
_BEGINNING = 5


def features(sentence: str) -> dict[str, str]:
	"""The features of a sentence, each with the words as they stand in it (none where a fact or comma takes part)."""
	words = _TOKEN.findall(mark_facts(sentence))
	stems = [_stem(word) for word in words]
	found = {stem: _shown(word) for stem, word in zip(stems, words, strict=True)}
	found |= {word[:_BEGINNING] + "-": word for word in words if len(word) > _BEGINNING and word.isalpha()}
	pairs = zip([START, *stems], [*stems, END], ["", *words], [*words, ""], strict=True)
	return found | {f"{first} {second}": _shown(*shown) for first, second, *shown in pairs}


def _stem(word: str) -> str:
	return _ENDING.sub("", word) if len(word) > 4 and not word.startswith("_") else word


def _shown(*words: str) -> str:
	return " ".join(words).strip() if all(word[:1].isalpha() or not word for word in words) else ""
