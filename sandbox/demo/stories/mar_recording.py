"""Worked example: MAR recording gaps in supported living, told from the audit that found them to the second look-back."""

from ..files import Paper, Sheet
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
from .mar_follow_on import COMPETENCY

HOUSES = ("Canal Street", "Mill Lane", "Orchard Road")

HANDOVER_CHECK = Action(
	key="mar-handover-check",
	title="Every MAR chart checked by two people at each handover in the three houses",
	description=(
		"By {due}, at Canal Street, Mill Lane and Orchard Road the outgoing and the incoming shift lead go "
		"through every MAR chart together at each handover and both sign the handover sheet. A box with "
		"neither signature nor code is put right, or reported to the on-call manager, before the outgoing "
		"shift leaves. Audited weekly by the team leader, target 98 per cent of charts without an unexplained "
		"gap."
	),
	closure_test=(
		"Two monthly audits running, each of at least 50 charts across all three houses, find 98 per cent or "
		"more of charts without an unexplained gap, and at least 9 in 10 handover sheets carry both "
		"signatures."
	),
	owner="jamie",
	priority="High",
	raised=-330,
	due=-240,
	measure=Measure("MAR charts without an unexplained gap", "%", 78, 98, since=-335),
	events=[
		opened(-328),
		progress(
			-318,
			"Handover sheet redrawn so that the MAR check has its own two signature lines. Started at Mill "
			"Lane, where nine of the thirteen gaps were. Evening leads find it takes six minutes for five "
			"people.",
			20,
			"All three houses using the new sheet",
			-298,
		),
		reading(-305, 84.2, 57),
		progress(
			-296,
			"All three houses on the new sheet. Orchard Road still had gaps at the weekend: the agency lead "
			"did not know about the check. Sheet now in the agency induction folder, signed before the first "
			"shift.",
			50,
			"First full month at 95 per cent or better",
			-266,
		),
		reading(-275, 93.1, 58),
		progress(
			-262,
			"Four gaps this month, all topical creams. Cream charts moved from the bedrooms into the MAR "
			"folder so that they are seen at the same check.",
			80,
			"Completion audit of all three houses",
			-244,
		),
		evidence(
			-243,
			"Audit Result",
			"MAR audit, all three houses, end of the first quarter",
			"57 charts, every person and every cycle in the month. One gap: a lunchtime inhaler at Canal "
			"Street, given late and not signed for, found at the 14:30 handover.",
			Sheet(
				"mar-audit-three-houses",
				"No unexplained gap",
				HOUSES,
				57,
				56,
				("Inhaler given, not signed until 14:30",),
			),
			98.2,
		),
		evidence(
			-242,
			"Record Sample",
			"Handover sheets, two weeks, all houses",
			"126 handovers: 119 sheets carry both signatures (94%).",
			Sheet(
				"handover-sheets-sample",
				"Signed by both shift leads",
				HOUSES,
				126,
				119,
				("One signature only",),
			),
		),
		completed(
			-240,
			"MAR gaps fell from 22% of charts in {my:-335} to 2% in {my:-243} across the three houses. "
			"Before, charts were looked at once a month and gaps were filled in from memory; now two shift "
			"leads look at every chart at each handover, and in the last month all four gaps found were put "
			"right within the same shift.",
			"Checking at handover only worked once cream charts sat in the same folder, and agency leads were "
			"shown the sheet before their first shift.",
		),
		verified(
			-228,
			"ruth",
			"Follow-up Audit",
			"Unannounced, a Sunday evening and a Tuesday lunchtime, all three houses. One gap in 58 charts. "
			"Both leads at Mill Lane described the check without looking at the sheet, and I watched one "
			"being done.",
			58,
			98.3,
		),
		sustained(
			-136,
			"ruth",
			"Follow-up Audit",
			(
				"Holding through a change of team leader's days and the holiday rota. One gap in 60 charts, "
				"explained on the back."
			),
			60,
			98.3,
		),
		sustained(
			-45,
			"helen",
			"Follow-up Audit",
			(
				"No unexplained gap in 59 charts. Two of the leads are new since the start and learned the "
				"check on shadow shifts."
			),
			59,
			100,
		),
	],
)


PRN_PROTOCOLS = Action(
	key="mar-prn-protocols",
	title="PRN protocols for the eleven people with as-needed medicines rewritten with GP and pharmacist",
	description=(
		"By {due}, each of the 23 PRN medicines prescribed to eleven people has a one-page protocol in the "
		"MAR folder: what it is for, how this person shows they need it, dose, gap between doses, maximum in "
		"24 hours, what to do when it does not work, and who agreed it. Written by the registered manager "
		"with the GP practice pharmacist, target 100 per cent of PRN medicines."
	),
	closure_test=(
		"All 23 PRN medicines have a protocol signed by a prescriber within the last six months, and 19 of 20 "
		"sampled PRN entries record the reason and the effect on the back of the chart."
	),
	owner="denise",
	priority="High",
	raised=-330,
	due=-225,
	measure=Measure("PRN medicines with a protocol signed by a prescriber", "%", 35, 100, since=-335),
	events=[
		opened(-328, by="helen"),
		progress(
			-312,
			(
				"Practice pharmacist gives us two afternoons. Six protocols for lorazepam and paracetamol "
				"drafted with the key workers."
			),
			25,
			"First twelve protocols signed by the GP",
			-285,
		),
		reading(-284, 61, 23),
		progress(
			-280,
			(
				"Fourteen signed. Two PRN laxatives and one antihistamine stopped by the GP because nobody "
				"had needed them for a year."
			),
			60,
			"Remaining protocols signed",
			-245,
		),
		evidence(
			-236,
			"Record Sample",
			"PRN protocols in the MAR folders, all that are still prescribed",
			"All 20 PRN medicines still prescribed have a protocol signed within the last four months.",
			Sheet("prn-protocols", "Protocol signed by a prescriber", HOUSES, 20, 20),
			100,
		),
		evidence(
			-236,
			"Record Sample",
			"Entries on the back of PRN charts",
			"Of 20 entries sampled, 19 state why the medicine was given and whether it worked.",
			Sheet(
				"prn-entries-sample", "Reason and effect recorded", HOUSES, 20, 19, ("Effect not recorded",)
			),
		),
		evidence(
			-236,
			"Policy or Procedure",
			"PRN protocol, agreed one-page form",
			"The form the GP practice accepts, with the questions the key worker answers.",
			Paper(
				"prn-protocol-form",
				"PRN protocol (one page for each medicine)",
				(
					"Medicine, strength and form. What it is for in this person's own words or signs.",
					"What to try first. Dose, smallest gap between doses, most in 24 hours.",
					"When to ring 111 or the GP. Agreed by (prescriber), date, review within six months.",
				),
			),
		),
		completed(
			-230,
			"Signed protocols rose from 8 of 23 PRN medicines (35%) to all 20 still prescribed (100%). "
			'Staff used to write "given as '
			'requested"; 19 of 20 entries in {my:-236} now say how the person showed the need and whether '
			"the medicine worked.",
			"Three medicines were stopped: asking for a protocol made the GP look at whether it was needed.",
		),
		verified(
			-216,
			"ruth",
			"Follow-up Audit",
			"Read all 20 protocols against the prescriptions. One had the old dose, corrected while I was "
			"there. Ten entries sampled, all with reason and effect.",
			20,
			100,
		),
		sustained(
			-122,
			"ruth",
			"Follow-up Audit",
			"22 PRN medicines now, 22 protocols; the two new ones were in place within three days of prescribing.",
			22,
			100,
		),
	],
)


SOURCES = [
	Source(
		key="mar-audit",
		day=-332,
		occurred=-335,
		service="canal",
		type="Audit Finding",
		title="Unexplained gaps in MAR charts at three supported living houses",
		summary=(
			"Monthly medicines audit of 59 charts for fourteen people. Thirteen charts (22%) had at least one "
			"box with neither signature nor code; nine of them at Mill Lane. {mr:mill-lane} had no signature "
			"for his evening epilepsy medicine on two dates; the tablet count showed that it was given on one "
			"and missed on the other. His GP was told the same day and asked us to watch for seizures for 48 "
			"hours; there were none. {mrs:orchard} had three cream applications unsigned."
		),
		quote=(
			"13 of 59 charts had unexplained gaps. Staff told us they meant to go back and sign later. Nobody "
			"looks at the charts between one monthly audit and the next."
		),
		people_involved="{mr:mill-lane}, {mrs:orchard} (people supported); evening shift leads at Mill Lane",
		standards=["Reg 12", "Reg 17", "Safe 8"],
		theme="Medicines recording",
		harm="Low",
		affected=6,
		external_id="AUD-MED-0412",
		factors={
			"Handover": (
				"Charts were not part of the handover, so the next shift never saw a gap while it could still "
				"be explained."
			),
			"Medicines Process": (
				"PRN medicines had no protocol in 15 of 23 cases; staff were unsure when a code and when a "
				"signature was due."
			),
			"Training and Competence": (
				"Competency was signed off from a workbook. Nobody had been watched giving medicines for over "
				"a year."
			),
		},
		root_cause=(
			"A gap could stand for up to four weeks before anybody looked. The check sat with one person once "
			"a month, and signing was not treated as part of giving."
		),
		investigated=-320,
		actions=[HANDOVER_CHECK, PRN_PROTOCOLS, COMPETENCY],
	),
]
