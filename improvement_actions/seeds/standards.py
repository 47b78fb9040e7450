"""What the Care Quality Commission (England) judges against.

Regulations: Health and Social Care Act 2008 (Regulated Activities) Regulations 2014, Part 3, as amended.
Quality statements: the CQC's single assessment framework. The framework changes from time to time and differs
in Scotland, Wales and Northern Ireland: these are seeds for an administrator to edit, disable or replace.
"""

REGULATIONS = {
	"5": "Fit and proper persons: directors",
	"9": "Person-centred care",
	"9A": "Visiting and accompanying in care homes, hospitals and hospices",
	"10": "Dignity and respect",
	"11": "Need for consent",
	"12": "Safe care and treatment",
	"13": "Safeguarding service users from abuse and improper treatment",
	"14": "Meeting nutritional and hydration needs",
	"15": "Premises and equipment",
	"16": "Receiving and acting on complaints",
	"17": "Good governance",
	"18": "Staffing",
	"19": "Fit and proper persons employed",
	"20": "Duty of candour",
	"20A": "Requirement as to display of performance assessments",
}

QUALITY_STATEMENTS = {
	"Safe": (
		"Learning culture",
		"Safe systems, pathways and transitions",
		"Safeguarding",
		"Involving people to manage risks",
		"Safe environments",
		"Safe and effective staffing",
		"Infection prevention and control",
		"Medicines optimisation",
	),
	"Effective": (
		"Assessing needs",
		"Delivering evidence-based care and treatment",
		"How staff, teams and services work together",
		"Supporting people to live healthier lives",
		"Monitoring and improving outcomes",
		"Consent to care and treatment",
	),
	"Caring": (
		"Kindness, compassion and dignity",
		"Treating people as individuals",
		"Independence, choice and control",
		"Responding to people's immediate needs",
		"Workforce wellbeing and enablement",
	),
	"Responsive": (
		"Person-centred care",
		"Care provision, integration and continuity",
		"Providing information",
		"Listening to and involving people",
		"Equity in access",
		"Equity in experiences and outcomes",
		"Planning for the future",
	),
	"Well-led": (
		"Shared direction and culture",
		"Capable, compassionate and inclusive leaders",
		"Freedom to speak up",
		"Workforce equality, diversity and inclusion",
		"Governance, management and sustainability",
		"Partnerships and communities",
		"Learning, improvement and innovation",
		"Environmental sustainability",
	),
}


def _standard(kind: str, code: str, title: str, key_question: str | None = None) -> dict:
	return {
		"doctype": "Regulatory Standard",
		"framework": "CQC",
		"kind": kind,
		"code": code,
		"title": title,
		"key_question": key_question,
	}


RECORDS = [
	*(_standard("Regulation", f"Regulation {number}", title) for number, title in REGULATIONS.items()),
	*(
		_standard("Quality Statement", f"{key_question} {number}", title, key_question)
		for key_question, titles in QUALITY_STATEMENTS.items()
		for number, title in enumerate(titles, start=1)
	),
]
