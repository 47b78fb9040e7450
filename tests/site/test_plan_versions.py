"""Issued versions: what they hold, that nobody changes them through whatever door, and what two of them differ in."""

import hashlib
import json

import builders
import frappe
import parallel
import plan_records as plans
import pytest
from builders import as_user, in_days
from doors import DELETING, INSERTING, WRITING, refusal_of, rest, stored
from frappe.utils.file_manager import save_file
from plan_records import PLAN, VERSION

from improvement_actions.improvement_actions.doctype.improvement_plan import issuing
from improvement_actions.improvement_actions.doctype.improvement_plan.desk import chart, what_next
from improvement_actions.improvement_actions.doctype.improvement_plan_version import desk, pdf

SECRET = "Mrs Ada Lovelace of room 4"


@pytest.fixture
def team():
	return builders.Team()


@pytest.fixture
def version(team, quick_pdf):
	plan = plans.issued(team)
	return frappe.get_doc(VERSION, f"{plan.name}-v1")


def file_of(version):
	return frappe.get_doc("File", {"attached_to_doctype": VERSION, "attached_to_name": version.name})


def test_a_version_has_its_pdf_and_the_hashes_of_both(team):
	plan = plans.issued(team)
	version = frappe.get_doc(VERSION, f"{plan.name}-v1")
	assert version.content_hash == hashlib.sha256(version.snapshot.encode()).hexdigest()
	file = file_of(version)
	content = file.get_content()
	assert content.startswith(b"%PDF") and len(content) > 5_000
	assert (file.is_private, file.file_url, file.attached_to_field) == (1, version.pdf, "pdf")
	assert version.pdf_hash == hashlib.sha256(content).hexdigest()
	assert (version.title, version.service) == (plan.title, plan.service)


def test_a_snapshot_holds_the_plan_its_findings_and_its_actions(version, team):
	content = json.loads(version.snapshot)
	assert content["plan"]["aim"] == plans.AIM
	assert content["objectives"][0]["target_value"] == 98 and content["objectives"][0]["name"]
	(finding,), (action,) = content["findings"], content["actions"]
	assert finding["standards"] == ["CQC Regulation 12"] and "14 of 20" in finding["finding_quote"]
	assert (action["action_owner"], action["status"], action["source"]) == (
		team.owner,
		"Open",
		finding["name"],
	)
	assert action["closure_test"] and action["due_date"] == in_days(30)
	assert content["people"][team.owner] == frappe.db.get_value("User", team.owner, "full_name")
	assert content["standards"]["CQC Regulation 12"]["title"]


def test_personal_detail_never_gets_into_a_version(team, quick_pdf):
	plan = plans.full(team)
	personal = {df.fieldname: SECRET for df in frappe.get_meta("Improvement Source").fields if df.permlevel}
	assert {"summary", "people_involved", "raised_by_name"} <= set(personal)
	plans.finding(plan, team, **personal)
	# An administrator may restrict any field: what is restricted goes into no version either.
	quote = frappe.get_meta("Improvement Source").get_field("finding_quote")
	quote.permlevel = 1
	try:
		version = plans.issue(plan.name)
	finally:
		quote.permlevel = 0
	assert SECRET not in version.snapshot and "14 of 20" not in version.snapshot
	assert SECRET not in desk.as_issued(version.name)["html"]


def test_a_version_reads_the_same_whatever_becomes_of_the_records(version, team):
	before = desk.as_issued(version.name)
	plan = plans.get(version.plan)
	plan.aim, plan.title = "By May every chart is signed: 99% in the monthly audit of 20.", "Another title"
	plan.objectives = []
	plan.save()
	frappe.db.set_value("User", team.owner, "full_name", "Somebody Else")
	frappe.db.set_value("Improvement Action", {"plan": plan.name}, "title", "Quite another action")
	assert desk.as_issued(version.name) == before
	assert before["is_whole"] and "Another title" not in before["html"]
	frappe.db.set_value(VERSION, version.name, "snapshot", version.snapshot.replace("98", "89"))
	assert not desk.as_issued(version.name)["is_whole"]


# Kept


def test_an_issued_version_is_changed_through_no_door(version):
	before = stored(VERSION, version.name)
	for door in WRITING.values():
		for values in (
			{"snapshot": "{}"},
			{"note": "Another"},
			{"issued_on": "2020-01-01 10:00:00"},
			{"pdf": ""},
		):
			assert refusal_of(door, VERSION, version.name, values), (door, values)
		assert stored(VERSION, version.name) == before


def test_an_issued_version_is_deleted_through_no_door(version):
	for door in DELETING.values():
		assert refusal_of(door, VERSION, version.name), door
		assert frappe.db.exists(VERSION, version.name) and frappe.db.exists("File", file_of(version).name)


def test_a_version_is_made_by_issuing_alone(version):
	values = {"doctype": VERSION, "name": "forged", "plan": version.plan, "version_number": 9}
	for door in INSERTING.values():
		assert refusal_of(door, values), door
		assert frappe.db.count(VERSION, {"plan": version.plan}) == 1


def test_a_version_is_not_renamed(version):
	for force in (False, True):
		assert refusal_of(frappe.rename_doc, VERSION, version.name, "another", force=force)
	assert refusal_of(frappe.rename_doc, PLAN, version.plan, "another", force=True)


# Its file


def changed_file(version):
	file = file_of(version)
	return {
		"moved away": lambda: _save(file, attached_to_name=None, attached_to_doctype=None),
		"made public": lambda: _save(file, is_private=0),
		"pointed elsewhere": lambda: _save(file, file_url="/private/files/other.pdf"),
		"renamed": lambda: _save(file, file_name="other.pdf"),
		"deleted": file.delete,
		"deleted as something else": lambda: _deleted_as_other(file),
		"deleted over REST": lambda: rest("DELETE", f"/api/resource/File/{file.name}"),
		"changed over REST": lambda: rest("PUT", f"/api/resource/File/{file.name}", {"is_private": 0}),
		"overwritten": lambda: _overwrite(file),
		"taken off by the form": lambda: frappe.utils.file_manager.remove_file(fid=file.name),
		"one more beside it": lambda: save_file("more.txt", b"more", VERSION, version.name, is_private=1),
		"another put there": lambda: _save(builders.attached_file(), attached_to_doctype=VERSION, attached_to_name=version.name),
	}  # fmt: skip


def _save(file, **values):
	file.update(values)
	file.save()


def _deleted_as_other(file):
	file.attached_to_doctype = file.attached_to_name = None
	file.delete()


def _overwrite(file):
	other = frappe.get_doc(
		{"doctype": "File", "file_name": file.file_name, "is_private": 1, "content": b"forged"}
	)
	other.save_file(content=b"forged", overwrite=True)


def test_the_file_of_a_version_stays_as_it_was_issued(version):
	content = file_of(version).get_content()
	for way in changed_file(version):
		# Each on a file read afresh: a refused change stays on the object.
		assert refusal_of(changed_file(version)[way]), way
		file = file_of(version)
		assert (file.file_url, file.is_private) == (version.pdf, 1) and file.get_content() == content, way
		assert (
			frappe.db.count("File", {"attached_to_doctype": VERSION, "attached_to_name": version.name}) == 1
		)


def test_a_pdf_that_cannot_be_made_issues_nothing(team, monkeypatch):
	plan = plans.full(team)

	def broken(html):
		raise OSError("wkhtmltopdf is missing")

	monkeypatch.setattr(pdf, "to_pdf", broken)
	assert "nothing was issued" in refusal_of(plans.issue, plan.name)
	monkeypatch.setattr(
		frappe, "get_print", lambda *args, **values: "<h1>There was an error building this page</h1>"
	)
	assert "nothing was issued" in refusal_of(plans.issue, plan.name)
	assert not frappe.db.exists(VERSION, {"plan": plan.name}) and plans.get(plan.name).status == "Draft"


# Several versions


def test_a_second_version_says_what_changed(version, team):
	plan = plans.get(version.plan)
	(action,) = frappe.get_all("Improvement Action", {"plan": plan.name}, pluck="name")
	with as_user(team.manager):
		builders.get(action).reschedule(in_days(45), "The supplier is late")
		plan = plans.get(plan.name)
		plan.target_date = in_days(95)
		plan.append("objectives", plans.objective(team, objective="Every new carer is signed off on medicines within 14 days of starting"))  # fmt: skip
		plan.save()
		second = plans.issue(plan.name, "For the committee")
	assert (second.name, second.version_number) == (f"{plan.name}-v2", 2)
	for words in ("Target Date was", "Objective added: Every new carer", f"{action}: ", "Due Date was"):
		assert words in second.change_summary
	assert frappe.db.get_value(VERSION, version.name, "change_summary") is None
	forth, back = second.differences(version.name), version.differences(second.name)
	assert forth == back and len(forth["changes"]) == 3
	assert {row["kind"] for row in forth["changes"]} == {"added", "changed"}
	assert version.differences(version.name)["changes"] == []


def test_versions_of_two_plans_are_not_compared(version, team, quick_pdf):
	other = plans.issued(team)
	assert "another plan" in refusal_of(version.differences, f"{other.name}-v1")


def test_what_people_typed_is_text_in_a_version(team, quick_pdf):
	hostile = "<script>alert(1)</script><img src=x onerror=alert(2)> {{ 7 * 191 }}"
	plan = plans.full(team)
	raw = {"aim": f"{plans.AIM} {hostile}", "scope": hostile, "title": hostile[:130]}
	frappe.db.set_value(PLAN, plan.name, raw)
	frappe.db.set_value("Improvement Plan Objective", plan.objectives[0].name, "objective", f"{plan.objectives[0].objective} {hostile}")  # fmt: skip
	frappe.clear_document_cache(PLAN, plan.name)
	first = plans.issue(plan.name, hostile)
	frappe.db.set_value(PLAN, plan.name, "scope", hostile * 2)
	frappe.clear_document_cache(PLAN, plan.name)
	second = plans.issue(plan.name)
	shown = (
		desk.as_issued(first.name)["html"],
		second.differences(first.name)["html"],
		what_next(plan.name)["versions"],
		chart(plan.name),
		frappe.get_print(VERSION, first.name, pdf.PRINT_FORMAT),
		frappe.get_print(PLAN, plan.name, "Improvement Plan as It Stands"),
		frappe.get_print(PLAN, plan.name, "Plain-language Plan"),
	)
	for html in shown:
		assert "<script>alert" not in html and "<img src=x" not in html and "1337" not in html


# Two at once


def test_who_has_not_seen_the_last_version_issues_nothing(team, quick_pdf):
	plan = plans.full(team)
	one, other = plans.get(plan.name), plans.get(plan.name)
	one.issue()
	with pytest.raises(issuing.MeanwhileError, match="Version 1 was issued by") as refused:
		other.issue()
	assert refused.value.http_status_code == 409
	assert one.current_version == 1 and one.status == "Issued"  # as it is now, without reading it again
	stale = plans.get(plan.name)
	fresh = plans.get(plan.name)
	fresh.scope += " Nights as well."
	fresh.save()
	with pytest.raises(issuing.MeanwhileError, match="changed the plan"):
		stale.issue()
	with pytest.raises(issuing.MeanwhileError):
		stale.cancel_plan("The service closes")


def test_of_two_who_issue_at_once_one_does(quick_pdf):
	with parallel.committed():
		team = builders.Team()
		plan = plans.full(team)
		manager = team.manager
		parallel.commit()

		def issue():
			frappe.set_user(manager)
			return plans.get(plan.name).issue()

		answers = parallel.at_once(issue, issue)
		parallel.look_again()
		versions = frappe.get_all(VERSION, {"plan": plan.name}, pluck="version_number")
		refused = [answer for answer in answers if isinstance(answer, Exception)]
		# Whoever read the plan after the other had finished has seen the first version, and issues the second.
		assert sorted(versions) == list(range(1, len(versions) + 1)) and versions
		assert len(versions) + len(refused) == 2
		assert all(isinstance(error, issuing.MeanwhileError) for error in refused), refused
		assert plans.get(plan.name).current_version == len(versions)


# How much it asks of the database


def test_issuing_asks_no_more_for_two_hundred_actions_than_for_two(team, quick_pdf):
	def queries_of(count: int) -> int:
		plan = plans.full(team)
		source = frappe.get_all("Improvement Source", {"plan": plan.name}, pluck="name")[0]
		template = builders.get(frappe.get_all("Improvement Action", {"plan": plan.name}, pluck="name")[0])
		for number in range(count):
			copy = frappe.copy_doc(template)
			copy.update(
				{"plan": plan.name, "source": source, "status": "Open", "due_date": in_days(number % 60)}
			)
			copy.name = f"{plan.name}-{number}"
			copy.db_insert()
		asked, sql = [], frappe.db.sql
		frappe.db.sql = lambda *args, **values: asked.append(args[0]) or sql(*args, **values)
		try:
			version = plans.issue(plan.name)
		finally:
			frappe.db.sql = sql
		assert len(json.loads(version.snapshot)["actions"]) == count + 1
		return len(asked)

	queries_of(1)  # fills the caches
	few, many = queries_of(2), queries_of(200)
	assert many <= few + 5, (few, many)
