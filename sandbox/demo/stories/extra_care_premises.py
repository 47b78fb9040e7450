"""Elm View, extra care: fire doors and pull cords."""

from ..model import (
	Action,
	Measure,
	Source,
	opened,
	progress,
	reading,
	reschedule,
)

FIRE_DOORS = Action(
	key="elm-fire-doors",
	title="Closers on 26 flat doors at Elm View repaired, and tested by staff every month",
	description=(
		"By {due}, the 26 flat doors at Elm View whose closers failed the fire door audit shut by themselves "
		"onto the latch, and care staff test one corridor a week so that all 44 are tested each month. The "
		"estates manager reports to the landlord and the registered manager weekly, target 44 of 44."
	),
	closure_test=(
		"Two monthly tests with 44 of 44 doors shutting onto the latch, and any failure reported to the "
		"landlord on the same day."
	),
	owner="martin",
	priority="High",
	raised=-128,
	due=-60,
	measure=Measure("Flat doors that shut onto the latch", "doors", 18, 44, since=-130),
	events=[
		opened(-126),
		progress(
			-112,
			(
				"Landlord accepts the list; contractor will do eight a week. Tenants who wedged doors open "
				"get hold-open units."
			),
			25,
			"First sixteen doors",
			-80,
		),
		reading(-90, 26),
		reschedule(
			-66,
			-25,
			(
				"The landlord's contractor went into administration with sixteen doors to go; a new one has "
				"to be tendered."
			),
		),
		progress(
			-62,
			(
				"Night staff walk the sixteen corridor ends at 22:00 and 02:00 until the doors are done; fire "
				"risk assessor has agreed this in writing."
			),
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
		"By {due}, one of the two night staff at Elm View carries the pull cord phone from 22:00 and goes to "
		"the flat within ten minutes, and cords in 44 bathrooms reach the floor and are not tied up. The "
		"registered manager reads the alarm receiving log fortnightly, target 90 per cent within ten minutes."
	),
	closure_test=(
		"Six weeks of the alarm receiving log: 90 per cent within ten minutes at night; 44 of 44 bathroom "
		"cords reach the floor."
	),
	owner="tomasz",
	priority="Medium",
	raised=-17,
	due=47,
	measure=Measure("Night pull cord calls answered in person within ten minutes", "%", 66, 90, since=-20),
	events=[opened(-12, by="helen")],
)


SOURCES = [
	Source(
		key="elm-fire-audit",
		day=-130,
		service="elm",
		type="Audit Finding",
		title="Fire door audit: 26 of 44 flat doors do not shut",
		summary=(
			"Fire risk assessor's audit. 26 closers leaking or disconnected, seven doors wedged by tenants, "
			"among them {mrs:wedge}, who cannot push the door with her frame. Fire service told; waking watch "
			"agreed."
		),
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
		summary=(
			"Alarm receiving log for the quarter: 66% of night calls with somebody at the flat in ten "
			"minutes, longest 48 minutes ({mr:cord}, no injury). In nine of 44 bathrooms the cord was tied "
			"up."
		),
		people_involved="{mr:cord} (tenant)",
		standards=["Reg 12", "Reg 18", "Caring 4"],
		theme="Call response",
		affected=1,
		factors={"Equipment": "The cord phone stayed on its charger in the office at night."},
		actions=[PULL_CORDS],
	),
	Source(
		key="elm-ambulance-bay",
		day=-49,
		service="elm",
		type="Complaint",
		title="Delivery vans block the ambulance bay",
		summary=(
			"A tenant's nephew complained that the ambulance for {mrs:bay} had to wait for a van. Bay hatched "
			"and a sign put up by the landlord in the same week; nothing more to do, kept for trend."
		),
		people_involved="{mrs:bay} (tenant); her nephew",
		standards=["Reg 15", "Reg 16"],
		theme="Premises",
		affected=1,
		external_id="CMP-EV-019",
	),
]
