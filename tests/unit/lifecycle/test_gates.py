"""The gate table: every move between statuses, what it asks for, and that a refusal names all that is missing."""

from dataclasses import dataclass, field, replace
from itertools import product
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from improvement_actions.lifecycle import gates, specificity
from improvement_actions.lifecycle.gates import (
	Evidence,
	Owner,
	Rules,
	Verification,
	evidence_problems,
	gate_problems,
	indicator_problems,
	owner_problems,
)
from improvement_actions.lifecycle.specificity import Finding
from improvement_actions.lifecycle.status import STATUSES

from .examples import (
	ANY_WORDING,
	BLANK,
	MANAGER,
	OWNER,
	PAST_OWNER,
	TODAY,
	TOMORROW,
	VERIFIER,
	YESTERDAY,
	action,
	codes,
	days,
	facts,
	law,
	maybe_days,
	numbers,
	typed,
)

# Which moves there are. Rows: from; columns: to, in the same order; x: there is such a move.
MOVES = """
	            Draft  Open  In Progress  Completed  Closed  Cancelled
	Draft         .     x         .           .        .         x
	Open          .     .         x           .        .         x
	In Progress   .     .         .           x        .         x
	Completed     .     .         x           .        x         .
	Closed        .     .         x           .        .         .
	Cancelled     .     .         .           .        .         .
"""
MARKS = [line.split()[-len(STATUSES) :] for line in MOVES.strip().splitlines()[1:]]
PAIRS = {
	(origin, target): MARKS[row][column] == "x"
	for row, origin in enumerate(STATUSES)
	for column, target in enumerate(STATUSES)
}
ALLOWED = [pair for pair, allowed in PAIRS.items() if allowed]
REFUSED = [pair for pair, allowed in PAIRS.items() if not allowed]


def as_arrow(pair):
	return " -> ".join(pair)


def test_the_table_covers_all_pairs():
	assert len(PAIRS) == 36 and len(ALLOWED) == 9 and len(REFUSED) == 27


@pytest.mark.parametrize("pair", ALLOWED, ids=as_arrow)
def test_a_move_that_exists_is_open_to_an_action_that_lacks_nothing(pair):
	assert gate_problems(*pair, action(), facts()) == []


@pytest.mark.parametrize("pair", REFUSED, ids=as_arrow)
def test_a_move_that_does_not_exist_is_refused_though_nothing_is_missing(pair):
	origin, target = pair
	(problem,) = gate_problems(origin, target, action(), facts())
	assert (problem.code, problem.field) == ("no_such_move", "status")
	if origin == "Cancelled":
		assert problem.message.startswith("An action that is Cancelled stays so.")
	else:
		told, possible = problem.message.split(f" From {origin} it can go to: ")
		assert told == f"An action cannot go from {origin} to {target}."
		assert sorted(possible.rstrip(".").split(", ")) == sorted(
			to for start, to in ALLOWED if start == origin
		)


@pytest.mark.parametrize("pair", REFUSED, ids=as_arrow)
def test_a_move_that_does_not_exist_names_nothing_else(pair):
	assert codes(gate_problems(*pair, {}, facts())) == {"no_such_move"}


@pytest.mark.parametrize(
	("origin", "target"), [("Paused", "Open"), ("Open", "Paused"), ("", "Open"), ("open", "In Progress")]
)
def test_a_status_that_does_not_exist_leads_nowhere(origin, target):
	assert codes(gate_problems(origin, target, action(), facts())) == {"no_such_move"}


@pytest.mark.parametrize("action_fields", [{}, action()], ids=["empty", "full"])
def test_starting_work_asks_for_nothing(action_fields):
	assert gate_problems("Open", "In Progress", action_fields, facts(actor=OWNER, evidence=())) == []


# What can be missing at each gate. One thing can be missing in several ways; the ways of different things go together.


@dataclass(frozen=True)
class Missing:
	code: str
	action: dict = field(default_factory=dict)
	facts: dict = field(default_factory=dict)

	def __str__(self):
		return f"{self.code}: {self.action or ''}{self.facts or ''}"


def without(code, fieldname, values=(None, "")):
	return [Missing(code, {fieldname: value}) for value in values]


def about_owner(code, **known):
	return Missing(code, facts={"owner": Owner(**known)})


VAGUE = Finding("vague_wording", "error", "Vague.", "title", "Say what will be different.", "Vague.")
COMPLETION = Finding("completion_only", "error", "Done.", "change_to_practice", "Say what changed.", "Done.")
BLOCKED = {"rules": Rules()}

OPENING = {
	"source": without("no_source", "source"),
	"owner": [
		*without("no_owner", "action_owner"),
		*without("owner_not_a_person", "action_owner", ["Administrator", "Guest", "administrator", "GUEST "]),
		about_owner("owner_not_a_person", is_shared=True),
		about_owner("owner_unknown", exists=False),
		about_owner("owner_disabled", enabled=False),
	],
	"due date": [
		Missing("no_due_date", {"due_date": None}),
		Missing("due_date_past", {"due_date": YESTERDAY}),
	],
	"priority": without("no_priority", "priority"),
	"closure test": without("no_closure_test", "closure_test", BLANK),
	"indicator": [
		*without("no_indicator", "indicator", BLANK),
		Missing("no_indicator", {"indicator": None, "no_indicator_reason": "<p></p>"}),
		Missing("no_baseline", {"baseline_value": None}),
		Missing("no_target", {"target_value": None}),
		Missing("no_target", {"baseline_value": 0.0, "target_value": 0.0}),
		Missing("no_target", {"target_value": 78.0}),
		Missing("target_against_direction", {"direction": "Decrease"}),
		Missing("target_against_direction", {"target_value": 12.0}),
	],
	"wording": [Missing("vague_wording", facts=BLOCKED)],
}

COMPLETING = {
	"change to practice": [
		*without("no_change_to_practice", "change_to_practice", BLANK),
		Missing("completion_only", facts=BLOCKED),
	],
	"evidence": [
		Missing("no_evidence_of_change", {"priority": "Critical"}, {"evidence": ()}),
		Missing("no_evidence_of_change", {"priority": "High"}, {"evidence": (Evidence("Completion"),)}),
		Missing(
			"no_evidence_of_change", {"priority": "High"}, {"evidence": (Evidence("Change", YESTERDAY),)}
		),
		Missing("no_evidence", {"priority": "Medium"}, {"evidence": ()}),
		Missing("no_evidence", {"priority": "Low"}, {"evidence": (Evidence("Completion", YESTERDAY),)}),
		Missing("no_evidence", {"priority": None}, {"evidence": ()}),
	],
	"reading": without(
		"no_reading",
		"readings",
		[
			None,
			[],
			[{}],
			[{"reading_date": YESTERDAY, "value": None}],
			[{"reading_date": None, "value": 98.0}],
			[{"reading_date": action()["baseline_date"], "value": 98.0}],
			[{"reading_date": TOMORROW, "value": 98.0}],
		],
	),
	"sub-actions": [
		Missing("open_sub_actions", facts={"sub_actions": {"IA-2026-00002": status}})
		for status in ("Draft", "Open", "In Progress")
	],
	"root cause": [Missing("no_root_cause", facts={"needs_root_cause": True})],
}

CLOSING = {
	"who closes": [
		Missing("self_verification", facts={"actor": who}) for who in (OWNER, PAST_OWNER, OWNER.upper())
	]
	+ [Missing("reviewer_not_a_person", facts={"actor": "Guest"})],
	"verification": [
		Missing("no_verification", facts={"verification": None}),
		Missing("not_embedded", facts={"verification": Verification(VERIFIER, "Partially Embedded")}),
		Missing("not_embedded", facts={"verification": Verification(VERIFIER, "Not Embedded")}),
		Missing("not_embedded", facts={"verification": Verification(VERIFIER, "")}),
		Missing("self_verification", facts={"verification": Verification(OWNER, "Embedded")}),
		Missing("self_verification", facts={"verification": Verification(PAST_OWNER, "Embedded")}),
		Missing("reviewer_not_a_person", facts={"verification": Verification("Administrator", "Embedded")}),
		Missing("no_reviewer", facts={"verification": Verification("", "Embedded")}),
	],
}

RETURNING = {"reason": without("no_reason", "return_reason", BLANK)}
REOPENING = {"reason": without("no_reason", "reopen_reason", BLANK)}
CANCELLING = {
	"reason": without("no_reason", "cancellation_reason", BLANK),
	"manager": [Missing("manager_only", facts={"actor_is_manager": False})],
	"sub-actions": COMPLETING["sub-actions"],
}

GATES = {
	("Draft", "Open"): OPENING,
	("Open", "In Progress"): {},
	("In Progress", "Completed"): COMPLETING,
	("Completed", "Closed"): CLOSING,
	("Completed", "In Progress"): RETURNING,
	("Closed", "In Progress"): REOPENING,
	("Draft", "Cancelled"): CANCELLING,
	("Open", "Cancelled"): CANCELLING,
	("In Progress", "Cancelled"): CANCELLING,
}


def test_every_move_has_its_gate():
	assert set(GATES) == set(ALLOWED)


def refusal(pair, missing):
	"""Return the problems of an action for which exactly `missing` is missing; all wording is bad where it is judged."""
	fields, known = action(), facts()
	for thing in missing:
		fields |= thing.action
		known = replace(known, **thing.facts)
	with (
		patch.object(specificity, "review_action", return_value=[VAGUE]),
		patch.object(specificity, "review_change", return_value=[COMPLETION]),
	):
		return gate_problems(*pair, fields, known)


SINGLE = [
	pytest.param(pair, thing, id=f"{as_arrow(pair)} {thing}")
	for pair, things in GATES.items()
	for ways in things.values()
	for thing in ways
]


@pytest.mark.parametrize(("pair", "thing"), SINGLE)
def test_each_missing_thing_is_refused_with_its_own_name(pair, thing):
	(problem,) = refusal(pair, [thing])
	assert problem.code == thing.code
	assert problem.message.strip().endswith((".", "?"))


@pytest.mark.parametrize("pair", GATES, ids=as_arrow)
def test_everything_missing_at_once_is_named_at_once(pair):
	first_ways = [ways[0] for ways in GATES[pair].values()]
	assert sorted(problem.code for problem in refusal(pair, first_ways)) == sorted(w.code for w in first_ways)


@st.composite
def combinations(draw):
	pair = draw(st.sampled_from(list(GATES)))
	return pair, [way for ways in GATES[pair].values() if (way := draw(st.none() | st.sampled_from(ways)))]


@law
@given(combinations())
def test_any_combination_is_named_in_full_and_nothing_besides(combination):
	pair, missing = combination
	assert codes(refusal(pair, missing)) == {thing.code for thing in missing}


@pytest.mark.parametrize(
	"pair", [("In Progress", "Completed"), ("Completed", "Closed"), ("Open", "Cancelled")], ids=as_arrow
)
def test_every_combination_at_the_smaller_gates(pair):
	for chosen in product(*([None, *ways] for ways in GATES[pair].values())):
		missing = [thing for thing in chosen if thing]
		# The blank texts all take one way through the rule: the first two stand for them here.
		if any(
			value in BLANK[2:]
			for thing in missing
			for value in thing.action.values()
			if isinstance(value, str)
		):
			continue
		assert codes(refusal(pair, missing)) == {thing.code for thing in missing}


def test_several_things_wrong_with_one_problem_code_are_each_named():
	missing = [
		Missing("self_verification", facts={"actor": OWNER}),
		Missing("self_verification", facts={"verification": Verification(PAST_OWNER, "Embedded")}),
	]
	messages = [problem.message for problem in refusal(("Completed", "Closed"), missing)]
	assert len(messages) == 2 and OWNER in messages[0] and PAST_OWNER in messages[1]


def test_one_person_who_verified_and_closes_their_own_work_is_told_once():
	own = facts(actor=OWNER, verification=Verification(OWNER, "Embedded"))
	assert [problem.code for problem in gate_problems("Completed", "Closed", action(), own)] == [
		"self_verification"
	]


def test_all_unfinished_sub_actions_are_named_and_no_finished_one():
	of_every_status = facts(sub_actions={f"IA-{status}": status for status in STATUSES})
	(problem,) = gate_problems("In Progress", "Completed", action(), of_every_status)
	assert problem.message.endswith("first: IA-Draft (Draft), IA-Open (Open), IA-In Progress (In Progress).")


def test_baseline_and_target_are_missed_together():
	both = action(baseline_value=None, target_value=None)
	assert codes(gate_problems("Draft", "Open", both, facts())) == {"no_baseline", "no_target"}


def test_the_message_about_a_root_cause_names_the_source():
	known = facts(needs_root_cause=True)
	(named,) = gate_problems("In Progress", "Completed", action(), known)
	(unnamed,) = gate_problems("In Progress", "Completed", action(source=None), known)
	assert named.message.startswith("IS-2026-00001 needs its root cause first")
	assert unnamed.message.startswith("The source needs its root cause first")


def test_nobody_is_a_manager_unless_it_is_known():
	unknown = gates.Facts(today=TODAY, actor=MANAGER)
	assert codes(gate_problems("Open", "Cancelled", action(), unknown)) == {"manager_only"}


# What is enough


@pytest.mark.parametrize(
	"enough",
	[
		{"due_date": TODAY},
		{"indicator": None, "no_indicator_reason": "A single change to the rota: nothing to count."},
		{"indicator": None, "baseline_value": None, "target_value": None, "no_indicator_reason": "One-off."},
		{"direction": None},
		{"direction": ""},
		{"baseline_value": 0.0},
		{"direction": "Decrease", "baseline_value": 14.0, "target_value": 0.0},
		{"direction": None, "baseline_value": 14.0, "target_value": 0.0},
		{"direction": "Increase", "baseline_value": -3.0, "target_value": -1.0},
	],
	ids=str,
)
def test_enough_to_open(enough):
	assert gate_problems("Draft", "Open", action(**enough), facts()) == []


@pytest.mark.parametrize(
	"enough",
	[
		{"readings": [{"reading_date": TODAY, "value": 0.0}]},
		{"readings": [{"reading_date": YESTERDAY, "value": 5}], "baseline_date": None},
		{"readings": [{}, {"reading_date": TOMORROW, "value": 5}, {"reading_date": TODAY, "value": 5}]},
		{"readings": None, "indicator": None},
		{"readings": [], "indicator": "", "no_indicator_reason": None},
	],
	ids=str,
)
def test_enough_readings_to_complete(enough):
	assert gate_problems("In Progress", "Completed", action(**enough), facts()) == []


@pytest.mark.parametrize("status", ["Completed", "Closed", "Cancelled"])
@pytest.mark.parametrize("pair", [("In Progress", "Completed"), ("In Progress", "Cancelled")], ids=as_arrow)
def test_finished_sub_actions_stand_in_nobodys_way(pair, status):
	assert gate_problems(*pair, action(), facts(sub_actions={"IA-2026-00002": status})) == []


@pytest.mark.parametrize("outcome", ["Not Embedded", "Partially Embedded"])
def test_a_review_that_found_it_not_embedded_is_reason_enough_to_return(outcome):
	found = facts(verification=Verification(VERIFIER, outcome))
	assert gate_problems("Completed", "In Progress", action(return_reason=None), found) == []


@pytest.mark.parametrize("verification", [None, Verification(VERIFIER, "Embedded")])
def test_without_such_a_review_returning_takes_a_reason(verification):
	found = facts(verification=verification)
	assert codes(gate_problems("Completed", "In Progress", action(return_reason=None), found)) == {
		"no_reason"
	}
	assert gate_problems("Completed", "In Progress", action(), found) == []


@pytest.mark.parametrize("actor", [VERIFIER, MANAGER, "Administrator"])
def test_who_may_close(actor):
	"""A console may carry a close out: who reviewed still has to be somebody else than the owner."""
	assert gate_problems("Completed", "Closed", action(), facts(actor=actor)) == []
	own = facts(actor=actor, verification=Verification(OWNER, "Embedded"))
	assert codes(gate_problems("Completed", "Closed", action(), own)) == {"self_verification"}


# Evidence: the level that each priority asks for, and what meets it

HELD = {
	"nothing": (),
	"completion": (Evidence("Completion"),),
	"change": (Evidence("Change"),),
	"both": (Evidence("Completion"), Evidence("Change")),
	"expired change": (Evidence("Change", YESTERDAY),),
	"change until today": (Evidence("Change", TODAY),),
	"completion, expired change": (Evidence("Completion", TOMORROW), Evidence("Change", YESTERDAY)),
}
MEETS = {
	"Change": {"change", "both", "change until today"},
	"Any": {"completion", "change", "both", "change until today", "completion, expired change"},
	"None": set(HELD),
}
REFUSES = {"Change": {"no_evidence_of_change"}, "Any": {"no_evidence"}}


@pytest.mark.parametrize("held", HELD)
@pytest.mark.parametrize("level", MEETS)
@pytest.mark.parametrize("priority", ["Critical", "High", "Medium", "Low"])
def test_evidence_at_the_level_set_for_the_priority(priority, level, held):
	known = facts(evidence=HELD[held], rules=replace(ANY_WORDING, evidence={priority: level}))
	refused = set() if held in MEETS[level] else REFUSES[level]
	assert codes(evidence_problems(priority, known)) == refused
	assert codes(gate_problems("In Progress", "Completed", action(priority=priority), known)) == refused


@pytest.mark.parametrize(
	("priority", "level"),
	[
		("Critical", "Change"),
		("High", "Change"),
		("Medium", "Any"),
		("Low", "Any"),
		(None, "Any"),
		("Odd", "Any"),
	],
)
@pytest.mark.parametrize("held", HELD)
def test_the_levels_unless_an_administrator_sets_others(priority, level, held):
	refused = set() if held in MEETS[level] else REFUSES[level]
	assert codes(evidence_problems(priority, facts(evidence=HELD[held]))) == refused


# Wording: what the settings Off, Warn and Block mean at the gates; the judgement itself is tested with the rule

VAGUE_ACTION = {
	"title": "Improve documentation of consent",
	"description": "",
	"indicator": None,
	"no_indicator_reason": "None applies.",
	"closure_test": "Strengthen governance arrangements",
}


@pytest.mark.parametrize(
	("level", "refused"), [("Off", set()), ("Warn", set()), ("Block", {"vague_wording"})]
)
def test_vague_wording_keeps_an_action_from_opening_where_it_is_blocked(level, refused):
	known = facts(rules=Rules(action_wording=level))
	assert codes(gate_problems("Draft", "Open", action(**VAGUE_ACTION), known)) == refused


@pytest.mark.parametrize(
	("level", "refused"), [("Off", set()), ("Warn", set()), ("Block", {"completion_only"})]
)
def test_completion_is_no_change_where_it_is_blocked(level, refused):
	known = facts(rules=Rules(change_wording=level))
	told = action(change_to_practice="Training delivered to all staff on 15 February")
	assert codes(gate_problems("In Progress", "Completed", told, known)) == refused


@pytest.mark.parametrize("pair", [("Draft", "Open"), ("In Progress", "Completed")], ids=as_arrow)
def test_good_wording_passes_where_it_is_blocked(pair):
	assert gate_problems(*pair, action(), facts(rules=Rules())) == []


@pytest.mark.parametrize("level", [specificity.WARNING, specificity.INFO])
def test_what_only_should_be_mended_stops_nobody(level):
	finding = replace(VAGUE, level=level)
	assert gates.wording_problems([finding]) == []


def test_a_finding_keeps_its_arguments_and_its_advice():
	finding = Finding("vague_wording", "error", "", "title", "Say {more}.", "{0} is vague.", ('"{review}"',))
	(problem,) = gates.wording_problems([finding])
	assert (problem.code, problem.field) == ("vague_wording", "title")
	assert problem.message == '"{review}" is vague. Say {more}.'


# Numbers in messages are written as people write them


@pytest.mark.parametrize(
	("value", "written"),
	[(78.0, "78"), (0.1 + 0.2, "0.3"), (1_000_000.0, "1000000"), (1234567.5, "1234567.5")],
)
def test_numbers_are_written_plainly(value, written):
	(problem,) = indicator_problems({"indicator": "Steps", "baseline_value": value, "target_value": value})
	assert problem.message.endswith(f"both are {written}.")


# Laws


@law
@given(
	st.floats(allow_nan=False),
	st.floats(allow_nan=False),
	st.sampled_from([None, "", "Increase", "Decrease"]),
)
def test_a_measure_is_whole_when_its_target_lies_ahead_of_its_baseline(baseline, target, direction):
	whole = {"Increase": target > baseline, "Decrease": target < baseline}.get(direction, target != baseline)
	measure = {
		"indicator": "Falls",
		"direction": direction,
		"baseline_value": baseline,
		"baseline_date": YESTERDAY,
		"target_value": target,
	}
	assert (indicator_problems(measure) == []) == whole


def test_a_baseline_of_zero_needs_its_date():
	"""A number that was never entered reads as 0 once stored."""
	measure = action(baseline_value=0, baseline_date=None)
	assert codes(indicator_problems(measure)) == {"no_baseline"}
	assert indicator_problems(measure | {"baseline_date": YESTERDAY}) == []


@pytest.mark.parametrize(
	("status", "emptied", "code"),
	[
		("Open", {"closure_test": None}, "no_closure_test"),
		("Open", {"source": None}, "no_source"),
		("In Progress", {"priority": None}, "no_priority"),
		("Open", {"direction": "Decrease"}, "target_against_direction"),
		("Open", {"indicator": None}, "no_indicator"),
		("Completed", {"change_to_practice": None}, "no_change_to_practice"),
		("Completed", {"readings": []}, "no_reading"),
	],
)
def test_what_a_gate_asked_for_is_not_taken_away_behind_it(status, emptied, code):
	unverified = facts(verification=None)
	assert codes(gates.kept_problems(status, action(), action(**emptied), unverified)) == {code}
	assert gates.kept_problems("Draft", action(), action(**emptied), unverified) == []


def test_a_higher_priority_asks_for_its_evidence_at_once():
	shown = facts(verification=None, evidence=(Evidence("Completion"),))
	low, critical = action(priority="Low"), action(priority="Critical")
	assert codes(gates.kept_problems("Completed", low, critical, shown)) == {"no_evidence_of_change"}


def test_what_was_lacking_before_an_edit_does_not_stand_in_its_way():
	overdue = action(due_date=YESTERDAY, closure_test=None)
	assert (
		gates.kept_problems("Open", overdue, overdue | {"lessons_learned": "Ask nights too."}, facts()) == []
	)


def test_what_was_verified_stays_as_it_was_until_it_is_returned():
	reworded = action(change_to_practice="Doses signed for moved from 78% in January to 99% in March.")
	assert codes(gates.kept_problems("Completed", action(), reworded, facts())) == {"verified"}
	assert gates.kept_problems("Completed", action(), reworded, facts(verification=None)) == []
	assert (
		gates.kept_problems("Completed", action(), action(lessons_learned="Ask nights too."), facts()) == []
	)


def test_a_sub_action_that_came_back_holds_its_parent_open():
	assert codes(
		gate_problems("Completed", "Closed", action(), facts(sub_actions={"IA-2": "In Progress"}))
	) == {"open_sub_actions"}


@pytest.mark.parametrize(
	("status", "vague", "rules"),
	[
		(
			"Open",
			{"title": "Additional training", "description": None, "closure_test": None},
			"action_wording",
		),
		("Completed", {"change_to_practice": "Training delivered to all staff."}, "change_wording"),
	],
)
def test_wording_warns_blocks_or_passes_as_the_settings_say(status, vague, rules):
	worded = action(**vague, indicator=None)
	for level, warned in (("Off", False), ("Warn", True), ("Block", False)):
		known = facts(rules=Rules(**{"action_wording": "Off", "change_wording": "Off", rules: level}))
		assert bool(gates.gate_warnings(status, worded, known)) == warned
		origin = {"Open": "Draft", "Completed": "In Progress"}[status]
		refused = codes(gate_problems(origin, status, worded, known))
		assert bool(refused & {"vague_wording", "completion_only"}) == (level == "Block")


users = st.sampled_from([OWNER, PAST_OWNER, VERIFIER, MANAGER, "Administrator", "Guest"]) | typed
text_fields = [name for name, value in action().items() if isinstance(value, str) or value is None]
junk_actions = st.fixed_dictionaries(
	{},
	optional={
		**{name: typed for name in text_fields},
		"action_owner": users,
		"priority": st.sampled_from(["Critical", "High", "Medium", "Low"]) | typed,
		"direction": st.sampled_from(["Increase", "Decrease"]) | typed,
		"due_date": maybe_days,
		"baseline_date": maybe_days,
		"baseline_value": numbers,
		"target_value": numbers,
		"readings": st.none()
		| st.lists(
			st.fixed_dictionaries({}, optional={"reading_date": maybe_days, "value": numbers}), max_size=3
		),
	},
)
outcomes = st.sampled_from(["Embedded", "Partially Embedded", "Not Embedded"]) | typed
junk_facts = st.builds(
	gates.Facts,
	today=days,
	actor=users,
	actor_is_manager=st.booleans(),
	owner=st.builds(Owner, st.booleans(), st.booleans(), st.booleans()),
	past_owners=st.frozensets(users, max_size=3),
	evidence=st.lists(
		st.builds(Evidence, st.sampled_from(["Change", "Completion"]) | typed, maybe_days), max_size=3
	).map(tuple),
	sub_actions=st.dictionaries(typed, st.sampled_from(STATUSES) | typed, max_size=3),
	needs_root_cause=st.booleans(),
	verification=st.none() | st.builds(Verification, users, outcomes, maybe_days),
	rules=st.builds(
		Rules,
		action_wording=st.sampled_from(["Off", "Warn", "Block"]) | typed,
		change_wording=st.sampled_from(["Off", "Warn", "Block"]) | typed,
		evidence=st.dictionaries(
			st.sampled_from(["Critical", "High", "Medium", "Low"]),
			st.sampled_from(["None", "Any", "Change"]) | typed,
		),
	),
)
statuses = st.sampled_from(STATUSES) | typed


@law
@given(st.sampled_from(ALLOWED) | st.tuples(statuses, statuses), junk_actions, junk_facts)
def test_whatever_is_entered_the_answer_is_a_list_of_readable_problems(pair, fields, known):
	for problem in gate_problems(*pair, fields, known):
		assert problem.code and problem.message.strip()


@law
@given(junk_actions, junk_facts, st.sampled_from([str, str.upper, str.title, lambda user: user + " "]))
def test_nobody_closes_their_own_action_whatever_else_is_true(fields, known, spelled):
	owner = fields.get("action_owner") or OWNER
	fields["action_owner"] = owner
	for actor in (owner, *filter(None, known.past_owners)):
		assert gate_problems("Completed", "Closed", fields, replace(known, actor=spelled(actor))) or (
			actor.strip().casefold() == "administrator"
		)


@law
@given(junk_actions, junk_facts, outcomes, st.sampled_from([str, str.upper, str.title]))
def test_no_verification_by_the_owner_closes_an_action_whatever_else_is_true(fields, known, outcome, spelled):
	owner = fields.get("action_owner") or OWNER
	fields["action_owner"] = owner
	for reviewer in (owner, *filter(None, known.past_owners)):
		own = replace(known, verification=Verification(spelled(reviewer), outcome))
		assert gate_problems("Completed", "Closed", fields, own)


@law
@given(users, st.builds(Owner, st.booleans(), st.booleans(), st.booleans()))
def test_an_owner_is_one_known_enabled_person(user, known):
	person = known.exists and known.enabled and not known.is_shared
	system = (user or "").strip().casefold() in ("administrator", "guest")
	assert (owner_problems(user, known) == []) == (bool(user) and person and not system)


@law
@given(junk_facts, st.sampled_from(["Critical", "High", "Medium", "Low"]) | typed)
def test_more_evidence_never_leads_to_a_refusal(known, priority):
	fewer = replace(known, evidence=known.evidence[1:])
	assert codes(evidence_problems(priority, known)) <= codes(evidence_problems(priority, fewer))
