"""What people do with an action: the methods that the form's buttons and REST clients call.

Each asks the rules first, leaves the change to the save that follows, and lets the gates have the last word.
"""

import frappe
from frappe import _
from frappe.utils import getdate, now_datetime, nowdate

from improvement_actions import notes, people, workflows
from improvement_actions.improvement_actions.doctype.improvement_action import facts, pilots, readings
from improvement_actions.lifecycle import edits, revision
from improvement_actions.lifecycle.values import tidy_text
from improvement_actions.refusal import refuse
from improvement_actions.well_formed import argument_problems


class ActionMethods:
	"""Mixed into the controller of Improvement Action."""

	@frappe.whitelist()
	def move(self, workflow_action: str, reason: str | None = None):
		"""Do one action of the workflow (such as "Complete"), with its reason where one is needed.

		`workflow_action` is what the button says; `reason` is kept with the record. Raises `RefusedError`
		naming everything that is missing, and a validation error when the move is not open to the user.
		"""
		chosen = workflows.chosen_move(self, workflow_action)
		if reason and chosen["reason_field"]:
			self.set(chosen["reason_field"], reason)
		if workflows.active_workflow():
			self.workflow_state = chosen["next_state"]
		else:
			self.status = chosen["to_status"]
		self.save()
		self.add_comment("Workflow", _(chosen["next_state"]))

	@frappe.whitelist()
	def add_progress(
		self,
		note: str,
		percent_complete: float | None = None,
		next_milestone: str | None = None,
		next_milestone_date: str | None = None,
		barrier: str | None = None,
	):
		"""Record what has been done since the last update; the first update starts an open action.

		`percent_complete` is 0 to 100, `next_milestone_date` an ISO date, `barrier` says what stands in the way.
		"""
		row = {
			"note": note,
			"percent_complete": percent_complete,
			"next_milestone": next_milestone,
			"next_milestone_date": facts.as_date(
				next_milestone_date, "next_milestone_date", _("Milestone Due")
			),
			"barrier": barrier,
		}
		self.append("progress_updates", row)
		self.save()

	@frappe.whitelist()
	def add_reading(
		self,
		reading_date: str | None = None,
		value: float | str | None = None,
		sample_size: int | str | None = None,
		evidence: str | None = None,
	):
		"""Add a reading of the action's indicator.

		`reading_date` is an ISO date (default: that of the evidence, otherwise today), `value` is in the indicator's unit
		(default: the evidence's measured value, unless that is 0, which also stands for none), `sample_size` a whole
		number, and `evidence` the name of evidence for this action. Open to whoever may write to the action, for as
		long as its readings may change. Raises `RefusedError` naming everything that is wrong.
		"""
		self.check_permission("write")
		reading = {
			"reading_date": reading_date,
			"value": value,
			"sample_size": sample_size,
			"evidence": evidence,
		}
		self.append("readings", readings.from_evidence(reading))
		self.save()

	@frappe.whitelist()
	def reschedule(self, new_due_date: str | None = None, reason: str | None = None):
		"""Move the due date of an open action to `new_due_date` (ISO date), for a stated `reason`.

		The change is logged, counts as a slip, and is noted on the source and on the record behind it.
		"""
		self.refuse_others(_("Not Rescheduled"))
		old = getdate(self.due_date) if self.due_date else None
		new = facts.as_date(new_due_date, "new_due_date", _("New Due Date"))
		sub_actions = facts.unfinished_sub_action_dates(self.name)
		problems = revision.reschedule_problems(
			self.status, old, new, reason, getdate(nowdate()), sub_actions
		)
		problems += argument_problems("Improvement Action Due Date Change", "reason", reason)
		refuse(problems, _("Not Rescheduled"))

		def change():
			self.append("due_date_changes", {"from_date": old, "to_date": new, **self.signed(reason)})
			self.due_date = new
			self.slip_count = (self.slip_count or 0) + 1

		self.flags.request = change
		self.save()
		notes.on_source(self, _("{0} rescheduled from {1} to {2}: {3}").format(self.name, old, new, reason))

	@frappe.whitelist()
	def reassign(self, new_owner: str | None = None, reason: str | None = None):
		"""Hand an open action to `new_owner` (a user's id), for a stated `reason`. Logged like a new due date."""
		self.refuse_others(_("Not Reassigned"))
		old = self.action_owner
		new_owner = (
			frappe.db.get_value("User", new_owner, "name") or new_owner
		)  # as it is stored, letter case and all
		problems = revision.reassign_problems(
			self.status, old, new_owner, people.owner_facts(new_owner), reason
		)
		problems += argument_problems("Improvement Action Owner Change", "reason", reason)
		refuse(problems, _("Not Reassigned"))

		def change():
			self.append("owner_changes", {"from_owner": old, "to_owner": new_owner, **self.signed(reason)})
			self.action_owner = new_owner

		self.flags.request = change
		self.save()
		notes.on_source(
			self, _("{0} reassigned from {1} to {2}: {3}").format(self.name, old, new_owner, reason)
		)

	def by_owner(self) -> bool:
		"""Return whether who is signed in owns the action as it is stored, or is just making it.

		Not by `is_new` or `action_owner`, which believe what a request says of itself.
		"""
		stored = frappe.db.get_value("Improvement Action", self.name, ["name", "action_owner"], as_dict=True)
		return not stored or stored.action_owner == frappe.session.user

	def refuse_others(self, title: str):
		"""Refuse a change that only the owner and managers ask for; its save alone would not see whose it is.

		What a meeting decides about an item of its agenda is its own to decide (see `governance_review.deciding`).
		"""
		if self.flags.decided_at_meeting:
			return
		refuse(edits.not_yours_problems(people.is_manager(), self.by_owner()), title)

	def signed(self, reason: str) -> dict:
		"""Return who changes something now, and why, as the logs keep it."""
		return {"reason": tidy_text(reason), "changed_by": frappe.session.user, "changed_on": now_datetime()}

	@frappe.whitelist()
	def spawn_sub_action(self, **values) -> str:
		"""Make a draft action that is part of this one and return its name.

		`values` are fields of the sub-action; source, service and priority come from this action unless given.
		It takes write permission on this action only: an owner may spread their work over others.
		"""
		self.check_permission("write")
		self.refuse_others(_("Sub-action Not Made"))
		sub_action = frappe.new_doc("Improvement Action")
		sub_action.update({"source": self.source, "service": self.service, "priority": self.priority})
		sub_action.update(facts.client_values(values))
		sub_action.parent_action = self.name
		sub_action.insert(ignore_permissions=True)
		return sub_action.name

	@frappe.whitelist()
	def roll_out(self, **values) -> str:
		"""Make a draft of the full change that follows this pilot, once it is completed or closed, and return its name.

		`values` are fields of the full change; source, measure and the rest of what was tried come from the pilot unless
		given, but not its baseline. Raises a permission error when the user may not create actions.
		"""
		self.check_permission("read")
		return pilots.roll_out(self, values)
