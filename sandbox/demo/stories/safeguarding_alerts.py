"""Worked example: late safeguarding alerts in a homecare branch."""

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
	sustained,
	verified,
)

ROUNDS = ("North round", "Town round", "Villages round", "Evening team")

SAME_DAY = Action(
	key="alerts-same-day",
	title="Safeguarding concerns at the homecare branch reach the local authority the same day",
	description=(
		"By {due}, every safeguarding concern that a care worker reports to the Ashmere branch is put to the "
		"local authority safeguarding team by the care coordinator or the on-call manager before the end of "
		"that day, with the time of each step in the concern log. The registered manager reads the log every "
		"Monday; target 95 per cent within 24 hours."
	),
	closure_test=(
		"Concern log of eight weeks with at least fifteen concerns: 95 per cent with the local authority "
		"within 24 hours, each with the time it was seen, told and sent."
	),
	owner="aisha",
	priority="Critical",
	raised=-204,
	due=-135,
	measure=Measure("Concerns sent to the local authority within 24 hours", "%", 41, 95, since=-206),
	events=[
		opened(-203),
		progress(
			-198,
			"One number for concerns, day and night, printed on the back of the ID badge. Coordinators may "
			"send an alert without waiting for the registered manager.",
			30,
			"First four weeks of the log",
			-170,
		),
		reading(-171, 78, 9),
		progress(
			-168,
			"Two late ones were both Saturdays: the on-call phone was with a senior who was herself on a "
			"double-up call. On-call no longer carries calls.",
			65,
			"Eight weeks of the log",
			-142,
		),
		evidence(
			-141,
			"Record Sample",
			"Concern log, eight weeks, against the local authority's receipts",
			(
				"Twenty concerns. Nineteen within 24 hours; one at 26 hours because the worker's shift ended "
				"at 23:00 and she rang next morning."
			),
			Sheet(
				"concern-log-eight-weeks",
				"With the local authority within 24 hours",
				ROUNDS,
				20,
				19,
				("Rang the next morning",),
			),
			95,
		),
		evidence(
			-139,
			"Feedback",
			"Local authority safeguarding team on our alerts",
			"The duty senior's reply to three questions about timing and content.",
			Note(
				"safeguarding-team-reply",
				"From the duty senior, adult safeguarding\n\nYour alerts now reach us the same day as a rule, "
				"and say what the person wants to happen. Until {m:-206} we often had to ring you back. The "
				"body map is not always attached.",
			),
		),
		completed(
			-137,
			"Concerns reaching the local authority within 24 hours rose from 7 of 17 (41%) in {my:-206} to 19 "
			"of 20 (95%) over the eight weeks to {d:-141}. Before, a concern waited for the registered "
			"manager's return, on average 3.2 days; now whoever takes the call sends it, on average within "
			"five hours.",
			"Waiting for a manager to decide was the delay. Permission to send was worth more than the flow chart.",
		),
		verified(
			-126,
			"ruth",
			"Follow-up Audit",
			"Log read against call recordings and the authority's receipts for six weeks: 12 of 12 within 24 "
			"hours. Two care workers rung at random gave the right number without looking.",
			12,
			100,
		),
		sustained(
			-33,
			"ruth",
			"Follow-up Audit",
			"Nineteen concerns in three months, eighteen within 24 hours, one at 25.",
			19,
			94.7,
		),
	],
)


ON_CALL = Action(
	key="alerts-on-call",
	title="On-call rota with one named manager who carries no care calls",
	description=(
		"By {due}, the out-of-hours rota of the Ashmere branch names one manager or senior for each night and "
		"weekend who is not also rostered for calls, with a handover call at 17:00 and 08:00 written in the "
		"on-call book. The registered manager audits the book weekly, target 100 per cent of shifts."
	),
	closure_test=(
		"Six weeks of rotas and on-call books: no on-call person is also rostered for calls, and 80 of 84 "
		"handover calls are written up."
	),
	owner="tomasz",
	priority="High",
	raised=-203,
	due=-150,
	measure=Measure(
		"On-call shifts where the on-call person also had care calls", "shifts a month", 13, 0, since=-206
	),
	events=[
		opened(-202),
		progress(
			-190,
			(
				"Rota redrawn with five people on call in turn; two seniors get an allowance for it from the "
				"first of the month."
			),
			50,
			"First full month",
			-160,
		),
		reading(-178, 4),
		evidence(
			-158,
			"Record Sample",
			"On-call rota and book, six weeks",
			"84 shifts read side by side with the call rota.",
			Sheet(
				"on-call-book",
				"Not rostered for calls and handover written",
				("Weeknight", "Weekend day", "Weekend night"),
				84,
				82,
				("Handover call not written up",),
			),
			0,
		),
		completed(
			-156,
			"On-call people with care calls of their own fell from 13 shifts in {my:-206} to none in six "
			"weeks. Calls to the on-call phone answered at the first ring rose from 61% to 93%.",
		),
		verified(
			-147,
			"helen",
			"Governance Review",
			"Rota and book agree for the six weeks. I rang the phone twice at night; answered both times.",
			42,
			0,
		),
		sustained(
			-55,
			"ruth",
			"Follow-up Audit",
			"One shift in three months: a storm, with the director told beforehand.",
			90,
			0.3,
		),
	],
)


SOURCES = [
	Source(
		key="alerts-late",
		day=-206,
		occurred=-214,
		service="homecare",
		type="Safeguarding Concern",
		title="Suspected financial abuse reported to the local authority nine days late",
		summary=(
			"A care worker told the office on a Friday that {mrs:purse}'s pension money was missing again and "
			"that a neighbour had her card. The note waited for the registered manager, who was on leave; the "
			"alert went nine days later, after a further £340 had gone. Looking back over the quarter, 7 of "
			"17 concerns had reached the local authority within 24 hours. The police and the local authority "
			"are involved; {mrs:purse} has a new card and an advocate."
		),
		quote=(
			"The concern was known to the provider for nine days. In that time further money was taken. "
			"(Local authority, section 42 outcome)"
		),
		people_involved="{mrs:purse} (person supported); a neighbour; care worker and two coordinators",
		standards=["Reg 13", "Reg 17", "Safe 3"],
		theme="Late safeguarding alerts",
		harm="Moderate",
		affected=10,
		safeguarding=True,
		notifiable=True,
		external_id="SG-2291",
		factors={
			"Leadership and Culture": "Only the registered manager was thought to be allowed to send an alert.",
			"Staffing and Workload": (
				"On-call seniors were also covering calls and put concerns off until they were back at a "
				"desk."
			),
			"Communication": "The office note had no time, and nobody told the care worker what had become of it.",
		},
		root_cause="The right to send an alert sat with one person, with no cover for evenings, weekends and leave.",
		investigated=-196,
		actions=[SAME_DAY, ON_CALL],
		shared={"karen": -120},
	),
]
