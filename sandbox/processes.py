"""Which processes belong to a sandbox, and how they are ended.

There are no pid files to go stale. Every process carries the sandbox's folder and its own role in its environment, and what is
running is read from /proc: so what a killed launcher or a worker's fork left behind is found as well.
"""

import os
import signal
import time
from collections.abc import Callable, Collection
from pathlib import Path

from sandbox.config import Sandbox

ROLE, HOME, INSTANCE = "SANDBOX_ROLE", "SANDBOX_ROLE_HOME", "SANDBOX_ROLE_INSTANCE"
# The role of a step's command: it ends with its launcher, and what it started in turn is ended by the next one.
STEP = "step"
# One of a sandbox that lay in the same folder and was deleted under its running services.
STRAY = "stray"
SECONDS_TO_STOP = 20


def mark(sandbox: Sandbox, role: str) -> dict[str, str]:
	"""The environment variables by which a process is known as this sandbox's."""
	return {ROLE: role, HOME: str(sandbox.home), INSTANCE: sandbox.instance}


def running(sandbox: Sandbox) -> dict[str, list[int]]:
	"""The process ids of each role in this sandbox, as the kernel knows them now."""
	found: dict[str, list[int]] = {}
	for folder in Path("/proc").iterdir():
		if not folder.name.isdecimal():
			continue
		try:
			pairs = (folder / "environ").read_text(errors="replace").split("\0")
			state = (folder / "stat").read_text(errors="replace").rpartition(") ")[2][:1]
		except OSError:
			continue
		variables = dict(pair.split("=", 1) for pair in pairs if "=" in pair)
		if variables.get(HOME) == str(sandbox.home) and state != "Z":
			is_ours = variables.get(INSTANCE) == sandbox.instance
			found.setdefault(variables.get(ROLE, STRAY) if is_ours else STRAY, []).append(int(folder.name))
	return found


def end(sandbox: Sandbox, roles: Collection[str]) -> list[str]:
	"""End every process in these roles, forks included: asked first, then made to. Returns the roles that ran."""

	def alive() -> list[int]:
		return [process for role, found in running(sandbox).items() if role in roles for process in found]

	ended = [role for role in running(sandbox) if role in roles]
	signal_all(alive(), signal.SIGTERM)
	if not wait_for(lambda: not alive(), SECONDS_TO_STOP):
		signal_all(alive(), signal.SIGKILL)
		wait_for(lambda: not alive(), 5)
	return ended


def signal_all(processes: list[int], number: int) -> None:
	for process in processes:
		try:
			os.kill(process, number)
		except ProcessLookupError:
			continue


def wait_for(condition: Callable[[], bool], seconds: float) -> bool:
	deadline = time.monotonic() + seconds
	while time.monotonic() < deadline:
		if condition():
			return True
		time.sleep(0.05)
	return condition()
