"""Which kinds of record may prompt improvement actions, and which of their fields a source may be filled from."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .problem import Problem, _

SERVICE = "Care Service"
TABLE = "record_types"

_TEXT = ("Data", "Small Text", "Text", "Long Text", "Text Editor", "Markdown Editor", "HTML Editor")


@dataclass(frozen=True)
class Field:
	"""A field of a doctype: what people call it, its type, and what its `options` say (a Link: to which doctype)."""

	label: str
	fieldtype: str
	options: str = ""


@dataclass(frozen=True)
class RecordType:
	"""What decides whether records of a doctype may be listed; `fields` by their names."""

	exists: bool = True
	is_table: bool = False
	is_single: bool = False
	is_virtual: bool = False
	is_ours: bool = False
	fields: Mapping[str, Field] = field(default_factory=dict)


#: The types of field that each column of the table may point at, and what is said of any other.
KINDS = {
	"service_field": (("Link",), _("{0}: {1} is not a link to Care Service.")),
	"title_field": (
		(*_TEXT, "Read Only", "Select"),
		_("{0}: {1} is not a text, and no title can come from it."),
	),
	"date_field": (("Date", "Datetime"), _("{0}: {1} is not a date.")),
	"summary_field": (_TEXT, _("{0}: {1} is not a text, and no summary can come from it.")),
}


def choices(column: str, record_type: RecordType) -> dict[str, Field]:
	"""Return the fields of `record_type` that `column` (a key of `KINDS`) may point at, by name."""
	fieldtypes = KINDS[column][0]
	return {
		name: found
		for name, found in record_type.fields.items()
		if found.fieldtype in fieldtypes and (column != "service_field" or found.options == SERVICE)
	}


def only_service_field(record_type: RecordType) -> str | None:
	"""Return the one field that links to a care service, None when there is none or more than one."""
	found = list(choices("service_field", record_type))
	return found[0] if len(found) == 1 else None


def table_problems(
	rows: Sequence[Mapping[str, Any]], record_types: Mapping[str, RecordType]
) -> list[Problem]:
	"""Return everything that is wrong with the `rows` of the table, in their order.

	A row has `document_type` and the columns of `KINDS`; `record_types` has an entry for every doctype in them.
	"""
	problems = []
	times = Counter(row["document_type"] for row in rows)
	for name in times:
		problems += _type_problems(name, record_types[name], times[name])
	for row in rows:
		record_type = record_types[row["document_type"]]
		if record_type.exists:
			problems += _field_problems(row, record_type)
	return problems


def _type_problems(name: str, record_type: RecordType, times: int) -> list[Problem]:
	if not record_type.exists:
		return [Problem("no_such_type", TABLE, _("There is no record type {0}."), (name,))]
	problems = []
	if record_type.is_table:
		text = _("{0} is a table inside other records. List those instead.")
		problems.append(Problem("child_table", TABLE, text, (name,)))
	if record_type.is_single:
		text = _("{0} has one record only, which cannot be a source.")
		problems.append(Problem("single", TABLE, text, (name,)))
	if record_type.is_virtual:
		text = _("{0} is not stored on this site, so nothing can refer to it.")
		problems.append(Problem("virtual", TABLE, text, (name,)))
	if record_type.is_ours:
		text = _("{0} belongs to Improvement Actions and has its own way to actions.")
		problems.append(Problem("own_type", TABLE, text, (name,)))
	if times > 1:
		text = _("{0} is listed more than once. Keep one row.")
		problems.append(Problem("listed_twice", TABLE, text, (name,)))
	return problems


def _field_problems(row: Mapping[str, Any], record_type: RecordType) -> list[Problem]:
	problems = []
	for column, (_fieldtypes, wrong_kind) in KINDS.items():
		chosen = row.get(column)
		if not chosen or chosen in choices(column, record_type):
			continue
		arguments = (row["document_type"], chosen)
		if chosen in record_type.fields:
			problems.append(Problem("wrong_kind", TABLE, wrong_kind, arguments))
		else:
			problems.append(Problem("no_such_field", TABLE, _("{0} has no field {1}."), arguments))
	return problems
