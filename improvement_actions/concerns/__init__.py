"""What people tell the provider on the page /raise-a-concern, whether they can sign in or not."""

from collections.abc import Mapping

import frappe
from frappe import _

from improvement_actions.concerns import receiving
from improvement_actions.refusal import refuse


@frappe.whitelist(allow_guest=True, methods=["POST"])
def raise_concern(**form) -> dict[str, str]:
	"""Take in what somebody tells, and return `code`, the reference to quote, and `message`, the thanks.

	`form` has the fields of the page as text: kind (Concern, Idea, Compliment), what, service, occurred_on
	(YYYY-MM-DD), relation, name, contact, wants_answer, at_risk ("yes"), and `ticket`, which the page carries. Who may call it
	is the provider's decision (Improvement Settings, Involving People): it is not there (404) for anybody while it is off, and takes a
	signed-in user (403) where it is only for them. Too many within an hour are refused (429). Nothing can be read back.
	"""
	receiving.refuse_where_closed()
	received = receiving.receive(form)
	refuse(received.problems, _("Not Sent"), receiving.ERRORS.get(received.status, frappe.ValidationError))
	return {"code": received.code, "message": thanks(form)}


def thanks(form: Mapping) -> str:
	"""Return the sentence that everybody gets who has sent something."""
	return _("Thank you. The people who answer for the service will read what you have told us.")
