"""The lessons of all actions that somebody may read, found by any words in them."""

from functools import reduce
from operator import and_

import frappe
from frappe.model.db_query import DatabaseQuery
from frappe.query_builder.functions import Count
from frappe.utils import cint
from pypika.terms import LiteralValue

from improvement_actions.learning.outcomes import ACTION, FACTOR, courses
from improvement_actions.refusal import refuse_access

SOURCE, STANDARD = "Improvement Source", "Improvement Standard"
PAGE = 20
#: Nobody turns so many pages, and a larger one would take the server long.
LARGEST_PAGE = 100
#: More words than this narrow nothing down any more.
MOST_WORDS = 12
SEARCHED = ("lessons_learned", "change_to_practice", "title")


@frappe.whitelist()
def search(
	words: str = "",
	theme: str | None = None,
	factor: str | None = None,
	service: str | None = None,
	standard: str | None = None,
	start: int = 0,
	page_length: int = PAGE,
) -> dict:
	"""Return the lessons in which each of `words` (in any order, also parts of words) is found: in lesson, change or title.

	`theme` is a part of the source's theme; `factor`, `service` and `standard` are names of records. Keys of the answer: `lessons`,
	from the `start`-th on and at most `page_length` (20, no more than 100) of them, the latest first, each with `action`,
	`title`, `lesson`, `change`, `service`, `status`, `completed_on`, `embedded_first` and `lasted` (None: not looked at yet); and
	`total`. Only of actions that the user may read; raises a permission error for who may read none.
	"""
	if not frappe.has_permission(ACTION, "read"):
		refuse_access("read", ACTION)
	action = frappe.qb.DocType(ACTION)
	condition = (
		_readable(action) & _found(action, words) & _narrowed(action, theme, factor, service, standard)
	)
	total = frappe.qb.from_(action).select(Count("*")).where(condition).run()[0][0]
	rows = (
		frappe.qb.from_(action)
		.select(action.name, action.title, action.lessons_learned, action.change_to_practice, action.service)
		.select(action.status, action.completed_on, action.reopen_count)
		.where(condition)
		.orderby(action.completed_on, action.name, order=frappe.qb.desc)
		.limit(min(max(cint(page_length), 1), LARGEST_PAGE))
		.offset(max(cint(start), 0))
	).run(as_dict=True)
	outcome = courses(rows)
	return {"lessons": [_as_sent(row, outcome[row.name]) for row in rows], "total": total}


def _as_sent(row: frappe._dict, course) -> dict:
	return {
		"action": row.name,
		"title": row.title,
		"lesson": row.lessons_learned,
		"change": row.change_to_practice,
		"service": row.service,
		"status": row.status,
		"completed_on": row.completed_on and row.completed_on.date().isoformat(),
		"embedded_first": course.embedded_first,
		"lasted": course.lasted,
	}


def _readable(action):
	"""Return the condition that the user may read an action, the very one of its list, and that it has a lesson."""
	has_lesson = action.lessons_learned > ""
	# Its % are doubled, as the database driver wants them in a query that has values.
	permitted = DatabaseQuery(ACTION).build_match_conditions()
	return has_lesson & LiteralValue(f"({permitted})") if permitted else has_lesson


def _found(action, words: str):
	asked = str(words or "").split()[:MOST_WORDS]
	conditions = [action.name.isnotnull()]
	for word in asked:
		part = f"%{_literal(word)}%"
		lesson, change, title = (action[field].like(part) for field in SEARCHED)
		conditions.append(lesson | change | title)
	return reduce(and_, conditions)


def _narrowed(action, theme, factor, service, standard):
	conditions = [action.name.isnotnull()]
	if service:
		conditions.append(action.service == str(service))
	if standard:
		row = frappe.qb.DocType(STANDARD)
		named = frappe.qb.from_(row).select(row.parent).where(row.standard == str(standard))
		conditions.append(action.name.isin(named.where(row.parenttype == ACTION)))
	if factor:
		row = frappe.qb.DocType(FACTOR)
		conditions.append(
			action.source.isin(
				frappe.qb.from_(row)
				.select(row.parent)
				.where((row.factor == str(factor)) & (row.parenttype == SOURCE))
			)
		)
	if theme:
		source = frappe.qb.DocType(SOURCE)
		like = source.theme.like(f"%{_literal(str(theme).strip())}%")
		conditions.append(action.source.isin(frappe.qb.from_(source).select(source.name).where(like)))
	return reduce(and_, conditions)


def _literal(text: str) -> str:
	"""Return `text` so that LIKE looks for it as it is."""
	return text.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
