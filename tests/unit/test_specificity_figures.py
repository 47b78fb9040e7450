"""How well the specificity check judges labelled sentences. Run with -s to see the figures."""

import pytest
from specificity_sentences import ALL, HELD_OUT, TUNE, measure, sentences

from improvement_actions.lifecycle.specificity import review_action, review_change

UNSEEN = ["unseen_1", "unseen_2", "unseen_3", "unseen_4", "unseen_5"]


def is_vague(text: str) -> bool:
	return any(finding.code == "vague_wording" for finding in review_action({"title": text}))


def is_completion_only(text: str) -> bool:
	return any(finding.code == "completion_only" for finding in review_change(text))


CAUGHT = {"action": is_vague, "change": is_completion_only}


@pytest.mark.parametrize("kind", ["action", "change"])
@pytest.mark.parametrize(
	"folder, half, least",
	[("labelled", TUNE, 0.98), ("labelled", HELD_OUT, 0.95), *((folder, ALL, 0.95) for folder in UNSEEN)],
)
def test_precision_and_recall(kind, folder, half, least):
	figures = measure(kind, folder, half, CAUGHT[kind])
	print(f"{folder} ({half}) {kind}: {figures}")
	assert figures.precision >= least, str(figures)
	assert figures.recall >= least, str(figures)


@pytest.mark.parametrize("name", ["action_vague", "action_specific"])
def test_it_does_not_matter_which_field_holds_the_sentence(name):
	for text in sentences("labelled", name):
		verdicts = {
			any(finding.code == "vague_wording" for finding in review_action(values))
			for values in ({"title": text}, {"description": text}, {"title": text, "description": text})
		}
		assert len(verdicts) == 1, text


def test_the_sets_are_large_balanced_and_without_repeats():
	for kind in (("action_vague", "action_specific"), ("change_completion_only", "change_before_after")):
		to_catch, to_pass = (sentences("labelled", name) for name in kind)
		assert min(len(to_catch), len(to_pass)) >= 90
		assert len(set(to_catch + to_pass)) == len(to_catch) + len(to_pass)
