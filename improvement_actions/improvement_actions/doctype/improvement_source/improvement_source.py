import frappe
from frappe import _
from frappe.utils import add_days, getdate, nowdate

from improvement_actions.improvement_actions.doctype.improvement_action import facts
from improvement_actions.improvement_actions.doctype.improvement_source.counts import recount
from improvement_actions.lifecycle import review_tier
from improvement_actions.lifecycle.status import is_overdue
from improvement_actions.refusal import refuse_submission
from improvement_actions.rows import settle_rows
from improvement_actions.settings import get_settings, tier_thresholds
from improvement_actions.well_formed import Record


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
		harm_level: DF.Literal["", "No Harm", "Low", "Moderate", "Severe", "Death"]
		is_notifiable: DF.Check
		is_safeguarding: DF.Check
		loop_status: DF.Literal["No Actions", "Open", "Completed", "Closed"]
		occurred_on: DF.Date | None
		people_affected: DF.Int
		people_involved: DF.SmallText | None
		reference_doctype: DF.Link | None
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
	# end: auto-generated types

	def validate(self):
		refuse_submission(self)
		settle_rows(self)
		self.check_service()
		self.check_dates()
		self.check_quote()
		self.check_reference()
		self.derive_tier()
		self.keep_counts()

	def on_update(self):
		recount({self.name})

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

	def check_service(self):
		if self.is_new() and frappe.db.get_value("Care Service", self.service, "disabled"):
			frappe.throw(_("{0} is disabled: nothing new is recorded for it.").format(self.service))

	def check_dates(self):
		if self.occurred_on and getdate(self.occurred_on) > getdate(nowdate()):
			frappe.throw(_("Occurred On {0} is in the future.").format(self.occurred_on))

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
		if bool(self.reference_doctype) != bool(self.reference_name):
			frappe.throw(_("Give both Record Type and Record, or neither."))

	def derive_tier(self):
		"""Set the review tier, and say why, from the thresholds in Improvement Settings and the source type."""
		always_formal = frappe.db.get_value("Improvement Source Type", self.source_type, "always_formal")
		reasons = review_tier.tier_reasons(
			self.as_dict(), len(self.earlier_occurrences()), tier_thresholds(bool(always_formal))
		)
		self.review_tier = review_tier.FORMAL if reasons else review_tier.LOCAL
		self.review_tier_reason = "; ".join(reason.translated(_) for reason in reasons)

	def keep_counts(self):
		"""Loop status and counts come from the actions alone, whatever a client sends."""
		before = self.get_doc_before_save()
		for fieldname in ("loop_status", "action_count", "closed_count"):
			self.set(fieldname, before.get(fieldname) if before else self.meta.get_field(fieldname).default)

	def earlier_occurrences(self) -> list[str]:
		"""Return the sources of the same type and theme in the same service within the repeat window before this."""
		if not (self.theme or "").strip():
			return []
		window = (
			frappe.db.get_value("Improvement Source Type", self.source_type, "repeat_window_days")
			or get_settings().repeat_window_days
			or 0
		)
		occurred_on = getdate(self.occurred_on or nowdate())
		return frappe.get_all(
			"Improvement Source",
			filters={
				"name": ("!=", self.name or ""),
				"source_type": self.source_type,
				"service": self.service,
				"theme": self.theme.strip(),
				"occurred_on": ("between", (add_days(occurred_on, -window), occurred_on)),
			},
			pluck="name",
			order_by="occurred_on desc, name desc",
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
		actions = frappe.get_list(
			"Improvement Action",
			filters={"source": self.name},
			fields=["name", "title", "status", "action_owner", "due_date", "parent_action"],
			order_by="creation asc",
			limit_page_length=0,
		)
		for action in actions:
			action.overdue = is_overdue(action.status, action.due_date, getdate(nowdate()))
		earlier = frappe.get_list(
			"Improvement Source",
			filters={"name": ("in", self.earlier_occurrences() or [""])},
			fields=["name", "title", "occurred_on", "loop_status"],
			order_by="occurred_on desc",
			limit_page_length=0,
		)
		return frappe.render_template(
			"improvement_actions/templates/source_actions.html", {"actions": actions, "earlier": earlier}
		)
