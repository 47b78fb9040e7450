"""Kinds of evidence. Training records show completion; results of looking again show change."""


def _type(name: str, demonstrates: str, description: str) -> dict:
	return {
		"doctype": "Evidence Type",
		"type_name": name,
		"demonstrates": demonstrates,
		"description": description,
	}


RECORDS = [
	_type("Audit Result", "Change", "The result of an audit against a standard, with its sample"),
	_type("Incident Trend", "Change", "Numbers of incidents over time, before and after"),
	_type("Observation", "Change", "What was seen of practice, where and when"),
	_type("Feedback", "Change", "What people supported, relatives, staff or professionals say is different"),
	_type("Record Sample", "Change", "A sample of records, anonymised, that shows the new practice"),
	_type("Outcome Measure", "Change", "A measured result for people, such as weight or falls"),
	_type("Training Record", "Completion", "Who was trained, when"),
	_type("Policy or Procedure", "Completion", "The document as issued"),
	_type("Meeting Minutes", "Completion", "What was discussed and decided"),
	_type("Supervision Record", "Completion", "That supervision took place and what it covered"),
	_type("Photograph", "Completion", "A picture of a place or a piece of equipment"),
	_type("Invoice or Work Order", "Completion", "That something was bought or repaired"),
]
