import pytest

from improvement_actions.lifecycle import gates, pilots
from improvement_actions.lifecycle.status import STATUSES


def codes(problems) -> list[str]:
	return [problem.code for problem in problems]


def test_a_full_change_follows_a_pilot():
	assert pilots.link_problems("IA-2", "Full Change", "IA-1", "Pilot", "In Progress") == []
	assert pilots.link_problems("IA-2", "Full Change", None, None, None) == []


def test_everything_that_is_wrong_with_a_link_is_said_at_once():
	found = pilots.link_problems("IA-2", "Pilot", "IA-1", "Full Change", "Cancelled")
	assert codes(found) == ["pilot_follows_pilot", "not_a_pilot", "pilot_cancelled"]


def test_nothing_follows_itself():
	assert codes(pilots.link_problems("IA-1", "Pilot", "IA-1", "Pilot", "Closed")) == ["follows_itself"]


@pytest.mark.parametrize("status", STATUSES)
def test_a_pilot_has_to_be_finished_before_what_follows_it_is_opened(status):
	finished = status in ("Completed", "Closed")
	assert (pilots.opening_problems("IA-1", status) == []) == finished
	assert (pilots.roll_out_problems("Pilot", status) == []) == finished
	assert pilots.opening_problems(None, None) == []


def test_the_gate_asks_for_the_pilot_and_only_once():
	from datetime import date

	action = {"follows_pilot": "IA-1"}
	facts = gates.Facts(today=date(2030, 1, 1), actor="a@b.example", pilot_status="In Progress")
	assert "pilot_not_finished" in codes(gates.gate_problems("Draft", "Open", action, facts))
	# Later the pilot may be reopened: what builds on it goes on.
	assert "pilot_not_finished" not in codes(gates.gate_problems("In Progress", "Completed", action, facts))
	assert gates.kept_problems("In Progress", action, action, facts) == []


def test_a_pilot_that_others_build_on_stays_one():
	assert codes(pilots.approach_problems("Full Change", ["IA-2"])) == ["has_followers"]
	assert pilots.approach_problems("Full Change", []) == []
	assert pilots.approach_problems("Pilot", ["IA-2"]) == []


def test_only_a_pilot_is_rolled_out():
	assert codes(pilots.roll_out_problems("Full Change", "Open")) == ["not_a_pilot", "pilot_not_finished"]
