"""What people may write on an agenda: their decisions, and what they add. The rest is found by the app."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from ..blank import is_blank
from ..problem import Problem, Term, _, fields
from .agenda import ADDED, FOR_INFORMATION
from .decisions import WRITTEN
from .records import KINDS, Key, Record

__all__ = ["ADDED", "FOR_INFORMATION"]

ITEM = "Governance Review Item"


def free_fields(item: Mapping[str, Any]) -> frozenset[str]:
	"""Return the fields of the stored `item` that may still change: none once its decision is carried out."""
	if item.get("carried_out_on"):
		return frozenset()
	# Other business is called what people call it.
	named = () if item.get("reference_name") else ("item_title",)
	return frozenset((*WRITTEN, *named))


def changed_problems(title: str, settled: bool, changed: Collection[str]) -> list[Problem]:
	"""Return why the fields in `changed` of the item called `title` are not edited by hand."""
	if not changed:
		return []
	names = fields(sorted(changed), ITEM)
	if settled:
		text = _("{0} is decided, and stays as it was written ({1}).")
		return [Problem("decided_already", "items", text, (title, names))]
	text = _("{0}: {1} is kept by the system and cannot be entered.")
	return [Problem("set_by_app", "items", text, (title, names))]


def removed_problems(items: Iterable[tuple[str, Mapping[str, Any]]]) -> list[Problem]:
	"""Return why `items` (title and stored values) are not taken off the agenda: only what was added, and not decided, is."""
	text = _("{0} stays on the agenda. If there is nothing to decide about it, close the item.")
	return [
		Problem("item_stays", "items", text, (title,))
		for title, item in items
		if item.get("carried_out_on") or item.get("section") != ADDED
	]


def added_problems(
	key: Key, title: str | None, record: Record | None, there: Collection[Key], services: Collection[str]
) -> list[Problem]:
	"""Return why the record called `key` cannot be added to an agenda that has `there`, of a meeting about `services`.

	`record` is None when it is not there, or not for who adds it. Without a record an item is other business, and has a title.
	"""
	doctype, name = key
	if not doctype:
		if is_blank(title):
			text = _("Choose the record to add, or write what the item is about.")
			return [Problem("no_record", "reference_name", text)]
		if key in there:
			return [Problem("there_already", "item_title", _("{0} is on the agenda already."), (title,))]
		return []
	if doctype not in KINDS:
		text = _("{0} is nothing for an agenda. Add an improvement action, a risk, or other business.")
		return [Problem("wrong_kind", "reference_doctype", text, (Term(doctype) if doctype else name,))]
	if not record:
		return [Problem("not_found", "reference_name", _("There is no {0} {1}."), (Term(doctype), name))]
	if key in there:
		return [Problem("there_already", "reference_name", _("{0} is on the agenda already."), (name,))]
	if services and record.service not in services:
		text = _("{0} belongs to {1}, which this meeting does not look at.")
		return [Problem("other_service", "reference_name", text, (name, record.service or _("no service")))]
	return []
