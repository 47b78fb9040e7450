"""What the cells of one row say, each understood by itself, and what is wrong with them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from ..blank import is_blank
from ..problem import Problem, Term, _
from . import columns, persons, priorities
from .days import day_problems, read_day
from .persons import name_key
from .standards import read_key_question, read_mentioned, read_standards
from .tables import Row

if TYPE_CHECKING:
	from .judging import Known

#: What the database keeps: characters of a line, bytes of a text.
LONGEST_LINE, LONGEST_TEXT = 140, 65_535
_LINES = ("reference", "theme", "title")
_TEXTS = ("quote", "action", "description", "closure_test")
_DATES = ("occurred_on", "due_date")
_SENTENCE = re.compile(r"(.+?[.!?])(?=\s|$)", re.DOTALL)


@dataclass
class Understood:
	"""`values` by field, empty ones left out; what keeps the row from landing; and what should only be known."""

	values: dict[str, Any] = field(default_factory=dict)
	problems: list[Problem] = field(default_factory=list)
	notices: list[Problem] = field(default_factory=list)

	def spoilt(self, name: str) -> bool:
		"""Return whether something is wrong with what the row says for the field `name`."""
		return any(problem.field == name for problem in self.problems)


def understand(row: Row, fields: Sequence[str | None], known: "Known") -> Understood:
	"""Return what `row` says, whose cells hold `fields`."""
	written = {
		name: cell
		for name, cell in zip(fields, row.cells, strict=False)
		if name and not _is_empty(name, cell)
	}
	understood = Understood()
	_read_texts(written, understood)
	_read_dates(written, understood, known)
	_read_standards(written, understood, known)
	owner, problems = persons.read_owner(str(written.get("action_owner", "")), known.directory)
	understood.problems += problems
	priority, problems = priorities.read_priority(str(written.get("priority", "")))
	understood.problems += problems
	understood.values |= {"action_owner": owner} if owner else {}
	understood.values |= {"priority": priority} if priority else {}
	_check_action(written, understood)
	return understood


def headline(text: str, longest: int = LONGEST_LINE) -> str:
	"""Return `text` as one line of at most `longest` characters: its first sentence, or as many words as fit."""
	line = " ".join(text.split())
	if len(line) <= longest:
		return line
	sentence = _SENTENCE.match(line)
	if sentence and 15 < len(sentence[1]) <= longest:
		return sentence[1]
	cut = line[: longest - 1]
	head = cut.rpartition(" ")[0]
	return (head if len(head) > longest // 2 else cut).rstrip(" ,;:–-") + "…"


def reference_key(reference: str) -> str:
	"""Return `reference` as it is compared."""
	return name_key(reference).rstrip(".:)")


def quote_key(quote: str) -> str:
	"""Return the words of `quote` as they are compared: neither marks nor line breaks make it another finding."""
	return " ".join(re.findall(r"[^\W_]+", name_key(quote)))


def action_key(action: str) -> str:
	"""Return the words of `action` as they are compared."""
	return quote_key(action)


def _is_empty(name: str, cell: Any) -> bool:
	# A dash in a column is how many people write "none"; in a finding it is left for the rules to refuse.
	return cell == "" or (name != "quote" and not isinstance(cell, date) and is_blank(cell))


def _read_texts(written: dict[str, Any], understood: Understood) -> None:
	for name in (*_LINES, *_TEXTS):
		if name not in written:
			continue
		text = str(written[name])
		size, limit = (
			(len(text), LONGEST_LINE)
			if name in _LINES
			else (len(text.encode(errors="replace")), LONGEST_TEXT)
		)
		if size > limit:
			template = _("{0} is too long: {1} characters, of which {2} can be kept.")
			args = (Term(columns.FIELDS[name]), f"{size:,}", f"{limit:,}")
			understood.problems.append(Problem("too_long", name, template, args))
		understood.values[name] = text


def _read_dates(written: dict[str, Any], understood: Understood, known: "Known") -> None:
	for name in _DATES:
		if name not in written:
			continue
		problems = day_problems(name, columns.FIELDS[name], written[name])
		day = read_day(written[name])
		if not problems and name == "due_date" and day < known.today:
			template = _("Due date {0} is in the past. Set the date that holds from now on.")
			problems = [Problem("due_date_past", name, template, (day,))]
		if not problems and name == "occurred_on" and day > known.today:
			problems = [Problem("future", name, _("Date of the finding {0} is in the future."), (day,))]
		understood.problems += problems
		if not problems:
			understood.values[name] = day


def _read_standards(written: dict[str, Any], understood: Understood, known: "Known") -> None:
	question, problems = read_key_question(str(written.get("key_question", "")))
	understood.problems += problems
	if question:
		understood.values["key_question"] = question
	if "standards" in written:
		names, problems = read_standards(str(written["standards"]), known.standards, question, known.prefer)
		understood.problems += problems
	else:
		names = read_mentioned(str(written.get("quote", ""))[:LONGEST_TEXT], known.standards)
		if names:
			template = _("Linked to {0}, which the finding names itself.")
			understood.notices.append(Problem("standard_mentioned", "standards", template, (names,)))
	if names:
		understood.values["standards"] = names


def _check_action(written: dict[str, Any], understood: Understood) -> None:
	"""Refuse to lose what is said of an action that is not named."""
	if "action" in written:
		return
	said = [name for name in columns.OF_ACTION if name in written]
	if said == ["priority"]:
		template = _("The priority is not kept: it belongs to an action, and the row names none.")
		understood.notices.append(Problem("priority_without_action", "priority", template))
	elif said:
		template = _("The row gives {0}, but no action: write what will be done.")
		labels = tuple(Term(columns.FIELDS[name]) for name in said)
		understood.problems.append(Problem("no_action_text", "action", template, (labels,)))
