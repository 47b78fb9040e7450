"""The same concern sent several times at the same moment, and two managers who thank at the same moment: each happens once.

Against a served site, over HTTP, in threads: each request has a database connection and a transaction of its own.
"""

import re
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import builders
import pytest
import requests
from people import PASSWORD, care_service, person

AT_ONCE = 4


@pytest.fixture(scope="module")
def team(site):
	import frappe

	team = builders.Team(care_service("Spruce House (browser test)"))
	team.manager = person("race.thanks.manager@example.com", builders.MANAGER)
	team.second = person("race.thanks.second@example.com", builders.MANAGER)
	team.owner = person("race.thanks.owner@example.com", builders.ACTION_OWNER)
	team.verifier = person("race.thanks.verifier@example.com", builders.VERIFIER)
	frappe.db.commit()
	return team


@pytest.fixture
def page_is_open(site):
	import frappe

	def allow(who: str, an_hour: int):
		frappe.db.set_single_value(builders.SETTINGS, "concerns_from", who)
		frappe.db.set_single_value(builders.SETTINGS, "concerns_an_hour", an_hour)
		frappe.db.commit()
		frappe.clear_document_cache(builders.SETTINGS, builders.SETTINGS)

	allow("Everybody", 100)
	yield
	allow("Nobody", 5)


def at_once(calls) -> list[requests.Response]:
	calls = list(calls)
	start = Barrier(len(calls))

	def run(call):
		start.wait()
		return call()

	with ThreadPoolExecutor(len(calls)) as pool:
		return list(pool.map(run, calls))


def test_sent_several_times_at_once_it_is_one_concern(page_is_open, url):
	import frappe

	address = f"{url}/raise-a-concern"
	[ticket] = re.findall(r'name="ticket" value="([^"]+)"', requests.get(address, timeout=60).text)
	time.sleep(3.5)
	words = f"The lift stopped between two floors ({uuid4().hex})."
	form = {"ticket": ticket, "kind": "Concern", "what": words}
	answers = at_once([lambda: requests.post(address, data=form, timeout=120)] * AT_ONCE)
	broken = [answer.text[-6000:] for answer in answers if answer.status_code != 200]
	assert not broken, broken[0]
	codes = {re.search(r'class="code">([^<]+)<', answer.text)[1] for answer in answers}
	assert len(codes) == 1
	frappe.db.rollback()
	assert frappe.db.count("Improvement Source", {"summary": words}) == 1
	assert frappe.db.count("Improvement Source", {"raised_code": codes.pop()}) == 1


def test_two_managers_who_thank_at_once_thank_once(team, url):
	import frappe

	action = builders.closed(team)
	frappe.db.commit()
	sessions = []
	for who in (team.manager, team.second):
		session = requests.Session()
		assert session.post(f"{url}/api/method/login", data={"usr": who, "pwd": PASSWORD}, timeout=60).ok
		sessions.append(session)
	values = {"action": action.name, "people": [{"person": team.owner}], "message": "Thank you"}
	answers = at_once(
		[
			lambda session=session: session.post(
				f"{url}/api/method/improvement_actions.recognition.thank", json=values, timeout=120
			)
			for session in sessions
		]
	)
	assert sorted(answer.status_code for answer in answers) == [200, 417]
	assert any("thanked_already" in answer.text for answer in answers)
	frappe.db.rollback()
	assert frappe.db.count("Improvement Recognition", {"action": action.name}) == 1
	told = {"for_user": team.owner, "subject": ("like", f"%thanks you for {action.name}%")}
	assert frappe.db.count("Notification Log", told) == 1
