"""Finding the rows that belong to many records.

`column in (...)` is looked up by an index as long as the list is short. With a long one MariaDB reads the whole table,
however few rows belong to what is in it.
"""

from collections.abc import Callable, Collection
from itertools import islice
from typing import TypeVar

Row = TypeVar("Row")

#: So many names at a time are surely looked up by the index.
AT_A_TIME = 500
#: For more than this, reading everything once is the shorter way.
MANY = 10_000


def look_up(names: Collection[str], read: Callable[[list[str] | None], list[Row]]) -> list[Row]:
	"""Return the rows that `read` gives for `names`: asked for some at a time, or for all there are (None).

	With many names, rows of others may be among them.
	"""
	if len(names) > MANY:
		return read(None)
	left, found = iter(names), []
	while some := list(islice(left, AT_A_TIME)):
		found += read(some)
	return found
