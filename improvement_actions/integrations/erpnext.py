"""What ERPNext knows: which days are worked, and who somebody's line manager is. Idle where ERPNext is not installed."""

import frappe
from frappe.query_builder.functions import Min
from frappe.utils import getdate

from improvement_actions.lifecycle.working_days import Calendar

HOLIDAY_LIST, HOLIDAY, EMPLOYEE = "Holiday List", "Holiday", "Employee"


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

	Only employees who have not left count, with users of their own; each person is there once.
	"""
	if not frappe.db.table_exists(EMPLOYEE):
		return None
	employee, manager = frappe.qb.DocType(EMPLOYEE), frappe.qb.DocType(EMPLOYEE).as_("manager")
	return (
		frappe.qb.from_(employee)
		.join(manager)
		.on(manager.name == employee.reports_to)
		.where((employee.status != "Left") & (manager.status != "Left"))
		.where((employee.user_id != "") & (manager.user_id != ""))
		.groupby(employee.user_id)
		.select(employee.user_id.as_("person"), Min(manager.user_id).as_("line_manager"))
	)
