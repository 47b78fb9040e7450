"""The lighting audit, service by service: the sub-actions of "lighting-all-services"."""

from ..files import Sheet
from ..model import (
	Action,
	Event,
	Measure,
	completed,
	evidence,
	opened,
	progress,
	reading,
	verified,
)

_ASKED = (
	"Lighting walk on the agreed 20-point sheet, after dark, with the light meter from estates: stairs and "
	"corridors at 100 lux or more, paths and doors at 20."
)


def _walk(
	key: str,
	title: str,
	service: str,
	owner: str,
	where: str,
	points: int,
	lit: int,
	events: list[Event],
	due: int,
	priority: str = "Medium",
) -> Action:
	"""The same promise in six places: each sub-action differs in where, who and what was found, and in its history."""
	return Action(
		key=f"lighting-{key}",
		title=title,
		description=(
			f"By {{due}}, {where}. {_ASKED} Points that fail are put right or fenced off, and read again. "
			f"Target {points} of {points} points."
		),
		closure_test=(
			f"The sheet shows {points} of {points} points at or over the agreed lux, each with the reading "
			f"before and after, signed by a second person."
		),
		service=service,
		owner=owner,
		priority=priority,
		raised=-112,
		due=due,
		measure=Measure("Points at or over the agreed lux", "points", lit, points),
		events=events,
	)


def _measured(key: str, day: int, place: str, points: int) -> Event:
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
		(
			"the estates manager has walked the courtyard, both stairs, the bin store and the car park of Elm "
			"View with two tenants"
		),
		20,
		13,
		[
			opened(-110),
			progress(
				-104,
				"Walked with two tenants at 22:30. Seven points dark, worst the bin store at 4 lux.",
				50,
				"Lamps fitted",
				-88,
			),
			_measured("elm", -86, "Elm View", 20),
			completed(
				-85,
				(
					"Lit points rose from 13 to 20 of 20. The bin store went from 4 to 62 lux; tenants used "
					"to leave rubbish until the morning and now take it down in the evening."
				),
			),
			verified(
				-75,
				"ruth",
				"Observation",
				"Walked with the meter at 22:45. All 20 points over; lowest 24 lux at the far gate.",
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
		(
			"the deputy manager has walked the back stairs, the Garden wing corridor at night setting and the "
			"drive of Alder House"
		),
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
				(
					"Lit points rose from 19 to 24 of 24, and the Garden wing's night setting from 18 to 105 "
					"lux at floor level. Falls in that corridor at night: 2 in {my:-150}, none since "
					"{my:-72}."
				),
			),
			verified(
				-58,
				"ruth",
				"Observation",
				(
					"Walked at 22:45 with the night senior. All points over. People say the low lamps do not "
					"keep them awake."
				),
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
		(
			"the registered manager has walked the ramp, the sluice corridor and the bathrooms of Rowan unit "
			"at Beech Court"
		),
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
				(
					"Lit points rose from 22 to 26 of 26. In the three bathrooms one cord lit one lamp of two "
					"(45 lux); now it lights both (140 lux)."
				),
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
		(
			"the registered manager has walked the minibus bay, the side door and the toilets of The Old "
			"Forge as people leave, with the bay doors shut"
		),
		14,
		10,
		[
			opened(-110, by="helen"),
			progress(
				-90,
				"The minibus bay is under a roof without a lamp: with its doors shut 6 lux at the tail lift.",
				30,
				"Floodlight fitted",
				-50,
			),
			_measured("forge", -24, "The Old Forge", 14),
			completed(
				-22,
				(
					"Lit points rose from 10 to 14 of 14. The tail lift went from 6 to 85 lux; drivers used a "
					"torch in one hand before and now load with both."
				),
			),
		],
		-20,
	),
	_walk(
		"canal",
		"Lighting walk of the three supported living houses: steps, landings and back yards",
		"canal",
		"jamie",
		(
			"the team leader has walked the front steps, landings and back yards of Canal Street, Mill Lane "
			"and Orchard Road with a person who lives in each"
		),
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
				(
					"Canal Street and Mill Lane done. Orchard Road waits for the landlord's electrician; a "
					"battery lamp is up meanwhile."
				),
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
		(
			"the care coordinator has walked the branch's stairs and yard, and care workers have answered the "
			"doorstep question (can you see the steps and the key safe after dark?) for all 96 people"
		),
		12,
		9,
		[opened(-30, by="helen")],
		18,
	),
]
