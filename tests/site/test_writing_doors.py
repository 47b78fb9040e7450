"""What no door lets through: status, dates and people are changed by moving an action, not by writing fields."""

import builders
import frappe
import pytest
from doors import (
	DELETING,
	INSERTING,
	WRITING,
	calendar_drag,
	gantt_drag,
	import_csv,
	kanban_move,
	refusal_of,
	rest,
	stored,
)

ACTION = "Improvement Action"
SOMEONE_ELSE = "someone else"

#: For each status: writes that must be refused, and a word that the refusal has to say.
REFUSED = {
	"Draft": (
		({"status": "Open"}, "workflow"),
		({"status": "Closed"}, "workflow"),
		({"workflow_state": "Closed"}, "cannot go"),
		({"status": "Completed", "workflow_state": "Completed"}, "cannot go"),
		({"slip_count": 2}, "Times Rescheduled"),
		({"completed_by": SOMEONE_ELSE}, "Completed By"),
		({"closed_on": "2026-01-01 10:00:00"}, "Closed On"),
	),
	"Open": (
		({"status": "Closed"}, "workflow"),
		({"workflow_state": "Closed"}, "cannot go"),
		({"due_date": "2099-12-31"}, "Reschedule"),
		({"action_owner": SOMEONE_ELSE}, "Reassign"),
		({"original_due_date": "2099-12-31"}, "Original Due Date"),
		({"opened_on": "2026-01-01 10:00:00"}, "Opened On"),
		({"reopen_count": 1}, "Times Reopened"),
		({"due_date_changes": [{"reason": "None of ours"}]}, "Due Date Changes"),
		({"owner_changes": [{"reason": "None of ours"}]}, "Owner Changes"),
	),
	"Completed": (
		({"workflow_state": "Closed"}, "Record a Verification review"),
		({"workflow_state": "Cancelled"}, "cannot go"),
		({"workflow_state": "In Progress"}, "Say why the action is returned"),
		({"due_date": "2099-12-31"}, "Reschedule"),
		({"completed_on": "2026-01-01 10:00:00"}, "Completed On"),
	),
	"Closed": (
		({"title": "Another title"}, "read-only"),
		({"lessons_learned": "None"}, "read-only"),
		({"horizon": "Quick Win"}, "read-only"),
		({"readings": []}, "read-only"),
		({"progress_updates": []}, "read-only"),
		({"standards": [{"standard": "CQC Regulation 17"}]}, "read-only"),
		({"due_date": "2099-12-31"}, "Reschedule"),
		({"action_owner": SOMEONE_ELSE}, "Reassign"),
		({"closed_by": SOMEONE_ELSE}, "Closed By"),
		({"completion_count": 7}, "Times Completed"),
		({"workflow_state": "Draft"}, "cannot go"),
		({"workflow_state": "In Progress"}, "Say why the action is reopened"),
	),
	"Cancelled": (
		({"title": "Another title"}, "read-only"),
		({"workflow_state": "Open"}, "stays so"),
		({"cancellation_reason": "Another reason"}, "read-only"),
	),
}

#: Doors that report only that a record failed, or that stop an attempt before it reaches the rule.
SILENT = {"list_bulk_edit", "form_submit"}


def doors_for(values: dict) -> list:
	"""Return the doors that can carry `values`: a sheet has no cell for a whole table."""
	is_table = any(isinstance(value, list) for value in values.values())
	return [door for name, door in WRITING.items() if not (is_table and name == "data_import_update")]


@pytest.mark.parametrize("status", REFUSED)
def test_what_only_the_lifecycle_may_change_is_refused_at_every_door(status):
	team = builders.Team()
	name = builders.action_in(status, team).name
	before = stored(ACTION, name)
	wrong = []
	for values, word in REFUSED[status]:
		values = {key: team.new_owner if value == SOMEONE_ELSE else value for key, value in values.items()}
		for door in doors_for(values):
			answer = refusal_of(door, ACTION, name, values) or ""
			if word not in answer and not (answer and door.__name__ in SILENT):
				wrong.append(f"{door.__name__} {values}: {answer[:300] or 'not refused'}")
			if stored(ACTION, name) != before:
				wrong.append(f"{door.__name__} {values}: half-saved")
				before = stored(ACTION, name)
	assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
	"values", ({"lessons_learned": "Check sheets work"}, {"horizon": "Quick Win"}), ids=str
)
def test_what_is_free_to_edit_passes_every_door(values):
	"""The refusals above would mean little if these doors refused everything."""
	name = builders.action_in("Open").name
	((fieldname, value),) = values.items()
	for door in WRITING.values():
		if door.__name__ == "form_submit":
			continue
		frappe.db.set_value(ACTION, name, fieldname, None)
		assert refusal_of(door, ACTION, name, values) is None, door.__name__
		assert frappe.db.get_value(ACTION, name, fieldname) == value, door.__name__


def test_a_new_action_is_a_draft_at_every_door():
	team = builders.Team()
	source = builders.source(team.service)
	tries = (
		{"workflow_state": "Closed"},
		{"status": "Closed"},
		{"status": "Open", "workflow_state": "Open"},
		{"completed_by": team.owner},
		{"original_due_date": "2099-12-31"},
		{"closed_on": "2026-01-01 10:00:00"},
	)
	count = frappe.db.count(ACTION)
	let_through = []
	for values in tries:
		for door in INSERTING.values():
			answer = refusal_of(door, {**builders.ready_to_open(team, source=source.name), **values})
			if not answer or frappe.db.count(ACTION) != count:
				let_through.append((door.__name__, values))
				count = frappe.db.count(ACTION)
	assert not let_through


def test_a_draft_that_is_ready_can_be_recorded_at_every_door():
	team = builders.Team()
	source = builders.source(team.service)
	for door in INSERTING.values():
		frappe.db.delete(ACTION)
		assert refusal_of(door, builders.ready_to_open(team, source=source.name)) is None, door.__name__
		assert frappe.get_all(ACTION, pluck="status") == ["Draft"], door.__name__


@pytest.mark.parametrize("door", [door for door in INSERTING if door != "data_import_insert"])
def test_the_number_of_a_record_is_given_and_not_chosen(door):
	"""Of moving records from elsewhere alone, Data Import, an administrator may say what they were called."""
	team = builders.Team()
	values = builders.ready_to_open(team, source=builders.source(team.service).name)
	before = set(frappe.get_all(ACTION, pluck="name"))
	assert refusal_of(INSERTING[door], {"name": "IA-2099-00001", **values}) is None
	(made,) = set(frappe.get_all(ACTION, pluck="name")) - before
	assert made != "IA-2099-00001"


@pytest.mark.parametrize("status", ("Open", "In Progress", "Completed", "Closed", "Cancelled"))
def test_an_action_past_its_draft_is_never_deleted(status):
	name = builders.action_in(status).name
	for door in DELETING.values():
		assert refusal_of(door, ACTION, name), door.__name__
		assert frappe.db.exists(ACTION, name), door.__name__
	assert "only drafts are deleted" in refusal_of(DELETING["client_delete"], ACTION, name)


def test_a_draft_is_deleted_at_every_door():
	team = builders.Team()
	source = builders.source(team.service).name
	for door in DELETING.values():
		name = builders.draft(team, source=source).name
		assert refusal_of(door, ACTION, name) is None, door.__name__
		assert not frappe.db.exists(ACTION, name), door.__name__


@pytest.mark.parametrize("fieldname", ("status", "workflow_state"))
def test_a_card_dragged_on_a_kanban_board_meets_the_gates(fieldname):
	name = builders.action_in("In Progress").name
	before = stored(ACTION, name)
	assert refusal_of(kanban_move, name, fieldname, "In Progress", "Completed")
	assert refusal_of(kanban_move, name, fieldname, "In Progress", "Closed")
	assert stored(ACTION, name) == before


@pytest.mark.parametrize("drag", (calendar_drag, gantt_drag))
def test_a_bar_dragged_to_another_day_does_not_reschedule(drag):
	name = builders.action_in("Open").name
	before = stored(ACTION, name)
	assert "Reschedule" in refusal_of(drag, name, "due_date", "2099-12-31")
	assert stored(ACTION, name) == before


ROW_WRITES = {
	"write the slip log": ("Improvement Action Due Date Change", "due_date_changes", {"reason": "None"}),
	"write progress": ("Improvement Action Progress", "progress_updates", {"note": "All done"}),
	"write a reading": (
		"Improvement Action Reading",
		"readings",
		{"reading_date": "2026-01-01", "value": 100},
	),
	"write an owner change": ("Improvement Action Owner Change", "owner_changes", {"reason": "None"}),
}


@pytest.mark.parametrize("attempt", ROW_WRITES)
def test_a_row_is_never_written_on_its_own(attempt):
	team = builders.Team()
	doctype, table, values = ROW_WRITES[attempt]
	action = builders.closed(team)
	before = stored(ACTION, action.name)
	parent = {"parent": action.name, "parenttype": ACTION, "parentfield": table}
	tries = [("POST", f"/api/resource/{doctype}", {**values, **parent})]
	for row in action.get(table):
		tries += [("PUT", f"/api/resource/{doctype}/{row.name}", values)]
		tries += [("DELETE", f"/api/resource/{doctype}/{row.name}", {})]
		tries += [
			(
				"POST",
				"/api/method/frappe.client.set_value",
				{"doctype": doctype, "name": row.name, "fieldname": values},
			),
			("POST", "/api/method/frappe.client.delete", {"doctype": doctype, "name": row.name}),
		]
	tries += [("POST", "/api/method/frappe.client.insert", {"doc": {"doctype": doctype, **values, **parent}})]
	let_through = [(method, path) for method, path, sent in tries if not refusal_of(rest, method, path, sent)]
	assert stored(ACTION, action.name) == before
	assert not let_through


def test_an_action_cannot_be_renamed_or_merged():
	team = builders.Team()
	closed, draft = builders.closed(team).name, builders.draft(team).name
	before = stored(ACTION, closed)
	for merge in (False, True):
		assert refusal_of(frappe.client.rename_doc, ACTION, draft, closed, merge=merge)
		assert refusal_of(frappe.client.rename_doc, ACTION, closed, draft if merge else "IA-0", merge=merge)
		assert frappe.db.exists(ACTION, draft) and stored(ACTION, closed) == before


def test_the_title_of_a_closed_action_is_not_changed_by_the_rename_dialog():
	name = builders.action_in("Closed").name
	renamed = "frappe.model.rename_doc.update_document_title"
	values = {"doctype": ACTION, "docname": name, "title": "Something milder"}
	assert "read-only" in refusal_of(rest, "POST", f"/api/method/{renamed}", values)
	assert frappe.db.get_value(ACTION, name, "title") != "Something milder"


@pytest.mark.parametrize("docstatus", (1, 2))
def test_the_records_of_an_action_are_never_submitted(docstatus):
	team = builders.Team()
	action = builders.completed(team)
	evidence = frappe.get_all("Improvement Evidence", filters={"action": action.name}, pluck="name")[0]
	review = builders.pending_review(action.name).name
	records = (
		("Improvement Source", action.source),
		("Improvement Evidence", evidence),
		("Effectiveness Review", review),
	)
	for doctype, name in records:
		for door in WRITING.values():
			refusal_of(door, doctype, name, {"docstatus": docstatus})
			assert frappe.db.get_value(doctype, name, "docstatus") == 0, (door.__name__, doctype)


@pytest.mark.parametrize("docstatus", (1, 2))
@pytest.mark.parametrize("status", ("Draft", "Open", "Closed"))
def test_submitting_and_cancelling_a_document_are_not_ways_round(status, docstatus):
	name = builders.action_in(status).name
	before = stored(ACTION, name)
	for door in WRITING.values():
		refusal_of(door, ACTION, name, {"docstatus": docstatus})
		after = stored(ACTION, name)
		assert (after["docstatus"], after["status"]) == (0, status), door.__name__
	assert refusal_of(frappe.client.cancel, ACTION, name)
	assert refusal_of(frappe.client.submit, frappe.get_doc(ACTION, name).as_dict())
	assert stored(ACTION, name) == before


def test_one_bad_row_of_an_import_does_not_spoil_the_good_ones():
	team = builders.Team()
	good, bad = builders.opened(team).name, builders.closed(team).name
	rows = [{"name": good, "lessons_learned": "Short"}, {"name": bad, "lessons_learned": "Short"}]
	assert "read-only" in refusal_of(import_csv, ACTION, "Update Existing Records", rows)
	assert frappe.db.get_value(ACTION, good, "lessons_learned") == "Short"
	assert not frappe.db.get_value(ACTION, bad, "lessons_learned")
