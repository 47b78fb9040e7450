"""Two sources that turn out to be about the same thing become one."""

from collections.abc import Mapping, Sequence
from typing import Any

from .problem import Problem, _, listed
from .review_tier import FORMAL, HARM_LEVELS

_TEXTS = ("summary", "people_involved", "finding_quote", "root_cause")
_FLAGS = ("is_safeguarding", "is_notifiable")
#: Taken over where the source that stays has nothing of its own.
_IDENTITIES = ("theme", "external_id")
_REFERENCE = ("reference_doctype", "reference_name")


def merge_problems(
	merged: Mapping[str, Any], kept: Mapping[str, Any], closed_actions: Sequence[str], always_formal: bool
) -> list[Problem]:
	"""Return why source `merged` may not become part of `kept`; both have `name` and the fields of a source.

	`closed_actions` are the closed actions of `merged`; `always_formal` says whether the type of `merged` is.
	"""
	problems = []
	if merged["service"] != kept["service"]:
		problems.append(
			Problem(
				"other_service",
				"service",
				_("{0} belongs to {1} and {2} to {3}: what happened in two services stays two sources."),
				(merged["name"], merged["service"], kept["name"], kept["service"]),
			)
		)
	if closed_actions:
		problems.append(
			Problem(
				"closed_actions",
				None,
				_("{0} is closed, and what was verified stays with {1}. Merge {2} into {1} instead."),
				(listed(closed_actions), merged["name"], kept["name"]),
			)
		)
	if always_formal and kept["source_type"] != merged["source_type"] and kept["review_tier"] != FORMAL:
		problems.append(
			Problem(
				"would_lose_review",
				"source_type",
				_("{0} is a {1}, which is reviewed formally, and {2} is not. Merge {2} into {0} instead."),
				(merged["name"], merged["source_type"], kept["name"]),
			)
		)
	if _record(merged) and _record(kept) and _record(merged) != _record(kept):
		problems.append(
			Problem(
				"two_records",
				"reference_name",
				_(
					"{0} came from {1} and {2} from {3}. Merge those records first, or clear one of the references."
				),
				(merged["name"], " ".join(_record(merged)), kept["name"], " ".join(_record(kept))),
			)
		)
	return problems


def merged_values(merged: Mapping[str, Any], kept: Mapping[str, Any]) -> dict[str, Any]:
	"""Return the fields of `kept` that change, so that nothing that `merged` said of what happened is lost.

	The graver judgement holds: the worse harm, the larger number of people, and whatever was ticked on either.
	"""
	values = {name: merged[name] for name in _IDENTITIES if merged.get(name) and not kept.get(name)}
	if _record(merged) and not _record(kept):
		values |= dict(zip(_REFERENCE, _record(merged), strict=True))
	values |= {name: 1 for name in _FLAGS if merged.get(name) and not kept.get(name)}
	if int(merged.get("people_affected") or 0) > int(kept.get("people_affected") or 0):
		values["people_affected"] = int(merged["people_affected"])
	if _grade(merged) > _grade(kept):
		values["harm_level"] = merged["harm_level"]
	for name in _TEXTS:
		own, other = ((source.get(name) or "").strip() for source in (kept, merged))
		if other and other not in own:
			values[name] = f"{own}\n\n{other}" if own else other
	return values


def _record(source: Mapping[str, Any]) -> tuple[str, str] | None:
	doctype, name = (source.get(fieldname) for fieldname in _REFERENCE)
	return (doctype, name) if doctype and name else None


def _grade(source: Mapping[str, Any]) -> int:
	harm = source.get("harm_level")
	return HARM_LEVELS.index(harm) if harm in HARM_LEVELS else -1
