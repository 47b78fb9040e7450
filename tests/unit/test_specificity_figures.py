"""How well the specificity check judges sentences by authors it has not learned from. Run with -s to see the figures."""

import pytest
from learn_wording import (
	FILES,
	as_json,
	authors_to_test,
	judge_unseen,
	learn,
	measure,
	read_examples,
	weights_file,
)

from improvement_actions.lifecycle.specificity import ERROR, review_action, review_change

EXAMPLES = {kind: read_examples(kind) for kind in FILES}


def is_vague(text: str) -> bool:
	return any(finding.code == "vague_wording" for finding in review_action({"title": text}))


def is_completion_only(text: str) -> bool:
	return any(finding.code == "completion_only" for finding in review_change(text))


CAUGHT = {"action": is_vague, "change": is_completion_only}


@pytest.mark.parametrize("kind", FILES)
def test_authors_who_were_never_seen(kind):
	"""Three authors at a time are kept from learning, then judged: what is shipped has learned from more."""
	authors = authors_to_test(EXAMPLES[kind])
	judged = [pair for first in range(3) for pair in judge_unseen(EXAMPLES[kind], authors[first::3])]
	figures = measure(judged)
	print(f"{kind}: {figures}")
	assert figures.precision >= 0.94, str(figures)
	assert figures.recall >= 0.94, str(figures)


@pytest.mark.parametrize("kind", FILES)
def test_the_sealed_author(kind):
	"""What is shipped, on sentences that nobody has learned from or looked at."""
	sealed = read_examples(kind, sealed=True)
	assert not {each.text for each in sealed} & {each.text for each in EXAMPLES[kind]}
	figures = measure([(each, float(CAUGHT[kind](each.text))) for each in sealed], threshold=1)
	print(f"{kind}: {figures}")
	assert figures.precision >= 0.95, str(figures)
	assert figures.recall >= 0.95, str(figures)


@pytest.mark.parametrize("kind", FILES)
def test_the_weights_are_what_these_sentences_teach(kind):
	"""Whoever changes a sentence, the features or the facts runs training/learn_wording.py again."""
	taught = as_json(learn(EXAMPLES[kind]), EXAMPLES[kind])
	assert weights_file(kind).read_text(encoding="utf-8") == taught


@pytest.mark.parametrize("kind", FILES)
def test_what_it_learned_from_is_judged_as_labelled(kind):
	"""Through the doors that people use; a few sentences are labelled against all others and stay misjudged."""
	right = sum(CAUGHT[kind](each.text) == each.caught for each in EXAMPLES[kind])
	assert right / len(EXAMPLES[kind]) >= 0.98


def test_it_does_not_matter_which_field_holds_the_sentence():
	for each in EXAMPLES["action"][::5]:
		verdicts = {
			is_vague_in(values)
			for values in (
				{"title": each.text},
				{"description": each.text},
				{"title": each.text, "description": each.text},
			)
		}
		assert len(verdicts) == 1, each.text


def is_vague_in(values: dict[str, str]) -> bool:
	return any(finding.level == ERROR for finding in review_action(values))


@pytest.mark.parametrize("kind", FILES)
def test_every_author_wrote_both_kinds_in_numbers(kind):
	for author in authors_to_test(EXAMPLES[kind]):
		to_catch, to_pass = (
			[each for each in EXAMPLES[kind] if each.author == author and each.caught is caught]
			for caught in (True, False)
		)
		assert min(len(to_catch), len(to_pass)) >= 55, author
