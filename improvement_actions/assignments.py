"""Frappe's own ToDo follows the owner of an action and the reviewer of a review, so that "Assigned To" and To Do lists work.

The entries of the app are told from those that people make by their names, which begin with that of their record:
Frappe names every other ToDo with ten random letters, neither is ever renamed, and a field for it would be one more that
people can write to. For each record and person there is one entry, which is opened again when the work comes back: a
second one would show the person twice in "Assigned To".

Written past Frappe's assignments, because those send a mail for each.
"""

from html import escape

import frappe
from frappe import _
from frappe.utils import get_fullname

from improvement_actions import notices
from improvement_actions.changes import comparable
from improvement_actions.lifecycle import assignment
from improvement_actions.lifecycle.assignment import DONE, TO_DO, WITHDRAWN
from improvement_actions.lifecycle.reviews import VERIFICATION
from improvement_actions.lifecycle.status import DRAFT
from improvement_actions.values import as_day

TODO, ACTION, REVIEW = "ToDo", "Improvement Action", "Effectiveness Review"
#: What an entry shows of an action.
SHOWN = ("title", "priority", "due_date")


def follow_action(action) -> None:
	"""Let the owner's entry follow the save of `action` that is under way, and tell whom it concerns."""
	before = action.get_doc_before_save()
	if action.status != DRAFT:
		reassigned = bool(before) and action.action_owner != before.action_owner
		if action.status != action.status_before or reassigned:
			_settle(action, action.action_owner, assignment.entry_for(action.status), _of_action(action))
		elif before and any(_differs(action, before, field) for field in SHOWN):
			_refresh(action, action.action_owner, _of_action(action))
	notices.of_action(action)


def follow_review(review) -> None:
	"""Let the reviewer's entry follow the save of `review` that is under way, and tell who has just been named."""
	before = review.get_doc_before_save()
	if before and before.outcome:
		return
	named, named_before = review.reviewer or None, (before and before.reviewer) or None
	if review.outcome:
		if named_before:
			_settle(review, named, DONE, _of_review(review))
	elif named != named_before:
		_settle(review, named, TO_DO if named else WITHDRAWN, _of_review(review))
		notices.of_review(review)
	elif named and _differs(review, before, "due_date"):
		_refresh(review, named, _of_review(review))


def description_of_action(name: str, title: str) -> str:
	"""Return what the entry for an action says, as the HTML that Frappe takes it for."""
	return escape(f"{name}: {title}", quote=False)


def description_of_review(review_type: str, action: str, title: str) -> str:
	"""Return what the entry for a review says, as the HTML that Frappe takes it for."""
	text = (
		_("Verify {0}: {1}") if review_type == VERIFICATION else _("Check whether {0} is still embedded: {1}")
	)
	return escape(text.format(action, title), quote=False)


def name_for(record: str) -> str:
	"""Return a name for a new entry of the record called `record`."""
	return f"{_prefix(record)}{frappe.generate_hash(length=8)}"


def is_ours(todo: str, record: str) -> bool:
	"""Return whether the entry called `todo`, which refers to `record`, is the app's."""
	return todo.startswith(_prefix(record))


def _prefix(record: str) -> str:
	return f"{record}-"


def _of_action(action) -> dict:
	return {
		"description": description_of_action(action.name, action.title),
		"date": as_day(action.due_date),
		"priority": assignment.priority_of(action.priority),
	}


def _of_review(review) -> dict:
	action = review.reviewed_action
	return {
		"description": description_of_review(review.review_type, action.name, action.title),
		"date": as_day(review.due_date),
		"priority": assignment.priority_of(action.priority),
	}


def _differs(doc, before, fieldname: str) -> bool:
	fieldtype = doc.meta.get_field(fieldname).fieldtype
	return comparable(fieldtype, doc.get(fieldname)) != comparable(fieldtype, before.get(fieldname))


def _entries(record) -> list:
	"""Return the app's entries for `record`."""
	entries = frappe.get_all(
		TODO,
		filters={"reference_type": record.doctype, "reference_name": record.name},
		fields=["name", "status", "allocated_to", "description", "date", "priority"],
	)
	return [entry for entry in entries if is_ours(entry.name, record.name)]


def _settle(record, person: str | None, state: str, shown: dict) -> None:
	"""Give `person` an entry for `record` that stands at `state`, and withdraw those of everybody else.

	Only what is to do gets an entry; one that somebody has withdrawn by hand is not called done.
	"""
	entries = _entries(record)
	for entry in entries:
		if entry.allocated_to != person and entry.status != WITHDRAWN:
			_write(entry, {"status": WITHDRAWN})
	theirs = next((entry for entry in entries if entry.allocated_to == person), None)
	if state == TO_DO:
		if theirs:
			_write(theirs, {"status": TO_DO, **shown})
		else:
			_insert(record, person, shown)
	elif theirs and (state == WITHDRAWN or theirs.status == TO_DO):
		_write(theirs, {"status": state})


def _refresh(record, person: str, shown: dict) -> None:
	"""Let the open entry of `person` show `record` as it is now; one closed by hand stays so, and none is made."""
	for entry in _entries(record):
		if entry.allocated_to == person and entry.status == TO_DO:
			_write(entry, shown)


def _insert(record, person: str, shown: dict) -> None:
	todo = frappe.new_doc(TODO)
	todo.update(
		{
			"reference_type": record.doctype,
			"reference_name": record.name,
			"allocated_to": person,
			"assigned_by": frappe.session.user,
			"assigned_by_full_name": get_fullname(frappe.session.user),
			"status": TO_DO,
			**shown,
		}
	)
	_quietly(todo).insert(set_name=name_for(record.name))


def _write(entry, values: dict) -> None:
	if all(entry[field] == value for field, value in values.items()):
		return
	todo = frappe.get_doc(TODO, entry.name)
	todo.update(values)
	_quietly(todo).save(ignore_version=True)


def _quietly(todo):
	"""Return `todo` made ready to be written without a note on the timeline of its record, where ours say why it moved.

	The note is left by its validation, which does nothing else. Who saves an action needs no rights to ToDo, and what a
	site has added to ToDo for people must not hold an action up.
	"""
	todo._assignment = None
	todo.flags.update(
		{
			"ignore_validate": True,
			"ignore_permissions": True,
			"ignore_mandatory": True,
			"ignore_links": True,
		}
	)
	return todo
