"""The Desk as a person uses it: fields by their label's name, buttons by what they say."""

import re

from playwright.sync_api import Page, TimeoutError, expect

#: What the Desk logs by itself: a refused request (its status, its traceback, and a bare "undefined"), and a slip
#: of Frappe's own when a field loses the focus while it selects its text.
DESK_NOISE = re.compile(r"status of 417|^Traceback|^undefined$|activeElement\.select is not a function")


def unexpected_errors(page: Page) -> list[str]:
	"""Return what the console of `page` showed that the Desk does not log by itself."""
	return [error for error in page.console_errors if not DESK_NOISE.search(error)]


def settle(page: Page) -> None:
	"""Wait until the Desk has nothing left to fetch."""
	page.wait_for_function("!window.frappe.request.ajax_count && !document.querySelector('#freeze')")
	page.wait_for_timeout(250)


class Form:
	"""A form of the Desk that is open in `page`."""

	def __init__(self, page: Page):
		self.page = page

	def open(self, route: str) -> "Form":
		"""Open ``/app/<route>`` and wait until the form has drawn itself."""
		self.page.goto(f"/app/{route}")
		self.page.wait_for_function("window.cur_frm && cur_frm.doc && !window.frappe.request.ajax_count")
		self.settle()
		return self

	def settle(self) -> None:
		settle(self.page)

	@property
	def name(self) -> str:
		return self.page.evaluate("cur_frm.doc.name")

	def value(self, field: str):
		return self.page.evaluate("field => cur_frm.doc[field]", field)

	def tab(self, label: str) -> None:
		self.page.locator(".form-tabs .nav-link", has_text=re.compile(rf"^\s*{label}\s*$")).click()

	def field(self, name: str):
		return self.page.locator(f".form-page [data-fieldname='{name}']").locator("visible=true").first

	def write(self, field: str, text: str) -> None:
		"""Type `text` into a text, number or date field, and see to it that the form takes it.

		A form that is still being drawn can drop what was typed, or its calendar can find it no date; a person would close
		that message and type it again.
		"""
		box = self.field(field).locator("input, textarea").first
		before = self.value(field)
		for _attempt in range(3):
			box.fill(text)
			box.blur()  # Tab would go on into the next table and open a row of it
			try:
				self.page.wait_for_function(
					"([field, before]) => cur_frm.doc[field] && cur_frm.doc[field] !== before",
					arg=[field, before],
					timeout=5000,
				)
			except TimeoutError:
				self._close_message("Invalid date")
				continue
			self._close_message("Invalid date")
			if self.value(field):
				return
		raise AssertionError(f"The form does not take {text!r} in {field}")

	def _close_message(self, words: str) -> None:
		message = self.page.locator(".modal.show", has_text=words)
		if message.count():
			self.page.wait_for_timeout(400)  # it fades in, and does not close before it is there
			message.locator(".btn-modal-close").locator("visible=true").click()
			expect(message).to_have_count(0)

	def choose(self, field: str, text: str) -> None:
		"""Choose from a list, or find a record by typing its name and take the first that is offered."""
		box = self.field(field)
		if box.locator("select").count():
			box.locator("select").select_option(text)
			return
		entry = box.locator("input").first
		entry.click()
		entry.fill(text)
		box.locator(".awesomplete [role='option'], .awesomplete li", has_text=text).first.click()
		entry.blur()
		self.settle()

	def save(self) -> None:
		self.page.locator(".standard-actions .primary-action").locator("visible=true").click()
		self.settle()
		self.page.wait_for_function("!cur_frm.is_dirty()")

	def button(self, label: str, group: str | None = None) -> None:
		"""Press a button at the top of the form, or an entry of one of its menus."""
		if group:
			menu = self.page.locator(".inner-group-button", has_text=group).locator("visible=true")
			menu.locator("button").first.click()
			menu.locator(".dropdown-item", has_text=label).click()
		else:
			self.page.get_by_role("button", name=label, exact=True).locator("visible=true").first.click()
		self.settle()

	def act(self, action: str) -> None:
		"""Choose an action of the workflow."""
		menu = self.page.locator(".actions-btn-group").locator("visible=true")
		menu.locator("button").first.click()
		menu.locator(".dropdown-item", has_text=re.compile(rf"^\s*{action}\s*$")).click()
		self.settle()

	def dialog(self, values: dict[str, str], button: str) -> None:
		"""Fill the dialog in front and press its button."""
		box = self.page.locator(".modal.show")
		expect(box).to_be_visible()
		self.page.wait_for_timeout(400)
		for field, text in values.items():
			entry = box.locator(f"[data-fieldname='{field}']").locator("input, textarea").first
			entry.fill(text)
			entry.blur()
		box.locator(".modal-footer .btn-primary, .modal-header .btn-primary").locator(
			"visible=true"
		).first.click()
		self.settle()

	def refusal(self) -> str:
		"""Return the text of the message in front, and close it."""
		box = self.page.locator(".modal.show")
		expect(box).to_be_visible()
		self.page.wait_for_timeout(400)  # the dialog fades in, and does not close before it is there
		text = box.inner_text()
		box.locator(".btn-modal-close").locator("visible=true").click()
		expect(box).to_have_count(0)
		return text

	def expect_status(self, status: str) -> None:
		self.page.wait_for_function("status => cur_frm.doc.status === status", arg=status)
		expect(self.page.locator(".title-area .indicator-pill").locator("visible=true")).to_contain_text(
			status
		)

	def intro(self):
		"""The message at the top of the form."""
		return self.page.locator(".form-message").locator("visible=true")
