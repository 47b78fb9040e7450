"""The sites' databases as a whole: made, thrown away, saved to a file and loaded from it."""

import subprocess
from pathlib import Path

from sandbox.config import Sandbox, Site
from sandbox.errors import SandboxError
from sandbox.packages import find_program
from sandbox.processes import running
from sandbox.steps import Steps


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


def load(steps: Steps, sandbox: Sandbox, site: Site, dump: Path) -> None:
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


def dump(sandbox: Sandbox, site: Site, target: Path) -> None:
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
