import frappe
from frappe import _
from frappe.utils import getdate, nowdate

from improvement_actions import assignments
from improvement_actions.changes import changed_fields
from improvement_actions.improvement_actions.doctype.effectiveness_review import scheduling
from improvement_actions.improvement_actions.doctype.improvement_action.facts import past_owners
from improvement_actions.lifecycle import reviews
from improvement_actions.lifecycle.independence import NOT_A_PERSON, verifier_problems
from improvement_actions.lifecycle.problem import Problem, fields
from improvement_actions.lifecycle.status import CLOSED, IN_PROGRESS
from improvement_actions.refusal import refuse, refuse_submission
from improvement_actions.well_formed import Record


class EffectivenessReview(Record):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		action: DF.Link
		action_title: DF.Data | None
		change_to_practice: DF.Text | None
		closure_test: DF.Text | None
		completion: DF.Int
		due_date: DF.Date | None
		findings: DF.Text | None
		measured_value: DF.Float
		method: DF.Literal[
			"", "Follow-up Audit", "Observation", "Supervision Discussion", "Governance Review", "Feedback"
		]
		outcome: DF.Literal["", "Embedded", "Partially Embedded", "Not Embedded"]
		review_type: DF.Literal["Verification", "Sustainability"]
		reviewed_on: DF.Date | None
		reviewer: DF.Link | None
		sample_size: DF.Int
	# end: auto-generated types

	def onload(self):
		"""Show the closure test and the change as they stand now, until an outcome is recorded on them."""
		if not self.outcome:
			self.closure_test = self.reviewed_action.closure_test
			self.change_to_practice = self.reviewed_action.change_to_practice

	def validate(self):
		refuse_submission(self)
		self.refuse_changed_record()
		if self.outcome:
			self.sign()
			self.check_recording()
		elif self.reviewer:
			self.check_independence()

	def on_update(self):
		before = self.get_doc_before_save()
		assignments.follow_review(self)
		if self.outcome and not (before and before.outcome):
			self.tell_action()

	def on_trash(self):
		if self.outcome:
			refuse(
				[Problem("never_deleted", "outcome", _("A recorded review is never deleted."))],
				_("Not Deleted"),
			)

	@property
	def reviewed_action(self):
		if not hasattr(self, "_reviewed_action"):
			self._reviewed_action = frappe.get_doc("Improvement Action", self.action)
		return self._reviewed_action

	def refuse_changed_record(self):
		"""A review whose outcome is recorded stays as it was written."""
		before = self.get_doc_before_save()
		if not before or not before.outcome:
			self.completion = 0
			return
		changed = changed_fields(self, before)
		if changed:
			problem = Problem(
				"review_is_recorded",
				min(changed),
				_("This review is recorded and cannot be changed ({0}). Record another review instead."),
				(fields(sorted(changed), self.doctype),),
			)
			refuse([problem], _("Review Is Recorded"))

	def sign(self):
		"""The reviewer is who records the outcome; only a console or a migration may record for a named person."""
		user = frappe.session.user
		self.reviewer = self.reviewer or (None if user in NOT_A_PERSON else user)
		self.reviewed_on = self.reviewed_on or nowdate()
		self.completion = self.reviewed_action.completion_count
		if user not in NOT_A_PERSON and self.reviewer != user:
			problem = Problem(
				"not_the_reviewer",
				"reviewer",
				_(
					"The outcome is recorded by the reviewer, {0}. To review it yourself, put your own name there."
				),
				(self.reviewer,),
			)
			refuse([problem], _("Review Not Recorded"))

	def check_recording(self):
		before = self.get_doc_before_save()
		if before and before.outcome:
			return
		action = self.reviewed_action
		since = action.closed_on if self.review_type == reviews.SUSTAINABILITY else action.completed_on
		since = getdate(since) if since else None
		values = {**self.as_dict(), "reviewed_on": getdate(self.reviewed_on)}
		problems = verifier_problems(self.reviewer, action.action_owner, past_owners(action))
		problems += reviews.recording_problems(values, action.status, since, getdate(nowdate()))
		refuse(problems, _("Review Not Recorded"))

	def check_independence(self):
		action = self.reviewed_action
		refuse(
			verifier_problems(self.reviewer, action.action_owner, past_owners(action)),
			_("Choose Another Reviewer"),
		)

	def tell_action(self):
		"""Carry out what the outcome means for the action; its scheduled review of this kind is done with."""
		if self.review_type == reviews.VERIFICATION:
			scheduling.drop_pending(self.action, self.review_type, except_for=self.name)
		action = self.reviewed_action
		if not reviews.sends_back(self.review_type, self.outcome):
			return
		reason = _("{0} found the change {1}: {2}").format(self.name, _(self.outcome), self.findings)
		action.set("reopen_reason" if action.status == CLOSED else "return_reason", reason)
		action.move_by_rule(IN_PROGRESS)
		action.flags.ignore_permissions = True
		action.save()


def on_doctype_update():
	# What is due, and not recorded: the outcome in the index spares looking at every record of the past.
	frappe.db.add_index("Effectiveness Review", ["due_date", "outcome"])
