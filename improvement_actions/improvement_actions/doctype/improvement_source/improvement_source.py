import frappe
from frappe import _
from frappe.utils import getdate, nowdate

from improvement_actions.from_records import record, references
from improvement_actions.improvement_actions.doctype.improvement_action import facts
from improvement_actions.improvement_actions.doctype.improvement_plan import membership
from improvement_actions.improvement_actions.doctype.improvement_source import (
	counts,
	desk,
	external_ids,
	merging,
	repeats,
)
from improvement_actions.lifecycle import sources as rules
from improvement_actions.lifecycle.origin import label_of, taken_problems
from improvement_actions.refusal import refuse, refuse_submission
from improvement_actions.rows import settle_rows
from improvement_actions.well_formed import Record

#: What only the public page writes (see `improvement_actions.concerns`).
RAISED = (
	"raised_as",
	"raised_code",
	"raised_by_relation",
	"raised_by_name",
	"raised_by_contact",
	"wants_answer",
)


class ImprovementSource(Record):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from improvement_actions.improvement_actions.doctype.improvement_source_factor.improvement_source_factor import (
			ImprovementSourceFactor,
		)
		from improvement_actions.improvement_actions.doctype.improvement_standard.improvement_standard import (
			ImprovementStandard,
		)

		action_count: DF.Int
		closed_count: DF.Int
		contributory_factors: DF.Table[ImprovementSourceFactor]
		external_id: DF.Data | None
		finding_quote: DF.Text | None
		finding_reference: DF.Data | None
		harm_level: DF.Literal["", "No Harm", "Low", "Moderate", "Severe", "Death"]
		is_notifiable: DF.Check
		is_safeguarding: DF.Check
		key_question: DF.Literal["", "Safe", "Effective", "Caring", "Responsive", "Well-led"]
		loop_status: DF.Literal["No Actions", "Open", "Completed", "Closed"]
		occurred_on: DF.Date | None
		people_affected: DF.Int
		people_involved: DF.SmallText | None
		plan: DF.Link | None
		raised_as: DF.Data | None
		raised_by_contact: DF.Data | None
		raised_by_name: DF.Data | None
		raised_by_relation: DF.Data | None
		raised_code: DF.Data | None
		reference_doctype: DF.Link | None
		reference_key: DF.Data | None
		reference_label: DF.Data | None
		reference_name: DF.DynamicLink | None
		review_tier: DF.Literal["Local", "Formal"]
		review_tier_reason: DF.SmallText | None
		root_cause: DF.Text | None
		service: DF.Link
		source_type: DF.Link
		standards: DF.TableMultiSelect[ImprovementStandard]
		summary: DF.Text | None
		theme: DF.Data | None
		title: DF.Data
		wants_answer: DF.Check
	# end: auto-generated types

	def validate(self):
		refuse_submission(self)
		settle_rows(self)
		self.check_rules()
		self.check_external_id()
		self.check_reference()
		membership.check(self)
		self.check_quote()
		self.derive_tier()
		self.keep_counts()
		self.keep_what_was_raised()

	def on_update(self):
		repeats.review_later(self, self.get_doc_before_save())

	def on_trash(self):
		merging.refuse_removal(self)

	def after_delete(self):
		repeats.review_later(self)

	def before_rename(self, old: str, new: str, merge: bool = False):
		if merge:
			merging.check(self, new)

	def after_rename(self, old: str, new: str, merge: bool = False):
		if merge:
			merging.take_over(self, old)

	def load_from_db(self):
		"""Load the source; a record behind it that is gone, or whose app is, keeps nobody from reading or saving it.

		`reference_label` goes on saying what it was.
		"""
		loaded = super().load_from_db()
		if self.reference_name and not record.is_there(self.reference_doctype, self.reference_name):
			self.reference_doctype = self.reference_name = None
		return loaded

	def save_version(self):
		"""Record that personal detail has changed, and by whom, but not what it said.

		Frappe shows a record's versions to everyone who may read the record, whatever the field's level.
		"""
		before = self.get_doc_before_save()
		personal = {
			df.fieldname: self.get(df.fieldname)
			for df in self.meta.fields
			if df.permlevel and before and before.get(df.fieldname) != self.get(df.fieldname)
		}
		for fieldname in personal:
			before.set(fieldname, _("(earlier wording)"))
			self.set(fieldname, _("(new wording)"))
		try:
			super().save_version()
		finally:
			self.update(personal)

	def run_method(self, method, *args, **kwargs):
		"""Remember that a method was called over HTTP: Frappe then answers with the whole record, as it is stored."""
		called = getattr(self, method, None)
		is_door = callable(called) and getattr(called, "__func__", called) in frappe.whitelisted
		answer = super().run_method(method, *args, **kwargs)
		if is_door and getattr(frappe.local, "request", None) is not None:
			self.flags.answers_request = True
		return answer

	def as_dict(self, *args, **kwargs) -> dict:
		"""Leave out of an answer what its reader may not see.

		The values stay with the record itself: saving it afterwards must not lose them.
		"""
		values = super().as_dict(*args, **kwargs)
		if self.flags.answers_request and frappe.session.user != "Administrator":
			readable = self.get_permlevel_access("read")
			for df in self.meta.fields:
				if df.permlevel and df.permlevel not in readable:
					values.pop(df.fieldname, None)
		return values

	def check_rules(self):
		"""Ask the rules what is wrong, and name it all at once."""
		self.external_id = rules.normalised_id(self.external_id)
		values = self.as_dict()
		values.occurred_on = getdate(self.occurred_on) if self.occurred_on else None
		disabled = (
			self.is_new() and self.service and frappe.db.get_value("Care Service", self.service, "disabled")
		)
		refuse(rules.source_problems(values, getdate(nowdate()), bool(disabled)), _("Source Not Saved"))

	def check_external_id(self):
		before = self.get_doc_before_save()
		if self.external_id and self.external_id != (before and before.external_id):
			holder = external_ids.holder_of(self.external_id, except_for=self.name)
			if holder:
				external_ids.refuse_taken(self.external_id, holder)

	def show_unique_validation_message(self, error):
		"""Answer two requests at the same moment as `check_external_id` does: the database refuses the second one."""
		holder = external_ids.holder_of(self.external_id, except_for=self.name, latest=True)
		if holder:
			external_ids.refuse_taken(self.external_id, holder, latest=True)
		super().show_unique_validation_message(error)

	def check_quote(self):
		"""A finding of an inspection is kept in the inspector's own words."""
		asks_for_quote = frappe.db.get_value(
			"Improvement Source Type", self.source_type, "is_inspection_finding"
		)
		if asks_for_quote and not (self.finding_quote or "").strip():
			frappe.msgprint(
				_("Add the finding word for word: the action is judged against what the inspector wrote."),
				title=_("Finding Without Its Words"),
				indicator="orange",
				alert=True,
			)

	def check_reference(self):
		"""A record gives rise to one source: a second one is refused, and `reference_key` holds against a race."""
		before = self.get_doc_before_save()
		known = (before.reference_doctype, before.reference_name) if before else (None, None)
		if not self.reference_name:
			self.reference_key = None
			# Said on behalf of a record that is gone; where somebody has taken the reference out, it was wrong.
			self.reference_label = before.reference_label if before and not before.reference_name else None
			return
		if known != (self.reference_doctype, self.reference_name):
			sources = references.sources_of(self.reference_doctype, self.reference_name, self.name)
			refuse(
				taken_problems(self.reference_doctype, self.reference_name, sources), _("Already Recorded")
			)
		self.reference_key = references.key_for(self)
		self.reference_label = label_of(self.reference_doctype, self.reference_name)

	def derive_tier(self):
		"""Set the review tier, and say why, from the thresholds in Improvement Settings and the source type."""
		self.review_tier, self.review_tier_reason = repeats.tier_of(self)

	def keep_counts(self):
		"""Loop status and counts come from the actions alone, whatever a client sends."""
		before = self.get_doc_before_save()
		for fieldname in counts.FIELDS:
			self.set(fieldname, before.get(fieldname) if before else self.meta.get_field(fieldname).default)

	def keep_what_was_raised(self):
		"""Who has raised it on the public page stays as they said it there, whatever a client sends."""
		before = self.get_doc_before_save()
		if before or not self.flags.raised_on_the_page:
			for fieldname in RAISED:
				self.set(
					fieldname, before.get(fieldname) if before else self.meta.get_field(fieldname).default
				)

	@frappe.whitelist()
	def spawn_action(self, **values) -> str:
		"""Make a draft Improvement Action for this source and return its name.

		`values` are fields of the action; service, priority and standards come from the source unless given.
		Raises a permission error when the user may not create actions.
		"""
		self.check_permission("read")
		action = frappe.new_doc("Improvement Action")
		action.update(facts.client_values(values))
		action.source = self.name
		action.insert()
		return action.name

	@frappe.whitelist()
	def what_is_done(self) -> str:
		"""Return, as HTML, the actions on this source and its earlier occurrences that the user may read."""
		self.check_permission("read")
		return desk.as_html(self)
