import frappe
from frappe import _
from frappe.utils import add_days, get_datetime, getdate, now_datetime, nowdate

from improvement_actions import assignments, notes, people, workflows
from improvement_actions.changes import changed_fields, row_values
from improvement_actions.improvement_actions.doctype.effectiveness_review import scheduling
from improvement_actions.improvement_actions.doctype.improvement_action import facts, pilots, readings
from improvement_actions.improvement_actions.doctype.improvement_action.methods import ActionMethods
from improvement_actions.improvement_actions.doctype.improvement_evidence import freezing
from improvement_actions.improvement_actions.doctype.improvement_plan import membership
from improvement_actions.improvement_actions.doctype.improvement_source.counts import recount
from improvement_actions.improvement_actions.doctype.risk_register_entry import linking
from improvement_actions.lifecycle import edits, gates, hierarchy, progress, trajectory
from improvement_actions.lifecycle.problem import Problem
from improvement_actions.lifecycle.status import (
	ACTIVE,
	CLOSED,
	COMPLETED,
	DRAFT,
	IN_PROGRESS,
	OPEN,
	REASON_FIELDS,
	SEALED,
	is_overdue,
)
from improvement_actions.locks import lock
from improvement_actions.refusal import refuse, refuse_submission, warn
from improvement_actions.rows import settle_rows
from improvement_actions.settings import trajectory_thresholds
from improvement_actions.values import as_day, plain_values
from improvement_actions.well_formed import Record

#: What lists, ready-made views, reports and the nightly pass look actions up by; `docstatus` lets a chart by status do
#: without the table. Each costs a little on every save: tests/site/test_query_plans.py says whether one is missing.
INDEXES = (
	("status", "due_date", "docstatus"),
	("status", "stale_from"),
	("action_owner", "status"),
	("service", "status", "due_date"),
	("slip_count", "status"),
	("is_aspirational", "status"),
	("overdue_since",),
	("escalation_level", "status"),
	# Nearly always empty, and looked up by whether it is.
	("current_barrier(1)",),
	("lessons_learned(1)",),
	# What has happened since the last meeting.
	("opened_on",),
	("completed_on",),
	("status", "closed_on"),
)


class ImprovementAction(ActionMethods, Record):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from improvement_actions.improvement_actions.doctype.improvement_action_completion.improvement_action_completion import (
			ImprovementActionCompletion,
		)
		from improvement_actions.improvement_actions.doctype.improvement_action_due_date_change.improvement_action_due_date_change import (
			ImprovementActionDueDateChange,
		)
		from improvement_actions.improvement_actions.doctype.improvement_action_owner_change.improvement_action_owner_change import (
			ImprovementActionOwnerChange,
		)
		from improvement_actions.improvement_actions.doctype.improvement_action_progress.improvement_action_progress import (
			ImprovementActionProgress,
		)
		from improvement_actions.improvement_actions.doctype.improvement_action_reading.improvement_action_reading import (
			ImprovementActionReading,
		)
		from improvement_actions.improvement_actions.doctype.improvement_standard.improvement_standard import (
			ImprovementStandard,
		)

		action_owner: DF.Link | None
		active_since: DF.Date | None
		approach: DF.Literal["Full Change", "Pilot"]
		baseline_date: DF.Date | None
		baseline_value: DF.Float
		cancellation_reason: DF.SmallText | None
		change_from_baseline: DF.Float
		change_to_practice: DF.Text | None
		closed_by: DF.Link | None
		closed_on: DF.Datetime | None
		closure_test: DF.Text | None
		completed_by: DF.Link | None
		completed_on: DF.Datetime | None
		completion_count: DF.Int
		completions: DF.Table[ImprovementActionCompletion]
		current_barrier: DF.SmallText | None
		description: DF.Text | None
		direction: DF.Literal["", "Increase", "Decrease"]
		due_date: DF.Date | None
		due_date_changes: DF.Table[ImprovementActionDueDateChange]
		escalation_level: DF.Int
		follows_pilot: DF.Link | None
		horizon: DF.Literal["", "Quick Win", "Long Term"]
		indicator: DF.Data | None
		is_aspirational: DF.Check
		last_progress_on: DF.Date | None
		latest_reading_on: DF.Date | None
		latest_value: DF.Float
		lessons_learned: DF.Text | None
		needs_training_evidence: DF.Check
		next_milestone: DF.Data | None
		next_milestone_date: DF.Date | None
		no_indicator_reason: DF.SmallText | None
		opened_on: DF.Datetime | None
		original_due_date: DF.Date | None
		overdue_since: DF.Date | None
		owner_changes: DF.Table[ImprovementActionOwnerChange]
		parent_action: DF.Link | None
		percent_complete: DF.Percent
		plan: DF.Link | None
		priority: DF.Literal["", "Critical", "High", "Medium", "Low"]
		progress_updates: DF.Table[ImprovementActionProgress]
		readings: DF.Table[ImprovementActionReading]
		reopen_count: DF.Int
		reopen_reason: DF.SmallText | None
		return_reason: DF.SmallText | None
		risk: DF.Link | None
		scope_changed_on: DF.Datetime | None
		service: DF.Link | None
		slip_count: DF.Int
		source: DF.Link | None
		stale_from: DF.Date | None
		standards: DF.TableMultiSelect[ImprovementStandard]
		status: DF.Literal["Draft", "Open", "In Progress", "Completed", "Closed", "Cancelled"]
		target_met: DF.Check
		target_value: DF.Float
		title: DF.Data
		unit: DF.Data | None
		workflow_state: DF.Link | None
	# end: auto-generated types

	def validate(self):
		refuse_submission(self)
		settle_rows(self)
		self.check_readings()
		self.take_over_from_source()
		self.follow_workflow()
		self.refuse_hand_edits()
		self.carry_out_request()
		self.accept_progress()
		self.check_source()
		linking.check(self)
		membership.check(self)
		self.check_parent()
		pilots.check(self)
		self.derive_measures()
		self.derive_progress()
		self.pass_gate()
		self.stamp_move()
		self.derive_trajectory()
		self.derive_overdue()

	def check_if_latest(self):
		"""Lock source and risk before the action itself: whoever changes an action does so in this order (see `locks`)."""
		stored = self.name and frappe.db.get_value(
			"Improvement Action", self.name, ["source", "risk"], as_dict=True
		)
		stored = stored or frappe._dict()
		lock({self.source, stored.source}, {self.risk, stored.risk})
		super().check_if_latest()

	def validate_workflow(self):
		"""Leave the transition to the workflow, unless a rule made it (a review's outcome, a first update)."""
		# For this save only: the next transition of the same document is somebody's choice again.
		if not self.flags.pop("moved_by_rule", None):
			super().validate_workflow()

	def on_update(self):
		before = self.get_doc_before_save()
		if self.status != self.status_before:
			scheduling.follow_action(self)
			self.note_reason()
			if self.status == CLOSED:
				verification = facts.latest_verification(self.name, self.completion_count)
				freezing.mark_verified(self.name, verification.reviewer, verification.reviewed_on)
		assignments.follow_action(self)
		recount({self.source, before and before.source})
		linking.follow(self)

	def on_trash(self):
		lock({self.source}, {self.risk})
		refuse(edits.deletion_problems(self.status), _("Not Deleted"))
		linking.let_go(self)

	def after_delete(self):
		recount({self.source})
		linking.follow(self)

	# The steps of validate, in their order

	def take_over_from_source(self):
		"""Fill what a new action can take from its source: service, priority and standards.

		The service decides who sees the action, so it is filled whenever it is missing.
		"""
		if self.source and not self.service:
			self.service = frappe.db.get_value("Improvement Source", self.source, "service")
		if not self.is_new():
			return
		membership.inherit_plan(self)
		if self.source:
			source = frappe.get_doc("Improvement Source", self.source)
			self.priority = self.priority or frappe.db.get_value(
				"Improvement Source Type", source.source_type, "default_priority"
			)
			if not self.standards:
				self.set("standards", [{"standard": row.standard} for row in source.standards])
		if self.service and frappe.db.get_value("Care Service", self.service, "disabled"):
			problem = Problem(
				"service_disabled",
				"service",
				_("{0} is disabled: no new actions are recorded for it."),
				(self.service,),
			)
			refuse([problem], _("Service Is Disabled"))

	def follow_workflow(self):
		"""Let `status` follow `workflow_state`; without an active workflow `status` stands for itself."""
		before = self.get_doc_before_save()
		self.status_before = before.status if before else DRAFT
		workflow = workflows.active_workflow()
		if not workflow:
			self.status = self.status or DRAFT
			return
		self.workflow_state = (
			self.workflow_state or (before or {}).get("workflow_state") or workflow.states[0].state
		)
		status = workflows.status_of(workflow, self.workflow_state) or self.status_before
		if self.status and self.status not in (status, self.status_before):
			workflows.refuse_status(self.status, before)
		self.status = status

	def refuse_hand_edits(self):
		self.changed_by_hand = changed_fields(self, self.get_doc_before_save())
		moving = self.status != self.status_before
		problems = edits.refused_edits(
			self.status_before, self.changed_by_hand, moving, people.is_manager(), self.by_owner()
		)
		refuse(problems, _("Not Changed"))

	def carry_out_request(self):
		"""Make the change that `reschedule` or `reassign` asked for; they have checked it."""
		request = self.flags.pop("request", None)
		if request:
			request()

	def accept_progress(self):
		"""Sign new progress rows; the first one on an open action starts it."""
		before = self.get_doc_before_save()
		known = {row.name: row for row in before.progress_updates} if before else {}
		for row in self.progress_updates:
			row.updated_by = known[row.name].updated_by if row.name in known else frappe.session.user
			row.update_date = row.update_date or nowdate()
		as_they_were = {row_values(row) for row in known.values()}
		written = [row for row in self.progress_updates if row_values(row) not in as_they_were]
		refuse(
			progress.progress_problems(
				self.status_before, [plain_values(row) for row in written], getdate(nowdate())
			),
			_("Progress Not Recorded"),
		)
		unchanged = {row_values(row) for row in self.progress_updates}
		rewritten = [row.updated_by for row in known.values() if row_values(row) not in unchanged]
		refuse(
			progress.rewritten_progress_problems(rewritten, frappe.session.user),
			_("Progress Is Signed"),
		)
		is_fresh = any(row.name not in known for row in self.progress_updates)
		if is_fresh and self.status == OPEN == self.status_before:
			self.move_by_rule(IN_PROGRESS)

	def check_source(self):
		"""Owning an action opens its source to the owner: so only who reads a source may put an action on it."""
		before = self.get_doc_before_save()
		if self.source and self.source != (before and before.source):
			frappe.get_doc("Improvement Source", self.source).check_permission("read")

	def check_parent(self):
		if self.has_value_changed("due_date") and not self.is_new():
			due_date = as_day(self.due_date)
			sub_actions = facts.unfinished_sub_action_dates(self.name)
			refuse(
				hierarchy.later_sub_action_problems("due_date", due_date, sub_actions),
				_("Due Date Not Changed"),
			)
		if not self.parent_action:
			return
		parent = frappe.db.get_value(
			"Improvement Action", self.parent_action, ("due_date", "status"), as_dict=True
		)
		before = self.get_doc_before_save()
		newly_linked = not before or before.parent_action != self.parent_action
		if newly_linked:
			# Its sub-actions hold an action back: only who works on it may give it one.
			frappe.get_doc("Improvement Action", self.parent_action).check_permission("write")
		problems = hierarchy.parent_problems(
			None if self.is_new() else self.name,
			self.parent_action,
			as_day(self.due_date),
			parent and parent.due_date,
			parent.status if parent and newly_linked else None,
			lambda name: frappe.db.get_value("Improvement Action", name, "parent_action"),
		)
		refuse(problems, _("Sub-action Not Saved"))

	def check_readings(self):
		"""Before anything compares them: what is no date or number cannot be."""
		readings.check(self)

	def derive_measures(self):
		readings.derive(self)

	def derive_progress(self):
		latest = max(self.progress_updates, key=lambda row: (getdate(row.update_date), row.idx), default=None)
		self.last_progress_on = latest and latest.update_date
		self.percent_complete = latest.percent_complete if latest else 0
		self.next_milestone = latest and latest.next_milestone
		self.next_milestone_date = latest and latest.next_milestone_date
		self.current_barrier = latest and latest.barrier

	def pass_gate(self):
		before = self.get_doc_before_save()
		moving = self.status != self.status_before
		if not moving and (self.status in (DRAFT, *SEALED) or not self.changed_by_hand):
			return
		values, known = facts.values(self), facts.facts_for(self)
		if moving:
			problems = gates.gate_problems(self.status_before, self.status, values, known)
			refuse(problems, _("Not Yet {0}").format(_(self.status)))
			warn(gates.gate_warnings(self.status, values, known), _("Wording"))
			if self.status == CLOSED:
				freezing.refuse_exchanged_files(self.name)
		if before and self.status_before != DRAFT:
			kept = gates.kept_problems(self.status, facts.values(before), values, known)
			refuse(kept, _("Still Needed"))

	def stamp_move(self):
		if self.status == self.status_before:
			return
		now = now_datetime()
		if self.status == OPEN:
			self.opened_on = now
			self.active_since = nowdate()
			self.original_due_date = self.due_date
		elif self.status == COMPLETED:
			self.completed_on, self.completed_by = now, frappe.session.user
			self.completion_count = (self.completion_count or 0) + 1
			self.append(
				"completions",
				{
					"completed_on": now,
					"completed_by": self.completed_by,
					"change_to_practice": self.change_to_practice,
				},
			)
			self.return_reason = self.reopen_reason = None
		elif self.status == CLOSED:
			self.closed_on, self.closed_by = now, frappe.session.user
			self.reopen_reason = None
		elif self.status == IN_PROGRESS:
			if self.status_before == CLOSED:
				self.reopen_count = (self.reopen_count or 0) + 1
			if self.status_before in (COMPLETED, CLOSED):
				self.active_since = nowdate()
			self.completed_on = self.closed_on = self.closed_by = None

	def derive_trajectory(self):
		"""Say from when the action is stale, and whether it has slipped so often that its date means nothing."""
		thresholds = trajectory_thresholds()
		if self.status_before in ACTIVE and trajectory.SCOPE & self.changed_by_hand:
			self.scope_changed_on = now_datetime()
		self.stale_from = trajectory.stale_from(
			self.status, as_day(self.active_since), as_day(self.last_progress_on), thresholds
		)
		slips = trajectory.slips_in_scope(
			[get_datetime(row.changed_on) for row in self.due_date_changes],
			self.scope_changed_on and get_datetime(self.scope_changed_on),
		)
		self.is_aspirational = int(trajectory.is_aspirational(self.status, slips, thresholds))

	def derive_overdue(self):
		"""Say since when the action is overdue, as of this save. Only the nightly pass escalates.

		What the pass has written since a form was opened is in the database and not in the form.
		"""
		due_date, before = as_day(self.due_date), self.get_doc_before_save()
		if not is_overdue(self.status, due_date, getdate(nowdate())):
			self.overdue_since, self.escalation_level = None, 0
			return
		self.overdue_since = add_days(due_date, 1)
		still_overdue = before and before.due_date == due_date and before.overdue_since
		self.escalation_level = before.escalation_level if still_overdue else 0

	# Helpers of the steps above

	def move_by_rule(self, status: str):
		"""Move to `status` because a rule says so, and not because somebody chose a transition."""
		workflow = workflows.active_workflow()
		if workflow:
			self.workflow_state = workflows.state_for(workflow, status)
		self.status = status
		self.flags.moved_by_rule = True

	def note_reason(self):
		"""Keep the reason for the move on the timeline: its field is emptied when the next round ends."""
		reason_field = REASON_FIELDS.get((self.status_before, self.status))
		if reason_field and self.get(reason_field):
			notes.on_action(self, f"{_(self.meta.get_label(reason_field))}: {self.get(reason_field)}")


def on_doctype_update():
	for fields in INDEXES:
		frappe.db.add_index("Improvement Action", list(fields))
