"""Options that say where the tests run. `sandbox/run test` fills them in; plain `pytest tests/unit` needs none."""

import os
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# No test asserts times, and neither does Hypothesis: a busy machine is no fault of the code.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")

# For tests of the sandbox itself. Last, so that a bench's own copy of the app comes first.
sys.path.append(str(Path(__file__).parent.parent))


def pytest_addoption(parser):
	group = parser.getgroup("improvement actions")
	group.addoption("--bench", default="", help="folder of the bench that the site belongs to")
	group.addoption(
		"--site",
		default="",
		help="site to test on; tests write to it. With commas: one for each worker of pytest-xdist",
	)
	group.addoption(
		"--only", default="", help="kinds of tests to run: unit, site, e2e, alone (comma between them)"
	)
	group.addoption("--url", default="", help="address of that site in a browser")


def pytest_configure(config):
	config.addinivalue_line("markers", "alone: stops what other tests need, so nothing runs beside it")
	# Frappe's own libraries, of its day: nothing that this app could mend.
	for library in ("passlib", "whoosh", "pydantic", "google", "pkg_resources"):
		config.addinivalue_line("filterwarnings", f"ignore::DeprecationWarning:{library}")


def pytest_make_parametrize_id(config, val, argname):
	"""Name sets in one order: all workers of pytest-xdist have to name the tests alike."""
	return f"{{{', '.join(sorted(map(repr, val)))}}}" if isinstance(val, set | frozenset) else None


def pytest_collection_modifyitems(config, items):
	"""The quick ones first; the browser tests last, because they leave their records on the site."""
	order = {"unit": 0, "site": 1, "e2e": 2}
	tests = Path(__file__).parent

	def folder(item):
		return item.path.relative_to(tests).parts[0]

	items.sort(key=lambda item: order.get(folder(item), 0))
	if only := config.getoption("--only"):
		kinds = {item: "alone" if item.get_closest_marker("alone") else folder(item) for item in items}
		others = [item for item in items if kinds[item] not in only.split(",")]
		items[:] = [item for item in items if item not in set(others)]
		config.hook.pytest_deselected(items=others)


@pytest.fixture(scope="session")
def site(pytestconfig):
	"""The site's name, with Frappe connected to it as Administrator for the whole run."""
	bench, names = pytestconfig.getoption("--bench"), pytestconfig.getoption("--site")
	if not bench or not names:
		pytest.exit("These tests need a site. Run them with: sandbox/run test", returncode=4)
	import frappe

	name = names.split(",")[int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))]
	# Frappe finds its logs and the site's files from where it runs.
	os.chdir(Path(bench, "sites"))
	frappe.init(site=name)
	frappe.connect()
	frappe.flags.in_test = True
	frappe.flags.mute_emails = True
	frappe.local.lang = "en"
	yield name
	frappe.destroy()
