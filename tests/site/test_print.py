"""The printed record: the whole loop of one action, its run chart, and nothing that people typed taken for markup."""

import re
from xml.etree import ElementTree

import builders
import frappe
import pytest
from builders import as_user, in_days
from frappe.utils import nowdate

from improvement_actions.improvement_actions.doctype.improvement_action.readings import chart

ACTION = "Improvement Action"
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)> \"A\" & 'B' 👩🏽‍⚕️ تحسين {{ 7 * 191 }}"


def printed(action: str, person: str = "Administrator") -> str:
	with as_user(person):
		return frappe.get_print(ACTION, action, "Improvement Action Record")


def drawing(html: str) -> ElementTree.Element:
	"""Return the chart in `html`: it has to be well-formed, or wkhtmltopdf and WeasyPrint read it differently."""
	return ElementTree.fromstring(re.search(r"<svg.*?</svg>", html, re.DOTALL)[0])


def texts(svg) -> list[str]:
	return [element.text for element in svg.iter(f"{SVG}text")]


@pytest.fixture
def team():
	return builders.Team()


@pytest.fixture
def measured(team):
	"""A started action with three readings."""
	action = builders.started(team)
	with as_user(team.owner):
		for days, value in ((-10, 84), (-5, 91.5), (-1, 96)):
			builders.get(action.name).add_reading(in_days(days), value)
	return action.name


def test_the_chart_shows_every_reading_with_baseline_and_target(measured):
	html = printed(measured)
	svg = drawing(html)
	assert {"Baseline 78", "Target 95", "84", "91.5", "96"} <= set(texts(svg))
	assert len(svg.findall(f"{SVG}circle")) == 4  # the baseline is where the run starts
	(target,) = (line for line in svg.iter(f"{SVG}line") if line.get("class") == "target")
	(baseline,) = (line for line in svg.iter(f"{SVG}line") if line.get("class") == "baseline")
	assert target.get("stroke-dasharray") != baseline.get("stroke-dasharray")
	assert float(target.get("y1")) < float(baseline.get("y1"))
	assert "+18 since" in html and "target 95% met" in html


def test_two_prints_of_one_record_are_equal(measured):
	assert printed(measured) == printed(measured)


def test_form_and_print_show_the_same_chart(measured, team):
	with as_user(team.owner):
		on_form = drawing(chart(measured, 400))
	assert set(texts(on_form)) >= {mark for mark in texts(drawing(printed(measured))) if mark[0].isdigit() and len(mark) < 5}  # fmt: skip
	assert {"Baseline 78", "Target 95", "96"} <= set(texts(on_form))
	with as_user(team.new_owner), pytest.raises(frappe.PermissionError):
		chart(measured, 400)


@pytest.mark.parametrize("width", (-1, 0, "nan", 1e9, "640"))
def test_a_chart_of_any_width_is_drawn(measured, width):
	left, top, right, bottom = map(float, drawing(chart(measured, width)).get("viewBox").split())
	assert (left, top) == (0, 0) and 240 <= right <= 1000 and bottom > 0


def test_without_readings_there_is_no_chart(team):
	for action in (builders.draft(team), builders.draft(team, indicator="", no_indicator_reason="Once only")):
		assert "<svg" not in printed(action.name)


def test_what_people_typed_is_text(team):
	action = builders.started(team, unit="%<b>", description=HOSTILE, horizon="Quick Win")
	with as_user(team.owner):
		builders.get(action.name).add_reading(value=96)
		builders.get(action.name).add_progress(HOSTILE, 40, HOSTILE[:60], in_days(3), HOSTILE)
	builders.evidence(action.name, title=HOSTILE[:130], description=HOSTILE)
	# Past Frappe's own cleaning, as an older version or another app may have stored it.
	raw = {"title": HOSTILE, "indicator": HOSTILE, "unit": HOSTILE[:60], "return_reason": HOSTILE, "lessons_learned": HOSTILE}  # fmt: skip
	raw["current_barrier"] = raw["change_to_practice"] = raw["closure_test"] = raw["description"] = HOSTILE
	frappe.db.set_value(ACTION, action.name, raw)
	frappe.clear_document_cache(ACTION, action.name)
	for html in (printed(action.name), chart(action.name, 400)):
		assert "<script>alert" not in html and "<img" not in html and "1337" not in html
		assert "&lt;script&gt;alert(1)" in html
		drawing(html)
	assert "تحسين" in printed(action.name) and "👩🏽‍⚕️" in printed(action.name)


def test_the_record_tells_what_happened_on_the_way(team):
	action = builders.completed(team)
	builders.record_review(action.name, team.verifier, "Partially Embedded")
	builders.do(action.name, team.owner, "Complete")
	builders.do(action.name, team.verifier, "Return", "Nights were not in the sample.")
	part = builders.draft(
		team, parent_action=action.name, source=action.source, title="Check sheet for nights"
	)
	html = printed(action.name)
	for told in ("Returned because", "Nights were not in the sample.", "Sub-actions", part.name, "Check sheet for nights"):  # fmt: skip
		assert told in html
	assert "Cancelled because" not in html
	cancelled = printed(builders.cancelled(team).name)
	assert "Cancelled because" in cancelled and "no longer gives medicines" in cancelled


def test_each_completion_is_told_when_there_was_more_than_one(team):
	action = builders.closed(team)
	rows = [{"completed_on": nowdate(), "completed_by": team.owner, "change_to_practice": f"Change {number}"} for number in (1, 2)]  # fmt: skip
	doc = builders.get(action.name)
	doc.set("completions", rows[:1])
	assert "Each completion" not in frappe.get_print(ACTION, doc.name, "Improvement Action Record", doc=doc)
	doc.set("completions", rows)
	html = frappe.get_print(ACTION, doc.name, "Improvement Action Record", doc=doc)
	assert "Each completion" in html and "Change 1" in html and "Change 2" in html


def test_aspirational_and_stale_are_said(team):
	action = builders.started(team)
	doc = builders.get(action.name)
	doc.update(
		{"is_aspirational": 1, "slip_count": 3, "current_barrier": "No pharmacist", "stale_from": in_days(-1)}
	)
	frappe.db.set_value(ACTION, doc.name, "stale_from", in_days(-1))
	frappe.clear_document_cache(ACTION, doc.name)
	html = frappe.get_print(ACTION, doc.name, "Improvement Action Record", doc=doc)
	assert "slipped 3 times" in html and "No pharmacist" in html and "Stale: no update since" in html
	frappe.db.set_value(ACTION, doc.name, "stale_from", in_days(1))
	assert "Stale" not in printed(doc.name)


def test_who_may_not_read_the_parts_of_an_action_does_not_see_them_in_print(team):
	parent, elsewhere = builders.started(team), builders.service()
	part = builders.draft(team, parent_action=parent.name, source=parent.source, service=elsewhere, title="At another house")  # fmt: skip
	local = builders.user(builders.MANAGER, limited_to=team.service)
	assert part.title in printed(parent.name, team.manager)
	assert part.title not in printed(parent.name, local)


def test_the_page_number_carries_the_reference_where_the_settings_ask_for_it(measured):
	doc = builders.get(measured)
	for repeat in (1, 0):
		settings = {"repeat_header_footer": repeat}
		with as_user("Administrator"):
			from frappe.www.printview import get_rendered_template

			html = get_rendered_template(
				doc,
				print_format=frappe.get_doc("Print Format", "Improvement Action Record"),
				settings=settings,
			)
		assert ('id="footer-html"' in html) is bool(repeat)
	assert measured in html
