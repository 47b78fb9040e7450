"""The page /raise-a-concern as a browser without scripts sees it: asked for and sent through Frappe's own WSGI application."""

import time
from contextlib import contextmanager
from unittest.mock import patch

import builders
import doors
import frappe
import frappe.app
from bs4 import BeautifulSoup
from werkzeug.test import Client

from improvement_actions.concerns import guards
from improvement_actions.lifecycle import callers

PATH = "/raise-a-concern"
METHOD = "/api/method/improvement_actions.concerns.raise_concern"
WORDS = "The call bell by the window has not worked since Sunday."


def allow(who: str, **settings) -> None:
	"""Let `who` (as the settings say it) use the page."""
	for field, value in {"concerns_from": who, **settings}.items():
		frappe.db.set_single_value(builders.SETTINGS, field, value)
	frappe.clear_document_cache(builders.SETTINGS, builders.SETTINGS)


def ticket(seconds_ago: float = 60) -> str:
	return callers.ticket(guards.secret(), time.time() - seconds_ago)


def filled(**values) -> dict:
	"""Return what a browser sends of a page that somebody has filled in."""
	return {"ticket": ticket(), "kind": "Concern", "what": WORDS, "homepage": "", **values}


@contextmanager
def called_from(address: str):
	before = getattr(frappe.local, "request_ip", None)
	frappe.local.request_ip = address
	try:
		yield
	finally:
		frappe.local.request_ip = before


def ask(method: str = "GET", form: dict | None = None, user: str = "Guest", path: str = PATH):
	"""Send a request as `user` and return the answer; it sees the test's transaction, and commits nothing."""

	def within_this_connection(request):
		frappe.local.request = request
		frappe.local.response = frappe._dict(docs=[])
		frappe.local.is_ajax = False
		frappe.local.flags.redirect_location = None
		frappe.clear_messages()
		frappe.set_user(user)
		frappe.app.make_form_dict(request)

	before = frappe.session.user
	with (
		doors.shut(),
		patch("frappe.app.init_request", within_this_connection),
		patch.object(frappe.db, "close"),
	):
		answer = Client(frappe.app.application.__wrapped__).open(path, method=method, data=form)
	frappe.set_user(before)
	frappe.local.form_dict = frappe._dict()
	if hasattr(frappe.local, "request"):
		del frappe.local.request
	return answer


def send(user: str = "Guest", **values):
	return ask("POST", filled(**values), user)


def read(answer) -> BeautifulSoup:
	return BeautifulSoup(answer.get_data(as_text=True), "html.parser")


def code_in(answer) -> str:
	[shown] = read(answer).select(".code")
	return shown.get_text(strip=True)


def wrongs_in(answer) -> list[str]:
	return [item.get_text(strip=True) for item in read(answer).select("#summary li")]


def raised(code: str) -> str | None:
	return frappe.db.get_value("Improvement Source", {"raised_code": code})
