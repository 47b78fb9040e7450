"""At 100,000 actions no query of a list, card, chart, report or other view reads through a whole table."""

import json
from datetime import datetime, time, timedelta
from time import perf_counter

import builders
import frappe
import pytest
import query_plans
from builders import GOVERNANCE, HR_CONTRIBUTOR, MANAGER, VERIFIER, as_user
from query_plans import Query, faults, watched
from throwaway import ThrowAwaySite

from benchmarks.data import ACTION, Size, fill, owner_id, services
from improvement_actions import permissions
from improvement_actions.improvement_actions.doctype.governance_review import found
from improvement_actions.lifecycle.governance.agenda import MOST_ITEMS
from improvement_actions.lifecycle.governance.records import Look

SIZE = Size(under_way=70_000, newly_overdue=7_000, finished=30_000)


@pytest.fixture(scope="module")
def full(site, pytestconfig):
	"""A copy of the site with 100,000 actions; this process is connected to it."""
	copy = ThrowAwaySite(pytestconfig.getoption("--bench"), like_the_test_site=True)
	with copy.connected():
		fill(SIZE)
		yield people()
	copy.drop()


def people() -> dict[str, str]:
	"""Return a user of each kind who sees different records; they are made here."""
	mine, another, *_others = services()
	found = {
		"Administrator": "Administrator",
		"manager of one service": "manager-00003@generated.example",
		"owner": owner_id(3),
		"verifier": builders.user(VERIFIER),
		"governance": builders.user(GOVERNANCE),
		"HR": builders.user(HR_CONTRIBUTOR),
		"manager of two services who owns": builders.user(MANAGER, builders.ACTION_OWNER),
	}
	for service in (mine, another):
		builders.limit_to(found["manager of two services who owns"], service)
	frappe.db.commit()
	return found


KINDS = (
	"Administrator",
	"manager of one service",
	"owner",
	"verifier",
	"governance",
	"HR",
	"manager of two services who owns",
)


def looked_at(user: str, by_role_only: bool = False, only: str = "") -> dict[str, Query]:
	"""Return the queries that are run when `user` looks at everything, or at what is called `only`."""
	seen: dict[str, Query] = {}
	with as_user(user):
		for doing, do in query_plans.everything(user, by_role_only):
			if only not in doing:
				continue
			with watched(doing, seen):
				try:
					do()
				except frappe.PermissionError:
					frappe.local.message_log = []
	return seen


def said(queries) -> str:
	found = [(query, fault) for query in queries for fault in faults(query)]
	return "\n\n".join(f"{query.doing}: {fault}\n{shortened(query.sql)}" for query, fault in found)


def shortened(sql: str) -> str:
	sql = " ".join(sql.split())
	return sql if len(sql) < 1500 else f"{sql[:1000]} … {sql[-500:]}"


@pytest.mark.parametrize("kind", KINDS)
def test_no_view_reads_through_a_big_table(full, kind):
	user = full[kind]
	# Who reads everything asks the very queries of Administrator, but for views by role.
	seen = looked_at(user, by_role_only=user != "Administrator" and not permissions.action_query(user))
	assert len(seen) > 50
	found = said(seen.values())
	assert not found, f"\n{found}"


def test_a_meeting_finds_its_agenda_by_indexes(full):
	seen: dict[str, Query] = {}
	today = frappe.utils.getdate(frappe.utils.nowdate())
	since = datetime.combine(today - timedelta(days=30), time())
	for chosen in ((), services()[:2]):
		with watched("agenda", seen):
			there = found.found(Look(today, 2, since, frozenset(chosen)))
		assert sum(section.total for section in there.values()) > 100
	assert len(seen) >= 14
	# Very many of a section are counted once the worst of them are found. Here they are a third of all there are.
	finding = [query for query in seen.values() if not query.sql.startswith("SELECT COUNT(*)")]
	faulty = said(finding)
	assert not faulty, f"\n{faulty}"


def test_the_agenda_of_a_big_provider_is_built_in_seconds(full):
	person = full["governance"]
	with as_user(person):
		review = frappe.get_doc(
			{"doctype": "Governance Review", "meeting_date": frappe.utils.nowdate(), "chair": person}
		).insert()
		start = perf_counter()
		answer = review.build_agenda()
		taken = perf_counter() - start
	assert answer["items"] == MOST_ITEMS and sum(answer["left_out"].values()) > 5_000
	assert taken < 20, f"{taken:.1f} s"
	print(f"agenda of {sum(answer['left_out'].values()) + answer['items']:,} in {taken:.2f} s")


# That the test can fail


def sent(sql: str) -> list[str]:
	return faults(Query(sql, len(frappe.db.sql(sql)), "a query"))


def test_a_search_without_an_index_is_found_out(full):
	(fault,) = sent(f"select name from `tab{ACTION}` where title = 'Nothing of the kind'")
	assert f"reads all of tab{ACTION}" in fault
	(fault,) = sent(
		f"select count(*) from (select distinct title from `tab{ACTION}` where title like 'N%') found"
	)
	assert f"reads all of tab{ACTION}" in fault


def test_reading_through_an_index_is_found_out(full):
	(fault,) = sent(f"select count(name) from `tab{ACTION}` where status like '%ancelled'")
	assert "reads all of the index status_" in fault


def test_who_asks_for_everything_may_read_everything(full):
	assert sent(f"select name, title from `tab{ACTION}`") == []
	assert sent(f"select status, count(*) from `tab{ACTION}` group by status") == []
	assert sent("select name from `tabCare Service` where location_id = 'none'") == [], "a small table"


def test_an_index_that_is_missing_is_noticed(full):
	table, columns = "tabEffectiveness Review", ["due_date", "outcome"]
	frappe.db.sql_ddl(f"alter table `{table}` drop index `{frappe.db.get_index_name(columns)}`")
	try:
		found = said(looked_at("Administrator", only="Effectiveness Review: ready-made views").values())
	finally:
		frappe.db.add_index("Effectiveness Review", columns)
	assert f"Effectiveness Review: ready-made views: reads all of {table}" in found


def test_a_card_that_is_added_is_looked_at(full):
	filters = [[ACTION, "approach", "=", "Pilot", False]]
	frappe.get_doc(
		{
			"doctype": "Number Card",
			"label": "Pilots",
			"module": query_plans.MODULE,
			"type": "Document Type",
			"document_type": ACTION,
			"function": "Count",
			"filters_json": json.dumps(filters),
		}
	).insert()
	assert f"card Pilots: reads all of tab{ACTION}" in said(looked_at("Administrator", only="card ").values())
