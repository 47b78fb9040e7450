"""One day's pass over all actions: its record, starting it, and how far it has come."""

from dataclasses import asdict

import frappe
from frappe import _
from frappe.query_builder.functions import Count
from frappe.utils import add_days, getdate, nowdate
from frappe.utils.background_jobs import get_job_status
from redis.exceptions import RedisError

from improvement_actions import people
from improvement_actions.app_written import AppWritten
from improvement_actions.lifecycle import nightly
from improvement_actions.lifecycle.problem import Problem
from improvement_actions.refusal import refuse, refuse_access

RUN, PART = "Improvement Nightly Run", "Improvement Nightly Run Part"
DIGEST = "Improvement Digest"
#: What a worker does, and the name of the job: asked for twice, it is done once.
CHECK = "improvement_actions.jobs.nightly.run_again"
JOB = "improvement-nightly-run-again"
COUNTED = ("newly_overdue", "no_longer_overdue", "escalations", "newly_to_reassess", "digests", "mails")


class ImprovementNightlyRun(AppWritten):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from improvement_actions.improvement_actions.doctype.improvement_nightly_run_part.improvement_nightly_run_part import (
			ImprovementNightlyRunPart,
		)

		digests: DF.Int
		escalations: DF.Int
		finished_on: DF.Datetime | None
		mails: DF.Int
		newly_overdue: DF.Int
		newly_to_reassess: DF.Int
		no_longer_overdue: DF.Int
		notes: DF.SmallText | None
		parts: DF.Table[ImprovementNightlyRunPart]
		run_date: DF.Date
		started_on: DF.Datetime | None
		status: DF.Literal["Marking", "Marked", "Telling", "Finished"]
	# end: auto-generated types

	@staticmethod
	def clear_old_logs(days: int = 365):
		"""Delete the runs of more than `days` ago with their parts, as Frappe's Log Settings ask."""
		run = frappe.qb.DocType(RUN)
		part = frappe.qb.DocType(PART)
		old = run.run_date < add_days(nowdate(), -days)
		frappe.qb.from_(part).delete().where(
			part.parent.isin(frappe.qb.from_(run).select(run.name).where(old))
		).run()
		frappe.qb.from_(run).delete().where(old).run()


@frappe.whitelist(methods=["POST"])
def start() -> dict:
	"""Let a worker check everything now, and return how things stood before (see `progress`).

	Raises a permission error for everybody but managers and whoever runs the system, and `RefusedError` when no worker
	can be reached.
	"""
	if not (people.is_manager() or "System Manager" in frappe.get_roles()):
		refuse_access("start", RUN)
	before = progress()
	try:
		frappe.enqueue(CHECK, queue="long", job_id=JOB, deduplicate=True)
	except RedisError:
		problem = Problem(
			"no_queue",
			None,
			_(
				"The check cannot be started now: its queue does not answer. It runs by itself within the hour."
			),
		)
		refuse([problem], _("Not Started"))
	return before


@frappe.whitelist()
def progress() -> dict:
	"""Return how far today's run has come.

	Keys: `name` of the run and its `status` (None before there is one today), `waiting` (whether it was asked for and no worker
	has taken it up), `running`, `failed`, `done` of `total` (parts, or people to tell, by the status), what was done
	today so far (`newly_overdue`, `no_longer_overdue`, `escalations`, `newly_to_reassess`, `digests`, `mails`), and `notes`, a list of what
	somebody should look into. Three queries, whatever there is to do.
	"""
	if not frappe.has_permission(RUN, "read"):
		refuse_access("read", RUN)
	today = getdate(nowdate())
	run = frappe.db.get_value(RUN, str(today), ["name", "status", "notes", *COUNTED], as_dict=True)
	run = run or frappe._dict(dict.fromkeys(COUNTED, 0))
	parts = _how_many(frappe.qb.DocType(PART), "status", "parent", str(today))
	told = _how_many(frappe.qb.DocType(DIGEST), "result", "digest_date", today)
	standing = nightly.standing(run.status, parts, told, _job_status())
	return {
		"name": run.name,
		"status": run.status,
		**asdict(standing),
		**{count: run[count] or 0 for count in COUNTED},
		"notes": (run.notes or "").splitlines(),
	}


def _how_many(table, fieldname: str, within: str, value) -> dict[str, int]:
	"""Return how many rows of `table`, those with `value` in `within`, have which value in `fieldname`."""
	counted = (
		frappe.qb.from_(table)
		.where(table[within] == value)
		.groupby(table[fieldname])
		.select(table[fieldname], Count("*"))
	)
	return dict(counted.run())


def _job_status() -> str | None:
	"""Return what the queue says of the check that somebody has asked for, None when it knows of none."""
	try:
		return get_job_status(JOB)
	except RedisError:
		return None
