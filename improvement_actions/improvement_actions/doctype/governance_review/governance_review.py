"""A meeting of the board or the quality committee: what it looked at, what it decided, and what came of that."""

import frappe
from frappe import _
from frappe.utils import formatdate, getdate, now_datetime, nowdate

from improvement_actions import people, permissions
from improvement_actions.changes import changed_fields
from improvement_actions.improvement_actions.doctype.governance_review import agenda, deciding, items
from improvement_actions.lifecycle.governance import decisions, meeting
from improvement_actions.refusal import refuse, refuse_access, refuse_submission, warn
from improvement_actions.rows import settle_rows
from improvement_actions.values import as_day
from improvement_actions.well_formed import Record

#: Among so many meetings that were held last, the one before is looked for.
LOOKED_BACK = 200


class GovernanceReview(Record):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from improvement_actions.improvement_actions.doctype.governance_review_attendee.governance_review_attendee import (
			GovernanceReviewAttendee,
		)
		from improvement_actions.improvement_actions.doctype.governance_review_item.governance_review_item import (
			GovernanceReviewItem,
		)
		from improvement_actions.improvement_actions.doctype.governance_review_service.governance_review_service import (
			GovernanceReviewService,
		)

		agenda_built_on: DF.Datetime | None
		attendees: DF.Table[GovernanceReviewAttendee]
		cancellation_reason: DF.SmallText | None
		chair: DF.Link
		held_on: DF.Datetime | None
		items: DF.Table[GovernanceReviewItem]
		left_out: DF.JSON | None
		meeting_date: DF.Date
		minutes: DF.TextEditor | None
		momentum: DF.JSON | None
		next_meeting_date: DF.Date | None
		previous_chosen: DF.Check
		previous_review: DF.Link | None
		services: DF.TableMultiSelect[GovernanceReviewService]
		status: DF.Literal["Planned", "Held", "Cancelled"]
		title: DF.Data | None
	# end: auto-generated types

	def validate(self):
		refuse_submission(self)
		self.refuse_others()
		settle_rows(self)
		self.status = self.status or meeting.PLANNED
		if self.flags.by_app:
			return
		self.refuse_hand_edits()
		self.check_meeting()
		self.follow_services()
		self.name_it()
		self.flags.decided_now = items.accept(self)

	def on_update(self):
		"""Carry out what was decided with this save; what a record refuses, its item says."""
		refused = []
		for row in self.flags.pop("decided_now", None) or ():
			if row.decision in decisions.AT_ONCE and not deciding.carry_out(self, row, self.flags.raising):
				refused.append(items.refused_problem(row))
		warn(refused, _("Not Carried Out"))

	def on_trash(self):
		self.refuse_others()
		refuse(meeting.deletion_problems(self.status, self.decided), _("Not Deleted"))

	# The steps of validate

	def refuse_others(self):
		"""Only who runs governance reviews writes them, whomever one has been shared with."""
		if not self.flags.ignore_permissions and not permissions.may_hold_meetings(frappe.session.user):
			refuse_access("write", self.doctype, self.name)

	def refuse_hand_edits(self):
		before = self.get_doc_before_save()
		changed = changed_fields(self, before)
		if not before:
			# What a new record has by itself is not entered.
			changed -= {name for name in changed if self.get(name) in (None, "", 0, meeting.PLANNED)}
		problems = meeting.edit_problems(before.status if before else meeting.PLANNED, changed)
		refuse(problems, _("Not Changed"))

	def check_meeting(self):
		day, before = as_day(self.meeting_date), self.get_doc_before_save()
		problems = []
		if not before or before.chair != self.chair:
			problems += meeting.chair_problems(self.chair, people.owner_facts(self.chair))
		problems += meeting.attendee_problems((row.attendee, row.attendee_name) for row in self.attendees)
		problems += meeting.next_problems(as_day(self.next_meeting_date), day)
		decided = self.decided
		if before and decided and (before.meeting_date != day or self.service_names != _services(before)):
			problems.append(meeting.already_decided_problem(decided))
		refuse(problems, _("Not Saved"))

	def follow_services(self):
		"""Find the meeting before, unless somebody has chosen one."""
		before = self.get_doc_before_save()
		stored = before.previous_review if before else None
		if self.previous_review and self.previous_review != stored:
			self.previous_chosen = 1
		elif not self.previous_review:
			self.previous_chosen = 0
		self.find_previous()
		values = frappe.db.get_value(
			self.doctype, self.previous_review, ("status", "meeting_date"), as_dict=True
		) or frappe._dict(status=None, meeting_date=None)
		refuse(
			meeting.previous_problems(
				self.previous_review,
				self.name,
				values.status,
				as_day(values.meeting_date),
				as_day(self.meeting_date),
			),
			_("Another Meeting Came Before"),
		)

	def find_previous(self):
		if not self.previous_chosen:
			found = meeting.previous(_held(self), self.service_names, as_day(self.meeting_date))
			self.previous_review = found.name if found else None

	def name_it(self):
		"""Title the meeting after its date and services, unless somebody has written a title."""
		before = self.get_doc_before_save()
		if not self.title or (before and self.title == before.title == _title(before)):
			self.title = _title(self)

	# What is asked of a meeting

	@property
	def service_names(self) -> list[str]:
		"""The services that the meeting looks at, in order; none are all of them."""
		return _services(self)

	@property
	def decided(self) -> int:
		"""How many decisions of the meeting are carried out."""
		return sum(1 for row in self.items if agenda.is_settled(row))

	# What people do with a meeting

	@frappe.whitelist()
	def build_agenda(self) -> dict:
		"""Write the agenda as things stand now, again and again until the meeting is over.

		What was decided or noted stays. Returns `items` (how many there are) and `left_out` (how many more belong to each
		section than the agenda names). Raises `RefusedError` once the meeting is over, and a permission error for whoever
		does not run governance reviews.
		"""
		review = self.opened(meeting.building_problems, _("Agenda Not Built"))
		review.find_previous()
		agenda.build(review)
		# What is found follows from the records: a version with a line for every item would only hide what people did.
		review.flags.ignore_version = True
		review.save_as_app()
		self.load_from_db()
		return {"items": len(self.items), "left_out": frappe.parse_json(self.left_out)}

	@frappe.whitelist()
	def add_item(
		self,
		reference_doctype: str | None = None,
		reference_name: str | None = None,
		title: str | None = None,
	) -> str:
		"""Put a record on the agenda by hand, or other business with a `title` alone; return the item's name.

		`reference_doctype` is Improvement Action or Risk Register Entry. Raises `RefusedError` naming what is wrong.
		"""
		review = self.opened(meeting.building_problems, _("Not Added"))
		row = review.append(
			"items",
			{"reference_doctype": reference_doctype, "reference_name": reference_name, "item_title": title},
		)
		review.save()
		self.load_from_db()
		return row.name

	@frappe.whitelist()
	def decide(
		self,
		item: str,
		decision: str,
		note: str | None = None,
		new_due_date: str | None = None,
		new_owner: str | None = None,
		escalate_to: str | None = None,
	) -> dict:
		"""Decide about an item, and carry the decision out on its record at once.

		`item` is the item's name, or that of its record; `decision` one of Note, New Date, Reassign, Escalate, Close the Item,
		Carry Over; `note` is the note or the reason. `new_due_date` (ISO date), `new_owner` and `escalate_to` (user ids) belong
		to the decisions that need them. Returns `outcome`, what was done. Raises `RefusedError` naming everything that is
		missing, or why the record refuses; nothing is stored then. An item is decided once, also when two people try.
		"""
		review = self.opened(None, _("Not Decided"))
		row = items.called(review, item)
		row.update(
			{
				"decision": decision,
				"decision_note": note,
				"new_due_date": new_due_date,
				"new_owner": new_owner,
				"escalate_to": escalate_to,
			}
		)
		review.flags.raising = True
		frappe.db.savepoint("deciding")
		try:
			review.save()
		except (frappe.ValidationError, frappe.PermissionError):
			# Nothing of it stays, also where no request ends with it.
			frappe.db.rollback(save_point="deciding")
			raise
		self.load_from_db()
		return {"outcome": row.outcome}

	@frappe.whitelist()
	def hold(self) -> dict:
		"""Close the minutes: the meeting was held, and stays as it was written.

		What a record refused is tried once more; what is not decided comes back next time. Returns `decided`, `carried_over` and
		`refused`, the number of items of each kind. Raises `RefusedError` naming what is missing.
		"""

		def problems(status: str) -> list:
			return meeting.holding_problems(
				status, as_day(self.meeting_date), bool(self.agenda_built_on), getdate(nowdate())
			)

		review = self.opened(problems, _("Minutes Not Closed"))
		review.status, review.held_on = meeting.HELD, now_datetime()
		# Written before anything is carried out: whoever waits for an action's source then keeps what is locked.
		review.db_set({"status": review.status, "held_on": review.held_on}, update_modified=False)
		answer = items.conclude(review)
		previous = agenda.previous_of(review)
		agenda.take_figures(review, agenda.look_of(review, previous), previous)
		review.save_as_app()
		self.load_from_db()
		return answer

	@frappe.whitelist()
	def cancel_meeting(self, reason: str | None = None) -> None:
		"""Say that the meeting does not take place, and why. A meeting that has decided something is held, not cancelled."""

		def problems(status: str) -> list:
			return meeting.cancelling_problems(status, reason, self.decided)

		review = self.opened(problems, _("Not Cancelled"))
		review.status, review.cancellation_reason = meeting.CANCELLED, reason
		review.save_as_app()
		self.load_from_db()

	# Helpers

	def opened(self, problems, title: str):
		"""Return the meeting as it is stored now, held until the transaction ends: two people cannot do the same at once.

		`problems` says, given its status, why that is not possible.
		"""
		review = frappe.get_doc(self.doctype, self.name, for_update=True)
		review.check_permission("write")
		review.refuse_others()
		if problems:
			refuse(problems(review.status), title)
		return review

	def save_as_app(self):
		# What the app writes of records it has just read: their links need not be looked up one by one.
		self.flags.by_app = self.flags.ignore_links = True
		self.save()


def _services(review) -> list[str]:
	return sorted({row.service for row in review.services})


def _title(review) -> str:
	names = review.service_names
	about = ", ".join(names[:3]) if names else _("all services")
	if len(names) > 3:
		about = _("{0} and {1} more").format(", ".join(names[:2]), len(names) - 2)
	return _("{0}: {1}").format(formatdate(review.meeting_date, "d MMMM yyyy"), about)[:140]


def _held(review) -> list[meeting.Meeting]:
	"""Return the meetings that were held up to the day of `review`, the last of them."""
	rows = frappe.get_all(
		review.doctype,
		filters={
			"status": meeting.HELD,
			"meeting_date": ("<=", review.meeting_date),
			"name": ("!=", review.name or ""),
		},
		fields=["name", "meeting_date"],
		order_by="meeting_date desc, name desc",
		limit_page_length=LOOKED_BACK,
	)
	names = [row.name for row in rows]
	services: dict[str, set[str]] = {}
	for parent, service in frappe.get_all(
		"Governance Review Service",
		filters={"parent": ("in", names or [""]), "parenttype": review.doctype},
		fields=["parent", "service"],
		as_list=True,
	):
		services.setdefault(parent, set()).add(service)
	return [
		meeting.Meeting(row.name, row.meeting_date, frozenset(services.get(row.name, ()))) for row in rows
	]
