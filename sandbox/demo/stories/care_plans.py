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
	sustained,
	verified,
)

UNITS = ("Ground floor", "First floor", "Rowan unit")

RESIDENT_OF_THE_DAY = Action(
	key="plans-resident-of-the-day",
	title="Resident of the day: every one of 44 care plans rewritten with the person each month",
	description=(
		"By {due}, two people a day at Beech Court are resident of the day: the named nurse, the care assistant, the kitchen and the "
		"person or their family go through the whole care plan and change what is out of date before 20:00. The registered manager samples five "
		"plans every Friday, target 95 per cent matching what staff do and what the person says."
	),
	closure_test="Sample of 20 plans over all three units, read at the bedside: 19 match the person's present needs in mobility, skin, eating and continence.",
	owner="gareth",
	priority="Critical",
	raised=-282,
	due=-200,
	measure=Measure("Care plans that match the person's present needs", "%", 55, 95, since=-286),
	events=[
		opened(-281, by="helen"),
		progress(
			-268,
			"Rota of names on the nurses' station. First week: fourteen plans, all needed changes, mostly mobility after hospital.",
			20,
			"First month round all units",
			-240,
		),
		reading(-246, 74, 20),
		progress(
			-238,
			"All 44 done once. Kitchen now comes to the meeting and found four people whose texture level had changed.",
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
			"Plans that match present needs rose from 11 of 20 (55%) at the inspection to 19 of 20 (95%). Plans used to be re-dated monthly in the "
			"office; now they are read with the person, and 44 plans had 131 changes in the first round.",
		),
		verified(
			-190,
			"ruth",
			"Follow-up Audit",
			"Fifteen plans at the bedside on a Saturday: 14 match. Agency nurse found the turning interval in under a minute.",
			15,
			93.3,
		),
		sustained(
			-98,
			"ruth",
			"Follow-up Audit",
			"Rowan unit has had no resident of the day for five weeks while its nurse post is vacant: 6 of 15 plans there are out of date.",
			15,
			60,
			outcome="Not Embedded",
		),
		progress(
			-92,
			"Rowan's turn is now led by the senior care assistant with the first-floor nurse. The day's name is on the handover sheet, so a missed day shows.",
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
			"After the slip to 60% on Rowan unit in {my:-98}, matching plans rose to 19 of 20 (95%) over all three units. The turn no longer depends on the "
			"nurse in post: the handover sheet names the day's person, and none of 58 days was missed.",
			"A routine that hangs on one post goes when the post is empty. Put it on the handover sheet.",
		),
		verified(
			-28,
			"ruth",
			"Follow-up Audit",
			"Sixteen plans, eight on Rowan unit, read with the people themselves: 15 match. Handover sheets complete for six weeks.",
			16,
			93.8,
		),
	],
)

HANDOVER = Action(
	key="plans-handover",
	title="Changes in need reach the care plan before the end of the shift",
	description=(
		"By {due}, any change said at handover on the three units of Beech Court (a new sling, thickened fluids, a wound) is written into the care plan by the "
		"nurse in charge before the end of that shift and ticked on the handover sheet. The clinical lead checks ten changes every Wednesday, "
		"target 90 per cent in the plan within 12 hours."
	),
	closure_test="Of 40 changes taken from four weeks of handover sheets, 36 are in the care plan within 12 hours, on all three units and on nights.",
	owner="carol",
	priority="High",
	raised=-118,
	due=-14,
	measure=Measure("Changes from handover in the care plan within 12 hours", "%", 38, 90, since=-120),
	events=[
		opened(-116),
		progress(
			-100,
			"Handover sheet has a column for the plan. Ground floor first; nurses ask for the tablet at the trolley.",
			25,
			"Tablets on all trolleys",
			-75,
		),
		reading(-72, 64, 39),
		progress(
			-66,
			"Tablets on every trolley. Nights were the gap: a bank nurse had no log-in. Bank log-ins are now made on booking.",
			60,
			"Four weeks of checks on all units",
			-30,
		),
		reading(-38, 82, 40),
		evidence(
			-20,
			"Record Sample",
			"Forty changes followed from handover to plan",
			"Ten a week over four weeks; nights included.",
			Sheet(
				"changes-from-handover",
				"In the plan within 12 hours",
				UNITS,
				40,
				37,
				("Written next morning", "Not found in the plan"),
			),
			92.5,
		),
		completed(
			-17,
			"Changes that reach the care plan within 12 hours rose from 38% in {my:-120} to 92.5% (37 of 40) in {my:-20}. Before, they waited for the monthly "
			"rewrite, 11 days on average; on nights it went from 1 in 10 to 8 in 10 once bank nurses had log-ins.",
		),
	],
)

BED_RAILS = Action(
	key="plans-bed-rails",
	title="Capacity assessment and best interests decision for sixteen people with bed rails",
	description=(
		"By {due}, each of the sixteen people at Beech Court with bed rails has a decision-specific capacity assessment, and where they lack "
		"capacity a best interests decision with family or advocate that names the less restrictive options tried. Written by the clinical lead with the "
		"named nurse, counted weekly, target 16 of 16."
	),
	closure_test="16 of 16 files hold the assessment and, where needed, the decision; the safeguarding and MCA lead reads five and finds options weighed in each.",
	owner="carol",
	priority="High",
	raised=-117,
	due=-21,
	measure=Measure("People with bed rails whose decision is recorded", "people", 3, 16, since=-120),
	events=[
		opened(-115),
		progress(
			-95,
			"Seven done. For two people the rails were taken away: a low bed and a mat do it.",
			45,
			"Twelve of sixteen",
			-60,
		),
		reading(-90, 7),
		progress(
			-58,
			"Eleven done. Families of three live abroad; meetings by video set up.",
			65,
			"All sixteen",
			-22,
		),
		reading(-56, 11),
		progress(
			-9,
			"Thirteen done. Two people have nobody to speak for them; advocates (IMCA) asked for, the waiting time is five weeks.",
			80,
			"IMCA appointed for two people",
			12,
			barrier="IMCA service has a five-week wait; two decisions cannot be made lawfully without it.",
		),
		reading(-9, 13),
	],
)

FAMILY_REVIEW = Action(
	key="plans-family",
	title="Families asked to every six-monthly care plan meeting, with four weeks' notice",
	description=(
		"By {due}, for each of the 44 people at Beech Court the administrator writes to the person and whoever they name four weeks before the six-monthly "
		"meeting, offers video or evening, and the named nurse sends what was agreed within five working days. The registered manager counts "
		"monthly; target 90 per cent of meetings with the person or family present."
	),
	closure_test="Two months of meetings (about fifteen): 90 per cent with the person or family present, and minutes sent within five working days for 13 of 15.",
	owner="gareth",
	priority="Medium",
	raised=-14,
	due=76,
	horizon="Long Term",
	measure=Measure("Care plan meetings with the person or family present", "%", 31, 90, since=-16),
	events=[opened(-10, by="helen")],
)

SUMMARY_CARD = Action(
	key="plans-summary-card",
	title="One-page summary inside each wardrobe door for agency and new staff",
	description=(
		"By {due}, each bedroom at Beech Court has a one-page summary inside the wardrobe door: how I move, eat, sleep, what upsets me, what to ring about. "
		"Made by the named care assistant with the person, checked weekly by the clinical lead, target 44 of 44 and the same date as the plan."
	),
	closure_test="44 of 44 summaries are no older than the plan, and 9 of 10 agency staff asked know the person's transfer and diet from it.",
	owner="carol",
	priority="Medium",
	raised=-280,
	due=-220,
	measure=Measure("Agency staff who know transfer and diet when asked", "%", 40, 90, since=-284),
	events=[
		opened(-279),
		progress(
			-262,
			"Rowan unit done with people's own photographs. Two people did not want it on the door; theirs is in the drawer.",
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
			"Agency staff who know how a person moves and eats rose from 4 of 10 in {my:-284} to 9 of 10. Before, they asked a colleague or guessed; now they open the wardrobe door.",
		),
		verified(
			-212,
			"helen",
			"Observation",
			"Eight rooms on two units with an agency carer beside me. Seven right at once, one looked it up on the card.",
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
			"Inspection report for Beech Court, rated requires improvement in effective and well-led. Eleven of 20 care plans sampled matched what "
			"inspectors saw. {mrs:sling} was moved with a sling that her plan did not name; {mr:fluids} had thickened fluids for three weeks before "
			"the plan said so. Agency nurses told inspectors that they relied on colleagues."
		),
		quote=(
			"Care plans did not always reflect people's current needs. Nine of the 20 we looked at were out of date. Staff knew people well, but agency "
			"staff could not have provided safe care from the records. This was a breach of Regulation 17."
		),
		people_involved="{mrs:sling}, {mr:fluids} (people supported)",
		standards=["Reg 9", "Reg 17", "Effective 1", "Responsive 1"],
		theme="Care plans out of date",
		harm="Low",
		affected=9,
		external_id="CQC-BC-1",
		factors={
			"Care Planning": "The monthly review was a signature and a date in the office, without the person and without reading the plan.",
			"Staffing and Workload": "Agency nurses on four nights out of seven had no time or log-in to write in the plan.",
			"Leadership and Culture": "Audits counted that plans had been signed, not whether they were true.",
		},
		root_cause="The audit measured the date on the plan. So the date was kept current, and the plan was not.",
		investigated=-283,
		by="helen",
		actions=[RESIDENT_OF_THE_DAY, SUMMARY_CARD],
	),
	Source(
		key="plans-follow-up",
		day=-120,
		service="beech",
		type="Mock Inspection Recommendation",
		title="Mock inspection: changes and restrictions not carried into care plans",
		summary=(
			"Mock inspection by Ruth Ellison and an expert by experience. Of 40 changes said at handover 15 were in the plan within 12 hours. Of sixteen people "
			"with bed rails three had a recorded decision; {mrs:rails} said that she would rather not have them and had never been asked."
		),
		quote="We would expect an inspector to ask to see the best interests decision for each bed rail. Three of sixteen could be shown.",
		people_involved="{mrs:rails} (person supported); her son",
		standards=["Reg 9", "Reg 11", "Reg 17", "Effective 6"],
		theme="Care plans out of date",
		affected=16,
		factors={
			"Record Keeping": "Nurses on bank shifts had no log-in to the care planning system.",
			"Task Design and Guidance": "The bed rails form asked for a risk score; nothing on it asked whether the person agreed.",
		},
		root_cause="Plans were changed in a monthly round only, and rails were treated as equipment instead of a restriction.",
		by="helen",
		actions=[HANDOVER, BED_RAILS],
	),
	Source(
		key="plans-complaint",
		day=-16,
		occurred=-19,
		service="beech",
		type="Complaint",
		title="Daughter not told about a change to the care plan, nor asked to the meeting",
		summary=(
			"The daughter of {mr:hearing} wrote that she learned from a care assistant that he is now nursed in bed in the mornings. The six-monthly meeting "
			"took place without him or her. Of the last sixteen meetings five had the person or family present. Acknowledged on the next day; "
			"full reply due within 28 days."
		),
		people_involved="{mr:hearing} (person supported); his daughter",
		standards=["Reg 9", "Reg 16", "Responsive 4"],
		theme="Families in care planning",
		affected=1,
		external_id="CMP-BC-071",
		factors={
			"Communication": "Meetings are set a week ahead by the nurse on duty; nobody owns the invitation."
		},
		actions=[FAMILY_REVIEW],
	),
]
