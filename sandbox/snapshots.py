"""A site as it was right after it was made, kept for going back to it in seconds: its database, and its files."""

import shutil
from pathlib import Path

from sandbox import database
from sandbox.config import Sandbox, Site
from sandbox.steps import Steps

KINDS = ("public", "private")


def dump_file(sandbox: Sandbox, site: Site) -> Path:
	return sandbox.snapshots / f"{site.snapshot}.sql"


def saved_files(sandbox: Sandbox, site: Site, kind: str) -> Path:
	return sandbox.snapshots / f"{site.snapshot}-files" / kind


def save(sandbox: Sandbox, site: Site) -> None:
	database.dump(sandbox, site, dump_file(sandbox, site))
	for kind in KINDS:
		copy(sandbox.sites_path / site.name / kind / "files", saved_files(sandbox, site, kind))


def restore(steps: Steps, sandbox: Sandbox, site: Site) -> None:
	database.load(steps, sandbox, site, dump_file(sandbox, site))
	for kind in KINDS:
		copy(saved_files(sandbox, site, kind), sandbox.sites_path / site.name / kind / "files")


def copy(source: Path, target: Path) -> None:
	shutil.rmtree(target, ignore_errors=True)
	shutil.copytree(source, target)
