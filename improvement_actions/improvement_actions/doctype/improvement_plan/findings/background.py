"""Long imports, done by a worker while the dialog asks how far they are: it works without the realtime server."""

from collections.abc import Callable

import frappe
from frappe import _
from redis.exceptions import RedisError

from improvement_actions.lifecycle.problem import Problem
from improvement_actions.refusal import RefusedError, as_text, refuse

QUEUED, RUNNING, DONE, FAILED = "Queued", "Running", "Done", "Failed"
#: More rows than a request should keep somebody waiting for: making one takes some 40 milliseconds.
MOST_IN_REQUEST = 150
#: How long the outcome can be asked for, and how long a worker may take, in seconds.
KEPT_FOR, MOST_TIME = 3600, 1500
#: The worker says how far it is after every so many records.
TOLD_EVERY = 10


def start(method: str, **arguments) -> str | None:
	"""Have a worker call `method` (its address) with `arguments`, and with `job`, the name by which `state_of` knows it.

	Returns that name; None when there is nobody to hand it to.
	"""
	job = frappe.generate_hash(length=20)
	try:
		_keep(job, state=QUEUED, done=0, total=0)
		if not _kept(job):
			return None
		frappe.enqueue(method, queue="long", timeout=MOST_TIME, job=job, **arguments)
	except RedisError:
		return None
	return job


def run(job: str, work: Callable[[Callable[[int, int], None]], dict]) -> None:
	"""Do `work`, which gets a function to say how far it is, and keep its answer, or why there is none, for who asked."""

	def tell(done: int, total: int) -> None:
		if done % TOLD_EVERY == 0 or done == total:
			_keep(job, state=RUNNING, done=done, total=total)

	_keep(job, state=RUNNING, done=0, total=0)
	try:
		answer = work(tell)
		# Before anybody hears of it.
		frappe.db.commit()
	except RefusedError as refused:
		frappe.db.rollback()
		_keep(job, state=FAILED, problems=[as_text(problem) for problem in refused.problems])
	except Exception:
		frappe.db.rollback()
		_keep(job, state=FAILED, problems=[_("Nothing was imported: something went wrong on the server.")])
		raise
	else:
		_keep(job, state=DONE, answer=answer)


def state_of(job: str) -> dict:
	"""Return how the import `job` of who is signed in stands.

	Keys: `state` (Queued, Running, Done or Failed), `done` and `total` (records), `answer` when it is done, `problems` (as text) when it
	failed. Refuses a job that is not known, or not any more.
	"""
	kept = _kept(job)
	if not kept or kept.get("user") != frappe.session.user:
		template = _(
			"This import is not known any more. Look at the plan: either all of it is there, or nothing."
		)
		refuse([Problem("unknown_job", "job", template)], _("Not Known"))
	return {key: value for key, value in kept.items() if key != "user"}


def _keep(job: str, **state) -> None:
	value = {"user": frappe.session.user, **state}
	frappe.cache().set_value(_key(job), value, expires_in_sec=KEPT_FOR)


def _kept(job: str) -> dict | None:
	return frappe.cache().get_value(_key(job), expires=True)


def _key(job: str) -> str:
	return f"findings_import:{job}"
