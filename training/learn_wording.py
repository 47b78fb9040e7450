"""Learns the weights of the specificity check from labelled sentences: `python training/learn_wording.py --help`.

It needs nothing but Python. A linear support vector machine with squared hinge loss is fitted by coordinate descent
in its dual (Hsieh et al. 2008), in a fixed order and without chance, so the same sentences give the same weights.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from math import log, sqrt
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from improvement_actions.lifecycle import specificity  # noqa: E402
from improvement_actions.lifecycle.wording.features import features  # noqa: E402
from improvement_actions.lifecycle.wording.model import UNIT, Model  # noqa: E402
from improvement_actions.lifecycle.wording.text import plain_text, sentences  # noqa: E402

DATA = ROOT / "tests" / "unit" / "data" / "specificity"
#: For each kind of text: the file of what is to be caught, then the file of what is to pass.
FILES = {
	"action": ("action_vague", "action_specific"),
	"change": ("change_completion_only", "change_before_after"),
}
#: Written by whoever made the check: they help to learn and prove nothing.
NEVER_TESTED = ("author_a", "own", "own_after")
#: Written after reading what was misjudged: kept out where figures are taken, as they would flatter them.
AFTER_FIGURES = "own_after"
#: Never taught, and never to be read by whoever works on the check: what it makes of them is the honest figure.
SEALED = "sealed"
#: How much a rare feature counts beside a frequent one, how hard single sentences pull, how often all are gone through.
RARITY = 2.0
PULL = 0.5
ROUNDS = 30
SCALE = 0.04
#: A pair of words that one sentence alone has is not kept: it would double the files and tell next to nothing.
LEAST_PAIRS = 2
#: Weights nearer to nothing than this are left out.
LEAST_WEIGHT = 3


@dataclass(frozen=True)
class Example:
	"""A labelled sentence; `caught` says whether the check should refuse it."""

	text: str
	caught: bool
	author: str


def read_examples(kind: str, folder: Path = DATA, sealed: bool = False) -> list[Example]:
	"""Every labelled text of one kind that may be taught, in an order that depends on the texts alone; or the `sealed` ones."""
	found = {}
	for name, caught in zip(FILES[kind], (True, False), strict=True):
		for path in sorted(folder.glob(f"*/{name}.txt")):
			if (path.parent.name == SEALED) is not sealed:
				continue
			for line in path.read_text(encoding="utf-8").splitlines():
				text = line.strip().replace("\\n", "\n")
				if text:
					found[text] = Example(text, caught, path.parent.name)
	return sorted(found.values(), key=lambda each: hashlib.sha256(each.text.encode()).digest())


def fingerprint(examples: Iterable[Example]) -> str:
	"""A hash of texts and labels: it tells which sentences weights were learned from."""
	lines = (f"{int(each.caught)} {each.text}" for each in examples)
	return hashlib.sha256("\n".join(lines).encode()).hexdigest()


@cache
def read(text: str) -> list[dict[str, str]]:
	"""The features of each sentence of a text; each text is read once."""
	return [features(sentence) for sentence in sentences(plain_text(text))]


def learn(examples: list[Example]) -> Model:
	"""Learn from the examples how strongly each feature speaks against a text (above 0) or for it (below 0)."""
	# Sorted, because sums of floats depend on their order and sets have none.
	texts = [sorted({feature for sentence in read(each.text) for feature in sentence}) for each in examples]
	counts = Counter(feature for text in texts for feature in text)
	kept = [feature for feature, count in counts.items() if " " not in feature or count >= LEAST_PAIRS]
	rarity = {
		feature: SCALE * (log((1 + len(examples)) / (1 + counts[feature])) + 1) ** RARITY for feature in kept
	}
	rows = []
	for each, text in zip(examples, texts, strict=True):
		length = sqrt(len(text) or 1)
		row = [(feature, rarity[feature] / length) for feature in text if feature in rarity]
		side = 1.0 if each.caught else -1.0
		rows.append((row, side, 1.0 + sum(value * value for _feature, value in row) + 0.5 / PULL))
	pulls = [0.0] * len(rows)
	weights: dict[str, float] = defaultdict(float)
	bias = 0.0
	for _round in range(ROUNDS):
		for number, (row, side, curvature) in enumerate(rows):
			margin = bias + sum(weights[feature] * value for feature, value in row)
			slope = side * margin - 1 + pulls[number] * 0.5 / PULL
			pull = max(pulls[number] - slope / curvature, 0.0)
			step = (pull - pulls[number]) * side
			if step:
				pulls[number] = pull
				bias += step
				for feature, value in row:
					weights[feature] += step * value
	folded = {feature: round(weights[feature] * rarity[feature] / UNIT) for feature in kept}
	return Model(
		round(bias, 3), {feature: weight for feature, weight in folded.items() if abs(weight) >= LEAST_WEIGHT}
	)


def as_json(model: Model, examples: Iterable[Example]) -> str:
	"""The file of a model: its weights, each with the features that have it, and what it was learned from."""
	by_weight = defaultdict(list)
	for feature, weight in model.weights.items():
		by_weight[weight].append(feature)
	weights = {str(weight): "|".join(sorted(by_weight[weight])) for weight in sorted(by_weight)}
	stored = {"learned_from": fingerprint(examples), "bias": model.bias, "weights": weights}
	return json.dumps(stored, indent="\t", ensure_ascii=False) + "\n"


@dataclass
class Figures:
	"""How often what was caught deserved it, and how much of what deserved it was caught."""

	right: int
	false_alarms: int
	missed: int
	passed: int

	@property
	def precision(self) -> float:
		return self.right / ((self.right + self.false_alarms) or 1)

	@property
	def recall(self) -> float:
		return self.right / ((self.right + self.missed) or 1)

	def __str__(self) -> str:
		total = self.right + self.false_alarms + self.missed + self.passed
		return f"{total:9}  {self.precision:9.1%}  {self.recall:6.1%}"


Judged = list[tuple[Example, float]]


def judge_unseen(examples: list[Example], authors: Iterable[str]) -> Judged:
	"""The margins of these authors' sentences under a model that has seen none of them."""
	authors = set(authors)
	model = learn([each for each in examples if each.author not in authors | {AFTER_FIGURES}])
	return [(each, model.margin(read(each.text))) for each in examples if each.author in authors]


def measure(judged: Judged, threshold: float = specificity.REFUSED_FROM) -> Figures:
	"""Compare what a margin from the threshold on would catch with the labels."""
	counted = Counter((each.caught, margin >= threshold) for each, margin in judged)
	return Figures(counted[True, True], counted[False, True], counted[True, False], counted[False, False])


def authors_to_test(examples: Iterable[Example]) -> list[str]:
	"""The authors whose sentences may prove something."""
	return sorted({each.author for each in examples} - set(NEVER_TESTED))


def weights_file(kind: str) -> Path:
	return ROOT / "improvement_actions" / "lifecycle" / "wording" / f"weights_{kind}.json"


def main() -> None:
	"""Print how each author is judged by what was learned from the others, then write the weights."""
	parser = argparse.ArgumentParser(description=main.__doc__)
	parser.add_argument("--misjudged", action="store_true", help="also list the sentences that are misjudged")
	parser.add_argument("--no-figures", action="store_true", help="only write the weights")
	chosen = parser.parse_args()
	for kind in FILES:
		examples = read_examples(kind)
		if not chosen.no_figures:
			print_figures(kind, examples, chosen.misjudged)
		text = as_json(learn(examples), examples)
		weights_file(kind).write_text(text, encoding="utf-8")
		print(f"{weights_file(kind).name}: {len(text) / 1024:.0f} KB from {len(examples)} sentences\n")


def print_figures(kind: str, examples: list[Example], list_misjudged: bool) -> None:
	print(f"{kind}, each author judged by what the others taught\n{'':12}sentences  precision  recall")
	judged: Judged = []
	for author in authors_to_test(examples):
		by_author = judge_unseen(examples, [author])
		print(f"{author:12}{measure(by_author)}")
		judged += by_author
	for name, threshold in (("refused", specificity.REFUSED_FROM), ("doubted", specificity.DOUBTED_FROM)):
		print(f"{f'all {name}':12}{measure(judged, threshold)}")
	for each, margin in sorted(judged, key=lambda pair: pair[1]) if list_misjudged else ():
		if (margin >= specificity.REFUSED_FROM) != each.caught:
			print(f"{margin:6.2f} {'to catch' if each.caught else 'to pass'} ({each.author}): {each.text}")


if __name__ == "__main__":
	main()
