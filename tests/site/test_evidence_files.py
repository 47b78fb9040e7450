"""The file of frozen evidence stays where it is and what it is, and is private from the first day."""

import hashlib
import io

import builders
import frappe
import pytest
from builders import as_user
from doors import refusal_of, rest
from frappe.utils import nowdate
from PIL import Image

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


def photo() -> bytes:
	"""Return a picture that Frappe's optimizing makes smaller."""
	file = io.BytesIO()
	Image.effect_noise((1600, 1200), 80).save(file, "JPEG", quality=95)
	return file.getvalue()


def with_photo(team, action: str, content: bytes) -> tuple[str, str]:
	"""Add a photograph to the evidence for `action`, and return the names of the evidence and of its File."""
	with as_user(team.owner):
		file = builders.attached_file(content, file_name=f"board-{builders.fake.unique.random_number(8)}.jpg")
		evidence = builders.evidence(action, attachment=file.file_url, evidence_type="Observation")
	return evidence.name, file.name


def optimize(file):
	rest("POST", "/api/method/run_doc_method", {"dt": "File", "dn": file, "method": "optimize_file"})


def bytes_of(file) -> bytes:
	with open(
		frappe.get_site_path(frappe.db.get_value("File", file, "file_url").lstrip("/")), "rb"
	) as stored:
		return stored.read()


def test_a_frozen_photograph_is_not_optimized():
	team, content = builders.Team(), photo()
	action = builders.started(team)
	evidence, file = with_photo(team, action.name, content)
	# The same picture on another record: Frappe keeps one file on disk for both.
	twin = builders.attached_file(content, file_name=frappe.db.get_value("File", file, "file_name"))
	assert twin.name != file and twin.file_url == frappe.db.get_value("File", file, "file_url")
	builders.prove(action.name)
	builders.do(action.name, team.owner, "Complete")
	builders.record_review(action.name, team.verifier)
	builders.do(action.name, team.verifier, "Close")
	# Not `content` itself: Frappe takes the camera's notes out of an upload.
	before = bytes_of(file)
	known = frappe.db.get_value("File", file, ["content_hash", "file_size"])
	for person, target in ((team.owner, file), ("Administrator", file), ("Administrator", twin.name)):
		with as_user(person):
			assert "closed" in refusal_of(optimize, target), (person, target)
		assert bytes_of(file) == before
		assert frappe.db.get_value("File", file, ["content_hash", "file_size"]) == known
	assert hashlib.sha256(bytes_of(file)).hexdigest() == frappe.db.get_value(
		EVIDENCE, evidence, "content_hash"
	)


@pytest.mark.parametrize("values", ({"content_hash": "0" * 32}, {"file_size": 1}), ids=str)
def test_what_frappe_knows_of_a_frozen_file_stays(values, frozen):
	with as_user("Administrator"):
		assert "closed" in refusal_of(rest, "PUT", f"/api/resource/File/{frozen.file}", values)
	assert is_as_it_was(frozen)
