"""How a rule says no: one `Problem` for each thing that is missing or wrong."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any


def _(text: str) -> str:
	"""Mark `text` for extraction; whoever shows it translates it."""
	return text


@dataclass(frozen=True)
class Field:
	"""A field among a problem's arguments. People read its label; the rules know only its name."""

	name: str
	doctype: str = "Improvement Action"

	def __str__(self) -> str:
		return self.name


@dataclass(frozen=True)
class Term:
	"""A word of the app among a problem's arguments, such as a status: people read it in their language."""

	text: str

	def __str__(self) -> str:
		return self.text


@dataclass(frozen=True)
class Phrase:
	"""A template with arguments of its own: one argument of a problem, or a sentence by itself."""

	template: str
	args: tuple

	def translated(self, translate: Callable[[str], str], show: Callable[[date | Field], str] = str) -> str:
		"""Return the phrase, its parts translated by `translate` and its dates and fields as `show` writes them."""
		return _filled(self.template, self.args, translate, show)


@dataclass(frozen=True)
class Problem:
	"""One thing that stands in the way.

	`code` is stable and meant for programs, `field` is the field to look at (None when no single field
	is at fault). `template` is the English message with ``{0}`` placeholders for `args`; it is kept
	apart from them so that it can be translated. An argument that reads differently from reader to reader is
	given as what it is (a date, a `Field`, a `Term`, a tuple of such for a list) and not as text. `mend` says what would put
	it right, where the message does not say so itself.
	"""

	code: str
	field: str | None
	template: str
	args: tuple = ()
	mend: str = ""

	@property
	def message(self) -> str:
		"""The message in English, with dates as year-month-day and fields by their names."""
		return self.translated(_)

	def translated(self, translate: Callable[[str], str], show: Callable[[date | Field], str] = str) -> str:
		"""Return the message, its parts translated by `translate` and its arguments filled in.

		`show` says how this reader writes a date and what a field is called.
		"""
		message = _filled(self.template, self.args, translate, show)
		return f"{message} {translate(self.mend)}" if self.mend else message


def _filled(template: str, args: tuple, translate: Callable, show: Callable) -> str:
	return translate(template).format(*(_said(arg, translate, show) for arg in args))


def _said(arg: Any, translate: Callable, show: Callable) -> Any:
	if isinstance(arg, Term):
		return translate(arg.text) if arg.text else ""
	if isinstance(arg, date | Field):
		return show(arg)
	if isinstance(arg, Phrase):
		return _filled(arg.template, arg.args, translate, show)
	if isinstance(arg, tuple):
		return listed(str(_said(one, translate, show)) for one in arg)
	return arg


def listed(values: Iterable[str]) -> str:
	"""Return `values` as one readable phrase: ``a, b, c``."""
	return ", ".join(values)


def fields(names: Iterable[str], doctype: str = "Improvement Action") -> tuple[Field, ...]:
	"""Return the fields called `names`, as one argument of a problem."""
	return tuple(Field(name, doctype) for name in names)
