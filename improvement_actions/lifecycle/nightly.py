"""How far the nightly run of a day has come."""

from collections.abc import Mapping
from dataclasses import dataclass

MARKING, MARKED, TELLING, FINISHED = "Marking", "Marked", "Telling", "Finished"
WAITING, FAILED = "Waiting", "Failed"
#: What a queue says of a job that it has not let go of yet.
QUEUED, AT_WORK, BROKEN = ("queued", "deferred", "scheduled"), "started", "failed"


@dataclass(frozen=True)
class Standing:
	"""`waiting`: asked for, and taken up by nobody yet. `done` of `total`: parts while it marks, people while it tells them."""

	waiting: bool
	running: bool
	failed: bool
	done: int
	total: int


def standing(
	status: str | None, parts: Mapping[str, int], told: Mapping[str, int], job: str | None
) -> Standing:
	"""Return how far a run with `status` (None: there is none yet) has come.

	`parts` says how many of its parts have which status, `told` how many people of the day have which result. `job` is
	what the queue says of the check that somebody has asked for. Without one a run still goes on: the
	scheduler started it, or the pieces of a check that was shared out among workers are left.
	"""
	pieces = told if status == TELLING else parts
	left = pieces.get(WAITING, 0)
	total = sum(pieces.values())
	# A run that has just begun has no parts yet.
	unfinished = bool(left) if total else status == MARKING
	waiting = job in QUEUED
	going_on = status in (MARKING, TELLING) and unfinished and job != BROKEN
	running = waiting or job == AT_WORK or going_on
	failed = not running and (job == BROKEN or FAILED in parts or FAILED in told)
	return Standing(waiting, running, failed, total - left, total)
