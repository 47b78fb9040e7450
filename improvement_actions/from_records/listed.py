"""The doctypes that an administrator has listed in Improvement Settings, and what a source takes from their records."""

import frappe
from bs4 import BeautifulSoup
from frappe import _
from frappe.permissions import get_user_permissions
from frappe.utils import getdate

from improvement_actions.improvement_actions.doctype.improvement_action.facts import as_date, client_values
from improvement_actions.lifecycle import record_types
from improvement_actions.lifecycle.origin import title_from
from improvement_actions.lifecycle.problem import Problem, Term
from improvement_actions.permissions import has_app_permission
from improvement_actions.refusal import refuse
from improvement_actions.settings import get_settings

MODULE = "Improvement Actions"
#: What somebody may say of a new source beyond what comes from the record.
NOT_SENT = ("doctype", "name", "reference_doctype", "reference_name", "cmd")


def extend_bootinfo(bootinfo) -> None:
	"""Tell the Desk which forms offer improvement actions: nobody is told who has no role in the app."""
	if has_app_permission():
		bootinfo.improvement_actions = {"record_types": doctypes()}


def doctypes() -> list[str]:
	"""Return the listed doctypes that are there: one whose app was removed drops out by itself."""
	# Without the table until `bench migrate` has run.
	names = [row.document_type for row in get_settings().get("record_types") or ()]
	if not names:
		return []
	return frappe.get_all("DocType", filters={"name": ("in", names)}, pluck="name", order_by="name asc")


def is_listed(doctype: str) -> bool:
	return any(row.document_type == doctype for row in get_settings().get("record_types") or ())


def row_for(doctype: str):
	"""Return the row of Improvement Settings for `doctype`; a clear error when there is none."""
	for row in get_settings().get("record_types") or ():
		if row.document_type == doctype:
			return row
	problem = Problem(
		"not_listed",
		None,
		_("{0} is not among the records that prompt improvement actions. List it in Improvement Settings."),
		(Term(doctype),),
	)
	refuse([problem], _("Not Listed"))


def facts_of(doctype: str) -> record_types.RecordType:
	"""Return what the rules about listed doctypes need to know of `doctype`."""
	if not frappe.db.exists("DocType", doctype):
		return record_types.RecordType(exists=False)
	meta = frappe.get_meta(doctype)
	return record_types.RecordType(
		is_table=bool(meta.istable),
		is_single=bool(meta.issingle),
		is_virtual=bool(meta.get("is_virtual")),
		is_ours=meta.module == MODULE,
		fields={
			df.fieldname: record_types.Field(df.label or df.fieldname, df.fieldtype, df.options or "")
			for df in meta.fields
		},
	)


def values_from(doc, row) -> dict:
	"""Return what a source takes from the record `doc`, as the settings `row` has it.

	Keys: `source_type`, `title`, `service`, `occurred_on` (a date or None), `summary`. What the user may not read of the
	record is not taken. No summary unless a field for it was chosen: it is personal detail.
	"""
	facts = facts_of(doc.doctype)
	service_field = _present(facts, row.service_field) or record_types.only_service_field(facts)
	title_field, date_field = _present(facts, row.title_field), _present(facts, row.date_field)
	title = _plain(doc, title_field) if title_field else _title_of(doc)
	day = doc.get(date_field) if date_field else doc.creation
	return {
		"source_type": row.source_type,
		"title": title_from(title),
		"service": (doc.get(service_field) if service_field else None) or None,
		"occurred_on": getdate(day) if day else None,
		"summary": _plain(doc, _present(facts, row.summary_field)) or None,
	}


def sent_values(sent: dict) -> dict:
	"""Return what a client says of a new source, without the parts that are not fields of one."""
	said = client_values(
		{key: value for key, value in sent.items() if key not in NOT_SENT}, "Improvement Source"
	)
	values = {key: value for key, value in said.items() if value not in (None, "")}
	if "occurred_on" in values:
		values["occurred_on"] = as_date(values["occurred_on"], "occurred_on", _("Occurred On"))
	return values


def services_of_user() -> list[str]:
	"""Return the services that the user is limited to; an empty list means all."""
	return [row.get("doc") for row in get_user_permissions(frappe.session.user).get("Care Service", [])]


def _present(facts: record_types.RecordType, fieldname: str | None) -> str | None:
	"""Return `fieldname` when the doctype still has it: a field may go after it was chosen."""
	return fieldname if fieldname in facts.fields else None


def _title_of(doc) -> str:
	return _as_text(doc.get_title(), doc.meta.get_field(doc.meta.get_title_field()))


def _plain(doc, fieldname: str | None) -> str:
	return _as_text(doc.get(fieldname), doc.meta.get_field(fieldname)) if fieldname else ""


def _as_text(value, df) -> str:
	"""Return `value` as plain text; what an editor wrote without its markup, a line for each of its blocks."""
	if not value or not df or df.fieldtype not in ("Text Editor", "HTML Editor"):
		return str(value or "").strip()
	html = BeautifulSoup(value, "html.parser")
	for block in html.find_all(["br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4"]):
		block.append("\n")
	lines = (line.strip() for line in html.get_text().splitlines())
	return "\n".join(line for line in lines if line)
