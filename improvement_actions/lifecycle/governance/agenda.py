"""Which records a meeting looks at, each once, under its gravest heading and the worst first.

An agenda that nobody gets through is none: it names so many, divides them among the headings, and counts the rest.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from ..problem import Problem, Term, _
from ..status import ACTIVE, CLOSED, COMPLETED, is_overdue
from ..views import Filter, action_views
from .records import ACTION, REASSESSMENT_DUE, RISK, Key, Look, Record

CARRIED_OVER = "Carried Over"
ESCALATED = "Escalated"
OVERDUE = "Overdue"
SLIPPING = "Slipping"
STALE = "Stale"
AWAITING_VERIFICATION = "Awaiting Verification"
DUE_FOR_REASSESSMENT = "Due for Reassessment"
CLOSED_SINCE = "Closed Since the Last"
ADDED = "Added"

#: In the order of the agenda.
SECTIONS = (
	CARRIED_OVER,
	ESCALATED,
	OVERDUE,
	SLIPPING,
	STALE,
	AWAITING_VERIFICATION,
	DUE_FOR_REASSESSMENT,
	CLOSED_SINCE,
	ADDED,
)
#: Those that records belong to by themselves, the gravest first.
FOUND = SECTIONS[1:-1]
#: What is only told, and not to be decided.
FOR_INFORMATION = (CLOSED_SINCE,)

#: How many items an agenda names; however many of them were kept or carried over, it names so many others.
MOST_ITEMS, FEWEST_NEW = 200, 50


@dataclass(frozen=True)
class Found:
	"""The worst `records` of a section, and how many belong to it in all."""

	records: Sequence[Record] = ()
	total: int = 0


@dataclass(frozen=True)
class Present:
	"""An item that stands on the agenda already: `row` names it, `record` says how its record stands now (None without one).

	`settled` items stay as they are. `touched` ones have a decision or a note, which is not to be lost.
	"""

	row: str
	section: str
	record: Record | None
	settled: bool = False
	touched: bool = False


@dataclass(frozen=True)
class Carried:
	"""What comes back from the last meeting: `first_raised_on` names the meeting that had it first."""

	record: Record
	first_raised_on: str
	times_carried: int


@dataclass(frozen=True)
class Line:
	"""An item as it is to stand: that of `row`, or a new one. `no_longer` names the section that it has left."""

	section: str
	record: Record | None
	row: str = ""
	settled: bool = False
	first_raised_on: str = ""
	times_carried: int = 0
	no_longer: str = ""


@dataclass(frozen=True)
class Agenda:
	"""The `lines` in their order, and how many of each section are left out (`left_out`)."""

	lines: tuple[Line, ...] = ()
	left_out: Mapping[str, int] = field(default_factory=dict)


def reasons(record: Record, look: Look) -> tuple[str, ...]:
	"""Return the sections that `record` belongs to, the gravest first; none when there is nothing to look at."""
	if record.is_business or not look.concerns(record):
		return ()
	if record.doctype == RISK:
		return (DUE_FOR_REASSESSMENT,) if record.status == REASSESSMENT_DUE else ()
	if record.status == COMPLETED:
		return (AWAITING_VERIFICATION,)
	if record.status == CLOSED:
		is_news = record.closed_on and record.closed_on >= look.closed_since
		return (CLOSED_SINCE,) if is_news else ()
	if record.status not in ACTIVE:
		return ()
	overdue = is_overdue(record.status, record.due_date, look.today)
	every = (
		(ESCALATED, overdue and record.level >= look.escalated_from),
		(OVERDUE, overdue and record.level < look.escalated_from),
		(SLIPPING, record.slips > 0),
		(STALE, record.stale_from is not None and record.stale_from <= look.today),
	)
	return tuple(section for section, belongs in every if belongs)


def rank(section: str, record: Record) -> tuple:
	"""Return what sorts the records of `section`, the worst first."""
	if record.doctype == RISK:
		return 0, -record.score, record.since or date.max, record.name
	day = {
		STALE: record.stale_from,
		AWAITING_VERIFICATION: _day(record.completed_on),
		CLOSED_SINCE: _day(record.closed_on),
	}.get(section, record.due_date)
	return -record.level, -record.gravity, day or date.max, record.name


def compose(
	found: Mapping[str, Found], carried: Iterable[Carried], present: Sequence[Present], look: Look
) -> Agenda:
	"""Return the agenda of what was `found`, what is `carried` over and what is `present` on it already.

	Composing it again with what it has given changes nothing.
	"""
	rows = {item.record.key: item for item in present if item.record}
	back = _carried_lines(carried, rows, look)
	kept = [_kept(item, back, look) for item in present]
	lines = [line for line in kept if line]
	held = {line.record.key for line in lines if line.record}
	lines += [line for key, line in back.items() if key not in held]
	held |= set(back)
	candidates = {section: _candidates(section, found, present, held, look) for section in FOUND}
	room = max(MOST_ITEMS - len(lines), FEWEST_NEW)
	shares = allot({section: len(records) for section, records in candidates.items()}, room)
	for section, records in candidates.items():
		lines += [_line(section, record, rows) for record in records[: shares[section]]]
	lines.sort(key=_place)
	shown = [reasons(line.record, look)[:1] for line in lines if line.record]
	left_out = {
		section: left
		for section in FOUND
		if (left := found.get(section, Found()).total - shown.count((section,))) > 0
	}
	return Agenda(tuple(lines), left_out)


def allot(wanted: Mapping[str, int], room: int) -> dict[str, int]:
	"""Divide `room` among what is `wanted`: as much for one as for another, and what one leaves is for the others."""
	shares = dict.fromkeys(wanted, 0)
	while room > 0 and (hungry := [key for key in wanted if shares[key] < wanted[key]]):
		share = max(room // len(hungry), 1)
		for key in hungry:
			more = min(share, wanted[key] - shares[key], room)
			shares[key] += more
			room -= more
	return shares


def marks(record: Record, look: Look) -> list[Problem]:
	"""Return what is said of `record`: everything for which a meeting may look at it, or how it stands."""
	if record.is_business:
		return []
	if record.doctype == RISK:
		return _risk_marks(record)
	found = []
	if is_overdue(record.status, record.due_date, look.today):
		if record.level >= look.escalated_from:
			found.append(Problem("level", None, _("Escalation level {0}"), (record.level,)))
		found.append(_counted("overdue", (look.today - record.due_date).days, *_OVERDUE))
	if record.status in ACTIVE and record.slips:
		found.append(_counted("slips", record.slips, *_SLIPPED))
	if record.aspirational:
		found.append(Problem("aspirational", None, _("Aspirational")))
	if STALE in reasons(record, look):
		days = (look.today - record.stale_from).days
		found.append(
			_counted("stale", days, *_STALE) if days else Problem("stale", None, _("Stale from today"))
		)
	if record.status == COMPLETED and record.completed_on:
		found.append(Problem("completed", None, _("Completed on {0}"), (_day(record.completed_on),)))
	if record.status == CLOSED and record.closed_on:
		found.append(Problem("closed", None, _("Closed on {0}"), (_day(record.closed_on),)))
	return found or [Problem("status", None, "{0}", (Term(record.status),))]


def list_of(section: str, look: Look) -> tuple[str, tuple[Filter, ...]] | None:
	"""Return the list that shows all of `section`: its doctype and filters; None where there is no such list."""
	limits: tuple[Filter, ...] = (("service", "in", tuple(sorted(look.services))),) if look.services else ()
	if section == DUE_FOR_REASSESSMENT:
		return RISK, (("status", "=", REASSESSMENT_DUE), *limits)
	if section == AWAITING_VERIFICATION:
		return ACTION, (("status", "=", COMPLETED), *limits)
	if section == CLOSED_SINCE:
		span = (_day(look.closed_since), look.today + timedelta(days=1))
		return ACTION, (("status", "=", CLOSED), ("closed_on", "between", span), *limits)
	views = {view.name: view for view in action_views("", look.today, owns=False, verifies=False)}
	name = {ESCALATED: "escalated", OVERDUE: "overdue", SLIPPING: "slipping", STALE: "stale"}.get(section)
	return (ACTION, (*views[name].filters, *limits)) if name else None


def _carried_lines(carried: Iterable[Carried], rows: Mapping[Key, Present], look: Look) -> dict[Key, Line]:
	"""Return a line for each of `carried`, by its record; of very many only the worst."""
	ordered = sorted(carried, key=lambda each: rank(_gravest(each.record, look), each.record))
	return {
		each.record.key: Line(
			CARRIED_OVER,
			each.record,
			rows[each.record.key].row if each.record.key in rows else "",
			first_raised_on=each.first_raised_on,
			times_carried=each.times_carried,
		)
		for each in ordered[:MOST_ITEMS]
	}


def _kept(item: Present, back: Mapping[Key, Line], look: Look) -> Line | None:
	"""Return the line of `item` if it stays whatever else there is, None when it has to be found again."""
	record = item.record
	if item.settled:
		return Line(item.section, record, item.row, settled=True)
	if record and record.key in back:
		return back[record.key]
	if item.section == ADDED:
		return Line(ADDED, record, item.row)
	if not item.touched:
		return None
	now = reasons(record, look)[:1] if record else ()
	return (
		Line(now[0], record, item.row)
		if now
		else Line(item.section, record, item.row, no_longer=item.section)
	)


def _candidates(
	section: str, found: Mapping[str, Found], present: Sequence[Present], held: set[Key], look: Look
) -> list[Record]:
	"""Return the records of `section` that do not stand on the agenda anyway, the worst first."""
	# What stands there may be beyond those that were found.
	records = {
		item.record.key: item.record
		for item in present
		if item.record and reasons(item.record, look)[:1] == (section,)
	}
	records.update((record.key, record) for record in found.get(section, Found()).records)
	free = [record for key, record in records.items() if key not in held]
	return sorted(free, key=lambda record: rank(section, record))


def _line(section: str, record: Record, rows: Mapping[Key, Present]) -> Line:
	return Line(section, record, rows[record.key].row if record.key in rows else "")


def _place(line: Line) -> tuple:
	"""Return what sorts the lines: what says nothing of its record any more comes last in its section."""
	number = SECTIONS.index(line.section)
	if not line.record:
		return number, 2, ()
	return number, int(bool(line.no_longer)), rank(line.section, line.record)


def _gravest(record: Record, look: Look) -> str:
	return next(iter(reasons(record, look)), CARRIED_OVER)


_OVERDUE = (_("1 day overdue"), _("{0} days overdue"))
_SLIPPED = (_("Rescheduled once"), _("Rescheduled {0} times"))
_STALE = (_("Stale for 1 day"), _("Stale for {0} days"))


def _counted(code: str, number: int, one: str, many: str) -> Problem:
	return Problem(code, None, one if number == 1 else many, (number,))


def _risk_marks(record: Record) -> list[Problem]:
	found = []
	if record.status == REASSESSMENT_DUE and record.since:
		found.append(Problem("reassessment", None, _("Reassessment due since {0}"), (record.since,)))
	else:
		found.append(Problem("status", None, "{0}", (Term(record.status),)))
	if record.score:
		found.append(
			Problem("residual", None, _("Residual risk {0} ({1})"), (record.score, Term(record.band)))
		)
	return found


def _day(moment: datetime | None) -> date | None:
	return moment.date() if moment else None
