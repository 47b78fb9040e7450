"""What a new site starts with, and that it is given once."""

from collections import Counter

import frappe
import pytest

from improvement_actions import seeds
from improvement_actions.lifecycle.status import STATUSES
from improvement_actions.people import ROLES

REGULATIONS = {"5", "9", "9A", "10", "11", "12", "13", "14", "15", "16", "17", "18", "19", "20", "20A"}
STATEMENTS = {"Safe": 8, "Effective": 6, "Caring": 5, "Responsive": 7, "Well-led": 8}

#: The first and the last statement of each key question, and some that are easily put elsewhere.
PLACES = {
	"CQC Safe 1": "Learning culture",
	"CQC Safe 8": "Medicines optimisation",
	"CQC Effective 1": "Assessing needs",
	"CQC Effective 6": "Consent to care and treatment",
	"CQC Caring 5": "Workforce wellbeing and enablement",
	"CQC Responsive 1": "Person-centred care",
	"CQC Responsive 7": "Planning for the future",
	"CQC Well-led 3": "Freedom to speak up",
	"CQC Well-led 8": "Environmental sustainability",
	"CQC Regulation 17": "Good governance",
	"CQC Regulation 9A": "Visiting and accompanying in care homes, hospitals and hospices",
}

NAMES = {
	"Improvement Source Type": {
		"Incident", "Complaint", "Safeguarding Concern", "Audit Finding", "Mock Inspection Recommendation",
		"Inspection Report Finding", "Service Review", "Feedback", "Risk Control Failure", "Staff Supervision",
	},
	"Contributory Factor": {
		"Communication", "Handover", "Training and Competence", "Supervision", "Staffing and Workload", "Skill Mix",
		"Task Design and Guidance", "Care Planning", "Record Keeping", "Equipment", "Environment", "Medicines Process",
		"Leadership and Culture", "Person's Health or Needs", "External Services",
	},
	"Evidence Type": {
		"Audit Result", "Incident Trend", "Observation", "Feedback", "Record Sample", "Outcome Measure",
		"Training Record", "Policy or Procedure", "Meeting Minutes", "Supervision Record", "Photograph",
		"Invoice or Work Order",
	},
}  # fmt: skip
CHANGE = {"Audit Result", "Incident Trend", "Observation", "Feedback", "Record Sample", "Outcome Measure"}

SEEDED = (*NAMES, "Regulatory Standard", "Workflow", "Workflow State", "Workflow Action Master")


def test_fifteen_regulations_and_thirty_four_quality_statements():
	standards = frappe.get_all(
		"Regulatory Standard", fields=["name", "kind", "code", "key_question", "framework"]
	)
	regulations = [row for row in standards if row.kind == "Regulation"]
	statements = [row for row in standards if row.kind == "Quality Statement"]
	assert {row.code for row in regulations} == {f"Regulation {number}" for number in REGULATIONS}
	assert Counter(row.key_question for row in statements) == STATEMENTS
	assert len(statements) == 34 and len(standards) == 49
	assert not any(row.key_question for row in regulations)
	assert {row.name for row in standards} == {f"CQC {row.code}" for row in standards}


@pytest.mark.parametrize(("name", "title"), PLACES.items())
def test_a_standard_is_where_the_regulator_has_it(name, title):
	assert frappe.db.get_value("Regulatory Standard", name, "title") == title


@pytest.mark.parametrize("doctype", NAMES)
def test_the_names_that_others_rely_on(doctype):
	assert set(frappe.get_all(doctype, pluck="name")) == NAMES[doctype]


def test_training_shows_completion_and_an_audit_shows_change():
	assert set(frappe.get_all("Evidence Type", filters={"demonstrates": "Change"}, pluck="name")) == CHANGE


def test_the_workflow_has_a_state_for_every_status_and_is_on():
	workflow = frappe.get_doc("Workflow", "Improvement Action")
	assert workflow.is_active and workflow.workflow_state_field == "workflow_state"
	assert [(row.state, row.update_field, row.update_value) for row in workflow.states] == [
		(status, "status", status) for status in STATUSES
	]


def test_every_role_reaches_the_desk():
	assert all(frappe.db.get_value("Role", role, "desk_access") for role in ROLES)


def everything() -> dict:
	return {doctype: frappe.get_all(doctype, fields=["*"], order_by="name") for doctype in SEEDED}


def test_inserting_the_seeds_again_changes_nothing():
	settings = frappe.db.get_singles_dict("Improvement Settings")
	before = everything()
	seeds.insert_missing()
	assert everything() == before
	assert frappe.db.get_singles_dict("Improvement Settings") == settings


def test_what_was_edited_is_not_put_back():
	frappe.db.set_value("Improvement Source Type", "Incident", "default_priority", "Low")
	frappe.db.set_single_value("Improvement Settings", "repeat_window_days", 45)
	seeds.insert_missing()
	assert frappe.db.get_value("Improvement Source Type", "Incident", "default_priority") == "Low"
	assert frappe.db.get_single_value("Improvement Settings", "repeat_window_days") == 45


def test_the_settings_say_what_is_in_force():
	settings = frappe.get_doc("Improvement Settings")
	assert (settings.action_wording_check, settings.change_wording_check) == ("Block", "Block")
	assert [settings.get(f"evidence_{priority}") for priority in ("critical", "high", "medium", "low")] == [
		"Change", "Change", "Any", "Any",
	]  # fmt: skip
	assert settings.sustainability_intervals == "90, 180"


@pytest.mark.parametrize("intervals", ("soon", "90, -1", "0", "90, 4000", "90 180"))
def test_intervals_that_are_no_days_are_refused(intervals):
	settings = frappe.get_doc("Improvement Settings")
	settings.sustainability_intervals = intervals
	with pytest.raises(frappe.ValidationError, match="days between"):
		settings.save()
