"""What a plan must say to be issued: everything that is missing, at once."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from improvement_actions.lifecycle.facts import BLOCK, OFF, WARN, Owner, Rules
from improvement_actions.lifecycle.plans.issuing import contradictions, issue_notes, issue_problems
from improvement_actions.lifecycle.plans.smart import review

from .examples import LEAD, OWNER, TODAY, codes, facts, objective, plan

VAGUE = "Improve medicines management across the service"


def test_a_whole_plan_can_be_issued():
	assert issue_problems(plan(), facts()) == []
	assert issue_problems(plan(status="Issued"), facts()) == []
	assert issue_notes(plan(), facts()) == []


def test_everything_that_is_missing_is_said_at_once():
	empty = dict.fromkeys(("plan_lead", "start_date", "target_date", "aim", "scope"))
	found = issue_problems(
		{**empty, "objectives": [], "milestones": []}, facts(action_count=0, finding_count=0)
	)
	assert codes(found) == {
		("no_lead", "plan_lead"),
		("no_start_date", "start_date"),
		("no_target_date", "target_date"),
		("no_aim", "aim"),
		("no_scope", "scope"),
		("no_objectives", "objectives"),
		("no_actions", "actions"),
	}


@pytest.mark.parametrize(
	("values", "code", "field"),
	(
		({"start_date": date(2030, 7, 1)}, "dates_out_of_order", "target_date"),
		({"target_date": TODAY - timedelta(days=1), "milestones": [], "objectives": [objective(due_date=date(2030, 2, 20))]}, "target_date_past", "target_date"),
		({"aim": "<p> </p>"}, "no_aim", "aim"),
		({"aim": VAGUE}, "vague_wording", "aim"),
		({"scope": "-"}, "no_scope", "scope"),
		({"milestones": [{"milestone": "M", "milestone_date": date(2030, 6, 2)}]}, "outside_plan", "milestones"),
		({"milestones": [{"milestone": "M", "milestone_date": date(2030, 1, 31)}]}, "outside_plan", "milestones"),
		(
			{"milestones": [{"milestone": "M", "start_date": date(2030, 4, 1), "milestone_date": date(2030, 3, 1)}]},
			"dates_out_of_order",
			"milestones",
		),
		({"objectives": [objective(due_date=date(2030, 6, 2))]}, "outside_plan", "objectives"),
		({"objectives": [objective(objective_owner=None)]}, "no_owner", "objectives"),
		({"objectives": [objective(due_date=None)]}, "no_due_date", "objectives"),
		({"objectives": [objective(objective=" ")]}, "no_objective", "objectives"),
		({"objectives": [objective(indicator=None)]}, "no_indicator", "objectives"),
		({"objectives": [objective(target_value=78.0)]}, "no_target", "objectives"),
		({"objectives": [objective(baseline_value=0.0, baseline_date=None)]}, "no_baseline", "objectives"),
		({"objectives": [objective(objective=VAGUE, indicator=None, no_indicator_reason="One-off")]}, "vague_wording", "objectives"),
	),
)  # fmt: skip
def test_what_keeps_a_plan_from_being_issued(values, code, field):
	assert codes(issue_problems(plan(**values), facts())) == {(code, field)}


def test_an_objective_says_which_one_it_is():
	(problem,) = issue_problems(plan(objectives=[objective(), objective(objective_owner=None)]), facts())
	assert problem.message.startswith("Objective 2: Name one owner")


def test_a_reason_for_no_measure_is_enough():
	assert not issue_problems(
		plan(objectives=[objective(indicator=None, no_indicator_reason="Seen once, at the handover")]),
		facts(),
	)


@pytest.mark.parametrize("field", ("lead", "objective"))
@pytest.mark.parametrize(
	"owner", (Owner(exists=False), Owner(enabled=False), Owner(is_shared=True), Owner(is_external=True))
)
def test_lead_and_owners_are_people_who_can_sign_in(field, owner):
	owners = {LEAD: Owner(), OWNER: Owner(), (LEAD if field == "lead" else OWNER): owner}
	(problem,) = issue_problems(plan(), facts(owners=owners))
	assert problem.field == ("plan_lead" if field == "lead" else "objectives")


def test_the_target_of_a_plan_that_is_late_is_no_reason_not_to_issue_it_again():
	late = plan(status="Issued", target_date=TODAY - timedelta(days=1), objectives=[objective(due_date=TODAY - timedelta(days=3))], milestones=[])  # fmt: skip
	assert issue_problems(late, facts()) == []
	assert ("target_date_past", "target_date") in codes(issue_notes(late, facts()))


@pytest.mark.parametrize("status", ("Completed", "Cancelled"))
def test_a_sealed_plan_is_reopened_first(status):
	assert codes(issue_problems(plan(status=status), facts())) == {("plan_is_sealed", "status")}


@pytest.mark.parametrize(("level", "refused", "warned"), ((BLOCK, 2, 0), (WARN, 0, 2), (OFF, 0, 0)))
def test_the_settings_say_what_vague_wording_does(level, refused, warned):
	vague = plan(
		aim=VAGUE, objectives=[objective(objective=VAGUE, indicator=None, no_indicator_reason="One-off")]
	)
	known = facts(rules=Rules(action_wording=level))
	assert len(issue_problems(vague, known)) == refused
	assert len(issue_notes(vague, known)) == warned
	assert bool(review({"title": VAGUE}, known.rules)) == (level != OFF)


@pytest.mark.parametrize(
	("unanswered", "said"),
	(
		((), None),
		(("IS-1",), "One finding has no action yet: IS-1."),
		(("IS-1", "IS-2"), "2 findings have no action yet: IS-1, IS-2."),
		(tuple(f"IS-{n}" for n in range(9)), "9 findings have no action yet, among them IS-0, IS-1, IS-2, IS-3, IS-4."),
	),
)  # fmt: skip
def test_findings_without_an_action_are_said_and_refuse_nothing(unanswered, said):
	known = facts(unanswered=unanswered)
	assert issue_problems(plan(), known) == []
	assert [note.message for note in issue_notes(plan(), known)] == ([said] if said else [])


DAYS = st.none() | st.dates(date(2029, 1, 1), date(2031, 12, 31))


@given(DAYS, DAYS, st.lists(st.tuples(DAYS, DAYS), max_size=4))
def test_a_plan_that_contradicts_itself_is_never_issued(start, target, milestones):
	rows = [{"milestone": "M", "start_date": since, "milestone_date": by} for since, by in milestones]
	values = plan(start_date=start, target_date=target, milestones=rows)
	said = contradictions(values)
	found = issue_problems(values, facts())
	assert set(said) <= set(found)
	assert all(problem.template.format(*problem.args) for problem in found)
