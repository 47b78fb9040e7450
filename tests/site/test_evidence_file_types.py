"""Which files may be evidence, at every way by which a file gets there."""

import hashlib
import io
import os

import builders
import frappe
import pytest
from builders import as_user
from doors import INSERTING, WRITING, refusal_of, rest
from frappe.utils import nowdate
from PIL import Image

EVIDENCE, SETTINGS = "Improvement Evidence", "Improvement Settings"
PROGRAM = b"MZ\x90\x00\x03\x00\x00\x00" + b"\x00" * 200
PAGE = b"<!DOCTYPE html><script>alert(1)</script>"


@pytest.fixture
def action():
	team = builders.Team()
	action = builders.started(team)
	action.team = team
	return action


@pytest.fixture(autouse=True)
def settings_forgotten_afterwards():
	yield
	frappe.clear_document_cache(SETTINGS, SETTINGS)


def allow(*types: str):
	settings = frappe.get_doc(SETTINGS)
	settings.evidence_file_types = "\n".join(types)
	return settings.save()


def values_with(file, action) -> dict:
	return {
		"doctype": EVIDENCE,
		"action": action.name,
		"title": "MAR audit, November",
		"evidence_type": "Audit Result",
		"evidence_date": nowdate(),
		"attachment": file.file_url,
	}


def upload(name: str, content: bytes, **values):
	"""Upload a file as the Desk does, which calls `upload_file` with a form."""
	return frappe.get_doc(
		{"doctype": "File", "file_name": name, "content": content, "is_private": 1, **values}
	).save()


REFUSED = {
	"a program": ("audit.exe", PROGRAM, "exe"),
	"two extensions": ("audit.pdf.exe", b"anything", "exe"),
	"a page": ("audit.html", PAGE, "html"),
	"a drawing with a script": ("audit.svg", b"<svg onload='alert(1)'/>", "svg"),
	"no extension": ("audit", b"anything", "does not end in its type"),
	"capitals": ("AUDIT.BAT", b"del", "bat"),
	"a program with the name of a document": ("audit.pdf", PROGRAM, "content is of the type exe"),
	"a page with the name of a document": ("audit.docx", PAGE, "content is of the type html"),
	"a drawing with the name of a picture": ("audit.png", b"<svg xmlns='x'/>", "content is of the type svg"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_file_that_cannot_be_evidence_is_refused_at_every_door(case, action):
	name, content, word = REFUSED[case]
	with as_user(action.team.owner):
		file = upload(name, content)
		existing = builders.evidence(action.name).name
		count = frappe.db.count(EVIDENCE)
		for door in INSERTING.values():
			answer = refusal_of(door, values_with(file, action)) or ""
			assert word in answer, (door.__name__, answer[:500])
			assert frappe.db.count(EVIDENCE) == count, door.__name__
		for door in WRITING.values():
			answer = refusal_of(door, EVIDENCE, existing, {"attachment": file.file_url})
			assert answer, door.__name__
			assert not frappe.db.get_value(EVIDENCE, existing, "attachment"), door.__name__


@pytest.mark.parametrize("case", REFUSED)
def test_it_is_refused_beside_the_form_and_while_it_is_uploaded_to_the_field(case, action):
	name, content, word = REFUSED[case]
	existing = builders.evidence(action.name).name
	with as_user(action.team.owner):
		for target in (existing, "new-improvement-evidence-abcdef"):
			for field in (None, "attachment"):
				there = {
					"attached_to_doctype": EVIDENCE,
					"attached_to_name": target,
					"attached_to_field": field,
				}
				assert word in (refusal_of(upload, name, content, **there) or ""), (target, field)
		# In two steps: uploaded to nobody, and attached afterwards
		file = upload(name, content)
		moved = {"attached_to_doctype": EVIDENCE, "attached_to_name": existing}
		assert word in (refusal_of(rest, "PUT", f"/api/resource/File/{file.name}", moved) or "")
	assert not frappe.db.exists("File", {"attached_to_doctype": EVIDENCE, "attached_to_name": existing})


def test_a_refused_file_is_not_renamed_into_an_allowed_one(action):
	with as_user(action.team.owner):
		file = upload("audit.exe", b"anything")
		refusal_of(rest, "PUT", f"/api/resource/File/{file.name}", {"file_name": "audit.pdf"})
		file.reload()
		assert "exe" in (refusal_of(INSERTING["console_insert"], values_with(file, action)) or "")


def picture(kind: str) -> bytes:
	file = io.BytesIO()
	Image.new("RGB", (40, 30), "white").save(file, kind)
	return file.getvalue()


@pytest.mark.parametrize(
	("name", "content"),
	(
		("audit.pdf", b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"),
		("Audit.PDF", b"%PDF-1.4\n"),
		("photo.jpeg", picture("JPEG")),
		("photo.png", picture("PNG")),
		("photo.jpg", picture("PNG")),
		("minutes.txt", b"MZ Smith attended; BM Jones sent apologies."),
		("table.csv", b"BMI,date\n21,2026-03-01\n"),
		("letter.doc", b"{\\rtf1\\ansi Letter}"),
		("unknown.pdf", b"\x01\x02\x03 something a scanner writes"),
		("Prüfung 12 März \N{BAR CHART}.pdf", b"%PDF-1.4\n"),
	),
)
def test_what_can_be_evidence_is_taken(name, content, action):
	with as_user(action.team.owner):
		file = upload(name, content + action.name.encode())
		evidence = frappe.get_doc(values_with(file, action)).insert()
	assert evidence.content_hash == hashlib.sha256(bytes_of(evidence)).hexdigest()


def bytes_of(evidence) -> bytes:
	with open(frappe.get_site_path(evidence.attachment.lstrip("/")), "rb") as stored:
		return stored.read()


def test_the_refusal_says_what_is_allowed(action):
	allow("pdf", "jpg")
	with as_user(action.team.owner):
		file = upload("audit.docx", b"PK\x03\x04")
		try:
			rest("POST", f"/api/resource/{EVIDENCE}", values_with(file, action))
		except Exception as error:
			(problem,) = error.answer["problems"]
	assert (problem["code"], problem["field"]) == ("file_type", "attachment")
	assert "pdf, jpg" in problem["message"]


def test_an_empty_list_allows_every_name_but_no_disguise(action):
	allow()
	with as_user(action.team.owner):
		frappe.get_doc(values_with(upload("drawing.dwg", b"AC1032"), action)).insert()
		assert "exe" in refusal_of(
			INSERTING["console_insert"], values_with(upload("audit.pdf", PROGRAM), action)
		)


def test_evidence_from_before_the_list_was_shortened_can_still_be_worded_better(action):
	with as_user(action.team.owner):
		evidence = frappe.get_doc(values_with(upload("audit.txt", b"19 of 20"), action)).insert()
	allow("pdf")
	with as_user(action.team.owner):
		evidence.title = "MAR audit of 12 November"
		evidence.save()
		file = frappe.get_doc("File", {"attached_to_name": evidence.name})
		file.save()


def test_the_list_is_tidied_and_nonsense_is_refused():
	assert allow(" .PDF", "*.docx, jpg", "pdf").evidence_file_types == "pdf\ndocx\njpg"
	before = frappe.db.get_single_value(SETTINGS, "evidence_file_types")
	for nonsense in ("application/pdf", "tar.gz", "<b>pdf</b>"):
		assert "Not understood" in refusal_of(allow, "pdf", nonsense), nonsense
		assert frappe.db.get_single_value(SETTINGS, "evidence_file_types") == before


# Beside the form


def test_a_file_uploaded_in_public_beside_evidence_becomes_private_and_stays_so(action):
	evidence = builders.evidence(action.name).name
	with as_user(action.team.owner):
		there = {"attached_to_doctype": EVIDENCE, "attached_to_name": evidence}
		file = upload("photo of the board.txt", f"Board {evidence}".encode(), is_private=0, **there)
	stored = frappe.get_doc("File", file.name)
	assert stored.is_private and stored.file_url.startswith("/private/files/")
	assert file.file_url == stored.file_url, "who uploaded it is told where it is"
	with as_user("Administrator"):
		assert refusal_of(rest, "PUT", f"/api/resource/File/{file.name}", {"is_private": 0})


def test_nothing_is_put_beside_frozen_evidence():
	team = builders.Team()
	action = builders.closed(team)
	evidence = frappe.get_all(EVIDENCE, {"action": action.name}, pluck="name")[0]
	there = {"attached_to_doctype": EVIDENCE, "attached_to_name": evidence}
	for person in (team.owner, team.manager, "Administrator"):
		with as_user(person):
			assert "closed" in (refusal_of(upload, "later.txt", b"19 of 20", **there) or ""), person
	assert not frappe.db.exists("File", there)


# The bytes that are frozen are those that were hashed


def with_file(team, action, name: str, content: bytes):
	with as_user(team.owner):
		return frappe.get_doc(values_with(upload(name, content), action)).insert()


def close(team, action) -> None:
	builders.prove(action.name)
	builders.do(action.name, team.owner, "Complete")
	builders.record_review(action.name, team.verifier)
	builders.do(action.name, team.verifier, "Close")


def photo() -> bytes:
	"""Return a picture that Frappe's optimizing makes smaller."""
	file = io.BytesIO()
	Image.effect_noise((1600, 1200), 80).save(file, "JPEG", quality=95)
	return file.getvalue()


def test_a_photograph_optimized_before_closing_is_hashed_anew_and_says_so(action):
	evidence = with_file(action.team, action, f"board-{action.name}.jpg", photo())
	before = evidence.content_hash
	file = frappe.db.get_value("File", {"attached_to_name": evidence.name})
	with as_user(action.team.owner):
		rest("POST", "/api/method/run_doc_method", {"dt": "File", "dn": file, "method": "optimize_file"})
	evidence.reload()
	assert evidence.content_hash != before
	assert evidence.content_hash == hashlib.sha256(bytes_of(evidence)).hexdigest()
	notes = frappe.get_all(
		"Comment", {"reference_name": evidence.name, "comment_type": "Info"}, pluck="content"
	)
	assert any(evidence.content_hash in note for note in notes)
	close(action.team, action)
	evidence.reload()
	assert evidence.verified_by and evidence.content_hash == hashlib.sha256(bytes_of(evidence)).hexdigest()


@pytest.mark.parametrize("what", ("exchanged", "removed"))
def test_an_action_is_not_closed_on_a_file_that_was_exchanged_on_disk(what, action):
	team = action.team
	evidence = with_file(team, action, f"audit-{action.name}.txt", b"15 of 20")
	path = frappe.get_site_path(evidence.attachment.lstrip("/"))
	builders.prove(action.name)
	builders.do(action.name, team.owner, "Complete")
	builders.record_review(action.name, team.verifier)
	if what == "removed":
		os.remove(path)
	else:
		with open(path, "wb") as file:
			file.write(b"20 of 20")
	with as_user(team.verifier):
		answer = refusal_of(builders.get(action.name).move, "Close")
	assert evidence.name in answer and "Attach it again" in answer
	assert builders.get(action.name).status == "Completed"


def test_the_bytes_of_frozen_evidence_are_not_overwritten_under_their_name(action):
	content = b"19 of 20 " + action.name.encode()
	evidence = with_file(action.team, action, f"audit-{action.name}.txt", content)
	close(action.team, action)
	name = evidence.attachment.split("/")[-1]
	for person in (action.team.owner, "Administrator"):
		with as_user(person):
			for file in (
				frappe.get_doc("File", {"attached_to_name": evidence.name}),
				frappe.get_doc(
					{"doctype": "File", "file_name": name, "is_private": 1, "content": b"20 of 20"}
				),
			):
				assert "closed" in refusal_of(file.save_file, content=b"20 of 20", overwrite=True), person
				assert bytes_of(evidence) == content
	# Another file of that name gets a name of its own, and the same bytes may be written again.
	other = upload(name, b"20 of 20, of another audit")
	assert other.file_url != evidence.attachment and bytes_of(evidence) == content
