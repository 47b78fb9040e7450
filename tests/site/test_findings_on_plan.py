"""The form of a plan walks from each finding to its proof, and shows first where nothing is done."""

from unittest.mock import patch

import builders
import frappe
import plan_records as plans
import pytest
from builders import as_user, in_days

from improvement_actions.improvement_actions.doctype.improvement_plan.findings import overview

SECRET = "Mrs Evans of room 12"


@pytest.fixture
def team():
	return builders.Team()


@pytest.fixture
def plan(team):
	return plans.draft(team)


def finding(plan, team, title: str, reference: str, **values):
	return builders.source(
		team.service,
		title=title,
		source_type="Inspection Report Finding",
		plan=plan.name,
		finding_reference=reference,
		finding_quote=f"{title}, in the words of the inspector.",
		summary=SECRET,
		people_involved=SECRET,
		**values,
	)


def shown(plan) -> dict:
	return overview.overview_of(plan.name)


def html(plan) -> str:
	return overview.findings_at_a_glance(plan.name)["html"]


def stops(plan) -> dict[str, list[str]]:
	return {stage.code: [name for name, _title in stage.stop] for stage in shown(plan)["stages"]}


def test_findings_stand_with_their_actions_and_those_without_any_first(plan, team):
	late = finding(plan, team, "Charts had gaps", "3.10")
	early = finding(plan, team, "No supervision", "3.2")
	bare = finding(plan, team, "Complaints not answered", "4.1")
	on_late = builders.draft(team, source=late.name, plan=plan.name)
	# It answers the finding, whether or not it names the plan.
	on_early = builders.draft(team, source=early.name)
	frappe.db.set_value("Improvement Action", on_early.name, "plan", None)
	other = builders.draft(team, plan=plan.name)
	found = shown(plan)
	assert [each.name for each in found["findings"]] == [bare.name, early.name, late.name]
	assert [[action.name for action in each.actions] for each in found["findings"]] == [[], [on_early.name], [on_late.name]]  # fmt: skip
	assert [action.name for action in found["others"]] == [other.name]
	assert (found["finding_count"], found["without_action"]) == (3, 1)
	page = html(plan)
	assert page.count("data-add-action") == 3
	assert "1 finding of 3 has no action yet" in page
	assert "answer no finding" in page


def test_a_finding_whose_actions_were_cancelled_has_none(plan, team):
	one = finding(plan, team, "Charts had gaps", "1")
	builders.cancelled(team, source=one.name, plan=plan.name)
	assert [each.is_unanswered for each in shown(plan)["findings"]] == [True]
	assert stops(plan)["findings"] == [one.name]


def test_proof_is_counted_and_the_latest_verification_shown(plan, team):
	one = finding(plan, team, "Charts had gaps", "1")
	done = builders.completed(team, source=one.name, plan=plan.name)
	lent = builders.started(team, source=one.name, plan=plan.name)
	evidence = frappe.get_doc("Improvement Evidence", {"action": done.name})
	evidence.append("other_actions", {"action": lent.name})
	evidence.save()
	actions = {action.name: action for action in shown(plan)["findings"][0].actions}
	assert (actions[done.name].evidence, actions[lent.name].evidence) == (1, 1)
	assert actions[done.name].verification is None
	assert stops(plan)["evidence"] == sorted([done.name, lent.name])
	assert "Waits for its verification" in html(plan)

	builders.record_review(done.name, team.verifier, "Not Embedded")
	assert stops(plan)["review"] == [done.name]
	builders.prove(done.name)
	builders.do(done.name, team.owner, "Complete")
	# What was reviewed is not what is completed now.
	assert stops(plan)["review"] == []
	builders.record_review(done.name, team.verifier)
	(embedded,) = [action for action in shown(plan)["findings"][0].actions if action.name == done.name]
	assert embedded.verification.outcome == "Embedded"
	assert shown(plan)["stages"][-1].count == 1


def test_marks_say_what_is_late_or_slipping(plan, team):
	one = finding(plan, team, "Charts had gaps", "1")
	late = builders.opened(team, source=one.name, plan=plan.name)
	frappe.db.set_value("Improvement Action", late.name, "due_date", in_days(-3))
	moved = builders.opened(team, source=one.name, plan=plan.name)
	with as_user(team.manager):
		builders.get(moved.name).reschedule(in_days(40), "The pharmacist is away.")
	page = html(plan)
	assert "Overdue: was due" in page
	assert "Moved once" in page


def test_nobody_sees_personal_detail_nor_what_they_may_not_read(plan, team):
	one = finding(plan, team, "Charts had gaps", "1")
	mine = builders.draft(team, source=one.name, plan=plan.name)
	elsewhere = builders.Team()
	assert SECRET not in html(plan)
	with as_user(builders.user(builders.MANAGER, limited_to=elsewhere.service)):
		with pytest.raises(frappe.PermissionError):
			overview.findings_at_a_glance(plan.name)
	with as_user(team.owner):
		page = overview.findings_at_a_glance(plan.name)
		assert mine.name in page["html"]
		assert not page["may_import"]
		assert "data-add-action" not in page["html"]
	with as_user(team.manager):
		assert overview.findings_at_a_glance(plan.name)["may_import"]


def test_titles_are_shown_as_text(plan, team):
	finding(plan, team, "Charts <img src=x onerror=alert(1)> had gaps", "<u>1</u>", theme="<i>Medicines</i>")
	page = html(plan)
	for markup in ("<img", "<u>1", "<i>Med"):
		assert markup not in page


def test_the_number_of_queries_does_not_grow_with_the_plan(plan, team):
	def queries() -> int:
		with patch.object(frappe.db, "sql", wraps=frappe.db.sql) as sql:
			overview.overview_of(plan.name)
		return sql.call_count

	for number in range(2):
		builders.draft(
			team, source=finding(plan, team, f"Finding {number}", str(number)).name, plan=plan.name
		)
	overview.overview_of(plan.name)  # what is remembered from now on
	few = queries()
	for number in range(2, 8):
		builders.draft(
			team, source=finding(plan, team, f"Finding {number}", str(number)).name, plan=plan.name
		)
	assert queries() == few


def test_the_print_walks_from_finding_to_proof(plan, team):
	one = finding(plan, team, "Charts <u>had</u> gaps", "3.1", standards=[{"standard": "CQC Regulation 12"}])
	finding(plan, team, "Complaints not answered", "4.1")
	builders.completed(team, source=one.name, plan=plan.name)
	with as_user(team.manager):
		page = frappe.get_print("Improvement Plan", plan.name, "Plan from Finding to Proof")
	for words in ("From finding to proof", "Regulation 12", "1 item of evidence", "waits for its verification", "No action yet", "1 without an action"):  # fmt: skip
		assert words in page
	assert SECRET not in page
	assert "<u>had" not in page
