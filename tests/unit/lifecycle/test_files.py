"""Which files may be evidence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from improvement_actions.lifecycle.files import extension_of, file_problems, parse_file_types, shown_type

ALLOWED = ("pdf", "docx", "xls", "txt", "jpg")


@pytest.mark.parametrize(
	("name", "extension"),
	(
		("audit.pdf", "pdf"),
		("Audit.November.PDF", "pdf"),
		("report.pdf.exe", "exe"),
		("report.exe.pdf", "pdf"),
		("report.exe. . ", "exe"),
		("report.pdf ", "pdf"),
		("report. pdf", "pdf"),
		("audit", ""),
		("audit.", ""),
		(".htaccess", ""),
		("..pdf", ""),
		("", ""),
		(None, ""),
		("/private/files/audit.pdf", "pdf"),
		("a.pdf/evil.exe", "exe"),
		("a.pdf\\evil.exe", "exe"),
		# Written from right to left this reads "report exe.pdf"; the system takes it by its bytes.
		("report\u202efdp.exe", "exe"),
		("audit.pdf\u200b", "pdf\u200b"),
		("audit.ｐｄｆ", "ｐｄｆ"),
	),
)
def test_the_extension_is_the_last_one(name, extension):
	assert extension_of(name) == extension


@pytest.mark.parametrize(
	"name",
	("x.pdf.exe", "x.html", "x.svg", "x", "x.", "x.js", "x.pdf\u200b", "x.ｐｄｆ", "x.p d f", "", None),
)
def test_a_file_of_another_type_is_refused_and_the_allowed_ones_are_named(name):
	(problem,) = file_problems(name, None, ALLOWED)
	assert problem.code == "file_type" and problem.field == "attachment"
	assert all(extension in problem.message for extension in ALLOWED)


@pytest.mark.parametrize("name", ("x.pdf", "X.PDF", "photo.jpeg", "photo.JPG", "x.exe.pdf", "x.pdf. "))
def test_an_allowed_file_passes(name):
	assert file_problems(name, None, ALLOWED) == []


def test_an_empty_list_allows_every_name_but_no_disguise():
	assert file_problems("tool.exe", "exe", ()) == []
	assert file_problems("page.htm", "html", ()) == []
	assert [problem.code for problem in file_problems("audit.pdf", "exe", ())] == ["file_content"]


CONTRADICTED = (
	("audit.pdf", "exe"), ("audit.pdf", "elf"), ("audit.docx", "html"), ("table.xls", "html"), ("photo.jpg", "svg"),
	("audit.pdf", "docx"), ("audit.docx", "pdf"), ("audit.pdf", "jpg"), ("photo.jpg", "mp4"), ("note.txt", "exe"),
)  # fmt: skip
BELIEVED = (
	("audit.pdf", None), ("audit.pdf", "pdf"), ("photo.jpg", "png"), ("photo.jpeg", "jpg"), ("audit.docx", "zip"),
	("audit.xls", "doc"), ("table.xls", "zip"), ("letter.doc", "rtf"), ("note.txt", "html"), ("note.txt", "pdf"), ("note.unheardof", "jpg"), ("audit.pdf", "sqlite"),
)  # fmt: skip


@pytest.mark.parametrize(("name", "content"), CONTRADICTED)
def test_content_that_plainly_contradicts_the_name_is_refused(name, content):
	(problem,) = file_problems(name, content, ())
	assert problem.code == "file_content" and content in problem.message and name in problem.message


@pytest.mark.parametrize(("name", "content"), BELIEVED)
def test_content_that_does_not_is_believed(name, content):
	assert file_problems(name, content, ()) == []


@pytest.mark.parametrize(
	("content", "kind"),
	(
		(b"<!DOCTYPE html><p>", "html"),
		(b"\xef\xbb\xbf \n<HTML lang='en'>", "html"),
		(b"<!-- saved -->\n<script>alert(1)</script>", "html"),
		(b"<?xml version='1.0'?><!-- x --><svg xmlns='http://www.w3.org/2000/svg'>", "svg"),
		(b"<!DOCTYPE svg PUBLIC>", "svg"),
		(b"<?xml version='1.0'?><audit/>", None),
		(b"<b>19 of 20</b>", None),
		(b"See <html> for the page", None),
		(b"<headcount>12</headcount>", None),
		(b"%PDF-1.7 <html>", None),
		(b"", None),
		(b"\x00\xff", None),
	),
)
def test_pages_and_drawings_are_recognised_by_how_they_start(content, kind):
	assert shown_type(content) == kind


@pytest.mark.parametrize(
	("text", "types"),
	(
		("pdf\ndocx", ["pdf", "docx"]),
		(".PDF\r\n *.Docx ,jpg;PDF\n\n", ["pdf", "docx", "jpg"]),
		("", []),
		(None, []),
		("  \n", []),
	),
)
def test_the_list_of_types_is_tidied(text, types):
	assert parse_file_types(text) == (types, [])


@pytest.mark.parametrize(
	"text", ("p*f", "tar.gz", "application/pdf", "pdf!", ".", "*", "ｐｄｆ", "a" * 11, "pdf\n<b>")
)
def test_nonsense_in_the_list_is_refused_by_name(text):
	types, (problem,) = parse_file_types(text)
	assert types == [] and problem.field == "evidence_file_types" and text.split("\n")[-1] in problem.message


@given(
	st.text(max_size=40), st.lists(st.from_regex(r"[a-z0-9]{1,10}", fullmatch=True), min_size=1, max_size=5)
)
def test_what_passes_ends_in_an_allowed_type(name, allowed):
	spellings = {"jpeg", "jpg", "tiff", "tif", "htm", "xhtml", "html", "heif", "heic"}
	if not file_problems(name, None, allowed):
		assert extension_of(name) in {*allowed, *spellings}


@given(st.text(max_size=60))
def test_the_tidied_list_is_tidy(text):
	types, problems = parse_file_types(text)
	assert problems or parse_file_types("\n".join(types)) == (types, [])


@given(st.binary(max_size=300))
def test_any_bytes_have_an_answer(content):
	assert shown_type(content) in (None, "html", "svg")
