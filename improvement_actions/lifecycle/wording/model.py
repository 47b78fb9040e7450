"""A linear judgement with learned weights: which side each feature of a text speaks for, and how strongly.

The weights come from `training/` and stand in `weights_action.json` and `weights_change.json`. A margin above 0 means
that the text is more like those that are to be caught, a margin below 0 that it is more like those that are to pass.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import sqrt
from pathlib import Path

#: Weights are stored as whole numbers of this size, which keeps the files small and the same everywhere.
UNIT = 0.01


@dataclass(frozen=True)
class Model:
	"""What was learned for one kind of text."""

	bias: float
	weights: Mapping[str, float]

	def margin(self, found: Mapping[str, str], spared: re.Pattern[str] | None = None) -> float:
		"""How far the features of a text speak against it (above 0) or for it (below 0).

		What matches `spared` does not speak against the text. Dividing by the root of their number keeps
		long texts from being judged more boldly than short ones.
		"""
		if not found:
			return self.bias
		total = 0
		for feature, words in found.items():
			weight = self.weights.get(feature, 0)
			if weight > 0 and spared and spared.search(words):
				continue
			total += weight
		return self.bias + total * UNIT / sqrt(len(found))

	def against(self, found: Mapping[str, str]) -> list[str]:
		"""The words of a text that speak against it, strongest first."""
		weighed = sorted(found, key=lambda feature: -self.weights.get(feature, 0))
		return [found[feature] for feature in weighed if self.weights.get(feature, 0) > 0 and found[feature]]


@cache
def load(kind: str) -> Model:
	"""The model for "action" or "change", read when first needed."""
	stored = json.loads((Path(__file__).parent / f"weights_{kind}.json").read_text(encoding="utf-8"))
	weights = {
		feature: int(weight) for weight, listed in stored["weights"].items() for feature in listed.split("|")
	}
	return Model(stored["bias"], weights)
