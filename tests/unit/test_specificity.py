"""The specificity check: what it catches, what it lets pass, and what it says."""

import itertools
from unittest.mock import patch

import pytest

from improvement_actions.lifecycle import specificity
from improvement_actions.lifecycle.specificity import (
	DOUBTED_FROM,
	ERROR,
	INFO,
	REFUSED_FROM,
	WARNING,
	Finding,
	Settings,
	_margin,
	action_strengths,
	review_action,
	review_change,
)

SPECIFIC = (
	"By 31 March, all elective surgical consent forms include the financial-consent section, audited monthly by the "
	"registered manager, target 100 per cent"
)
COMPLETE = {
	"title": "Consent to costs on every form",
	"description": SPECIFIC,
	"closure_test": "Ten forms sampled by the deputy in each of three months, all ten complete",
	"indicator": "Forms with the section complete",
	"unit": "%",
	"baseline_value": 62,
	"target_value": 100,
	"action_owner": "deputy@example.org",
	"due_date": "2026-03-31",
}


def codes(findings):
	return {finding.code for finding in findings}


@pytest.mark.parametrize(
	"text", ["Improve documentation of consent", "strengthen governance arrangements", "Additional training"]
)
def test_seed_vague_actions_are_caught(text):
	assert "vague_wording" in codes(review_action({"title": text}))


@pytest.mark.parametrize(
	"text",
	[
		SPECIFIC,
		"improve MAR completion from 78% to 98% by 31 March, weekly audit by the deputy",
		"Every resident at risk of falls has a sensor mat in place and the night senior checks it at each shift start",
	],
)
def test_seed_specific_actions_pass(text):
	assert "vague_wording" not in codes(review_action({"title": text}))


def test_seed_changes():
	assert "completion_only" in codes(review_change("Training delivered to all staff on 15 February"))
	assert "completion_only" in codes(
		review_change("Training delivered to all 23 staff on 15 February, 100% attendance")
	)
	assert not review_change("audit compliance moved from 78% to 96%")


def test_a_complete_specific_action_has_no_findings():
	assert review_action(COMPLETE) == []


def test_a_short_title_passes_with_a_specific_closure_test():
	values = {
		"title": "Consent",
		"closure_test": "20 of 20 sampled files hold a consent form signed by the person or their attorney",
	}
	assert "vague_wording" not in codes(review_action(values))


def test_a_measure_with_a_target_makes_a_vague_title_verifiable():
	title = {"title": "Improve documentation of consent"}
	measure = {"indicator": "Files with a signed consent form", "baseline_value": 40, "target_value": 100}
	assert "vague_wording" not in codes(review_action(title | measure))
	# Unset numbers are stored as 0, and an indicator without a target says nothing.
	assert "vague_wording" in codes(review_action(title | measure | {"baseline_value": 0, "target_value": 0}))


def test_owner_and_due_date_alone_make_nothing_specific():
	values = {
		"title": "Improve documentation of consent",
		"action_owner": "a@b.org",
		"due_date": "2026-03-31",
	}
	assert "vague_wording" in codes(review_action(values))


def test_what_was_found_is_not_what_will_be_achieved():
	found = "The audit in March found that 6 of 20 consent forms were unsigned. "
	assert "vague_wording" in codes(review_action({"description": found + "Improve consent recording."}))
	aim = "By 30 June all 20 sampled forms are signed, deputy to sample monthly."
	assert "vague_wording" not in codes(review_action({"description": found + aim}))


VAGUE_CORES = [
	"Improve communication with families",
	"Strengthen governance",
	"Review the falls policy",
	"Provide additional training on medication",
	"Remind staff about MAR charts",
	"Ensure care plans are person-centred and up to date",
	"Hold meetings with the night team",
	"Staff to complete e-learning on oral care",
]
DECORATIONS = [
	"by 31 March",
	"for all 40 residents",
	"every month",
	"led by the deputy manager",
	"at every handover",
	"by 30 June, monitored weekly by the registered manager",
	"for 25 staff by the end of May",
	"in response to the audit score of 62%",
]


@pytest.mark.parametrize("core, decoration", list(itertools.product(VAGUE_CORES, DECORATIONS)))
def test_dates_numbers_and_monitors_do_not_make_a_vague_action_specific(core, decoration):
	assert "vague_wording" in codes(review_action({"title": f"{core} {decoration}"}))


RESULTS = [
	"every MAR chart is signed at each round",
	"falls fall from 12 to 6 a month",
	"no resident waits more than 20 minutes for breakfast",
	"the trolley is locked whenever it is left",
]


@pytest.mark.parametrize(
	"lead, result",
	list(itertools.product(["Improve practice: ", "Strengthen governance - ", "Ensure "], RESULTS)),
)
def test_vague_verbs_do_not_make_a_specific_action_vague(lead, result):
	assert "vague_wording" not in codes(review_action({"title": lead + result}))


def test_missing_parts_are_named_each_with_what_would_mend_it():
	findings = review_action({"title": "Improve documentation of consent"})
	assert codes(findings) >= {
		"vague_wording",
		"no_result",
		"no_time",
		"no_scope",
		"no_check",
		"no_owner",
		"no_due_date",
		"no_closure_test",
		"no_indicator",
	}
	assert all(finding.mend and finding.message and finding.field for finding in findings)
	levels = [finding.level for finding in findings]
	assert levels == sorted(levels, key=(ERROR, WARNING, INFO).index)
	assert [finding.code for finding in findings if finding.level == ERROR] == ["vague_wording"]


def test_no_indicator_is_fine_with_a_reason():
	assert "no_indicator" not in codes(
		review_action({"title": SPECIFIC, "no_indicator_reason": "One-off repair"})
	)


def test_several_owners_actors_and_actions():
	assert "several_actors" in codes(review_action({"title": SPECIFIC, "action_owner": "a@b.org, c@d.org"}))
	assert "several_actors" in codes(
		review_action({"title": "Manager and deputy to sample ten files each week"})
	)
	many = "Review the policy, and train staff and then update the induction. Send a memo to all units."
	assert "several_actions" in codes(review_action({"title": many}))
	assert not codes(review_action(COMPLETE)) & {"several_actors", "several_actions"}


def test_a_closure_test_without_a_result():
	findings = review_action(COMPLETE | {"indicator": None, "closure_test": "Training has been delivered"})
	assert "weak_closure_test" in codes(findings)


def test_change_findings_say_which_words_show_no_change():
	(finding,) = review_change("Policy updated and circulated")
	assert '"updated"' in finding.message and finding.field == "change_to_practice" and finding.mend
	(finding,) = review_change("Communication is better and staff are more confident")
	assert "improved" in finding.message
	(finding,) = review_change("A sample of 20 files shows that all of them are signed")
	assert (finding.code, finding.level) == ("no_comparison", INFO)


def test_messages_can_be_translated():
	(finding,) = review_change("Policy updated")
	assert finding.translated(str.upper) == finding.template.upper().format(*finding.args)
	assert finding.translated(lambda text: text) == finding.message
	assert Finding("code", ERROR, "A message", "title").translated(str.upper) == "A message"


def test_word_lists_come_from_settings():
	text = "Synergise the handover"
	own = Settings.from_lists(vague_verbs="Synergis*\n\n  synergis* \n", hedges="", unknown="x")
	assert own.vague_verbs == ("synergis*",)
	assert own.hedges == Settings().hedges
	(finding,) = (each for each in review_action({"title": text}, settings=own) if each.level == ERROR)
	assert '"synergise"' in finding.message
	assert Settings.from_lists(**Settings().as_lists()) == Settings()


CLEAR = "Every MAR chart is signed at each round, seen by the deputy"
CHANGED = "MAR gaps fell from 41 in March to 3 in June"


def with_words(name, words):
	"""The app's own lists, with more words on one of them."""
	return Settings.from_lists(**{name: "\n".join([*getattr(Settings(), name), *words])})


@pytest.mark.parametrize("name", ["vague_verbs", "vague_objects", "hedges", "activities"])
def test_words_added_to_a_list_speak_against_an_action(name):
	assert "vague_wording" not in codes(review_action({"title": CLEAR}))
	own = with_words(name, ["signed", "deputy", "each round", "mar chart*"])
	assert "vague_wording" in codes(review_action({"title": CLEAR}, settings=own))


@pytest.mark.parametrize("name", ["completion_phrases", "improved_phrases"])
def test_words_added_to_a_list_speak_against_a_change(name):
	own = with_words(name, ["fell", "gaps", "in march"])
	assert "completion_only" not in codes(review_change(CHANGED))
	assert "completion_only" in codes(review_change(CHANGED, settings=own))


def test_words_taken_off_a_list_no_longer_speak_against_a_text():
	text = "strengthen the dementia unit"
	own = Settings.from_lists(vague_verbs="synergise", vague_objects="synergy")
	before, after = (_margin("action", {"title": text}, lists) for lists in (Settings(), own))
	assert after < before


def test_one_clear_sentence_carries_the_others():
	for before in ("Training delivered to all staff on 4 March. ", "Policy updated. "):
		assert "completion_only" not in codes(review_change(before + CHANGED))
	assert "vague_wording" not in codes(review_action({"description": f"Strengthen governance. {CLEAR}."}))


def test_what_is_too_close_to_call_is_doubted_and_not_refused():
	for margin, level in ((REFUSED_FROM, ERROR), (DOUBTED_FROM, WARNING)):
		with patch.object(specificity, "_margin", return_value=margin):
			(finding,) = review_change("Anything")
			assert finding.level == level
			assert level in [
				each.level for each in review_action({"title": "Anything"}) if "vague" in each.code
			]


@pytest.mark.parametrize("text", [None, "", "   ", "<p><br></p>", "🙂", "...", "\u200b"])
def test_no_text(text):
	assert "no_text" in codes(review_action({"title": text}))
	assert "no_text" in codes(review_change(text))


@pytest.mark.parametrize(
	"text",
	[
		"تحسين توثيق الموافقة",
		"Покращити документування згоди",
		"Gwella cyfathrebu gyda'r teuluoedd yn y cartref ac eu staff",
		"Améliorer la communication avec les familles et le personnel",
	],
)
def test_other_languages_are_not_judged_and_not_refused(text):
	for findings in (review_action({"title": text}), review_change(text)):
		assert "not_judged" in codes(findings)
		assert not [finding for finding in findings if finding.level == ERROR]


def test_english_with_emoji_and_names_in_other_scripts_is_judged():
	assert "vague_wording" in codes(review_action({"title": "Improve communication with محمد and family 🙂"}))
	assert "not_judged" not in codes(review_action({"title": "imporve comunication betwen shifts"}))


def test_what_makes_an_action_verifiable_is_named():
	assert action_strengths(COMPLETE) == [
		"a result",
		"a time",
		"whom or where it is about",
		"how it is checked",
	]


def test_only_what_is_there_is_named():
	bare = {"title": "MAR chart completion reaches 98%"}
	assert action_strengths(bare) == ["a result"] and review_action(bare)
	assert action_strengths({**bare, "due_date": "2026-03-31"}) == ["a result", "a time"]


@pytest.mark.parametrize(
	"text", ["", "-", "Improve documentation of consent", "Mae pob siart yn cael ei wirio gan y rheolwr"]
)
def test_nothing_good_is_said_of_what_cannot_be_verified_or_judged(text):
	assert action_strengths({"title": text}) == []
