"""The history of Willowbrook Care, story by story. The first five are the worked examples."""

from ..model import Action, Meeting, Source
from . import (
	alder_house,
	alder_house_safety,
	beech_court,
	beech_court_clinical,
	beech_court_pressure_care,
	care_plans,
	care_plans_follow_up,
	day_service,
	extra_care,
	extra_care_premises,
	falls,
	falls_at_night,
	homecare,
	homecare_calls,
	lighting,
	mar_follow_on,
	mar_recording,
	risk_register,
	safeguarding_alerts,
	safeguarding_recording,
	supported_living,
	supported_living_safety,
)

WORKED_EXAMPLES: dict[str, list[Source]] = {
	"MAR recording gaps": [*mar_recording.SOURCES, *mar_follow_on.SOURCES],
	"A series of falls": [*falls.SOURCES, *falls_at_night.SOURCES],
	"Late safeguarding alerts": [*safeguarding_alerts.SOURCES, *safeguarding_recording.SOURCES],
	"Care plans not reflecting current needs": [*care_plans.SOURCES, *care_plans_follow_up.SOURCES],
	"A fall caused by poor lighting": lighting.SOURCES,
}

_BY_SERVICE = (
	alder_house,
	alder_house_safety,
	beech_court,
	beech_court_clinical,
	beech_court_pressure_care,
	supported_living,
	supported_living_safety,
	homecare,
	homecare_calls,
	extra_care,
	extra_care_premises,
	day_service,
)

SOURCES: list[Source] = [
	*(source for sources in WORKED_EXAMPLES.values() for source in sources),
	*(source for module in _BY_SERVICE for source in module.SOURCES),
]

#: The register refers to actions of the sources by their keys.
RISKS = risk_register.RISKS

#: Nothing has come of these yet: for whoever wants to try it.
MEETINGS: list[Meeting] = [
	Meeting(
		-2,
		"Relatives' evening at Alder House",
		"Eleven relatives. After five nobody is in the office: people ring at the front door for ten minutes.",
		by="priya",
		hour=18,
	),
]


def actions_of(sources: list[Source]) -> list[Action]:
	"""Every action of the sources, each before its sub-actions."""
	return [each for source in sources for action in source.actions for each in (action, *action.subs)]


ACTIONS = actions_of(SOURCES)
