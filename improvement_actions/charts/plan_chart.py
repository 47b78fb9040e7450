"""Where everything lies in the chart of a plan: milestones and actions along the calendar. Pure geometry, no drawing.

Each row has its words above its bar and not beside it, so that the chart can be read on a phone as on paper. Measured
in units of the drawing, with y pointing down as in SVG.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from .run_chart import CHARACTER, days_on_axis, scale

MILESTONE, ACTION = "milestone", "action"
DONE, OVERDUE, AHEAD = "done", "overdue", "ahead"

WIDTH = 660.0
#: The height of a row (words and bar), of a heading, and of the calendar at the top.
ROW, HEADING, AXIS = 31.0, 26.0, 26.0
_INSET = 4.0
#: Half of what a date takes on the calendar, so that the first and the last have room.
_HALF_DATE = 32.0
#: What a bar is long at least, so that what starts and ends on one day is seen.
_SHORTEST = 6.0


@dataclass(frozen=True)
class Item:
	"""A milestone or an action: `text` says which, `note` where it stands (kept whole when there is little room).

	`start` is None for what has no beginning of its own. `part` is what it belongs to (Quick Win, Long Term, or "").
	"""

	shape: str
	text: str
	note: str
	start: date | None
	end: date
	state: str = AHEAD
	part: str = ""
	link: str = ""


@dataclass(frozen=True)
class Row:
	"""An item in the chart: its bar from `x1` to `x2` (a milestone stands at `x2`), with `text` as far as it fits."""

	item: Item
	text: str
	y: float
	x1: float
	x2: float


@dataclass(frozen=True)
class Heading:
	text: str
	y: float


@dataclass(frozen=True)
class Day:
	day: date
	x: float


@dataclass(frozen=True)
class PlanChart:
	"""All places of a chart. `today` is where today is, None when it lies outside."""

	width: float
	height: float
	left: float
	right: float
	top: float
	rows: Sequence[Row]
	headings: Sequence[Heading]
	days: Sequence[Day]
	whole_months: bool
	today: float | None


def plan_charts(
	items: Iterable[Item],
	parts: Sequence[tuple[str, str]],
	start: date | None,
	end: date | None,
	today: date,
	width: float = WIDTH,
	most_rows: int = 0,
) -> list[PlanChart]:
	"""Return the charts of `items`, in one scale from `start` to `end` of the plan and as far as its items go.

	`parts` are the parts of a plan in their order, each with its heading; a part without items is left out. A chart has at
	most `most_rows` rows (0: any number), so that each fits a page. Without items there is none.
	"""
	ordered = sorted(items, key=lambda item: (item.start or item.end, item.end, item.text))
	lines: list[Item | str] = []
	for part, heading in parts:
		found = [item for item in ordered if item.part == part]
		if found:
			lines += [heading, *found]
	if not lines:
		return []
	first, last = _span(ordered, start, end, today)
	pieces = [lines] if not most_rows else list(_pieces(lines, most_rows))
	return [_chart(piece, first, last, today, width) for piece in pieces]


def _span(items: Sequence[Item], start: date | None, end: date | None, today: date) -> tuple[date, date]:
	days = [day for item in items for day in (item.start, item.end) if day]
	first, last = min([*days, *filter(None, [start])]), max([*days, *filter(None, [end])])
	if any(item.state == OVERDUE for item in items):
		last = max(last, today)
	return (first, last) if last > first else (first - timedelta(days=3), last + timedelta(days=3))


def _pieces(lines: Sequence[Item | str], most: int):
	"""Yield `lines` in pieces of at most `most` rows; a part that goes on in the next has its heading there again."""
	piece: list[Item | str] = []
	heading, count = "", 0
	for line in lines:
		if isinstance(line, str):
			heading = line
			# A heading at the foot of a page heads nothing.
			if count >= most - 1:
				yield piece
				piece, count = [], 0
			piece.append(line)
			continue
		if count == most:
			yield piece
			piece, count = [heading], 0
		piece.append(line)
		count += 1
	yield piece


def _chart(lines: Sequence[Item | str], first: date, last: date, today: date, width: float) -> PlanChart:
	left, right = _INSET, width - _INSET
	start, stop = _HALF_DATE, width - _HALF_DATE
	across = scale(first.toordinal(), last.toordinal(), start, stop)
	rows, headings, y = [], [], AXIS
	for line in lines:
		if isinstance(line, str):
			y += HEADING
			headings.append(Heading(line, y - 6))
			continue
		y += ROW
		x2 = across(line.end.toordinal())
		x1 = across((line.start or first).toordinal()) if line.shape == ACTION or line.start else x2
		if line.shape == ACTION:
			x1 = max(start, min(x1, x2 - _SHORTEST))
			x2 = max(x2, x1 + _SHORTEST)
		rows.append(Row(line, _fitted(line, right - left), y, x1, x2))
	days = days_on_axis(first, last, stop - start)
	return PlanChart(
		width=width,
		height=y + 10,
		left=left,
		right=right,
		top=AXIS,
		rows=tuple(rows),
		headings=tuple(headings),
		days=tuple(Day(day, across(day.toordinal())) for day in days),
		whole_months=all(day.day == 1 for day in days) and len(days) > 1,
		today=across(today.toordinal()) if first <= today <= last else None,
	)


def _fitted(item: Item, room: float) -> str:
	"""Return the text of `item`, shortened so that its note still fits behind it."""
	characters = max(8, int(room / CHARACTER) - len(item.note) - 3)
	return item.text if len(item.text) <= characters else f"{item.text[: characters - 1].rstrip()}…"
