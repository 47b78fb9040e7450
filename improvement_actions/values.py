"""Values as people and programs send them, and as the rules want them."""

from datetime import date

from frappe.utils import cint, flt, getdate

_NUMBERS = {"Float": flt, "Percent": flt, "Int": cint}


def as_day(value) -> date | None:
	"""Return `value` (a date, a time or text as YYYY-MM-DD) as a date, None for nothing at all."""
	return getdate(value) if value else None


def plain_values(row) -> dict:
	"""Return the fields of a document, or of a row of one, as plain values: dates as dates, numbers as numbers.

	A number that is not there stays None.
	"""
	values = row.as_dict(no_default_fields=True)
	for df in row.meta.fields:
		value = values.get(df.fieldname)
		if df.fieldtype == "Date":
			values[df.fieldname] = as_day(value)
		elif value is not None and df.fieldtype in _NUMBERS:
			values[df.fieldname] = _NUMBERS[df.fieldtype](value)
	return values
