"""The demo data is also a proof: more than a year of history passes every gate. Here it is played once and looked at.

The history is loaded in a transaction that is undone at once; the tests read what was gathered from it as plain data.
"""

import contextlib
import csv
import hashlib
import io
import re
from collections import Counter
from dataclasses import dataclass, field, replace

import pytest

ACTION, SOURCE, EVIDENCE = "Improvement Action", "Improvement Source", "Improvement Evidence"
REVIEW = "Effectiveness Review"
PLACEHOLDER = re.compile(r"\{\w*(?::[^}]*)?\}")
RESTRICTED = {"summary", "people_involved"}
KINDS = (SOURCE, ACTION, EVIDENCE, REVIEW)

# Where each action of the worked examples has got to, story by story.
WORKED = {
	"mar-handover-check": "Closed",
	"mar-prn-protocols": "Closed",
	"mar-competency": "Closed",
	"mar-electronic-pilot": "In Progress",
	"falls-risk-assessments": "Closed",
	"falls-board": "In Progress",
	"falls-huddle": "Completed",
	"falls-sensor-mats": "In Progress",
	"falls-strength-class": "Open",
	"alerts-same-day": "Closed",
	"alerts-on-call": "Closed",
	"alerts-body-map": "In Progress",
	"alerts-supervision": "Completed",
	"plans-resident-of-the-day": "Closed",
	"plans-summary-card": "Closed",
	"plans-handover": "Completed",
	"plans-bed-rails": "In Progress",
	"plans-family": "Open",
	"lighting-fix": "Closed",
	"lighting-all-services": "In Progress",
	"lighting-elm": "Closed",
	"lighting-alder": "Closed",
	"lighting-beech": "Closed",
	"lighting-forge": "Completed",
	"lighting-canal": "In Progress",
	"lighting-homecare": "Open",
}


@dataclass
class Demo:
	"""What the site held after loading."""

	records: dict[str, list] = field(default_factory=dict)  # by doctype
	by_key: dict[str, dict] = field(default_factory=dict)  # actions by their key in the stories
	roles: dict[str, set] = field(default_factory=dict)  # by e-mail
	visible: dict[str, dict] = field(default_factory=dict)  # by e-mail: what get_list shows of each doctype
	meetings: dict[str, dict] = field(
		default_factory=dict
	)  # by subject: what Priya is shown on the entry's form
	comments: list[str] = field(default_factory=list)
	files: dict[str, tuple] = field(default_factory=dict)  # evidence: (private, SHA-256 of the content)
	thanks: list = field(default_factory=list)
	now: object = None
	said_again: str = ""
	counts_again: dict[str, int] = field(default_factory=dict)

	@property
	def actions(self):
		return self.records[ACTION]

	def with_status(self, *statuses):
		return [action for action in self.actions if action.status in statuses]

	def of(self, doctype, action):
		return [record for record in self.records[doctype] if record.action == action.name]


@pytest.fixture(scope="module")
def demo(site):
	import frappe
	from frappe.utils import now_datetime

	import sandbox.demo

	frappe.set_user("Administrator")
	try:
		sandbox.demo.load()
		gathered = _gather(frappe, sandbox.demo)
		gathered.now = now_datetime()
		said = io.StringIO()
		with contextlib.redirect_stdout(said):
			sandbox.demo.load()
		gathered.said_again = said.getvalue()
		gathered.counts_again = {doctype: frappe.db.count(doctype) for doctype in KINDS}
		return gathered
	finally:
		_undo(frappe)


def _undo(frappe):
	frappe.set_user("Administrator")
	frappe.db.rollback()
	frappe.clear_cache()


def _gather(frappe, package):
	from frappe.utils.password import check_password

	from improvement_actions import from_records
	from sandbox.demo.people import PEOPLE
	from sandbox.demo.stories import ACTIONS

	demo = Demo()
	for doctype in KINDS:
		names = frappe.get_all(doctype, pluck="name", order_by="name")
		demo.records[doctype] = [frappe.get_doc(doctype, name).as_dict() for name in names]
	names = frappe.get_all("Improvement Recognition", pluck="name")
	demo.thanks = [frappe.get_doc("Improvement Recognition", name).as_dict() for name in names]
	by_title = {action.title: action for action in demo.actions}
	demo.by_key = {action.key: by_title[action.title] for action in ACTIONS}
	demo.comments = frappe.get_all("Comment", filters={"reference_doctype": ("in", KINDS)}, pluck="content")
	for evidence in demo.records[EVIDENCE]:
		if evidence.attachment:
			file = frappe.get_doc(
				"File", {"attached_to_doctype": EVIDENCE, "attached_to_name": evidence.name}
			)
			content = file.get_content()
			content = content.encode() if isinstance(content, str) else content
			demo.files[evidence.name] = (file.is_private, hashlib.sha256(content).hexdigest())
	for login in package.LOGINS:
		email = check_password(login["email"], login["password"])
		demo.roles[email] = set(frappe.get_roles(email))
		frappe.set_user(email)
		demo.visible[email] = {
			doctype: frappe.get_list(doctype, fields=["*"], limit_page_length=0)
			for doctype in (ACTION, SOURCE)
			if frappe.has_permission(doctype, "read")
		}
	frappe.set_user(PEOPLE["priya"].email)
	for meeting in frappe.get_list("Event", fields=["name", "subject"]):
		demo.meetings[meeting.subject] = from_records.actions_of("Event", meeting.name)
	frappe.set_user("Administrator")
	return demo


@pytest.fixture
def person():
	from sandbox.demo.people import FACES, PEOPLE

	return lambda role: PEOPLE[FACES[f"Improvement {role}"]].email


# What is there


def test_every_status_is_present(demo):
	counts = Counter(action.status for action in demo.actions)
	assert counts == {
		"Draft": 8,
		"Open": 8,
		"In Progress": 23,
		"Completed": 7,
		"Closed": 18,
		"Cancelled": 3,
	}


def test_every_workflow_state_is_present(demo):
	import frappe

	states = frappe.get_all(
		"Workflow Document State", filters={"parent": "Improvement Action"}, pluck="state"
	)
	assert {action.workflow_state for action in demo.actions} == set(states)


def test_sources_of_all_types_in_all_six_services(demo):
	sources = demo.records[SOURCE]
	assert len(sources) == 51
	assert len({source.source_type for source in sources}) == 10
	assert len({source.service for source in sources}) == 6
	assert {source.review_tier for source in sources} == {"Local", "Formal"}
	assert {source.loop_status for source in sources} == {"No Actions", "Open", "Completed", "Closed"}


def test_the_troubles_that_the_app_is_for_are_all_there(demo):
	in_progress = demo.with_status("In Progress")
	assert {action.slip_count for action in demo.actions} == {0, 1, 2, 3}
	assert len([action for action in demo.actions if action.overdue_since]) >= 5
	assert {action.escalation_level for action in demo.actions} >= {0, 1, 2, 3}
	assert (
		len([action for action in in_progress if (demo.now.date() - action.last_progress_on).days > 14]) >= 3
	)
	assert {action.status for action in demo.actions if action.reopen_count} >= {"In Progress", "Closed"}
	assert len([action for action in demo.actions if action.return_reason]) >= 1
	assert len([action for action in in_progress if action.progress_updates[-1].barrier]) >= 3
	assert len([action for action in demo.actions if action.parent_action]) == 6
	assert len([action for action in demo.actions if action.owner_changes]) == 1
	assert {action.approach for action in demo.actions} == {"Full Change", "Pilot"}
	assert {action.priority for action in demo.actions} == {"Critical", "High", "Medium", "Low"}


def test_reviews_are_done_and_due(demo):
	today = demo.now.date()
	reviews = demo.records[REVIEW]
	outcomes = {(review.review_type, review.outcome) for review in reviews if review.outcome}
	assert ("Verification", "Partially Embedded") in outcomes
	assert ("Sustainability", "Embedded") in outcomes
	assert ("Sustainability", "Not Embedded") in outcomes
	due = {(review.review_type, review.due_date < today) for review in reviews if not review.outcome}
	assert due == {
		("Verification", True),
		("Verification", False),
		("Sustainability", True),
		("Sustainability", False),
	}


def test_some_drafts_are_poor_on_purpose(demo):
	from improvement_actions.lifecycle.specificity import review_action

	drafts = demo.with_status("Draft")
	vague = [
		draft for draft in drafts if "vague_wording" in {finding.code for finding in review_action(draft)}
	]
	assert len(vague) == 3
	assert len([draft for draft in drafts if not draft.action_owner]) == 2


# The worked examples


def test_every_action_of_a_worked_example_is_looked_at():
	from sandbox.demo.stories import WORKED_EXAMPLES, actions_of

	assert len(WORKED_EXAMPLES) == 5
	assert {action.key for sources in WORKED_EXAMPLES.values() for action in actions_of(sources)} == set(
		WORKED
	)


@pytest.mark.parametrize(("key", "status"), WORKED.items())
def test_worked_example_has_got_where_its_story_says(demo, key, status):
	action = demo.by_key[key]
	assert action.status == status
	assert action.indicator and action.baseline_value != action.target_value
	if status in ("Completed", "Closed"):
		assert any(evidence.demonstrates == "Change" for evidence in demo.of(EVIDENCE, action))
		assert action.readings and action.change_to_practice
	if status == "Closed":
		verified = [review for review in demo.of(REVIEW, action) if review.review_type == "Verification"]
		assert verified[-1].outcome == "Embedded"
		assert verified[-1].reviewer != action.action_owner


def test_each_worked_example_has_a_closed_action_with_an_attached_file(demo):
	from sandbox.demo.stories import WORKED_EXAMPLES, actions_of

	for name, sources in WORKED_EXAMPLES.items():
		closed = [demo.by_key[action.key] for action in actions_of(sources)]
		closed = [action for action in closed if action.status == "Closed"]
		assert any(evidence.content_hash for action in closed for evidence in demo.of(EVIDENCE, action)), name


def test_the_audit_of_all_services_has_a_sub_action_in_each(demo):
	parent = demo.by_key["lighting-all-services"]
	subs = [action for action in demo.actions if action.parent_action == parent.name]
	assert len({sub.service for sub in subs}) == 6
	assert all(sub.due_date <= parent.due_date for sub in subs)


# Meetings


def test_one_meeting_has_led_to_an_action_and_another_waits_to_be_tried(demo):
	led, waits = (
		demo.meetings[f"{whose} at Alder House"] for whose in ("Residents' meeting", "Relatives' evening")
	)
	[source] = led["sources"]
	assert source.title == "Residents' meeting: nothing to do at weekends"
	assert source.actions and all(action.action_owner for action in source.actions)
	assert (waits["sources"], led["may_create"], waits["may_create"]) == ([], True, True)


# The evidence


def test_attachments_are_private_and_hashed(demo):
	assert len(demo.files) >= 40
	for evidence in demo.records[EVIDENCE]:
		if evidence.attachment:
			assert demo.files[evidence.name] == (1, evidence.content_hash)


def test_an_audit_sheet_counts_up_to_what_it_claims(demo):
	from sandbox.demo.dates import Calendar
	from sandbox.demo.files import Sheet
	from sandbox.demo.stories import ACTIONS

	claims = [(action, event) for action in ACTIONS for event in action.events if event.kind == "evidence"]
	claims = [(action, event) for action, event in claims if isinstance(event.values["file"], Sheet)]
	assert len(claims) >= 20
	for action, event in claims:
		sheet, value = event.values["file"], event.values["value"]
		rows = list(csv.reader(io.StringIO(sheet.content(Calendar(demo.now.date()), event.day).decode())))
		answers = Counter(row[4] for row in rows[1:-1])
		assert (answers["Yes"], answers["Yes"] + answers["No"]) == (sheet.met, sheet.checked)
		assert rows[-1][4:] == [f"{sheet.met} of {sheet.checked}", f"{sheet.percent}%"]
		if value is not None and action.measure.unit == "%":
			assert sheet.percent == value, sheet.name


def test_training_evidence_comes_from_hr(demo, person):
	training = [each for each in demo.records[EVIDENCE] if each.owner == person("HR Contributor")]
	assert len(training) == 2
	assert {each.evidence_type for each in training} == {"Training Record"}


# Text and dates


def _texts(value):
	if isinstance(value, str):
		yield value
	elif isinstance(value, dict):
		for each in value.values():
			yield from _texts(each)
	elif isinstance(value, list):
		for each in value:
			yield from _texts(each)


def test_no_placeholder_is_left_in_any_text(demo):
	left = [text for text in _texts(demo.records) if PLACEHOLDER.search(text)]
	assert left == []
	assert [text for text in demo.comments if PLACEHOLDER.search(text or "")] == []


def test_people_supported_are_named_in_restricted_fields_only(demo):
	from sandbox.demo.dates import Calendar
	from sandbox.demo.stories import SOURCES

	tags = {
		tag
		for source in SOURCES
		for tag in re.findall(r"\{mrs?:[^}]+\}", source.summary + source.people_involved)
	}
	names = {Calendar(demo.now.date()).render(tag) for tag in tags}
	surnames = {name.split(" ", 2)[2] for name in names}
	assert len(names) >= 40
	open_to_all = [
		{name: value for name, value in record.items() if name not in RESTRICTED}
		for doctype in KINDS
		for record in demo.records[doctype]
	]
	for text in [*_texts(open_to_all), *filter(None, demo.comments)]:
		# People are introduced as "Mr" or "Mrs"; a bare surname may be a word or a member of staff.
		assert not any(name in text for name in names), text
		assert not any(f"{title} {surname}" in text for title in ("Mr", "Mrs") for surname in surnames), text


def test_titles_are_told_apart(demo):
	assert max(Counter(action.title for action in demo.actions).values()) == 1
	assert max(Counter(action.description for action in demo.actions).values()) == 1


def test_dates_follow_one_another_and_none_lies_ahead(demo):
	for action in demo.actions:
		stamps = (action.creation, action.opened_on, action.completed_on, action.closed_on, demo.now)
		stamps = [stamp for stamp in stamps if stamp]
		assert stamps == sorted(stamps), action.title
		assert bool(action.opened_on) == (action.status != "Draft")
		assert bool(action.completed_on) == (action.status in ("Completed", "Closed"))
		if action.opened_on:
			assert action.opened_on.date() <= action.original_due_date <= action.due_date
		for reading in action.readings:
			assert action.baseline_date < reading.reading_date <= demo.now.date()
		days = [update.update_date for update in action.progress_updates]
		assert days == sorted(days)


def test_history_was_played_on_its_own_days(demo):
	created = {action.creation.date() for action in demo.actions}
	assert len(created) > 30
	assert (demo.now.date() - min(created)).days > 300
	for evidence in demo.records[EVIDENCE]:
		assert evidence.creation.date() == evidence.evidence_date <= demo.now.date()
	for review in demo.records[REVIEW]:
		assert not review.reviewed_on or review.modified.date() == review.reviewed_on <= demo.now.date()


# The people


def test_each_role_has_a_login_that_works(demo):
	import sandbox.demo
	from improvement_actions.people import ROLES

	assert {login["role"] for login in sandbox.demo.LOGINS} >= set(ROLES)
	for login in sandbox.demo.LOGINS:
		assert re.search(r"@([\w-]+\.)*example\.(com|org)$", login["email"])
		assert len(demo.roles[login["email"]] & set(ROLES)) >= (
			2 if login["role"].startswith("Several") else 1
		)
		assert login["role"] in demo.roles[login["email"]] or login["role"].startswith("Several")


def test_each_role_sees_its_own_side(demo, person):
	manager = demo.visible[person("Manager")]
	assert {action.service for action in manager[ACTION] if action.action_owner != person("Manager")} == {
		"Alder House"
	}
	owner = demo.visible[person("Action Owner")]
	assert {action.action_owner for action in owner[ACTION]} == {person("Action Owner")}
	assert len(demo.visible[person("Verifier")][ACTION]) == len(demo.actions)
	assert len(demo.visible[person("Governance")][ACTION]) == len(demo.actions)
	hr = demo.visible[person("HR Contributor")]
	assert {action.needs_training_evidence for action in hr[ACTION]} == {1}


def test_the_external_reviewer_sees_what_was_shared_and_no_names(demo, person):
	external = demo.visible[person("External Reviewer")]
	assert len(external[SOURCE]) == 2
	assert len(external[ACTION]) == 4
	assert not any(source.get(name) for source in external[SOURCE] for name in RESTRICTED)


# Loading itself


def test_loading_again_does_nothing_and_says_so(demo):
	assert "already" in demo.said_again
	assert demo.counts_again == {doctype: len(demo.records[doctype]) for doctype in KINDS}


def test_a_refused_event_stops_the_load_and_says_which(site):
	import frappe

	from sandbox.demo import loading, player
	from sandbox.demo.dates import Calendar
	from sandbox.demo.stories import SOURCES

	source = next(source for source in SOURCES if source.key == "mar-audit")
	ownerless = replace(source.actions[0], owner=None)
	loading.set_stage()
	calendar = Calendar(frappe.utils.getdate())
	with pytest.raises(player.DemoError, match=r"mar-handover-check: opened .*owner"):
		player.play([replace(source, actions=[ownerless])], calendar)
	assert frappe.session.user == "Administrator"


def test_people_have_raised_concerns_and_a_pilot_was_rolled_out(demo):
	raised = [source for source in demo.records[SOURCE] if source.raised_code]
	assert Counter(source.raised_as for source in raised) == {"Concern": 2, "Idea": 1}
	assert {source.loop_status for source in raised} == {"No Actions"}
	assert [source.raised_by_relation for source in raised if source.is_safeguarding] == ["Member of Staff"]
	[full] = [action for action in demo.actions if action.follows_pilot]
	[pilot] = [action for action in demo.actions if action.name == full.follows_pilot]
	assert (pilot.approach, pilot.status, full.approach) == ("Pilot", "Closed", "Full Change")
	assert len([action for action in demo.actions if action.lessons_learned]) >= 8


def test_two_changes_were_announced_with_thanks(demo):
	assert len(demo.thanks) == 2
	closed = {action.name for action in demo.with_status("Closed")}
	assert {each.action for each in demo.thanks} <= closed
	assert all(each.people and each.message for each in demo.thanks)
