"""The bell: Frappe's Notification Log tells people what somebody else has done with an action of theirs.

Written in the same transaction as the change, so that neither is there without the other, and of the type that Frappe
never mails.
"""

from html import escape

import frappe
from frappe import _
from frappe.desk.doctype.notification_settings.notification_settings import is_notifications_enabled
from frappe.translate import get_user_lang
from frappe.utils import formatdate, get_fullname

from improvement_actions import people, workflows
from improvement_actions.lifecycle import notices
from improvement_actions.lifecycle.notices import DRAFTER, OWNER, PREVIOUS_OWNER, Notice
from improvement_actions.lifecycle.problem import Phrase
from improvement_actions.lifecycle.reviews import VERIFICATION
from improvement_actions.lifecycle.status import COMPLETED, DRAFT, OPEN, REASON_FIELDS
from improvement_actions.values import as_day

REVIEW = "Effectiveness Review"


def of_action(action) -> None:
	"""Tell everybody concerned what the save of `action` that is under way has changed."""
	before = action.get_doc_before_save()
	if not _may_concern(action, before):
		return
	change = _change(action, before)
	found = notices.about_action(change)
	about = (change.who, action.name, action.title)
	if not before and action.parent_action and not _may_open(action):
		found.append(notices.about_proposal(*about, action.parent_action))
	for notice in found:
		_tell(_recipient(notice, action, before), notice.says, action)
	if action.status == COMPLETED != action.status_before and not _reviewer_is_named(action):
		waiting = notices.about_waiting(*about)
		manager = _recipient(waiting, action, before)
		# Who owns or has completed it can do nothing about its verification.
		if manager not in (action.action_owner, action.completed_by):
			_tell(manager, waiting.says, action)


def of_review(review) -> None:
	"""Tell who has just been named for `review`."""
	if not review.reviewer:
		return
	action = review.reviewed_action
	says = notices.about_review(
		get_fullname(frappe.session.user),
		action.name,
		action.title,
		review.review_type == VERIFICATION,
		as_day(review.due_date),
	)
	_tell(review.reviewer, says, review)


def of_risk(risk, says: Phrase) -> None:
	"""Tell the owner of `risk` what it `says`."""
	_tell(risk.risk_owner, says, risk)


def of_recognition(recognition) -> None:
	"""Tell everybody with an account whom `recognition` thanks."""
	says = notices.about_recognition(
		get_fullname(frappe.session.user), recognition.action, recognition.title, recognition.message
	)
	for row in recognition.people:
		_tell(row.person, says, recognition)


def of_concern(source, users: list[str]) -> None:
	"""Tell `users`, who answer for the service of `source`, that it has been raised on the public page."""
	says = notices.about_concern(source.title, source.service, bool(source.is_safeguarding))
	for user in users:
		_tell(user, says, source)


def of_escalation(person: str, record, reason: str) -> None:
	"""Tell `person` that a meeting has escalated `record` to them; the `reason` names the meeting."""
	says = notices.about_escalation(get_fullname(frappe.session.user), record.name, record.title, reason)
	_tell(person, says, record)


def _may_concern(action, before) -> bool:
	"""Return whether anybody can have to be told of a save: most saves concern nobody, and must cost nothing."""
	if action.status != action.status_before:
		return True
	if not before:
		return bool(action.parent_action)
	# The owner and the date of a draft are still being made up.
	return action.status != DRAFT and (
		action.action_owner != before.action_owner or as_day(action.due_date) != as_day(before.due_date)
	)


def _change(action, before) -> notices.Change:
	reason_field = REASON_FIELDS.get((action.status_before, action.status))
	return notices.Change(
		who=get_fullname(frappe.session.user),
		reference=action.name,
		title=action.title or "",
		status_before=action.status_before,
		status=action.status,
		owner_before=before and before.action_owner,
		owner=action.action_owner,
		owner_name=get_fullname(action.action_owner) if action.action_owner else "",
		due_date_before=as_day(before.due_date) if before else None,
		due_date=as_day(action.due_date),
		reason=(reason_field and action.get(reason_field)) or "",
		owner_reason=_last_reason(action.owner_changes),
		due_date_reason=_last_reason(action.due_date_changes),
	)


def _last_reason(rows) -> str:
	return rows[-1].reason if rows else ""


def _may_open(action) -> bool:
	"""Return whether who is signed in could open `action`: then nobody has to be asked for it."""
	roles = workflows.roles_for(action, OPEN)
	return people.is_manager() if not roles else bool(roles.intersection(frappe.get_roles()))


def _reviewer_is_named(action) -> bool:
	pending = {
		"action": action.name,
		"review_type": VERIFICATION,
		"outcome": ("is", "not set"),
		"reviewer": ("is", "set"),
	}
	return bool(frappe.db.exists(REVIEW, pending))


def _recipient(notice: Notice, action, before) -> str | None:
	if notice.to == OWNER:
		return action.action_owner
	if notice.to == PREVIOUS_OWNER:
		return before.action_owner
	if notice.to == DRAFTER:
		return action.owner
	return action.service and frappe.db.get_value("Care Service", action.service, "registered_manager")


def _tell(user: str | None, says: Phrase, record) -> None:
	"""Ring the bell of `user`, unless it is their own doing, their account is disabled or they want no bell."""
	actor = frappe.session.user
	# What a migration saves has happened long ago.
	if not user or user == actor or frappe.flags.in_patch or frappe.flags.in_migrate:
		return
	if not frappe.db.get_value("User", user, "enabled") or not is_notifications_enabled(user):
		return
	language = get_user_lang(user)
	text = says.translated(lambda message: _(message, language), formatdate)
	log = frappe.new_doc("Notification Log")
	log.update(
		{
			"type": "Alert",
			"for_user": user,
			"from_user": actor,
			# The Desk shows it as HTML.
			"subject": escape(text, quote=False),
			"document_type": record.doctype,
			"document_name": record.name,
		}
	)
	log.flags.ignore_links = True
	log.insert(ignore_permissions=True)
