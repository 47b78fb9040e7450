"""Tests in a real browser, against a site that is being served."""

import re
from pathlib import Path

import pytest

CHROMIUM = "/usr/bin/chromium"
# A headless browser in a container, on a machine that may reach nothing but itself.
ARGUMENTS = [
	"--no-sandbox",
	"--disable-gpu",
	"--disable-quic",
	"--no-first-run",
	"--disable-background-networking",
	"--disable-component-update",
	"--disable-sync",
]
LAPTOP = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}
# Errors of the framework's own libraries that show nothing to the person at the screen. A chart of frappe-charts that changes its
# size in the quarter second after it was drawn looks for a drawing that its animation has just swapped; it is whole afterwards.
FRAMEWORK_NOISE = ("The node to be removed is not a child of this node",)
SCREENSHOTS = Path(__file__).parent / "screenshots"


@pytest.fixture(scope="session")
def url(pytestconfig):
	"""The site's address, without a slash at its end."""
	address = pytestconfig.getoption("--url").rstrip("/")
	if not address:
		pytest.exit(
			"These tests need a site that is served. Run them with: sandbox/run test tests/e2e", returncode=4
		)
	return address


@pytest.fixture(scope="session")
def browser():
	from playwright.sync_api import expect, sync_playwright

	# A busy machine is no fault of the page; what never comes still fails.
	expect.set_options(timeout=20_000)
	with sync_playwright() as playwright:
		browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
		yield browser
		browser.close()


@pytest.fixture
def open_page(browser, url, request):
	"""open_page(viewport=LAPTOP) -> a page of its own browser context; its `console_errors` lists what went wrong in it."""
	pages = []

	def open_page(viewport=None):
		context = browser.new_context(
			base_url=url, viewport=viewport or LAPTOP, locale="en-GB", timezone_id="Europe/London"
		)
		page = context.new_page()
		page.console_errors = []

		def note(text):
			if not any(noise in text for noise in FRAMEWORK_NOISE):
				page.console_errors.append(text)

		page.on("console", lambda message: message.type == "error" and note(message.text))
		page.on("pageerror", lambda error: note(str(error)))
		pages.append(page)
		return page

	yield open_page
	failed = getattr(request.node, "failed", False)
	for number, page in enumerate(pages, 1):
		if failed:
			SCREENSHOTS.mkdir(exist_ok=True)
			name = re.sub(r"[^\w-]+", "_", request.node.name)
			page.screenshot(path=SCREENSHOTS / f"{name}-{number}.png")
			print(f"\n{page.url}: {page.console_errors or 'no errors in the console'}")
		page.context.close()


@pytest.fixture
def login(open_page):
	"""login(user, password, viewport=LAPTOP) -> a page on which that person is logged in, in a browser context of their own."""

	def login(user, password, viewport=None):
		page = open_page(viewport)
		answer = page.request.post("/api/method/login", form={"usr": user, "pwd": password})
		assert answer.ok, f"{user} cannot log in: {answer.status} {answer.text()[:300]}"
		return page

	return login


@pytest.fixture
def phone():
	"""The viewport of a phone: login(user, password, viewport=phone)."""
	return PHONE


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
	report = yield
	if report.when == "call":
		item.failed = report.failed
	return report
