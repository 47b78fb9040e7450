"""What an item of evidence must say before it is kept, and which actions it may serve."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from .blank import is_blank
from .problem import Problem, Term, _, listed

CHANGE = "Change"


def evidence_problems(evidence: Mapping[str, Any], today: date) -> list[Problem]:
	"""Return what is wrong with the dates and the content of `evidence` (the fields of an Improvement Evidence)."""
	return [*_date_problems(evidence, today), *_content_problems(evidence)]


def _date_problems(evidence: Mapping[str, Any], today: date) -> list[Problem]:
	problems = []
	evidence_date, valid_until = evidence.get("evidence_date"), evidence.get("valid_until")
	if evidence_date and evidence_date > today:
		problems.append(
			Problem(
				"future",
				"evidence_date",
				_("Evidence Date {0} is in the future."),
				(evidence_date,),
			)
		)
	if evidence_date and valid_until and valid_until < evidence_date:
		problems.append(
			Problem(
				"expired_before",
				"valid_until",
				_("Valid Until {0} lies before Evidence Date {1}."),
				(valid_until, evidence_date),
			)
		)
	return problems


def _content_problems(evidence: Mapping[str, Any]) -> list[Problem]:
	problems = []
	attachment = evidence.get("attachment")
	doctype, name = evidence.get("reference_doctype"), evidence.get("reference_name")
	if str(attachment or "").strip().lower().startswith(("http://", "https://")):
		problems.append(
			Problem(
				"linked_file",
				"attachment",
				_("The attachment is a link. Upload the file itself: what a link shows may change."),
			)
		)
	if bool(doctype) != bool(name):
		problems.append(
			Problem(
				"half_reference",
				"reference_doctype" if name else "reference_name",
				_("Give both Record Type and Record, or neither."),
			)
		)
	if not (attachment or name) and is_blank(evidence.get("description")):
		problems.append(
			Problem(
				"nothing_to_look_at",
				"description",
				_(
					"Attach a file, link a record, or describe what was seen: evidence needs something to look at."
				),
			)
		)
	return problems


def demonstration_problems(
	evidence_type: str | None, demonstrates: str | None, by_type: str | None, by_manager: bool
) -> list[Problem]:
	"""Return why the evidence cannot count as showing `demonstrates`, when its type says `by_type`.

	Only a manager may count more than the type says.
	"""
	if demonstrates != CHANGE or by_type == CHANGE or by_manager:
		return []
	return [
		Problem(
			"completion_only",
			"demonstrates",
			_("{0} shows completion. Only an Improvement Manager can count it as evidence of change."),
			(evidence_type or "",),
		)
	]


def action_problems(sealed: Mapping[str, str], others: Iterable[str]) -> list[Problem]:
	"""Return why actions newly named on evidence cannot be served by it.

	`sealed` has the status of each that is sealed, `others` names those to which this person may not add evidence.
	"""
	problems = [
		Problem(
			"sealed_action",
			"action",
			_("{0} is {1}: no evidence can be added any more. Reopen the action first."),
			(name, Term(status)),
		)
		for name, status in sealed.items()
	]
	others = list(others)
	if others:
		problems.append(
			Problem(
				"others_action",
				"other_actions",
				_(
					"You may not add evidence to {0}. Ask its owner or an Improvement Manager to name it here."
				),
				(listed(others),),
			)
		)
	return problems
