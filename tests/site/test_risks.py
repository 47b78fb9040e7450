"""A risk of the register: its scores, its history, what is decided about it, and what nobody may write into it."""

import builders
import doors
import frappe
import pytest
import risk_builders as risks
from builders import Team, as_user, in_days
from frappe.utils import add_days, getdate, nowdate
from risk_builders import RISK, SCORES

from improvement_actions.improvement_actions.doctype.risk_register_entry import counts
from improvement_actions.lifecycle.risks.status import STATUSES
from improvement_actions.refusal import RefusedError
from improvement_actions.settings import risk_bands


def codes(refusal) -> set[str]:
	return {problem.code for problem in refusal.value.problems}


def timeline(name: str) -> str:
	notes = frappe.get_all(
		"Comment",
		filters={"reference_doctype": RISK, "reference_name": name, "comment_type": "Info"},
		pluck="content",
		order_by="creation",
	)
	return "\n".join(notes)


def bell(user: str) -> list[str]:
	return frappe.get_all("Notification Log", filters={"for_user": user}, pluck="subject")


# Scores and history


def test_the_first_scores_are_the_first_assessment():
	team = Team()
	risk = risks.risk(team)
	assert (risk.inherent_score, risk.residual_score, risk.target_score) == (16, 12, 6)
	assert (risk.inherent_band, risk.residual_band, risk.target_band) == ("Extreme", "High", "Moderate")
	assert risk.is_above_target and risk.status == "Open"
	assert getdate(risk.next_review_date) == add_days(getdate(nowdate()), 90)
	(row,) = risk.assessments
	assert (row.assessed_by, row.residual_score, row.residual_band) == (team.manager, 12, "High")
	assert row.next_review_date == risk.next_review_date and row.assessed_on == risk.assessed_on


def test_a_risk_may_be_recorded_first_and_scored_later():
	team = Team()
	risk = risks.unassessed(team)
	assert (risk.status, risk.residual_score, risk.assessments, risk.next_review_date) == (
		"Open",
		0,
		[],
		None,
	)
	with as_user(team.owner):
		risk = risks.get(risk.name)
		risk.update(SCORES).save()
	assert risks.get(risk.name).assessments[0].assessed_by == team.owner


@pytest.mark.parametrize(
	("wrong", "expected"),
	[
		({"residual_impact": 0, "inherent_likelihood": 0}, {"not_scored"}),
		({"inherent_likelihood": 6, "residual_impact": -1}, {"out_of_range"}),
		({"residual_likelihood": 5, "residual_impact": 5}, {"residual_above_inherent"}),
		({"target_impact": 0}, {"half_a_target"}),
		({"target_likelihood": 0, "target_impact": 0, "target_score": 7}, {"not_a_product"}),
		({"target_score": 7}, {"target_differs"}),
		({"target_likelihood": 5, "target_impact": 5}, {"target_above_inherent"}),
		({"inherent_likelihood": 9, "target_impact": 0}, {"out_of_range", "half_a_target"}),
	],
)
def test_scores_that_are_no_assessment_are_refused_all_at_once(wrong, expected):
	with pytest.raises(frappe.ValidationError) as refusal:
		risks.risk(Team(), **wrong)
	# Frappe itself refuses what is below zero.
	assert isinstance(refusal.value, frappe.NonNegativeError) or codes(refusal) == expected


def test_residual_above_inherent_takes_an_explanation():
	risk = risks.risk(
		Team(), residual_likelihood=5, residual_impact=5, residual_explanation="The alarm is out of order."
	)
	assert risk.residual_score > risk.inherent_score
	assert risk.assessments[0].residual_explanation == "The alarm is out of order."


def test_a_target_may_be_a_score_alone():
	risk = risks.risk(Team(), target_likelihood=0, target_impact=0, target_score=4)
	assert (risk.target_score, risk.target_band, risk.target_likelihood) == (4, "Low", 0)
	risks.assess(risk.name, "Administrator", target_likelihood=1, target_impact=2)
	assert risks.get(risk.name).target_score == 2
	risks.assess(risk.name, "Administrator", target_score=9)
	risk = risks.get(risk.name)
	assert (risk.target_score, risk.target_likelihood, risk.target_impact) == (9, 0, 0)


def test_an_assessment_is_added_and_the_earlier_ones_stay():
	team = Team()
	risk = risks.risk(team)
	(before,) = doors.stored(RISK, risk.name)["assessments"]
	risks.assess(risk.name, team.owner, "Night lights are in place.", residual_likelihood=1)
	risk = risks.get(risk.name)
	assert (risk.residual_score, risk.residual_band, risk.is_above_target) == (4, "Low", 0)
	assert getdate(risk.next_review_date) == add_days(getdate(nowdate()), 365)
	first, second = risk.assessments
	assert doors.stored(RISK, risk.name)["assessments"][0] == before and first.idx == 1
	assert (second.assessed_by, second.reason, second.residual_score, second.inherent_score) == (
		team.owner,
		"Night lights are in place.",
		4,
		16,
	)
	assert "residual score 4, before 12" in timeline(risk.name)


def test_an_assessment_asks_for_a_reason_and_for_scores_in_range_at_once():
	risk = risks.risk(Team())
	with pytest.raises(RefusedError) as refusal:
		risk.assess({"residual_likelihood": 6, "residual_impact": 0}, "-")
	assert codes(refusal) == {"no_reason", "out_of_range", "not_scored"}
	assert len(risks.get(risk.name).assessments) == 1


@pytest.mark.parametrize(
	("sent", "expected"),
	[
		({"status": "Closed"}, "unknown_field"),
		({"residual_likelihood": "three"}, "not_a_number"),
		({"residual_likelihood": 2.5}, "not_a_number"),
		({"residual_likelihood": [3]}, "not_a_number"),
		("[3, 4]", "not_a_value"),
		("{3, 4", "not_a_value"),
	],
)
def test_what_is_no_score_is_refused(sent, expected):
	with pytest.raises(RefusedError) as refusal:
		risks.risk(Team()).assess(sent, "Looked again.")
	assert codes(refusal) == {expected}


def test_the_next_review_may_be_earlier_than_the_band_says_and_never_later():
	team = Team()
	risk = risks.risk(team)
	risks.do(risk.name, team.owner, "assess", {}, "Looked again.", in_days(10))
	assert str(risks.get(risk.name).next_review_date) == in_days(10)
	for days, expected in ((91, "review_too_late"), (-1, "review_past")):
		with pytest.raises(RefusedError) as refusal:
			risks.do(risk.name, team.owner, "assess", {}, "Looked again.", in_days(days))
		assert codes(refusal) == {expected}
	with as_user(team.owner):
		risk = risks.get(risk.name)
		risk.update({"next_review_date": in_days(5)}).save()
		with pytest.raises(RefusedError) as refusal:
			risk.update({"next_review_date": in_days(120)}).save()
		assert codes(refusal) == {"review_too_late"}
		risk = risks.get(risk.name)
		risk.update({"next_review_date": None}).save()
	assert getdate(risk.next_review_date) == add_days(getdate(nowdate()), 90)


def test_a_lower_residual_than_the_target_is_worth_a_warning():
	risk = risks.risk(Team())
	frappe.local.message_log = []
	risk.assess({"residual_likelihood": 1, "residual_impact": 1}, "The last resident with that risk moved.")
	assert "lower target" in str(frappe.local.message_log)


# What is not written by hand

#: What somebody might want to write, with the word that the answer has to say; None: it is replaced without a word.
BY_HAND = {
	"residual_likelihood": (1, "Assess"),
	"inherent_impact": (1, "Assess"),
	"target_score": (1, "Assess"),
	"residual_explanation": ("It is fine now", "Assess"),
	"accepted_by": ("Administrator", "Kept by the system"),
	"accepted_until": ("2030-01-01", "Kept by the system"),
	"closed_on": ("2030-01-01 10:00:00", "Kept by the system"),
	"closure_reason": ("Done", "Kept by the system"),
	"status": ("Closed", None),
	"residual_score": (1, None),
	"residual_band": ("Low", None),
	"open_action_count": (9, None),
	"reassessment_due_since": ("2020-01-01", None),
	"assessed_on": ("2030-01-01 10:00:00", None),
	"is_above_target": (0, None),
}


@pytest.mark.parametrize("fieldname", BY_HAND)
@pytest.mark.parametrize("door", doors.WRITING)
def test_no_door_writes_what_the_app_keeps(door, fieldname):
	team = Team()
	risk = risks.risk(team)
	before = doors.stored(RISK, risk.name)
	value, says = BY_HAND[fieldname]
	with as_user("Administrator"):
		refusal = doors.refusal_of(doors.WRITING[door], RISK, risk.name, {fieldname: value})
	# Nothing here is ever submitted, and who tries is told so.
	if says and door != "form_submit":
		assert refusal and says in refusal
	assert doors.stored(RISK, risk.name) == before


def test_the_history_is_neither_rewritten_nor_shortened_nor_made_up():
	team = Team()
	risk = risks.risk(team)
	risks.assess(risk.name, team.owner, residual_likelihood=2)

	def rewritten(doc):
		doc.assessments[0].residual_score = 1

	def shortened(doc):
		doc.set("assessments", doc.assessments[1:])

	def emptied(doc):
		doc.set("assessments", [])

	def made_up(doc):
		doc.append("assessments", {"assessed_by": team.owner, "residual_score": 1, "reason": "Fine"})

	for change in (rewritten, shortened, emptied, made_up):
		doc = risks.get(risk.name)
		change(doc)
		with pytest.raises(RefusedError) as refusal:
			doc.save()
		assert codes(refusal) == {"set_by_app"}
	row = risks.get(risk.name).assessments[0]
	row.residual_score = 1
	with pytest.raises(RefusedError):
		row.save()
	with pytest.raises(RefusedError):
		row.delete()
	assert [row.residual_score for row in risks.get(risk.name).assessments] == [12, 8]


def test_a_new_risk_brings_no_history_and_no_decision_with_it():
	team = Team()
	for made_up in (
		{"assessments": [{"residual_score": 1, "assessed_by": team.owner}]},
		{"accepted_on": in_days(0), "accepted_until": in_days(10)},
		{"closed_on": in_days(0)},
	):
		with pytest.raises(RefusedError) as refusal:
			risks.risk(team, **made_up)
		assert codes(refusal) == {"set_by_app"}
	risk = risks.risk(team, status="Accepted", residual_score=1, open_action_count=3)
	assert (risk.status, risk.residual_score, risk.open_action_count) == ("Open", 12, 0)


def test_everyday_fields_stay_editable():
	team = Team()
	risk = risks.risk(team)
	with as_user(team.owner):
		doc = risks.get(risk.name)
		doc.title = "People fall at night"
		doc.controls[0].adequacy = "Adequate"
		doc.append("controls", {"control": "Hourly checks at night"})
		doc.save()
	doc = risks.get(risk.name)
	assert doc.title == "People fall at night" and len(doc.controls) == 3 and len(doc.assessments) == 1


@pytest.mark.parametrize(
	("control", "expected"),
	[
		({"control": " - "}, "no_control"),
		({"control": "Checks", "last_tested_on": 1}, "tested_in_future"),
		({"control": "Checks", "last_tested_on": -1, "review_date": -5}, "review_before_test"),
	],
)
def test_controls_are_looked_at(control, expected):
	control = {name: in_days(days) if isinstance(days, int) else days for name, days in control.items()}
	with pytest.raises(RefusedError) as refusal:
		risks.risk(Team(), controls=[control])
	assert codes(refusal) == {expected}


def test_an_assessed_risk_is_never_deleted():
	team = Team()
	frappe.delete_doc(RISK, risks.unassessed(team).name)
	risk = risks.risk(team)
	for name in (risk.name, risks.closed(team).name):
		with pytest.raises(RefusedError) as refusal:
			frappe.delete_doc(RISK, name)
		assert codes(refusal) == {"never_deleted"}
		with pytest.raises(RefusedError):
			frappe.delete_doc(RISK, name, force=True)


# Its owner


@pytest.mark.parametrize(
	"owner",
	[
		lambda: "Administrator",
		lambda: builders.user(builders.ACTION_OWNER, enabled=0),
		lambda: builders.user(builders.EXTERNAL_REVIEWER),
	],
)
def test_the_owner_is_one_person_who_can_sign_in(owner):
	with pytest.raises(RefusedError) as refusal:
		risks.risk(Team(), risk_owner=owner())
	assert refusal.value.problems[0].field == "risk_owner"


def test_who_becomes_the_owner_is_told():
	team = Team()
	risk = risks.risk(team)
	with as_user(team.owner):
		risks.get(risk.name).update({"risk_owner": team.new_owner}).save()
	assert any(risk.name in line for line in bell(team.new_owner))


def test_a_disabled_service_takes_no_risk():
	care_service = builders.service(disabled=1)
	with pytest.raises(RefusedError) as refusal:
		risks.risk(Team(care_service))
	assert codes(refusal) == {"service_disabled"}


# Accepting, closing, reopening


def test_governance_accepts_until_a_day():
	team = Team()
	risk = risks.risk(team)
	risks.do(risk.name, team.governance, "accept", "Nothing more is proportionate.", in_days(30))
	risk = risks.get(risk.name)
	assert (risk.status, risk.accepted_by, str(risk.accepted_until)) == (
		"Accepted",
		team.governance,
		in_days(30),
	)
	assert "Nothing more is proportionate." in timeline(risk.name)


def test_only_governance_accepts():
	team = Team()
	risk = risks.risk(team)
	for person in (team.manager, team.owner, team.verifier):
		with pytest.raises(RefusedError) as refusal:
			risks.do(risk.name, person, "accept", "Fine.", in_days(30))
		assert codes(refusal) == {"not_governance"}
	assert risks.status(risk.name) == "Open"


def test_an_acceptance_says_why_and_until_when_at_once():
	team = Team()
	risk = risks.risk(team)
	for arguments, expected in (
		((" ", None), {"no_reason", "no_end"}),
		(("Fine.", in_days(-1)), {"end_past"}),
		(("Fine.", in_days(366)), {"too_long"}),
	):
		with pytest.raises(RefusedError) as refusal:
			risks.do(risk.name, team.governance, "accept", *arguments)
		assert codes(refusal) == expected
	risks.do(risk.name, team.governance, "accept", "Fine.", in_days(365))


@pytest.mark.parametrize(
	("status", "expected"),
	[("Control Change Pending", "pending"), ("Reassessment Due", "reassess_first"), ("Closed", "closed")],
)
def test_what_cannot_be_accepted(status, expected):
	team = Team()
	risk = risks.IN_STATUS[status](team)
	assert risk.status == status
	with pytest.raises(RefusedError) as refusal:
		risks.do(risk.name, team.governance, "accept", "Fine.", in_days(30))
	assert codes(refusal) == {expected}


def test_a_risk_without_scores_is_not_accepted():
	team = Team()
	with pytest.raises(RefusedError) as refusal:
		risks.do(risks.unassessed(team).name, team.governance, "accept", "Fine.", in_days(30))
	assert codes(refusal) == {"not_assessed"}


def test_an_acceptance_ends_when_the_risk_is_found_higher():
	team = Team()
	risk = risks.accepted(team)
	risks.assess(risk.name, team.owner, residual_likelihood=2)
	assert risks.status(risk.name) == "Accepted"
	risks.assess(risk.name, team.owner, residual_likelihood=4)
	risk = risks.get(risk.name)
	assert (risk.status, risk.accepted_by, risk.accepted_until) == ("Open", None, None)


def test_an_acceptance_that_has_run_out_ends_with_the_next_assessment():
	team = Team()
	risk = risks.accepted(team)
	frappe.db.set_value(RISK, risk.name, "accepted_until", in_days(-1), update_modified=False)
	counts.recount([risk.name])
	risk = risks.get(risk.name)
	assert (risk.status, str(risk.reassessment_due_since)) == ("Reassessment Due", nowdate())
	risks.assess(risk.name, team.owner)
	risk = risks.get(risk.name)
	assert (risk.status, risk.accepted_on, risk.reassessment_due_since) == ("Open", None, None)


def test_closing_and_reopening_take_a_reason():
	team = Team()
	risk = risks.risk(team)
	for method in ("close", "reopen"):
		with pytest.raises(RefusedError) as refusal:
			risks.do(risk.name, team.manager, method, "")
		assert codes(refusal) == ({"no_reason"} if method == "close" else {"not_closed"})
	risks.do(risk.name, team.owner, "close", "The service has closed.")
	risk = risks.get(risk.name)
	assert (risk.status, risk.closed_by, risk.closure_reason) == (
		"Closed",
		team.owner,
		"The service has closed.",
	)
	with pytest.raises(RefusedError) as refusal:
		risks.do(risk.name, team.manager, "close", "Again.")
	assert codes(refusal) == {"closed"}
	risks.do(risk.name, team.manager, "reopen", "It has opened again.")
	risk = risks.get(risk.name)
	assert (risk.status, risk.closed_on, risk.closure_reason) == ("Open", None, None)
	assert "Closed: The service has closed." in timeline(risk.name)
	assert "Reopened: It has opened again." in timeline(risk.name)


def test_a_closed_risk_is_read_only():
	team = Team()
	risk = risks.closed(team)
	with as_user(team.manager), pytest.raises(RefusedError) as refusal:
		risk.update({"title": "Something else"}).save()
	assert codes(refusal) == {"closed_is_read_only"}
	with pytest.raises(RefusedError) as refusal:
		risks.assess(risk.name, team.manager)
	assert codes(refusal) == {"closed"}


def test_a_risk_with_an_open_action_is_not_closed():
	team = Team()
	risk = risks.pending(team)
	with pytest.raises(RefusedError) as refusal:
		risks.do(risk.name, team.manager, "close", "Done.")
	assert codes(refusal) == {"open_actions"}


def test_every_status_is_reached_by_the_doors_of_people():
	assert set(risks.IN_STATUS) == set(STATUSES)
	for status, make in risks.IN_STATUS.items():
		assert make(Team()).status == status


# Bands


def settings():
	return frappe.get_doc("Improvement Settings")


def test_the_bands_of_a_new_site_cover_every_score():
	assert [(band.name, band.from_score) for band in risk_bands()] == [
		("Low", 1),
		("Moderate", 5),
		("High", 10),
		("Extreme", 16),
	]


def test_bands_that_leave_a_gap_or_say_two_things_are_refused_at_once():
	doc = settings()
	doc.set(
		"risk_bands",
		[
			{"band": "Low", "from_score": 2, "review_every_days": 365},
			{"band": "low", "from_score": 2, "review_every_days": 9999},
			{"band": "High", "from_score": 26, "review_every_days": 30},
		],
	)
	with pytest.raises(RefusedError) as refusal:
		doc.save()
	assert codes(refusal) == {"gap", "same_score", "same_name", "bad_interval", "out_of_range"}


def test_new_bands_reach_every_risk_and_not_its_history():
	risk = risks.risk(Team())
	doc = settings()
	doc.set(
		"risk_bands",
		[
			{"band": "Serious", "from_score": 12, "review_every_days": 30},
			{"band": "Minor", "from_score": 1, "review_every_days": 0},
		],
	)
	doc.save()
	risk = risks.get(risk.name)
	assert (risk.inherent_band, risk.residual_band, risk.target_band) == ("Serious", "Serious", "Minor")
	assert risk.assessments[0].residual_band == "High"
	assert [row.band for row in settings().risk_bands] == ["Minor", "Serious"]
	doc = settings()
	doc.set("risk_bands", [])
	doc.save()
	assert risks.get(risk.name).residual_band is None
