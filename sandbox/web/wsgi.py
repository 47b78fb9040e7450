"""Frappe's WSGI application, with the site chosen by the port that the request came in on, and the files nginx would serve."""

import os
import re

import frappe.app
from frappe.middlewares import StaticDataMiddleware
from werkzeug.middleware.shared_data import SharedDataMiddleware

from sandbox.config import Sandbox

SITE_OF_PORT = {str(site.port): site.name for site in Sandbox(os.environ).served}
# Built bundles carry their content's hash in their name, so they never change. Everything else under /assets may, at any time.
HASHED = re.compile(r"\.bundle\.[A-Z0-9]{8}\.(js|css)(\.map)?$")


class SiteFiles(StaticDataMiddleware):
	"""Frappe's own handler of public /files looks the site up by host name; here it is the port that tells."""

	def get_directory_loader(self, directory):
		def loader(path):
			file = os.path.join(
				directory, self.environ["HTTP_X_FRAPPE_SITE_NAME"], "public", "files", path or ""
			)
			return (os.path.basename(file), self._opener(file)) if os.path.isfile(file) else (None, None)

		return loader


def site_by_port(wrapped):
	"""Say the site's name in the header that Frappe looks at first, and how long the browser may keep a file."""

	def application(environ, start_response):
		environ["HTTP_X_FRAPPE_SITE_NAME"] = SITE_OF_PORT[environ["SERVER_PORT"]]
		path = environ.get("PATH_INFO", "")

		def start(status, headers, *rest):
			if path.startswith("/assets/"):
				keep = "max-age=31536000, immutable" if HASHED.search(path) else "no-cache"
				headers = [
					(name, value)
					for name, value in headers
					if name.lower() not in ("cache-control", "expires")
				]
				headers.append(("Cache-Control", keep))
			return start_response(status, headers, *rest)

		return wrapped(environ, start)

	return application


application = SharedDataMiddleware(frappe.app.application, {"/assets": os.path.abspath("assets")})
application = SiteFiles(application, {"/files": os.path.abspath(".")})
application = site_by_port(application)
