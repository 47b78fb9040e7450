"""What becomes of each row of a report: nothing is lost, nothing lands twice, and every reason is said."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from improvement_actions.lifecycle.findings.cells import action_key, quote_key
from improvement_actions.lifecycle.findings.judging import (
	ACTION,
	ALREADY,
	BAD,
	FINDING,
	OUTCOMES,
	Finding,
	Known,
	counts,
	judge,
)
from improvement_actions.lifecycle.findings.persons import Directory, Person
from improvement_actions.lifecycle.findings.standards import Standard, Standards
from improvement_actions.lifecycle.findings.tables import Row

TODAY = date(2026, 11, 22)
FIELDS = ("reference", "quote", "standards", "theme", "action", "action_owner", "due_date", "priority")
STANDARDS = Standards(
	(
		Standard("CQC Regulation 12", "Regulation", "Regulation 12", "Safe care and treatment"),
		Standard("CQC Regulation 17", "Regulation", "Regulation 17", "Good governance"),
	)
)
PEOPLE = Directory((Person("helen@example.org", "Helen Marsh"),))
KNOWN = Known(today=TODAY, standards=STANDARDS, directory=PEOPLE, occurred_on=date(2026, 10, 5))
IN_PLAN = Finding("Six of nine charts had gaps.", "3.1", "IS-1", actions={action_key("Check at handover")})


def rows(*lines) -> list[Row]:
	return [
		Row(number, tuple(line) + ("",) * (len(FIELDS) - len(line))) for number, line in enumerate(lines, 2)
	]


def judged(*lines, known: Known = KNOWN):
	return judge(rows(*lines), FIELDS, known)


def outcomes(found) -> list[str]:
	return [one.outcome for one in found]


def codes(one) -> list[str]:
	return [problem.code for problem in one.problems]


def notices(one) -> list[str]:
	return [notice.code for notice in one.notices]


def test_rows_with_one_reference_are_one_finding_with_several_actions():
	first, second = judged(
		("3.1", "Six of nine charts had gaps.", "Reg 12", "Medicines", "Check at handover", "Helen Marsh", "31/03/2027"),
		("3.1", "", "Reg 17", "", "Audit every month", "Helen Marsh", "30/04/2027"),
	)  # fmt: skip
	assert (first.outcome, second.outcome) == (FINDING, ACTION)
	assert second.finding is first.finding
	assert first.finding.values["standards"] == ("CQC Regulation 12", "CQC Regulation 17")
	assert second.values["due_date"] == date(2027, 4, 30)
	assert counts([first, second]) == {FINDING: 1, ACTION: 1, ALREADY: 0, BAD: 0, "actions": 2}


def test_the_same_words_are_the_same_finding_whatever_their_marks_and_letter_case():
	found = judged(
		("", "Six of nine charts had gaps.", "", "", "One"),
		("", "SIX of nine charts\nhad gaps", "", "", "Two"),
	)
	assert outcomes(found) == [FINDING, ACTION]


def test_a_finding_without_an_action_lands_and_is_told():
	(one,) = judged(("3.1", "Six of nine charts had gaps."))
	assert one.outcome == FINDING
	assert notices(one) == ["no_action"]


def test_every_reason_is_said_at_once():
	(one,) = judged(("3.1", "", "Regulation 99", "", "Check", "Nobody", "31/02/2027", "whenever"))
	assert one.outcome == BAD
	assert sorted(codes(one)) == [
		"no_quote",
		"not_a_date",
		"owner_unknown",
		"unknown_priority",
		"unknown_standard",
	]
	assert [problem.field for problem in one.problems if problem.code == "unknown_standard"] == ["standards"]


def test_an_action_is_not_due_in_the_past_and_a_finding_is_not_of_tomorrow():
	assert codes(judged(("1", "Gaps", "", "", "Check", "", "21/11/2026"))[0]) == ["due_date_past"]
	assert codes(judged(("1", "Gaps", "", "", "Check", "", "22/11/2026"))[0]) == []
	(one,) = judge([Row(2, ("Gaps", "23/11/2026"))], ("quote", "occurred_on"), KNOWN)
	assert codes(one) == ["future"]


def test_an_owner_or_a_date_without_an_action_is_not_lost():
	(one,) = judged(("1", "Gaps", "", "", "", "Helen Marsh", "31/03/2027"))
	assert codes(one) == ["no_action_text"]
	(one,) = judged(("1", "Gaps", "", "", "-", "", "", "High"))
	assert (one.outcome, notices(one)) == (FINDING, ["priority_without_action", "no_action"])


def test_what_is_too_long_is_refused_and_not_cut():
	assert codes(judged(("1", "Gaps", "", "t" * 141))[0]) == ["too_long"]
	assert codes(judged(("1", "é" * 40_000))[0]) == ["too_long"]
	assert codes(judged(("1", "Gaps", "", "", "Check " * 100))[0]) == []


def test_a_row_that_is_there_twice_is_refused_once():
	line = ("3.1", "Six of nine charts had gaps.", "Reg 12", "", "Check at handover")
	found = judged(line, line)
	assert outcomes(found) == [FINDING, BAD]
	assert codes(found[1]) == ["duplicate_row"]
	assert "row 2" in found[1].problems[0].message


def test_one_reference_is_not_two_findings_nor_one_finding_two_references():
	found = judged(
		("3.1", "Six of nine charts had gaps."),
		("3.1", "Staff were not supervised."),
		("3.2", "Six of nine charts had gaps."),
	)
	assert outcomes(found) == [FINDING, BAD, BAD]
	assert [codes(one) for one in found[1:]] == [["reference_taken"], ["quote_taken"]]


def test_what_the_plan_has_already_is_neither_made_again_nor_refused():
	known = Known(**{**KNOWN.__dict__, "findings": (IN_PLAN,)})
	found = judged(
		("3.1", "Six of nine charts had gaps.", "", "", "Check at handover", "Somebody Gone", "01/01/2020"),
		("3.1", "Six of nine charts had gaps."),
		("3.1", "", "", "", "Audit every month"),
		("3.1", "Staff were not supervised."),
		("3.2", "Six of nine charts had gaps."),
		known=known,
	)
	assert outcomes(found) == [ALREADY, ALREADY, ACTION, BAD, BAD]
	assert found[2].finding.name == "IS-1"
	assert all("IS-1" in one.problems[0].message for one in found[3:])
	assert IN_PLAN.actions == {action_key("Check at handover")}


def test_a_long_action_is_known_again_by_the_text_that_keeps_it():
	action = (
		"Every senior checks the charts at each handover, and writes down on the sheet at the office door which of them had gaps. "
		* 2
	)
	known = Known(
		**{
			**KNOWN.__dict__,
			"findings": (
				Finding(
					"Gaps",
					"1",
					"IS-1",
					actions={"every senior"},
					long_actions=(action_key(action + "\n\nIn steps"),),
				),
			),
		}
	)
	assert outcomes(judged(("1", "", "", "", action), known=known)) == [ALREADY]
	assert outcomes(judged(("1", "", "", "", action + " And more"), known=known)) == [ACTION]


def test_further_rows_of_a_finding_that_cannot_land_say_which_row_is_at_fault():
	found = judged(("3.1", "Gaps", "", "", "Check", "Nobody"), ("3.1", "", "", "", "Audit", "Helen Marsh"))
	assert outcomes(found) == [BAD, BAD]
	assert codes(found[1]) == ["finding_not_imported"]
	assert "row 2" in found[1].problems[0].message


def test_the_finding_lands_with_the_first_good_row_that_has_it():
	found = judged(
		("3.1", "Gaps", "", "", "Check", "Nobody"), ("3.1", "Gaps", "", "", "Audit", "Helen Marsh")
	)
	assert outcomes(found) == [BAD, FINDING]


def test_what_the_wording_check_says_is_a_remark_and_holds_nothing_up():
	asked = []

	def review(values):
		asked.append(values["action"])
		return []

	known = Known(**{**KNOWN.__dict__, "review": review, "target_date": date(2027, 3, 1)})
	one, _bad = judged(
		("1", "Gaps", "", "", "Improve recording", "", "31/03/2027"), ("2", "", "", "", "x"), known=known
	)
	assert asked == ["Improve recording"]
	assert notices(one) == ["incomplete_action", "due_after_plan"]


def test_a_regulation_that_the_finding_names_is_linked():
	(one,) = judged(("1", "This was a breach of Regulation 12 (Safe care and treatment)."))
	assert one.values["standards"] == ("CQC Regulation 12",)
	assert "standard_mentioned" in notices(one)


CELL = st.one_of(
	st.text(max_size=30),
	st.sampled_from(
		["", "3.1", "3.2", "Gaps", "Helen Marsh", "31/03/2027", "01/01/2020", "Reg 12", "High", "Check"]
	),
	st.dates(),
)
LINES = st.lists(st.lists(CELL, min_size=len(FIELDS), max_size=len(FIELDS)), max_size=12)
FINDINGS = st.lists(
	st.builds(
		Finding,
		quote=st.sampled_from(["Gaps", "Six of nine charts had gaps.", ""]),
		reference=st.sampled_from(["", "3.1", "3.2"]),
		name=st.sampled_from(["IS-1", "IS-2"]),
		actions=st.sets(st.sampled_from(["check", "audit"])),
	),
	max_size=3,
)


@given(LINES, FINDINGS)
def test_nothing_is_lost_and_every_row_that_does_not_land_says_why(lines, findings):
	sent = [Row(number, tuple(line)) for number, line in enumerate(lines, 2)]
	found = judge(sent, FIELDS, Known(**{**KNOWN.__dict__, "findings": tuple(findings)}))
	assert [one.row for one in found] == sent
	tally = counts(found)
	assert sum(tally[outcome] for outcome in OUTCOMES) == len(sent)
	for one in found:
		assert bool(one.problems) == (one.outcome == BAD)
		assert (one.finding is None) == (one.outcome == BAD)
		assert all(problem.message for problem in (*one.problems, *one.notices))
		if one.outcome == ACTION:
			assert one.values["action"]


@given(LINES)
def test_importing_the_same_rows_again_makes_nothing(lines):
	"""What landed is there the second time, and nothing of it is made again."""
	sent = [Row(number, tuple(line)) for number, line in enumerate(lines, 2)]
	first = judge(sent, FIELDS, KNOWN)
	made: dict[int, Finding] = {}
	for one in first:
		if one.outcome == FINDING:
			made[id(one.finding)] = Finding(one.finding.quote, one.finding.reference, f"IS-{one.row.number}")
	for one in first:
		if one.has_action:
			made[id(one.finding)].actions.add(action_key(one.values["action"]))
	again = judge(sent, FIELDS, Known(**{**KNOWN.__dict__, "findings": tuple(made.values())}))
	for before, after in zip(first, again, strict=True):
		if before.outcome in (FINDING, ACTION):
			assert after.outcome == ALREADY
		assert after.outcome not in (FINDING,) or not quote_key(after.finding.quote)


def test_the_rules_do_not_change_what_the_plan_has():
	known = Known(**{**KNOWN.__dict__, "findings": (IN_PLAN,)})
	judged(("3.1", "", "", "", "Something new"), known=known)
	assert IN_PLAN.actions == {action_key("Check at handover")}
