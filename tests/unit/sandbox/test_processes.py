"""Processes are found by what they carry, not by a file that may lie; and ended with their forks."""

import os
import subprocess
import sys

import pytest

from sandbox.config import Sandbox
from sandbox.processes import end, mark, running, wait_for


@pytest.fixture
def sandbox(tmp_path):
	return Sandbox({"SANDBOX_HOME": str(tmp_path)})


def start(sandbox, role, code):
	return subprocess.Popen(
		[sys.executable, "-c", code],
		env={**os.environ, **mark(sandbox, role)},
		stdout=subprocess.PIPE,
		text=True,
		start_new_session=True,
	)


def test_a_service_and_its_fork_are_found_and_ended(sandbox):
	process = start(sandbox, "worker", "import os, time; os.fork(); print('up', flush=True); time.sleep(60)")
	assert wait_for(lambda: len(running(sandbox).get("worker", [])) == 2, 10)
	assert end(sandbox, {"worker"}) == ["worker"]
	process.wait(5)
	assert running(sandbox) == {}


def test_one_that_ignores_the_request_is_made_to(sandbox, monkeypatch):
	monkeypatch.setattr("sandbox.processes.SECONDS_TO_STOP", 0.2)
	ignoring = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(60)"
	process = start(sandbox, "web", ignoring)
	assert process.stdout.readline() == "up\n"
	end(sandbox, {"web"})
	assert process.wait(5) == -9


def test_other_roles_and_other_sandboxes_are_left_alone(sandbox, tmp_path):
	other = Sandbox({"SANDBOX_HOME": str(tmp_path / "other")})
	processes = [
		start(sandbox, "mariadb", "import time; time.sleep(60)"),
		start(other, "web", "import time; time.sleep(60)"),
	]
	assert wait_for(lambda: running(sandbox) and running(other), 10)
	assert end(sandbox, {"web", "step"}) == []
	assert all(process.poll() is None for process in processes)
	for process in processes:
		process.kill()
		process.wait()


def test_what_a_deleted_sandbox_left_running_is_a_stray(sandbox):
	process = start(sandbox, "mariadb", "import time; time.sleep(60)")
	assert wait_for(lambda: "mariadb" in running(sandbox), 10)
	(sandbox.home / "instance").unlink()
	successor = Sandbox({"SANDBOX_HOME": str(sandbox.home)})
	assert list(running(successor)) == ["stray"]
	assert end(successor, {"stray"}) == ["stray"]
	process.wait(5)
