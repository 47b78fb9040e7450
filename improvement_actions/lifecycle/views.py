"""The ready-made views of the lists (overdue, slipping, awaiting my verification ...): what belongs to each.

A view is a set of filters, and nothing else says what is in it: a list is shown and its records are counted through
the database. No filter compares by ``<`` a field that may be empty, which SQL behind Frappe takes for a very early
date: spans of time are `between`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from .problem import _
from .risks.status import ACCEPTED, PENDING, REASSESS
from .risks.status import CLOSED as RISK_CLOSED
from .status import ACTIVE, COMPLETED, SEALED

#: Before anything that a provider records: where a span of time without a beginning begins.
EARLIEST = date(2000, 1, 1)
#: How far ahead a view of what falls due looks, in days.
DUE_SOON = 14
EXPIRING_SOON = 30
TARGET_SOON = 30

#: (field, operator, value), as Frappe filters; a value is text, a number, a date, or several in a tuple.
Filter = tuple[str, str, object]


@dataclass(frozen=True)
class View:
	"""A named set of filters. `explanation` says in a sentence what it shows."""

	name: str
	label: str
	filters: tuple[Filter, ...]
	explanation: str


def action_views(me: str, today: date, owns: bool, verifies: bool, escalated_from: int = 1) -> list[View]:
	"""Return the views of improvement actions for user `me`, who can own actions (`owns`) or verify them.

	`escalated_from` is the first escalation level at which somebody else than the owner is told.
	"""
	active = ("status", "in", ACTIVE)
	mine = View(
		"mine",
		_("Mine"),
		(("action_owner", "=", me), ("status", "not in", SEALED)),
		_("What I own and is not closed or cancelled"),
	)
	to_verify = View(
		"to_verify",
		_("Awaiting my verification"),
		(("status", "=", COMPLETED), ("action_owner", "!=", me), ("completed_by", "!=", me)),
		_("Completed by others: nobody verifies their own work"),
	)
	return [
		*([mine] if owns else []),
		View("under_way", _("Under way"), (active,), _("Open or in progress")),
		View(
			"overdue",
			_("Overdue"),
			(active, ("due_date", "between", (EARLIEST, today - timedelta(days=1)))),
			_("Open or in progress, and past the due date"),
		),
		View(
			"escalated",
			_("Escalated"),
			(active, ("escalation_level", ">=", escalated_from)),
			_("Overdue for so long that others than the owner are told, by the steps in the settings"),
		),
		*([to_verify] if verifies else []),
		View(
			"slipping",
			_("Slipping"),
			(active, ("slip_count", ">=", 1)),
			_("Open or in progress, and rescheduled at least once"),
		),
		View(
			"stale",
			_("Stale"),
			(active, ("stale_from", "between", (EARLIEST, today))),
			_("Open or in progress, and without an update for too long"),
		),
		View(
			"aspirational",
			_("Aspirational"),
			(active, ("is_aspirational", "=", 1)),
			_("Rescheduled time and again with nothing else changed"),
		),
		View(
			"due_soon",
			_("Due in 14 days"),
			(active, ("due_date", "between", (today, today + timedelta(days=DUE_SOON)))),
			_("Open or in progress, and due within fourteen days"),
		),
	]


def source_views() -> list[View]:
	"""Return the views of improvement sources."""
	return [
		View(
			"no_action",
			_("No action yet"),
			(("loop_status", "=", "No Actions"),),
			_("Nothing has been decided about these"),
		),
		View(
			"raised_by_people",
			_("Raised by people, new"),
			(("raised_by_relation", "is", "set"), ("loop_status", "=", "No Actions")),
			_("Concerns, ideas and compliments from the public page that nothing has been decided about"),
		),
		View(
			"open_loops",
			_("Open loops"),
			(("loop_status", "in", ("No Actions", "Open", "Completed")),),
			_("Not every action on these is closed"),
		),
		View(
			"formal",
			_("Formal review"),
			(("review_tier", "=", "Formal"),),
			_("Reviewed formally: their actions need a root cause before they can be completed"),
		),
	]


def review_views(me: str, today: date, verifies: bool) -> list[View]:
	"""Return the views of effectiveness reviews for user `me`, who can be a reviewer (`verifies`)."""
	due = ("outcome", "is", "not set")
	mine = View("mine", _("Due from me"), (due, ("reviewer", "=", me)), _("Assigned to me and not recorded"))
	return [
		*([mine] if verifies else []),
		View(
			"due_soon",
			_("Due in 14 days"),
			(due, ("due_date", "between", (today, today + timedelta(days=DUE_SOON)))),
			_("Not recorded, and due within fourteen days"),
		),
		View(
			"overdue",
			_("Overdue"),
			(due, ("due_date", "between", (EARLIEST, today - timedelta(days=1)))),
			_("Not recorded, and past the due date"),
		),
	]


def evidence_views(today: date) -> list[View]:
	"""Return the views of improvement evidence. Evidence is valid up to and including its last day."""
	soon = (today, today + timedelta(days=EXPIRING_SOON))
	return [
		View(
			"expiring",
			_("Expiring in 30 days"),
			(("valid_until", "between", soon),),
			_("Valid for thirty more days at most"),
		),
		View(
			"expired",
			_("Expired"),
			(("valid_until", "between", (EARLIEST, today - timedelta(days=1))),),
			_("No longer valid: it does not count at a gate"),
		),
	]


def risk_views(me: str, owns: bool, high_bands: Sequence[str]) -> list[View]:
	"""Return the views of the risk register for user `me`, who can own risks (`owns`); `high_bands` are the two highest."""
	live = ("status", "!=", RISK_CLOSED)
	mine = View(
		"mine", _("Mine"), (("risk_owner", "=", me), live), _("Risks that I own and that are not closed")
	)
	high = View(
		"high",
		_("High and extreme"),
		(("residual_band", "in", tuple(high_bands)), live),
		_("Not closed, and with the controls as they are in one of the two highest bands"),
	)
	return [
		*([mine] if owns else []),
		View(
			"to_reassess",
			_("Reassessment due"),
			(("status", "=", REASSESS),),
			_("An action is verified, a review date has passed or an acceptance has run out"),
		),
		View(
			"pending",
			_("Control change pending"),
			(("status", "=", PENDING),),
			_("An action is changing a control"),
		),
		*([high] if high_bands else []),
		View(
			"above_target",
			_("Above target"),
			(("is_above_target", "=", 1), live),
			_("Not closed, and higher than it ought to be"),
		),
		View(
			"accepted",
			_("Accepted"),
			(("status", "=", ACCEPTED),),
			_("Governance lives with these until a day"),
		),
		View(
			"not_assessed",
			_("Not assessed"),
			(("assessed_on", "is", "not set"), live),
			_("Recorded, and nobody has scored them yet"),
		),
	]


def plan_views(me: str, today: date, leads: bool) -> list[View]:
	"""Return the views of improvement plans for user `me`, who can lead one (`leads`)."""
	under_way = ("status", "=", "Issued")
	mine = View(
		"mine",
		_("Mine"),
		(("plan_lead", "=", me), ("status", "in", ("Draft", "Issued"))),
		_("What I lead and is not completed or cancelled"),
	)
	return [
		*([mine] if leads else []),
		View("drafts", _("Drafts"), (("status", "=", "Draft"),), _("Not issued yet")),
		View("under_way", _("Under way"), (under_way,), _("Issued, and not completed or cancelled")),
		View(
			"past_date",
			_("Past their date"),
			(under_way, ("target_date", "between", (EARLIEST, today - timedelta(days=1)))),
			_("Issued, and past the target date"),
		),
		View(
			"target_soon",
			_("Target in 30 days"),
			(under_way, ("target_date", "between", (today, today + timedelta(days=TARGET_SOON)))),
			_("Issued, and to be achieved within thirty days"),
		),
	]


def meeting_views(me: str) -> list[View]:
	"""Return the views of governance reviews for user `me`."""
	return [
		View("planned", _("Planned"), (("status", "=", "Planned"),), _("Still to be held")),
		View("held", _("Held"), (("status", "=", "Held"),), _("Their minutes are closed")),
		View("mine", _("Chaired by me"), (("chair", "=", me),), _("Meetings that I chair")),
	]


def same_filter(one: Filter, other: Filter, whatever_the_dates: bool = False) -> bool:
	"""Return whether two filters say the same, however a list writes them down.

	Lists of Frappe send numbers as text, dates as text, and operators with capitals. With `whatever_the_dates`
	it is enough that both have a date in the same place.
	"""
	if (one[0], one[1].lower()) != (other[0], other[1].lower()):
		return False
	mine, theirs = _written(one[2]), _written(other[2])
	if mine == theirs:
		return True
	return whatever_the_dates and len(mine) == len(theirs) and all(map(_is_date, (*mine, *theirs)))


def _written(value: object) -> tuple[str, ...]:
	values = value if isinstance(value, list | tuple | set) else (value,)
	return tuple(str(each).strip() for each in values)


def _is_date(text: str) -> bool:
	try:
		date.fromisoformat(text[:10])
	except ValueError:
		return False
	return True


def active_view(
	views: Iterable[View], filters: Iterable[Filter], whatever_the_dates: bool = False
) -> View | None:
	"""Return the view whose filters are all among `filters`, the one with the most of them; None without one."""
	filters = list(filters)

	def is_in(wanted: Filter) -> bool:
		return any(same_filter(wanted, each, whatever_the_dates) for each in filters)

	found = [view for view in views if all(map(is_in, view.filters))]
	return max(found, key=lambda view: len(view.filters), default=None)
