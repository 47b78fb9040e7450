"""From finding to proof, in numbers: how far each finding of a plan has come, and where it stops.

Inspectors walk this way: what was found, what is done about it, what shows that it is done, and who has checked that it holds
(CQC Regulation 17(2)(a) and (f)).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..problem import _
from ..status import CANCELLED, DRAFT

EMBEDDED = "Embedded"


@dataclass(frozen=True)
class Step:
	"""One action of the plan: the `finding` it answers (None for none), what proves it, and what its latest review came to."""

	name: str
	title: str
	finding: str | None
	status: str
	evidence: int = 0
	outcome: str | None = None


@dataclass(frozen=True)
class Stage:
	"""A stage of the way: how many came so far, and those that `stop` here (name and title of each).

	`says` is what the number counts, `missing` what those that stop here lack; `detail` qualifies the number, with `args`.
	"""

	code: str
	heading: str
	count: int
	doctype: str
	stop: tuple[tuple[str, str], ...]
	missing: str
	detail: str = ""
	args: tuple = ()


def flow(findings: Iterable[tuple[str, str]], steps: Iterable[Step]) -> list[Stage]:
	"""Return the four stages of a plan with `findings` (name and title of each) and the actions `steps`.

	What was cancelled is not on the way.
	"""
	findings, live = list(findings), [step for step in steps if step.status != CANCELLED]
	answered = {step.finding for step in live}
	proved = [step for step in live if step.evidence]
	reviewed = [step for step in live if step.outcome]
	drafts = sum(step.status == DRAFT for step in live)
	return [
		Stage(
			"findings",
			_("Findings"),
			len(findings),
			"Improvement Source",
			tuple(each for each in findings if each[0] not in answered),
			_("without an action"),
		),
		Stage(
			"actions",
			_("Actions"),
			len(live),
			"Improvement Action",
			_names(step for step in live if not step.evidence),
			_("without evidence"),
			_("{0} still drafts") if drafts else "",
			(drafts,) if drafts else (),
		),
		Stage(
			"evidence",
			_("Evidence"),
			sum(step.evidence for step in proved),
			"Improvement Action",
			_names(step for step in proved if not step.outcome),
			_("with evidence, not reviewed yet"),
			_("for {0} actions") if proved else "",
			(len(proved),) if proved else (),
		),
		Stage(
			"review",
			_("Found embedded"),
			sum(step.outcome == EMBEDDED for step in reviewed),
			"Improvement Action",
			_names(step for step in reviewed if step.outcome != EMBEDDED),
			_("reviewed, not embedded yet"),
		),
	]


def _names(steps: Iterable[Step]) -> tuple[tuple[str, str], ...]:
	return tuple((step.name, step.title) for step in steps)


def in_order(references: Sequence[str]) -> list[int]:
	"""Return the places of `references` in the order of a report: 2 before 10, 1.2 before 1.10, and those without one last."""

	def key(at: int) -> tuple:
		parts = []
		text = references[at] or ""
		digits = ""
		for char in f"{text} ":
			if char.isascii() and char.isdigit():
				digits += char
				continue
			if digits:
				parts.append((0, int(digits), ""))
				digits = ""
			parts.append((1, 0, char.casefold()))
		return not text, parts, at

	return sorted(range(len(references)), key=key)
