"""Who reads and writes improvement plans and their versions: in lists and as single records, which have to agree."""

import builders
import frappe
import plan_records as plans
import pytest
from builders import as_user
from plan_records import PLAN, VERSION

pytestmark = pytest.mark.usefixtures("quick_pdf")


@pytest.fixture
def team():
	return builders.Team()


def reads(person: str, doctype: str, name: str) -> bool:
	"""Whether `person` reads the record; list, single record and REST have to say the same."""
	with as_user(person):
		listed = (
			name in frappe.get_list(doctype, limit_page_length=0, pluck="name")
			if frappe.has_permission(doctype)
			else False
		)
		single = frappe.get_doc(doctype, name).has_permission("read")
	assert listed == single, (person, doctype, listed, single)
	return single


def both(person: str, plan) -> bool:
	found = {reads(person, PLAN, plan.name), reads(person, VERSION, f"{plan.name}-v1")}
	assert len(found) == 1
	return found.pop()


def test_a_plan_is_read_by_its_service(team):
	plan = plans.issued(team)
	other = builders.service()
	for role in (builders.MANAGER, builders.VERIFIER):
		assert both(builders.user(role), plan)
		assert both(builders.user(role, limited_to=team.service), plan)
		assert not both(builders.user(role, limited_to=other), plan)
	assert both(team.governance, plan)
	assert not both(team.hr, plan)


def test_a_plan_of_the_whole_provider_is_every_managers(team):
	plan = plans.full(team, service=None, plan_type="Provider-wide")
	plans.issue(plan.name)
	somebody = builders.user(builders.MANAGER, limited_to=builders.service())
	assert both(somebody, plan)
	with as_user(somebody):
		assert plans.get(plan.name).has_permission("write")


def test_owners_read_the_plans_that_they_lead_or_have_a_part_in(team):
	plan = plans.issued(team, plan_lead=team.new_owner)
	assert both(team.new_owner, plan)  # leads it
	assert both(team.owner, plan)  # owns an action in it
	assert not both(builders.user(builders.ACTION_OWNER), plan)
	with as_user(team.new_owner):
		assert not plans.get(plan.name).has_permission("write")


def test_an_external_reviewer_reads_what_was_shared(team):
	plan = plans.issued(team)
	assert not both(team.external, plan)
	frappe.share.add(PLAN, plan.name, team.external, read=1)
	assert both(team.external, plan)
	other = plans.issued(team)
	frappe.share.add(VERSION, f"{other.name}-v1", team.external, read=1)
	assert reads(team.external, VERSION, f"{other.name}-v1") and not reads(team.external, PLAN, other.name)


def test_a_manager_moves_no_plan_out_of_their_services_or_into_them(team):
	plan = plans.draft(team)
	mine, other = builders.user(builders.MANAGER, limited_to=team.service), builders.service()
	with as_user(mine):
		doc = plans.get(plan.name)
		doc.service = other
		with pytest.raises(frappe.PermissionError):
			doc.save()
	with as_user(builders.user(builders.MANAGER, limited_to=other)):
		doc = plans.get(plan.name)
		doc.service = other
		with pytest.raises(frappe.PermissionError):
			doc.save()


def test_nobody_but_system_roles_may_write_a_version(team):
	plan = plans.issued(team)
	for person in (team.manager, team.governance, team.everything):
		with as_user(person):
			version = frappe.get_doc(VERSION, f"{plan.name}-v1")
			assert not any(version.has_permission(right) for right in ("write", "create", "delete"))


def test_the_file_of_a_version_is_read_by_who_reads_the_version(team):
	plan = plans.issued(team)
	file = frappe.get_doc("File", {"attached_to_doctype": VERSION, "attached_to_name": f"{plan.name}-v1"})
	with as_user(team.manager):
		assert file.has_permission("read")
	with as_user(builders.user(builders.MANAGER, limited_to=builders.service())):
		assert not file.has_permission("read")


def test_a_user_without_a_name_of_a_plan_reads_nothing_by_accident(team):
	builders.opened(team)  # an action in no plan
	with as_user(team.owner):
		assert frappe.get_list(PLAN, pluck="name") == []
