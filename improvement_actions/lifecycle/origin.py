"""A source that is made from another record: what it takes from it, and what has to be asked first."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from .problem import Problem, _, listed

#: As many characters as the field has room for.
TITLE_LENGTH = 140
KEY = "{0}: {1}"


def key_of(doctype: str, name: str) -> str:
	"""Return what no two sources share when they come of the record `name` of `doctype`."""
	return KEY.format(doctype, name)


def label_of(doctype: str, name: str) -> str:
	"""Return what a source says of the record it came from once that is gone: no more than type and reference."""
	return f"{doctype} {name}"


def title_from(text: str | None) -> str:
	"""Return `text` (without markup) as the title of a source: one line, cut at a word where it is too long."""
	line = re.sub(r"\s+", " ", text or "").strip()
	if len(line) <= TITLE_LENGTH:
		return line
	cut = line[: TITLE_LENGTH - 1]
	whole_words = cut.rpartition(" ")[0]
	return f"{whole_words or cut}…"


def to_ask(values: Mapping[str, Any], asks_for_quote: bool, today: date) -> list[str]:
	"""Return the fields that somebody has to fill before a source can be made of `values`, most important first.

	`values` has `title`, `service` and `occurred_on` (a date or None); `asks_for_quote` says whether sources of this
	type keep the finding word for word.
	"""
	occurred_on = values.get("occurred_on")
	asked = [fieldname for fieldname in ("service", "title") if not values.get(fieldname)]
	if not occurred_on or occurred_on > today:
		asked.append("occurred_on")
	if asks_for_quote and not values.get("finding_quote"):
		asked.append("finding_quote")
	return asked


def incomplete_problems(values: Mapping[str, Any], today: date) -> list[Problem]:
	"""Return why no source can be made of `values` yet: for whoever does not come through the dialog."""
	problems = {
		"service": Problem(
			"no_service",
			"service",
			_("The record does not say which service it belongs to. Give the service."),
		),
		"title": Problem("no_title", "title", _("The record has no title. Give the source a title.")),
		"occurred_on": Problem(
			"no_date",
			"occurred_on",
			_("The record's date is missing or in the future. Give the day it occurred on."),
		),
	}
	return [problems[fieldname] for fieldname in to_ask(values, asks_for_quote=False, today=today)]


def taken_problems(doctype: str, name: str, sources: Sequence[str]) -> list[Problem]:
	"""Return why no other source can come of a record that has `sources` (names) already."""
	if not sources:
		return []
	return [
		Problem(
			"record_has_source",
			"reference_name",
			_("{0} {1} has its source already: {2}. Add the action there."),
			(doctype, name, listed(sources)),
		)
	]
