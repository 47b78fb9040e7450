"""Readings of an indicator: true at every door, resting on evidence of their own action, taken from evidence."""

import builders
import frappe
import pytest
from builders import as_user, in_days
from doors import DELETING, INSERTING, WRITING, refusal_of, rest, rest_call, stored
from frappe.utils import getdate, nowdate

from improvement_actions.patches.v0_2 import derive_latest_readings
from improvement_actions.refusal import RefusedError

ACTION, EVIDENCE = "Improvement Action", "Improvement Evidence"
IMPOSSIBLE = (
	({"reading_date": "2099-01-01", "value": 96}, "in the future"),
	({"reading_date": "31/12/2025", "value": 96}, "is not a date"),
	({"value": 96}, "give the date"),
	({"reading_date": "2026-06-01"}, "give the value"),
	({"reading_date": "2026-06-01", "value": ""}, "give the value"),
	({"reading_date": "2026-06-01", "value": "most of them"}, "a number"),
	({"reading_date": "2026-06-01", "value": "NaN"}, "a number"),
	({"reading_date": "2026-06-01", "value": "1e999"}, "a number"),
	({"reading_date": "2026-06-01", "value": 1e12}, "too large"),
	({"reading_date": "2026-06-01", "value": 96, "sample_size": -3}, "whole number"),
)
#: Doors that a whole table does not fit through.
WITHOUT_TABLES = {"data_import_update", "form_submit"}
DOORS = [door for name, door in WRITING.items() if name not in WITHOUT_TABLES]
#: Bulk editing says only that a record failed.
SILENT = {"list_bulk_edit"}


@pytest.fixture
def team():
	return builders.Team()


def read(action: str) -> dict:
	fields = ["latest_value", "latest_reading_on", "change_from_baseline", "target_met"]
	return frappe.db.get_value(ACTION, action, fields, as_dict=True)


def add(action: str, person: str, **reading):
	with as_user(person):
		builders.get(action).add_reading(**reading)


# At every door


@pytest.mark.parametrize(("reading", "word"), IMPOSSIBLE, ids=str)
def test_what_cannot_be_a_reading_is_refused_at_every_door(team, reading, word):
	name = builders.started(team).name
	before = stored(ACTION, name)
	for door in DOORS:
		answer = refusal_of(door, ACTION, name, {"readings": [reading]}) or ""
		assert word in answer or (answer and door.__name__ in SILENT), f"{door.__name__}: {answer[:300]}"
		assert stored(ACTION, name) == before, door.__name__


def test_a_draft_with_an_impossible_reading_is_not_recorded_at_any_door(team):
	source = builders.source(team.service).name
	values = builders.ready_to_open(team, source=source)
	count = frappe.db.count(ACTION)
	for name, door in INSERTING.items():
		if name == "data_import_insert":
			sent = {**values, "Date (Readings)": "2099-01-01", "Value (Readings)": 96}
		else:
			sent = {**values, "readings": [{"reading_date": "2099-01-01", "value": 96}]}
		assert "in the future" in (refusal_of(door, sent) or ""), name
		assert frappe.db.count(ACTION) == count, name


def test_an_import_adds_readings_and_checks_them(team):
	action = builders.started(team)
	sent = {"ID": action.name, "Date (Readings)": in_days(-1), "Value (Readings)": 91.5}
	from doors import import_csv

	assert refusal_of(import_csv, ACTION, "Update Existing Records", [sent]) is None
	assert [row.value for row in builders.get(action.name).readings] == [91.5]
	late = {**sent, "Date (Readings)": "2099-01-01"}
	assert "in the future" in refusal_of(import_csv, ACTION, "Update Existing Records", [late])


def test_possible_readings_pass_every_door(team):
	"""The refusals above would mean little if these doors refused every reading."""
	name = builders.started(team).name
	for value, door in enumerate(DOORS, 80):
		reading = {"reading_date": in_days(-1), "value": value}
		assert refusal_of(door, ACTION, name, {"readings": [reading]}) is None, door.__name__
		assert read(name).latest_value == value, door.__name__


def test_nought_is_a_reading(team):
	name = builders.started(team, direction="Decrease", baseline_value=12, target_value=0).name
	for door in DOORS:
		builders.get(name).set("readings", [])
		assert refusal_of(door, ACTION, name, {"readings": [{"reading_date": nowdate(), "value": 0}]}) is None
		assert (read(name).latest_value, read(name).target_met) == (0, 1), door.__name__


def test_all_that_is_wrong_is_said_at_once_and_to_programs(team):
	name = builders.started(team).name
	foreign = builders.evidence(builders.started(builders.Team()).name).name
	rows = [{"reading_date": "2099-01-01", "value": 1}, {"reading_date": in_days(-1), "evidence": foreign}]
	with pytest.raises(Exception) as refused:
		rest("PUT", f"/api/resource/{ACTION}/{name}", {"readings": rows})
	codes = [problem["code"] for problem in refused.value.answer["problems"]]
	assert codes == ["future", "no_value", "foreign_evidence"]


def test_rows_that_share_a_number_are_all_looked_at(team):
	name = builders.started(team).name
	before = stored(ACTION, name)
	rows = [
		{"idx": 1, "reading_date": "2099-01-01", "value": 96},
		{"idx": 1, "reading_date": in_days(-1), "value": 96},
	]
	for door in DOORS:
		assert refusal_of(door, ACTION, name, {"readings": rows}), door.__name__
		assert stored(ACTION, name) == before, door.__name__


def test_what_looks_like_a_slip_is_kept_with_a_warning(team):
	name = builders.started(team).name
	frappe.clear_messages()
	add(name, team.owner, value=980)
	assert "more than 100%" in frappe.as_unicode(frappe.message_log)
	assert read(name).latest_value == 980


def test_readings_need_an_indicator(team):
	name = builders.started(team, indicator="", no_indicator_reason="Nothing to count").name
	with pytest.raises(RefusedError, match="Name the indicator"):
		add(name, team.owner, value=96)
	measured = builders.started(team)
	add(measured.name, team.owner, value=96)
	with as_user(team.manager):
		answer = refusal_of(WRITING["rest_put"], ACTION, measured.name, {"indicator": "", "no_indicator_reason": "None"})  # fmt: skip
	assert "Name the indicator" in answer


def test_a_reading_kept_before_does_not_stop_other_edits(team):
	"""An edit answers for what it changes: not for what an older version let through."""
	action = builders.started(team)
	add(action.name, team.owner, value=96)
	frappe.db.set_value("Improvement Action Reading", {"parent": action.name}, "reading_date", "2099-01-01")
	assert (
		refusal_of(WRITING["rest_put"], ACTION, action.name, {"lessons_learned": "Check sheets work"}) is None
	)


# Latest, change and target


def test_what_was_read_before_the_baseline_is_history(team):
	action = builders.started(team)  # its baseline was taken 20 days ago
	add(action.name, team.owner, reading_date=in_days(-40), value=99)
	add(action.name, team.owner, reading_date=in_days(-20), value=99)
	assert read(action.name) == {
		"latest_value": 0,
		"latest_reading_on": None,
		"change_from_baseline": 0,
		"target_met": 0,
	}
	builders.evidence(action.name)
	with as_user(team.owner):
		doc = builders.get(action.name)
		doc.change_to_practice = builders.BEFORE_AND_AFTER
		doc.save()
	with pytest.raises(RefusedError, match="Add the latest reading"):
		builders.do(action.name, team.owner, "Complete")
	add(action.name, team.owner, reading_date=in_days(-1), value=98)
	assert read(action.name) == {
		"latest_value": 98,
		"latest_reading_on": getdate(in_days(-1)),
		"change_from_baseline": 20,
		"target_met": 1,
	}
	assert len(builders.get(action.name).readings) == 3


def test_the_later_row_of_one_day_is_the_latest(team):
	name = builders.started(team).name
	for value in (96, 94):
		add(name, team.owner, value=value)
	assert (read(name).latest_value, read(name).target_met) == (94, 0)


def test_derived_figures_cannot_be_sent(team):
	name = builders.started(team).name
	sent = {
		"latest_value": 100,
		"latest_reading_on": nowdate(),
		"change_from_baseline": 22,
		"target_met": 1,
	}
	for door in WRITING.values():
		refusal_of(door, ACTION, name, sent)
		assert read(name) == {
			"latest_value": 0,
			"latest_reading_on": None,
			"change_from_baseline": 0,
			"target_met": 0,
		}, door.__name__


def test_an_update_of_the_app_derives_what_was_not_derived_before(team):
	name = builders.closed(team).name
	expected, stamp = read(name), frappe.db.get_value(ACTION, name, "modified")
	frappe.db.set_value(
		ACTION, name, {"latest_reading_on": None, "change_from_baseline": 0}, update_modified=False
	)
	derive_latest_readings.execute()
	assert read(name) == expected and expected.change_from_baseline == 18
	assert frappe.db.get_value(ACTION, name, "modified") == stamp


# From evidence


def test_a_reading_is_taken_from_evidence(team):
	action = builders.started(team)
	evidence = builders.evidence(action.name, evidence_date=in_days(-3), measured_value=96.5)
	with as_user(team.owner):
		rest_call(action.name, "add_reading", evidence=evidence.name, sample_size=20)
	(row,) = builders.get(action.name).readings
	assert (row.reading_date, row.value, row.sample_size, row.evidence) == (
		getdate(in_days(-3)),
		96.5,
		20,
		evidence.name,
	)


def test_what_is_said_of_a_reading_goes_before_its_evidence(team):
	action = builders.started(team)
	evidence = builders.evidence(action.name, evidence_date=in_days(-3), measured_value=96.5)
	add(action.name, team.owner, evidence=evidence.name, value=0, reading_date=in_days(-2))
	(row,) = builders.get(action.name).readings
	assert (row.reading_date, row.value) == (getdate(in_days(-2)), 0)


def test_evidence_without_a_value_asks_for_one(team):
	action = builders.started(team)
	evidence = builders.evidence(action.name).name
	with pytest.raises(RefusedError, match="gives no measured value"):
		add(action.name, team.owner, evidence=evidence)
	add(action.name, team.owner, evidence=evidence, value=0)
	assert [row.value for row in builders.get(action.name).readings] == [0]


def test_evidence_of_another_action_is_no_evidence_of_this_one(team):
	action = builders.started(team)
	other = builders.evidence(builders.started(team).name, measured_value=96)
	with pytest.raises(RefusedError, match=f"{other.name} is not evidence for {action.name}"):
		add(action.name, team.manager, evidence=other.name)
	for door in DOORS:
		sent = {"readings": [{"reading_date": nowdate(), "value": 96, "evidence": other.name}]}
		answer = refusal_of(door, ACTION, action.name, sent) or ""
		assert "is not evidence for" in answer or (answer and door.__name__ in SILENT), door.__name__
	other.append("other_actions", {"action": action.name})
	other.save()
	add(action.name, team.manager, evidence=other.name)
	assert read(action.name).latest_value == 96


def test_evidence_that_nobody_may_read_gives_nothing_away(team):
	action = builders.started(team)
	foreign = builders.evidence(builders.started(builders.Team()).name, measured_value=96.4375)
	with as_user(team.owner):
		answer = refusal_of(rest_call, action.name, "add_reading", evidence=foreign.name)
	assert answer and "96.4375" not in answer
	assert not builders.get(action.name).readings


def test_evidence_that_a_reading_rests_on_stays(team):
	action, other = builders.started(team), builders.started(team)
	evidence = builders.evidence(other.name, measured_value=96, other_actions=[{"action": action.name}])
	add(action.name, team.owner, evidence=evidence.name)
	for door in DOORS:
		answer = refusal_of(door, EVIDENCE, evidence.name, {"other_actions": []}) or ""
		assert action.name in answer or (answer and door.__name__ in SILENT), door.__name__
	for door in DELETING.values():
		assert refusal_of(door, EVIDENCE, evidence.name), door.__name__
	assert builders.get(action.name).readings[0].evidence == evidence.name


# Who, and until when


def test_whoever_works_an_action_adds_readings_and_nobody_else(team):
	name = builders.started(team).name
	for person in ("owner", "manager"):
		add(name, getattr(team, person), value=96)
	for person in ("verifier", "governance", "hr", "external", "new_owner"):
		with as_user(getattr(team, person)):
			assert refusal_of(rest_call, name, "add_reading", value=97), person
	assert read(name).latest_value == 96


@pytest.mark.parametrize("status", ("Closed", "Cancelled"))
def test_a_sealed_action_takes_no_reading(team, status):
	name = builders.action_in(status, team).name
	before = stored(ACTION, name)
	with as_user(team.manager):
		assert "read-only" in refusal_of(rest_call, name, "add_reading", value=97)
	assert stored(ACTION, name) == before


def test_a_completed_action_takes_readings_until_it_is_verified(team):
	name = builders.completed(team).name
	add(name, team.owner, value=97)
	assert read(name).latest_value == 97
	builders.record_review(name, team.verifier)
	with as_user(team.owner):
		assert "has verified this action" in refusal_of(rest_call, name, "add_reading", value=99)
	assert read(name).latest_value == 97


# What forms offer


def offers(evidence: str, person: str) -> list[str]:
	with as_user(person):
		doc = frappe.get_doc(EVIDENCE, evidence)
		doc.run_method("onload")
		return [offer["action"] for offer in doc.get_onload("reading_offers")]


def test_evidence_offers_itself_to_actions_without_a_reading_from_it(team):
	first, second = builders.started(team), builders.started(team)
	unmeasured = builders.started(team, indicator="", no_indicator_reason="Nothing to count")
	others = [{"action": second.name}, {"action": unmeasured.name}]
	evidence = builders.evidence(first.name, measured_value=96, other_actions=others).name
	assert offers(evidence, team.owner) == [first.name, second.name]
	assert offers(evidence, team.verifier) == []
	add(first.name, team.owner, evidence=evidence)
	assert offers(evidence, team.owner) == [second.name]
	builders.do(second.name, team.manager, "Cancel", "No longer needed")
	assert offers(evidence, team.owner) == []


def test_the_evidence_of_a_reading_is_picked_among_what_serves_the_action(team):
	action, other = builders.started(team), builders.started(team)
	own = builders.evidence(action.name, title="Audit of 20 charts")
	shared = builders.evidence(other.name, other_actions=[{"action": action.name}], title="Audit of 9 charts")
	builders.evidence(other.name)
	search = "improvement_actions.improvement_actions.doctype.improvement_action.readings.search_evidence"
	from frappe.desk.search import search_widget

	def found(person: str, text: str) -> set[str]:
		frappe.local.response = frappe._dict(docs=[])
		with as_user(person):
			answer = search_widget(EVIDENCE, text, query=search, filters={"action": action.name})
		# Newer versions of Frappe return what older ones write into the response.
		rows = answer or frappe.local.response.get("values") or frappe.local.response.get("message") or []
		return {row[0] for row in rows}

	assert found(team.owner, "") == {own.name, shared.name}
	assert found(team.owner, "20 charts") == {own.name}
	assert found(team.new_owner, "") == set()
