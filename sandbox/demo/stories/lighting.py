"""Worked example: one fall caused by poor lighting, and the audit of every service that followed."""

from ..files import Note, Paper, Sheet
from ..model import (
	Action,
	Measure,
	Source,
	completed,
	evidence,
	opened,
	progress,
	reading,
	verified,
)

_ASKED = "Lighting walk on the agreed 20-point sheet, after dark, with the light meter from estates: stairs and corridors at 100 lux or more, paths and doors at 20."


def _walk(key, title, service, owner, where, points, lit, events, due, priority="Medium"):
	"""The same promise in six places: each sub-action differs in where, who and what was found, and in its history."""
	return Action(
		key=f"lighting-{key}",
		title=title,
		description=f"By {{due}}, {where}. {_ASKED} Points that fail are put right or fenced off, and read again. Target {points} of {points} points.",
		closure_test=f"The sheet shows {points} of {points} points at or over the agreed lux, each with the reading before and after, signed by a second person.",
		service=service,
		owner=owner,
		priority=priority,
		raised=-112,
		due=due,
		measure=Measure("Points at or over the agreed lux", "points", lit, points),
		events=events,
	)


def _measured(key, day, place, points):
	return evidence(
		day,
		"Audit Result",
		f"Lighting sheet, {place}, after the repairs",
		"Meter readings before and after at each point, taken after dark by two people.",
		Sheet(f"lighting-{key}", "At or over the agreed lux", (place,), points, points),
		points,
	)


WALKS = [
	_walk(
		"elm",
		"Lighting walk of Elm View: courtyard, stairs, bin store and car park",
		"elm",
		"martin",
		"the estates manager has walked the courtyard, both stairs, the bin store and the car park of Elm View with two tenants",
		20,
		13,
		[
			opened(-110),
			progress(
				-104,
				"Walked with two tenants at 19:00. Seven points dark, worst the bin store at 4 lux.",
				50,
				"Lamps fitted",
				-88,
			),
			_measured("elm", -86, "Elm View", 20),
			completed(
				-85,
				"Lit points rose from 13 to 20 of 20. The bin store went from 4 to 62 lux; tenants used to leave rubbish until the morning and now take it down in the evening.",
			),
			verified(
				-75,
				"ruth",
				"Observation",
				"Walked with the meter at 18:30. All 20 points over; lowest 24 lux at the far gate.",
				20,
				20,
			),
		],
		-80,
		"High",
	),
	_walk(
		"alder",
		"Lighting walk of Alder House: back stairs, Garden wing corridor and drive",
		"alder",
		"samuel",
		"the deputy manager has walked the back stairs, the Garden wing corridor at night setting and the drive of Alder House",
		24,
		19,
		[
			opened(-110),
			progress(
				-99,
				"Corridor night setting is 18 lux between rooms 4 and 9, where two of the night falls were.",
				40,
				"Electrician on site",
				-80,
			),
			_measured("alder", -72, "Alder House", 24),
			completed(
				-70,
				"Lit points rose from 19 to 24 of 24, and the Garden wing's night setting from 18 to 105 lux at floor level. Falls in that corridor at night: 2 in {my:-150}, none since {my:-72}.",
			),
			verified(
				-58,
				"ruth",
				"Observation",
				"Walked at 22:15 with the night senior. All points over. People say the low lamps do not keep them awake.",
				24,
				24,
			),
		],
		-66,
	),
	_walk(
		"beech",
		"Lighting walk of Beech Court: ramp, sluice corridor and Rowan unit bathrooms",
		"beech",
		"gareth",
		"the registered manager has walked the ramp, the sluice corridor and the bathrooms of Rowan unit at Beech Court",
		26,
		22,
		[
			opened(-110, by="helen"),
			progress(
				-93,
				"Four points fail: ramp bottom and three bathrooms where the pull cord lights one lamp of two.",
				40,
				"Lamps and cords",
				-70,
			),
			_measured("beech", -64, "Beech Court", 26),
			completed(
				-62,
				"Lit points rose from 22 to 26 of 26. In the three bathrooms one cord lit one lamp of two (45 lux); now it lights both (140 lux).",
			),
			verified(
				-49,
				"ruth",
				"Follow-up Audit",
				"Eight of the 26 points read again, among them the four repaired: all over.",
				8,
				26,
			),
		],
		-58,
	),
	_walk(
		"forge",
		"Lighting walk of The Old Forge: minibus bay, side door and toilets",
		"forge",
		"denise",
		"the registered manager has walked the minibus bay, the side door and the toilets of The Old Forge at the winter leaving time",
		14,
		10,
		[
			opened(-110, by="helen"),
			progress(
				-90,
				"Leaving at 16:15 in winter means loading the minibus in the dark: 6 lux at the tail lift.",
				30,
				"Floodlight fitted",
				-50,
			),
			_measured("forge", -24, "The Old Forge", 14),
			completed(
				-22,
				"Lit points rose from 10 to 14 of 14. The tail lift went from 6 to 85 lux; drivers used a torch in one hand before and now load with both.",
			),
		],
		-20,
	),
	_walk(
		"canal",
		"Lighting walk of the three supported living houses: steps, landings and back yards",
		"canal",
		"jamie",
		"the team leader has walked the front steps, landings and back yards of Canal Street, Mill Lane and Orchard Road with a person who lives in each",
		30,
		21,
		[
			opened(-110, by="helen"),
			progress(
				-85,
				"Nine points fail, six of them in back yards. Landlord of Orchard Road has agreed to a sensor lamp.",
				30,
				"Canal Street and Mill Lane lamps",
				-40,
			),
			progress(
				-11,
				"Canal Street and Mill Lane done. Orchard Road waits for the landlord's electrician; a battery lamp is up meanwhile.",
				70,
				"Orchard Road yard lamp",
				14,
				barrier="The landlord of Orchard Road decides when the electrician comes.",
			),
			reading(-11, 27),
		],
		16,
	),
	_walk(
		"homecare",
		"Lighting walk of the Ashmere branch, and a doorstep question on every round",
		"homecare",
		"aisha",
		"the care coordinator has walked the branch's stairs and yard, and care workers have answered the doorstep question (can you see the steps and the key safe after dark?) for all 96 people",
		12,
		9,
		[opened(-30, by="helen")],
		18,
	),
]

AUDIT_ALL = Action(
	key="lighting-all-services",
	title="Lighting of stairs, paths and entrances measured after dark in all six services",
	description=(
		"By {due}, stairs, corridors, paths and entrances of all six Willowbrook services have been walked after dark on one 20-point sheet with a light meter, "
		"and every point under the agreed lux put right; a first look in the week of the fall found 94 of 126 points bright enough. One sub-action for each service with its own owner; the estates manager reports the count to the "
		"quality committee monthly, target 126 of 126 points."
	),
	closure_test="Six signed sheets, 126 of 126 points at or over the agreed lux, and no fall with lighting as a factor for 90 days in any service.",
	service="elm",
	owner="martin",
	priority="High",
	raised=-113,
	due=24,
	horizon="Long Term",
	by="helen",
	measure=Measure("Points at or over the agreed lux, all services", "points", 94, 126, since=-113),
	subs=WALKS,
	events=[
		opened(-112, by="helen"),
		progress(
			-98,
			"Sheet tried at Elm View with two tenants, then cut from 34 points to 20 or so for each building. Meter and sheet go round the services in turn.",
			20,
			"Four services walked",
			-60,
		),
		reading(-85, 101),
		reading(-62, 110),
		progress(
			-58,
			"Alder House, Beech Court and Elm View done. One invoice for 31 lamps, £2,140; sensor lamps chosen outdoors.",
			55,
			"The Old Forge and the houses",
			-20,
		),
		reading(-22, 114),
		progress(
			-8,
			"Four of six services finished. Orchard Road and the homecare branch are left.",
			80,
			"All six sheets signed",
			20,
		),
		reading(-8, 120),
	],
)

FIX = Action(
	key="lighting-fix",
	title="Courtyard stairs at Elm View relit, and lamp faults mended within 24 hours",
	description=(
		"By {due}, the courtyard stairs at Elm View have three sensor lamps at 100 lux or more at each tread, the broken handrail end is capped, and any lamp fault "
		"reported by a tenant is mended within 24 hours, logged by the estates manager daily; target 100 per cent."
	),
	closure_test="Meter readings on all 14 treads at 100 lux or more after dark, and four weeks of the fault log with every lamp mended within 24 hours.",
	owner="martin",
	priority="Critical",
	raised=-118,
	due=-104,
	measure=Measure("Lowest reading on the courtyard stairs", "lux", 8, 100, since=-118),
	events=[
		opened(-118),
		progress(
			-117,
			"Temporary floodlight up since last night; stairs taped off until it was.",
			40,
			"Sensor lamps fitted",
			-110,
		),
		evidence(
			-108,
			"Invoice or Work Order",
			"Electrician's work order, courtyard stairs",
			"Three sensor lamps, handrail end.",
			Paper(
				"work-order-courtyard",
				"Work order 2217: Elm View, courtyard stairs",
				(
					"Fit three LED sensor lamps (IP65) at the head, turn and foot of the stairs; 90 seconds, dusk setting.",
					"Cap handrail end at the foot. Tested after dark with the estates manager: lowest tread 118 lux.",
				),
			),
		),
		evidence(
			-106,
			"Observation",
			"Meter readings after dark, fourteen treads",
			"Read at 19:30 by the estates manager with a tenant holding the sheet. Lowest 118 lux on tread 9.",
			Note(
				"stairs-meter-readings",
				"Treads 1 to 14, lux, 19:30, dry, no moon:\n141 138 136 133 130 127 124 121 118 122 128 131 137 140\nLowest: 118 (tread 9, was 8).",
			),
			118,
			also=("lighting-all-services",),
		),
		completed(
			-105,
			"The darkest tread went from 8 lux on the night of the fall to 118 lux on {d:-106}. Lamp faults waited 16 days on average before; the two reported "
			"since were mended in 5 and 20 hours.",
			"The lamp had been reported twice. The report went to the housing provider's inbox and nobody here knew.",
		),
		verified(
			-96,
			"ruth",
			"Observation",
			"Walked the stairs at 20:00 with two tenants. Lamps come on before the first tread. Fault log read: two faults, both inside a day.",
			14,
			118,
		),
	],
)

SOURCES = [
	Source(
		key="lighting-fall",
		day=-119,
		occurred=-120,
		service="elm",
		type="Incident",
		title="Tenant fell on the unlit courtyard stairs and broke a wrist",
		summary=(
			"At 18:50 {mrs:stairs} missed the ninth step of the courtyard stairs with her shopping and fell four steps. Broken left wrist, in hospital overnight. Both lamps "
			"on the stairs were out; tenants had reported them sixteen days and nine days before to the housing provider's mailbox. Her family was "
			"told the same evening; duty of candour letter sent."
		),
		people_involved="{mrs:stairs} (tenant); a neighbour who rang 999; her niece",
		standards=["Reg 12", "Reg 15", "Reg 20", "Safe 5"],
		theme="Lighting and premises",
		harm="Moderate",
		affected=1,
		notifiable=True,
		external_id="INC-ELM-0102",
		factors={
			"Environment": "Both stair lamps were out; the darkest tread measured 8 lux.",
			"Communication": "Lamp faults went to a mailbox of the housing provider that nobody in the service could see.",
			"External Services": "The landlord's repair time for lighting was ten working days, whatever the place.",
		},
		root_cause="Nobody at Elm View owned lighting: faults were passed on and not followed, and no service had ever been walked after dark.",
		investigated=-114,
		actions=[FIX, AUDIT_ALL],
	)
]
