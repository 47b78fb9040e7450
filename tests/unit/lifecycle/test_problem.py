"""How a rule says no: messages that are whole, in any language, for every problem there is."""

import ast
import re
import string
from collections import defaultdict
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from improvement_actions import lifecycle
from improvement_actions.lifecycle import (
	concerns,
	digest,
	edits,
	escalation,
	evidence,
	files,
	gates,
	hierarchy,
	independence,
	merging,
	origin,
	pilots,
	progress,
	readings,
	recognition,
	record_types,
	review_tier,
	reviews,
	revision,
	schedule,
	sources,
	trajectory,
	uploads,
	values,
	working_days,
)
from improvement_actions.lifecycle.gates import Owner, Verification
from improvement_actions.lifecycle.problem import Field, Phrase, Problem, Term, fields, listed
from improvement_actions.lifecycle.status import MOVES, STATUSES

from .examples import OWNER, PAST_OWNER, TODAY, TOMORROW, YESTERDAY, action, facts, law, typed

PACKAGE = Path(lifecycle.__file__).parent
FIELDS_OF_AN_ACTION = {*edits.SET_BY_APP, *edits.DERIVED, *edits.AGREED}

SOURCE = {
	"service": "Beech Court",
	"source_type": "Safeguarding Concern",
	"review_tier": "Local",
	"reference_doctype": "Event",
	"reference_name": "EV2",
}


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
	found = defaultdict(list)
	for before in STATUSES:
		found["edits"] += edits.refused_edits(before, {"priority"}, moving=False, by_manager=False)
		found["edits"] += edits.refused_edits(
			before, {"slip_count", "due_date", "action_owner", "title"}, False
		)
		found["edits"] += edits.refused_edits(before, {"title"}, False, by_manager=False, by_owner=False)
		found["edits"] += edits.deletion_problems(before)
		for target in STATUSES:
			found["gates"] += gates.gate_problems(before, target, {}, lacking)
			if target in MOVES[before]:
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
					found["gates"] += gates.gate_problems(before, target, action(**changes), lacking)
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
	found["progress"] += progress.rewritten_progress_problems([OWNER], PAST_OWNER)
	for update in (
		{"percent_complete": 150, "update_date": TOMORROW},
		{"note": "Half done.", "next_milestone": "First audit"},
		{"note": "Half done.", "next_milestone_date": TOMORROW},
		{"note": "Half done.", "next_milestone": "First audit", "next_milestone_date": YESTERDAY},
	):
		found["progress"] += progress.progress_problems("Open", [update], TODAY)
	for course in (
		{"slip_count": 3, "is_aspirational": 1, "stale_from": TODAY, "current_barrier": "No pharmacist"},
		{"slip_count": 1, "stale_from": TODAY, "last_progress_on": YESTERDAY},
		{"next_milestone": "First audit", "next_milestone_date": YESTERDAY},
		{"next_milestone": "First audit", "next_milestone_date": TOMORROW, "due_date": TODAY},
	):
		found["trajectory"] += trajectory.marks({"status": "In Progress", **course}, TODAY)
	for value in ("", "many", 1e12, -1.0, 101.0):
		for day in ("", "soon", TOMORROW, "0202-03-01"):
			row = {"reading_date": day, "value": value, "sample_size": -1, "evidence": "IE-2"}
			fresh = {1: readings.as_sent(row)}
			found["readings"] += readings.reading_problems(fresh, TODAY, {"IE-1"}, "IA-1")
			found["readings"] += readings.unlikely(fresh, "%", 78, 95)
	found["readings"] += readings.indicator_problems("", [readings.as_sent({})], True)
	found["readings"] += readings.evidence_value_problems("IE-1", 0)
	found["readings"] += readings.still_read_problems("IE-1", ["IA-1"])
	found["gates"] += gates.kept_problems("Completed", action(), action(readings=[]), facts())
	for reviewed_on in (YESTERDAY, TOMORROW):
		review = {"review_type": "Verification", "reviewed_on": reviewed_on}
		found["reviews"] += reviews.recording_problems(review, "Open", TODAY, TODAY)
	for status in STATUSES:
		for new_due_date in (None, YESTERDAY, TODAY):
			later = {"IA-2": TOMORROW}
			found["revision"] += revision.reschedule_problems(status, TODAY, new_due_date, "", TODAY, later)
		found["revision"] += revision.reassign_problems(status, OWNER, OWNER, Owner(), "")
		found["progress"] += progress.progress_problems(status, [{"note": ""}], TODAY)
	found["merging"] += merging.merge_problems(
		{**SOURCE, "name": "IS-1", "service": "Ash Grove", "reference_name": "EV1"},
		{**SOURCE, "name": "IS-2", "source_type": "Incident"},
		["IA-1", "IA-2"],
		always_formal=True,
	)
	found["origin"] += origin.incomplete_problems({"occurred_on": TOMORROW}, TODAY)
	found["origin"] += origin.taken_problems("Event", "EV1", ["IS-1"])
	nothing = record_types.RecordType(True, True, True, True, True, {"idx": record_types.Field("No", "Int")})
	rows = [
		{"document_type": "Everything", **dict.fromkeys(record_types.KINDS, fieldname)}
		for fieldname in ("idx", "gone")
	]
	found["record_types"] += record_types.table_problems(
		[*rows, {"document_type": "Gone"}],
		{"Everything": nothing, "Gone": record_types.RecordType(exists=False)},
	)
	found["schedule"] += [*schedule.parse_intervals("soon")[1], *schedule.hour_problems(24)]
	found["escalation"] += escalation.table_problems(
		[{"days_overdue": 0, "escalate_to": kind} for kind in ("Role", "Address", "Owner", "Owner")]
	)
	met = {"escalate_to": escalation.MEETING, "governance_review": "GR-1", "reason": "Visit before Friday."}
	for told in (
		{"escalated_to": OWNER, **met},
		{"escalated_to": OWNER, "person_name": "Ruth Okafor", "instead_of_name": "Sam Reed"},
		{"escalated_to_role": "Improvement Governance", "service": "Alder House"},
		{"escalated_to_address": "board@example.org"},
	):
		for result in (escalation.ESCALATED, escalation.SAME_PERSON, escalation.NOBODY_FOUND):
			row = {"escalate_to": escalation.OWNER, "days_overdue": 7, "escalated_on": TODAY, **told}
			found["escalation"].append(escalation.said({**row, "result": result}, {}))
	for known in ((), ("England 2026",)):
		found["working_days"] += working_days.list_problems("Wales 2026", known)
	found["digest"] += said_in_digests()
	found["files"] += files.parse_file_types("pdf, not/a type")[1]
	for name, shown in (("audit.exe", None), ("audit", None), ("audit.pdf", "html")):
		found["files"] += files.file_problems(name, shown, ["pdf"])
	for kind in (values.TEXT, values.NUMBER, values.WHOLE, values.DATE, values.MOMENT):
		field = values.Field("note", "Note", kind, max_characters=3)
		for value in ([], "31-02-2026", "1e300", "12.5", "nan"):
			found["values"] += values.value_problems(field, value)
	year_one = values.Field("due_date", "Due Date", values.DATE)
	found["values"] += values.value_problems(year_one, date(1, 1, 1))
	found["values"] += [values.structure_problem("Note", "note"), values.rows_problem("Readings", "readings")]
	found["uploads"] += [*uploads.decoded("#", "")[1], *uploads.content_problems(b"", "audit.pdf")]
	half = {"occurred_on": TOMORROW, "reference_doctype": "Issue", "external_id": "<" * 141}
	found["sources"] += sources.source_problems({**half, "service": "Alder House"}, TODAY, True)
	for holder, spelled in ((None, None), ("IS-1", "INC-7"), ("IS-1", "inc-7")):
		found["sources"].append(sources.taken_id_problem("INC-7", holder, spelled))

	found["pilots"] += pilots.link_problems("IA-1", "Pilot", "IA-1", "Pilot", "Open")
	found["pilots"] += pilots.link_problems("IA-2", "Pilot", "IA-1", "Full Change", "Cancelled")
	found["pilots"] += pilots.opening_problems("IA-1", "In Progress")
	found["pilots"] += pilots.approach_problems("Full Change", {"IA-2", "IA-3"})
	found["pilots"] += pilots.roll_out_problems("Full Change", "Open")
	found["recognition"] += recognition.thanking_problems("Open", False, "", (), {}, {})
	crowd = [recognition.Person(user=OWNER)] * (recognition.MOST_PEOPLE + 1)
	found["recognition"] += recognition.thanking_problems("Closed", True, "Thanks", crowd, {}, {OWNER: "Ana"})
	for what in ("", "x" * 4001, "www.a www.b www.c"):
		wrong = {"service": "Nowhere", "relation": "Nobody", "what": what, "wants_answer": "1"}
		found["concerns"] += concerns.read({**wrong, "occurred_on": "x", "name": "x" * 141}, (), TODAY)[1]
		found["concerns"] += concerns.read(
			{**wrong, "occurred_on": "2199-01-01", "name": "www.x"}, (), TODAY
		)[1]
	return found


def said_in_digests() -> list:
	"""Return everything that a digest and a weekly summary can say."""
	day = digest.Day(TODAY, TODAY)
	said = []
	for due in (YESTERDAY, TODAY, TOMORROW):
		item = digest.Item(
			"IA-1",
			"Checks at handover",
			"High",
			level=2,
			day=due,
			due_date=due,
			since=TODAY,
			slips=3,
			aspirational=True,
			owner=OWNER,
			about="Audit",
		)
		built = digest.build(
			{
				section.key: digest.Found([replace(item, action=f"IA-{section.key}")], 1)
				for section in digest.SECTIONS
			},
			day,
		)
		said += [*built.counts, *(mark for part in built.parts for line in part.lines for mark in line.marks)]
		for section in digest.SECTIONS:
			said += digest.build({section.key: digest.Found([item], 1)}, day).counts
	return said + digest.summarise([digest.ServiceWeek("Alder House", open=3, overdue=1)], [], day).counts


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


def leaves(argument):
	"""Return the single values in an argument of a problem: those of a list, or of a phrase, one by one."""
	if isinstance(argument, Phrase):
		return leaves(argument.args)
	return [leaf for one in argument for leaf in leaves(one)] if isinstance(argument, tuple) else [argument]


def welsh(text: str) -> str:
	"""A translation has the same placeholders, in whatever order its grammar needs."""
	names = sorted(placeholders(text), reverse=True)
	return "Cyfieithiad: " + " ".join(f"{{{name}}}" for name in names) if names else f"Cymraeg {text}"


@pytest.mark.parametrize("problem", ALL, ids=named)
def test_every_message_is_whole_in_another_language(problem):
	told = problem.translated(welsh, show=lambda value: f"[{value}]")
	assert told.startswith(("Cyfieithiad: ", "Cymraeg ")) and not re.search(r"\{\w*\}", told)
	assert not problem.mend or told.endswith(f" Cymraeg {problem.mend}")
	for leaf in leaves(problem.args):
		if isinstance(leaf, Term):
			assert f"Cymraeg {leaf.text}" in told
		elif isinstance(leaf, date | Field):
			assert f"[{leaf}]" in told
		else:
			assert str(leaf) in told


@pytest.mark.parametrize("problem", ALL, ids=named)
def test_no_argument_is_a_text_that_its_reader_would_want_otherwise(problem):
	"""A date, a status or a field that the rule turns into text can no longer be shown in the reader's own way."""
	for leaf in leaves(problem.args):
		text = leaf if isinstance(leaf, str) else ""
		assert not re.search(r"\d{4}-\d{2}-\d{2}", text)
		assert text not in (*STATUSES, *FIELDS_OF_AN_ACTION)


def test_arguments_are_shown_as_their_reader_wants_them():
	due = Phrase("{0} ({1})", ("IA-2", date(2026, 3, 2)))
	problem = Problem(
		"code", None, "{0} is {1}: {2}.", (fields(("unit", "due_date")), Term("Open"), (due, due))
	)
	assert problem.message == "unit, due_date is Open: IA-2 (2026-03-02), IA-2 (2026-03-02)."
	told = problem.translated(
		lambda text: {"Open": "Ar agor"}.get(text, text), lambda value: str(value).title()
	)
	assert told == "Unit, Due_Date is Ar agor: IA-2 (2026-03-02), IA-2 (2026-03-02)."
	assert Problem("code", None, "{0}.", (Term(""),)).message == "."


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
