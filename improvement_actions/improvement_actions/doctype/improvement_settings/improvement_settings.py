import frappe
from frappe import _
from frappe.utils import cint

from improvement_actions.from_records import listed
from improvement_actions.integrations import erpnext
from improvement_actions.jobs.risks import band_all
from improvement_actions.jobs.trajectory import mark_all
from improvement_actions.lifecycle import escalation, record_types, schedule, specificity, working_days
from improvement_actions.lifecycle.files import parse_file_types
from improvement_actions.lifecycle.risks import bands
from improvement_actions.refusal import refuse
from improvement_actions.rows import settle_rows
from improvement_actions.settings import risk_bands, trajectory_thresholds
from improvement_actions.values import plain_values
from improvement_actions.well_formed import Record


class ImprovementSettings(Record):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from improvement_actions.improvement_actions.doctype.improvement_escalation_step.improvement_escalation_step import (
			ImprovementEscalationStep,
		)
		from improvement_actions.improvement_actions.doctype.improvement_record_type.improvement_record_type import (
			ImprovementRecordType,
		)
		from improvement_actions.improvement_actions.doctype.risk_band.risk_band import (
			RiskBand,
		)

		acceptance_max_days: DF.Int
		action_wording_check: DF.Literal["Off", "Warn", "Block"]
		activities: DF.Text | None
		announce_recognition: DF.Check
		aspirational_slips: DF.Int
		change_wording_check: DF.Literal["Off", "Warn", "Block"]
		completion_phrases: DF.Text | None
		concerns_an_hour: DF.Int
		concerns_an_hour_in_all: DF.Int
		concerns_from: DF.Literal["Nobody", "People Who Sign In", "Everybody"]
		concerns_introduction: DF.SmallText | None
		concerns_urgent_contacts: DF.SmallText | None
		count_days: DF.Literal["Calendar Days", "Working Days"]
		digest_days: DF.Literal["Every Day", "Working Days"]
		digest_hour: DF.Int
		digest_template: DF.Link | None
		due_soon_days: DF.Int
		escalation_steps: DF.Table[ImprovementEscalationStep]
		evidence_critical: DF.Literal["None", "Any", "Change"]
		evidence_expiry_days: DF.Int
		evidence_file_types: DF.SmallText | None
		evidence_high: DF.Literal["None", "Any", "Change"]
		evidence_low: DF.Literal["None", "Any", "Change"]
		evidence_medium: DF.Literal["None", "Any", "Change"]
		formal_harm_level: DF.Literal["", "No Harm", "Low", "Moderate", "Severe", "Death"]
		formal_if_notifiable: DF.Check
		formal_if_safeguarding: DF.Check
		formal_people_affected: DF.Int
		formal_repeats: DF.Int
		group_actors: DF.Text | None
		hedges: DF.Text | None
		holiday_list: DF.Autocomplete | None
		improved_phrases: DF.Text | None
		record_types: DF.Table[ImprovementRecordType]
		repeat_window_days: DF.Int
		risk_bands: DF.Table[RiskBand]
		send_digests: DF.Check
		shared_account_names: DF.SmallText | None
		stale_after_days: DF.Int
		sustainability_intervals: DF.Data | None
		vague_objects: DF.Text | None
		vague_verbs: DF.Text | None
		verification_due_days: DF.Int
		weekly_summary_day: DF.Literal[
			"Off", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"
		]
		weekly_template: DF.Link | None
	# end: auto-generated types

	def validate(self):
		settle_rows(self)
		self.drop_lost_record_types()
		intervals, wrong_intervals = schedule.parse_intervals(self.sustainability_intervals)
		file_types, wrong_types = parse_file_types(self.evidence_file_types)
		refuse(
			[
				*wrong_intervals,
				*wrong_types,
				*self.record_type_problems(),
				*escalation.table_problems(row.as_dict() for row in self.escalation_steps),
				*self.holiday_list_problems(),
				*schedule.hour_problems(cint(self.digest_hour)),
				*bands.table_problems(plain_values(row) for row in self.risk_bands),
			],
			_("Settings Not Saved"),
		)
		self.sustainability_intervals = ", ".join(str(days) for days in intervals)
		self.evidence_file_types = "\n".join(file_types)
		self.sort_escalation_steps()
		self.sort_risk_bands()

	def sort_escalation_steps(self):
		"""Put the steps into the order in which they happen: what is called step 2 elsewhere is the second row here."""
		self.escalation_steps.sort(key=lambda row: row.days_overdue)
		for position, row in enumerate(self.escalation_steps, 1):
			row.idx = position

	def sort_risk_bands(self):
		self.risk_bands.sort(key=lambda row: cint(row.from_score))
		for position, row in enumerate(self.risk_bands, 1):
			row.idx = position

	def on_update(self):
		if bands_before(self) != risk_bands(self):
			band_all(risk_bands(self))
		if self.has_value_changed("stale_after_days") or self.has_value_changed("aspirational_slips"):
			# What is cached is still what they were.
			mark_all(trajectory_thresholds(self))

	def drop_lost_record_types(self):
		"""Take doctypes off the list that went with their app: nobody could mend that here, or save anything else."""
		before = self.get_doc_before_save()
		known = {row.document_type for row in before.record_types} if before else set()
		lost = [row for row in self.record_types if row.document_type in known and not _exists(row)]
		if not lost:
			return
		self.record_types = [row for row in self.record_types if row not in lost]
		for position, row in enumerate(self.record_types, 1):
			row.idx = position
		frappe.msgprint(
			_("No longer on this site, and taken off the list: {0}.").format(
				", ".join(row.document_type for row in lost)
			),
			indicator="orange",
			alert=True,
		)

	def record_type_problems(self) -> list[record_types.Problem]:
		rows = [row.as_dict() for row in self.record_types if row.document_type]
		return record_types.table_problems(
			rows, {row.document_type: listed.facts_of(row.document_type) for row in rows}
		)

	def holiday_list_problems(self) -> list[working_days.Problem]:
		# A list that was taken off the site later says nothing while nothing asks for it: the form does not show it then.
		used = "Working Days" in (self.count_days, self.digest_days)
		if not (used or self.has_value_changed("holiday_list")):
			return []
		return working_days.list_problems(self.holiday_list, erpnext.holiday_lists())

	@frappe.whitelist()
	def own_word_lists(self) -> dict[str, str]:
		"""Return the app's own word lists by field, one entry per line, as a start for lists of one's own."""
		self.check_permission("write")
		return specificity.Settings().as_lists()


@frappe.whitelist()
def field_choices(document_type: str, column: str, txt: str = "") -> list[dict[str, str]]:
	"""Return the fields of `document_type` that `column` of the table of record types may point at.

	Each has `value` (the field's name) and `label`, as an autocomplete field takes them; `txt` narrows them down.
	"""
	frappe.get_doc("Improvement Settings").check_permission("write")
	if column not in record_types.KINDS:
		return []
	found = record_types.choices(column, listed.facts_of(document_type))
	offered = [{"value": name, "label": f"{_(field.label)} ({name})"} for name, field in found.items()]
	return [each for each in offered if txt.casefold() in each["label"].casefold()]


@frappe.whitelist()
def holiday_list_choices() -> list[str]:
	"""Return the names of the lists of holidays that may be chosen; none where ERPNext is not installed."""
	frappe.get_doc("Improvement Settings").check_permission("write")
	return erpnext.holiday_lists()


def bands_before(settings) -> list[bands.Band] | None:
	before = settings.get_doc_before_save()
	return risk_bands(before) if before else None


def _exists(row) -> bool:
	return bool(frappe.db.exists("DocType", row.document_type))
