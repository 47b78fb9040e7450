"""Days relative to today, and the placeholders in the stories' text.

`{d:-40}` is a day ("12 October 2026"), `{dm:-40}` the same without its year, `{m:-40}` and `{my:-40}` its month;
`{due}` is the day an action was first due. `{mr:key}` and `{mrs:key}` are a person supported: the same key is always the same
invented person, and belongs only in a source's restricted fields.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from faker import Faker

_PLACEHOLDER = re.compile(r"\{(\w+)(?::([^}]*))?\}")
_faker = Faker("en_GB")


def _invent(title: str, key: str) -> str:
	# The key is the seed, so that a name neither depends on the order of stories nor changes from load to load.
	_faker.seed_instance(f"willowbrook/{title}/{key}")
	first = _faker.first_name_male() if title == "Mr" else _faker.first_name_female()
	return f"{title} {first} {_faker.last_name()}"


class Calendar:
	def __init__(self, today: date):
		self.today = today

	def day(self, offset: int) -> date:
		return self.today + timedelta(days=offset)

	def render(self, text: str, due: int | None = None) -> str:
		"""`text` with every placeholder filled. An unknown one raises: better a failed load than a "{d}" in the Desk."""

		def fill(match: re.Match) -> str:
			kind, argument = match.groups()
			if kind == "due" and due is not None:
				return self._format("d", due)
			if kind in ("mr", "mrs"):
				return _invent(kind.capitalize(), argument)
			return self._format(kind, int(argument))

		return _PLACEHOLDER.sub(fill, text)

	def _format(self, kind: str, offset: int) -> str:
		day = self.day(offset)
		formats = {"d": f"{day.day} %B %Y", "dm": f"{day.day} %B", "m": "%B", "my": "%B %Y"}
		return day.strftime(formats[kind])
