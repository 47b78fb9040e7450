"""How far a nightly run has come, told from its rows and from what the queue says of the check that was asked for."""

import pytest

from improvement_actions.lifecycle.nightly import Standing, standing

WAITS = Standing(waiting=True, running=True, failed=False, done=0, total=0)
QUIET = Standing(waiting=False, running=False, failed=False, done=0, total=0)


@pytest.mark.parametrize(
	("status", "parts", "told", "job", "expected"),
	[
		(None, {}, {}, None, QUIET),
		(None, {}, {}, "queued", WAITS),
		# Last night's run is at its end, and the check has not begun
		("Finished", {"Done": 2}, {}, "queued", Standing(True, True, False, 2, 2)),
		("Finished", {"Done": 2}, {}, "started", Standing(False, True, False, 2, 2)),
		("Finished", {"Done": 2}, {"Mailed": 9}, "finished", Standing(False, False, False, 2, 2)),
		("Finished", {"Done": 2}, {"Mailed": 9}, None, Standing(False, False, False, 2, 2)),
		("Marking", {}, {}, "started", Standing(False, True, False, 0, 0)),
		# Shared out among workers: the job that began it may be at its end
		("Marking", {"Done": 1, "Waiting": 3}, {}, "finished", Standing(False, True, False, 1, 4)),
		("Marking", {"Done": 3, "Failed": 1}, {}, "finished", Standing(False, False, True, 4, 4)),
		("Marked", {"Done": 4}, {}, "finished", Standing(False, False, False, 4, 4)),
		("Telling", {"Done": 4}, {"Mailed": 2, "Waiting": 6}, None, Standing(False, True, False, 2, 8)),
		("Telling", {"Done": 4}, {"Mailed": 7, "Failed": 1}, None, Standing(False, False, True, 8, 8)),
		# It broke before it came to its rows, or between two of them
		("Finished", {"Done": 2}, {}, "failed", Standing(False, False, True, 2, 2)),
		("Marking", {"Done": 1, "Waiting": 1}, {}, "failed", Standing(False, False, True, 1, 2)),
	],
)
def test_standing(status, parts, told, job, expected):
	assert standing(status, parts, told, job) == expected
