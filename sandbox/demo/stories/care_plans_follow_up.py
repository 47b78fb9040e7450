"""Care plans not reflecting current needs, continued: what the mock inspection and a complaint added."""

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
)

UNITS = ("Ground floor", "First floor", "Rowan unit")

HANDOVER = Action(
	key="plans-handover",
	title="Changes in need reach the care plan before the end of the shift",
	description=(
		"By {due}, any change said at handover on the three units of Beech Court (a new sling, thickened "
		"fluids, a wound) is written into the care plan by the nurse in charge before the end of that shift "
		"and ticked on the handover sheet. The clinical lead checks ten changes every Wednesday, target 90 "
		"per cent in the plan within 12 hours."
	),
	closure_test=(
		"Of 40 changes taken from four weeks of handover sheets, 36 are in the care plan within 12 hours, on "
		"all three units and on nights."
	),
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
			(
				"Tablets on every trolley. Nights were the gap: a bank nurse had no log-in. Bank log-ins are "
				"now made on booking."
			),
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
			"Changes that reach the care plan within 12 hours rose from 38% in {my:-120} to 92.5% (37 of 40) "
			"in {my:-20}. Before, they waited for the monthly rewrite, 11 days on average; on nights it went "
			"from 1 in 10 to 8 in 10 once bank nurses had log-ins.",
		),
	],
)


BED_RAILS = Action(
	key="plans-bed-rails",
	title="Capacity assessment and best interests decision for sixteen people with bed rails",
	description=(
		"By {due}, each of the sixteen people at Beech Court with bed rails has a decision-specific capacity "
		"assessment, and where they lack capacity a best interests decision with family or advocate that "
		"names the less restrictive options tried. Written by the clinical lead with the named nurse, counted "
		"weekly, target 16 of 16."
	),
	closure_test=(
		"16 of 16 files hold the assessment and, where needed, the decision; the safeguarding and MCA lead "
		"reads five and finds options weighed in each."
	),
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
			(
				"Thirteen done. Two people have nobody to speak for them; advocates (IMCA) asked for, the "
				"waiting time is five weeks."
			),
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
		"By {due}, for each of the 44 people at Beech Court the administrator writes to the person and "
		"whoever they name four weeks before the six-monthly meeting, offers video or evening, and the named "
		"nurse sends what was agreed within five working days. The registered manager counts monthly; target "
		"90 per cent of meetings with the person or family present."
	),
	closure_test=(
		"Two months of meetings (about fifteen): 90 per cent with the person or family present, and minutes "
		"sent within five working days for 13 of 15."
	),
	owner="gareth",
	priority="Medium",
	raised=-14,
	due=76,
	horizon="Long Term",
	measure=Measure("Care plan meetings with the person or family present", "%", 31, 90, since=-16),
	events=[opened(-10, by="helen")],
)


SOURCES = [
	Source(
		key="plans-follow-up",
		day=-120,
		service="beech",
		type="Mock Inspection Recommendation",
		title="Mock inspection: changes and restrictions not carried into care plans",
		summary=(
			"Mock inspection by Ruth Ellison and an expert by experience. Of 40 changes said at handover 15 "
			"were in the plan within 12 hours. Of sixteen people with bed rails three had a recorded "
			"decision; {mrs:rails} said that she would rather not have them and had never been asked."
		),
		quote=(
			"We would expect an inspector to ask to see the best interests decision for each bed rail. Three "
			"of sixteen could be shown."
		),
		people_involved="{mrs:rails} (person supported); her son",
		standards=["Reg 9", "Reg 11", "Reg 17", "Effective 6"],
		theme="Care plans out of date",
		affected=16,
		factors={
			"Record Keeping": "Nurses on bank shifts had no log-in to the care planning system.",
			"Task Design and Guidance": "The bed rails form asked for a risk score; nothing on it asked whether the person agreed.",
		},
		root_cause=(
			"Plans were changed in a monthly round only, and rails were treated as equipment instead of a "
			"restriction."
		),
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
			"The daughter of {mr:hearing} wrote that she learned from a care assistant that he is now nursed "
			"in bed in the mornings. The six-monthly meeting took place without him or her. Of the last "
			"sixteen meetings five had the person or family present. Acknowledged on the next day; full reply "
			"due within 28 days."
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
