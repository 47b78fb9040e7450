"""What ERPNext knows: which days are worked, and who somebody's line manager is. Idle where ERPNext is not installed."""

import frappe
from frappe.query_builder import Case
from frappe.query_builder.functions import Coalesce, Min
from frappe.utils import getdate

from improvement_actions.lifecycle.working_days import Calendar

HOLIDAY_LIST, HOLIDAY, EMPLOYEE = "Holiday List", "Holiday", "Employee"
#: Statuses of an employee; the others are Inactive and Suspended.
ACTIVE, LEFT = "Active", "Left"


def holiday_lists() -> list[str]:
	"""Return the names of the lists of holidays on this site, the latest first."""
	if not frappe.db.table_exists(HOLIDAY_LIST):
		return []
	return frappe.get_all(HOLIDAY_LIST, order_by="from_date desc", pluck="name")


def working_days(holiday_list: str) -> Calendar:
	"""Return the days that are worked by `holiday_list`; all but weekends where there is no such list."""
	covered = frappe.db.table_exists(HOLIDAY_LIST) and frappe.db.get_value(
		HOLIDAY_LIST, holiday_list, ["from_date", "to_date"]
	)
	if not covered:
		return Calendar(working_days_only=True)
	holidays = frappe.get_all(
		HOLIDAY, filters={"parenttype": HOLIDAY_LIST, "parent": holiday_list}, pluck="holiday_date"
	)
	return Calendar(True, frozenset(map(getdate, holidays)), *map(getdate, covered))


def line_managers():
	"""Return the query for everybody's line manager (columns `person`, `line_manager`: users), None without employees.

	Each person is there once: whoever has several records as an employee is looked for in the active one first. Who
	has left has no line manager, and only who is at work can be one: not somebody who has left, or is away for long.
	"""
	if not frappe.db.table_exists(EMPLOYEE):
		return None
	employee, manager = frappe.qb.DocType(EMPLOYEE), frappe.qb.DocType(EMPLOYEE).as_("manager")
	while_active = Case().when(employee.status == ACTIVE, manager.user_id)
	return (
		frappe.qb.from_(employee)
		.join(manager)
		.on(manager.name == employee.reports_to)
		.where((employee.status != LEFT) & (manager.status == ACTIVE))
		.where((employee.user_id != "") & (manager.user_id != ""))
		.groupby(employee.user_id)
		.select(
			employee.user_id.as_("person"),
			Coalesce(Min(while_active), Min(manager.user_id)).as_("line_manager"),
		)
	)
