"""Contributory factors, grouped as in the Systems Engineering Initiative for Patient Safety (SEIPS) model."""


def _factor(name: str, category: str) -> dict:
	return {"doctype": "Contributory Factor", "factor_name": name, "category": category}


RECORDS = [
	_factor("Communication", "Team"),
	_factor("Handover", "Team"),
	_factor("Training and Competence", "People"),
	_factor("Supervision", "People"),
	_factor("Staffing and Workload", "Organisation"),
	_factor("Skill Mix", "Organisation"),
	_factor("Leadership and Culture", "Organisation"),
	_factor("Task Design and Guidance", "Task"),
	_factor("Care Planning", "Task"),
	_factor("Record Keeping", "Task"),
	_factor("Medicines Process", "Task"),
	_factor("Equipment", "Environment"),
	_factor("Environment", "Environment"),
	_factor("Person's Health or Needs", "Person Supported"),
	_factor("External Services", "Organisation"),
]
