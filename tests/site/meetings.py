"""Meetings and what they look at, made through the doors that people use."""

import builders
import frappe
from builders import GOVERNANCE, as_user, in_days
from frappe.utils import nowdate

REVIEW = "Governance Review"


def planned(chair: str | None = None, services=(), **values):
	"""Return a planned meeting of today, made by who chairs it."""
	chair = chair or builders.user(GOVERNANCE)
	with as_user(chair):
		return frappe.get_doc(
			{
				"doctype": REVIEW,
				"meeting_date": nowdate(),
				"chair": chair,
				"services": [{"service": service} for service in services],
				**values,
			}
		).insert()


def built(chair: str | None = None, services=(), **values):
	"""Return a meeting with its agenda."""
	review = planned(chair, services, **values)
	build(review)
	return get(review.name)


def held(chair: str | None = None, services=(), days: int = 0, **values):
	"""Return a meeting that was held, `days` from today, with an agenda of what is so now."""
	review = built(chair, services, **values)
	with as_user(review.chair):
		get(review.name).hold()
	if days:
		past = {"meeting_date": in_days(days), "agenda_built_on": f"{in_days(days)} 09:00:00", "held_on": f"{in_days(days)} 12:00:00"}  # fmt: skip
		frappe.db.set_value(REVIEW, review.name, past, update_modified=False)
	return get(review.name)


def build(review) -> dict:
	with as_user(review.chair):
		return get(review.name).build_agenda()


def decide(review, record: str, decision: str, note: str | None = "Agreed by all.", **values) -> dict:
	with as_user(review.chair):
		return get(review.name).decide(record, decision, note, **values)


def get(name: str):
	return frappe.get_doc(REVIEW, name)


def item(review, record: str):
	"""Return the item about `record` of `review` as it is stored."""
	return next(row for row in get(review.name).items if record in (row.reference_name, row.item_title))


def sections(review) -> dict[str, str]:
	"""Return the section of each record on the agenda."""
	return {row.reference_name or row.item_title: row.section for row in get(review.name).items}


def comments(doctype: str, name: str) -> str:
	return " ".join(
		frappe.get_all("Comment", {"reference_doctype": doctype, "reference_name": name}, pluck="content")
	)


def risk(service: str, **values):
	"""Return a risk of `service` that is due for reassessment, written as its own rules would leave it."""
	doc = frappe.new_doc("Risk Register Entry")
	doc.update(
		{"title": "Medicines given late at night", "service": service, "status": "Reassessment Due", **values}
	)
	doc.name = f"RISK-{builders.fake.unique.random_number(9)}"
	doc.set_user_and_timestamp()
	doc.db_insert()
	return doc
