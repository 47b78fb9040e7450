"""What `up` prints last: the address, and who one can log in as."""

import json
import subprocess

from sandbox.config import ADMIN_PASSWORD, Sandbox
from sandbox.sites import DEMO
from sandbox.steps import say


def show(sandbox: Sandbox) -> None:
	say(f"The Desk:  {sandbox.demo.url}/app\n")
	logins = [
		{
			"role": "Everything (Administrator)",
			"name": "",
			"email": "Administrator",
			"password": ADMIN_PASSWORD,
		}
	]
	say(table([*demo_logins(sandbox), *logins], ("role", "name", "email", "password")))
	say("\nStop it with: sandbox/run stop")


def demo_logins(sandbox: Sandbox) -> list[dict]:
	"""One person per role, as the demo data says (sandbox.demo.LOGINS); none where there is no demo data."""
	if not (DEMO / "__init__.py").exists():
		return []
	# In the sandbox's own Python: the demo data may import what only that one has.
	ask = "import json, sandbox.demo; print(json.dumps(sandbox.demo.LOGINS))"
	answer = subprocess.run([sandbox.python, "-c", ask], capture_output=True, text=True)
	return json.loads(answer.stdout) if answer.returncode == 0 else []


def table(rows: list[dict], columns: tuple[str, ...]) -> str:
	rows = [{column: column.capitalize() for column in columns}, *rows]
	widths = {column: max(len(str(row.get(column, ""))) for row in rows) for column in columns}
	return "\n".join(
		"  ".join(str(row.get(c, "")).ljust(widths[c]) for c in columns).rstrip() for row in rows
	)
