"""What a save is about to change."""

from frappe.model import no_value_fields, table_fields
from frappe.model.document import Document
from frappe.utils import cint, cstr, flt, get_datetime, getdate

_CASTS = {
	"Check": cint,
	"Int": cint,
	"Float": flt,
	"Percent": flt,
	"Currency": flt,
	"Date": lambda value: getdate(value) if value else None,
	"Datetime": lambda value: get_datetime(value).replace(microsecond=0) if value else None,
}
#: Frappe counts child tables among the fields without a value; here they have one.
_WITHOUT_VALUE = frozenset(no_value_fields) - frozenset(table_fields)


def comparable(fieldtype: str, value):
	"""Return `value` in a form in which two spellings of one value are equal (None and "", "1" and 1)."""
	return _CASTS.get(fieldtype, cstr)(value)


def changed_fields(doc: Document, before: Document | None) -> set[str]:
	"""Return the names of the fields in which `doc` differs from `before`.

	`before` is the stored document; None compares with an empty one. A child table counts as one field.
	"""
	return {
		df.fieldname
		for df in doc.meta.fields
		if df.fieldtype not in _WITHOUT_VALUE
		and not _same(df, doc.get(df.fieldname), before.get(df.fieldname) if before else None)
	}


def _same(df, one, other) -> bool:
	if df.fieldtype in table_fields:
		return [row_values(row) for row in one or ()] == [row_values(row) for row in other or ()]
	return comparable(df.fieldtype, one) == comparable(df.fieldtype, other)


def row_values(row: Document) -> tuple:
	"""Return name and values of a child row in a form that can be compared."""
	values = [(df.fieldname, comparable(df.fieldtype, row.get(df.fieldname))) for df in row.meta.fields]
	return (cstr(row.name), *values)
