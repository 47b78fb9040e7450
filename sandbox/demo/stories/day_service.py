"""The Old Forge, day service."""

from ..files import Note, Sheet
from ..model import (
	Action,
	Measure,
	Source,
	cancelled,
	completed,
	evidence,
	opened,
	progress,
	reading,
	verified,
)

PLACEMATS = Action(
	key="forge-placemats",
	title="Eating and drinking guidance on a placemat for seven people at The Old Forge",
	description=(
		"By {due}, the seven people at The Old Forge with speech and language guidance have it on the back of "
		"their own placemat (texture, position, pace, what to do when they choke), and whoever sits beside "
		"them reads it before the first spoon. The registered manager observes three lunches a week, target "
		"100 per cent as on the placemat."
	),
	closure_test=(
		"Twelve observed lunches, seven people: texture, position and pace as on the placemat each time, and "
		"no choking for 60 days."
	),
	owner="denise",
	priority="High",
	raised=-134,
	due=-80,
	approach="Pilot",
	measure=Measure("Observed meals as the guidance says", "%", 64, 100, since=-136),
	events=[
		opened(-133, by="helen"),
		progress(
			-125,
			"Therapist came for a morning, guidance for two people was three years old. New for both.",
			50,
			"Placemats for seven",
			-100,
		),
		reading(-104, 92, 24),
		evidence(
			-86,
			"Observation",
			"Twelve lunches observed",
			"28 observed meals of seven people.",
			Sheet(
				"lunches-observed",
				"Texture, position and pace as on the placemat",
				("Dining hall", "Garden room"),
				28,
				28,
			),
			100,
		),
		completed(
			-84,
			(
				"Meals as the guidance says rose from 64% in {my:-136} to 100% (28 of 28). The guidance lay "
				"in the office folder; it now lies under the plate, and a lift driver who helped out for a "
				"day got it right by reading it. Coughing at meals fell from 9 notes a month to 1."
			),
			"Put the guidance where the work happens: under the plate, not in a folder in the office.",
		),
		verified(
			-74,
			"ruth",
			"Observation",
			"Ate lunch with them twice. Five people's meals watched from first to last spoon; all as on the mat.",
			5,
			100,
		),
	],
)

MINIBUS = Action(
	key="forge-minibus-clamps",
	title="Wheelchair clamps on both minibuses checked before each run, with the chair's tag number",
	description=(
		"By {due}, drivers of both minibuses of The Old Forge fit four clamps and the occupant belt, read the "
		"chair's tag number to the passenger assistant, and both sign the run sheet before moving off. The "
		"estates manager meets one run a week at the kerb, target 100 per cent of runs."
	),
	closure_test=(
		"Eight weeks of run sheets with two signatures on every run, and eight kerbside checks with four "
		"clamps and belt right on every chair."
	),
	owner="martin",
	priority="High",
	raised=-46,
	due=34,
	measure=Measure("Runs with clamps and belt signed by two", "%", 40, 100, since=-48),
	events=[
		opened(-44),
		progress(
			-35,
			"Three worn clamps replaced, tag numbers on all eleven chairs.",
			35,
			"Four weeks of run sheets",
			-10,
		),
		reading(-20, 86, 44),
		evidence(
			-19,
			"Observation",
			"Kerbside checks, three runs",
			"Clamps and belts on nine chairs.",
			Note(
				"kerbside-checks",
				(
					"Run 1: 3 chairs, all right.\nRun 2: 4 chairs, one rear clamp on the wheel, not the "
					"frame; put right before moving off.\nRun 3: 2 chairs, all right."
				),
			),
		),
		progress(
			-4,
			"Five weeks. The relief driver from the taxi firm now gets the sheet with the keys.",
			70,
			"Eight weeks of run sheets",
			18,
		),
		reading(-4, 97, 46),
	],
)

TAXIS = Action(
	key="forge-taxis",
	title="Shared taxis for six people arrive at The Old Forge by 09:45",
	description=(
		"By {due}, the three shared taxis for six people from the villages arrive at The Old Forge by 09:45 "
		"on four days of five, with the same driver each day, agreed in writing with the firm. The registered "
		"manager notes arrivals daily, target 80 per cent of days."
	),
	closure_test="Four weeks of arrivals: 80 per cent of days by 09:45, and the same driver on four days of five.",
	owner="denise",
	priority="Low",
	raised=-118,
	due=-55,
	measure=Measure("Days on which all three taxis arrive by 09:45", "%", 35, 80, since=-121),
	events=[
		opened(-115, by="helen"),
		progress(-100, "Firm agrees to named drivers for two taxis of three.", 20, "Third taxi", -80),
		cancelled(
			-88,
			(
				"The local authority moved all three routes to its own accessible bus from {d:-90}; it has "
				"come by 09:40 on every day so far. Arrival times stay on the daily sheet."
			),
			by="helen",
		),
	],
)

PHOTO_DRAFT = Action(
	key="forge-draft-photo-consent",
	title="Photo consent of 41 people at The Old Forge asked again, one use at a time",
	description=(
		"By {due}, each of the 41 people who come to The Old Forge has been asked with the picture form about "
		"each use (wall, newsletter, website), with a best interests decision where they cannot decide, and "
		"photographs without consent are down. Checked monthly by the registered manager, target 41 of 41."
	),
	closure_test=(
		"41 of 41 forms less than twelve months old; of twenty photographs on display all have consent for "
		"that use."
	),
	raised=-3,
	due=60,
	priority="Low",
	measure=Measure("People whose consent is in date for each use", "people", 12, 41, since=-5),
)

SOURCES = [
	Source(
		key="forge-choking",
		day=-136,
		service="forge",
		type="Incident",
		title="Choking at lunch, cleared with back blows",
		summary=(
			"{mr:toast} choked on toast that a visiting volunteer had cut for him; three back blows, "
			"recovered, checked by paramedics. His guidance says soft and bite-sized, in the office folder. "
			"Nine coughing notes in that month."
		),
		people_involved="{mr:toast} (person supported); a volunteer",
		standards=["Reg 12", "Reg 14", "Safe 4"],
		theme="Choking",
		harm="Moderate",
		affected=1,
		external_id="INC-OF-0047",
		factors={
			"Task Design and Guidance": "Guidance in a folder cannot be seen by the person who holds the spoon."
		},
		root_cause="The guidance was where it is filed and not where it is used.",
		actions=[PLACEMATS],
	),
	Source(
		key="forge-carers",
		day=-121,
		service="forge",
		type="Feedback",
		title="Family carers: taxis late on three days of five",
		summary=(
			"Carers' coffee morning. {mrs:taxi}'s husband missed two hospital appointments waiting for the "
			"taxi. Arrivals by 09:45 on seven of 20 days."
		),
		people_involved="{mrs:taxi} (person supported); her husband",
		standards=["Reg 9", "Responsive 2"],
		theme="Transport",
		affected=2,
		factors={"External Services": "The taxi firm has no fixed drivers for the village routes."},
		actions=[TAXIS],
	),
	Source(
		key="forge-clamps",
		day=-48,
		service="forge",
		type="Risk Control Failure",
		title="Wheelchair moved in the minibus when it braked",
		summary=(
			"{mrs:minibus}'s chair slid about 10 cm when the bus braked for a dog. Two of four clamps were "
			"on, one of them worn. Nobody hurt. Both buses off the road for the afternoon."
		),
		people_involved="{mrs:minibus} (person supported); driver",
		standards=["Reg 12", "Reg 15", "Safe 5"],
		theme="Transport safety",
		affected=1,
		external_id="RSK-OF-006",
		factors={
			"Equipment": "Three clamps were worn past the mark.",
			"Task Design and Guidance": "The driver loads alone and signs for himself.",
		},
		actions=[MINIBUS],
	),
	Source(
		key="forge-photo-audit",
		day=-5,
		service="forge",
		type="Audit Finding",
		title="Photographs on display without consent for that use",
		summary=(
			"Of 41 people twelve have a consent form under a year old. Nine photographs on the corridor wall "
			"and four on the website have none for that use; website pictures taken down on the same day. "
			"{mr:photo} would like his back up."
		),
		people_involved="{mr:photo} (person supported)",
		standards=["Reg 10", "Reg 11", "Effective 6"],
		theme="Consent",
		external_id="AUD-OF-0012",
		actions=[PHOTO_DRAFT],
	),
]
