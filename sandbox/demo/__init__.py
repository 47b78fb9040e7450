"""Demo data: a provider with six services, its people, and more than a year of improvement actions.

`load()` fills an empty site; `LOGINS` says who can sign in. Every date is relative to the day of loading.
"""

from .people import LOGINS

__all__ = ["LOGINS", "load"]


def load() -> None:
	"""Fill the connected site with the demo data; does nothing, and says so, where it already is. Does not commit.

	Raises `player.DemoError`, naming the action and the event, when the app refuses a step of the history.
	"""
	# Frappe is needed to load only, not to know the logins.
	from .loading import load as fill

	fill()
