"""Alder House, residential home: infection control and hot water."""

from ..files import Paper, Sheet
from ..model import (
	Action,
	Measure,
	Source,
	cancelled,
	completed,
	evidence,
	opened,
	progress,
	reading,
	verified,
)

HAND_HYGIENE = Action(
	key="alder-hand-hygiene",
	title="Hand hygiene at Alder House watched at the point of care, five moments, both floors",
	description=(
		"By {due}, gel dispensers hang at all 36 bedroom doors of Alder House and two trained observers watch "
		"40 contacts a week, day and night, telling the member of staff on the spot what they saw. The deputy "
		"manager puts the percentage on the staff room wall every Monday, target 95 per cent."
	),
	closure_test=(
		"Four weekly observations running, 40 contacts each with at least ten at night, at 95 per cent or "
		"more."
	),
	owner="samuel",
	priority="High",
	raised=-164,
	due=-90,
	measure=Measure("Contacts with hand hygiene at the right moment", "%", 71, 95, since=-168),
	events=[
		opened(-162),
		progress(
			-150,
			"Dispensers up at 36 doors. Commonest miss: gloves on instead of gel, before helping with a meal.",
			30,
			"Night observations start",
			-130,
		),
		reading(-134, 83, 40),
		progress(
			-128,
			"Night seniors observe each other. Score on the wall started some rivalry between the floors.",
			65,
			"Four weeks over 95",
			-95,
		),
		reading(-108, 94, 40),
		evidence(
			-92,
			"Observation",
			"Hand hygiene, four weeks of observed contacts",
			"160 contacts, 44 of them at night.",
			Sheet(
				"hand-hygiene-contacts",
				"At the right moment",
				("Church wing", "Garden wing", "Top floor"),
				160,
				154,
				("Gloves instead of gel", "After touching surroundings"),
			),
			96.2,
		),
		completed(
			-91,
			(
				"Hand hygiene at the right moment rose from 71% in {my:-168} to 96% in {my:-92}, at night "
				"from 58% to 93%. Staff used to walk to the sluice for gel; it now hangs at every door."
			),
			"Ask the night staff where things should hang. They walk furthest, and nobody had asked.",
		),
		verified(
			-80,
			"ruth",
			"Observation",
			"Watched 30 contacts on a late and a night shift without saying why I was there. 29 right.",
			30,
			96.7,
		),
	],
)


MATTRESSES = Action(
	key="alder-mattresses",
	title="Twelve failed mattresses at Alder House replaced and a cover check made every month",
	description=(
		"By {due}, the twelve mattresses that failed the penetration test in the infection control audit of "
		"Alder House are replaced, and the housekeeper unzips and checks each of the 36 covers every month, "
		"signed on the room card; target 0 failed covers in use."
	),
	closure_test=(
		"36 of 36 room cards signed for two months, and no stained core found when ten mattresses are "
		"unzipped."
	),
	owner="martin",
	priority="Medium",
	raised=-164,
	due=-110,
	measure=Measure("Mattresses in use with a failed cover", "mattresses", 12, 0, since=-168),
	events=[
		opened(-161),
		progress(-148, "Quotes from two suppliers, £2,950 and £3,400.", 15, "Order placed", -135),
		cancelled(
			-140,
			"Overtaken: the new bed contract brings 36 beds with mattresses on {d:-131} and the contractor "
			"checks covers monthly. The check is now in the contract and in the housekeeper's checklist.",
		),
	],
)


HOT_WATER = Action(
	key="alder-hot-water",
	title="Every full-body hot outlet at Alder House between 41 and 43 degrees, tested weekly",
	description=(
		"By {due}, all seventeen baths and showers at Alder House have a serviced thermostatic mixing valve, "
		"and the handyperson tests each on Tuesdays with a calibrated thermometer; above 43 degrees the bath "
		"is locked at once. The estates manager reads the log weekly, target 100 per cent within 41 to 43 "
		"degrees."
	),
	closure_test=(
		"Six weekly logs, 102 readings, all within 41 to 43 degrees, or the outlet locked within the hour; a "
		"bath thermometer in 17 of 17 bathrooms."
	),
	owner="martin",
	priority="Critical",
	raised=-62,
	due=-8,
	measure=Measure("Outlets within 41 to 43 degrees", "%", 76, 100, since=-63),
	events=[
		opened(-62),
		progress(
			-60,
			"Four outlets locked on the day. Valve service booked; bath thermometers in all 17 bathrooms.",
			40,
			"Valves serviced",
			-48,
		),
		reading(-46, 94.1, 17),
		progress(
			-44,
			"Sixteen of seventeen valves serviced; the assisted bath on the top floor needs a new one.",
			70,
			"Six weekly logs",
			-8,
		),
		evidence(
			-10,
			"Audit Result",
			"Weekly outlet temperatures, six weeks",
			"102 readings by the handyperson; thermometer calibrated on {d:-50}.",
			Sheet(
				"outlet-temperatures",
				"Within 41 to 43 degrees",
				("Top floor", "Garden wing", "Church wing"),
				102,
				102,
			),
			100,
		),
		evidence(
			-10,
			"Invoice or Work Order",
			"Valve service, seventeen outlets",
			"Plumber's job sheet.",
			Paper(
				"valve-service",
				"Job sheet 5581: Alder House",
				(
					(
						"17 thermostatic mixing valves stripped, cleaned, fail-safe tested; one replaced "
						"(assisted bath, top floor). Outlets set to 42 degrees."
					),
				),
			),
		),
		completed(
			-9,
			(
				"Outlets within 41 to 43 degrees rose from 13 of 17 (76%) to 102 of 102 readings over six "
				"weeks (100%). Outlets were tested twice a year by a contractor; now weekly by us, and four "
				"were locked within the hour when they were found."
			),
		),
	],
)


SOURCES = [
	Source(
		key="alder-ipc",
		day=-168,
		service="alder",
		type="Audit Finding",
		title="Infection control audit: hand hygiene at 71% and twelve failed mattresses",
		summary=(
			"Six-monthly audit with the community infection control nurse. 28 of 40 contacts by the book; at "
			"night 7 of 12. Twelve of 36 mattresses failed the water test, two of them stained through. "
			"{mrs:mattress}'s was replaced that day."
		),
		people_involved="{mrs:mattress} (person supported)",
		quote="Gel was available in the sluice and at the front door, but not where care is given.",
		standards=["Reg 12", "Reg 15", "Safe 7"],
		theme="Infection prevention",
		harm="No Harm",
		external_id="AUD-IPC-0139",
		factors={
			"Equipment": "Gel dispensers were a corridor away from the bedrooms.",
			"Supervision": "Night practice had not been observed for more than a year.",
		},
		root_cause="The kit was where it is stored and not where hands touch people.",
		actions=[HAND_HYGIENE, MATTRESSES],
	),
	Source(
		key="alder-scald-risk",
		day=-63,
		service="alder",
		type="Risk Control Failure",
		title="Four baths and showers found above 44 degrees",
		summary=(
			"Before a bath a care assistant read 47 degrees on her own thermometer. All outlets tested within "
			"the hour: four of seventeen at 45 to 49. Nobody was hurt. Outlets locked, the plumber called."
		),
		standards=["Reg 12", "Reg 15", "Safe 5"],
		theme="Hot water",
		harm="No Harm",
		affected=4,
		external_id="INC-ALD-0415",
		factors={
			"Equipment": "Valves had not been stripped and tested since they were fitted.",
			"Leadership and Culture": "The contractor's six-monthly sheet was filed without being read.",
		},
		root_cause=(
			"The only check was a contractor's visit twice a year, and its last sheet had already shown 45 "
			"degrees."
		),
		actions=[HOT_WATER],
	),
]
