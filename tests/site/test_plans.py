"""Improvement plans: what must be there to issue one, what may be changed by hand, and what belongs to it."""

import builders
import frappe
import plan_records as plans
import pytest
from builders import as_user, in_days
from doors import WRITING, refusal_of, stored

PLAN = "Improvement Plan"


@pytest.fixture
def team():
	return builders.Team()


def test_issuing_makes_a_numbered_version(team):
	plan = plans.issued(team)
	assert (plan.status, plan.current_version, plan.issued_by) == ("Issued", 1, team.manager)
	version = frappe.get_doc(plans.VERSION, f"{plan.name}-v1")
	assert (version.plan, version.version_number, version.issued_by) == (plan.name, 1, team.manager)
	assert version.note == "For the inspector" and not version.change_summary
