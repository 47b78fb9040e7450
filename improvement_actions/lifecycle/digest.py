"""What one person is told in one digest: what waits for them, each action once, the gravest first.

People stop reading what tells them too often and too much. So there is one digest for each person and day, an action
stands only in the gravest of the sections that it belongs to, and a section shows its worst and counts the rest.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from .escalation import PRIORITIES
from .problem import Problem, Term, _, listed
from .risks import RISK
from .risks.status import CLOSED as RISK_CLOSED
from .risks.status import REASSESS
from .status import ACTIVE, DRAFT
from .views import EARLIEST, Filter, action_views
from .working_days import ONE_DAY, Calendar

ACTION, REVIEW, EVIDENCE = "Improvement Action", "Effectiveness Review", "Improvement Evidence"
ESCALATION = "Improvement Escalation"

DAILY, WEEKLY = "Daily", "Weekly"
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

#: What became of a digest.
WAITING, FAILED = "Waiting", "Failed"
MAILED, TURNED_OFF, NO_ACCOUNT = "Mailed", "Mail Turned Off", "No Outgoing Account"
NOTHING = "Nothing to Tell"

#: How many lines a section has at most.
MOST_LINES = 20
#: How many sections a subject counts.
MOST_COUNTS = 4
#: How many services a weekly summary has at most, and how many actions it names.
MOST_SERVICES, WORST = 40, 5
#: How much of a control is quoted.
LONGEST_MENTION = 80
#: What the name of a record can hold.
LONGEST_NAME = 140


@dataclass(frozen=True)
class Item:
	"""One thing that waits for somebody: an action, or what its section `leads_to`.

	`action` is the name of the record, by which it is told once: that of the action, and in the sections about risks that of the
	risk. `day` is what its section goes by: when it fell or falls due, turned stale, is valid until, was drafted. `since` is
	the first day on which it was so. `reference` names the record to open, where that is not the action; `about` is the
	title of that record.
	"""

	action: str
	title: str
	priority: str = ""
	level: int = 0
	day: date | None = None
	due_date: date | None = None
	since: date | None = None
	slips: int = 0
	aspirational: bool = False
	service: str = ""
	owner: str = ""
	owner_name: str = ""
	reference: str = ""
	about: str = ""

	@property
	def rank(self) -> tuple:
		"""What sorts the worst first: the escalation level, the priority, how late."""
		gravity = PRIORITIES.index(self.priority) if self.priority in PRIORITIES else -1
		return -self.level, -gravity, self.day or date.max, self.action


@dataclass(frozen=True)
class Found:
	"""The worst `items` of a section for one person, and how many there are in all (`total`)."""

	items: Sequence[Item] = ()
	total: int = 0


@dataclass(frozen=True)
class Day:
	"""The day on which somebody is told; what came up on `new_from` or later, they have not been told before.

	`due_soon` and `expiring` say how many days ahead they are told what falls due, and which evidence expires;
	`escalated_from` is the first escalation level at which somebody else than the owner is told.
	"""

	today: date
	new_from: date
	due_soon: int = 7
	expiring: int = 30
	escalated_from: int = 1

	@property
	def soon(self) -> date:
		return self.today + timedelta(days=self.due_soon)

	@property
	def expiring_by(self) -> date:
		return self.today + timedelta(days=self.expiring)


#: What a line says of an item besides its title.
Mark = Callable[[Item, Day], Problem | None]
#: The list with all that a section holds, of which only some is shown: its doctype and filters.
Shows = Callable[[str, Day, Sequence[Item]], tuple[str, tuple[Filter, ...]]]


@dataclass(frozen=True)
class Section:
	"""A part of a digest. `count` is what the subject says of it, `leads_to` the doctype that its lines open."""

	key: str
	title: str
	count: str
	marks: tuple[Mark, ...]
	shows: Shows
	leads_to: str = ACTION
	note: str = ""


@dataclass(frozen=True)
class Line:
	"""An item as it is shown, with what is to be said of it."""

	item: Item
	marks: tuple[Problem, ...]


@dataclass(frozen=True)
class Part:
	"""A section of somebody's digest: `lines`, and how many there are that it does not show (`more`)."""

	section: Section
	lines: tuple[Line, ...]
	more: int

	@property
	def total(self) -> int:
		return len(self.lines) + self.more


@dataclass(frozen=True)
class Digest:
	"""What one person is told on one day."""

	parts: tuple[Part, ...] = ()

	@property
	def items(self) -> int:
		return sum(part.total for part in self.parts)

	@property
	def counts(self) -> list[Problem]:
		"""How much there is of what, for the subject."""
		counted = [Problem(part.section.key, None, part.section.count, (part.total,)) for part in self.parts]
		more = [Problem("more", None, _("and more"))] if len(counted) > MOST_COUNTS else []
		return counted[:MOST_COUNTS] + more


def build(found: Mapping[str, Found], day: Day) -> Digest:
	"""Return the digest of what was `found` for one person, by the keys of the sections."""
	parts = []
	told: set[str] = set()
	for section in SECTIONS:
		in_section = found.get(section.key, Found())
		items: dict[str, Item] = {}
		repeated = 0
		for item in sorted(in_section.items, key=lambda item: item.rank):
			if item.action in told or item.action in items:
				repeated += 1
			else:
				items[item.action] = item
		told.update(items)
		total = max(in_section.total - repeated, len(items))
		if total:
			shown = list(items.values())[:MOST_LINES]
			lines = tuple(Line(item, _marks(section, item, day)) for item in shown)
			parts.append(Part(section, lines, total - len(lines)))
	return Digest(tuple(parts))


def new_from(today: date, calendar: Calendar) -> date:
	"""Return the day after the last one before `today` on which people were told, by the `calendar` of digests."""
	day = today - ONE_DAY
	while not calendar.counts(day) and today - day < timedelta(days=31):
		day -= ONE_DAY
	return day + ONE_DAY


def is_summary_day(chosen: str, today: date, calendar: Calendar) -> bool:
	"""Return whether the weekly summary is sent `today`: on the `chosen` weekday, or the first day told after it."""
	if chosen not in WEEKDAYS:
		return False
	day = today - timedelta(days=(today.weekday() - WEEKDAYS.index(chosen)) % 7)
	while day < today:
		if calendar.counts(day):
			return False
		day += ONE_DAY
	return True


def digest_name(person: str, day: date, kind: str) -> str:
	"""Return the name of the digest for `person` (a user or an address): there can be no second one of that day."""
	rest = f"|{day.isoformat()}|{kind}"
	if len(person) + len(rest) > LONGEST_NAME:
		told_apart = "~" + hashlib.sha256(person.casefold().encode()).hexdigest()[:16]
		person = person[: LONGEST_NAME - len(rest) - len(told_apart)] + told_apart
	return person + rest


# What is said of an item


def _marks(section: Section, item: Item, day: Day) -> tuple[Problem, ...]:
	return tuple(found for mark in section.marks if (found := mark(item, day)))


def _said(code: str, number: int, one: str, many: str) -> Problem:
	return Problem(code, None, one if number == 1 else many, (number,))


def _is_new(item: Item, day: Day) -> Problem | None:
	return Problem("new", None, _("New")) if item.since and item.since >= day.new_from else None


def _level(item: Item, day: Day) -> Problem | None:
	if not item.level or item.level < day.escalated_from:
		return None
	return Problem("level", None, _("Escalation level {0}"), (item.level,))


def _late(item: Item, day: Day) -> Problem | None:
	if not item.due_date or item.due_date >= day.today:
		return None
	late = (day.today - item.due_date).days
	return _said("days_overdue", late, _("{0} day overdue"), _("{0} days overdue"))


def _due(item: Item, day: Day) -> Problem | None:
	return _falls_due(item.due_date, day)


def _review_due(item: Item, day: Day) -> Problem | None:
	return _falls_due(item.day, day)


def _falls_due(due: date | None, day: Day) -> Problem | None:
	if not due:
		return None
	if due == day.today:
		return Problem("due", None, _("Due today"))
	if due < day.today:
		return _said("late", (day.today - due).days, _("{0} day late"), _("{0} days late"))
	return Problem("due", None, _("Due {0}"), (due,))


def _stale(item: Item, day: Day) -> Problem | None:
	if not item.day:
		return None
	stale = (day.today - item.day).days
	if not stale:
		return Problem("stale", None, _("Stale from today"))
	return _said("stale", stale, _("Stale for {0} day"), _("Stale for {0} days"))


def _valid(item: Item, day: Day) -> Problem | None:
	return Problem("valid_until", None, _("{0}: valid until {1}"), (item.about, item.day))


def _waiting(item: Item, day: Day) -> Problem | None:
	if not item.day:
		return None
	waiting = (day.today - item.day).days
	return _said("waiting", waiting, _("Drafted {0} day ago"), _("Drafted {0} days ago"))


def _to_reassess(item: Item, day: Day) -> Problem | None:
	if not item.day:
		return None
	days = (day.today - item.day).days
	if not days:
		return Problem("to_reassess", None, _("Due from today"))
	return _said("to_reassess", days, _("Due for {0} day"), _("Due for {0} days"))


def _band(item: Item, day: Day) -> Problem | None:
	return Problem("band", None, _("Residual risk: {0}"), (Term(item.about),)) if item.about else None


def _control(item: Item, day: Day) -> Problem | None:
	if not item.day:
		return None
	return Problem("control", None, _("{0}: review due {1}"), (_one_line(item.about), item.day))


def _one_line(text: str) -> str:
	line = " ".join(text.split())
	return line if len(line) <= LONGEST_MENTION else line[: LONGEST_MENTION - 1].rstrip() + "…"


def _slipped(item: Item, day: Day) -> Problem | None:
	return (
		_said("slipped", item.slips, _("Rescheduled once"), _("Rescheduled {0} times"))
		if item.slips
		else None
	)


def _aspirational(item: Item, day: Day) -> Problem | None:
	return Problem("aspirational", None, _("Aspirational")) if item.aspirational else None


def _owned(item: Item, day: Day) -> Problem | None:
	owner = item.owner_name or item.owner
	return Problem("owner", None, _("Owner: {0}"), (owner,)) if owner else None


def _was_owned(item: Item, day: Day) -> Problem:
	return Problem("owner_left", None, _("Was {0}'s"), (item.owner_name or item.owner,))


# The lists that show all there is


def _view(name: str, mine: bool = True) -> Shows:
	"""Return what shows the ready-made view of actions called `name`, only the person's own when they are `mine`."""

	def shows(person: str, day: Day, items: Sequence[Item]) -> tuple[str, tuple[Filter, ...]]:
		views = {view.name: view for view in action_views(person, day.today, owns=True, verifies=True)}
		own: tuple[Filter, ...] = (("action_owner", "=", person),) if mine else ()
		return ACTION, (*views[name].filters, *own)

	return shows


def _escalations(person: str, day: Day, items: Sequence[Item]) -> tuple[str, tuple[Filter, ...]]:
	return ESCALATION, (("escalated_to", "=", person), ("result", "=", "Escalated"))


def _of_owners(person: str, day: Day, items: Sequence[Item]) -> tuple[str, tuple[Filter, ...]]:
	owners = tuple(dict.fromkeys(item.owner for item in items))
	return ACTION, (("status", "in", ACTIVE), ("action_owner", "in", owners))


def _reviews(review_type: str) -> Shows:
	def shows(person: str, day: Day, items: Sequence[Item]) -> tuple[str, tuple[Filter, ...]]:
		return REVIEW, (
			("review_type", "=", review_type),
			("outcome", "is", "not set"),
			("due_date", "between", (EARLIEST, day.soon)),
		)

	return shows


def _soon(person: str, day: Day, items: Sequence[Item]) -> tuple[str, tuple[Filter, ...]]:
	return ACTION, (
		("status", "in", ACTIVE),
		("due_date", "between", (day.today, day.soon)),
		("action_owner", "=", person),
	)


def _expiring(person: str, day: Day, items: Sequence[Item]) -> tuple[str, tuple[Filter, ...]]:
	return EVIDENCE, (("valid_until", "between", (day.today, day.expiring_by)),)


def _drafts(person: str, day: Day, items: Sequence[Item]) -> tuple[str, tuple[Filter, ...]]:
	services = tuple(dict.fromkeys(item.service for item in items))
	return ACTION, (("status", "=", DRAFT), ("service", "in", services))


def _risks_to_reassess(person: str, day: Day, items: Sequence[Item]) -> tuple[str, tuple[Filter, ...]]:
	owners = tuple(dict.fromkeys(item.owner for item in items))
	return RISK, (("status", "=", REASSESS), ("risk_owner", "in", owners))


def _controls(person: str, day: Day, items: Sequence[Item]) -> tuple[str, tuple[Filter, ...]]:
	return RISK, (
		("status", "!=", RISK_CLOSED),
		("Risk Control.review_date", "between", (EARLIEST, day.soon)),
	)


#: The sections in the order of their gravity. What finds their items is in `jobs.due`, by the same keys.
SECTIONS = (
	Section(
		"escalated",
		_("Escalated to you"),
		_("{0} escalated to you"),
		(_is_new, _late, _level, _owned, _slipped, _aspirational),
		_escalations,
		note=_("Overdue, and you are next in line to be told."),
	),
	Section(
		"overdue",
		_("Overdue"),
		_("{0} overdue"),
		(_is_new, _late, _level, _slipped, _aspirational),
		_view("overdue"),
		note=_("Complete these, or reschedule them with a reason."),
	),
	Section(
		"owner_left",
		_("Actions whose owner has left"),
		_("{0} without an owner"),
		(_was_owned, _late, _level, _due, _slipped),
		_of_owners,
		note=_("The account of the owner is disabled. Give these to somebody else."),
	),
	Section(
		"to_verify",
		_("To verify"),
		_("{0} to verify"),
		(_review_due, _owned),
		_reviews("Verification"),
		REVIEW,
		_("Completed, and closed only when somebody other than the owner has looked."),
	),
	Section(
		"sustainability",
		_("Sustainability checks due"),
		_("{0} to check again"),
		(_review_due, _owned),
		_reviews("Sustainability"),
		REVIEW,
		_("Closed some time ago: is the change still there?"),
	),
	Section(
		"to_reassess",
		_("Risks to reassess"),
		_("{0} to reassess"),
		(_is_new, _to_reassess, _band),
		_risks_to_reassess,
		RISK,
		_("An action is verified, a review date has passed or an acceptance has run out: score these anew."),
	),
	Section(
		"stale",
		_("Stale"),
		_("{0} stale"),
		(_stale, _due, _slipped, _aspirational),
		_view("stale"),
		note=_("Nothing has been heard of these for too long. Record what has happened."),
	),
	Section("due_soon", _("Due soon"), _("{0} due soon"), (_due, _slipped, _aspirational), _soon),
	Section(
		"expiring",
		_("Evidence expiring"),
		_("{0} with evidence expiring"),
		(_valid,),
		_expiring,
		EVIDENCE,
		_("Evidence that is no longer valid does not count."),
	),
	Section(
		"controls_due",
		_("Controls to review"),
		_("{0} with controls to review"),
		(_control,),
		_controls,
		RISK,
		_("Test whether these controls still work, and write down how."),
	),
	Section(
		"drafts",
		_("Drafts waiting to be opened"),
		_("{0} waiting to be opened"),
		(_waiting,),
		_drafts,
		note=_("Nobody works on a draft until it is opened."),
	),
)


# The weekly summary of those who manage services


@dataclass(frozen=True)
class ServiceWeek:
	"""A service in numbers. `overdue_before` is how many actions were overdue a week earlier."""

	service: str
	open: int = 0
	overdue: int = 0
	overdue_before: int = 0
	escalated: int = 0
	stale: int = 0
	to_verify: int = 0
	closed: int = 0

	@property
	def change(self) -> int:
		return self.overdue - self.overdue_before

	@property
	def is_quiet(self) -> bool:
		"""Whether there is nothing to say about it."""
		return not any(
			(self.open, self.overdue, self.overdue_before, self.stale, self.to_verify, self.closed)
		)

	@property
	def rank(self) -> tuple:
		return -self.escalated, -self.overdue, -self.stale, -self.to_verify, -self.open, self.service


@dataclass(frozen=True)
class Summary:
	"""What somebody who manages services is told once a week: the worst services first, and the `worst` actions."""

	services: tuple[ServiceWeek, ...] = ()
	more: int = 0
	total: ServiceWeek = field(default_factory=lambda: ServiceWeek(""))
	worst: tuple[Line, ...] = ()

	@property
	def items(self) -> int:
		return len(self.services) + self.more

	@property
	def counts(self) -> list[Problem]:
		"""How much there is of what, for the subject."""
		total = self.total
		said = [
			(_("{0} overdue"), total.overdue),
			(_("{0} escalated"), total.escalated),
			(_("{0} stale"), total.stale),
			(_("{0} to verify"), total.to_verify),
			(_("{0} closed"), total.closed),
		]
		counted = [Problem("count", None, text, (number,)) for text, number in said if number]
		return counted or [Problem("count", None, _("{0} open"), (total.open,))]


def summarise(weeks: Iterable[ServiceWeek], worst: Iterable[Item], day: Day) -> Summary:
	"""Return the summary of the services in `weeks` and of their `worst` actions for one person."""
	told = sorted((week for week in weeks if not week.is_quiet), key=lambda week: week.rank)
	numbers = ("open", "overdue", "overdue_before", "escalated", "stale", "to_verify", "closed")
	total = ServiceWeek("", **{name: sum(getattr(week, name) for week in told) for name in numbers})
	items = sorted(worst, key=lambda item: item.rank)[:WORST]
	marks = (_late, _level, _owned, _slipped, _aspirational)
	lines = tuple(Line(item, tuple(found for mark in marks if (found := mark(item, day)))) for item in items)
	return Summary(tuple(told[:MOST_SERVICES]), max(len(told) - MOST_SERVICES, 0), total, lines)


def subject(counts: Iterable[Problem], translate: Callable[[Problem], str]) -> str:
	"""Return the subject that says `counts`, each as `translate` words it."""
	return listed(translate(count) for count in counts)
