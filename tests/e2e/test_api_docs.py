"""The examples of docs/api.md, run as they stand: each call in one shell, each answer compared with the one in print."""

import json
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

import builders
import people
import pytest

DOCUMENT = Path(__file__).parent.parent.parent / "docs" / "api.md"
SERVICE = "Example House"
OMITTED = "…"
#: What a reader sets for themselves.
OWN = {"SITE", "TOKEN", "REVIEWER", "SERVICE", "OWNER"}


@dataclass
class Example:
	"""A call (one ``sh`` block) and what is printed as its answer."""

	line: int
	call: str
	status: int
	language: str
	answer: str


def examples(text: str) -> tuple[str, list[Example]]:
	"""Return the block that sets the variables, and every call with its answer."""
	blocks = re.finditer(r"^```(\w+)\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
	setup, found, call, end = "", [], None, 0
	for block in blocks:
		language, content = block.groups()
		between, end = text[end : block.start()], block.end()
		if language == "sh" and not setup:
			setup = content
		elif language == "sh":
			assert call is None, f"no answer is printed for:\n{call[1]}"
			call = (text.count("\n", 0, block.start()) + 1, content)
		else:
			status = re.findall(r"Answer \((\d{3})\):\s*$", between)
			found.append(Example(*call, int(status[0]) if status else 200, language, content))
			call = None
	assert call is None, f"no answer is printed for:\n{call[1]}"
	return setup, found


class Shell:
	"""One bash, kept open like a reader's terminal."""

	END = "--- end of the example ---"

	def __init__(self, folder: Path):
		# Every curl adds the HTTP status to what it prints, without a word about it in the example.
		(folder / ".curlrc").write_text('write-out = "\\nHTTP %{http_code}\\n"\n')
		self.process = subprocess.Popen(
			["bash", "--noprofile", "--norc"],
			cwd=folder,
			env={"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": str(folder), "LC_ALL": "C.UTF-8"},
			stdin=subprocess.PIPE,
			stdout=subprocess.PIPE,
			stderr=subprocess.STDOUT,
			encoding="utf-8",
		)

	def run(self, commands: str) -> str:
		self.process.stdin.write(f"{commands}\necho; echo '{self.END}'\n")
		self.process.stdin.flush()
		lines = []
		for line in self.process.stdout:
			if line.strip() == self.END:
				return "".join(lines).strip()
			lines.append(line)
		raise AssertionError("the shell has ended: " + "".join(lines))

	def set(self, name: str, value: str) -> None:
		quoted = value.replace("'", "'\\''")
		self.run(f"{name}='{quoted}'")

	def get(self, name: str) -> str:
		return self.run(f'printf %s "${name}"')

	def close(self) -> None:
		self.process.stdin.close()
		self.process.wait(timeout=10)


class Comparison:
	"""Finds where an answer differs from the printed one; remembers the values that the reader is to keep."""

	def __init__(self, shell: Shell):
		self.shell = shell
		self.differences: list[str] = []

	def compare(self, printed, actual, where: str = "answer") -> None:
		if printed == OMITTED:
			return
		if isinstance(printed, dict) and isinstance(actual, dict):
			more = printed.get(OMITTED) == OMITTED
			named = {key for key in printed if key != OMITTED}
			if named - set(actual) or (set(actual) - named and not more):
				self.differences.append(f"{where} has {sorted(actual)}, printed {sorted(printed)}")
			# In the order of print: a value is kept before it is used.
			for key in (key for key in printed if key in named and key in actual):
				self.compare(printed[key], actual[key], f"{where}.{key}")
		elif isinstance(printed, list) and isinstance(actual, list):
			more = bool(printed) and printed[-1] == OMITTED
			rows = printed[:-1] if more else printed
			if len(actual) < len(rows) or (len(actual) > len(rows) and not more):
				self.differences.append(f"{where} has {len(actual)} rows, printed {len(rows)}")
			for number, (row, found) in enumerate(zip(rows, actual, strict=False)):
				self.compare(row, found, f"{where}[{number}]")
		elif isinstance(printed, str):
			self.compare_text(printed, actual, where)
		elif printed != actual or isinstance(printed, bool) != isinstance(actual, bool):
			self.differences.append(f"{where} is {actual!r}, printed {printed!r}")

	def compare_text(self, printed: str, actual, where: str) -> None:
		variable = re.fullmatch(r"\$([A-Z]+)", printed)
		if variable and not self.shell.get(variable[1]):
			assert actual, f"{where} is to be kept, and is empty"
			self.shell.set(variable[1], str(actual))
			return
		expected = re.sub(r"\$([A-Z]+)", lambda found: self.shell.get(found[1]), printed)
		pattern = re.escape(expected).replace(re.escape(OMITTED), ".*")
		if not isinstance(actual, str) or not re.fullmatch(pattern, actual, re.DOTALL):
			self.differences.append(f"{where} is {actual!r}, printed {expected!r}")


@pytest.fixture
def shell(tmp_path):
	shell = Shell(tmp_path)
	yield shell
	shell.close()


@pytest.fixture
def readers_values(site, url):
	"""What a reader would put into the variables of the first block: people, a service and something overdue."""
	import frappe

	frappe.set_user("Administrator")
	# The examples record INC-2041 themselves.
	frappe.db.set_value("Improvement Source", {"external_id": "INC-2041"}, "external_id", None)
	manager = people.person("system.interface@api.example.org", builders.MANAGER)
	reviewer = people.person("rosa.verifier@api.example.org", builders.VERIFIER)
	owner = people.person("omar.owner@api.example.org", builders.ACTION_OWNER)
	team = builders.Team(people.care_service(SERVICE))
	team.manager, team.owner, team.verifier = manager, owner, reviewer
	overdue = builders.started(team)
	frappe.db.set_value("Improvement Action", overdue.name, "due_date", builders.in_days(-3))
	values = {
		"SITE": url,
		"TOKEN": people.token(manager),
		"REVIEWER": people.token(reviewer),
		"SERVICE": SERVICE,
		"OWNER": owner,
	}
	frappe.db.commit()
	return values


def test_the_examples_of_the_documentation_answer_as_it_says(shell, readers_values):
	setup, calls = examples(DOCUMENT.read_text())
	assert set(re.findall(r"^([A-Z]+)=", setup, re.MULTILINE)) >= OWN
	shell.run(setup)
	for name, value in readers_values.items():
		shell.set(name, value)
	wrong = []
	for example in calls:
		body, _, status = shell.run(example.call).rpartition("\nHTTP ")
		at = f"docs/api.md:{example.line}"
		if status != str(example.status):
			wrong.append(f"{at}: {status}, printed {example.status}: {body[:400]}")
		elif example.language == "text":
			if body.strip() != example.answer.strip():
				wrong.append(f"{at}: {body!r}, printed {example.answer!r}")
		else:
			comparison = Comparison(shell)
			comparison.compare(json.loads(example.answer), json.loads(body))
			wrong += [f"{at}: {difference}" for difference in comparison.differences]
	assert len(calls) > 20
	assert not wrong, "\n".join(wrong)


# The comparison itself: a documentation that lies must not pass

ANSWER = {"name": "IS-1", "count": 1, "rows": [{"a": 1}, {"a": 2}], "text": "IS-1 has it.", "flag": True}
LIES = (
	{"name": "IS-2", "…": "…"},
	{"name": "IS-1"},
	{"nome": "IS-1", "…": "…"},
	{"count": 2, "…": "…"},
	{"count": True, "…": "…"},
	{"rows": [{"a": 1}], "…": "…"},
	{"rows": [{"a": 1}, {"a": 3}], "…": "…"},
	{"rows": [{"a": 1}, {"a": 2}, {"a": 3}, "…"], "…": "…"},
	{"text": "IS-9 … it.", "…": "…"},
	{"name": "$WRONG", "…": "…"},
	{"text": "$WRONG has it.", "…": "…"},
)
TRUTHS = (
	ANSWER,
	{"…": "…"},
	{"name": "$KEPT", "text": "$KEPT has it.", "…": "…"},
	{"rows": [{"a": 1}, "…"], "…": "…"},
	{"rows": "…", "flag": True, "…": "…"},
	{"text": "IS-1 … it.", "…": "…"},
)


@pytest.mark.parametrize("printed", LIES, ids=str)
def test_a_printed_answer_that_is_not_true_is_found(printed, shell):
	shell.set("WRONG", "IS-7")
	comparison = Comparison(shell)
	comparison.compare(printed, ANSWER)
	assert comparison.differences


@pytest.mark.parametrize("printed", TRUTHS, ids=str)
def test_a_printed_answer_that_is_true_passes(printed, shell):
	comparison = Comparison(shell)
	comparison.compare(printed, ANSWER)
	assert not comparison.differences


def test_a_call_without_its_answer_is_found():
	with pytest.raises(AssertionError, match="no answer"):
		examples("```sh\nSITE=x\n```\n\n```sh\ncurl a\n```\n\n```sh\ncurl b\n```\n\n```json\n{}\n```\n")
