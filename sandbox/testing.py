"""`sandbox/run test`: brings up what the chosen tests need, runs pytest, and leaves things as they were."""

import json
import os
import re
import subprocess
import tempfile
from pathlib import Path

from sandbox import assets, packages, preflight, services, sites
from sandbox.config import APP, REPOSITORY, Sandbox
from sandbox.errors import SandboxError
from sandbox.steps import Beside, one_at_a_time, say

KINDS = ("unit", "site", "e2e")
#: What is run side by side when all of it is asked for, and then by itself: what stops the services that the others use.
SHARED_OUT = "unit,site"
SIDE_BY_SIDE = {"Browser tests": "e2e", "Unit and site tests": SHARED_OUT}
#: How those are shared out among pytest-xdist's workers, each with a site of its own: by file, the quick ones first.
WORKERS = ["--numprocesses=2", "--dist=loadfile", "--no-loadscope-reorder"]
ALONE = {"Tests that stop the services": "alone"}
#: pytest's exit codes.
PASSED, NONE_CHOSEN = 0, 5
# What each kind of test imports, as named on PyPI.
LIBRARIES = {"unit": ("pytest", "hypothesis", "freezegun"), "site": ("faker",), "e2e": ("playwright",)}


def run(commands, arguments: list[str]) -> int:
	"""Run pytest with these arguments; returns its exit code."""
	own, pytest_arguments = split_options(arguments)
	kinds = needed_kinds(pytest_arguments)
	if own["bench"]:
		return run_in_bench(Path(own["bench"]), own["site"], own["url"], kinds, pytest_arguments)
	started: list[str] = []
	try:
		with one_at_a_time(commands.sandbox):
			bring_up(commands, kinds, started)
		return run_pytest(commands.sandbox, kinds, pytest_arguments)
	finally:
		if started:
			services.stop(commands.sandbox, started)


def split_options(arguments: list[str]) -> tuple[dict[str, str], list[str]]:
	"""Separate --bench, --site and --url (either as "--site x" or "--site=x") from what pytest itself understands."""
	own, rest = {"bench": "", "site": "", "url": ""}, []
	waiting = iter(arguments)
	for argument in waiting:
		match = re.fullmatch(r"--(bench|site|url)(?:=(.*))?", argument)
		if not match:
			rest.append(argument)
		else:
			value = match[2] if match[2] is not None else next(waiting, "")
			if not value:
				raise SandboxError(f"--{match[1]} has no value", f"Write it as --{match[1]}=VALUE.")
			own[match[1]] = value
	if (own["site"] or own["url"]) and not own["bench"]:
		raise SandboxError(
			"--site and --url belong to --bench", "Name the bench too: --bench PATH --site NAME."
		)
	return own, rest


def needed_kinds(arguments: list[str]) -> set[str]:
	"""Which kinds of tests these pytest arguments can reach: those of the named paths, or all when none is named."""
	kinds: set[str] = set()
	for argument in arguments:
		path = Path(argument.partition("::")[0])
		if argument.startswith("-") or not (REPOSITORY / path).exists():
			continue
		parts = (REPOSITORY / path).resolve().relative_to(REPOSITORY).parts
		kinds |= {parts[1]} & set(KINDS) if len(parts) > 1 and parts[0] == "tests" else set(KINDS)
	return kinds or set(KINDS)


def bring_up(commands, kinds: set[str], started: list[str]) -> None:
	steps, sandbox = commands.steps, commands.sandbox
	if kinds == {"unit"}:
		facts = preflight.find_facts(sandbox)
		preflight.check_python(facts)
		packages.ensure_python_packages(steps, sandbox)
		return
	wanted = packages.DATABASE | packages.DESK
	if "e2e" in kinds:
		wanted = wanted | packages.BROWSER | packages.COMMAND_LINE
	commands.prepare(wanted)
	started += services.start(steps, sandbox, services.DATABASE)
	assets.name_none(sandbox)
	building = Beside(lambda: assets.ensure(steps, sandbox) if "e2e" in kinds else None)
	if "site" in kinds:
		for site in sandbox.tests if "e2e" in kinds else (sandbox.test,):
			sites.ensure_site(steps, sandbox, site)
	building.wait()
	if "e2e" in kinds:
		# Browser tests leave their records behind; the next run of them starts from a clean site again.
		if steps.stamp(f"used-{sandbox.browser.name}"):
			sites.renew(steps, sandbox, sandbox.browser)
		sites.ensure_site(steps, sandbox, sandbox.browser)
		steps.set_stamp(f"used-{sandbox.browser.name}", "by browser tests")
		started += services.start(steps, sandbox, ("web", *services.BACKGROUND))


def run_pytest(sandbox: Sandbox, kinds: set[str], arguments: list[str]) -> int:
	if not {"site", "e2e"} <= kinds:
		return call(pytest(sandbox, kinds, arguments), sandbox.command_environment())
	codes = run_lanes(sandbox, arguments)
	failed = [title for title, code in codes.items() if code not in (PASSED, NONE_CHOSEN)]
	if failed:
		say(f"✗ {', '.join(failed)}: not passed, see above")
		return codes[failed[0]]
	if PASSED not in codes.values():
		return NONE_CHOSEN
	say("✓ All tests passed")
	return PASSED


def run_lanes(sandbox: Sandbox, arguments: list[str]) -> dict[str, int]:
	"""Run all kinds of tests, side by side as far as they do not disturb each other; returns pytest's exit codes.

	One of them is read as it goes, the other's output is kept and shown when it is complete.
	"""
	environment = sandbox.command_environment()

	def command(title: str, only: str) -> list:
		# Each remembers its own failures for --lf, in a place that pytest knows only where it is to remember anything.
		cache = ["-o", f"cache_dir=.pytest_cache/{only.replace(',', '-')}"]
		forget = "no:cacheprovider" in arguments
		own = WORKERS if only == SHARED_OUT else []
		kinds = set(only.split(","))
		return [*pytest(sandbox, kinds, arguments), *own, *([] if forget else cache), f"--only={only}"]

	(quiet, beside), (shown, first) = SIDE_BY_SIDE.items()
	say(f"→ {shown}; beside them, shown afterwards: {quiet}")
	with tempfile.TemporaryFile("w+") as output:
		other = start(command(quiet, beside), environment, output)
		codes = {shown: call(command(shown, first), environment)}
		codes[quiet] = wait(other)
		output.seek(0)
		say(f"→ {quiet}\n{output.read()}")
	for title, only in ALONE.items():
		say(f"→ {title}")
		codes[title] = call(command(title, only), environment)
	return codes


def pytest(sandbox: Sandbox, kinds: set[str], arguments: list[str]) -> list:
	"""pytest's command line, with the site that these kinds of tests belong on."""
	site = sandbox.browser if "e2e" in kinds else sandbox.test
	names = [each.name for each in sandbox.tests] if kinds == {"unit", "site"} else [site.name]
	options = [f"--bench={sandbox.bench}", f"--site={','.join(names)}", f"--url={site.url}"]
	return [sandbox.venv / "bin" / "pytest", *options, *arguments]


def run_in_bench(bench: Path, site: str, url: str, kinds: set[str], arguments: list[str]) -> int:
	"""The same tests, with the Python, the app and the site of a bench that is there already."""
	bench = bench.resolve()
	python = bench / "env" / "bin" / "python"
	if not python.exists():
		raise SandboxError(
			f"{bench} is no bench: it has no env/bin/python",
			"Name the bench's own folder: --bench ~/frappe-bench",
		)
	if kinds != {"unit"}:
		check_bench_site(bench, site)
	missing = missing_libraries(python, kinds)
	if missing:
		raise SandboxError(
			f"The bench's Python lacks {', '.join(missing)}",
			f"Install it there: {python} -m pip install {' '.join(missing)}",
		)
	installed = (bench / "apps" / APP).resolve()
	if installed != REPOSITORY:
		say(f"· These tests are {REPOSITORY}'s; the app they test is {installed}.")
	options = [f"--bench={bench}", f"--site={site}", f"--url={url or bench_url(bench, site)}"]
	environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
	return call(
		[python, "-c", "import sys, pytest; sys.exit(pytest.main())", *options, *arguments], environment
	)


def check_bench_site(bench: Path, site: str) -> None:
	if not site:
		raise SandboxError(
			"--bench needs a site to test on", "Name one made for tests: --site test.localhost"
		)
	config = bench / "sites" / site / "site_config.json"
	if not config.exists():
		raise SandboxError(
			f"The bench has no site {site}", f"Make it with: bench new-site {site} --install-app {APP}"
		)
	if not json.loads(config.read_text()).get("allow_tests"):
		raise SandboxError(
			f"Tests write to the site, and {site} does not allow them",
			f"If it holds nothing of value: bench --site {site} set-config allow_tests true",
		)


def missing_libraries(python: Path, kinds: set[str]) -> list[str]:
	names = [name for kind in KINDS if kind in kinds | {"unit"} for name in LIBRARIES[kind]]
	ask = f"import importlib.util as u; print(*[n for n in {names!r} if not u.find_spec(n)])"
	return subprocess.run([python, "-c", ask], capture_output=True, text=True).stdout.split()


def bench_url(bench: Path, site: str) -> str:
	config = json.loads((bench / "sites" / "common_site_config.json").read_text())
	return f"http://{site}:{config.get('webserver_port', 8000)}"


def call(command: list, environment: dict[str, str]) -> int:
	"""pytest in the foreground, in the repository's folder."""
	return wait(start(command, environment))


def start(command: list, environment: dict[str, str], output=None) -> subprocess.Popen:
	return subprocess.Popen(
		[str(part) for part in command], cwd=REPOSITORY, env=environment, stdout=output, stderr=output
	)


def wait(process: subprocess.Popen) -> int:
	"""Wait for pytest, which gets Ctrl-C itself and says what it had done; return its exit code."""
	while True:
		try:
			return process.wait()
		except KeyboardInterrupt:
			continue
