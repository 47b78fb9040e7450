"""The Workflow "Improvement Action" as a new site gets it; an administrator edits it in the Desk from then on."""

import frappe

from improvement_actions.lifecycle.status import CANCELLED, CLOSED, COMPLETED, DRAFT, IN_PROGRESS, OPEN
from improvement_actions.people import ACTION_OWNER, MANAGER, VERIFIER
from improvement_actions.workflows import ACTION

WORKFLOW = "Improvement Action"

#: State (named like the status it carries) and its colour in the Desk.
STATES = {
	DRAFT: "",
	OPEN: "Primary",
	IN_PROGRESS: "Warning",
	COMPLETED: "Info",
	CLOSED: "Success",
	CANCELLED: "Inverse",
}

#: From, action, to, and the roles that may.
TRANSITIONS = (
	(DRAFT, "Open", OPEN, (MANAGER,)),
	(DRAFT, "Cancel", CANCELLED, (MANAGER,)),
	(OPEN, "Start", IN_PROGRESS, (ACTION_OWNER, MANAGER)),
	(OPEN, "Cancel", CANCELLED, (MANAGER,)),
	(IN_PROGRESS, "Complete", COMPLETED, (ACTION_OWNER, MANAGER)),
	(IN_PROGRESS, "Cancel", CANCELLED, (MANAGER,)),
	(COMPLETED, "Close", CLOSED, (VERIFIER, MANAGER)),
	(COMPLETED, "Return", IN_PROGRESS, (VERIFIER, MANAGER)),
	(CLOSED, "Reopen", IN_PROGRESS, (VERIFIER, MANAGER)),
)


def insert_missing() -> None:
	"""Insert the workflow with its states and actions, unless the doctype has a workflow already."""
	if frappe.db.exists("Workflow", {"document_type": ACTION}):
		return
	for state, style in STATES.items():
		_insert_name("Workflow State", "workflow_state_name", state, style=style)
	for action in dict.fromkeys(action for _from, action, _to, _roles in TRANSITIONS):
		_insert_name("Workflow Action Master", "workflow_action_name", action)
	workflow = frappe.get_doc(
		{
			"doctype": "Workflow",
			"workflow_name": WORKFLOW,
			"document_type": ACTION,
			"workflow_state_field": "workflow_state",
			"is_active": 1,
			"send_email_alert": 0,
			# Lists then show what the app says (Overdue), and not the bare state.
			"override_status": 1,
			"states": [
				# Who may edit in which state is the business of the permissions and the gates.
				{
					"state": state,
					"doc_status": "0",
					"allow_edit": "All",
					"update_field": "status",
					"update_value": state,
				}
				for state in STATES
			],
			"transitions": [
				{
					"state": state,
					"action": action,
					"next_state": next_state,
					"allowed": role,
					"allow_self_approval": 1,
				}
				for state, action, next_state, roles in TRANSITIONS
				for role in roles
			],
		}
	)
	workflow.insert(ignore_permissions=True)


def _insert_name(doctype: str, fieldname: str, name: str, **values) -> None:
	if not frappe.db.exists(doctype, name):
		frappe.get_doc({"doctype": doctype, fieldname: name, **values}).insert(ignore_permissions=True)


def remove_unused_names() -> None:
	"""Delete the states and actions of this workflow that no other workflow uses (for uninstalling)."""
	used_states = set(frappe.get_all("Workflow Document State", pluck="state"))
	used_actions = set(frappe.get_all("Workflow Transition", pluck="action"))
	for state in set(STATES) - used_states:
		frappe.delete_doc("Workflow State", state, force=True, ignore_missing=True, delete_permanently=True)
	for action in {action for _from, action, _to, _roles in TRANSITIONS} - used_actions:
		frappe.delete_doc(
			"Workflow Action Master", action, force=True, ignore_missing=True, delete_permanently=True
		)
