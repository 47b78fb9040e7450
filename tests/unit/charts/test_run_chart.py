"""A run chart shows every reading in its place, whatever the readings are."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from improvement_actions.charts.run_chart import CHARACTER, LINE, figure, run_chart

DAYS = st.dates(date(2000, 1, 1), date(2060, 12, 31))
VALUES = st.one_of(
	st.integers(0, 100).map(float),
	st.floats(-1e12, 1e12, allow_nan=False).filter(lambda value: value == 0 or abs(value) > 1e-9),
	st.floats(0, 1, allow_nan=False).filter(lambda value: value == 0 or value > 1e-9),
)
READINGS = st.lists(st.tuples(DAYS, VALUES), min_size=1, max_size=60)
LEVELS = st.builds(
	lambda baseline, target: {
		**({} if baseline is None else {"baseline": ("Baseline", baseline)}),
		**({} if target is None else {"target": ("Target", target)}),
	},
	st.none() | VALUES,
	st.none() | VALUES,
)
CHARTS = st.builds(
	run_chart, READINGS, LEVELS, st.none() | DAYS, st.sampled_from([240.0, 300.0, 660.0, 870.0])
)
law = settings(deadline=None, max_examples=150, database=None)

START = date(2026, 1, 5)
BOTH = {"baseline": ("Baseline", 78.0), "target": ("Target", 95.0)}


def weekly(*values: float) -> list[tuple[date, float]]:
	return [(START + timedelta(weeks=week), value) for week, value in enumerate(values)]


def test_nothing_to_show_is_no_chart():
	assert run_chart([], BOTH, START) is None


@law
@given(CHARTS)
def test_everything_lies_inside_the_plot(chart):
	assert 0 < chart.left < chart.right < chart.width and 0 < chart.top < chart.bottom < chart.height
	for mark in chart.marks:
		assert chart.left < mark.x < chart.right and chart.top <= mark.y <= chart.bottom
	for level in chart.levels:
		assert chart.top <= level.y <= chart.bottom
		assert chart.right + len(level.label) * CHARACTER <= chart.width
	for tick in chart.values:
		assert chart.top <= tick.at <= chart.bottom
	for tick in chart.dates:
		assert chart.left < tick.at < chart.right


@law
@given(READINGS, LEVELS, st.none() | DAYS)
def test_every_reading_is_there_in_the_order_of_its_date(readings, levels, baseline_date):
	chart = run_chart(readings, levels, baseline_date)
	shown = [(mark.day, mark.value) for mark in chart.marks if not mark.is_baseline]
	assert shown == sorted(readings, key=lambda reading: reading[0])
	assert [mark.x for mark in chart.marks] == sorted(mark.x for mark in chart.marks)
	starts = [mark for mark in chart.marks if mark.is_baseline]
	assert len(starts) == bool(baseline_date and "baseline" in levels)
	assert all((mark.day, mark.value) == (baseline_date, levels["baseline"][1]) for mark in starts)


@law
@given(CHARTS)
def test_a_larger_value_is_never_lower_and_one_value_has_one_height(chart):
	heights = [(mark.value, mark.y) for mark in chart.marks]
	heights += [(level.value, level.y) for level in chart.levels]
	heights += [(tick.value, tick.at) for tick in chart.values]
	heights.sort(key=lambda each: each[0])
	for (value, y), (above, above_y) in pairwise(heights):
		assert above_y <= y + 0.011
		if value == above:
			assert y == above_y


@law
@given(CHARTS)
def test_time_runs_evenly(chart):
	first, last = chart.marks[0], chart.marks[-1]
	days = (last.day - first.day).days
	for mark in [*chart.marks, *chart.dates]:
		day, x = (mark.day, mark.x) if hasattr(mark, "day") else (mark.value, mark.at)
		if days:
			share = (day - first.day).days / days
			assert x == pytest.approx(first.x + share * (last.x - first.x), abs=0.05)
		else:
			assert x == pytest.approx((chart.left + chart.right) / 2)


@law
@given(CHARTS)
def test_axes_are_readable(chart):
	assert 2 <= len(chart.values) <= 9
	assert len(chart.dates) >= (1 if chart.marks[0].day == chart.marks[-1].day else 2)
	assert len({figure(tick.value) for tick in chart.values}) >= 2 or abs(chart.values[0].value) > 1e6
	gaps = [b.at - a.at for a, b in pairwise(chart.dates)]
	assert all(gap >= 40 for gap in gaps)
	names = sorted(level.label_y for level in chart.levels)
	assert all(b - a >= LINE - 0.02 for a, b in pairwise(names))


@law
@given(CHARTS)
def test_no_value_is_written_over_another(chart):
	labels = [mark for mark in chart.marks if mark.label]
	for index, one in enumerate(labels):
		for other in labels[index + 1 :]:
			apart = (
				abs(one.label_x - other.label_x) >= (len(one.label) + len(other.label)) * CHARACTER / 2 - 0.01
			)
			assert apart or abs(one.label_y - other.label_y) >= LINE - 1.01


@law
@given(CHARTS)
def test_values_are_written_inside_the_chart_next_to_their_readings(chart):
	assert [mark.is_latest for mark in chart.marks] == [False] * (len(chart.marks) - 1) + [True]
	for mark in chart.marks:
		if mark.label:
			half = len(mark.label) * CHARACTER / 2
			assert chart.left - 0.01 <= mark.label_x - half and mark.label_x + half <= chart.right + 0.01
			assert abs(mark.label_x - mark.x) <= half and abs(mark.label_y - mark.y) <= 2.5 * LINE


@law
@given(READINGS, LEVELS, st.none() | DAYS)
def test_the_same_readings_give_the_same_chart(readings, levels, baseline_date):
	assert run_chart(readings, levels, baseline_date) == run_chart(
		list(readings), dict(levels), baseline_date
	)


def test_baseline_and_target_beyond_the_readings_are_in_the_chart():
	chart = run_chart(weekly(50, 51), {"baseline": ("Baseline", 5.0), "target": ("Target", 99.0)})
	target, baseline = chart.levels
	assert (target.name, baseline.name) == ("target", "baseline")
	assert chart.top <= target.y < min(mark.y for mark in chart.marks)
	assert max(mark.y for mark in chart.marks) < baseline.y <= chart.bottom
	assert (target.label, baseline.label) == ("Target 99", "Baseline 5")


def test_the_run_starts_at_the_baseline_and_shows_what_came_before():
	chart = run_chart(weekly(60, 81, 90), BOTH, START + timedelta(days=7))
	assert [mark.is_baseline for mark in chart.marks] == [False, True, False, False]


def test_few_readings_all_have_their_value():
	chart = run_chart(weekly(80, 84, 83, 91, 96), BOTH, START - timedelta(days=7))
	assert [mark.label for mark in chart.marks] == ["78", "80", "84", "83", "91", "96"]


def test_of_many_readings_the_first_and_the_latest_have_theirs():
	chart = run_chart(weekly(*(70 + week / 3 for week in range(60))), BOTH)
	assert chart.marks[0].label == "70" and chart.marks[-1].label == "89.67"
	assert sum(bool(mark.label) for mark in chart.marks) == 2
	assert chart.whole_months and len(chart.dates) >= 4


def test_a_long_value_at_the_end_is_written_all_the_same():
	chart = run_chart(weekly(123_456_789_012, 523_456_789_012), {"target": ("Target", 9e11)})
	assert chart.marks[-1].label == "523.46bn"


def test_a_lone_reading_stands_in_the_middle():
	chart = run_chart(weekly(96), {})
	assert chart.marks[0].x == pytest.approx((chart.left + chart.right) / 2)
	assert [tick.value for tick in chart.dates] == [START]


@pytest.mark.parametrize(
	"value, text",
	(
		(0, "0"),
		(-0.0, "0"),
		(98.4, "98.4"),
		(33.333333, "33.33"),
		(0.0125, "0.0125"),
		(20_500, "20,500"),
		(1_250_000, "1.25m"),
		(-2.5, "-2.5"),
		(523_456_789_012.0, "523.46bn"),
		(-999_999_999_999.0, "-1,000bn"),
	),
)
def test_figures_are_short(value, text):
	assert figure(value) == text
