"""What worked, what was learned, and pilots that became full changes."""

from contextlib import contextmanager

import builders
import doors
import frappe
import pytest
from builders import ACTION_OWNER, GOVERNANCE, HR_CONTRIBUTOR, MANAGER, Team, as_user
from frappe.desk import query_report
from frappe.utils import add_days, getdate, nowdate

from improvement_actions.improvement_actions.doctype.improvement_action.desk import what_next
from improvement_actions.improvement_actions.report.what_worked import what_worked
from improvement_actions.learning import lessons
from improvement_actions.lifecycle.learning import COUNTED
from improvement_actions.refusal import RefusedError

ACTION = "Improvement Action"


def codes(refused) -> list[str]:
	return [problem.code for problem in refused.value.problems]


@pytest.fixture
def team():
	return Team()


def past(action: str, days: int) -> None:
	"""Let everything about `action` have happened `days` earlier."""
	for doctype, filters, fields in (
		(ACTION, {"name": action}, ("opened_on", "completed_on", "closed_on")),
		("Improvement Action Completion", {"parent": action}, ("completed_on",)),
		("Effectiveness Review", {"action": action}, ("reviewed_on", "due_date")),
	):
		for row in frappe.get_all(doctype, filters, ["name", *fields]):
			moved = {field: add_days(row[field], -days) for field in fields if row[field]}
			frappe.db.set_value(doctype, row.name, moved, update_modified=False)


def look(action, team, outcome: str = "Embedded") -> None:
	builders.record_review(action.name, team.verifier, outcome, "Sustainability")


@contextmanager
def queries():
	seen = []
	original = frappe.db.sql

	def counting(*args, **kwargs):
		seen.append(args)
		return original(*args, **kwargs)

	frappe.db.sql = counting
	try:
		yield seen
	finally:
		del frappe.db.sql


def report(user: str, **filters) -> list[dict]:
	filters = {"from_date": builders.in_days(-400), "to_date": nowdate(), "group_by": "Approach", **filters}
	with as_user(user):
		return what_worked.execute(filters)[1]


# What worked


def test_worked_lasted_and_reopened_are_told_apart(team):
	source = builders.source(
		team.service,
		contributory_factors=[
			{"factor": "Training and Competence", "explanation": "x"},
			{"factor": "Communication", "explanation": "y"},
		],
	).name
	lasted = builders.closed(team, source=source)
	past(lasted.name, 200)
	look(lasted, team)
	gone = builders.closed(team, source=source, approach="Pilot")
	past(gone.name, 100)
	look(gone, team, "Not Embedded")
	waiting = builders.completed(team, source=source)
	second = builders.completed(team, source=source)
	builders.record_review(second.name, team.verifier, "Partially Embedded")
	builders.started(team, source=source)

	rows = {row["group"]: row for row in report(team.manager, service=team.service)}
	total = rows["All, each once"]
	assert {key: total[key] for key in ("completed", "verified", "embedded_first", "checked", "lasted")} == {
		"completed": 4,
		"verified": 3,
		"embedded_first": 2,
		"checked": 2,
		"lasted": 1,
	}
	assert (total["reopened"], total["closed"], total["pilots"]) == (1, 1, 1)
	assert (
		total["embedded_share"] == "2 of 3: too few to say"
		and total["lasted_share"] == "1 of 2: too few to say"
	)
	assert total["days_to_close"] == "0"
	assert rows["Pilot"]["completed"] == 1 and rows["Full Change"]["completed"] == 3

	by_factor = report(team.manager, service=team.service, group_by="Contributory Factor and Approach")
	assert [(row["group"], row["completed"]) for row in by_factor] == [
		("Communication / Full Change", 3),
		("Training and Competence / Full Change", 3),
		("Communication / Pilot", 1),
		("Training and Competence / Pilot", 1),
		("All, each once", 4),
	]
	assert waiting.name in [
		row["name"] for row in report(team.manager, service=team.service, counted="completed")
	]


def test_each_number_is_how_many_actions_it_opens(team):
	for status in ("Closed", "Completed", "Closed"):
		builders.action_in(status, team, approach="Pilot" if status == "Completed" else "Full Change")
	for group_by in what_worked.GROUPS:
		for row in report(team.manager, service=team.service, group_by=group_by):
			group = "" if row.get("is_total") else row["group"]
			for counted in COUNTED:
				listed = report(
					team.manager, service=team.service, group_by=group_by, group=group, counted=counted
				)
				assert len(listed) == row[counted], (group_by, row["group"], counted)
				for action in listed:
					assert frappe.db.exists(ACTION, action["name"])


def test_a_percentage_is_given_from_five_on(team):
	source = builders.source(team.service).name
	for _number in range(5):
		builders.closed(team, source=source)
	[row] = report(team.manager, service=team.service)
	assert row["embedded_share"] == "100% of 5" and row["lasted_share"] == "not known yet"


def test_what_counts_is_the_day_of_the_first_completion(team):
	action = builders.closed(team)
	past(action.name, 50)
	builders.do(action.name, team.manager, "Reopen", "The audit found gaps again.")
	builders.prove(action.name)
	builders.do(action.name, team.owner, "Complete")
	assert report(team.manager, service=team.service, from_date=builders.in_days(-10)) == []
	[row] = report(
		team.manager, service=team.service, from_date=builders.in_days(-50), to_date=builders.in_days(-50)
	)
	assert (row["completed"], row["reopened"], row["lasted"], row["checked"]) == (1, 1, 0, 1)


def test_only_what_somebody_may_read_is_counted(team):
	action = builders.closed(team)
	elsewhere = builders.closed(Team())
	readers = {
		builders.user(GOVERNANCE): {action.name, elsewhere.name},
		builders.user(MANAGER, limited_to=team.service): {action.name},
		team.owner: {action.name},
		builders.user(ACTION_OWNER): set(),
		builders.user(HR_CONTRIBUTOR): set(),
	}
	for reader, expected in readers.items():
		listed = {row["name"] for row in report(reader, counted="completed")}
		assert listed & {action.name, elsewhere.name} == expected
		assert len(listed) == sum(row["completed"] for row in report(reader) if not row.get("is_total"))
	with as_user(builders.user()), pytest.raises(frappe.PermissionError):
		what_worked.execute({})


def test_the_report_refuses_what_it_does_not_know(team):
	with pytest.raises(RefusedError) as refused:
		report(
			team.manager, from_date=nowdate(), to_date=builders.in_days(-1), group_by="Colour", counted="x"
		)
	assert codes(refused) == ["no_period", "no_such_group", "no_such_number"]


def test_the_number_of_queries_does_not_grow(team):
	source = builders.source(team.service).name

	def asked() -> int:
		report(team.governance)
		with queries() as seen:
			report(team.governance, group_by="Contributory Factor and Approach")
		return len(seen)

	builders.completed(team, source=source)
	before = asked()
	for _number in range(4):
		builders.completed(team)
	assert asked() == before <= 8


def test_the_report_runs_in_the_desk(team):
	builders.closed(team)
	with as_user(team.manager):
		answer = query_report.run("What Worked", filters={"group_by": "Service"})
	[row] = [row for row in answer["result"] if row["group"] == team.service]
	assert row["completed"] == 1
	assert answer["chart"]["data"]["labels"]


# Lessons learned


def lesson(team, text: str, **values):
	action = builders.completed(team, **values)
	frappe.db.set_value(ACTION, action.name, "lessons_learned", text, update_modified=False)
	return action.name


def found(user: str, words: str = "", **values) -> list[str]:
	with as_user(user):
		answer = lessons.search(words, **values)
	names = [row["action"] for row in answer["lessons"]]
	assert len(set(names)) == len(names)
	if not values.get("start"):
		assert answer["total"] == len(names) or len(names) == values.get("page_length", lessons.PAGE)
	return names


def test_all_words_in_any_order_anywhere(team):
	first = lesson(team, "Zebra sheets at the bedside work, sheets in the office do not.")
	lesson(team, "Zebra crossings were painted.")
	builders.completed(team)
	manager = builders.user(MANAGER, limited_to=team.service)
	assert found(manager, "bedside zebra") == [first]
	assert found(manager, "ZEB sheet 78%") == [first], "parts of words, and the change to practice"
	assert found(manager, "zebra senior handover bedside") == [first], "and the title"
	assert len(found(manager, "zebra")) == 2
	assert found(manager, "zebra elephants") == []


def test_signs_stand_for_themselves(team):
	one = lesson(team, r"Quokka 100% of nights_ \ done")
	lesson(team, "Quokka 1005 of nightsX / done")
	manager = builders.user(MANAGER, limited_to=team.service)
	for words in ("quokka 100%", "quokka nights_", "quokka \\"):
		assert found(manager, words) == [one], words
	assert found(manager, "quokka' or 1=1 --") == []


def test_lessons_are_narrowed_down(team):
	other = Team()
	standard = frappe.get_all("Regulatory Standard", pluck="name", limit=1)[0]
	source = builders.source(
		team.service,
		theme="Medicines at night",
		contributory_factors=[{"factor": "Training and Competence", "explanation": "x"}],
		standards=[{"standard": standard}],
	).name
	mine = lesson(team, "Wombat lesson", source=source)
	theirs = lesson(other, "Wombat lesson")
	governance = builders.user(GOVERNANCE)
	assert set(found(governance, "wombat")) == {mine, theirs}
	for narrowed in (
		{"theme": "at night"},
		{"factor": "Training and Competence"},
		{"service": team.service},
		{"standard": standard},
	):
		assert found(governance, "wombat", **narrowed) == [mine], narrowed


def test_pages_follow_one_another(team):
	source = builders.source(team.service).name
	names = {lesson(team, f"Capybara {number}", source=source) for number in range(3)}
	manager = builders.user(MANAGER, limited_to=team.service)
	first = found(manager, "capybara", page_length=2)
	second = found(manager, "capybara", start=2, page_length=2)
	assert len(first) == 2 and {*first, *second} == names
	with as_user(manager):
		assert lessons.search("capybara", start=2, page_length=2)["total"] == 3
		assert len(lessons.search("capybara", start=-5, page_length=0)["lessons"]) == 1


def test_a_lesson_shows_what_came_of_its_action(team):
	action = builders.closed(team)
	frappe.db.set_value(ACTION, action.name, "lessons_learned", "Okapi", update_modified=False)
	with as_user(team.manager):
		[shown] = lessons.search("okapi")["lessons"]
	assert (shown["lesson"], shown["status"], shown["embedded_first"], shown["lasted"]) == (
		"Okapi",
		"Closed",
		True,
		None,
	)
	assert shown["change"] == action.change_to_practice and getdate(shown["completed_on"]) == getdate(
		nowdate()
	)


def test_nobody_finds_lessons_of_actions_they_may_not_read():
	percent = Team(builders.service(service_name=f"100% Care {builders.fake.unique.random_number(6)}"))
	name = lesson(percent, "Axolotl")
	lesson(Team(), "Axolotl")
	assert found(builders.user(MANAGER, limited_to=percent.service), "axolotl") == [name]
	assert found(percent.owner, "axolotl") == [name]
	assert found(builders.user(ACTION_OWNER), "axolotl") == []
	for person in (builders.user(), "Guest"):
		with as_user(person), pytest.raises(frappe.PermissionError):
			lessons.search("axolotl")


# Pilots


def test_a_finished_pilot_is_rolled_out_as_a_draft(team):
	pilot = builders.closed(team, approach="Pilot")
	with as_user(team.manager):
		name = builders.get(pilot.name).roll_out(title="Every unit checks its charts at handover")
	full = builders.get(name)
	assert (full.status, full.approach, full.follows_pilot) == ("Draft", "Full Change", pilot.name)
	for field in ("source", "service", "priority", "closure_test", "indicator", "target_value"):
		assert full.get(field) == pilot.get(field), field
	assert full.title == "Every unit checks its charts at handover"
	assert not full.action_owner and not full.due_date and not full.baseline_date
	with as_user(team.manager):
		assert name in what_next(pilot.name)["pilot"] and "rolled out" in what_next(pilot.name)["pilot"]
		assert pilot.name in what_next(name)["pilot"]
		assert what_next(builders.draft(team).name)["pilot"] == ""
	[row] = [row for row in report(team.manager, service=team.service) if row["group"] == "Pilot"]
	assert (row["pilots"], row["rolled_out"]) == (1, 1)


def test_what_was_cancelled_rolled_nothing_out(team):
	pilot = builders.closed(team, approach="Pilot")
	with as_user(team.manager):
		full = builders.get(pilot.name).roll_out()
	builders.do(full, team.manager, "Cancel", "No money for it this year.")
	[row] = report(team.manager, service=team.service)
	assert (row["pilots"], row["rolled_out"]) == (1, 0)


def test_only_managers_roll_out_and_only_what_is_finished(team):
	pilot = builders.started(team, approach="Pilot")
	with as_user(team.manager), pytest.raises(RefusedError) as refused:
		builders.get(pilot.name).roll_out()
	assert codes(refused) == ["pilot_not_finished"]
	with as_user(team.manager), pytest.raises(RefusedError) as refused:
		builders.get(builders.closed(team).name).roll_out()
	assert codes(refused) == ["not_a_pilot"]
	done = builders.completed(team, approach="Pilot")
	with as_user(team.owner), pytest.raises(frappe.PermissionError):
		builders.get(done.name).roll_out()
	with (
		as_user(builders.user(MANAGER, limited_to=builders.service())),
		pytest.raises(frappe.PermissionError),
	):
		builders.get(done.name).roll_out()


@pytest.mark.parametrize("door", doors.WRITING)
def test_no_door_links_to_what_is_no_pilot(team, door):
	action, other = builders.draft(team), builders.draft(team)
	with as_user(team.manager):
		assert doors.refusal_of(doors.WRITING[door], ACTION, action.name, {"follows_pilot": other.name})
		assert doors.refusal_of(doors.WRITING[door], ACTION, action.name, {"follows_pilot": action.name})
	assert not frappe.db.get_value(ACTION, action.name, "follows_pilot")


def test_a_pilot_follows_no_pilot_and_stays_one(team):
	pilot = builders.draft(team, approach="Pilot")
	follower = builders.draft(team, follows_pilot=pilot.name)
	with as_user(team.manager):
		with pytest.raises(RefusedError) as refused:
			builders.get(follower.name).update({"approach": "Pilot"}).save()
		assert codes(refused) == ["pilot_follows_pilot"]
		with pytest.raises(RefusedError) as refused:
			builders.get(pilot.name).update({"approach": "Full Change"}).save()
		assert codes(refused) == ["has_followers"]
		with pytest.raises(RefusedError) as refused:
			builders.get(pilot.name).update({"follows_pilot": pilot.name}).save()
		assert codes(refused) == ["follows_itself"]


def test_the_pilot_comes_first(team):
	pilot = builders.started(team, approach="Pilot")
	follower = builders.draft(team, follows_pilot=pilot.name)
	with as_user(team.manager):
		assert "pilot_not_finished" in [each["code"] for each in what_next(follower.name)["missing"]]
	with pytest.raises(RefusedError) as refused:
		builders.do(follower.name, team.manager, "Open")
	assert codes(refused) == ["pilot_not_finished"]
	builders.prove(pilot.name)
	builders.do(pilot.name, team.owner, "Complete")
	builders.do(follower.name, team.manager, "Open")
	# What the pilot turns out to be later holds nothing up
	builders.record_review(pilot.name, team.verifier, "Not Embedded")
	with as_user(team.owner):
		builders.get(follower.name).add_progress("Rolled out in the first unit")
	with as_user(team.manager), pytest.raises(RefusedError) as refused:
		started = builders.started(team, approach="Pilot").name
		builders.get(follower.name).update({"follows_pilot": started}).save()
	assert codes(refused) == ["pilot_not_finished"]


def test_only_who_reads_a_pilot_builds_on_it(team):
	hidden = builders.completed(Team(), approach="Pilot")
	manager = builders.user(MANAGER, limited_to=team.service)
	with as_user(manager), pytest.raises(frappe.PermissionError):
		builders.get(builders.draft(team).name).update({"follows_pilot": hidden.name}).save()


def test_an_owner_does_not_rewrite_what_the_action_builds_on(team):
	pilot = builders.completed(team, approach="Pilot")
	action = builders.opened(team)
	with as_user(team.owner), pytest.raises(RefusedError) as refused:
		builders.get(action.name).update({"follows_pilot": pilot.name}).save()
	assert codes(refused) == ["agreed_at_opening"]
