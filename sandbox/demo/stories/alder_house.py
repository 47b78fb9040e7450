"""Alder House, residential home: daily life there, beside the falls."""

from ..files import Note
from ..model import (
	Action,
	Measure,
	Meeting,
	Source,
	evidence,
	opened,
	progress,
	reading,
	reassign,
	reschedule,
)

LAUNDRY = Action(
	key="alder-laundry",
	title="Clothes back to the right wardrobe within 48 hours at Alder House",
	description=(
		"By {due}, each of the 36 people at Alder House has two named laundry bags, clothes carry button "
		"tags, and the laundry assistant returns them by room within 48 hours. The deputy manager counts the "
		"unclaimed rail every Friday at noon, target five items or fewer."
	),
	closure_test=(
		"Unclaimed rail at five items or fewer on four Fridays running, and 9 of 10 relatives asked have "
		"nothing missing."
	),
	owner="samuel",
	priority="Low",
	raised=-94,
	due=30,
	measure=Measure("Items on the unclaimed rail on Friday noon", "items", 63, 5, since=-97),
	events=[
		opened(-92),
		progress(
			-80,
			"Open afternoon for families: 41 items went home. Button tags ordered, 1,500.",
			20,
			"All clothes tagged",
			-45,
		),
		reading(-78, 22),
		progress(
			-46, "Tags on for 30 people. Named bags in use on the top floor.", 55, "Bags on both floors", -10
		),
		reading(-45, 15),
		evidence(
			-44,
			"Feedback",
			"What relatives say about laundry",
			"Asked at the open afternoon and by phone.",
			Note(
				"relatives-on-laundry",
				(
					"Twelve relatives asked. Nothing missing in the last month: 8. One or two items: 3. A "
					"cardigan that came back felted: 1 (replaced, £28)."
				),
			),
		),
		progress(
			-7,
			"Bags on both floors. Of eight items left this week, six are single socks.",
			80,
			"Four Fridays at five or fewer",
			24,
		),
		reading(-7, 8),
	],
)


TWILIGHT = Action(
	key="alder-twilight-shift",
	title="Twilight shift 19:00 to 23:00 at Alder House, tried for eight weeks",
	description=(
		"By {due}, a fourth member of staff has worked 19:00 to 23:00 at Alder House for eight weeks so that "
		"people go to bed when they choose and night staff get their break. The registered manager takes "
		"bedtimes and breaks from the night sheet every Monday, target 90 per cent of people in bed within 30 "
		"minutes of asking."
	),
	closure_test=(
		"Eight weeks of night sheets: 90 per cent within 30 minutes of asking, breaks taken on 50 of 56 "
		"nights, and a cost paper decided by the director."
	),
	owner="priya",
	priority="Medium",
	raised=-72,
	due=-20,
	approach="Pilot",
	horizon="Long Term",
	measure=Measure("People in bed within 30 minutes of asking", "%", 57, 90, since=-75),
	events=[
		opened(-70),
		progress(
			-60,
			"Two part-time staff want the hours. Starts next week on Mondays to Fridays.",
			20,
			"Eight weeks begin",
			-52,
		),
		reading(-46, 72, 84),
		reschedule(
			-40,
			28,
			"Weekends could not be covered until the bank contract was signed; eight full weeks need the later date.",
			by="helen",
		),
		progress(
			-38,
			"Seven evenings covered since Saturday. Breaks taken on six nights of seven.",
			45,
			"Four full weeks",
			-9,
		),
		reading(-18, 86, 91),
		progress(
			-6,
			"Four full weeks. Three people now stay up for the film and go to bed at ten.",
			65,
			"Eight full weeks and cost paper",
			20,
		),
		reading(-6, 91, 88),
	],
)


DINING = Action(
	key="alder-texture-choice",
	title="Two shown choices at lunch for the nine people on texture-modified diets",
	description=(
		"By {due}, the nine people at Alder House on levels 4 to 6 are shown two plated meals at lunch and "
		"supper and choose by eye or hand, and the cook sends each component in its own mould. The deputy "
		"manager sits in at three meals a week, target 9 of 9 offered a choice and plate waste under 20 per "
		"cent."
	),
	closure_test=(
		"Twelve observed meals over four weeks: every one of the nine people shown two plates each time, "
		"plate waste under 20 per cent by weight."
	),
	owner="samuel",
	priority="Medium",
	raised=-19,
	due=52,
	measure=Measure("Plate waste, people on modified diets", "% by weight", 41, 20, since=-22),
	events=[
		opened(-15),
		progress(
			-5,
			"Cook went to Beech Court's kitchen for a morning; moulds for carrot, pea and chicken borrowed to try.",
			15,
			"First week of shown plates",
			9,
		),
	],
)


WEEKENDS = Action(
	key="alder-weekends",
	title="Something chosen by residents on every Saturday and Sunday at Alder House",
	description=(
		"By {due}, each weekend at Alder House has one outing and one event picked by the residents' meeting, "
		"with a named member of staff not counted in care hours from 13:00 to 17:00. The deputy manager asks "
		"ten people every second Monday what they did, target 8 of 10 name something they enjoyed."
	),
	closure_test=(
		"Four fortnightly rounds of ten people: at least eight of ten name something they enjoyed at the "
		"weekend, and 7 of 8 weekends had both."
	),
	owner="samuel",
	priority="Low",
	raised=-104,
	due=13,
	measure=Measure("People of ten asked who enjoyed something at the weekend", "people", 2, 8, since=-107),
	events=[
		opened(-101, by="helen"),
		progress(
			-90,
			"Residents' meeting picked: garden centre, skittles, the church coffee morning, a takeaway night.",
			25,
			"First month of weekends",
			-60,
		),
		reading(-72, 5, 10),
		reassign(
			-70,
			"priya",
			(
				"Samuel covers nights until the senior post is filled; Priya takes it over with the "
				"activities coordinator."
			),
		),
		progress(
			-66,
			"Five weekends of six had both. Garden centre twice by request.",
			50,
			"Third round of asking",
			-45,
		),
		reading(-66, 6, 10),
	],
)


SOURCES = [
	Source(
		key="alder-laundry-complaint",
		day=-97,
		service="alder",
		type="Complaint",
		title="Complaint about a missing wedding suit and other clothes",
		summary=(
			"The son of {mr:suit} could not find his father's suit for a family wedding; it was on the "
			"unclaimed rail under a coat. 63 items hung there. Apology in person and in writing, suit "
			"dry-cleaned at our cost."
		),
		people_involved="{mr:suit} (person supported); his son",
		standards=["Reg 10", "Reg 16", "Responsive 4"],
		theme="Belongings",
		affected=1,
		external_id="CMP-ALD-055",
		factors={"Task Design and Guidance": "Laundry was sorted by colour and floor, never by person."},
		actions=[LAUNDRY],
	),
	Source(
		key="alder-night-breaks",
		day=-75,
		service="alder",
		type="Staff Supervision",
		title="Night staff without breaks, and people put to bed before they want to go",
		summary=(
			"Four of six night staff said in supervision that they had no break on most nights. The late team "
			"puts people to bed from 18:30 so that nights can manage; {mrs:late-film} told her key worker "
			"that she misses her films."
		),
		people_involved="{mrs:late-film} (person supported); four night care assistants",
		standards=["Reg 9", "Reg 18", "Safe 6", "Caring 5"],
		theme="Night staffing",
		affected=1,
		factors={
			"Staffing and Workload": "Three staff from 20:00 for 36 people on two floors, eleven of whom need two people to move."
		},
		actions=[TWILIGHT],
	),
	Source(
		key="alder-meals",
		day=-22,
		service="alder",
		type="Mock Inspection Recommendation",
		title="People on modified diets are not offered a choice at meals",
		summary=(
			"At lunch the nine people on levels 4 to 6 got one plate with three scoops of like colour. "
			"{mr:lunch} turned his head away twice and was offered yoghurt. The menu has two choices, but in "
			"ordinary texture only."
		),
		people_involved="{mr:lunch} (person supported)",
		standards=["Reg 14", "Caring 3"],
		theme="Mealtimes",
		affected=2,
		factors={
			"Task Design and Guidance": "The order sheet has no line for texture, so the kitchen makes one modified meal."
		},
		by="helen",
		actions=[DINING],
	),
	Source(
		key="alder-residents-meeting",
		day=-107,
		service="alder",
		type="Feedback",
		title="Residents' meeting: nothing to do at weekends",
		summary=(
			'Fourteen people at the meeting. {mrs:sunday}: "Sunday is the longest day." Two of ten could name '
			"something that they had enjoyed on the last weekend."
		),
		people_involved="{mrs:sunday} and thirteen others (people supported)",
		standards=["Reg 9", "Caring 3", "Responsive 4"],
		theme="Activities",
		factors={"Staffing and Workload": "The activities coordinator works Mondays to Fridays."},
		meeting=Meeting(
			-107,
			"Residents' meeting at Alder House",
			"Fourteen residents. Weekends are long; the garden wants benches; the new menu is liked.",
			by="priya",
			hour=10,
		),
		actions=[WEEKENDS],
	),
]
