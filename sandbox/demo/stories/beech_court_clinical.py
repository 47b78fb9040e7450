"""Beech Court, nursing home: clinical care."""

from ..files import Note, Sheet
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
		"By {due}, for the fourteen people at Beech Court with a turning interval the nurse in charge checks at 10:00, 16:00, 22:00 and 04:00 that each turn was done and written within 30 minutes of its time. "
		"The clinical lead audits 60 turns a week, target 95 per cent."
	),
	closure_test="Four weekly audits of 60 turns, nights included, at 95 per cent or more, and no new category 2 or worse pressure ulcer acquired for 60 days.",
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
		"By {due}, each of the 22 air mattresses at Beech Court has its setting for the person's present weight on a label at the pump, and the care assistant checks and initials it on each shift. The clinical lead reads all pumps "
		"on Thursdays, target 22 of 22."
	),
	closure_test="All pumps read on three Thursdays running without a wrong setting, and labels changed within a day of each monthly weighing.",
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
			"Air mattresses at the right setting rose from 13 of 22 (59%) to 22 of 22 on three Thursdays running. Before, all were left at the setting they were delivered with; now a new weight changes the label on the same day.",
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


EMERGENCY_TROLLEY = Action(
	key="beech-emergency-kit",
	title="Suction, oxygen and defibrillator at Beech Court checked daily and used in a drill monthly",
	description=(
		"By {due}, the nurse in charge checks suction, oxygen cylinder and defibrillator on both floors of Beech Court at 08:00 daily against a sealed-tag list, and the clinical lead runs one unannounced drill a month with "
		"the time to first suction taken. Target 100 per cent of daily checks and under 90 seconds."
	),
	closure_test="Eight weeks of check sheets without a missed day on either floor, and two drills with suction ready in under 90 seconds, one of them at night.",
	owner="carol",
	priority="High",
	raised=-96,
	due=-30,
	measure=Measure("Daily emergency equipment checks done", "%", 68, 100, since=-99),
	events=[
		opened(-95),
		progress(
			-84,
			"Sealed tags: if the tag is whole the check takes one minute. First drill: 4 minutes 10, the catheter was in a drawer.",
			40,
			"Second drill",
			-55,
		),
		reading(-65, 93, 60),
		progress(-52, "Drill on a night at 02:30: 85 seconds.", 75, "Eight weeks of sheets", -34),
		evidence(
			-33,
			"Audit Result",
			"Daily check sheets, both floors, eight weeks",
			"112 checks, none missed.",
			Sheet(
				"emergency-checks",
				"Checked and tag number written",
				("Ground floor", "First floor"),
				112,
				112,
			),
			100,
		),
		evidence(
			-33,
			"Observation",
			"Two unannounced drills",
			"Times to first suction.",
			Note(
				"suction-drills",
				"Drill 1, day: 4 min 10 s (catheter in a drawer; now on the machine).\nDrill 2, 02:30: 1 min 25 s.\nDrill 3, 15:40: 1 min 10 s.",
			),
		),
		completed(
			-31,
			"Daily checks rose from 68% in {my:-99} to 100% (112 of 112) over eight weeks, and the time to first suction fell from 4 minutes 10 to 70 seconds. The list used to be ticked from memory; now the tag's number has to be written down.",
		),
	],
)


NUTRITION = Action(
	key="beech-dietitian",
	title="Everyone at Beech Court who loses five per cent of weight seen by the dietitian within ten days",
	description=(
		"By {due}, anyone of the 44 people at Beech Court whose monthly weight is down by five per cent in three months has fortified food from that day and a dietitian referral sent by the named nurse within 24 hours; the clinical lead follows each to the appointment. "
		"Counted monthly, target 100 per cent referred within 24 hours."
	),
	closure_test="Three monthly weighings: each person with a five per cent loss has fortified food and a referral within 24 hours, and 8 of 10 have gained or held weight.",
	owner="carol",
	priority="Medium",
	raised=-25,
	due=88,
	horizon="Long Term",
	measure=Measure("Referred within 24 hours of a five per cent loss", "%", 33, 100, since=-28),
	events=[
		opened(-21),
		progress(
			-9,
			"Weighing week moved to the first of the month on all units; the chair scale was eleven grams out and has been recalibrated.",
			20,
			"First weighing under the new rule",
			6,
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
		summary="{mr:heel} has a category 3 ulcer on the left heel, found at morning care. Turning chart with gaps of five hours on two nights, air mattress set for 90 kg at a weight of 58 kg. Tissue viability nurse on the same day; duty of candour meeting with his wife; notified.",
		people_involved="{mr:heel} (person supported); his wife; tissue viability nurse",
		standards=["Reg 12", "Reg 20", "Effective 2"],
		theme="Pressure care",
		harm="Severe",
		affected=1,
		notifiable=True,
		external_id="INC-BC-0271",
		factors={
			"Staffing and Workload": "Agency nurses on five of seven nights, none shown the turning charts.",
			"Equipment": "The pump stood at the setting it was delivered with in spring.",
		},
		root_cause="Nobody was asked on each shift whether the turn was done and the mattress right; the chart was checked weekly.",
		investigated=-133,
		actions=[TURNING, MATTRESS_SETTINGS],
	),
	Source(
		key="beech-emergency",
		day=-99,
		service="beech",
		type="Risk Control Failure",
		title="Emergency equipment checks missed on ten days in a month",
		summary="Ahead of a drill the suction machine on the first floor had a flat battery. The sheet showed 19 of 28 daily checks, on the ground floor 20 of 29. Nobody came to harm; machine swapped in the hour.",
		standards=["Reg 12", "Safe 2"],
		theme="Emergency equipment",
		external_id="RSK-BC-014",
		factors={
			"Task Design and Guidance": "The check list had 31 lines and took twenty minutes at the busiest hour."
		},
		actions=[EMERGENCY_TROLLEY],
	),
	Source(
		key="beech-weights",
		day=-28,
		service="beech",
		type="Service Review",
		title="Weight loss found late and referrals to the dietitian delayed",
		summary="Nine people lost five per cent or more in a quarter. Three of nine were referred within a day, the others after 6 to 31 days. {mr:weight} had lost 7.2 kg before anybody added the two months together.",
		people_involved="{mr:weight} (person supported); community dietitian",
		standards=["Reg 14", "Effective 1"],
		theme="Nutrition",
		harm="Low",
		affected=9,
		factors={
			"Task Design and Guidance": "Weighing took place all through the month, and the chart does not show the change over three months."
		},
		actions=[NUTRITION],
	),
]
