"""What goes wrong on other people's machines, each said in one line with what to do about it."""

import re


class SandboxError(Exception):
	"""Something the person at the terminal can put right. `str()` is one line: what is wrong, then what to do."""

	def __init__(self, problem: str, remedy: str):
		self.problem = problem
		self.remedy = remedy
		super().__init__(f"{problem.rstrip('.')}. {remedy}")


DISK_FULL = re.compile(
	r"No space left on device|ENOSPC|Disk quota exceeded|\(errno: 28|os error 28", re.IGNORECASE
)
OUT_OF_REACH = re.compile(
	r"Temporary failure (in name resolution|resolving)|Could not resolve|dns error|ENOTFOUND|EAI_AGAIN|ECONNREFUSED"
	r"|ECONNRESET|ETIMEDOUT|ENETUNREACH|Connection refused|Network is unreachable|error sending request"
	r"|Failed to establish a new connection|Could not connect to|Connection timed out|Read timed out"
	r"|client error \(Connect\)|tcp connect error|No matching distribution found for criscostack",
	re.IGNORECASE,
)
DPKG_BUSY = re.compile(r"Could not get lock|Unable to acquire the dpkg", re.IGNORECASE)


def disk_full(where) -> SandboxError:
	return SandboxError(
		f"The disk is full at {where}",
		"Free some space (3 GB is enough), or set SANDBOX_HOME to a folder on another disk, then run the same command again.",
	)


def explain(output: str, step: str, registry: str | None, where, log) -> SandboxError:
	"""Turn a failed command's output into the one line that helps.

	Args:
	    output: everything the command printed.
	    step: the step's name, as it was shown.
	    registry: what the step downloads from ("PyPI", "npm", "Debian"), or None.
	    where: the sandbox's folder.
	    log: the file with the full output.
	"""
	if DISK_FULL.search(output):
		return disk_full(where)
	if DPKG_BUSY.search(output):
		return SandboxError(
			"Another program is installing Debian packages", "Let it finish, then run the same command again."
		)
	if registry and OUT_OF_REACH.search(output):
		return SandboxError(
			f"The {registry} package registry is out of reach",
			f"Check the network (or proxy or mirror settings), then run the same command again: it goes on where it stopped. Log: {log}",
		)
	last = next((line.strip() for line in reversed(output.splitlines()) if line.strip()), "no output")
	return SandboxError(
		f"{step} failed: {last[:300]}",
		f"The full output is in {log}; running the same command again redoes this step.",
	)
