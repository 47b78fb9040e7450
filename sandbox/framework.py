"""Frappe itself, from PyPI: one wheel, checked by its hash, with the names put back.

PyPI's `frappe` is an empty placeholder. The `criscostack` wheel is Frappe 15.0.0-dev of 5 August 2023 (MIT licence) under
another name; with the names put back no code differs from upstream's. That is why exactly this file is accepted, and no other.
"""

import hashlib
import re
import shutil
import zipfile
from pathlib import Path

from sandbox.config import APP, REPOSITORY, Sandbox
from sandbox.errors import SandboxError
from sandbox.steps import Steps, fingerprint

WHEEL = "criscostack-1.0.0-py3-none-any.whl"
WHEEL_SHA256 = "dc58aaf29c59b7666edc953596e5b31f77d7286b2ed6b14c6a205b217c210349"

# What the wheel's makers wrote, and what stood there before. Longer names first: the first that matches counts.
NAMES = {
	"criscoerp": "erpnext",
	"Criscoerp": "ERPNext",
	"criscostack": "frappe",
	"Criscostack": "Frappe",
	"CriscoStack": "Frappe",
	"CRISCOSTACK": "FRAPPE",
	"Crisco": "Frappe",
	"crisco": "frappe",
	"brik": "bench",
	"Brik": "Bench",
}
# "brik" ends ordinary words in some translations ("Rubrik"), so it only counts where no letter stands before it.
PATTERN = re.compile("|".join(f"(?<![A-Za-z]){name}" if "rik" in name else name for name in NAMES))
BYTES_PATTERN = re.compile(PATTERN.pattern.encode())
BYTES_NAMES = {old.encode(): new.encode() for old, new in NAMES.items()}


def restore_name(text: str) -> str:
	return PATTERN.sub(lambda match: NAMES[match[0]], text)


def restore_content(content: bytes) -> bytes:
	"""The same for a file's content; what holds a zero byte is a picture or font, and stays as it is."""
	if b"\0" in content:
		return content
	return BYTES_PATTERN.sub(lambda match: BYTES_NAMES[match[0]], content)


def check_wheel(sha256: str) -> None:
	if sha256 != WHEEL_SHA256:
		raise SandboxError(
			f"The framework wheel {WHEEL} has SHA-256 {sha256[:16]}..., not {WHEEL_SHA256[:16]}..., so it is not used",
			"Something between here and PyPI changed it: check the mirror or proxy, then run this again.",
		)


def sha256_of(file: Path) -> str:
	return hashlib.sha256(file.read_bytes()).hexdigest()


def ensure_framework(steps: Steps, sandbox: Sandbox) -> None:
	key = fingerprint(WHEEL_SHA256, *NAMES.items())
	steps.once("framework", "Frappe (PyPI), names put back", key, lambda: unpack(steps, sandbox))
	link_app(sandbox)


def unpack(steps: Steps, sandbox: Sandbox) -> None:
	wheel = sandbox.downloads / WHEEL
	if not wheel.exists() or sha256_of(wheel) != WHEEL_SHA256:
		download(steps, sandbox)
	part = sandbox.framework.with_name("frappe.part")
	shutil.rmtree(part, ignore_errors=True)
	with zipfile.ZipFile(wheel) as archive:
		for member in archive.infolist():
			if member.is_dir() or ".dist-info/" in member.filename:
				continue
			target = part / restore_name(member.filename)
			target.parent.mkdir(parents=True, exist_ok=True)
			target.write_bytes(restore_content(archive.read(member)))
	shutil.rmtree(sandbox.framework, ignore_errors=True)
	part.rename(sandbox.framework)


def download(steps: Steps, sandbox: Sandbox) -> None:
	part = sandbox.downloads / "part"
	shutil.rmtree(part, ignore_errors=True)
	part.mkdir(parents=True)
	name, version = WHEEL.split("-")[:2]
	pip = [sandbox.python, "-m", "pip", "download", "-q", "--no-deps", "--no-cache-dir", "--dest", part]
	steps.run([*pip, f"{name}=={version}"], step="framework", registry="PyPI")
	check_wheel(sha256_of(part / WHEEL) if (part / WHEEL).exists() else "nothing")
	(part / WHEEL).rename(sandbox.downloads / WHEEL)


def link_app(sandbox: Sandbox) -> None:
	"""The app in the bench's apps folder is this working tree itself: an edit takes effect without an install."""
	link = sandbox.bench / "apps" / APP
	if not (link.is_symlink() and link.resolve() == REPOSITORY):
		link.unlink(missing_ok=True)
		link.symlink_to(REPOSITORY)
	env = sandbox.bench / "env"
	if not (env.is_symlink() and env.resolve() == sandbox.venv.resolve()):
		env.unlink(missing_ok=True)
		env.symlink_to(sandbox.venv)
