"""Beech Court, nursing home: pressure care."""

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
	verified,
)

UNITS = ("Ground floor", "First floor", "Rowan unit")

TURNING = Action(
	key="beech-turning",
	title="Turns recorded within 30 minutes of their time for fourteen people at Beech Court",
	description=(
		"By {due}, for the fourteen people at Beech Court with a turning interval the nurse in charge checks "
		"at 10:00, 16:00, 22:00 and 04:00 that each turn was done and written within 30 minutes of its time. "
		"The clinical lead audits 60 turns a week, target 95 per cent."
	),
	closure_test=(
		"Four weekly audits of 60 turns, nights included, at 95 per cent or more, and no new category 2 or "
		"worse pressure ulcer acquired for 60 days."
	),
	owner="carol",
	priority="Critical",
	raised=-138,
	due=-80,
	measure=Measure("Turns done and written within 30 minutes of their time", "%", 63, 95, since=-141),
	events=[
		opened(-137),
		progress(
			-128,
			"Turning clocks above fourteen beds. Day shifts at 88, nights at 52: agency staff do not know the clock.",
			25,
			"Night checks by the nurse in charge",
			-105,
		),
		reading(-110, 74, 60),
		reschedule(
			-84,
			-50,
			"Two night nurses left in one week; the 04:00 check cannot be held by an agency nurse alone.",
		),
		progress(-80, "04:00 check is back on four nights of seven.", 45, "Seven nights", -55),
		reading(-78, 79, 60),
		reschedule(
			-54, -18, "Recruitment gave one night nurse, the second withdrew. Same target, five weeks more."
		),
		progress(
			-50,
			"Regular agency nurse booked for three months, shown the clocks on a paid shift.",
			60,
			"95 per cent on days, 85 on nights",
			-20,
		),
		reading(-35, 86, 60),
		reschedule(
			-20,
			22,
			"New night nurse starts on {d:-6}. Nights stand at 83 per cent; I will not complete this on days alone.",
		),
		progress(
			-5,
			"New nurse on shift. First week of nights at 89 per cent.",
			75,
			"Two weeks at 95 on nights",
			13,
			barrier="Half of the night nurse hours are still agency.",
		),
		reading(-5, 91, 60),
	],
)


MATTRESS_SETTINGS = Action(
	key="beech-mattress-settings",
	title="Air mattress settings match the person's weight at Beech Court, checked on each shift",
	description=(
		"By {due}, each of the 22 air mattresses at Beech Court has its setting for the person's present "
		"weight on a label at the pump, and the care assistant checks and initials it on each shift. The "
		"clinical lead reads all pumps on Thursdays, target 22 of 22."
	),
	closure_test=(
		"All pumps read on three Thursdays running without a wrong setting, and labels changed within a day "
		"of each monthly weighing."
	),
	owner="carol",
	priority="High",
	raised=-138,
	due=-105,
	measure=Measure("Air mattresses at the right setting", "%", 59, 100, since=-141),
	events=[
		opened(-137),
		progress(
			-130,
			"Labels on all pumps. Two pumps had a static fault and were swapped.",
			60,
			"Three Thursdays",
			-110,
		),
		reading(-124, 90.9, 22),
		evidence(
			-109,
			"Audit Result",
			"Pump settings, three Thursdays",
			"66 readings, all as on the label.",
			Sheet("pump-settings", "Setting as on the label", UNITS, 66, 66),
			100,
		),
		completed(
			-108,
			(
				"Air mattresses at the right setting rose from 13 of 22 (59%) to 22 of 22 on three Thursdays "
				"running. Before, all were left at the setting they were delivered with; now a new weight "
				"changes the label on the same day."
			),
			"A setting that depends on a weight needs a label that changes with the weight, on the bed.",
		),
		verified(
			-97,
			"ruth",
			"Follow-up Audit",
			"All 22 pumps read on a Sunday: 22 right. Two labels had been changed the day before, after weighing.",
			22,
			100,
		),
	],
)


SOURCES = [
	Source(
		key="beech-ulcer",
		day=-140,
		occurred=-141,
		service="beech",
		type="Incident",
		title="Category 3 pressure ulcer acquired at Beech Court",
		summary=(
			"{mr:heel} has a category 3 ulcer on the left heel, found at morning care. Turning chart with "
			"gaps of five hours on two nights, air mattress set for 90 kg at a weight of 58 kg. Tissue "
			"viability nurse on the same day; duty of candour meeting with his wife; notified."
		),
		people_involved="{mr:heel} (person supported); his wife; tissue viability nurse",
		standards=["Reg 12", "Reg 20", "Effective 2"],
		theme="Pressure care",
		harm="Severe",
		affected=1,
		notifiable=True,
		external_id="INC-BC-0271",
		factors={
			"Staffing and Workload": "Agency nurses on five of seven nights, none shown the turning charts.",
			"Equipment": "The pump stood at the setting it was delivered with eight months before.",
		},
		root_cause=(
			"Nobody was asked on each shift whether the turn was done and the mattress right; the chart was "
			"checked weekly."
		),
		investigated=-133,
		actions=[TURNING, MATTRESS_SETTINGS],
	),
]
