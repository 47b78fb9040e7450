"""Willowbrook Homecare Ashmere: calls that come late, alone or not at all."""

from ..files import Series
from ..model import (
	Action,
	Measure,
	Source,
	cancelled,
	evidence,
	opened,
	progress,
	reading,
	reschedule,
)

PUNCTUALITY = Action(
	key="homecare-punctuality",
	title="Weekend calls within 20 minutes of the agreed time on all four rounds",
	description=(
		"By {due}, the weekend rounds of the Ashmere branch are planned with real travel times from call "
		"monitoring, and anyone whose call will be over 20 minutes late is rung before the due time. The "
		"registered manager reads the Monday report, target 92 per cent of weekend calls within 20 minutes."
	),
	closure_test=(
		"Six weekend reports running at 92 per cent or more, and of twenty late calls at least eighteen were "
		"announced by phone."
	),
	owner="tomasz",
	priority="High",
	raised=-146,
	due=-70,
	measure=Measure("Weekend calls within 20 minutes of the agreed time", "%", 68, 92, since=-150),
	events=[
		opened(-143, by="helen"),
		progress(
			-130,
			"Travel times measured for 61 legs: the Villages round was planned with 5 minutes for a 14-minute drive.",
			25,
			"Rounds replanned",
			-105,
		),
		reading(-104, 75, 412),
		progress(
			-98,
			"North and Town rounds replanned. Calls announced by phone: 11 of 20.",
			45,
			"Villages round",
			-75,
		),
		reschedule(
			-74,
			-35,
			"The Villages round needs a sixth weekend driver; interviews are on {d:-60}.",
			by="helen",
		),
		reading(-66, 83, 405),
		evidence(
			-64,
			"Incident Trend",
			"Weekend punctuality from call monitoring",
			"All weekend calls, four rounds.",
			Series(
				"weekend-punctuality",
				"Weekend calls within 20 minutes, %",
				((-150, 68), (-104, 75), (-66, 83)),
			),
		),
		progress(-40, "Driver appointed, waiting for the DBS check.", 60, "Sixth driver on the round", -20),
		reschedule(-37, 8, "DBS check of the new driver took five weeks; she starts on {d:-15}.", by="helen"),
		progress(
			-6,
			"Two weekends with six drivers: 90 and 91 per cent. Late calls announced: 17 of 19.",
			85,
			"Six weekend reports",
			7,
		),
		reading(-6, 91, 398),
	],
)


CONTINUITY = Action(
	key="homecare-continuity",
	title="No more than six different care workers a fortnight for each of the eleven hospital-discharge packages",
	description=(
		"By {due}, each of the eleven short-term packages from the hospital discharge team is served by at "
		"most six named care workers in any fortnight, planned by the care coordinator on Wednesdays and "
		"counted from call monitoring, target 11 of 11."
	),
	closure_test="Three fortnightly counts: 11 of 11 packages with six or fewer different care workers.",
	owner="aisha",
	priority="Medium",
	raised=-145,
	due=-60,
	measure=Measure("Packages with six or fewer care workers in a fortnight", "packages", 2, 11, since=-150),
	events=[
		opened(-142),
		progress(-125, "Named teams of six for four packages.", 30, "Seven packages", -100),
		reading(-110, 4),
		cancelled(
			-92,
			(
				"The hospital discharge contract went back to the local authority on {d:-95}; the branch has "
				"none of these packages any more. Continuity for long-term packages stands in the weekend "
				"action."
			),
		),
	],
)


MISSED_VISIT = Action(
	key="homecare-missed-visit",
	title="Unlogged calls at the Ashmere branch chased within 15 minutes, day and evening",
	description=(
		"By {due}, a call not logged in 15 minutes after its time alarms on the coordinator's and the on-call "
		"phone; they ring the care worker, then the person, then send somebody, with each step in the log. "
		"The registered manager reads all alarms daily, target 98 per cent acted on within 15 minutes."
	),
	closure_test=(
		"Eight weeks of alarms: 98 per cent acted on within 15 minutes, and no visit missed without somebody "
		"at the door within the hour."
	),
	owner="aisha",
	priority="Critical",
	raised=-5,
	due=30,
	measure=Measure("Alarms acted on within 15 minutes", "%", 47, 98, since=-6),
	events=[opened(-3)],
)


DOUBLE_UPS = Action(
	key="homecare-double-ups",
	title="Both care workers present for the whole of each double-up call at the Ashmere branch",
	description=(
		"By {due}, all 63 weekly double-up calls of the Ashmere branch are rostered for two workers with the "
		"same start and end, and the branch sees log-ins more than five minutes apart as an alarm. The "
		"registered manager reads the double-up report weekly, target 97 per cent."
	),
	closure_test=(
		"Four weekly reports: 97 per cent of double-up calls with both logged in within five minutes and for "
		"the whole call, and no hoist used by one worker."
	),
	owner="tomasz",
	priority="High",
	raised=-63,
	due=10,
	measure=Measure("Double-up calls with both workers for the whole call", "%", 71, 97, since=-65),
	events=[
		opened(-61, by="helen"),
		progress(
			-50,
			"Alarm set in call monitoring. Most gaps are the second worker coming late from a single call before.",
			30,
			"Rounds joined into pairs",
			-25,
		),
		reading(-32, 84, 63),
		progress(
			-8,
			(
				"Six pairs of workers run together on Town and North. Five people wait for an occupational "
				"therapist to say whether one worker and a ceiling hoist would do; until then they stay "
				"double."
			),
			55,
			"OT visits for five people",
			9,
			barrier="Occupational therapy assessments have a nine-week wait at the local authority.",
		),
		reading(-8, 91, 63),
	],
)


SOURCES = [
	Source(
		key="homecare-late-calls",
		day=-150,
		service="homecare",
		type="Complaint",
		title="Three complaints in a month about late weekend calls",
		summary=(
			"{mr:insulin} waited until 10:25 on a Sunday for a call due at 09:00 and took his insulin without "
			"breakfast. Two more families wrote. 68% of weekend calls were within 20 minutes, and people "
			"discharged from hospital met up to fourteen different workers in a fortnight."
		),
		people_involved="{mr:insulin} (person supported); three families",
		standards=["Reg 9", "Reg 16", "Reg 18", "Responsive 2"],
		theme="Late calls",
		harm="Low",
		affected=3,
		external_id="CMP-HC-112",
		factors={
			"Task Design and Guidance": "Rounds were planned with five minutes of travel whatever the distance.",
			"Staffing and Workload": "Five drivers for six weekend rounds.",
		},
		root_cause="The plan could not be kept even on a good day, so lateness was nobody's exception.",
		actions=[PUNCTUALITY, CONTINUITY],
	),
	Source(
		key="homecare-double-up-supervision",
		day=-65,
		service="homecare",
		type="Staff Supervision",
		title="Care worker hoisted a person alone because the second worker was late",
		summary=(
			"Said in supervision: on two evenings the worker used the hoist alone with {mrs:hoist} after "
			"waiting 25 minutes. No injury. In the log 45 of 63 double-up calls had both workers for the "
			"whole call."
		),
		people_involved="{mrs:hoist} (person supported)",
		standards=["Reg 12", "Reg 18", "Safe 6"],
		theme="Moving and handling",
		affected=1,
		factors={
			"Staffing and Workload": "Double-ups are made of two single rounds that meet, so one late call makes both late."
		},
		actions=[DOUBLE_UPS],
	),
	Source(
		key="homecare-missed",
		day=-6,
		occurred=-7,
		service="homecare",
		type="Incident",
		title="Missed evening visit, person found on the floor next morning",
		summary=(
			"{mr:evening-visit}'s call at 20:00 was not logged and nobody noticed. The morning worker found "
			"him on the kitchen floor at 07:40, cold, with a bruised hip. Hospital overnight. The alarm had "
			"gone to a phone in a drawer. Family met, duty of candour, local authority told."
		),
		people_involved="{mr:evening-visit} (person supported); his brother; evening coordinator",
		standards=["Reg 12", "Reg 18", "Reg 20", "Safe 2"],
		theme="Missed visits",
		harm="Moderate",
		affected=1,
		safeguarding=True,
		notifiable=True,
		external_id="INC-HC-0214",
		actions=[MISSED_VISIT],
	),
]
