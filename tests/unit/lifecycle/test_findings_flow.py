"""The way from finding to proof, and where it stops."""

from hypothesis import given
from hypothesis import strategies as st

from improvement_actions.lifecycle.findings.flow import Step, flow, in_order

FINDINGS = [("IS-1", "Gaps"), ("IS-2", "No supervision"), ("IS-3", "Complaints")]


def stops(stages) -> dict[str, list[str]]:
	return {stage.code: [name for name, _title in stage.stop] for stage in stages}


def test_where_a_plan_stops():
	stages = flow(
		FINDINGS,
		[
			Step("IA-1", "Check charts", "IS-1", "Draft"),
			Step("IA-2", "Audit", "IS-1", "Completed", evidence=2),
			Step("IA-3", "Supervise", "IS-2", "Closed", evidence=1, outcome="Embedded"),
			Step("IA-4", "Train", "IS-2", "In Progress", evidence=1, outcome="Not Embedded"),
			Step("IA-5", "Write a policy", "IS-3", "Cancelled"),
			Step("IA-6", "Something else", None, "Open"),
		],
	)
	assert stops(stages) == {
		"findings": ["IS-3"],
		"actions": ["IA-1", "IA-6"],
		"evidence": ["IA-2"],
		"review": ["IA-4"],
	}
	assert [stage.count for stage in stages] == [3, 5, 4, 1]
	assert stages[1].args == (1,)


def test_an_empty_plan():
	assert [(stage.count, stage.stop, stage.detail) for stage in flow([], [])] == [(0, (), "")] * 4


def test_references_stand_as_a_report_counts():
	references = ["10", "2", "", "1.10", "1.2", "A1"]
	assert [references[at] for at in in_order(references)] == ["1.2", "1.10", "2", "10", "A1", ""]


@given(st.lists(st.text(max_size=10)))
def test_every_reference_keeps_a_place(references):
	assert sorted(in_order(references)) == list(range(len(references)))
