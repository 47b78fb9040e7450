"""Where everything lies in a run chart: readings over time, with baseline and target. Pure geometry, no drawing.

Measured in units of the drawing, with y pointing down as in SVG. The same readings give the same chart, so that two
prints of one record are equal.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

WIDTH, HEIGHT = 660.0, 240.0
#: A character of the small text in a chart, at its widest; the height of a line of it.
CHARACTER, LINE = 5.6, 12.0
_TOP, _BOTTOM, _INSET, _DOT = 16.0, 22.0, 14.0, 4.0
#: What a date takes on the axis: 30 Sep 2026, and Sep 2026.
_LONG_DATE, _SHORT_DATE = 72.0, 54.0
#: Of more readings than these only the ends and the extremes have their values written beside them.
_FEW = 16


@dataclass(frozen=True)
class Mark:
	"""A reading in the chart, or the baseline as the point where it was measured.

	`label` is its value in words, centred at `label_x` on the line `label_y`; empty where there is no room for it.
	"""

	day: date
	value: float
	x: float
	y: float
	is_baseline: bool = False
	is_latest: bool = False
	label: str = ""
	label_x: float = 0.0
	label_y: float = 0.0


@dataclass(frozen=True)
class Level:
	"""A horizontal line across the chart (baseline, target) with its `label` at the right end."""

	name: str
	value: float
	y: float
	label: str
	label_y: float


@dataclass(frozen=True)
class Tick:
	"""A place on an axis: `value` is a number on the vertical axis (`label` in words), a date on the horizontal one."""

	value: float | date
	at: float
	label: str = ""


@dataclass(frozen=True)
class RunChart:
	"""All places of a chart. The plot lies between `left` and `right`, `top` and `bottom`.

	`whole_months` says that the dates on the axis are the first of months.
	"""

	width: float
	height: float
	left: float
	right: float
	top: float
	bottom: float
	marks: Sequence[Mark]
	levels: Sequence[Level]
	values: Sequence[Tick]
	dates: Sequence[Tick]
	whole_months: bool


def run_chart(
	readings: Iterable[tuple[date, float]],
	levels: Mapping[str, tuple[str, float]],
	baseline_date: date | None = None,
	width: float = WIDTH,
	height: float = HEIGHT,
) -> RunChart | None:
	"""Return the chart of `readings` (day and value, each finite), or None without any.

	`levels` maps "baseline" and "target" to what each is called and its value, in the indicator's unit; either may be
	missing. With a `baseline_date` the baseline is also the point from which the run starts.
	"""
	taken = sorted(readings, key=lambda reading: reading[0])  # stable: of one day, in the order of the rows
	if not taken:
		return None
	points = [(day, value, False) for day, value in taken]
	if baseline_date and "baseline" in levels:
		first_after = sum(day < baseline_date for day, _value in taken)
		points.insert(first_after, (baseline_date, levels["baseline"][1], True))

	ticks = _nice(
		[*(value for _day, value, _baseline in points), *(value for _name, value in levels.values())]
	)
	written = {name: f"{called} {figure(value)}" for name, (called, value) in levels.items()}
	left = max(_length(figure(tick)) for tick in ticks) + 8
	right = width - max([8.0, *(_length(text) + 8 for text in written.values())])
	top, bottom = _TOP, height - _BOTTOM

	across = scale(points[0][0].toordinal(), points[-1][0].toordinal(), left + _INSET, right - _INSET)
	up = scale(ticks[0], ticks[-1], bottom, top)
	marks = [
		Mark(day, value, across(day.toordinal()), up(value), is_baseline)
		for day, value, is_baseline in points
	]
	marks[-1] = replace(marks[-1], is_latest=True)
	days = days_on_axis(points[0][0], points[-1][0], right - left - 2 * _INSET)
	return RunChart(
		width=width,
		height=height,
		left=left,
		right=right,
		top=top,
		bottom=bottom,
		marks=tuple(_labelled(marks, left, right, top, bottom)),
		levels=tuple(_levels({name: (levels[name][1], written[name]) for name in written}, up, top, bottom)),
		values=tuple(Tick(tick, up(tick), figure(tick)) for tick in ticks),
		dates=tuple(Tick(day, across(day.toordinal())) for day in days),
		whole_months=all(day.day == 1 for day in days) and len(days) > 1,
	)


def figure(value: float) -> str:
	"""Return `value` as short as a chart can show it: 33.33, 0.0125, 20,500, 1.25m and 900bn."""
	for power, suffix in ((1e9, "bn"), (1e6, "m")):
		if abs(value) >= power:
			return f"{float(f'{value / power:.5g}'):,.14g}{suffix}"
	short = round(value, 2) if abs(value) >= 1 else float(f"{value:.3g}")
	return f"{short + 0.0:,.14g}"


def scale(start: float, end: float, first: float, last: float) -> Callable[[float], float]:
	"""Return how `start`..`end` is mapped to `first`..`last`; where there is no range, everything is in the middle."""
	span = end - start
	if not span:
		return lambda value: (first + last) / 2
	return lambda value: round(first + (last - first) * ((value - start) / span), 2)


def _nice(values: Sequence[float]) -> list[float]:
	"""Return four to eight round numbers, from one at or below all `values` to one at or above them."""
	low, high = min(values), max(values)
	if high - low <= abs(high) * 1e-9:
		room = abs(high) * 0.1 or 1.0
		# What is never negative is not given a negative axis.
		low, high = (low - room if low else 0.0), high + room
	rough = (high - low) / 4
	power = 10.0 ** math.floor(math.log10(rough))
	step = next(each * power for each in (1, 2, 2.5, 5, 10) if each * power >= rough * 0.999)
	first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
	return [float(f"{number * step:.12g}") for number in range(first, last + 1)]


def days_on_axis(first: date, last: date, room: float) -> list[date]:
	"""Return days from `first` to `last` in even steps of the calendar, as many as there is `room` for."""
	most = max(2, int(room // _LONG_DATE))
	for step in (1, 2, 7, 14):
		if (last - first).days // step < most:
			return [first + timedelta(days=days) for days in range(0, (last - first).days + 1, step)]
	for step in (1, 2, 3, 6, *range(12, 12_000, 12)):
		days = list(_firsts_of_months(first, last, step))
		if len(days) <= max(2, int(room // _SHORT_DATE)):
			break
	shortest = min(((after - day).days for day, after in pairwise(days)), default=0)
	apart = room * shortest / (last - first).days
	return days if apart >= _SHORT_DATE - 6 else [first, last]


def _firsts_of_months(first: date, last: date, step: int) -> Iterator[date]:
	for month in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
		day = date(month // 12, month % 12 + 1, 1)
		if month % step == 0 and first <= day <= last:
			yield day


def _levels(levels, up, top: float, bottom: float) -> Iterator[Level]:
	"""Yield the `levels` from top to bottom, their labels moved apart where they would lie upon each other."""
	places = sorted((up(value), name, value, text) for name, (value, text) in levels.items())
	labels = [y for y, *_rest in places]
	if len(labels) == 2 and labels[1] - labels[0] < LINE:
		middle = min(max(sum(labels) / 2, top + LINE / 2), bottom - LINE / 2)
		labels = [middle - LINE / 2, middle + LINE / 2]
	for (y, name, value, text), label_y in zip(places, labels, strict=True):
		yield Level(name, value, y, text, round(label_y, 2))


def _labelled(marks: list[Mark], left: float, right: float, top: float, bottom: float) -> list[Mark]:
	"""Return the marks with their values written above or below them, as far as there is room.

	The latest goes first, then where the run starts and its extremes, then the others if they are few.
	"""
	by_value = sorted(range(len(marks)), key=lambda index: marks[index].value)
	others = range(len(marks)) if len(marks) <= _FEW else ()
	ends = (len(marks) - 1, 0)
	dots = [(mark.x - _DOT, mark.y - _DOT, mark.x + _DOT, mark.y + _DOT) for mark in marks]
	taken, placed = [], list(marks)
	for index in dict.fromkeys([*ends, by_value[-1], by_value[0], *others]):
		mark = marks[index]
		text = figure(mark.value)
		half = _length(text) / 2
		x = round(min(max(mark.x, left + half), right - half), 2)
		beside = [marks[near].y for near in (index - 1, index + 1) if 0 <= near < len(marks)]
		peak = not beside or mark.y <= sum(beside) / len(beside)
		distances = [-7, 15] if peak else [15, -7]
		if index in ends:
			distances += [
				-LINE - 7,
				LINE + 15,
			]  # among many readings, the ends have theirs a little further off
		for y in (mark.y + distance for distance in distances):
			box = (x - half, y - LINE + 3, x + half, y + 2)
			inside = top - LINE <= box[1] and box[3] <= bottom
			in_the_way = [*taken, *(dot for near, dot in enumerate(dots) if near != index)]
			if inside and not any(_overlap(box, other) for other in in_the_way):
				taken.append(box)
				placed[index] = replace(mark, label=text, label_x=x, label_y=round(y, 2))
				break
	return placed


def _overlap(one, other) -> bool:
	return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _length(text: str) -> float:
	return len(text) * CHARACTER
