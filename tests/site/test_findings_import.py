"""An inspection report becomes findings and actions of a plan: all of it, or what is good of it, and never twice."""

import base64
import io
import time

import builders
import frappe
import pytest
from builders import as_user, in_days
from openpyxl import Workbook, load_workbook

from improvement_actions.improvement_actions.doctype.improvement_plan.findings import (
	doors,
	downloads,
	landing,
)
from improvement_actions.refusal import RefusedError

SOURCE, ACTION = "Improvement Source", "Improvement Action"
HEADINGS = (
	"Ref",
	"Finding",
	"Regulation",
	"Theme",
	"Action",
	"Owner",
	"Due date",
	"Priority",
	"Closure test",
)


def plan(**values):
	values = {"title": "Response to the inspection", "plan_type": "Inspection Response", **values}
	values.setdefault("plan_lead", builders.user(builders.MANAGER))
	values.setdefault("service", builders.service())
	return frappe.get_doc({"doctype": "Improvement Plan", **values}).insert()


def findings_of(doc) -> list:
	fields = ["name", "finding_reference", "finding_quote", "action_count", "service", "source_type", "title"]
	return frappe.get_all(SOURCE, {"plan": doc.name}, fields, order_by="name")


def actions_of(doc) -> list:
	fields = ["name", "title", "source", "action_owner", "due_date", "status", "priority", "description"]
	return frappe.get_all(ACTION, {"plan": doc.name}, fields, order_by="name")


def report(owner: str, findings: int = 500, bad: int = 30) -> str:
	"""Return the pasted rows of a report: of `findings` rows, `bad` ones have an owner who is nobody."""
	lines = ["\t".join(HEADINGS)]
	for number in range(1, findings + 1):
		who = "Nobody Here" if number <= bad else owner
		cells = (
			f"F{number}",
			f"We found that the records of room {number} had gaps in {number % 7 + 2} of 12 weeks.",
			f"Regulation {(9, 10, 11, 12, 17, 18)[number % 6]}",
			("Medicines", "Records", "Staffing")[number % 3],
			f"The senior checks the records of room {number} every Friday and has gaps explained by Monday",
			who,
			"31/03/2035",
			"High",
			"Four weekly audits of 12 records: 95% without a gap",
		)
		lines.append("\t".join(cells))
	return "\n".join(lines)


def test_speed():
	doc = plan()
	began = time.monotonic()
	counted = doors.preview_findings(doc.name, text=report(builders.user(builders.ACTION_OWNER)))["counts"]
	print(counted, time.monotonic() - began)
	began = time.monotonic()
	done = doors.import_findings(doc.name, text=report(builders.user(builders.ACTION_OWNER)), only_good=True)
	print(len(done["findings"]), len(done["actions"]), time.monotonic() - began)
