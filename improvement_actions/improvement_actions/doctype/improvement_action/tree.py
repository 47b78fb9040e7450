"""The tree of actions and their sub-actions, as far as the person who looks may read them.

Frappe's tree view wants a nested set; ours is a plain parent field, so it asks here. Every level is read at once,
whatever its size, and no record is read twice: a cycle, which the rules do not allow, would end the walk.
"""

import frappe
from frappe.utils import cint, getdate, nowdate, sbool

from improvement_actions.lifecycle.status import FINISHED, is_overdue
from improvement_actions.lookups import look_up

ACTION = "Improvement Action"
FIELDS = [
	"name",
	"title",
	"parent_action",
	"status",
	"priority",
	"action_owner",
	"due_date",
	"slip_count",
]


@frappe.whitelist()
def get_nodes(parent: str = "", is_root: str | bool = False, **filters) -> list[dict]:
	"""Return the nodes below `parent`: its sub-actions, or with `is_root` the actions at the top.

	`filters` narrow what is at the top: `service`, `action_owner`, `unfinished_only` (1 or 0) and `with_parts_only`
	(1 or 0). An action is at the top when it is part of none that the user may read; one that matches is found below
	the action that it is part of. Each node has `value` (the action's name), `expandable` and what it is labelled
	with: `title`, `status`, `priority`, `owner_name`, `due_date`, `slip_count` and `overdue`.
	"""
	if sbool(is_root):
		return _as_nodes(_top(filters), cint(filters.get("with_parts_only")))
	return _as_nodes(_parts_of([parent]))


@frappe.whitelist()
def get_all_nodes(label: str, **filters) -> list[dict]:
	"""Return the whole tree, level by level: a list of `parent` (`label` for the top) and its nodes as `data`.

	Takes the `filters` of `get_nodes`.
	"""
	level = get_nodes(is_root=True, **filters)
	found = [{"parent": label, "data": level}]
	seen = {node["value"] for node in level}
	while parents := [node["value"] for node in level if node["expandable"]]:
		level = [node for node in _as_nodes(_parts_of(parents)) if node["value"] not in seen]
		seen.update(node["value"] for node in level)
		for parent in parents:
			parts = [node for node in level if node["parent_action"] == parent]
			found.append({"parent": parent, "data": parts})
	return found


def _top(filters: dict) -> list[dict]:
	"""Return the actions that are part of no other: those that match `filters`, and those above them."""
	known = {row.name: row for row in _read(_conditions(filters))}
	while above := {row.parent_action for row in known.values() if row.parent_action} - known.keys():
		found = look_up(above, lambda some: _read([["name", "in", some]] if some else []))
		found = [row for row in found if row.name in above]
		known |= {row.name: row for row in found}
		hidden = above - {row.name for row in found}
		for row in known.values():
			# Who may not read an action finds its parts at the top.
			if row.parent_action in hidden:
				row.parent_action = None
	return [row for row in known.values() if not row.parent_action]


def _conditions(filters: dict) -> list[list]:
	conditions = [[field, "=", filters[field]] for field in ("service", "action_owner") if filters.get(field)]
	if cint(filters.get("unfinished_only")):
		conditions.append(["status", "not in", FINISHED])
	return conditions


def _parts_of(parents: list[str]) -> list[dict]:
	of = set(parents)
	rows = look_up(of, lambda some: _read([_part_of(some)]))
	return [row for row in rows if row.parent_action in of]


def _part_of(some: list[str] | None) -> list:
	return ["parent_action", "in", some] if some else ["parent_action", "is", "set"]


def _read(conditions: list[list]) -> list[dict]:
	return frappe.get_list(
		ACTION, filters=conditions, fields=FIELDS, order_by="due_date asc, name asc", limit_page_length=0
	)


def _as_nodes(rows: list[dict], with_parts_only: int = 0) -> list[dict]:
	"""Return `rows` as nodes, by due date; those without a date come last."""

	def read(some: list[str] | None) -> list[str]:
		return frappe.get_list(
			ACTION,
			filters=[_part_of(some)],
			fields=["parent_action"],
			distinct=True,
			order_by="parent_action",
			limit_page_length=0,
			pluck="parent_action",
		)

	parents = set(look_up([row.name for row in rows], read))
	owners = list({row.action_owner for row in rows if row.action_owner})
	full_names = {
		user.name: user.full_name
		for user in frappe.get_all(
			"User", filters={"name": ("in", owners or [""])}, fields=["name", "full_name"]
		)
	}
	today = getdate(nowdate())
	nodes = [
		{
			"value": row.name,
			"expandable": row.name in parents,
			"owner_name": full_names.get(row.action_owner, ""),
			"overdue": is_overdue(row.status, row.due_date, today),
			**{field: row[field] for field in FIELDS if field not in ("name", "action_owner")},
		}
		for row in rows
		if row.name in parents or not with_parts_only
	]
	return sorted(nodes, key=lambda node: (not node["due_date"], str(node["due_date"]), node["value"]))
