"""A linear judgement with learned weights: which side each feature of a text speaks for, and how strongly.

The weights come from `training/` and stand in `weights_action.json` and `weights_change.json`. A margin above 0 means
that the text is more like those that are to be caught, a margin below 0 that it is more like those that are to pass.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import sqrt
from pathlib import Path

#: Weights are stored as whole numbers of this size, which keeps the files small and the same everywhere.
UNIT = 0.01


#: What a sentence must do better than the text around it to carry it: one clear sentence among vague ones makes the
#: text clear, but out of its company ("6 of 20 were unsigned") a sentence is easily mistaken for a result.
ALONE = 0.2

#: From this weight on a feature is worth quoting; one in twenty is.
CLEAR = 45

Features = Mapping[str, str]


@dataclass(frozen=True)
class Model:
	"""What was learned for one kind of text."""

	bias: float
	weights: Mapping[str, int]

	def margin(self, read: Sequence[Features], spared: re.Pattern[str] | None = None) -> float:
		"""How far the sentences of a text speak against it (above 0) or for it (below 0).

		What matches `spared` does not speak against the text.
		"""
		together = {feature: words for sentence in read for feature, words in sentence.items()}
		margins = [self._margin(together, spared)]
		if len(read) > 1:
			margins += [self._margin(sentence, spared) + ALONE for sentence in read]
		return min(margins)

	def _margin(self, found: Features, spared: re.Pattern[str] | None) -> float:
		weights = [
			weight
			for feature, words in found.items()
			if (weight := self.weights.get(feature, 0))
			and not (weight > 0 and spared and spared.search(words))
		]
		# Dividing by the root of their number keeps long texts from being judged more boldly than short ones.
		return self.bias + sum(weights) * UNIT / sqrt(len(found) or 1)

	def against(self, read: Iterable[Features]) -> list[str]:
		"""The words of a text that speak clearly against it, strongest first."""
		found = {feature: words for sentence in read for feature, words in sentence.items() if words}
		strongest = sorted(found, key=lambda feature: -self.weights.get(feature, 0))
		return [found[feature] for feature in strongest if self.weights.get(feature, 0) >= CLEAR]


@cache
def load(kind: str) -> Model:
	"""The model for "action" or "change", read when first needed."""
	stored = json.loads((Path(__file__).parent / f"weights_{kind}.json").read_text(encoding="utf-8"))
	weights = {
		feature: int(weight) for weight, listed in stored["weights"].items() for feature in listed.split("|")
	}
	return Model(stored["bias"], weights)
