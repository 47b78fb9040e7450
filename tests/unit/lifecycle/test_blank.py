"""Whether a field says anything to its reader."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from improvement_actions.lifecycle.blank import is_blank

from .examples import BLANK, law, typed


@pytest.mark.parametrize("value", [*BLANK, "...", "\ufeff", "<img src='audit.png'>", "<!-- audit -->"])
def test_blank(value):
	assert is_blank(value) is True


@pytest.mark.parametrize(
	"value", ["Audit", "<p>98%</p>", "n/a", 0, 98, "Archwiliad", "تدقيق", "审计", "3 < 5"]
)
def test_not_blank(value):
	assert is_blank(value) is False


@law
@given(typed, st.sampled_from([" ", "\n", "<p>", "</p>", "\u200b", "-", "👍"]))
def test_what_says_nothing_adds_nothing(value, nothing):
	text = value or ""
	assert is_blank(f"{nothing}{text}") == is_blank(value)
