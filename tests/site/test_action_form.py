"""What the form of an action fetches: the wording check, what to do next, and the family of the action."""

import json

import builders
import frappe
import pytest
from builders import as_user
from doors import refusal_of, rest

from improvement_actions.improvement_actions.doctype.improvement_action import desk, family, wording

ACTION = "Improvement Action"
VAGUE = {"title": "Improve documentation of consent"}
SPECIFIC = {
	"title": "Consent to costs on every form",
	"description": "By 31 March, all consent forms include the section on costs, audited monthly by the manager, target 100%",
}


def set_level(**levels):
	settings = frappe.get_doc("Improvement Settings")
	settings.update(levels)
	settings.save()


def codes(findings):
	return {finding["code"] for finding in findings}


# The wording check


def test_what_is_found_says_what_where_and_what_would_mend_it():
	answer = wording.check_wording(VAGUE)["action"]
	assert answer["level"] == "Block" and answer["praise"] is None
	vague = next(finding for finding in answer["findings"] if finding["code"] == "vague_wording")
	assert vague["level"] == "error" and vague["field"] == "title"
	assert '"improve"' in vague["message"] and vague["mend"].startswith("Say what somebody else could see")
	assert set(vague) == {"code", "level", "message", "field", "mend"}


def test_what_is_good_is_said_as_far_as_it_goes():
	answer = wording.check_wording(SPECIFIC)["action"]
	assert "vague_wording" not in codes(answer["findings"])
	assert answer["praise"].startswith("This can be verified: it names a result, a time")
	assert {"no_owner", "no_closure_test"} <= codes(answer["findings"])


def test_the_change_is_judged_with_the_action():
	answer = wording.check_wording({"change_to_practice": "Training delivered to all staff on 15 February."})
	assert codes(answer["change"]["findings"]) == {"completion_only"}
	assert answer["action"]["findings"] == []
	answer = wording.check_wording({"change_to_practice": builders.BEFORE_AND_AFTER})
	assert answer["change"]["findings"] == [] and answer["change"]["praise"]


def test_nothing_typed_nothing_said():
	for values in ({}, {"title": "  "}, {"due_date": "2030-01-01", "action_owner": "somebody@example.org"}):
		answer = wording.check_wording(values)
		assert [answer[part]["findings"] for part in ("action", "change")] == [[], []]


def test_what_is_not_judged_is_neither_refused_nor_praised():
	answer = wording.check_wording({"title": "Mae pob siart yn cael ei wirio gan y rheolwr bob dydd"})[
		"action"
	]
	assert "not_judged" in codes(answer["findings"]) and answer["praise"] is None


@pytest.mark.parametrize(("level", "finds"), [("Off", False), ("Warn", True), ("Block", True)])
def test_the_administrator_decides_whether_it_is_said(level, finds):
	set_level(action_wording_check=level, change_wording_check=level)
	answer = wording.check_wording({**VAGUE, "change_to_practice": "Training delivered to all staff."})
	for part in ("action", "change"):
		assert answer[part]["level"] == level
		assert bool(answer[part]["findings"]) == finds


def test_the_word_lists_of_the_settings_count():
	set_level(vague_verbs="frobnicat*")
	answer = wording.check_wording({"title": "Frobnicate the rota"})["action"]
	assert '"frobnicate"' in answer["findings"][0]["message"]


def test_it_says_what_the_gate_says():
	"""The same action: what the check calls an error is what keeps it from being opened, and nothing else about its wording."""
	team = builders.Team()
	for values in (VAGUE, SPECIFIC):
		action = builders.draft(
			team,
			**{"description": "", **values},
			indicator="",
			no_indicator_reason="A text is all there is",
			closure_test="Look at it",
		)
		fields = (*wording.TEXTS, *wording.DATES)
		typed = {field: str(action.get(field)) for field in fields if action.get(field)}
		errors = {
			finding["code"]
			for finding in wording.check_wording(typed)["action"]["findings"]
			if finding["level"] == "error"
		}
		with as_user(team.manager):
			missing = codes(desk.what_next(action.name)["missing"])
		assert missing == errors


@pytest.mark.parametrize(
	("values", "says"),
	[
		("{", "as one object"),
		("[]", "as one object"),
		([], "as one object"),
		("3", "as one object"),
		({"status": "Closed"}, "does not read status"),
		({"<script>": "1"}, "&lt;script&gt;"),
		({"title": ["a"]}, "Title is not a text"),
		({"title": "x" * 20_001}, "longer than 20000"),
		({"target_value": "many"}, "Target is not a number"),
		({"target_value": {}}, "Target is not a number"),
		({"due_date": "soon"}, "Due Date is not a date"),
		({"due_date": 20300101}, "Due Date is not a text"),
	],
)
def test_what_cannot_be_read_is_refused_in_words(values, says):
	with pytest.raises(frappe.ValidationError) as refused:
		wording.check_wording(values if isinstance(values, str | dict) else json.dumps(values))
	assert says in str(refused.value)


def test_twenty_thousand_characters_are_judged():
	answer = wording.check_wording(
		{"title": "a" * 20_000, "baseline_value": "1e400", "target_value": float("nan")}
	)
	assert "too_long" in codes(answer["action"]["findings"])


def test_only_people_of_the_app_ask():
	team = builders.Team()
	for person in (team.manager, team.owner, team.verifier, team.governance, team.hr):
		with as_user(person):
			assert wording.check_wording(VAGUE)["action"]["findings"]
	for person in (builders.user(), "Guest"):
		with as_user(person), pytest.raises(frappe.PermissionError):
			wording.check_wording(VAGUE)


def test_it_is_asked_over_http():
	team = builders.Team()
	path = f"/api/method/{wording.__name__}.check_wording"
	with as_user(team.owner):
		answer = rest("POST", path, {"values": VAGUE})["message"]
		assert "vague_wording" in codes(answer["action"]["findings"])
		assert "as one object" in refusal_of(rest, "POST", path, {"values": "nonsense"})


# What to do next


def test_what_is_missing_names_its_field():
	team = builders.Team()
	action = builders.draft(team, closure_test="", due_date=None)
	with as_user(team.manager):
		missing = desk.what_next(action.name)["missing"]
	assert {(each["code"], each["field"]) for each in missing} == {
		("no_closure_test", "closure_test"),
		("no_due_date", "due_date"),
	}
	assert all(each["message"] for each in missing)


def test_it_says_whose_step_it_is():
	team = builders.Team()
	owner_name = frappe.utils.get_fullname(team.owner)
	expected = [
		("Draft", team.manager, "Improvement Manager"),
		("Open", team.owner, owner_name),
		("In Progress", team.owner, owner_name),
		("Completed", team.verifier, "A verifier, someone who has not worked on it"),
	]
	for status, whose, who in expected:
		action = builders.action_in(status, team)
		for person in (team.manager, team.owner, team.verifier):
			with as_user(person):
				step = desk.what_next(action.name)["step"]
			# A manager may close what is not their own, so it is their step as well.
			also = status == "Completed" and person == team.manager
			assert step == {"mine": person == whose or also, "who": who}, (status, person)


def test_nobody_is_asked_to_verify_their_own_work():
	team = builders.Team()
	team.owner = team.everything
	action = builders.completed(team)
	with as_user(team.owner):
		assert desk.what_next(action.name)["step"]["mine"] is False


def test_whose_step_follows_the_workflow():
	team = builders.Team()
	action = builders.draft(team)
	workflow = frappe.get_doc("Workflow", "Improvement Action")
	for row in workflow.transitions:
		if row.action == "Open":
			row.allowed = builders.GOVERNANCE
	workflow.save()
	with as_user(team.manager):
		assert desk.what_next(action.name)["step"] == {"mine": False, "who": builders.GOVERNANCE}


def test_closed_and_cancelled_actions_are_nobodys_step():
	for status in ("Closed", "Cancelled"):
		team = builders.Team()
		action = builders.action_in(status, team)
		with as_user(team.manager):
			next = desk.what_next(action.name)
		assert (next["next_status"], next["step"], next["due_in"], next["missing"]) == (None, None, None, [])


def test_it_says_how_many_days_are_left():
	team = builders.Team()
	action = builders.opened(team, due_date=builders.in_days(3))
	with as_user(team.owner):
		assert desk.what_next(action.name)["due_in"] == 3
	frappe.db.set_value(ACTION, action.name, "due_date", builders.in_days(-2))
	with as_user(team.owner):
		assert desk.what_next(action.name)["due_in"] == -2
	assert desk.what_next(builders.draft(team).name)["due_in"] is None


def test_the_review_that_is_due_is_named_to_those_who_may_read_it():
	team = builders.Team()
	action = builders.completed(team)
	pending = builders.pending_review(action.name)
	with as_user(team.verifier):
		review = desk.what_next(action.name)["review"]
	assert review["name"] == pending.name and review["review_type"] == "Verification"
	assert str(review["due_date"]) == str(pending.due_date)


def test_it_says_how_many_slips_are_left():
	team = builders.Team()
	action = builders.opened(team)

	def left():
		with as_user(team.owner):
			return desk.what_next(action.name)["slips_left"]

	set_level(aspirational_slips=3)
	seen = [left()]
	for days in (31, 32, 33, 34):
		with as_user(team.owner):
			builders.get(action.name).reschedule(builders.in_days(days), "Parts are late")
		seen.append(left())
	assert seen == [3, 2, 1, 0, 0]
	set_level(aspirational_slips=0)
	assert left() is None


# The family


def names(rows) -> list:
	return [(row.title, names(row.parts)) for row in rows]


def member(team, title: str, parent=None, **values):
	linked = {"parent_action": parent.name, "source": parent.source} if parent else {}
	return builders.opened(team, title=title, **linked, **values)


@pytest.fixture
def kin():
	"""A grandparent with two parts, of which the first has a part of its own."""
	team = builders.Team()
	top = member(team, "Top")
	first = member(team, "First", top, due_date=builders.in_days(10))
	second = member(team, "Second", top, due_date=builders.in_days(20))
	leaf = member(team, "Leaf", first, due_date=builders.in_days(5))
	return frappe._dict(team=team, top=top, first=first, second=second, leaf=leaf)


def test_everyone_in_a_family_sees_the_whole_of_it(kin):
	whole = [("Top", [("First", [("Leaf", [])]), ("Second", [])])]
	for action in (kin.top, kin.first, kin.second, kin.leaf):
		with as_user(kin.team.manager):
			top, count = family.tree_of(action.name)
		assert names(top) == whole and count == 4


def test_an_action_that_stands_alone_has_no_family():
	team = builders.Team()
	assert family.as_html(builders.opened(team).name) == ""


def test_only_what_the_user_may_read_is_shown(kin):
	other = builders.user(builders.ACTION_OWNER)
	with as_user(kin.team.manager):
		builders.get(kin.leaf.name).reassign(other, "Leaves")
		builders.get(kin.top.name).reassign(other, "Leaves")
	with as_user(other):
		top, _count = family.tree_of(kin.leaf.name)
		# The parts of an own action are readable; the part of a part only because it is their own.
		assert names(top) == [("Top", [("First", [("Leaf", [])]), ("Second", [])])]
	stranger = builders.user(builders.ACTION_OWNER)
	with as_user(kin.team.manager):
		builders.get(kin.leaf.name).reassign(stranger, "Leaves")
	with as_user(stranger):
		assert names(family.tree_of(kin.leaf.name)[0]) == [("Leaf", [])]
		assert desk.what_next(kin.leaf.name)["family"] == ""


def test_who_is_between_may_be_unreadable(kin):
	"""A part stands under the nearest action above it that the user may read."""
	other = builders.user(builders.ACTION_OWNER)
	below = member(kin.team, "Below", kin.leaf, due_date=builders.in_days(4))
	with as_user(kin.team.manager):
		builders.get(kin.top.name).reassign(other, "Leaves")
		builders.get(below.name).reassign(other, "Leaves")
	with as_user(other):
		top, _count = family.tree_of(below.name)
	assert names(top) == [("Top", [("First", [("Below", [])]), ("Second", [])])]


def test_the_number_of_queries_does_not_grow_with_the_family(kin):
	def queries(action) -> int:
		frappe.get_meta(ACTION)
		statements = []
		original = frappe.db.sql

		def counted(query, *arguments, **values):
			statements.append(query)
			return original(query, *arguments, **values)

		frappe.db.sql = counted
		try:
			family.tree_of(action)
		finally:
			frappe.db.sql = original
		return len(statements)

	with as_user(kin.team.manager):
		queries(kin.top.name)
		before = queries(kin.top.name)
		for number in range(8):
			member(kin.team, f"More {number}", kin.second, due_date=builders.in_days(3))
		assert queries(kin.top.name) == before <= 8


def test_a_long_line_and_a_circle_from_before_the_rule():
	team = builders.Team()
	line = [member(team, "0")]
	for number in range(1, 2 * family.GENERATIONS + 3):
		line.append(member(team, str(number), line[-1]))
	in_order = [action.name for action in line]
	assert family.line_of(in_order[-1]) == in_order[::-1]
	assert list(family.descendants_of(in_order[0])) == in_order
	frappe.db.set_value(ACTION, in_order[0], "parent_action", in_order[-1])
	assert set(family.line_of(in_order[3])) == set(in_order)
	assert family.tree_of(in_order[3])[1] == len(in_order)


def test_a_big_family_is_cut_short_with_a_word(kin, monkeypatch):
	monkeypatch.setattr(family, "MOST_SHOWN", 3)
	with as_user(kin.team.manager):
		html = family.as_html(kin.leaf.name)
	assert "Leaf" in html and "First" in html and "Top" in html and "Second" not in html
	assert "And 1 more" in html


def test_the_family_as_the_form_shows_it(kin):
	kin.second.db_set("title", "<img src=x onerror=alert(1)> Second")
	kin.second.db_set("due_date", builders.in_days(-3))
	with as_user(kin.team.manager):
		html = family.as_html(kin.first.name)
	assert "<img" not in html and "&lt;img" in html
	assert html.count('aria-current="true"') == 1
	assert "Overdue: was due" in html
	assert builders.in_html(frappe.utils.get_fullname(kin.team.owner)) in html
