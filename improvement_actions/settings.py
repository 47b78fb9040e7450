"""Improvement Settings, as the rules want to hear them."""

import frappe

from improvement_actions.integrations import erpnext
from improvement_actions.lifecycle import (
	escalation,
	files,
	gates,
	review_tier,
	schedule,
	specificity,
	trajectory,
	working_days,
)
from improvement_actions.lifecycle.risks import bands


def get_settings():
	"""Return the (cached) Improvement Settings document."""
	return frappe.get_cached_doc("Improvement Settings")


def gate_rules() -> gates.Rules:
	"""Return what the administrator decided about the gates."""
	settings = get_settings()
	return gates.Rules(
		action_wording=settings.action_wording_check or gates.BLOCK,
		change_wording=settings.change_wording_check or gates.BLOCK,
		evidence={
			priority: settings.get(f"evidence_{priority.lower()}") or default
			for priority, default in gates.DEFAULT_EVIDENCE.items()
		},
		wording=specificity.Settings.from_lists(**settings.as_dict()),
	)


def tier_thresholds(always_formal: bool) -> review_tier.Thresholds:
	"""Return from when on a source is reviewed formally; `always_formal` is what its type says."""
	settings = get_settings()
	return review_tier.Thresholds(
		harm_level=settings.formal_harm_level or "",
		people_affected=settings.formal_people_affected or 0,
		repeats=settings.formal_repeats or 0,
		safeguarding=bool(settings.formal_if_safeguarding),
		notifiable=bool(settings.formal_if_notifiable),
		always=always_formal,
	)


def trajectory_thresholds(settings=None) -> trajectory.Thresholds:
	"""Return from when on an action is stale or aspirational, by `settings` (default: those that are stored)."""
	settings = settings or get_settings()
	return trajectory.Thresholds(settings.stale_after_days or 0, settings.aspirational_slips or 0)


def sustainability_intervals() -> list[int]:
	"""Return after how many days from closing an action is checked again."""
	intervals, _problems = schedule.parse_intervals(get_settings().sustainability_intervals)
	return intervals


def shared_account_names() -> frozenset[str]:
	"""Return the first parts of e-mail addresses that belong to nobody in particular."""
	return frozenset((get_settings().shared_account_names or "").lower().split())


def evidence_file_types() -> list[str]:
	"""Return the extensions of the files that may be evidence; an empty list allows whatever Frappe allows."""
	types, _problems = files.parse_file_types(get_settings().evidence_file_types)
	return types


def escalation_steps() -> list[escalation.Step]:
	"""Return who is told of overdue actions, in the order in which it happens."""
	return escalation.steps(row.as_dict() for row in get_settings().escalation_steps)


def risk_bands(settings=None) -> list[bands.Band]:
	"""Return the bands of risk scores by `settings` (default: those that are stored), the lowest first."""
	return bands.bands(row.as_dict() for row in (settings or get_settings()).risk_bands)


def work_calendar() -> working_days.Calendar:
	"""Return which days count as days: for escalation all of them, unless the administrator counts working days."""
	return _calendar(get_settings().count_days == "Working Days")


def digest_calendar() -> working_days.Calendar:
	"""Return on which days people are told anything."""
	return _calendar(get_settings().digest_days == "Working Days")


def _calendar(working_days_only: bool) -> working_days.Calendar:
	chosen = get_settings().holiday_list
	if not working_days_only:
		return working_days.Calendar()
	return erpnext.working_days(chosen) if chosen else working_days.Calendar(working_days_only=True)
