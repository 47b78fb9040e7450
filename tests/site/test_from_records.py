"""Improvement actions from any record: an Event, a ToDo, and doctypes of the provider's own."""

import builders
import doors
import frappe
import parallel
import pytest
from builders import as_user
from doors import refusal_of, rest

from improvement_actions import from_records
from improvement_actions.from_records import listed, references
from improvement_actions.improvement_actions.doctype.improvement_settings.improvement_settings import (
	field_choices,
)
from improvement_actions.refusal import RefusedError

SOURCE, ACTION, SETTINGS = "Improvement Source", "Improvement Action", "Improvement Settings"
#: Doctypes of this test's own. The report is submitted; its story is for some eyes only.
NEAR_MISS, REPORT = "Test Near Miss", "Test Visit Report"
API = "/api/method/improvement_actions.from_records."


@pytest.fixture(scope="module", autouse=True)
def doctypes(site):
	"""Two custom doctypes; making a table cannot be undone, so they are deleted again at the end."""
	everyone = [
		{"role": role, "read": 1, "write": 1, "create": 1, "delete": 1} for role in ("All", "System Manager")
	]
	service = {"fieldname": "home", "label": "Home", "fieldtype": "Link", "options": "Care Service"}
	near_miss = {
		"name": NEAR_MISS,
		"autoname": "Prompt",
		"allow_rename": 1,
		"title_field": "subject",
		"permissions": everyone,
		"fields": [
			{"fieldname": "subject", "label": "Subject", "fieldtype": "Data"},
			service,
			{"fieldname": "happened_on", "label": "Happened On", "fieldtype": "Date"},
			{"fieldname": "story", "label": "Story", "fieldtype": "Text Editor"},
			{"fieldname": "cost", "label": "Cost", "fieldtype": "Currency"},
		],
	}
	report = {
		"name": REPORT,
		"autoname": "hash",
		"is_submittable": 1,
		"permissions": [
			{**row, "submit": 1, "cancel": 1, "amend": 1} for row in everyone
		] + [{"role": "System Manager", "permlevel": 1, "read": 1, "write": 1}],
		"fields": [
			{"fieldname": "heading", "label": "Heading", "fieldtype": "Data"},
			service,
			{"fieldname": "other_home", "label": "Other Home", "fieldtype": "Link", "options": "Care Service"},
			{"fieldname": "told", "label": "Told", "fieldtype": "Small Text", "permlevel": 1},
			{"fieldname": "amended_from", "label": "Amended From", "fieldtype": "Link", "options": REPORT, "read_only": 1, "no_copy": 1},
		],
	}  # fmt: skip
	frappe.set_user("Administrator")
	for values in (near_miss, report):
		if not frappe.db.exists("DocType", values["name"]):
			frappe.get_doc({"doctype": "DocType", "module": "Custom", "custom": 1, **values}).insert()
	frappe.db.commit()
	yield
	frappe.db.rollback()
	for name in (NEAR_MISS, REPORT):
		frappe.delete_doc("DocType", name, force=True)
		frappe.db.sql_ddl(f"DROP TABLE IF EXISTS `tab{name}`")
	frappe.db.commit()


@pytest.fixture(autouse=True)
def listed_types(undone_afterwards):
	list_types(
		{"document_type": "Event", "date_field": "starts_on"},
		{"document_type": "ToDo", "source_type": "Staff Supervision"},
		{"document_type": NEAR_MISS, "date_field": "happened_on", "summary_field": "story"},
		{"document_type": REPORT, "title_field": "heading", "service_field": "home", "summary_field": "told"},
	)


def list_types(*rows: dict) -> None:
	settings = frappe.get_doc(SETTINGS)
	settings.set("record_types", [{"source_type": "Incident", **row} for row in rows])
	settings.save()


def event(**values):
	values = {"subject": "Fire drill at night", "starts_on": f"{builders.in_days(-9)} 21:30:00", **values}
	return frappe.get_doc({"doctype": "Event", "event_type": "Public", **values}).insert()


def near_miss(service: str | None = None, name: str | None = None, **values):
	values = {"home": service, "subject": "Wrong blister pack in the trolley", **values}
	name = name or f"NM {builders.fake.unique.random_number(8)}"
	return frappe.get_doc(
		{"doctype": NEAR_MISS, "__newname": name, "happened_on": builders.in_days(-3), **values}
	).insert()


def report(service: str | None = None, **values):
	return frappe.get_doc({"doctype": REPORT, "heading": "Night visit", "home": service, **values}).insert()


def sources_of(doc) -> list[str]:
	return frappe.get_all(
		SOURCE, {"reference_doctype": doc.doctype, "reference_name": doc.name}, pluck="name"
	)


def source_for(doc, **values):
	answer = from_records.source_for(doc.doctype, doc.name, **values)
	return frappe.get_doc(SOURCE, answer["name"])


# What a source takes from the record


def test_a_record_with_everything_becomes_a_source_without_a_question():
	home = builders.service()
	story = "<div class='ql-editor'><p>Mrs <b>Ash</b> found it.</p><p>Nobody took it &amp; it was changed.</p></div>"
	doc = near_miss(home, story=story)
	assert from_records.proposal(NEAR_MISS, doc.name)["ask"] == []
	source = source_for(doc)
	assert (source.title, source.service, source.source_type) == (doc.subject, home, "Incident")
	assert str(source.occurred_on) == builders.in_days(-3)
	assert source.summary == "Mrs Ash found it.\nNobody took it & it was changed."
	assert (source.reference_doctype, source.reference_name) == (NEAR_MISS, doc.name)
	assert source.reference_label == f"{NEAR_MISS} {doc.name}"


def test_what_is_configured_goes_before_what_could_be_guessed():
	home, other = builders.service(), builders.service()
	source = source_for(report(home, other_home=other, told="Only for managers"))
	assert (source.title, source.service, source.summary) == ("Night visit", home, "Only for managers")


def test_the_day_of_an_event_and_the_text_of_a_to_do():
	home = builders.service()
	source = source_for(event(description="Names are in here"), service=home)
	assert (str(source.occurred_on), source.summary) == (builders.in_days(-9), None)
	todo = frappe.get_doc(
		{"doctype": "ToDo", "description": f"<p>Call the <i>pharmacy</i> {'again ' * 40}</p>"}
	)
	source = source_for(todo.insert(), service=home)
	assert source.title.startswith("Call the pharmacy again") and source.title.endswith("again…")
	assert len(source.title) <= 140
	assert (str(source.occurred_on), source.source_type) == (builders.in_days(0), "Staff Supervision")


def test_two_links_to_a_service_are_no_answer():
	list_types({"document_type": REPORT, "title_field": "heading"})
	doc = report(builders.service(), other_home=builders.service())
	assert from_records.proposal(REPORT, doc.name)["ask"] == ["service"]


def test_what_the_user_may_not_read_of_the_record_is_not_taken():
	team = builders.Team()
	doc = report(team.service, told="Only for managers")
	with as_user(team.manager):
		assert source_for(doc).summary is None


def test_a_field_that_went_after_it_was_chosen_breaks_nothing():
	doc = near_miss(builders.service())
	columns = ("service_field", "title_field", "date_field", "summary_field")
	frappe.db.set_value(
		"Improvement Record Type", {"document_type": NEAR_MISS}, dict.fromkeys(columns, "gone")
	)
	frappe.clear_document_cache(SETTINGS, SETTINGS)
	source = source_for(doc)
	assert (source.title, str(source.occurred_on)) == (doc.subject, builders.in_days(0))


# What has to be asked


def test_what_the_record_does_not_say_is_asked_and_nothing_is_made_before():
	doc = event(subject="Relatives' meeting", starts_on=builders.in_days(3))
	plan = from_records.proposal("Event", doc.name)
	assert (plan["source"], plan["ask"]) == (None, ["service", "occurred_on"])
	with pytest.raises(RefusedError) as refused:
		source_for(doc)
	assert [problem.field for problem in refused.value.problems] == ["service", "occurred_on"]
	assert sources_of(doc) == []
	home = builders.service()
	source = source_for(doc, service=home, occurred_on=builders.in_days(-1), title="Laundry mixed up")
	assert (source.service, source.title) == (home, "Laundry mixed up")


def test_an_inspection_finding_is_asked_for_in_its_own_words():
	list_types({"document_type": NEAR_MISS, "source_type": "Inspection Report Finding"})
	doc = near_miss(builders.service())
	assert from_records.proposal(NEAR_MISS, doc.name)["ask"] == ["finding_quote"]
	assert source_for(doc, finding_quote="We found gaps.").finding_quote == "We found gaps."


def test_who_works_in_one_service_is_offered_that_one():
	home = builders.service()
	doc = event()
	with as_user(builders.user(builders.MANAGER, limited_to=home)):
		plan = from_records.proposal("Event", doc.name)
	assert (plan["ask"], plan["values"]["service"]) == (["service"], home)


@pytest.mark.parametrize(
	("sent", "word"),
	[
		({"service": "No such place"}, "No such place"),
		({"occurred_on": "last week"}, "not a date"),
		({"nonsense": 1}, "no field nonsense"),
		({"title": " "}, "title"),
	],
)
def test_what_is_sent_is_checked(sent, word):
	doc = near_miss(builders.service())
	assert word.lower() in refusal_of(from_records.source_for, NEAR_MISS, doc.name, **sent).lower()
	assert sources_of(doc) == []


def test_a_client_does_not_choose_the_record_or_the_counts():
	home = builders.service()
	doc, another = near_miss(home), near_miss(home)
	source = source_for(
		doc, reference_name=another.name, reference_key="mine", loop_status="Closed", action_count=9
	)
	assert source.reference_name == doc.name and doc.name in source.reference_key
	assert (source.loop_status, source.action_count) == ("No Actions", 0)


# Once


def test_the_second_action_comes_of_the_same_source():
	team = builders.Team()
	doc = near_miss(team.service)
	with as_user(team.manager):
		first = from_records.create_action(NEAR_MISS, doc.name, title="Packs checked by two")
		second = from_records.create_action(NEAR_MISS, doc.name, title="Trolley sorted")
	assert len(sources_of(doc)) == 1
	actions = [builders.get(name) for name in (first, second)]
	assert {(action.status, action.service, action.source) for action in actions} == {
		("Draft", team.service, sources_of(doc)[0])
	}


def test_an_action_that_cannot_be_made_leaves_no_source():
	doc = near_miss(builders.service())
	assert "nonsense" in refusal_of(from_records.create_action, NEAR_MISS, doc.name, title="A", nonsense=1)
	assert sources_of(doc) == []


@pytest.mark.parametrize("door", doors.INSERTING)
def test_no_door_makes_a_second_source_of_a_record(door):
	home = builders.service()
	doc = near_miss(home)
	source_for(doc)
	values = {
		"doctype": SOURCE,
		"title": "Recorded again",
		"source_type": "Incident",
		"service": home,
		"reference_doctype": NEAR_MISS,
		"reference_name": doc.name,
	}
	assert "has its source already" in refusal_of(doors.INSERTING[door], values)
	assert len(sources_of(doc)) == 1


@pytest.mark.parametrize("door", doors.WRITING)
def test_no_door_moves_a_source_to_a_record_that_has_one(door):
	home = builders.service()
	doc = near_miss(home)
	source_for(doc)
	other = builders.source(home)
	values = {"reference_doctype": NEAR_MISS, "reference_name": doc.name}
	assert refusal_of(doors.WRITING[door], SOURCE, other.name, values)
	assert len(sources_of(doc)) == 1


def test_a_duplicated_source_comes_of_nothing():
	source = source_for(near_miss(builders.service()))
	copy = frappe.copy_doc(source, ignore_no_copy=False).insert()
	assert (copy.reference_name, copy.reference_key, copy.reference_label) == (None, None, None)


def test_many_at_the_same_moment_make_one_source(site):
	with parallel.committed():
		list_types({"document_type": NEAR_MISS})
		team = builders.Team()
		people = [builders.user(builders.MANAGER) for _ in range(4)]
		docs = [near_miss(team.service), near_miss(team.service)]
		parallel.commit()

		def create(person, doc, number):
			with as_user(person):
				return from_records.create_action(NEAR_MISS, doc.name, title=f"Action {number}")

		answers = parallel.at_once(
			*[
				lambda person=person, doc=doc, number=number: create(person, doc, number)
				for number, (person, doc) in enumerate((person, doc) for person in people for doc in docs)
			]
		)
		assert parallel.failures(answers) == []
		parallel.look_again()
		for doc in docs:
			[source] = sources_of(doc)
			assert frappe.db.get_value(SOURCE, source, ["action_count", "loop_status"]) == (4, "Open")
			assert frappe.db.count(ACTION, {"source": source}) == 4


def test_the_database_refuses_what_nobody_could_see_coming():
	home = builders.service()
	doc = near_miss(home)
	one, other = source_for(doc), builders.source(home)
	with pytest.raises(Exception) as refused:
		frappe.db.set_value(SOURCE, other.name, "reference_key", one.reference_key)
	assert frappe.db.is_unique_key_violation(refused.value)


# What has come of a record


def test_the_record_shows_its_actions_with_state_owner_and_date():
	team = builders.Team()
	doc = near_miss(team.service)
	assert from_records.actions_of(NEAR_MISS, doc.name)["sources"] == []
	source = source_for(doc)
	action = builders.started(team, source=source.name, title="<b>Packs</b> checked")
	frappe.db.set_value(ACTION, action.name, "due_date", builders.in_days(-1))
	with as_user(team.manager):
		found = from_records.actions_of(NEAR_MISS, doc.name)
	[row] = found["actions"]
	assert (row.name, row.status, row.action_owner, row.overdue) == (
		action.name,
		"In Progress",
		team.owner,
		True,
	)
	assert found["sources"][0].loop == "The loop is open: 0 of 1 actions closed."
	assert (found["hidden"], found["may_create"]) == (False, True)
	html = found["html"]
	for part in (f"/app/improvement-action/{action.name}", "&lt;b&gt;Packs", "In Progress", "Overdue"):
		assert part in html
	assert builders.in_html(frappe.utils.get_fullname(team.owner)) in html and "<b>Packs" not in html


def test_the_loop_is_told_in_words():
	team = builders.Team()
	doc = near_miss(team.service)
	source = source_for(doc)
	assert "No improvement action" in from_records.actions_of(NEAR_MISS, near_miss(team.service).name)["html"]
	assert "no action has come of it yet" in from_records.actions_of(NEAR_MISS, doc.name)["html"]
	builders.closed(team, source=source.name)
	assert "The loop is closed" in from_records.actions_of(NEAR_MISS, doc.name)["html"]


# Who


@pytest.mark.parametrize(
	("role", "makes"),
	[
		(builders.MANAGER, True),
		("System Manager", True),
		(builders.ACTION_OWNER, False),
		(builders.VERIFIER, False),
		(builders.GOVERNANCE, False),
		(builders.HR_CONTRIBUTOR, False),
		(builders.EXTERNAL_REVIEWER, False),
		(None, False),
	],
)
def test_who_makes_actions_from_records(role, makes):
	doc = near_miss(builders.service())
	with as_user(builders.user(*filter(None, [role]))):
		assert from_records.actions_of(NEAR_MISS, doc.name)["may_create"] is makes
		refusals = [
			refusal_of(from_records.source_for, NEAR_MISS, doc.name),
			refusal_of(from_records.create_action, NEAR_MISS, doc.name, title="A"),
		]
	assert [refusal is None for refusal in refusals] == [makes, makes]
	assert len(sources_of(doc)) == int(makes)


def test_each_sees_what_they_may_read():
	team = builders.Team()
	doc = near_miss(team.service)
	action = builders.started(team, source=source_for(doc).name)
	builders.draft(builders.Team(team.service), source=action.source)
	seen = {}
	for name in ("manager", "owner", "verifier", "governance", "hr", "external"):
		with as_user(getattr(team, name)):
			found = from_records.actions_of(NEAR_MISS, doc.name)
		seen[name] = (len(found["sources"]), len(found["actions"]), found["hidden"])
	assert seen == {
		"manager": (1, 2, False),
		"owner": (1, 1, False),
		"verifier": (1, 2, False),
		"governance": (1, 2, False),
		"hr": (0, 0, True),
		"external": (0, 0, True),
	}


def test_another_service_is_not_written_to_nor_read():
	doc, elsewhere = event(), builders.service()
	with as_user(builders.user(builders.MANAGER, limited_to=builders.service())):
		refusal = refusal_of(from_records.source_for, "Event", doc.name, service=elsewhere)
		assert "may not record sources" in refusal and elsewhere in refusal
		source_for_administrator(doc, service=elsewhere)
		assert "do not work in" in refusal_of(from_records.create_action, "Event", doc.name, title="A")
		found = from_records.actions_of("Event", doc.name)
	assert (found["sources"], found["hidden"], found["may_create"]) == ([], True, False)


def test_a_record_of_another_service_is_closed_to_who_is_limited_to_theirs():
	doc = near_miss(builders.service())
	with as_user(builders.user(builders.MANAGER, limited_to=builders.service())):
		for function in (from_records.actions_of, from_records.source_for):
			with pytest.raises(frappe.PermissionError):
				function(NEAR_MISS, doc.name)


def source_for_administrator(doc, **values):
	with as_user("Administrator"):
		return source_for(doc, **values)


def test_who_may_not_read_the_record_learns_nothing_of_it():
	doc = event(event_type="Private")
	source_for(doc, service=builders.service())
	with as_user(builders.user(builders.MANAGER)):
		for function in (from_records.actions_of, from_records.proposal, from_records.source_for):
			with pytest.raises(frappe.PermissionError):
				function("Event", doc.name)


def test_the_desk_is_told_the_forms_only_for_people_of_the_app():
	for role, told in ((builders.EXTERNAL_REVIEWER, True), (builders.MANAGER, True), (None, False)):
		boot = frappe._dict()
		with as_user(builders.user(*filter(None, [role]))):
			listed.extend_bootinfo(boot)
		expected = sorted(["Event", "ToDo", NEAR_MISS, REPORT])
		assert boot == ({"improvement_actions": {"record_types": expected}} if told else {})


def test_the_desk_loads_the_script():
	[address] = [each for each in frappe.get_hooks("app_include_js") if "improvement_actions" in each]
	path = address.split("?")[0].replace("/assets/improvement_actions/", "public/")
	with open(frappe.get_app_path("improvement_actions", path)) as script:
		assert "record_types" in script.read()


# Clear errors


@pytest.mark.parametrize("function", ("proposal", "source_for", "create_action"))
def test_a_doctype_that_is_not_listed_and_a_record_that_is_not_there(function):
	note = frappe.get_doc({"doctype": "Note", "title": builders.fake.unique.sentence()}).insert()
	call = getattr(from_records, function)
	values = {"title": "A"} if function == "create_action" else {}
	assert "List it in Improvement Settings" in refusal_of(call, "Note", note.name, **values)
	for doctype, name in (("Event", "new-event-1"), ("Event", "nothing"), ("No Such Type", "x")):
		with pytest.raises(frappe.DoesNotExistError, match="Save it first"):
			call(doctype, name, **values)


def test_over_http():
	team = builders.Team()
	doc = near_miss(team.service)
	arguments = {"doctype": NEAR_MISS, "name": doc.name}
	with as_user(team.manager):
		with pytest.raises(doors.Refused, match="403"):
			rest("GET", API + "source_for", arguments)
		made = rest("POST", API + "source_for", arguments)["message"]
		again = rest("POST", API + "source_for", arguments)["message"]
		sent = {**arguments, "title": "Packs checked by two", "action_owner": team.owner}
		action = rest("POST", API + "create_action", sent)["message"]
		found = rest("POST", API + "actions_of", arguments)["message"]
	assert (made["created"], again["created"], made["name"]) == (True, False, again["name"])
	assert [row["name"] for row in found["actions"]] == [action]
	with as_user(team.manager), pytest.raises(doors.Refused) as refused:
		rest("POST", API + "source_for", {"doctype": "Event", "name": event().name})
	assert [problem["field"] for problem in refused.value.answer["problems"]] == ["service"]


# What happens to the record later


@pytest.mark.parametrize("docstatus", (0, 1, 2))
def test_records_in_any_state_of_submission_prompt_actions(docstatus):
	team = builders.Team()
	doc = report(team.service)
	if docstatus:
		doc.submit()
	if docstatus == 2:
		doc.cancel()
	action = from_records.create_action(REPORT, doc.name, title="Visits are planned")
	assert [row.name for row in from_records.actions_of(REPORT, doc.name)["actions"]] == [action]


def test_a_record_with_a_source_is_cancelled_and_its_amended_copy_is_the_same_matter():
	doc = report(builders.service()).submit()
	action = from_records.create_action(REPORT, doc.name, title="Visits are planned")
	doc.cancel()
	copy = frappe.copy_doc(doc)
	copy.update({"amended_from": doc.name, "docstatus": 0})
	copy.insert()
	for name in (doc.name, copy.name):
		assert [row.name for row in from_records.actions_of(REPORT, name)["actions"]] == [action]
		assert from_records.source_for(REPORT, name)["created"] is False
	assert "already" in refusal_of(
		builders.source, copy.home, reference_doctype=REPORT, reference_name=copy.name
	)
	# And the other way round: made from the copy, shown on the original
	second = from_records.create_action(REPORT, copy.name, title="Visits are counted")
	assert second in [row.name for row in from_records.actions_of(REPORT, doc.name)["actions"]]


def test_a_renamed_record_keeps_its_source_and_its_old_name_is_free():
	home = builders.service()
	doc = near_miss(home)
	source = source_for(doc)
	old, new = doc.name, f"{doc.name} moved"
	frappe.rename_doc(NEAR_MISS, old, new, show_alert=False, rebuild_search=False)
	source.reload()
	assert (source.reference_name, source.reference_label) == (new, f"{NEAR_MISS} {new}")
	assert from_records.source_for(NEAR_MISS, new) == {"name": source.name, "service": home, "created": False}
	assert source_for(near_miss(home, name=old)).name != source.name
	source.save()


def test_merged_records_keep_both_sources_which_can_be_merged_then():
	home = builders.service()
	one, other = near_miss(home), near_miss(home)
	sources = [source_for(doc) for doc in (one, other)]
	for number, source in enumerate(sources):
		source.spawn_action(title=f"Action {number}")
	frappe.rename_doc(NEAR_MISS, one.name, other.name, merge=True, show_alert=False, rebuild_search=False)
	assert len(from_records.actions_of(NEAR_MISS, other.name)["actions"]) == 2
	for source in sources:
		source.reload()
		source.save()
		assert source.reference_name == other.name
	assert len([source for source in sources if source.reference_key]) == 1
	# The oldest goes on as the record's source
	assert from_records.source_for(NEAR_MISS, other.name)["name"] == sources[0].name
	note = {"reference_name": sources[1].name, "content": ("like", "%several sources%")}
	assert frappe.db.exists("Comment", note)
	with doors.shut():
		frappe.rename_doc(SOURCE, sources[0].name, sources[1].name, merge=True, force=True)
	sources[1].reload()
	assert sources[1].reference_key and sources_of(other) == [sources[1].name]


def test_a_record_is_not_deleted_while_a_source_refers_to_it():
	doc = near_miss(builders.service())
	source = source_for(doc)
	assert source.name in refusal_of(frappe.delete_doc, NEAR_MISS, doc.name)
	source.update({"reference_doctype": None, "reference_name": None}).save()
	assert (source.reference_key, source.reference_label) == (None, None)
	assert refusal_of(frappe.delete_doc, NEAR_MISS, doc.name) is None


def readable_and_writable(source: str):
	"""Return the source after its form was opened and it was saved, as a manager would."""
	from frappe.desk.form.load import getdoc

	with as_user(builders.user(builders.MANAGER)):
		frappe.local.response = frappe._dict(docs=[])
		getdoc(SOURCE, source)
		doc = frappe.get_doc(SOURCE, source)
		doc.theme = "Handover"
		doc.save()
	return frappe.get_doc(SOURCE, source)


def test_a_record_that_is_deleted_all_the_same_leaves_the_source_with_what_it_was():
	team = builders.Team()
	doc = near_miss(team.service)
	source = source_for(doc)
	action = builders.opened(team, source=source.name)
	frappe.delete_doc(NEAR_MISS, doc.name, force=True)
	left = readable_and_writable(source.name)
	assert (left.reference_name, left.reference_key) == (None, None)
	assert left.reference_label == f"{NEAR_MISS} {doc.name}"
	assert frappe.db.exists("Comment", {"reference_name": source.name, "content": ("like", "%was deleted%")})
	with as_user(team.owner):
		builders.get(action.name).reschedule(builders.in_days(50), "New charts come late.")
	# A record of the same name later is another one
	assert source_for(near_miss(team.service, name=doc.name)).name != source.name


def test_a_record_that_vanished_past_frappe_keeps_nobody_from_working():
	source = source_for(doc := near_miss(builders.service()))
	frappe.db.delete(NEAR_MISS, {"name": doc.name})
	left = readable_and_writable(source.name)
	assert (left.reference_name, left.reference_label) == (None, f"{NEAR_MISS} {doc.name}")


@pytest.fixture
def app_gone():
	"""Return a function that makes a doctype vanish as far as anybody asks: with the app it belongs to."""

	def gone(doctype):
		frappe.db.delete("DocType", {"name": doctype})
		frappe.clear_cache(doctype=doctype)
		frappe.db.value_cache.clear()

	yield gone
	frappe.db.rollback()
	frappe.db.value_cache.clear()
	frappe.clear_cache()


def test_a_doctype_that_goes_with_its_app_breaks_nothing(app_gone):
	team = builders.Team()
	doc = near_miss(team.service)
	source = source_for(doc)
	action = builders.opened(team, source=source.name)
	app_gone(NEAR_MISS)
	assert NEAR_MISS not in listed.doctypes() and "Event" in listed.doctypes()
	with as_user(team.owner):
		builders.get(action.name).reschedule(builders.in_days(50), "New charts come late.")
	left = readable_and_writable(source.name)
	assert (left.reference_doctype, left.reference_label) == (None, f"{NEAR_MISS} {doc.name}")
	# The settings can still be saved, and drop it
	settings = frappe.get_doc(SETTINGS)
	settings.stale_after_days = 20
	settings.save()
	assert NEAR_MISS not in [row.document_type for row in settings.record_types]


def test_a_doctype_taken_off_the_list_leaves_its_sources_as_they_are():
	team = builders.Team()
	doc = near_miss(team.service)
	source = source_for(doc)
	builders.opened(team, source=source.name)
	list_types()
	assert listed.doctypes() == []
	found = from_records.actions_of(NEAR_MISS, doc.name)
	assert (len(found["actions"]), found["may_create"]) == (1, False)
	assert readable_and_writable(source.name).reference_name == doc.name


# Sources from before there were keys


def test_the_oldest_of_several_gets_the_key_and_the_others_can_still_be_saved():
	home = builders.service()
	doc = near_miss(home)
	made = [builders.source(home) for _ in range(3)]
	for source in made:
		frappe.db.set_value(SOURCE, source.name, {"reference_doctype": NEAR_MISS, "reference_name": doc.name})
	references.give_keys()
	keyed = [frappe.db.get_value(SOURCE, source.name, "reference_key") for source in made]
	assert bool(keyed[0]) and keyed[1:] == [None, None]
	for source in made:
		source.reload()
		source.save()
		assert source.reference_label == f"{NEAR_MISS} {doc.name}"
	assert len(from_records.actions_of(NEAR_MISS, doc.name)["sources"]) == 3
	# When the first goes, the next to be saved takes its place
	frappe.delete_doc(SOURCE, made[0].name)
	made[1].reload()
	made[1].save()
	assert made[1].reference_key == keyed[0]


# Settings


def test_everything_wrong_in_the_settings_is_said_at_once():
	with pytest.raises(RefusedError) as refused:
		list_types(
			{"document_type": "Event", "date_field": "subject"},
			{"document_type": "Event", "service_field": "subject"},
			{"document_type": "Improvement Action"},
			{"document_type": "Has Role"},
			{"document_type": "System Settings"},
			{"document_type": "No Such Type"},
			{"document_type": NEAR_MISS, "title_field": "cost", "summary_field": "nothing"},
		)
	assert sorted(problem.code for problem in refused.value.problems) == [
		"child_table",
		"listed_twice",
		"no_such_field",
		"no_such_type",
		"own_type",
		"single",
		"wrong_kind",
		"wrong_kind",
		"wrong_kind",
	]


def test_the_form_offers_the_fields_that_fit():
	def offered(column, doctype=NEAR_MISS, **arguments):
		return [choice["value"] for choice in field_choices(doctype, column, **arguments)]

	assert offered("service_field") == ["home"]
	assert offered("date_field") == ["happened_on"]
	assert offered("title_field") == ["subject", "story"]
	assert offered("title_field", txt="STOR") == ["story"]
	assert offered("nonsense") == offered("title_field", doctype="No Such Type") == []
	with as_user(builders.user(builders.MANAGER)), pytest.raises(frappe.PermissionError):
		field_choices(NEAR_MISS, "title_field")


def test_a_row_of_the_list_is_not_written_past_the_settings():
	row = frappe.get_doc(SETTINGS).record_types[0].name
	for name, door in doors.WRITING.items():
		if name not in ("data_import_update", "form_submit", "list_bulk_edit"):
			assert refusal_of(door, "Improvement Record Type", row, {"document_type": "DocType"}), name
	assert frappe.db.get_value("Improvement Record Type", row, "document_type") == "Event"
