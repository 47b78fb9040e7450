"""A step is done once for the same inputs, and again after a change or a half-finished run."""

import errno

import pytest

from sandbox.config import Sandbox, write_json
from sandbox.errors import SandboxError
from sandbox.steps import Beside, Steps, fingerprint


@pytest.fixture
def steps(tmp_path):
	return Steps(Sandbox({"SANDBOX_HOME": str(tmp_path / "home"), "PATH": "/usr/bin:/bin"}))


def test_done_once_for_the_same_key(steps):
	done = []
	assert steps.once("build", "Build", "a", lambda: done.append(1))
	assert not steps.once("build", "Build", "a", lambda: done.append(1))
	assert steps.once("build", "Build", "b", lambda: done.append(1))
	assert len(done) == 2


def test_a_failed_step_is_done_again_even_for_the_key_it_once_succeeded_with(steps):
	steps.once("build", "Build", "a", lambda: None)
	with pytest.raises(ZeroDivisionError):
		steps.once("build", "Build", "b", lambda: 1 / 0)
	assert steps.once("build", "Build", "a", lambda: None)


def test_a_full_disk_in_our_own_writing_is_explained(steps):
	def write():
		raise OSError(errno.ENOSPC, "No space left on device")

	with pytest.raises(SandboxError, match="The disk is full"):
		steps.once("framework", "Framework", "a", write)


def test_a_failed_command_is_explained_and_logged(steps):
	with pytest.raises(SandboxError, match=r"greet failed: good bye.*greet\.log"):
		steps.run(["sh", "-c", "echo good bye; exit 3"], step="greet")
	assert "good bye" in (steps.sandbox.logs / "greet.log").read_text()


def test_only_the_last_runs_output_is_explained(steps):
	steps.run(["echo", "No space left on device"], step="greet")
	with pytest.raises(SandboxError, match="greet failed"):
		steps.run(["false"], step="greet")


def test_a_fingerprint_follows_content_and_names(tmp_path):
	(tmp_path / "one").write_text("1")
	first = fingerprint(tmp_path)
	assert fingerprint(tmp_path) == first
	(tmp_path / "one").rename(tmp_path / "two")
	second = fingerprint(tmp_path)
	(tmp_path / "two").write_text("2")
	assert len({first, second, fingerprint(tmp_path)}) == 3


def test_what_is_done_beside_raises_where_it_is_waited_for():
	beside = Beside(lambda: 1 / 0)
	with pytest.raises(ZeroDivisionError):
		beside.wait()


def test_a_file_is_written_whole(tmp_path):
	write_json(tmp_path / "deep" / "config.json", {"b": 1, "a": 2})
	assert (tmp_path / "deep" / "config.json").read_text() == '{\n "a": 2,\n "b": 1\n}\n'
	assert [file.name for file in (tmp_path / "deep").iterdir()] == ["config.json"]
