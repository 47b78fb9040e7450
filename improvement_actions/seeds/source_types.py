"""Where findings come from. `requires_root_cause` and `always_formal` follow the weight of the source."""


def _type(name: str, priority: str, **rules: int) -> dict:
	return {"doctype": "Improvement Source Type", "type_name": name, "default_priority": priority, **rules}


RECORDS = [
	_type("Incident", "High"),
	_type("Complaint", "Medium"),
	_type("Safeguarding Concern", "High", requires_root_cause=1, always_formal=1),
	_type("Audit Finding", "Medium"),
	_type("Mock Inspection Recommendation", "Medium", is_inspection_finding=1),
	_type("Inspection Report Finding", "High", is_inspection_finding=1),
	_type("Service Review", "Medium"),
	_type("Feedback", "Low"),
	_type("Risk Control Failure", "High", requires_root_cause=1),
	_type("Staff Supervision", "Low"),
]
