"""gunicorn's settings. It runs in the bench's sites folder; the ports come from the environment that `sandbox/run` sets."""

import os
from pathlib import Path

from sandbox.config import APP, REPOSITORY, Sandbox

_sandbox = Sandbox(os.environ)
bind = [site_address for site_address in (f"127.0.0.1:{site.port}" for site in _sandbox.sites)]
worker_class = "gthread"
workers = 1
threads = 12
timeout = 300
graceful_timeout = 5
accesslog = str(_sandbox.logs / "web-requests.log")
# An edit of the app shows at the next request: the worker starts anew, and drops what Frappe had cached of the forms.
reload = True
reload_extra_files = [
	str(file) for file in (REPOSITORY / APP).rglob("*") if file.suffix in {".js", ".css", ".html", ".json", ".txt", ".csv"}
]


def post_worker_init(worker):
	import frappe

	for site in _sandbox.sites:
		if not Path(site.name, "site_config.json").exists():
			continue
		with frappe.init_site(site.name):
			frappe.cache().delete_value("app_hooks")
			frappe.clear_cache()
