"""The link between a source and the record it came from, through all that happens to that record.

`reference_key` is unique in the database: it is what two requests at the same time cannot both have. It is derived
from the reference and never decides what belongs to a record; that is read from the reference itself.
"""

import frappe
from frappe import _

from improvement_actions import notes
from improvement_actions.from_records import record
from improvement_actions.lifecycle.origin import key_of, label_of

SOURCE = "Improvement Source"


def sources_of(doctype: str, name: str, except_for: str | None = None) -> list[str]:
	"""Return the names of the sources of a record, or of one that it amends or that amends it; the oldest first.

	There is one at most, but for records that were merged, and sources older than this rule.
	"""
	return frappe.get_all(
		SOURCE,
		filters={
			"reference_doctype": doctype,
			"reference_name": ("in", record.family(doctype, name)),
			"name": ("!=", except_for or ""),
		},
		pluck="name",
		order_by="creation asc, name asc",
	)


def key_for(source) -> str | None:
	"""Return the key that `source` (a document with a reference) may hold: None when another source holds it."""
	key = key_of(source.reference_doctype, source.reference_name)
	holder = frappe.db.get_value(SOURCE, {"reference_key": key, "name": ("!=", source.name or "")})
	return None if holder else key


def give_keys(doctype: str | None = None, name: str | None = None) -> None:
	"""Give label and key anew to the sources of one record, of one doctype, or of all; the oldest gets the key."""
	filters = {"reference_doctype": doctype or ("is", "set"), "reference_name": name or ("is", "set")}
	sources = frappe.get_all(
		SOURCE,
		filters=filters,
		fields=["name", "reference_doctype", "reference_name"],
		order_by="creation asc, name asc",
	)
	# First all are let go of, because a key may pass from one source to another.
	_store([source.name for source in sources], reference_key=None)
	given = set()
	for source in sources:
		key = key_of(source.reference_doctype, source.reference_name)
		values = {"reference_label": label_of(source.reference_doctype, source.reference_name)}
		if key.casefold() not in given:
			given.add(key.casefold())
			values["reference_key"] = key
		_store([source.name], **values)


def follow_rename(doc, method=None, old: str = "", new: str = "", merge: bool = False) -> None:
	"""After any record was renamed or merged into another: its sources follow.

	Frappe has changed their references by now, past all documents. After a merge several sources may refer to one
	record; they stay, and say so.
	"""
	if doc.doctype == "DocType":
		if _referring(new):
			give_keys(doctype=new)
		return
	_store(_referring(doc.doctype, old), reference_name=new)
	sources = _referring(doc.doctype, new)
	if sources:
		give_keys(doc.doctype, new)
	if merge and len(sources) > 1:
		text = _(
			"{0} was merged into {1}, which has several sources now: {2}. Merge those about the same thing."
		)
		for source in sources:
			notes.on_source_alone(source, text.format(old, new, ", ".join(sorted(sources))))


def let_go(doc, method=None) -> None:
	"""After any record was deleted: its sources stay, and keep in words where they came from.

	Frappe refuses to delete a record that a source refers to; an administrator can force it.
	"""
	sources = _referring(doc.doctype, doc.name)
	_store(sources, reference_doctype=None, reference_name=None, reference_key=None)
	for source in sources:
		notes.on_source_alone(
			source,
			_("{0}, which this source came from, was deleted.").format(label_of(doc.doctype, doc.name)),
		)


def _store(sources: list[str], **values) -> None:
	"""Write past the documents, as Frappe does after a rename: nobody with a form open gets a conflict."""
	for source in sources:
		frappe.db.set_value(SOURCE, source, values, update_modified=False)


def _referring(doctype: str, name: str | None = None) -> list[str]:
	"""Return the names of the sources that refer to a record, or to any record of `doctype`.

	Asked whenever anything is renamed or deleted on this site: also while this app is installed, updated or removed, when its
	table, its doctype or the newer of its fields may not be there.
	"""
	source = frappe.qb.DocType(SOURCE)
	query = frappe.qb.from_(source).select(source.name).where(source.reference_doctype == doctype)
	if name is not None:
		query = query.where(source.reference_name == str(name))
	try:
		found = query.run(pluck=True)
	except Exception as error:
		if frappe.db.is_table_missing(error):
			return []
		raise
	return found if found and frappe.db.has_column(SOURCE, "reference_key") else []
