"""Readings in a browser: added by hand and from evidence, and shown with baseline and target, on a phone as well."""

import re
from datetime import date, timedelta

import builders
import pytest
from desk import Form, unexpected_errors
from people import PASSWORD, care_service, person
from playwright.sync_api import expect

SERVICE = "Juniper House (browser test)"
OWNER = "e2e.owner@example.com"


def on_screen(day: date) -> str:
	return day.strftime("%d-%m-%Y")


@pytest.fixture
def action(site) -> str:
	"""A started action of the owner's without readings, in the database for good."""
	import frappe

	team = builders.Team(care_service(SERVICE))
	team.manager = person("e2e.manager@example.com", builders.MANAGER)
	team.owner = person(OWNER, builders.ACTION_OWNER)
	name = builders.started(team).name
	frappe.db.commit()
	return name


def opened(login, action, viewport=None) -> Form:
	form = Form(login(OWNER, PASSWORD, viewport)).open(f"improvement-action/{action}")
	form.tab("Measure")
	return form


def dialog(form):
	return form.page.locator(".modal.show")


def entry(form, field):
	return dialog(form).locator(f"[data-fieldname='{field}'] input").first


def write(form, field, text):
	"""Type `text` as a person would, who takes longer than the tenth of a second in which the Desk selects a field."""
	entry(form, field).click()
	form.page.wait_for_timeout(200)
	form.page.keyboard.type(text)


def chart(form):
	form.page.locator("[data-fieldname='readings']").first.scroll_into_view_if_needed()
	svg = form.page.locator("svg.run-chart")
	expect(svg).to_be_visible()
	return svg


def test_a_refused_reading_keeps_what_was_typed(login, action):
	form = opened(login, action)
	assert form.page.locator("svg.run-chart").count() == 0
	form.button("Add Reading")
	expect(dialog(form)).to_contain_text("MAR entries signed")
	expect(entry(form, "value")).to_be_focused()
	expect(entry(form, "reading_date")).to_have_value(on_screen(date.today()))
	form.page.keyboard.type("96.5")
	write(form, "sample_size", "20")
	entry(form, "reading_date").fill(on_screen(date.today() + timedelta(days=1)))
	form.page.keyboard.press("Control+Enter")
	expect(form.page.locator(".modal.show", has_text="is in the future")).to_be_visible()
	form.page.locator(".modal.show", has_text="is in the future").locator(".btn-modal-close").click()
	expect(form.page.locator(".modal.show")).to_have_count(1)
	expect(entry(form, "value")).to_have_value(re.compile(r"96\.5"))
	expect(entry(form, "sample_size")).to_have_value("20")
	form.page.wait_for_timeout(400)
	entry(form, "reading_date").fill(on_screen(date.today()))
	form.page.keyboard.press("Control+Enter")
	expect(dialog(form)).to_have_count(0)
	form.settle()
	(reading,) = form.value("readings")
	assert (reading["value"], reading["sample_size"], reading["reading_date"]) == (96.5, 20, date.today().isoformat())  # fmt: skip
	expect(chart(form)).to_contain_text("Target 95")
	assert unexpected_errors(form.page) == []


def test_a_reading_of_nought_is_added_by_its_button(login, action):
	form = opened(login, action)
	form.button("Add Reading")
	form.dialog({"sample_size": "20"}, "Add")
	missing = form.page.locator(".modal.show", has_text="Missing Values Required")
	expect(missing).to_be_visible()  # a value left empty is no reading of nought
	missing.locator(".btn-modal-close").click()
	expect(missing).to_have_count(0)
	form.dialog({"value": "0"}, "Add")
	expect(dialog(form)).to_have_count(0)
	assert [reading["value"] for reading in form.value("readings")] == [0]
	expect(form.page.locator(".form-run-chart")).to_contain_text("0% on")


def test_a_comma_in_the_wrong_place_is_no_thousand(login, action):
	form = opened(login, action)
	form.button("Add Reading")
	form.dialog({"value": "98,4"}, "Add")
	refusal = form.page.locator(".modal.show", has_text="must be a number")
	assert "98,4" in refusal.inner_text()
	refusal.locator(".btn-modal-close").click()
	expect(form.page.locator(".modal.show")).to_have_count(1)
	form.page.wait_for_timeout(400)
	form.dialog({"value": "1,098.4"}, "Add")
	expect(form.page.locator(".modal.show", has_text="more than 100%")).to_be_visible()
	assert form.page.evaluate("cur_frm.doc.readings.map(row => row.value)") == [1098.4]


def test_evidence_with_a_value_becomes_a_reading(login, action):
	form = Form(login(OWNER, PASSWORD)).open(f"improvement-action/{action}")
	form.button("Add Evidence")
	form.page.wait_for_function("cur_frm.doctype === 'Improvement Evidence'")
	form.settle()
	form.write("title", "MAR audit of 20 charts")
	form.choose("evidence_type", "Audit Result")
	form.write("evidence_date", on_screen(date.today() - timedelta(days=2)))
	form.write("measured_value", "97.5")
	form.write("description", "20 charts, 780 entries.")
	form.save()
	evidence = form.name
	# It is offered once, and stays a button
	offer = form.page.locator(".desk-alert", has_text="MAR entries signed")
	expect(offer).to_be_visible()
	expect(form.page.get_by_role("button", name="Use as Reading").first).to_be_visible()
	offer.get_by_role("button", name="Use as Reading").click()
	expect(entry(form, "value")).to_have_value(re.compile(r"97\.5"))
	form.dialog({"sample_size": "20"}, "Add")
	expect(dialog(form)).to_have_count(0)
	form.settle()
	expect(form.page.locator(".page-actions").get_by_role("button", name="Use as Reading")).to_have_count(0)

	form = opened(login, action)
	(reading,) = form.value("readings")
	assert (reading["value"], reading["evidence"], reading["sample_size"]) == (97.5, evidence, 20)
	assert reading["reading_date"] == (date.today() - timedelta(days=2)).isoformat()
	expect(form.page.locator(".form-run-chart")).to_contain_text("97.5% on")
	expect(form.page.locator(".form-run-chart")).to_contain_text("target 95% met")


def test_evidence_is_picked_in_the_dialog_and_gives_its_value(login, action):
	import frappe

	builders.evidence(action, title="Second audit", measured_value=93.25, evidence_date=builders.in_days(-4))
	frappe.db.commit()
	form = opened(login, action)
	form.button("Add Reading")
	form.page.wait_for_timeout(500)
	entry(form, "evidence").click()
	dialog(form).locator(".awesomplete [role='option'], .awesomplete li", has_text="Second audit").click()
	expect(entry(form, "value")).to_have_value(re.compile(r"93\.25"))
	expect(entry(form, "reading_date")).to_have_value(on_screen(date.today() - timedelta(days=4)))


@pytest.mark.parametrize("width", (1366, 390))
def test_the_chart_tells_the_run_in_shapes_and_words(login, action, width):
	import frappe

	with builders.as_user(OWNER):
		for days, value in ((-12, 80), (-6, 88), (-1, 96)):
			builders.get(action).add_reading(builders.in_days(days), value)
	frappe.db.commit()
	form = opened(login, action, {"width": width, "height": 800})
	svg = chart(form)
	for told in ("Baseline 78", "Target 95", "96"):
		expect(svg).to_contain_text(told)
	box = svg.bounding_box()
	assert 250 < box["width"] <= width and 200 < box["height"] < 400
	dots = [dot.bounding_box() for dot in svg.locator("circle").all()]
	assert len(dots) == 4
	assert [dot["x"] for dot in dots] == sorted(dot["x"] for dot in dots)
	assert [dot["y"] for dot in dots] == sorted((dot["y"] for dot in dots), reverse=True)
	# Text is as large as it reads
	assert svg.locator("text").first.bounding_box()["height"] > 9
	assert box["x"] >= 0 and box["x"] + box["width"] <= width
	assert unexpected_errors(form.page) == []
