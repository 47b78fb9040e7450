"""The name and content of a file that another system sends."""

import base64
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from improvement_actions.lifecycle.uploads import LONGEST_NAME, content_problems, decoded, safe_name

from .examples import law

NAMES = (
	("audit.pdf", "audit.pdf"),
	("Prüfung MAR (Nov).pdf", "Prüfung MAR (Nov).pdf"),
	("審査.pdf", "審査.pdf"),
	("C:\\Users\\nurse\\audit.pdf", "audit.pdf"),
	("../../../etc/passwd", "passwd"),
	("50%20off #4?.pdf", "50_20off _4_.pdf"),
	("<script>alert(1)</script>.pdf", "script_.pdf"),
	("audit\u202egpj.exe", "auditgpj.exe"),
	("audit\n.pdf", "audit_.pdf"),
	(" .htaccess ", "htaccess"),
	("audit", "audit"),
	("...", "evidence"),
	("", "evidence"),
	(None, "evidence"),
	("no ending here. It is a sentence", "no ending here. It is a sentence"),
)


@pytest.mark.parametrize(("sent", "kept"), NAMES)
def test_a_file_keeps_its_name_as_far_as_it_can_be_one(sent, kept):
	assert safe_name(sent) == kept


@law
@given(st.text(alphabet=st.characters(), max_size=400))
def test_any_name_becomes_one_that_can_be_stored_and_opened_again(text):
	name = safe_name(text)
	assert 0 < len(name.encode()) <= LONGEST_NAME
	assert not set(name) & set("/\\#%?&\"'<>\0\n") and name == name.strip() and not name.startswith(".")
	assert unquote(name) == name
	assert safe_name(name) == name


@law
@given(st.binary(min_size=1))
def test_base64_is_read_with_line_ends_and_prefix(data):
	text = base64.encodebytes(data).decode()
	assert decoded(text, "audit.pdf") == (data, [])
	assert decoded(f"data:application/pdf;base64,{text}", "audit.pdf") == (data, [])


@pytest.mark.parametrize("content", ("#", "abc", "ÄÖÜ", "a b c d e", "data:text/plain,hello!"))
def test_what_is_not_base64_is_said_to_be_so(content):
	data, (problem,) = decoded(content, "audit.pdf")
	assert (data, problem.code, problem.field) == (b"", "not_encoded", "content")


def test_content_needs_the_name_of_its_file():
	_data, (problem,) = decoded("QQ==", " ")
	assert (problem.code, problem.field) == ("no_file_name", "file_name")


def test_an_empty_file_is_no_evidence():
	assert content_problems(b"x", "audit.pdf") == []
	(problem,) = content_problems(b"", "audit.pdf")
	assert problem.code == "empty_file" and "audit.pdf" in problem.message
