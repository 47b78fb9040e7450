"""What a plan consists of, as a version of it keeps it: sections of rows, and fields with the kind of value in each.

The one list of these: the snapshot is taken by it, two snapshots are compared by it, and it is what people read.
"""

from dataclasses import dataclass

from ..problem import _

#: How a snapshot is laid out; raised when that changes, so that old ones can still be read.
LAYOUT = 1

TEXT, MARKUP, CHOICE, DAY, NUMBER, PERSON, NAMES = (
	"text",
	"markup",
	"choice",
	"day",
	"number",
	"person",
	"names",
)


@dataclass(frozen=True)
class Part:
	"""A field of a plan or of a row in it: its `name`, what people call it, and what `kind` of value it has.

	What is not `compared` only goes along with something that is: the day on which the status changed.
	"""

	name: str
	label: str
	kind: str = TEXT
	compared: bool = True


@dataclass(frozen=True)
class Section:
	"""Rows of one kind in a plan. `title` is the field that says which row it is.

	The three templates say what became of a row; {0} is what it is called.
	"""

	name: str
	heading: str
	parts: tuple[Part, ...]
	title: str
	added: str
	removed: str
	changed: str


PLAN_PARTS = (
	Part("title", _("Title")),
	Part("plan_type", _("Type"), CHOICE),
	Part("service", _("Service")),
	Part("plan_lead", _("Plan Lead"), PERSON),
	Part("start_date", _("Start"), DAY),
	Part("target_date", _("Target Date"), DAY),
	Part("aim", _("Aim")),
	Part("scope", _("Scope")),
	Part("plain_language", _("Plain-language Version"), MARKUP),
)

_MEASURE = (
	Part("indicator", _("Measured By")),
	Part("unit", _("Unit")),
	Part("baseline_value", _("Baseline"), NUMBER),
	Part("baseline_date", _("Baseline Measured On"), DAY),
	Part("target_value", _("Target"), NUMBER),
	Part("no_indicator_reason", _("Why No Measure Applies")),
)

SECTIONS = (
	Section(
		"objectives",
		_("Objectives"),
		(
			Part("objective", _("Objective")),
			Part("objective_owner", _("Owner"), PERSON),
			Part("due_date", _("By"), DAY),
			Part("horizon", _("Part"), CHOICE),
			*_MEASURE,
		),
		"objective",
		_("Objective added: {0}"),
		_("Objective taken out: {0}"),
		_("Objective “{0}”"),
	),
	Section(
		"milestones",
		_("Milestones"),
		(
			Part("milestone", _("Milestone")),
			Part("start_date", _("From"), DAY),
			Part("milestone_date", _("By"), DAY),
			Part("milestone_owner", _("Owner"), PERSON),
			Part("horizon", _("Part"), CHOICE),
			Part("reached_on", _("Reached On"), DAY),
			Part("note", _("Note")),
		),
		"milestone",
		_("Milestone added: {0}"),
		_("Milestone taken out: {0}"),
		_("Milestone “{0}”"),
	),
	Section(
		"findings",
		_("Findings"),
		(
			Part("title", _("Title")),
			Part("service", _("Service")),
			Part("source_type", _("Type"), CHOICE),
			Part("finding_reference", _("Reference in the Report")),
			Part("occurred_on", _("Date"), DAY),
			Part("finding_quote", _("Finding, Word for Word")),
			Part("theme", _("Theme")),
			Part("standards", _("Standards"), NAMES),
		),
		"title",
		_("Finding added: {0}"),
		_("Finding taken out: {0}"),
		_("Finding “{0}”"),
	),
	Section(
		"actions",
		_("Actions"),
		(
			Part("title", _("Title")),
			Part("service", _("Service")),
			Part("description", _("Description")),
			Part("source", _("Source")),
			Part("parent_action", _("Part Of")),
			Part("status", _("Status"), CHOICE),
			Part("priority", _("Priority"), CHOICE),
			Part("action_owner", _("Owner"), PERSON),
			Part("opened_on", _("Opened"), DAY, compared=False),
			Part("due_date", _("Due Date"), DAY),
			Part("closed_on", _("Closed"), DAY, compared=False),
			Part("horizon", _("Part"), CHOICE),
			Part("closure_test", _("Closure Test")),
			*_MEASURE,
			Part("latest_value", _("Latest Value"), NUMBER),
			Part("latest_reading_on", _("Latest Reading On"), DAY, compared=False),
		),
		"title",
		_("Action added: {0}"),
		_("Action taken out: {0}"),
		_("Action “{0}”"),
	),
	Section(
		"risks",
		_("Risks to the Plan"),
		(
			Part("risk_to_plan", _("What Might Go Wrong")),
			Part("likelihood", _("Likelihood"), CHOICE),
			Part("mitigation", _("What Is Done About It")),
			Part("risk_owner", _("Owner"), PERSON),
			Part("risk", _("On the Risk Register")),
		),
		"risk_to_plan",
		_("Risk to the plan added: {0}"),
		_("Risk to the plan taken out: {0}"),
		_("Risk to the plan “{0}”"),
	),
	Section(
		"communications",
		_("Communications"),
		(
			Part("audience", _("Who")),
			Part("message", _("What")),
			Part("channel", _("How")),
			Part("planned_on", _("When"), DAY),
			Part("done_on", _("Done On"), DAY),
			Part("communicated_by", _("By"), PERSON),
		),
		"audience",
		_("Communication added: {0}"),
		_("Communication taken out: {0}"),
		_("Communication “{0}”"),
	),
)

#: Sections that are tables of the plan itself; the others are records of their own.
TABLES = tuple(section for section in SECTIONS if section.name not in ("findings", "actions"))


def section(name: str) -> Section:
	"""Return the section called `name`."""
	return next(each for each in SECTIONS if each.name == name)


def people_in(snapshot: dict) -> set[str]:
	"""Return the users named in `snapshot`."""
	named = {snapshot["plan"].get(part.name) for part in PLAN_PARTS if part.kind == PERSON}
	for each in SECTIONS:
		persons = [part.name for part in each.parts if part.kind == PERSON]
		named |= {row.get(name) for row in snapshot.get(each.name) or () for name in persons}
	return named - {None, ""}
