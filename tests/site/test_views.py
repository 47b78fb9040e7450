"""What stands behind the views of many actions: ready-made filters, calendar, tree, board, register."""

import json

import builders
import frappe
import pytest
from builders import (
	ACTION_OWNER,
	EXTERNAL_REVIEWER,
	GOVERNANCE,
	HR_CONTRIBUTOR,
	MANAGER,
	VERIFIER,
	as_user,
	in_days,
)
from doors import Refused, refusal_of, rest

from improvement_actions import list_views, seeds
from improvement_actions.improvement_actions.doctype.improvement_action import from_a_view, tree
from improvement_actions.improvement_actions.report.improvement_action_register.improvement_action_register import (
	execute,
)
from improvement_actions.seeds import desk_views

ACTION, SOURCE = "Improvement Action", "Improvement Source"
EVIDENCE, REVIEW = "Improvement Evidence", "Effectiveness Review"
FROM_A_VIEW = "improvement_actions.improvement_actions.doctype.improvement_action.from_a_view"


def set_trajectory(action, **values):
	frappe.db.set_value(ACTION, action.name, values, update_modified=False)


@pytest.fixture
def team():
	return builders.Team()


@pytest.fixture
def course(team):
	"""Return one action of every kind that a view is about, by what is said of it."""
	found = {
		"overdue": builders.started(team),
		"slipping": builders.started(team),
		"stale": builders.started(team),
		"aspirational": builders.opened(team),
		"due_soon": builders.opened(team),
		"plain": builders.opened(team),
		"to_verify": builders.completed(team),
		"closed": builders.closed(team),
		"draft": builders.draft(team),
	}
	for action in found.values():
		set_trajectory(action, stale_from=None, slip_count=0, is_aspirational=0)
	set_trajectory(found["overdue"], due_date=in_days(-1), escalation_level=2)
	# The first step of the settings tells the owner alone.
	set_trajectory(found["slipping"], slip_count=2, escalation_level=1)
	set_trajectory(found["stale"], stale_from=in_days(0))
	set_trajectory(found["aspirational"], is_aspirational=1, slip_count=3)
	set_trajectory(found["due_soon"], due_date=in_days(14))
	# What is finished keeps its past; it is in no view of what needs attention.
	set_trajectory(
		found["closed"], due_date=in_days(-5), stale_from=in_days(-5), slip_count=4, is_aspirational=1
	)
	return {said: action.name for said, action in found.items()}


def views(doctype=ACTION, **arguments) -> dict:
	answer = list_views.get_views(doctype, **arguments)
	return {view["name"]: view for view in answer["views"]}


def listed(doctype: str, filters: list) -> set[str]:
	"""Return what a list shows with these filters."""
	sent = json.loads(frappe.as_json([[doctype, *each] for each in filters]))
	return set(frappe.get_list(doctype, filters=sent, pluck="name", limit_page_length=0))


def test_each_view_holds_what_it_says(team, course):
	with as_user(team.verifier):
		found = {
			name: listed(ACTION, view["filters"]) & set(course.values()) for name, view in views().items()
		}
	by_name = {action: said for said, action in course.items()}
	said = {name: {by_name[action] for action in actions} for name, actions in found.items()}
	assert said == {
		"under_way": {"overdue", "slipping", "stale", "aspirational", "due_soon", "plain"},
		"overdue": {"overdue"},
		"escalated": {"overdue"},
		"to_verify": {"to_verify"},
		"slipping": {"slipping", "aspirational"},
		"stale": {"stale"},
		"aspirational": {"aspirational"},
		"due_soon": {"due_soon"},
	}


@pytest.mark.parametrize(
	"role", (MANAGER, ACTION_OWNER, VERIFIER, GOVERNANCE, HR_CONTRIBUTOR, EXTERNAL_REVIEWER)
)
def test_a_count_is_what_the_list_shows_to_that_person(role, course, team):
	here = builders.Team()
	builders.opened(here, needs_training_evidence=1)
	builders.completed(here)
	if role == ACTION_OWNER:
		person = team.owner
	else:
		person = builders.user(role, limited_to=here.service)
	builders.evidence(course["plain"], valid_until=in_days(10))
	builders.evidence(course["plain"], evidence_date=in_days(-30), valid_until=in_days(-1))
	builders.evidence(course["plain"])
	with as_user(person):
		for doctype in (ACTION, SOURCE, EVIDENCE, REVIEW):
			if not frappe.has_permission(doctype, "read"):
				assert refusal_of(list_views.get_views, doctype) is not None
				continue
			for name, view in views(doctype).items():
				assert view["count"] == len(listed(doctype, view["filters"])), f"{doctype} {name}"
	if role in (MANAGER, VERIFIER):
		with as_user(person):
			assert views()["to_verify"]["count"] == 1, "the other service's are not counted"


def test_the_other_filters_of_the_list_narrow_the_counts(team, course):
	other = builders.opened(builders.Team())
	set_trajectory(other, slip_count=1)
	with as_user(team.manager):
		narrowed = views(filters=json.dumps([[ACTION, "service", "=", team.service]]))
		chosen = [[ACTION, *each] for each in narrowed["slipping"]["filters"]]
		answer = list_views.get_views(ACTION, json.dumps([*chosen, [ACTION, "service", "=", team.service]]))
	assert narrowed["slipping"]["count"] == 2
	assert answer["active"] == "slipping"
	assert answer["others"] == [[ACTION, "service", "=", team.service]]
	assert {view["name"]: view["count"] for view in answer["views"]} == {
		name: view["count"] for name, view in narrowed.items()
	}


def test_a_view_chosen_on_another_day_means_that_day_no_more(team):
	with as_user(team.manager):
		overdue = views()["overdue"]["filters"]
		old = [[ACTION, *each] for each in overdue]
		old[1][3] = ["2000-01-01", in_days(-9)]
		assert list_views.get_views(ACTION, json.dumps(old))["active"] == "under_way"
		answer = list_views.get_views(ACTION, json.dumps(old), chosen="overdue")
	assert (answer["active"], answer["renewed"], answer["others"]) == ("overdue", True, [])


def test_counting_takes_the_same_queries_for_many_as_for_few(team):
	def queries() -> int:
		count = 0
		original = frappe.db.sql

		def counting(*args, **kwargs):
			nonlocal count
			count += 1
			return original(*args, **kwargs)

		frappe.db.sql = counting
		try:
			list_views.get_views(ACTION, named=[team.owner, team.manager])
			tree.get_all_nodes("All")
			from_a_view.get_due_dates(in_days(-100), in_days(100))
			execute({})
		finally:
			del frappe.db.sql
		return count

	with as_user(team.manager):
		parent = builders.opened(team)
		builders.draft(team, parent_action=parent.name, source=parent.source, due_date=parent.due_date)
		queries()  # what is cached the first time
		few = queries()
		for _number in range(4):
			builders.draft(team, parent_action=parent.name, source=parent.source, due_date=parent.due_date)
			builders.opened(team)
		assert queries() == few


def test_counting_ends_where_nobody_counts_any_further(team, course, monkeypatch):
	with as_user(team.manager):
		exact = {name: view["count"] for name, view in views().items()}
		assert not any(view["more"] for view in views().values())
		most = exact["slipping"]
		assert 0 < most < exact["under_way"]
		monkeypatch.setattr(list_views, "COUNTED_UP_TO", most)
		counted = {name: (view["count"], view["more"]) for name, view in views().items()}
	assert counted == {name: (min(count, most), count > most) for name, count in exact.items()}


def test_a_record_counts_once_however_often_a_filter_finds_it(team):
	action = builders.started(team)
	with as_user(team.owner):
		builders.get(action.name).add_progress("Second unit", 40, "Audit", in_days(7))
		by_row = [["Improvement Action Progress", "percent_complete", ">", 0]]
		assert views(filters=json.dumps(by_row))["mine"]["count"] == 1


def test_owners_are_named_to_those_who_read_their_actions_only(team):
	elsewhere = builders.opened(builders.Team())
	mine = builders.opened(team)
	person = builders.user(MANAGER, limited_to=team.service)
	asked = json.dumps([mine.action_owner, elsewhere.action_owner, "nobody@example.org"])
	with as_user(person):
		people = list_views.get_views(ACTION, named=asked)["people"]
		assert list_views.get_views(ACTION)["people"] == {}, "nobody was asked for"
	assert people == {mine.action_owner: frappe.db.get_value("User", mine.action_owner, "full_name")}


def test_there_are_views_of_our_records_only():
	with pytest.raises(frappe.ValidationError, match="no ready-made views"):
		list_views.get_views("User")


# Moves from a board


def test_a_board_offers_the_moves_of_the_workflow(team):
	action = builders.started(team)
	with as_user(team.owner):
		answer = from_a_view.moves(action.name)
		assert answer["status"] == "In Progress"
		assert [move["action"] for move in answer["moves"]] == ["Complete"]
	with as_user(team.governance):
		assert from_a_view.moves(action.name)["moves"] == [], "reads all, moves nothing"
	with as_user(builders.user(ACTION_OWNER)), pytest.raises(frappe.PermissionError):
		from_a_view.moves(action.name)


def test_a_move_from_a_board_meets_the_gates(team):
	action = builders.started(team)
	with as_user(team.owner):
		refused = refusal_of(from_a_view.move, action.name, "Complete")
		assert "change to practice" in refused and "reading" in refused
	assert builders.get(action.name).status == "In Progress"
	builders.prove(action.name)
	with as_user(team.owner):
		assert from_a_view.move(action.name, "Complete") == "Completed"
	with as_user(team.verifier):
		assert "Say why" in refusal_of(from_a_view.move, action.name, "Return")
		assert from_a_view.move(action.name, "Return", "Two charts still have gaps.") == "In Progress"
	assert builders.get(action.name).return_reason == "Two charts still have gaps."


def test_nobody_moves_what_they_may_not_write(team):
	action = builders.opened(team)
	for person in (
		team.governance,
		builders.user(ACTION_OWNER),
		builders.user(MANAGER, limited_to=builders.service()),
	):
		with as_user(person), pytest.raises(frappe.PermissionError):
			from_a_view.move(action.name, "Start")
	assert builders.get(action.name).status == "Open"


def test_what_changes_a_record_is_not_done_by_a_link(team):
	action = builders.opened(team)
	with as_user(team.owner):
		for method in ("move", "reschedule"):
			with pytest.raises(Refused):
				rest("GET", f"/api/method/{FROM_A_VIEW}.{method}?action={action.name}&workflow_action=Start")
	assert builders.get(action.name).status == "Open"


# Due dates in the calendar


def due_dates(start=-60, end=60, **arguments) -> dict:
	rows = from_a_view.get_due_dates(f"{in_days(start)} 00:00:00", f"{in_days(end)} 00:00:00", **arguments)
	return {row.name: row for row in rows}


def test_the_calendar_shows_what_falls_into_its_month(team):
	action = builders.opened(team, due_date=in_days(10))
	undated = builders.draft(team, due_date=None)
	with as_user(team.manager):
		assert action.name in due_dates(10, 10) and action.name in due_dates(0, 10)
		assert action.name not in due_dates(11, 40) and action.name not in due_dates(-40, 9)
		assert undated.name not in due_dates()
		filtered = due_dates(filters=json.dumps([[ACTION, "status", "=", "Draft", False]]))
		assert action.name not in filtered


def test_the_calendar_says_who_and_whether_it_is_late_and_may_be_moved(team):
	late, done = builders.opened(team), builders.completed(team)
	frappe.db.set_value(ACTION, late.name, "due_date", in_days(-3))
	full_name = frappe.db.get_value("User", team.owner, "full_name")
	for person, movable in (
		(team.manager, True),
		(team.owner, True),
		(team.verifier, False),
		(team.governance, False),
	):
		with as_user(person):
			rows = due_dates()
		assert (rows[late.name].owner_name, rows[late.name].overdue) == (full_name, True)
		assert rows[late.name].movable is movable, person
		assert (rows[done.name].overdue, rows[done.name].movable) == (False, False)


@pytest.mark.parametrize("role", (MANAGER, ACTION_OWNER, VERIFIER, GOVERNANCE, HR_CONTRIBUTOR))
def test_calendar_and_tree_hold_what_the_person_may_read(role):
	here, there = builders.Team(), builders.Team()
	mine, theirs = builders.opened(here), builders.opened(there)
	training = builders.opened(there, needs_training_evidence=1)
	person = here.owner if role == ACTION_OWNER else builders.user(role, limited_to=here.service)
	readable = {
		GOVERNANCE: {mine.name, theirs.name, training.name},
		HR_CONTRIBUTOR: {training.name},
	}.get(role, {mine.name})
	everything = {mine.name, theirs.name, training.name}
	with as_user(person):
		assert set(due_dates()) & everything == readable
		assert {node["value"] for node in tree.get_nodes(is_root=True)} & everything == readable


def test_without_a_role_there_is_neither_calendar_nor_tree_nor_views():
	with as_user(builders.user()):
		for ask in (due_dates, lambda: tree.get_nodes(is_root=True), lambda: list_views.get_views(ACTION)):
			with pytest.raises(frappe.PermissionError):
				ask()


def test_a_due_date_is_moved_with_its_reason(team):
	action = builders.opened(team)
	with as_user(team.owner):
		assert "Say why" in refusal_of(from_a_view.reschedule, action.name, in_days(40))
		assert from_a_view.reschedule(action.name, in_days(40), "The charts come late.") == in_days(40)
	doc = builders.get(action.name)
	assert (str(doc.due_date), doc.slip_count, doc.due_date_changes[0].reason) == (
		in_days(40),
		1,
		"The charts come late.",
	)
	with as_user(team.verifier):
		assert refusal_of(from_a_view.reschedule, action.name, in_days(50), "I would like to.") is not None
	with as_user(builders.user(ACTION_OWNER)), pytest.raises(frappe.PermissionError):
		from_a_view.reschedule(action.name, in_days(50), "Not mine.")


def test_the_date_of_a_draft_just_moves(team):
	action = builders.draft(team)
	with as_user(team.manager):
		from_a_view.reschedule(action.name, in_days(40))
		assert "not a date" in refusal_of(from_a_view.reschedule, action.name, "next spring")
	doc = builders.get(action.name)
	assert (str(doc.due_date), doc.slip_count, doc.due_date_changes) == (in_days(40), 0, [])


# The tree


def part_of(parent, team, **values):
	return builders.draft(
		team, parent_action=parent.name, source=parent.source, due_date=in_days(20), **values
	)


def labels(nodes) -> set[str]:
	return {node["value"] for node in nodes}


def test_parts_are_below_what_they_are_part_of(team):
	parent = builders.opened(team)
	part, another = part_of(parent, team), part_of(parent, team)
	part_of_part = part_of(part, team)
	with as_user(team.manager):
		top = {node["value"]: node for node in tree.get_nodes(is_root=True)}
		assert top[parent.name]["expandable"] and part.name not in top
		assert labels(tree.get_nodes(parent.name)) == {part.name, another.name}
		assert [node["expandable"] for node in tree.get_nodes(part.name)] == [False]
		whole = {each["parent"]: labels(each["data"]) for each in tree.get_all_nodes("All")}
	assert whole[parent.name] == {part.name, another.name}
	assert whole[part.name] == {part_of_part.name}
	assert parent.name in whole["All"] and not {part.name, another.name, part_of_part.name} & whole["All"]


def test_who_may_not_read_an_action_finds_its_parts_at_the_top(team):
	parent = builders.opened(team)
	helper = builders.Team()
	part = part_of(parent, team, action_owner=helper.owner)
	with as_user(helper.owner):
		assert labels(tree.get_nodes(is_root=True)) == {part.name}
		assert labels(tree.get_nodes(parent.name)) == {part.name}, (
			"of the parent no more than its name was known"
		)
	with as_user(team.owner):
		assert labels(tree.get_nodes(is_root=True)) == {parent.name}
		assert labels(tree.get_nodes(parent.name)) == {part.name}


def test_filters_of_the_tree_find_parts_below_what_they_are_part_of(team):
	parent, alone = builders.opened(team), builders.opened(team)
	part_of(parent, team, action_owner=team.new_owner)
	closed = builders.cancelled(team)
	with as_user(team.manager):
		by_owner = labels(tree.get_nodes(is_root=True, action_owner=team.new_owner))
		assert by_owner == {parent.name}
		unfinished = labels(tree.get_nodes(is_root="true", unfinished_only="1", service=team.service))
		assert unfinished == {parent.name, alone.name}
		with_parts = labels(tree.get_nodes(is_root=True, with_parts_only=1, service=team.service))
		assert with_parts == {parent.name}
		assert closed.name in labels(tree.get_nodes(is_root=True, service=team.service))


def test_a_cycle_does_not_hang_the_tree(team):
	one, two = builders.opened(team), builders.opened(team)
	frappe.db.set_value(ACTION, one.name, "parent_action", two.name)
	frappe.db.set_value(ACTION, two.name, "parent_action", one.name)
	with as_user(team.manager):
		found = tree.get_all_nodes("All", service=team.service)
		assert labels(tree.get_nodes(one.name)) == {two.name}
	assert found == [{"parent": "All", "data": []}]


# The board and the columns of the list


def test_the_board_has_the_statuses_in_their_order_and_its_cards_in_their_columns():
	board = frappe.get_doc("Kanban Board", desk_views.BOARD)
	assert (board.reference_doctype, board.field_name, board.private) == (ACTION, "status", 0)
	assert [(row.column_name, row.status) for row in board.columns] == [
		("Draft", "Active"), ("Open", "Active"), ("In Progress", "Active"), ("Completed", "Active"),
		("Closed", "Active"), ("Cancelled", "Archived"),
	]  # fmt: skip
	meta = frappe.get_meta(ACTION)
	assert all(meta.has_field(fieldname) for fieldname in json.loads(board.fields))


@pytest.mark.parametrize("doctype", desk_views.LIST_COLUMNS)
def test_every_column_of_a_list_is_there_and_shown(doctype):
	settings = frappe.get_doc("List View Settings", doctype)
	meta = frappe.get_meta(doctype)
	columns = json.loads(settings.fields)
	assert int(settings.total_fields) == len(columns) + 1 and columns[0]["fieldname"] == meta.title_field
	for column in columns[1:]:
		if column["fieldname"] != "status_field":
			field = meta.get_field(column["fieldname"])
			assert (field.in_list_view, field.label) == (1, column["label"])


def test_what_was_changed_about_the_views_stays():
	board = frappe.get_doc("Kanban Board", desk_views.BOARD)
	board.columns[0].indicator = "Pink"
	board.save()
	settings = frappe.get_doc("List View Settings", ACTION)
	settings.total_fields = "10"
	settings.save()
	seeds.insert_missing()
	assert frappe.get_doc("Kanban Board", desk_views.BOARD).columns[0].indicator == "Pink"
	assert frappe.db.get_value("List View Settings", ACTION, "total_fields") == "10"
	assert frappe.db.count("Kanban Board", {"reference_doctype": ACTION}) == 1


def test_who_has_a_board_of_their_own_is_given_no_second():
	desk_views.remove()
	own = frappe.get_doc(
		{
			"doctype": "Kanban Board",
			"kanban_board_name": "Ours",
			"reference_doctype": ACTION,
			"field_name": "priority",
		}
	).insert()
	seeds.insert_missing()
	assert frappe.get_all("Kanban Board", {"reference_doctype": ACTION}, pluck="name") == [own.name]
	desk_views.remove()
	assert frappe.db.exists("Kanban Board", own.name)
	assert not frappe.get_all("List View Settings", {"name": ("in", list(desk_views.LIST_COLUMNS))})


# The register


def register(**filters) -> dict:
	return {row.name: row for row in execute(filters)[1]}


def test_the_register_narrows_down_to_what_the_list_calls_the_same(team, course):
	with as_user(team.manager):
		for box, view in (
			("overdue_only", "overdue"),
			("slipping_only", "slipping"),
			("stale_only", "stale"),
			("aspirational_only", "aspirational"),
		):
			shown = set(register(**{box: 1, "service": team.service}))
			assert shown == listed(ACTION, [*views()[view]["filters"], ["service", "=", team.service]]), box
			assert shown, box
		assert set(register(slipping_only=1, aspirational_only=1)) == {course["aspirational"]}


def test_the_register_says_what_stands_out(team, course):
	frappe.db.set_value(
		ACTION, course["stale"], {"current_barrier": "No sensors", "next_milestone_date": in_days(-1)}
	)
	with as_user(team.manager):
		rows = register(service=team.service)
		assert rows[course["stale"]].course == "Stale, Milestone missed, Barrier"
		assert rows[course["aspirational"]].course == "Aspirational, Slipping"
		assert rows[course["closed"]].course == rows[course["plain"]].course == ""
		assert set(register(barrier_only=1)) == {course["stale"]}
		columns, summary = execute({})[0], execute({})[4]
	assert {"course", "next_milestone", "next_milestone_date", "current_barrier"} <= {
		column["fieldname"] for column in columns
	}
	assert next(item["value"] for item in summary if item["label"] == "Stale") == 1
