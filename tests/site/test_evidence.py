"""Evidence: what it needs, whose file it is, what it demonstrates, and that it is frozen with the closing."""

import hashlib

import builders
import frappe
import pytest
from builders import ACTION_OWNER, HR_CONTRIBUTOR, MANAGER, as_user
from doors import DELETING, INSERTING, WRITING, refusal_of, rest, stored
from frappe.utils import nowdate

from improvement_actions.refusal import RefusedError

EVIDENCE = "Improvement Evidence"
CONTENT = b"MAR audit 12 November: 19 of 20 charts without a gap"


def on_disk(file_url: str) -> bytes | None:
	path = frappe.get_site_path(file_url.lstrip("/")) if file_url.startswith("/private") else None
	path = path or frappe.get_site_path("public", file_url.lstrip("/"))
	try:
		with open(path, "rb") as file:
			return file.read()
	except FileNotFoundError:
		return None


@pytest.fixture
def with_file():
	"""Evidence with a file, added by the owner of a started action."""
	team = builders.Team()
	action = builders.started(team)
	with as_user(team.owner):
		file = builders.attached_file(CONTENT)
		evidence = frappe.get_doc(
			{
				"doctype": EVIDENCE,
				"action": action.name,
				"title": "MAR audit, November",
				"evidence_type": "Audit Result",
				"evidence_date": nowdate(),
				"attachment": file.file_url,
			}
		).insert()
	evidence.team, evidence.file = team, file.name
	return evidence


def close(evidence) -> None:
	team = evidence.team
	action = builders.get(evidence.action)
	action.change_to_practice = builders.BEFORE_AND_AFTER
	action.append("readings", {"reading_date": nowdate(), "value": 96})
	action.save()
	builders.do(action.name, team.owner, "Complete")
	builders.record_review(action.name, team.verifier)
	builders.do(action.name, team.verifier, "Close")


def test_a_file_is_hashed_and_belongs_to_its_evidence(with_file):
	assert with_file.content_hash == hashlib.sha256(CONTENT).hexdigest()
	file = frappe.get_doc("File", with_file.file)
	assert (file.attached_to_doctype, file.attached_to_name) == (EVIDENCE, with_file.name)


def test_a_public_upload_becomes_private():
	action = builders.started(builders.Team())
	file = builders.attached_file(b"Uploaded in public", is_private=0)
	evidence = builders.evidence(action.name, attachment=file.file_url).reload()
	evidence = frappe.get_doc(EVIDENCE, evidence.name if evidence else frappe.get_last_doc(EVIDENCE).name)
	assert evidence.attachment.startswith("/private/files/")
	assert on_disk(file.file_url) is None and on_disk(evidence.attachment) == b"Uploaded in public"


def test_a_sent_hash_is_not_believed(with_file):
	with_file.content_hash = "0" * 64
	with_file.save()
	assert with_file.content_hash == hashlib.sha256(CONTENT).hexdigest()


def test_a_file_exchanged_on_disk_no_longer_fits_its_hash(with_file):
	with open(frappe.get_site_path(with_file.attachment.lstrip("/")), "wb") as file:
		file.write(b"20 of 20")
	with_file.title = "MAR audit"
	with_file.save()
	assert with_file.content_hash == hashlib.sha256(CONTENT).hexdigest()


@pytest.mark.parametrize(
	"url",
	(
		"/private/files/nothing-here.pdf",
		"/files/nothing-here.pdf",
		"https://example.org/audit.pdf",
		"../audit",
	),
)
def test_an_address_without_a_file_is_refused(url):
	action = builders.started(builders.Team())
	with pytest.raises(frappe.ValidationError):
		builders.evidence(action.name, attachment=url)


def test_the_file_of_another_record_is_refused(with_file):
	outsider = builders.user(ACTION_OWNER)
	mine = builders.Team()
	mine.owner = outsider
	action = builders.started(mine)
	with as_user(outsider), pytest.raises(frappe.ValidationError, match="no file of yours"):
		frappe.get_doc(
			{
				"doctype": EVIDENCE,
				"action": action.name,
				"title": "Borrowed",
				"evidence_type": "Audit Result",
				"evidence_date": nowdate(),
				"attachment": with_file.attachment,
			}
		).insert()


def test_an_empty_file_shows_nothing():
	action = builders.started(builders.Team())
	file = builders.attached_file(b"something")
	with open(file.get_full_path(), "wb"):
		pass
	with pytest.raises(frappe.ValidationError, match="is empty"):
		builders.evidence(action.name, attachment=file.file_url)


@pytest.mark.parametrize(
	("values", "word"),
	(
		({"evidence_date": "2099-01-01"}, "future"),
		({"evidence_date": "2026-02-01", "valid_until": "2026-01-01"}, "lies before"),
		({"description": "  "}, "Nothing to Look At|needs something to look at"),
		({"reference_doctype": "User"}, "or neither"),
	),
	ids=str,
)
def test_evidence_says_when_and_what(values, word):
	action = builders.started(builders.Team())
	with pytest.raises(frappe.ValidationError, match=word):
		builders.evidence(action.name, **values)


def test_all_that_is_wrong_with_evidence_is_said_at_once():
	action = builders.started(builders.Team())
	with pytest.raises(RefusedError) as refused:
		builders.evidence(
			action.name,
			evidence_date="2099-01-01",
			valid_until="2026-01-01",
			description="-",
			reference_doctype="ToDo",
		)
	codes = {problem.code for problem in refused.value.problems}
	assert codes == {"future", "expired_before", "half_reference", "nothing_to_look_at"}


def test_a_link_is_refused_because_what_it_shows_may_change():
	team = builders.Team()
	action = builders.started(team)
	with as_user(team.owner):
		link = frappe.get_doc({"doctype": "File", "file_url": "https://example.org/audit.pdf"}).insert()
	with pytest.raises(RefusedError, match="Upload the file itself"):
		builders.evidence(action.name, attachment=link.file_url)


#: Evidence type, what is asked for, by whom, and what it counts as (None: refused).
COUNTS_AS = (
	("Audit Result", None, ACTION_OWNER, "Change"),
	("Audit Result", "Completion", ACTION_OWNER, "Completion"),
	("Training Record", None, ACTION_OWNER, "Completion"),
	("Training Record", "Change", ACTION_OWNER, None),
	("Training Record", "Change", HR_CONTRIBUTOR, None),
	("Training Record", "Change", MANAGER, "Change"),
)


@pytest.mark.parametrize(("evidence_type", "asked", "role", "counts_as"), COUNTS_AS)
def test_training_is_completion_unless_a_manager_says_otherwise(evidence_type, asked, role, counts_as):
	team = builders.Team()
	person = builders.user(role)
	if role == ACTION_OWNER:
		team.owner = person
	action = builders.started(team, needs_training_evidence=1)
	values = {
		"action": action.name,
		"title": "Training in November",
		"evidence_type": evidence_type,
		"evidence_date": nowdate(),
		"description": "Eight seniors.",
		"demonstrates": asked,
	}
	with as_user(person):
		answer = refusal_of(rest, "POST", f"/api/resource/{EVIDENCE}", values)
	found = frappe.get_all(EVIDENCE, filters={"action": action.name}, pluck="demonstrates")
	assert found == ([counts_as] if counts_as else []), answer


def test_expired_evidence_does_not_complete_an_action():
	team = builders.Team()
	action = builders.started(team)
	builders.prove(action.name)
	(name,) = frappe.get_all(EVIDENCE, filters={"action": action.name}, pluck="name")
	frappe.db.set_value(EVIDENCE, name, {"evidence_date": "2026-01-01", "valid_until": builders.in_days(-1)})
	with pytest.raises(frappe.ValidationError, match="evidence that shows the change"):
		builders.do(action.name, team.owner, "Complete")
	frappe.db.set_value(EVIDENCE, name, "valid_until", nowdate())
	builders.do(action.name, team.owner, "Complete")


@pytest.mark.parametrize(
	("priority", "evidence_type", "enough"),
	(
		("Critical", "Training Record", False),
		("Critical", "Observation", True),
		("High", "Training Record", False),
		("Medium", "Training Record", True),
		("Low", "Training Record", True),
		("Low", None, False),
	),
)
def test_the_priority_sets_what_evidence_is_enough(priority, evidence_type, enough):
	team = builders.Team()
	action = builders.started(team, priority=priority)
	builders.prove(action.name)
	for name in frappe.get_all(EVIDENCE, filters={"action": action.name}, pluck="name"):
		frappe.delete_doc(EVIDENCE, name)
	if evidence_type:
		builders.evidence(action.name, evidence_type=evidence_type)
	if enough:
		builders.do(action.name, team.owner, "Complete")
	else:
		with pytest.raises(frappe.ValidationError, match="evidence"):
			builders.do(action.name, team.owner, "Complete")


def test_one_audit_evidences_several_actions():
	team = builders.Team()
	first, second = builders.started(team), builders.started(team)
	builders.prove(first.name)
	builders.prove(second.name)
	(name,) = frappe.get_all(EVIDENCE, filters={"action": second.name}, pluck="name")
	frappe.delete_doc(EVIDENCE, name)
	(shared,) = frappe.get_all(EVIDENCE, filters={"action": first.name}, pluck="name")
	doc = frappe.get_doc(EVIDENCE, shared)
	doc.append("other_actions", {"action": second.name})
	doc.save()
	builders.do(second.name, team.owner, "Complete")
	assert builders.get(second.name).status == "Completed"


def test_evidence_serves_no_action_of_somebody_else(with_file):
	foreign, own = builders.started(builders.Team()), builders.started(with_file.team)
	put = WRITING["rest_put"]
	with as_user(with_file.team.owner):
		answer = refusal_of(put, EVIDENCE, with_file.name, {"other_actions": [{"action": foreign.name}]})
		assert answer and f"may not add evidence to {foreign.name}" in answer
		assert refusal_of(put, EVIDENCE, with_file.name, {"other_actions": [{"action": own.name}]}) is None
		values = {"doctype": EVIDENCE, "action": own.name, "title": "Audit", "evidence_type": "Audit Result",
			"evidence_date": nowdate(), "description": "20 charts", "other_actions": [{"action": foreign.name}]}  # fmt: skip
		for name, door in INSERTING.items():
			if name != "data_import_insert":
				assert refusal_of(door, values), name
	assert not frappe.get_all("Improvement Evidence Action", filters={"action": foreign.name})


def test_what_a_manager_has_shared_stays_shared_when_the_owner_edits(with_file):
	foreign = builders.started(builders.Team())
	manager = with_file.team.manager
	with as_user(manager):
		doc = frappe.get_doc(EVIDENCE, with_file.name)
		doc.append("other_actions", {"action": foreign.name})
		doc.save()
	with as_user(with_file.team.owner):
		doc = frappe.get_doc(EVIDENCE, with_file.name)
		doc.title = "MAR audit, second week of November"
		doc.save()
	assert [row.action for row in frappe.get_doc(EVIDENCE, doc.name).other_actions] == [foreign.name]


# Frozen

CHANGES = (
	{"title": "Another audit"},
	{"description": "Nothing"},
	{"demonstrates": "Completion"},
	{"evidence_date": "2026-01-01"},
	{"attachment": ""},
	{"content_hash": "0" * 64},
	{"verified_by": "Administrator"},
	{"other_actions": []},
)


def test_evidence_is_frozen_at_every_door_once_an_action_it_serves_is_closed(with_file):
	other = builders.started(with_file.team)
	with_file.append("other_actions", {"action": other.name})
	with_file.save()
	close(with_file)
	before = stored(EVIDENCE, with_file.name)
	assert (before["verified_by"], before["verified_on"]) == (with_file.team.verifier, nowdate())
	for values in CHANGES:
		for name, door in WRITING.items():
			if name == "data_import_update" and "other_actions" in values:
				continue
			refusal_of(door, EVIDENCE, with_file.name, values)
			assert stored(EVIDENCE, with_file.name) == before, f"{name} {values}"
	for name, door in DELETING.items():
		assert refusal_of(door, EVIDENCE, with_file.name), name
	assert stored(EVIDENCE, with_file.name) == before
	assert on_disk(with_file.attachment) == CONTENT


def test_evidence_shared_with_a_closed_action_is_frozen_too(with_file):
	closed = builders.completed(with_file.team)
	with_file.append("other_actions", {"action": closed.name})
	with_file.save()
	builders.record_review(closed.name, with_file.team.verifier)
	builders.do(closed.name, with_file.team.verifier, "Close")
	assert "closed" in refusal_of(WRITING["rest_put"], EVIDENCE, with_file.name, {"title": "Another"})
	assert "closed" in refusal_of(DELETING["rest_delete"], EVIDENCE, with_file.name)


@pytest.mark.parametrize("status", ("Closed", "Cancelled"))
def test_a_sealed_action_takes_no_new_evidence(status):
	team = builders.Team()
	sealed = builders.action_in(status, team)
	with pytest.raises(frappe.ValidationError, match="no evidence can be added"):
		builders.evidence(sealed.name)
	with pytest.raises(frappe.ValidationError, match="no evidence can be added"):
		builders.evidence(builders.started(team).name, other_actions=[{"action": sealed.name}])


def test_reopening_thaws_the_evidence_and_keeps_who_verified_it(with_file):
	close(with_file)
	builders.do(with_file.action, with_file.team.manager, "Reopen", "Gaps are back.")
	evidence = frappe.get_doc(EVIDENCE, with_file.name)
	evidence.description = "First of three audits."
	evidence.save()
	assert evidence.verified_by == with_file.team.verifier


def test_evidence_before_the_closing_is_its_owners_to_delete_with_its_file(with_file):
	with as_user(with_file.team.owner):
		rest("DELETE", f"/api/resource/{EVIDENCE}/{with_file.name}")
	assert not frappe.db.exists(EVIDENCE, with_file.name)
	assert not frappe.db.exists("File", with_file.file)
