"""The SQL that the rules are made of.

MariaDB finds rows by an index for `service in (...) or action_owner = ...`, but not any more when one side of the `or`
is a subquery: then it reads the whole table. So names are looked up first where they are few, and where they are
not, the sides of the `or` become a union that the rows are found from.
"""

from collections.abc import Iterable

import frappe

from improvement_actions.permissions.roles import services_of

ACTION = "`tabImprovement Action`"


def in_services(table: str, user: str) -> str:
	services = ", ".join(map(quoted, ["", *services_of(user)]))
	return f"({table}.service in ({services}) or {table}.service is null)"


def shared_with(doctype: str, user: str) -> list[str]:
	"""Return the names of the records that have been shared with `user`."""
	return frappe.get_all(
		"DocShare", {"share_doctype": doctype, "user": user, "read": 1}, pluck="share_name", order_by="name"
	)


def in_names(table: str, names: list[str]) -> list[str]:
	return [f"{table}.name in ({', '.join(map(quoted, names))})"] if names else []


def any_of(table: str, rules: list[str], names: Iterable[str] = ()) -> str:
	"""Return the condition that one of `rules` holds or that the record has one of `names`."""
	return "(" + (" or ".join([*rules, *in_names(table, list(names))]) or "1=0") + ")"


def in_union(table: str, condition: str, *names: str) -> str:
	"""Return the condition that `condition` holds or that one of the queries for `names` gives the record."""
	union = " union ".join((f"select {table}.name from {table} where {condition}", *names))
	return f"{table}.name in (select name from ({union}) readable)"


def quoted(value: str) -> str:
	return frappe.db.escape(value)
