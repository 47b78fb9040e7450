"""What is done inside a site, with Frappe imported: `python -m sandbox.inside SITE FUNCTION`, in the bench's sites folder."""

import sys

import frappe


def complete_setup() -> None:
	"""Answer the setup wizard as a provider in England would, so that the Desk opens directly."""
	from frappe.desk.page.setup_wizard.setup_wizard import setup_complete

	answer = setup_complete(
		{
			"language": "English",
			"country": "United Kingdom",
			"timezone": "Europe/London",
			"currency": "GBP",
			"enable_telemetry": 0,
		}
	)
	if answer.get("status") != "ok":
		raise SystemExit(f"The setup wizard did not finish: {answer}")
	settings = frappe.get_doc("System Settings")
	settings.update({"disable_system_update_notification": 1, "disable_change_log_notification": 1})
	settings.update({"login_with_email_link": 0, "session_expiry": "720:00", "date_format": "dd-mm-yyyy"})
	settings.save()
	# The wheel's own logo is another vendor's.
	logo = "/assets/improvement_actions/images/improvement-actions.svg"
	frappe.db.set_single_value("Navbar Settings", "app_logo", logo)
	# A first visitor should meet the app, not a tour of the framework.
	frappe.db.set_single_value("System Settings", "enable_onboarding", 0)
	# These two were there before the wizard, with the time zone of Frappe's makers.
	for user in ("Administrator", "Guest"):
		frappe.db.set_value("User", user, "time_zone", "Europe/London", update_modified=False)
	frappe.db.commit()


def load_demo() -> None:
	import sandbox.demo
	from improvement_actions.jobs import nightly

	frappe.set_user("Administrator")
	sandbox.demo.load()
	frappe.db.commit()
	# What the scheduler does every hour: people find this morning's digest, if it is late enough in the day.
	nightly.run_when_due()


def main(site: str, function: str) -> None:
	frappe.init(site=site)
	frappe.connect()
	try:
		{"complete_setup": complete_setup, "load_demo": load_demo}[function]()
	finally:
		frappe.destroy()


if __name__ == "__main__":
	main(*sys.argv[1:])
