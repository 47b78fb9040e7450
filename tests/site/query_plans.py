"""Which queries the app's lists, cards, charts, reports and other views run, and how MariaDB goes about them.

What there is to look at is read from the app itself: its doctypes, records and form scripts. A list, a card or a report
that is added later is looked at without a word here.
"""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import frappe
from frappe.desk import query_report, reportview
from frappe.desk.doctype.dashboard_chart import dashboard_chart
from frappe.desk.doctype.number_card import number_card
from frappe.utils import getdate, nowdate

from benchmarks.data import owner_id, services
from improvement_actions import list_views
from improvement_actions.learning import lessons

MODULE = "Improvement Actions"
FOLDER = Path(frappe.get_app_path("improvement_actions"))
#: Reading more rows than this takes longer the more there are; reading fewer takes no time that anybody notices.
MANY = 10_000
#: Who asks for this share of a table asks for so much of it that reading all of it is the shortest way.
WORTH = 0.1


@dataclass
class Query:
	"""A query as it was sent, the number of rows in its answer, and what was done when it was."""

	sql: str
	rows: int
	doing: str


@contextmanager
def watched(doing: str, seen: dict[str, Query]) -> Iterator[None]:
	"""Note in `seen` every query that reads, by its text."""
	original = frappe.db.sql

	def noting(query, values=(), *args, **kwargs):
		answer = original(query, values, *args, **kwargs)
		sql = str(frappe.db.last_query).strip()
		if kwargs.get("run", True) and sql.lower().startswith("select") and sql not in seen:
			seen[sql] = Query(sql, len(answer), doing)
		return answer

	frappe.db.sql = noting
	try:
		yield
	finally:
		del frappe.db.sql


# How a query is carried out


def faults(query: Query) -> list[str]:
	"""Return what is wrong with the way the database answers `query`; an empty list when nothing is.

	A query may not read through a big table, nor through the whole of an index of it. What reads everything because
	everything is asked for is no fault:

	- a table, when at least a tenth of its rows is in the answer (a register without filters, a board): MariaDB itself
	  takes an index for a detour then, also where there is one;
	- an index, when at least a tenth of it is counted or grouped (all records, by status);
	- an index that a list walks along in its order until a page is full;
	- an index that has all that the query looks at, when Frappe wrapped the field into COALESCE: early versions of 15 do
	  so with dates and with what may be empty, and no index helps to find these.
	"""
	steps = list(_steps(_explained("EXPLAIN FORMAT=JSON", query.sql)))
	found = [_scan(step, query) for step in steps if step["access_type"] == "ALL"]
	if any(step["access_type"] == "index" for step in steps) and not _has_limit(query.sql):
		found += [_walk(step) for step in _steps(_explained("ANALYZE FORMAT=JSON", query.sql))]
	return [fault for fault in found if fault]


def _explained(how: str, sql: str) -> dict:
	return json.loads(frappe.db.sql(f"{how} {sql}")[0][0])


def _steps(plan) -> Iterator[dict]:
	"""Give every access to a table in `plan`, however deep."""
	if isinstance(plan, dict):
		# Tables that the query itself makes, like <derived2>, hold what other steps have read.
		if "table_name" in plan and "access_type" in plan and not plan["table_name"].startswith("<"):
			yield plan
		plan = list(plan.values())
	if isinstance(plan, list):
		for part in plan:
			yield from _steps(part)


def _has_limit(sql: str) -> bool:
	return bool(re.search(r"\blimit \d+( offset \d+)?\s*$", sql, re.I))


def _scan(step: dict, query: Query) -> str | None:
	rows = step.get("rows", 0)
	if rows <= MANY or query.rows >= rows * WORTH:
		return None
	return f"reads all of {step['table_name']}, about {rows:,} rows, for an answer of {query.rows:,}"


def _walk(step: dict) -> str | None:
	read = (step.get("r_rows") or 0) * (step.get("r_loops") or 0)
	used = (step.get("r_filtered") or 0) / 100
	if step["access_type"] != "index" or read <= MANY or used >= WORTH:
		return None
	if step.get("using_index") and "coalesce(" in step.get("attached_condition", "").lower():
		return None
	return f"reads all of the index {step.get('key')} of {step['table_name']}, {read:,.0f} rows, and uses {used:.1%}"


# What there is to look at. Each gives what it is called and how it is done.

Look = tuple[str, Callable[[], object]]


def everything(user: str, by_role_only: bool = False) -> Iterator[Look]:
	"""Give everything that a user may look at, as the Desk asks for it.

	With `by_role_only` what is the same for everybody who reads all actions is left out.
	"""
	for doctype in doctypes():
		yield from lists(doctype)
	yield from number_cards()
	yield from charts()
	yield from workspaces(user)
	if by_role_only:
		return
	yield from boards()
	for script in scripts("*_calendar.js"):
		yield from calendar(script)
	for script in scripts("*_tree.js"):
		yield from tree(script)
	yield from reports()
	for words in ("", "night audit"):
		yield f"Lessons Learned: {words or 'as it opens'}", lambda words=words: lessons.search(words)


def doctypes() -> list[str]:
	"""Return the doctypes of the app that have a list."""
	return frappe.get_all(
		"DocType",
		{"module": MODULE, "issingle": 0, "istable": 0, "is_virtual": 0},
		pluck="name",
		order_by="name",
	)


def lists(doctype: str) -> Iterator[Look]:
	"""The list as it opens with its number of records, and each of its ready-made views."""
	yield f"{doctype}: list", lambda: _list(doctype)
	yield f"{doctype}: number in the list", lambda: _count(doctype)
	if doctype not in list_views.LISTS:
		return
	yield (
		f"{doctype}: ready-made views",
		lambda: list_views.get_views(doctype, named=[owner_id(3), owner_id(4)]),
	)
	in_service = [[doctype, "service", "=", services()[3]]]
	if frappe.get_meta(doctype).has_field("service"):
		yield (
			f"{doctype}: ready-made views in a service",
			lambda: list_views.get_views(doctype, filters=in_service),
		)
	for view in list_views.views_of(doctype):
		filters = [[doctype, *each] for each in list_views.as_sent(view.filters)]
		yield f"{doctype}: {view.label}", lambda filters=filters: _list(doctype, filters)
		yield f"{doctype}: number in {view.label}", lambda filters=filters: _count(doctype, filters)


def _list(doctype: str, filters=(), order_by: str | None = None, page_length: int = 20):
	"""Ask for a list as the Desk does, with what its rows show."""
	meta = frappe.get_meta(doctype)
	shown = {df.fieldname for df in meta.fields if df.in_list_view or df.fieldname == meta.title_field}
	fields = ["name", "modified", "_assign", *sorted(shown)]
	sorted_by = f"{meta.sort_field or 'modified'} {(meta.sort_order or 'desc').lower()}"
	return _ask(
		reportview.get,
		doctype=doctype,
		fields=json.dumps([f"`tab{doctype}`.`{field}`" for field in fields]),
		filters=json.dumps(list(filters), default=str),
		order_by=f"`tab{doctype}`.{order_by or sorted_by}",
		start=0,
		page_length=page_length,
		view="List",
	)


def _count(doctype: str, filters=()):
	sent = json.dumps(list(filters) if isinstance(filters, list | tuple) else filters, default=str)
	return _ask(reportview.get_count, doctype=doctype, fields="[]", filters=sent, distinct="false")


def _ask(method: Callable, **arguments):
	frappe.local.form_dict = frappe._dict(arguments)
	return method()


def number_cards() -> Iterator[Look]:
	for name in frappe.get_all("Number Card", {"module": MODULE, "type": "Document Type"}, pluck="name"):
		card = frappe.get_doc("Number Card", name)
		yield (
			f"card {name}",
			lambda card=card: number_card.get_result(card.as_json(), _filters(card.filters_json)),
		)


def charts() -> Iterator[Look]:
	for name in frappe.get_all("Dashboard Chart", {"module": MODULE}, pluck="name"):
		chart = frappe.get_doc("Dashboard Chart", name).as_json()
		yield f"chart {name}", lambda chart=chart: dashboard_chart.get(chart=chart, no_cache=1)


def workspaces(user: str) -> Iterator[Look]:
	"""The numbers on shortcuts, and quick lists."""
	for name in frappe.get_all("Workspace", {"module": MODULE}, pluck="name"):
		workspace = frappe.get_doc("Workspace", name)
		for row in workspace.shortcuts:
			if row.stats_filter:
				filters = _filters(row.stats_filter, user)
				yield f"shortcut {row.label}", lambda row=row, filters=filters: _count(row.link_to, filters)
		for row in workspace.quick_lists:
			filters = _filters(row.quick_list_filter or "[]", user)
			yield (
				f"quick list {row.label}",
				lambda row=row, filters=filters: _list(row.document_type, filters),
			)


def _filters(written: str | None, user: str = ""):
	"""Return filters as a record keeps them, with what a browser would put into them."""
	for expression, value in {
		"frappe.session.user": user,
		"frappe.datetime.get_today()": nowdate(),
		"frappe.datetime.nowdate()": nowdate(),
	}.items():
		written = (written or "[]").replace(expression, json.dumps(value))
	assert "frappe." not in written, f"What does a browser make of {written}?"
	return json.loads(written)


def boards() -> Iterator[Look]:
	"""A board asks for all of its cards at once."""
	for board in frappe.get_all(
		"Kanban Board", {"reference_doctype": ("in", doctypes())}, ["name", "reference_doctype", "filters"]
	):
		filters = _filters(board.filters)
		yield (
			f"board {board.name}",
			lambda board=board, filters=filters: _list(board.reference_doctype, filters, page_length=0),
		)


def scripts(pattern: str) -> list[Path]:
	return sorted(FOLDER.glob(f"**/doctype/*/{pattern}"))


def calendar(script: Path) -> Iterator[Look]:
	"""A month of the calendar, and the chart that goes by the same settings."""
	text = script.read_text()
	doctype = _only(r'frappe\.views\.calendar\["(.+?)"\]', text)
	method = frappe.get_attr(_only(r'get_events_method:\s*"(.+?)"', text))
	today = getdate(nowdate())
	month = (str(today.replace(day=1)), str(today.replace(day=1) + timedelta(days=41)))
	yield f"{doctype}: calendar", lambda: method(*month, filters="[]")
	order_by = _only(r'order_by: "(.+?)"', text)
	under_way = next(view for view in list_views.views_of(doctype) if view.name == "under_way")
	filters = [[doctype, *each] for each in list_views.as_sent(under_way.filters)]
	yield f"{doctype}: chart of a month", lambda: _list(doctype, filters, f"{order_by} asc")


def tree(script: Path) -> Iterator[Look]:
	"""The top of the tree, as it opens and by each of its filters."""
	text = script.read_text()
	doctype = _only(r'frappe\.treeview_settings\["(.+?)"\]', text)
	module = frappe.get_module(_only(r'"(improvement_actions\.[\w.]+)"', text))
	written = _written_filters(text)
	opens = {name: 1 for name, (_kind, _options, default) in written.items() if default}
	yield f"{doctype}: tree", lambda: module.get_nodes(is_root=True, **opens)
	for name, value in _values(written).items():
		chosen = {**opens, name: value}
		yield f"{doctype}: whole tree by {name}", lambda chosen=chosen: module.get_all_nodes("All", **chosen)


def reports() -> Iterator[Look]:
	"""Each report as it opens and by each of its filters."""
	for name in frappe.get_all("Report", {"module": MODULE, "disabled": 0}, pluck="name"):
		script = next(FOLDER.glob(f"**/report/{frappe.scrub(name)}/{frappe.scrub(name)}.js"))
		written = _written_filters(script.read_text())
		needed = {field: value for field, value in _values(written).items() if written[field][2]}
		for field, value in {"": None, **_values(written)}.items():
			chosen = {**needed, **({field: value} if field else {})}
			yield (
				f"{name}: {field or 'as it opens'}",
				lambda name=name, chosen=chosen: _run(name, chosen),
			)


def _run(name: str, chosen: dict):
	report = frappe.get_doc("Report", name)
	if report.report_type == "Script Report":
		return report.execute_module(chosen)
	return query_report.run(name, chosen)


def _written_filters(text: str) -> dict[str, tuple[str, str, str]]:
	"""Return the filters of a form script: type, options and default, by name."""
	found = {}
	for body in re.findall(r"\{([^{}]*fieldname:[^{}]*)\}", text):
		parts = {
			key: next(iter(re.findall(rf"{key}:\s*(\[.*?\]|\"[^\"]*\"|[\w.()]+)", body, re.S)), "")
			for key in ("fieldname", "fieldtype", "options", "default")
		}
		fieldname = parts["fieldname"].strip('"')
		found[fieldname] = (parts["fieldtype"].strip('"'), parts["options"], parts["default"])
	assert found, "A form script whose filters cannot be read"
	return found


def _values(written: dict[str, tuple[str, str, str]]) -> dict[str, object]:
	"""Return something to choose in each filter."""
	linked = {"Care Service": services()[3], "User": owner_id(3)}
	found = {}
	for fieldname, (kind, options, _default) in written.items():
		if kind == "Link":
			doctype = options.strip('"')
			found[fieldname] = linked.get(doctype) or frappe.get_all(doctype, pluck="name", limit=1)[0]
		elif kind == "Select":
			found[fieldname] = next(filter(None, re.findall(r'"(.*?)"', options)))
		elif kind == "Date":
			found[fieldname] = nowdate()
		elif kind in ("Check", "Int"):
			found[fieldname] = 1
		elif kind == "Data":
			found[fieldname] = "night"
		else:
			raise AssertionError(f"What would somebody choose in {fieldname}, a filter of type {kind}?")
	return found


def _only(pattern: str, text: str) -> str:
	found = re.findall(pattern, text)
	assert len(found) == 1, f"{len(found)} of {pattern}"
	return found[0]
