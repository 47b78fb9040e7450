"""The same thing happening again: earlier occurrences of a source, and what they mean for its review.

A source recorded late, moved in time, retyped or deleted changes whether *others* are repeats; those are reviewed
anew as well. Changed thresholds in Improvement Settings hold from the next save of a source on.
"""

import frappe
from frappe import _
from frappe.utils import add_days, get_datetime, getdate, now_datetime, nowdate

from improvement_actions import notes
from improvement_actions.lifecycle import review_tier
from improvement_actions.refusal import as_text
from improvement_actions.settings import get_settings, tier_thresholds

SOURCE = "Improvement Source"
#: What makes two sources occurrences of one thing.
SAME = ("source_type", "service", "theme")


def earlier_occurrences(source) -> list[str]:
	"""Return the sources of the same type and theme in the same service within the repeat window before `source`.

	On one day the one recorded first is the earlier.
	"""
	if not _theme(source):
		return []
	occurred_on, recorded = _occurred_on(source), get_datetime(source.creation or now_datetime())
	other = frappe.qb.DocType(SOURCE)
	return (
		_alike(source)
		.where(other.occurred_on >= add_days(occurred_on, -_window(source.source_type)))
		.where(
			(other.occurred_on < occurred_on)
			| ((other.occurred_on == occurred_on) & (other.creation < recorded))
			| (
				(other.occurred_on == occurred_on)
				& (other.creation == recorded)
				& (other.name < (source.name or ""))
			)
		)
		.orderby(other.occurred_on, other.creation, order=frappe.qb.desc)
	).run(pluck=True)


def tier_of(source) -> tuple[str, str]:
	"""Return the review tier of `source` (a document) and the reasons for it, as a phrase for people."""
	always_formal = frappe.db.get_value("Improvement Source Type", source.source_type, "always_formal")
	reasons = review_tier.tier_reasons(
		source.as_dict(), len(earlier_occurrences(source)), tier_thresholds(bool(always_formal))
	)
	tier = review_tier.FORMAL if reasons else review_tier.LOCAL
	return tier, "; ".join(as_text(reason) for reason in reasons)


def review_later(source, before=None) -> None:
	"""Derive the tier of the sources anew that come after `source`, after it was recorded, changed or deleted.

	`before` is the source as it was, whose later occurrences lose it.
	"""
	if before and all(
		_compared(source, field) == _compared(before, field) for field in (*SAME, "occurred_on")
	):
		return
	names = {name for version in (source, before) if version for name in _later_occurrences(version)}
	for name in sorted(names - {source.name}):
		_review(frappe.get_doc(SOURCE, name))


def _review(later) -> None:
	tier, reason = tier_of(later)
	if (tier, reason) == (later.review_tier, later.review_tier_reason or ""):
		return
	values = {"review_tier": tier, "review_tier_reason": reason}
	frappe.db.set_value(SOURCE, later.name, values, update_modified=False)
	if tier == review_tier.FORMAL != later.review_tier:
		notes.on_source_alone(later.name, _("Now reviewed formally: {0}.").format(reason))
	elif tier != later.review_tier:
		notes.on_source_alone(later.name, _("No longer a repeat: now reviewed locally."))


def _later_occurrences(source) -> list[str]:
	if not _theme(source):
		return []
	occurred_on = _occurred_on(source)
	other = frappe.qb.DocType(SOURCE)
	until = add_days(occurred_on, _window(source.source_type))
	return _alike(source).where(other.occurred_on[occurred_on:until]).run(pluck=True)


def _alike(source):
	"""Return the query for the sources of the type, theme and service of `source`.

	What one report finds on one day is one occurrence, however many findings of a theme it has.
	"""
	other = frappe.qb.DocType(SOURCE)
	query = (
		frappe.qb.from_(other)
		.select(other.name)
		.where(other.name != (source.name or ""))
		.where(other.source_type == source.source_type)
		.where(other.service == source.service)
		.where(other.theme == _theme(source))
	)
	if not source.plan:
		return query
	occurred_on = _occurred_on(source)
	return query.where(other.plan.isnull() | (other.plan != source.plan) | (other.occurred_on != occurred_on))


def _theme(source) -> str:
	return (source.theme or "").strip()


def _occurred_on(source):
	return getdate(source.occurred_on or nowdate())


def _compared(source, field: str):
	value = source.get(field)
	return getdate(value) if field == "occurred_on" and value else (value or "")


def _window(source_type: str | None) -> int:
	"""Return within how many days the same thing is a repeat."""
	of_type = frappe.db.get_value("Improvement Source Type", source_type, "repeat_window_days")
	return of_type or get_settings().repeat_window_days or 0
