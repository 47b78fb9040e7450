"""Names and narrative of a source (permlevel 1) never reach a reviewer from outside, by whatever door they ask."""

import json

import builders
import frappe
import pytest
from builders import EXTERNAL_REVIEWER, as_user
from doors import refusal_of, rest

SOURCE = "Improvement Source"
SECRETS = ("Beryl Okafor", "fell in bedroom nine")


@pytest.fixture
def shared_source():
	"""A source with personal detail and the outside reviewer it is shared with."""
	reviewer = builders.user(EXTERNAL_REVIEWER)
	source = builders.source(
		builders.service(), people_involved=SECRETS[0], summary=f"{SECRETS[0]} {SECRETS[1]}."
	)
	frappe.share.add(SOURCE, source.name, reviewer, read=1)
	return source.name, reviewer


def resource(name):
	return rest("GET", f"/api/resource/{SOURCE}/{name}")


def resource_list(name):
	fields = json.dumps(["name", "summary", "people_involved"])
	return rest("GET", f"/api/resource/{SOURCE}?fields={fields}")


def client_get(name):
	return rest("POST", "/api/method/frappe.client.get", {"doctype": SOURCE, "name": name})


def client_get_value(name):
	fields = ["summary", "people_involved"]
	return rest(
		"POST",
		"/api/method/frappe.client.get_value",
		{"doctype": SOURCE, "fieldname": fields, "filters": {"name": name}},
	)


def client_get_list(name):
	return rest(
		"POST", "/api/method/frappe.client.get_list", {"doctype": SOURCE, "fields": ["name", "summary"]}
	)


def everything_in_list(name):
	return rest("POST", "/api/method/frappe.client.get_list", {"doctype": SOURCE, "fields": ["*"]})


def list_view(name):
	fields = json.dumps(
		[f"`tab{SOURCE}`.`name`", f"`tab{SOURCE}`.`summary`", f"`tab{SOURCE}`.`people_involved`"]
	)
	return rest("POST", "/api/method/frappe.desk.reportview.get", {"doctype": SOURCE, "fields": fields})


def form(name):
	return rest("POST", "/api/method/frappe.desk.form.load.getdoc", {"doctype": SOURCE, "name": name})


def print_view(name):
	return rest("POST", "/api/method/frappe.www.printview.get_html_and_style", {"doc": SOURCE, "name": name})


def link_details(name):
	fields = json.dumps(["title", "summary", "people_involved"])
	values = {"doctype": SOURCE, "docname": name, "fields": fields}
	return rest("POST", "/api/method/frappe.client.validate_link", values)


def link_search(name):
	return rest("POST", "/api/method/frappe.desk.search.search_link", {"doctype": SOURCE, "txt": ""})


def method_of_the_record(name):
	sent = {"dt": SOURCE, "dn": name, "method": "what_is_done"}
	return rest("POST", "/api/method/run_doc_method", sent)


def method_of_the_form(name):
	"""As the form calls it: on the record as the browser has it."""
	known = {"doctype": SOURCE, "name": name, "modified": str(frappe.db.get_value(SOURCE, name, "modified"))}
	sent = {"docs": json.dumps(known), "method": "what_is_done"}
	return rest("POST", "/api/method/run_doc_method", sent)


def method_that_is_refused(name):
	sent = {"dt": SOURCE, "dn": name, "method": "spawn_action", "args": json.dumps({"title": "Check"})}
	return rest("POST", "/api/method/run_doc_method", sent)


def method_of_frappe(name):
	sent = {"dt": SOURCE, "dn": name, "method": "add_comment", "args": json.dumps({"text": "Seen"})}
	return rest("POST", "/api/method/run_doc_method", sent)


def method_at_the_resource(name):
	return rest("GET", f"/api/resource/{SOURCE}/{name}?run_method=what_is_done")


DOORS = (
	resource,
	resource_list,
	client_get,
	client_get_value,
	client_get_list,
	everything_in_list,
	list_view,
	form,
	print_view,
	link_details,
	link_search,
	method_of_the_record,
	method_of_the_form,
	method_that_is_refused,
	method_of_frappe,
	method_at_the_resource,
)


@pytest.mark.parametrize("door", DOORS)
def test_personal_detail_stays_inside(door, shared_source):
	name, reviewer = shared_source
	with as_user(reviewer):
		try:
			answer = json.dumps(door(name), default=str)
		except Exception as refusal:
			answer = str(refusal)
	assert not [secret for secret in SECRETS if secret in answer]


@pytest.mark.parametrize("door", (resource, client_get, form, method_of_the_record))
def test_the_service_itself_reads_it(door, shared_source):
	name, _ = shared_source
	assert SECRETS[0] in json.dumps(door(name), default=str)


def test_a_method_hides_personal_detail_from_its_answer_and_not_from_the_record(shared_source):
	name, reviewer = shared_source
	source = frappe.get_doc(SOURCE, name)
	with as_user(reviewer):
		# Within a request, as a server script may do it.
		frappe.local.request = frappe._dict()
		try:
			source.run_method("what_is_done")
			answer = frappe.as_json(source)
			source.save(ignore_permissions=True)
		finally:
			del frappe.local.request
	assert not [secret for secret in SECRETS if secret in answer]
	assert frappe.db.get_value(SOURCE, name, "people_involved") == SECRETS[0]
	assert SECRETS[1] in frappe.db.get_value(SOURCE, name, "summary")


def test_what_it_said_before_stays_inside_too(shared_source):
	name, reviewer = shared_source
	source = frappe.get_doc(SOURCE, name)
	source.update({"summary": "Changed since.", "people_involved": "Resident A", "theme": "Falls"})
	source.save(ignore_version=False)
	with as_user(reviewer):
		answer = json.dumps(form(name), default=str)
	assert "Falls" in answer
	assert not [secret for secret in SECRETS if secret in answer]


def test_an_outside_reviewer_does_not_write_it_either(shared_source):
	name, reviewer = shared_source
	frappe.share.add(SOURCE, name, reviewer, read=1, write=1)
	with as_user(reviewer):
		refusal_of(rest, "PUT", f"/api/resource/{SOURCE}/{name}", {"people_involved": "Nobody"})
	assert frappe.db.get_value(SOURCE, name, "people_involved") == SECRETS[0]
