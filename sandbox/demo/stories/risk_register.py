"""The risk register: what each service knows might happen, how it was scored over the year, and which actions bear on it."""

from __future__ import annotations

from ..risks import Control, Risk, accepted, assessed, closed, linked, tested

RISKS = [
	Risk(
		key="risk-falls",
		day=-240,
		service="alder",
		category="Falls",
		owner="samuel",
		title="Residents fall at night on the way to the bathroom and lie there unseen",
		description="Eleven people get up at night without calling. Dim corridors, worn slippers and sedating medicines lead "
		"to unwitnessed falls, with hip fractures and long lies.",
		inherent=(5, 4),
		residual=(4, 4),
		target=(2, 4),
		controls=[
			Control(
				"Multifactorial falls assessment on admission and after every fall",
				"Preventive",
				"Inadequate",
				"priya",
			),
			Control("Two-hourly checks between 22:00 and 07:00, signed", "Detective", "Adequate", review=25),
			Control(
				"Sensor mats linked to the call bells for people who fall at night",
				"Detective",
				"Untested",
				"martin",
			),
		],
		events=[
			linked(-232, "falls-risk-assessments", control=1),
			linked(-146, "falls-sensor-mats", control=3),
			tested(-150, 1, "Adequate", "Ten records sampled: all complete, each with a medicines review."),
			assessed(
				-150,
				(3, 4),
				"Assessments complete for everyone; falls are down from 14 to 9 a month. Nights still stand out.",
			),
		],
	),
	Risk(
		key="risk-infection",
		day=-200,
		service="alder",
		category="Infection Control",
		owner="priya",
		title="Norovirus or influenza spreads through the house in a week",
		description="Shared dining and lounges, agency staff who work in several homes, and hand hygiene that is taught and not "
		"watched let an outbreak reach most residents.",
		inherent=(4, 4),
		residual=(3, 4),
		target=(2, 3),
		controls=[
			Control(
				"Hand hygiene watched at the point of care, five moments", "Detective", "Inadequate", "samuel"
			),
			Control("Isolation within four hours of two linked cases", "Corrective", "Adequate"),
		],
		events=[
			linked(-160, "alder-hand-hygiene", control=1),
			tested(-76, 1, "Adequate", "60 observations: 57 as they should be."),
			assessed(
				-75,
				(2, 3),
				"Hand hygiene verified at 95%; two staff off with norovirus in spring, no resident ill.",
			),
		],
	),
	Risk(
		key="risk-hot-water",
		day=-90,
		service="alder",
		category="Fire and Premises",
		owner="martin",
		title="Somebody is scalded in a bath or shower",
		description="Thermostatic valves drift. People with dementia do not pull away, and a full-body scald kills.",
		inherent=(3, 5),
		residual=(2, 5),
		target=(1, 5),
		controls=[
			Control(
				"Monthly temperature record of every full-body outlet",
				"Detective",
				"Inadequate",
				"martin",
				review=6,
			),
			Control("Staff test the bath with a thermometer before each use", "Preventive", "Adequate"),
		],
		events=[linked(-61, "alder-hot-water", control=1)],
	),
	Risk(
		key="risk-pressure",
		day=-180,
		service="beech",
		category="Pressure Care",
		owner="carol",
		title="Residents who cannot turn themselves get pressure ulcers",
		description="Fourteen people need turning. Late turns and air mattresses set for the wrong weight break the skin within a "
		"day.",
		inherent=(4, 5),
		residual=(4, 4),
		target=(2, 4),
		controls=[
			Control(
				"Turning chart within thirty minutes of each due time", "Preventive", "Inadequate", "carol"
			),
			Control(
				"Air mattress setting checked against weight each week",
				"Preventive",
				"Adequate",
				"carol",
				review=12,
			),
		],
		events=[
			linked(-136, "beech-turning", control=1),
			linked(-136, "beech-mattress-settings", control=2),
			assessed(
				-95,
				(3, 4),
				"Mattress settings verified right for all fourteen; turning charts are still late at night.",
			),
		],
	),
	Risk(
		key="risk-mental-capacity",
		day=-150,
		service="beech",
		category="Mental Capacity and Consent",
		owner="gareth",
		title="People are restrained or restricted without lawful authority",
		description="Bed rails, locked doors and covert medicines without a capacity assessment or an authorisation breach "
		"Article 5 and the Mental Capacity Act.",
		inherent=(4, 4),
		residual=(3, 4),
		target=(1, 4),
		controls=[
			Control(
				"Capacity assessment and best interests decision before any bed rail",
				"Preventive",
				"Inadequate",
				"carol",
			),
			Control(
				"Register of DoLS authorisations with their conditions", "Detective", "Inadequate", "gareth"
			),
		],
		events=[
			linked(-114, "plans-bed-rails", control=1),
			linked(-85, "beech-dols-conditions", control=2),
		],
	),
	Risk(
		key="risk-fire",
		day=-170,
		service="canal",
		category="Fire and Premises",
		owner="denise",
		title="People cannot be got out of a burning house at night with one member of staff",
		description="One member of staff sleeps in each of three houses. Two tenants need help to get up, and one refuses to leave "
		"when the alarm sounds.",
		inherent=(3, 5),
		residual=(2, 5),
		target=(1, 5),
		controls=[
			Control(
				"Night evacuation drill with the real number of staff", "Detective", "Inadequate", "martin"
			),
			Control(
				"Personal evacuation plan for each tenant, read by all agency staff",
				"Directive",
				"Untested",
				review=-4,
			),
		],
		events=[linked(-80, "canal-evacuation", control=1)],
	),
	Risk(
		key="risk-medicines-canal",
		day=-340,
		service="canal",
		category="Medicines",
		owner="jamie",
		title="Tenants miss medicines or get them twice",
		description="Nineteen staff give medicines in three houses, with handover by word of mouth.",
		inherent=(5, 3),
		residual=(4, 3),
		target=(2, 3),
		controls=[
			Control("Every chart checked by two people at each handover", "Detective", "Inadequate", "jamie"),
			Control(
				"Observed competency each year for all who give medicines",
				"Preventive",
				"Inadequate",
				"denise",
			),
		],
		events=[
			linked(-327, "mar-handover-check", control=1),
			linked(-326, "mar-competency", control=2),
			tested(-200, 1, "Adequate", "Audit of 120 charts: 97% complete."),
			tested(-200, 2, "Adequate", "Nineteen of nineteen observed this year."),
			assessed(
				-199,
				(2, 3),
				"Both actions verified: audit compliance is at 97% and every member of staff was observed.",
			),
			assessed(
				-30, (2, 3), "Sustained at the last two audits. Looked at with the pharmacist; no change."
			),
		],
	),
	Risk(
		key="risk-missed-calls",
		day=-160,
		service="homecare",
		category="Missed or Late Care",
		owner="tomasz",
		title="A person who lives alone is left without their call",
		description="Sickness on a weekend run, phones without signal and calls that nobody logs leave people without medicines, "
		"food or help to get up.",
		inherent=(4, 5),
		residual=(3, 5),
		target=(2, 4),
		controls=[
			Control(
				"Calls not logged within 15 minutes are chased by the duty coordinator",
				"Detective",
				"Inadequate",
				"aisha",
			),
			Control(
				"Weekend calls within 20 minutes of the agreed time on all runs",
				"Preventive",
				"Untested",
				"tomasz",
			),
		],
		events=[
			linked(-140, "homecare-punctuality", control=2),
			linked(-4, "homecare-missed-visit", control=1),
			assessed(
				-70,
				(3, 5),
				"Punctuality is up to 88%, but a missed call in the week before kept the score where it was.",
			),
		],
	),
	Risk(
		key="risk-recruitment",
		day=-120,
		service="homecare",
		category="Staffing",
		owner="tomasz",
		title="Too few care workers to cover new packages",
		description="Vacancies stand at 14%. The local authority asks for packages that could be covered with overtime only.",
		inherent=(4, 4),
		residual=(3, 3),
		target=(2, 3),
		controls=[
			Control(
				"No new package without a named run and two named workers",
				"Preventive",
				"Adequate",
				review=40,
			),
			Control("Values-based recruitment each month with the college", "Preventive", "Adequate"),
		],
		events=[
			accepted(
				-100,
				230,
				"The board will rather decline packages than lower the bar for recruitment. Looked at again at mid-year.",
			)
		],
	),
	Risk(
		key="risk-outdoor-stairs",
		day=-119,
		service="elm",
		category="Fire and Premises",
		owner="tomasz",
		title="Tenants and visitors fall on the unlit courtyard stairs",
		description="Two of four lamps were out for a month, and nobody knew who mends them.",
		inherent=(4, 3),
		residual=(4, 3),
		target=(1, 3),
		controls=[
			Control("Lamp faults reported and mended within two days", "Corrective", "Inadequate", "martin")
		],
		events=[
			linked(-117, "lighting-fix", control=1),
			tested(-92, 1, "Adequate", "Five faults since, all mended within two days."),
			assessed(-92, (1, 3), "Relit and measured after dark. No fall since."),
			closed(
				-60, "The stairs are relit, the fault line works, and there has been no fall in two months."
			),
		],
	),
	Risk(
		key="risk-medicines-elm",
		day=-250,
		service="elm",
		category="Medicines",
		owner="aisha",
		title="Nobody knows how much help a tenant needs with medicines",
		description="The level of support is agreed by word of mouth when somebody moves in and changes after hospital.",
		inherent=(3, 4),
		residual=(3, 3),
		target=(2, 2),
		controls=[
			Control(
				"Level of medicines support written in each tenant's plan",
				"Directive",
				"Inadequate",
				"tomasz",
			)
		],
		events=[linked(-250, "elm-medicines-levels", control=1)],
	),
	Risk(
		key="risk-transport",
		day=-12,
		service="forge",
		category="Moving and Handling",
		owner="denise",
		title="A wheelchair tips or rolls in the minibus",
		description="Clamps differ between the two minibuses, and relief drivers have not been shown.",
		controls=[Control("Clamps checked before each run and signed", "Preventive", "Untested", "martin")],
		events=[linked(-11, "forge-minibus-clamps", control=1)],
	),
]
