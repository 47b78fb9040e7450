"""Values that no field can hold, at every door: a refusal that names the field, and nothing half-saved.

What the lifecycle forbids is in test_writing_doors.py; made-up rows, flags and records in test_forged_requests.py; circles
of sub-actions in test_sub_actions.py; owners in test_gates.py; files in test_evidence_file_types.py.
"""

import json

import builders
import frappe
import pytest
from builders import as_user
from doors import INSERTING, WRITING, clean_refusal_of, refusal_of, rest, rest_call, shut, stored
from frappe.utils import nowdate

ACTION, SOURCE = "Improvement Action", "Improvement Source"
EVIDENCE, REVIEW = "Improvement Evidence", "Effectiveness Review"

#: A bulk edit tells how many records failed, and a forged submission fails at once.
SILENT = {"list_bulk_edit", "form_submit"}
#: What a sheet holds is text, which the import turns into dates and numbers by its own rules.
OWN_RULES = {"data_import_update", "data_import_insert"}


@pytest.fixture
def draft():
	return builders.draft(builders.Team())


#: A form, REST, a script: what differs between doors is told by the first value of each table, which is tried at all.
FEW = ("form_save", "rest_put", "client_set_value", "console_save")


def try_everywhere(
	doctype: str, name: str, values: dict, word: str, without=(), doors=tuple(WRITING)
) -> list[str]:
	"""Write `values` at `doors`, and return what was not a clear refusal with `word` that leaves the record as it was."""
	before, wrong = stored(doctype, name), []
	for door in (WRITING[door] for door in doors if door not in without):
		answer = clean_refusal_of(door, doctype, name, values) or ""
		if word not in answer and not (answer and door.__name__ in SILENT):
			wrong.append(f"{door.__name__} {str(values)[:100]}: {answer[:300] or 'not refused'}")
		if len(answer) > 100_000 and door.__name__ not in OWN_RULES:
			wrong.append(f"{door.__name__}: the answer is {len(answer)} characters long")
		if stored(doctype, name) != before:
			wrong.append(f"{door.__name__} {str(values)[:100]}: half-saved")
			before = stored(doctype, name)
	return wrong


def few_after(value, table) -> tuple[str, ...]:
	"""Return every door for the first value of `table`, and a few for the others."""
	return tuple(WRITING) if value is table[0] else FEW


# Dates

NO_DATES = (
	"31-02", "31-03-2030", "03/04/2030", "2030-13-01", "2030-02-30", "tomorrow", "0000-00-00", "2030-03-31 25:00", 20300331, True,
)  # fmt: skip
OUT_OF_RANGE = ("0001-01-01", "9999-12-31", "1830-03-31")


@pytest.mark.parametrize("value", NO_DATES, ids=str)
def test_what_is_no_date_is_refused_and_shown_one(value, draft):
	assert not try_everywhere(
		ACTION, draft.name, {"due_date": value}, "not a date", OWN_RULES, few_after(value, NO_DATES)
	)


@pytest.mark.parametrize("value", OUT_OF_RANGE)
def test_a_date_at_the_end_of_the_calendar_is_refused(value, draft):
	assert not try_everywhere(
		ACTION, draft.name, {"due_date": value}, "between 1900 and 2199", doors=few_after(value, OUT_OF_RANGE)
	)


@pytest.mark.parametrize("value", ("2030-13-01", "31-02", "tomorrow", "0001-01-01"))
def test_a_sheet_with_no_date_in_it_is_refused(value, draft):
	before = stored(ACTION, draft.name)
	assert clean_refusal_of(WRITING["data_import_update"], ACTION, draft.name, {"due_date": value})
	assert stored(ACTION, draft.name) == before


@pytest.mark.parametrize("value", (*NO_DATES, *OUT_OF_RANGE), ids=str)
def test_a_date_that_is_none_is_refused_by_the_methods_too(value):
	team = builders.Team()
	action = builders.started(team)
	before = stored(ACTION, action.name)
	with as_user(team.owner):
		for method, values in (
			("reschedule", {"new_due_date": value, "reason": "Later"}),
			("add_progress", {"note": "Nearly there", "next_milestone_date": value}),
		):
			answer = (
				clean_refusal_of(rest_call, action.name, method, **values)
				if isinstance(value, str)
				else refusal_of(rest_call, action.name, method, **values)
			)
			assert answer and not answer.startswith("5"), (method, answer)
	assert stored(ACTION, action.name) == before


DATE_FIELDS = (
	(SOURCE, "occurred_on"), (EVIDENCE, "evidence_date"), (EVIDENCE, "valid_until"), (REVIEW, "due_date"), (REVIEW, "reviewed_on"),
	(ACTION, "baseline_date"),
)  # fmt: skip


@pytest.mark.parametrize(("doctype", "field"), DATE_FIELDS)
def test_every_date_field_refuses_what_is_no_date(doctype, field):
	name = one_of(doctype)
	for value in ("31-02-2030", "0001-01-01", ["2030-03-31"]):
		before = stored(doctype, name)
		label = frappe.get_meta(doctype).get_label(field)
		for door in ("console_save", "rest_put", "form_save"):
			assert label in (clean_refusal_of(WRITING[door], doctype, name, {field: value}) or ""), (
				door,
				value,
			)
		assert stored(doctype, name) == before


def one_of(doctype: str) -> str:
	"""Return the name of a record of `doctype` that is still being worked on."""
	action = builders.completed(builders.Team())
	return {
		ACTION: lambda: builders.draft(builders.Team()).name,
		SOURCE: lambda: action.source,
		EVIDENCE: lambda: frappe.get_all(EVIDENCE, {"action": action.name}, pluck="name")[0],
		REVIEW: lambda: builders.pending_review(action.name).name,
	}[doctype]()


def test_what_is_later_than_what_it_follows_is_refused():
	"""Dates in the wrong order, whichever of the two is written."""
	team = builders.Team()
	action = builders.started(team)
	evidence = builders.evidence(action.name).name
	builders.prove(action.name)
	builders.do(action.name, team.owner, "Complete")
	review = builders.pending_review(action.name)
	cases = (
		(EVIDENCE, evidence, {"evidence_date": builders.in_days(1)}, "in the future"),
		(EVIDENCE, evidence, {"valid_until": builders.in_days(-400)}, "lies before"),
		(SOURCE, action.source, {"occurred_on": builders.in_days(1)}, "future"),
		(REVIEW, review.name, {"outcome": "Embedded", "reviewer": team.verifier, "reviewed_on": builders.in_days(1)}, "future"),
		(REVIEW, review.name, {"outcome": "Embedded", "reviewer": team.verifier, "reviewed_on": builders.in_days(-3)}, "cannot be before"),
	)  # fmt: skip
	for doctype, name, values, word in cases:
		assert not try_everywhere(doctype, name, values, word, doors=FEW), (doctype, values)


# Numbers

NO_NUMBERS = ("12,5", "abc", "12.5%", float("nan"), float("inf"), float("-inf"), 1e400, "nan", "1e999")


@pytest.mark.parametrize("value", NO_NUMBERS, ids=str)
def test_what_is_no_number_is_refused_and_does_not_become_another(value, draft):
	assert not try_everywhere(
		ACTION,
		draft.name,
		{"baseline_value": value},
		"must be a number",
		OWN_RULES,
		few_after(value, NO_NUMBERS),
	)


@pytest.mark.parametrize("value", (1e13, -1e15, "99999999999999"), ids=str)
def test_a_number_that_the_database_cannot_hold_is_refused(value, draft):
	assert not try_everywhere(ACTION, draft.name, {"baseline_value": value}, "too large")


@pytest.mark.parametrize("value", ("yes", 2.5, 2**40, "12,5"), ids=str)
def test_a_count_is_a_whole_number(value):
	source = builders.source(builders.service()).name
	before = stored(SOURCE, source)
	for door in ("console_save", "rest_put", "form_save", "client_set_value"):
		answer = clean_refusal_of(WRITING[door], SOURCE, source, {"people_affected": value})
		assert answer and ("whole number" in answer or "too large" in answer), (door, answer)
	assert stored(SOURCE, source) == before


@pytest.mark.parametrize("percent", (-1, 101, 1e400, "12,5", "much"), ids=str)
def test_a_percentage_lies_between_0_and_100(percent):
	team = builders.Team()
	action = builders.started(team)
	before = stored(ACTION, action.name)
	rows = [*before["progress_updates"], {"note": "Nearly there", "percent_complete": percent}]
	with as_user(team.owner):
		for door in ("console_save", "rest_put", "form_save"):
			assert "Complete" in (
				clean_refusal_of(WRITING[door], ACTION, action.name, {"progress_updates": rows}) or ""
			)
		answer = refusal_of(
			rest_call, action.name, "add_progress", note="Nearly there", percent_complete=percent
		)
		assert answer.startswith("417"), answer
	assert stored(ACTION, action.name) == before


def test_a_bad_value_in_a_row_names_the_table_the_row_and_the_field():
	team = builders.Team()
	name = builders.started(team).name
	rows = [{"reading_date": nowdate(), "value": 90}, {"reading_date": "31-02", "value": "12,5"}]
	answer = clean_refusal_of(WRITING["rest_put"], ACTION, name, {"readings": rows})
	assert "Readings, row 2" in answer and "not a date" in answer and "must be a number" in answer


@pytest.mark.parametrize("values", ({"sample_size": -1}, {"people_affected": -3}), ids=str)
def test_nothing_is_counted_below_zero(values):
	team = builders.Team()
	action = builders.started(team)
	if "sample_size" in values:
		doctype, name = ACTION, action.name
		values = {"readings": [{"reading_date": nowdate(), "value": 90, **values}]}
	else:
		doctype, name = SOURCE, action.source
	before = stored(doctype, name)
	for door in ("console_save", "rest_put", "form_save"):
		answer = clean_refusal_of(WRITING[door], doctype, name, values) or ""
		assert "egative" in answer or "whole number from 0" in answer, door
	assert stored(doctype, name) == before


# Texts

APP_DOCTYPES = (
	"Care Service", "Contributory Factor", "Effectiveness Review", "Evidence Type", "Improvement Action", "Improvement Evidence",
	"Improvement Source", "Improvement Source Type", "Regulatory Standard",
)  # fmt: skip
TEXT_TYPES = ("Data", "Text", "Small Text")


def text_fields(doctype: str) -> list:
	return [df for df in frappe.get_meta(doctype).fields if df.fieldtype in TEXT_TYPES and not df.read_only]


def records() -> dict[str, str]:
	"""Return the name of a record of each doctype that can be written to."""
	names = {
		doctype: frappe.get_all(doctype, pluck="name", limit=1)[0]
		for doctype in APP_DOCTYPES
		if frappe.db.count(doctype)
	}
	action = builders.started(builders.Team())
	evidence = builders.evidence(action.name).name
	done = builders.completed(builders.Team())
	return {
		**names,
		"Care Service": action.service,
		ACTION: action.name,
		SOURCE: action.source,
		EVIDENCE: evidence,
		REVIEW: builders.pending_review(done.name).name,
	}


@pytest.mark.parametrize("length", (100_000, 2_000_000))
def test_a_text_too_long_for_its_field_is_refused_by_name_in_every_field(length):
	wrong, tried = [], 0
	for doctype, name in records().items():
		before = stored(doctype, name)
		for df in text_fields(doctype):
			for door in ("form_save", "rest_put", "console_save", "client_set_value"):
				answer = clean_refusal_of(WRITING[door], doctype, name, {df.fieldname: "a" * length}) or ""
				tried += 1
				if f"{df.label} is too long" not in answer or len(answer) > 20_000:
					wrong.append(f"{door} {doctype} {df.fieldname}: {answer[:200]} ({len(answer)})")
		assert stored(doctype, name) == before, doctype
	assert not wrong, "\n".join(wrong)
	assert tried > 100


@pytest.mark.parametrize("table", ("progress_updates", "readings", "contributory_factors"))
def test_a_text_too_long_in_a_row_is_refused(table):
	team = builders.Team()
	action = builders.started(team)
	long = "a" * 100_000
	rows = {
		"progress_updates": (ACTION, action.name, {"note": "Nearly", "barrier": long}),
		"readings": (ACTION, action.name, {"reading_date": nowdate(), "value": 90, "evidence": long}),
		"contributory_factors": (SOURCE, action.source, {"factor": "Handover", "explanation": long}),
	}
	doctype, name, row = rows[table]
	before = stored(doctype, name)
	answer = clean_refusal_of(WRITING["rest_put"], doctype, name, {table: [*before[table], row]})
	assert "is too long" in answer and "row" in answer and len(answer) < 20_000
	assert stored(doctype, name) == before


@pytest.mark.parametrize("method", ("reschedule", "reassign", "move", "add_progress", "spawn_sub_action"))
def test_a_reason_too_long_is_refused_with_nothing_noted(method):
	team = builders.Team()
	action = builders.started(team)
	before = (stored(ACTION, action.name), frappe.db.count("Comment"), frappe.db.count(ACTION))
	long = "Because of the training room. " * 4000
	arguments = {
		"reschedule": {"new_due_date": builders.in_days(50), "reason": long},
		"reassign": {"new_owner": team.new_owner, "reason": long},
		"move": {"workflow_action": "Cancel", "reason": long},
		"add_progress": {"note": long},
		"spawn_sub_action": {"title": "Agree the sheet", "description": long},
	}
	with as_user(team.manager):
		answer = clean_refusal_of(rest_call, action.name, method, **arguments[method])
	assert "is too long" in answer and len(answer) < 20_000
	assert (stored(ACTION, action.name), frappe.db.count("Comment"), frappe.db.count(ACTION)) == before


def test_a_text_that_grows_when_its_markup_is_made_harmless_is_measured_as_it_is_stored():
	name = builders.started(builders.Team()).name
	before = stored(ACTION, name)
	growing = "<b>" + "&" * 30_000
	for door in ("rest_put", "form_save"):
		assert "is too long" in clean_refusal_of(WRITING[door], ACTION, name, {"lessons_learned": growing}), (
			door
		)
	assert stored(ACTION, name) == before
	fits = "<b>" + "&" * 13_000
	assert clean_refusal_of(WRITING["rest_put"], ACTION, name, {"lessons_learned": fits}) is None


KEPT = (
	"Nadia \N{PERSON WITH FOLDED HANDS} \N{GRINNING FACE WITH SMILING EYES}\N{FAMILY}",
	"\u200f\u05d1\u05d9\u05e7\u05d5\u05e8\u05ea \u05e7\u05d1\u05d5\u05e6\u05ea\u05d9\u05ea\u200e 96%",
	"\u0645\u0631\u0627\u062c\u0639\u0629 \u0633\u062c\u0644\u0627\u062a 19 \u0645\u0646 20",
	"Zero\u200bwidth and co\u0302mbining, \u202eturned\u202c",
	"Quotes \" ' ` and \\ and %s and {0} and {{ doc }} and $1",
	"'; drop table `tabImprovement Action`; --",
	"Line one\nLine two\ttabbed",
)


@pytest.mark.parametrize("text", KEPT)
def test_every_script_and_sign_is_kept_as_it_was_written(text):
	name = builders.started(builders.Team()).name
	for door in WRITING.values():
		if door.__name__ == "form_submit" or (door.__name__ == "data_import_update" and "\n" in text):
			continue
		frappe.db.set_value(ACTION, name, "lessons_learned", None)
		assert clean_refusal_of(door, ACTION, name, {"lessons_learned": text}) is None, door.__name__
		assert frappe.db.get_value(ACTION, name, "lessons_learned") == text, door.__name__


@pytest.mark.parametrize(
	("text", "kept"),
	(
		("19\x00 of 20", "19 of 20"),
		("19\x07\x1b[31m of 20", "19[31m of 20"),
		("19 of\x0b20", "19 of\n20"),
		("half a face \ud83d", "half a face "),
		("\udc00\ud800", ""),
	),
	ids=ascii,
)
def test_what_nobody_sees_and_no_sheet_takes_is_left_out(text, kept):
	name = builders.started(builders.Team()).name
	for door in ("console_save", "client_save", "client_set_value", "form_save", "rest_put"):
		frappe.db.set_value(ACTION, name, "lessons_learned", "before")
		assert clean_refusal_of(WRITING[door], ACTION, name, {"lessons_learned": text}) is None, door
		assert (frappe.db.get_value(ACTION, name, "lessons_learned") or "") == kept, door


def test_a_reason_of_nothing_but_invisible_characters_is_none():
	team = builders.Team()
	action = builders.started(team)
	for nothing in ("\u200b\u200f", "\x00", "\ud83d", "   ", "<p><br></p>", "-"):
		with as_user(team.manager):
			answer = clean_refusal_of(
				rest_call, action.name, "reschedule", new_due_date=builders.in_days(50), reason=nothing
			)
		assert "Say why" in answer, ascii(nothing)


# Owners

NOT_ONE_PERSON = (
	"{owner},{new_owner}", "{owner}; {new_owner}", "{owner} {new_owner}", '["{owner}", "{new_owner}"]', "{owner}\n{new_owner}",
	"Nadia Khan", "nobody@example.org", "Administrator", "administrator ", "Guest",
)  # fmt: skip


@pytest.mark.parametrize("written", NOT_ONE_PERSON)
def test_an_owner_is_one_account(written):
	team = builders.Team()
	owner = written.format(owner=team.owner, new_owner=team.new_owner)
	draft, started = builders.draft(team), builders.started(team)
	before = stored(ACTION, started.name)
	with as_user(team.manager):
		answer = clean_refusal_of(
			rest_call, started.name, "reassign", new_owner=owner, reason="Somebody else"
		)
		assert answer
		# A draft may name an account that is not a person; it is not opened with it.
		if not clean_refusal_of(WRITING["rest_put"], ACTION, draft.name, {"action_owner": owner}):
			assert "not one person" in clean_refusal_of(rest_call, draft.name, "move", workflow_action="Open")
	assert stored(ACTION, started.name) == before


@pytest.mark.parametrize("value", (["{owner}", "{new_owner}"], {"name": "{owner}"}, [], {}), ids=str)
def test_two_owners_in_a_list_are_not_one(value):
	team = builders.Team()
	name = builders.draft(team).name
	wrong = try_everywhere(
		ACTION,
		name,
		{"action_owner": value},
		"one value",
		{*OWN_RULES, "list_bulk_edit"} if not value else OWN_RULES,
	)
	assert not wrong, wrong


# Wrong types in a request

WRONG_TYPES = (
	({"title": ["a", "list"]}, "Title takes one value"),
	({"title": {"a": "record"}}, "Title takes one value"),
	({"due_date": {"from": "2030-01-01"}}, "Due Date takes one value"),
	({"due_date": ["2030-01-01"]}, "Due Date takes one value"),
	({"source": {"name": ["like", "%"]}}, "Source takes one value"),
	({"service": [1]}, "Service takes one value"),
	({"parent_action": {"unheard": "of"}}, "takes one value"),
	({"baseline_value": [1]}, "takes one value"),
	({"status": ["Closed"]}, "Status takes one value"),
	({"workflow_state": {"is": "Closed"}}, "takes one value"),
	({"readings": "a string"}, "is a table"),
	({"readings": {"reading_date": "2030-01-01"}}, "is a table"),
	({"readings": ["a", "b"]}, "is a table"),
	({"readings": [None]}, "is a table"),
	({"readings": [[1, 2]]}, "is a table"),
	({"readings": 7}, "is a table"),
	({"readings": [{"reading_date": {"a": 1}, "value": 3}]}, "takes one value"),
	({"readings": [{"reading_date": "2030-01-01", "value": [3]}]}, "takes one value"),
	({"standards": "CQC Regulation 17"}, "is a table"),
	({"due_date_changes": "none"}, "is a table"),
)


@pytest.mark.parametrize(("values", "word"), WRONG_TYPES, ids=str)
def test_a_value_of_another_type_is_refused_and_breaks_nothing(values, word, draft):
	# A bulk edit and an import take their values as text.
	doors = tuple(WRITING) if values is WRONG_TYPES[0][0] else FEW
	assert not try_everywhere(ACTION, draft.name, values, word, OWN_RULES, doors)


@pytest.mark.parametrize(("values", "word"), WRONG_TYPES, ids=str)
def test_a_new_record_of_other_types_is_refused_and_breaks_nothing(values, word):
	team = builders.Team()
	source = builders.source(team.service).name
	count = frappe.db.count(ACTION)
	doors = INSERTING if values is WRONG_TYPES[0][0] else ("console_insert", "form_insert", "rest_post")
	for door in (INSERTING[name] for name in doors if name not in OWN_RULES):
		with as_user(team.manager):
			answer = clean_refusal_of(door, {**builders.ready_to_open(team, source=source), **values})
		assert word in (answer or ""), (door.__name__, answer)
		assert frappe.db.count(ACTION) == count, door.__name__


@pytest.mark.parametrize("doctype", (SOURCE, EVIDENCE, REVIEW))
def test_every_field_of_every_record_refuses_a_list(doctype):
	name = one_of(doctype)
	before = stored(doctype, name)
	for df in frappe.get_meta(doctype).fields:
		if df.fieldtype in ("Section Break", "Column Break", "Tab Break", "HTML"):
			continue
		for value in (["a"], {"a": "b"}, [["name", "=", "x"]]):
			answer = clean_refusal_of(WRITING["rest_put"], doctype, name, {df.fieldname: value})
			assert answer and (
				"takes one value" in answer
				or "is a table" in answer
				or "Could not find" in answer
				or "Row" in answer
			), (df.fieldname, value, answer)
	assert stored(doctype, name) == before


@pytest.mark.parametrize("name", (None, "", 0, "\x00", "IA-0000-00000"), ids=ascii)
def test_a_name_that_is_none_reaches_nothing(name, draft):
	before, count = stored(ACTION, draft.name), frappe.db.count(ACTION)
	calls = (
		("frappe.client.set_value", {"doctype": ACTION, "name": name, "fieldname": {"title": "x"}}),
		("run_doc_method", {"docs": json.dumps({"doctype": ACTION, "name": name}), "method": "add_progress", "args": '{"note": "x"}'}),
	)  # fmt: skip
	with as_user(builders.user(builders.MANAGER)):
		for method, sent in calls:
			answer = refusal_of(rest, "POST", f"/api/method/{method}", sent)
			assert answer and not answer.startswith("500"), (method, answer)
	assert (stored(ACTION, draft.name), frappe.db.count(ACTION)) == (before, count)


@pytest.mark.parametrize("name", ({"a": 1}, ["x"], [["name", "=", "x"]]), ids=str)
def test_a_name_that_is_a_filter_finds_nothing(name, draft):
	before = stored(ACTION, draft.name)
	path = f"/api/resource/{ACTION}/{draft.name}"
	assert "Name takes one value" in clean_refusal_of(
		rest, "PUT", path, {"name": name, "title": "In passing"}
	)
	sent = json.dumps({"doctype": ACTION, "name": name, "title": "In passing"})
	assert "Name takes one value" in clean_refusal_of(
		rest, "POST", "/api/method/frappe.client.save", {"doc": sent}
	)
	assert stored(ACTION, draft.name) == before


@pytest.mark.parametrize("number", range(3))
def test_an_unknown_field_is_stored_nowhere(number, draft):
	"""Frappe lets them pass: a form sends many of its own. What a person spells wrongly in a method of ours is told to them."""
	before = stored(ACTION, draft.name)
	unknown = ({"titel": "Spelled wrongly"}, {"__class__": "x"}, {"_table_fieldnames": [], "_meta": 1})[
		number
	]
	for door in ("form_save", "rest_put", "client_save"):
		clean_refusal_of(WRITING[door], ACTION, draft.name, unknown)
		assert stored(ACTION, draft.name) == before
	with as_user(builders.user(builders.MANAGER)):
		assert "has no field" in clean_refusal_of(
			rest,
			"POST",
			f"/api/resource/{SOURCE}/{draft.source}",
			{"run_method": "spawn_action", "title": "x", **unknown},
		)


def test_values_sent_as_text_are_no_way_round(draft):
	"""REST takes forms as well as JSON: then everything is text."""
	before = stored(ACTION, draft.name)
	values = json.dumps({"due_date": "31-02-2030", "baseline_value": "12,5"})
	arguments = {"doctype": ACTION, "name": draft.name, "fieldname": values}
	answer = clean_refusal_of(rest, "POST", "/api/method/frappe.client.set_value", arguments)
	assert "not a date" in answer and "must be a number" in answer
	assert stored(ACTION, draft.name) == before


# What is left out, or out of reach, is told so


@pytest.mark.parametrize(
	("method", "word"),
	(
		("reschedule", "Give the new due date"),
		("reassign", "Name one owner"),
		("reschedule", "Say why"),
		("reassign", "Say why"),
	),
)
def test_a_method_without_its_arguments_says_what_it_needs(method, word):
	team = builders.Team()
	action = builders.started(team)
	with as_user(team.owner):
		assert word in clean_refusal_of(rest_call, action.name, method)
		assert word in clean_refusal_of(getattr(builders.get(action.name), method))


@pytest.mark.parametrize("link", ("source", "parent_action"))
def test_a_record_out_of_reach_is_refused_as_such(link):
	team, another = builders.Team(), builders.Team()
	mine, theirs = builders.draft(team), builders.started(another)
	target = theirs.source if link == "source" else theirs.name
	with as_user(team.owner):
		for door in ("console_save", "rest_put", "form_save"):
			assert clean_refusal_of(WRITING[door], ACTION, mine.name, {link: target}), door
	assert builders.get(mine.name).get(link) != target


# Two people at once


def test_the_second_of_two_copies_gets_a_conflict_and_loses_nothing():
	team = builders.Team()
	name = builders.started(team).name
	first, second = builders.get(name), builders.get(name)
	first.lessons_learned = "What the first has written"
	first.save()
	second.lessons_learned = "What the second has written"
	for save in (second.save, lambda: form_save_of(second)):
		with pytest.raises(frappe.TimestampMismatchError), shut():
			save()
	assert builders.get(name).lessons_learned == "What the first has written"
	assert second.lessons_learned == "What the second has written", "it is still there to be copied"


def form_save_of(doc):
	from frappe.desk.form.save import savedocs

	savedocs(frappe.as_json(doc.as_dict()), "Save")


@pytest.mark.parametrize(
	("method", "arguments"),
	(
		("reschedule", {"new_due_date": "2099-12-31", "reason": "Later"}),
		("reassign", {"new_owner": None, "reason": "Somebody else"}),
		("add_progress", {"note": "Nearly there"}),
		("move", {"workflow_action": "Complete"}),
		("spawn_sub_action", {"title": "Agree the sheet"}),
	),
)
def test_a_method_called_on_a_form_that_is_out_of_date_gets_a_conflict(method, arguments):
	team = builders.Team()
	action = builders.started(team)
	builders.prove(action.name)
	in_the_browser = json.loads(frappe.as_json(builders.get(action.name)))
	with as_user(team.manager):
		builders.get(action.name).reschedule(builders.in_days(40), "The trainer is ill")
	before = (stored(ACTION, action.name), frappe.db.count(ACTION))
	if "new_owner" in arguments:
		arguments = {**arguments, "new_owner": team.new_owner}
	sent = {"docs": json.dumps(in_the_browser), "method": method, "args": json.dumps(arguments)}
	with as_user(team.owner):
		answer = clean_refusal_of(rest, "POST", "/api/method/run_doc_method", sent)
	assert "modified after you have opened it" in answer
	assert (stored(ACTION, action.name), frappe.db.count(ACTION)) == before


def test_the_form_of_a_record_that_somebody_has_deleted_is_refused(draft):
	sent = json.loads(frappe.as_json(draft.as_dict()))
	frappe.delete_doc(ACTION, draft.name)
	from frappe.desk.form.save import savedocs

	assert "not found" in clean_refusal_of(savedocs, json.dumps({**sent, "title": "Back again"}), "Save")
	assert not frappe.db.exists(ACTION, draft.name)
