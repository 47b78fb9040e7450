"""The words the specificity check goes by. Every list can be replaced in Improvement Settings.

A list holds words or short phrases in lower case, one a line when typed in the Desk. A word ending in ``*``
stands for everything that begins so ("strengthen*": strengthened, strengthening). None of these words is
wrong in itself: they only mean that something more checkable has to stand beside them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from functools import lru_cache

VAGUE_VERBS = (
	"improv* enhanc* strengthen* promot* embed embedded embedding foster* champion* reinforc* optimis* "
	"encourag* empower* support facilitat* nurtur* boost* bolster* streamlin* refin* upskill* sustain* "
	"maximis* minimis* "
	"consider* explor* look_into look_at think_about continu* ongoing monitor monitored monitoring address "
	"addressed addressing tackl* work_towards work_with work_alongside working_towards working_on work_on "
	"strive* "
	"aim_to aims_to endeavour* seek_to attempt_to try_to ensure ensuring make_sure making_sure develop "
	"developing "
	"develops build_on link_in liaise* engage* drive_forward drive_up raise_standards raise_awareness remind* "
	"reiterat* "
	"tighten* refresh* revisit* review reviewing discuss* be_mindful manage keep_on_top keep_an_eye "
	"provide_assurance "
	"reduce_reliance prevent preventing invest explore reflect_on step_up take_action take_ownership implement "
	"implementing prioritis* mitigat* increase better be_more deliver share sharing cascade update updating"
)

VAGUE_OBJECTS = (
	"governance oversight culture communication awareness understanding documentation record_keeping "
	"recording practice "
	"practices teamwork morale leadership accountability compliance standards quality approach systems "
	"processes "
	"procedures arrangements engagement relationships best_practice lessons learning training confidence "
	"staffing_levels improvement improvements expectations values ethos environment assurance involvement "
	"support "
	"national_guidance robustness vigilance transparency collaboration wellbeing person-centred_care"
)

HEDGES = (
	"as_appropriate where_appropriate as_necessary where_necessary if_necessary as_needed when_needed "
	"if_needed "
	"as_required where_possible when_possible if_possible as_far_as reasonably_practicable reasonable_steps "
	"as_soon_as going_forward moving_forward in_due_course in_a_timely_manner timely promptly in_good_time "
	"on_time "
	"regular regularly frequent frequently periodic periodically more_often from_time_to_time under_review "
	"robust* "
	"effective effectively appropriate appropriately adequate* sufficient* suitabl* satisfactor* properly "
	"correctly "
	"accurate accurately accuracy thorough thoroughly high_standard highest_standard good_standard meaningful "
	"person-centred closely carefully careful vigilant safe safely better more_consistent consistently "
	"continuous "
	"ongoing general generally generic various etc aware confident mindful proactive* holistic* comprehensive* "
	"positive open_and dignity respect at_the_heart at_all_times up_to_date relevant greater more_effective "
	"more_realistic more_robust more_frequently any_recommendations all_reasonable whenever_possible"
)

ACTIVITIES = (
	"train training retraining refresher workshop workshops session sessions meeting meetings course courses "
	"e-learning elearning toolbox_talk toolbox_talks memo memos briefing briefings seminar webinar away_day "
	"conference supervision supervisions 1-1s one-to-ones discussion discussions newsletter poster posters "
	"leaflet "
	"induction coaching mentoring champion visit visits drop-in drop-ins reminder reminders talks talk email "
	"emails "
	"handout handouts bulletin policy policies signatures competency competencies competency_assessments "
	"assessments forum reviews webinars"
)

GROUP_ACTORS = (
	"all_staff all_managers staff team the_team management the_management_team management_team managers "
	"seniors "
	"everyone everybody all_nurses all_carers the_provider senior_team leadership_team we"
)

COMPLETION_PHRASES = (
	"complet* done finished implement* deliver* provided circulated updated reviewed introduced rolled_out "
	"issued "
	"re-issued reissued attended held undertaken carried_out in_place signed_off closed actioned addressed "
	"resolved "
	"reminded briefed informed told shared cascaded emailed sent distributed displayed appointed recruited "
	"purchased installed fitted replaced trained retrained inducted discussed approved uploaded launched "
	"established created developed set_up arranged facilitated submitted revised rewritten printed amended "
	"communicated disseminated re-assessed reassessed read_and_signed signed booked ordered bought"
)

IMPROVED_PHRASES = (
	"improve* improvement* better strengthen* enhanc* progress aware awareness understand* confident "
	"confidence "
	"embedded culture more_robust greater"
)


def _tuple(words: str) -> tuple[str, ...]:
	return tuple(word.replace("_", " ") for word in words.split())


@dataclass(frozen=True)
class Settings:
	"""The word lists of the specificity check; each defaults to the list the app comes with."""

	vague_verbs: tuple[str, ...] = _tuple(VAGUE_VERBS)
	vague_objects: tuple[str, ...] = _tuple(VAGUE_OBJECTS)
	hedges: tuple[str, ...] = _tuple(HEDGES)
	activities: tuple[str, ...] = _tuple(ACTIVITIES)
	group_actors: tuple[str, ...] = _tuple(GROUP_ACTORS)
	completion_phrases: tuple[str, ...] = _tuple(COMPLETION_PHRASES)
	improved_phrases: tuple[str, ...] = _tuple(IMPROVED_PHRASES)

	@classmethod
	def from_lists(cls, **lists: str | None) -> Settings:
		"""Word lists as typed in Improvement Settings, one entry a line. An empty list keeps the default.

		Names that are no word list are ignored, so that a whole settings record can be passed.
		"""
		known = {field.name for field in fields(cls)}
		given = {name: parse_list(text) for name, text in lists.items() if name in known}
		return cls(**{name: words for name, words in given.items() if words})

	def as_lists(self) -> dict[str, str]:
		"""The lists as text, one entry a line: what the settings form shows as defaults."""
		return {field.name: "\n".join(getattr(self, field.name)) for field in fields(self)}


def parse_list(text: str | None) -> tuple[str, ...]:
	"""The entries of a list typed one a line: trimmed, lower case, without blanks and repeats."""
	lines = (" ".join(line.split()).casefold() for line in str(text or "").splitlines())
	return tuple(dict.fromkeys(line for line in lines if line.strip("* ")))


@lru_cache(maxsize=64)
def phrase_pattern(words: tuple[str, ...]) -> re.Pattern[str]:
	"""One pattern that finds any entry of a list as whole words; longer entries win."""
	if not words:
		return re.compile(r"(?!)")
	entries = sorted(words, key=len, reverse=True)
	return re.compile(r"(?<![\w-])(?:" + "|".join(_entry(entry) for entry in entries) + r")(?![\w-])")


def _entry(entry: str) -> str:
	stem = entry.rstrip("*")
	return re.escape(stem).replace(r"\ ", r"\s+") + (r"[\w-]*" if entry.endswith("*") else "")
