"""`sandbox/run`: the commands, each a few lines over the modules that do the work."""

import os
import shutil
import signal
import sys
import time

from sandbox import assets, demo_logins, framework, packages, preflight, services, sites, testing
from sandbox.config import Sandbox
from sandbox.errors import SandboxError
from sandbox.steps import Beside, Steps, fail, one_at_a_time, say

USAGE = """\
A throw-away, real Frappe with this app in it, on this machine only (loopback).

  sandbox/run up                      install what is missing, start everything, print the address and the logins
  sandbox/run stop                    end every process of the sandbox
  sandbox/run restart                 stop, then up
  sandbox/run status                  what runs, and where
  sandbox/run reset                   back to clean demo data (--test: new test sites; --all: remove the whole sandbox)
  sandbox/run test [PYTEST ...]       all tests, or those you name: sandbox/run test tests/unit -k gates
  sandbox/run test --bench PATH --site NAME [--url URL] [PYTEST ...]     the same tests in a bench of your own
  sandbox/run console [SITE]          Python with the site connected (demo.localhost)
  sandbox/run shell                   a shell in the bench's sites folder, with its Python first
  sandbox/run frappe ARGS             Frappe's command line: sandbox/run frappe --site test.localhost migrate
  sandbox/run build                   build the Desk's and the app's assets now
  sandbox/run logs [NAME]             the end of every log, or all of one
  sandbox/run lock                    resolve the pinned Python and npm packages anew (needs the registries)

Everything is kept in .sandbox/ and nothing else is touched, but for Debian packages that are missing.
Settings are environment variables, see sandbox/README.md."""


class Commands:
	def __init__(self, sandbox: Sandbox):
		self.sandbox = sandbox
		self.steps = Steps(sandbox)

	def up(self) -> int:
		began = time.monotonic()
		with one_at_a_time(self.sandbox):
			self.prepare(packages.DATABASE | packages.DESK)
			services.start(self.steps, self.sandbox, services.DATABASE)
			building = Beside(lambda: assets.ensure(self.steps, self.sandbox))
			sites.ensure_site(self.steps, self.sandbox, self.sandbox.demo)
			building.wait()
			services.start(self.steps, self.sandbox, services.DESK)
		if sites.has_old_data(self.steps, self.sandbox.demo):
			say("· The demo data is of another day, or was changed since. For fresh data: sandbox/run reset")
		say(f"\nReady in {time.monotonic() - began:.0f} s.\n")
		demo_logins.show(self.sandbox)
		return 0

	def prepare(self, debian_packages: dict) -> None:
		"""Everything up to the database's files: what is the same for the Desk and for the tests."""
		facts = preflight.find_facts(self.sandbox)
		preflight.check_python(facts)
		preflight.check_system(facts)
		is_installed = self.steps.stamp("python")
		needed = preflight.SPACE_FOR_START if is_installed else preflight.SPACE_FOR_INSTALL
		preflight.check_space(facts, needed, self.sandbox.home)
		packages.ensure_debian_packages(self.steps, debian_packages, facts)
		packages.ensure_python_packages(self.steps, self.sandbox)
		framework.ensure_framework(self.steps, self.sandbox)
		sites.ensure_bench(self.sandbox)
		services.ensure_database_files(self.steps, self.sandbox)

	def stop(self) -> int:
		ended = services.stop(self.sandbox)
		say(f"Stopped: {', '.join(ended)}." if ended else "Nothing was running.")
		return 0

	def restart(self) -> int:
		self.stop()
		return self.up()

	def status(self) -> int:
		return services.report(self.sandbox)

	def reset(self, what: str = "") -> int:
		if what == "--all":
			self.stop()
			shutil.rmtree(self.sandbox.home, ignore_errors=True)
			say(f"Removed {self.sandbox.home}.")
			return 0
		if what not in ("", "--test"):
			raise SandboxError(f"reset does not know {what!r}", "Use reset, reset --test or reset --all.")
		with one_at_a_time(self.sandbox):
			self.prepare(packages.DATABASE | packages.DESK)
			services.start(self.steps, self.sandbox, services.DATABASE)
			for site in (*self.sandbox.tests, self.sandbox.browser) if what else (self.sandbox.demo,):
				sites.renew(self.steps, self.sandbox, site)
		return 0

	def build(self) -> int:
		with one_at_a_time(self.sandbox):
			self.prepare(packages.DATABASE | packages.DESK)
			assets.ensure(self.steps, self.sandbox, again=True)
		return 0

	def test(self, *arguments: str) -> int:
		return testing.run(self, list(arguments))

	def console(self, site: str = "") -> int:
		return self.frappe("--site", site or self.sandbox.demo.name, "console")

	def frappe(self, *arguments: str) -> int:
		self.need_environment()
		with one_at_a_time(self.sandbox):
			services.start(self.steps, self.sandbox, services.DATABASE)
		command = [self.sandbox.python, "-m", "frappe.utils.bench_helper", "frappe", *arguments]
		return self.become(command)

	def shell(self) -> int:
		self.need_environment()
		say(
			"In the bench's sites folder. For example: python -m frappe.utils.bench_helper frappe --site demo.localhost list-apps"
		)
		return self.become([os.environ.get("SHELL", "/bin/bash")])

	def logs(self, name: str = "") -> int:
		for file in sorted(self.sandbox.logs.glob(f"{name}.log" if name else "*.log")):
			lines = file.read_text(errors="replace").splitlines()
			say("\n".join([f"== {file}", *(lines if name else lines[-8:])]))
		return 0

	def lock(self) -> int:
		self.prepare(packages.DATABASE)
		packages.lock_python(self.steps, self.sandbox)
		assets.lock(self.steps, self.sandbox)
		return 0

	def need_environment(self) -> None:
		if not self.steps.stamp("framework"):
			raise SandboxError("The sandbox is not installed yet", "Run sandbox/run up first.")

	def become(self, command: list) -> int:
		"""Replace this process: signals, the terminal and the exit code are the command's own."""
		os.chdir(self.sandbox.sites_path)
		sys.stdout.flush()
		command = [str(part) for part in command]
		os.execvpe(command[0], command, self.sandbox.command_environment())
		return 1


def main(arguments: list[str]) -> int:
	command, *rest = arguments or ["--help"]
	if command in ("--help", "-h", "help"):
		say(USAGE)
		return 0
	if command.startswith("_") or command not in COMMANDS:
		return fail(f"There is no command {command!r}. What there is: sandbox/run --help")
	signal.signal(signal.SIGTERM, signal.default_int_handler)
	try:
		return getattr(Commands(Sandbox()), command)(*rest)
	except SandboxError as error:
		return fail(str(error))
	except TypeError as error:
		if "positional argument" not in str(error):
			raise
		return fail(f"{command} takes other arguments than these. See sandbox/run --help")
	except KeyboardInterrupt:
		fail(f"Stopped half-way. The same command goes on from here: sandbox/run {command}")
		return 130


COMMANDS = (
	"up",
	"stop",
	"restart",
	"status",
	"reset",
	"test",
	"console",
	"shell",
	"frappe",
	"build",
	"logs",
	"lock",
)
