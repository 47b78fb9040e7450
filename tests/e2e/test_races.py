"""Several people at the same moment: one of them gets through, the others get a clear conflict, and nothing is lost.

Against a served site, over HTTP, in threads: each request has a database connection and a transaction of its own.
"""

import json
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import builders
import pytest
import requests
from people import PASSWORD, care_service, person

from improvement_actions.lifecycle.loop import loop_of

ACTION, SOURCE, REVIEW = "Improvement Action", "Improvement Source", "Effectiveness Review"
ROUNDS = 4
#: What somebody who came second is told: to look again, or that it has been done.
SECOND = (
	"TimestampMismatchError",
	"is not possible for you now",
	"is the due date already",
	"not rescheduled",
)


@pytest.fixture(scope="module")
def team(site):
	import frappe

	team = builders.Team(care_service("Larch House (browser test)"))
	team.manager = person("race.manager@example.com", builders.MANAGER)
	team.owner = person("race.owner@example.com", builders.ACTION_OWNER)
	team.verifier = person("race.verifier@example.com", builders.VERIFIER)
	team.second_verifier = person("race.second@example.com", builders.VERIFIER)
	frappe.db.commit()
	return team


@pytest.fixture(scope="module")
def signed_in(url, team):
	"""signed_in(user) -> a session of its own, as another browser of that person."""

	def sign_in(user: str) -> requests.Session:
		session = requests.Session()
		answer = session.post(f"{url}/api/method/login", data={"usr": user, "pwd": PASSWORD}, timeout=60)
		assert answer.ok, answer.text[:300]
		return session

	return sign_in


@pytest.fixture
def committed(site):
	"""committed(make, ...) -> what `make` returns, in the database for everybody; and what is there is read afresh."""
	import frappe

	def make(function, *arguments, **values):
		made = function(*arguments, **values)
		frappe.db.commit()
		return made

	yield make
	frappe.db.rollback()


def at_once(calls) -> list[requests.Response]:
	"""Make all `calls` at the same moment and return their answers."""
	calls = list(calls)
	start = Barrier(len(calls))

	def run(call):
		start.wait()
		return call()

	with ThreadPoolExecutor(len(calls)) as pool:
		return list(pool.map(run, calls))


def asking(session, verb: str, address: str, **values):
	"""Return a request to be made, with `values` as JSON."""
	return lambda: session.request(verb, address, json=values, timeout=120)


def method(session, url: str, action: str, name: str, **values):
	"""Return a call of the method `name` of an action."""
	return asking(session, "POST", f"{url}/api/resource/{ACTION}/{action}", run_method=name, **values)


def got_through(answers) -> int:
	"""Return how many of `answers` say yes; the others have to say what has happened."""
	for answer in answers:
		if not answer.ok:
			assert answer.status_code in (403, 417), f"{answer.status_code}: {answer.text[-1500:]}"
			assert any(word in answer.text for word in SECOND), answer.text[-1500:]
	return sum(answer.ok for answer in answers)


def fresh(name: str):
	import frappe

	frappe.db.rollback()  # what was read before would be read again
	return frappe.get_doc(ACTION, name)


def test_reschedules_at_once_each_count_once(team, signed_in, url, committed):
	sessions = [signed_in(user) for user in (team.owner, team.owner, team.manager, team.manager)]
	conflicts = 0
	for _round in range(ROUNDS):
		name = committed(builders.started, team).name
		answers = at_once(
			method(
				session,
				url,
				name,
				"reschedule",
				new_due_date=builders.in_days(40 + number),
				reason=f"Reason {number}",
			)
			for number, session in enumerate(sessions)
		)
		done = got_through(answers)
		conflicts += len(answers) - done
		action = fresh(name)
		assert done >= 1
		assert action.slip_count == len(action.due_date_changes) == done
		dates = [action.original_due_date, *(row.to_date for row in action.due_date_changes)]
		assert [row.from_date for row in action.due_date_changes] == dates[:-1] and action.due_date == dates[
			-1
		]
		granted = {f"Reason {number}" for number, answer in enumerate(answers) if answer.ok}
		assert {row.reason for row in action.due_date_changes} == granted
	assert conflicts, "They never met: this has proved nothing"


def test_progress_at_once_loses_no_update_that_was_accepted(team, signed_in, url, committed):
	sessions = [signed_in(team.owner) for _ in range(3)]
	for _round in range(ROUNDS):
		name = committed(builders.started, team).name
		answers = at_once(
			method(session, url, name, "add_progress", note=f"Note {number}")
			for number, session in enumerate(sessions)
		)
		accepted = {f"Note {number}" for number, answer in enumerate(answers) if answer.ok}
		assert got_through(answers) == len(accepted) >= 1
		assert accepted == {row.note for row in fresh(name).progress_updates if row.note.startswith("Note")}


def test_an_action_is_completed_once(team, signed_in, url, committed):
	import frappe

	sessions = [signed_in(user) for user in (team.owner, team.owner, team.manager)]
	for _round in range(ROUNDS):
		name = committed(builders.started, team).name
		committed(builders.prove, name)
		answers = at_once(
			method(session, url, name, "move", workflow_action="Complete") for session in sessions
		)
		assert got_through(answers) == 1
		action = fresh(name)
		assert (action.status, action.completion_count) == ("Completed", 1)
		assert frappe.db.count(REVIEW, {"action": name}) == 1


def test_an_action_is_closed_once(team, signed_in, url, committed):
	import frappe

	sessions = [signed_in(user) for user in (team.verifier, team.second_verifier, team.verifier)]
	for _round in range(ROUNDS):
		name = committed(builders.completed, team).name
		committed(builders.record_review, name, team.verifier)
		answers = at_once(method(session, url, name, "move", workflow_action="Close") for session in sessions)
		assert got_through(answers) == 1
		action = fresh(name)
		assert action.status == "Closed" and action.closed_by in (team.verifier, team.second_verifier)
		assert frappe.db.count(REVIEW, {"action": name, "review_type": "Sustainability"}) == 2


def test_closing_and_returning_at_once_is_one_of_the_two(team, signed_in, url, committed):
	verifiers = [signed_in(team.verifier), signed_in(team.second_verifier)]
	for _round in range(ROUNDS):
		name = committed(builders.completed, team).name
		committed(builders.record_review, name, team.verifier)
		close = method(verifiers[0], url, name, "move", workflow_action="Close")
		back = method(
			verifiers[1],
			url,
			name,
			"move",
			workflow_action="Return",
			reason="The audit of night shifts is missing.",
		)
		closed, returned = at_once((close, back))
		assert got_through((closed, returned)) == 1
		assert fresh(name).status == ("Closed" if closed.ok else "In Progress")


def test_a_source_counts_right_when_its_actions_move_at_once(team, signed_in, url, committed):
	import frappe

	sessions = [signed_in(team.owner) for _ in range(4)]
	for _round in range(ROUNDS):
		source = committed(builders.source, team.service).name
		names = [committed(builders.started, team, source=source).name for _ in sessions]
		for name in names:
			committed(builders.prove, name)
		answers = at_once(
			method(session, url, name, "move", workflow_action="Complete")
			for session, name in zip(sessions, names, strict=True)
		)
		assert all(answer.ok for answer in answers), [
			answer.text[-800:] for answer in answers if not answer.ok
		]
		assert counts(source) == ("Completed", 4, 0)

		# And while one is moved to another source, one is cancelled, one deleted and one is made
		other = committed(builders.source, team.service).name
		draft, also = (committed(builders.draft, team, source=source).name for _ in range(2))
		opened = committed(builders.opened, team, source=source).name
		managers = [signed_in(team.manager) for _ in range(4)]
		resource = f"{url}/api/resource"
		answers = at_once(
			(
				asking(managers[0], "PUT", f"{resource}/{ACTION}/{draft}", source=other),
				asking(managers[1], "DELETE", f"{resource}/{ACTION}/{also}"),
				asking(
					managers[2],
					"POST",
					f"{resource}/{SOURCE}/{source}",
					run_method="spawn_action",
					title="One more",
				),
				method(
					managers[3], url, opened, "move", workflow_action="Cancel", reason="No longer needed."
				),
			)
		)
		assert all(answer.ok for answer in answers), [
			answer.text[-800:] for answer in answers if not answer.ok
		]
		for each in (source, other):
			frappe.db.rollback()
			loop = loop_of(frappe.get_all(ACTION, {"source": each}, pluck="status"))
			assert counts(each) == (loop.loop_status, loop.action_count, loop.closed_count)


def counts(source: str) -> tuple:
	import frappe

	frappe.db.rollback()
	return frappe.db.get_value(SOURCE, source, ["loop_status", "action_count", "closed_count"])


def test_two_saves_of_one_form_at_once_keep_one_and_tell_the_other(team, signed_in, url, committed):
	sessions = [signed_in(team.owner), signed_in(team.manager)]
	for _round in range(ROUNDS):
		name = committed(builders.started, team).name
		in_the_browser = fresh(name).as_json()

		texts = ("From the first", "From the second")
		sent = [json.dumps({**json.loads(in_the_browser), "lessons_learned": text}) for text in texts]
		address = f"{url}/api/method/frappe.desk.form.save.savedocs"
		answers = at_once(
			asking(session, "POST", address, doc=doc, action="Save")
			for session, doc in zip(sessions, sent, strict=True)
		)
		assert got_through(answers) == 1
		assert fresh(name).lessons_learned == ("From the first" if answers[0].ok else "From the second")
