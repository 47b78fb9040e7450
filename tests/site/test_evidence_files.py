"""The file of frozen evidence stays where it is and what it is, and is private from the first day."""

import builders
import frappe
import pytest
from builders import as_user
from doors import refusal_of, rest
from frappe.utils import nowdate

from improvement_actions import hooks

EVIDENCE = "Improvement Evidence"
CONTENT = b"MAR audit 12 November: 19 of 20 charts without a gap"

needs_hooks = pytest.mark.xfail(
	not hasattr(hooks, "delete_file_data_content") or "before_validate" not in hooks.doc_events["File"],
	reason="hooks.py does not call freezing.refuse_file_change and freezing.delete_file_content yet",
)


@pytest.fixture
def evidence():
	"""Evidence of a started action, with the owner's file."""
	team = builders.Team()
	action = builders.started(team)
	builders.prove(action.name)
	with as_user(team.owner):
		file = builders.attached_file(CONTENT + action.name.encode())
		doc = frappe.get_doc(
			{
				"doctype": EVIDENCE,
				"action": action.name,
				"title": "MAR audit, November",
				"evidence_type": "Audit Result",
				"evidence_date": nowdate(),
				"attachment": file.file_url,
			}
		).insert()
	doc.team, doc.file, doc.content = team, file.name, CONTENT + action.name.encode()
	return doc


@pytest.fixture
def frozen(evidence):
	builders.do(evidence.action, evidence.team.owner, "Complete")
	builders.record_review(evidence.action, evidence.team.verifier)
	builders.do(evidence.action, evidence.team.verifier, "Close")
	return evidence


def delete(file):
	rest("DELETE", f"/api/resource/File/{file}")


def force_delete(file):
	frappe.delete_doc("File", file, force=True, ignore_permissions=True)


def remove_in_sidebar(file):
	values = {"fid": file, "dt": EVIDENCE, "dn": frappe.db.get_value("File", file, "attached_to_name")}
	rest("POST", "/api/method/frappe.desk.form.utils.remove_attach", values)


def detach(file):
	rest("PUT", f"/api/resource/File/{file}", {"attached_to_doctype": None, "attached_to_name": None})


def attach_elsewhere(file):
	rest("PUT", f"/api/resource/File/{file}", {"attached_to_doctype": "User", "attached_to_name": "Guest"})


def point_elsewhere(file):
	other = builders.attached_file(b"20 of 20")
	rest("PUT", f"/api/resource/File/{file}", {"file_url": other.file_url})


def make_public(file):
	rest("PUT", f"/api/resource/File/{file}", {"is_private": 0})


def is_as_it_was(evidence) -> bool:
	file = frappe.get_doc("File", evidence.file)
	with open(frappe.get_site_path(evidence.attachment.lstrip("/")), "rb") as stored:
		return (
			stored.read() == evidence.content
			and file.file_url
			== evidence.attachment
			== frappe.db.get_value(EVIDENCE, evidence.name, "attachment")
			and (file.attached_to_doctype, file.attached_to_name) == (EVIDENCE, evidence.name)
			and file.is_private == 1
		)


@needs_hooks
@pytest.mark.parametrize(
	"attack",
	(delete, force_delete, remove_in_sidebar, detach, attach_elsewhere, point_elsewhere, make_public),
)
def test_the_file_of_frozen_evidence_stays(attack, frozen):
	for person in (frozen.team.owner, frozen.team.manager, "Administrator"):
		with as_user(person):
			assert refusal_of(attack, frozen.file), person
		assert is_as_it_was(frozen), person


@needs_hooks
def test_the_file_of_evidence_is_never_made_public(evidence):
	for person in (evidence.team.owner, evidence.team.manager, "Administrator"):
		with as_user(person):
			assert refusal_of(make_public, evidence.file), person
		assert is_as_it_was(evidence), person


def test_the_file_of_evidence_is_opened_by_its_readers_alone(evidence):
	file = frappe.get_doc("File", evidence.file)
	for person, reads in (
		("owner", True),
		("manager", True),
		("verifier", True),
		("external", False),
		("new_owner", False),
	):
		with as_user(getattr(evidence.team, person)):
			assert bool(file.is_downloadable()) == reads, person
