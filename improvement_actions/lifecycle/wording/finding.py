"""What the specificity check says: one `Finding` for each thing about the wording."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

#: What the gates refuse at the setting Block; what should be mended; what may help.
ERROR, WARNING, INFO = "error", "warning", "info"


@dataclass(frozen=True)
class Finding:
	"""One thing about the wording: `message` says what is wrong, `mend` what would put it right (in English).

	`code` is stable and meant for programs; `field` is the field to look at. `template` with its `args` is
	the message as it was marked for translation.
	"""

	code: str
	level: str
	message: str
	field: str
	mend: str = ""
	template: str = ""
	args: tuple[str, ...] = ()

	def translated(self, translate: Callable[[str], str]) -> str:
		"""Return the message with its template translated by `translate` and its arguments filled in."""
		return translate(self.template).format(*self.args) if self.template else self.message


def finding(
	code: str, level: str, field: str, template: str, mend: str = "", args: tuple[str, ...] = ()
) -> Finding:
	"""Make a `Finding` from a message template and its arguments."""
	return Finding(code, level, template.format(*args), field, mend, template, args)


def quoted(phrases: list[str]) -> str:
	"""The first few different phrases, in quotation marks."""
	return ", ".join(f'"{phrase}"' for phrase in list(dict.fromkeys(phrases))[:3])
