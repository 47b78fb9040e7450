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
		"By {due}, each of the 36 people living at Alder House has a multifactorial falls assessment "
		"(footwear, vision, continence, lying and standing blood pressure, medicines, cognition) done by the "
		"registered manager with the community falls team, and everyone on four or more medicines has had "
		"them looked at by the GP. Counted weekly, target 36 of 36."
	),
	closure_test=(
		"36 of 36 assessments dated within the last three months, and 10 of 10 sampled care plans carry what "
		"the assessment found."
	),
	owner="priya",
	priority="High",
	raised=-236,
	due=-160,
	measure=Measure("People with a full falls assessment in date", "%", 42, 100, since=-240),
	events=[
		opened(-234),
		progress(
			-222,
			(
				"Falls team nurse comes on two Wednesdays. Twelve done: four people had a postural drop "
				"nobody had measured before."
			),
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
			(
				"All 36 in date. Ten care plans read against the assessment: all ten carry it into the moving "
				"and handling section."
			),
			Sheet("falls-assessments-whole-house", "Assessment in date and in the care plan", WINGS, 36, 36),
			100,
		),
		completed(
			-166,
			"People with a full assessment in date went from 15 of 36 (42%) to 36 of 36 (100%). Before, the "
			"form asked only whether someone had fallen; now blood pressure is measured lying and standing, "
			"which found four postural drops, and nine people take fewer sedating medicines than in "
			"{my:-240}.",
			"Ask the GP for the medicines review by list, all at once, rather than person by person.",
		),
		verified(
			-152,
			"ruth",
			"Follow-up Audit",
			(
				"Sampled twelve people across both floors. Assessments in date, and the care assistants I "
				"asked knew who has a postural drop."
			),
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


FALLS_BOARD = Action(
	key="falls-board",
	title="Monthly falls meeting at Alder House works from times and places, not totals",
	description=(
		"By {due}, the monthly falls meeting at Alder House uses one page that shows each fall by hour, room "
		"and activity for the last 90 days, names at most three changes, and checks the last three. Kept by "
		"the deputy manager, target falls per 1,000 bed days down from 11.2 to 7."
	),
	closure_test=(
		"Three meetings running have the page and a check on each earlier change in the minutes, and the rate "
		"is at or under 7 for two months."
	),
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
					(
						"Earlier changes: corridor seat in use; tea at 16:30 kept; frame by the dining chair "
						"still missed on the top floor."
					),
					(
						"Agreed: seniors place frames at the chair before the meal is served. Deputy manager "
						"looks on Mondays."
					),
				),
			),
		),
		completed(
			-148,
			"Falls fell from 11.2 per 1,000 bed days in {my:-240} to 6.6 in {my:-152}. The meeting used to "
			"read out a total; it now sees hour and place, and moving tea to 16:30 brought falls in the "
			"dining room corridor from 4 a month to 1.",
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
			(
				"No meeting in the last two months while the deputy covered nights, and the rate is back to "
				"9.4. The corridor seat is empty at 16:00."
			),
			2,
			9.4,
			outcome="Not Embedded",
		),
		reschedule(
			-44,
			28,
			"Reopened by the six-monthly check; two meetings and two months' rates are needed to show that it holds.",
		),
		progress(
			-38,
			(
				"Meeting put back in the diary with Priya as chair when I am on nights. Corridor seat is now "
				"a named job on the shift plan."
			),
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


SOURCES = [
	Source(
		key="falls-review",
		day=-240,
		service="alder",
		type="Service Review",
		title="Falls at Alder House above the provider's average for three months",
		summary=(
			"Quarterly falls data: 11.2 falls per 1,000 bed days against 6.4 over the other services. 29 "
			"falls by 16 people, among them {mrs:garden-wing} with five and {mr:top-floor} with four. Fifteen "
			"of 36 people had a falls assessment that looked at more than history."
		),
		people_involved="{mrs:garden-wing}, {mr:top-floor} (people supported)",
		standards=["Reg 12", "Reg 17", "Safe 4"],
		theme="Falls",
		harm="Low",
		affected=16,
		factors={
			"Care Planning": (
				"The falls form asked for history alone; blood pressure, eyesight and medicines were not "
				"looked at."
			),
			"Leadership and Culture": "The falls meeting read out totals and had no way to see that falls clustered before tea.",
		},
		root_cause="Falls were counted for the report, not looked at by time, place and cause for the person.",
		actions=[RISK_ASSESSMENTS, FALLS_BOARD],
	),
]
