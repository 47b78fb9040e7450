"""What a meeting may decide about an item, and what each decision needs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..blank import is_blank
from ..facts import Owner
from ..independence import is_system_account, same_user
from ..problem import Problem, Term, _
from ..status import ACTIVE, DRAFT, SEALED
from .meeting import PLANNED
from .records import RISK, RISK_CLOSED, Record

NOTE = "Note"
NEW_DATE = "New Date"
REASSIGN = "Reassign"
ESCALATE = "Escalate"
CLOSE_ITEM = "Close the Item"
CARRY_OVER = "Carry Over"

DECISIONS = (NOTE, NEW_DATE, REASSIGN, ESCALATE, CLOSE_ITEM, CARRY_OVER)

#: What belongs to one decision alone, and means nothing beside another.
ONLY_FOR = {"new_due_date": NEW_DATE, "new_owner": REASSIGN, "escalate_to": ESCALATE}
#: What people write about an item.
WRITTEN = ("decision", "decision_note", *ONLY_FOR)

#: What is carried out the moment it is decided. What is put off stays open until the meeting is over.
AT_ONCE = (NOTE, NEW_DATE, REASSIGN, ESCALATE, CLOSE_ITEM)


@dataclass(frozen=True)
class Named:
	"""What is known of the person to whom something is escalated: `may_open` says whether they may read the record."""

	owner: Owner
	may_open: bool


def fitting(record: Record | None) -> tuple[str, ...]:
	"""Return the decisions that fit `record`; None is an item without one, such as any other business."""
	if not record:
		return NOTE, CLOSE_ITEM, CARRY_OVER
	if record.doctype == RISK:
		over = record.status == RISK_CLOSED
		return (NOTE, CLOSE_ITEM, CARRY_OVER) if over else (NOTE, ESCALATE, CLOSE_ITEM, CARRY_OVER)
	if record.status in ACTIVE:
		return DECISIONS
	if record.status in (DRAFT, *SEALED):
		return NOTE, CLOSE_ITEM, CARRY_OVER
	return NOTE, REASSIGN, ESCALATE, CLOSE_ITEM, CARRY_OVER


def decision_problems(item: Mapping[str, Any], record: Record | None, named: Named | None) -> list[Problem]:
	"""Return what is missing of the decision of `item`, or why it does not fit `record`.

	`item` has the fields of a Governance Review Item; `named` is known when it names somebody to escalate to. Whether a date
	or an owner is right, the action itself says when it is asked.
	"""
	decision = item.get("decision")
	if decision not in DECISIONS:
		return [Problem("no_decision", "decision", _("Choose what was decided."))]
	if decision not in fitting(record):
		return [_does_not_fit(decision, record)]
	problems = []
	if decision == NEW_DATE and not item.get("new_due_date"):
		problems.append(Problem("no_due_date", "new_due_date", _("Give the new due date.")))
	if decision == REASSIGN and is_blank(item.get("new_owner")):
		problems.append(Problem("no_owner", "new_owner", _("Name the new owner.")))
	if decision == ESCALATE:
		problems += escalate_to_problems(item.get("escalate_to"), record, named)
	if decision in _ASKS and is_blank(item.get("decision_note")):
		problems.append(Problem("no_note", "decision_note", _ASKS[decision]))
	return problems


def escalate_to_problems(person: str | None, record: Record, named: Named | None) -> list[Problem]:
	"""Return why something may not be escalated to `person`: one person who can sign in, and can look at it."""
	if is_blank(person):
		return [Problem("no_person", "escalate_to", _("Name the person to escalate it to."))]
	owner = named.owner if named else Owner(exists=False)
	if is_system_account(person) or owner.is_shared:
		text = _("{0} is not one person. Escalate it to one person by name.")
		return [Problem("not_a_person", "escalate_to", text, (person,))]
	if not owner.exists:
		return [Problem("unknown_person", "escalate_to", _("There is no user {0}."), (person,))]
	if not owner.enabled:
		text = _("The account of {0} is disabled. Escalate it to somebody who can sign in.")
		return [Problem("disabled_person", "escalate_to", text, (person,))]
	if same_user(person, record.responsible):
		text = _("{0} answers for it already. Escalate it to somebody else.")
		return [Problem("same_person", "escalate_to", text, (person,))]
	if not named.may_open:
		text = _("{0} may not open {1}, and could do nothing about it. Escalate it to somebody who may.")
		return [Problem("no_access", "escalate_to", text, (person, record.name))]
	return []


def deciding_problems(status: str, meeting_date: date | None, today: date) -> list[Problem]:
	"""Return why a meeting with `status` decides nothing now: decisions are made at it, neither before nor after."""
	if status != PLANNED:
		text = _("This meeting is {0}: what it decided stays as it was written.")
		return [Problem("not_planned", "status", text, (Term(status),))]
	if meeting_date and meeting_date > today:
		text = _(
			"This meeting is on {0}. Decisions are made at it: if it takes place today, change its date."
		)
		return [Problem("not_yet", "meeting_date", text, (meeting_date,))]
	return []


def settled_problems(name: str) -> list[Problem]:
	"""Return the problem of an item that was decided before."""
	text = _(
		"This was decided already ({0}), and stays as it was written. Add the record to the next meeting."
	)
	return [Problem("decided_already", "decision", text, (name,))]


def _does_not_fit(decision: str, record: Record | None) -> Problem:
	if not record:
		text = _("{0} needs a record. Write a note, or carry it over.")
		return Problem("does_not_fit", "decision", text, (Term(decision),))
	text = _("{0} does not fit {1}, which is {2}.")
	return Problem("does_not_fit", "decision", text, (Term(decision), record.name, Term(record.status)))


_ASKS = {
	NOTE: _("Write the note."),
	NEW_DATE: _("Say why the due date changes."),
	REASSIGN: _("Say why the owner changes."),
	ESCALATE: _("Say why it is escalated, and what is expected."),
	CLOSE_ITEM: _("Say why the meeting is done with it."),
}
