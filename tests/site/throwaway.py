"""A site of its own, for what changes a site for good: with the framework and no app, or as the site of the tests is."""

import os
import shutil
import subprocess
import sys
from contextlib import contextmanager

import frappe
import pytest

APP = "improvement_actions"


def is_own_sandbox(bench: str) -> bool:
	"""Return whether the tests run in the sandbox, and not in anybody's own bench."""
	from sandbox.config import Sandbox

	return bool(bench) and os.path.realpath(bench) == os.path.realpath(Sandbox().bench)


def own_sandbox(bench: str):
	"""Return the sandbox that the tests run in, with its services; skip the test in anybody's own bench."""
	from sandbox.config import Sandbox

	if not is_own_sandbox(bench):
		pytest.skip(
			"Only in the sandbox: this needs the database's root password, or stops and starts services."
		)
	return Sandbox()


def frappe_command(sandbox, site: str, *arguments: str) -> str:
	"""Run Frappe's command line on `site` and return what it prints; raise with that when it fails."""
	command = [sys.executable, "-m", "frappe.utils.bench_helper", "frappe", "--site", site, *arguments]
	done = subprocess.run(
		command,
		cwd=sandbox.sites_path,
		env=sandbox.command_environment(),
		capture_output=True,
		text=True,
	)
	if done.returncode:
		raise AssertionError(f"{' '.join(arguments)} failed:\n{done.stdout[-2000:]}\n{done.stderr[-3000:]}")
	return done.stdout


class ThrowAwaySite:
	"""A site in the sandbox. `command` runs Frappe's command line on it, `connected` goes inside.

	It has the framework alone, or with `like_the_test_site` what the site of the tests has.
	"""

	def __init__(self, bench: str, like_the_test_site: bool = False):
		from sandbox import database, sites
		from sandbox.config import Site
		from sandbox.steps import Steps

		self.sandbox = own_sandbox(bench)
		# Two workers of pytest-xdist may want one at the same time.
		worker = os.environ.get("PYTEST_XDIST_WORKER", "")
		name = f"{'copy' if like_the_test_site else 'throwaway'}{worker}"
		self.site = Site(f"{name}.localhost", f"improvement_{name}", 0, for_tests=True)
		self.steps, self.database = Steps(self.sandbox), database
		self.drop()
		sites.write_site_config(self.sandbox, self.site)
		if like_the_test_site:
			# Not from its snapshot, which may be older than what was migrated since.
			content = self.sandbox.snapshots / f"{self.site.name}.sql"
			own = next(site for site in self.sandbox.tests if site.name == frappe.local.site)
			database.dump(self.sandbox, own, content)
		else:
			sites.ensure_base(self.steps, self.sandbox)
			content = sites.base_snapshot(self.sandbox)
		database.load(self.steps, self.sandbox, self.site, content)
		if like_the_test_site:
			content.unlink()

	def command(self, *arguments: str) -> str:
		"""Run a command of Frappe on the site and return what it prints; raise with that when it fails."""
		return frappe_command(self.sandbox, self.site.name, *arguments)

	@contextmanager
	def connected(self):
		"""Connect this process to the site, commit what is done there, and go back to the site of the tests."""
		before = frappe.local.site
		self._go_to(self.site.name)
		try:
			yield
			frappe.db.commit()
		finally:
			self._go_to(before)

	def _go_to(self, site: str) -> None:
		frappe.destroy()
		frappe.init(site=site)
		frappe.connect()
		frappe.flags.in_test = frappe.flags.mute_emails = True
		frappe.local.lang = "en"

	def drop(self) -> None:
		name = self.site.database
		self.database.sql(
			self.steps, self.sandbox, f"DROP DATABASE IF EXISTS `{name}`; DROP USER IF EXISTS '{name}'@'%';"
		)
		shutil.rmtree(self.sandbox.sites_path / self.site.name, ignore_errors=True)
