"""How a version is read: its snapshot in words, and what is different from another one."""

import json
from collections.abc import Mapping, Sequence

import frappe
from frappe import _
from frappe.utils import formatdate

from improvement_actions.lifecycle.plans.differences import ADDED, REMOVED, Change, sentences, shown
from improvement_actions.lifecycle.problem import Phrase

#: Lines of a summary: whoever wants all of them opens the differences.
LINES = 40


def content_of(version) -> dict:
	"""Return the snapshot of `version`."""
	return json.loads(version.snapshot)


def summary(changes: Sequence[Change], before: Mapping, after: Mapping) -> str:
	"""Return `changes` between the snapshots `before` and `after` as lines of plain text."""
	if not changes:
		return _("Nothing has changed.")
	people = {**before.get("people", {}), **after.get("people", {})}
	lines = [said(phrase).replace("\n", " ") for phrase in sentences(changes, people)]
	if len(lines) > LINES:
		lines = [*lines[:LINES], _("and {0} more").format(len(lines) - LINES)]
	return "\n".join(lines)


def said(phrase: Phrase) -> str:
	"""Return `phrase` in the language and with the dates of who reads it."""
	return phrase.translated(_, formatdate)


def table(changes: Sequence[Change], before: Mapping, after: Mapping) -> list[dict]:
	"""Return `changes` for a table: `what` it is about, the `field`, what was `before` and is `after`, and the `kind`."""
	people = {**before.get("people", {}), **after.get("people", {})}

	def value(change: Change, one) -> str:
		if change.part is None or one is None:
			return ""
		return said(Phrase("{0}", (shown(change.part, one, people),)))

	return [
		{
			"kind": change.kind,
			"section": _(change.section.heading) if change.section else _("Plan"),
			"what": said(change.what()),
			"field": _(change.part.label) if change.part and change.section else "",
			"before": value(change, change.before),
			"after": value(change, change.after),
			"sign": {ADDED: "+", REMOVED: "−"}.get(change.kind, ""),
		}
		for change in changes
	]


def differences_html(changes: Sequence[Change], before: Mapping, after: Mapping, heading: str) -> str:
	"""Return `changes` as HTML below a `heading` (plain text)."""
	return frappe.render_template(
		"improvement_actions/templates/plan_differences.html",
		{"rows": table(changes, before, after), "heading": heading},
	)
