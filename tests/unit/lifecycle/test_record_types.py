"""Which doctypes may be listed, and which of their fields a source may be filled from."""

import pytest

from improvement_actions.lifecycle.record_types import (
	KINDS,
	Field,
	RecordType,
	choices,
	only_service_field,
	table_problems,
)

INCIDENT = RecordType(
	fields={
		"home": Field("Home", "Link", "Care Service"),
		"reporter": Field("Reporter", "Link", "User"),
		"subject": Field("Subject", "Data"),
		"severity": Field("Severity", "Select", "Low\nHigh"),
		"happened": Field("Happened", "Datetime"),
		"reported": Field("Reported", "Date"),
		"story": Field("Story", "Text Editor"),
		"cost": Field("Cost", "Currency"),
	}
)


@pytest.mark.parametrize(
	("column", "offered"),
	[
		("service_field", ["home"]),
		("title_field", ["subject", "severity", "story"]),
		("date_field", ["happened", "reported"]),
		("summary_field", ["subject", "story"]),
	],
)
def test_each_column_offers_fields_of_its_kind(column, offered):
	assert list(choices(column, INCIDENT)) == offered


@pytest.mark.parametrize(
	("services", "found"), [((), None), (("home",), "home"), (("home", "other_home"), None)]
)
def test_the_service_is_found_where_there_is_one_link_to_it(services, found):
	fields = {name: Field(name, "Link", "Care Service") for name in services}
	assert only_service_field(RecordType(fields=fields)) == found


@pytest.mark.parametrize("column", KINDS)
@pytest.mark.parametrize("fieldname", [*INCIDENT.fields, "gone", "", None])
def test_a_column_takes_what_it_offers_and_nothing_else(column, fieldname):
	problems = table_problems([{"document_type": "Incident", column: fieldname}], {"Incident": INCIDENT})
	wrong = fieldname and fieldname not in choices(column, INCIDENT)
	expected = ("no_such_field" if fieldname == "gone" else "wrong_kind") if wrong else None
	assert [problem.code for problem in problems] == ([expected] if expected else [])


@pytest.mark.parametrize(
	("record_type", "code"),
	[
		(RecordType(), None),
		(RecordType(exists=False), "no_such_type"),
		(RecordType(is_table=True), "child_table"),
		(RecordType(is_single=True), "single"),
		(RecordType(is_virtual=True), "virtual"),
		(RecordType(is_ours=True), "own_type"),
	],
)
def test_which_doctypes_may_be_listed(record_type, code):
	problems = table_problems([{"document_type": "Thing"}], {"Thing": record_type})
	assert [problem.code for problem in problems] == ([code] if code else [])


def test_everything_wrong_is_said_at_once_and_once():
	rows = [
		{"document_type": "Incident", "date_field": "cost"},
		{"document_type": "Incident", "title_field": "gone"},
		{"document_type": "Missing", "title_field": "subject"},
	]
	types = {"Incident": INCIDENT, "Missing": RecordType(exists=False)}
	codes = [problem.code for problem in table_problems(rows, types)]
	assert codes == ["listed_twice", "no_such_type", "wrong_kind", "no_such_field"]
