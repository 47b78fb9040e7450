"""What is different between two versions of a plan, field by field and row by row, in words that people read.

Rows are matched by their name: a reworded objective is the same objective, one that was taken out and typed anew is
another.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import unescape
from itertools import groupby
from typing import Any

from ..problem import Phrase, Term, _
from .content import CHOICE, DAY, MARKUP, NAMES, NUMBER, PERSON, PLAN_PARTS, SECTIONS, TEXT, Part, Section

ADDED, REMOVED, CHANGED = "added", "removed", "changed"

#: Values that are longer are not repeated in a sentence: it says that they were reworded.
LONGEST_IN_SENTENCE = 60
#: What a row is called, at most, in characters.
LONGEST_NAME = 90

_TAG, _SPACE = re.compile(r"<[^>]*>"), re.compile(r"\s+")


@dataclass(frozen=True)
class Change:
	"""One difference: a row that was `kind` added or removed, or a field of a row (or of the plan itself) that changed.

	`section` is None for the plan itself, as is `part` for a whole row. `before` and `after` are the values as the
	snapshots have them; of a row added or removed, all of it.
	"""

	kind: str
	section: Section | None
	row: str | None
	name: str
	part: Part | None = None
	before: Any = None
	after: Any = None

	def what(self) -> Phrase:
		"""Say what the change is about: the row, or the field of the plan."""
		if self.section is None:
			return Phrase("{0}", (Term(self.part.label),))
		template = {ADDED: self.section.added, REMOVED: self.section.removed, CHANGED: self.section.changed}
		called = self.name if self.section.name != "actions" else f"{self.row}: {self.name}"
		return Phrase(template[self.kind], (called,))

	def said(self, people: Mapping[str, str]) -> Phrase:
		"""Say what became of the field that changed; `people` are full names by user."""
		before, after = (shown(self.part, value, people) for value in (self.before, self.after))
		label = Term(self.part.label)
		if self.part.kind in (TEXT, MARKUP) and max(len(str(before)), len(str(after))) > LONGEST_IN_SENTENCE:
			said = (
				_("{0} reworded") if before and after else (_("{0} added") if after else _("{0} taken out"))
			)
			return Phrase(said, (label,))
		if before in ("", ()):
			return Phrase(_("{0} is now {1}"), (label, after))
		if after in ("", ()):
			return Phrase(_("{0} taken out, was {1}"), (label, before))
		return Phrase(_("{0} was {1}, is now {2}"), (label, before, after))


def sentences(changes: Iterable[Change], people: Mapping[str, str]) -> list[Phrase]:
	"""Say `changes` in sentences, one for each field of the plan and each row; `people` are full names by user."""
	said = []
	for (section, _row, kind), group in groupby(
		changes, key=lambda each: (each.section, each.row, each.kind)
	):
		found = list(group)
		if kind != CHANGED:
			said += [each.what() for each in found]
		elif section is None:
			said += [each.said(people) for each in found]
		else:
			fields = tuple(each.said(people) for each in found)
			said.append(Phrase(_("{0}: {1}"), (found[0].what(), fields)))
	return said


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
	"""Return what became of the snapshot `before` in the snapshot `after`, in the order in which a plan is read."""
	changes = [
		Change(CHANGED, None, None, part.label, part, one, other)
		for part, one, other in _changed_parts(PLAN_PARTS, before.get("plan") or {}, after.get("plan") or {})
	]
	for section in SECTIONS:
		changes += _row_changes(section, before.get(section.name) or (), after.get(section.name) or ())
	return changes


def _row_changes(section: Section, before: Sequence[Mapping], after: Sequence[Mapping]) -> Iterator[Change]:
	was, now = ({row["name"]: row for row in rows} for rows in (before, after))
	for key, row in was.items():
		if key not in now:
			yield Change(REMOVED, section, key, _called(section, row), before=row)
	for key, row in now.items():
		if key not in was:
			yield Change(ADDED, section, key, _called(section, row), after=row)
			continue
		for part, one, other in _changed_parts(section.parts, was[key], row):
			yield Change(CHANGED, section, key, _called(section, row), part, one, other)


def _changed_parts(parts: Sequence[Part], before: Mapping, after: Mapping) -> Iterator[tuple[Part, Any, Any]]:
	for part in parts:
		one, other = before.get(part.name), after.get(part.name)
		if part.compared and _comparable(part, one) != _comparable(part, other):
			yield part, one, other


def _comparable(part: Part, value: Any) -> Any:
	if part.kind == NUMBER:
		return None if value in (None, "") else float(value)
	if part.kind == NAMES:
		return sorted(value or ())
	if part.kind == DAY:
		return str(value or "")[:10]
	return str(value or "")


def shown(part: Part, value: Any, people: Mapping[str, str]) -> Any:
	"""Return `value` of `part` as an argument of a phrase: people by their names, dates as dates; "" for nothing."""
	if part.kind == NUMBER:
		return "" if value in (None, "") else f"{float(value):,.12g}"
	if part.kind == NAMES:
		return tuple(sorted(value or ()))
	if not value:
		return ""
	if part.kind == DAY:
		return date.fromisoformat(str(value)[:10])
	if part.kind == PERSON:
		return people.get(value) or value
	if part.kind == CHOICE:
		return Term(value)
	if part.kind == MARKUP:
		return plain(value)
	return str(value)


def plain(markup: str | None) -> str:
	"""Return the words of a formatted text."""
	return _SPACE.sub(" ", unescape(_TAG.sub(" ", markup or ""))).strip()


def _called(section: Section, row: Mapping) -> str:
	name = _SPACE.sub(" ", str(row.get(section.title) or "")).strip()
	return name if len(name) <= LONGEST_NAME else f"{name[:LONGEST_NAME]}…"
