"""What the form of a version shows: the plan as it was issued, and which versions it can be compared with."""

import frappe

from improvement_actions.improvement_actions.doctype.improvement_plan import paper
from improvement_actions.improvement_actions.doctype.improvement_plan.snapshot import hash_of

VERSION = "Improvement Plan Version"


@frappe.whitelist()
def as_issued(version: str, width: float | None = None) -> dict:
	"""Return the version called `version` for its form; its charts are `width` pixels wide.

	Keys: `html`, the plan as it was issued, from the snapshot alone; `is_whole`, whether the snapshot still has the hash that it
	was issued with; and `others`, the plan's other versions (`name`, `version_number`, `issued_on`), the latest first. Raises a
	permission error when the user may not read the version.
	"""
	doc = frappe.get_doc(VERSION, version)
	doc.check_permission("read")
	others = frappe.get_list(
		VERSION,
		filters={"plan": doc.plan, "name": ("!=", doc.name)},
		fields=["name", "version_number", "issued_on"],
		order_by="version_number desc",
		limit_page_length=0,
	)
	html = frappe.render_template(
		"improvement_actions/templates/plan_on_form.html",
		{"paper": paper.of_version(doc, paper.fitting(width))},
	)
	return {"html": html, "is_whole": hash_of(doc.snapshot) == doc.content_hash, "others": others}
