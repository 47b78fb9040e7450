"""Records that refuse what no field of theirs can hold, before anything else looks at it."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils.html_utils import sanitize_html

from improvement_actions.lifecycle import values
from improvement_actions.refusal import refuse

_KINDS = {
	"Check": values.WHOLE,
	"Int": values.WHOLE,
	"Float": values.NUMBER,
	"Percent": values.NUMBER,
	"Currency": values.NUMBER,
	"Date": values.DATE,
	"Datetime": values.MOMENT,
}
_TEXTS = ("Data", "Text", "Small Text", "Select", "Link", "Dynamic Link", "Attach")
#: How much a column of the type `text` holds in MariaDB.
_TEXT_BYTES = 65535
_STRUCTURES = (dict, list, tuple, set, bytes)


class PlainValues:
	"""A record or a row whose plain fields take plain values, and whose tables take rows.

	Asked when a value is set, because permissions and links are looked up by it before anything is validated.
	"""

	def set(self, key, value, as_value=False):
		if isinstance(value, _STRUCTURES) and not as_value and key not in self._table_fieldnames:
			df = self.meta.get_field(key)
			if df:
				refuse([values.structure_problem(_(df.label or key), key)], _("Not Understood"))
		super().set(key, value, as_value)

	def update(self, d):
		if isinstance(d.get("name"), _STRUCTURES):
			refuse([values.structure_problem(_("Name"), "name")], _("Not Understood"))
		return super().update(d)

	def extend(self, key, value):
		rows = value if isinstance(value, list | tuple) else [None]
		if not all(isinstance(row, dict | Document) for row in rows):
			df = self.meta.get_field(key)
			refuse([values.rows_problem(_(df.label or key), key)], _("Not Understood"))
		super().extend(key, rows)


class Record(PlainValues, Document):
	"""A record of this app."""

	def set_new_name(self, force=False, set_name=None, set_child_names=True):
		# Recent versions let a REST request choose the name of what it makes. A name out of its series would be in the way of the
		# record whose turn it is, and Frappe then names nothing else that the request makes.
		frappe.flags.api_name_set = False
		super().set_new_name(force=force, set_name=set_name, set_child_names=set_child_names)

	def check_if_latest(self):
		# The first thing that Frappe asks of an insert as well as of a save, before links are looked up.
		super().check_if_latest()
		before = self.get_doc_before_save()
		problems = _settle(self, before, "")
		for df in self.meta.get_table_fields():
			stored = {row.name: row for row in before.get(df.fieldname)} if before else {}
			for number, row in enumerate(self.get(df.fieldname), 1):
				where = _("{0}, row {1}: ").format(_(df.label), number)
				problems += _settle(row, stored.get(row.name), where)
		refuse(problems, _("Not Saved"))


def argument_problems(doctype: str, fieldname: str, value) -> list:
	"""Return why `value`, an argument of a method, cannot be kept in the field `fieldname` of `doctype`."""
	df = frappe.get_meta(doctype).get_field(fieldname)
	return values.value_problems(_field(df, _kind(df), ""), value)


def _settle(doc, before, where: str) -> list:
	"""Tidy the texts of `doc` and return what is wrong with its values, leaving alone what `before` has already."""
	problems = []
	for df in doc.meta.fields:
		value = doc.get(df.fieldname)
		kind = _kind(df)
		if not kind or value in (None, "") or (before and value == before.get(df.fieldname)):
			continue
		stored_bytes = None
		if kind == values.TEXT and isinstance(value, str):
			value = values.tidy_text(value)
			doc.set(df.fieldname, value)
			if "<" in value and len(value) > 1000:
				# Frappe makes markup harmless before it stores it, which makes a text longer.
				stored_bytes = max(len(value.encode()), len(sanitize_html(value[: _TEXT_BYTES + 1]).encode()))
		problems += values.value_problems(_field(df, kind, where), value, stored_bytes)
	return problems


def _kind(df) -> str | None:
	"""Return what kind of value the field holds, None when it is none of ours to judge (a table, a heading)."""
	return _KINDS.get(df.fieldtype) or (values.TEXT if df.fieldtype in _TEXTS else None)


def _field(df, kind: str, where: str) -> values.Field:
	column, length = frappe.db.type_map[df.fieldtype]
	return values.Field(
		df.fieldname,
		where + _(df.label or df.fieldname),
		kind,
		max_characters=int(df.length or length) if column == "varchar" else None,
		max_bytes=_TEXT_BYTES if column == "text" and frappe.db.db_type == "mariadb" else None,
	)
