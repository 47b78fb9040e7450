"""Worked example: a series of falls in a residential service, four incidents and what grew out of them."""

from ..files import Paper, Series, Sheet
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

WINGS = ("Garden wing", "Church wing", "Top floor")

RISK_ASSESSMENTS = Action(
	key="falls-risk-assessments",
	title="Multifactorial falls assessment and GP medicines review for all 36 people at Alder House",
	description=(
		"By {due}, each of the 36 people living at Alder House has a multifactorial falls assessment (footwear, vision, continence, "
		"lying and standing blood pressure, medicines, cognition) done by the registered manager with the community falls team, and "
		"everyone on four or more medicines has had them looked at by the GP. Counted weekly, target 36 of 36."
	),
	closure_test="36 of 36 assessments dated within the last three months, and 10 of 10 sampled care plans carry what the assessment found.",
	owner="priya",
	priority="High",
	raised=-236,
	due=-160,
	measure=Measure("People with a full falls assessment in date", "%", 42, 100, since=-240),
	events=[
		opened(-234),
		progress(
			-222,
			"Falls team nurse comes on two Wednesdays. Twelve done: four people had a postural drop nobody had measured before.",
			40,
			"Top floor complete",
			-200,
		),
		reading(-200, 75, 36),
		progress(
			-192,
			"GP stopped or lowered a sedative or blood pressure tablet for nine people. Two optician visits booked.",
			80,
			"Last nine people, after hospital stays",
			-172,
		),
		evidence(
			-170,
			"Audit Result",
			"Falls assessments, whole house",
			"All 36 in date. Ten care plans read against the assessment: all ten carry it into the moving and handling section.",
			Sheet("falls-assessments-whole-house", "Assessment in date and in the care plan", WINGS, 36, 36),
			100,
		),
		completed(
			-166,
			"People with a full assessment in date went from 15 of 36 (42%) to 36 of 36 (100%). Before, the form asked only whether someone "
			"had fallen; now blood pressure is measured lying and standing, which found four postural drops, and nine people take fewer "
			"sedating medicines than in {my:-240}.",
			"Ask the GP for the medicines review by list, all at once, rather than person by person.",
		),
		verified(
			-152,
			"ruth",
			"Follow-up Audit",
			"Sampled twelve people across both floors. Assessments in date, and the care assistants I asked knew who has a postural drop.",
			12,
			100,
		),
		sustained(
			-60,
			"ruth",
			"Follow-up Audit",
			"34 people now; 34 in date, the three new arrivals within five days of moving in.",
			34,
			100,
		),
	],
)

POST_FALL_HUDDLE = Action(
	key="falls-huddle",
	title="Post-fall huddle within one hour of every fall, with a change made the same day",
	description=(
		"By {due}, after every fall at Alder House the shift lead holds a ten-minute huddle within one hour at the place of the fall: what "
		"was the person doing, what has to change today, who does it. Written in the falls diary and read by the deputy manager each "
		"morning; target 95 per cent of falls with a huddle, and repeat falls within 30 days at two or fewer a month."
	),
	closure_test=(
		"For two months running at least 95 per cent of falls have a huddle within one hour with a named change, and no more than two "
		"people a month fall again within 30 days."
	),
	owner="samuel",
	priority="High",
	raised=-150,
	due=-62,
	measure=Measure("People falling again within 30 days", "people a month", 7, 2, since=-152),
	events=[
		opened(-148),
		progress(
			-139,
			"Huddle card printed, one side. Tried on the Garden wing for two weeks, five falls, five huddles.",
			20,
			"Both floors",
			-118,
		),
		reading(-120, 6),
		progress(
			-112,
			"Both floors. Night leads hold it with the on-call manager by phone because there are only three staff on.",
			55,
			"First month with every fall huddled",
			-88,
		),
		reading(-90, 4),
		evidence(
			-74,
			"Incident Trend",
			"Repeat falls within 30 days, five months",
			"From the falls diary, checked against the incident forms.",
			Series(
				"repeat-falls",
				"People falling again within 30 days",
				((-152, 7), (-120, 6), (-90, 4), (-74, 3)),
			),
			3,
		),
		completed(
			-70,
			"People falling again within 30 days fell from 7 in {my:-152} to 3 in {my:-74}. A fall used to be followed by a form for the office; "
			"now the shift changes something the same day, such as the bed height or the walking frame's place, in 14 of 15 falls.",
		),
		verified(
			-56,
			"ruth",
			"Follow-up Audit",
			"Of nine falls since completion six had a huddle; all three without one were at night. On days the practice is settled and the "
			"changes are specific. Nights need the same before I can call this embedded.",
			9,
			3,
			outcome="Partially Embedded",
		),
		progress(
			-50,
			"Night huddle cut to four questions, led by the senior on shift; the on-call manager reads it by 07:30. Night seniors wrote it.",
			70,
			"Four weeks of nights with every fall huddled",
			-20,
		),
		reading(-36, 2),
		evidence(
			-16,
			"Record Sample",
			"Falls diary, four weeks, day and night",
			"Eleven falls, five at night. Eleven huddles within the hour, ten with a named change.",
			Sheet("falls-diary-sample", "Huddle within one hour", WINGS, 11, 11),
			1,
		),
		completed(
			-12,
			"Huddles after night falls went from 0 of 3 to 5 of 5, and over day and night from 6 of 9 to 11 of 11. People falling again within 30 "
			"days fell from 7 in {my:-152} to 1 in {my:-16}.",
			"The night team needed their own version, not the day form with fewer staff.",
		),
	],
)

SENSOR_MATS = Action(
	key="falls-sensor-mats",
	title="Sensor mats linked to the call bells for eleven people who fall at night",
	description=(
		"By {due}, the eleven people at Alder House who have fallen between 22:00 and 07:00 each have a sensor mat that rings through the "
		"call bell system to the night pagers, with consent or a best interests decision on file. The registered manager reads the bell "
		"log every Monday; target 90 per cent of mat alarms answered within three minutes."
	),
	closure_test="Bell log over four weeks shows 90 per cent of mat alarms answered within three minutes, and 11 of 11 people have consent or a best interests decision recorded.",
	owner="martin",
	priority="High",
	raised=-149,
	due=-90,
	measure=Measure("Night mat alarms answered within three minutes", "%", 54, 90, since=-150),
	events=[
		opened(-147),
		progress(
			-133,
			"Call bell contractor surveyed: the old receivers take six mats, not eleven. Quote asked for.",
			15,
			"Receivers ordered",
			-115,
		),
		reschedule(
			-100,
			-45,
			"The call bell contractor needs eight weeks for the five extra receivers; six mats go in meanwhile.",
		),
		progress(
			-96,
			"Six mats in, for the people with two or more night falls. Best interests decisions done for four of the six.",
			45,
			"Remaining five receivers fitted",
			-48,
		),
		reading(-80, 68, 61),
		reschedule(
			-47,
			-9,
			"Contractor cancelled the fitting twice: the firmware does not pair with the 2019 pagers and new ones are on order.",
		),
		progress(
			-40,
			"Five people still without a mat have hourly checks from 22:00, written on the night sheet.",
			55,
			"New pagers delivered",
			-18,
			barrier="Call bell contractor cannot give a delivery date for the replacement pagers.",
		),
		reading(-30, 77, 66),
		progress(
			-8,
			"Three of eight pagers came. Chased again with the contractor's area manager; Helen has the contract out to look at penalties.",
			60,
			"All eight pagers paired",
			11,
			barrier="Five pagers still outstanding with the call bell contractor.",
		),
	],
)

FALLS_BOARD = Action(
	key="falls-board",
	title="Monthly falls meeting at Alder House works from times and places, not totals",
	description=(
		"By {due}, the monthly falls meeting at Alder House uses one page that shows each fall by hour, room and activity for the last 90 days, "
		"names at most three changes, and checks the last three. Kept by the deputy manager, target falls per 1,000 bed days down "
		"from 11.2 to 7."
	),
	closure_test="Three meetings running have the page and a check on each earlier change in the minutes, and the rate is at or under 7 for two months.",
	owner="samuel",
	priority="Medium",
	raised=-235,
	due=-140,
	measure=Measure("Falls per 1,000 bed days, Alder House", "falls", 11.2, 7, since=-240),
	events=[
		opened(-233),
		progress(
			-220,
			"First page shows 40 per cent of falls between 16:00 and 18:00, in the corridor to the dining room.",
			30,
			"Second meeting",
			-190,
		),
		reading(-205, 10.1),
		progress(
			-188,
			"Tea moved to 16:30 in both lounges and a member of staff sits in the corridor at that hour.",
			60,
			"Third meeting",
			-160,
		),
		reading(-175, 8),
		evidence(
			-152,
			"Incident Trend",
			"Falls per 1,000 bed days, four months",
			"From incident forms; bed days from the occupancy return.",
			Series(
				"falls-rate",
				"Falls per 1,000 bed days",
				((-240, 11.2), (-205, 10.1), (-175, 8.0), (-152, 6.6)),
			),
			6.6,
		),
		evidence(
			-151,
			"Meeting Minutes",
			"Falls meeting, third with the one-page view",
			"Shows the three changes agreed, and what came of the last three.",
			Paper(
				"falls-meeting-minutes",
				"Falls meeting, Alder House",
				(
					"Falls this month: 7 (last month 9). Between 16:00 and 18:00: 1, was 4.",
					"Earlier changes: corridor seat in use; tea at 16:30 kept; frame by the dining chair still missed on the top floor.",
					"Agreed: seniors place frames at the chair before the meal is served. Deputy manager looks on Mondays.",
				),
			),
		),
		completed(
			-148,
			"Falls fell from 11.2 per 1,000 bed days in {my:-240} to 6.6 in {my:-152}. The meeting used to read out a total; it now sees hour and "
			"place, and moving tea to 16:30 brought falls in the dining room corridor from 4 a month to 1.",
		),
		verified(
			-138,
			"helen",
			"Governance Review",
			"Read three sets of minutes and the incident forms behind them. Rate recalculated: 6.6.",
			3,
			6.6,
		),
		sustained(
			-46,
			"ruth",
			"Governance Review",
			"No meeting in the last two months while the deputy covered nights, and the rate is back to 9.4. The corridor seat is empty at 16:00.",
			2,
			9.4,
			outcome="Not Embedded",
		),
		progress(
			-38,
			"Meeting put back in the diary with Priya as chair when I am on nights. Corridor seat is now a named job on the shift plan.",
			50,
			"Two meetings held, rate under 8",
			-2,
		),
		reading(-25, 8.3),
		progress(
			-7,
			"First meeting held with all three seniors. 16:00 to 18:00 falls: 2 this month.",
			65,
			"Second meeting and the month's rate",
			20,
		),
		reading(-5, 7.6),
	],
)

STRENGTH_CLASS = Action(
	key="falls-strength-class",
	title="Strength and balance session twice a week for twelve people at Alder House",
	description=(
		"By {due}, twelve people chosen with the physiotherapist do a 30-minute seated and standing programme every Tuesday and Friday in the "
		"Garden lounge, led by two trained care assistants. Attendance and timed up-and-go are recorded by the deputy manager, "
		"target eight of twelve people faster by three seconds after ten weeks."
	),
	closure_test="Timed up-and-go at week 0 and week 10 for twelve people: at least eight are three seconds faster, and 16 of 20 sessions were held.",
	owner="samuel",
	priority="Medium",
	raised=-20,
	due=84,
	horizon="Long Term",
	measure=Measure("People at least three seconds faster on timed up-and-go", "people", 0, 8, since=-21),
	events=[opened(-17)],
)

SOURCES = [
	Source(
		key="falls-review",
		day=-240,
		service="alder",
		type="Service Review",
		title="Falls at Alder House above the provider's average for three months",
		summary=(
			"Quarterly falls data: 11.2 falls per 1,000 bed days against 6.4 over the other services. 29 falls by 16 people, among them "
			"{mrs:garden-wing} with five and {mr:top-floor} with four. Fifteen of 36 people had a falls assessment that looked at more than "
			"history."
		),
		people_involved="{mrs:garden-wing}, {mr:top-floor} (people supported)",
		standards=["Reg 12", "Reg 17", "Safe 4"],
		theme="Falls",
		harm="Low",
		affected=16,
		factors={
			"Care Planning": "The falls form asked for history alone; blood pressure, eyesight and medicines were not looked at.",
			"Leadership and Culture": "The falls meeting read out totals and had no way to see that falls clustered before tea.",
		},
		root_cause="Falls were counted for the report, not looked at by time, place and cause for the person.",
		actions=[RISK_ASSESSMENTS, FALLS_BOARD],
	),
	Source(
		key="falls-hip",
		day=-151,
		occurred=-152,
		service="alder",
		type="Incident",
		title="Fall at night on the Garden wing with a broken hip",
		summary=(
			"At 03:20 {mrs:hip} was found on the floor between her bed and the bathroom. Ambulance came after 55 minutes; hip fracture "
			"confirmed. She had fallen twice in the month before. Her bed was at working height and her frame was folded behind the "
			"door. Family told at 06:30 and met under the duty of candour on the next day; letter followed."
		),
		people_involved="{mrs:hip} (person supported); her daughter; two night care assistants",
		standards=["Reg 12", "Reg 20", "Safe 4"],
		theme="Falls",
		harm="Severe",
		affected=1,
		notifiable=True,
		external_id="INC-ALD-0388",
		factors={
			"Staffing and Workload": "Three night staff on two floors: the bell was answered, the bedroom without a bell was not passed for 70 minutes.",
			"Equipment": "Sensor mats did not ring through to the pagers, so they had been put away.",
			"Communication": "Two earlier falls led to forms, but to nothing that the night team did differently.",
		},
		root_cause="After the first two falls nothing changed at the bedside: the review took place in the office, days later.",
		investigated=-143,
		actions=[POST_FALL_HUDDLE, SENSOR_MATS],
	),
	Source(
		key="falls-lounge",
		day=-118,
		service="alder",
		type="Incident",
		title="Fall in the Church wing lounge while reaching for a drink",
		summary=(
			"{mr:lounge} slid from his chair at 16:40 reaching for a cup on the window sill. Skin tear to the left forearm, dressed by the "
			"district nurse. Huddle held at once: tables moved between the chairs. No separate action raised, see the huddle."
		),
		people_involved="{mr:lounge} (person supported)",
		standards=["Reg 12", "Safe 5"],
		theme="Falls",
		harm="Low",
		affected=1,
		external_id="INC-ALD-0397",
		factors={
			"Environment": "Side tables had gone to the dining room for a birthday and were not put back."
		},
	),
	Source(
		key="falls-outpatient",
		day=-22,
		service="alder",
		type="Incident",
		title="Third fall within two months of a person waiting for physiotherapy",
		summary=(
			"{mrs:physio} fell at 11:15 turning at the sink, no injury. Third fall since she came back from hospital with weak legs. Community "
			"physiotherapy has a waiting time of fourteen weeks; the therapist offered to train two of our staff in a group programme."
		),
		people_involved="{mrs:physio} (person supported); community physiotherapist",
		standards=["Reg 12", "Effective 4"],
		theme="Falls",
		affected=1,
		external_id="INC-ALD-0431",
		factors={"External Services": "Fourteen weeks' wait for community physiotherapy after discharge."},
		actions=[STRENGTH_CLASS],
	),
]
