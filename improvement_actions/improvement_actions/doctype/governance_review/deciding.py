"""Carries out what a meeting decides, on the records, with the meeting named in their trail.

A meeting decides about what is on its agenda, whoever may otherwise change it: that is its right, and all of it. The record
itself still says whether a date or an owner is right. Each decision is carried out once; the caller holds the meeting's row.
"""

from html import escape

import frappe
from frappe import _
from frappe.utils import formatdate, get_fullname, getdate, now_datetime, nowdate, strip_html

from improvement_actions import notes, notices, people
from improvement_actions.lifecycle import escalation
from improvement_actions.lifecycle.governance import decisions
from improvement_actions.lifecycle.governance.decisions import Named
from improvement_actions.lifecycle.governance.records import ACTION
from improvement_actions.locks import lock
from improvement_actions.refusal import as_text, forget

ESCALATION = "Improvement Escalation"


def carry_out(review, row, raising: bool = False) -> bool:
	"""Carry out the decision of `row` (which is stored already) and store what came of it; return whether it was done.

	Where the record refuses, `row` says why and the record stays as it is; with `raising` the refusal is raised instead.
	"""
	point = f"decision_{frappe.generate_hash(length=8)}"
	frappe.db.savepoint(point)
	try:
		outcome = _DOING[row.decision](review, row)
	except (frappe.ValidationError, frappe.PermissionError) as refused:
		if raising:
			raise
		frappe.db.rollback(save_point=point)
		row.outcome = _("Not carried out: {0}").format(_why(refused))
		forget()
	else:
		row.outcome, row.carried_out_on = outcome, now_datetime()
	row.db_update()
	return bool(row.carried_out_on)


def trail(review, text: str | None) -> str:
	"""Return `text` with the meeting that it comes from, as the trail of a record has it."""
	return f"{meeting_name(review)}: {text}" if text else meeting_name(review)


def meeting_name(review) -> str:
	return _("Governance review of {0} ({1})").format(
		formatdate(review.meeting_date, "d MMMM yyyy"), review.name
	)


def named(row) -> Named | None:
	"""Return what is known of the person to whom `row` escalates its record, None when it names nobody."""
	if not row.escalate_to:
		return None
	owner = people.owner_facts(row.escalate_to)
	may_open = owner.exists and frappe.has_permission(
		row.reference_doctype, "read", doc=row.reference_name, user=row.escalate_to
	)
	return Named(owner, bool(may_open))


def _note(review, row) -> str:
	_comment(review, row, trail(review, row.decision_note))
	return _("Noted on {0}").format(row.reference_name) if row.reference_name else _("Noted")


def _close_item(review, row) -> str:
	_comment(review, row, trail(review, _("Nothing more to decide. {0}").format(row.decision_note)))
	return _("The meeting is done with it")


def _new_date(review, row) -> str:
	action = _action(row)
	before = action.due_date
	action.reschedule(str(row.new_due_date), trail(review, row.decision_note))
	return _("Due date moved from {0} to {1}").format(formatdate(before), formatdate(row.new_due_date))


def _reassign(review, row) -> str:
	action = _action(row)
	before = action.action_owner
	action.reassign(row.new_owner, trail(review, row.decision_note))
	return _("Handed from {0} to {1}").format(get_fullname(before), get_fullname(row.new_owner))


def _escalate(review, row) -> str:
	record = frappe.get_doc(row.reference_doctype, row.reference_name)
	reason = trail(review, row.decision_note)
	who = get_fullname(row.escalate_to)
	if record.doctype == ACTION:
		_record_escalation(review, row, record)
		notes.on_source(record, _("{0} escalated to {1}: {2}").format(record.name, who, reason))
	_comment(review, row, _("Escalated to {0}: {1}").format(who, reason))
	notices.of_escalation(row.escalate_to, record, reason)
	return _("Escalated to {0}").format(who)


def _record_escalation(review, row, action) -> None:
	"""Write it among the escalations of `action`: its form, its printed record and the digest look there."""
	today = getdate(nowdate())
	late = (today - getdate(action.due_date)).days if action.due_date else 0
	recorded = frappe.new_doc(ESCALATION)
	recorded.update(
		{
			"action": action.name,
			"service": action.service,
			"due_date": action.due_date,
			"days_overdue": max(late, 0),
			"level": action.escalation_level,
			"step": review.name,
			"escalated_on": today,
			"escalate_to": escalation.MEETING,
			"escalated_to": row.escalate_to,
			"result": escalation.ESCALATED,
			"governance_review": review.name,
			"reason": row.decision_note,
		}
	)
	recorded.name = f"{action.name} {review.name}"
	recorded.set_user_and_timestamp()
	recorded.db_insert()


def _action(row):
	"""Return the action of `row`, open to what the meeting has decided and to nothing else."""
	source, risk = frappe.db.get_value(ACTION, row.reference_name, ["source", "risk"]) or (None, None)
	lock({source}, {risk})
	action = frappe.get_doc(ACTION, row.reference_name, for_update=True)
	action.flags.decided_at_meeting = action.flags.ignore_permissions = True
	return action


def _comment(review, row, text: str) -> None:
	if row.reference_name:
		frappe.get_doc(row.reference_doctype, row.reference_name).add_comment("Info", escape(text))


def _why(refused: Exception) -> str:
	problems = getattr(refused, "problems", ())
	return " ".join(map(as_text, problems)) or strip_html(str(refused)) or _("The record refused it.")


_DOING = {
	decisions.NOTE: _note,
	decisions.NEW_DATE: _new_date,
	decisions.REASSIGN: _reassign,
	decisions.ESCALATE: _escalate,
	decisions.CLOSE_ITEM: _close_item,
}
