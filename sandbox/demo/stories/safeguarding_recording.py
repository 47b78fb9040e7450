"""Late safeguarding alerts, continued: bruising that three people saw and nobody wrote down."""

from ..files import Note, Series, Sheet
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

ROUNDS = ("North round", "Town round", "Villages round", "Evening team")

BODY_MAP = Action(
	key="alerts-body-map",
	title="Body map and concern form filled in on the care worker's phone at the visit",
	description=(
		"By {due}, care workers on all four rounds of the Ashmere branch record marks and bruises on a body "
		"map in the call monitoring app at the visit, with the size, colour and what the person says, and it "
		"reaches the coordinator at once. Counted weekly by the care coordinator; target 90 per cent of skin "
		"concerns with a map made at the visit."
	),
	closure_test=(
		"Over six weeks 90 per cent of skin concerns have a body map whose time stamp lies within the visit, "
		"on all four rounds."
	),
	owner="aisha",
	priority="High",
	raised=-95,
	due=25,
	measure=Measure("Skin concerns with a body map made at the visit", "%", 22, 90, since=-98),
	events=[
		opened(-93),
		progress(
			-80,
			(
				"App supplier switched the form on for the Town round. Nine care workers tried it; the "
				"picture was too small, now it fills the screen."
			),
			25,
			"Second round live",
			-58,
		),
		reading(-60, 48, 23),
		progress(
			-52,
			(
				"Town and North rounds live. Maps come in during the visit; the coordinator has a list that "
				"turns red after an hour unread."
			),
			55,
			"All four rounds",
			-20,
		),
		reading(-30, 67, 27),
		evidence(
			-28,
			"Record Sample",
			"Skin concerns and their maps, two rounds",
			"27 concerns, 18 with a map made at the visit; the rest on paper from the two rounds not yet live.",
			Sheet(
				"body-maps-two-rounds",
				"Body map made at the visit",
				ROUNDS,
				27,
				18,
				("Paper map next day", "No map"),
			),
		),
		progress(
			-5,
			"Three rounds live. Evening team follows on Monday, after their phones are replaced.",
			75,
			"Evening team live",
			8,
		),
		reading(-5, 81, 21),
	],
)


SUPERVISION = Action(
	key="alerts-supervision",
	title="Safeguarding scenario talked through in supervision with all 42 care workers",
	description=(
		"By {due}, each of the 42 care workers of the Ashmere branch has worked through two scenarios (a "
		"bruise with an unlikely story; money missing from a purse) in one-to-one supervision, and the "
		"supervisor notes what they would do, tell and write. Tracked by the registered manager every "
		"fortnight, target 90 per cent naming all three steps unprompted."
	),
	closure_test=(
		"42 of 42 supervision notes carry both scenarios, and of ten care workers asked by the verifier at "
		"least nine name all three steps unprompted."
	),
	owner="tomasz",
	priority="Medium",
	raised=-110,
	due=-15,
	training=True,
	measure=Measure("Care workers naming all three steps unprompted", "%", 52, 90, since=-112),
	events=[
		opened(-108, by="helen"),
		progress(
			-90,
			"Scenarios written from two of our own cases, made anonymous. Seniors practised on each other first.",
			20,
			"Half of the team",
			-60,
		),
		reading(-62, 71, 21),
		progress(
			-48,
			"31 of 42 done. Four on long-term leave are left out until they return, each with a note in their file.",
			75,
			"Last seven",
			-25,
		),
		evidence(
			-24,
			"Training Record",
			"Supervision notes with both scenarios, 42 care workers",
			"List from the learning record; 38 done, four on leave and booked for their return.",
			Note(
				"supervision-scenarios",
				"Homecare branch, safeguarding scenarios in supervision\nDone: 38. On long-term leave, booked "
				"for the week of return: 4.\nNamed all three steps unprompted: 35 of 38.",
			),
			by="louise",
		),
		evidence(
			-22,
			"Observation",
			"Answers at supervision, before and after",
			"Share naming what to do, whom to tell and what to write, without a prompt.",
			Series("three-steps-unprompted", "Naming all three steps, %", ((-112, 52), (-62, 71), (-22, 92))),
			92,
		),
		completed(
			-18,
			"Care workers who name all three steps unprompted rose from 52% in {my:-112} to 92% in "
			'{my:-22}. Reports that began with "I did not want to '
			'get anyone into trouble" were 5 of 17 in the twelve months before; in the last eight weeks '
			"there was none in 14.",
		),
	],
)


SOURCES = [
	Source(
		key="alerts-bruising",
		day=-112,
		occurred=-115,
		service="homecare",
		type="Safeguarding Concern",
		title="Bruising seen at three visits before anybody wrote it down",
		summary=(
			"Three care workers saw a yellowing bruise on {mr:bruise}'s upper arm over four days. Each "
			"thought that the one before had reported it. No body map. When asked, he said that he had caught "
			"it on the commode; the district nurse agreed. Alert sent, closed by the local authority without "
			"further enquiry, with a remark about recording."
		),
		quote="No body map was made on three occasions when one was needed.",
		people_involved="{mr:bruise} (person supported); three care workers; district nurse",
		standards=["Reg 13", "Safe 3", "Well-led 3"],
		theme="Late safeguarding alerts",
		harm="Low",
		affected=1,
		safeguarding=True,
		external_id="SG-2347",
		factors={
			"Record Keeping": "Body maps were paper sheets kept in the office, a car ride away from the visit.",
			"Supervision": "Supervision asked whether people knew the policy, never what they would do.",
		},
		root_cause=(
			"Seeing, telling and writing were three steps in three places; each worker did one and trusted "
			"the others to do the rest."
		),
		actions=[BODY_MAP, SUPERVISION],
	),
]
