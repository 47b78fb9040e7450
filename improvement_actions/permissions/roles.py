"""What the rules ask of a user: their roles, and the services they are limited to."""

import frappe
from frappe.permissions import get_user_permissions

from improvement_actions import people

READING = ("read", "select", "print", "email", "export", "report")


def has_app_permission() -> bool:
	"""Return whether the app's tile is shown to who is signed in: to everyone with one of its roles."""
	user = frappe.session.user
	return is_system(user) or any(has_role(user, role) for role in people.ROLES)


def is_system(user: str) -> bool:
	return user == "Administrator" or has_role(user, "System Manager")


def sees_all(user: str) -> bool:
	return is_system(user) or has_role(user, people.GOVERNANCE)


def sees_every_action(user: str) -> bool:
	return sees_all(user) or (works_by_service(user) and not services_of(user))


def works_by_service(user: str) -> bool:
	return has_role(user, people.MANAGER) or has_role(user, people.VERIFIER)


def has_role(user: str, role: str) -> bool:
	return role in frappe.get_roles(user)


def services_of(user: str) -> list[str]:
	"""Return the services `user` is limited to; an empty list means all."""
	return [row.get("doc") for row in get_user_permissions(user).get("Care Service", [])]


def service_allowed(service: str | None, user: str) -> bool:
	services = services_of(user)
	return not services or not service or service in services
