"""The sites: made from a snapshot of a bare Frappe with its setup wizard done, migrated when the app's schema changes."""

import datetime
import shutil
from functools import partial
from pathlib import Path

from sandbox import database, snapshots
from sandbox.config import ADMIN_PASSWORD, APP, REPOSITORY, Sandbox, Site, write_json
from sandbox.framework import WHEEL_SHA256
from sandbox.steps import Steps, fingerprint

DEMO = REPOSITORY / "sandbox" / "demo"
# What `bench migrate` acts on. Form scripts and templates are read when they are needed, and Python when it is imported.
SCHEMA_SUFFIXES = {".json", ".txt", ".csv", ".html"}
SCHEMA_SOURCES = ("hooks.py", "install.py", "seeds", "patches", "fixtures", "integrations")


def ensure_bench(sandbox: Sandbox) -> None:
	"""The files that make a folder a bench. Written at each start, because ports and paths may differ from the last."""
	sandbox.sites_path.mkdir(parents=True, exist_ok=True)
	(sandbox.bench / "logs").mkdir(exist_ok=True)
	(sandbox.bench / "config").mkdir(exist_ok=True)
	(sandbox.sites_path / "apps.txt").write_text(f"frappe\n{APP}\n")
	redis = f"redis://127.0.0.1:{sandbox.ports['redis']}"
	write_json(
		sandbox.sites_path / "common_site_config.json",
		{
			"db_host": "127.0.0.1",
			"db_port": sandbox.ports["mariadb"],
			"redis_cache": f"{redis}/0",
			"redis_queue": f"{redis}/1",
			"default_site": sandbox.demo.name,
			# Nothing leaves this machine, and nothing is written back into the working tree.
			"mute_emails": 1,
			"developer_mode": 0,
			"server_script_enabled": 0,
		},
	)


def ensure_site(steps: Steps, sandbox: Sandbox, site: Site) -> None:
	"""A site with the app as it is now, and with its data; what was done in it since stays."""
	if not is_complete(steps, sandbox, site):
		renew(steps, sandbox, site)
		return
	write_site_config(sandbox, site)
	migrate = partial(frappe, steps, sandbox, site, "migrate")
	steps.once(f"site-{site.name}", f"Site {site.name}: migrate", app_schema(), migrate)


def is_complete(steps: Steps, sandbox: Sandbox, site: Site) -> bool:
	config = sandbox.sites_path / site.name / "site_config.json"
	return config.exists() and bool(steps.stamp(f"site-{site.name}"))


def renew(steps: Steps, sandbox: Sandbox, site: Site) -> None:
	"""Throw the site away and make it again, with its demo data if it has any.

	From its snapshot while that still fits (seconds), else from a bare Frappe by installing the app, as a provider would.
	"""
	# Taken first: what is edited while the site is made is not in it.
	schema, data = app_schema(), data_key(site)
	can_restore = steps.stamp(f"snapshot-{site.snapshot}") == fingerprint(schema, data)
	if not can_restore:
		ensure_base(steps, sandbox)
	with steps.step(f"Site {site.name}: {'from its snapshot' if can_restore else 'Frappe and the app'}"):
		steps.drop_stamp(f"site-{site.name}")
		shutil.rmtree(sandbox.sites_path / site.name, ignore_errors=True)
		write_site_config(sandbox, site)
		if can_restore:
			snapshots.restore(steps, sandbox, site)
		else:
			database.load(steps, sandbox, site, base_snapshot(sandbox))
			frappe(steps, sandbox, site, "install-app", APP)
	if not can_restore:
		steps.drop_stamp(f"snapshot-{site.snapshot}")
		if data:
			with steps.step(f"Site {site.name}: demo data"):
				run_inside(steps, sandbox, site, "load_demo", step="demo")
		snapshots.save(sandbox, site)
		steps.set_stamp(f"snapshot-{site.snapshot}", fingerprint(schema, data))
	steps.set_stamp(f"data-{site.name}", data)
	steps.set_stamp(f"site-{site.name}", schema)
	steps.drop_stamp(f"used-{site.name}")


def data_key(site: Site) -> str:
	"""What the site's demo data is made from; nothing for a site without. Its dates are relative to the day it is made on."""
	if site.for_tests or not (DEMO / "__init__.py").exists():
		return ""
	return fingerprint(DEMO, datetime.date.today())


def has_old_data(steps: Steps, site: Site) -> bool:
	return steps.stamp(f"data-{site.name}") != data_key(site)


def app_schema() -> str:
	"""A fingerprint of everything in the app that changes a site when it is migrated."""
	package = REPOSITORY / APP
	files = [
		file for file in sorted(package.rglob("*")) if file.is_file() and is_schema(file.relative_to(package))
	]
	return fingerprint(*(part for file in files for part in (str(file.relative_to(package)), file)))


def is_schema(path: Path) -> bool:
	return (
		path.suffix in SCHEMA_SUFFIXES or path.parts[0] in SCHEMA_SOURCES
	) and "__pycache__" not in path.parts


def write_site_config(sandbox: Sandbox, site: Site) -> None:
	folder = sandbox.sites_path / site.name
	for part in ("private/files", "private/backups", "public/files", "locks", "logs"):
		(folder / part).mkdir(parents=True, exist_ok=True)
	config = {
		"db_name": site.database,
		"db_password": sandbox.database_password,
		"db_type": "mariadb",
		"host_name": site.url,
		# One fixed key for data that is no secret, so that a snapshot's stored passwords can be read after a reset.
		"encryption_key": "c2FuZGJveC1zYW5kYm94LXNhbmRib3gtc2FuZGJveCE=",
	}
	if site.for_tests:
		# The scheduler would change records under the tests' feet.
		config |= {"allow_tests": 1, "pause_scheduler": 1}
	write_json(folder / "site_config.json", config)


def base_snapshot(sandbox: Sandbox) -> Path:
	return sandbox.snapshots / "frappe.sql"


def ensure_base(steps: Steps, sandbox: Sandbox) -> None:
	"""A dump of Frappe with the setup wizard done and no app: made once, then every new site takes seconds, not half a minute."""
	key = fingerprint(WHEEL_SHA256, REPOSITORY / "sandbox" / "inside.py")
	if not base_snapshot(sandbox).exists():
		steps.drop_stamp("base")
	steps.once("base", "A bare Frappe site", key, lambda: make_base(steps, sandbox))


def make_base(steps: Steps, sandbox: Sandbox) -> None:
	site = Site("base.localhost", "improvement_base", 0)
	folder = sandbox.sites_path / site.name
	shutil.rmtree(folder, ignore_errors=True)
	frappe_command = ["new-site", site.name, "--force", "--no-mariadb-socket", "--db-name", site.database]
	frappe_command += ["--db-root-username", "root", "--db-root-password", sandbox.database_password]
	frappe_command += ["--db-password", sandbox.database_password, "--admin-password", ADMIN_PASSWORD]
	frappe(steps, sandbox, None, *frappe_command)
	run_inside(steps, sandbox, site, "complete_setup", step="base")
	database.dump(sandbox, site, base_snapshot(sandbox))
	database.sql(
		steps, sandbox, f"DROP DATABASE `{site.database}`; DROP USER IF EXISTS '{site.database}'@'%';"
	)
	shutil.rmtree(folder)


def frappe(steps: Steps, sandbox: Sandbox, site: Site | None, *arguments) -> str:
	"""One command of Frappe's own command line (bench_helper), with its output in the step's log."""
	command = [sandbox.python, "-m", "frappe.utils.bench_helper", "frappe"]
	command += ["--site", site.name] if site else []
	return steps.run([*command, *arguments], step=f"frappe-{arguments[0]}", cwd=sandbox.sites_path)


def run_inside(steps: Steps, sandbox: Sandbox, site: Site, function: str, step: str) -> str:
	command = [sandbox.python, "-m", "sandbox.inside", site.name, function]
	return steps.run(command, step=step, cwd=sandbox.sites_path)
