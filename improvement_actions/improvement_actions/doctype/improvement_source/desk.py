"""What the forms show of a source: functions, because the answer of a method brings the whole document along."""

from collections import defaultdict
from collections.abc import Sequence

import frappe
from frappe.utils import getdate, nowdate

from improvement_actions.improvement_actions.doctype.improvement_action import facts
from improvement_actions.improvement_actions.doctype.improvement_source import repeats
from improvement_actions.lifecycle.status import is_overdue

TEMPLATE = "improvement_actions/templates/source_actions.html"
ACTION_FIELDS = (
	"name",
	"title",
	"source",
	"status",
	"workflow_state",
	"action_owner",
	"due_date",
	"parent_action",
)


@frappe.whitelist()
def at_a_glance(source: str) -> dict:
	"""Return what the form of `source` (a name) shows at its top: for whoever may read it.

	Keys: `done`, as HTML the actions on it and its earlier occurrences with theirs, each only if the user may read it; and
	`needs_root_cause`, whether its actions wait for a contributory factor to be explained.
	"""
	doc = frappe.get_doc("Improvement Source", source)
	return {"done": doc.what_is_done(), "needs_root_cause": facts.needs_root_cause(doc.name)}


def as_html(source) -> str:
	"""Return the actions on `source` (a document) and its earlier occurrences with theirs, as its form shows them."""
	earlier = earlier_of(source)
	actions = actions_on([source.name, *(each.name for each in earlier)])
	return frappe.render_template(
		TEMPLATE, {"actions": actions[source.name], "earlier": earlier, "actions_on": actions}
	)


def earlier_of(source) -> list[dict]:
	"""Return the earlier occurrences of `source` that the user may read, the latest first."""
	names = repeats.earlier_occurrences(source)
	if not names:
		return []
	return frappe.get_list(
		"Improvement Source",
		filters={"name": ("in", names)},
		fields=["name", "title", "occurred_on", "loop_status"],
		order_by="occurred_on desc, creation desc",
		limit_page_length=0,
	)


def actions_on(sources: Sequence[str]) -> dict[str, list[dict]]:
	"""Return the actions on each of `sources` that the user may read, oldest first; one query for all of them.

	An action has the fields of `ACTION_FIELDS` and `overdue`.
	"""
	found = defaultdict(list)
	if not sources or not frappe.has_permission("Improvement Action", "read"):
		return found
	today = getdate(nowdate())
	for action in frappe.get_list(
		"Improvement Action",
		filters={"source": ("in", list(sources))},
		fields=list(ACTION_FIELDS),
		order_by="creation asc, name asc",
		limit_page_length=0,
	):
		action.overdue = is_overdue(action.status, action.due_date, today)
		found[action.source].append(action)
	return found
