"""Elm View, extra care: medicines support and company, beside the lighting."""

from ..files import Sheet
from ..model import (
	Action,
	Measure,
	Source,
	completed,
	evidence,
	opened,
	progress,
	reading,
	sustained,
	verified,
)

MEDICINES_LEVELS = Action(
	key="elm-medicines-levels",
	title="Agreed level of medicines support written in each of 31 tenants' plans at Elm View",
	description=(
		"By {due}, for each of the 31 tenants at Elm View who get any help with medicines the plan says "
		"prompt, assist or administer, who orders and who collects, agreed with the tenant and the community "
		"pharmacist. The registered manager audits ten plans against what staff do each week, target 31 of "
		"31."
	),
	closure_test=(
		"31 of 31 plans state the level and who agreed it, and for ten tenants the visit record shows the "
		"same level as the plan."
	),
	owner="tomasz",
	priority="High",
	raised=-256,
	due=-180,
	measure=Measure("Plans that state the level of medicines support", "%", 39, 100, since=-260),
	events=[
		opened(-254, by="helen"),
		progress(
			-240,
			(
				"Pharmacist sat with twelve tenants. Three manage alone with a dosette and did not want our "
				"help any more."
			),
			40,
			"Twenty tenants",
			-205,
		),
		reading(-206, 77, 31),
		evidence(
			-184,
			"Audit Result",
			"Medicines support levels, all tenants",
			"Every plan, and ten visit records beside them.",
			Sheet(
				"medicines-levels",
				"Level and agreement in the plan",
				("First floor", "Second floor", "Garden flats"),
				31,
				31,
			),
			100,
		),
		completed(
			-182,
			(
				"Plans that state the level of medicines support rose from 12 of 31 (39%) at the inspection "
				"to 31 of 31. Staff decided at the door what help to give; now the visit record names the "
				"level, and in ten of ten visits it was the one in the plan, against four of ten before."
			),
			"Say the level of help in the record of each visit: staff decide at the door when they have to look it up.",
		),
		verified(
			-170,
			"ruth",
			"Follow-up Audit",
			(
				"Eight plans with the tenants at home. Levels right; one tenant had changed pharmacy, "
				"corrected that day."
			),
			8,
			100,
		),
		sustained(
			-78,
			"helen",
			"Follow-up Audit",
			"Ten plans; all state the level, two changed since and both were agreed with the tenant.",
			10,
			100,
		),
	],
)


LONELY_DRAFT = Action(
	key="elm-draft-isolation",
	title="Raise awareness of loneliness among tenants",
	description=(
		"Promote engagement and encourage tenants to attend activities wherever possible, with ongoing "
		"monitoring."
	),
	raised=-15,
	owner="tomasz",
	due=75,
	priority="Low",
	no_measure="To be decided.",
)


LUNCH_DRAFT = Action(
	key="elm-draft-lunch",
	title="Lunch club at Elm View on three days a week, cooked by tenants with one member of staff",
	description=(
		"By {due}, a lunch club meets in the restaurant of Elm View on Mondays, Wednesdays and Fridays for up "
		"to sixteen tenants, with two tenants cooking beside one member of staff. The registered manager "
		"counts places taken monthly, target twelve tenants a day, five of them people who had eaten alone."
	),
	closure_test=(
		"Eight weeks of the sheet: twelve tenants a day on average, at least five of whom told us in the "
		"survey that they ate alone."
	),
	owner="tomasz",
	priority="Low",
	raised=-10,
	due=70,
	measure=Measure("Tenants eating together on a lunch club day", "tenants", 3, 12, since=-15),
)


SOURCES = [
	Source(
		key="elm-inspection",
		day=-260,
		occurred=-275,
		service="elm",
		type="Inspection Report Finding",
		title="Inspection report: level of medicines support not recorded",
		summary=(
			"Inspection rated Elm View good overall, with one recommendation. Twelve of 31 plans said what "
			"help a tenant gets with medicines. {mrs:dosette} was handed tablets that she had already taken "
			"out of her dosette; she noticed it herself."
		),
		quote=(
			"The level of support people needed with their medicines was not always recorded. We recommend "
			"that the provider seeks guidance from a pharmacist."
		),
		people_involved="{mrs:dosette} (tenant)",
		standards=["Reg 12", "Reg 17", "Safe 8"],
		theme="Medicines support",
		affected=19,
		external_id="CQC-EV-1",
		factors={"Care Planning": "The plan template had a tick box for medicines: yes or no."},
		root_cause="A yes/no box left each worker to decide between reminding and giving.",
		by="helen",
		actions=[MEDICINES_LEVELS],
	),
	Source(
		key="elm-tenants-survey",
		day=-17,
		service="elm",
		type="Feedback",
		title="Tenants' survey: seventeen people eat alone every day",
		summary=(
			'38 tenants answered. Seventeen eat every meal alone, eleven would rather not. {mr:cook}: "I '
			'cooked for sixty in the army, let me at that kitchen." Three tenants on a normal day use the '
			"restaurant."
		),
		people_involved="{mr:cook} and others (tenants)",
		standards=["Reg 9", "Reg 14", "Caring 3"],
		theme="Loneliness",
		actions=[LONELY_DRAFT, LUNCH_DRAFT],
	),
]
