import frappe
from frappe import _

from improvement_actions.lifecycle import specificity
from improvement_actions.lifecycle.files import parse_file_types
from improvement_actions.lifecycle.schedule import parse_intervals
from improvement_actions.refusal import refuse
from improvement_actions.well_formed import Record


class ImprovementSettings(Record):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from improvement_actions.improvement_actions.doctype.improvement_record_type.improvement_record_type import (
			ImprovementRecordType,
		)

		action_wording_check: DF.Literal["Off", "Warn", "Block"]
		activities: DF.Text | None
		aspirational_slips: DF.Int
		change_wording_check: DF.Literal["Off", "Warn", "Block"]
		completion_phrases: DF.Text | None
		evidence_critical: DF.Literal["None", "Any", "Change"]
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
		improved_phrases: DF.Text | None
		record_types: DF.Table[ImprovementRecordType]
		repeat_window_days: DF.Int
		shared_account_names: DF.SmallText | None
		stale_after_days: DF.Int
		sustainability_intervals: DF.Data | None
		vague_objects: DF.Text | None
		vague_verbs: DF.Text | None
		verification_due_days: DF.Int
	# end: auto-generated types

	def validate(self):
		intervals, wrong_intervals = parse_intervals(self.sustainability_intervals)
		file_types, wrong_types = parse_file_types(self.evidence_file_types)
		refuse([*wrong_intervals, *wrong_types], _("Settings Not Saved"))
		self.sustainability_intervals = ", ".join(str(days) for days in intervals)
		self.evidence_file_types = "\n".join(file_types)

	@frappe.whitelist()
	def own_word_lists(self) -> dict[str, str]:
		"""Return the app's own word lists by field, one entry per line, as a start for lists of one's own."""
		self.check_permission("write")
		return specificity.Settings().as_lists()
