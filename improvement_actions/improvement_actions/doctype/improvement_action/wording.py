"""The wording check for somebody who is still typing: the rules of the gates, asked before they are met."""

import json
from collections.abc import Callable, Mapping

import frappe
from frappe import _
from frappe.utils import comma_and, getdate

from improvement_actions.lifecycle import specificity
from improvement_actions.lifecycle.blank import is_blank
from improvement_actions.lifecycle.facts import OFF
from improvement_actions.lifecycle.problem import Field, Problem
from improvement_actions.lifecycle.specificity import ERROR, Finding
from improvement_actions.refusal import refuse
from improvement_actions.settings import gate_rules

ACTION = "Improvement Action"
CHANGE = "change_to_practice"
TEXTS = (
	"title",
	"description",
	"closure_test",
	"indicator",
	"no_indicator_reason",
	"action_owner",
	CHANGE,
)
NUMBERS = ("baseline_value", "target_value")
DATES = ("due_date",)
#: More characters than a person types into one field. The check reads the first 2,500 of them.
LONGEST = 20_000
#: Findings that refuse nothing and leave nothing to be praised either.
UNPROVEN = frozenset({"not_judged", "no_comparison"})


@frappe.whitelist()
def check_wording(values: str | dict) -> dict:
	"""Return what the gates will find in the wording of an action, from the `values` typed so far.

	`values` maps fields of an Improvement Action (those of `TEXTS`, `NUMBERS` and `DATES`; dates as year-month-day) to
	what was typed, as an object or as JSON; any may be missing, others are refused, and so is a text of more than
	20,000 characters. Nothing is stored. Returns ``action`` and ``change`` (for `change_to_practice`), each with its
	``level`` in Improvement Settings (Off, Warn or Block), its ``findings`` (``code``, ``level``: error, warning or info,
	``message``, ``field``, ``mend``) and, when nothing keeps it from being verified, a sentence of ``praise``. Both
	are empty at the level Off and where nothing was typed. Raises a permission error for whoever may
	neither read nor create an Improvement Action.
	"""
	if not (frappe.has_permission(ACTION, "read") or frappe.has_permission(ACTION, "create")):
		raise frappe.PermissionError(_("You have no access to improvement actions."))
	typed = _checked(values)
	rules = gate_rules()

	def review_action():
		return specificity.review_action(typed, settings=rules.wording)

	def praise_action():
		named = [_(phrase) for phrase in specificity.action_strengths(typed, settings=rules.wording)]
		return named and _("This can be verified: it names {0}.").format(comma_and(named, add_quotes=False))

	def review_change():
		return specificity.review_change(typed.get(CHANGE), settings=rules.wording)

	def praise_change():
		return _("This says what was before and what is different now.")

	said = any(not is_blank(typed.get(field)) for field in ("title", "description", "closure_test"))
	return {
		"action": _judged(rules.action_wording, said, review_action, praise_action),
		"change": _judged(
			rules.change_wording, not is_blank(typed.get(CHANGE)), review_change, praise_change
		),
	}


def _judged(
	level: str, said: bool, review: Callable[[], list[Finding]], praise: Callable[[], str | None]
) -> dict:
	"""Return what the form shows of one statement; without anything `said` there is nothing to judge."""
	if level == OFF or not said:
		return {"level": level, "findings": [], "praise": None}
	findings = review()
	# What was not judged, or not compared with anything, is neither refused nor praised.
	unproven = any(finding.level == ERROR or finding.code in UNPROVEN for finding in findings)
	return {
		"level": level,
		"findings": [
			{
				"code": finding.code,
				"level": finding.level,
				"message": finding.translated(_),
				"field": finding.field,
				"mend": _(finding.mend) if finding.mend else "",
			}
			for finding in findings
		],
		"praise": (not unproven and praise()) or None,
	}


def _checked(values: str | dict) -> dict:
	"""Return `values` as the rules want them; a clear error for anything that is not a field's value."""
	if isinstance(values, str):
		try:
			values = json.loads(values)
		except ValueError:
			values = None
	if not isinstance(values, Mapping):
		_refuse(
			"not_an_object",
			None,
			_("Send the fields of the action as one object, such as {0}."),
			'{"title": "…"}',
		)
	unknown = sorted(str(field) for field in values if field not in (*TEXTS, *NUMBERS, *DATES))
	if unknown:
		_refuse(
			"unknown_field",
			unknown[0][:140],
			_("The wording check does not read {0}. It reads: {1}."),
			", ".join(unknown)[:140],
			", ".join((*TEXTS, *NUMBERS, *DATES)),
		)
	given = {field: value for field, value in values.items() if value not in (None, "")}
	for field, value in given.items():
		if field in NUMBERS:
			given[field] = _number(field, value)
		elif not isinstance(value, str):
			_refuse("not_a_text", field, _("{0} is not a text."), Field(field))
		elif field in DATES:
			given[field] = _date(field, value)
		elif len(value) > LONGEST:
			_refuse("too_long", field, _("{0} is longer than {1} characters."), Field(field), LONGEST)
	return given


def _number(field: str, value) -> float:
	try:
		return float(value)
	except (TypeError, ValueError, OverflowError):
		_refuse("not_a_number", field, _("{0} is not a number."), Field(field))


def _date(field: str, value: str):
	try:
		return getdate(value)
	except Exception:
		_refuse(
			"not_a_date",
			field,
			_("{0} is not a date. Write it as year-month-day, such as 2030-03-31."),
			Field(field),
		)


def _refuse(code: str, field: str | None, template: str, *args) -> None:
	refuse([Problem(code, field, template, args)], _("Wording Not Checked"))
