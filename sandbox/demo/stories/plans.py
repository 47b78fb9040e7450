"""Three improvement plans: an answer to inspectors issued twice, a theme still too vague to issue, and one of the whole provider."""

from ..plans import Edit, Issue, Plan, Report

BEECH = Plan(
	key="plan-beech",
	day=-84,
	by="gareth",
	title="Beech Court: what we change after the inspection",
	type="Inspection Response",
	service="beech",
	lead="gareth",
	start=-84,
	target=45,
	aim=(
		"By {due} the care plan of every person at Beech Court says what they need today: 95% of plans in the monthly "
		"audit of twelve agree with what the deputy sees in the room."
	),
	scope=(
		"Care plans, handover of changes, conditions on DoLS authorisations and emergency equipment on both floors. "
		"Staffing levels are not in it: they are reviewed by the provider every quarter."
	),
	plain=(
		"<p>Inspectors came to Beech Court. They told us that some care plans were out of date. They were right.</p>"
		"<p><b>What this means for you.</b> Once a month we sit down with you, and with your family if you like, and go "
		"through your plan together. You can ask for a change at any time.</p>"
		"<p><b>How you can help.</b> Tell any nurse or carer when something is not as you want it. You can also tell Gareth, "
		"the manager. His door is open every afternoon.</p>"
	),
	sources=["plans-inspection", "plans-follow-up", "beech-mca-mock", "beech-emergency"],
	actions=[
		"plans-resident-of-the-day",
		"plans-handover",
		"plans-bed-rails",
		"beech-dols-conditions",
		"beech-emergency-kit",
	],
	objectives=[
		{
			"objective": "95% of care plans in the monthly audit of twelve agree with the care seen in the room",
			"objective_owner": "gareth",
			"due_date": 30,
			"horizon": "Long Term",
			"indicator": "Care plans that agree with care given",
			"unit": "%",
			"baseline_value": 58,
			"baseline_date": -90,
			"target_value": 95,
		},
		{
			"objective": "Emergency equipment is checked and signed for on every day of the month on both floors, seen in the log by the clinical lead",
			"objective_owner": "carol",
			"due_date": -30,
			"horizon": "Quick Win",
			"indicator": "Days with a signed check",
			"unit": "%",
			"baseline_value": 67,
			"baseline_date": -99,
			"target_value": 100,
		},
	],
	milestones=[
		{"milestone": "Every person has a named nurse for their plan", "start_date": -80, "milestone_date": -60, "milestone_owner": "carol", "horizon": "Quick Win"},
		{"milestone": "Handover sheet in use on both floors", "start_date": -75, "milestone_date": -45, "milestone_owner": "carol", "horizon": "Quick Win"},
		{"milestone": "First audit at 90% or above", "milestone_date": -10, "milestone_owner": "gareth", "horizon": "Long Term"},
		{"milestone": "Three audits in a row at 95% or above", "milestone_date": 40, "milestone_owner": "gareth", "horizon": "Long Term"},
	],
	risks=[
		{"risk_to_plan": "Agency nurses do not know the handover sheet", "likelihood": "High", "mitigation": "Ten minutes with the nurse in charge before a first shift, signed for", "risk_owner": "carol"},
		{"risk_to_plan": "Audits slip when the deputy is on leave", "likelihood": "Medium", "mitigation": "Ruth Ellison audits in that month", "risk_owner": "gareth"},
	],
	communications=[
		{"audience": "People who live here", "message": "What inspectors said and what changes, in the plain-language version", "channel": "Residents' meeting", "planned_on": -75, "communicated_by": "gareth"},
		{"audience": "Families", "message": "Letter with the plain-language version and an invitation to the relatives' evening", "channel": "Letter", "planned_on": -70, "communicated_by": "gareth"},
		{"audience": "Local authority quality team", "message": "The issued plan", "channel": "E-mail", "planned_on": -80, "communicated_by": "helen"},
	],
	steps=[
		Issue(-82, "helen", "Sent to the CQC and to the local authority's quality team."),
		Edit(-74, "gareth", told={"Local authority": -80, "People who live here": -75}),
		Edit(
			-36,
			"gareth",
			target=60,
			due={"agree with the care seen": 50},
			reached={"named nurse": -62, "Handover sheet": -41},
			told={"Families": -68},
			objectives=[
				{
					"objective": "Every condition on a DoLS authorisation has a dated entry that shows it is met, in the monthly check of all of them by the manager",
					"objective_owner": "gareth",
					"due_date": 20,
					"horizon": "Long Term",
					"indicator": "Conditions shown to be met",
					"unit": "%",
					"baseline_value": 40,
					"baseline_date": -60,
					"target_value": 100,
				}
			],
		),
		Issue(-28, "helen", "New target date and an objective for DoLS conditions, agreed at the quality committee."),
	],
)  # fmt: skip

CANAL = Plan(
	key="plan-canal-medicines",
	day=-12,
	by="denise",
	title="Medicines at Canal Street: on time, and with people when they go out",
	type="Theme",
	service="canal",
	lead="denise",
	start=-12,
	target=120,
	aim=(
		"By {due} every person at Canal Street has each medicine within an hour of its time, at home and out: 97% of entries in "
		"the monthly audit of all three houses."
	),
	scope="Medicines given or prompted by support workers at the three houses, and on outings.",
	plain="",
	sources=["mar-pharmacist", "canal-outing"],
	actions=["mar-electronic-pilot", "canal-rescue-medicine"],
	objectives=[
		{"objective": "Improve medicines management across the houses", "objective_owner": "jamie", "horizon": "Long Term"},
		{
			"objective": "Rescue medicine is carried on every outing of a person who may need it, seen in the outing log checked weekly by the team leader",
			"objective_owner": "jamie",
			"due_date": 30,
			"horizon": "Quick Win",
			"indicator": "Outings with rescue medicine carried",
			"unit": "%",
			"baseline_value": 82,
			"baseline_date": -40,
			"target_value": 100,
		},
	],
	milestones=[
		{"milestone": "Outing bags packed and checked at each house", "milestone_date": 10, "milestone_owner": "jamie", "horizon": "Quick Win"},
		{"milestone": "Electronic charts at all three houses", "milestone_date": 100, "milestone_owner": "denise", "horizon": "Long Term"},
	],
	steps=[
		Report(
			-10,
			"denise",
			source_type="Mock Inspection Recommendation",
			inspected=-15,
			headings=("Ref", "Recommendation", "Regulation / quality statement", "Key question", "Theme", "Action", "How", "Lead", "By when", "How will we know"),
			rows=[
				("M4", "Protocols for medicines taken when needed did not say when to give them. Support workers at two houses gave us different answers.", "Reg 12(2)(g); Medicines optimisation", "Safe", "Medicines when needed", "Every protocol for a medicine taken when needed says for which signs it is given and how long to wait, signed by the GP", "By {d:45} the team leader at each of the three houses goes through the protocols with the GP and the people they are for.", "Jamie Hargreaves", 45, "The deputy reads all protocols by {d:50}: each names signs, dose and interval"),
				("M4", "", "", "", "", "Support workers are asked about two protocols in each supervision", "From {d:7} the supervision form has two questions on protocols, asked without the chart at hand and noted with the answer.", "Jamie Hargreaves", 60, "Twelve supervision notes in a row with right answers to both"),
				("M6", "The fridge at the second house was above eight degrees on nine days of the last month. Nobody had acted on it.", "Regulation 12", "Safe", "Medicines storage", "", "", "", "", ""),
				("M7", "Returns to the pharmacy were not recorded.", "Regulation 12", "Safe", "Medicines returns", "Keep a book of returns", "", "J.H.", "ASAP", ""),
			],
		),
	],
)  # fmt: skip

PREMISES = Plan(
	key="plan-premises",
	day=-42,
	by="helen",
	title="Safe buildings and vehicles in every service",
	type="Provider-wide",
	lead="martin",
	start=-42,
	target=90,
	aim=(
		"By {due} no check of lighting, fire doors, hot water or vehicle restraints in any service finds a fault that is "
		"older than seven days."
	),
	scope="Premises and vehicles of all six services. People's own equipment is not in it.",
	plain=(
		"<p>A person fell on dark stairs. We looked at all our buildings, and found more to put right: doors, hot water, "
		"and the straps in the minibus.</p><p>Tell us when a light is out or a door does not shut. We put it right within a week.</p>"
	),
	sources=["lighting-fall", "elm-fire-audit", "alder-scald-risk", "canal-fire-mock", "forge-clamps"],
	actions=["lighting-all-services", "elm-fire-doors", "alder-hot-water", "canal-evacuation", "forge-minibus-clamps"],
	objectives=[
		{
			"objective": "No fault found in a monthly walk of any service is older than seven days, seen in the log that Martin Fell checks every month",
			"objective_owner": "martin",
			"due_date": 80,
			"horizon": "Long Term",
			"indicator": "Faults older than seven days",
			"unit": "faults",
			"baseline_value": 31,
			"baseline_date": -60,
			"target_value": 0,
		},
		{
			"objective": "All baths and showers used by people run at 44 degrees or below in the weekly check of each service",
			"objective_owner": "martin",
			"due_date": 15,
			"horizon": "Quick Win",
			"indicator": "Outlets above 44 degrees",
			"unit": "outlets",
			"baseline_value": 4,
			"baseline_date": -63,
			"target_value": 0,
		},
	],
	milestones=[
		{"milestone": "One log of faults for all services", "milestone_date": -20, "milestone_owner": "martin", "horizon": "Quick Win"},
		{"milestone": "Contract with one fire door company", "start_date": -40, "milestone_date": -5, "milestone_owner": "martin", "horizon": "Quick Win"},
		{"milestone": "Two months without a fault older than seven days", "milestone_date": 75, "milestone_owner": "martin", "horizon": "Long Term"},
	],
	risks=[
		{"risk_to_plan": "The landlord of Elm View delays the doors", "likelihood": "Medium", "mitigation": "Monthly meeting with the housing association, escalated to its director", "risk_owner": "helen"},
	],
	communications=[
		{"audience": "All registered managers", "message": "What is checked in the monthly walk, and by whom", "channel": "Managers' meeting", "planned_on": -35, "communicated_by": "martin"},
	],
	steps=[
		Issue(-40, "helen", "Agreed at the quality committee."),
		Edit(-18, "helen", reached={"One log of faults": -21}, told={"All registered managers": -35}),
	],
)  # fmt: skip

PLANS = [BEECH, CANAL, PREMISES]
