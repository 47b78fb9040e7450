"""The reference of another system on a source: no two sources share one, so that it can be sent again safely."""

import frappe
from frappe import _

from improvement_actions.lifecycle.sources import taken_id_problem
from improvement_actions.refusal import TakenError, refuse

SOURCE = "Improvement Source"


def holder_of(external_id: str | None, except_for: str | None = None, latest: bool = False):
	"""Return `name` and `external_id` of the source, other than `except_for`, that has `external_id`; None without one.

	The database takes two spellings for the same, like its unique index. `latest` also finds what another request has
	stored since this one began.
	"""
	if not external_id:
		return None
	filters = {"external_id": external_id, "name": ("!=", except_for or "")}
	return frappe.db.get_value(SOURCE, filters, ["name", "external_id"], as_dict=True, for_update=latest)


def refuse_taken(external_id: str, holder, latest: bool = False) -> None:
	"""Raise `TakenError`: `external_id` belongs to `holder`, which is named only to those who may read it."""
	source = frappe.get_doc(SOURCE, holder.name, for_update=latest)
	name, spelled = (holder.name, holder.external_id) if source.has_permission("read") else (None, None)
	refuse([taken_id_problem(external_id, name, spelled)], _("External ID Is Taken"), TakenError)
