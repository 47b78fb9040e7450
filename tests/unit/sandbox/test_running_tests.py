"""Which tests were asked for decides what is brought up for them."""

import pytest

from sandbox import testing
from sandbox.config import Sandbox
from sandbox.errors import SandboxError
from sandbox.testing import KINDS, needed_kinds, split_options

EVERYTHING = set(KINDS)


@pytest.mark.parametrize(
	("arguments", "kinds"),
	[
		([], EVERYTHING),
		(["-x", "-q"], EVERYTHING),
		(["-k", "gates"], EVERYTHING),
		(["tests"], EVERYTHING),
		(["tests/unit"], {"unit"}),
		(["tests/unit/sandbox/test_names.py::test_each_name", "-x"], {"unit"}),
		(["tests/site/test_sandbox_smoke.py", "-k", "site"], {"site"}),
		(["tests/unit", "tests/e2e"], {"unit", "e2e"}),
	],
)
def test_what_the_paths_need(arguments, kinds):
	assert needed_kinds(arguments) == kinds


def test_a_bench_is_taken_out_of_pytests_arguments():
	own, rest = split_options(
		["--bench", "/b", "--site=s", "-k", "x", "tests/site", "--url", "http://127.0.0.1:8000"]
	)
	assert own == {"bench": "/b", "site": "s", "url": "http://127.0.0.1:8000"}
	assert rest == ["-k", "x", "tests/site"]


@pytest.mark.parametrize("arguments", [["--bench"], ["--site", "s"], ["--url=x"], ["--bench="]])
def test_half_an_option_is_refused(arguments):
	with pytest.raises(SandboxError):
		split_options(arguments)


@pytest.fixture
def lanes(monkeypatch, tmp_path):
	"""lanes(codes) -> the exit code of a run of everything whose parts end with `codes`, and the kinds in each part."""

	def lanes(codes: dict[str, int]) -> tuple[int, list[str]]:
		commands = []

		def start(command, environment, output=None):
			commands.append(command)
			if output:
				output.write("what the browser tests say")
			return command

		def wait(command):
			return next(code for kind, code in codes.items() if f"--only={kind}" in command)

		monkeypatch.setattr(testing, "start", start)
		monkeypatch.setattr(testing, "wait", wait)
		return testing.run_pytest(Sandbox({"SANDBOX_HOME": str(tmp_path)}), EVERYTHING, ["-x"]), commands

	return lanes


@pytest.mark.parametrize(
	("codes", "code"),
	[
		({"e2e": 0, "unit,site": 0, "alone": 0}, 0),
		({"e2e": 1, "unit,site": 0, "alone": 0}, 1),
		({"e2e": 0, "unit,site": 2, "alone": 0}, 2),
		({"e2e": 0, "unit,site": 0, "alone": 1}, 1),
		# A choice such as -k leaves some of them without any test.
		({"e2e": 5, "unit,site": 0, "alone": 5}, 0),
		({"e2e": 5, "unit,site": 5, "alone": 5}, 5),
	],
)
def test_a_run_of_everything_passes_when_each_part_does(lanes, codes, code, capsys):
	answer, commands = lanes(codes)
	assert answer == code and len(commands) == 3
	assert ("✓ All tests passed" in capsys.readouterr().out) == (code == 0)


def test_browser_tests_have_a_site_of_their_own(lanes, capsys):
	_code, commands = lanes({"e2e": 0, "unit,site": 0, "alone": 0})
	sites = {
		command[-1]: next(each for each in command if str(each).startswith("--site")) for command in commands
	}
	assert sites == {
		"--only=e2e": "--site=browser.localhost",
		"--only=unit,site": "--site=test.localhost,test-2.localhost",
		"--only=alone": "--site=test.localhost",
	}
	assert all("-x" in command for command in commands)
	assert "what the browser tests say" in capsys.readouterr().out


def test_every_kind_of_test_is_in_one_lane():
	named = [
		kind for only in (*testing.SIDE_BY_SIDE.values(), *testing.ALONE.values()) for kind in only.split(",")
	]
	assert sorted(named) == sorted([*KINDS, "alone"])
