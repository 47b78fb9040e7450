"""People who can sign in and where they work: made the way Frappe makes them, and kept from run to run."""

PASSWORD = "Improve-2468-practice"


def person(email: str, *roles: str) -> str:
	"""Make sure that a user with exactly this e-mail address, these roles and `PASSWORD` exists; return their id.

	The caller commits: the browser talks to another process.
	"""
	import frappe

	if not frappe.db.exists("User", email):
		name = email.split("@")[0].split(".")[-1].title()
		user = frappe.get_doc(
			{"doctype": "User", "email": email, "first_name": name, "send_welcome_email": 0}
		)
		user.new_password = PASSWORD
		user.flags.no_welcome_mail = True
		user.insert()
		user.add_roles(*roles)
	return email


def care_service(name: str) -> str:
	"""Make sure that the service called `name` exists; return its name."""
	import frappe

	if not frappe.db.exists("Care Service", name):
		frappe.get_doc(
			{"doctype": "Care Service", "service_name": name, "service_type": "Residential Home"}
		).insert()
	return name


def token(email: str) -> str:
	"""Give the user called `email` a new API key and return it as a token ("key:secret"). The caller commits."""
	import frappe

	user = frappe.get_doc("User", email)
	user.api_key = user.api_key or frappe.generate_hash(length=15)
	user.api_secret = secret = frappe.generate_hash(length=15)
	user.save()
	return f"{user.api_key}:{secret}"
