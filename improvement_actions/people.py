"""What the rules need to know about users."""

from dataclasses import dataclass

import frappe
from frappe.query_builder.functions import Coalesce
from pypika.queries import QueryBuilder, Table
from pypika.terms import Criterion, Term

from improvement_actions.lifecycle.gates import Owner
from improvement_actions.lifecycle.independence import NOT_A_PERSON
from improvement_actions.settings import shared_account_names

MANAGER = "Improvement Manager"
ACTION_OWNER = "Improvement Action Owner"
VERIFIER = "Improvement Verifier"
GOVERNANCE = "Improvement Governance"
HR_CONTRIBUTOR = "Improvement HR Contributor"
EXTERNAL_REVIEWER = "Improvement External Reviewer"

ROLES = (MANAGER, ACTION_OWNER, VERIFIER, GOVERNANCE, HR_CONTRIBUTOR, EXTERNAL_REVIEWER)


def owner_facts(user: str | None) -> Owner:
	"""Return what is known of `user` as the owner of an action."""
	if not user:
		return Owner(exists=False)
	enabled = frappe.db.get_value("User", user, "enabled")
	roles = set(frappe.get_roles(user))
	return Owner(
		exists=enabled is not None,
		enabled=bool(enabled),
		is_external=is_external(roles),
		is_shared=user.split("@")[0].lower() in shared_account_names(),
	)


def is_external(roles: set[str]) -> bool:
	"""Return whether somebody with `roles` is an external reviewer and nothing more."""
	return EXTERNAL_REVIEWER in roles and not roles.intersection((MANAGER, ACTION_OWNER))


def is_manager(user: str | None = None) -> bool:
	"""Return whether `user` (default: who is signed in) may decide as an Improvement Manager."""
	user = user or frappe.session.user
	return user == "Administrator" or MANAGER in frappe.get_roles(user)


def can_sign_in(user: Table) -> Criterion:
	"""Return the condition that `user`, a table of users in a query, is a person whose account is enabled."""
	return (user.enabled == 1) & user.name.notin(sorted(NOT_A_PERSON))


def holders(role: str) -> list[str]:
	"""Return the people who have `role` and can sign in."""
	held, user = frappe.qb.DocType("Has Role"), frappe.qb.DocType("User")
	return (
		frappe.qb.from_(held)
		.join(user)
		.on((user.name == held.parent) & can_sign_in(user))
		.where((held.parenttype == "User") & (held.role == role))
		.select(user.name)
		.distinct()
	).run(pluck=True)


@dataclass(frozen=True)
class Answering:
	"""Who answers for a service, as the tables of a query: its `manager`, or else who is `nominated`.

	Both are tables of users, with nobody in them who cannot sign in.
	"""

	service: Table
	manager: Table
	nominated: Table
	name: Term

	@property
	def person(self) -> Term:
		"""The one who is told."""
		return Coalesce(self.manager.name, self.nominated.name)

	def join(self, query: QueryBuilder) -> QueryBuilder:
		"""Join the tables to `query`, which keeps all its rows."""
		service, manager, nominated = self.service, self.manager, self.nominated
		return (
			query.left_join(service)
			.on(service.name == self.name)
			.left_join(manager)
			.on((manager.name == service.registered_manager) & can_sign_in(manager))
			.left_join(nominated)
			.on((nominated.name == service.nominated_individual) & can_sign_in(nominated))
		)


def answering_for(service: Term) -> Answering:
	"""Return who answers for `service`, a column of a query with the name of a service."""
	users = (frappe.qb.DocType("User").as_(alias) for alias in ("manager", "nominated"))
	return Answering(frappe.qb.DocType("Care Service").as_("managed"), *users, service)
