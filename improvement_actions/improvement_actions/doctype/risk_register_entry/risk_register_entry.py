from dataclasses import replace
from datetime import date

import frappe
from frappe import _
from frappe.utils import cint, get_datetime, get_fullname, getdate, now_datetime, nowdate

from improvement_actions import notices, people, permissions
from improvement_actions.changes import changed_fields
from improvement_actions.improvement_actions.doctype.risk_register_entry import counts
from improvement_actions.improvement_actions.doctype.risk_register_entry.methods import RiskMethods
from improvement_actions.lifecycle.gates import owner_problems
from improvement_actions.lifecycle.problem import Problem
from improvement_actions.lifecycle.risks import actions, controls, edits, scores
from improvement_actions.lifecycle.risks import notices as words
from improvement_actions.lifecycle.risks.bands import Band, band_of, latest_review, review_date_problems
from improvement_actions.lifecycle.risks.status import standing_of
from improvement_actions.lifecycle.status import CANCELLED
from improvement_actions.locks import lock
from improvement_actions.refusal import refuse, refuse_submission, warn
from improvement_actions.rows import settle_rows
from improvement_actions.settings import risk_bands
from improvement_actions.values import as_day, plain_values
from improvement_actions.well_formed import Record

#: What lists, ready-made views, the heat map, the digests and the nightly pass look risks up by.
INDEXES = (
	("status", "next_review_date"),
	("status", "accepted_until"),
	("service", "status"),
	("risk_owner", "status"),
	("residual_band", "status"),
)


class RiskRegisterEntry(RiskMethods, Record):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from improvement_actions.improvement_actions.doctype.improvement_standard.improvement_standard import (
			ImprovementStandard,
		)
		from improvement_actions.improvement_actions.doctype.risk_assessment.risk_assessment import (
			RiskAssessment,
		)
		from improvement_actions.improvement_actions.doctype.risk_control.risk_control import (
			RiskControl,
		)

		acceptance_reason: DF.SmallText | None
		accepted_by: DF.Link | None
		accepted_on: DF.Datetime | None
		accepted_until: DF.Date | None
		action_count: DF.Int
		assessed_on: DF.Datetime | None
		assessments: DF.Table[RiskAssessment]
		category: DF.Link
		closed_by: DF.Link | None
		closed_on: DF.Datetime | None
		closure_reason: DF.SmallText | None
		controls: DF.Table[RiskControl]
		description: DF.Text | None
		inherent_band: DF.Data | None
		inherent_impact: DF.Int
		inherent_likelihood: DF.Int
		inherent_score: DF.Int
		is_above_target: DF.Check
		next_review_date: DF.Date | None
		open_action_count: DF.Int
		reassessment_due_since: DF.Date | None
		residual_band: DF.Data | None
		residual_explanation: DF.SmallText | None
		residual_impact: DF.Int
		residual_likelihood: DF.Int
		residual_score: DF.Int
		risk_owner: DF.Link
		service: DF.Link
		standards: DF.TableMultiSelect[ImprovementStandard]
		status: DF.Literal["Open", "Control Change Pending", "Reassessment Due", "Accepted", "Closed"]
		target_band: DF.Data | None
		target_impact: DF.Int
		target_likelihood: DF.Int
		target_score: DF.Int
		title: DF.Data
	# end: auto-generated types

	def validate(self):
		refuse_submission(self)
		settle_rows(self)
		self.keep_actions_of_controls()
		self.refuse_hand_edits()
		self.carry_out_request()
		self.check_owner()
		self.check_service()
		self.check_controls()
		self.make_first_assessment()
		self.derive_scores()
		self.check_review_date()
		self.derive_standing()

	def on_update(self):
		before = self.get_doc_before_save()
		if before and before.risk_owner != self.risk_owner:
			says = words.about_ownership(get_fullname(frappe.session.user), self.name, self.title)
			notices.of_risk(self, says)
		if before and not self.flags.pop("turn_is_noted", None):
			counts.tell_turn(self.name, before.status, self.status, self.facts)

	def on_trash(self):
		lock(risks=[self.name])
		refuse(edits.deletion_problems(is_assessed(self)), _("Not Deleted"))

	# The steps of validate, in their order

	def keep_actions_of_controls(self):
		"""Which action mends a control, the app knows: what a form or a client sends for it is replaced."""
		before = self.get_doc_before_save()
		stored = {row.name: row.action for row in before.controls} if before else {}
		for row in self.controls:
			row.action = stored.get(row.name)

	def refuse_hand_edits(self):
		before = self.get_doc_before_save()
		changed = changed_fields(self, before)
		if not before:
			# A status that is sent with a new record is the default of its field.
			changed -= {"status"}
		only_accepts = bool(before) and permissions.only_accepts_risk(before)
		problems = edits.refused_edits(
			changed,
			is_assessed=bool(before) and is_assessed(before),
			is_closed=bool(before and before.closed_on),
			only_accepts=only_accepts,
		)
		refuse(problems, _("Not Changed"))

	def carry_out_request(self):
		"""Make the change that one of the methods asked for; it has checked it."""
		request = self.flags.pop("request", None)
		if request:
			request()

	def check_owner(self):
		before = self.get_doc_before_save()
		if before and before.risk_owner == self.risk_owner:
			return
		# As it is stored, letter case and all.
		self.risk_owner = frappe.db.get_value("User", self.risk_owner, "name") or self.risk_owner
		problems = owner_problems(self.risk_owner, people.owner_facts(self.risk_owner))
		refuse([replace(problem, field="risk_owner") for problem in problems], _("Choose Another Owner"))

	def check_service(self):
		before = self.get_doc_before_save()
		if before and before.service == self.service:
			return
		problems = []
		if frappe.db.get_value("Care Service", self.service, "disabled"):
			text = _("{0} is disabled: no new risks are recorded for it.")
			problems.append(Problem("service_disabled", "service", text, (self.service,)))
		if before:
			elsewhere = {
				action.name: action.service
				for action in counts.locked_actions(self.name)
				if action.service != self.service and action.status != CANCELLED
			}
			problems += actions.service_problems(self.service, elsewhere)
		refuse(problems, _("Risk Not Saved"))

	def check_controls(self):
		for row in self.controls:
			row.adequacy = row.adequacy or controls.UNTESTED
		rows = [plain_values(row) for row in self.controls]
		refuse(controls.row_problems(rows, getdate(nowdate())), _("Controls Not Saved"))

	def make_first_assessment(self):
		"""The first scores that are saved are the first assessment; they are judged, signed and kept like every other."""
		if is_assessed(self) or not scores.is_begun(values_of(self)):
			return
		refuse(scores.assessment_problems(values_of(self)), _("Not Assessed"))
		self.record_assessment(_("First assessment"), as_day(self.next_review_date))
		warn(scores.assessment_warnings(values_of(self)), _("Assessment"))

	def derive_scores(self):
		"""Work out scores and bands, whatever a client sends for them."""
		values, bands = values_of(self), risk_bands()
		self.update(scores.scores(values))
		for kind in scores.KINDS:
			band = band_of(bands, self.get(f"{kind}_score"))
			self.set(f"{kind}_band", band and band.name)
		self.is_above_target = int(scores.is_above_target(values))
		self.assessed_on = max((get_datetime(row.assessed_on) for row in self.assessments), default=None)

	def check_review_date(self):
		"""The review may be made earlier by hand, never later than the band says."""
		before = self.get_doc_before_save()
		changed = not before or as_day(before.next_review_date) != as_day(self.next_review_date)
		if not is_assessed(self) or not changed:
			return
		band, latest = self.latest_review(getdate(self.assessed_on))
		self.next_review_date = self.next_review_date or latest
		refuse(review_date_problems(as_day(self.next_review_date), latest, band), _("Review Not Later"))

	def derive_standing(self):
		"""Status and counts follow from the facts alone, whatever a client sends (`lifecycle.risks.status`)."""
		self.facts = counts.facts_now(self)
		self.update(counts.shown(standing_of(self.facts)))

	# Helpers of the steps above

	def latest_review(self, assessed_on: date) -> tuple[Band | None, date | None]:
		"""Return the band of the residual score, and by when it has to be looked at again."""
		band = band_of(risk_bands(), scores.score(values_of(self), scores.RESIDUAL))
		return band, latest_review(band, assessed_on)

	def record_assessment(self, reason: str, next_review_date: date | None, prompted_by: str | None = None):
		"""Add the scores as they are now to the history, signed by who is signed in."""
		now = now_datetime()
		band, latest = self.latest_review(now.date())
		self.next_review_date = next_review_date or latest
		row = {fieldname: self.get(fieldname) for fieldname in scores.ASSESSED}
		self.append(
			"assessments",
			{
				**row,
				**scores.scores(values_of(self)),
				"residual_band": band and band.name,
				"assessed_on": now,
				"assessed_by": frappe.session.user,
				# Frappe has given the other rows theirs by now; it would come with the next save.
				"owner": frappe.session.user,
				"reason": reason,
				"prompted_by": prompted_by,
				"next_review_date": self.next_review_date,
			},
		)


def is_assessed(risk) -> bool:
	"""Return whether the document `risk` has been assessed."""
	return bool(risk.assessments)


def values_of(risk) -> dict:
	"""Return what an assessment decides of the document `risk`, numbers as numbers."""
	values = {fieldname: risk.get(fieldname) for fieldname in scores.ASSESSED}
	return {
		fieldname: value if fieldname == "residual_explanation" else cint(value)
		for fieldname, value in values.items()
	}


def on_doctype_update():
	for fields in INDEXES:
		frappe.db.add_index("Risk Register Entry", list(fields))
