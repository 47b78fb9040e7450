"""The Desk's assets: npm packages, one build per app (build.mjs), and the links that serve files from where they lie.

A form script, or a file in the app's public folder that hooks.py names, is served as it is: no build. Only *.bundle.* files are
built, and again when anything in the app's public folder changed.
"""

import json
import shutil
from pathlib import Path

from sandbox import database, packages
from sandbox.config import APP, REPOSITORY, Sandbox, write_json
from sandbox.framework import WHEEL_SHA256
from sandbox.steps import Steps, fingerprint

FOLDER = Path(__file__).parent
BUILD, NO_SOCKET = FOLDER / "build.mjs", FOLDER / "no-socket.mjs"
PACKAGE, LOCK, SETTINGS = (FOLDER / name for name in ("package.json", "package-lock.json", ".npmrc"))
NAMES = ("assets.json", "assets-rtl.json")


def ensure(steps: Steps, sandbox: Sandbox, again: bool = False) -> None:
	packages.ensure_node(steps, sandbox)
	steps.once("npm", "Desk packages (npm)", fingerprint(LOCK), lambda: install_packages(steps, sandbox))
	link(sandbox)
	if again:
		for app in ("frappe", APP):
			steps.drop_stamp(f"assets-{app}")
	public = public_folder(sandbox, APP)
	sources = {"frappe": fingerprint(WHEEL_SHA256), APP: fingerprint(public) if public.is_dir() else "none"}
	built = [
		steps.once(
			f"assets-{app}",
			f"Assets of {app}",
			fingerprint(BUILD, NO_SOCKET, LOCK, source),
			lambda app=app: build(steps, sandbox, app),
		)
		for app, source in sources.items()
	]
	if any(built):
		write_names(sandbox)
		database.forget_cache(steps, sandbox)


def install_packages(steps: Steps, sandbox: Sandbox) -> None:
	part = sandbox.node.with_name("node.part")
	shutil.rmtree(part, ignore_errors=True)
	part.mkdir(parents=True)
	for file in (PACKAGE, LOCK, SETTINGS):
		shutil.copy(file, part)
	cache = sandbox.cache / "npm"
	steps.run(["npm", "ci", "--cache", cache], step="npm", registry="npm", cwd=part)
	shutil.rmtree(sandbox.node, ignore_errors=True)
	part.rename(sandbox.node)
	shutil.rmtree(cache, ignore_errors=True)


def lock(steps: Steps, sandbox: Sandbox) -> None:
	"""Resolve package.json anew, into package-lock.json."""
	packages.ensure_node(steps, sandbox)
	with steps.step("npm packages: resolving"):
		part = sandbox.home / "npm-lock"
		shutil.rmtree(part, ignore_errors=True)
		part.mkdir()
		for file in (PACKAGE, SETTINGS):
			shutil.copy(file, part)
		steps.run(["npm", "install", "--package-lock-only"], step="npm", registry="npm", cwd=part)
		shutil.copy(part / LOCK.name, LOCK)
		shutil.rmtree(part)


def public_folder(sandbox: Sandbox, app: str) -> Path:
	return (REPOSITORY if app == APP else sandbox.framework) / app / "public"


def link(sandbox: Sandbox) -> None:
	"""/assets/<app> is the app's public folder, and below Frappe's are the packages that it loads when they are needed."""
	sandbox.assets.mkdir(parents=True, exist_ok=True)
	links = {
		sandbox.framework / "node_modules": sandbox.node / "node_modules",
		public_folder(sandbox, "frappe") / "node_modules": sandbox.node / "node_modules",
		sandbox.assets / "frappe": public_folder(sandbox, "frappe"),
		sandbox.assets / APP: public_folder(sandbox, APP),
	}
	for at, target in links.items():
		if not at.is_symlink() or at.readlink() != target:
			at.unlink(missing_ok=True)
			at.symlink_to(target)


def build(steps: Steps, sandbox: Sandbox, app: str) -> None:
	target = sandbox.assets / "dist" / app
	part = target.with_name(f"{app}.part")
	shutil.rmtree(part, ignore_errors=True)
	part.mkdir(parents=True)
	if public_folder(sandbox, app).is_dir():
		# Beside node_modules, because that is where Node looks for what a module imports.
		for file in (BUILD, NO_SOCKET):
			shutil.copy(file, sandbox.node)
		steps.run(["node", BUILD.name, sandbox.bench, app, part], step=f"assets-{app}", cwd=sandbox.node)
	shutil.rmtree(target, ignore_errors=True)
	part.rename(target)


def name_none(sandbox: Sandbox) -> None:
	"""Say that nothing is built, where nothing is: without these files Frappe makes no mail and no page to print."""
	for name in NAMES:
		if not (sandbox.assets / name).exists():
			write_json(sandbox.assets / name, {})


def write_names(sandbox: Sandbox) -> None:
	"""Join the apps' names of bundles into the two files that Frappe reads."""
	for name in NAMES:
		joined: dict[str, str] = {}
		for app in ("frappe", APP):
			file = sandbox.assets / "dist" / app / name
			joined |= json.loads(file.read_text()) if file.exists() else {}
		write_json(sandbox.assets / name, joined)
