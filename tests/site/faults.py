"""A second process on the site of the tests, that can be killed at any of its statements, as a worker is by the kernel."""

import mmap
import os
import signal
import sys
import traceback
from collections.abc import Callable

import frappe

#: What a process ends with that has done all it was asked to, and one that failed.
COMPLETE, BROKEN = 0, 17


def in_process(
	work: Callable[[], object], kill_at: int | None = None, at: Callable[[int], None] | None = None
) -> int:
	"""Do `work` in a process with a connection of its own; return 0 when it came to its end, -9 when it was killed.

	`kill_at` is the number of the statement (1 for the first) before which it is killed; `at` is called with the number of
	every statement before that is sent. What the process writes to stderr shows with the test's output.
	"""
	site = frappe.local.site
	sys.stdout.flush()
	pid = os.fork()
	if not pid:
		code = BROKEN
		try:
			# The parent's connection stays the parent's: this process opens its own, and never closes the other.
			_inherited = frappe.local.db
			frappe.release_local(frappe.local)
			frappe.init(site=site)
			frappe.connect()
			frappe.flags.in_test = False
			_watch(kill_at, at)
			work()
			code = COMPLETE
		except BaseException:
			traceback.print_exc()
		finally:
			sys.stderr.flush()
			os._exit(code)
	_pid, status = os.waitpid(pid, 0)
	return os.waitstatus_to_exitcode(status)


def statements_of(work: Callable[[], object]) -> int:
	"""Do `work` in a process of its own and return how many statements it sent."""
	sent = mmap.mmap(-1, 8)

	def at(number: int) -> None:
		sent[:] = number.to_bytes(8, "little")

	assert in_process(work, at=at) == COMPLETE
	return int.from_bytes(sent[:], "little")


def _watch(kill_at: int | None, at: Callable[[int], None] | None) -> None:
	# Connected by its first statement
	frappe.db.sql("SELECT 1")
	send, number = frappe.db._cursor.execute, 0

	def execute(*args, **kwargs):
		nonlocal number
		number += 1
		if at:
			at(number)
		if number == kill_at:
			os.kill(os.getpid(), signal.SIGKILL)
		return send(*args, **kwargs)

	frappe.db._cursor.execute = execute
