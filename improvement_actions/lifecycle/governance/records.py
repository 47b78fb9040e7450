"""How a record stands on the day of a meeting: what the other rules of this package look at."""

from dataclasses import dataclass
from datetime import date, datetime

from ..escalation import PRIORITIES

ACTION, RISK = "Improvement Action", "Risk Register Entry"
#: What a meeting looks at without a record: its name is what it is called.
OTHER_BUSINESS = ""
#: What a meeting may put on its agenda by hand.
KINDS = (ACTION, RISK)

#: The statuses of a risk that these rules ask for.
REASSESSMENT_DUE, RISK_CLOSED = "Reassessment Due", "Closed"

Key = tuple[str, str]


@dataclass(frozen=True)
class Record:
	"""An improvement action, or a risk, as it stands; or other business.

	`due_date` is when an action is due or a risk is next reviewed, `since` the first day on which a risk waits to be assessed
	again; `score` and `band` are those of its residual risk. What the other kind has stays empty.
	"""

	doctype: str
	name: str
	title: str = ""
	service: str = ""
	responsible: str = ""
	status: str = ""
	due_date: date | None = None
	priority: str = ""
	level: int = 0
	slips: int = 0
	aspirational: bool = False
	stale_from: date | None = None
	completed_on: datetime | None = None
	closed_on: datetime | None = None
	since: date | None = None
	score: int = 0
	band: str = ""

	@property
	def key(self) -> Key:
		return self.doctype, self.name

	@property
	def is_business(self) -> bool:
		return self.doctype == OTHER_BUSINESS

	@property
	def gravity(self) -> int:
		"""The greater, the graver; what has no priority is the least of all."""
		return PRIORITIES.index(self.priority) if self.priority in PRIORITIES else -1


@dataclass(frozen=True)
class Look:
	"""What a meeting goes by: `today`, the first escalation level that tells somebody else than the owner, and the moment
	from which on closed actions are news to it. No `services` are all of them."""

	today: date
	escalated_from: int
	closed_since: datetime
	services: frozenset[str] = frozenset()

	def concerns(self, record: Record) -> bool:
		"""Return whether `record` belongs to a service that the meeting looks at."""
		return not self.services or record.service in self.services
