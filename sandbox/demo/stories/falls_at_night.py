"""A series of falls, continued: the fall with a broken hip and those after it."""

from ..files import Series, Sheet
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

WINGS = ("Garden wing", "Church wing", "Top floor")

POST_FALL_HUDDLE = Action(
	key="falls-huddle",
	title="Post-fall huddle within one hour of every fall, with a change made the same day",
	description=(
		"By {due}, after every fall at Alder House the shift lead holds a ten-minute huddle within one hour "
		"at the place of the fall: what was the person doing, what has to change today, who does it. Written "
		"in the falls diary and read by the deputy manager each morning; target 95 per cent of falls with a "
		"huddle, and repeat falls within 30 days at two or fewer a month."
	),
	closure_test=(
		"For two months running at least 95 per cent of falls have a huddle within one hour with a named "
		"change, and no more than two people a month fall again within 30 days."
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
			(
				"Both floors. Night leads hold it with the on-call manager by phone because there are only "
				"three staff on."
			),
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
			"People falling again within 30 days fell from 7 in {my:-152} to 3 in {my:-74}. A fall used to be "
			"followed by a form for the office; now the shift changes something the same day, such as the bed "
			"height or the walking frame's place, in 14 of 15 falls.",
		),
		verified(
			-56,
			"ruth",
			"Follow-up Audit",
			"Of nine falls since completion six had a huddle; all three without one were at night. On days "
			"the practice is settled and the changes are specific. Nights need the same before I can call "
			"this embedded.",
			9,
			3,
			outcome="Partially Embedded",
		),
		reschedule(
			-55,
			-10,
			(
				"The review found the change partial: nights need their own form of huddle before it can be "
				"completed again."
			),
		),
		progress(
			-50,
			(
				"Night huddle cut to four questions, led by the senior on shift; the on-call manager reads it "
				"by 07:30. Night seniors wrote it."
			),
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
			"Huddles after night falls went from 0 of 3 to 5 of 5, and over day and night from 6 of 9 to 11 "
			"of 11. People falling again within 30 days fell from 7 in {my:-152} to 1 in {my:-16}.",
			"The night team needed their own version, not the day form with fewer staff.",
		),
	],
)


SENSOR_MATS = Action(
	key="falls-sensor-mats",
	title="Sensor mats linked to the call bells for eleven people who fall at night",
	description=(
		"By {due}, the eleven people at Alder House who have fallen between 22:00 and 07:00 each have a "
		"sensor mat that rings through the call bell system to the night pagers, with consent or a best "
		"interests decision on file. The registered manager reads the bell log every Monday; target 90 per "
		"cent of mat alarms answered within three minutes."
	),
	closure_test=(
		"Bell log over four weeks shows 90 per cent of mat alarms answered within three minutes, and 11 of 11 "
		"people have consent or a best interests decision recorded."
	),
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
			(
				"Six mats in, for the people with two or more night falls. Best interests decisions done for "
				"four of the six."
			),
			45,
			"Remaining five receivers fitted",
			-48,
		),
		reading(-80, 68, 61),
		reschedule(
			-47,
			-9,
			(
				"Contractor cancelled the fitting twice: the firmware does not pair with the old pagers and "
				"new ones are on order."
			),
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
			(
				"Three of eight pagers came. Chased again with the contractor's area manager; Helen has the "
				"contract out to look at penalties."
			),
			60,
			"All eight pagers paired",
			11,
			barrier="Five pagers still outstanding with the call bell contractor.",
		),
	],
)


STRENGTH_CLASS = Action(
	key="falls-strength-class",
	title="Strength and balance session twice a week for twelve people at Alder House",
	description=(
		"By {due}, twelve people chosen with the physiotherapist do a 30-minute seated and standing programme "
		"every Tuesday and Friday in the Garden lounge, led by two trained care assistants. Attendance and "
		"timed up-and-go are recorded by the deputy manager, target eight of twelve people faster by three "
		"seconds after ten weeks."
	),
	closure_test=(
		"Timed up-and-go at week 0 and week 10 for twelve people: at least eight are three seconds faster, "
		"and 16 of 20 sessions were held."
	),
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
		key="falls-hip",
		day=-151,
		occurred=-152,
		service="alder",
		type="Incident",
		title="Fall at night on the Garden wing with a broken hip",
		summary=(
			"At 03:20 {mrs:hip} was found on the floor between her bed and the bathroom. Ambulance came after "
			"55 minutes; hip fracture confirmed. She had fallen twice in the month before. Her bed was at "
			"working height and her frame was folded behind the door. Family told at 06:30 and met under the "
			"duty of candour on the next day; letter followed."
		),
		people_involved="{mrs:hip} (person supported); her daughter; two night care assistants",
		standards=["Reg 12", "Reg 20", "Safe 4"],
		theme="Falls",
		harm="Severe",
		affected=1,
		notifiable=True,
		external_id="INC-ALD-0388",
		factors={
			"Staffing and Workload": (
				"Three night staff on two floors: the bell was answered, the bedroom without a bell was not "
				"passed for 70 minutes."
			),
			"Equipment": "Sensor mats did not ring through to the pagers, so they had been put away.",
			"Communication": "Two earlier falls led to forms, but to nothing that the night team did differently.",
		},
		root_cause=(
			"After the first two falls nothing changed at the bedside: the review took place in the office, "
			"days later."
		),
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
			"{mr:lounge} slid from his chair at 16:40 reaching for a cup on the window sill. Skin tear to the "
			"left forearm, dressed by the district nurse. Huddle held at once: tables moved between the "
			"chairs. No separate action raised, see the huddle."
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
			"{mrs:physio} fell at 11:15 turning at the sink, no injury. Third fall since she came back from "
			"hospital with weak legs. Community physiotherapy has a waiting time of fourteen weeks; the "
			"therapist offered to train two of our staff in a group programme."
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
