"""The register in lists and on the heat map: equal numbers, and each only what its reader may read."""

import builders
import frappe
import pytest
import risk_builders as risks
from builders import Team, as_user
from risk_builders import RISK

from improvement_actions import list_views
from improvement_actions.improvement_actions.doctype.risk_register_entry import desk, heat_map
from improvement_actions.refusal import RefusedError


def cells(answer: dict) -> dict[tuple[int, int], int]:
	return {
		(cell["likelihood"], cell["impact"]): cell["count"]
		for row in answer["rows"]
		for cell in row
		if cell["count"]
	}


def listed(filters: list) -> list[str]:
	return frappe.get_list(
		RISK, filters=[[RISK, *each] for each in filters], pluck="name", limit_page_length=0
	)


@pytest.fixture
def register():
	"""A service with a register, and one elsewhere."""
	team, elsewhere = Team(), Team()
	here = [
		risks.risk(team),
		risks.risk(team, category="Staffing", residual_likelihood=2),
		risks.risk(team, target_likelihood=0, target_impact=0, target_score=4),
		risks.unassessed(team),
	]
	risks.closed(team)
	risks.risk(elsewhere)
	return team, here


@pytest.mark.parametrize(
	("kind", "expected", "elsewhere"),
	[
		("inherent", {(4, 4): 3}, 1),
		("residual", {(3, 4): 2, (2, 4): 1}, 1),
		("target", {(2, 3): 2}, 2),
	],
)
def test_every_risk_that_is_not_closed_is_counted_once(register, kind, expected, elsewhere):
	team, _here = register
	answer = heat_map.get(kind, team.service)
	assert cells(answer) == expected
	assert (answer["elsewhere"], answer["total"]) == (elsewhere, 4)


def test_a_cell_and_the_list_that_it_opens_say_the_same(register):
	team, here = register
	# Somebody who sees more than one service, but not all there is.
	manager = builders.user(builders.MANAGER, limited_to=team.service)
	for person in (manager, team.owner, "Administrator"):
		with as_user(person):
			for kind in ("inherent", "residual", "target"):
				answer = heat_map.get(kind)
				for row in answer["rows"]:
					for cell in row:
						assert len(listed(cell["filters"])) == cell["count"]
				assert len(listed(answer["elsewhere_filters"])) == answer["elsewhere"]
				assert answer["total"] == len(listed([["status", "!=", "Closed"]]))
	with as_user(manager):
		assert set(listed([])) >= {risk.name for risk in here}


def test_the_map_is_narrowed_by_category(register):
	team, here = register
	answer = heat_map.get("residual", team.service, "Staffing")
	assert cells(answer) == {(2, 4): 1}
	cell = next(cell for row in answer["rows"] for cell in row if cell["count"])
	assert listed(cell["filters"]) == [here[1].name]


def test_the_map_is_coloured_by_the_bands():
	answer = heat_map.get()
	corners = {(cell["likelihood"], cell["impact"]): cell["band"] for row in answer["rows"] for cell in row}
	assert (corners[1, 1], corners[1, 5], corners[2, 5], corners[4, 4]) == (
		"Low",
		"Moderate",
		"High",
		"Extreme",
	)
	assert [row[0]["likelihood"] for row in answer["rows"]] == [5, 4, 3, 2, 1]
	assert answer["likelihood"][5] == "Almost certain" and answer["impact"][5] == "Catastrophic"


def test_the_map_is_for_readers_and_of_three_kinds():
	with pytest.raises(RefusedError):
		heat_map.get("status")
	with as_user(builders.user(builders.HR_CONTRIBUTOR)):
		with pytest.raises(frappe.PermissionError):
			heat_map.get()
		with pytest.raises(frappe.PermissionError):
			desk.scale()


def test_the_ready_made_views_hold_what_they_say():
	team = Team()
	made = {status: make(team) for status, make in risks.IN_STATUS.items()}
	blank = risks.unassessed(team)
	with as_user(team.owner):
		views = {view.name: listed(list_views.as_sent(view.filters)) for view in list_views.views_of(RISK)}
	names = {status: risk.name for status, risk in made.items()}
	live = {name for status, name in names.items() if status != "Closed"}
	assert set(views["mine"]) == live | {blank.name}
	assert views["to_reassess"] == [names["Reassessment Due"]]
	assert views["pending"] == [names["Control Change Pending"]]
	assert views["accepted"] == [names["Accepted"]]
	assert set(views["high"]) == set(views["above_target"]) == live
	assert views["not_assessed"] == [blank.name]


def test_the_bar_counts_them_and_names_their_owners():
	team = Team()
	risk = risks.reassessment_due(team)
	with as_user(team.manager):
		answer = list_views.get_views(
			RISK, [[RISK, "service", "=", team.service]], named=[risk.risk_owner, "Administrator"]
		)
	counted = {view["name"]: view["count"] for view in answer["views"]}
	assert (counted["to_reassess"], counted["accepted"], counted["high"]) == (1, 0, 1)
	assert set(answer["people"]) == {risk.risk_owner}


def test_the_form_is_told_where_the_risk_stands():
	team = Team()
	risk = risks.reassessment_due(team)
	risks.assess(risk.name, team.owner, residual_likelihood=1)
	action = risks.action_on(risk.name, "Open", team)
	next_up = desk.what_next(risk.name)
	assert (next_up["status"], [each.name for each in next_up["actions"]]) == (
		"Control Change Pending",
		[action.name],
	)
	assert next_up["controls"] == [risk.controls[0].name]
	assert "<svg" in next_up["chart"] and "12 at first, 4 now" in next_up["chart"]
	assert "close" not in next_up["methods"]
