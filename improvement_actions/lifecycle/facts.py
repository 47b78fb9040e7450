"""What a gate needs to know besides the action's own fields; whoever asks a gate gathers it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from . import specificity

OFF, WARN, BLOCK = "Off", "Warn", "Block"

#: What an action of some priority must show before it is completed.
NO_EVIDENCE, ANY_EVIDENCE, CHANGE_EVIDENCE = "None", "Any", "Change"

DEFAULT_EVIDENCE = {
	"Critical": CHANGE_EVIDENCE,
	"High": CHANGE_EVIDENCE,
	"Medium": ANY_EVIDENCE,
	"Low": ANY_EVIDENCE,
}

EMBEDDED, PARTIALLY_EMBEDDED, NOT_EMBEDDED = "Embedded", "Partially Embedded", "Not Embedded"


@dataclass(frozen=True)
class Owner:
	"""What is known of the user an action is assigned to."""

	exists: bool = True
	enabled: bool = True
	is_shared: bool = False
	is_external: bool = False


@dataclass(frozen=True)
class Evidence:
	"""One item of evidence: what it demonstrates (Change, Completion) and until when it holds."""

	demonstrates: str
	valid_until: date | None = None


@dataclass(frozen=True)
class Verification:
	"""The latest recorded Verification of the current completion: who found what, and when."""

	reviewer: str
	outcome: str
	reviewed_on: date | None = None


@dataclass(frozen=True)
class Rules:
	"""What an administrator decides about the gates."""

	action_wording: str = BLOCK
	change_wording: str = BLOCK
	evidence: Mapping[str, str] = field(default_factory=lambda: dict(DEFAULT_EVIDENCE))
	wording: specificity.Settings | None = None


@dataclass(frozen=True)
class Facts:
	"""What a gate needs to know besides the action's own fields.

	`actor` is the user making the move; `past_owners` everyone who owned the action or completed it;
	`sub_actions` maps the names of its sub-actions to their status; `needs_root_cause` says that its source
	is reviewed formally (or its type asks for a root cause) and has none yet; `pilot_status` is that of the pilot it follows.
	"""

	today: date
	actor: str
	actor_is_manager: bool = False
	owner: Owner = Owner()
	past_owners: frozenset[str] = frozenset()
	evidence: tuple[Evidence, ...] = ()
	sub_actions: Mapping[str, str] = field(default_factory=dict)
	needs_root_cause: bool = False
	pilot_status: str | None = None
	verification: Verification | None = None
	rules: Rules = Rules()
