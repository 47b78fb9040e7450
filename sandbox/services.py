"""The sandbox's services: MariaDB, Redis, the web server, a worker and the scheduler. All on loopback."""

import getpass
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sandbox import preflight
from sandbox.config import REPOSITORY, Sandbox
from sandbox.errors import explain
from sandbox.packages import find_program
from sandbox.processes import end, mark, running
from sandbox.steps import Steps, say

INIT_FILE = "sandbox-init.sql"
SECONDS_TO_START = 60
# In the order of starting.
DATABASE, BACKGROUND, DESK = ("mariadb", "redis"), ("worker",), ("web", "worker", "scheduler")
ALL = (*DATABASE, *DESK)


@dataclass
class Service:
	name: str
	command: list
	ports: tuple[str, ...] = ()
	program: str | None = None
	cwd: Path | None = None


def definition(sandbox: Sandbox, name: str) -> Service:
	frappe = [sandbox.python, "-m", "frappe.utils.bench_helper", "frappe"]
	match name:
		case "mariadb":
			return Service(name, mariadb_command(sandbox), ports=("mariadb",))
		case "redis":
			# redis-tools has the server too: one program that acts by the name it is called. Debian's package
			# redis-server adds that name, and a system service that nobody asked for.
			program = find_program("redis-server") or find_program("redis-check-rdb")
			return Service(name, redis_command(sandbox), ports=("redis",), program=program)
		case "web":
			gunicorn = [
				sandbox.venv / "bin" / "gunicorn",
				"--config",
				REPOSITORY / "sandbox" / "web" / "gunicorn_conf.py",
			]
			return Service(
				name,
				[*gunicorn, "sandbox.web.wsgi:application"],
				ports=("desk", "test"),
				cwd=sandbox.sites_path,
			)
		case "worker":
			return Service(name, [*frappe, "worker", "--quiet"], cwd=sandbox.sites_path)
		case "scheduler":
			return Service(name, [*frappe, "schedule"], cwd=sandbox.sites_path)
	raise ValueError(name)


def redis_command(sandbox: Sandbox) -> list:
	return [
		"redis-server",
		"--bind",
		"127.0.0.1",
		"--port",
		sandbox.ports["redis"],
		"--dir",
		sandbox.redis_data,
		# Nothing on disk: a queue or cache of yesterday is of no use to anyone.
		"--save",
		"",
		# No process title: Redis would write it over the environment that the process is found by.
		"--set-proc-title",
		"no",
	]


def mariadb_command(sandbox: Sandbox) -> list:
	return [
		find_program("mariadbd") or "mariadbd",
		"--no-defaults",
		f"--user={getpass.getuser()}",
		f"--datadir={sandbox.mariadb_data}",
		# A relative path: a socket's full path may have no more than 107 characters, and the sandbox may lie deep.
		"--socket=mariadb.sock",
		"--pid-file=mariadb.pid",
		# Its own: a server that starts deletes what look like temporary tables left behind, another server's too.
		f"--tmpdir={sandbox.mariadb_temporary}",
		"--bind-address=127.0.0.1",
		f"--port={sandbox.ports['mariadb']}",
		"--skip-name-resolve",
		"--character-set-server=utf8mb4",
		"--collation-server=utf8mb4_unicode_ci",
		# Small and quick, for data that can be made again: nothing waits for the disk, so if the machine itself dies (not just
		# MariaDB), a reset is due.
		"--innodb-buffer-pool-size=256M",
		"--innodb-log-file-size=64M",
		"--innodb-flush-log-at-trx-commit=0",
		"--innodb-doublewrite=0",
		"--innodb-flush-method=nosync",
		"--sync-frm=0",
		"--performance-schema=0",
		"--max-allowed-packet=256M",
		"--skip-log-bin",
		"--init-file=" + str(sandbox.mariadb_data / INIT_FILE),
	]


def ensure_database_files(steps: Steps, sandbox: Sandbox) -> None:
	"""MariaDB's own data directory, made in a temporary place; root@127.0.0.1 gets the sandbox's password."""
	if sandbox.mariadb_data.exists():
		return
	with steps.step("Database files"):
		part = sandbox.mariadb_data.with_name("mariadb.part")
		shutil.rmtree(part, ignore_errors=True)
		sandbox.home.mkdir(parents=True, exist_ok=True)
		steps.run(
			[
				find_program("mariadb-install-db"),
				"--no-defaults",
				f"--datadir={part}",
				f"--user={getpass.getuser()}",
				"--auth-root-authentication-method=normal",
				"--skip-test-db",
				"--skip-name-resolve",
			],
			step="mariadb-install",
		)
		part.rename(sandbox.mariadb_data)


def write_init_file(sandbox: Sandbox) -> None:
	"""What MariaDB does at each start, before it answers: give root the sandbox's password, and no access without one."""
	sandbox.mariadb_temporary.mkdir(exist_ok=True)
	accounts = ("'root'@'localhost'", "'root'@'127.0.0.1'")
	statements = [
		f"ALTER USER {account} IDENTIFIED BY '{sandbox.database_password}';" for account in accounts
	]
	(sandbox.mariadb_data / INIT_FILE).write_text("\n".join(statements) + "\n")


def start(steps: Steps, sandbox: Sandbox, names: Iterable[str]) -> list[str]:
	"""Start those of `names` that do not run, and wait until they answer. Returns the ones started now."""
	wanted = [definition(sandbox, name) for name in names if name not in running(sandbox)]
	if not wanted:
		return []
	preflight.check_ports(
		preflight.Facts(
			taken_ports={
				port: sandbox.ports[port]
				for service in wanted
				for port in service.ports
				if not preflight.port_is_free(sandbox.ports[port])
			}
		)
	)
	with steps.step(f"Starting {', '.join(service.name for service in wanted)}"):
		launched = [(service, launch(sandbox, service)) for service in wanted]
		try:
			for service, process in launched:
				wait_until_ready(sandbox, service, process)
		except BaseException:
			stop(sandbox, [service.name for service in wanted])
			raise
	return [service.name for service in wanted]


def launch(sandbox: Sandbox, service: Service) -> subprocess.Popen:
	sandbox.logs.mkdir(parents=True, exist_ok=True)
	sandbox.redis_data.mkdir(parents=True, exist_ok=True)
	command = [str(part) for part in service.command]
	if service.name == "mariadb":
		write_init_file(sandbox)
	environment = {**sandbox.command_environment(), **mark(sandbox, service.name)}
	with (sandbox.logs / f"{service.name}.log").open("a") as log:
		log.write(f"\n$ {' '.join(command)}\n")
		log.flush()
		return subprocess.Popen(
			command,
			executable=service.program,
			cwd=service.cwd or sandbox.home,
			env=environment,
			stdin=subprocess.DEVNULL,
			stdout=log,
			stderr=subprocess.STDOUT,
			start_new_session=True,
		)


def wait_until_ready(sandbox: Sandbox, service: Service, process: subprocess.Popen) -> None:
	deadline = time.monotonic() + SECONDS_TO_START
	while time.monotonic() < deadline:
		if is_answering(sandbox, service):
			return
		if process.poll() is not None:
			break
		time.sleep(0.1)
	log = sandbox.logs / f"{service.name}.log"
	raise explain(last_run(log), f"Starting {service.name}", None, sandbox.home, log)


def last_run(log: Path) -> str:
	return log.read_text(errors="replace")[-20_000:].rpartition("\n$ ")[2]


def answers(port: int, greets: bool = False) -> bool:
	"""Whether something listens there and, if it is one that speaks first, has spoken."""
	with socket.socket() as client:
		client.settimeout(2)
		try:
			client.connect(("127.0.0.1", port))
			return not greets or bool(client.recv(1))
		except OSError:
			return False


def is_answering(sandbox: Sandbox, service: Service) -> bool:
	"""MariaDB listens before it has carried out its init file, and the web server before it has loaded Frappe."""
	if not all(answers(sandbox.ports[port], greets=service.name == "mariadb") for port in service.ports):
		return False
	if service.name != "web":
		return True
	try:
		with urllib.request.urlopen(f"{sandbox.demo.url}/api/method/ping", timeout=30) as answer:
			return answer.status == 200
	except urllib.error.HTTPError:
		# It speaks; only the demo site is not there, when nothing but tests was ever run.
		return True
	except OSError:
		return False


def stop(sandbox: Sandbox, names: Iterable[str] | None = None) -> list[str]:
	"""End these services, or every process of the sandbox. Returns those that ran."""
	names = set(names if names is not None else running(sandbox))
	# Redis and MariaDB last, so that the work of the others can end in them.
	return [*end(sandbox, names - set(DATABASE)), *end(sandbox, names & set(DATABASE))]


def report(sandbox: Sandbox) -> int:
	"""Print what runs and answers; 0 when everything does, 3 when something does not (as init scripts do)."""
	found = running(sandbox)
	complete = True
	for name in ALL:
		service = definition(sandbox, name)
		is_up = name in found and is_answering(sandbox, service)
		complete = complete and is_up
		state = f"running, process {min(found[name])}" if name in found else "not running"
		if name in found and not is_up:
			state += ", but does not answer"
		where = ", ".join(f"127.0.0.1:{sandbox.ports[port]}" for port in service.ports)
		say(f"{name:<10} {state:<26} {where}")
	return 0 if complete else 3
