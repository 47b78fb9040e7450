"""How the owner's entry in the To Do list stands, by the status of the action."""

from improvement_actions.lifecycle.assignment import PRIORITIES, entry_for, priority_of
from improvement_actions.lifecycle.status import STATUSES


def test_what_is_active_is_to_do_and_a_draft_is_nobodys():
	assert {status: entry_for(status) for status in STATUSES} == {
		"Draft": None,
		"Open": "Open",
		"In Progress": "Open",
		"Completed": "Closed",
		"Closed": "Closed",
		"Cancelled": "Cancelled",
	}


def test_every_priority_is_one_of_frappes():
	assert {priority_of(priority) for priority in (*PRIORITIES, "", None)} == {"High", "Medium", "Low"}
	assert priority_of("Critical") == priority_of("High") == "High"
	assert priority_of(None) == "Medium"
