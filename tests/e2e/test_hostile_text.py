"""Text that is a script is shown as text, or made harmless, wherever a record of ours is shown.

Every text field of every record is filled with a script, in each way in which a browser would take one. Should any page draw it
as markup, the script leaves a mark on the window, a different one for each way.
"""

import builders
import pytest
from desk import settle
from people import PASSWORD, care_service, person

ACTION, SOURCE = "Improvement Action", "Improvement Source"
EVIDENCE, REVIEW = "Improvement Evidence", "Effectiveness Review"
TEXT_TYPES = ("Data", "Text", "Small Text")
#: Short enough for a field of 140 characters, together with a start of its own.
SCRIPTS = {
	"xss0": "<img src=x onerror=window.xss0=1>",
	"xss1": "\"'><svg onload=window.xss1=1>",
	"xss2": "<script>window.xss2=1</script>",
	"xss3": "{{ 7*7 }}<iframe srcdoc='<script>parent.xss3=1</script>'>",
	"xss4": "[x](javascript:window.xss4=1)<a href=javascript:window.xss4=1>x</a>",
	# Frappe cleans a text that has angle brackets; here are none until somebody takes the entities for text.
	"xss5": "&lt;img src=x onerror=window.xss5=1&gt;",
	"xss6": "&amp;lt;img src=x onerror=window.xss6=1&amp;gt;",
}


def hostile(doctype: str, values: dict, script: str) -> dict:
	"""Return `values` with `script` in every text field of `doctype` that people write."""
	import frappe

	for df in frappe.get_meta(doctype).fields:
		if (
			df.fieldtype in TEXT_TYPES
			and not df.read_only
			and not df.options
			and df.fieldname != "external_id"
		):
			limit = 140 if df.fieldtype == "Data" else 1000
			values[df.fieldname] = (
				f"{values.get(df.fieldname) or ''}"[: limit - len(script) - 1] + f" {script}"
			)
	return values


@pytest.fixture(scope="module")
def team(site):
	import frappe

	team = builders.Team(care_service("Yew Tree House (browser test)"))
	team.manager = person("xss.manager@example.com", builders.MANAGER)
	team.owner = person("xss.owner@example.com", builders.ACTION_OWNER)
	team.verifier = person("xss.verifier@example.com", builders.VERIFIER)
	team.new_owner = person("xss.second@example.com", builders.ACTION_OWNER)
	frappe.db.commit()
	return team


@pytest.fixture(scope="module", params=SCRIPTS)
def records(request, site, team):
	"""One of each record, every text in it a script."""
	import frappe

	mark, script = request.param, SCRIPTS[request.param]
	frappe.set_user("Administrator")
	source = frappe.get_doc(
		hostile(
			SOURCE,
			{
				"doctype": SOURCE,
				"title": "Gaps",
				"source_type": "Audit Finding",
				"service": team.service,
				"theme": "Medicines",
				"contributory_factors": [{"factor": "Handover", "explanation": f"Nobody checked {script}"}],
			},
			script,
		)
	).insert()
	repeat = frappe.copy_doc(source).insert()
	action = builders.started(team, source=source.name)
	part = builders.opened(team, source=source.name, parent_action=action.name, title=f"A part {script}")
	with builders.as_user(team.owner):
		builders.get(action.name).reschedule(builders.in_days(35), f"The trainer is ill {script}")
		builders.get(action.name).add_progress(
			f"Done {script}", 30, f"Next {script}", builders.in_days(9), f"Barrier {script}"
		)
	builders.do(part.name, team.manager, "Cancel", f"Not needed {script}")
	evidence = builders.evidence(
		action.name, **hostile(EVIDENCE, {"title": "Audit", "description": "20 charts"}, script)
	)
	doc = builders.get(action.name)
	doc.update(
		{
			"change_to_practice": f"{builders.BEFORE_AND_AFTER} {script}",
			"lessons_learned": script,
			"unit": script[:20],
		}
	)
	doc.append("readings", {"reading_date": builders.in_days(-1), "value": 90})
	doc.append("readings", {"reading_date": builders.in_days(0), "value": 96})
	doc.save()
	builders.do(action.name, team.owner, "Complete")
	builders.do(action.name, team.verifier, "Return", f"Nights are missing {script}")
	builders.do(action.name, team.owner, "Complete")
	review = builders.record_review(action.name, team.verifier, "Not Embedded", findings=f"Looked {script}")
	make_masters(mark, script)
	frappe.db.commit()
	return {
		"source": source.name,
		"repeat": repeat.name,
		"action": action.name,
		"part": part.name,
		"evidence": evidence.name,
		"review": review.name,
		"mark": mark,
	}


def make_masters(mark: str, script: str) -> None:
	"""Make a record of each master with a script in it."""
	import frappe

	made = {
		"Contributory Factor": {"factor_name": mark, "category": "Team"},
		"Evidence Type": {"type_name": mark},
		"Improvement Source Type": {"type_name": mark},
		"Regulatory Standard": {"framework": "Test", "code": mark, "kind": "Regulation", "title": "Hostile"},
	}
	for doctype, values in made.items():
		names = {"factor_name", "type_name", "framework", "code"}
		texts = {
			key: text for key, text in hostile(doctype, dict(values), script).items() if key not in names
		}
		doc = frappe.get_doc({"doctype": doctype, **values, **texts})
		doc.set_new_name()
		if not frappe.db.exists(doctype, doc.name):
			doc.insert()


PAGES = (
	"/app/improvement-action/{action}",
	"/app/improvement-action/{part}",
	"/app/improvement-source/{source}",
	"/app/improvement-source/{repeat}",
	"/app/improvement-evidence/{evidence}",
	"/app/effectiveness-review/{review}",
	"/app/improvement-action?source={source}",
	"/app/improvement-source",
	"/app/improvement-evidence",
	"/app/effectiveness-review",
	"/app/improvement-action/view/report?source={source}",
	"/app/improvement-action/view/kanban/none",
	"/app/query-report/Improvement Action Register",
	"/app/improvement-actions",
	"/app/print/Improvement Action/{action}",
	"/app/print/Improvement Source/{source}",
	"/app/print/Improvement Evidence/{evidence}",
	"/printview?doctype=Improvement Action&name={action}&format=Improvement Action Record",
	"/app/regulatory-standard",
	"/app/contributory-factor",
	"/app/evidence-type",
	"/app/improvement-source-type",
)


def test_no_text_runs_on_any_page(records, team, login):
	page = login(team.manager, PASSWORD)
	mark = records["mark"]
	ran = []
	for path in PAGES:
		page.goto(path.format(**records))
		if path.startswith("/app"):
			page.wait_for_function("window.frappe && frappe.request && !frappe.request.ajax_count")
			settle(page)
		page.wait_for_timeout(300)
		for tab in page.locator(".form-tabs .nav-link").locator("visible=true").all():
			tab.click()
			page.wait_for_timeout(100)
		ran += [(path, frame.url) for frame in page.frames if frame.evaluate(f"window.{mark}")]
	assert not ran


def test_no_text_runs_in_the_to_do_list_and_the_bell(records, team, login):
	page = login(team.owner, PASSWORD)
	mark, ran = records["mark"], []
	answer = page.request.get(f'/api/resource/ToDo?filters=[["reference_name","=","{records["action"]}"]]')
	(entry,) = (row["name"] for row in answer.json()["data"])
	for path in (f"/app/todo/{entry}", "/app/todo", "/app/notification-log"):
		page.goto(path)
		page.wait_for_function("window.frappe && frappe.request && !frappe.request.ajax_count")
		settle(page)
		ran += [path for frame in page.frames if frame.evaluate(f"window.{mark}")]
	page.locator(".dropdown-notifications > a, .dropdown-notifications > .nav-link").first.click()
	page.locator(".notification-item", has_text=records["action"]).first.wait_for()
	page.wait_for_timeout(300)
	assert not ran
	assert not page.evaluate(f"window.{mark}")


def test_no_text_runs_in_what_is_offered_while_typing(records, team, login):
	"""Link fields show titles and descriptions of other records."""
	page = login(team.manager, PASSWORD)
	page.goto(f"/app/improvement-action/{records['part']}")
	page.wait_for_function("window.cur_frm && cur_frm.doc && !frappe.request.ajax_count")
	settle(page)
	for doctype, name in (
		(SOURCE, records["source"]),
		(ACTION, records["action"]),
		(EVIDENCE, records["evidence"]),
	):
		page.evaluate(
			"([doctype, name]) => new Promise(done => { const d = new frappe.ui.Dialog({fields: [{fieldname: 'x', fieldtype: 'Link', options: doctype, label: 'x'}]});"
			" d.show(); setTimeout(() => { d.fields_dict.x.$input.focus().val(name).trigger('input'); setTimeout(() => { d.hide(); done(1); }, 1500); }, 400); })",
			[doctype, name],
		)
		assert not page.evaluate(f"window.{records['mark']}"), doctype


def test_the_pages_would_have_shown_a_script_that_runs(team, login):
	"""The test itself: a script that is drawn as markup is noticed."""
	page = login(team.manager, PASSWORD)
	page.goto("/app/improvement-source")
	settle(page)
	page.evaluate("$('body').append('<img src=x onerror=window.xss0=1>')")
	page.wait_for_function("window.xss0 === 1")
