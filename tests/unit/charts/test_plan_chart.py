"""The chart of a plan: everything lies inside it, in the order of the calendar, whatever its items are."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from improvement_actions.charts.plan_chart import ACTION, AHEAD, DONE, MILESTONE, OVERDUE, Item, plan_charts

PARTS = (("Quick Win", "Quick wins"), ("Long Term", "Long-term parts"), ("", "Other parts"))
DAYS = st.dates(date(2028, 1, 1), date(2032, 12, 31))


@st.composite
def items(draw):
	end = draw(DAYS)
	since = draw(st.none() | st.integers(0, 400))
	return Item(
		draw(st.sampled_from((MILESTONE, ACTION))),
		draw(st.text(max_size=200)),
		draw(st.text(max_size=20)),
		None if since is None else end - timedelta(days=since),
		end,
		draw(st.sampled_from((DONE, OVERDUE, AHEAD))),
		draw(st.sampled_from([part for part, _heading in PARTS])),
	)


@given(
	st.lists(items(), max_size=30),
	st.none() | DAYS,
	st.none() | DAYS,
	DAYS,
	st.sampled_from((280, 390, 660, 1400)),
	st.integers(0, 12).filter(lambda most: most != 1),
)
def test_everything_lies_inside(found, start, end, today, width, most):
	charts = plan_charts(found, PARTS, start, end, today, width, most)
	rows = [row for chart in charts for row in chart.rows]
	assert sorted(row.item.text for row in rows) == sorted(item.text for item in found)
	for chart in charts:
		assert chart.rows and (not most or len(chart.rows) <= most)
		assert chart.headings
		assert chart.today is None or chart.left <= chart.today <= chart.right
		ys = [row.y for row in chart.rows]
		assert ys == sorted(ys) and chart.top < ys[0] and ys[-1] < chart.height
		for row in chart.rows:
			assert chart.left <= row.x1 <= row.x2 <= chart.right
			assert row.item.text.startswith(row.text.removesuffix("…"))
		for day in chart.days:
			assert chart.left <= day.x <= chart.right


@given(st.lists(items(), min_size=2, max_size=20), DAYS)
def test_what_ends_later_ends_further_right(found, today):
	(chart,) = plan_charts(found, PARTS, None, None, today)
	by_end = sorted((row for row in chart.rows if row.item.shape == MILESTONE), key=lambda row: row.item.end)
	assert [row.x2 for row in by_end] == sorted(row.x2 for row in by_end)


def test_a_part_that_goes_on_has_its_heading_again_and_no_heading_stands_alone():
	day = date(2030, 1, 1)
	found = [Item(ACTION, f"A{n}", "", None, day + timedelta(days=n), part="Quick Win") for n in range(5)]
	found += [Item(MILESTONE, "M", "", None, day + timedelta(days=9), part="Long Term")]
	charts = plan_charts(found, PARTS, None, None, day, most_rows=3)
	assert [[heading.text for heading in chart.headings] for chart in charts] == [
		["Quick wins"],
		["Quick wins"],
		["Long-term parts"],
	]


def test_overdue_is_drawn_up_to_today():
	end, today = date(2030, 1, 10), date(2030, 3, 1)
	late = Item(ACTION, "Late", "overdue", date(2030, 1, 1), end, OVERDUE)
	(chart,) = plan_charts([late], PARTS, date(2030, 1, 1), end, today)
	assert chart.today is not None and chart.rows[0].x2 < chart.today
	(chart,) = plan_charts([Item(ACTION, "Done", "", date(2030, 1, 1), end, DONE)], PARTS, None, None, today)
	assert chart.today is None
	assert plan_charts([], PARTS, None, None, today) == []
