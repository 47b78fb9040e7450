"""A site with the employees and holiday lists of ERPNext, and small builders of them.

Where ERPNext is installed it is the site of the tests. In the sandbox it is a copy of that with doctypes that stand in
for those of ERPNext: they have the fields that the app reads, and no rules of their own.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import builders
import frappe
import pytest
from frappe.utils import add_days, date_diff, getdate
from throwaway import ThrowAwaySite, is_own_sandbox

from improvement_actions.lifecycle.working_days import WEEKEND

EMPLOYEE, HOLIDAY_LIST, HOLIDAY = "Employee", "Holiday List", "Holiday"

STAND_INS = (
	(HOLIDAY, {"istable": 1}, ("holiday_date Date", "description Data", "weekly_off Check")),
	(
		HOLIDAY_LIST,
		{"autoname": "field:holiday_list_name"},
		("holiday_list_name Data", "from_date Date", "to_date Date", f"holidays Table {HOLIDAY}"),
	),
	(
		EMPLOYEE,
		{"autoname": "hash"},
		("first_name Data", "user_id Link User", "status Data", f"reports_to Link {EMPLOYEE}"),
	),
)


@contextmanager
def site_with_erpnext(bench: str) -> Iterator[None]:
	"""Be on a site with employees and holiday lists; skip the test where there can be none."""
	if frappe.db.table_exists(EMPLOYEE) and frappe.db.table_exists(HOLIDAY_LIST):
		if not frappe.db.get_value("Company", {}):
			pytest.skip("ERPNext is installed here, but has no company yet.")
		yield
		return
	if not is_own_sandbox(bench):
		pytest.skip("Employees and holiday lists come with ERPNext, which this site does not have.")
	copy = ThrowAwaySite(bench, like_the_test_site=True)
	try:
		with copy.connected():
			for stand_in in STAND_INS:
				_make(*stand_in)
			yield
			frappe.db.rollback()
	finally:
		copy.drop()


def _make(name: str, values: dict, fields: tuple[str, ...]) -> None:
	rows = []
	for field in fields:
		fieldname, fieldtype, *options = field.split(" ", 2)
		rows.append({"fieldname": fieldname, "fieldtype": fieldtype, "options": " ".join(options)})
	frappe.get_doc(
		{
			"doctype": "DocType",
			"name": name,
			"module": "Core",
			"custom": 1,
			"fields": [{"label": row["fieldname"], **row} for row in rows],
			"permissions": [{"role": "System Manager", "read": 1}],
			**values,
		}
	).insert()


def holiday_list(first: str, last: str, *holidays: str, weekends: bool = True) -> str:
	"""Return a list from `first` to `last` with `holidays` and, with `weekends`, every Saturday and Sunday."""
	days = {getdate(day): "Bank holiday" for day in holidays}
	for day in (getdate(add_days(first, number)) for number in range(date_diff(last, first) + 1)):
		if weekends and day.weekday() in WEEKEND:
			days.setdefault(day, "Weekend")
	doc = frappe.get_doc(
		{
			"doctype": HOLIDAY_LIST,
			"holiday_list_name": f"Holidays {builders.fake.unique.random_number(6)}",
			"from_date": first,
			"to_date": last,
		}
	)
	for day, description in sorted(days.items()):
		doc.append("holidays", {"holiday_date": day, "description": description})
	return doc.insert().name


def employee(user: str | None = None, reports_to: str | None = None, **values) -> str:
	"""Return the name of a new employee, active unless `values` say otherwise, whose account is `user`."""
	company = frappe.db.get_value("Company", {}) if frappe.db.table_exists("Company") else None
	return (
		frappe.get_doc(
			{
				"doctype": EMPLOYEE,
				"first_name": builders.fake.first_name(),
				"last_name": builders.fake.last_name(),
				"company": company,
				"gender": "Female",
				"date_of_birth": date(1980, 4, 5),
				"date_of_joining": date(2020, 1, 6),
				"user_id": user,
				"reports_to": reports_to,
				"status": "Active",
				"naming_series": "HR-EMP-",
				"employee_number": str(builders.fake.unique.random_number(9)),
				**values,
			}
		)
		.insert()
		.name
	)


def leave(name: str) -> None:
	"""Let the employee called `name` leave."""
	doc = frappe.get_doc(EMPLOYEE, name)
	doc.update({"status": "Left", "relieving_date": builders.in_days(-1)})
	doc.save()
