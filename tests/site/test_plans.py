"""Improvement plans: what must be there to issue one, what may be changed by hand, and what belongs to it."""

import builders
import frappe
import plan_records as plans
import pytest
from builders import as_user, in_days
from doors import DELETING, INSERTING, WRITING, refusal_of, rest, stored
from plan_records import PLAN

from improvement_actions.improvement_actions.doctype.improvement_plan import desk
from improvement_actions.improvement_actions.doctype.improvement_plan.wording import check_wording
from improvement_actions.lifecycle.plans.status import SET_BY_APP

VAGUE = "Improve medicines management across the service"
FORGED = {
	"status": "Completed",
	"current_version": 7,
	"issued_on": "2026-01-01 10:00:00",
	"issued_by": "Administrator",
	"closing_reason": "Done",
}

pytestmark = pytest.mark.usefixtures("quick_pdf")


@pytest.fixture
def team():
	return builders.Team()


def do(plan, person: str, method: str, *arguments):
	with as_user(person):
		return getattr(plans.get(plan.name), method)(*arguments)


# Issuing


def test_a_vague_objective_keeps_a_plan_from_being_issued(team):
	plan = plans.full(team, objectives=[plans.objective(team), plans.objective(team, objective=VAGUE, indicator="", no_indicator_reason="Not yet known")])  # fmt: skip
	with as_user(team.manager):
		said = refusal_of(plans.issue, plan.name)
		assert "Objective 2" in said and "cannot be verified" in said
		assert not frappe.db.exists(plans.VERSION, {"plan": plan.name})
		assert plans.get(plan.name).status == "Draft"
		over_rest = refusal_of(rest, "POST", f"/api/resource/{PLAN}/{plan.name}", {"run_method": "issue"})
		assert over_rest.startswith("417") and "vague_wording" in over_rest


def test_where_the_settings_only_warn_it_is_said_and_issued(team):
	frappe.db.set_single_value("Improvement Settings", "action_wording_check", "Warn")
	frappe.clear_document_cache("Improvement Settings", "Improvement Settings")
	plan = plans.full(team, objectives=[plans.objective(team, objective=VAGUE, indicator="", no_indicator_reason="Not yet known")])  # fmt: skip
	assert any("Objective 1" in note["message"] for note in desk.what_next(plan.name)["notes"])
	with as_user(team.manager):
		assert plans.issue(plan.name).version_number == 1


def test_everything_that_is_missing_is_refused_at_once(team):
	bare = frappe.get_doc(
		{"doctype": PLAN, "title": "Bare", "plan_type": "Theme", "plan_lead": team.manager}
	).insert()
	with pytest.raises(frappe.ValidationError) as refused:
		bare.issue()
	found = {problem.code for problem in refused.value.problems}
	assert found == {"no_start_date", "no_target_date", "no_aim", "no_scope", "no_objectives", "no_actions"}
	assert {each["code"] for each in desk.what_next(bare.name)["missing"]} == found


def test_a_lead_whose_account_was_disabled_since_is_found_when_issuing(team):
	plan = plans.full(team)
	frappe.db.set_value("User", team.manager, "enabled", 0)
	assert "account" in refusal_of(plans.issue, plan.name)
	plan.reload()
	plan.scope += " And the night."
	plan.save()  # nobody is kept from working on the plan


@pytest.mark.parametrize("lead", ("Administrator", "Guest", "nobody@example.org"))
def test_a_lead_is_a_real_person(team, lead):
	assert refusal_of(plans.draft, team, plan_lead=lead)


def test_a_draft_does_not_contradict_itself(team):
	for values in (
		{"start_date": in_days(10), "target_date": in_days(5)},
		{"milestones": [{"milestone": "M", "start_date": in_days(9), "milestone_date": in_days(8)}]},
	):
		assert "before" in refusal_of(plans.draft, team, **values)


def test_only_who_may_write_a_plan_issues_it(team):
	plan = plans.full(team)
	for person in (team.verifier, team.owner, team.governance, team.external):
		with as_user(person):
			assert refusal_of(plans.issue, plan.name), person
	with as_user(builders.user(builders.MANAGER, limited_to=builders.service())):
		assert refusal_of(plans.issue, plan.name)


# By hand


def test_what_the_app_keeps_is_written_through_no_door(team):
	plan = plans.full(team)
	before = stored(PLAN, plan.name)
	for field in sorted(SET_BY_APP):
		value = "Issued" if field == "status" else FORGED[field]
		for door in WRITING.values():
			assert refusal_of(door, PLAN, plan.name, {field: value}), (field, door)
			assert stored(PLAN, plan.name) == before


@pytest.mark.parametrize("door", INSERTING)
def test_a_new_plan_is_a_draft(team, door):
	values = {"doctype": PLAN, "title": f"Forged {door}", "plan_type": "Theme", "plan_lead": team.manager}
	for field, value in FORGED.items():
		refusal_of(INSERTING[door], {**values, field: value})
		found = frappe.get_all(PLAN, {"title": values["title"]}, ["status", *SET_BY_APP])
		assert all(
			(row.status, row.current_version, row.closing_reason) == ("Draft", 0, None) for row in found
		)
	assert not refusal_of(INSERTING[door], values)


def test_an_issued_plan_is_never_deleted(team):
	plan = plans.issued(team)
	for door in DELETING.values():
		assert refusal_of(door, PLAN, plan.name), door
		assert frappe.db.exists(PLAN, plan.name)


def test_a_draft_can_be_deleted(team):
	plan = plans.draft(team)
	with as_user(team.manager):
		frappe.delete_doc(PLAN, plan.name)
	assert not frappe.db.exists(PLAN, plan.name)


def test_a_row_of_a_plan_is_not_changed_on_its_own(team):
	plan = plans.draft(team)
	row = plan.objectives[0]
	assert refusal_of(rest, "PUT", f"/api/resource/{row.doctype}/{row.name}", {"target_value": 1})
	assert refusal_of(frappe.delete_doc, row.doctype, row.name)


# Moves


def test_a_plan_is_completed_when_its_actions_are(team):
	plan = plans.draft(team)
	source = plans.finding(plan, team)
	action = builders.completed(team, source=source.name, plan=plan.name)
	do(plan, team.manager, "issue")
	with as_user(team.manager):
		said = refusal_of(plans.get(plan.name).complete_plan, "Twelve audits at 98%")
	assert action.name in said
	builders.record_review(action.name, team.verifier)
	builders.do(action.name, team.verifier, "Close")
	with as_user(team.manager):
		assert "achieved" in refusal_of(plans.get(plan.name).complete_plan)
	do(plan, team.manager, "complete_plan", "Twelve audits at 98%")
	plan.reload()
	assert (plan.status, plan.closing_reason) == ("Completed", "Twelve audits at 98%")
	builders.do(action.name, team.manager, "Reopen", "Gaps are back.")
	(note,) = desk.what_next(plan.name)["notes"]
	assert note["code"] == "reopened_actions"
	do(plan, team.manager, "reopen_plan", "Gaps are back")
	plan.reload()
	assert (plan.status, plan.closing_reason) == ("Issued", None)


def test_a_cancelled_draft_is_a_draft_again_when_reopened(team):
	plan = plans.full(team)
	do(plan, team.manager, "cancel_plan", "Another plan has it")
	assert plans.get(plan.name).status == "Cancelled"
	with as_user(team.manager):
		assert refusal_of(plans.issue, plan.name)
	do(plan, team.manager, "reopen_plan", "It does not")
	assert plans.get(plan.name).status == "Draft"
	said = frappe.get_all("Comment", {"reference_name": plan.name, "comment_type": "Info"}, pluck="content")
	assert any("Another plan has it" in text for text in said) and any("It does not" in text for text in said)


def test_a_sealed_plan_is_read_only(team):
	plan = plans.issued(team)
	do(plan, team.manager, "cancel_plan", "The service closes")
	before = stored(PLAN, plan.name)
	for door in WRITING.values():
		assert refusal_of(door, PLAN, plan.name, {"aim": "Another aim"}), door
		assert stored(PLAN, plan.name) == before


# What belongs to a plan


def test_an_action_of_another_service_is_put_into_no_plan(team):
	plan, stranger = plans.draft(team), builders.opened(builders.Team())
	for door in WRITING.values():
		assert refusal_of(door, "Improvement Action", stranger.name, {"plan": plan.name}), door
		assert not frappe.db.get_value("Improvement Action", stranger.name, "plan")


def test_a_sealed_plan_takes_in_no_action(team):
	plan, action = plans.issued(team), builders.opened(team)
	do(plan, team.manager, "cancel_plan", "The service closes")
	for door in WRITING.values():
		assert refusal_of(door, "Improvement Action", action.name, {"plan": plan.name}), door
		assert not frappe.db.get_value("Improvement Action", action.name, "plan")
	# What is in it goes on.
	(own,) = frappe.get_all("Improvement Action", {"plan": plan.name}, pluck="name")
	with as_user(team.owner):
		builders.get(own).add_progress("Still at it", 10, "Audit", in_days(5))


def test_a_finding_of_another_service_or_for_a_sealed_plan_is_refused(team):
	plan, sealed = plans.draft(team), plans.draft(team)
	do(sealed, team.manager, "cancel_plan", "The service closes")
	stranger, own = builders.source(builders.service()), builders.source(team.service)
	for door in WRITING.values():
		assert refusal_of(door, "Improvement Source", stranger.name, {"plan": plan.name}), door
		assert refusal_of(door, "Improvement Source", own.name, {"plan": sealed.name}), door
	own.reload()
	own.plan = plan.name
	own.save()


def test_a_plan_of_the_whole_provider_takes_in_every_service(team):
	plan = plans.draft(team, service=None, plan_type="Provider-wide")
	for each in (team, builders.Team()):
		builders.opened(each, plan=plan.name)
	assert frappe.db.count("Improvement Action", {"plan": plan.name}) == 2
	plan.service = team.service
	assert "other services" in refusal_of(plan.save)


def test_an_action_moves_to_no_service_that_its_plan_is_not_for(team):
	plan = plans.full(team)
	(name,) = frappe.get_all("Improvement Action", {"plan": plan.name}, pluck="name")
	action = builders.get(name)
	action.service = builders.service()
	assert "is for" in refusal_of(action.save)


def test_an_action_for_a_finding_belongs_to_its_plan(team):
	plan = plans.draft(team)
	source = plans.finding(plan, team)
	with as_user(team.manager):
		name = frappe.get_doc("Improvement Source", source.name).spawn_action(title="Check every chart")
	assert frappe.db.get_value("Improvement Action", name, "plan") == plan.name


def test_nobody_gets_to_read_a_plan_by_putting_an_action_into_it(team):
	plan = plans.draft(team)
	other = builders.Team(team.service)
	action = builders.opened(other)
	with as_user(other.owner):
		doc = builders.get(action.name)
		doc.plan = plan.name
		assert refusal_of(doc.save)
		assert not frappe.has_permission(PLAN, "read", plan.name)


# The form


def test_the_form_says_where_the_plan_stands(team):
	plan = plans.full(team)
	plans.finding(plan, team, title="Nobody answers this yet")
	with as_user(team.manager):
		before = desk.what_next(plan.name)
		assert before["missing"] == [] and before["may_write"]
		assert before["counts"] == {"actions": 1, "finished": 0, "overdue": 0, "findings": 2, "unanswered": 1}
		assert [note["code"] for note in before["notes"]] == ["unanswered"]
		plans.issue(plan.name)
		assert desk.what_next(plan.name)["changed"] == 0
		doc = plans.get(plan.name)
		doc.target_date = in_days(95)
		doc.save()
		after = desk.what_next(plan.name)
		assert after["changed"] == 1 and "Target Date" in after["changes"][0]
	with as_user(team.external), pytest.raises(frappe.PermissionError):
		desk.what_next(plan.name)
	with as_user(team.external), pytest.raises(frappe.PermissionError):
		desk.chart(plan.name)


def test_wording_is_checked_while_somebody_types(team):
	with as_user(team.manager):
		answer = check_wording(VAGUE, [plans.objective(team), {"objective": VAGUE}])
		assert [row["row"] for row in answer["rows"]] == [0, 2]
		assert {each["code"] for row in answer["rows"] for each in row["findings"]} >= {"vague_wording"}
		assert check_wording(plans.AIM, []) == {"level": "Block", "rows": []}
		assert check_wording() == {"level": "Block", "rows": []}
		for wrong in ("{", '"text"', [1]):
			assert refusal_of(check_wording, "", wrong)
	with as_user(team.owner), pytest.raises(frappe.PermissionError):
		check_wording(VAGUE)


def test_the_chart_shows_milestones_and_actions(team):
	plan = plans.full(team)
	for width in (None, 0, -5, 390, 1e9):
		html = desk.chart(plan.name, width)
		assert "Check sheets on every unit" in html and "Quick wins" in html and "Long-term parts" in html
		assert html.count('class="plan-row') == 3


def test_a_chart_of_nothing_says_so(team):
	plan = plans.draft(team, milestones=[])
	assert "Nothing has a date yet" in desk.chart(plan.name)
