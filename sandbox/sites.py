"""The two sites: made from a snapshot of a bare Frappe with its setup wizard done, migrated when the app's schema changes."""

import datetime
import shutil
import subprocess
from pathlib import Path

from sandbox.config import ADMIN_PASSWORD, APP, REPOSITORY, Sandbox, Site, write_json
from sandbox.errors import SandboxError
from sandbox.framework import WHEEL_SHA256
from sandbox.packages import find_program
from sandbox.processes import running
from sandbox.steps import Steps, fingerprint, say

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


def ensure_site(steps: Steps, sandbox: Sandbox, site: Site) -> bool:
	"""A site with the app as it is now. Returns whether it was made anew, so that it has no data of its own yet."""
	is_new = not is_complete(steps, sandbox, site)
	if is_new:
		make_site(steps, sandbox, site)
	else:
		write_site_config(sandbox, site)
		migrate(steps, sandbox, site)
	return is_new


def is_complete(steps: Steps, sandbox: Sandbox, site: Site) -> bool:
	config = sandbox.sites_path / site.name / "site_config.json"
	return config.exists() and bool(steps.stamp(f"site-{site.name}"))


def make_site(steps: Steps, sandbox: Sandbox, site: Site) -> None:
	ensure_base(steps, sandbox)
	schema = app_schema()
	with steps.step(f"Site {site.name}: Frappe and the app"):
		steps.drop_stamp(f"site-{site.name}")
		shutil.rmtree(sandbox.sites_path / site.name, ignore_errors=True)
		write_site_config(sandbox, site)
		load_database(steps, sandbox, site, base_snapshot(sandbox))
		frappe(steps, sandbox, site, "install-app", APP)
		steps.set_stamp(f"site-{site.name}", schema)


def migrate(steps: Steps, sandbox: Sandbox, site: Site) -> None:
	steps.once(
		f"site-{site.name}",
		f"Site {site.name}: migrate",
		app_schema(),
		lambda: frappe(steps, sandbox, site, "migrate"),
	)


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
	# Under a test database's name, since that is what is thrown away and made again right after this.
	site = Site("base.localhost", "improvement_base", 0)
	folder = sandbox.sites_path / site.name
	shutil.rmtree(folder, ignore_errors=True)
	frappe_command = ["new-site", site.name, "--force", "--no-mariadb-socket", "--db-name", site.database]
	frappe_command += ["--db-root-username", "root", "--db-root-password", sandbox.database_password]
	frappe_command += ["--db-password", sandbox.database_password, "--admin-password", ADMIN_PASSWORD]
	frappe(steps, sandbox, None, *frappe_command)
	run_inside(steps, sandbox, site, "complete_setup", step="base")
	dump_database(steps, sandbox, site, base_snapshot(sandbox))
	sql(steps, sandbox, f"DROP DATABASE `{site.database}`; DROP USER IF EXISTS '{site.database}'@'%';")
	shutil.rmtree(folder)


def frappe(steps: Steps, sandbox: Sandbox, site: Site | None, *arguments) -> str:
	"""One command of Frappe's own command line (bench_helper), with its output in the step's log."""
	command = [sandbox.python, "-m", "frappe.utils.bench_helper", "frappe"]
	command += ["--site", site.name] if site else []
	return steps.run([*command, *arguments], step=f"frappe-{arguments[0]}", cwd=sandbox.sites_path)


def run_inside(steps: Steps, sandbox: Sandbox, site: Site, function: str, step: str) -> str:
	command = [sandbox.python, "-m", "sandbox.inside", site.name, function]
	return steps.run(command, step=step, cwd=sandbox.sites_path)


def client(sandbox: Sandbox, program: str) -> list[str]:
	return [
		find_program(program) or program,
		"--no-defaults",
		"--host=127.0.0.1",
		f"--port={sandbox.ports['mariadb']}",
		"--user=root",
		"--protocol=tcp",
		"--default-character-set=utf8mb4",
	]


def client_environment(sandbox: Sandbox) -> dict[str, str]:
	return {**sandbox.command_environment(), "MYSQL_PWD": sandbox.database_password}


def sql(steps: Steps, sandbox: Sandbox, statements: str) -> None:
	steps.run(
		[*client(sandbox, "mariadb"), "--execute", statements],
		step="mariadb-client",
		env=client_environment(sandbox),
	)


def load_database(steps: Steps, sandbox: Sandbox, site: Site, dump: Path) -> None:
	"""Replace the site's database by a dump's content, and forget what Redis knew of the old one."""
	name = site.database
	sql(
		steps,
		sandbox,
		f"DROP DATABASE IF EXISTS `{name}`; CREATE DATABASE `{name}`; DROP USER IF EXISTS '{name}'@'%';"
		f"CREATE USER '{name}'@'%' IDENTIFIED BY '{sandbox.database_password}'; GRANT ALL ON `{name}`.* TO '{name}'@'%';",
	)
	with dump.open("rb") as content:
		steps.run(
			[*client(sandbox, "mariadb"), name],
			step="mariadb-client",
			stdin=content,
			env=client_environment(sandbox),
		)
	forget_cache(steps, sandbox)


def forget_cache(steps: Steps, sandbox: Sandbox) -> None:
	"""Empty Redis's cache database (not the queue): built assets, forms, hooks and sessions are read anew."""
	if "redis" in running(sandbox):
		steps.run(["redis-cli", "-p", sandbox.ports["redis"], "-n", 0, "flushdb"], step="redis-client")


def dump_database(steps: Steps, sandbox: Sandbox, site: Site, target: Path) -> None:
	target.parent.mkdir(parents=True, exist_ok=True)
	part = target.with_suffix(".part")
	with part.open("wb") as output:
		command = [*client(sandbox, "mariadb-dump"), "--single-transaction", "--quick", site.database]
		done = subprocess.run(command, stdout=output, stderr=subprocess.PIPE, env=client_environment(sandbox))
	if done.returncode:
		raise SandboxError(
			f"Saving the database failed: {done.stderr.decode()[:300].strip()}", "Run the same command again."
		)
	part.rename(target)


def demo_key() -> str:
	"""The demo data's dates are relative to the day it was made on, so a snapshot of yesterday is an old one."""
	if not DEMO.exists():
		return ""
	return fingerprint(DEMO, app_schema(), datetime.date.today())


def load_demo(steps: Steps, sandbox: Sandbox) -> None:
	"""Fill a fresh demo site and keep a snapshot of it, database and files, for `reset`."""
	site = sandbox.demo
	if not (DEMO / "__init__.py").exists():
		say("· No demo data: sandbox/demo is not there.")
		return
	# Taken before it is loaded: what is edited meanwhile is not in it.
	key = demo_key()
	with steps.step("Demo data"):
		steps.drop_stamp("demo-snapshot")
		run_inside(steps, sandbox, site, "load_demo", step="demo")
		dump_database(steps, sandbox, site, sandbox.snapshots / "demo.sql")
		files = sandbox.snapshots / "demo-files"
		shutil.rmtree(files, ignore_errors=True)
		for kind in ("public", "private"):
			shutil.copytree(sandbox.sites_path / site.name / kind / "files", files / kind)
		steps.set_stamp("demo-snapshot", key)
		steps.set_stamp("demo-loaded", key)


def reset_demo(steps: Steps, sandbox: Sandbox) -> None:
	"""Back to clean demo data: from the snapshot while it still fits the app, the demo code and today, else made anew."""
	site = sandbox.demo
	if not demo_key() or steps.stamp("demo-snapshot") != demo_key():
		make_site(steps, sandbox, site)
		load_demo(steps, sandbox)
		return
	with steps.step("Clean demo data, from the snapshot"):
		steps.drop_stamp(f"site-{site.name}")
		load_database(steps, sandbox, site, sandbox.snapshots / "demo.sql")
		for kind in ("public", "private"):
			target = sandbox.sites_path / site.name / kind / "files"
			shutil.rmtree(target, ignore_errors=True)
			shutil.copytree(sandbox.snapshots / "demo-files" / kind, target)
		steps.set_stamp(f"site-{site.name}", app_schema())
		steps.set_stamp("demo-loaded", demo_key())
