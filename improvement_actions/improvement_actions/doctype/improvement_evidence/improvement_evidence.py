import frappe
from frappe import _
from frappe.utils import getdate, nowdate

from improvement_actions import people, permissions
from improvement_actions.changes import changed_fields
from improvement_actions.improvement_actions.doctype.improvement_action import readings
from improvement_actions.improvement_actions.doctype.improvement_evidence import attachments, freezing
from improvement_actions.lifecycle import evidence as rules
from improvement_actions.lifecycle.readings import still_read_problems
from improvement_actions.refusal import refuse, refuse_submission
from improvement_actions.rows import settle_rows
from improvement_actions.well_formed import Record


class ImprovementEvidence(Record):
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
		self.set_onload("reading_offers", readings.offers(self))

	def validate(self):
		refuse_submission(self)
		settle_rows(self)
		self.refuse_frozen()
		self.settle_demonstrates()
		self.check_rules()
		self.keep_verification()
		self.keep_completion()
		self.secure_attachment()

	def on_update(self):
		attachments.claim(self)

	def on_trash(self):
		freezing.refuse_if_frozen(self, _("It can no longer be deleted."))
		freezing.refuse_if_needed(self)
		# Frappe looks for links to a record as well, unless it is told to force the deletion.
		refuse(still_read_problems(self.name, readings.actions_reading(self.name)), _("Not Deleted"))

	def refuse_frozen(self):
		before = self.get_doc_before_save()
		if before and changed_fields(self, before):
			freezing.refuse_if_frozen(before, _("It can no longer be changed. Add new evidence instead."))

	def settle_demonstrates(self):
		"""Take what the evidence demonstrates from its type when nobody says otherwise."""
		self.demonstrates = self.demonstrates or self.demonstrated_by_type()

	def check_rules(self):
		"""Ask the rules what is wrong, and name it all at once."""
		values = self.as_dict()
		for fieldname in ("evidence_date", "valid_until"):
			values[fieldname] = getdate(self.get(fieldname)) if self.get(fieldname) else None
		refuse(
			[
				*self.action_problems(),
				*self.reading_problems(),
				*rules.evidence_problems(values, getdate(nowdate())),
				*self.demonstration_problems(),
			],
			_("Evidence Not Saved"),
		)

	def action_problems(self):
		"""Evidence is added to actions that one works on, while there is work to prove: a sealed one takes none."""
		before = self.get_doc_before_save()
		known = freezing.actions_of(before) if before else ()
		new = [name for name in freezing.actions_of(self) if name and name not in known]
		sealed = freezing.sealed_actions(new)
		# The permission on this record has already judged `action` itself.
		others = {name for name in new if name != self.action and not self.flags.ignore_permissions}
		foreign = sorted(name for name in others if not permissions.may_add_evidence(name))
		return rules.action_problems(sealed, foreign)

	def reading_problems(self):
		"""A reading rests on evidence of its own action: that cannot be taken away from it afterwards."""
		before = self.get_doc_before_save()
		left = set(freezing.actions_of(before)) - set(freezing.actions_of(self)) if before else ()
		return still_read_problems(self.name, readings.actions_reading(self.name) & left) if left else []

	def demonstration_problems(self):
		before = self.get_doc_before_save()
		if before and before.demonstrates == self.demonstrates and before.evidence_type == self.evidence_type:
			return []
		return rules.demonstration_problems(
			self.evidence_type, self.demonstrates, self.demonstrated_by_type(), people.is_manager()
		)

	def demonstrated_by_type(self):
		return frappe.db.get_value("Evidence Type", self.evidence_type, "demonstrates")

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
