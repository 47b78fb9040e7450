"""What becomes of each row: a finding, a further action on one, nothing because it is there already, or nothing because of what
is wrong with it, and then with every reason.

Rows with one reference, or with the same words, are one finding. It lands with the first of them that is good.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ..blank import is_blank
from ..problem import Problem, Term, _
from .cells import Understood, action_key, quote_key, reference_key, understand
from .persons import Directory
from .standards import Standards
from .tables import Row

#: What a row becomes.
FINDING, ACTION, ALREADY, BAD = "Finding", "Action", "Already There", "Not Imported"
OUTCOMES = (FINDING, ACTION, ALREADY, BAD)


@dataclass
class Finding:
	"""A finding of the plan: `name` is its record's, None for one that the rows bring, which begins in row `number`."""

	quote: str
	reference: str = ""
	name: str | None = None
	number: int | None = None
	values: dict[str, Any] = field(default_factory=dict)
	actions: set[str] = field(default_factory=set)
	#: Texts that began as actions too long for a title: the action, and perhaps more.
	long_actions: tuple[str, ...] = ()

	def has_action(self, key: str) -> bool:
		"""Return whether an action with the words `key` (see `action_key`) is there."""
		return key in self.actions or any(f"{text} ".startswith(f"{key} ") for text in self.long_actions)

	@property
	def keys(self) -> list[tuple[str, str]]:
		pairs = (("reference", reference_key(self.reference)), ("quote", quote_key(self.quote)))
		return [pair for pair in pairs if pair[1]]


@dataclass(frozen=True)
class Known:
	"""What rows are judged against.

	`findings` are those that the plan has; `occurred_on` is the day of findings that name none; `target_date` is the plan's.
	`review` returns what the wording check says of an action.  `prefer` is the kind of standard (a regulation, a quality
	statement) that the sheet speaks of.
	"""

	today: date
	standards: Standards = field(default_factory=Standards)
	directory: Directory = field(default_factory=Directory)
	findings: tuple[Finding, ...] = ()
	occurred_on: date | None = None
	target_date: date | None = None
	review: Callable[[Mapping[str, Any]], list[Problem]] | None = None
	prefer: str = ""


@dataclass
class Judged:
	"""A row and what becomes of it: `values` is what it was understood as, `finding` that which it makes or belongs to.

	`problems` keep it from landing; `notices` do not.
	"""

	row: Row
	values: dict[str, Any]
	outcome: str = BAD
	finding: Finding | None = None
	problems: list[Problem] = field(default_factory=list)
	notices: list[Problem] = field(default_factory=list)

	@property
	def has_action(self) -> bool:
		return self.outcome in (FINDING, ACTION) and bool(self.values.get("action"))


def judge(rows: Iterable[Row], fields: Sequence[str | None], known: Known) -> list[Judged]:
	"""Return what becomes of each of `rows`, whose columns hold `fields`; each row comes back, in its order."""
	return _Judging(known).judge(rows, fields)


def counts(judged: Iterable[Judged]) -> dict[str, int]:
	"""Return how many rows become what (the keys are `OUTCOMES`), and how many `actions` will be made."""
	found = {**dict.fromkeys(OUTCOMES, 0), "actions": 0}
	for one in judged:
		found[one.outcome] += 1
		found["actions"] += one.has_action
	return found


class _Judging:
	def __init__(self, known: Known):
		self.known = known
		self.findings: dict[tuple[str, str], Finding] = {}
		#: The rows that would have been a finding, had nothing been wrong with them.
		self.failed: dict[tuple[str, str], int] = {}
		for finding in known.findings:
			self.keep(Finding(**{**finding.__dict__, "actions": set(finding.actions)}))

	def judge(self, rows: Iterable[Row], fields: Sequence[str | None]) -> list[Judged]:
		judged = []
		for row in rows:
			understood = understand(row, fields, self.known)
			one = Judged(row, understood.values, problems=understood.problems, notices=understood.notices)
			self.place(one, understood)
			if one.outcome == BAD:
				self.fail(one)
			judged.append(one)
		return judged

	def place(self, one: Judged, understood: Understood) -> None:
		"""Say what `one` becomes; without any problems of its own, whether it fits what is there."""
		values = one.values
		own = Finding(values.get("quote") or "", values.get("reference") or "", number=one.row.number)
		finding, conflicts = self.find(own)
		one.problems += conflicts
		if finding and not conflicts:
			self.join(one, finding)
			return
		if not finding and is_blank(own.quote) and not understood.spoilt("quote"):
			one.problems.append(self.without_quote(own))
		if not one.problems:
			one.outcome, one.finding = FINDING, own
			own.values = dict(values)
			own.actions = {action_key(values["action"])} if values.get("action") else set()
			self.keep(own)
			self.remark(one)

	def join(self, one: Judged, finding: Finding) -> None:
		"""Add `one` to a finding that is there."""
		action = action_key(one.values.get("action") or "")
		if not action or finding.has_action(action):
			if finding.name:
				# Sent before. What was wrong with it then, or has become so since, is nobody's business now.
				one.outcome, one.finding, one.problems, one.notices = (
					ALREADY,
					finding,
					[],
					[_already(finding)],
				)
			elif not one.problems:
				template = _("The same as row {0}.")
				one.problems.append(Problem("duplicate_row", None, template, (finding.number,)))
			return
		if one.problems:
			return
		one.outcome, one.finding = ACTION, finding
		finding.actions.add(action)
		if not finding.name:
			both = (*finding.values.get("standards", ()), *one.values.get("standards", ()))
			finding.values["standards"] = tuple(dict.fromkeys(both))
		one.notices += _left_out(one.values, finding)
		self.remark(one)

	def find(self, own: Finding) -> tuple[Finding | None, list[Problem]]:
		"""Return the finding that `own` is, if it is there, and why it cannot be either that or a new one."""
		by_key = {kind: self.findings.get((kind, key)) for kind, key in own.keys}
		by_reference, by_quote = by_key.get("reference"), by_key.get("quote")
		if (
			by_reference
			and "quote" in by_key
			and by_quote is not by_reference
			and quote_key(by_reference.quote)
		):
			template = (
				_("Reference {0} is another finding in this plan ({1}).")
				if by_reference.name
				else _("Reference {0} is another finding in row {1}.")
			)
			where = by_reference.name or by_reference.number
			return by_reference, [Problem("reference_taken", "reference", template, (own.reference, where))]
		if by_quote and not by_reference and "reference" in by_key and by_quote.reference:
			template = (
				_("The same words are in this plan as {1}, with the reference {0}.")
				if by_quote.name
				else _("The same words are in row {1}, with the reference {0}.")
			)
			where = by_quote.name or by_quote.number
			return by_quote, [Problem("quote_taken", "quote", template, (by_quote.reference, where))]
		return by_reference or by_quote, []

	def keep(self, finding: Finding) -> None:
		for key in finding.keys:
			self.findings.setdefault(key, finding)

	def fail(self, one: Judged) -> None:
		values = one.values
		own = Finding(values.get("quote") or "", values.get("reference") or "")
		if not is_blank(own.quote):
			for key in own.keys:
				self.failed.setdefault(key, one.row.number)

	def without_quote(self, own: Finding) -> Problem:
		number = next((self.failed[key] for key in own.keys if key in self.failed), None)
		if number:
			template = _("Its finding is in row {0}, which cannot be imported as it is.")
			return Problem("finding_not_imported", "quote", template, (number,))
		return Problem(
			"no_quote",
			"quote",
			_(
				"The finding itself is missing: write it word for word. "
				"For a further action on a finding, repeat its reference."
			),
		)

	def remark(self, one: Judged) -> None:
		"""Add to `one`, which lands, what should be mended in the plan later."""
		values = one.values
		if not values.get("action"):
			one.notices.append(Problem("no_action", "action", _("No action yet: the plan will ask for one.")))
			return
		missing = [
			label
			for name, label in (("action_owner", _("an owner")), ("due_date", _("a due date")))
			if not values.get(name)
		]
		if missing:
			template = _("The action needs {0} before it can be opened.")
			one.notices.append(Problem("incomplete_action", "action", template, (tuple(map(Term, missing)),)))
		due, target = values.get("due_date"), self.known.target_date
		if due and target and due > target:
			template = _("Due {0}, after the plan's target date {1}.")
			one.notices.append(Problem("due_after_plan", "due_date", template, (due, target)))
		if self.known.review:
			one.notices += self.known.review(values)


def _left_out(values: Mapping[str, Any], finding: Finding) -> list[Problem]:
	"""Return what a further row says of its finding that is not taken over, because the finding says it already."""
	if finding.name:
		return []
	template = _("The finding keeps the theme of row {0}.")
	theme, kept = values.get("theme") or "", finding.values.get("theme") or ""
	if theme and theme != kept:
		return [Problem("other_theme", "theme", template, (finding.number,))]
	return []


def _already(finding: Finding) -> Problem:
	return Problem("already_there", None, _("Already in this plan: {0}."), (finding.name,))
