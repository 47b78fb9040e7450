"""Reads the labelled sentences and measures a judgement against their labels."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "data" / "specificity"
#: For each kind of text: the file of what is to be caught, then the file of what is to pass.
FILES = {
	"action": ("action_vague", "action_specific"),
	"change": ("change_completion_only", "change_before_after"),
}
TUNE, HELD_OUT, ALL = "tune", "held-out", "all"


def sentences(folder: str, name: str, half: str = ALL) -> list[str]:
	"""The sentences of one file, or of the half of it that their hashes choose."""
	lines = (FOLDER / folder / f"{name}.txt").read_text(encoding="utf-8").splitlines()
	texts = [line.replace("\\n", "\n") for line in lines if line.strip()]
	return [text for text in texts if half in (ALL, _half(text))]


def _half(text: str) -> str:
	return TUNE if hashlib.sha256(text.encode()).digest()[0] % 2 == 0 else HELD_OUT


@dataclass
class Figures:
	"""How often what was caught deserved it, and how much of what deserved it was caught."""

	right: int
	false_alarms: int
	missed: int
	total: int

	@property
	def precision(self) -> float:
		return self.right / ((self.right + self.false_alarms) or 1)

	@property
	def recall(self) -> float:
		return self.right / ((self.right + self.missed) or 1)

	def __str__(self) -> str:
		return f"n={self.total} precision={self.precision:.1%} recall={self.recall:.1%}"


def measure(kind: str, folder: str, half: str, caught: Callable[[str], bool]) -> Figures:
	"""Judge every sentence of a folder with `caught` and compare with the labels."""
	to_catch, to_pass = (sentences(folder, name, half) for name in FILES[kind])
	right = sum(1 for text in to_catch if caught(text))
	false_alarms = sum(1 for text in to_pass if caught(text))
	return Figures(right, false_alarms, len(to_catch) - right, len(to_catch) + len(to_pass))
