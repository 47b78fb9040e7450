"""The numbers of the heat map: one query, over the risks that who is signed in finds in the list."""

from dataclasses import asdict

import frappe
from frappe import _
from frappe.desk.reportview import build_match_conditions
from frappe.query_builder.functions import Count
from pypika.terms import LiteralValue

from improvement_actions.improvement_actions.doctype.risk_register_entry.desk import scale
from improvement_actions.lifecycle.problem import Problem
from improvement_actions.lifecycle.risks import RISK, heat_map, scores
from improvement_actions.list_views import as_sent
from improvement_actions.refusal import refuse, refuse_access
from improvement_actions.settings import risk_bands


@frappe.whitelist()
def get(kind: str = scores.RESIDUAL, service: str | None = None, category: str | None = None) -> dict:
	"""Return the heat map of `kind` (inherent, residual, target) for the risks of `service` and `category` (None: of all).

	Closed risks are not in it. Keys: `rows`, from the highest likelihood down, each a list of cells by impact (`likelihood`,
	`impact`, `score`, `band`, `colour`, `count`, and `filters` of the list with just these risks); `total`; `elsewhere`, how many risks
	lie in no cell, with `elsewhere_filters`; and the words of `desk.scale`. Raises a permission error for whoever may
	not read risks.
	"""
	if kind not in scores.KINDS:
		text = _("There is a map of inherent, residual and target scores, not of {0}.")
		refuse([Problem("no_such_map", "kind", text, (kind,))], _("No Such Map"))
	if not frappe.has_permission(RISK, "read"):
		refuse_access("read", RISK)
	narrowed = [
		(field, "=", value) for field, value in (("service", service), ("category", category)) if value
	]
	found = heat_map.heat_map(kind, _counted(kind, narrowed), risk_bands(), narrowed)
	return {
		"kind": kind,
		"rows": [[{**asdict(cell), "filters": as_sent(cell.filters)} for cell in row] for row in found.rows],
		"total": found.total,
		"elsewhere": found.elsewhere,
		"elsewhere_filters": as_sent(found.elsewhere_filters),
		**scale(),
	}


def _counted(kind: str, narrowed: list[heat_map.Filter]) -> dict[tuple[int, int], int]:
	"""Return how many readable risks there are, by likelihood and impact."""
	risk = frappe.qb.DocType(RISK)
	likelihood, impact = (risk[field] for field in scores.levels_of(kind))
	field, _operator, closed = heat_map.NOT_CLOSED
	query = frappe.qb.from_(risk).where(risk[field] != closed)
	for name, _equals, value in narrowed:
		query = query.where(risk[name] == value)
	readable = build_match_conditions(RISK)
	if readable:
		# As the list has it.
		query = query.where(LiteralValue(f"({readable})"))
	rows = query.groupby(likelihood, impact).select(likelihood, impact, Count("*")).run()
	return {(one or 0, other or 0): count for one, other, count in rows}
