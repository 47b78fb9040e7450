"""Willowbrook Homecare Ashmere: checks, keys and worries, beside safeguarding alerts."""

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
	verified,
)

ROUNDS = ("North round", "Town round", "Villages round", "Evening team")

SPOT_CHECKS = Action(
	key="homecare-spot-checks",
	title=(
		"Spot check of every care worker at the Ashmere branch each quarter, a third of them before 08:00 or "
		"after 20:00"
	),
	description=(
		"By {due}, each of the 42 care workers has had one unannounced spot check in the quarter, at least "
		"fourteen of them early or late, and the person is asked on the spot whether they were treated well. "
		"Planned by the care coordinator, counted fortnightly, target 42 of 42."
	),
	closure_test=(
		"Quarter's list shows 42 of 42 with at least fourteen early or late, and each shortfall found has a "
		"second check within four weeks."
	),
	owner="aisha",
	priority="Medium",
	raised=-176,
	due=-95,
	measure=Measure("Care workers with a spot check in the quarter", "%", 45, 100, since=-180),
	events=[
		opened(-174),
		progress(
			-155,
			"Three seniors get half a day a week. Eighteen done, seven of them before 08:00.",
			40,
			"Thirty done",
			-125,
		),
		reading(-128, 76, 42),
		evidence(
			-99,
			"Observation",
			"Spot checks in the quarter",
			"42 workers; three shortfalls (gloves, log-in time, no badge), each checked again.",
			Sheet(
				"spot-checks-quarter",
				"All points met at the visit",
				ROUNDS,
				42,
				39,
				("No badge", "Logged in from the car", "Gloves not changed"),
			),
		),
		reading(-99, 100, 42),
		completed(
			-97,
			(
				"Care workers seen at work in the quarter rose from 19 of 42 (45%) to 42 of 42, and early or "
				"late checks from none to sixteen. Log-ins from the car, 6 of 19 in the last quarter, fell to "
				"1 of 42."
			),
			"Tell care workers why they are seen at work, and say what was good: they ask for the next visit.",
		),
		verified(
			-86,
			"ruth",
			"Follow-up Audit",
			"Fifteen check forms against call monitoring: times agree. Rang five people; all remembered the visit.",
			15,
			100,
		),
	],
)


KEY_SAFES = Action(
	key="homecare-key-safes",
	title="Key safe codes at the Ashmere branch kept in the locked app alone, changed when a care worker leaves",
	description=(
		"By {due}, the key safe codes of 58 people are in the call monitoring app behind the worker's own "
		"log-in and nowhere else, and the coordinator has each code changed within two working days when a "
		"worker leaves. Care workers' phones are looked at in spot checks by seniors, target 100 per cent."
	),
	closure_test=(
		"Twenty phones looked at: no code in notes or messages; and for the last three leavers every code was "
		"changed within two working days."
	),
	owner="aisha",
	priority="High",
	raised=-52,
	due=-3,
	measure=Measure("Phones looked at without a code in notes or messages", "%", 35, 100, since=-54),
	events=[
		opened(-51),
		progress(
			-44,
			"Codes in the app for all 58. Workers deleted their lists in front of a senior: 27 of 42 had one.",
			50,
			"All phones seen",
			-20,
		),
		reading(-30, 83, 24),
		evidence(
			-8,
			"Observation",
			"Phones looked at in spot checks",
			"Twenty phones on all rounds, with the worker's consent.",
			Sheet("phones-without-codes", "No code in notes or messages", ROUNDS, 20, 20),
			100,
		),
		evidence(
			-7,
			"Record Sample",
			"Codes changed after the last three leavers",
			"Leaving dates against the dates in the app.",
			Note(
				"codes-after-leavers",
				(
					"Leaver 1: 14 codes, changed next working day.\nLeaver 2: 9 codes, two working "
					"days.\nLeaver 3: 11 codes, the same day."
				),
			),
		),
		completed(
			-6,
			(
				"Phones without a code in notes or messages rose from 7 of 20 (35%) to 20 of 20. Codes used "
				"to stay the same for years: after the last three leavers all 34 were changed within two "
				"working days, where none had been before."
			),
		),
	],
)


COMPLAINT_ROUTE = Action(
	key="homecare-how-to-complain",
	title="Each of 96 people can say how to raise a worry with the Ashmere branch",
	description=(
		"By {due}, the care coordinator has rung or visited each of the 96 people with the large-print or "
		"picture card that has one name and one number, and notes what they say. The registered manager asks "
		"ten people a month by phone, target 9 of 10 can say whom to ring."
	),
	closure_test=(
		"Two monthly rounds of ten people: 9 of 10 can say whom they would ring, and every worry noted in the "
		"calls has an answer within five working days."
	),
	owner="aisha",
	priority="Low",
	raised=-28,
	due=58,
	measure=Measure("People of ten asked who can say whom to ring", "people", 4, 9, since=-30),
	events=[opened(-24)],
)


TRAINING_DRAFT = Action(
	key="homecare-draft-training",
	title="Additional training",
	description=(
		"All staff to be reminded of the importance of recording and to receive additional training where "
		"necessary."
	),
	raised=-4,
	owner="aisha",
	due=45,
	priority="Medium",
	by="tomasz",
)


SOURCES = [
	Source(
		key="homecare-checks-audit",
		day=-180,
		service="homecare",
		type="Audit Finding",
		title="Spot checks overdue for more than half of the care workers",
		summary=(
			"Branch audit: 19 of 42 care workers had a spot check in the quarter, none before 08:00 or after "
			"20:00. Six of 19 logged in from the car. {mrs:early} said that her morning worker does not take "
			"her coat off."
		),
		people_involved="{mrs:early} (person supported)",
		standards=["Reg 17", "Reg 18", "Safe 6"],
		theme="Supervision of care",
		affected=0,
		external_id="AUD-HC-0077",
		factors={"Staffing and Workload": "Seniors covered calls in the hours that were meant for checks."},
		actions=[SPOT_CHECKS],
	),
	Source(
		key="homecare-codes",
		day=-54,
		service="homecare",
		type="Risk Control Failure",
		title="Lost phone with key safe codes in its notes",
		summary=(
			"A care worker lost her phone on a bus with 22 key safe codes and first names in its notes. All "
			"22 codes changed within the day, people told, reported to the data protection lead. {mr:lock} "
			"did not sleep until a relative had fitted a bolt."
		),
		people_involved="{mr:lock} and 21 others (people supported)",
		standards=["Reg 12", "Reg 17", "Safe 3"],
		theme="Access to people's homes",
		harm="Low",
		affected=22,
		external_id="RSK-HC-021",
		factors={
			"Task Design and Guidance": "The app took nine taps to show a code at the door, so workers kept lists."
		},
		actions=[KEY_SAFES],
	),
	Source(
		key="homecare-survey",
		day=-30,
		service="homecare",
		type="Feedback",
		title="Yearly survey: four of ten know whom to ring with a worry",
		summary=(
			"51 of 96 answered. People like their regular workers (49 of 51). Of ten rung at random four "
			"could say whom to ring with a worry; {mrs:worry} had kept one to herself for months."
		),
		people_involved="{mrs:worry} (person supported)",
		standards=["Reg 16", "Responsive 4"],
		theme="Raising worries",
		factors={"Communication": "The complaints leaflet is on page 31 of the folder, in nine-point print."},
		actions=[COMPLAINT_ROUTE, TRAINING_DRAFT],
	),
]
