"""What people raise on the public page: what lands, who is told, who may send, and what nobody finds out."""

import re
from unittest.mock import patch

import builders
import doors
import frappe
import pytest
from builders import ACTION_OWNER, GOVERNANCE, MANAGER, as_user
from public_page import (
	METHOD,
	WORDS,
	allow,
	ask,
	called_from,
	code_in,
	filled,
	raised,
	read,
	send,
	ticket,
	wrongs_in,
)

from improvement_actions import list_views
from improvement_actions.concerns import guards, receiving
from improvement_actions.lifecycle.callers import LONGEST, QUICKEST

SOURCE = "Improvement Source"


@pytest.fixture(autouse=True)
def open_to_everybody():
	"""The page is open, and nobody has sent anything this hour."""
	frappe.cache().delete_keys("improvement_actions:concerns:")
	allow("Everybody", concerns_an_hour=5, concerns_an_hour_in_all=60)
	with called_from("198.51.100.7"):
		yield
	frappe.cache().delete_keys("improvement_actions:concerns:")


def sources() -> int:
	return frappe.db.count(SOURCE)


def bells(person: str) -> list[dict]:
	return frappe.get_all(
		"Notification Log",
		filters={"for_user": person},
		fields=["subject", "document_type", "document_name", "from_user"],
	)


# What lands


def test_a_concern_becomes_a_source_and_the_registered_manager_is_told():
	service = builders.led_service()
	manager, nominated = frappe.db.get_value(
		"Care Service", service, ["registered_manager", "nominated_individual"]
	)
	answer = send(
		service=service,
		relation="Relative or Friend",
		name="Joan Ward",
		contact="020 7946 0000",
		wants_answer="1",
		occurred_on=builders.in_days(-1),
	)
	assert answer.status_code == 200
	code = code_in(answer)
	source = frappe.get_doc(SOURCE, raised(code))
	assert source.source_type == "Feedback" and source.service == service
	assert source.summary == WORDS and str(source.occurred_on) == builders.in_days(-1)
	assert source.title == f"Concern raised by a relative or friend ({code})"
	assert (source.raised_by_relation, source.raised_by_name) == ("Relative or Friend", "Joan Ward")
	assert (source.raised_by_contact, source.wants_answer, source.raised_as) == (
		"020 7946 0000",
		1,
		"Concern",
	)
	assert source.owner == source.modified_by == "Administrator"
	assert not source.is_safeguarding
	[bell] = bells(manager)
	assert (bell.document_type, bell.document_name) == (SOURCE, source.name)
	assert "Ward" not in bell.subject and "bell" not in bell.subject
	assert bells(nominated) == []


def test_what_may_be_a_risk_is_safeguarding_and_both_who_answer_are_told():
	service = builders.led_service()
	answer = send(service=service, at_risk="yes")
	source = frappe.get_doc(SOURCE, raised(code_in(answer)))
	assert source.is_safeguarding and source.review_tier == "Formal"
	for field in ("registered_manager", "nominated_individual"):
		[bell] = bells(frappe.db.get_value("Care Service", service, field))
		assert "at risk" in bell.subject
	urgent = read(answer).select_one("[role=alert]").get_text(" ", strip=True)
	assert "999" in urgent and "safeguarding" in urgent


def test_who_is_not_sure_leaves_the_service_to_the_managers():
	service = builders.led_service()
	nominated = frappe.db.get_value("Care Service", service, "nominated_individual")
	source = frappe.get_doc(SOURCE, raised(code_in(send())))
	assert source.service is None
	assert bells(nominated)
	limited = builders.user(MANAGER, limited_to=service)
	with as_user(limited):
		found = frappe.get_doc(SOURCE, source.name)
		found.check_permission("write")
		found.theme = "Call bells"
		with pytest.raises(frappe.MandatoryError):
			found.save()
		found.reload()
		found.service = service
		found.save()
	assert frappe.db.get_value(SOURCE, source.name, "raised_by_relation") == "Not Said"


def test_without_anybody_who_answers_governance_is_told():
	governance = builders.user(GOVERNANCE)
	send(service=builders.service())
	assert bells(governance)


def test_staff_who_sign_in_are_not_named_unless_they_name_themselves():
	staff = builders.user(ACTION_OWNER)
	token = "the token of the session"
	with patch("frappe.sessions.get_csrf_token", lambda: token):
		page = ask(user=staff)
		answer = send(user=staff, relation="Member of Staff")
	assert read(page).select_one("[name=csrf_token]")["value"] == token
	source = raised(code_in(answer))
	values = frappe.as_json(frappe.get_doc(SOURCE, source).as_dict())
	assert staff not in values
	for doctype, field in (
		("Version", "docname"),
		("Comment", "reference_name"),
		("Document Follow", "ref_docname"),
	):
		assert not frappe.db.exists(doctype, {field: source}), doctype
	assert not frappe.db.exists("Notification Log", {"document_name": source, "from_user": staff})


def test_the_method_does_what_the_page_does():
	with as_user("Guest"):
		answer = doors.rest("POST", METHOD, filled(kind="Idea"))["message"]
	assert raised(answer["code"]) and "Thank you" in answer["message"]
	with as_user("Guest"):
		refusal = doors.refusal_of(doors.rest, "POST", METHOD, filled(kind="Threat", what=""))
	assert refusal.startswith("417") and "no_kind" in refusal and "nothing_said" in refusal
	with as_user("Guest"):
		assert doors.refusal_of(doors.rest, "GET", METHOD).startswith("403")


def test_what_people_write_is_text_and_nothing_else():
	hostile = "<script>alert(1)</script> {{ frappe.db }} {index}"
	answer = send(what="", name=hostile)
	assert answer.status_code == 417
	assert read(answer).select_one("#name")["value"] == " ".join(hostile.split())
	assert "<script>" not in answer.get_data(as_text=True)
	source = frappe.get_doc(SOURCE, raised(code_in(send(what=hostile))))
	assert "alert(1)" in source.summary and "<script>" not in source.summary


# What is refused, and what is never lost


def test_everything_that_is_wrong_is_shown_with_what_was_typed():
	before = sources()
	answer = send(kind="", what=" ", occurred_on="soon", wants_answer="1", name="Joan")
	assert answer.status_code == 417 and sources() == before
	assert len(wrongs_in(answer)) == 4
	page = read(answer)
	assert page.select_one("#name")["value"] == "Joan"
	for link in page.select("#summary a"):
		assert page.select_one(link["href"]), link
	assert page.select_one("#what")["aria-invalid"] == "true"
	assert page.select_one("#" + page.select_one("#what")["aria-describedby"].split()[-1])


def test_a_page_that_was_open_for_a_day_is_sent_once_more_and_at_once():
	answer = send(ticket=ticket(LONGEST + 60))
	assert answer.status_code == 417 and "once more" in wrongs_in(answer)[0]
	fresh = read(answer).select_one("[name=ticket]")["value"]
	assert read(answer).select_one("#what").get_text() == WORDS
	kept = send(kind="", ticket=ticket(60))
	again = read(kept).select_one("[name=ticket]")["value"]
	assert fresh != again
	assert raised(code_in(send(ticket=again)))


@pytest.mark.parametrize("sent", ["", "1.x.y", "\ud800", "9" * 5000])
def test_without_a_page_of_ours_nothing_lands(sent):
	before = sources()
	assert send(ticket=sent.encode(errors="replace").decode()).status_code == 417
	assert sources() == before


def test_programs_are_thanked_and_nothing_lands():
	before = sources()
	honest = read(send()).get_text(" ", strip=True)
	for answer in (
		send(homepage="http://x.example"),
		send(ticket=ticket(QUICKEST - 2)),
		send(homepage="x", what=""),
	):
		assert answer.status_code == 200
		shown = read(answer).get_text(" ", strip=True)
		hide = re.compile(r"[A-Z0-9]{4}-[A-Z0-9]{4}")
		assert hide.sub("", shown) == hide.sub("", honest)
		assert not raised(code_in(answer))
	assert sources() == before + 1


def test_the_same_words_sent_twice_are_one_concern():
	before = sources()
	first, second = send(), send()
	assert code_in(first) == code_in(second)
	assert sources() == before + 1
	assert code_in(send(what=f"{WORDS} And the light.")) != code_in(first)
	with called_from("203.0.113.9"):
		assert code_in(send()) != code_in(first), "somebody else may have noticed it as well"
	assert sources() == before + 3


def test_two_at_the_same_moment_are_one_concern():
	"""The other one has landed after this one has looked."""
	first = code_in(send())
	before = sources()
	with (
		patch.object(receiving.frappe, "get_all", return_value=[]),
		patch.object(receiving, "services", lambda: []),
	):
		second = send()
	assert code_in(second) == first and sources() == before


def test_what_the_database_could_not_take_at_that_moment_is_tried_again():
	record, refused = receiving._record, [frappe.QueryDeadlockError, frappe.QueryTimeoutError]

	def busy(*arguments):
		if refused:
			raise refused.pop()
		return record(*arguments)

	before = sources()
	with patch.object(receiving, "_record", busy):
		code = code_in(send())
	assert raised(code) and sources() == before + 1


def test_too_many_from_one_address_are_told_so():
	allow("Everybody", concerns_an_hour=2, concerns_an_hour_in_all=60)
	before = sources()
	for number in range(2):
		assert send(what=f"{WORDS} {number}").status_code == 200
	answer = send(what=f"{WORDS} 3")
	assert answer.status_code == 429 and "not taken in" in wrongs_in(answer)[0]
	assert read(answer).select_one("#what").get_text() == f"{WORDS} 3", "nothing typed is lost"
	assert "999" in read(answer).get_text()
	with called_from("203.0.113.9"):
		assert send(what=f"{WORDS} 4").status_code == 200
	assert sources() == before + 3
	with as_user("Guest"):
		assert doors.refusal_of(doors.rest, "POST", METHOD, filled(what="5")).startswith("429")


def test_many_addresses_together_are_stopped_too():
	allow("Everybody", concerns_an_hour=5, concerns_an_hour_in_all=2)
	answers = []
	for number in range(3):
		with called_from(f"203.0.113.{number}"):
			answers.append(send(what=f"{WORDS} {number}").status_code)
	assert answers == [200, 200, 429]


def test_staff_behind_one_address_do_not_keep_one_another_out():
	allow("Everybody", concerns_an_hour=1, concerns_an_hour_in_all=0)
	assert send(what="One thing").status_code == 200
	assert send(what="Another thing").status_code == 429
	with patch("frappe.sessions.get_csrf_token", lambda: "x"):
		assert send(user=builders.user(ACTION_OWNER), what="A third thing").status_code == 200


def test_no_address_is_kept():
	with as_user("Guest"):
		assert "198.51.100.7" not in guards.caller()
	send()
	for key in frappe.cache().get_keys("improvement_actions:concerns:"):
		assert b"198.51.100.7" not in key


# Who may send


def test_switched_off_there_is_no_page():
	allow("Nobody")
	before = sources()
	assert ask().status_code == 404
	assert send().status_code == 404
	staff = builders.user(MANAGER)
	assert ask(user=staff).status_code == 404
	assert "999" in read(ask()).get_text() and not read(ask()).form, "it says where to turn"
	with as_user("Guest"):
		assert doors.refusal_of(doors.rest, "POST", METHOD, filled()).startswith("404")
	assert sources() == before
	allow("Everybody")
	assert ask().status_code == 200, "nobody remembers that it was not there"


def test_it_is_off_until_an_administrator_decides_otherwise():
	meta = frappe.get_meta(builders.SETTINGS)
	assert meta.get_field("concerns_from").default == "Nobody"
	manager = builders.user(MANAGER)
	with as_user(manager), pytest.raises(frappe.PermissionError):
		settings = frappe.get_doc(builders.SETTINGS)
		settings.concerns_from = "Everybody"
		settings.save()


def test_only_who_signs_in_where_the_settings_say_so():
	allow("People Who Sign In")
	before = sources()
	for answer in (ask(), send()):
		assert (
			answer.status_code == 301 and answer.headers["Location"] == "/login?redirect-to=/raise-a-concern"
		)
	with as_user("Guest"):
		assert doors.refusal_of(doors.rest, "POST", METHOD, filled()).startswith("403")
	assert sources() == before
	relative = builders.user(user_type="Website User")
	with patch("frappe.sessions.get_csrf_token", lambda: "x"):
		assert ask(user=relative).status_code == 200
		assert raised(code_in(send(user=relative)))


def test_only_services_that_take_new_records_are_offered():
	there, gone = builders.service(), builders.service(disabled=1)
	offered = [option["value"] for option in read(ask()).select("#service option")]
	assert there in offered and gone not in offered and offered[0] == ""
	assert send(service=gone).status_code == 417


# No reading back


def test_a_guest_reads_nothing():
	name = raised(code_in(send()))
	with as_user("Guest"):
		for path in (f"/api/resource/{SOURCE}/{name}", f"/api/resource/{SOURCE}"):
			assert doors.refusal_of(doors.rest, "GET", path).startswith("403")
		for door in doors.INSERTING.values():
			values = {
				"doctype": SOURCE,
				"title": "x",
				"source_type": "Feedback",
				"service": builders.service(),
			}
			assert doors.refusal_of(door, values)
	with as_user(builders.user()):
		assert doors.refusal_of(doors.rest, "GET", f"/api/resource/{SOURCE}/{name}").startswith("403")


def test_an_answer_says_nothing_of_what_there_is():
	"""Not the record's name, and nothing of what others have sent."""
	name = raised(code_in(send()))
	answer = send(what="Something else").get_data(as_text=True)
	assert name not in answer and WORDS not in answer
	assert ask(path=f"/raise-a-concern?code={code_in(send())}").get_data(as_text=True).count("code") == 0


def test_name_and_words_are_personal_detail():
	source = raised(code_in(send(service=builders.service(), name="Joan Ward", contact="020 7946 0000")))
	governance = builders.user(GOVERNANCE)
	meta = frappe.get_meta(SOURCE)
	for field in ("summary", "raised_by_name", "raised_by_contact"):
		assert meta.get_field(field).permlevel == 1
	external = builders.user(builders.EXTERNAL_REVIEWER)
	frappe.share.add(SOURCE, source, external, read=1)
	with as_user(external):
		shown = doors.rest("GET", f"/api/resource/{SOURCE}/{source}")["data"]
	assert "raised_by_name" not in shown and "summary" not in shown
	with as_user(governance):
		assert frappe.get_doc(SOURCE, source).has_permission("read")


@pytest.mark.parametrize("door", doors.WRITING)
def test_nobody_rewrites_who_raised_it(door):
	service = builders.service()
	source = raised(code_in(send(service=service, name="Joan Ward", relation="Relative or Friend")))
	forged = {"raised_by_relation": "Somebody Else", "raised_code": "AAAA-AAAA", "raised_by_name": "Nobody"}
	with as_user(builders.user(MANAGER)):
		doors.refusal_of(doors.WRITING[door], SOURCE, source, forged)
	found = frappe.db.get_value(SOURCE, source, list(forged), as_dict=True)
	assert found.raised_by_relation == "Relative or Friend" and found.raised_by_name == "Joan Ward"
	assert found.raised_code != "AAAA-AAAA"


def test_nobody_records_as_if_it_came_from_the_page():
	forged = {"raised_by_relation": "Somebody Else", "raised_code": "AAAA-AAAA", "wants_answer": 1}
	source = builders.source(builders.service(), **forged)
	source.reload()
	assert (source.raised_by_relation, source.raised_code, source.wants_answer) == (None, None, 0)


# What the managers then see


def test_the_ready_made_view_has_what_nobody_has_decided_about():
	service = builders.service()
	manager = builders.user(MANAGER, limited_to=service)
	builders.source(service)
	source = raised(code_in(send(service=service)))
	with as_user(manager):
		[view] = [
			view for view in list_views.get_views(SOURCE)["views"] if view["name"] == "raised_by_people"
		]
		# That of nobody's service is every manager's.
		found = frappe.get_list(
			SOURCE,
			filters=[[SOURCE, *each] for each in view["filters"]] + [[SOURCE, "service", "=", service]],
			pluck="name",
		)
	assert found == [source]
	team = builders.Team(service)
	builders.draft(team, source=source)
	with as_user(manager):
		[after] = [
			view for view in list_views.get_views(SOURCE)["views"] if view["name"] == "raised_by_people"
		]
	assert after["count"] == view["count"] - 1


def test_the_page_speaks_the_language_of_its_reader():
	with patch(
		"frappe.translate.get_all_translations", lambda lang: {"Send": "إرسال"} if lang == "ar" else {}
	):
		before = frappe.local.lang
		frappe.local.lang = "ar"
		try:
			page = read(ask())
		finally:
			frappe.local.lang = before
	assert (page.html["lang"], page.html["dir"]) == ("ar", "rtl")
	assert page.select_one("button").get_text() == "إرسال"
