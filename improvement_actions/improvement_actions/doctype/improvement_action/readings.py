"""The readings of an action's indicator: checked on every save, and taken from evidence."""

import frappe
from frappe import _
from frappe.utils import flt, formatdate, getdate, nowdate

from improvement_actions import people
from improvement_actions.charts.run_chart import WIDTH, RunChart, run_chart
from improvement_actions.lifecycle import measures
from improvement_actions.lifecycle import readings as rules
from improvement_actions.lifecycle.status import ACTIVE, COMPLETED
from improvement_actions.refusal import refuse, warn

EVIDENCE = "Improvement Evidence"
UNDER_WORK = (*ACTIVE, COMPLETED)


def check(action) -> None:
	"""Refuse what cannot be a reading of `action`, naming all of it, and settle the rest as dates and numbers.

	Readings that were kept before and stay as they are, are left alone.
	"""
	before = action.get_doc_before_save()
	kept = {row.name: rules.as_sent(row) for row in before.readings} if before else {}
	# Counted here: a request may give two rows one number.
	rows = dict(enumerate(action.readings, 1))
	sent = {number: rules.as_sent(row) for number, row in rows.items()}
	fresh = {number: sent[number] for number, row in rows.items() if kept.get(row.name) != sent[number]}
	changed = bool(fresh) or bool(before and before.indicator)
	refuse(
		[
			*rules.indicator_problems(action.indicator, list(sent.values()), changed),
			*rules.reading_problems(fresh, getdate(nowdate()), _serving(action, fresh), action.name),
		],
		_("Readings Not Saved"),
	)
	for number, reading in fresh.items():
		rows[number].reading_date, rows[number].value = reading.reading_date, reading.value
	warn(rules.unlikely(fresh, action.unit, *measures.goalposts(action)), _("Check the Readings"))


def derive(action) -> None:
	"""Compute latest reading, change and whether the target is met anew from baseline, target and readings."""
	latest = measures.latest_reading(action.readings, after=action.baseline_date)
	baseline, target = measures.goalposts(action)
	action.latest_value = latest.value if latest else 0
	action.latest_reading_on = latest and latest.reading_date
	action.change_from_baseline = measures.change_from_baseline(baseline, latest and latest.value) or 0
	action.target_met = int(measures.target_met(action.direction, baseline, target, latest and latest.value))


@frappe.whitelist()
def chart(action: str, width: float) -> str:
	"""Return where the measure of `action` (a name) stands, in a sentence and as its run chart: HTML for the form.

	`width` is the room there is, in pixels. Raises a permission error when the user may not read the action.
	"""
	doc = frappe.get_doc("Improvement Action", action)
	doc.check_permission("read")
	# On a screen the chart's small text is a little larger than on paper.
	room = min(max(280.0, flt(width)), 1000.0) / 1.15
	baseline, target = measures.goalposts(doc)
	return frappe.render_template(
		"improvement_actions/templates/run_chart_on_form.html",
		{"doc": doc, "chart": chart_of(doc, room), "baseline": baseline, "target": target},
	)


def chart_of(action, width: float = WIDTH) -> RunChart | None:
	"""Return the run chart of the readings of `action`, or None without any."""
	baseline, target = measures.goalposts(action)
	levels = {"baseline": (_("Baseline"), baseline), "target": (_("Target"), target)}
	return run_chart(
		[(getdate(row.reading_date), flt(row.value)) for row in action.readings],
		{name: (called, value) for name, (called, value) in levels.items() if value is not None},
		getdate(action.baseline_date) if action.baseline_date else None,
		width,
	)


def from_evidence(reading: dict) -> dict:
	"""Return `reading` with the date and value that it lacks, taken from the evidence that it names."""
	name = reading.get("evidence")
	if not name:
		return {**reading, "reading_date": reading.get("reading_date") or nowdate()}
	evidence = frappe.get_doc(EVIDENCE, name)
	evidence.check_permission("read")
	value = reading.get("value")
	if value is None or value == "":
		refuse(rules.evidence_value_problems(name, evidence.measured_value), _("Reading Not Added"))
		value = evidence.measured_value
	return {**reading, "reading_date": reading.get("reading_date") or evidence.evidence_date, "value": value}


def _serving(action, fresh) -> set[str]:
	named = {reading.evidence for reading in fresh.values() if reading.evidence}
	return evidence_serving(action.name) & named if named else set()


def evidence_serving(action: str) -> set[str]:
	"""Return the names of the evidence that serves `action`, its own and what is shared with it."""
	own = frappe.get_all(EVIDENCE, filters={"action": action}, pluck="name")
	shared = frappe.get_all("Improvement Evidence Action", filters={"action": action}, pluck="parent")
	return {*own, *shared}


def actions_reading(evidence: str) -> set[str]:
	"""Return the names of the actions that have a reading from `evidence`."""
	rows = frappe.get_all("Improvement Action Reading", filters={"evidence": evidence}, pluck="parent")
	return set(rows)


def offers(evidence) -> list[dict]:
	"""Return the actions that `evidence` serves and could give a reading to: those that the user works, with an indicator.

	Each with `action`, `title`, `indicator` and `unit`. One that has a reading from it already is not among them.
	"""
	serves = [evidence.action, *(row.action for row in evidence.other_actions)]
	wanting = set(serves) - actions_reading(evidence.name)
	found = []
	for name in sorted(wanting, key=serves.index):
		action = frappe.get_doc("Improvement Action", name)
		works_it = people.is_manager() or action.by_owner()
		if action.indicator and action.status in UNDER_WORK and works_it and action.has_permission("write"):
			found.append(
				{"action": name, "title": action.title, "indicator": action.indicator, "unit": action.unit}
			)
	return found


@frappe.whitelist()
@frappe.validate_and_sanitize_search_inputs
def search_evidence(doctype, txt, searchfield, start, page_len, filters):
	"""Find evidence that serves the action `filters["action"]` by `txt`, for the Evidence field of its readings.

	Returns rows of name, title and date: only what the user may read.
	"""
	like = f"%{txt}%"
	rows = frappe.get_list(
		EVIDENCE,
		filters={"name": ("in", sorted(evidence_serving((filters or {}).get("action") or "")) or [""])},
		or_filters={"name": ("like", like), "title": ("like", like)},
		fields=["name", "title", "evidence_date"],
		order_by="evidence_date desc, name desc",
		start=start,
		page_length=page_len,
	)
	return [(row.name, row.title, formatdate(row.evidence_date)) for row in rows]
