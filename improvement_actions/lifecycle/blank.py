"""Whether a field says anything to its reader."""

from .wording.text import plain_text


def is_blank(value: object) -> bool:
	"""Return whether `value` tells its reader nothing.

	So it is when no letter or digit is left of it without markup and invisible characters: a reason of "-" or
	of an empty editor paragraph is no reason.
	"""
	return not any(char.isalnum() for char in plain_text(value))
