"""How a step is done: once per state of its inputs, said as it happens, its full output in a log, and redone when half-finished."""

import contextlib
import ctypes
import errno
import fcntl
import hashlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from sandbox.config import Sandbox
from sandbox.errors import disk_full, explain
from sandbox.processes import STEP, STRAY, end, mark

PR_SET_PDEATHSIG = 1
_printing = threading.Lock()
_libc = ctypes.CDLL(None)


def say(text: str = "") -> None:
	with _printing:
		print(text, flush=True)


def fingerprint(*inputs) -> str:
	"""One hash over strings and the contents of files; a folder counts with every file in it, by its relative name."""
	digest = hashlib.sha256()
	for value in inputs:
		if isinstance(value, Path):
			files = sorted(file for file in value.rglob("*") if file.is_file()) if value.is_dir() else [value]
			for file in files:
				if "__pycache__" not in file.parts:
					digest.update(
						str(file.relative_to(value.parent)).encode() + b"\0" + file.read_bytes() + b"\0"
					)
		else:
			digest.update(str(value).encode() + b"\0")
	return digest.hexdigest()


class Steps:
	"""Runs the named steps of a sandbox. A stamp holds the fingerprint of the inputs a step was last finished with."""

	def __init__(self, sandbox: Sandbox):
		self.sandbox = sandbox

	def stamp(self, name: str) -> str:
		file = self.sandbox.stamps / name
		return file.read_text() if file.exists() else ""

	def set_stamp(self, name: str, key: str) -> None:
		self.sandbox.stamps.mkdir(parents=True, exist_ok=True)
		part = self.sandbox.stamps / f"{name}.part"
		part.write_text(key)
		part.rename(self.sandbox.stamps / name)

	def drop_stamp(self, name: str) -> None:
		(self.sandbox.stamps / name).unlink(missing_ok=True)

	def once(self, name: str, title: str, key: str, action: Callable[[], object]) -> bool:
		"""Do `action` unless it was finished with this key before. Returns whether it was done now."""
		if self.stamp(name) == key:
			return False
		with self.step(title):
			self.drop_stamp(name)
			action()
			self.set_stamp(name, key)
		return True

	@contextlib.contextmanager
	def step(self, title: str):
		"""Say that a step begins and how long it took, and give a full disk its own message whoever meets it."""
		say(f"→ {title}")
		began = time.monotonic()
		try:
			yield
		except OSError as error:
			if error.errno in (errno.ENOSPC, errno.EDQUOT):
				raise disk_full(self.sandbox.home) from error
			raise
		say(f"✓ {title}: {time.monotonic() - began:.1f} s")

	def run(
		self,
		command: Iterable,
		*,
		step: str,
		registry: str | None = None,
		die_with_parent: bool = True,
		**options,
	) -> str:
		"""Run a command with its output in .sandbox/logs/<step>.log; returns the output, raises SandboxError on failure.

		A command dies with this process (also on kill -9), so that a second run never meets a first one still at work.
		apt-get is the exception: half a dpkg run is worse than one that finishes by itself.
		"""
		command = [str(part) for part in command]
		self.sandbox.logs.mkdir(parents=True, exist_ok=True)
		log = self.sandbox.logs / f"{step}.log"
		environment = options.pop("env", None) or self.sandbox.command_environment()
		if die_with_parent:
			environment = {**environment, **mark(self.sandbox, STEP)}
		with log.open("a+", errors="replace") as output:
			output.write(f"\n$ {' '.join(command)}\n")
			output.flush()
			began = output.tell()
			process = subprocess.Popen(
				command,
				stdout=output,
				stderr=subprocess.STDOUT,
				stdin=options.pop("stdin", subprocess.DEVNULL),
				env=environment,
				preexec_fn=end_with_parent if die_with_parent else None,
				**options,
			)
			try:
				code = process.wait()
			except BaseException:
				if die_with_parent:
					process.terminate()
				process.wait()
				raise
			output.seek(began)
			text = output.read()
		if code:
			raise explain(text, step, registry, self.sandbox.home, log)
		return text


def end_with_parent() -> None:
	"""In the child, before its program starts: have the kernel end it when the launcher is gone."""
	_libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


class Beside:
	"""An action done beside the main course of things; `wait` ends it, and raises what it raised.

	Its thread is a daemon: when the main course fails or is interrupted, the launcher ends, and its commands with it.
	"""

	def __init__(self, action: Callable[[], object]):
		self.action = action
		self.error: BaseException | None = None
		self.thread = threading.Thread(target=self._run, daemon=True)
		self.thread.start()

	def _run(self) -> None:
		try:
			self.action()
		except BaseException as error:
			self.error = error

	def wait(self) -> None:
		self.thread.join()
		if self.error:
			raise self.error


@contextlib.contextmanager
def one_at_a_time(sandbox: Sandbox):
	"""Hold the sandbox's lock. The kernel lets go of it when the holder ends, in whatever way."""
	sandbox.home.mkdir(parents=True, exist_ok=True)
	with open(sandbox.home / "lock", "a+") as lock:
		try:
			fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
		except BlockingIOError:
			lock.seek(0)
			say(f"Waiting for another sandbox/run (process {lock.read().strip() or 'unknown'}) to finish.")
			fcntl.flock(lock, fcntl.LOCK_EX)
		lock.truncate(0)
		lock.write(str(os.getpid()))
		lock.flush()
		# What a killed launcher's commands had started in turn, and what runs on files that are no longer there.
		end(sandbox, {STEP, STRAY})
		yield


def fail(text: str) -> int:
	print(f"sandbox: {text}", file=sys.stderr, flush=True)
	return 1
