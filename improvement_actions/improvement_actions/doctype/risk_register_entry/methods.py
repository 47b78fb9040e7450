"""What people do with a risk: the methods that the form's buttons and REST clients call.

Each locks the risk first, so that no action turns its status meanwhile, asks the rules, and leaves the change to the save
that follows.
"""

from contextlib import suppress

import frappe
from frappe import _
from frappe.utils import cint, formatdate, getdate, now_datetime, nowdate

from improvement_actions import notes, people, permissions
from improvement_actions.improvement_actions.doctype.improvement_action.facts import as_date, client_values
from improvement_actions.improvement_actions.doctype.risk_register_entry import counts, spawning
from improvement_actions.lifecycle.problem import Problem
from improvement_actions.lifecycle.risks import RISK, decisions, edits, scores
from improvement_actions.lifecycle.risks.bands import band_of, latest_review, review_date_problems
from improvement_actions.lifecycle.risks.status import standing_of
from improvement_actions.lifecycle.values import structure_problem, tidy_text
from improvement_actions.locks import lock
from improvement_actions.refusal import refuse, warn
from improvement_actions.settings import get_settings, risk_bands
from improvement_actions.well_formed import argument_problems


class RiskMethods:
	"""Mixed into the controller of Risk Register Entry."""

	@frappe.whitelist()
	def assess(
		self,
		values: dict | str | None = None,
		reason: str | None = None,
		next_review_date: str | None = None,
	):
		"""Record a new assessment: the scores in `values`, for a stated `reason`.

		`values` are fields of the risk (`inherent_likelihood`, `inherent_impact`, the same of `residual` and `target`, each
		1 to 5, `target_score`, `residual_explanation`); those left out stay as they are. `next_review_date` (ISO date) may be
		earlier than the band of the residual score says, never later. Open to the risk's owner and managers of its service. It
		ends Reassessment Due, and an acceptance that the risk has outgrown. Raises `RefusedError` naming everything
		that is wrong, and `frappe.TimestampMismatchError` when somebody else was faster.
		"""
		self._refuse_others()
		lock(risks=[self.name])
		wanted = as_date(next_review_date, "next_review_date", _("Next Review"))
		new = self._scores_with(values)
		problems = decisions.assess_problems(bool(self.closed_on), reason)
		problems += argument_problems("Risk Assessment", "reason", reason)
		problems += scores.assessment_problems(new)
		problems += self._review_problems(new, wanted)
		refuse(problems, _("Not Assessed"))
		before = {kind: self.get(f"{kind}_score") or 0 for kind in scores.KINDS}
		was_assessed = bool(self.assessments)

		def change():
			facts = counts.facts_now(self)
			self.update(new)
			prompted_by = facts.closed_since[-1].name if facts.closed_since else None
			self.record_assessment(tidy_text(reason), wanted, prompted_by)
			score = scores.score(new, scores.RESIDUAL)
			if decisions.acceptance_ends(facts.is_accepted, facts.is_expired, before["residual"], score):
				self._end_acceptance()

		self._carry_out(change)
		warn(scores.assessment_warnings(new), _("Assessment"))
		if was_assessed:
			text = _("Reassessed: residual score {0}, before {1}. {2}")
			notes.on_risk(self, text.format(self.residual_score, before["residual"], reason))

	@frappe.whitelist()
	def accept(self, reason: str | None = None, until: str | None = None):
		"""Accept the risk as it stands, for a stated `reason`, `until` a day (ISO date) that the settings allow.

		Open to the role Improvement Governance (and whoever runs the system). See `lifecycle.risks.decisions` for when a
		risk cannot be accepted. Raises `RefusedError` naming everything that stands in the way.
		"""
		self.check_permission("read")
		lock(risks=[self.name])
		day = as_date(until, "until", _("Until"))
		problems = decisions.accept_problems(
			standing_of(counts.facts_now(self)).status,
			bool(self.assessments),
			may_accept(),
			reason,
			day,
			getdate(nowdate()),
			get_settings().acceptance_max_days or 0,
		)
		refuse(problems + argument_problems(RISK, "acceptance_reason", reason), _("Not Accepted"))

		def change():
			self.accepted_by, self.accepted_on = frappe.session.user, now_datetime()
			self.accepted_until, self.acceptance_reason = day, tidy_text(reason)

		# Governance writes nothing else on a risk.
		self.flags.ignore_permissions = True
		self._carry_out(change)
		notes.on_risk(self, _("Accepted until {0}: {1}").format(formatdate(day), reason))

	@frappe.whitelist()
	def close(self, reason: str | None = None):
		"""Close the risk for a stated `reason`; refused while an action on it is open. An acceptance ends with it."""
		self._refuse_others()
		lock(risks=[self.name])
		names = [action.name for action in counts.facts_now(self).open_actions]
		problems = decisions.close_problems(bool(self.closed_on), names, reason)
		refuse(problems + argument_problems(RISK, "closure_reason", reason), _("Not Closed"))

		def change():
			self.closed_by, self.closed_on = frappe.session.user, now_datetime()
			self.closure_reason = tidy_text(reason)
			self._end_acceptance()

		self._carry_out(change)
		notes.on_risk(self, _("Closed: {0}").format(reason))

	@frappe.whitelist()
	def reopen(self, reason: str | None = None):
		"""Open a closed risk again for a stated `reason`; its scores are those of its last assessment."""
		self._refuse_others()
		lock(risks=[self.name])
		problems = decisions.reopen_problems(bool(self.closed_on), reason)
		refuse(problems + argument_problems(RISK, "closure_reason", reason), _("Not Reopened"))

		def change():
			self.update(dict.fromkeys(counts.CLOSING))

		self._carry_out(change)
		notes.on_risk(self, _("Reopened: {0}").format(reason))

	@frappe.whitelist()
	def spawn_action(self, control_row: str | None = None, **values) -> str:
		"""Make a draft action that reduces this risk and return its name.

		`control_row` is the name of the control (a row of `controls`) that the action mends; `values` are fields of the action.
		Service, source, priority (by the band of the residual score), title and description come from the risk unless given; the
		source is one of type Risk Control Failure, which is made for the risk with its first action. Needs the right to change the risk
		and to record sources and actions. Raises `RefusedError` when the risk is closed, or the control has an action under way.
		"""
		self._refuse_others()
		return spawning.spawn(self, control_row, client_values(values))

	@frappe.whitelist()
	def mend_control(self, control_row: str, action: str):
		"""Say that `action`, which is on this risk already, mends the control `control_row` (the name of a row of `controls`).

		For an action that was recorded elsewhere; `spawn_action` does it by itself. Open to who may change the risk.
		"""
		self._refuse_others()
		spawning.mend(self, control_row, action)

	# What the methods have in common

	def _refuse_others(self):
		"""Refuse whoever may not work on the risk: governance may write to it, and accepts it only."""
		if self.name and permissions.only_accepts_risk(self):
			refuse([edits.not_yours_problem()], _("Not Yours"), frappe.PermissionError)
		self.check_permission("write")

	def _carry_out(self, change):
		self.flags.request = change
		self.flags.turn_is_noted = True
		try:
			self.save()
		finally:
			for flag in ("request", "turn_is_noted", "ignore_permissions"):
				with suppress(KeyError):
					del self.flags[flag]

	def _end_acceptance(self):
		self.accepted_by = self.accepted_on = self.accepted_until = self.acceptance_reason = None

	def _scores_with(self, sent) -> dict:
		"""Return what the risk's scores are with those that were `sent`; a target that is given one way replaces the other."""
		if isinstance(sent, str):
			with suppress(ValueError):
				sent = frappe.parse_json(sent.strip() or "{}")
		sent = {} if sent is None else sent
		if not isinstance(sent, dict):
			refuse([structure_problem(_("Values"), "values")], _("Not Understood"))
		others = sorted(set(sent) - set(scores.ASSESSED))
		text = _("{0} is nothing that an assessment decides. It takes: {1}.")
		problems = [Problem("unknown_field", name, text, (name, scores.ASSESSED)) for name in others]
		for fieldname in set(sent) - set(others):
			problems += argument_problems(RISK, fieldname, sent[fieldname])
		refuse(problems, _("Not Understood"))
		sent = {
			name: tidy_text(value or "") if name == "residual_explanation" else cint(value)
			for name, value in sent.items()
		}
		levels = scores.levels_of(scores.TARGET)
		if sent.get("target_score") and not any(sent.get(name) for name in levels):
			sent |= dict.fromkeys(levels, 0)
		elif any(name in sent for name in levels) and "target_score" not in sent:
			sent["target_score"] = 0
		present = {
			name: self.get(name) if name == "residual_explanation" else cint(self.get(name))
			for name in scores.ASSESSED
		}
		return {**present, **sent}

	def _review_problems(self, new: dict, wanted) -> list[Problem]:
		if not wanted:
			return []
		today = getdate(nowdate())
		if wanted < today:
			text = _("The next review lies ahead, not on {0}.")
			return [Problem("review_past", "next_review_date", text, (wanted,))]
		band = band_of(risk_bands(), scores.score(new, scores.RESIDUAL))
		return review_date_problems(wanted, latest_review(band, today), band)


def may_accept(user: str | None = None) -> bool:
	"""Return whether `user` (default: who is signed in) may accept risks."""
	roles = set(frappe.get_roles(user or frappe.session.user))
	return bool(roles & {people.GOVERNANCE, "System Manager"})
