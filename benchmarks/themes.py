"""What generated actions are about: believable improvements of adult social care, each with its measure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Theme:
	"""An improvement and how it is measured; `baseline` and `target` are the spans that figures are drawn from."""

	title: str
	finding: str
	description: str
	closure_test: str
	indicator: str
	unit: str
	direction: str
	baseline: tuple[int, int]
	target: tuple[int, int]
	change: str
	milestone: str
	barrier: str


THEMES = (
	Theme(
		"Senior on duty checks every MAR chart at handover",
		"Gaps in MAR charts",
		"The senior on each shift checks all MAR charts for gaps at handover and signs the check sheet.",
		"Monthly audit of 20 MAR charts by the registered manager shows the target share of entries signed.",
		"MAR entries signed",
		"%",
		"Increase",
		(60, 85),
		(95, 99),
		"MAR audit compliance moved from {0}% to {1}%.",
		"Check sheet in use on every shift",
		"Two senior posts are vacant",
	),
	Theme(
		"Falls risk assessments reviewed within 24 hours of a fall",
		"Falls without a reviewed risk assessment",
		"The nurse in charge reviews the falls risk assessment within 24 hours of every fall.",
		"Monthly sample of all falls shows the target share reviewed within 24 hours.",
		"Assessments reviewed in time",
		"%",
		"Increase",
		(40, 70),
		(90, 98),
		"Falls assessments reviewed within 24 hours moved from {0}% to {1}%.",
		"All night staff shown how to complete the review",
		"The system does not remind anybody",
	),
	Theme(
		"Repositioning charts kept for everybody at risk of pressure damage",
		"Gaps in repositioning charts",
		"Care staff record every repositioning at the time; the deputy samples five charts each week.",
		"Weekly sample of five charts shows no more gaps than the target over four weeks.",
		"Gaps in five charts",
		"gaps",
		"Decrease",
		(8, 25),
		(0, 3),
		"Gaps in five sampled charts moved from {0} to {1}.",
		"Charts at every bedside",
		"Agency staff use their own charts",
	),
	Theme(
		"Calls of more than 30 minutes late are reported the same day",
		"Late homecare calls",
		"The co-ordinator reports late calls daily and calls each person affected.",
		"Four weeks in a row with no more late calls a week than the target.",
		"Late calls a week",
		"calls",
		"Decrease",
		(12, 30),
		(2, 5),
		"Late calls a week moved from {0} to {1}.",
		"Report runs each evening",
		"Travel time on the rural round",
	),
	Theme(
		"Consent recorded in every care plan, with capacity where it is in doubt",
		"Care plans without recorded consent",
		"Key workers record consent or a best-interests decision in each care plan at its next review.",
		"Monthly audit of ten care plans shows the target share with consent recorded.",
		"Care plans with consent recorded",
		"%",
		"Increase",
		(45, 75),
		(95, 100),
		"Care plans with consent recorded moved from {0}% to {1}%.",
		"Half of all care plans reviewed",
		"Waiting for the relevant person's representative",
	),
	Theme(
		"Supervision of every member of staff at least every eight weeks",
		"Supervision overdue",
		"Line managers book supervision for the quarter ahead and record it on the day.",
		"Quarterly report shows the target share of staff supervised within eight weeks.",
		"Staff supervised within eight weeks",
		"%",
		"Increase",
		(50, 80),
		(92, 98),
		"Staff supervised within eight weeks moved from {0}% to {1}%.",
		"Dates for the quarter booked",
		"Sickness in the management team",
	),
	Theme(
		"Emergency lighting tested monthly and its faults mended within seven days",
		"Emergency lighting not tested",
		"The maintenance lead tests monthly, logs faults and closes them within seven days.",
		"Three monthly logs in a row show no more open faults older than seven days than the target.",
		"Faults older than seven days",
		"faults",
		"Decrease",
		(4, 12),
		(0, 1),
		"Faults older than seven days moved from {0} to {1}.",
		"Contractor's visit booked",
		"Parts are on back order",
	),
	Theme(
		"Complaints answered in writing within 20 working days",
		"Complaints answered late",
		"The manager logs each complaint on the day and answers it in writing within 20 working days.",
		"Quarterly log shows the target share answered within 20 working days.",
		"Complaints answered in time",
		"%",
		"Increase",
		(35, 70),
		(90, 100),
		"Complaints answered in time moved from {0}% to {1}%.",
		"Log agreed with the office",
		"Two complaints wait for another provider",
	),
)

WHERE = (
	"on the first floor",
	"on the dementia unit",
	"at night",
	"at weekends",
	"in the annexe",
	"for new staff",
)
REASONS = (
	"The post was filled a month later than planned.",
	"The audit tool had to be changed first.",
	"Staff sickness held up the second round of checks.",
	"Waiting for the contractor.",
)
NOTES = (
	"Agreed with the team and started on one unit.",
	"Second unit included; questions answered at handover.",
	"Sample taken; two gaps found and followed up.",
	"All shifts covered; the next sample is due.",
)
