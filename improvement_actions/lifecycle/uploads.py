"""The name and content of a file that another system sends."""

import base64
import binascii
import re
import unicodedata

from .problem import Problem, _

#: A name with a suffix of Frappe's still fits every file system (255 bytes).
LONGEST_NAME = 120
NAMELESS = "evidence"
# What ends an address or a path, or is decoded out of it: the file would be stored and never opened again.
_UNFIT = re.compile(r"[\x00-\x1f\x7f#%?&*:|\"'<>\\/]+")


def safe_name(name: str | None) -> str:
	"""Return `name` so that it can be a file on every system and a part of an address; letters of any language stay."""
	last = re.split(r"[/\\]", unicodedata.normalize("NFC", name or ""))[-1]
	last = "".join(char for char in last if unicodedata.category(char) not in ("Cf", "Cs"))
	stem, dot, extension = _trimmed(_UNFIT.sub("_", last)).rpartition(".")
	if not dot or len(extension.encode()) > 10:
		stem, dot, extension = f"{stem}{dot}{extension}", "", ""
	room = LONGEST_NAME - len(f"{dot}{extension}".encode())
	stem = _trimmed(stem.encode()[:room].decode(errors="ignore"))
	return f"{stem or NAMELESS}{dot}{extension}"


def _trimmed(text: str) -> str:
	return re.sub(r"^[\s.]+|[\s.]+$", "", text)


def decoded(content: str, file_name: str | None) -> tuple[bytes, list[Problem]]:
	"""Return the bytes of `content` (base64, with or without a ``data:`` prefix), and what is wrong with it."""
	problems = []
	if not (file_name or "").strip():
		problems.append(
			Problem(
				"no_file_name", "file_name", _("Give the file's name with its ending, such as audit.pdf.")
			)
		)
	text = re.sub(r"\s", "", content)
	text = text.partition(",")[2] if text.startswith("data:") else text
	try:
		return base64.b64decode(text, validate=True), problems
	except (binascii.Error, ValueError):
		problem = Problem(
			"not_encoded",
			"content",
			_("The content is not base64. Encode the file's bytes, or send the file itself."),
		)
		return b"", [*problems, problem]


def content_problems(content: bytes, file_name: str) -> list[Problem]:
	"""Return why a file cannot be stored: one without a byte is no evidence."""
	if content:
		return []
	return [
		Problem(
			"empty_file", "file", _("The file {0} is empty. Attach the file with its content."), (file_name,)
		)
	]
