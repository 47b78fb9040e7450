"""What an action has taught: whether its change was embedded when it was first verified, and whether it lasted.

"Worked" means that the first Verification found the change Embedded; "lasted" that a Sustainability review about 180 days after
the verification that closed the action still did. What has not been looked at yet counts neither way.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from .facts import EMBEDDED, NOT_EMBEDDED
from .pilots import PILOT
from .problem import _
from .reviews import SUSTAINABILITY, VERIFICATION
from .status import CLOSED

#: After how many days a change that is still embedded has lasted, and how much earlier the check may have been made.
LASTING_DAYS, EARLIER_BY = 180, 30
#: Fewer than this say nothing as a percentage: 1 of 1 is not 100 per cent.
FEW = 5


@dataclass(frozen=True)
class Review:
	"""A recorded review: `completion` says which completion of its action (the how-manieth) it was about."""

	review_type: str
	outcome: str
	completion: int
	reviewed_on: date


@dataclass(frozen=True)
class Course:
	"""What came of an action: each None as long as nobody has looked."""

	embedded_first: bool | None = None
	lasted: bool | None = None


@dataclass(frozen=True)
class Finished:
	"""An action that has been completed at least once, with what is counted of it."""

	name: str
	course: Course = Course()
	status: str = CLOSED
	approach: str = ""
	reopened: bool = False
	opened_on: date | None = None
	closed_on: date | None = None
	rolled_out: bool = False

	@property
	def days_to_close(self) -> int | None:
		"""From opening to closing; None for what is not closed (any more)."""
		if self.status != CLOSED or not self.opened_on or not self.closed_on:
			return None
		return (self.closed_on - self.opened_on).days


def course_of(reviews: Sequence[Review], reopened: bool = False) -> Course:
	"""Return what came of an action with the recorded `reviews`, in the order in which they were made.

	`reopened` says that it was reopened at any time. What is judged is its first closing: a change that had to be made
	a second time has not lasted, whatever became of it then.
	"""
	verifications = [review for review in reviews if review.review_type == VERIFICATION]
	if not verifications:
		return Course()
	embedded_first = verifications[0].outcome == EMBEDDED
	closing = next((review for review in verifications if review.outcome == EMBEDDED), None)
	return Course(embedded_first, closing and _lasted(closing, reviews, reopened))


def _lasted(closing: Review, reviews: Sequence[Review], reopened: bool) -> bool | None:
	checks = [
		review
		for review in reviews
		if review.review_type == SUSTAINABILITY and review.completion == closing.completion
	]
	for check in checks:
		if (check.reviewed_on - closing.reviewed_on).days >= LASTING_DAYS - EARLIER_BY:
			return check.outcome == EMBEDDED
		if check.outcome == NOT_EMBEDDED:
			return False
	return False if reopened else None


#: What is counted, by the name of its column: what it is called, and which of the finished actions it is.
COUNTED: Mapping[str, tuple[str, Callable[[Finished], bool]]] = {
	"completed": (_("Completed"), lambda action: True),
	"verified": (_("Verified"), lambda action: action.course.embedded_first is not None),
	"embedded_first": (
		_("Embedded at First Verification"),
		lambda action: bool(action.course.embedded_first),
	),
	"checked": (_("Known Whether It Lasted"), lambda action: action.course.lasted is not None),
	"lasted": (_("Sustained at 180 Days"), lambda action: bool(action.course.lasted)),
	"reopened": (_("Reopened"), lambda action: action.reopened),
	"closed": (_("Closed"), lambda action: action.days_to_close is not None),
	"pilots": (_("Pilots"), lambda action: action.approach == PILOT),
	"rolled_out": (_("Pilots Rolled Out"), lambda action: action.approach == PILOT and action.rolled_out),
}


def those_counted(counted: str, actions: Iterable[Finished]) -> list[Finished]:
	"""Return those of `actions` that the column `counted` counts. Its number is how many these are."""
	_label, belongs = COUNTED[counted]
	return [action for action in actions if belongs(action)]


def figures(actions: Sequence[Finished]) -> dict[str, int | float | None]:
	"""Return each number of `COUNTED` and `days_to_close` (the median, None when none is closed)."""
	days = [action.days_to_close for action in actions if action.days_to_close is not None]
	numbers = {counted: len(those_counted(counted, actions)) for counted in COUNTED}
	return {**numbers, "days_to_close": median(days) if days else None}


def percentage(part: int, whole: int) -> int | None:
	"""Return `part` of `whole` as a percentage, None when they are too few for one to say anything."""
	return round(100 * part / whole) if whole >= FEW else None
