"""The gate table: what must be true before an action moves from one status to another.

`gate_problems` answers with everything that is missing at once, so that nobody has to save five times to
learn five things. See docs/lifecycle.md for the table in words.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from . import measures, pilots, specificity
from .blank import is_blank
from .facts import (
	ANY_EVIDENCE,
	BLOCK,
	CHANGE_EVIDENCE,
	DEFAULT_EVIDENCE,
	EMBEDDED,
	NOT_EMBEDDED,
	PARTIALLY_EMBEDDED,
	WARN,
	Evidence,
	Facts,
	Owner,
	Rules,
	Verification,
)
from .independence import ADMINISTRATOR, is_system_account, same_user, verifier_problems
from .problem import Phrase, Problem, Term, _, fields
from .status import CANCELLED, CLOSED, COMPLETED, FINISHED, IN_PROGRESS, MOVES, OPEN, REASON_FIELDS

__all__ = [
	"BLOCK",
	"DEFAULT_EVIDENCE",
	"EMBEDDED",
	"NOT_EMBEDDED",
	"Evidence",
	"Facts",
	"Owner",
	"Rules",
	"Verification",
	"gate_problems",
	"gate_warnings",
	"kept_problems",
]

#: What a verifier judges: it stays as it was judged until the action is closed or returned.
VERIFIED = ("closure_test", "change_to_practice", "indicator", "baseline_value", "target_value", "readings")


def gate_problems(from_status: str, to_status: str, action: Mapping[str, Any], facts: Facts) -> list[Problem]:
	"""Return everything that keeps `action` from moving from `from_status` to `to_status`.

	`action` has the fields of an Improvement Action (any may be missing). The list is empty when the move
	is allowed.
	"""
	if to_status not in MOVES.get(from_status, ()):
		return [_no_such_move(from_status, to_status)]
	if to_status == OPEN:
		return _opening(action, facts) + pilots.opening_problems(
			action.get("follows_pilot"), facts.pilot_status
		)
	if to_status == COMPLETED:
		return _completing(action, facts)
	if to_status == CLOSED:
		return _closing(action, facts)
	if to_status == CANCELLED:
		return _cancelling(from_status, action, facts)
	if from_status == COMPLETED:
		return _returning(action, facts)
	if from_status == CLOSED:
		return _missing_reason(from_status, to_status, action, _("Say why the action is reopened."))
	return []


def kept_problems(
	status: str, before: Mapping[str, Any], after: Mapping[str, Any], facts: Facts
) -> list[Problem]:
	"""Return what an edit takes away that the gates behind an action with `status` have asked for.

	`before` and `after` are the action's fields on either side of the edit. Without this, a closure test could be
	emptied the day after the action was opened with it. What was lacking before the edit (a date gone by, evidence
	that has expired) is left alone.
	"""
	known = {(problem.code, problem.field) for problem in _required(status, before, facts)}
	problems = [
		problem for problem in _required(status, after, facts) if (problem.code, problem.field) not in known
	]
	verified = facts.verification and facts.verification.outcome == EMBEDDED
	if status == COMPLETED and verified:
		changed = [name for name in VERIFIED if before.get(name) != after.get(name)]
		if changed:
			problems.append(
				Problem(
					"verified",
					changed[0],
					_("{0} has verified this action as it stands. Have it returned to change: {1}."),
					(facts.verification.reviewer, fields(changed)),
				)
			)
	return problems


def _required(status: str, action: Mapping[str, Any], facts: Facts) -> list[Problem]:
	"""Return what `action` lacks of all that the gates on the way to `status` ask for."""
	problems = []
	if status in (OPEN, IN_PROGRESS, COMPLETED):
		problems += _opening(action, facts)
	if status == COMPLETED:
		problems += _completing(action, facts)
	return problems


def gate_warnings(to_status: str, action: Mapping[str, Any], facts: Facts) -> list[Problem]:
	"""Return what is wrong with the wording for a move to `to_status` where the settings say Warn, not Block."""
	if to_status == OPEN and facts.rules.action_wording == WARN:
		return wording_problems(specificity.review_action(dict(action), settings=facts.rules.wording))
	if to_status == COMPLETED and facts.rules.change_wording == WARN:
		change = _text(action, "change_to_practice")
		return wording_problems(specificity.review_change(change, settings=facts.rules.wording))
	return []


def _no_such_move(from_status: str, to_status: str) -> Problem:
	possible = MOVES.get(from_status, ())
	if not possible:
		return Problem(
			"no_such_move",
			"status",
			_("An action that is {0} stays so. Record a new action for further work."),
			(Term(from_status),),
		)
	return Problem(
		"no_such_move",
		"status",
		_("An action cannot go from {0} to {1}. From {0} it can go to: {2}."),
		(Term(from_status), Term(to_status), tuple(map(Term, possible))),
	)


def _opening(action: Mapping[str, Any], facts: Facts) -> list[Problem]:
	problems = []
	if not action.get("source"):
		problems.append(Problem("no_source", "source", _("Name the source: what prompted this action?")))
	problems += owner_problems(action.get("action_owner"), facts.owner)
	due_date = action.get("due_date")
	if not due_date:
		problems.append(Problem("no_due_date", "due_date", _("Set a due date.")))
	elif due_date < facts.today:
		problems.append(
			Problem(
				"due_date_past",
				"due_date",
				_("The due date {0} is in the past. Set one from today on."),
				(due_date,),
			)
		)
	if not action.get("priority"):
		problems.append(Problem("no_priority", "priority", _("Choose a priority.")))
	if not _text(action, "closure_test"):
		problems.append(
			Problem(
				"no_closure_test",
				"closure_test",
				_("Write the closure test: what will be checked, by whom, and which result means done?"),
			)
		)
	problems += indicator_problems(action)
	if facts.rules.action_wording == BLOCK:
		problems += wording_problems(specificity.review_action(dict(action), settings=facts.rules.wording))
	return problems


def owner_problems(action_owner: str | None, owner: Owner) -> list[Problem]:
	"""Return why `action_owner` cannot own an action: an owner is one person who can sign in."""
	if not action_owner:
		return [Problem("no_owner", "action_owner", _("Name one owner: the person who will see it through."))]
	if is_system_account(action_owner) or owner.is_shared:
		return [
			Problem(
				"owner_not_a_person",
				"action_owner",
				_("{0} is not one person. Name the one person who will see it through."),
				(action_owner,),
			)
		]
	if not owner.exists:
		return [Problem("owner_unknown", "action_owner", _("There is no user {0}."), (action_owner,))]
	if owner.is_external:
		return [
			Problem(
				"owner_external",
				"action_owner",
				_("{0} is an external reviewer and could not work on it. Name someone of your own."),
				(action_owner,),
			)
		]
	if not owner.enabled:
		return [
			Problem(
				"owner_disabled",
				"action_owner",
				_("The account of {0} is disabled. Name an owner who can sign in."),
				(action_owner,),
			)
		]
	return []


def indicator_problems(action: Mapping[str, Any]) -> list[Problem]:
	"""Return what is missing of the measure: indicator, direction, baseline and target, or a reason for none.

	A number that was never entered reads as 0 once stored, so 0 counts as given only where it makes sense: as a
	baseline that has its date, below the target of an indicator that is to increase, or as a target below the
	baseline of one that is to decrease.
	"""
	if not _text(action, "indicator"):
		if _text(action, "no_indicator_reason"):
			return []
		return [
			Problem(
				"no_indicator",
				"indicator",
				_("Name an indicator with baseline and target, or say why none applies."),
			)
		]
	baseline, target = action.get("baseline_value"), action.get("target_value")
	problems = []
	if baseline is None or (not baseline and target and not action.get("baseline_date")):
		problems.append(
			Problem(
				"no_baseline",
				"baseline_value",
				_("Give the indicator's baseline value. If it is 0, give the date it was measured."),
			)
		)
	if target is None:
		problems.append(Problem("no_target", "target_value", _("Give the indicator's target value.")))
	if problems:
		return problems
	if baseline == target:
		return [
			Problem(
				"no_target",
				"target_value",
				_("Give the indicator a baseline and a target that differ: both are {0}."),
				(_number(baseline),),
			)
		]
	direction = action.get("direction") or ("Increase" if target > baseline else "Decrease")
	if (direction == "Increase") != (target > baseline):
		return [
			Problem(
				"target_against_direction",
				"target_value",
				_("The indicator is to {0}, but its target {1} lies the other way from its baseline {2}."),
				(direction.lower(), _number(target), _number(baseline)),
			)
		]
	return []


def wording_problems(findings: list[specificity.Finding]) -> list[Problem]:
	"""Return the `findings` on the wording that are serious enough to refuse it."""
	return [
		Problem(finding.code, finding.field, finding.template or finding.message, finding.args, finding.mend)
		for finding in findings
		if finding.level == specificity.ERROR
	]


def _completing(action: Mapping[str, Any], facts: Facts) -> list[Problem]:
	problems = []
	change = _text(action, "change_to_practice")
	if not change:
		problems.append(
			Problem(
				"no_change_to_practice",
				"change_to_practice",
				_("Describe the change to practice: what is different now from before, and how do you know?"),
			)
		)
	elif facts.rules.change_wording == BLOCK:
		problems += wording_problems(specificity.review_change(change, settings=facts.rules.wording))
	problems += evidence_problems(action.get("priority"), facts)
	if _text(action, "indicator") and not _has_reading(action, facts.today):
		problems.append(
			Problem(
				"no_reading",
				"readings",
				_("Add the latest reading of {0}, taken after its baseline and not in the future."),
				(_text(action, "indicator"),),
			)
		)
	problems += _unfinished_sub_actions(facts, _("Finish or cancel the sub-actions first: {0}."))
	if facts.needs_root_cause:
		problems.append(
			Problem(
				"no_root_cause",
				"source",
				_(
					"{0} needs its root cause first: add a contributory factor and explain how it contributed."
				),
				(action.get("source") or _("The source"),),
			)
		)
	return problems


def evidence_problems(priority: str | None, facts: Facts) -> list[Problem]:
	"""Return what evidence is missing for an action of `priority`. Evidence that has expired does not count."""
	required = facts.rules.evidence.get(priority or "", ANY_EVIDENCE)
	current = [item for item in facts.evidence if not item.valid_until or item.valid_until >= facts.today]
	if required == CHANGE_EVIDENCE and not any(item.demonstrates == "Change" for item in current):
		return [
			Problem(
				"no_evidence_of_change",
				"evidence",
				_(
					"Add evidence that shows the change (such as an audit result or an incident trend): "
					"{0} priority needs at least one. Training records alone show completion."
				),
				(Term(priority),),
			)
		]
	if required == ANY_EVIDENCE and not current:
		return [Problem("no_evidence", "evidence", _("Add at least one item of evidence."))]
	return []


def _has_reading(action: Mapping[str, Any], today: date) -> bool:
	taken = [
		reading
		for reading in action.get("readings") or ()
		if reading.get("reading_date") and reading["reading_date"] <= today
	]
	return measures.latest_reading(taken, after=action.get("baseline_date")) is not None


def _unfinished_sub_actions(facts: Facts, template: str) -> list[Problem]:
	unfinished = tuple(
		Phrase("{0} ({1})", (name, Term(status)))
		for name, status in facts.sub_actions.items()
		if status not in FINISHED
	)
	return [Problem("open_sub_actions", "parent_action", template, (unfinished,))] if unfinished else []


def _closing(action: Mapping[str, Any], facts: Facts) -> list[Problem]:
	owner = action.get("action_owner")
	# A console or a migration may carry the close out; the named reviewer has to be independent all the same.
	by_system = same_user(facts.actor, ADMINISTRATOR)
	problems = [] if by_system else verifier_problems(facts.actor, owner, facts.past_owners)
	if not facts.verification:
		problems.append(
			Problem(
				"no_verification",
				"status",
				_("Record a Verification review of this completion first, by someone who is not its owner."),
			)
		)
	elif facts.verification.outcome != EMBEDDED:
		problems.append(
			Problem(
				"not_embedded",
				"status",
				_("The latest verification found the change {0}. Only an Embedded change can be closed."),
				(Term(facts.verification.outcome),),
			)
		)
	else:
		reviewing = verifier_problems(facts.verification.reviewer, owner, facts.past_owners)
		problems += [problem for problem in reviewing if problem not in problems]
	return problems + _unfinished_sub_actions(facts, _("Its sub-actions are not finished any more: {0}."))


def _returning(action: Mapping[str, Any], facts: Facts) -> list[Problem]:
	if facts.verification and facts.verification.outcome in (PARTIALLY_EMBEDDED, NOT_EMBEDDED):
		return []
	return _missing_reason(
		COMPLETED,
		IN_PROGRESS,
		action,
		_("Say why the action is returned: what does the owner still have to do?"),
	)


def _cancelling(from_status: str, action: Mapping[str, Any], facts: Facts) -> list[Problem]:
	problems = _missing_reason(from_status, CANCELLED, action, _("Say why the action is cancelled."))
	if not facts.actor_is_manager:
		problems.append(
			Problem(
				"manager_only",
				"status",
				_("Only an Improvement Manager cancels an action. Ask one to do it."),
			)
		)
	return problems + _unfinished_sub_actions(facts, _("Close or cancel its open sub-actions first: {0}."))


def _missing_reason(
	from_status: str, to_status: str, action: Mapping[str, Any], template: str
) -> list[Problem]:
	reason_field = REASON_FIELDS[from_status, to_status]
	return [] if _text(action, reason_field) else [Problem("no_reason", reason_field, template)]


def _text(action: Mapping[str, Any], fieldname: str) -> str:
	"""Return what a field says, an empty string when that is nothing."""
	value = action.get(fieldname)
	return "" if is_blank(value) else str(value).strip()


def _number(value: float) -> str:
	"""Return `value` as people write it: 1000000 and 0.3, not 1e+06 and 0.30000000000000004."""
	return f"{value:.10g}"
