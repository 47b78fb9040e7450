"""What the nightly pass costs: against one raw UPDATE of the same rows, against the platform's own ways, and as actions grow.

Run from a bench's `sites` folder, on a site that can be lost:

	../env/bin/python <this folder>/nightly.py --site bench.localhost compare
	../env/bin/python <this folder>/nightly.py --site bench.localhost grow --sizes 1000 10000 100000 1000000

	../env/bin/python <this folder>/nightly.py --site bench.localhost tell

`compare` takes turns between the statement that has to be run in any case (setting `overdue_since` of what is newly overdue)
and the whole marking part of the pass (all marks, all escalation steps), each in another order a round, with everything put
back in between; then it lets Frappe's own "Days After" notification do its work on the same rows and, where ERPNext is installed, its
`set_tasks_as_overdue` on a thousand tasks. `grow` does the pass at each size, in a process of its own each,
and says what it takes a row and how much memory. `tell` plans the digests of everybody and tells them, some people at a time,
and says how many people a second, and how many statements each of them took.
"""

import argparse
import os
import random
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import frappe
from frappe.utils import add_days, getdate, nowdate

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks import data
from improvement_actions.jobs import digests, nightly, parts
from improvement_actions.lifecycle.status import ACTIVE

ACTION, ESCALATION = "Improvement Action", "Improvement Escalation"
#: Which actions fell due since the last night, so that a round can be taken back.
NEWLY = "_benchmark_newly_overdue"
#: So many tasks are enough for a figure a row.
TASKS = 1_000


def main() -> None:
	options = argparse.ArgumentParser(
		description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
	)
	options.add_argument("--site", required=True)
	options.add_argument("--rounds", type=int, default=7)
	options.add_argument(
		"--keep",
		action="store_true",
		help="use the records of the last run with this option, and leave them there",
	)
	what = options.add_subparsers(dest="what", required=True)
	compared = what.add_parser("compare")
	compared.add_argument("--under-way", type=int, default=100_000)
	compared.add_argument("--newly-overdue", type=int, default=10_000)
	grown = what.add_parser("grow")
	grown.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
	grown.add_argument("--plot", help="draw the figures into this file (needs matplotlib)")
	told = what.add_parser("tell")
	told.add_argument("--under-way", type=int, default=100_000)
	told.add_argument("--newly-overdue", type=int, default=10_000)
	told.add_argument("--at-once", type=int, nargs="+", default=[10, 50, 100])
	options = options.parse_args()
	frappe.init(site=options.site)
	frappe.connect()
	frappe.flags.mute_emails = True
	{"compare": compare, "grow": grow, "tell": tell}[options.what](options)
	frappe.destroy()


def prepare(options) -> None:
	"""Make the records, unless those of an earlier run are to be used."""
	if not (options.keep and frappe.db.sql("SHOW TABLES LIKE %s", [NEWLY])):
		fresh(options.under_way, options.newly_overdue)


def clear() -> None:
	"""Delete everything that was made here."""
	data.clear()
	frappe.db.sql_ddl(f"DROP TABLE IF EXISTS `{NEWLY}`")


def fresh(under_way: int, newly_overdue: int) -> None:
	"""Make the records anew, with nothing marked that fell due since the last night."""
	data.clear()
	data.fill(data.Size(under_way=under_way, newly_overdue=newly_overdue))
	day = getdate(nowdate())
	frappe.db.sql_ddl(f"CREATE OR REPLACE TABLE `{NEWLY}` (name VARCHAR(140) PRIMARY KEY)")
	frappe.db.sql(
		f"INSERT INTO `{NEWLY}` SELECT name FROM `tab{ACTION}` WHERE status IN %s AND due_date < %s"
		" AND overdue_since IS NULL",
		[ACTIVE, day],
	)
	# What the statements find is what they find on any night: everything older is marked and escalated.
	mark(day)
	_take_back()
	frappe.db.sql_ddl(f"ANALYZE TABLE `tab{ACTION}`, `tab{ESCALATION}`")


def mark(day: date) -> None:
	"""Do the pass over all actions: everything but telling people."""
	for part in parts.divided(nightly.ACTIONS_IN_A_PART):
		nightly.mark(day, part)
		frappe.db.commit()


def raw_update(day: date) -> None:
	"""Set `overdue_since` of what is newly overdue: the least that any way has to do."""
	frappe.db.sql(
		f"UPDATE `tab{ACTION}` SET overdue_since = due_date + INTERVAL 1 DAY WHERE status IN %s AND due_date < %s"
		" AND overdue_since IS NULL",
		[ACTIVE, day],
	)
	frappe.db.commit()


def _take_back() -> int:
	"""Make newly overdue again what was so at the start; return how many actions that are."""
	frappe.db.sql(f"DELETE e FROM `tab{ESCALATION}` e JOIN `{NEWLY}` n ON n.name = e.action")
	frappe.db.sql(
		f"UPDATE `tab{ACTION}` a JOIN `{NEWLY}` n ON n.name = a.name SET a.overdue_since = NULL, a.escalation_level = 0"
	)
	frappe.db.commit()
	return frappe.db.sql(f"SELECT COUNT(*) FROM `{NEWLY}`")[0][0]


def compare(options) -> None:
	day = getdate(nowdate())
	prepare(options)
	rows = _take_back()
	under_way = frappe.db.count(ACTION, {"status": ("in", ACTIVE)})
	print(f"{under_way:,} actions under way, {rows:,} of them newly overdue")
	ways = {"raw UPDATE": raw_update, "the pass": mark}
	times: dict[str, list[float]] = {name: [] for name in ways}
	shuffled = random.Random(4)
	for number in range(-1, options.rounds):
		for name in shuffled.sample(list(ways), len(ways)):
			taken = timed(lambda name=name: ways[name](day))
			_take_back()
			if number >= 0:
				times[name].append(taken)
	ratio = statistics.median(
		mine / raw for mine, raw in zip(times["the pass"], times["raw UPDATE"], strict=True)
	)
	for name, taken in times.items():
		middle = statistics.median(taken)
		print(f"{name:32} {middle * 1000:10.1f} ms   {middle / rows * 1000:8.4f} ms a row")
	print(f"{'the pass / raw UPDATE':32} {ratio:10.2f}")
	a_row = statistics.median(times["the pass"]) / rows
	for name, measure in {
		"Notification, Days After": notification_a_row,
		"ERPNext set_tasks_as_overdue": tasks_a_row,
	}.items():
		taken = measure(day)
		if taken is not None:
			print(f"{name:32} {taken * 1000:10.4f} ms a row   {taken / a_row:8.0f} times the pass")
	if not options.keep:
		clear()


def notification_a_row(day: date) -> float:
	"""Return the seconds a row of Frappe's own way: a Notification for what was due a day ago.

	It tells nobody and sets nothing: the least that such a Notification can do is to load and judge every row.
	"""
	from frappe.email.doctype.notification.notification import trigger_daily_alerts

	notification = frappe.get_doc(
		{
			"doctype": "Notification",
			"name": f"{data.MARK} A day overdue",
			"subject": "Overdue: {{ doc.title }}",
			"document_type": ACTION,
			"event": "Days After",
			"date_changed": "due_date",
			"days_in_advance": 1,
			"channel": "System Notification",
			"recipients": [],
			"message": "{{ doc.title }} was due on {{ doc.due_date }}.",
			"condition": "doc.status in ('Open', 'In Progress')",
		}
	).insert()
	frappe.db.commit()
	rows = frappe.db.count(ACTION, {"due_date": add_days(day, -1)})
	try:
		return timed(trigger_daily_alerts) / rows
	finally:
		frappe.db.rollback()
		frappe.db.delete("Notification", {"name": notification.name})
		frappe.db.commit()


def tasks_a_row(day: date) -> float | None:
	"""Return the seconds a row of ERPNext's nightly job for overdue tasks, None where it is not installed."""
	if not frappe.db.table_exists("Task"):
		return None
	from erpnext.projects.doctype.task.task import set_tasks_as_overdue

	frappe.db.delete("Task", {"subject": ("like", f"{data.MARK} %")})
	for number in range(TASKS):
		task = frappe.get_doc(
			{
				"doctype": "Task",
				"subject": f"{data.MARK} {number}",
				"status": "Open",
				"exp_end_date": add_days(day, -1),
			}
		)
		task.set_new_name()
		task.db_insert()
	others = frappe.db.count("Task", {"status": ("not in", ("Cancelled", "Completed"))}) - TASKS
	frappe.db.commit()
	taken = timed(set_tasks_as_overdue)
	frappe.db.rollback()
	frappe.db.delete("Task", {"subject": ("like", f"{data.MARK} %")})
	frappe.db.commit()
	return taken / (TASKS + others)


def timed(operation: Callable[[], object]) -> float:
	"""Return the seconds that `operation` takes."""
	began = time.perf_counter()
	operation()
	return time.perf_counter() - began


def grow(options) -> None:
	day = getdate(nowdate())
	found = []
	print(f"{'under way':>12} {'newly overdue':>14} {'seconds':>9} {'µs an action':>13} {'peak MB':>8}")
	for under_way in sorted(options.sizes):
		fresh(under_way, under_way // 10)
		taken = []
		for _number in range(max(3, options.rounds // 2)):
			rows = _take_back()
			taken.append(in_process(lambda: mark(day)))
		seconds = statistics.median(each[0] for each in taken)
		memory = max(each[1] for each in taken)
		found.append((under_way, seconds, memory))
		print(
			f"{under_way:12,} {rows:14,} {seconds:9.3f} {seconds / under_way * 1e6:13.2f} {memory / 1024:8.0f}"
		)
	clear()
	if options.plot:
		plot(found, options.plot)


def tell(options) -> None:
	day = getdate(nowdate())
	prepare(options)
	mark(day)
	_forget_digests(day)
	planning = timed(lambda: digests.plan(day))
	frappe.db.commit()
	waiting = digests.counts(day).waiting
	print(f"{waiting:,} people to tell, planned in {planning:.2f} s")
	print(f"{'at once':>8} {'people':>8} {'seconds':>9} {'people a second':>16} {'statements a person':>20}")
	send, sent = frappe.db.sql, 0

	def counting(*args, **kwargs):
		nonlocal sent
		sent += 1
		return send(*args, **kwargs)

	for at_once in options.at_once:
		# Everybody is told once: so each size has its share of them.
		share, people, seconds, sent = waiting // len(options.at_once), 0, 0.0, 0
		frappe.db.sql = counting
		while people < share:
			began = time.perf_counter()
			told = digests.tell(day, min(at_once, share - people))
			seconds += time.perf_counter() - began
			if not told:
				break
			people += told
		frappe.db.sql = send
		print(f"{at_once:8} {people:8,} {seconds:9.2f} {people / seconds:16.1f} {sent / people:20.1f}")
	_forget_digests(day)
	if not options.keep:
		clear()


def _forget_digests(day: date) -> None:
	"""Delete the digests of `day`, with their mails and bells."""
	names = frappe.get_all("Improvement Digest", {"digest_date": day}, ["name", "email_queue"])
	mails = [each.email_queue for each in names if each.email_queue]
	frappe.db.delete("Improvement Digest", {"digest_date": day})
	frappe.db.delete("Notification Log", {"document_type": "Improvement Digest"})
	for doctype, field in (("Email Queue", "name"), ("Email Queue Recipient", "parent")):
		for start in range(0, len(mails), 500):
			frappe.db.delete(doctype, {field: ("in", mails[start : start + 500])})
	frappe.db.commit()


def in_process(work: Callable[[], object]) -> tuple[float, int]:
	"""Do `work` in a process of its own; return the seconds it took, and the most memory the process had (KiB)."""
	site = frappe.local.site
	reading, writing = os.pipe()
	pid = os.fork()
	if not pid:
		# The parent's connection stays the parent's.
		_inherited = frappe.local.db
		frappe.release_local(frappe.local)
		frappe.init(site=site)
		frappe.connect()
		os.write(writing, str(timed(work)).encode())
		os._exit(0)
	_pid, status, used = os.wait4(pid, 0)
	os.close(writing)
	if status:
		raise RuntimeError("The pass failed; see above.")
	with os.fdopen(reading) as answer:
		return float(answer.read()), used.ru_maxrss


def plot(found: list[tuple[int, float, int]], path: str) -> None:
	"""Draw seconds and memory against the number of actions, both axes by powers of ten, with a line for linear growth."""
	from matplotlib import pyplot

	sizes, seconds, memory = zip(*found, strict=True)
	figure, (left, right) = pyplot.subplots(1, 2, figsize=(9, 3.6), layout="constrained")
	left.loglog(sizes, seconds, marker="o", label="the pass")
	left.loglog(
		sizes, [seconds[-1] * size / sizes[-1] for size in sizes], linestyle=":", color="gray", label="linear"
	)
	left.set(xlabel="actions under way", ylabel="seconds")
	left.legend()
	right.semilogx(sizes, [each / 1024 for each in memory], marker="o")
	right.set(xlabel="actions under way", ylabel="peak memory of the worker (MB)", ylim=(0, None))
	for axes in (left, right):
		axes.grid(alpha=0.3)
	figure.savefig(path, dpi=120)


if __name__ == "__main__":
	main()
