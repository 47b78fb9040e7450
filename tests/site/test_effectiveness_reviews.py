"""Reviews of effectiveness: when they are scheduled, who may record them, and what their outcome does."""

import builders
import frappe
import pytest
from builders import ROLES, VERIFIER, as_user
from doors import DELETING, WRITING, refusal_of, rest, stored
from frappe.utils import add_days, getdate, nowdate

ACTION, REVIEW = "Improvement Action", "Effectiveness Review"


def status_of(action) -> str:
	return frappe.db.get_value(ACTION, action.name, "status")


def recorded(action, reviewer: str, **values):
	"""Return what refuses a complete review of `action` by `reviewer`, None when it was recorded."""
	return refusal_of(builders.record_review, action.name, reviewer, **values)


# Scheduling


def test_completing_schedules_a_verification():
	action = builders.completed(builders.Team())
	(review,) = builders.reviews(action.name, "Verification")
	days = frappe.get_cached_doc("Improvement Settings").verification_due_days
	assert (getdate(review.due_date), review.outcome, review.reviewer) == (
		getdate(add_days(nowdate(), days)),
		"",
		None,
	)


def test_closing_schedules_the_sustainability_checks_of_the_settings():
	settings = frappe.get_doc("Improvement Settings")
	settings.sustainability_intervals = "30; 90, 365"
	settings.save()
	action = builders.closed(builders.Team())
	due = [str(review.due_date) for review in builders.reviews(action.name, "Sustainability")]
	assert due == [builders.in_days(days) for days in (30, 90, 365)]
	assert [review.outcome for review in builders.reviews(action.name, "Verification")] == ["Embedded"]


def test_moving_back_drops_what_was_scheduled_and_nothing_that_was_recorded():
	team = builders.Team()
	action = builders.completed(team)
	builders.do(action.name, team.verifier, "Return", "The check sheet is not signed.")
	assert not builders.reviews(action.name, "Verification")
	builders.do(action.name, team.owner, "Complete")
	builders.record_review(action.name, team.verifier)
	builders.do(action.name, team.verifier, "Close")
	builders.do(action.name, team.manager, "Reopen", "Gaps are back.")
	assert not builders.reviews(action.name, "Sustainability")
	assert len(builders.reviews(action.name, "Verification")) == 1


# Outcomes

OUTCOMES = (
	("Verification", "Embedded", "Completed"),
	("Verification", "Partially Embedded", "In Progress"),
	("Verification", "Not Embedded", "In Progress"),
	("Sustainability", "Embedded", "Closed"),
	("Sustainability", "Partially Embedded", "Closed"),
	("Sustainability", "Not Embedded", "In Progress"),
)


@pytest.mark.parametrize(("review_type", "outcome", "status"), OUTCOMES)
def test_what_an_outcome_does_to_the_action(review_type, outcome, status):
	team = builders.Team()
	action = builders.completed(team) if review_type == "Verification" else builders.closed(team)
	review = builders.record_review(action.name, team.verifier, outcome, review_type)
	action.reload()
	assert action.status == status
	assert action.reopen_count == int(review_type == "Sustainability" and status == "In Progress")
	if status == "In Progress":
		assert review.name in (action.reopen_reason or action.return_reason)
		comments = frappe.get_all(
			"Comment", {"reference_name": action.name, "comment_type": "Info"}, pluck="content"
		)
		assert any(review.findings in comment for comment in comments)


def test_after_not_embedded_the_action_is_completed_and_verified_anew():
	team = builders.Team()
	action = builders.completed(team)
	builders.record_review(action.name, team.verifier, "Not Embedded")
	builders.do(action.name, team.owner, "Complete")
	assert len(builders.reviews(action.name, "Verification")) == 2
	with as_user(team.verifier), pytest.raises(frappe.ValidationError, match="Verification"):
		builders.get(action.name).move("Close")
	builders.record_review(action.name, team.verifier)
	builders.do(action.name, team.verifier, "Close")
	assert builders.get(action.name).completion_count == 2


# Independence


def the_owner(team, action):
	return team.owner


def the_owner_with_every_role(team, action):
	user = frappe.get_doc("User", team.owner)
	for role in (*ROLES, "System Manager"):
		user.append("roles", {"role": role}).db_insert()
	frappe.clear_cache(user=team.owner)
	return team.owner


def an_owner_before(team, action):
	person = builders.user(*ROLES)
	for new_owner in (person, team.new_owner):
		with as_user(team.manager):
			builders.get(action.name).reassign(new_owner, "Rota changes")
	return person


def who_completed_it(team, action):
	builders.do(action.name, team.manager, "Return", "One more audit.")
	builders.do(action.name, team.manager, "Complete")
	return team.manager


def nobody_in_particular(team, action):
	return "Administrator"


@pytest.mark.parametrize(
	"person", (the_owner, the_owner_with_every_role, an_owner_before, who_completed_it, nobody_in_particular)
)
def test_nobody_verifies_their_own_work(person):
	team = builders.Team()
	action = builders.completed(team)
	reviewer = person(team, action)
	for outcome in ("Embedded", "Not Embedded"):
		assert recorded(action, reviewer, outcome=outcome)
		assert status_of(action) == "Completed"
		assert not builders.pending_review(action.name).outcome


def test_a_reviewer_is_not_chosen_among_those_who_did_the_work():
	team = builders.Team()
	review = builders.pending_review(builders.completed(team).name)
	with as_user(team.manager):
		assert "cannot verify" in refusal_of(
			rest, "PUT", f"/api/resource/{REVIEW}/{review.name}", {"reviewer": team.owner}
		)
		rest("PUT", f"/api/resource/{REVIEW}/{review.name}", {"reviewer": team.verifier})
	assert frappe.db.get_value(REVIEW, review.name, "reviewer") == team.verifier


def test_a_verifier_who_becomes_the_owner_cannot_have_verified_it():
	team = builders.Team()
	action = builders.completed(team)
	builders.record_review(action.name, team.verifier)
	with as_user(team.manager):
		builders.get(action.name).reassign(team.verifier, "Nobody else is left")
	with as_user(team.manager), pytest.raises(frappe.ValidationError, match="cannot verify"):
		builders.get(action.name).move("Close")


def test_nobody_records_for_somebody_else():
	team = builders.Team()
	action = builders.completed(team)
	another = builders.user(VERIFIER)
	for who in (team.manager, another):
		with as_user(who):
			values = {
				"action": action.name,
				"review_type": "Verification",
				"reviewer": team.verifier,
				"method": "Observation",
				"outcome": "Embedded",
				"findings": "All signed.",
			}
			assert "recorded by the reviewer" in refusal_of(rest, "POST", f"/api/resource/{REVIEW}", values)
			path = f"/api/resource/{REVIEW}/{builders.pending_review(action.name).name}"
			assert "recorded by the reviewer" in refusal_of(rest, "PUT", path, values)
	assert not builders.pending_review(action.name).outcome


def test_whoever_records_signs():
	team = builders.Team()
	action = builders.completed(team)
	review = builders.record_review(action.name, team.verifier, reviewer=None, reviewed_on=None)
	assert (review.reviewer, str(review.reviewed_on)) == (team.verifier, nowdate())


# What a recording needs

INCOMPLETE = (
	({"method": ""}, "how was it checked"),
	({"findings": "  "}, "findings"),
	({"reviewed_on": "2099-01-01"}, "in the future"),
	({"reviewed_on": "2026-01-01"}, "cannot be before"),
)


def test_an_incomplete_recording_names_everything_at_once():
	team = builders.Team()
	action = builders.completed(team)
	both = recorded(action, team.verifier, method="", findings="", reviewed_on="2099-01-01")
	assert all(word in both for word in ("how was it checked", "findings", "in the future"))


@pytest.mark.parametrize(("values", "word"), INCOMPLETE, ids=str)
def test_what_a_recording_needs(values, word):
	team = builders.Team()
	action = builders.completed(team)
	assert word in recorded(action, team.verifier, **values)
	assert not builders.pending_review(action.name).outcome


@pytest.mark.parametrize(
	("status", "review_type"),
	(
		("Open", "Verification"),
		("In Progress", "Verification"),
		("Closed", "Verification"),
		("Completed", "Sustainability"),
		("Cancelled", "Verification"),
		("Cancelled", "Sustainability"),
	),
)
def test_a_review_is_recorded_in_its_time(status, review_type):
	team = builders.Team()
	action = builders.action_in(status, team)
	frappe.get_doc({"doctype": REVIEW, "action": action.name, "review_type": review_type}).insert()
	assert "is recorded on an action that is" in recorded(action, team.verifier, review_type=review_type)
	assert status_of(action) == status


# Frozen


def test_a_recorded_review_is_frozen_at_every_door():
	team = builders.Team()
	action = builders.completed(team)
	review = builders.record_review(action.name, team.verifier)
	before = stored(REVIEW, review.name)
	changes = (
		{"outcome": "Not Embedded"},
		{"outcome": ""},
		{"findings": "Nothing"},
		{"reviewer": team.manager},
		{"reviewed_on": "2026-01-01"},
		{"review_type": "Sustainability"},
		{"completion": 9},
	)
	for values in changes:
		for name, door in WRITING.items():
			refusal_of(door, REVIEW, review.name, values)
			assert stored(REVIEW, review.name) == before, f"{name} {values}"
	for name, door in DELETING.items():
		assert refusal_of(door, REVIEW, review.name), name
	assert frappe.db.exists(REVIEW, review.name)


def test_a_review_stays_with_its_action():
	team = builders.Team()
	review = builders.pending_review(builders.completed(team).name)
	with as_user(team.manager):
		other = builders.completed(team).name
		assert refusal_of(rest, "PUT", f"/api/resource/{REVIEW}/{review.name}", {"action": other})
	assert frappe.db.get_value(REVIEW, review.name, "action") == review.action
