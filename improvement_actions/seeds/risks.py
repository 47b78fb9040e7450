"""What a risk register starts with: the bands of its scores, and the categories of its risks."""

import frappe

SETTINGS = "Improvement Settings"

#: Name, lowest score, reviewed every so many days, colour: the 5×5 matrix as the NHS and most providers of care use it.
BANDS = (
	("Low", 1, 365, "Green"),
	("Moderate", 5, 180, "Yellow"),
	("High", 10, 90, "Orange"),
	("Extreme", 16, 30, "Red"),
)


def _category(name: str, description: str) -> dict:
	return {"doctype": "Risk Category", "category_name": name, "description": description}


RECORDS = [
	_category("Falls", "People falling, and the injuries that follow"),
	_category("Medicines", "Ordering, storing, giving and recording medicines"),
	_category("Safeguarding", "Abuse, neglect, and restrictions that nobody has authorised"),
	_category("Infection Control", "Outbreaks, hand hygiene, laundry, waste and water"),
	_category("Staffing", "Numbers, skills, recruitment and the use of agency staff"),
	_category("Fire and Premises", "Fire, water, lifts, heating and the state of the building"),
	_category("Nutrition and Hydration", "Weight loss, choking, dehydration, and texture-modified diets"),
	_category("Pressure Care", "Skin damage, and the equipment that prevents it"),
	_category("Moving and Handling", "Hoists, slings, and how people are moved"),
	_category(
		"Mental Capacity and Consent", "Capacity assessments, best interests, and deprivation of liberty"
	),
	_category("Behaviour and Distress", "Harm to people or staff when somebody is distressed"),
	_category("Missed or Late Care", "Calls and care that come late or not at all"),
	_category("Information Governance", "Personal data lost, leaked, or not there when needed"),
	_category("Business Continuity", "Loss of power, systems, suppliers or premises"),
	_category("Finance", "Income, costs, and people's own money"),
	_category("Governance", "Oversight, audits, policies, and duties to the regulator"),
]


def insert_bands() -> None:
	"""Give a site its first bands, once: what an administrator makes of them, even none, stays."""
	settings = frappe.get_doc(SETTINGS)
	if settings.risk_bands:
		return
	for band, from_score, review_every_days, colour in BANDS:
		row = {
			"band": band,
			"from_score": from_score,
			"review_every_days": review_every_days,
			"colour": colour,
		}
		settings.append("risk_bands", row)
	settings.save(ignore_permissions=True)
