"""Sources: how they are reviewed and why, what they show of their actions, and the notes they keep."""

import builders
import frappe
import pytest
from builders import as_user
from doors import INSERTING, WRITING, refusal_of, rest, rest_call, stored

from improvement_actions.refusal import RefusedError

SOURCE, ACTION = "Improvement Source", "Improvement Action"


def loop_of(source: str) -> tuple:
	return frappe.db.get_value(SOURCE, source, ("loop_status", "action_count", "closed_count"))


# Review tier

#: What a source says, and a word of the reason why it is reviewed formally (None: locally).
TIERS = (
	({}, None),
	({"harm_level": "Moderate", "people_affected": 2}, None),
	({"harm_level": "Severe"}, "harm level Severe"),
	({"harm_level": "Death"}, "harm level Death"),
	({"people_affected": 3}, "3 people"),
	({"is_safeguarding": 1}, "safeguarding concern"),
	({"is_notifiable": 1}, "notifiable"),
	({"source_type": "Safeguarding Concern"}, "every Safeguarding Concern"),
)


@pytest.mark.parametrize(("values", "reason"), TIERS, ids=str)
def test_the_review_tier_and_its_reason(values, reason):
	source = builders.source(builders.service(), **values)
	assert source.review_tier == ("Formal" if reason else "Local")
	assert (reason or "") in (source.review_tier_reason or "")
	assert bool(source.review_tier_reason) == bool(reason)


def test_every_reason_is_named():
	source = builders.source(
		builders.service(), harm_level="Death", people_affected=5, is_safeguarding=1, is_notifiable=1
	)
	assert source.review_tier_reason.count(";") == 3


def test_the_tier_is_nobodys_to_write():
	source = builders.source(builders.service(), is_safeguarding=1)
	for name, door in WRITING.items():
		refusal_of(door, SOURCE, source.name, {"review_tier": "Local", "review_tier_reason": "Nothing"})
		assert frappe.db.get_value(SOURCE, source.name, "review_tier") == "Formal", name
	source.reload()
	source.is_safeguarding = 0
	source.save()
	assert (source.review_tier, source.review_tier_reason) == ("Local", "")


#: The earlier occurrence, and whether it makes the later one a repeat.
EARLIER = (
	({}, True),
	({"occurred_on": "89 days before"}, True),
	({"occurred_on": "91 days before"}, False),
	({"occurred_on": "the day after"}, False),
	({"theme": "Medicines"}, False),
	({"theme": "falls "}, True),
	({"source_type": "Complaint"}, False),
	({"service": "another"}, False),
)
DAYS = {"89 days before": -99, "91 days before": -101, "the day after": -9}


@pytest.mark.parametrize(("values", "repeats"), EARLIER, ids=str)
def test_a_repeat_in_the_same_service_is_reviewed_formally(values, repeats):
	values = dict(values)
	here = builders.service()
	if "occurred_on" in values:
		values["occurred_on"] = builders.in_days(DAYS[values["occurred_on"]])
	if "service" in values:
		values["service"] = builders.service()
	same = {"source_type": "Incident", "theme": "Falls", "occurred_on": builders.in_days(-10)}
	where = values.pop("service", here)
	builders.source(where, **{**same, **values})
	later = builders.source(here, **same)
	assert (later.review_tier == "Formal") == repeats
	assert ("occurrence 2" in (later.review_tier_reason or "")) == repeats


def test_a_source_does_not_repeat_itself():
	source = builders.source(builders.service(), theme="Falls")
	source.save()
	assert source.review_tier == "Local"


# Root cause


@pytest.mark.parametrize("why", ({"is_safeguarding": 1}, {"source_type": "Risk Control Failure"}), ids=str)
def test_a_formal_source_needs_an_explained_factor_before_completion(why):
	team = builders.Team()
	source = builders.source(team.service, **why)
	action = builders.started(team, source=source.name)
	builders.prove(action.name)
	for explanation in (None, "", "   ", "\n"):
		source.reload()
		source.append("contributory_factors", {"factor": "Handover", "explanation": explanation})
		source.save()
		with as_user(team.owner):
			assert "root cause" in refusal_of(rest_call, action.name, "move", workflow_action="Complete")


def test_an_explained_factor_is_a_root_cause():
	team = builders.Team()
	factors = [{"factor": "Handover", "explanation": "Charts were not looked at between shifts."}]
	source = builders.source(team.service, is_safeguarding=1, contributory_factors=factors)
	assert builders.completed(team, source=source.name).status == "Completed"


# What a source shows of its actions


def test_the_loop_follows_its_actions_all_the_way():
	team = builders.Team()
	source = builders.source(team.service).name
	assert loop_of(source) == ("No Actions", 0, 0)
	first = builders.draft(team, source=source)
	assert loop_of(source) == ("Open", 1, 0)
	second = builders.completed(team, source=source)
	assert loop_of(source) == ("Open", 2, 0)
	builders.do(first.name, team.manager, "Cancel", "Covered by the other one.")
	assert loop_of(source) == ("Completed", 1, 0)
	builders.record_review(second.name, team.verifier)
	builders.do(second.name, team.verifier, "Close")
	assert loop_of(source) == ("Closed", 1, 1)
	builders.do(second.name, team.manager, "Reopen", "Gaps are back.")
	assert loop_of(source) == ("Open", 1, 0)


def test_deleting_a_draft_counts_down():
	team = builders.Team()
	action = builders.draft(team)
	frappe.delete_doc(ACTION, action.name)
	assert loop_of(action.source) == ("No Actions", 0, 0)


def test_moving_an_action_counts_on_both_sources():
	team = builders.Team()
	action = builders.opened(team)
	before, after = action.source, builders.source(team.service).name
	with as_user(team.manager):
		rest("PUT", f"/api/resource/{ACTION}/{action.name}", {"source": after})
	assert loop_of(before) == ("No Actions", 0, 0)
	assert loop_of(after) == ("Open", 1, 0)


def test_the_counts_are_nobodys_to_write():
	action = builders.opened(builders.Team())
	for name, door in WRITING.items():
		refusal_of(
			door, SOURCE, action.source, {"loop_status": "Closed", "action_count": 7, "closed_count": 7}
		)
		assert loop_of(action.source) == ("Open", 1, 0), name


def test_counting_makes_no_conflict_for_who_has_the_source_open():
	team = builders.Team()
	source = builders.source(team.service)
	builders.opened(team, source=source.name)
	source.theme = "Handover"
	source.save()
	assert loop_of(source.name) == ("Open", 1, 0)


def test_a_source_with_actions_is_not_deleted():
	action = builders.cancelled(builders.Team())
	assert refusal_of(rest, "DELETE", f"/api/resource/{SOURCE}/{action.source}")
	assert frappe.db.exists(SOURCE, action.source)


def test_spawning_copies_what_the_source_knows():
	team = builders.Team()
	source = builders.source(
		team.service, source_type="Inspection Report Finding", standards=[{"standard": "CQC Regulation 17"}]
	)
	with as_user(team.manager):
		sent = {"run_method": "spawn_action", "title": "Senior checks MAR charts", "action_owner": team.owner}
		name = rest("POST", f"/api/resource/{SOURCE}/{source.name}", sent)["data"]
	action = builders.get(name)
	assert (action.status, action.service, action.priority) == ("Draft", team.service, "High")
	assert [row.standard for row in action.standards] == ["CQC Regulation 17"]
	assert (action.title, action.action_owner) == ("Senior checks MAR charts", team.owner)


@pytest.mark.parametrize("person", ("owner", "verifier", "governance"))
def test_only_who_may_create_actions_spawns_them(person):
	team = builders.Team()
	source = builders.opened(team).source
	before = stored(SOURCE, source)
	with as_user(getattr(team, person)):
		assert refusal_of(
			rest, "POST", f"/api/resource/{SOURCE}/{source}", {"run_method": "spawn_action", "title": "A"}
		)
	assert stored(SOURCE, source) == before


# Identity and notes


def test_an_external_id_is_taken_once_at_every_door_and_empty_ones_are_free():
	here = builders.service()
	taken = builders.source(here, external_id="RADAR-4711")
	values = {"title": "Another", "source_type": "Incident", "service": here, "external_id": " RADAR-4711 "}
	for name, door in INSERTING.items():
		assert taken.name in (refusal_of(door, {"doctype": SOURCE, **values}) or "let through"), name
	mine = builders.source(here, external_id="RADAR-4712").name
	for name, door in WRITING.items():
		assert refusal_of(door, SOURCE, mine, {"external_id": "RADAR-4711"}), name
		assert frappe.db.get_value(SOURCE, mine, "external_id") == "RADAR-4712", name
	for empty in ("", None, " ", ""):
		assert builders.source(here, external_id=empty).external_id is None


def test_an_external_id_is_kept_as_it_was_sent_without_the_spaces_around_it():
	here = builders.service()
	assert builders.source(here, external_id=" Radar 4711/B ").external_id == "Radar 4711/B"
	assert builders.source(here, external_id=4711).external_id == "4711"
	longest = "x" * 140
	assert builders.source(here, external_id=longest).external_id == longest
	for unfit, code in ((longest + "x", "too_long"), ("<b>1</b>", "external_id_unfit")):
		with pytest.raises(RefusedError) as refused:
			builders.source(here, external_id=unfit)
		assert [problem.code for problem in refused.value.problems] == [code]


def test_everything_wrong_with_a_source_is_said_at_once():
	wrong = {"occurred_on": builders.in_days(1), "reference_doctype": "Note", "external_id": "<b>1</b>"}
	with pytest.raises(RefusedError) as refused:
		builders.source(builders.service(), **wrong)
	assert [problem.field for problem in refused.value.problems] == [
		"external_id",
		"occurred_on",
		"reference_name",
	]


def notes_on(doctype: str, name: str) -> list[str]:
	filters = {"reference_doctype": doctype, "reference_name": name, "comment_type": "Info"}
	return frappe.get_all("Comment", filters=filters, pluck="content", order_by="creation")


def test_a_new_date_and_a_new_owner_are_noted_on_the_source_and_the_record_behind_it():
	team = builders.Team()
	incident = frappe.get_doc({"doctype": "Note", "title": builders.fake.unique.sentence()}).insert()
	source = builders.source(team.service, reference_doctype="Note", reference_name=incident.name)
	action = builders.started(team, source=source.name)
	with as_user(team.owner):
		builders.get(action.name).reschedule(builders.in_days(50), "New charts come <b>late</b>.")
	with as_user(team.manager):
		builders.get(action.name).reassign(team.new_owner, "Long leave")
	for record in ((SOURCE, source.name), ("Note", incident.name)):
		moved, handed = notes_on(*record)
		assert action.name in moved and "New charts come &lt;b&gt;late&lt;/b&gt;." in moved
		assert team.new_owner in handed and "Long leave" in handed


def test_a_record_behind_the_source_that_is_gone_stops_nothing():
	team = builders.Team()
	incident = frappe.get_doc({"doctype": "Note", "title": builders.fake.unique.sentence()}).insert()
	source = builders.source(team.service, reference_doctype="Note", reference_name=incident.name)
	action = builders.opened(team, source=source.name)
	frappe.db.delete("Note", incident.name)
	with as_user(team.owner):
		builders.get(action.name).reschedule(builders.in_days(50), "New charts come late.")
	assert len(notes_on(SOURCE, source.name)) == 1


def test_nothing_new_is_recorded_for_a_closed_service():
	team = builders.Team()
	source = builders.source(team.service)
	frappe.db.set_value("Care Service", team.service, "disabled", 1)
	with pytest.raises(frappe.ValidationError, match="disabled"):
		builders.source(team.service)
	with pytest.raises(frappe.ValidationError, match="disabled"):
		builders.draft(team, source=source.name)
