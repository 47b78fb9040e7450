"""What a reading must say before it is kept."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from improvement_actions.lifecycle import gates, measures, readings

from .examples import TODAY, TOMORROW, YESTERDAY, action, codes, facts, law, typed

SERVING = {"IE-1", "IE-2"}
ANY_DAY = st.none() | st.dates() | st.datetimes() | st.text(max_size=12) | st.integers()
ANY_VALUE = st.none() | st.floats() | st.integers() | st.booleans() | typed
ROWS = st.fixed_dictionaries(
	{
		"reading_date": ANY_DAY,
		"value": ANY_VALUE,
		"sample_size": ANY_VALUE,
		"evidence": st.sampled_from([None, "", "IE-1", "IE-9"]),
	}
)


def row(**changes) -> dict:
	"""Return a reading that lacks nothing, with `changes`."""
	return {"reading_date": YESTERDAY, "value": 96.0, "sample_size": 20, "evidence": "IE-1"} | changes


def problems(*rows: dict) -> list:
	fresh = {number: readings.as_sent(each) for number, each in enumerate(rows, 1)}
	return readings.reading_problems(fresh, TODAY, SERVING, "IA-1")


@pytest.mark.parametrize(
	"changes",
	(
		{},
		{"reading_date": TODAY},
		{"reading_date": TODAY.isoformat()},
		{"reading_date": f"{TODAY} 23:59:59"},
		{"reading_date": datetime(2026, 3, 2, 9)},
		{"reading_date": readings.EARLIEST},
		{"value": 0},
		{"value": "0"},
		{"value": "98.4"},
		{"value": -3.5},
		{"value": 999_999_999_999.0},
		{"sample_size": None},
		{"sample_size": ""},
		{"sample_size": "20"},
		{"evidence": None},
		{"evidence": ""},
		{"evidence": "IE-2"},
	),
	ids=str,
)
def test_what_can_be_true_is_kept(changes):
	assert problems(row(**changes)) == []


@pytest.mark.parametrize(
	"changes, code",
	(
		({"reading_date": None}, "no_date"),
		({"reading_date": " "}, "no_date"),
		({"reading_date": TOMORROW}, "future"),
		({"reading_date": "2099-01-01"}, "future"),
		({"reading_date": "0202-03-01"}, "too_early"),
		({"reading_date": readings.EARLIEST - timedelta(days=1)}, "too_early"),
		({"reading_date": "31/12/2025"}, "not_a_date"),
		({"reading_date": "2025-13-45"}, "not_a_date"),
		({"reading_date": "last week"}, "not_a_date"),
		({"value": None}, "no_value"),
		({"value": "  "}, "no_value"),
		({"value": "most of them"}, "not_a_number"),
		({"value": "98,4"}, "not_a_number"),
		({"value": "98%"}, "not_a_number"),
		({"value": True}, "not_a_number"),
		({"value": [98]}, "not_a_number"),
		({"value": "NaN"}, "not_a_number"),
		({"value": float("nan")}, "not_a_number"),
		({"value": float("-inf")}, "not_a_number"),
		({"value": "1e999"}, "not_a_number"),
		({"value": 1e12}, "out_of_range"),
		({"value": -1e12}, "out_of_range"),
		({"sample_size": -1}, "bad_sample"),
		({"sample_size": 2.5}, "bad_sample"),
		({"sample_size": "several"}, "bad_sample"),
		({"sample_size": 2**31}, "bad_sample"),
		({"evidence": "IE-9"}, "foreign_evidence"),
	),
	ids=str,
)
def test_what_cannot_be_true_is_refused(changes, code):
	found = problems(row(**changes))
	assert codes(found) == {code}
	assert found[0].field == "readings" and found[0].message.startswith("Row 1: ")


def test_all_that_is_wrong_is_said_at_once_and_where():
	found = problems(
		row(reading_date="2099-01-01", value=None),
		row(),
		row(evidence="IE-9", sample_size=-1, value="most"),
	)
	said = {(problem.code, problem.args[0]) for problem in found}
	assert said == {
		("future", 1),
		("no_value", 1),
		("foreign_evidence", 3),
		("bad_sample", 3),
		("not_a_number", 3),
	}


def test_foreign_evidence_is_named_with_the_action_it_does_not_serve():
	(problem,) = problems(row(evidence="IE-9"))
	assert "IE-9 is not evidence for IA-1" in problem.message


def test_two_readings_on_one_day_are_allowed():
	assert problems(row(), row(value=94)) == []


def test_readings_need_an_indicator_when_either_changes():
	some = [readings.as_sent(row())]
	assert codes(readings.indicator_problems("", some, True)) == {"readings_of_nothing"}
	assert codes(readings.indicator_problems(" - ", some, True)) == {"readings_of_nothing"}
	assert readings.indicator_problems("", some, False) == []
	assert readings.indicator_problems("", [], True) == []
	assert readings.indicator_problems("Falls", some, True) == []


@pytest.mark.parametrize(
	"value, unit, baseline, target, code",
	(
		(-4.0, "%", 78, 95, "below_zero"),
		(-4.0, "falls", 12, None, "below_zero"),
		(-4.0, "points", -10, 5, None),
		(-4.0, "%", None, None, None),
		(980.0, "%", 78, 95, "above_hundred"),
		(980.0, " per cent ", 78, 95, "above_hundred"),
		(104.0, "% of planned hours", 78, 95, None),
		(104.0, "%", 80, 110, None),
		(980.0, "minutes", 78, 95, None),
		(float("nan"), "%", 78, 95, None),
	),
)
def test_what_looks_like_a_slip_is_shown_and_not_refused(value, unit, baseline, target, code):
	fresh = {1: readings.as_sent(row(value=value))}
	assert codes(readings.unlikely(fresh, unit, baseline, target)) == ({code} if code else set())


@pytest.mark.parametrize("measured, says", ((0, True), (None, True), (0.0, True), (98.4, False), (-1, False)))
def test_nought_is_taken_from_evidence_only_when_somebody_says_so(measured, says):
	assert bool(readings.evidence_value_problems("IE-1", measured)) is says


def test_evidence_that_a_reading_rests_on_stays_with_its_action():
	assert readings.still_read_problems("IE-1", []) == []
	(problem,) = readings.still_read_problems("IE-1", {"IA-2", "IA-1"})
	assert "IA-1, IA-2" in problem.message and "IE-1" in problem.message


@law
@given(st.lists(ROWS, max_size=6))
def test_whatever_is_sent_has_an_answer_that_can_be_shown(rows):
	for problem in problems(*rows):
		assert problem.message and problem.code and 1 <= problem.args[0] <= len(rows)


@law
@given(ROWS)
def test_what_is_kept_is_a_past_day_and_a_finite_number(sent):
	if not problems(sent):
		reading = readings.as_sent(sent)
		assert type(reading.reading_date) is date
		assert readings.EARLIEST <= reading.reading_date <= TODAY
		assert isinstance(reading.value, float) and abs(reading.value) < readings.LIMIT
		assert reading.evidence in (None, *SERVING)


@law
@given(ROWS)
def test_a_kept_reading_sent_again_as_it_is_stored_is_the_same(sent):
	if not problems(sent):
		reading = readings.as_sent(sent)
		stored = {
			"reading_date": reading.reading_date.isoformat(),
			"value": reading.value,
			"sample_size": int(reading.sample_size or 0),
			"evidence": reading.evidence or "",
		}
		assert readings.as_sent(stored) == reading


@law
@given(st.lists(st.tuples(st.dates(date(2026, 1, 1), TODAY), st.floats(0, 100)), max_size=8))
def test_the_gate_to_completed_and_the_latest_value_agree_on_what_counts(taken):
	"""What is shown as latest is what lets an action be completed: never a reading from before its baseline."""
	rows = [{"reading_date": day, "value": value} for day, value in taken]
	baseline_date = date(2026, 2, 1)
	latest = measures.latest_reading(rows, after=baseline_date)
	completing = action(readings=rows, baseline_date=baseline_date)
	refused = "no_reading" in codes(gates.gate_problems("In Progress", "Completed", completing, facts()))
	assert refused == (latest is None)
	assert latest is None or latest["reading_date"] > baseline_date
