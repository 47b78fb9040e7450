"""What the status of a risk must be. Nobody sets it: it follows from the facts, the same from whichever door they came.

In this order, the first that holds:

1. *Closed*: it was closed with a reason, and no action on it is open.
2. *Control Change Pending*: an action on it is Open, In Progress or Completed but not verified. The scores are about to
   change, so whatever else is true of them waits. An action that is reopened opens a closed risk again with it: what the
   risk was closed upon does not hold.
3. *Reassessment Due*: since the last assessment an action on it was Closed, that is verified with evidence, so that a
   control is not what it was when it was scored; or the review date has passed; or the acceptance has run out.
4. *Accepted*: governance lives with it until a day.
5. *Open*.

Cancelled actions and drafts count for nothing, so that cancelling the only action takes a risk back to what it was. An
assessment answers everything before it; one that is made while a change is pending answers what was closed before, and
leaves the status pending. A risk that nobody has scored yet has nothing to reassess, until a review date of its own, or a closed
action, says otherwise.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from .. import status as action_status
from ..problem import Phrase, _

OPEN = "Open"
PENDING = "Control Change Pending"
REASSESS = "Reassessment Due"
ACCEPTED = "Accepted"
CLOSED = "Closed"

STATUSES = (OPEN, PENDING, REASSESS, ACCEPTED, CLOSED)

#: An action in one of these is changing a control.
UNDER_WAY = (*action_status.ACTIVE, action_status.COMPLETED)
#: An action in one of these belongs to the risk; a cancelled one never did anything.
COUNTED = tuple(each for each in action_status.STATUSES if each != action_status.CANCELLED)

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Action:
	"""An action on a risk: its status, and when it was closed."""

	status: str
	closed_on: datetime | None = None
	name: str = ""


@dataclass(frozen=True)
class Facts:
	"""What decides the status. `assessed_on` is when it was last assessed; a risk is accepted up to and including `accepted_until`."""

	today: date
	actions: tuple[Action, ...] = ()
	assessed_on: datetime | None = None
	next_review_date: date | None = None
	is_accepted: bool = False
	accepted_until: date | None = None
	is_closed: bool = False

	@property
	def open_actions(self) -> list[Action]:
		return [action for action in self.actions if action.status in UNDER_WAY]

	@property
	def closed_since(self) -> list[Action]:
		"""The actions closed since the last assessment, in the order in which they were."""
		found = [
			action
			for action in self.actions
			if action.status == action_status.CLOSED
			and action.closed_on
			and not (self.assessed_on and action.closed_on <= self.assessed_on)
		]
		return sorted(found, key=lambda action: (action.closed_on, action.name))

	@property
	def is_expired(self) -> bool:
		return bool(self.is_accepted and self.accepted_until and self.accepted_until < self.today)

	@property
	def is_past_review(self) -> bool:
		return bool(self.next_review_date and self.next_review_date < self.today)


@dataclass(frozen=True)
class Standing:
	"""What a risk shows: its status, since when it is due for reassessment, and how many actions it has and are open."""

	status: str
	reassessment_due_since: date | None = None
	action_count: int = 0
	open_action_count: int = 0


def standing_of(facts: Facts) -> Standing:
	"""Return what a risk with `facts` must show."""
	status = status_of(facts)
	counted = sum(action.status in COUNTED for action in facts.actions)
	since = due_since(facts) if status == REASSESS else None
	return Standing(status, since, counted, len(facts.open_actions))


def status_of(facts: Facts) -> str:
	"""Return the status of a risk with `facts` (see above)."""
	if facts.open_actions:
		return PENDING
	if facts.is_closed:
		return CLOSED
	if due_since(facts):
		return REASSESS
	return ACCEPTED if facts.is_accepted else OPEN


def due_since(facts: Facts) -> date | None:
	"""Return the first day on which the risk was due for reassessment, None while it is not."""
	since = [action.closed_on.date() for action in facts.closed_since if action.closed_on]
	if facts.is_past_review and facts.next_review_date:
		since.append(facts.next_review_date + ONE_DAY)
	if facts.is_expired and facts.accepted_until:
		since.append(facts.accepted_until + ONE_DAY)
	return min(since, default=None)


def reopens(facts: Facts) -> bool:
	"""Return whether a closed risk is open again, because an action on it is."""
	return facts.is_closed and bool(facts.open_actions)


def why_due(facts: Facts) -> list[Phrase]:
	"""Return what a reassessment is due for, each as a sentence; the gravest first."""
	said = []
	closed = tuple(action.name for action in facts.closed_since)
	if len(closed) == 1:
		said.append(Phrase(_("{0} is closed: its change is verified."), closed))
	elif closed:
		said.append(Phrase(_("{0} are closed: their changes are verified."), (closed,)))
	if facts.is_expired:
		said.append(Phrase(_("It was accepted until {0}."), (facts.accepted_until,)))
	if facts.is_past_review:
		said.append(Phrase(_("Its review was due on {0}."), (facts.next_review_date,)))
	return said
