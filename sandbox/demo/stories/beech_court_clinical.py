"""Beech Court, nursing home: emergency kit and weights."""

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
)

EMERGENCY_TROLLEY = Action(
	key="beech-emergency-kit",
	title="Suction, oxygen and defibrillator at Beech Court checked daily and used in a drill monthly",
	description=(
		"By {due}, the nurse in charge checks suction, oxygen cylinder and defibrillator on both floors of "
		"Beech Court at 08:00 daily against a sealed-tag list, and the clinical lead runs one unannounced "
		"drill a month with the time to first suction taken. Target 100 per cent of daily checks and under 90 "
		"seconds."
	),
	closure_test=(
		"Eight weeks of check sheets without a missed day on either floor, and two drills with suction ready "
		"in under 90 seconds, one of them at night."
	),
	owner="carol",
	priority="High",
	raised=-96,
	due=-30,
	measure=Measure("Daily emergency equipment checks done", "%", 68, 100, since=-99),
	events=[
		opened(-95),
		progress(
			-84,
			(
				"Sealed tags: if the tag is whole the check takes one minute. First drill: 4 minutes 10, the "
				"catheter was in a drawer."
			),
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
				(
					"Drill 1, day: 4 min 10 s (catheter in a drawer; now on the machine).\nDrill 2, 02:30: 1 "
					"min 25 s.\nDrill 3, 15:40: 1 min 10 s."
				),
			),
		),
		completed(
			-31,
			(
				"Daily checks rose from 68% in {my:-99} to 100% (112 of 112) over eight weeks, and the time "
				"to first suction fell from 4 minutes 10 to 70 seconds. The list used to be ticked from "
				"memory; now the tag's number has to be written down."
			),
		),
	],
)


NUTRITION = Action(
	key="beech-dietitian",
	title="Everyone at Beech Court who loses five per cent of weight seen by the dietitian within ten days",
	description=(
		"By {due}, anyone of the 44 people at Beech Court whose monthly weight is down by five per cent in "
		"three months has fortified food from that day and a dietitian referral sent by the named nurse "
		"within 24 hours; the clinical lead follows each to the appointment. Counted monthly, target 100 per "
		"cent referred within 24 hours."
	),
	closure_test=(
		"Three monthly weighings: each person with a five per cent loss has fortified food and a referral "
		"within 24 hours, and 8 of 10 have gained or held weight."
	),
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
			(
				"Weighing week moved to the first of the month on all units; the chair scale was eleven grams "
				"out and has been recalibrated."
			),
			20,
			"First weighing under the new rule",
			6,
		),
	],
)


SOURCES = [
	Source(
		key="beech-emergency",
		day=-99,
		service="beech",
		type="Risk Control Failure",
		title="Emergency equipment checks missed on ten days in a month",
		summary=(
			"Ahead of a drill the suction machine on the first floor had a flat battery. The sheet showed 19 "
			"of 28 daily checks, on the ground floor 20 of 29. Nobody came to harm; machine swapped in the "
			"hour."
		),
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
		summary=(
			"Nine people lost five per cent or more in a quarter. Three of nine were referred within a day, "
			"the others after 6 to 31 days. {mr:weight} had lost 7.2 kg before anybody added the two months "
			"together."
		),
		people_involved="{mr:weight} (person supported); community dietitian",
		standards=["Reg 14", "Effective 1"],
		theme="Nutrition",
		harm="Low",
		affected=9,
		factors={
			"Task Design and Guidance": (
				"Weighing took place all through the month, and the chart does not show the change over three "
				"months."
			)
		},
		actions=[NUTRITION],
	),
]
