"""The family of an action: what it is part of and its parts, as its form shows them."""

from itertools import pairwise

import frappe
from frappe.utils import getdate, nowdate

from improvement_actions.lifecycle.status import is_overdue

ACTION = "Improvement Action"
FIELDS = ("name", "title", "status", "workflow_state", "action_owner", "due_date", "parent_action")
#: How many generations one query reads. Deeper families take another query for as many again.
GENERATIONS = 6
#: More than this many parts are a project, which the list shows better than a form.
MOST_SHOWN = 100
COLOURS = {
	"Draft": "gray",
	"Open": "blue",
	"In Progress": "orange",
	"Completed": "purple",
	"Closed": "green",
	"Cancelled": "darkgrey",
}


def as_html(action: str) -> str:
	"""Return the tree that `action` (a name) belongs to, as far as the user may read it; "" when it stands alone."""
	top, count = tree_of(action)
	if count < 2:
		return ""
	return frappe.render_template(
		"improvement_actions/templates/action_family.html",
		{"top": top, "action": action, "left_out": max(0, count - MOST_SHOWN), "colours": COLOURS},
	)


def tree_of(action: str) -> tuple[list[frappe._dict], int]:
	"""Return the topmost actions of the family of `action` that the user may read, and how many there are in all.

	Each has `parts` (actions again), `overdue` and `owner_name`. An action that the user may not read is left out,
	and its parts stand under the nearest action above it that they may. At most `MOST_SHOWN` are in the tree:
	the line of `action` first, then generation by generation.
	"""
	line = line_of(action)
	parents = descendants_of(line[-1])
	readable = {
		row.name: row
		for row in frappe.get_list(
			ACTION, filters={"name": ("in", list(parents))}, fields=list(FIELDS), limit_page_length=0
		)
	}
	in_order = [name for name in dict.fromkeys([*line, *parents]) if name in readable]
	shown = set(in_order[:MOST_SHOWN])
	full_names = _full_names({readable[name].action_owner for name in shown})
	today = getdate(nowdate())
	top = []
	for name in sorted(shown, key=lambda name: (readable[name].due_date or today.max, name)):
		row = readable[name]
		row.setdefault("parts", [])
		row.overdue = is_overdue(row.status, row.due_date, today)
		row.owner_name = full_names.get(row.action_owner, row.action_owner)
		above = parents[name]
		while above and above not in shown:
			above = parents.get(above)
		(readable[above].setdefault("parts", []) if above else top).append(row)
	return top, len(in_order)


def line_of(action: str) -> list[str]:
	"""Return `action` and what it is part of, up to the topmost, whoever may read them."""
	line = [action]
	while True:
		found = [name for name in _ancestors(line[-1]) if name]
		fresh = [name for name in dict.fromkeys(found) if name not in line]
		line += fresh
		# Fewer than were asked for: the top is reached. Nothing new: a circle from before there was a rule against it.
		if len(found) < GENERATIONS or not fresh:
			return line


def descendants_of(top: str) -> dict[str, str | None]:
	"""Return `top` and all that is part of it, each with its parent, generation by generation."""
	parents: dict[str, str | None] = {top: None}
	start = [top]
	while start:
		deepest = []
		for generation in zip(*_descendants(start), strict=True):
			deepest = []
			for name, parent in generation:
				if name and name not in parents:
					parents[name] = parent
					deepest.append(name)
		start = deepest
	return parents


def _ancestors(action: str) -> tuple:
	"""Return the parent of `action`, the parent's parent and so on, `GENERATIONS` of them, None above the top."""
	tables = [frappe.qb.DocType(ACTION).as_(f"generation_{number}") for number in range(GENERATIONS)]
	query = frappe.qb.from_(tables[0])
	for below, above in pairwise(tables):
		query = query.left_join(above).on(above.name == below.parent_action)
	rows = query.where(tables[0].name == action).select(*[table.parent_action for table in tables]).run()
	return rows[0] if rows else ()


def _descendants(actions: list[str]) -> list[list[tuple]]:
	"""Return the lines down from `actions`: for each, one (name, parent) a generation, names None below its end."""
	tables = [frappe.qb.DocType(ACTION).as_(f"generation_{number}") for number in range(GENERATIONS)]
	query = frappe.qb.from_(tables[0])
	for above, below in pairwise(tables):
		query = query.left_join(below).on(below.parent_action == above.name)
	columns = [column for table in tables for column in (table.name, table.parent_action)]
	rows = query.where(tables[0].parent_action.isin(actions)).select(*columns).run()
	return [list(zip(row[::2], row[1::2], strict=True)) for row in rows]


def _full_names(users: set[str | None]) -> dict[str, str]:
	rows = frappe.get_all(
		"User", filters={"name": ("in", list(users - {None, ""}))}, fields=["name", "full_name"]
	)
	return {row.name: row.full_name or row.name for row in rows}
