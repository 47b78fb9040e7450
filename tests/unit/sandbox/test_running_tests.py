"""Which tests were asked for decides what is brought up for them."""

import pytest

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
