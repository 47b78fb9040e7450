"""gunicorn's settings. It runs in the bench's sites folder; the ports come from the environment that `sandbox/run` sets."""

import os
from pathlib import Path

from sandbox.config import APP, REPOSITORY, Sandbox

_sandbox = Sandbox(os.environ)
bind = [site_address for site_address in (f"127.0.0.1:{site.port}" for site in _sandbox.served)]
worker_class = "gthread"
workers = 1
threads = 12
timeout = 300
graceful_timeout = 5
# Longer than a browser pauses: a connection that is closed just as the next request is sent on it makes that request fail.
keepalive = 120
accesslog = str(_sandbox.logs / "web-requests.log")
# An edit of the app shows at the next request: the worker starts anew, and drops what Frappe had cached of the forms.
reload = True
reload_extra_files = [
	str(file)
	for file in (REPOSITORY / APP).rglob("*")
	if file.suffix in {".js", ".css", ".html", ".json", ".txt", ".csv"}
]


def post_worker_init(worker):
	"""Forget what Frappe cached of the app's hooks, forms and scripts, so that every start serves them as they are now."""
	import frappe

	for site in _sandbox.served:
		if not Path(site.name, "site_config.json").exists():
			continue
		try:
			frappe.init(site=site.name)
			frappe.connect()
			frappe.cache().delete_value("app_hooks")
			frappe.clear_cache()
		except Exception:
			# A site that is just being made: no reason not to serve the other one.
			worker.log.warning("The cache of %s was not emptied", site.name, exc_info=True)
		finally:
			frappe.destroy()
