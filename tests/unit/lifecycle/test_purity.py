"""The rules need neither Frappe nor anything else that has to be installed."""

import subprocess
import sys
from pathlib import Path

import improvement_actions

REPOSITORY = Path(improvement_actions.__file__).parent.parent

IMPORT_ALL = """
import importlib, pkgutil, sys
sys.path.insert(0, sys.argv[1])
sys.modules["frappe"] = None
package = importlib.import_module("improvement_actions.lifecycle")
for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
	importlib.import_module(module.name)
	print(module.name)
"""


def imported(*options: str) -> list[str]:
	run = subprocess.run(
		[sys.executable, *options, "-c", IMPORT_ALL, str(REPOSITORY)],
		capture_output=True,
		text=True,
		timeout=60,
	)
	assert run.returncode == 0, run.stderr
	return run.stdout.split()


def test_the_whole_package_imports_with_frappe_blocked():
	modules = imported("-I")
	expected = (REPOSITORY / "improvement_actions/lifecycle").rglob("*.py")
	assert len(modules) == len(list(expected)) - 1
	assert "improvement_actions.lifecycle.gates" in modules


def test_the_whole_package_imports_with_the_standard_library_alone():
	assert imported("-I", "-S") == imported("-I")
