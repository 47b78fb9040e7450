"""Installing, migrating and removing the app with Frappe's own commands, on a site that is thrown away."""

import builders
import frappe
import pytest
from throwaway import APP, ThrowAwaySite

from improvement_actions.jobs import nightly

ACTION, SETTINGS = "Improvement Action", "Improvement Settings"

#: What may be more than before once the app is gone: evidence files, who used the app, counters, and what people have
#: set up themselves, whatever it is about.
STAYS = {
	"tabFile", "tabUser", "tabSeries", "tabTag", "tabWorkflow State", "tabKanban Board", "tabKanban Board Column",
	"tabNotification", "tabNotification Recipient", "tabCustom Field", "tabEmail Account", "tabDocType", "tabDocField",
	"tabDocPerm", "tabFleet Check", "tabNote", "tabClient Script",
}  # fmt: skip
#: What Frappe writes by itself, at any time.
LOGS = {"tabVersion", "tabInstalled Application", "tabError Log", "tabAccess Log", "tabActivity Log"}


@pytest.fixture(scope="module")
def throwaway(site, pytestconfig):
	"""A site with the app installed; what it held before is in `bare`."""
	throwaway = ThrowAwaySite(pytestconfig.getoption("--bench"))
	with throwaway.connected():
		throwaway.bare = rows_by_table()
	throwaway.command("install-app", APP)
	yield throwaway
	throwaway.drop()


def rows_by_table() -> dict[str, int]:
	tables = [table for (table,) in frappe.db.sql("SHOW TABLES") if table not in LOGS]
	return {table: frappe.db.sql(f"SELECT COUNT(*) FROM `{table}`")[0][0] for table in tables}


# Migrating


def edit_workflow():
	workflow = frappe.get_doc("Workflow", ACTION)
	state = frappe.get_doc(
		{"doctype": "Workflow State", "workflow_state_name": "Awaiting Verification"}
	).insert()
	for row in (*workflow.states, *workflow.transitions):
		for fieldname in ("state", "next_state"):
			if row.get(fieldname) == "Completed":
				row.set(fieldname, state.name)
	workflow.transitions[0].allowed = builders.GOVERNANCE
	workflow.append(
		"states", {"state": "Pending", "doc_status": "0", "allow_edit": "All", "update_field": "status"}
	)
	workflow.states[-1].update_value = "In Progress"
	workflow.send_email_alert = 1
	workflow.save()


def edit_settings():
	settings = frappe.get_doc("Improvement Settings")
	settings.update(
		{"change_wording_check": "Warn", "sustainability_intervals": "30", "formal_people_affected": 0}
	)
	settings.save()


def edit_seeds():
	for doctype, name, values in (
		("Improvement Source Type", "Incident", {"default_priority": "Low", "requires_root_cause": 1}),
		("Regulatory Standard", "CQC Regulation 17", {"title": "Governance", "disabled": 1}),
		("Evidence Type", "Training Record", {"demonstrates": "Change"}),
		("Contributory Factor", "Handover", {"category": "Task"}),
	):
		frappe.get_doc(doctype, name).update(values).save()
	frappe.rename_doc("Improvement Source Type", "Feedback", "Feedback and Surveys")
	for doctype, name in (
		("Improvement Source Type", "Staff Supervision"),
		("Regulatory Standard", "CQC Well-led 8"),
		("Evidence Type", "Photograph"),
		("Contributory Factor", "Skill Mix"),
	):
		frappe.delete_doc(doctype, name)


def edit_roles_and_permissions():
	frappe.get_doc("Role", builders.VERIFIER).update({"two_factor_auth": 1, "home_page": "/app/todo"}).save()
	frappe.permissions.add_permission(ACTION, "Website Manager")
	frappe.permissions.update_permission_property(ACTION, builders.GOVERNANCE, 0, "export", 0)


def edit_forms():
	frappe.make_property_setter(
		{
			"doctype": ACTION,
			"fieldname": "horizon",
			"property": "hidden",
			"value": "1",
			"property_type": "Check",
		}
	)
	values = {"dt": ACTION, "fieldname": "custom_board_ref", "label": "Board Ref", "fieldtype": "Data"}
	frappe.get_doc({"doctype": "Custom Field", "insert_after": "title", **values}).insert()


EDITS = (edit_workflow, edit_settings, edit_seeds, edit_roles_and_permissions, edit_forms)

#: The tables that those edits are in. `modified` is among what must stay.
EDITED = (
	"Workflow", "Workflow Document State", "Workflow Transition", "Workflow State", "Singles", "Custom DocPerm",
	"Improvement Source Type", "Regulatory Standard", "Evidence Type", "Contributory Factor", "Role",
	"Property Setter", "Custom Field",
)  # fmt: skip


def content() -> dict[str, list]:
	"""Return all rows of the edited tables, ordered."""
	found = {}
	for doctype in EDITED:
		where = " WHERE doctype = 'Improvement Settings'" if doctype == "Singles" else ""
		rows = frappe.db.sql(f"SELECT * FROM `tab{doctype}`{where}", as_dict=True)
		found[doctype] = sorted(str(row) for row in rows)
	return found


def test_what_an_administrator_edited_is_still_edited_after_migrate(throwaway):
	with throwaway.connected():
		for edit in EDITS:
			edit()
		frappe.db.commit()
		before = content()
		# As after an update of the app: every doctype is read in again.
		frappe.db.sql("UPDATE `tabDocType` SET migration_hash = '' WHERE module = 'Improvement Actions'")
	throwaway.command("migrate", "--skip-search-index")
	with throwaway.connected():
		after = content()
		assert [doctype for doctype in EDITED if before[doctype] != after[doctype]] == []
		assert frappe.get_meta(ACTION).get_field("horizon").hidden


def test_the_loop_runs_on_the_migrated_site(throwaway):
	with throwaway.connected():
		team = builders.Team()
		team.manager = builders.user(builders.MANAGER, builders.GOVERNANCE)
		action = builders.completed(team)
		assert (action.status, action.workflow_state) == ("Completed", "Awaiting Verification")


# Removing


def leave_traces() -> str:
	"""Use the app as people do over a year, and return the address of a file attached as evidence."""
	team = builders.Team()
	team.manager = builders.user(builders.MANAGER, builders.GOVERNANCE, limited_to=team.service)
	builders.closed(team)
	action = builders.started(team)
	with builders.as_user(team.owner):
		builders.get(action.name).reschedule(builders.in_days(40), "The new charts come late.")
	evidence = builders.evidence(action.name, attachment=builders.attached_file().file_url)
	frappe.share.add(ACTION, action.name, team.external, read=1)
	action = builders.get(action.name)
	action.add_tag("Medicines")
	action.horizon = "Quick Win"
	action.save(ignore_version=False)
	frappe.delete_doc(ACTION, builders.draft(team).name)
	frappe.db.set_value(ACTION, action.name, "due_date", builders.in_days(-9))
	frappe.conf.update({"mail_server": "localhost", "mail_login": "ia@example.org"})
	frappe.db.set_single_value(SETTINGS, "digest_hour", 0)
	frappe.clear_document_cache(SETTINGS, SETTINGS)
	nightly.run_when_due()
	assert frappe.db.count("Email Queue") and frappe.db.count("Improvement Escalation")
	frappe.call("frappe.email.queue.unsubscribe", doctype=SETTINGS, name=SETTINGS, email=team.owner)
	for values in (
		{"doctype": "ToDo", "reference_type": ACTION, "reference_name": action.name, "description": "Call"},
		{"doctype": "Kanban Board", "kanban_board_name": "Actions", "reference_doctype": ACTION, "field_name": "status"},
		{
			"doctype": "Notification",
			"__newname": "Action opened",
			"subject": "Opened",
			"document_type": ACTION,
			"event": "Save",
			"message": "Look",
			"recipients": [{"receiver_by_document_field": "owner"}],
		},
		{"doctype": "Custom Field", "dt": "Note", "fieldname": "custom_service", "label": "Service", "fieldtype": "Link",
			"options": "Care Service"},
		{"doctype": "DocType", "name": "Fleet Check", "module": "Custom", "custom": 1, "autoname": "Prompt", "fields": [
			{"fieldname": "about", "label": "About", "fieldtype": "Link", "options": "DocType"},
			{"fieldname": "enabled", "label": "Enabled", "fieldtype": "Check"},
			{"fieldname": "about_too", "label": "About Too", "fieldtype": "Link", "options": "DocType", "reqd": 1}],
			"permissions": [{"role": "System Manager", "read": 1}]},
		{"doctype": "Fleet Check", "name": "Van 3", "about": ACTION, "about_too": ACTION, "enabled": 1},
		{"doctype": "Client Script", "__newname": "Colours", "dt": ACTION, "view": "List", "enabled": 1, "script": "1"},
		{"doctype": "Note", "title": "Rota", "custom_service": team.service},
	):  # fmt: skip
		frappe.get_doc(values).insert()
	account = frappe.get_doc(
		{"doctype": "Email Account", "email_account_name": "Incidents", "append_to": ACTION}
	)
	account.db_insert()
	return frappe.db.get_value("Improvement Evidence", evidence.name, "attachment")


def test_a_dry_run_of_removing_removes_nothing(throwaway):
	with throwaway.connected():
		before = rows_by_table()
	throwaway.command("uninstall-app", APP, "--yes", "--no-backup", "--dry-run")
	with throwaway.connected():
		assert rows_by_table() == before
		assert frappe.db.exists("Workflow", ACTION)


def test_removing_the_app_leaves_files_and_counters_and_nothing_else(throwaway):
	with throwaway.connected():
		attachment = leave_traces()
	throwaway.command("uninstall-app", APP, "--yes", "--no-backup")
	with throwaway.connected():
		left = rows_by_table()
		more = {table: rows for table, rows in left.items() if rows > throwaway.bare.get(table, 0)}
		assert set(more) <= STAYS, more
		assert set(left) - {"tabFleet Check"} == set(throwaway.bare), "tables"
		assert not [table for table in throwaway.bare if left[table] < throwaway.bare[table]]
		for doctype in (
			"Role",
			"DocType",
			"Module Def",
			"Workspace",
			"Report",
			"Print Format",
			"Number Card",
		):
			assert not frappe.get_all(doctype, filters={"name": ("like", "%Improvement%")}), doctype
		assert not frappe.get_all("Custom Field", filters={"dt": ("like", "Improvement%")})
		file = frappe.get_doc("File", {"file_url": attachment})
		assert file.is_private and file.get_content() == "MAR audit: 19 of 20"


def test_removing_the_app_deletes_nothing_that_people_have_set_up(throwaway):
	with throwaway.connected():
		assert frappe.db.get_value("Email Account", "Incidents", ["name", "append_to"]) == ("Incidents", None)
		assert frappe.db.get_value("Fleet Check", "Van 3", ["about", "about_too", "enabled"]) == (
			None,
			ACTION,
			1,
		)
		assert frappe.db.get_value("Client Script", "Colours", "enabled") == 0
		assert frappe.db.exists("Kanban Board", "Actions")
		assert frappe.db.get_value("Notification", "Action opened", "enabled") == 0
		field = frappe.db.get_value("Custom Field", "Note-custom_service", ["fieldtype", "options"])
		assert field == ("Data", None)
		assert frappe.db.get_value("Note", {"title": "Rota"}, "custom_service")
		assert not frappe.db.exists("ToDo", {"description": "Call"})


def test_the_app_can_be_installed_again(throwaway):
	throwaway.command("install-app", APP)
	with throwaway.connected():
		team = builders.Team()
		assert builders.closed(team).status == "Closed"
		assert frappe.db.count("Regulatory Standard") == 49
