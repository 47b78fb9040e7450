"""An action that reduces a risk, and the source that it comes from: one for each risk, of type Risk Control Failure."""

import frappe
from frappe import _
from frappe.utils import nowdate

from improvement_actions.from_records import references
from improvement_actions.improvement_actions.doctype.risk_register_entry import counts
from improvement_actions.lifecycle.origin import title_from
from improvement_actions.lifecycle.problem import Problem
from improvement_actions.lifecycle.risks import RISK, actions, controls, scores
from improvement_actions.lifecycle.risks.bands import priority_of
from improvement_actions.locks import lock
from improvement_actions.refusal import refuse, refuse_access
from improvement_actions.settings import risk_bands

ACTION, SOURCE = "Improvement Action", "Improvement Source"
SOURCE_TYPE = "Risk Control Failure"


def spawn(risk, control_row: str | None, values: dict) -> str:
	"""Make a draft action against `risk` (a document) for its control `control_row`, with `values`; return its name."""
	if not frappe.has_permission(ACTION, "create"):
		refuse_access("create", ACTION)
	# In the order of everybody; what somebody has made while we waited is read under the lock.
	lock(references.sources_of(RISK, risk.name), [risk.name])
	if risk.closed_on:
		text = _("{0} is closed, and takes no actions. Reopen it with a reason first.")
		refuse([Problem("risk_closed", "risk", text, (risk.name,))], _("Action Not Made"))
	refuse(actions.control_problems(control_row, _under_way(risk)), _("Action Not Made"))
	row = next((row for row in risk.controls if row.name == control_row), None) if control_row else None
	action = frappe.new_doc(ACTION)
	action.update({**_proposed(risk, row), **values})
	action.update({"risk": risk.name, "source": values.get("source") or source_of(risk)})
	action.insert()
	if row:
		_give(risk, row.name, action.name)
	return action.name


def mend(risk, control_row: str, action: str) -> None:
	"""Write into the control `control_row` of `risk` that `action`, one of its actions, mends it."""
	lock(risks=[risk.name])
	problems = actions.control_problems(control_row, _under_way(risk))
	if action not in {each.name for each in counts.locked_actions(risk.name)}:
		text = _("{0} is not an action on this risk. Link it to the risk first.")
		problems.append(Problem("not_on_risk", "action", text, (action,)))
	refuse(problems, _("Control Not Changed"))
	_give(risk, control_row, action)


def source_of(risk) -> str:
	"""Return the name of the source of `risk`, which is made when there is none yet. The risk is locked."""
	source = frappe.qb.DocType(SOURCE)
	found = (
		frappe.qb.from_(source)
		.select(source.name)
		.where((source.reference_doctype == RISK) & (source.reference_name == risk.name))
		.orderby(source.creation)
		.limit(1)
		.for_update()
	).run()
	if found:
		return found[0][0]
	doc = frappe.new_doc(SOURCE)
	doc.update(
		{
			"title": title_from(risk.title),
			"source_type": SOURCE_TYPE,
			"service": risk.service,
			"occurred_on": nowdate(),
			"summary": risk.description,
			"standards": [{"standard": row.standard} for row in risk.standards],
			"reference_doctype": RISK,
			"reference_name": risk.name,
		}
	)
	return doc.insert().name


def _proposed(risk, row) -> dict:
	"""Return what the action says before anybody has worded it."""
	values = {
		"service": risk.service,
		"priority": priority_of(risk_bands(), scores.score(risk.as_dict(), scores.RESIDUAL)),
		"title": title_from(row.control if row else risk.title),
	}
	parts = [_("Risk: {0}").format(risk.title)]
	if row:
		parts.insert(0, _("This control is {0}: {1}").format(_(row.adequacy).lower(), row.control))
		if row.assurance:
			parts.insert(1, _("How it was tested: {0}").format(row.assurance))
	return {**values, "description": "\n".join(parts)}


def _under_way(risk) -> dict[str, str | None]:
	"""Return the controls of `risk`, each with its action as long as that is not done."""
	open_ones = {
		action.name for action in counts.locked_actions(risk.name) if action.status in controls.NOT_DONE
	}
	return {row.name: row.action if row.action in open_ones else None for row in risk.controls}


def _give(risk, control_row: str, action: str) -> None:
	"""Write `action` into the control that it mends."""

	def change():
		next(row for row in risk.controls if row.name == control_row).action = action

	risk.flags.request = change
	risk.save()
