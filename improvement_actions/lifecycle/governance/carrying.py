"""What comes back from the last meeting: what it put off, and what it never came to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..status import SEALED
from .agenda import ADDED, FOR_INFORMATION, Carried, reasons
from .decisions import CARRY_OVER
from .records import RISK, RISK_CLOSED, Key, Look, Record


@dataclass(frozen=True)
class Past:
	"""An item of the last meeting: `done` says whether its decision was carried out."""

	key: Key
	section: str
	decision: str = ""
	done: bool = False
	first_raised_on: str = ""
	times_carried: int = 0


def comes_back(item: Past, record: Record, look: Look) -> bool:
	"""Return whether `item` is looked at again, its record standing as it does now.

	What was put off on purpose comes back whatever has become of it, so that the meeting hears of it. What could not be
	carried out comes back until it is over; what nobody decided, while there is still a reason to look at it.
	"""
	if item.decision == CARRY_OVER:
		return True
	if item.decision and item.done:
		return False
	if item.decision or item.section == ADDED:
		return not _is_over(record)
	return item.section not in FOR_INFORMATION and bool(reasons(record, look)) and not _is_over(record)


def carried(items: Iterable[Past], records: Mapping[Key, Record], meeting: str, look: Look) -> list[Carried]:
	"""Return what comes back of the `items` of `meeting` (its name), as far as it concerns this one.

	A record that is gone does not come back.
	"""
	return [
		Carried(record, item.first_raised_on or meeting, item.times_carried + 1)
		for item in items
		if (record := records.get(item.key))
		and (record.is_business or look.concerns(record))
		and comes_back(item, record, look)
	]


def _is_over(record: Record) -> bool:
	if record.is_business:
		return False
	return record.status == RISK_CLOSED if record.doctype == RISK else record.status in SEALED
