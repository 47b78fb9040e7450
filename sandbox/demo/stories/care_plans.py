"""Worked example: care plans that do not reflect current needs, from an inspection report's finding."""

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
	sustained,
	verified,
)

UNITS = ("Ground floor", "First floor", "Rowan unit")

RESIDENT_OF_THE_DAY = Action(
	key="plans-resident-of-the-day",
	title="Resident of the day: every one of 44 care plans rewritten with the person each month",
	description=(
		"By {due}, two people a day at Beech Court are resident of the day: the named nurse, the care "
		"assistant, the kitchen and the person or their family go through the whole care plan and change what "
		"is out of date before 20:00. The registered manager samples five plans every Friday, target 95 per "
		"cent matching what staff do and what the person says."
	),
	closure_test=(
		"Sample of 20 plans over all three units, read at the bedside: 19 match the person's present needs in "
		"mobility, skin, eating and continence."
	),
	owner="gareth",
	priority="Critical",
	raised=-282,
	due=-200,
	measure=Measure("Care plans that match the person's present needs", "%", 55, 95, since=-286),
	events=[
		opened(-281, by="helen"),
		progress(
			-268,
			(
				"Rota of names on the nurses' station. First week: fourteen plans, all needed changes, mostly "
				"mobility after hospital."
			),
			20,
			"First month round all units",
			-240,
		),
		reading(-246, 74, 20),
		progress(
			-238,
			(
				"All 44 done once. Kitchen now comes to the meeting and found four people whose texture level "
				"had changed."
			),
			60,
			"Second month",
			-210,
		),
		reading(-214, 90, 20),
		evidence(
			-206,
			"Audit Result",
			"Care plans read at the bedside, all units",
			"Twenty plans chosen by the lead nurse of another unit.",
			Sheet(
				"care-plans-at-the-bedside",
				"Plan matches present needs",
				UNITS,
				20,
				19,
				("Hoist sling size changed, plan not",),
			),
			95,
		),
		completed(
			-203,
			"Plans that match present needs rose from 11 of 20 (55%) at the inspection to 19 of 20 (95%). "
			"Plans used to be re-dated monthly in the office; now they are read with the person, and 44 plans "
			"had 131 changes in the first round.",
		),
		verified(
			-190,
			"ruth",
			"Follow-up Audit",
			(
				"Fifteen plans at the bedside on a Saturday: 14 match. Agency nurse found the turning "
				"interval in under a minute."
			),
			15,
			93.3,
		),
		sustained(
			-98,
			"ruth",
			"Follow-up Audit",
			(
				"Rowan unit has had no resident of the day for five weeks while its nurse post is vacant: 6 "
				"of 15 plans there are out of date."
			),
			15,
			60,
			outcome="Not Embedded",
		),
		reschedule(
			-96,
			-38,
			"Reopened for Rowan unit: one more round of all plans and a fresh sample take two months.",
		),
		progress(
			-92,
			(
				"Rowan's turn is now led by the senior care assistant with the first-floor nurse. The day's "
				"name is on the handover sheet, so a missed day shows."
			),
			50,
			"All units done once more",
			-65,
		),
		reading(-64, 85, 20),
		progress(
			-60,
			"No day missed in four weeks on any unit. New Rowan nurse started.",
			80,
			"Sample by the other home's deputy",
			-45,
		),
		evidence(
			-42,
			"Audit Result",
			"Care plans at the bedside, sampled by Alder House's deputy",
			"Twenty plans, seven of them on Rowan unit.",
			Sheet(
				"care-plans-second-sample",
				"Plan matches present needs",
				UNITS,
				20,
				19,
				("Fluid target of last month",),
			),
			95,
		),
		completed(
			-40,
			"After the slip to 60% on Rowan unit in {my:-98}, matching plans rose to 19 of 20 (95%) over all "
			"three units. The turn no longer depends on the nurse in post: the handover sheet names the day's "
			"person, and none of 58 days was missed.",
			"A routine that hangs on one post goes when the post is empty. Put it on the handover sheet.",
		),
		verified(
			-28,
			"ruth",
			"Follow-up Audit",
			(
				"Sixteen plans, eight on Rowan unit, read with the people themselves: 15 match. Handover "
				"sheets complete for six weeks."
			),
			16,
			93.8,
		),
	],
)


SUMMARY_CARD = Action(
	key="plans-summary-card",
	title="One-page summary inside each wardrobe door for agency and new staff",
	description=(
		"By {due}, each bedroom at Beech Court has a one-page summary inside the wardrobe door: how I move, "
		"eat, sleep, what upsets me, what to ring about. Made by the named care assistant with the person, "
		"checked weekly by the clinical lead, target 44 of 44 and the same date as the plan."
	),
	closure_test=(
		"44 of 44 summaries are no older than the plan, and 9 of 10 agency staff asked know the person's "
		"transfer and diet from it."
	),
	owner="carol",
	priority="Medium",
	raised=-280,
	due=-220,
	measure=Measure("Agency staff who know transfer and diet when asked", "%", 40, 90, since=-284),
	events=[
		opened(-279),
		progress(
			-262,
			(
				"Rowan unit done with people's own photographs. Two people did not want it on the door; "
				"theirs is in the drawer."
			),
			40,
			"All 44 rooms",
			-235,
		),
		reading(-240, 70, 10),
		evidence(
			-228,
			"Observation",
			"Ten agency staff asked at the bedside",
			"Over three weeks, days and nights.",
			Sheet("agency-asked", "Knows transfer and diet", UNITS, 10, 9, ("Did not know the fluid level",)),
			90,
		),
		completed(
			-226,
			(
				"Agency staff who know how a person moves and eats rose from 4 of 10 in {my:-284} to 9 of 10. "
				"Before, they asked a colleague or guessed; now they open the wardrobe door."
			),
		),
		verified(
			-212,
			"helen",
			"Observation",
			(
				"Eight rooms on two units with an agency carer beside me. Seven right at once, one looked it "
				"up on the card."
			),
			8,
			100,
		),
		sustained(
			-120,
			"ruth",
			"Observation",
			"Ten rooms; all cards dated within the month. Nine of ten agency staff knew.",
			10,
			90,
		),
		sustained(
			-31,
			"ruth",
			"Observation",
			"Eight rooms, including three people who came since. All in place.",
			8,
			100,
		),
	],
)


SOURCES = [
	Source(
		key="plans-inspection",
		day=-286,
		occurred=-300,
		service="beech",
		type="Inspection Report Finding",
		title="Inspection report: care plans did not reflect people's current needs",
		summary=(
			"Inspection report for Beech Court, rated requires improvement in effective and well-led. Eleven "
			"of 20 care plans sampled matched what inspectors saw. {mrs:sling} was moved with a sling that "
			"her plan did not name; {mr:fluids} had thickened fluids for three weeks before the plan said so. "
			"Agency nurses told inspectors that they relied on colleagues."
		),
		quote=(
			"Care plans did not always reflect people's current needs. Nine of the 20 we looked at were out "
			"of date. Staff knew people well, but agency staff could not have provided safe care from the "
			"records. This was a breach of Regulation 17."
		),
		people_involved="{mrs:sling}, {mr:fluids} (people supported)",
		standards=["Reg 9", "Reg 17", "Effective 1", "Responsive 1"],
		theme="Care plans out of date",
		harm="Low",
		affected=9,
		external_id="CQC-BC-1",
		factors={
			"Care Planning": (
				"The monthly review was a signature and a date in the office, without the person and without "
				"reading the plan."
			),
			"Staffing and Workload": "Agency nurses on four nights out of seven had no time or log-in to write in the plan.",
			"Leadership and Culture": "Audits counted that plans had been signed, not whether they were true.",
		},
		root_cause="The audit measured the date on the plan. So the date was kept current, and the plan was not.",
		investigated=-283,
		by="helen",
		actions=[RESIDENT_OF_THE_DAY, SUMMARY_CARD],
		shared={"karen": -24},
	),
]
