"""Which files may be evidence: by their name, and by what their first bytes plainly say against it.

Evidence is opened years later by an inspector, so it has to be a document, a picture or a recording that opens on any
desk, and nothing that runs when it is opened.
"""

import re
from collections.abc import Collection

from .problem import Problem, _, listed

_EXTENSION = re.compile(r"[a-z0-9]{1,10}")
#: Characters between the entries of the list, and what people put before an extension.
_SEPARATORS, _PREFIX = re.compile(r"[\s,;]+"), "*."

#: Content that runs or is drawn as a page when it is opened: it goes under no other name than its own.
ACTIVE_CONTENT = frozenset({"exe", "elf", "swf", "wasm", "deb", "rpm", "crx", "html", "svg"})
#: Text is text, whatever it is about: a saved page may be pasted into a note.
_TEXT = frozenset({"txt", "csv", "eml", "md", "log", "json", "xml"})
_SPELLINGS = {"htm": "html", "xhtml": "html", "jpeg": "jpg", "tiff": "tif", "heif": "heic"}

#: Kinds that share a container or an application, so that one under the name of another says nothing.
_FAMILIES = (
	frozenset({"pdf"}),
	# Office files: a zip of a certain content, or the container of the older ones and of saved messages. Which of them it
	# is is not always seen from the first bytes, and programs write one under the name of another.
	frozenset(
		{"zip", "docx", "xlsx", "pptx", "odt", "ods", "odp", "epub", "doc", "xls", "ppt", "msg", "rtf"}
	),
	frozenset({"jpg", "png", "apng", "gif", "webp", "heic", "avif", "tif", "bmp", "jpx"}),
	frozenset({"mp3", "m4a", "wav", "ogg", "aac", "amr", "flac", "mp4", "m4v", "mov", "3gp", "webm", "mkv", "avi", "wmv", "mpg"}),
)  # fmt: skip

_HTML = re.compile(rb"<(!doctype\s+html|html|head|body|script|iframe)[\s>/]", re.IGNORECASE)
_SVG = re.compile(rb"<(!doctype\s+)?svg[\s>]", re.IGNORECASE)
_PROLOGUE = re.compile(rb"\A(\xef\xbb\xbf|\s|<\?xml[^>]*>|<!--.*?-->)*", re.DOTALL | re.IGNORECASE)


def extension_of(file_name: str | None) -> str:
	"""Return the extension of `file_name` as the operating system takes it: the last one, in lower case, "" without one.

	Dots and spaces at the end are not part of a name: Windows drops them.
	"""
	name = re.split(r"[/\\]", file_name or "")[-1].rstrip(". \t\r\n")
	stem, dot, extension = name.rpartition(".")
	return extension.strip().lower() if dot and stem.strip(". ") else ""


def parse_file_types(text: str | None) -> tuple[list[str], list[Problem]]:
	"""Return the extensions listed in `text` (one a line, or separated by commas), and what is wrong with it.

	``.PDF`` and ``*.pdf`` are ``pdf``. An empty list allows every file.
	"""
	entries = [entry for entry in _SEPARATORS.split(text or "") if entry]
	types = [entry.lstrip(_PREFIX).lower() for entry in entries]
	wrong = [entry for entry, name in zip(entries, types, strict=True) if not _EXTENSION.fullmatch(name)]
	if wrong:
		return [], [
			Problem(
				"bad_file_types",
				"evidence_file_types",
				_("Write the file types as extensions, one a line, such as pdf. Not understood: {0}"),
				(listed(wrong),),
			)
		]
	return list(dict.fromkeys(types)), []


def shown_type(content: bytes) -> str | None:
	"""Return ``html`` or ``svg`` when `content` starts like a page or a drawing that a browser runs, else None.

	Signatures of other files are a library's to know; these two have none.
	"""
	start = content[:8192]
	start = start[_PROLOGUE.match(start).end() :]
	if _SVG.match(start):
		return "svg"
	return "html" if _HTML.match(start) else None


def file_problems(file_name: str | None, content_type: str | None, allowed: Collection[str]) -> list[Problem]:
	"""Return why a file called `file_name` may not be evidence.

	`content_type` is the extension its content shows, None when it shows none: unknown content is believed. `allowed`
	are the extensions of the settings; empty allows every name, but no content that contradicts it.
	"""
	extension = extension_of(file_name)
	if allowed and not {extension, _spelled(extension)} & {*allowed, *map(_spelled, allowed)}:
		return [_not_allowed(file_name, extension, allowed)]
	if content_type and _contradicts(_spelled(extension), _spelled(content_type)):
		return [
			Problem(
				"file_content",
				"attachment",
				_(
					"{0} is not what its name says: its content is of the type {1}. Save it in the right format and attach that."
				),
				(file_name, content_type),
			)
		]
	return []


def _not_allowed(file_name: str | None, extension: str, allowed: Collection[str]) -> Problem:
	if not extension:
		return Problem(
			"file_type",
			"attachment",
			_("The name of the file {0} does not end in its type. Evidence can be: {1}."),
			(file_name or "", listed(allowed)),
		)
	return Problem(
		"file_type",
		"attachment",
		_("{0} is of the type {1}, which cannot be evidence. Save it as one of these and attach that: {2}."),
		(file_name, extension, listed(allowed)),
	)


def _contradicts(extension: str, content_type: str) -> bool:
	if content_type == extension:
		return False
	if content_type in ACTIVE_CONTENT:
		return not (content_type in ("html", "svg") and extension in _TEXT)
	named, shown = _family(extension), _family(content_type)
	return bool(named and shown and named is not shown)


def _family(extension: str) -> frozenset[str] | None:
	return next((family for family in _FAMILIES if extension in family), None)


def _spelled(extension: str) -> str:
	return _SPELLINGS.get(extension, extension)
