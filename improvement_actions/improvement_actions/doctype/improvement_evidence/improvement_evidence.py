import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate, nowdate

from improvement_actions import people
from improvement_actions.changes import changed_fields
from improvement_actions.improvement_actions.doctype.improvement_evidence import attachments, freezing
from improvement_actions.refusal import refuse_submission
from improvement_actions.rows import settle_rows


class ImprovementEvidence(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from improvement_actions.improvement_actions.doctype.improvement_evidence_action.improvement_evidence_action import (
			ImprovementEvidenceAction,
		)

		action: DF.Link
		attachment: DF.Attach | None
		content_hash: DF.Data | None
		demonstrates: DF.Literal["", "Change", "Completion"]
		description: DF.Text | None
		evidence_date: DF.Date
		evidence_type: DF.Link
		measured_value: DF.Float
		other_actions: DF.TableMultiSelect[ImprovementEvidenceAction]
		reference_doctype: DF.Link | None
		reference_name: DF.DynamicLink | None
		title: DF.Data
		valid_until: DF.Date | None
		verified_by: DF.Link | None
		verified_on: DF.Date | None
	# end: auto-generated types

	def onload(self):
		self.set_onload("closed_action", freezing.closed_action(self))

	def validate(self):
		refuse_submission(self)
		settle_rows(self)
		self.refuse_frozen()
		self.check_action()
		self.check_dates()
		self.check_content()
		self.settle_demonstrates()
		self.keep_verification()
		self.keep_completion()
		self.secure_attachment()

	def on_update(self):
		attachments.claim(self)

	def on_trash(self):
		freezing.refuse_if_frozen(self, _("It can no longer be deleted."))
		freezing.refuse_if_needed(self)

	def refuse_frozen(self):
		before = self.get_doc_before_save()
		if before and changed_fields(self, before):
			freezing.refuse_if_frozen(before, _("It can no longer be changed. Add new evidence instead."))

	def check_action(self):
		"""Evidence is added while there is work to prove; a sealed action takes none."""
		before = self.get_doc_before_save()
		known = set(freezing.actions_of(before)) if before else set()
		sealed = freezing.sealed_actions(set(freezing.actions_of(self)) - known)
		if sealed:
			frappe.throw(
				_("{0}: no evidence can be added any more. Reopen the action first.").format(
					", ".join(f"{name} is {_(status)}" for name, status in sealed.items())
				),
				title=_("Action Is Sealed"),
			)

	def check_dates(self):
		if getdate(self.evidence_date) > getdate(nowdate()):
			frappe.throw(_("Evidence Date {0} is in the future.").format(self.evidence_date))
		if self.valid_until and getdate(self.valid_until) < getdate(self.evidence_date):
			frappe.throw(
				_("Valid Until {0} lies before Evidence Date {1}.").format(
					self.valid_until, self.evidence_date
				)
			)

	def check_content(self):
		if bool(self.reference_doctype) != bool(self.reference_name):
			frappe.throw(_("Give both Record Type and Record, or neither."))
		if not (self.attachment or self.reference_name or (self.description or "").strip()):
			frappe.throw(
				_(
					"Attach a file, link a record, or describe what was seen: evidence needs something to look at."
				),
				title=_("Nothing to Look At"),
			)

	def settle_demonstrates(self):
		"""Take what the evidence demonstrates from its type; only a manager may count more than the type says."""
		by_type = frappe.db.get_value("Evidence Type", self.evidence_type, "demonstrates")
		self.demonstrates = self.demonstrates or by_type
		before = self.get_doc_before_save()
		if before and before.demonstrates == self.demonstrates and before.evidence_type == self.evidence_type:
			return
		if self.demonstrates == "Change" != by_type and not people.is_manager():
			frappe.throw(
				_(
					"{0} shows completion. Only an Improvement Manager can count it as evidence of change."
				).format(self.evidence_type),
				title=_("Completion Is Not Change"),
			)

	def keep_verification(self):
		"""Who verified the evidence is written by the closing of its action alone."""
		before = self.get_doc_before_save()
		self.verified_by = before.verified_by if before else None
		self.verified_on = before.verified_on if before else None

	def keep_completion(self):
		before = self.get_doc_before_save()
		if before:
			freezing.refuse_if_needed(before, self)

	def secure_attachment(self):
		"""Hash the file when it is attached; a file that is changed on disk later no longer fits its hash."""
		before = self.get_doc_before_save()
		if before and before.content_hash and before.attachment == self.attachment:
			self.content_hash = before.content_hash
		else:
			self.content_hash = attachments.content_hash(self)
