"""A site of its own, with the framework and no app: for commands that change a site for good."""

import os
import shutil
import subprocess
import sys
from contextlib import contextmanager

import frappe
import pytest

APP = "improvement_actions"


class ThrowAwaySite:
	"""A bare Frappe site in the sandbox. `command` runs Frappe's command line on it, `connected` goes inside."""

	def __init__(self, bench: str):
		from sandbox import database, sites
		from sandbox.config import Sandbox, Site
		from sandbox.steps import Steps

		self.sandbox = Sandbox()
		if not bench or os.path.realpath(bench) != os.path.realpath(self.sandbox.bench):
			pytest.skip(
				"Only the sandbox makes throw-away sites: these tests would need the database's root password."
			)
		self.site = Site("throwaway.localhost", "improvement_throwaway", 0, for_tests=True)
		self.steps, self.database = Steps(self.sandbox), database
		self.drop()
		sites.ensure_base(self.steps, self.sandbox)
		sites.write_site_config(self.sandbox, self.site)
		database.load(self.steps, self.sandbox, self.site, sites.base_snapshot(self.sandbox))

	def command(self, *arguments: str) -> str:
		"""Run a command of Frappe on the site and return what it prints; raise with that when it fails."""
		command = [
			sys.executable,
			"-m",
			"frappe.utils.bench_helper",
			"frappe",
			"--site",
			self.site.name,
			*arguments,
		]
		done = subprocess.run(
			command,
			cwd=self.sandbox.sites_path,
			env=self.sandbox.command_environment(),
			capture_output=True,
			text=True,
		)
		if done.returncode:
			raise AssertionError(
				f"{' '.join(arguments)} failed:\n{done.stdout[-2000:]}\n{done.stderr[-3000:]}"
			)
		return done.stdout

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
