"""Worked example: one fall caused by poor lighting, and the audit of every service that followed."""

from ..files import Note, Paper
from ..model import (
	Action,
	Measure,
	Source,
	completed,
	evidence,
	opened,
	progress,
	reading,
	verified,
)
from .lighting_walks import WALKS

AUDIT_ALL = Action(
	key="lighting-all-services",
	title="Lighting of stairs, paths and entrances measured after dark in all six services",
	description=(
		"By {due}, stairs, corridors, paths and entrances of all six Willowbrook services have been walked "
		"after dark on one 20-point sheet with a light meter, and every point under the agreed lux put right; "
		"a first look in the week of the fall found 94 of 126 points bright enough. One sub-action for each "
		"service with its own owner; the estates manager reports the count to the quality committee monthly, "
		"target 126 of 126 points."
	),
	closure_test=(
		"Six signed sheets, 126 of 126 points at or over the agreed lux, and no fall with lighting as a "
		"factor for 90 days in any service."
	),
	service="elm",
	owner="martin",
	priority="High",
	raised=-113,
	due=24,
	horizon="Long Term",
	by="helen",
	measure=Measure("Points at or over the agreed lux, all services", "points", 94, 126, since=-113),
	subs=WALKS,
	events=[
		opened(-112, by="helen"),
		progress(
			-98,
			(
				"Sheet tried at Elm View with two tenants, then cut from 34 points to 20 or so for each "
				"building. Meter and sheet go round the services in turn."
			),
			20,
			"Four services walked",
			-60,
		),
		reading(-85, 101),
		reading(-62, 110),
		progress(
			-58,
			(
				"Alder House, Beech Court and Elm View done. One invoice for 31 lamps, £2,140; sensor lamps "
				"chosen outdoors."
			),
			55,
			"The Old Forge and the houses",
			-20,
		),
		reading(-22, 114),
		progress(
			-8,
			"Four of six services finished. Orchard Road and the homecare branch are left.",
			80,
			"All six sheets signed",
			20,
		),
		reading(-8, 120),
	],
)


FIX = Action(
	key="lighting-fix",
	title="Courtyard stairs at Elm View relit, and lamp faults mended within 24 hours",
	description=(
		"By {due}, the courtyard stairs at Elm View have three sensor lamps at 100 lux or more at each tread, "
		"the broken handrail end is capped, and any lamp fault reported by a tenant is mended within 24 "
		"hours, logged by the estates manager daily; target 100 per cent."
	),
	closure_test=(
		"Meter readings on all 14 treads at 100 lux or more after dark, and four weeks of the fault log with "
		"every lamp mended within 24 hours."
	),
	owner="martin",
	priority="Critical",
	raised=-118,
	due=-104,
	measure=Measure("Lowest reading on the courtyard stairs", "lux", 8, 100, since=-118),
	events=[
		opened(-118),
		progress(
			-117,
			"Temporary floodlight up since last night; stairs taped off until it was.",
			40,
			"Sensor lamps fitted",
			-110,
		),
		evidence(
			-108,
			"Invoice or Work Order",
			"Electrician's work order, courtyard stairs",
			"Three sensor lamps, handrail end.",
			Paper(
				"work-order-courtyard",
				"Work order 2217: Elm View, courtyard stairs",
				(
					(
						"Fit three LED sensor lamps (IP65) at the head, turn and foot of the stairs; 90 "
						"seconds, dusk setting."
					),
					"Cap handrail end at the foot. Tested after dark with the estates manager: lowest tread 118 lux.",
				),
			),
		),
		evidence(
			-106,
			"Observation",
			"Meter readings after dark, fourteen treads",
			"Read at 22:45 by the estates manager with a tenant holding the sheet. Lowest 118 lux on tread 9.",
			Note(
				"stairs-meter-readings",
				(
					"Treads 1 to 14, lux, 22:45, dry, no moon:\n141 138 136 133 130 127 124 121 118 122 128 "
					"131 137 140\nLowest: 118 (tread 9, was 8)."
				),
			),
			118,
			also=("lighting-all-services",),
		),
		completed(
			-105,
			"The darkest tread went from 8 lux on the night of the fall to 118 lux on {d:-106}. Lamp faults "
			"waited 16 days on average before; the two reported since were mended in 5 and 20 hours.",
			"The lamp had been reported twice. The report went to the housing provider's inbox and nobody here knew.",
		),
		verified(
			-96,
			"ruth",
			"Observation",
			(
				"Walked the stairs at 22:50 with two tenants. Lamps come on before the first tread. Fault log "
				"read: two faults, both inside a day."
			),
			14,
			118,
		),
	],
)


SOURCES = [
	Source(
		key="lighting-fall",
		day=-119,
		occurred=-120,
		service="elm",
		type="Incident",
		title="Tenant fell on the unlit courtyard stairs and broke a wrist",
		summary=(
			"At 22:40 {mrs:stairs}, home from her choir, missed the ninth step of the courtyard stairs and "
			"fell four steps. Broken left wrist, in hospital overnight. Both lamps on the stairs were out; "
			"tenants had reported them sixteen days and nine days before to the housing provider's mailbox. "
			"Her family was told the same evening; duty of candour letter sent."
		),
		people_involved="{mrs:stairs} (tenant); a neighbour who rang 999; her niece",
		standards=["Reg 12", "Reg 15", "Reg 20", "Safe 5"],
		theme="Lighting and premises",
		harm="Moderate",
		affected=1,
		notifiable=True,
		external_id="INC-ELM-0102",
		factors={
			"Environment": "Both stair lamps were out; the darkest tread measured 8 lux.",
			"Communication": "Lamp faults went to a mailbox of the housing provider that nobody in the service could see.",
			"External Services": "The landlord's repair time for lighting was ten working days, whatever the place.",
		},
		root_cause=(
			"Nobody at Elm View owned lighting: faults were passed on and not followed, and no service had "
			"ever been walked after dark."
		),
		investigated=-114,
		actions=[FIX, AUDIT_ALL],
	),
]
