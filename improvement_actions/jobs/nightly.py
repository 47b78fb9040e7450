"""The nightly pass: marks what is overdue, stale or aspirational, escalates, and tells people.

A day's pass is a row of Improvement Nightly Run, and `advance` does, from wherever that row stands, what is still to be done:

	Marking → Marked (until the hour from which people are told) → Telling → Finished

So it may be called at any hour, twice, or on any number of machines at once, and a pass that was cut off is picked up by the
next call: the scheduler makes one every hour. What is to be done are rows (parts, digests); a worker locks the next one
that nobody holds, and commits what it did together with the mark that it is done. A worker that dies lets go of its rows. Redis
only calls more workers: without it, whoever was called does everything.
"""

from collections.abc import Callable
from datetime import date
from math import ceil

import frappe
from frappe import _
from frappe.utils import getdate, now_datetime, nowdate
from pypika.terms import Values
from redis.exceptions import RedisError

from improvement_actions.jobs import digests, escalating, marking, risks, trajectory
from improvement_actions.jobs.parts import WHOLE, Part, divided
from improvement_actions.lifecycle import escalation
from improvement_actions.settings import (
	digest_calendar,
	escalation_steps,
	get_settings,
	trajectory_thresholds,
	work_calendar,
)

RUN, PART = "Improvement Nightly Run", "Improvement Nightly Run Part"
MARKING, MARKED, TELLING, FINISHED = "Marking", "Marked", "Telling", "Finished"
WAITING, DONE, FAILED = "Waiting", "Done", "Failed"

#: So many active actions are marked in one transaction, which takes some seconds. Each part looks at everything that is
#: overdue: many small ones take longer than a few large ones.
ACTIONS_IN_A_PART = 1_000_000
#: So many people are told in one transaction.
PEOPLE_AT_ONCE = 100
#: A worker more is called for so many parts, or people, and no more than so many workers.
PARTS_FOR_A_WORKER, PEOPLE_FOR_A_WORKER, MOST_WORKERS = 2, 200, 16
#: How often a part that lost a deadlock to somebody's save is tried again at once.
ATTEMPTS = 3


def run_when_due() -> None:
	"""Do what is left of today's run (the scheduler calls this every hour).

	Also once it is finished: a mail server that refused to take the mails may take them by now.
	"""
	day = _today()
	_start(day)
	_retry(day)
	advance(day)


def run_again() -> None:
	"""Do today's run once more from the beginning. Whoever has been told today is not told again."""
	day = _today()
	_start(day)
	if frappe.db.get_value(RUN, str(day), "status", for_update=True) in (MARKED, FINISHED):
		_set(day, status=MARKING, started_on=now_datetime(), finished_on=None)
		frappe.db.delete(PART, {"parent": str(day)})
	_retry(day)
	advance(day)


def advance(day: date) -> None:
	"""Do what is still to be done of the run of `day`, with more workers where there is much of it."""
	while True:
		# Whoever holds the row plans what comes next; the others wait, and then find it planned.
		status = frappe.db.get_value(RUN, str(day), "status", for_update=True)
		planned = PLANS[status](day)
		if planned != status:
			_set(day, status=planned, finished_on=now_datetime() if planned == FINISHED else None)
		frappe.db.commit()
		if planned in WORK:
			take, workers = WORK[planned]
			_call_workers(day, workers(day) - 1)
			took = _count_true(lambda take=take: take(day))
			if took or planned != status:
				continue
		elif planned != status:
			continue
		# What is left is being done by others, waits for its hour, or has failed.
		return


def help_with(day: str) -> None:
	"""Take part in the run of `day` (an ISO date): what a worker does that was called."""
	advance(getdate(day))


# What each status is followed by: asked by whoever holds the row of the run


def _plan_marking(day: date) -> str:
	statuses = frappe.get_all(PART, filters={"parent": str(day)}, pluck="status")
	if not statuses:
		for number, part in enumerate(divided(ACTIONS_IN_A_PART), 1):
			row = frappe.new_doc(PART, parent=str(day), parenttype=RUN, parentfield="parts")
			row.update({"idx": number, "first": part.first, "before": part.before, "status": WAITING})
			row.db_insert()
		return MARKING
	return MARKED if set(statuses) == {DONE} else MARKING


def _plan_telling(day: date) -> str:
	settings, now = get_settings(), now_datetime()
	_set(day, notes="\n".join(escalating.nobody_found()))
	if not settings.send_digests or not digest_calendar().counts(day):
		return FINISHED
	if now.date() == day and now.hour < (settings.digest_hour or 0):
		return MARKED
	digests.plan(day)
	return TELLING


def _plan_end(day: date) -> str:
	told = digests.counts(day)
	_set(day, digests=told.told, mails=told.mailed)
	if told.no_account:
		_note(
			day,
			[_("No mail could be sent: there is no outgoing Email Account. People were told in the Desk.")],
		)
	return TELLING if told.waiting or told.failed else FINISHED


PLANS: dict[str, Callable[[date], str]] = {
	MARKING: _plan_marking,
	MARKED: _plan_telling,
	TELLING: _plan_end,
	FINISHED: lambda day: FINISHED,
}


# The work itself


def _mark_next_part(day: date) -> bool:
	"""Mark the next part that nobody is marking; return False when there is none."""
	row = frappe.qb.DocType(PART)
	found = (
		frappe.qb.from_(row)
		.where((row.parent == str(day)) & (row.status == WAITING))
		.orderby(row.idx)
		.limit(1)
		.for_update(skip_locked=True)
		.select(row.name, row["first"], row.before)
	).run(as_dict=True)
	if not found:
		frappe.db.rollback()
		return False
	name, part = found[0].name, Part(found[0]["first"] or "", found[0].before or "")
	for attempt in range(1, ATTEMPTS + 1):
		try:
			_add(day, mark(day, part))
			frappe.db.set_value(PART, name, {"status": DONE, "finished_on": now_datetime(), "error": None})
			break
		except (frappe.QueryDeadlockError, frappe.QueryTimeoutError) as error:
			frappe.db.rollback()
			if attempt == ATTEMPTS:
				_fail(day, name, error)
		except Exception as error:
			frappe.db.rollback()
			_fail(day, name, error)
			break
	frappe.db.commit()
	return True


def mark(day: date, part: Part = WHOLE) -> dict[str, int]:
	"""Mark and escalate the actions of `part`, and mark its risks, as of `day`, in the transaction that is open; return what was done, by field of the run."""
	reached = escalation.reached(escalation_steps(), work_calendar(), day)
	counts = {
		"no_longer_overdue": marking.unmark_overdue(day, part),
		"newly_overdue": marking.mark_overdue(day, reached, part),
	}
	trajectory.mark_all(trajectory_thresholds(), part)
	forgotten = escalating.forget_nobody(part)
	recorded = sum(escalating.record(day, each, part) for each in reached)
	return {
		**counts,
		"escalations": recorded - forgotten,
		"newly_to_reassess": risks.mark_due(day, part),
	}


def _add(day: date, counts: dict[str, int]) -> None:
	"""Add `counts` to those of the run."""
	run = frappe.qb.DocType(RUN)
	query = frappe.qb.update(run).where(run.name == str(day))
	for fieldname, count in counts.items():
		query = query.set(run[fieldname], run[fieldname] + count)
	query.run()


def _fail(day: date, part: str, error: Exception) -> None:
	frappe.log_error(title=f"Nightly run {day}: a part was not marked")
	frappe.db.set_value(PART, part, {"status": FAILED, "error": str(error)[:500]})


def _tell_next_people(day: date) -> bool:
	notes: list[str] = []
	told = digests.tell(day, PEOPLE_AT_ONCE, notes)
	_note(day, notes)
	return bool(told)


def _note(day: date, notes: list[str]) -> None:
	"""Add to the run what somebody should look into, each thing once."""
	if not notes:
		return
	known = (frappe.db.get_value(RUN, str(day), "notes", for_update=True) or "").splitlines()
	_set(day, notes="\n".join(dict.fromkeys([*known, *notes])))
	frappe.db.commit()


def _workers_for_parts(day: date) -> int:
	return ceil(frappe.db.count(PART, {"parent": str(day), "status": WAITING}) / PARTS_FOR_A_WORKER)


def _workers_for_people(day: date) -> int:
	return ceil(digests.counts(day).waiting / PEOPLE_FOR_A_WORKER)


#: In which status there is work: how to take the next of it, and how many workers are worth while for what is left.
WORK: dict[str, tuple[Callable[[date], bool], Callable[[date], int]]] = {
	MARKING: (_mark_next_part, _workers_for_parts),
	TELLING: (_tell_next_people, _workers_for_people),
}


def _count_true(take: Callable[[], bool]) -> int:
	"""Call `take` until it has nothing more; return how often it had."""
	return sum(1 for _taken in iter(take, False))


def _call_workers(day: date, number: int) -> None:
	"""Ask for `number` workers more, whichever machine they are on, unless they have been asked for already."""
	for each in range(1, min(number, MOST_WORKERS) + 1):
		try:
			frappe.enqueue(
				help_with,
				queue="long",
				job_id=f"improvement-nightly-run-{day}-{each}",
				deduplicate=True,
				day=str(day),
			)
		except RedisError:
			return


def _today() -> date:
	"""Return the day it is where the provider is: what is due today is not overdue before it is tomorrow there."""
	return getdate(nowdate())


def _start(day: date) -> None:
	"""Make the row of the run of `day`, unless it is there."""
	now = now_datetime()
	run = frappe.qb.DocType(RUN)
	values = {
		"name": str(day),
		"run_date": day,
		"status": MARKING,
		"started_on": now,
		"creation": now,
		"modified": now,
		"owner": "Administrator",
		"modified_by": "Administrator",
	}
	(
		frappe.qb.into(run)
		.columns(*values)
		.insert(*values.values())
		.on_duplicate_key_update(run.run_date, Values(run.run_date))
	).run()
	frappe.db.commit()


def _retry(day: date) -> None:
	"""Let what failed be done again."""
	frappe.db.set_value(PART, {"parent": str(day), "status": FAILED}, "status", WAITING)
	digests.retry(day)
	frappe.db.commit()


def _set(day: date, **values) -> None:
	frappe.db.set_value(RUN, str(day), values, update_modified=False)
