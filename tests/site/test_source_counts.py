"""What a source shows of its actions is right after every change, also of several at once."""

import threading
from unittest.mock import patch

import builders
import doors
import frappe
import parallel
import pytest
from builders import as_user, do
from doors import refusal_of

from improvement_actions.improvement_actions.doctype.improvement_source import counts, merging
from improvement_actions.lifecycle.loop import loop_of

SOURCE, ACTION = "Improvement Source", "Improvement Action"


def shown(source: str) -> tuple:
	return frappe.db.get_value(SOURCE, source, counts.FIELDS)


def counted(source: str) -> tuple:
	loop = loop_of(frappe.get_all(ACTION, filters={"source": source}, pluck="status"))
	return (loop.loop_status, loop.action_count, loop.closed_count)


def notes_on(doctype: str, name: str) -> list[str]:
	filters = {"reference_doctype": doctype, "reference_name": name, "comment_type": "Info"}
	return frappe.get_all("Comment", filters=filters, pluck="content", order_by="creation asc")


# One change at a time


def test_the_counts_follow_every_change():
	team = builders.Team()
	first, second = builders.source(team.service).name, builders.source(team.service).name
	drafts = [builders.draft(team, source=first).name for _ in range(3)]
	history = [
		lambda: do(drafts[0], team.manager, "Open"),
		lambda: doors.list_delete(ACTION, drafts[1]),
		lambda: do(drafts[0], team.manager, "Cancel", "Covered elsewhere."),
		lambda: frappe.get_doc(ACTION, drafts[2]).update({"source": second}).save(),
		lambda: doors.data_import_update(ACTION, drafts[2], {"source": first}),
		lambda: builders.closed(team, source=first),
		lambda: do(closed_on(first), team.manager, "Reopen", "Gaps are back."),
		lambda: doors.data_import_insert(
			{"doctype": ACTION, "title": "Imported", "source": second, "service": team.service}
		),
	]
	with doors.shut():
		for step, change in enumerate(history):
			change()
			for source in (first, second):
				assert shown(source) == counted(source), step
	assert (shown(first), shown(second)) == (("Open", 2, 0), ("Open", 1, 0))


def closed_on(source: str) -> str:
	return frappe.get_all(ACTION, filters={"source": source, "status": "Closed"}, pluck="name")[0]


def test_a_review_that_sends_an_action_back_opens_the_loop_again():
	team = builders.Team()
	action = builders.closed(team)
	assert shown(action.source) == ("Closed", 1, 1)
	builders.record_review(action.name, team.verifier, "Not Embedded", "Sustainability")
	assert shown(action.source) == ("Open", 1, 0)


def test_a_loop_that_closes_and_opens_is_noted_on_the_source_and_the_record_behind_it():
	team = builders.Team()
	event = frappe.get_doc(
		{"doctype": "Event", "subject": "Fire drill", "starts_on": builders.in_days(-9)}
	).insert()
	source = builders.source(team.service, reference_doctype="Event", reference_name=event.name)
	action = builders.closed(team, source=source.name)
	do(action.name, team.manager, "Reopen", "Gaps are back.")
	for record in ((SOURCE, source.name), ("Event", event.name)):
		closed, opened = notes_on(*record)
		assert "the loop is closed" in closed and "open again" in opened


def test_recounting_everything_finds_what_was_written_past_the_app():
	right, wrong = builders.closed(builders.Team()), builders.opened(builders.Team())
	bare = builders.source(builders.service()).name
	counts.recount_all()  # whatever else is on this site
	frappe.db.set_value(SOURCE, wrong.source, {"loop_status": "Closed", "closed_count": 5})
	frappe.db.set_value(SOURCE, bare, "action_count", 1)
	assert counts.recount_all() == sorted([wrong.source, bare])
	assert shown(wrong.source) == ("Open", 1, 0)
	assert shown(bare) == ("No Actions", 0, 0)
	assert shown(right.source) == ("Closed", 1, 1)
	assert counts.recount_all() == []


@pytest.mark.parametrize("door", doors.DELETING)
def test_a_source_with_actions_is_not_deleted_by_any_door(door):
	action = builders.draft(builders.Team())
	assert action.name in refusal_of(doors.DELETING[door], SOURCE, action.source)
	assert frappe.db.exists(SOURCE, action.source)


@pytest.mark.parametrize("door", doors.DELETING)
def test_a_source_without_actions_goes_by_every_door(door):
	source = builders.source(builders.service()).name
	assert refusal_of(doors.DELETING[door], SOURCE, source) is None
	assert not frappe.db.exists(SOURCE, source)


# Several at once


@pytest.fixture
def three_ready_to_close(site):
	"""Three completed and verified actions on one source, for everybody to see."""
	with parallel.committed():
		team = builders.Team()
		source = builders.source(team.service).name
		actions = [builders.completed(team, source=source).name for _ in range(3)]
		for action in actions:
			builders.record_review(action, team.verifier)
		parallel.commit()
		yield team, source, actions


def test_actions_closed_at_the_same_moment_are_all_counted(three_ready_to_close):
	team, source, actions = three_ready_to_close
	assert shown(source) == ("Completed", 3, 0)
	closings = [lambda action=action: do(action, team.verifier, "Close") for action in actions]
	assert parallel.failures(parallel.at_once(*closings)) == []
	parallel.look_again()
	assert shown(source) == ("Closed", 3, 3)


def test_closing_opening_and_adding_at_the_same_moment(three_ready_to_close):
	team, source, actions = three_ready_to_close
	draft = builders.draft(team, source=source).name
	parallel.commit()

	def touch():
		# Whoever saves the source itself counts as well.
		frappe.get_doc(SOURCE, source).update({"theme": "Handover"}).save()

	answers = parallel.at_once(
		lambda: do(actions[0], team.verifier, "Close"),
		lambda: do(actions[1], team.verifier, "Close"),
		lambda: do(draft, team.manager, "Open"),
		lambda: builders.draft(team, source=source).name,
		touch,
	)
	assert parallel.failures(answers) == []
	parallel.look_again()
	assert shown(source) == counted(source) == ("Open", 5, 2)


def test_a_draft_is_deleted_while_others_are_closed(three_ready_to_close):
	team, source, actions = three_ready_to_close
	draft = builders.draft(team, source=source).name
	parallel.commit()

	def delete():
		with as_user(team.manager):
			frappe.delete_doc(ACTION, draft)

	answers = parallel.at_once(
		lambda: do(actions[0], team.verifier, "Close"), lambda: do(actions[1], team.verifier, "Close"), delete
	)
	# Newer versions of Frappe lock what they delete before any hook is asked, so that one of the three may be told to try
	# again. Whoever it is: nothing is half done, and the counts are those of the actions.
	refused = parallel.failures(answers)
	assert len(refused) <= 1 and all("Deadlock" in each or "Timeout" in each for each in refused)
	parallel.look_again()
	assert shown(source) == counted(source)


def test_actions_that_swap_their_sources_at_the_same_moment(site):
	with parallel.committed():
		team = builders.Team()
		pairs = [builders.draft(team), builders.draft(team)]
		one, other = (action.source for action in pairs)
		parallel.commit()
		answers = parallel.at_once(
			*[
				lambda name=action.name, to=to: frappe.get_doc(ACTION, name).update({"source": to}).save()
				for action, to in zip(pairs, (other, one), strict=True)
			]
		)
		assert parallel.failures(answers) == []
		parallel.look_again()
		assert [action.source for action in map(builders.get, [pair.name for pair in pairs])] == [other, one]
		assert shown(one) == shown(other) == ("Open", 1, 0)


# Merging


def merge(source: str, into: str) -> None:
	merging.merge_into(source, into)


def rename(source: str, into: str) -> None:
	frappe.rename_doc(SOURCE, source, into, merge=True, force=True)


@pytest.mark.parametrize("door", (merge, rename))
def test_a_duplicate_becomes_part_of_the_other_source(door):
	team = builders.Team()
	event = frappe.get_doc(
		{"doctype": "Event", "subject": "Fall", "starts_on": builders.in_days(-9)}
	).insert()
	explained = {"factor": "Handover", "explanation": "Nobody checked the charts between shifts."}
	kept = builders.source(
		team.service, external_id="R-1", summary="At noon.", standards=[{"standard": "CQC Regulation 17"}]
	)
	merged = builders.source(
		team.service,
		title="The same gaps again",
		external_id="R-2",
		summary="In the lounge.",
		harm_level="Severe",
		contributory_factors=[explained],
		standards=[{"standard": "CQC Regulation 17"}, {"standard": "CQC Regulation 12"}],
		reference_doctype="Event",
		reference_name=event.name,
	)
	stays, comes = builders.opened(team, source=kept.name), builders.opened(team, source=merged.name)
	merged.add_comment("Comment", "The family asked for a meeting.")
	opened = builders.get(comes.name)
	with as_user(team.manager), doors.shut():
		door(merged.name, kept.name)
	assert not frappe.db.exists(SOURCE, merged.name)
	assert {action.source for action in map(builders.get, (stays.name, comes.name))} == {kept.name}
	assert shown(kept.name) == counted(kept.name) == ("Open", 2, 0)
	kept.reload()
	assert (kept.external_id, kept.harm_level, kept.review_tier) == ("R-1", "Severe", "Formal")
	assert kept.summary == "At noon.\n\nIn the lounge."
	assert [row.factor for row in kept.contributory_factors] == ["Handover"]
	assert [row.standard for row in kept.standards] == ["CQC Regulation 17", "CQC Regulation 12"]
	assert (kept.reference_doctype, kept.reference_name) == ("Event", event.name)
	# The trail
	[note] = [text for text in notes_on(SOURCE, kept.name) if "merged into this source" in text]
	assert merged.name in note and comes.name in note and "R-2" in note
	assert any(kept.name in text for text in notes_on(ACTION, comes.name))
	assert not any("merged" in text for text in notes_on(ACTION, stays.name))
	assert any("merged into this source" in text for text in notes_on("Event", event.name))
	assert frappe.db.exists("Comment", {"reference_name": kept.name, "content": ("like", "%family%")})
	assert frappe.db.exists("Deleted Document", {"deleted_doctype": SOURCE, "deleted_name": merged.name})
	# Whoever had the action open is told
	opened.title = "Another title"
	with pytest.raises(frappe.TimestampMismatchError):
		opened.save()


def source_with(team, closed=False, **values):
	source = builders.source(team.service, **values)
	(builders.closed if closed else builders.opened)(team, source=source.name)
	return source.name


@pytest.mark.parametrize("door", (merge, rename))
def test_what_would_be_lost_or_moved_silently_is_not_merged(door):
	team, elsewhere = builders.Team(), builders.Team()
	events = [
		frappe.get_doc({"doctype": "Event", "subject": "A", "starts_on": builders.in_days(-9)}).insert().name
		for _ in range(2)
	]
	kept = source_with(team, reference_doctype="Event", reference_name=events[0])
	refused = {
		"two services": source_with(elsewhere),
		"stays with": source_with(team, closed=True),
		"reviewed formally": source_with(team, source_type="Safeguarding Concern"),
		"came from": source_with(team, reference_doctype="Event", reference_name=events[1]),
	}
	for word, merged in refused.items():
		before = doors.stored(SOURCE, merged), doors.stored(SOURCE, kept)
		assert word in (refusal_of(door, merged, kept) or "nothing said"), word
		assert (doors.stored(SOURCE, merged), doors.stored(SOURCE, kept)) == before


def test_a_source_with_a_closed_action_takes_in_its_duplicate():
	team = builders.Team()
	kept, merged = source_with(team, closed=True), source_with(team)
	with doors.shut():
		merge(merged, kept)
	assert shown(kept) == ("Open", 2, 1)


@pytest.mark.parametrize(
	("role", "may"),
	[
		(builders.MANAGER, True),
		(builders.VERIFIER, False),
		(builders.GOVERNANCE, False),
		(builders.ACTION_OWNER, False),
	],
)
def test_who_may_merge(role, may):
	team = builders.Team()
	kept, merged = source_with(team), source_with(team)
	with as_user(builders.user(role)):
		refusal = refusal_of(merge, merged, kept)
	assert (refusal is None) == may
	assert frappe.db.exists(SOURCE, merged) == (None if may else merged)


def test_a_manager_merges_in_their_own_services_only():
	team = builders.Team()
	kept, merged = source_with(team), source_with(team)
	with as_user(builders.user(builders.MANAGER, limited_to=builders.service())):
		assert refusal_of(merge, merged, kept)
	assert frappe.db.exists(SOURCE, merged)


def test_a_source_is_not_renamed_in_the_desk():
	source = builders.source(builders.service()).name
	assert refusal_of(frappe.rename_doc, SOURCE, source, "Falls")


# Repeats


def incident(care_service: str, days_ago: int, **values):
	values = {"source_type": "Incident", "theme": "Falls", **values}
	return builders.source(care_service, occurred_on=builders.in_days(-days_ago), **values)


def tier(source) -> str:
	return frappe.db.get_value(SOURCE, source.name, "review_tier")


def test_a_source_recorded_late_makes_repeats_of_the_later_ones():
	here = builders.service()
	later, elsewhere, much_later = incident(here, 10), incident(builders.service(), 10), incident(here, 0)
	assert (tier(later), tier(much_later)) == ("Local", "Formal")
	late = incident(here, 20)
	assert (tier(late), tier(later), tier(elsewhere)) == ("Local", "Formal", "Local")
	assert "occurrence 3" in frappe.db.get_value(SOURCE, much_later.name, "review_tier_reason")
	assert "Now reviewed formally" in notes_on(SOURCE, later.name)[0]


@pytest.mark.parametrize(
	"change",
	[
		{"theme": "Medicines"},
		{"source_type": "Complaint"},
		{"occurred_on": "long ago"},
		{"occurred_on": "today"},
		"delete",
	],
	ids=str,
)
def test_a_source_that_is_changed_or_deleted_takes_the_repeat_with_it(change):
	here = builders.service()
	earlier, later = incident(here, 20), incident(here, 10)
	assert tier(later) == "Formal"
	if change == "delete":
		frappe.delete_doc(SOURCE, earlier.name)
	else:
		days = {"long ago": builders.in_days(-300), "today": builders.in_days(0)}
		earlier.reload()
		earlier.update({field: days.get(value, value) for field, value in change.items()}).save()
	assert tier(later) == "Local"
	assert "now reviewed locally" in notes_on(SOURCE, later.name)[-1]


def test_merging_two_sources_of_one_incident_makes_it_one_occurrence():
	here = builders.service()
	first, again = incident(here, 10), incident(here, 10)
	assert (tier(first), tier(again)) == ("Local", "Formal")
	with doors.shut():
		merge(first.name, again.name)
	assert tier(again) == "Local"


def test_on_one_day_the_one_recorded_first_is_the_earlier():
	here = builders.service()
	first, second = incident(here, 10), incident(here, 10)
	for source in (first, second):
		source.reload()
		source.save()
	assert (tier(first), tier(second)) == ("Local", "Formal")


def test_earlier_occurrences_come_with_their_actions():
	team = builders.Team()
	earlier, later = incident(team.service, 20, title="<b>First</b> fall"), incident(team.service, 10)
	done = builders.closed(team, source=earlier.name, title="<i>Sensor</i> mats")
	html = frappe.get_doc(SOURCE, later.name).what_is_done()
	for part in (
		f"/app/improvement-source/{earlier.name}",
		f"/app/improvement-action/{done.name}",
		"&lt;i&gt;Sensor",
	):
		assert part in html
	assert "<b>First" not in html and "<i>Sensor" not in html


def test_the_list_takes_as_many_queries_for_many_repeats_as_for_few():
	team = builders.Team()
	first, latest = incident(team.service, 30), incident(team.service, 1)
	builders.draft(team, source=first.name)

	def queries() -> int:
		source = frappe.get_doc(SOURCE, latest.name)
		source.what_is_done()  # whatever is read once
		with patch.object(frappe.db, "sql", wraps=frappe.db.sql) as sql:
			source.what_is_done()
		return sql.call_count

	few = queries()
	for days in range(2, 7):
		builders.draft(team, source=incident(team.service, days).name)
	assert queries() == few


def test_who_has_locked_an_action_lets_go_of_it_while_waiting_for_its_source(three_ready_to_close):
	"""As Frappe's REST interface does before the app is asked: whoever holds the source counts its actions."""
	team, source, (name, *_others) = three_ready_to_close
	counting, holding = threading.Event(), threading.Event()

	def save():
		counting.wait(timeout=30)
		action = frappe.get_doc(ACTION, name, for_update=True)
		holding.set()
		with as_user(team.manager):
			action.update({"lessons_learned": "Ask at handover."}).save()

	def add():
		counts.lock([source])
		counting.set()
		holding.wait(timeout=30)
		builders.draft(team, source=source)

	assert parallel.failures(parallel.at_once(save, add)) == []
	parallel.look_again()
	assert shown(source) == counted(source) == ("Open", 4, 0)
	assert builders.get(name).lessons_learned == "Ask at handover."
