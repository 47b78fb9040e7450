"""Issues a plan: a numbered version of it, with its snapshot, its PDF and both their hashes, all or nothing."""

import hashlib

import frappe
from frappe import _
from frappe.utils import cstr, format_datetime, get_fullname, now_datetime

from improvement_actions.improvement_actions.doctype.improvement_plan import facts, snapshot
from improvement_actions.improvement_actions.doctype.improvement_plan_version import pdf, reading
from improvement_actions.lifecycle.plans import issuing as rules
from improvement_actions.lifecycle.plans.differences import differences
from improvement_actions.lifecycle.plans.status import ISSUED, PLAN
from improvement_actions.lifecycle.problem import Problem
from improvement_actions.lifecycle.values import tidy_text
from improvement_actions.refusal import RefusedError, refuse
from improvement_actions.well_formed import argument_problems

VERSION = "Improvement Plan Version"
#: How often the plan is asked for when the database refuses to wait for whoever has it.
ATTEMPTS = 3


class MeanwhileError(RefusedError):
	"""Somebody else has changed or issued the plan meanwhile (HTTP status 409)."""

	http_status_code = 409


def issue(seen, note: str | None = None):
	"""Issue the plan `seen`, as it was loaded, and return its new version.

	Raises `RefusedError` naming everything that is missing, and `MeanwhileError` when the plan is not any more what
	the issuer has seen: of two who issue at once, one does.
	"""
	plan = hold(seen)
	problems = rules.issue_problems(facts.values(plan), facts.facts_for(plan))
	problems += argument_problems(VERSION, "note", note)
	refuse(problems, _("Plan Not Issued"))
	version = _write(plan, note)

	def change():
		plan.status, plan.closing_reason = ISSUED, None
		plan.current_version = version.version_number
		plan.issued_on, plan.issued_by = version.issued_on, version.issued_by

	plan.flags.request = change
	plan.save()
	said = _("Version {0} issued.").format(version.version_number)
	plan.add_comment("Info", f"{said} {frappe.utils.escape_html(version.note or '')}".strip())
	return version


def hold(seen):
	"""Return the plan `seen` as it is stored now, and keep others waiting until the transaction ends.

	Whoever has to wait here has read the plan before, so the transaction begins anew where the database says that the
	row is another now. That loses nothing, as long as nothing is written.
	"""
	for attempt in range(1, ATTEMPTS + 1):
		try:
			plan = frappe.get_doc(PLAN, seen.name, for_update=True)
			break
		except (frappe.QueryDeadlockError, frappe.QueryTimeoutError):
			if frappe.db.transaction_writes or attempt == ATTEMPTS:
				raise
			frappe.db.begin()
	if cstr(plan.modified) != cstr(seen.modified):
		_refuse_meanwhile(plan, seen)
	return plan


def _refuse_meanwhile(plan, seen) -> None:
	number = plan.current_version or 0
	if number > (seen.current_version or 0):
		template = _("Version {0} was issued by {1} at {2}, after you opened the plan. Look at it first.")
		args = (number, get_fullname(plan.issued_by), format_datetime(plan.issued_on))
		code = "issued_meanwhile"
	else:
		template = _("{0} changed the plan at {1}, after you opened it. Reload it and look at it first.")
		args = (get_fullname(plan.modified_by), format_datetime(plan.modified))
		code = "changed_meanwhile"
	refuse([Problem(code, "current_version", template, args)], _("Changed Meanwhile"), MeanwhileError)


def _write(plan, note: str | None):
	"""Write the next version of `plan`, with its PDF, and return it."""
	taken = snapshot.of(plan)
	text = snapshot.as_text(taken)
	number = (plan.current_version or 0) + 1
	now = now_datetime().replace(microsecond=0)
	version = frappe.new_doc(VERSION)
	version.update(
		{
			"plan": plan.name,
			"version_number": number,
			"title": plan.title,
			"service": plan.service,
			"issued_on": now,
			"issued_by": frappe.session.user,
			"note": tidy_text(note or "").strip() or None,
			"snapshot": text,
			"content_hash": snapshot.hash_of(text),
		}
	)
	version.name = f"{plan.name}-v{number}"
	last = last_version(plan)
	if last:
		before = reading.content_of(last)
		version.change_summary = reading.summary(differences(before, taken), before, taken)
	content = pdf.render(version)
	version.db_insert()
	file_url = pdf.attach(version, content)
	version.db_set({"pdf": file_url, "pdf_hash": hashlib.sha256(content).hexdigest()}, update_modified=False)
	return version


def last_version(plan):
	"""Return the version of `plan` that was issued last, None without one."""
	return frappe.get_doc(VERSION, f"{plan.name}-v{plan.current_version}") if plan.current_version else None
