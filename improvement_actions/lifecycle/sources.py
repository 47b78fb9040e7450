"""What a source must say, and how the reference of another system is kept on it."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from .problem import Problem, _

#: What the database keeps of a short text.
LONGEST_ID = 140
# Frappe rewrites what looks like markup, so that such a reference would not be found again as it was sent.
_UNFIT = re.compile(r"[<>\x00-\x1f\x7f]")


def normalised_id(external_id: Any) -> str | None:
	"""Return the reference of another system as it is kept: without spaces around it, None when it is empty.

	Letter case stays: there are systems whose references differ in nothing else.
	"""
	return str(external_id if external_id is not None else "").strip() or None


def source_problems(source: Mapping[str, Any], today: date, service_disabled: bool) -> list[Problem]:
	"""Return what is wrong with `source` (the fields of an Improvement Source).

	`service_disabled` says that it is new and that its service takes no new records.
	"""
	problems = external_id_problems(source.get("external_id"))
	if service_disabled:
		problems.append(
			Problem(
				"service_disabled",
				"service",
				_("{0} is disabled: nothing new is recorded for it."),
				(source.get("service"),),
			)
		)
	occurred_on = source.get("occurred_on")
	if occurred_on and occurred_on > today:
		problems.append(
			Problem("future", "occurred_on", _("Occurred On {0} is in the future."), (occurred_on,))
		)
	doctype, name = source.get("reference_doctype"), source.get("reference_name")
	if bool(doctype) != bool(name):
		problems.append(
			Problem(
				"half_reference",
				"reference_doctype" if name else "reference_name",
				_("Give both Record Type and Record, or neither."),
			)
		)
	return problems


def external_id_problems(external_id: str | None) -> list[Problem]:
	"""Return why `external_id` (normalised) cannot be kept as it is."""
	problems = []
	if external_id and len(external_id) > LONGEST_ID:
		problems.append(
			Problem(
				"external_id_too_long",
				"external_id",
				_("The external ID has {0} characters, and at most {1} are kept. Send a shorter reference."),
				(len(external_id), LONGEST_ID),
			)
		)
	if external_id and _UNFIT.search(external_id):
		problems.append(
			Problem(
				"external_id_unfit",
				"external_id",
				_("The external ID has <, > or a control character in it. Send a reference without them."),
			)
		)
	return problems


def taken_id_problem(external_id: str, holder: str | None, spelled: str | None) -> Problem:
	"""Return the problem that `external_id` belongs to another source.

	`holder` is that source's name, None for whoever may not read it; `spelled` is its own way of writing the reference.
	"""
	if not holder:
		template, args = _("The external ID {0} is taken by a source that you may not read."), (external_id,)
	elif spelled == external_id:
		template, args = _("The external ID {0} is taken: {1} has it."), (external_id, holder)
	else:
		template = _(
			"The external ID {0} is taken: {1} has it as {2}, and letter case or accents do not tell two apart."
		)
		args = (external_id, holder, spelled)
	return Problem("external_id_taken", "external_id", template, args)
