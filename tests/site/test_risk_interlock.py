"""Risks and their actions: every event of an action is seen in the status of its risk, whichever door it came by."""

import builders
import doors
import frappe
import parallel
import pytest
import risk_builders as risks
from builders import Team, as_user, in_days
from frappe.utils import nowdate
from risk_builders import CONTROL, RISK
from test_risks import bell, codes, timeline

from improvement_actions.improvement_actions.doctype.risk_register_entry import counts
from improvement_actions.jobs import digests, nightly
from improvement_actions.jobs import risks as jobs
from improvement_actions.jobs.digests import due, pages
from improvement_actions.jobs.digests.recipients import Recipient
from improvement_actions.lifecycle.digest import build
from improvement_actions.refusal import RefusedError

ACTION, SOURCE = "Improvement Action", "Improvement Source"
PENDING, DUE = "Control Change Pending", "Reassessment Due"


def shown(name: str) -> tuple:
	return tuple(frappe.db.get_value(RISK, name, ["status", "open_action_count", "action_count"]))


# Status follows the action


def test_from_an_inadequate_control_to_a_reassessment():
	team = Team()
	risk = risks.risk(team)
	modified = risk.modified
	action = risks.do(risk.name, team.manager, "spawn_action", risk.controls[0].name)
	assert shown(risk.name) == ("Open", 0, 1)
	values = {**builders.ready_to_open(team), "risk": risk.name}
	for fieldname in ("doctype", "service", "priority", "title"):
		values.pop(fieldname)
	with as_user(team.manager):
		builders.get(action).update(values).save()
	builders.do(action, team.manager, "Open")
	assert shown(risk.name) == (PENDING, 1, 1)
	assert f"{action} is changing a control" in timeline(risk.name)
	with as_user(team.owner):
		builders.get(action).add_progress("Agreed with the seniors", 20, "First audit", in_days(7))
	builders.prove(action)
	source = frappe.get_doc(SOURCE, builders.get(action).source)
	source.append("contributory_factors", {"factor": "Handover", "explanation": "Nobody had the task."})
	source.save()
	builders.do(action, team.owner, "Complete")
	assert shown(risk.name) == (PENDING, 1, 1)
	assert not bell(team.owner) or not any(risk.name in line for line in bell(team.owner))
	builders.record_review(action, team.verifier)
	builders.do(action, team.verifier, "Close")
	assert shown(risk.name) == (DUE, 0, 1)
	assert str(risks.get(risk.name).reassessment_due_since) == nowdate()
	assert f"Reassessment is due. {action} is closed" in timeline(risk.name)
	assert any(f"Reassess {risk.name}" in line and action in line for line in bell(team.owner))
	risks.assess(risk.name, team.owner, "The audit shows 96%.", residual_likelihood=1)
	risk = risks.get(risk.name)
	assert (risk.status, risk.reassessment_due_since, risk.assessments[-1].prompted_by) == (
		"Open",
		None,
		action,
	)
	assert risk.assessments[-1].residual_score == 4 and risk.modified != modified


@pytest.mark.parametrize(
	("status", "expected"),
	[
		("Draft", ("Open", 0, 1)),
		("Open", (PENDING, 1, 1)),
		("In Progress", (PENDING, 1, 1)),
		("Completed", (PENDING, 1, 1)),
		("Closed", (DUE, 0, 1)),
		("Cancelled", ("Open", 0, 0)),
	],
)
def test_the_status_of_an_action_decides(status, expected):
	team = Team()
	risk = risks.risk(team)
	risks.action_on(risk.name, status, team)
	assert shown(risk.name) == expected


def test_cancelling_the_only_action_takes_the_risk_back_to_what_it_was():
	team = Team()
	for made, expected in ((risks.risk, "Open"), (risks.accepted, "Accepted")):
		risk = made(team)
		action = risks.action_on(risk.name, "Open", team)
		assert risks.status(risk.name) == PENDING
		builders.do(action.name, team.manager, "Cancel", "The service no longer gives medicines.")
		assert risks.status(risk.name) == expected
	assert "Accepted again" in timeline(risk.name)


def test_the_last_action_that_closes_counts_and_one_that_is_open_keeps_it_pending():
	team = Team()
	risk = risks.risk(team)
	risks.action_on(risk.name, "Closed", team)
	other = risks.action_on(risk.name, "Open", team)
	assert shown(risk.name) == (PENDING, 1, 2)
	builders.do(other.name, team.manager, "Cancel", "Not needed any more.")
	assert shown(risk.name) == (DUE, 0, 1)


def test_an_assessment_while_a_change_is_pending_answers_what_was_closed_before():
	team = Team()
	risk = risks.risk(team)
	risks.action_on(risk.name, "Closed", team)
	other = risks.action_on(risk.name, "Open", team)
	risks.assess(risk.name, team.owner, residual_likelihood=2)
	assert risks.status(risk.name) == PENDING
	builders.do(other.name, team.manager, "Cancel", "Not needed any more.")
	assert risks.status(risk.name) == "Open"


def test_a_reopened_action_makes_it_pending_again_and_opens_a_closed_risk():
	team = Team()
	risk = risks.risk(team)
	action = risks.action_on(risk.name, "Closed", team)
	risks.assess(risk.name, team.owner, residual_likelihood=1)
	risks.do(risk.name, team.manager, "close", "Nobody with that risk lives here.")
	modified = risks.get(risk.name).modified
	builders.record_review(action.name, team.verifier, "Not Embedded", "Sustainability")
	assert builders.get(action.name).status == "In Progress"
	risk = risks.get(risk.name)
	assert (risk.status, risk.closed_on, risk.closure_reason) == (PENDING, None, None)
	assert risk.modified != modified
	assert f"{action.name} is open again, and so is this risk" in timeline(risk.name)


def test_an_action_that_goes_to_another_risk_leaves_the_first_one_and_its_control():
	team = Team()
	one, other = risks.risk(team), risks.risk(team)
	action = risks.do(one.name, team.manager, "spawn_action", one.controls[0].name)
	assert risks.get(one.name).controls[0].action == action
	with as_user(team.manager):
		builders.get(action).update({"risk": other.name}).save()
	assert shown(one.name) == ("Open", 0, 0) and shown(other.name) == ("Open", 0, 1)
	assert not risks.get(one.name).controls[0].action
	with as_user(team.manager):
		builders.get(action).update({"risk": None}).save()
	assert shown(other.name) == ("Open", 0, 0)


def test_a_draft_that_a_control_names_is_deleted():
	team = Team()
	risk = risks.risk(team)
	action = risks.do(risk.name, team.manager, "spawn_action", risk.controls[0].name)
	frappe.delete_doc(ACTION, action)
	assert shown(risk.name) == ("Open", 0, 0) and not risks.get(risk.name).controls[0].action


def test_an_open_form_is_saved_although_an_action_has_moved_meanwhile():
	team = Team()
	risk = risks.risk(team)
	form = risks.get(risk.name)
	risks.action_on(risk.name, "Open", team)
	with as_user(team.owner):
		form.update({"description": "Falls at night."}).save()
	assert shown(risk.name) == (PENDING, 1, 1)


def test_moving_actions_in_bulk_counts():
	team = Team()
	risk = risks.risk(team)
	action = builders.opened(team)
	with as_user(team.manager):
		assert doors.refusal_of(doors.list_bulk_edit, ACTION, action.name, {"risk": risk.name}) is None
	assert shown(risk.name) == (PENDING, 1, 1)


def test_merging_its_source_leaves_the_risk_as_it_is():
	team = Team()
	risk = risks.risk(team)
	action = risks.action_on(risk.name, "Open", team)
	into = builders.source(team.service)
	frappe.rename_doc(SOURCE, action.source, into.name, merge=True, force=True)
	assert builders.get(action.name).source == into.name
	assert shown(risk.name) == (PENDING, 1, 1)


def test_recounting_everything_finds_what_was_written_past_the_app():
	team = Team()
	risk = risks.risk(team)
	risks.action_on(risk.name, "Open", team)
	counts.recount_all()
	frappe.db.set_value(RISK, risk.name, {"status": "Open", "open_action_count": 0})
	assert counts.recount_all() == [risk.name]
	assert shown(risk.name) == (PENDING, 1, 1)
	assert counts.recount_all() == []


# Which actions a risk takes


@pytest.mark.parametrize("door", doors.WRITING)
def test_a_closed_risk_takes_no_action_by_any_door(door):
	team = Team()
	risk, action = risks.closed(team), builders.draft(team)
	refusal = doors.refusal_of(doors.WRITING[door], ACTION, action.name, {"risk": risk.name})
	assert refusal and (door == "form_submit" or "takes no actions" in refusal)
	assert shown(risk.name) == ("Closed", 0, 0) and not builders.get(action.name).risk


@pytest.mark.parametrize("door", doors.INSERTING)
def test_a_closed_risk_takes_no_new_action_by_any_door(door):
	team = Team()
	risk = risks.closed(team)
	values = {**builders.ready_to_open(team), "source": builders.source(team.service).name, "risk": risk.name}
	refusal = doors.refusal_of(doors.INSERTING[door], values)
	assert refusal and "takes no actions" in refusal
	assert not frappe.db.exists(ACTION, {"risk": risk.name})


def test_a_draft_on_a_risk_that_was_closed_is_not_opened():
	team = Team()
	risk = risks.risk(team)
	action = risks.action_on(risk.name, "Draft", team)
	risks.do(risk.name, team.manager, "close", "The building was sold.")
	with pytest.raises(RefusedError) as refusal:
		builders.do(action.name, team.manager, "Open")
	assert codes(refusal) == {"risk_closed"}


def test_action_and_risk_belong_to_one_service():
	team, elsewhere = Team(), Team()
	risk = risks.risk(team)
	with pytest.raises(RefusedError) as refusal:
		builders.draft(elsewhere, risk=risk.name)
	assert codes(refusal) == {"other_service"}
	action = risks.action_on(risk.name, "Draft", team)
	with pytest.raises(RefusedError) as refusal:
		builders.get(action.name).update({"service": elsewhere.service}).save()
	assert codes(refusal) == {"other_service"}
	with pytest.raises(RefusedError) as refusal:
		risks.get(risk.name).update({"service": elsewhere.service}).save()
	assert codes(refusal) == {"other_service"}


def test_who_may_not_read_a_risk_links_no_action_to_it():
	team = Team()
	risk = risks.risk(team)
	action = builders.draft(team)
	stranger = builders.user(builders.ACTION_OWNER)
	frappe.db.set_value(ACTION, action.name, "action_owner", stranger)
	with as_user(stranger), pytest.raises(frappe.PermissionError):
		builders.get(action.name).update({"risk": risk.name}).save()


# Spawning


def test_an_action_from_a_control_says_what_it_is_about():
	team = Team()
	risk = risks.risk(team, standards=[{"standard": frappe.get_all("Regulatory Standard", limit=1)[0].name}])
	action = builders.get(risks.do(risk.name, team.manager, "spawn_action", risk.controls[0].name))
	assert (action.service, action.risk, action.priority, action.status) == (
		team.service,
		risk.name,
		"High",
		"Draft",
	)
	assert action.title == CONTROL and CONTROL in action.description and risk.title in action.description
	source = frappe.get_doc(SOURCE, action.source)
	assert (source.source_type, source.reference_doctype, source.reference_name) == (
		"Risk Control Failure",
		RISK,
		risk.name,
	)
	assert [row.standard for row in action.standards] == [row.standard for row in risk.standards]
	other = builders.get(risks.do(risk.name, team.manager, "spawn_action", title="Fit night lights"))
	assert (other.source, other.title) == (source.name, "Fit night lights")


def test_a_control_has_one_action_at_a_time():
	team = Team()
	risk = risks.risk(team)
	control = risk.controls[0].name
	action = risks.do(risk.name, team.manager, "spawn_action", control)
	with pytest.raises(RefusedError) as refusal:
		risks.do(risk.name, team.manager, "spawn_action", control)
	assert codes(refusal) == {"has_action"}
	builders.get(action).update({"action_owner": team.owner}).save()
	builders.do(action, team.manager, "Cancel", "Another way was found.")
	second = risks.do(risk.name, team.manager, "spawn_action", control)
	assert risks.get(risk.name).controls[0].action == second


def test_nothing_comes_of_a_closed_risk_or_a_control_that_is_not_there():
	team = Team()
	risk = risks.risk(team)
	with pytest.raises(RefusedError) as refusal:
		risks.do(risk.name, team.manager, "spawn_action", "no-such-row")
	assert codes(refusal) == {"no_such_control"}
	with pytest.raises(RefusedError) as refusal:
		risks.do(risks.closed(team).name, team.manager, "spawn_action")
	assert codes(refusal) == {"risk_closed"}
	for person in (team.owner, team.verifier, team.governance):
		with pytest.raises(frappe.PermissionError):
			risks.do(risk.name, person, "spawn_action")


def test_the_action_of_a_control_is_not_written_by_hand():
	team = Team()
	risk, action = risks.risk(team), builders.draft(team)
	doc = risks.get(risk.name)
	doc.controls[0].action = action.name
	doc.append("controls", {"control": "Sensors", "action": action.name})
	doc.save()
	assert [row.action for row in risks.get(risk.name).controls] == [None, None, None]


# What time does


def test_a_review_date_that_passes_makes_it_due():
	team = Team()
	due, today, closed, pending = risks.risk(team), risks.risk(team), risks.closed(team), risks.pending(team)
	for risk, days in ((due, -3), (today, 0), (closed, -3), (pending, -3)):
		frappe.db.set_value(RISK, risk.name, "next_review_date", in_days(days), update_modified=False)
	modified = risks.get(due.name).modified
	assert jobs.mark_due(frappe.utils.getdate(nowdate())) >= 1
	found = risks.get(due.name)
	assert (found.status, str(found.reassessment_due_since), found.modified) == (DUE, in_days(-2), modified)
	assert risks.status(today.name) == "Open"
	assert (risks.status(closed.name), risks.status(pending.name)) == ("Closed", PENDING)
	assert counts.recount_all() == []
	assert jobs.mark_due(frappe.utils.getdate(nowdate())) == 0


def test_an_acceptance_that_runs_out_makes_it_due():
	team = Team()
	risk, both = risks.accepted(team), risks.accepted(team)
	frappe.db.set_value(RISK, risk.name, "accepted_until", in_days(-1), update_modified=False)
	frappe.db.set_value(
		RISK,
		both.name,
		{"accepted_until": in_days(-2), "next_review_date": in_days(-9)},
		update_modified=False,
	)
	counted = nightly.mark(frappe.utils.getdate(nowdate()))
	assert counted["newly_to_reassess"] >= 2
	assert str(risks.get(risk.name).reassessment_due_since) == nowdate()
	assert str(risks.get(both.name).reassessment_due_since) == in_days(-8)
	assert counts.recount_all() == []


# Several people at once


@pytest.fixture
def one_risk(site):
	with parallel.committed():
		team = Team()
		risk = risks.risk(team)
		assert team.owner and team.verifier and team.new_owner
		parallel.commit()
		yield team, risk.name


def test_two_assess_at_once_and_the_second_is_told(one_risk):
	team, name = one_risk

	def assess(person, likelihood):
		return lambda: risks.assess(name, person, f"{person} looked.", residual_likelihood=likelihood)

	answers = parallel.at_once(assess(team.owner, 1), assess(team.manager, 2))
	parallel.look_again()
	told = [answer for answer in answers if isinstance(answer, Exception)]
	rows = risks.get(name).assessments
	assert len(rows) == 3 - len(told)
	# Either they came one after the other after all, or one of them was told.
	assert all(isinstance(answer, frappe.TimestampMismatchError) for answer in told)
	assert risks.get(name).residual_score == rows[-1].residual_score


def test_who_has_seen_an_older_assessment_is_told():
	team = Team()
	risk = risks.risk(team)
	seen = risks.get(risk.name)
	risks.assess(risk.name, team.owner, residual_likelihood=1)
	with as_user(team.manager), pytest.raises(frappe.TimestampMismatchError):
		seen.assess({"residual_likelihood": 4}, "Looked.")
	assert len(risks.get(risk.name).assessments) == 2


def test_a_risk_is_closed_while_an_action_is_linked_to_it(one_risk):
	team, name = one_risk
	action = builders.opened(team).name
	parallel.commit()

	def link():
		with as_user(team.manager):
			builders.get(action).update({"risk": name}).save()

	def close():
		risks.do(name, team.manager, "close", "The building was sold.")

	answers = parallel.at_once(link, close)
	parallel.look_again()
	assert len(parallel.failures(answers)) == 1, answers
	assert isinstance(next(a for a in answers if isinstance(a, Exception)), RefusedError)
	assert shown(name) in ((PENDING, 1, 1), ("Closed", 0, 0))
	assert counts.recount_all() == []


def test_two_make_the_first_action_at_once(one_risk):
	team, name = one_risk

	def spawn():
		return risks.do(name, team.manager, "spawn_action")

	answers = parallel.at_once(spawn, spawn)
	parallel.look_again()
	assert parallel.failures(answers) == []
	sources = {builders.get(action).source for action in answers}
	assert len(set(answers)) == 2 and len(sources) == 1
	assert shown(name) == ("Open", 0, 2)


def test_actions_that_move_at_once_are_all_counted(one_risk):
	team, name = one_risk
	source = builders.source(team.service).name
	ready = [builders.draft(team, risk=name, source=source).name for _each in range(3)]
	parallel.commit()

	def opening(action):
		return lambda: builders.do(action, team.manager, "Open")

	def assessing():
		return risks.assess(name, team.owner)

	answers = parallel.at_once(*map(opening, ready), assessing)
	parallel.look_again()
	assert parallel.failures(answers) == []
	assert shown(name) == (PENDING, 3, 3)


# Who is told by the digest


def told(person: str) -> dict[str, list[str]]:
	day = digests.day_of(frappe.utils.getdate(nowdate()))
	planned = {each.casefold() for each in due.people_to_tell(day)}
	found = due.found_for([person], day).get(person, {})
	assert (person.casefold() in planned) == bool(found)
	return {key: [item.action for item in section.items] for key, section in found.items()}


def test_the_owner_is_told_of_risks_to_reassess():
	team = Team(builders.led_service())
	risk = risks.risk(team)
	assert told(team.owner) == {}
	frappe.db.set_value(RISK, risk.name, "next_review_date", in_days(-3))
	nightly.mark(frappe.utils.getdate(nowdate()))
	assert told(team.owner) == {"to_reassess": [risk.name]}
	frappe.db.set_value("User", team.owner, "enabled", 0)
	assert told(team.owner) == {}
	manager = frappe.db.get_value("Care Service", team.service, "registered_manager")
	assert told(manager) == {"to_reassess": [risk.name]}


def test_who_keeps_a_control_is_told_when_it_is_to_be_reviewed():
	team = Team()
	keeper = builders.user(builders.ACTION_OWNER)
	due_soon, later = {"review_date": in_days(2)}, {"review_date": in_days(40)}
	risk = risks.risk(
		team,
		controls=[
			{"control": "Sensors", "control_owner": keeper, **due_soon},
			{"control": "Night lights", **due_soon},
			{"control": "Call bells", **later},
		],
	)
	assert told(keeper) == told(team.owner) == {"controls_due": [risk.name]}
	with as_user(keeper):
		assert frappe.get_list(RISK, pluck="name") == [risk.name]
		risks.get(risk.name).check_permission("read")
	risks.do(risk.name, team.manager, "close", "The building was sold.")
	assert told(keeper) == told(team.owner) == {}


def test_a_digest_leads_to_the_risk(monkeypatch):
	team = Team()
	risk = risks.risk(team, title="Falls, <b>fractures</b>", controls=[])
	frappe.db.set_value(RISK, risk.name, {"status": DUE, "reassessment_due_since": in_days(-3)})
	day = digests.day_of(frappe.utils.getdate(nowdate()))
	found = build(due.found_for([team.owner], day)[team.owner], day)
	context = pages.daily_context(found, Recipient(team.owner, team.owner), day)
	html = pages.Pages().html("Daily", context)
	assert f"/app/risk-register-entry/{risk.name}" in html
	assert "Due for 3 days" in html and "Residual risk: High" in html
	assert "Falls, &lt;b&gt;" in html and "<b>fractures" not in html
	assert "/app/risk-register-entry?status=" in context["sections"][0]["more_url"]


def test_an_action_from_elsewhere_mends_a_control():
	team = Team()
	risk, stranger = risks.risk(team), builders.draft(Team())
	action = risks.action_on(risk.name, "Open", team)
	control = risk.controls[0].name
	with pytest.raises(RefusedError) as refusal:
		risks.do(risk.name, team.manager, "mend_control", control, stranger.name)
	assert codes(refusal) == {"not_on_risk"}
	risks.do(risk.name, team.owner, "mend_control", control, action.name)
	assert risks.get(risk.name).controls[0].action == action.name
	with pytest.raises(RefusedError) as refusal:
		risks.do(risk.name, team.manager, "mend_control", control, action.name)
	assert codes(refusal) == {"has_action"}
	with pytest.raises(frappe.PermissionError):
		risks.do(risk.name, team.governance, "mend_control", control, action.name)
