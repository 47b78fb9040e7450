"""The nightly run under faults: whatever cuts it off, the next run finishes it, and nobody is told twice or missed."""

import os
import random
import signal
import time
from collections import Counter
from contextlib import suppress

import builders
import frappe
import parallel
import pytest
from faults import BROKEN, COMPLETE, in_process, statements_of
from frappe.utils import nowdate
from mail_server import mail_server
from throwaway import frappe_command, own_sandbox

from improvement_actions.jobs import nightly

ACTION, RUN, ESCALATION = "Improvement Action", "Improvement Nightly Run", "Improvement Escalation"
#: Days overdue of the actions in each of two services.
LATE = (1, 8, 15)


@pytest.fixture
def scene(site):
	"""Two services with overdue actions, stored; everything that is made from here on goes again."""
	with parallel.committed(), builders.told_from(0):
		teams = [builders.Team(builders.led_service()) for _number in range(2)]
		actions = [builders.overdue(days, team) for team in teams for days in LATE]
		parallel.commit()
		yield actions


def outcome(actions) -> dict:
	"""Return everything that a run leaves behind for `actions`, without when and under which name."""
	names = [action.name for action in actions]
	fields = ["action", "level", "result", "escalated_to"]
	people = {user for (user,) in frappe.db.sql("SELECT name FROM tabUser")}
	return {
		"marks": frappe.get_all(
			ACTION,
			filters={"name": ("in", names)},
			fields=["name", "overdue_since", "escalation_level"],
			order_by="name",
			as_list=True,
		),
		"escalations": sorted(
			map(
				str,
				frappe.get_all(ESCALATION, filters={"action": ("in", names)}, fields=fields, as_list=True),
			)
		),
		"digests": _by_person("Improvement Digest", "recipient", people),
		"bells": _by_person(
			"Notification Log", "for_user", people, document_type="Improvement Digest", type="Alert"
		),
		"mails": Counter(
			frappe.get_all(
				"Email Queue Recipient",
				filters={"parenttype": "Email Queue", "recipient": ("in", [*people, ""])},
				pluck="recipient",
			)
		),
		"status": frappe.db.get_value(RUN, nowdate(), "status"),
	}


def _by_person(doctype: str, fieldname: str, people: set, **filters) -> Counter:
	found = frappe.get_all(doctype, filters=filters, pluck=fieldname)
	return Counter(person for person in found if person in people)


def undo() -> None:
	"""Take back what a run did, so that the next one has all of it to do."""
	frappe.db.rollback()
	for doctype in (
		RUN,
		f"{RUN} Part",
		ESCALATION,
		"Improvement Digest",
		"Notification Log",
		"Email Queue",
		"Email Queue Recipient",
	):
		frappe.db.delete(doctype)
	frappe.db.sql("UPDATE `tabImprovement Action` SET overdue_since = NULL, escalation_level = 0")
	frappe.db.commit()


@pytest.fixture
def in_small_parts(monkeypatch):
	"""Two parts and several transactions of people, as at a provider with many of them."""
	monkeypatch.setattr(nightly, "ACTIONS_IN_A_PART", 3)
	monkeypatch.setattr(nightly, "PEOPLE_AT_ONCE", 3)
	monkeypatch.setattr(nightly, "_call_workers", lambda day, number: None)


@pytest.fixture
def as_it_should_be(scene, in_small_parts):
	"""What an undisturbed run leaves behind."""
	undo()
	assert in_process(nightly.run_again) == COMPLETE
	parallel.look_again()
	expected = outcome(scene)
	assert expected["status"] == "Finished"
	assert all(since and level for _name, since, level in expected["marks"])
	assert len(expected["escalations"]) == 12
	undo()
	return expected


def test_killed_before_any_of_its_statements_it_is_finished_by_the_next_run(scene, as_it_should_be):
	"""At some of its statements; at every one, which takes minutes, with IMPROVEMENT_FAULTS=all."""
	last = statements_of(nightly.run_again)
	undo()
	every = os.environ.get("IMPROVEMENT_FAULTS") == "all"
	numbers = range(1, last + 1) if every else random.Random(4).sample(range(1, last + 1), 25)
	for number in numbers:
		assert in_process(nightly.run_again, kill_at=number) == -9
		assert in_process(nightly.run_when_due) == COMPLETE
		parallel.look_again()
		assert outcome(scene) == as_it_should_be, f"killed before statement {number} of {last}"
		undo()


def test_two_workers_at_once_do_it_once(scene, as_it_should_be):
	answers = parallel.at_once(*[nightly.run_again] * 3)
	assert parallel.failures(answers) == []
	parallel.look_again()
	assert outcome(scene) == as_it_should_be


def test_running_again_and_again_changes_nothing(scene, as_it_should_be):
	for _number in range(3):
		assert in_process(nightly.run_again) == COMPLETE
	assert in_process(nightly.run_when_due) == COMPLETE
	parallel.look_again()
	assert outcome(scene) == as_it_should_be


# Services that go away, in the sandbox, which has its own


@pytest.fixture
def services(pytestconfig):
	"""Stop and start the sandbox's services; those that a test leaves stopped are started again."""
	from sandbox import services
	from sandbox.steps import Steps

	sandbox = own_sandbox(pytestconfig.getoption("--bench"))
	started = []

	class Services:
		def stop(self, name: str) -> None:
			services.stop(sandbox, [name])

		def start(self, name: str) -> None:
			started.extend(services.start(Steps(sandbox), sandbox, [name]))

		def restart(self, name: str) -> None:
			self.stop(name)
			self.start(name)

		def work_off(self) -> str:
			"""Let a worker do what is in the queue."""
			return frappe_command(sandbox, frappe.local.site, "worker", "--queue", "long", "--burst")

	yield Services()
	for name in ("mariadb", "redis"):
		services.start(Steps(sandbox), sandbox, [name])


def connect_again() -> None:
	"""Get a new connection, after the database has closed the old one."""
	frappe.db.close()
	frappe.connect()


@pytest.mark.alone
@pytest.mark.parametrize("number", [10, 60])
def test_the_database_is_restarted_in_its_midst(scene, as_it_should_be, services, number):
	def at(statement: int) -> None:
		if statement == number:
			services.restart("mariadb")

	assert in_process(nightly.run_again, at=at) == BROKEN
	connect_again()
	assert in_process(nightly.run_when_due) == COMPLETE
	parallel.look_again()
	assert outcome(scene) == as_it_should_be


@pytest.mark.alone
def test_without_redis_it_does_everything_itself(scene, as_it_should_be, services, monkeypatch):
	monkeypatch.undo()
	monkeypatch.setattr(nightly, "ACTIONS_IN_A_PART", 3)
	monkeypatch.setattr(nightly, "PARTS_FOR_A_WORKER", 1)
	services.stop("redis")
	try:
		assert in_process(nightly.run_again) == COMPLETE
	finally:
		services.start("redis")
	parallel.look_again()
	assert outcome(scene) == as_it_should_be


def test_workers_that_were_called_finish_what_a_killed_one_began(
	scene, as_it_should_be, services, monkeypatch
):
	monkeypatch.undo()
	monkeypatch.setattr(nightly, "ACTIONS_IN_A_PART", 3)
	monkeypatch.setattr(nightly, "PARTS_FOR_A_WORKER", 1)
	call = nightly._call_workers

	def call_and_die(day, number):
		call(day, number)
		os.kill(os.getpid(), signal.SIGKILL)

	monkeypatch.setattr(nightly, "_call_workers", call_and_die)
	assert in_process(nightly.run_again) == -9
	services.work_off()
	# Where a worker runs all the time (for the browser tests), that one may be at it.
	for _second in range(60):
		parallel.look_again()
		if outcome(scene)["status"] == "Finished":
			break
		time.sleep(1)
	assert outcome(scene) == as_it_should_be


def test_a_mail_server_that_refuses_gets_every_mail_once_it_takes_them(scene, as_it_should_be):
	from frappe.email.doctype.email_account.email_account import EmailAccount

	def with_mails(work):
		def in_it():
			frappe.flags.mute_emails = False
			frappe.conf.update(
				{
					"mute_emails": 0,
					"mail_server": "127.0.0.1",
					"mail_port": server.port,
					"auto_email_id": "improvement@example.org",
					"disable_mail_smtp_authentication": 1,
				}
			)
			# Whichever account the site itself would send from
			frappe.local.outgoing_email_account = {"default": EmailAccount.find_from_config()}
			work()

		return in_process(in_it)

	def send_what_is_in_the_queue():
		from frappe.email.queue import get_queue

		for row in get_queue():
			# What the server refuses says so in the queue
			with suppress(Exception):
				frappe.get_doc("Email Queue", row.name).send()

	with mail_server() as server:
		server.refuses = True
		assert with_mails(nightly.run_again) == COMPLETE
		for _number in range(6):
			with_mails(send_what_is_in_the_queue)
		parallel.look_again()
		assert outcome(scene)["status"] == "Finished"
		people = set(outcome(scene)["mails"])
		assert len(people) >= 6
		assert people == set(server.asked) and not server.delivered
		assert set(frappe.get_all("Email Queue", pluck="status")) == {"Error"}
		server.refuses = False
		with_mails(send_what_is_in_the_queue)
		assert not server.delivered
		for _number in range(2):
			assert with_mails(nightly.run_when_due) == COMPLETE
			with_mails(send_what_is_in_the_queue)
		assert server.delivered == dict.fromkeys(people, 1)
