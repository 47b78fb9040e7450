"""Governance reviews as people see them: on the form, in print, in lists, and on the records that they decided about."""

import builders
import frappe
import meetings
import pytest
from builders import ACTION_OWNER, GOVERNANCE, MANAGER, as_user, in_days
from frappe.utils import nowdate
from meetings import REVIEW
from query_plans import watched

from improvement_actions import list_views
from improvement_actions.improvement_actions.doctype.governance_review import decided, desk
from improvement_actions.improvement_actions.doctype.improvement_action.desk import what_next
from improvement_actions.lifecycle.governance.records import ACTION, RISK

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)> \"A\" & 'B' {{ 7 * 191 }}"
FORMAT = "Governance Review Minutes"


@pytest.fixture
def team():
	return builders.Team(builders.led_service())


@pytest.fixture
def chair():
	return builders.user(GOVERNANCE)


def printed(review, person: str = "Administrator") -> str:
	with as_user(person):
		return frappe.get_print(REVIEW, review.name, FORMAT)


def form(review, person: str) -> dict:
	with as_user(person):
		return desk.for_form(review.name)


# The form


def test_the_form_offers_what_fits_and_says_what_was_decided(team, chair):
	late, waiting = builders.overdue(5, team), builders.completed(team, title="Waiting")
	review = meetings.built(chair, [team.service])
	shown = form(review, chair)
	assert (shown["may_write"], shown["may_decide"]) == (True, True)
	assert shown["counts"] == {"decided": 0, "put_off": 0, "refused": 0, "undecided": 2}
	fits = {
		item["reference_name"]: item["fits"] for section in shown["sections"] for item in section["items"]
	}
	assert "New Date" in fits[late.name] and "New Date" not in fits[waiting.name]
	meetings.decide(review, late.name, "Escalate", "Visit.", escalate_to=team.manager)
	meetings.decide(review, waiting.name, "Carry Over", None)
	shown = form(review, chair)
	assert shown["counts"] == {"decided": 1, "put_off": 1, "refused": 0, "undecided": 0}
	(item,) = shown["sections"][0]["items"]
	assert item["settled"] and item["names"][team.manager] == frappe.db.get_value(
		"User", team.manager, "full_name"
	)
	assert {change["key"]: change["now"] for change in shown["momentum"]["changes"]}["overdue"] == 1


def test_before_its_day_and_for_readers_nothing_is_decided(team, chair):
	builders.overdue(5, team)
	ahead = meetings.built(chair, [team.service], meeting_date=in_days(7))
	shown = form(ahead, chair)
	assert (shown["may_write"], shown["may_decide"]) == (True, False)
	shown = form(ahead, builders.user(MANAGER))
	assert (shown["may_write"], shown["may_decide"]) == (False, False)
	with pytest.raises(frappe.PermissionError):
		form(ahead, builders.user(MANAGER, limited_to=builders.service()))


def test_what_the_agenda_does_not_name_is_found_in_a_list(team, chair):
	review = meetings.built(chair, [team.service])
	for number in range(3):
		builders.overdue(5, team, title=f"Late {number}")
	frappe.db.set_value(REVIEW, review.name, "left_out", '{"Overdue": 3}')
	(section,) = form(review, chair)["sections"]
	assert (section["section"], section["more"], section["items"]) == ("Overdue", 3, [])
	with as_user(chair):
		assert len(frappe.get_list(section["shows"]["doctype"], filters=section["shows"]["filters"])) == 3


def test_the_form_asks_as_much_for_many_items_as_for_one(team, chair):
	def queries() -> int:
		review = meetings.built(chair, [team.service])
		seen: dict = {}
		with watched("form", seen):
			form(review, chair)
		return len(seen)

	builders.overdue(5, team)
	queries()  # what a site remembers from then on
	few = queries()
	for number in range(6):
		builders.overdue(5, team, title=f"Late {number}")
	assert queries() == few


# Lists


def test_ready_made_views(team, chair):
	ahead = meetings.planned(chair, [team.service], meeting_date=in_days(3))
	past = meetings.held(chair, [team.service], -3)
	with as_user(chair):
		views = {view["name"]: view for view in list_views.get_views(REVIEW, named=[chair])["views"]}
		assert set(views) == {"planned", "held", "mine"} and views["mine"]["count"] == 2
		for name, review in (("planned", ahead), ("held", past)):
			assert review.name in frappe.get_list(REVIEW, filters=views[name]["filters"], pluck="name", limit_page_length=0)  # fmt: skip
	with as_user(builders.user(ACTION_OWNER)), pytest.raises(frappe.PermissionError):
		list_views.get_views(REVIEW)


# On the records


def test_a_record_tells_what_meetings_decided_about_it(team, chair):
	action, risk = builders.overdue(5, team), meetings.risk(team.service)
	review = meetings.built(chair, [team.service])
	assert what_next(action.name)["meetings"] == ""
	meetings.decide(review, action.name, "Note", HOSTILE)
	meetings.decide(review, risk.name, "Close the Item", "Assessed last week.")
	with as_user(team.manager):
		html = what_next(action.name)["meetings"]
		assert review.name in html and "&lt;img" in html and "<script>" not in html and "<img" not in html
		assert "Assessed last week." in decided.on_form(RISK, risk.name)
		record = frappe.get_print(ACTION, action.name, "Improvement Action Record")
		assert "What meetings decided" in record and review.name in record and "<script>alert" not in record
	# Who owns the action reads what was decided about it, and nothing of the meeting.
	with as_user(team.owner):
		html = what_next(action.name)["meetings"]
		assert "Noted on" in html and review.name not in html
	outsider = builders.user(ACTION_OWNER)
	with as_user(outsider):
		for doctype, name in ((ACTION, action.name), ("User", outsider), (ACTION, "IA-0000-0")):
			with pytest.raises((frappe.PermissionError, frappe.DoesNotExistError)):
				decided.on_form(doctype, name)


def test_what_is_only_put_on_an_agenda_is_no_decision(team, chair):
	action = builders.overdue(5, team)
	review = meetings.built(chair, [team.service])
	meetings.decide(review, action.name, "Carry Over", "Next time.")
	assert what_next(action.name)["meetings"] == ""
	with as_user(chair):
		meetings.get(review.name).hold()
	assert "Carry Over" in what_next(action.name)["meetings"]


# Print


def test_the_agenda_prints_before_and_the_minutes_after(team, chair):
	late, put_off = (
		builders.overdue(5, team, title="Check MAR charts"),
		builders.overdue(9, team, title="Put off"),
	)
	review = meetings.built(
		chair,
		[team.service],
		attendees=[
			{"attendee": team.manager, "capacity": "Registered manager"},
			{"attendee_name": "Ann Lee", "apologies": 1},
		],
	)
	html = printed(review, chair)
	assert "Agenda of the governance review" in html and "Invited" in html and "Signature" not in html
	for told in ("Check MAR charts", late.name, "5 days overdue", "Ann Lee", "Registered manager", "Figure"):
		assert told in html
	meetings.decide(review, late.name, "Reassign", "Sam has left.", new_owner=team.new_owner)
	meetings.decide(review, put_off.name, "Carry Over", None)
	with as_user(chair):
		doc = meetings.get(review.name)
		doc.minutes = "<p>The board <b>thanks</b> the night staff.</p>"
		doc.save()
		meetings.get(review.name).hold()
	html = printed(review, chair)
	assert "Minutes of the governance review" in html and "Present" in html
	for told in ("Reassign", "Sam has left.", frappe.utils.get_fullname(team.new_owner), "<b>thanks</b>", "Carry Over", "Minutes taken by"):  # fmt: skip
		assert told in html


def test_what_people_typed_is_text_in_print(team, chair):
	builders.overdue(5, team, title=HOSTILE[:130])
	review = meetings.built(chair, [team.service], attendees=[{"attendee_name": HOSTILE[:100], "capacity": HOSTILE[:100]}])  # fmt: skip
	raw = {"item_title": HOSTILE, "decision_note": HOSTILE, "detail": HOSTILE, "outcome": HOSTILE}
	frappe.db.set_value("Governance Review Item", review.items[0].name, raw)
	frappe.db.set_value(REVIEW, review.name, {"title": HOSTILE[:130], "minutes": f"<p>{HOSTILE}</p>"})
	frappe.clear_document_cache(REVIEW, review.name)
	html = printed(review)
	assert "<script>alert" not in html and "onerror=alert" not in html.replace(
		"&lt;img src=x onerror=alert", ""
	)
	assert "1337" not in html and "&lt;script&gt;alert(1)" in html


def test_the_trail_of_a_risk_and_the_day_are_those_of_the_meeting(team, chair):
	risk = meetings.risk(team.service)
	review = meetings.built(chair, [team.service])
	meetings.decide(review, risk.name, "Note", "Seen.")
	(row,) = decided.of_record(RISK, risk.name)
	assert (row["meeting"], str(row["on"]), row["decision"]) == (review.name, nowdate(), "Note")
