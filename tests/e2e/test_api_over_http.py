"""The REST interface over HTTP: two requests at once, files, and every refusal that docs/api.md lists."""

import base64
import re
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import builders
import people
import pytest
import requests
from test_api_docs import DOCUMENT

SERVICE, ANOTHER = "Interface House", "Elsewhere House"
SOURCE, ACTION, EVIDENCE = "Improvement Source", "Improvement Action", "Improvement Evidence"


class Client:
	"""A system that calls the site with one user's token (None: without one)."""

	def __init__(self, url: str, token: str | None):
		self.url = url
		self.headers = {"Authorization": f"token {token}"} if token else {}

	def send(self, method: str, path: str, **sent) -> requests.Response:
		return requests.request(method, f"{self.url}{path}", headers=self.headers, timeout=60, **sent)

	def step(self, step: str, **values) -> requests.Response:
		return self.send("POST", f"/api/method/improvement_actions.api.{step}", json=values)

	def put(self, doctype: str, name: str, **values) -> requests.Response:
		return self.send("PUT", f"/api/resource/{doctype}/{name}", json=values)

	def post(self, doctype: str, **values) -> requests.Response:
		return self.send("POST", f"/api/resource/{doctype}", json=values)


@pytest.fixture(scope="module")
def team(site):
	"""People with tokens, and an action under way in their service."""
	import frappe

	frappe.set_user("Administrator")
	team = builders.Team(people.care_service(SERVICE))
	team.manager = people.person("ines.interface@api.example.org", builders.MANAGER)
	team.owner = people.person("otis.owner@api.example.org", builders.ACTION_OWNER)
	team.verifier = people.person("vera.verifier@api.example.org", builders.VERIFIER)
	team.stranger = people.person("sam.stranger@api.example.org", builders.MANAGER)
	if not frappe.db.exists("User Permission", {"user": team.stranger}):
		builders.limit_to(team.stranger, people.care_service(ANOTHER))
	team.action = builders.started(team).name
	team.tokens = {
		who: people.token(getattr(team, who)) for who in ("manager", "owner", "verifier", "stranger")
	}
	frappe.db.commit()
	return team


@pytest.fixture
def client(url, team):
	"""client("manager") -> the site, called with that person's token."""
	return lambda who: Client(url, team.tokens.get(who))


def new_id() -> str:
	return f"INC-{uuid.uuid4()}"


def incident(external_id: str, **values) -> dict:
	return {
		"external_id": external_id,
		"title": "Two doses missed on the evening round",
		"source_type": "Incident",
		"service": SERVICE,
		**values,
	}


def stored(doctype: str, **filters) -> list[str]:
	"""Return the names of the records as they are in the database now."""
	import frappe

	frappe.db.rollback()
	return frappe.get_all(doctype, filters=filters, pluck="name")


def at_once(count: int, call):
	"""Return the answers of `count` calls that begin at the same moment; `call` takes its number."""
	barrier = Barrier(count)

	def one(number: int):
		barrier.wait()
		return call(number)

	with ThreadPoolExecutor(count) as pool:
		return list(pool.map(one, range(count)))


# Created once, however often it is sent


@pytest.mark.parametrize("_again", range(5))
def test_one_reference_sent_at_once_makes_one_source_and_everybody_gets_its_name(client, _again):
	external_id = new_id()
	answers = at_once(8, lambda number: client("manager").step("record_source", **incident(external_id)))
	assert [answer.status_code for answer in answers] == [200] * 8, [a.text[:300] for a in answers]
	messages = [answer.json()["message"] for answer in answers]
	assert {message["name"] for message in messages} == set(stored(SOURCE, external_id=external_id))
	assert [message["created"] for message in messages].count(True) == 1
	assert not [
		answer for answer in answers if "problems" in answer.json() or "_server_messages" in answer.json()
	]


@pytest.mark.parametrize("_again", range(5))
def test_at_the_address_of_records_the_second_one_is_told_whose_the_reference_is(client, _again):
	external_id = new_id()
	answers = at_once(6, lambda number: client("manager").post(SOURCE, **incident(external_id)))
	(name,) = stored(SOURCE, external_id=external_id)
	assert sorted(answer.status_code for answer in answers) == [200] + [409] * 5, [
		a.text[:300] for a in answers
	]
	for answer in answers:
		if answer.status_code == 409:
			(problem,) = answer.json()["problems"]
			assert (problem["code"], problem["field"]) == ("external_id_taken", "external_id")
			assert name in problem["message"]
			assert "Duplicate entry" not in answer.text and "IntegrityError" not in answer.text


def test_both_addresses_at_once_make_one_source(client):
	external_id = new_id()

	def call(number):
		here = client("manager")
		return (
			here.step("record_source", **incident(external_id))
			if number % 2
			else here.post(SOURCE, **incident(external_id))
		)

	answers = at_once(8, call)
	assert len(stored(SOURCE, external_id=external_id)) == 1
	assert {answer.status_code for answer in answers[1::2]} == {200}
	assert {answer.status_code for answer in answers[::2]} <= {200, 409}


def test_different_references_at_once_are_all_recorded(client):
	ids = [new_id() for _number in range(8)]
	answers = at_once(8, lambda number: client("manager").step("record_source", **incident(ids[number])))
	assert [answer.status_code for answer in answers] == [200] * 8
	assert len({answer.json()["message"]["name"] for answer in answers}) == 8


def test_a_repeated_call_changes_nothing(client):
	external_id = new_id()
	first = client("manager").step("record_source", **incident(external_id)).json()["message"]
	again = (
		client("manager")
		.step("record_source", **incident(f" {external_id} ", title="Another"))
		.json()["message"]
	)
	assert (again["name"], again["created"]) == (first["name"], False)
	read = client("manager").send("GET", f"/api/resource/{SOURCE}/{first['name']}").json()["data"]
	assert (read["title"], read["modified"]) == (incident("")["title"], read["creation"])


def test_another_spelling_is_never_taken_for_the_same(client):
	external_id = new_id()
	name = client("manager").step("record_source", **incident(external_id)).json()["message"]["name"]
	for answer in (
		client("manager").step("record_source", **incident(external_id.lower())),
		client("manager").post(SOURCE, **incident(external_id.lower())),
	):
		assert answer.status_code == 409
		assert name in answer.json()["problems"][0]["message"]
		assert external_id in answer.json()["problems"][0]["message"]


def test_who_may_not_read_the_source_learns_that_the_reference_is_taken_and_no_more(client):
	external_id = new_id()
	name = client("manager").step("record_source", **incident(external_id)).json()["message"]["name"]
	for answer in (
		client("stranger").step("record_source", **incident(external_id, service=ANOTHER)),
		client("stranger").step("record_source", **incident(external_id.lower(), service=ANOTHER)),
		client("stranger").post(SOURCE, **incident(external_id, service=ANOTHER)),
	):
		assert answer.status_code == 409
		assert [problem["code"] for problem in answer.json()["problems"]] == ["external_id_taken"]
		assert name not in answer.text and "doses" not in answer.text and SERVICE not in answer.text


def test_a_source_is_given_the_reference_of_another_by_no_edit(client):
	taken, mine = new_id(), new_id()
	client("manager").step("record_source", **incident(taken))
	name = client("manager").step("record_source", **incident(mine)).json()["message"]["name"]
	answer = client("manager").put(SOURCE, name, external_id=taken)
	assert (answer.status_code, answer.json()["exc_type"]) == (409, "TakenError")
	assert client("manager").put(SOURCE, name, external_id=f" {mine} ", theme="Medicines").ok


def test_of_steps_on_one_action_at_once_none_is_lost_without_a_word(client, team):
	notes = [f"Update {uuid.uuid4()}" for _number in range(6)]

	def call(number):
		return client("owner").step("add_progress", action=team.action, note=notes[number])

	answers = at_once(6, call)
	kept = stored("Improvement Action Progress", parent=team.action, note=("in", notes))
	told = [answer.json().get("exc_type") for answer in answers if not answer.ok]
	assert len(kept) + len(told) == 6 and kept
	assert set(told) <= {"TimestampMismatchError"}, told


# Evidence with its file


def with_file(here: Client, action: str, name: str, content: bytes, **values) -> requests.Response:
	sent = {
		"action": action,
		"title": "MAR audit",
		"evidence_type": "Audit Result",
		"evidence_date": builders.in_days(-1),
		**values,
	}
	path = "/api/method/improvement_actions.api.add_evidence"
	return here.send("POST", path, data=sent, files={"file": (name, content)})


NAMES = (
	"audit.csv",
	"Prüfung der MAR-Bögen (November).csv",
	"審査 結果.csv",
	"50%20 off & more #4?.csv",
	"O'Brien's \"audit\".csv",
	"../../../../tmp/audit.csv",
	f"{'very ' * 60}long.csv",
	"نتائج التدقيق.csv",
)


@pytest.mark.parametrize("name", NAMES)
def test_a_file_comes_back_byte_for_byte_whatever_its_name(client, team, name):
	content = f"sample,signed\n{uuid.uuid4()},19\n".encode()
	answer = with_file(client("owner"), team.action, name, content)
	assert answer.ok, answer.text[:500]
	address = answer.json()["message"]["attachment"]
	assert address.startswith("/private/files/") and address.endswith(".csv")
	assert client("manager").send("GET", address).content == content
	assert client("stranger").send("GET", address).status_code == 403
	assert client(None).send("GET", address).status_code in (401, 403)


def test_a_file_comes_as_base64_in_json_too(client, team):
	content = f"sample,signed\n{uuid.uuid4()},19\n".encode()
	answer = client("owner").step(
		"add_evidence",
		action=team.action,
		title="MAR audit",
		evidence_type="Audit Result",
		evidence_date=builders.in_days(-1),
		file_name="audit.csv",
		content=base64.encodebytes(content).decode(),
	)
	assert answer.ok, answer.text[:500]
	assert client("manager").send("GET", answer.json()["message"]["attachment"]).content == content


@pytest.mark.parametrize(
	("who", "values", "content", "status"),
	(
		("owner", {"evidence_date": "2199-01-01"}, b"sample,signed\n", 417),
		("owner", {"evidence_type": "No Such Type"}, b"sample,signed\n", 417),
		("owner", {"titel": "x"}, b"sample,signed\n", 417),
		("owner", {"title": ""}, b"sample,signed\n", 417),
		("owner", {}, b"", 417),
		("verifier", {}, b"sample,signed\n", 403),
		("stranger", {}, b"sample,signed\n", 403),
	),
)
def test_a_refusal_keeps_neither_record_nor_file(client, team, who, values, content, status):
	import frappe

	name = f"{uuid.uuid4()}.csv"
	before = stored(EVIDENCE)
	answer = with_file(client(who), team.action, name, content, **values)
	assert answer.status_code == status, answer.text[:500]
	assert stored(EVIDENCE) == before
	assert not stored("File", file_name=("like", f"%{name[:30]}%"))
	assert not list(Path(frappe.get_site_path("private", "files")).glob(f"*{name[:30]}*"))


# Every refusal that the documentation lists


def documented_refusals() -> list[tuple[str, str]]:
	"""Return status and ``exc_type`` of each row of the table in docs/api.md."""
	rows = re.findall(r"^\| (\d{3}) \|([^|]*)\|", DOCUMENT.read_text(), re.MULTILINE)
	return [(status, exc_types.strip()) for status, exc_types in rows]


def with_wrong_key(client, team, url):
	return Client(url, "no-such-key:no-such-secret").step(
		"move", action=team.action, workflow_action="Complete"
	)


def without_token(client, team, url):
	return client(None).step("move", action=team.action, workflow_action="Complete")


def with_stale_copy(client, team, url):
	return client("manager").put(ACTION, team.action, lessons_learned="x", modified="2026-01-01 10:00:00")


REFUSALS = {
	("401", "AuthenticationError"): [with_wrong_key],
	("403", "PermissionError"): [
		without_token,
		lambda client, team, url: client("stranger").step(
			"move", action=team.action, workflow_action="Complete"
		),
		lambda client, team, url: client("owner").step("record_source", **incident(new_id())),
		lambda client, team, url: client("stranger").put(ACTION, team.action, title="Taken over"),
	],
	("404", "DoesNotExistError"): [
		lambda client, team, url: client("manager").step("move", action="IA-0", workflow_action="Open"),
		lambda client, team, url: client("manager").step("spawn_action", source="IS-0", title="x"),
		lambda client, team, url: client("manager").send("GET", f"/api/resource/{ACTION}/IA-0"),
	],
	("409", "TakenError"): [
		lambda client, team, url: [client("manager").post(SOURCE, **incident("INC-TAKEN")) for _ in range(2)][
			1
		]
	],
	("417", "RefusedError"): [
		lambda client, team, url: client("owner").step(
			"move", action=team.action, workflow_action="Complete"
		),
		lambda client, team, url: client("owner").step("move", action=team.action, workflow_action="Fly"),
		lambda client, team, url: client("owner").step("move"),
		lambda client, team, url: client("manager").put(ACTION, team.action, status="Closed"),
		lambda client, team, url: client("manager").put(ACTION, team.action, slip_count=7),
		lambda client, team, url: client("owner").step("add_progress", action=team.action, note="-"),
		lambda client, team, url: client("owner").step("add_reading", action=team.action, value="many"),
		lambda client, team, url: client("owner").step(
			"reschedule", action=team.action, new_due_date="soon", reason="x"
		),
		lambda client, team, url: client("manager").step("record_source", external_id=new_id()),
		lambda client, team, url: client("manager").post(
			SOURCE, **incident(new_id(), occurred_on="2199-01-01")
		),
	],
	("417", "TimestampMismatchError"): [with_stale_copy],
	("417", "MandatoryError`, `LinkValidationError"): [
		lambda client, team, url: client("manager").post(SOURCE, external_id=new_id()),
		lambda client, team, url: client("manager").step(
			"record_source", **incident(new_id(), service="Nowhere")
		),
	],
	("413", ""): [
		lambda client, team, url: with_file(client("owner"), team.action, "big.csv", b"0" * 30_000_000)
	],
}


def test_the_table_lists_every_refusal_that_is_provoked_here():
	assert {(status, exc_types.strip("`")) for status, exc_types in documented_refusals()} == set(REFUSALS)


@pytest.mark.parametrize(("status", "exc_types"), REFUSALS, ids=str)
def test_a_refusal_answers_as_the_table_says(client, team, url, status, exc_types):
	for provoke in REFUSALS[status, exc_types]:
		answer = provoke(client, team, url)
		assert answer.status_code == int(status), answer.text[:500]
		if status == "413":
			continue
		told = answer.json()
		# What Frappe refuses itself has its type in newer versions only.
		if told.get("exc_type") or "problems" in told:
			assert told["exc_type"] in exc_types.split("`, `")
		if exc_types in ("RefusedError", "TakenError"):
			assert told["problems"]
			for problem in told["problems"]:
				assert set(problem) == {"code", "field", "message"}
				assert re.fullmatch(r"[a-z_]+", problem["code"]) and problem["message"]


def test_no_traceback_is_sent_where_the_administrator_wants_none(client, team, site):
	import frappe

	def allow(wanted: int):
		frappe.db.set_single_value("System Settings", "allow_error_traceback", wanted)
		frappe.db.commit()
		frappe.clear_document_cache("System Settings", "System Settings")

	before = frappe.db.get_single_value("System Settings", "allow_error_traceback")
	allow(0)
	try:
		for answer in (
			client("owner").step("move", action=team.action, workflow_action="Complete"),
			client("manager").post(SOURCE, external_id=new_id()),
			client("stranger").put(ACTION, team.action, title="Taken over"),
		):
			assert answer.status_code >= 400
			assert not {"exc", "exception"} & set(answer.json())
			assert "Traceback" not in answer.text and ".py" not in answer.text
	finally:
		allow(before)
