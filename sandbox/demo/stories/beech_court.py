"""Beech Court, nursing home: what else is in its plan beside the care plans."""

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

DOLS = Action(
	key="beech-dols-conditions",
	title="Conditions on eleven DoLS authorisations carried out and shown month by month",
	description=(
		"By {due}, each of the nineteen conditions on the eleven DoLS authorisations at Beech Court stands in the care plan with a named person and a monthly entry of what was done, and renewals are applied for 28 days before they end. The registered "
		"manager keeps the tracker, read monthly by the MCA lead; target 19 of 19 conditions with an entry in the last 31 days."
	),
	closure_test="Tracker and care plans agree for 19 of 19 conditions, each with an entry within 31 days, and no authorisation has run out before its renewal was applied for.",
	owner="gareth",
	priority="High",
	raised=-88,
	due=-12,
	measure=Measure("DoLS conditions with an entry in the last 31 days", "conditions", 6, 19, since=-91),
	events=[
		opened(-86, by="helen"),
		progress(
			-72,
			"Tracker made from the authorisations themselves: nineteen conditions, not fourteen as we thought. Two are about going out, and need a volunteer driver.",
			30,
			"Entries for all conditions",
			-40,
		),
		reading(-60, 11),
		progress(
			-38,
			"Sixteen of nineteen. The three left are a piano, a visit to a grave, and Mass on Sundays.",
			70,
			"Last three",
			-14,
		),
		reading(-38, 16),
	],
)

BODY_MAPS = Action(
	key="beech-body-maps",
	title="Unexplained marks at Beech Court mapped, measured and told to the nurse within two hours",
	description=(
		"By {due}, any mark seen in care at Beech Court is drawn on the body map on the trolley tablet with size and colour, and the nurse in charge writes the likely cause or makes a safeguarding alert within two hours. The clinical lead reads "
		"every map daily, target 95 per cent within two hours."
	),
	closure_test="Six weeks of body maps (about thirty): 95 per cent seen by the nurse within two hours, each with a cause or an alert number.",
	owner="carol",
	priority="High",
	raised=-55,
	due=18,
	measure=Measure("Marks seen by the nurse in charge within two hours", "%", 44, 95, since=-58),
	events=[
		opened(-53),
		progress(
			-45,
			"Tablet form live on the ground floor, paper withdrawn there. Bath time is when most marks are seen.",
			35,
			"All units",
			-25,
		),
		reading(-30, 73, 22),
		evidence(
			-29,
			"Record Sample",
			"Body maps, first four weeks",
			"22 maps; six late ones were all on the first floor, still on paper.",
			Sheet(
				"body-maps-first-weeks",
				"Nurse within two hours",
				UNITS,
				22,
				16,
				("Paper map found next day",),
			),
		),
		progress(
			-8,
			"All units on the tablet. Two alerts made within the hour, both closed by the local authority with no further action.",
			70,
			"Six weeks of maps",
			14,
		),
		reading(-8, 90, 20),
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

CALL_BELLS = Action(
	key="beech-call-bells",
	title="Night call bells at Beech Court answered within five minutes",
	description=(
		"By {due}, one care assistant on each floor of Beech Court carries the bell pager from 21:00 to 07:00 without other set tasks, and bells over five minutes ring at the nurse's pager. The registered manager reads the bell log on "
		"Mondays, target 90 per cent within five minutes."
	),
	closure_test="Four weeks of bell logs at night: 90 per cent within five minutes, none over fifteen, and 8 of 10 people asked say that they do not wait.",
	owner="gareth",
	priority="High",
	raised=-43,
	due=-2,
	measure=Measure("Night bells answered within five minutes", "%", 61, 90, since=-45),
	events=[opened(-40, by="helen")],
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

VAGUE = Action(
	key="beech-draft-communication",
	title="Improve communication with families",
	description="Strengthen communication and ensure that staff are reminded to keep families informed as appropriate.",
	closure_test="Communication is better.",
	owner="gareth",
	priority="Medium",
	raised=-6,
	due=60,
	no_measure="Difficult to measure.",
	by="gareth",
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
		key="beech-mca-mock",
		day=-91,
		service="beech",
		type="Mock Inspection Recommendation",
		title="Conditions on DoLS authorisations cannot be shown to be met",
		summary="Eleven authorisations read. Six of nineteen conditions had an entry in the last month. {mrs:mass}'s condition, to go to Mass on Sundays, had no entry since spring. One renewal was applied for four days after the old one ended.",
		people_involved="{mrs:mass} (person supported)",
		standards=["Reg 11", "Reg 13", "Effective 6"],
		theme="DoLS conditions",
		affected=11,
		factors={
			"Record Keeping": "Conditions were in the authorisation letter in the office, not in the plan."
		},
		by="helen",
		actions=[DOLS],
	),
	Source(
		key="beech-bruise",
		day=-58,
		occurred=-60,
		service="beech",
		type="Safeguarding Concern",
		title="Unexplained bruising without a body map on the first floor",
		summary="{mrs:forearm}'s daughter saw a bruise the size of a hand on her forearm. It was known to two care assistants for two days; no map, no cause, no alert. Alert made the same evening. Of 18 marks in the last month eight had been seen by the nurse within two hours.",
		people_involved="{mrs:forearm} (person supported); her daughter; two care assistants",
		standards=["Reg 13", "Reg 17", "Safe 3"],
		theme="Unexplained injuries",
		harm="Low",
		affected=1,
		safeguarding=True,
		external_id="SG-2402",
		factors={
			"Communication": "Care assistants told each other at handover; the nurse was in another room."
		},
		root_cause="The paper map was in the office, so a mark was passed on by mouth.",
		actions=[BODY_MAPS],
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
		key="beech-bells-complaint",
		day=-45,
		service="beech",
		type="Complaint",
		title="Call bell unanswered for 25 minutes at night",
		summary="{mrs:bell} rang at 02:10 for the toilet and was seen at 02:35, too late. She told her niece that she now drinks nothing after four. Bell log for the month: 61% within five minutes at night, the longest 41 minutes.",
		people_involved="{mrs:bell} (person supported); her niece",
		standards=["Reg 10", "Reg 16", "Reg 18", "Caring 4"],
		theme="Call bells",
		harm="Low",
		affected=1,
		external_id="CMP-BC-068",
		factors={
			"Staffing and Workload": "All night staff do the two o'clock round at the same time on the same floor."
		},
		actions=[CALL_BELLS],
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
	Source(
		key="beech-family-survey",
		day=-8,
		service="beech",
		type="Feedback",
		title="Family survey: hard to reach the nurse in charge at weekends",
		summary="19 replies. Eleven relatives say that nobody picks up the phone on Saturdays and Sundays after lunch; the son of {mrs:phone} drove 40 miles to ask how she was.",
		people_involved="{mrs:phone} (person supported); her son",
		standards=["Reg 17", "Responsive 3"],
		theme="Families in care planning",
		affected=11,
		actions=[VAGUE],
	),
]
