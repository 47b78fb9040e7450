"""Who is told what: one digest for each person and day, whatever happens to those who send it."""

import re
from contextlib import contextmanager
from datetime import timedelta
from email import message_from_string, policy

import builders
import frappe
import parallel
import pytest
from builders import (
	ACTION_OWNER,
	EXTERNAL_REVIEWER,
	GOVERNANCE,
	MANAGER,
	VERIFIER,
	as_user,
)
from frappe.utils import getdate, now_datetime, nowdate

from improvement_actions.jobs import digests, escalating, marking
from improvement_actions.jobs.digests import due
from improvement_actions.lifecycle import escalation
from improvement_actions.lifecycle.digest import SECTIONS, digest_name
from improvement_actions.lifecycle.working_days import Calendar
from improvement_actions.seeds import email_templates

ACTION, REVIEW, EVIDENCE = "Improvement Action", "Effectiveness Review", "Improvement Evidence"
DIGEST, QUEUE, BELL = "Improvement Digest", "Email Queue", "Notification Log"
SETTINGS = "Improvement Settings"
HOSTILE = '<script>alert(1)</script> {{ 7 * 7 }} & "q" <img src=x onerror=alert(2)>'
TITLE = "Senior on duty checks every MAR chart at handover"


def today():
	return getdate(nowdate())


def in_days(days: int):
	return today() + timedelta(days=days)


@pytest.fixture
def told_here(monkeypatch):
	"""Nothing is stored for good, and there is an account to send from."""
	monkeypatch.setattr(frappe.db, "commit", lambda: None)
	with_account(monkeypatch)
	settings(weekly_summary_day="Off")


def with_account(monkeypatch) -> None:
	for key, value in {"mail_server": "localhost", "mail_login": "ia@example.org"}.items():
		monkeypatch.setitem(frappe.conf, key, value)
	monkeypatch.setattr(frappe.local, "outgoing_email_account", {}, raising=False)


def settings(**values) -> None:
	for field, value in values.items():
		frappe.db.set_single_value(SETTINGS, field, value, update_modified=False)
	frappe.clear_document_cache(SETTINGS, SETTINGS)


def row(doctype: str, **values) -> str:
	"""Write a record straight into its table: what a digest says is read there."""
	doc = frappe.get_doc({"doctype": doctype, **values})
	doc.name = values.get("name") or f"{doctype[:1]}{builders.fake.unique.random_number(9)}"
	doc.db_insert()
	return doc.name


def action(owner: str | None, service: str, **values) -> str:
	due_date = values.get("due_date", in_days(-1))
	overdue = values.get("status", "Open") in ("Open", "In Progress") and due_date < today()
	return row(
		ACTION,
		**{
			"title": TITLE,
			"status": "Open",
			"priority": "High",
			"due_date": due_date,
			"action_owner": owner,
			"service": service,
			"overdue_since": due_date + timedelta(days=1) if overdue else None,
			**values,
		},
	)


def aged(name: str, days: int) -> str:
	frappe.db.set_value(
		ACTION, name, "creation", now_datetime() - timedelta(days=days), update_modified=False
	)
	return name


def escalated(action_name: str, level: int = 2, kind: str = escalation.REGISTERED_MANAGER, **values) -> str:
	found = frappe.db.get_value(ACTION, action_name, ["due_date", "service"], as_dict=True)
	return row(
		"Improvement Escalation",
		name=f"{action_name} {found.due_date} {level}{builders.fake.unique.random_number(4)}",
		action=action_name,
		service=found.service,
		due_date=values.pop("due_date", found.due_date),
		level=level,
		escalate_to=kind,
		escalated_on=in_days(-1),
		result=values.pop("result", "Escalated"),
		**values,
	)


def told(person: str) -> dict[str, list[str]]:
	"""Return the actions that `person` is told of, by the section in which they stand."""
	day = digests.day_of(today())
	planned = {each.casefold() for each in due.people_to_tell(day)}
	found = due.found_for([person], day).get(person, {})
	assert (person.casefold() in planned) == bool(found), "planned for, or told, in vain"
	return {key: [item.action for item in section.items] for key, section in found.items()}


def digest_of(person: str, kind: str = "Daily"):
	return frappe.db.get_value(
		DIGEST, digest_name(person, today(), kind), ["name", "result", "subject", "content", "items", "email_queue", "error"], as_dict=True
	)  # fmt: skip


def results() -> dict[str, str]:
	rows = frappe.get_all(
		DIGEST, filters={"digest_date": today()}, fields=["recipient", "recipient_address", "result"]
	)
	return {each.recipient or each.recipient_address: each.result for each in rows}


def tell_all(notes: list | None = None, limit: int = 100) -> int:
	digests.plan(today())
	count = 0
	while settled := digests.tell(today(), limit, notes):
		count += settled
	return count


def mail_to(address: str):
	"""Return the mails in the queue for `address`, parsed."""
	recipient, queue = frappe.qb.DocType("Email Queue Recipient"), frappe.qb.DocType(QUEUE)
	messages = (
		frappe.qb.from_(recipient)
		.join(queue)
		.on(queue.name == recipient.parent)
		.where(recipient.recipient == address)
		.select(queue.message)
	).run(pluck=True)
	return [message_from_string(message, policy=policy.default) for message in messages]


def html_of(mail) -> str:
	return mail.get_body(("html",)).get_content()


def text_of(mail) -> str:
	return mail.get_body(("plain",)).get_content()


def bells(user: str) -> list:
	return frappe.get_all(
		BELL, filters={"for_user": user}, fields=["subject", "type", "document_type", "document_name"]
	)


class Counting:
	"""Counts the statements sent to the database."""

	def __init__(self, monkeypatch):
		self.statements = []
		send = frappe.db.sql

		def sql(query, *args, **kwargs):
			self.statements.append(str(query))
			return send(query, *args, **kwargs)

		monkeypatch.setattr(frappe.db, "sql", sql)

	@contextmanager
	def counted(self):
		self.statements.clear()
		yield
		self.count = len(self.statements)


@pytest.fixture
def team():
	return builders.Team()


# Who is told what


def test_owners_are_told_what_is_overdue_stale_and_due_soon(team):
	late = action(team.owner, team.service)
	later = action(team.owner, team.service, due_date=in_days(-9))
	stale = action(team.owner, team.service, due_date=in_days(5), stale_from=today())
	soon = action(team.owner, team.service, due_date=in_days(7), stale_from=in_days(1))
	both = action(team.owner, team.service, due_date=in_days(-2), stale_from=in_days(-2))
	for far_away in (in_days(8), in_days(300)):
		action(team.owner, team.service, due_date=far_away)
	for status in ("Draft", "Completed", "Closed", "Cancelled"):
		action(team.owner, team.service, status=status, stale_from=in_days(-5))
	assert told(team.owner) == {"overdue": [later, both, late], "stale": [stale], "due_soon": [soon]}


def test_due_today_is_due_soon_and_overdue_the_day_after(team):
	due_today = action(team.owner, team.service, due_date=today())
	assert told(team.owner) == {"due_soon": [due_today]}
	frappe.db.set_value(ACTION, due_today, "due_date", in_days(-1))
	assert told(team.owner) == {"overdue": [due_today]}


def test_how_far_people_look_ahead_is_a_setting(team):
	soon = action(team.owner, team.service, due_date=in_days(20))
	assert told(team.owner) == {}
	settings(due_soon_days=20)
	assert told(team.owner) == {"due_soon": [soon]}


def test_an_escalation_is_told_to_whom_it_went_while_the_action_is_late(team):
	late = action(team.owner, team.service, due_date=in_days(-8))
	escalated(late, escalated_to=team.manager)
	escalated(late, level=3, escalated_to=team.manager)
	assert told(team.manager) == {"escalated": [late]}
	assert told(team.owner) == {"overdue": [late]}
	frappe.db.set_value(ACTION, late, "due_date", in_days(3))
	assert told(team.manager) == {}
	frappe.db.set_value(ACTION, late, {"due_date": in_days(-8), "status": "Completed"})
	assert told(team.manager) == {}


@pytest.mark.parametrize("result", ["Same Person", "Nobody Found"])
def test_an_escalation_that_reached_nobody_new_is_not_told(team, result):
	escalated(action(team.owner, team.service), escalated_to=team.manager, result=result)
	assert told(team.manager) == {}


def test_an_escalation_of_an_earlier_due_date_is_over(team):
	late = action(team.owner, team.service)
	escalated(late, escalated_to=team.manager, due_date=in_days(-40))
	assert told(team.manager) == {}


def test_what_the_last_owner_was_told_is_over_when_another_owns_it(team):
	late = action(team.new_owner, team.service)
	escalated(late, 1, escalation.OWNER, escalated_to=team.owner)
	assert told(team.owner) == {}
	assert told(team.new_owner) == {"overdue": [late]}


def test_a_role_is_told_in_the_services_of_each_holder(team):
	late = action(team.owner, team.service)
	here = builders.user(GOVERNANCE, limited_to=team.service)
	elsewhere = builders.user(GOVERNANCE, limited_to=builders.service())
	gone = builders.user(GOVERNANCE, enabled=0)
	escalated(late, kind=escalation.ROLE, escalated_to_role=GOVERNANCE)
	assert told(team.governance) == told(here) == {"escalated": [late]}
	assert told(elsewhere) == told(gone) == {}


def test_an_address_is_told_and_one_of_a_user_is_that_user(team):
	late = action(team.owner, team.service)
	escalated(late, kind=escalation.ADDRESS, escalated_to_address="board@example.org")
	escalated(late, kind=escalation.ADDRESS, escalated_to_address=team.manager)
	gone = builders.user(MANAGER, enabled=0)
	escalated(late, kind=escalation.ADDRESS, escalated_to_address=gone)
	assert told("board@example.org") == {"escalated": [late]}
	assert told(team.manager) == {"escalated": [late]}
	assert told(gone) == {}


@pytest.mark.parametrize("manager_gone", [False, True])
def test_the_manager_of_the_service_is_told_of_an_owner_who_left(manager_gone):
	manager, nominated = builders.user(MANAGER, enabled=int(not manager_gone)), builders.user()
	service = builders.service(registered_manager=manager, nominated_individual=nominated)
	gone = builders.user(ACTION_OWNER, enabled=0)
	waiting, late = action(gone, service, due_date=in_days(40)), action(gone, service)
	action(gone, service, status="Closed")
	reached, other = (nominated, manager) if manager_gone else (manager, nominated)
	assert told(gone) == told(other) == {}
	assert told(reached) == {"owner_left": [late, waiting]}
	escalated(late, escalated_to=reached)
	assert told(reached) == {"escalated": [late], "owner_left": [waiting]}


def test_a_reviewer_is_told_of_their_verifications(team):
	done = action(team.owner, team.service, status="Completed")
	row(REVIEW, action=done, review_type="Verification", due_date=in_days(7), reviewer=team.verifier)
	other = builders.user(VERIFIER)
	assert told(team.verifier) == {"to_verify": [done]}
	assert told(other) == {}


@pytest.mark.parametrize(("days", "outcome"), [(8, None), (-3, "Embedded")])
def test_what_is_not_due_or_is_recorded_is_not_to_verify(team, days, outcome):
	values = {"due_date": in_days(days), "outcome": outcome}
	done = action(team.owner, team.service, status="Completed")
	row(REVIEW, action=done, review_type="Verification", reviewer=team.verifier, **values)
	assert told(team.verifier) == {}


@pytest.mark.parametrize("reviewer", [None, "", "disabled"])
def test_a_verification_that_nobody_has_is_for_any_verifier_of_the_service(team, reviewer):
	if reviewer == "disabled":
		reviewer = builders.user(VERIFIER, enabled=0)
	done = action(team.owner, team.service, status="Completed")
	row(REVIEW, action=done, review_type="Verification", due_date=in_days(-3), reviewer=reviewer)
	here = builders.user(VERIFIER, limited_to=team.service)
	elsewhere = builders.user(VERIFIER, limited_to=builders.service())
	assert told(team.verifier) == told(here) == {"to_verify": [done]}
	assert told(elsewhere) == told(team.owner) == {}


def test_nobody_is_asked_to_verify_their_own_work():
	both = [builders.user(ACTION_OWNER, VERIFIER) for _ in range(4)]
	service = builders.service()
	done = action(both[0], service, status="Completed", completed_by=both[1])
	row(REVIEW, action=done, review_type="Verification", due_date=today())
	row(
		"Improvement Action Owner Change",
		parent=done,
		parenttype=ACTION,
		parentfield="owner_changes",
		from_owner=both[2],
	)
	row("Improvement Action Completion", parent=done, parenttype=ACTION, parentfield="completions", completed_by=both[3])  # fmt: skip
	independent = builders.user(VERIFIER)
	assert [told(person) for person in both] == [{}] * 4
	assert told(independent) == {"to_verify": [done]}


def test_sustainability_checks_go_to_their_reviewer_or_the_manager_of_the_service(team):
	manager = builders.user(MANAGER)
	service = builders.service(registered_manager=manager)
	assigned, nobodys = (action(team.owner, service, status="Closed") for _ in range(2))
	row(REVIEW, action=assigned, review_type="Sustainability", due_date=today(), reviewer=team.verifier)
	row(REVIEW, action=nobodys, review_type="Sustainability", due_date=today())
	assert told(team.verifier) == {"sustainability": [assigned]}
	assert told(manager) == {"sustainability": [nobodys]}


def test_owners_are_told_of_evidence_that_expires(team):
	own, shared, far = (action(team.owner, team.service, due_date=in_days(200)) for _ in range(3))
	late = action(team.owner, team.service)
	closed = action(team.owner, team.service, status="Closed")
	item = {"evidence_type": "Audit Result", "evidence_date": today()}
	first = row(EVIDENCE, action=own, title="DBS list", valid_until=in_days(30), **item)
	row(EVIDENCE, action=own, title="DBS list, new", valid_until=in_days(31), **item)
	row(EVIDENCE, action=far, title="x", valid_until=in_days(31), **item)
	row(EVIDENCE, action=far, title="x", valid_until=in_days(-1), **item)
	row(EVIDENCE, action=closed, title="x", valid_until=today(), **item)
	row(EVIDENCE, action=late, title="x", valid_until=today(), **item)
	both = row(EVIDENCE, action=closed, title="Fire risk", valid_until=today(), **item)
	row(
		"Improvement Evidence Action",
		parent=both,
		parenttype=EVIDENCE,
		parentfield="other_actions",
		action=shared,
	)
	assert told(team.owner) == {"overdue": [late], "expiring": [shared, own]}
	items = due.found_for([team.owner], digests.day_of(today()))[team.owner]["expiring"].items
	assert [(each.reference, each.about) for each in items] == [(both, "Fire risk"), (first, "DBS list")]


def test_the_manager_of_the_service_is_told_of_drafts_older_than_a_day():
	manager = builders.user(MANAGER)
	service = builders.service(registered_manager=manager)
	old = aged(action(None, service, status="Draft"), 3)
	action(None, service, status="Draft")
	assert told(manager) == {"drafts": [old]}


def test_at_most_twenty_of_a_section_are_read_and_the_rest_counted(team):
	for number in range(30):
		action(team.owner, team.service, due_date=in_days(-1 - number))
	section = due.found_for([team.owner], digests.day_of(today()))[team.owner]["overdue"]
	assert (len(section.items), section.total) == (20, 30)
	assert section.items[0].due_date == in_days(-30)


def test_the_database_and_the_rule_agree_on_what_is_worst(team):
	for number, priority in enumerate(("Low", "Critical", "", "High", "Medium") * 2):
		action(
			team.owner,
			team.service,
			priority=priority,
			escalation_level=number % 3,
			due_date=in_days(-1 - number),
		)
	section = due.found_for([team.owner], digests.day_of(today()))[team.owner]["overdue"]
	assert list(section.items) == sorted(section.items, key=lambda item: item.rank)


def test_every_section_of_the_digest_is_looked_for():
	assert list(due.BRANCHES) == [section.key for section in SECTIONS]


@pytest.mark.parametrize("person", ["Administrator", "Guest", "external", "disabled"])
def test_some_are_never_told(told_here, team, person):
	if person == "external":
		person = builders.user(EXTERNAL_REVIEWER)
	elif person == "disabled":
		person = builders.user(ACTION_OWNER, enabled=0)
	late = action(person, team.service)
	escalated(late, escalated_to=person)
	tell_all()
	assert person not in results()


# Planning and telling


def test_one_mail_and_one_line_in_the_bell_for_each_person_and_day(told_here, team):
	late = action(team.owner, team.service)
	action(team.owner, team.service, due_date=in_days(3))
	for _ in range(3):
		tell_all()
	(mail,) = mail_to(team.owner)
	digest = digest_of(team.owner)
	assert mail["subject"] == digest.subject == "1 overdue, 1 due soon"
	assert (digest.result, digest["items"]) == ("Mailed", 2)
	assert frappe.db.exists(QUEUE, digest.email_queue)
	(bell,) = bells(team.owner)
	assert bell == {
		"subject": digest.subject,
		"type": "Alert",
		"document_type": DIGEST,
		"document_name": digest.name,
	}
	link = frappe.utils.get_url_to_form(ACTION, late)
	assert f'href="{link}"' in html_of(mail)
	assert link in text_of(mail) and TITLE in text_of(mail)


def test_planning_says_how_many_are_new(told_here, team):
	digests.plan(today())
	action(team.owner, team.service)
	assert digests.plan(today()) == 1
	assert digests.plan(today()) == 0


def test_nobody_is_planned_for_where_nobody_is_to_be_told(told_here, team):
	action(team.owner, team.service)
	settings(send_digests=0)
	assert digests.plan(today()) == digests.tell(today()) == 0
	assert not frappe.db.count(DIGEST, {"recipient": team.owner})


def test_what_was_done_since_planning_is_not_told(told_here, team):
	late = action(team.owner, team.service)
	digests.plan(today())
	frappe.db.set_value(ACTION, late, "status", "Completed")
	tell_all()
	assert digest_of(team.owner).result == "Nothing to Tell"
	assert not mail_to(team.owner) and not bells(team.owner)


def test_whoever_turned_mails_off_finds_the_digest_in_the_bell(told_here, team):
	row("Notification Settings", name=team.owner, user=team.owner, enabled=1, enable_email_notifications=0)
	action(team.owner, team.service)
	tell_all()
	assert digest_of(team.owner).result == "Mail Turned Off"
	assert not mail_to(team.owner) and len(bells(team.owner)) == 1


def test_whoever_turned_the_bell_off_gets_the_mail(told_here, team):
	row("Notification Settings", name=team.owner, user=team.owner, enabled=0, enable_email_notifications=1)
	action(team.owner, team.service)
	tell_all()
	assert len(mail_to(team.owner)) == 1 and not bells(team.owner)


@pytest.mark.parametrize("everything", [0, 1])
def test_whoever_has_unsubscribed_gets_no_mail(told_here, team, everything):
	action(team.owner, team.service)
	ours = {} if everything else {"reference_doctype": SETTINGS, "reference_name": SETTINGS}
	row("Email Unsubscribe", email=team.owner, global_unsubscribe=everything, **ours)
	tell_all()
	assert digest_of(team.owner).result == "Mail Turned Off"
	assert not mail_to(team.owner)


def test_the_link_under_a_mail_turns_these_mails_off_and_no_others(told_here, team):
	action(team.owner, team.service)
	tell_all()
	(mail,) = mail_to(team.owner)
	for body in (html_of(mail), text_of(mail)):
		assert body.count("<!--unsubscribe_url-->") == 1
	name = digest_of(team.owner).email_queue
	values = frappe.db.get_value(QUEUE, name, ["reference_doctype", "reference_name", "add_unsubscribe_link"])
	assert values == (SETTINGS, SETTINGS, 1)
	with as_user("Guest"):
		frappe.call("frappe.email.queue.unsubscribe", doctype=SETTINGS, name=SETTINGS, email=team.owner)
	assert digests.unsubscribed([team.owner, team.manager]) == {team.owner}


def test_without_an_account_to_send_from_the_bell_rings_and_nothing_fails(told_here, team, monkeypatch):
	monkeypatch.delitem(frappe.conf, "mail_server")
	frappe.db.set_value("Email Account", {"enable_outgoing": 1}, "enable_outgoing", 0)
	monkeypatch.setattr(frappe.local, "outgoing_email_account", {}, raising=False)
	action(team.owner, team.service)
	tell_all()
	assert digest_of(team.owner).result == "No Outgoing Account"
	assert len(bells(team.owner)) == 1 and not mail_to(team.owner)


def test_an_address_gets_the_mail_and_rings_nowhere(told_here, team):
	escalated(
		action(team.owner, team.service), kind=escalation.ADDRESS, escalated_to_address="board@example.org"
	)
	tell_all()
	(mail,) = mail_to("board@example.org")
	assert mail["subject"] == "1 escalated to you"
	assert "notification-settings" not in html_of(mail)
	assert not bells("board@example.org")


def test_a_failing_person_does_not_stop_the_others(told_here, monkeypatch):
	service = builders.service()
	people = [builders.user(ACTION_OWNER) for _ in range(3)]
	for person in people:
		action(person, service)
	say = digests._say

	def fails(row, *args):
		said = say(row, *args)
		if row.recipient == people[1]:
			raise RuntimeError("No room")
		return said

	with monkeypatch.context() as broken:
		broken.setattr(digests, "_say", fails)
		tell_all()
	told_of = results()
	assert [told_of[person] for person in people] == ["Mailed", "Failed", "Mailed"]
	assert "No room" in digest_of(people[1]).error
	assert not mail_to(people[1]) and not bells(people[1])
	assert digests.retry(today()) == 1
	tell_all()
	assert digest_of(people[1]).result == "Mailed"
	assert digest_of(people[1]).error is None
	assert [len(mail_to(person)) for person in people] == [1, 1, 1]
	assert [len(bells(person)) for person in people] == [1, 1, 1]


@pytest.mark.parametrize("status", ["Error", "Sending"])
def test_mails_that_the_server_refused_go_back_into_the_queue(told_here, team, status):
	action(team.owner, team.service)
	tell_all()
	name = digest_of(team.owner).email_queue
	long_ago = now_datetime() - timedelta(hours=2)
	frappe.db.set_value(
		QUEUE, name, {"status": status, "retry": 3, "modified": long_ago}, update_modified=False
	)
	frappe.db.set_value(DIGEST, {"email_queue": name}, "digest_date", in_days(-1))
	digests.retry(today())
	assert frappe.db.get_value(QUEUE, name, ["status", "retry"]) == ("Not Sent", 0)


@pytest.mark.parametrize("status", ["Sent", "Sending", "Not Sent"])
def test_mails_that_were_sent_or_are_being_sent_stay_as_they_are(told_here, team, status):
	action(team.owner, team.service)
	tell_all()
	name = digest_of(team.owner).email_queue
	frappe.db.set_value(QUEUE, name, {"status": status, "retry": 2})
	digests.retry(today())
	assert frappe.db.get_value(QUEUE, name, ["status", "retry"]) == (status, 2)


def test_in_the_language_of_each(told_here, team):
	german = builders.user(ACTION_OWNER, language="de")
	row("Translation", language="de", source_text="{0} overdue", translated_text="{0} überfällig")
	frappe.cache().delete_keys("merged_translations")
	frappe.cache().delete_keys("lang_user_translations")
	for person in (german, team.owner):
		action(person, team.service)
	tell_all()
	assert digest_of(german).subject == "1 überfällig"
	assert digest_of(team.owner).subject == "1 overdue"
	assert frappe.local.lang == "en"


# What is said


def test_what_people_have_typed_does_nothing_in_a_mail(told_here, team):
	name = builders.user(ACTION_OWNER, full_name=HOSTILE[:100])
	service = builders.service(registered_manager=team.manager)
	late = action(name, service, title=HOSTILE)
	frappe.db.set_value("User", name, "enabled", 0)
	escalated(late, escalated_to=team.verifier)
	expiring = action(team.owner, service, due_date=in_days(90), title=HOSTILE)
	row(EVIDENCE, action=expiring, title=HOSTILE, valid_until=today(), evidence_type="Audit Result")
	tell_all()
	for person in (team.verifier, team.manager, team.owner):
		digest = digest_of(person)
		assert digest.result == "Mailed", digest
		for content in (digest.content, html_of(mail_to(person)[0])):
			assert "&lt;script&gt;" in content and "{{ 7 * 7 }}" in content
			assert "<script" not in content and "<img" not in content and "onerror=alert(2)>" not in content
		assert "<script>alert(1)</script>" in text_of(mail_to(person)[0])


def test_an_administrators_template_is_used_and_titles_are_escaped_in_it(told_here, team):
	action(team.owner, team.service, title=HOSTILE)
	edited = "<h1>Good morning</h1>{% for s in sections %}{% for l in s.lines %}<p>{{ l.title }}</p>{% endfor %}{% endfor %}"
	frappe.db.set_value("Email Template", "Improvement Digest", "response_html", edited)
	frappe.clear_document_cache("Email Template", "Improvement Digest")
	tell_all()
	content = digest_of(team.owner).content
	assert content.startswith("<h1>Good morning</h1>") and "<script" not in content


@pytest.mark.parametrize(
	("subject", "expected"),
	[
		("To do today:\n{{ subject }}", "To do today: 1 overdue"),
		("{{ nothing.at_all }}", "1 overdue"),
		("{% if name == 'Nobody' %}Hello{% endif %}", "1 overdue"),
	],
)
def test_the_subject_is_the_administrators_too(told_here, team, subject, expected):
	action(team.owner, team.service)
	frappe.db.set_value("Email Template", "Improvement Digest", "subject", subject)
	frappe.clear_document_cache("Email Template", "Improvement Digest")
	tell_all()
	assert digest_of(team.owner).subject == expected
	assert mail_to(team.owner)[0]["Subject"] == expected


@pytest.mark.parametrize(
	"broken", ["{% for x in %}", "{{ sections.nothing.at_all }}", "{{ 1 / 0 }}", "", "{{ name.__class__ }}"]
)
def test_a_template_that_does_not_work_keeps_nobody_in_the_dark(told_here, team, broken):
	people = [team.owner, team.new_owner]
	for person in people:
		action(person, team.service)
	frappe.db.set_value("Email Template", "Improvement Digest", "response_html", broken)
	frappe.clear_document_cache("Email Template", "Improvement Digest")
	notes = []
	tell_all(notes)
	for person in people:
		assert digest_of(person).result == "Mailed" and TITLE in digest_of(person).content
	assert len(notes) == 1 and "Improvement Digest" in notes[0]


def test_a_digest_holds_no_personal_detail(told_here, team):
	source = builders.source(team.service)
	late = action(team.owner, team.service, source=source.name)
	escalated(late, escalated_to=team.manager)
	tell_all()
	for person in (team.owner, team.manager):
		said = digest_of(person).content + html_of(mail_to(person)[0]) + text_of(mail_to(person)[0])
		for secret in (source.people_involved, source.summary):
			assert secret not in said


def test_nobody_reads_what_another_is_told(told_here, team):
	action(team.owner, team.service)
	tell_all()
	name = digest_of(team.owner).name
	for person in (team.manager, team.governance, team.external):
		with as_user(person):
			assert not frappe.has_permission(DIGEST, "read", name)
			assert name not in frappe.get_list(DIGEST, pluck="name", limit_page_length=0)
	with as_user(team.owner):
		assert frappe.has_permission(DIGEST, "read", name)
		assert frappe.get_list(DIGEST, pluck="name") == [name]
		assert not frappe.has_permission(DIGEST, "write", name)
		assert not frappe.has_permission(DIGEST, "delete", name)


# The weekly summary


@pytest.fixture
def summary_day(told_here):
	settings(weekly_summary_day=today().strftime("%A"))


def test_managers_get_a_summary_of_their_services(summary_day, team):
	manager = builders.user(MANAGER, limited_to=team.service)
	elsewhere = builders.user(MANAGER, limited_to=builders.service())
	action(team.owner, team.service, due_date=in_days(-3), opened_on=in_days(-30))
	action(team.owner, team.service, due_date=in_days(-30), opened_on=in_days(-60), escalation_level=2)
	action(team.owner, team.service, due_date=in_days(9), stale_from=today())
	action(
		team.owner,
		team.service,
		status="Completed",
		due_date=in_days(-20),
		opened_on=in_days(-60),
		completed_on=in_days(-2),
	)
	action(team.owner, team.service, status="Closed", closed_on=in_days(-1))
	action(team.owner, team.service, status="Closed", closed_on=in_days(-9))
	tell_all()
	digest = digest_of(manager, "Weekly")
	assert digest.subject == "Week: 2 overdue, 1 escalated, 1 stale, 1 to verify, 1 closed"
	assert team.service in digest.content and TITLE in digest.content
	text = text_of(next(mail for mail in mail_to(manager) if mail["subject"] == digest.subject))
	# A week ago two were overdue: one of them is completed now, and another one has fallen overdue.
	assert "3 open, 2 overdue, 1 escalated, 1 stale, 1 to verify, 1 closed" in text
	assert digest_of(elsewhere, "Weekly").result == "Nothing to Tell"
	assert not digest_of(team.owner, "Weekly")


def test_what_was_rescheduled_since_was_overdue_a_week_ago(summary_day):
	manager = builders.user()
	service = builders.service(registered_manager=manager)
	moved = action(None, service, due_date=in_days(20), opened_on=in_days(-60))
	row(
		"Improvement Action Due Date Change",
		parent=moved,
		parenttype=ACTION,
		parentfield="due_date_changes",
		from_date=in_days(-15),
		to_date=in_days(20),
		changed_on=now_datetime() - timedelta(days=2),
	)
	tell_all()
	(mail,) = mail_to(manager)
	assert "1 open, 0 overdue (-1)" in text_of(mail)


def test_the_summary_comes_on_its_day_only(told_here, team):
	action(team.owner, team.service)
	team.manager  # noqa: B018
	for day in ("Off", (today() + timedelta(days=1)).strftime("%A")):
		settings(weekly_summary_day=day)
		tell_all()
		assert not digest_of(team.manager, "Weekly")


# Many people


def test_a_chunk_costs_the_same_queries_however_many_people(told_here, monkeypatch):
	service = builders.service()
	counting = Counting(monkeypatch)
	people = []
	costs = []
	for more in (10, 90):
		for _ in range(more):
			people.append(builders.user(ACTION_OWNER))
			for days in (-1, -9, 3):
				action(people[-1], service, due_date=in_days(days))
		day = digests.day_of(today())
		with counting.counted():
			found = due.found_for(people, day)
		assert len(found) == len(people)
		costs.append(counting.count)
	assert costs == [len(SECTIONS)] * 2


def test_telling_a_person_costs_the_same_however_much_there_is_to_tell(told_here, monkeypatch):
	service = builders.service()
	counting = Counting(monkeypatch)
	costs = []
	tell_all()
	for actions in (1, 1, 60):
		person = builders.user(ACTION_OWNER)
		for days in range(actions):
			action(person, service, due_date=in_days(-1 - days))
		digests.plan(today())
		with counting.counted():
			assert digests.tell(today()) == 1
		costs.append(counting.count)
	# The first one fills what Frappe remembers of its doctypes.
	assert costs[1] == costs[2]


def test_people_are_told_in_chunks(told_here):
	service = builders.service()
	for _ in range(5):
		action(builders.user(ACTION_OWNER), service)
	tell_all()
	people = [builders.user(ACTION_OWNER) for _ in range(5)]
	for person in people:
		action(person, service)
	digests.plan(today())
	assert [digests.tell(today(), 2) for _ in range(4)] == [2, 2, 1, 0]
	assert {results()[person] for person in people} == {"Mailed"}


# Workers


@pytest.fixture
def for_good():
	"""What is done is stored, and taken away again at the end."""
	before = frappe.db.get_single_value(SETTINGS, "weekly_summary_day")
	with parallel.committed():
		settings(weekly_summary_day="Off")
		parallel.commit()
		yield
		frappe.db.rollback()
	settings(weekly_summary_day=before)
	frappe.db.commit()


def send_from_here():
	frappe.conf.update({"mail_server": "localhost", "mail_login": "ia@example.org"})


def test_a_worker_killed_before_the_end_has_told_nobody(for_good, team, monkeypatch):
	with_account(monkeypatch)
	action(team.owner, team.service)
	digests.plan(today())
	parallel.commit()

	def killed():
		raise SystemExit

	with monkeypatch.context() as kill:
		kill.setattr(frappe.db, "commit", killed)
		with pytest.raises(SystemExit):
			digests.tell(today())
	frappe.db.rollback()
	assert digest_of(team.owner).result == "Waiting"
	assert not mail_to(team.owner) and not bells(team.owner)
	digests.tell(today())
	frappe.db.rollback()
	assert digest_of(team.owner).result == "Mailed"
	assert len(mail_to(team.owner)) == len(bells(team.owner)) == 1


def test_two_workers_at_once_tell_everybody_once(for_good):
	service = builders.service()
	people = [builders.user(ACTION_OWNER) for _ in range(12)]
	for person in people:
		action(person, service)
	parallel.commit()

	def work():
		send_from_here()
		digests.plan(today())
		frappe.db.commit()
		told = 0
		while settled := digests.tell(today(), 3):
			told += settled
		return told

	answers = parallel.at_once(work, work, work)
	parallel.look_again()
	assert not parallel.failures(answers)
	assert sum(answers) >= len(people)
	assert {results()[person] for person in people} == {"Mailed"}
	assert [len(mail_to(person)) for person in people] == [1] * len(people)
	assert [len(bells(person)) for person in people] == [1] * len(people)


def test_what_the_pass_escalates_is_what_is_told(told_here):
	manager = builders.user(MANAGER)
	service = builders.service(registered_manager=manager)
	owner = builders.user(ACTION_OWNER)
	late = action(owner, service, due_date=in_days(-8), overdue_since=None)
	steps = [
		escalation.Step(1, "Low", escalation.OWNER),
		escalation.Step(7, "Low", escalation.REGISTERED_MANAGER),
	]
	reached = escalation.reached(steps, Calendar(), today())
	marking.mark_overdue(today(), reached)
	for each in reached:
		escalating.record(today(), each)
	assert told(owner) == {"overdue": [late]}
	assert told(manager) == {"escalated": [late]}


# What an installation brings, and what is kept


def test_templates_are_inserted_once_and_never_overwritten():
	for name, setting, _file in email_templates.TEMPLATES:
		assert frappe.db.get_single_value(SETTINGS, setting) == name
		frappe.db.set_value("Email Template", name, "response_html", "Mine")
	settings(digest_template="Improvement Weekly Summary")
	email_templates.insert_missing()
	for name, _setting, _file in email_templates.TEMPLATES:
		assert frappe.db.get_value("Email Template", name, "response_html") == "Mine"
	assert frappe.db.get_single_value(SETTINGS, "digest_template") == "Improvement Weekly Summary"


def test_old_digests_and_runs_are_cleared_as_the_log_settings_ask(told_here, team):
	from frappe.model.base_document import get_controller

	action(team.owner, team.service)
	tell_all()
	new = digest_of(team.owner).name
	old = row(DIGEST, name="old@example.org|2020-01-01|Daily", digest_date="2020-01-01", kind="Daily")
	run = row("Improvement Nightly Run", name="2020-01-01", run_date="2020-01-01", status="Finished")
	part = row(
		"Improvement Nightly Run Part", parent=run, parenttype="Improvement Nightly Run", parentfield="parts"
	)
	get_controller(DIGEST).clear_old_logs(days=60)
	get_controller("Improvement Nightly Run").clear_old_logs(days=365)
	assert frappe.db.exists(DIGEST, new)
	for doctype, name in (
		(DIGEST, old),
		("Improvement Nightly Run", run),
		("Improvement Nightly Run Part", part),
	):
		assert not frappe.db.exists(doctype, name)


def test_plain_text_holds_no_markup(told_here, team):
	action(team.owner, team.service, title="Tea & toast <before> 9")
	tell_all()
	text = text_of(mail_to(team.owner)[0])
	assert "Tea & toast <before> 9" in text
	assert not re.search(r"<(p|a|td|table|div)\b", text)
