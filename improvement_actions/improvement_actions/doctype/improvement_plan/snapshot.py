"""Takes down what a plan says, with its findings and actions, as a version of it keeps it.

By the list of parts in `lifecycle.plans.content`, and nothing else: a field that is added to a record later does not
find its way into what is given to an inspector. Personal detail (a field above permission level 0) never does.
"""

import hashlib
import json
from datetime import date, datetime

import frappe

from improvement_actions.improvement_actions.doctype.improvement_plan.facts import ACTION, SOURCE
from improvement_actions.lifecycle.plans.content import (
	LAYOUT,
	PLAN_PARTS,
	TABLES,
	Part,
	people_in,
	section,
)


def of(plan) -> dict:
	"""Return the snapshot of `plan` as it stands: plain values that JSON can hold."""
	taken = {"layout": LAYOUT, "plan": {"name": plan.name, **_values(plan, PLAN_PARTS)}}
	for each in TABLES:
		taken[each.name] = [{"name": row.name, **_values(row, each.parts)} for row in plan.get(each.name)]
	taken["findings"] = _findings(plan.name)
	taken["actions"] = _rows(ACTION, "actions", plan.name, "source, due_date, name")
	taken["people"] = _full_names(people_in(taken))
	taken["standards"] = _standards({name for row in taken["findings"] for name in row["standards"]})
	return taken


def as_text(snapshot: dict) -> str:
	"""Return `snapshot` as it is stored and hashed: the same content is always the same text."""
	return json.dumps(snapshot, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def hash_of(text: str) -> str:
	"""Return the SHA-256 of a snapshot's `text`, in hexadecimal digits."""
	return hashlib.sha256(text.encode()).hexdigest()


def _findings(plan: str) -> list[dict]:
	findings = _rows(SOURCE, "findings", plan, "creation, name")
	held = {row["name"]: [] for row in findings}
	if held:
		for row in frappe.get_all(
			"Improvement Standard",
			filters={"parenttype": SOURCE, "parent": ("in", list(held))},
			fields=["parent", "standard"],
			order_by="parent, idx",
		):
			held[row.parent].append(row.standard)
	return [{**row, "standards": held[row["name"]]} for row in findings]


def _rows(doctype: str, name: str, plan: str, order_by: str) -> list[dict]:
	parts = _readable(doctype, section(name).parts)
	fields = ["name", *(part.name for part in parts)]
	rows = frappe.get_all(doctype, filters={"plan": plan}, fields=fields, order_by=order_by)
	return [{"name": row.name, **_values(row, parts)} for row in rows]


def _readable(doctype: str, parts: tuple[Part, ...]) -> list[Part]:
	"""Return those of `parts` that are columns of `doctype` and that every reader of the record may read."""
	meta = frappe.get_meta(doctype)
	found = [(part, meta.get_field(part.name)) for part in parts]
	return [part for part, df in found if df and not df.permlevel and df.fieldtype != "Table MultiSelect"]


def _values(record, parts) -> dict:
	values = {part.name: _plain(record.get(part.name)) for part in parts}
	# A number that was never entered is stored as 0, and says nothing without its indicator or its reading.
	if not values.get("indicator", True):
		values |= {name: None for name in ("baseline_value", "target_value") if name in values}
	if not values.get("latest_reading_on", True):
		values["latest_value"] = None
	return values


def _plain(value):
	if isinstance(value, datetime):
		return value.replace(microsecond=0).isoformat(sep=" ")
	return value.isoformat() if isinstance(value, date) else value


def _full_names(users: set[str]) -> dict[str, str]:
	if not users:
		return {}
	rows = frappe.get_all("User", filters={"name": ("in", sorted(users))}, fields=["name", "full_name"])
	return {row.name: row.full_name or row.name for row in rows}


def _standards(names: set[str]) -> dict[str, dict]:
	if not names:
		return {}
	rows = frappe.get_all(
		"Regulatory Standard", filters={"name": ("in", sorted(names))}, fields=["name", "code", "title"]
	)
	return {row.name: {"code": row.code, "title": row.title} for row in rows}
