"""How a rule says no: one `Problem` for each thing that is missing or wrong."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass


def _(text: str) -> str:
	"""Mark `text` for extraction; whoever shows it translates it."""
	return text


@dataclass(frozen=True)
class Problem:
	"""One thing that stands in the way.

	`code` is stable and meant for programs, `field` is the field to look at (None when no single field
	is at fault). `template` is the English message with ``{0}`` placeholders for `args`; it is kept
	apart from them so that it can be translated. `mend` says what would put it right, where the message does
	not say so itself.
	"""

	code: str
	field: str | None
	template: str
	args: tuple = ()
	mend: str = ""

	@property
	def message(self) -> str:
		"""The message in English."""
		return self.translated(_)

	def translated(self, translate: Callable[[str], str]) -> str:
		"""Return the message, its parts translated by `translate` and its arguments filled in."""
		message = translate(self.template).format(*self.args)
		return f"{message} {translate(self.mend)}" if self.mend else message


def listed(values: Iterable[str]) -> str:
	"""Return `values` as one readable phrase: ``a, b, c``."""
	return ", ".join(values)
