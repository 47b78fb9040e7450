"""How a rule says no: messages that are whole, in any language, for every problem there is."""

import ast
import re
import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from improvement_actions import lifecycle
from improvement_actions.lifecycle import (
	edits,
	evidence,
	files,
	gates,
	hierarchy,
	independence,
	review_tier,
	reviews,
	revision,
	schedule,
	values,
)
from improvement_actions.lifecycle.gates import Owner, Verification
from improvement_actions.lifecycle.problem import Problem, listed
from improvement_actions.lifecycle.status import MOVES, STATUSES

from .examples import OWNER, PAST_OWNER, TODAY, TOMORROW, YESTERDAY, action, facts, law, typed

PACKAGE = Path(lifecycle.__file__).parent


def provoked() -> dict[str, list[Problem]]:
	"""Return every problem that the rules can find, by the module that finds it."""
	lacking = facts(
		actor="Guest",
		actor_is_manager=False,
		evidence=(),
		sub_actions={"IA-2": "Open"},
		needs_root_cause=True,
		verification=None,
		rules=gates.Rules(),
	)
	found = {
		name: []
		for name in (
			"edits",
			"evidence",
			"files",
			"gates",
			"hierarchy",
			"independence",
			"review_tier",
			"reviews",
			"revision",
			"schedule",
			"values",
		)
	}
	for origin in STATUSES:
		found["edits"] += edits.refused_edits(origin, {"priority"}, moving=False, by_manager=False)
		found["edits"] += edits.refused_edits(
			origin, {"slip_count", "due_date", "action_owner", "title"}, False
		)
		found["edits"] += edits.refused_edits(origin, {"title"}, False, by_manager=False, by_owner=False)
		found["edits"] += edits.deletion_problems(origin)
		for target in STATUSES:
			found["gates"] += gates.gate_problems(origin, target, {}, lacking)
			if target in MOVES[origin]:
				for changes in (
					{
						"action_owner": "Guest",
						"due_date": YESTERDAY,
						"baseline_value": None,
						"target_value": None,
					},
					{"priority": "Low", "baseline_value": 5.0, "target_value": 5.0, "readings": []},
					{
						"direction": "Decrease",
						"change_to_practice": "Training delivered.",
						"closure_test": "",
					},
					{"title": "Improve it", "description": "", "closure_test": "Review", "indicator": ""},
				):
					found["gates"] += gates.gate_problems(origin, target, action(**changes), lacking)
	for owner in (Owner(exists=False), Owner(enabled=False), Owner(is_external=True)):
		found["gates"] += gates.owner_problems(OWNER, owner)
	slipped = facts(verification=Verification(OWNER, "Not Embedded"))
	found["gates"] += gates.gate_problems("Completed", "Closed", action(), slipped)

	linked = {"evidence_date": TOMORROW, "valid_until": TODAY, "attachment": "https://example.org/audit.pdf"}
	found["evidence"] += evidence.evidence_problems(linked, TODAY)
	found["evidence"] += evidence.evidence_problems({"reference_doctype": "ToDo"}, TODAY)
	found["evidence"] += evidence.demonstration_problems("Training Record", "Change", "Completion", False)
	found["evidence"] += evidence.action_problems({"IA-1": "Closed"}, ["IA-2", "IA-3"])

	found["hierarchy"] += hierarchy.parent_problems(
		"IA-1", "IA-1", TOMORROW, TODAY, "Closed", lambda name: None
	)
	found["hierarchy"] += hierarchy.later_sub_action_problems("due_date", TODAY, {"IA-2": TOMORROW})
	for verifier in (None, "Guest", OWNER, PAST_OWNER):
		found["independence"] += independence.verifier_problems(verifier, OWNER, {PAST_OWNER})
	found["review_tier"] += review_tier.tier_reasons(
		{
			"source_type": "Incident",
			"harm_level": "Death",
			"people_affected": 9,
			"is_safeguarding": 1,
			"is_notifiable": 1,
		},
		9,
		review_tier.Thresholds(always=True),
	)
	found["revision"] += revision.rewritten_progress_problems([OWNER], PAST_OWNER)
	found["revision"] += revision.progress_problems("Open", ["Half done"], [150])
	found["gates"] += gates.kept_problems("Completed", action(), action(readings=[]), facts())
	for reviewed_on in (YESTERDAY, TOMORROW):
		review = {"review_type": "Verification", "reviewed_on": reviewed_on}
		found["reviews"] += reviews.recording_problems(review, "Open", TODAY, TODAY)
	for status in STATUSES:
		for new_due_date in (None, YESTERDAY, TODAY):
			later = {"IA-2": TOMORROW}
			found["revision"] += revision.reschedule_problems(status, TODAY, new_due_date, "", TODAY, later)
		found["revision"] += revision.reassign_problems(status, OWNER, OWNER, Owner(), "")
		found["revision"] += revision.progress_problems(status, [""])
	found["schedule"] += schedule.parse_intervals("soon")[1]

	for name, content in (("audit.exe", None), ("audit", None), ("audit.pdf", "exe")):
		found["files"] += files.file_problems(name, content, ["pdf"])
	found["files"] += files.parse_file_types("p*f")[1]
	for kind in (values.TEXT, values.NUMBER, values.WHOLE, values.DATE):
		field = values.Field("due_date", "Due Date", kind, max_characters=5, max_bytes=5)
		for value in ([], "too long", 10**13, "0001-01-01", "2.5"):
			found["values"] += values.value_problems(field, value)
	found["values"].append(values.rows_problem("Readings", "readings"))
	return found


PROVOKED = provoked()
ALL = sorted({problem for problems in PROVOKED.values() for problem in problems}, key=repr)


def codes_in(module: str) -> set[str]:
	"""Return the codes that the source of `module` mentions: the first argument of each `Problem`."""
	calls = [
		node
		for node in ast.walk(ast.parse((PACKAGE / f"{module}.py").read_text()))
		if isinstance(node, ast.Call)
	]
	made = [call for call in calls if getattr(call.func, "id", "") == "Problem"]
	return {call.args[0].value for call in made if isinstance(call.args[0], ast.Constant)}


@pytest.mark.parametrize("module", PROVOKED)
def test_every_problem_there_is_has_been_provoked(module):
	assert codes_in(module) <= {problem.code for problem in PROVOKED[module]}


def test_no_other_module_finds_problems():
	finding = {path.stem for path in PACKAGE.glob("*.py") if codes_in(path.stem)}
	assert finding == set(PROVOKED)


def placeholders(template: str) -> set[str]:
	return {
		name for _text, name, _spec, _conversion in string.Formatter().parse(template) if name is not None
	}


def named(problem):
	return f"{problem.code}-{problem.field}"


@pytest.mark.parametrize("problem", ALL, ids=named)
def test_every_message_is_whole(problem):
	assert placeholders(problem.template) == {str(index) for index in range(len(problem.args))}
	assert not re.search(r"\{\w*\}", problem.message)
	assert "None" not in problem.message
	assert problem.message.isprintable() and problem.message == problem.message.strip()


@pytest.mark.parametrize("problem", ALL, ids=named)
def test_every_message_is_whole_in_another_language(problem):
	"""A translation has the same placeholders, in whatever order its grammar needs."""
	heard = []

	def welsh(text):
		heard.append(text)
		return "Cyfieithiad: " + " ".join(f"{{{name}}}" for name in sorted(placeholders(text), reverse=True))

	told = problem.translated(welsh)
	assert heard == [problem.template, *filter(None, [problem.mend])]
	assert told.startswith("Cyfieithiad: ") and not re.search(r"\{\w*\}", told)
	assert all(str(argument) in told for argument in problem.args)


@pytest.mark.parametrize("problem", ALL, ids=named)
def test_every_problem_tells_programs_what_it_is_and_where(problem):
	assert re.fullmatch(r"[a-z]+(_[a-z]+)*", problem.code)
	assert problem.field is None or re.fullmatch(r"[a-z]+(_[a-z]+)*", problem.field)


@law
@given(arguments=st.tuples(typed, typed), mend=st.just("") | st.text(alphabet="{}0 ab"))
def test_what_people_typed_is_never_taken_for_a_placeholder(arguments, mend):
	told = Problem("code", None, "{0} meets {1}.", arguments, mend).message
	assert told == f"{arguments[0]} meets {arguments[1]}." + (f" {mend}" if mend else "")


def test_the_message_is_the_english_one():
	assert Problem("no_due_date", "due_date", "Set a due date.").message == "Set a due date."
	assert Problem("no_time", None, "No time.", (), "Say when.").message == "No time. Say when."


def test_a_list_in_a_sentence():
	assert listed([]) == ""
	assert listed(["Open"]) == "Open"
	assert listed(status for status in ("Open", "Closed")) == "Open, Closed"
