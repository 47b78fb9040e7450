"""Beech Court, nursing home: people's rights, safety and families, beside the care plans."""

from ..files import Sheet
from ..model import (
	Action,
	Measure,
	Source,
	evidence,
	opened,
	progress,
	reading,
)

UNITS = ("Ground floor", "First floor", "Rowan unit")

DOLS = Action(
	key="beech-dols-conditions",
	title="Conditions on eleven DoLS authorisations carried out and shown month by month",
	description=(
		"By {due}, each of the nineteen conditions on the eleven DoLS authorisations at Beech Court stands in "
		"the care plan with a named person and a monthly entry of what was done, and renewals are applied for "
		"28 days before they end. The registered manager keeps the tracker, read monthly by the MCA lead; "
		"target 19 of 19 conditions with an entry in the last 31 days."
	),
	closure_test=(
		"Tracker and care plans agree for 19 of 19 conditions, each with an entry within 31 days, and no "
		"authorisation has run out before its renewal was applied for."
	),
	owner="gareth",
	priority="High",
	raised=-88,
	due=-40,
	measure=Measure("DoLS conditions with an entry in the last 31 days", "conditions", 6, 19, since=-91),
	events=[
		opened(-86, by="helen"),
		progress(
			-72,
			(
				"Tracker made from the authorisations themselves: nineteen conditions, not fourteen as we "
				"thought. Two are about going out, and need a volunteer driver."
			),
			30,
			"Entries for all conditions",
			-45,
		),
		reading(-60, 11),
		progress(
			-38,
			"Sixteen of nineteen. The three left are a piano, a visit to a grave, and Mass on Sundays.",
			70,
			"Last three",
			-24,
		),
		reading(-38, 16),
	],
)


BODY_MAPS = Action(
	key="beech-body-maps",
	title="Unexplained marks at Beech Court mapped, measured and told to the nurse within two hours",
	description=(
		"By {due}, any mark seen in care at Beech Court is drawn on the body map on the trolley tablet with "
		"size and colour, and the nurse in charge writes the likely cause or makes a safeguarding alert "
		"within two hours. The clinical lead reads every map daily, target 95 per cent within two hours."
	),
	closure_test=(
		"Six weeks of body maps (about thirty): 95 per cent seen by the nurse within two hours, each with a "
		"cause or an alert number."
	),
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
			(
				"All units on the tablet. Two alerts made within the hour, both closed by the local authority "
				"with no further action."
			),
			70,
			"Six weeks of maps",
			14,
		),
		reading(-8, 90, 20),
	],
)


CALL_BELLS = Action(
	key="beech-call-bells",
	title="Night call bells at Beech Court answered within five minutes",
	description=(
		"By {due}, one care assistant on each floor of Beech Court carries the bell pager from 21:00 to 07:00 "
		"without other set tasks, and bells over five minutes ring at the nurse's pager. The registered "
		"manager reads the bell log on Mondays, target 90 per cent within five minutes."
	),
	closure_test=(
		"Four weeks of bell logs at night: 90 per cent within five minutes, none over fifteen, and 8 of 10 "
		"people asked say that they do not wait."
	),
	owner="gareth",
	priority="High",
	raised=-43,
	due=-2,
	measure=Measure("Night bells answered within five minutes", "%", 61, 90, since=-45),
	events=[opened(-40, by="helen"), reading(-1, 63, 214)],
)


VAGUE = Action(
	key="beech-draft-communication",
	title="Improve communication with families",
	description=(
		"Strengthen communication and ensure that staff are reminded to keep families informed as "
		"appropriate."
	),
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
		key="beech-mca-mock",
		day=-91,
		service="beech",
		type="Mock Inspection Recommendation",
		title="Conditions on DoLS authorisations cannot be shown to be met",
		summary=(
			"Eleven authorisations read. Six of nineteen conditions had an entry in the last month. "
			"{mrs:mass}'s condition, to go to Mass on Sundays, had no entry for seven months. One renewal was "
			"applied for four days after the old one ended."
		),
		people_involved="{mrs:mass} (person supported)",
		standards=["Reg 11", "Reg 13", "Effective 6"],
		theme="DoLS conditions",
		affected=1,
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
		summary=(
			"{mrs:forearm}'s daughter saw a bruise the size of a hand on her forearm. It was known to two "
			"care assistants for two days; no map, no cause, no alert. Alert made the same evening. Of 18 "
			"marks in the last month eight had been seen by the nurse within two hours."
		),
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
		key="beech-bells-complaint",
		day=-45,
		service="beech",
		type="Complaint",
		title="Call bell unanswered for 25 minutes at night",
		summary=(
			"{mrs:bell} rang at 02:10 for the toilet and was seen at 02:35, too late. She told her niece that "
			"she now drinks nothing after four. Bell log for the month: 61% within five minutes at night, the "
			"longest 41 minutes."
		),
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
		key="beech-family-survey",
		day=-8,
		service="beech",
		type="Feedback",
		title="Family survey: hard to reach the nurse in charge at weekends",
		summary=(
			"19 replies. Eleven relatives say that nobody picks up the phone on Saturdays and Sundays after "
			"lunch; the son of {mrs:phone} drove 40 miles to ask how she was."
		),
		people_involved="{mrs:phone} (person supported); her son",
		standards=["Reg 17", "Responsive 3"],
		theme="Families in care planning",
		actions=[VAGUE],
	),
]
