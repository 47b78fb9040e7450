"""Where the sandbox keeps things, which ports it uses, and which sites it has. Every setting is an environment variable."""

import json
import os
import secrets
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from sandbox.errors import SandboxError

REPOSITORY = Path(__file__).resolve().parent.parent
APP = "improvement_actions"
ADMIN_PASSWORD = "admin"

# name of the port: (environment variable, default). None of them a default of the program itself, so that a MariaDB,
# Redis or bench of one's own can run beside it.
PORTS = {
	"desk": ("SANDBOX_PORT", 15080),
	"test": ("SANDBOX_TEST_PORT", 15081),
	"mariadb": ("SANDBOX_MARIADB_PORT", 15306),
	"redis": ("SANDBOX_REDIS_PORT", 15379),
}


@dataclass(frozen=True)
class Site:
	name: str
	database: str
	port: int
	for_tests: bool = False

	@property
	def snapshot(self) -> str:
		"""What its snapshot is called: the sites of the tests begin as the same."""
		return "tests.localhost" if self.for_tests else self.name

	@property
	def url(self) -> str:
		return f"http://127.0.0.1:{self.port}"


class Sandbox:
	"""The paths, ports and sites of one sandbox. Asking for them creates nothing."""

	def __init__(self, environ=os.environ):
		self.home = Path(environ.get("SANDBOX_HOME") or REPOSITORY / ".sandbox").absolute()
		self.ports = read_ports(environ)
		self.venv = self.home / "venv"
		self.downloads = self.home / "downloads"
		self.cache = self.home / "cache"
		self.node = self.home / "node"
		self.bench = self.home / "bench"
		self.framework = self.bench / "apps" / "frappe"
		self.sites_path = self.bench / "sites"
		self.assets = self.sites_path / "assets"
		self.mariadb_data = self.home / "mariadb"
		self.mariadb_temporary = self.home / "mariadb-temporary"
		self.redis_data = self.home / "redis"
		self.snapshots = self.home / "snapshots"
		self.logs = self.home / "logs"
		self.stamps = self.home / "stamps"
		self.demo = Site("demo.localhost", "improvement_demo", self.ports["desk"])
		# Several, so that tests run side by side; browser tests leave their records behind.
		self.test = Site("test.localhost", "improvement_test", self.ports["test"], for_tests=True)
		self.second_test = Site("test-2.localhost", "improvement_test_2", self.ports["test"], for_tests=True)
		self.tests = (self.test, self.second_test)
		self.browser = Site("browser.localhost", "improvement_browser", self.ports["test"], for_tests=True)
		self.served = (self.demo, self.browser)

	@property
	def python(self) -> Path:
		return self.venv / "bin" / "python"

	@cached_property
	def database_password(self) -> str:
		"""The database's root password: made once, readable by its owner only."""
		return self._made_once("database-password")

	@cached_property
	def instance(self) -> str:
		"""Tells this sandbox's processes from those of one that lay in the same folder before it."""
		return self._made_once("instance")

	def _made_once(self, name: str) -> str:
		file = self.home / name
		if not file.exists():
			self.home.mkdir(parents=True, exist_ok=True)
			part = file.with_suffix(".part")
			part.touch(mode=0o600)
			part.write_text(secrets.token_hex(16))
			part.rename(file)
		return file.read_text()

	def command_environment(self) -> dict[str, str]:
		"""The environment of everything that runs inside: its Python and Node first, and no telemetry or prompts."""
		inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
		return {
			**inherited,
			"PATH": f"{self.venv / 'bin'}:{os.environ.get('PATH', '/usr/bin:/bin')}:/usr/sbin:/sbin",
			"VIRTUAL_ENV": str(self.venv),
			"SANDBOX_HOME": str(self.home),
			"PYTHONPATH": "",
			# Compiled once, and not into the working tree.
			"PYTHONPYCACHEPREFIX": str(self.cache / "pycache"),
			"LC_ALL": "C.UTF-8",
			"LANG": "C.UTF-8",
			"GIT_PYTHON_REFRESH": "quiet",
		}


def read_ports(environ) -> dict[str, int]:
	"""The four ports, each from its environment variable or its default; raises SandboxError for nonsense or a double."""
	ports: dict[str, int] = {}
	for name, (variable, default) in PORTS.items():
		text = environ.get(variable) or str(default)
		if not text.isdecimal() or not 1024 <= int(text) <= 65535:
			raise SandboxError(
				f"{variable} is {text!r}, which is no port", f"Set {variable} to a number from 1024 to 65535."
			)
		if int(text) in ports.values():
			raise SandboxError(
				f"{variable} is {text}, which another service of the sandbox uses", "Give each its own port."
			)
		ports[name] = int(text)
	return ports


def write_json(file: Path, value) -> None:
	"""Write in one go: a reader, or a second run after a crash, sees the old file or the new one, never half of it."""
	text = json.dumps(value, indent=1, sort_keys=True) + "\n"
	if file.exists() and file.read_text() == text:
		return
	file.parent.mkdir(parents=True, exist_ok=True)
	part = file.with_name(file.name + ".part")
	part.write_text(text)
	part.rename(file)
