"""Pilots and the full changes that build on them: what may be linked, rolling one out, and what the forms show of it."""

import frappe
from frappe import _

from improvement_actions.improvement_actions.doctype.improvement_action import facts, family
from improvement_actions.lifecycle import pilots as rules
from improvement_actions.lifecycle.status import CANCELLED, DRAFT
from improvement_actions.refusal import refuse

ACTION = "Improvement Action"
TEMPLATE = "improvement_actions/templates/action_pilot.html"
#: What the full change takes from its pilot. Not the baseline: where it is rolled out, it has to be measured anew.
TAKEN_OVER = (
	"title",
	"description",
	"source",
	"service",
	"priority",
	"closure_test",
	"indicator",
	"unit",
	"direction",
	"target_value",
	"no_indicator_reason",
	"plan",
	"risk",
)
SHOWN_FIELDS = ["name", "title", "status", "workflow_state", "service", "action_owner", "due_date"]


def check(action) -> None:
	"""Refuse a link to what is no pilot, and an approach that would make others' pilot something else."""
	before = action.get_doc_before_save()
	if before and before.approach != action.approach:
		followers = frappe.get_all(
			ACTION, {"follows_pilot": action.name, "status": ("!=", CANCELLED)}, pluck="name", order_by="name"
		)
		refuse(rules.approach_problems(action.approach, followers), _("Approach Not Changed"))
	if not action.follows_pilot:
		return
	known = (before.follows_pilot, before.approach) if before else (None, None)
	if known == (action.follows_pilot, action.approach):
		return
	if known[0] != action.follows_pilot:
		# The forms name the pilot: only who reads it may say that an action builds on it.
		frappe.get_doc(ACTION, action.follows_pilot).check_permission("read")
	# Nobody cancels or changes it meanwhile.
	pilot = frappe.db.get_value(
		ACTION, action.follows_pilot, ("approach", "status"), as_dict=True, for_update=True
	)
	name = None if action.is_new() else action.name
	problems = rules.link_problems(name, action.approach, action.follows_pilot, pilot.approach, pilot.status)
	if action.status_before != DRAFT and not problems:
		# The gate that asks for it is behind such an action.
		problems = rules.opening_problems(action.follows_pilot, pilot.status)
	refuse(problems, _("Pilot Not Linked"))


def roll_out(pilot, values: dict) -> str:
	"""Make a draft of the full change after `pilot` (a document), with `values` on top, and return its name."""
	refuse(rules.roll_out_problems(pilot.approach, pilot.status), _("Not Rolled Out"))
	full = frappe.new_doc(ACTION)
	full.update({field: pilot.get(field) for field in TAKEN_OVER})
	full.set("standards", [{"standard": row.standard} for row in pilot.standards])
	full.update(facts.client_values(values))
	full.update({"approach": "Full Change", "follows_pilot": pilot.name})
	full.insert()
	return full.name


def as_html(action) -> str:
	"""Return the pilot behind `action` (a document), or the full changes after it, that the user may read; "" for neither."""
	is_pilot = action.approach == rules.PILOT
	if not is_pilot and not action.follows_pilot:
		return ""
	pilot = _read({"name": action.follows_pilot}) if action.follows_pilot else []
	followers = _read({"follows_pilot": action.name}) if is_pilot else []
	if not pilot and not followers:
		return ""
	return frappe.render_template(
		TEMPLATE, {"pilot": pilot, "followers": followers, "colours": family.COLOURS}
	)


def _read(filters: dict) -> list[dict]:
	return frappe.get_list(
		ACTION, filters=filters, fields=SHOWN_FIELDS, order_by="creation asc, name asc", limit_page_length=0
	)
