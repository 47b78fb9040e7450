"""Elm View, extra care: what else is in its plan beside the lighting."""

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
	reschedule,
	sustained,
	verified,
)

FIRE_DOORS = Action(
	key="elm-fire-doors",
	title="Closers on 26 flat doors at Elm View repaired, and tested by staff every month",
	description=(
		"By {due}, the 26 flat doors at Elm View whose closers failed the fire door audit shut by themselves onto the latch, and care staff test one corridor a week so that all 44 are tested each month. The estates manager reports to the landlord and the "
		"registered manager weekly, target 44 of 44."
	),
	closure_test="Two monthly tests with 44 of 44 doors shutting onto the latch, and any failure reported to the landlord on the same day.",
	owner="martin",
	priority="High",
	raised=-128,
	due=-60,
	measure=Measure("Flat doors that shut onto the latch", "doors", 18, 44, since=-130),
	events=[
		opened(-126),
		progress(
			-112,
			"Landlord accepts the list; contractor will do eight a week. Tenants who wedged doors open get hold-open units.",
			25,
			"First sixteen doors",
			-80,
		),
		reading(-90, 26),
		reschedule(
			-66,
			-25,
			"The landlord's contractor went into administration with sixteen doors to go; a new one has to be tendered.",
		),
		progress(
			-62,
			"Night staff walk the sixteen corridor ends at 22:00 and 02:00 until the doors are done; fire risk assessor has agreed this in writing.",
			45,
			"New contractor named",
			-35,
		),
		reading(-60, 28),
		reschedule(-28, -10, "New contractor named on {d:-30}, first slot is three weeks later."),
		progress(
			-9,
			"Five more doors done. Eleven left, all with frames that have to be planed.",
			70,
			"Last eleven doors",
			16,
			barrier="The landlord has to approve the joiner's price for eleven frames.",
		),
		reading(-9, 33),
	],
)

PULL_CORDS = Action(
	key="elm-pull-cords",
	title="Pull cord calls at Elm View answered in person within ten minutes at night",
	description=(
		"By {due}, one of the two night staff at Elm View carries the pull cord phone from 22:00 and goes to the flat within ten minutes, and cords in 44 bathrooms reach the floor and are not tied up. The registered manager reads the alarm receiving log fortnightly, target 90 per cent within ten minutes."
	),
	closure_test="Six weeks of the alarm receiving log: 90 per cent within ten minutes at night; 44 of 44 bathroom cords reach the floor.",
	owner="tomasz",
	priority="Medium",
	raised=-17,
	due=47,
	measure=Measure("Night pull cord calls answered in person within ten minutes", "%", 66, 90, since=-20),
	events=[opened(-12, by="helen")],
)

MEDICINES_LEVELS = Action(
	key="elm-medicines-levels",
	title="Agreed level of medicines support written in each of 31 tenants' plans at Elm View",
	description=(
		"By {due}, for each of the 31 tenants at Elm View who get any help with medicines the plan says prompt, assist or administer, who orders and who collects, agreed with the tenant and the community pharmacist. The registered manager audits ten plans against what staff do each week, target 31 of 31."
	),
	closure_test="31 of 31 plans state the level and who agreed it, and for ten tenants the visit record shows the same level as the plan.",
	owner="tomasz",
	priority="High",
	raised=-256,
	due=-180,
	measure=Measure("Plans that state the level of medicines support", "%", 39, 100, since=-260),
	events=[
		opened(-254, by="helen"),
		progress(
			-240,
			"Pharmacist sat with twelve tenants. Three manage alone with a dosette and did not want our help any more.",
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
			"Plans that state the level of medicines support rose from 12 of 31 (39%) at the inspection to 31 of 31. Staff decided at the door what help to give; now the visit record names the level, and in ten of ten visits it was the one in the plan, against four of ten before.",
		),
		verified(
			-170,
			"ruth",
			"Follow-up Audit",
			"Eight plans with the tenants at home. Levels right; one tenant had changed pharmacy, corrected that day.",
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
	description="Promote engagement and encourage tenants to attend activities wherever possible, with ongoing monitoring.",
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
		"By {due}, a lunch club meets in the restaurant of Elm View on Mondays, Wednesdays and Fridays for up to sixteen tenants, with two tenants cooking beside one member of staff. The registered manager counts places taken monthly, target twelve tenants a day, five of them people who had eaten alone."
	),
	closure_test="Eight weeks of the sheet: twelve tenants a day on average, at least five of whom told us in the survey that they ate alone.",
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
		summary="Inspection rated Elm View good overall, with one recommendation. Twelve of 31 plans said what help a tenant gets with medicines. {mrs:dosette} was handed tablets that she had already taken out of her dosette; she noticed it herself.",
		quote="The level of support people needed with their medicines was not always recorded. We recommend that the provider seeks guidance from a pharmacist.",
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
		key="elm-fire-audit",
		day=-130,
		service="elm",
		type="Audit Finding",
		title="Fire door audit: 26 of 44 flat doors do not shut",
		summary="Fire risk assessor's audit. 26 closers leaking or disconnected, seven doors wedged by tenants, among them {mrs:wedge}, who cannot push the door with her frame. Fire service told; waking watch agreed.",
		people_involved="{mrs:wedge} (tenant)",
		standards=["Reg 12", "Reg 15", "Safe 5"],
		theme="Fire safety",
		affected=26,
		external_id="AUD-FIRE-0031",
		factors={
			"External Services": "Doors belong to the landlord, whose yearly check had not looked at flats.",
			"Equipment": "Closers are too strong for people with frames, so they get wedged.",
		},
		root_cause="Between landlord and care provider nobody tested flat doors.",
		actions=[FIRE_DOORS],
	),
	Source(
		key="elm-night-review",
		day=-20,
		service="elm",
		type="Service Review",
		title="Night response to pull cords slower than agreed",
		summary="Alarm receiving log for the quarter: 66% of night calls with somebody at the flat in ten minutes, longest 48 minutes ({mr:cord}, no injury). In nine of 44 bathrooms the cord was tied up.",
		people_involved="{mr:cord} (tenant)",
		standards=["Reg 12", "Reg 18", "Caring 4"],
		theme="Call response",
		affected=1,
		factors={"Equipment": "The cord phone stayed on its charger in the office at night."},
		actions=[PULL_CORDS],
	),
	Source(
		key="elm-tenants-survey",
		day=-17,
		service="elm",
		type="Feedback",
		title="Tenants' survey: seventeen people eat alone every day",
		summary='38 tenants answered. Seventeen eat every meal alone, eleven would rather not. {mr:cook}: "I cooked for sixty in the army, let me at that kitchen." Three tenants on a normal day use the restaurant.',
		people_involved="{mr:cook} and others (tenants)",
		standards=["Reg 9", "Reg 14", "Caring 3"],
		theme="Loneliness",
		actions=[LONELY_DRAFT, LUNCH_DRAFT],
	),
	Source(
		key="elm-compliment-parking",
		day=-49,
		service="elm",
		type="Complaint",
		title="Delivery vans block the ambulance bay",
		summary="A tenant's nephew complained that the ambulance for {mrs:bay} had to wait for a van. Bay hatched and a sign put up by the landlord in the same week; nothing more to do, kept for trend.",
		people_involved="{mrs:bay} (tenant); her nephew",
		standards=["Reg 15", "Reg 16"],
		theme="Premises",
		affected=1,
		external_id="CMP-EV-019",
	),
]
