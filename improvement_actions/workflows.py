"""The Workflow that drives an Improvement Action, and the status behind each of its states.

An administrator may rename states, add some, change roles and transitions. What counts for the rules is the
status that each state carries in *Update Field* / *Update Value*; these functions translate between the two.
"""

import frappe
from frappe import _
from frappe.model.workflow import get_transitions, get_workflow_name

from improvement_actions.lifecycle.problem import Problem, Term
from improvement_actions.lifecycle.status import MOVES, REASON_FIELDS, STATUSES
from improvement_actions.refusal import refuse

ACTION = "Improvement Action"


def active_workflow():
	"""Return the active Workflow of Improvement Action, or None when it is switched off."""
	name = get_workflow_name(ACTION)
	if name and not frappe.db.exists("Workflow", name):
		# Frappe remembers the name of a workflow that has been deleted, and then cannot save anything any more.
		frappe.cache.hdel("workflow", ACTION)
		name = get_workflow_name(ACTION)
	return frappe.get_cached_doc("Workflow", name) if name else None


def status_of(workflow, state: str) -> str | None:
	"""Return the status that `state` carries, or None for a state the workflow does not know."""
	return next((row.update_value for row in workflow.states if row.state == state), None)


def state_for(workflow, status: str) -> str:
	"""Return the first state of the workflow that carries `status`."""
	return next(row.state for row in workflow.states if row.update_value == status)


def possible_moves(doc) -> list[dict]:
	"""Return what the user may do next with an action.

	Each item has `action` (what the button says), `next_state`, `to_status` and `reason_field` (None when no
	reason is needed). Without an active workflow the moves between statuses stand in for its transitions.
	"""
	workflow = active_workflow()
	if not workflow:
		found = [(status, status, status) for status in MOVES[doc.status]]
	else:
		transitions = get_transitions(doc, workflow)
		found = [(row.action, row.next_state, status_of(workflow, row.next_state)) for row in transitions]
	moves = {
		action: {
			"action": action,
			"next_state": next_state,
			"to_status": to_status,
			"reason_field": REASON_FIELDS.get((doc.status, to_status)),
		}
		for action, next_state, to_status in found
	}
	return list(moves.values())


def roles_for(doc, to_status: str) -> set[str]:
	"""Return the roles that the active workflow lets move the action from its state to `to_status`."""
	workflow = active_workflow()
	if not workflow:
		return set()
	return {
		row.allowed
		for row in workflow.transitions
		if row.state == doc.workflow_state and status_of(workflow, row.next_state) == to_status
	}


def chosen_move(doc, workflow_action: str) -> dict:
	"""Return the possible move that is called `workflow_action`; a clear error when there is none."""
	moves = {move["action"]: move for move in possible_moves(doc)}
	if workflow_action not in moves:
		problem = Problem(
			"not_possible_now",
			"workflow_action",
			_("{0} is not possible for you now. Possible: {1}."),
			(workflow_action, tuple(map(Term, moves)) or Term("nothing")),
		)
		refuse([problem], _("Not Possible"))
	return moves[workflow_action]


def refuse_status(status: str, before) -> None:
	"""Raise the error for a `status` that was written directly; `before` is the stored action or None."""
	if before:
		possible = tuple(Term(move["action"]) for move in possible_moves(before))
	else:
		possible = _("save it as a draft first")
	problem = Problem(
		"status_follows_workflow",
		"status",
		_("The status follows the workflow and cannot be set to {0}. Use the workflow's actions: {1}."),
		(Term(status), possible or _("none is open to you")),
	)
	refuse([problem], _("Use the Workflow"))


def validate_workflow(doc, method=None):
	"""Refuse an active Workflow for Improvement Action whose states do not say which status they mean."""
	if doc.document_type != ACTION or not doc.is_active:
		return
	if doc.workflow_state_field != "workflow_state":
		problem = Problem(
			"other_state_field",
			"workflow_state_field",
			_(
				"The state of an improvement action is kept in workflow_state: enter that as Workflow State Field."
			),
		)
		refuse([problem], _("Another State Field"))
	wrong = [
		row.state
		for row in doc.states
		if row.update_field != "status" or row.update_value not in STATUSES or int(row.doc_status or 0)
	]
	if wrong:
		problem = Problem(
			"state_without_status",
			"states",
			_(
				"Each state needs Update Field 'status', one of {0} as Update Value, and Doc Status 0. "
				"Not so: {1}. The gates of an improvement action hold on its status."
			),
			# Not translated: the status is entered as it is stored.
			(STATUSES, tuple(wrong)),
		)
		refuse([problem], _("State Without a Status"))
	absent = [status for status in STATUSES if status not in {row.update_value for row in doc.states}]
	if absent:
		problem = Problem(
			"status_without_state",
			"states",
			_("No state stands for the status {0}. Add one, or switch the workflow off."),
			(tuple(absent),),
		)
		refuse([problem], _("Status Without a State"))


def realign_states(doc, method=None):
	"""After the Workflow is saved, put every action into a state that carries its status.

	Frappe gives records without a state the first one, whatever their status; actions moved while the
	workflow was switched off would otherwise jump back to Draft.
	"""
	if doc.document_type != ACTION or not doc.is_active:
		return
	action = frappe.qb.DocType(ACTION)
	for status in STATUSES:
		states = [row.state for row in doc.states if row.update_value == status]
		(
			frappe.qb.update(action)
			.set(action.workflow_state, states[0])
			.where(
				(action.status == status)
				& (action.workflow_state.isnull() | action.workflow_state.notin(states))
			)
		).run()
