"""What holds for any text: the specificity check never fails, is quick, and looks at words alone."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from improvement_actions.lifecycle.specificity import ERROR, Settings, _margin, review_action, review_change

FIELDS = [
	"title",
	"description",
	"closure_test",
	"indicator",
	"unit",
	"baseline_value",
	"target_value",
	"no_indicator_reason",
	"action_owner",
	"due_date",
]


def codes(findings):
	return {finding.code for finding in findings}


@pytest.mark.parametrize(
	"unit",
	[
		"improve ",
		"a",
		"<a",
		"1 ",
		"no ",
		"from 1 ",
		"78% to ",
		"( ",
		"1.",
		"1,",
		"£1,",
		"<p>x</p>",
		"each apple ",
		"- a ",
		"&amp;",
		"every 1 to-1 ",
	],
)
def test_a_huge_text_is_judged_quickly(unit):
	text = unit * (100_000 // len(unit))
	review_action({"title": "warm up"})
	for review in (lambda: review_action({"description": text}), lambda: review_change(text)):
		took = []
		for _attempt in range(3):
			start = time.perf_counter()
			review()
			took.append(time.perf_counter() - start)
		# It takes some 15 ms; the rest is for a busy machine.
		assert min(took) < 0.1
	assert "too_long" in codes(review_action({"description": "word " * 20_000}))


WORDS = st.sampled_from(
	"improve ensure review every each all no none resident residents MAR charts is are signed by the deputy weekly from 78% "
	"to 98% 12 6 31 March staff training delivered before now previously audit found at least within 5 minutes so that , . ; "
	": - until <b> 1. (a) % £5 policy who checks".split(" ")
)
PHRASES = st.lists(WORDS, max_size=25).map(" ".join)
law = settings(deadline=None, max_examples=150, database=None, suppress_health_check=[HealthCheck.too_slow])
ANYTHING = st.one_of(st.text(max_size=200), PHRASES)


def verdict(text):
	return (
		[(each.code, each.level, each.field) for each in review_action({"title": text})],
		[(each.code, each.level, each.field) for each in review_change(text)],
	)


@law
@given(st.dictionaries(st.sampled_from(FIELDS), st.one_of(ANYTHING, st.none(), st.floats(), st.integers())))
def test_never_raises_and_always_says_the_same(values):
	assert review_action(values) == review_action(dict(values))


@law
@given(ANYTHING)
def test_change_never_raises_and_always_says_the_same(text):
	assert review_change(text) == review_change(text)


@law
@given(PHRASES)
def test_case_does_not_matter(text):
	assert verdict(text) == verdict(text.upper()) == verdict(text.lower())


@law
@given(PHRASES, st.sampled_from(["  ", "\n", "\t", "\r\n", "\u00a0"]))
def test_white_space_does_not_matter(text, space):
	assert verdict(text) == verdict(space + text.replace(" ", f" {space}") + space)


@law
@given(PHRASES, st.sampled_from(["b", "p", "div class='x'", 'span style="color: red"', "li"]))
def test_html_does_not_matter(text, tag):
	closing = f"</{tag.split()[0]}>"
	assert verdict(text) == verdict(f"<{tag}>" + text.replace(" ", f"{closing} <{tag}>") + closing)


@law
@given(
	PHRASES, st.lists(st.sampled_from(["mar", "signed", "audit found", "che*", "every", "staff"]), max_size=3)
)
def test_a_word_more_on_a_list_never_helps_a_text(text, words):
	for kind, name in (("action", "vague_verbs"), ("change", "completion_phrases")):
		lists = Settings.from_lists(**{name: "\n".join([*getattr(Settings(), name), *words])})
		texts = {"title": text.casefold()}
		assert _margin(kind, texts, lists) >= _margin(kind, texts, Settings())


@law
@given(ANYTHING)
def test_errors_are_only_what_a_gate_refuses(text):
	findings = review_action({"title": text}) + review_change(text)
	assert {each.code for each in findings if each.level == ERROR} <= {
		"no_text",
		"vague_wording",
		"completion_only",
	}
