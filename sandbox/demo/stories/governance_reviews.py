"""The quality committee: two meetings held, and one next week."""

from ..model import Decision, Review

_GUESTS = (("Margaret Dunn", "Relative, chair of the families' forum"),)

REVIEWS: list[Review] = [
	Review(
		planned=-105,
		day=-91,
		chair="david",
		present=("helen", "ruth", "gareth", "tomasz"),
		apologies=("denise",),
		guests=_GUESTS,
		decisions=(
			Decision(
				"plans-resident-of-the-day",
				"Carry Over",
				"Gareth brings the figures for all three units to the next meeting.",
			),
			Decision(
				"falls-sensor-mats",
				"Note",
				"The committee asks for the delivery date of the mats in writing before the end of {m:-75}.",
			),
			Decision("beech-turning", "Carry Over", "Staffing at night has to be settled first."),
			Decision(
				"forge-placemats", "Note", "Denise reports that the mealtime observations start next week."
			),
			Decision("homecare-spot-checks", "Close the Item", "Ruth verifies it within the week."),
		),
		business=(
			(
				"Families' forum",
				"Margaret Dunn asks that relatives hear what came of their suggestions. Helen takes it up.",
			),
		),
		minutes=(
			"<p>First meeting in this form. The committee goes through what is slipping and stale, and leaves what is on "
			"time to the services.</p><p>Martin is thanked for the lighting at Elm View, which was done before its date.</p>"
		),
		next_day=-30,
	),
	Review(
		planned=-60,
		day=-30,
		chair="david",
		present=("helen", "ruth", "denise", "tomasz"),
		apologies=("gareth",),
		guests=_GUESTS,
		decisions=(
			Decision("plans-resident-of-the-day", "Close the Item", "Completed; Ruth verifies it this week."),
			Decision(
				"beech-turning",
				"Carry Over",
				"The rota for nights is being rewritten; Carol reports when it has run for a month.",
			),
			Decision(
				"falls-sensor-mats",
				"Escalate",
				"The mats have been promised twice. Helen speaks to the supplier and reports to the next meeting.",
				"helen",
			),
			Decision(
				"beech-dols-conditions", "Carry Over", "Gareth has sent his apologies; he is asked to attend."
			),
			Decision(
				"canal-evacuation",
				"New Date",
				"The fire engineer signs off the panel at Orchard Road in the second week of the month; no drill before.",
				-6,
			),
			Decision(
				"elm-fire-doors",
				"Note",
				"Martin is asked whether a second contractor can take half the doors.",
			),
			Decision("lighting-forge", "Note", "Denise expects to complete it within ten days."),
		),
		minutes=(
			"<p>More has slipped since summer than before. The committee asks every manager to say at the start what could "
			"make a date impossible.</p><p>Evidence is better: six actions were closed, all of them on time.</p>"
		),
		next_day=7,
	),
	Review(planned=-5, day=7, chair="david", present=("helen", "ruth", "gareth", "denise", "tomasz")),
]
