"""What other systems call (improvement_actions/api.py): who may do which step, and what a refusal tells them."""

import ast
import base64
import importlib
import pkgutil
from pathlib import Path

import builders
import frappe
import pytest
from builders import ACTION_OWNER, EXTERNAL_REVIEWER, GOVERNANCE, HR_CONTRIBUTOR, MANAGER, VERIFIER, as_user
from doors import Refused, refusal_of, rest
from frappe.model.base_document import get_controller
from frappe.utils import formatdate

import improvement_actions
from improvement_actions import api

SOURCE, ACTION, EVIDENCE = "Improvement Source", "Improvement Action", "Improvement Evidence"
PACKAGE = Path(improvement_actions.__file__).parent


def call(step: str, **values):
	"""Call a step as who is signed in; return (status, answer's message or its problems)."""
	try:
		return 200, rest("POST", f"/api/method/improvement_actions.api.{step}", values)["message"]
	except Refused as refused:
		return int(str(refused)[:3]), refused.answer.get("problems") or []


def codes(problems) -> list[str]:
	return [problem["code"] for problem in problems]


def an_incident(here: str, **values) -> dict:
	return {
		"external_id": "INC-1",
		"title": "Two doses missed",
		"source_type": "Incident",
		"service": here,
		**values,
	}


# Every step × every role

#: For each person what each step answers. 417 is a rule that says no, 403 the lack of a right.
STEPS = (
	"record_source",
	"spawn_action",
	"move",
	"add_progress",
	"add_reading",
	"reschedule",
	"reassign",
	"add_evidence",
)
EXPECTED = {
	"manager": (200, 200, 200, 200, 200, 200, 200, 200),
	"manager of another service": (403, 403, 403, 403, 403, 403, 403, 403),
	"owner": (403, 403, 417, 200, 200, 200, 200, 200),
	"another owner": (403, 403, 403, 403, 403, 403, 403, 403),
	"verifier": (403, 403, 417, 417, 417, 417, 417, 403),
	"governance": (403, 403, 403, 403, 403, 403, 403, 403),
	"HR contributor": (403, 403, 403, 403, 403, 403, 403, 403),
	"external reviewer": (403, 403, 403, 403, 403, 403, 403, 403),
	"nobody's role": (403, 403, 403, 403, 403, 403, 403, 403),
	"Guest": (403, 403, 403, 403, 403, 403, 403, 403),
}


def person(who: str, team) -> str:
	roles = {
		"another owner": ACTION_OWNER,
		"verifier": VERIFIER,
		"governance": GOVERNANCE,
		"HR contributor": HR_CONTRIBUTOR,
		"external reviewer": EXTERNAL_REVIEWER,
	}
	if who in ("manager", "owner"):
		return getattr(team, who)
	if who == "manager of another service":
		return builders.user(MANAGER, limited_to=builders.service())
	return who if who == "Guest" else builders.user(*([roles[who]] if who in roles else []))


def sent_with(step: str, team, action) -> dict:
	return {
		"record_source": an_incident(team.service),
		"spawn_action": {"source": action.source, "title": "Check the check sheets"},
		"move": {"action": action.name, "workflow_action": "Cancel", "reason": "No medicines any more"},
		"add_progress": {"action": action.name, "note": "Seniors have been told"},
		"add_reading": {"action": action.name, "value": 90},
		"reschedule": {
			"action": action.name,
			"new_due_date": builders.in_days(60),
			"reason": "Audit slot moved",
		},
		"reassign": {"action": action.name, "new_owner": team.new_owner, "reason": "Long leave"},
		"add_evidence": {
			"action": action.name,
			"title": "MAR audit",
			"evidence_type": "Audit Result",
			"evidence_date": builders.in_days(-1),
			"file_name": "audit.txt",
			"content": base64.b64encode(b"19 of 20").decode(),
		},
	}[step]


@pytest.mark.parametrize("who", EXPECTED)
def test_a_token_opens_what_its_users_role_opens(who):
	team = builders.Team()
	one = person(who, team)
	for step, expected in zip(STEPS, EXPECTED[who], strict=True):
		action = builders.started(team)
		sent = sent_with(step, team, action)
		before = (
			frappe.db.count(SOURCE),
			frappe.db.count(ACTION),
			frappe.db.count(EVIDENCE),
			frappe.db.count("File"),
		)
		with as_user(one):
			status, answer = call(step, **sent)
		assert status == expected, (step, answer)
		if status != 200:
			after = (frappe.db.count(SOURCE), frappe.db.count(ACTION), frappe.db.count(EVIDENCE))
			assert after == before[:3], step
			assert builders.get(action.name).modified == action.modified, step
		if status == 403 and who != "Guest":
			assert codes(answer) in (["not_permitted"], []), (step, answer)
			assert frappe.db.count("File") == before[3], "no file is stored for who may not add evidence"


def test_hr_adds_the_training_evidence_that_an_action_asks_for():
	team = builders.Team()
	action = builders.started(team, needs_training_evidence=1)
	sent = {**sent_with("add_evidence", team, action), "evidence_type": "Training Record"}
	with as_user(team.hr):
		status, answer = call("add_evidence", **sent)
	assert (status, answer.get("demonstrates")) == (200, "Completion")


def test_who_hands_an_action_on_gets_an_answer_although_they_read_it_no_more():
	team = builders.Team()
	action = builders.started(team)
	with as_user(team.owner):
		status, answer = call("reassign", action=action.name, new_owner=team.new_owner, reason="Long leave")
		assert not frappe.has_permission(ACTION, "read", action.name)
	assert (status, answer["name"], answer["possible"]) == (200, action.name, [])


# The steps


def test_a_source_is_recorded_once():
	team = builders.Team()
	with as_user(team.manager):
		_status, first = call("record_source", **an_incident(team.service))
		_status, again = call("record_source", external_id=" INC-1 ", title="Another title")
	assert (first["created"], again["created"]) == (True, False)
	assert first["name"] == again["name"]
	assert frappe.db.get_value(SOURCE, first["name"], "title") == "Two doses missed"


@pytest.mark.parametrize(
	("changed", "expected"),
	(
		({"external_id": ""}, {("required", "external_id")}),
		({"external_id": None}, {("required", "external_id")}),
		({"title": " "}, {("required", "title")}),
		({"service": None, "source_type": ""}, {("required", "service"), ("required", "source_type")}),
		({"titel": "x", "owner": "x"}, {("unknown_field", "titel"), ("unknown_field", "owner")}),
		({"name": "IS-1"}, {("unknown_field", "name")}),
		({"docstatus": 1}, {("unknown_field", "docstatus")}),
		({"standards": ["CQC Regulation 17"]}, {("not_rows", "standards")}),
		({"standards": "CQC Regulation 17"}, {("not_rows", "standards")}),
		({"occurred_on": "2199-01-01"}, {("future", "occurred_on")}),
	),
	ids=lambda value: None if isinstance(value, set) else str(value),
)
def test_what_is_wrong_with_a_call_is_named(changed, expected):
	team = builders.Team()
	with as_user(team.manager):
		status, problems = call("record_source", **an_incident(team.service, **changed))
	assert status == 417
	assert {(problem["code"], problem["field"]) for problem in problems} == expected


def test_a_table_comes_as_rows_or_as_their_json():
	team = builders.Team()
	rows = [{"standard": frappe.get_all("Regulatory Standard", pluck="name", limit=1)[0]}]
	with as_user(team.manager):
		for number, sent in enumerate((rows, frappe.as_json(rows))):
			_status, made = call(
				"record_source", **an_incident(team.service, external_id=f"T-{number}", standards=sent)
			)
			assert len(frappe.get_doc(SOURCE, made["name"]).standards) == 1


@pytest.mark.parametrize(
	("step", "values", "problem"),
	(
		("spawn_action", {"source": None}, ("required", "source")),
		("spawn_action", {"title": ""}, ("required", "title")),
		("move", {"action": ""}, ("required", "action")),
		("move", {"workflow_action": None}, ("required", "workflow_action")),
		("move", {"workflow_action": "Fly"}, ("not_possible_now", "workflow_action")),
		("move", {"reason": ""}, ("no_reason", "cancellation_reason")),
		("add_progress", {"note": "-"}, ("no_note", "progress_updates")),
		("add_progress", {"note": None}, ("no_note", "progress_updates")),
		("add_progress", {"percent_complete": "half"}, ("not_a_number", "percent_complete")),
		("add_progress", {"percent_complete": 101}, ("percent_out_of_range", "progress_updates")),
		("add_progress", {"next_milestone_date": "soon"}, ("not_a_date", "next_milestone_date")),
		("add_reading", {"value": None}, ("required", "value")),
		("add_reading", {"value": "NaN"}, ("not_a_number", "value")),
		("add_reading", {"value": "inf"}, ("not_a_number", "value")),
		("add_reading", {"sample_size": 1.5}, ("not_a_number", "sample_size")),
		("add_reading", {"sample_size": "many"}, ("not_a_number", "sample_size")),
		("reschedule", {"new_due_date": None}, ("no_due_date", "new_due_date")),
		("reschedule", {"new_due_date": "03/04/2030"}, ("not_a_date", "new_due_date")),
		("reschedule", {"reason": None}, ("no_reason", "reason")),
		("reassign", {"new_owner": None}, ("no_owner", "action_owner")),
		("add_evidence", {"content": "#"}, ("not_encoded", "content")),
		("add_evidence", {"file_name": None}, ("no_file_name", "file_name")),
		("add_evidence", {"content": "="}, ("not_encoded", "content")),
	),
	ids=str,
)
def test_what_is_wrong_with_a_step_is_named(step, values, problem):
	team = builders.Team()
	action = builders.started(team)
	with as_user(team.manager):
		status, answer = call(step, **{**sent_with(step, team, action), **values})
	assert (status, [(one["code"], one["field"]) for one in answer]) == (417, [problem])


def test_a_step_tells_where_the_action_stands():
	team = builders.Team()
	action = builders.started(team)
	with as_user(team.owner):
		_status, answer = call("add_reading", action=action.name, value="96", sample_size="20")
	assert (answer["status"], answer["latest_value"], answer["target_met"]) == ("In Progress", 96, 1)
	assert answer["possible"] == ["Complete"]
	row = builders.get(action.name).readings[0]
	assert (str(row.reading_date), row.sample_size) == (frappe.utils.nowdate(), 20)


# What refusals say


def test_a_refusal_has_the_dates_of_the_site_and_the_labels_of_fields():
	team = builders.Team()
	action = builders.opened(team)
	frappe.db.set_value(ACTION, action.name, "due_date", builders.in_days(3))
	with as_user(team.owner):
		_status, (problem,) = call(
			"reschedule", action=action.name, new_due_date=builders.in_days(-1), reason="x1"
		)
		assert problem["code"] == "due_date_past"
		assert formatdate(builders.in_days(-1)) in problem["message"]
		assert builders.in_days(-1) not in problem["message"]
		with pytest.raises(Refused) as refused:
			rest("PUT", f"/api/resource/{ACTION}/{action.name}", {"baseline_value": 50, "closure_test": "x"})
	(problem,) = refused.value.answer["problems"]
	assert (problem["code"], problem["field"]) == ("agreed_at_opening", "baseline_value")
	assert "Baseline" in problem["message"] and "baseline_value" not in problem["message"]


def test_a_refusal_is_in_the_language_of_its_reader():
	team = builders.Team()
	action = builders.closed(team)
	translated = {
		"{0} is {1}: no evidence can be added any more. Reopen the action first.": "{1}: {0}",
		"Closed": "Geschlossen",
	}
	for source_text, target in translated.items():
		frappe.get_doc(
			{
				"doctype": "Translation",
				"language": "de",
				"source_text": source_text,
				"translated_text": target,
			}
		).insert()
	frappe.local.lang = "de"
	try:
		with as_user(team.manager):
			status, problems = call("add_evidence", **sent_with("add_evidence", team, action))
	finally:
		frappe.local.lang = "en"
	assert (status, problems[0]["message"]) == (417, f"Geschlossen: {action.name}")


def test_every_refusal_of_this_app_carries_its_codes():
	"""`frappe.throw` says no without them: only refusal.py calls it."""
	thrown = []
	for path in PACKAGE.rglob("*.py"):
		for node in ast.walk(ast.parse(path.read_text())):
			if isinstance(node, ast.Call) and ast.unparse(node.func) in ("frappe.throw", "throw"):
				thrown.append(f"{path.relative_to(PACKAGE)}:{node.lineno}")
	assert [place.split(":")[0] for place in thrown] == ["refusal.py"], thrown


# Guest


def whitelisted_functions() -> list[str]:
	"""Return the addresses of all functions of this app that are open to HTTP."""
	for module in pkgutil.walk_packages([str(PACKAGE)], "improvement_actions."):
		importlib.import_module(module.name)
	ours = [one for one in frappe.whitelisted if one.__module__.startswith("improvement_actions.")]
	return sorted(f"{one.__module__}.{one.__name__}" for one in ours if "." not in one.__qualname__)


def whitelisted_methods() -> list[tuple[str, str]]:
	"""Return (doctype, method) of all methods of this app's records that are open to HTTP."""
	doctypes = frappe.get_all("DocType", {"module": "Improvement Actions", "istable": 0}, pluck="name")
	found = []
	for doctype in sorted(doctypes):
		controller = get_controller(doctype)
		for name in dir(controller):
			method = getattr(controller, name, None)
			if method in frappe.whitelisted and method.__module__.startswith("improvement_actions."):
				found.append((doctype, name))
	return found


#: The page for concerns, which an administrator opens (tests/site/test_concerns.py).
OPEN_TO_GUESTS = {"raise_concern"}


def test_nothing_else_is_open_to_guests():
	team = builders.Team()
	action = builders.started(team)
	functions, methods = whitelisted_functions(), whitelisted_methods()
	assert len(functions) >= len(STEPS) + 2 and len(methods) >= 8
	ours = {one.__name__ for one in frappe.guest_methods if one.__module__.startswith("improvement_actions")}
	assert ours <= OPEN_TO_GUESTS
	functions = [function for function in functions if function.rpartition(".")[2] not in OPEN_TO_GUESTS]
	before = (frappe.db.count(SOURCE), frappe.db.count(ACTION), frappe.db.count(EVIDENCE))
	names = {SOURCE: action.source, ACTION: action.name, "Improvement Settings": "Improvement Settings"}
	for doctype in {doctype for doctype, _method in methods} - set(names):
		# Whatever is in it: there has to be one, or the answer would be that there is none.
		names[doctype] = f"One {doctype}"
		frappe.new_doc(doctype, name=names[doctype]).db_insert()
	sent = {
		"source": action.source,
		"action": action.name,
		"title": "x",
		"reason": "x",
		"workflow_action": "Cancel",
	}
	with as_user("Guest"):
		for verb in ("GET", "POST", "PUT", "DELETE"):
			for function in functions:
				answer = refusal_of(rest, verb, f"/api/method/{function}", sent) or "let through"
				assert answer.startswith("403"), (verb, function, answer[:200])
		for doctype, method in methods:
			name = names[doctype]
			for verb in ("GET", "POST"):
				address = f"/api/resource/{doctype}/{name}"
				answer = refusal_of(rest, verb, address, {"run_method": method, **sent}) or "let through"
				assert answer.startswith("403"), (verb, doctype, method, answer[:200])
			values = {"dt": doctype, "dn": name, "method": method, "args": frappe.as_json(sent)}
			answer = refusal_of(rest, "POST", "/api/method/run_doc_method", values) or "let through"
			assert answer.startswith("403"), (doctype, method, answer[:200])
	assert (frappe.db.count(SOURCE), frappe.db.count(ACTION), frappe.db.count(EVIDENCE)) == before


def test_the_steps_are_taken_by_post_only():
	"""What changes records is not followed as a link."""
	for step in STEPS:
		assert frappe.allowed_http_methods_for_whitelisted_func[getattr(api, step)] == ["POST"]
	steps = [
		one.rsplit(".", 1)[1] for one in whitelisted_functions() if one.startswith("improvement_actions.api.")
	]
	assert sorted(steps) == sorted(STEPS)
