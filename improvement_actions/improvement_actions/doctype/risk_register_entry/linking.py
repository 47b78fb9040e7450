"""The link of an action to a risk, through all that happens to the action."""

import frappe
from frappe import _

from improvement_actions.improvement_actions.doctype.risk_register_entry import counts
from improvement_actions.lifecycle.risks import RISK, actions
from improvement_actions.lifecycle.status import DRAFT
from improvement_actions.refusal import refuse

CONTROL = "Risk Control"
#: A change in one of these is a change for the risk.
LOOKED_AT = ("risk", "status", "closed_on")


def check(action) -> None:
	"""Refuse a save of `action` that links it to a risk which does not take it, or which the user may not read.

	The risk is locked by now, so that nobody closes it meanwhile.
	"""
	if not action.risk:
		return
	before = action.get_doc_before_save()
	linked_anew = not before or before.risk != action.risk
	moved = bool(before) and before.service != action.service
	status_before = before.status if before else DRAFT
	if not actions.is_asked(linked_anew, moved, status_before, action.status):
		return
	if linked_anew:
		# Owning an action opens its risk to the owner, and its status follows the action's.
		frappe.get_doc(RISK, action.risk).check_permission("read")
	risk = frappe.db.get_value(RISK, action.risk, ["status", "service"], as_dict=True, for_update=True)
	if risk:
		problems = actions.link_problems(action.risk, risk.status, risk.service, action.service)
		refuse(problems, _("Not Linked to the Risk"))


def follow(action) -> None:
	"""Let the risks follow the save, or the deletion, of `action` that is under way."""
	before = action.get_doc_before_save()
	was = before.risk if before else None
	if action.flags.in_delete or not before or any(before.get(f) != action.get(f) for f in LOOKED_AT):
		if was and was != action.risk:
			_forget(action.name, was)
		counts.recount({action.risk, was}, action.name)


def let_go(action) -> None:
	"""Before `action`, a draft, is deleted: no control names it any more, or Frappe would refuse."""
	if action.risk:
		_forget(action.name, action.risk)


def _forget(action: str, risk: str) -> None:
	frappe.db.set_value(
		CONTROL,
		{"parenttype": RISK, "parent": risk, "action": action},
		"action",
		None,
		update_modified=False,
	)
