"""The rules of the risk register: scores, bands, what the status must be, and what is refused."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from improvement_actions.lifecycle.risks import actions, controls, decisions, edits, heat_map, notices, scores
from improvement_actions.lifecycle.risks import status as rules
from improvement_actions.lifecycle.risks.bands import (
	Band,
	band_of,
	bands,
	latest_review,
	priority_of,
	range_of,
	review_date_problems,
	table_problems,
)
from improvement_actions.lifecycle.status import STATUSES

from .examples import TODAY, TOMORROW, YESTERDAY, law

BANDS = [
	Band("Low", 1, 365, "Green"),
	Band("Moderate", 5, 180),
	Band("High", 10, 90),
	Band("Extreme", 16, 30),
]
LONG_AGO, LATELY = datetime(2020, 1, 1), datetime(2020, 6, 1)

SCORES = {
	"inherent_likelihood": 4,
	"inherent_impact": 4,
	"residual_likelihood": 3,
	"residual_impact": 4,
	"target_likelihood": 2,
	"target_impact": 3,
}

levels = st.integers(1, 5)
optional_days = st.none() | st.dates(TODAY - timedelta(days=400), TODAY + timedelta(days=400))
moments = st.none() | st.datetimes(datetime(2019, 1, 1), datetime(2021, 1, 1))
linked = st.builds(
	rules.Action, st.sampled_from(STATUSES), moments, st.sampled_from(["IA-1", "IA-2", "IA-3"])
)
facts = st.builds(
	rules.Facts,
	today=st.just(TODAY),
	actions=st.lists(linked, max_size=4).map(tuple),
	assessed_on=moments,
	next_review_date=optional_days,
	is_accepted=st.booleans(),
	accepted_until=optional_days,
	is_closed=st.booleans(),
)


def codes(problems) -> list[str]:
	return [problem.code for problem in problems]


def about(**values) -> dict:
	return {**SCORES, **values}


# Scores


@pytest.mark.parametrize(
	("values", "expected"),
	[
		({}, []),
		({"residual_likelihood": 5, "residual_impact": 5, "residual_explanation": "The alarm fails"}, []),
		({"residual_likelihood": 5, "residual_impact": 5}, ["residual_above_inherent"]),
		(
			{"residual_likelihood": 5, "residual_impact": 5, "residual_explanation": " - "},
			["residual_above_inherent"],
		),
		({"inherent_likelihood": 0, "residual_impact": None}, ["not_scored", "not_scored"]),
		({"inherent_likelihood": 6, "residual_impact": -1, "target_impact": 9}, ["out_of_range"] * 3),
		({"target_impact": 0}, ["half_a_target"]),
		({"target_likelihood": 0, "target_impact": 0}, []),
		({"target_likelihood": 0, "target_impact": 0, "target_score": 4}, []),
		({"target_likelihood": 0, "target_impact": 0, "target_score": 23}, ["not_a_product"]),
		({"target_likelihood": 0, "target_impact": 0, "target_score": 30}, ["out_of_range"]),
		({"target_likelihood": 0, "target_impact": 0, "target_score": -4}, ["out_of_range"]),
		({"target_score": 6}, []),
		({"target_score": 8}, ["target_differs"]),
		({"target_likelihood": 5, "target_impact": 4}, ["target_above_inherent"]),
	],
)
def test_what_an_assessment_must_say(values, expected):
	assert codes(scores.assessment_problems(about(**values))) == expected


@law
@given(levels, levels, levels, levels)
def test_a_score_is_a_product_and_every_product_is_a_target(one, other, residual, impact):
	values = about(
		inherent_likelihood=5, inherent_impact=5, residual_likelihood=residual, residual_impact=impact
	)
	values |= {"target_likelihood": 0, "target_impact": 0, "target_score": one * other}
	assert not scores.assessment_problems(values)
	assert scores.scores(values) == {
		"inherent_score": 25,
		"residual_score": residual * impact,
		"target_score": one * other,
	}
	assert scores.is_above_target(values) == (residual * impact > one * other)


@law
@given(st.integers(-10, 40))
def test_a_target_that_no_levels_give_is_refused(target):
	values = about(
		inherent_likelihood=5, inherent_impact=5, target_likelihood=0, target_impact=0, target_score=target
	)
	assert (not scores.assessment_problems(values)) == (target == 0 or target in scores.PRODUCTS)


def test_who_is_below_the_target_is_warned():
	assert codes(scores.assessment_warnings(about(residual_likelihood=1))) == ["target_above_residual"]
	assert not scores.assessment_warnings(SCORES)
	assert not scores.assessment_warnings(about(target_likelihood=0, target_impact=0))


def test_an_explanation_alone_is_no_beginning():
	assert not scores.is_begun({"residual_explanation": "Because"})
	assert scores.is_begun({"target_score": 4})


# Bands


@law
@given(
	st.lists(st.integers(2, 25), unique=True, max_size=6).map(lambda found: sorted([1, *found])),
	st.integers(1, 25),
)
def test_bands_cover_every_score_once(starts, score):
	rows = [{"band": f"Band {start}", "from_score": start, "review_every_days": 30} for start in starts]
	assert not table_problems(rows)
	found = bands(reversed(rows))
	mine = [band for band in found if range_of(found, band)[0] <= score <= range_of(found, band)[1]]
	assert mine == [band_of(found, score)]
	assert priority_of(found, 25) == "Critical"


@pytest.mark.parametrize(
	("rows", "expected"),
	[
		([], []),
		([("Low", 2, 30)], ["gap"]),
		([("Low", 1, 30), ("High", 1, 30)], ["same_score"]),
		([("Low", 1, 30), (" low ", 5, 30)], ["same_name"]),
		([("Low", 1, 30), ("", 5, 30)], ["no_name"]),
		([("Low", 1, 30), ("High", 26, 30)], ["out_of_range"]),
		([("Low", 0, 30)], ["out_of_range"]),
		([("Low", 1, 4000)], ["bad_interval"]),
	],
)
def test_a_table_of_bands_that_says_too_little_or_two_things(rows, expected):
	given_rows = [
		{"band": band, "from_score": start, "review_every_days": days} for band, start, days in rows
	]
	found = codes(table_problems(given_rows))
	assert found == expected or (expected == ["out_of_range"] and found[0] == "out_of_range")


def test_a_colour_is_one_of_four():
	row = {"band": "Low", "from_score": 1, "review_every_days": 0, "colour": "Blue"}
	assert codes(table_problems([row])) == ["bad_colour"]


def test_the_band_decides_priority_and_next_review():
	assert [priority_of(BANDS, score) for score in (25, 12, 6, 2)] == ["Critical", "High", "Medium", "Low"]
	assert (priority_of([], 25), band_of(BANDS, 0)) == ("", None)
	assert latest_review(BANDS[2], TODAY) == TODAY + timedelta(days=90)
	assert latest_review(None, TODAY) is None and latest_review(Band("Any", 1), TODAY) is None
	assert not review_date_problems(TODAY, TOMORROW, BANDS[0])
	assert not review_date_problems(TODAY, None, None)
	assert codes(review_date_problems(TOMORROW, TODAY, BANDS[0])) == ["review_too_late"]


# Status


@pytest.mark.parametrize(
	("values", "expected"),
	[
		({}, rules.OPEN),
		({"is_accepted": True, "accepted_until": TODAY}, rules.ACCEPTED),
		({"is_accepted": True, "accepted_until": YESTERDAY}, rules.REASSESS),
		({"next_review_date": TODAY}, rules.OPEN),
		({"next_review_date": YESTERDAY}, rules.REASSESS),
		({"next_review_date": YESTERDAY, "is_accepted": True, "accepted_until": TOMORROW}, rules.REASSESS),
		({"next_review_date": YESTERDAY, "is_closed": True}, rules.CLOSED),
		({"actions": ("Draft",)}, rules.OPEN),
		({"actions": ("Cancelled",)}, rules.OPEN),
		({"actions": ("Open",), "next_review_date": YESTERDAY}, rules.PENDING),
		({"actions": ("Completed",), "is_accepted": True, "accepted_until": TODAY}, rules.PENDING),
		({"actions": ("In Progress",), "is_closed": True}, rules.PENDING),
		({"actions": ("Closed",), "assessed_on": LONG_AGO}, rules.REASSESS),
		({"actions": ("Closed",), "assessed_on": datetime(2020, 7, 1)}, rules.OPEN),
		({"actions": ("Closed",)}, rules.REASSESS),
		({"actions": ("Closed", "Open"), "assessed_on": LONG_AGO}, rules.PENDING),
		({"actions": ("Closed", "Cancelled"), "assessed_on": LONG_AGO}, rules.REASSESS),
		({"actions": ("Closed",), "assessed_on": LONG_AGO, "is_closed": True}, rules.CLOSED),
	],
)
def test_the_status_follows_from_the_facts(values, expected):
	named = tuple(
		rules.Action(status, LATELY if status == "Closed" else None, f"IA-{number}")
		for number, status in enumerate(values.pop("actions", ()))
	)
	assert rules.status_of(rules.Facts(today=TODAY, actions=named, **values)) == expected


@law
@given(facts)
def test_every_standing_agrees_with_itself(found):
	standing = rules.standing_of(found)
	assert standing.status in rules.STATUSES
	assert (standing.status == rules.PENDING) == bool(standing.open_action_count)
	assert (standing.reassessment_due_since is not None) == (standing.status == rules.REASSESS)
	assert standing.open_action_count <= standing.action_count <= len(found.actions)
	if standing.reassessment_due_since:
		assert rules.why_due(found)
	if standing.status == rules.REASSESS:
		assert standing.reassessment_due_since <= max(TODAY, LATELY.date())


@law
@given(facts)
def test_drafts_and_cancelled_actions_decide_nothing(found):
	idle = tuple(rules.Action(status, None, "IA-9") for status in ("Draft", "Cancelled"))
	more = rules.Facts(**{**vars(found), "actions": found.actions + idle})
	assert rules.status_of(more) == rules.status_of(found)


@law
@given(facts)
def test_an_assessment_ends_what_was_due(found):
	"""It comes after everything that has happened, gives a new review date, and ends an acceptance that has run out."""
	answered = rules.Facts(
		**{
			**vars(found),
			"assessed_on": datetime(2022, 1, 1),
			"next_review_date": TODAY + timedelta(days=90),
			"is_accepted": found.is_accepted and not found.is_expired,
		}
	)
	assert rules.status_of(answered) != rules.REASSESS
	if found.open_actions:
		assert rules.status_of(answered) == rules.PENDING


@law
@given(facts)
def test_the_order_of_the_actions_decides_nothing(found):
	turned = rules.Facts(**{**vars(found), "actions": tuple(reversed(found.actions))})
	assert rules.standing_of(turned) == rules.standing_of(found)


def test_a_closed_risk_opens_with_its_action():
	assert rules.reopens(rules.Facts(TODAY, (rules.Action("In Progress"),), is_closed=True))
	assert not rules.reopens(rules.Facts(TODAY, (rules.Action("Closed", LATELY),), is_closed=True))


# Edits


@pytest.mark.parametrize(
	("changed", "states", "expected"),
	[
		({"title", "controls", "next_review_date"}, {}, []),
		({"residual_likelihood"}, {"is_assessed": False}, []),
		({"residual_likelihood", "target_score"}, {}, ["assess_instead"]),
		({"status", "residual_score", "open_action_count", "assessed_on"}, {}, []),
		({"assessments", "accepted_on"}, {"is_assessed": False}, ["set_by_app"]),
		({"assessments", "inherent_impact"}, {}, ["set_by_app", "assess_instead"]),
		({"title"}, {"is_closed": True}, ["closed_is_read_only"]),
		({"status"}, {"is_closed": True}, []),
		({"title"}, {"only_accepts": True}, ["not_yours"]),
		({"status"}, {"only_accepts": True}, []),
	],
)
def test_what_may_be_edited(changed, states, expected):
	states = {"is_assessed": True, "is_closed": False, **states}
	assert codes(edits.refused_edits(changed, **states)) == expected


def test_only_what_was_never_assessed_is_deleted():
	assert not edits.deletion_problems(False)
	assert codes(edits.deletion_problems(True)) == ["never_deleted"]


# Decisions


def accept(status=rules.OPEN, is_assessed=True, may=True, reason="Fine.", until=TOMORROW, most=365):
	return codes(decisions.accept_problems(status, is_assessed, may, reason, until, TODAY, most))


def test_what_stands_in_the_way_of_an_acceptance():
	assert accept() == accept(rules.ACCEPTED) == accept(until=TODAY) == []
	assert accept(may=False, reason="-", until=None) == ["not_governance", "no_reason", "no_end"]
	assert accept(until=YESTERDAY) == ["end_past"]
	assert accept(until=TODAY + timedelta(days=366)) == ["too_long"]
	assert accept(until=TODAY + timedelta(days=9999), most=0) == []
	assert accept(is_assessed=False) == ["not_assessed"]
	expected = {rules.PENDING: "pending", rules.REASSESS: "reassess_first", rules.CLOSED: "closed"}
	assert {status: accept(status)[0] for status in expected} == expected


def test_when_an_acceptance_ends():
	assert decisions.acceptance_ends(True, False, 8, 12) and decisions.acceptance_ends(True, True, 8, 4)
	assert not decisions.acceptance_ends(True, False, 8, 8)
	assert not decisions.acceptance_ends(False, False, 8, 12)


def test_closing_reopening_and_assessing_take_a_reason():
	assert codes(decisions.close_problems(False, ["IA-1"], "")) == ["no_reason", "open_actions"]
	assert codes(decisions.close_problems(True, [], "Gone.")) == ["closed"]
	assert codes(decisions.reopen_problems(True, " ")) == ["no_reason"]
	assert codes(decisions.reopen_problems(False, "Back.")) == ["not_closed"]
	assert codes(decisions.assess_problems(True, "Looked.")) == ["closed"]
	assert not decisions.close_problems(False, [], "Gone.") and not decisions.reopen_problems(True, "Back.")


# Actions, controls, notes


def test_which_actions_a_risk_takes():
	assert not actions.link_problems("RR-1", rules.ACCEPTED, "Alder", "Alder")
	assert codes(actions.link_problems("RR-1", rules.CLOSED, "Alder", None)) == [
		"risk_closed",
		"other_service",
	]
	assert actions.is_asked(False, False, "Draft", "Open") and actions.is_asked(False, True, "Open", "Open")
	assert not actions.is_asked(False, False, "Closed", "In Progress")
	assert codes(actions.service_problems("Alder", {"IA-1": "Beech"})) == ["other_service"]
	assert codes(actions.control_problems("gone", {"row": None})) == ["no_such_control"]
	assert codes(actions.control_problems("row", {"row": "IA-1"})) == ["has_action"]
	assert not actions.control_problems(None, {}) and not actions.control_problems("row", {"row": None})


def test_controls_that_want_an_action():
	assert controls.wants_action("Inadequate", None) and controls.wants_action("Inadequate", "Closed")
	assert not controls.wants_action("Inadequate", "Draft") and not controls.wants_action("Untested", None)
	rows = [
		{"control": "-", "last_tested_on": TOMORROW},
		{"control": "Checks", "last_tested_on": TODAY, "review_date": YESTERDAY},
	]
	assert codes(controls.row_problems(rows, TODAY)) == [
		"no_control",
		"tested_in_future",
		"review_before_test",
	]


@law
@given(st.sampled_from(rules.STATUSES), st.sampled_from(rules.STATUSES), facts)
def test_a_turn_is_noted_in_words(before, after, found):
	turn = notices.turn_of(before, after, "IA-1", tuple(rules.why_due(found)))
	if turn:
		assert "{" not in turn.translated(lambda text: text)
	else:
		assert before == after or after == rules.CLOSED


# The heat map


@law
@given(st.dictionaries(st.tuples(st.integers(0, 5), st.integers(0, 5)), st.integers(1, 9)))
def test_every_risk_is_on_the_map_or_beside_it(counts):
	found = heat_map.heat_map("residual", counts, BANDS, [("service", "=", "Alder")])
	assert found.total == sum(counts.values())
	assert [[cell.score for cell in row] for row in found.rows] == [
		[one * other for other in range(1, 6)] for one in (5, 4, 3, 2, 1)
	]
	for row in found.rows:
		for cell in row:
			assert cell.count == counts.get((cell.likelihood, cell.impact), 0)
			assert cell.band == band_of(BANDS, cell.score).name
			assert ("service", "=", "Alder") in cell.filters and heat_map.NOT_CLOSED in cell.filters
