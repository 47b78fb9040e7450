"""What the benchmarks' generator makes is what the app itself would have made: the same rules find nothing to put right."""

import datetime

import frappe
import pytest
from frappe.utils import getdate, nowdate

from benchmarks.data import ACTION, REVIEW, SOURCE, Size, fill, owner_id, services
from improvement_actions.improvement_actions.doctype.improvement_action import readings
from improvement_actions.improvement_actions.doctype.improvement_source.counts import recount_all
from improvement_actions.jobs import trajectory
from improvement_actions.lifecycle.status import ACTIVE, COMPLETED, DRAFT
from improvement_actions.settings import trajectory_thresholds

SIZE = Size(under_way=120, newly_overdue=12, finished=80, owners=10, services=5, disabled_owners=1)
GENERATED = {"name": ("like", "IA-GEN-%")}


@pytest.fixture
def made():
	return fill(SIZE, commit=False)


def actions(**filters) -> list:
	return frappe.get_all(ACTION, {**GENERATED, **filters}, ["*"], order_by="name")


def test_there_is_as_much_as_was_asked_for(made):
	assert made[ACTION] == 200 == len(actions())
	under_way = actions(status=("in", ACTIVE))
	yesterday = getdate(nowdate())
	newly = [row for row in under_way if row.due_date < yesterday and not row.overdue_since]
	assert (len(under_way), len(newly)) == (120, 12)
	assert len(services()) == 5
	assert [frappe.db.get_value("User", owner_id(number), "enabled") for number in (0, 8, 9)] == [1, 1, 0]
	for doctype in (
		"Improvement Evidence",
		REVIEW,
		"Improvement Action Reading",
		"Improvement Action Progress",
	):
		assert made[doctype] > 50, doctype


def test_the_rules_find_nothing_to_put_right(made):
	assert recount_all() == []
	before = {row.name: (row.stale_from, row.is_aspirational) for row in actions()}
	assert any(aspirational for _stale, aspirational in before.values())
	trajectory.mark_all(trajectory_thresholds())
	assert {row.name: (row.stale_from, row.is_aspirational) for row in actions()} == before
	assert {row.status for row in actions()} == {
		"Draft",
		"Open",
		"In Progress",
		"Completed",
		"Closed",
		"Cancelled",
	}


def test_each_action_fits_its_rows(made):
	reviewed = {row.action for row in frappe.get_all(REVIEW, fields=["action"])}
	for row in actions():
		doc = frappe.get_doc(ACTION, row.name)
		kept = doc.as_dict()
		readings.derive(doc)
		doc.derive_progress()
		after = doc.as_dict()
		assert {key: str(kept[key]) for key in kept if str(kept[key]) != str(after[key])} == {}, row.name
		assert doc.slip_count == len(doc.due_date_changes), row.name
		path = [doc.original_due_date, *(change.to_date for change in doc.due_date_changes)]
		assert path == sorted(set(path)) or doc.status == DRAFT, row.name
		assert doc.status == DRAFT or (path[-1] == doc.due_date and path[0] >= doc.opened_on.date()), row.name
		assert (doc.status in ("Completed", "Closed")) == (row.name in reviewed) == bool(doc.completions), (
			row.name
		)
		if doc.parent_action:
			parent = frappe.get_doc(ACTION, doc.parent_action)
			assert parent.status in ACTIVE and parent.due_date >= doc.due_date and parent.source == doc.source
		moments = [doc.creation, doc.opened_on, doc.completed_on, doc.closed_on, frappe.utils.now_datetime()]
		moments = [moment for moment in moments if moment]
		assert moments == sorted(moments), row.name


def test_a_generated_action_goes_on_through_the_same_doors(made):
	name = next(row.name for row in actions(status=COMPLETED))
	doc = frappe.get_doc(ACTION, name)
	doc.move("Return", "Two of the records still have gaps.")
	assert doc.status == "In Progress"
	doc.add_progress("Gaps followed up.", 90, "Second sample", str(frappe.utils.add_days(nowdate(), 7)))


def test_the_same_seed_makes_the_same(made):
	def everything() -> str:
		found = {doctype: frappe.get_all(doctype, fields=["*"], order_by="name") for doctype in made}
		return frappe.as_json(found)

	first = everything()
	frappe.db.rollback()
	assert fill(SIZE, commit=False) == made
	assert everything() == first
	frappe.db.rollback()
	fill(SIZE, seed=21, commit=False)
	assert everything() != first


def test_the_day_moves_the_dates(made):
	frappe.db.rollback()
	fill(SIZE, today=datetime.date(2027, 6, 1), commit=False)
	newly = actions(status=("in", ACTIVE), due_date=("<", "2027-06-01"), overdue_since=("is", "not set"))
	assert len(newly) == 12 and frappe.db.exists(SOURCE, {"name": ("like", "IS-GEN-%")})
