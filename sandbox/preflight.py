"""What a machine must have before anything is done to it: pure checks over facts, so that each is tested without the machine."""

import os
import shutil
import socket
import sys
from dataclasses import dataclass, field
from pathlib import Path

from sandbox.config import PORTS, Sandbox
from sandbox.errors import SandboxError

# Measured: 1.6 GB with everything, and room for the downloads on the way.
SPACE_FOR_INSTALL = 3_000_000_000
SPACE_FOR_START = 300_000_000
PYTHONS = ((3, 10), (3, 11))


@dataclass
class Facts:
	"""What was found out about a machine."""

	system: str = ""
	is_debian_like: bool = True
	python: tuple[int, int] = (3, 11)
	is_root: bool = True
	has_sudo: bool = False
	free_bytes: int = 10**12
	taken_ports: dict[str, int] = field(default_factory=dict)


def check_python(facts: Facts) -> None:
	if facts.python not in PYTHONS:
		raise SandboxError(
			f"This is Python {facts.python[0]}.{facts.python[1]}, and the framework's pinned packages need 3.10 or 3.11",
			"Install one (Debian 12: apt-get install python3.11 python3.11-venv), "
			"or name it: SANDBOX_PYTHON=/path/to/python3.11 sandbox/run up",
		)


def check_system(facts: Facts) -> None:
	if not facts.is_debian_like:
		raise SandboxError(
			f"This is {facts.system or 'an unknown system'}, and the sandbox installs its database and browser with apt",
			"Use Debian 12 or Ubuntu 22.04 (a container or virtual machine will do), or install the app into a bench of your own.",
		)


def check_rights(facts: Facts, missing_packages: list[str]) -> None:
	"""Root is only needed where a package is missing."""
	if missing_packages and not facts.is_root and not facts.has_sudo:
		raise SandboxError(
			f"Packages are missing ({' '.join(missing_packages)}), and you are not root and there is no sudo",
			f"As root, once: apt-get install --no-install-recommends {' '.join(missing_packages)}; then run this again as yourself.",
		)


def check_space(facts: Facts, needed: int, where) -> None:
	if facts.free_bytes < needed:
		raise SandboxError(
			f"Only {facts.free_bytes / 1e9:.1f} GB is free for {where}, and {needed / 1e9:.1f} GB is needed",
			"Free some space, or set SANDBOX_HOME to a folder on another disk.",
		)


def check_ports(facts: Facts) -> None:
	for name, port in facts.taken_ports.items():
		variable = PORTS[name][0]
		raise SandboxError(
			f"Port {port} is taken by another program, and the sandbox wants it for {name}",
			f"Stop that program, or choose another port: {variable}={port + 1000} sandbox/run up",
		)


def find_facts(sandbox: Sandbox) -> Facts:
	release = read_os_release(Path("/etc/os-release"))
	return Facts(
		system=release.get("PRETTY_NAME", sys.platform),
		is_debian_like=is_debian_like(release) and shutil.which("apt-get") is not None,
		python=sys.version_info[:2],
		is_root=os.geteuid() == 0,
		has_sudo=shutil.which("sudo") is not None,
		free_bytes=free_bytes(sandbox.home),
	)


def read_os_release(file: Path) -> dict[str, str]:
	if not file.exists():
		return {}
	pairs = (line.partition("=") for line in file.read_text().splitlines() if "=" in line)
	return {name: value.strip("\"'") for name, _, value in pairs}


def is_debian_like(release: dict[str, str]) -> bool:
	return "debian" in (release.get("ID", ""), *release.get("ID_LIKE", "").split())


def free_bytes(folder: Path) -> int:
	while not folder.exists():
		folder = folder.parent
	return shutil.disk_usage(folder).free


def port_is_free(port: int) -> bool:
	"""Whether a server could listen there now; a connection still closing down does not count."""
	with socket.socket() as candidate:
		candidate.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
		try:
			candidate.bind(("127.0.0.1", port))
		except OSError:
			return False
	return True
