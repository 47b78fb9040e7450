"""A small world for random histories: its people, what they may try, and what must hold whatever they have tried."""

import hashlib
import os
from collections import Counter
from datetime import datetime, timedelta
from functools import wraps

import builders
import frappe
from builders import as_user
from doors import WRITING, Refused, rest, shut
from frappe.utils import add_days, getdate, nowdate

from improvement_actions import assignments, workflows
from improvement_actions.lifecycle.blank import is_blank
from improvement_actions.lifecycle.independence import NOT_A_PERSON
from improvement_actions.lifecycle.loop import loop_of
from improvement_actions.lifecycle.status import (
	ACTIVE,
	CANCELLED,
	CLOSED,
	COMPLETED,
	DRAFT,
	FINISHED,
	MOVES,
	OPEN,
	REASON_FIELDS,
	SEALED,
)

ACTION, SOURCE = "Improvement Action", "Improvement Source"
EVIDENCE, REVIEW = "Improvement Evidence", "Effectiveness Review"
#: Not on the second: Frappe would then spell the stamp that tells of a conflict in two ways.
START = datetime(2027, 3, 1, 9, 0, 0, 123456)
DOORS = {
	"console": WRITING["console_save"],
	"client": WRITING["client_set_value"],
	"rest": WRITING["rest_put"],
	"form": WRITING["form_save"],
	"list": WRITING["list_bulk_edit"],
}

CHILDREN = ("due_date_changes", "owner_changes", "completions", "readings", "progress_updates", "standards")
#: What a refused step must leave alone.
TABLES = (
	ACTION,
	"Improvement Action Due Date Change",
	"Improvement Action Owner Change",
	"Improvement Action Completion",
	"Improvement Action Reading",
	"Improvement Action Progress",
	"Improvement Standard",
	SOURCE,
	"Improvement Source Factor",
	EVIDENCE,
	"Improvement Evidence Action",
	REVIEW,
	"Comment",
	"File",
	"Version",
	"DocShare",
	"ToDo",
	"Notification Log",
)
TOUCHES = ("modified", "modified_by")
#: Frappe fills in who owns a row when its record is saved the next time.
ROW_TOUCHES = (*TOUCHES, "owner")
#: What is computed anew on every save.
DERIVED = (
	"latest_value", "target_met", "percent_complete", "next_milestone", "next_milestone_date", "last_progress_on",
	"current_barrier", "stale_from", "is_aspirational", "overdue_since", "escalation_level",
)  # fmt: skip
#: What reopening changes, and nothing besides.
REOPENING = (
	"status",
	"workflow_state",
	"reopen_reason",
	"reopen_count",
	"active_since",
	"completed_on",
	"closed_on",
	"closed_by",
)


class Nothing(Exception):
	"""There is no record yet for this step."""


def step(function):
	"""Make one request of a method: its refusal has to be clean, and afterwards everything has to hold."""

	@wraps(function)
	def attempt(self, *arguments):
		self.clock.tick(timedelta(minutes=1))
		before = self.digest()
		frappe.clear_messages()
		frappe.local.response = frappe._dict(docs=[])
		refusal = None
		try:
			with shut():
				function(self, *arguments)
		except Nothing:
			return
		except (frappe.ValidationError, frappe.PermissionError, Refused) as error:
			refusal = error
		finally:
			frappe.set_user("Administrator")
			frappe.flags.in_import = False
		said = frappe.as_unicode(frappe.message_log)
		frappe.clear_messages()
		self.taken[function.__name__, bool(refusal)] += 1
		call = f"{function.__name__}{arguments}"
		if refusal:
			assert_clean(refusal, said, call)
			changed = [table for table, rows in self.digest().items() if rows != before[table]]
			assert not changed, f"{call} was refused ({refusal}) and yet changed {changed}"
		else:
			self.check(call)

	return attempt


def assert_clean(refusal, said: str, call: str) -> None:
	"""See to it that a refusal is an answer to a person, and not a failure inside."""
	text = f"{refusal} {said}"
	internal = (
		"Traceback",
		"AttributeError",
		"TypeError",
		"KeyError",
		"OperationalError",
		"DataError",
		"InternalError",
	)
	assert not str(refusal).startswith("5"), f"{call}: {text[:3000]}"
	if not isinstance(refusal, frappe.PermissionError):
		assert text.strip("[] "), f"{call}: refused without a word"
	if isinstance(refusal, Refused) and str(refusal).startswith("4"):
		# The traceback that Frappe sends along to developers names more than the error itself.
		text = f"{refusal.answer['exception']} {refusal.answer.get('_server_messages', '')}"
	assert not any(word in text for word in internal), f"{call}: {text[:3000]}"


class World:
	"""Two services, two sources and seven people; what is recorded in one history is undone before the next."""

	def __init__(self, clock):
		self.clock, self.taken, self.histories, self.closed, self.files = clock, Counter(), 0, 0, 0
		self.here, self.there = builders.service(), builders.service()
		self.people = {
			"owner": builders.user(builders.ACTION_OWNER),
			"new_owner": builders.user(builders.ACTION_OWNER),
			"manager": builders.user(builders.MANAGER),
			"verifier": builders.user(builders.VERIFIER),
			"both": builders.user(builders.ACTION_OWNER, builders.VERIFIER, builders.MANAGER),
			"governance": builders.user(builders.GOVERNANCE),
			"outsider": builders.user(builders.MANAGER, builders.VERIFIER, limited_to=self.there),
			"Administrator": "Administrator",
		}
		self.sources = [
			builders.source(self.here).name,
			builders.source(self.here, title="Falls at night").name,
		]
		self.team = builders.Team(self.here)
		self.team.owner = self.people["owner"]
		self.workflow = workflows.active_workflow()
		frappe.db.savepoint("history")

	def begin(self):
		self.histories += 1
		self.clock.move_to(START)
		self.known = set(frappe.get_all(ACTION, pluck="name"))
		self.actions, self.first_owner, self.before = [], {}, None
		self.closed_by_hand = {}
		self.check("begin")

	def end(self):
		frappe.db.rollback(save_point="history")
		frappe.clear_document_cache("Improvement Settings", "Improvement Settings")
		frappe.cache().delete_keys("document_cache")
		frappe.local.document_cache = {}
		frappe.set_user("Administrator")
		frappe.clear_messages()

	# Finding what a step is about

	def action(self, number: int) -> str:
		self.actions = [name for name in self.actions if frappe.db.exists(ACTION, name)]
		if not self.actions:
			raise Nothing
		return self.actions[number % len(self.actions)]

	def one_of(self, doctype: str, number: int, **filters) -> str:
		names = frappe.get_all(
			doctype,
			filters={"action": ("in", self.actions or [""]), **filters},
			pluck="name",
			order_by="name",
		)
		if not names:
			raise Nothing
		return names[number % len(names)]

	def write_at(self, door: str, actor: str, doctype: str, name: str, values: dict) -> None:
		with as_user(self.people[actor]):
			DOORS[door](doctype, name, values)

	def found(self, doctype: str) -> None:
		"""Remember the actions that a step has made."""
		self.actions += sorted(set(frappe.get_all(ACTION, pluck="name")) - self.known - set(self.actions))

	# Actions

	@step
	def draft(self, actor, source, due, parent):
		values = builders.ready_to_open(
			self.team, source=self.sources[source], due_date=builders.in_days(due)
		)
		if parent is not None and self.actions:
			values["parent_action"] = self.action(parent)
		with as_user(self.people[actor]):
			self.actions.append(frappe.get_doc(values).insert().name)

	@step
	def move(self, actor, number, action, reason):
		name = self.action(number)
		with as_user(self.people[actor]):
			rest(
				"POST",
				f"/api/resource/{ACTION}/{name}",
				{"run_method": "move", "workflow_action": action, "reason": reason},
			)

	@step
	def write_state(self, actor, number, door, state, reason):
		name = self.action(number)
		values = {"workflow_state": state}
		reason_field = REASON_FIELDS.get((frappe.db.get_value(ACTION, name, "status"), state))
		if reason_field:
			values[reason_field] = reason
		self.write_at(door, actor, ACTION, name, values)

	@step
	def write(self, actor, number, door, values):
		self.write_at(door, actor, ACTION, self.action(number), values)

	@step
	def write_due_date(self, actor, number, door, due):
		self.write_at(door, actor, ACTION, self.action(number), {"due_date": builders.in_days(due)})

	@step
	def write_owner(self, actor, number, door, person):
		self.write_at(door, actor, ACTION, self.action(number), {"action_owner": self.people[person]})

	@step
	def reschedule(self, actor, number, due, reason):
		action = builders.get(self.action(number))
		with as_user(self.people[actor]):
			action.reschedule(builders.in_days(due), reason)

	@step
	def reassign(self, actor, number, person, reason):
		action = builders.get(self.action(number))
		with as_user(self.people[actor]):
			action.reassign(self.people[person], reason)

	@step
	def add_progress(self, actor, number, percent, due):
		action = builders.get(self.action(number))
		with as_user(self.people[actor]):
			action.add_progress(
				"The check sheet is agreed with the seniors.", percent, "First audit", builders.in_days(due)
			)

	@step
	def add_reading(self, actor, number, value, ago):
		action = builders.get(self.action(number))
		action.append("readings", {"reading_date": builders.in_days(-ago), "value": value, "sample_size": 20})
		with as_user(self.people[actor]):
			action.save()

	@step
	def spawn_sub_action(self, actor, number, due):
		name = self.action(number)
		values = builders.ready_to_open(self.team, due_date=builders.in_days(due))
		values = {key: value for key, value in values.items() if key not in ("doctype", "service", "source")}
		with as_user(self.people[actor]):
			rest("POST", f"/api/resource/{ACTION}/{name}", {"run_method": "spawn_sub_action", **values})
		self.found(ACTION)

	@step
	def change_parent(self, actor, number, door, parent):
		above = None if parent is None else self.action(parent)
		self.write_at(door, actor, ACTION, self.action(number), {"parent_action": above})

	@step
	def change_source(self, actor, number, door, source):
		self.write_at(door, actor, ACTION, self.action(number), {"source": self.sources[source]})

	@step
	def delete(self, actor, number):
		name = self.action(number)
		with as_user(self.people[actor]):
			rest("DELETE", f"/api/resource/{ACTION}/{name}")

	# Evidence

	@step
	def add_evidence(self, actor, number, kind, valid, with_file, also):
		values = {
			"doctype": EVIDENCE,
			"action": self.action(number),
			"title": "MAR audit",
			"evidence_type": kind,
			"evidence_date": nowdate(),
			"valid_until": None if valid is None else builders.in_days(valid),
			"description": "20 charts sampled, 19 without a gap.",
		}
		if also is not None:
			values["other_actions"] = [{"action": self.action(also)}]
		with as_user(self.people[actor]):
			if with_file:
				# Who may not add the evidence has still uploaded a file: that is not what is being asked here.
				frappe.has_permission(EVIDENCE, "create", throw=True)
			evidence = frappe.get_doc(values).insert()
			if with_file:
				self.files += 1
				content = f"MAR audit {evidence.name}, file {self.files}".encode()
				file = builders.attached_file(content, file_name=f"mar-audit-{self.files}.txt")
				evidence.attachment = file.file_url
				evidence.save()

	@step
	def change_evidence(self, actor, number, door, values):
		self.write_at(door, actor, EVIDENCE, self.one_of(EVIDENCE, number), values)

	@step
	def move_evidence(self, actor, number, to, shared):
		evidence = frappe.get_doc(EVIDENCE, self.one_of(EVIDENCE, number))
		if shared:
			evidence.append("other_actions", {"action": self.action(to)})
		else:
			evidence.action = self.action(to)
		with as_user(self.people[actor]):
			evidence.save()

	@step
	def delete_evidence(self, actor, number):
		name = self.one_of(EVIDENCE, number)
		with as_user(self.people[actor]):
			rest("DELETE", f"/api/resource/{EVIDENCE}/{name}")

	@step
	def delete_file(self, actor, number):
		name = self.one_of(EVIDENCE, number, attachment=("is", "set"))
		file = frappe.db.get_value("File", {"attached_to_doctype": EVIDENCE, "attached_to_name": name})
		if not file or not frozen(name):
			raise Nothing  # deleting the file of evidence that is not frozen is its owner's business
		with as_user(self.people[actor]):
			rest("DELETE", f"/api/resource/File/{file}")

	# Reviews

	@step
	def review(self, actor, number, reviewer, review_type, outcome, ago, scheduled):
		name = self.action(number)
		pending = frappe.get_all(
			REVIEW,
			{"action": name, "review_type": review_type, "outcome": ("is", "not set")},
			pluck="name",
			order_by="name",
		)
		if scheduled and pending:
			review = frappe.get_doc(REVIEW, pending[0])
		else:
			review = frappe.get_doc({"doctype": REVIEW, "action": name, "review_type": review_type})
		review.update(
			{
				"reviewer": self.people[reviewer or actor],
				"reviewed_on": builders.in_days(-ago),
				"method": "Follow-up Audit",
				"outcome": outcome,
				"findings": "Looked at 20 charts against the closure test.",
			}
		)
		with as_user(self.people[actor]):
			review.save()

	@step
	def change_review(self, actor, number, door, values):
		self.write_at(door, actor, REVIEW, self.one_of(REVIEW, number), values)

	@step
	def delete_review(self, actor, number):
		name = self.one_of(REVIEW, number)
		with as_user(self.people[actor]):
			rest("DELETE", f"/api/resource/{REVIEW}/{name}")

	# The To Do list

	@step
	def close_entry(self, number, status):
		name = self.action(number)
		entry = next((entry for entry in entries(ACTION, name) if entry.status == "Open"), None)
		if not entry:
			raise Nothing
		todo = frappe.get_doc("ToDo", entry.name)
		todo.status = status
		with as_user(entry.allocated_to):
			todo.save()
		self.closed_by_hand[name] = (entry.allocated_to, frappe.db.get_value(ACTION, name, "status"))

	# What goes on around it

	def days_pass(self, days):
		self.clock.tick(timedelta(days=days))

	@step
	def change_settings(self, check, evidence, shared):
		settings = frappe.get_doc("Improvement Settings")
		settings.action_wording_check = settings.change_wording_check = check
		settings.evidence_high = settings.evidence_low = evidence
		first_part = self.people["new_owner"].split("@")[0]
		settings.shared_account_names = f"info\n{first_part}" if shared else "info"
		settings.save()

	@step
	def change_source_record(self, source, formal, explained):
		doc = frappe.get_doc(SOURCE, self.sources[source])
		doc.is_safeguarding = int(formal)
		explanation = "Nobody checked the charts between shifts." if explained else ""
		doc.set("contributory_factors", [{"factor": "Handover", "explanation": explanation}])
		doc.save()

	@step
	def change_account(self, person, enabled):
		frappe.db.set_value("User", self.people[person], "enabled", int(enabled))

	# The next right step, by the right person: random steps alone would hardly ever close an action

	def advance(self, number: int, steps: int) -> None:
		for _count in range(steps):
			if not self.actions:
				return
			try:
				name = self.action(number)
			except Nothing:
				return
			action = builders.get(name)
			self.next_step(self.actions.index(name), action)

	def next_step(self, number, action):
		owner = next((who for who, user in self.people.items() if user == action.action_owner), "manager")
		if action.status == DRAFT:
			self.move("manager", number, "Open", None)
		elif action.status == OPEN:
			self.add_progress(owner, number, 40, 5)
		elif action.status == "In Progress":
			if not frappe.db.exists(EVIDENCE, {"action": action.name, "demonstrates": "Change"}):
				self.add_evidence(owner, number, "Audit Result", None, True, None)
			if not action.change_to_practice or not action.readings:
				self.prove(owner, number)
			self.move(owner, number, "Complete", None)
		elif action.status == COMPLETED:
			embedded = {"action": action.name, "completion": action.completion_count, "outcome": "Embedded"}
			if not frappe.db.exists(REVIEW, embedded):
				self.review("verifier", number, None, "Verification", "Embedded", 0, True)
			self.move("verifier", number, "Close", None)

	@step
	def prove(self, actor, number):
		action = builders.get(self.action(number))
		action.change_to_practice = builders.BEFORE_AND_AFTER
		action.append("readings", {"reading_date": nowdate(), "value": 96, "sample_size": 20})
		with as_user(self.people[actor]):
			action.save()

	# What must hold

	def digest(self) -> dict[str, str]:
		"""Return the content of every table that a step could write to, shortened."""
		return {table: hashlib.md5(repr(rows(table)).encode()).hexdigest() for table in TABLES}

	def snapshot(self) -> dict:
		"""Return what the database holds of this history."""
		actions = {
			row.name: row
			for row in frappe.db.sql(f"select * from `tab{ACTION}`", as_dict=True)
			if row.name not in self.known
		}
		for row in actions.values():
			for fieldname in CHILDREN:
				row[fieldname] = []
		for df in frappe.get_meta(ACTION).get_table_fields():
			for child in frappe.db.sql(
				f"select * from `tab{df.options}` where parenttype = %s and parentfield = %s order by parent, idx",
				(ACTION, df.fieldname),
				as_dict=True,
			):
				if child.parent in actions:
					actions[child.parent][df.fieldname].append(child)
		evidence = {
			row.name: row
			for row in frappe.db.sql(f"select * from `tab{EVIDENCE}`", as_dict=True)
			if row.action in actions
		}
		for row in evidence.values():
			row.serves = {
				row.action,
				*frappe.get_all("Improvement Evidence Action", {"parent": row.name}, pluck="action"),
			}
		reviews = {
			row.name: row
			for row in frappe.db.sql(f"select * from `tab{REVIEW}`", as_dict=True)
			if row.action in actions
		}
		return {"actions": actions, "evidence": evidence, "reviews": reviews}

	def check(self, call: str) -> None:
		now, before = self.snapshot(), self.before or {"actions": {}, "evidence": {}, "reviews": {}}
		for name, action in now["actions"].items():
			earlier = before["actions"].get(name)
			self.check_move(earlier, action)
			self.check_dates(action)
			self.check_owners(action)
			self.check_counters(earlier, action)
			self.check_sealed(earlier, action)
			self.check_parent(action, now["actions"])
			self.check_entries(action)
			if action.status == CLOSED:
				self.closed += not earlier or earlier.status != CLOSED
				check_verified(action, now["reviews"].values())
		for name, action in before["actions"].items():
			assert name in now["actions"] or action.status == DRAFT, (
				f"{call} deleted {name}, which was {action.status}"
			)
		check_evidence(before, now)
		for review in now["reviews"].values():
			check_entries_of_review(review)
		for name, review in before["reviews"].items():
			if review.outcome:
				assert without(now["reviews"][name], TOUCHES) == without(review, TOUCHES), (
					f"{call} changed a recorded review"
				)
		for source in self.sources:
			self.check_source(source, now["actions"].values())
		self.before = now

	def check_move(self, before, action):
		workflow_status = workflows.status_of(self.workflow, action.workflow_state)
		assert action.status == workflow_status, (
			f"{action.name}: {action.status} in the state {action.workflow_state}"
		)
		if not before:
			assert action.status == DRAFT
			return
		if before.status != action.status:
			assert action.status in MOVES[before.status], (
				f"{action.name} went from {before.status} to {action.status}"
			)
			if reason_field := REASON_FIELDS.get((before.status, action.status)):
				assert not is_blank(action[reason_field]), (
					f"{action.name}: {before.status} to {action.status} without a reason"
				)
		if before.status == DRAFT and action.status == OPEN:
			self.first_owner[action.name] = action.action_owner

	def check_dates(self, action):
		assert action.slip_count == len(action.due_date_changes)
		if action.name not in self.first_owner:
			assert not action.due_date_changes and not action.opened_on
			return
		due = action.original_due_date
		assert due and action.opened_on
		for row in action.due_date_changes:
			assert row.from_date == due and row.to_date != due, (
				f"{action.name}: the chain of due dates is broken"
			)
			assert not is_blank(row.reason) and row.changed_by and row.changed_on
			due = row.to_date
		assert action.due_date == due, f"{action.name}: due {action.due_date}, by its log {due}"
		if action.overdue_since:
			assert action.status in ACTIVE and action.due_date < getdate(nowdate())
			assert action.overdue_since == getdate(add_days(action.due_date, 1))

	def check_owners(self, action):
		owner = self.first_owner.get(action.name)
		if not owner:
			assert not action.owner_changes
			return
		for row in action.owner_changes:
			assert (
				row.from_owner == owner
				and row.to_owner != owner
				and not is_blank(row.reason)
				and row.changed_by
			)
			owner = row.to_owner
		assert action.action_owner == owner, (
			f"{action.name}: owned by {action.action_owner}, by its log {owner}"
		)
		assert owner not in NOT_A_PERSON

	def check_counters(self, before, action):
		if not before:
			return
		for fieldname in ("slip_count", "completion_count", "reopen_count"):
			assert action[fieldname] >= before[fieldname], f"{fieldname} of {action.name} went down"
		for table in ("due_date_changes", "owner_changes", "completions"):
			kept = [without(row, ROW_TOUCHES) for row in action[table]][: len(before[table])]
			assert kept == [without(row, ROW_TOUCHES) for row in before[table]], (
				f"{table} of {action.name} was rewritten"
			)
		completed = before.status != COMPLETED and action.status == COMPLETED
		assert action.completion_count == before.completion_count + completed
		assert action.reopen_count == before.reopen_count + (
			before.status == CLOSED and action.status != CLOSED
		)

	def check_sealed(self, before, action):
		if not before or before.status not in SEALED:
			return
		free = {*TOUCHES, *DERIVED, "_comments", "_seen", "_liked_by", "_assign", "_user_tags"}
		if action.status != before.status:
			free |= set(REOPENING)
		changed = [
			name for name in without(before, free) if before[name] != action[name] and name not in CHILDREN
		]
		changed += [
			table
			for table in CHILDREN
			if [without(row, ROW_TOUCHES) for row in before[table]]
			!= [without(row, ROW_TOUCHES) for row in action[table]]
		]
		assert not changed, f"{action.name} is {before.status}, and {changed} changed"

	def check_parent(self, action, actions):
		seen, above = {action.name}, action.parent_action
		while above:
			assert above not in seen, f"{action.name} is part of itself"
			seen.add(above)
			above = actions[above].parent_action if above in actions else None
		parent = actions.get(action.parent_action)
		if (
			parent
			and action.status not in FINISHED
			and parent.status not in FINISHED
			and action.due_date
			and parent.due_date
		):
			assert action.due_date <= parent.due_date, f"{action.name} is due after {parent.name}"

	def check_entries(self, action):
		"""What is to be done is on one list, its owner's, unless the owner has closed it there since the last move."""
		standing = {entry.allocated_to: entry.status for entry in entries(ACTION, action.name)}
		if self.closed_by_hand.get(action.name, ()) != (action.action_owner, action.status):
			self.closed_by_hand.pop(action.name, None)
		others = {status for person, status in standing.items() if person != action.action_owner}
		assert others <= {"Cancelled"}, (
			f"{action.name} is on other lists than {action.action_owner}'s: {standing}"
		)
		own = standing.get(action.action_owner)
		if action.status in ACTIVE:
			assert own == "Open" or action.name in self.closed_by_hand, f"{action.name}: {standing}"
		elif action.status == DRAFT:
			assert not standing
		else:
			assert own in (None, "Cancelled") or (own == "Closed" and action.status != CANCELLED), (
				f"{action.name} is {action.status}: {standing}"
			)
		shown = [person for person, status in standing.items() if status != "Cancelled"]
		assert frappe.parse_json(action._assign or "[]") == shown

	def check_source(self, source, actions):
		loop = loop_of([action.status for action in actions if action.source == source])
		shown = frappe.db.get_value(SOURCE, source, ["loop_status", "action_count", "closed_count"])
		assert shown == (loop.loop_status, loop.action_count, loop.closed_count), (
			f"{source} shows {shown}, and has {loop}"
		)


def entries(doctype: str, name: str) -> list:
	"""Return the app's entries in To Do lists for a record: no two of one person."""
	found = frappe.get_all(
		"ToDo",
		filters={"reference_type": doctype, "reference_name": name},
		fields=["name", "allocated_to", "status", "date"],
	)
	assert all(assignments.is_ours(entry.name, name) for entry in found)
	assert len({entry.allocated_to for entry in found}) == len(found), f"Two entries of one person for {name}"
	return found


def check_entries_of_review(review) -> None:
	pending = [entry for entry in entries(REVIEW, review.name) if entry.status == "Open"]
	expected = [review.reviewer] if review.reviewer and not review.outcome else []
	assert [entry.allocated_to for entry in pending] == expected, (
		f"{review.name} of {review.reviewer}: {pending}"
	)
	assert all(entry.date == review.due_date for entry in pending)


def rows(table: str) -> list:
	return frappe.db.sql(f"select * from `tab{table}` order by name")


def without(row: dict, fields) -> dict:
	return {key: value for key, value in row.items() if key not in fields}


def frozen(evidence: str) -> bool:
	doc = frappe.get_doc(EVIDENCE, evidence)
	names = [doc.action, *(row.action for row in doc.other_actions)]
	return bool(frappe.db.exists(ACTION, {"name": ("in", names), "status": CLOSED}))


def check_verified(action, reviews) -> None:
	"""A closed action has been found embedded, this time round, by somebody whose own work it never was."""
	worked_it = {action.action_owner, *(row.from_owner for row in action.owner_changes)}
	worked_it |= {row.completed_by for row in action.completions}
	# An administrator's console may carry the work for people; it is still nobody's to verify.
	worked_it |= NOT_A_PERSON
	round_ = [
		review
		for review in reviews
		if review.action == action.name
		and review.review_type == "Verification"
		and review.completion == action.completion_count
		and review.outcome
	]
	assert round_, f"{action.name} was closed without a verification of completion {action.completion_count}"
	latest = max(round_, key=lambda review: (review.reviewed_on, review.creation))
	assert latest.outcome == "Embedded", (
		f"{action.name} was closed although {latest.name} found it {latest.outcome}"
	)
	assert latest.reviewer not in worked_it, (
		f"{action.name} was verified by {latest.reviewer}, whose own work it is"
	)
	assert latest.reviewed_on >= getdate(action.completed_on), f"{latest.name} is older than what it verifies"
	assert action.closed_by not in worked_it - NOT_A_PERSON, f"{action.name} was closed by {action.closed_by}"
	assert action.closed_by and action.closed_on


def check_evidence(before, now) -> None:
	"""What served a closed action goes on serving it as it was, with the very bytes that were hashed."""
	for name, item in before["evidence"].items():
		held = [
			action
			for action in item.serves
			if action in before["actions"]
			and before["actions"][action].status == CLOSED
			and now["actions"][action].status == CLOSED
		]
		if held:
			assert name in now["evidence"], f"{name} is gone, evidence of {held}"
			after = now["evidence"][name]
			free = (*TOUCHES, "verified_by", "verified_on", "_comments", "serves")
			assert without(after, free) == without(item, free), f"{name} was changed, evidence of {held}"
			assert after.serves == item.serves
			assert not item.verified_by or after.verified_by == item.verified_by
	for item in now["evidence"].values():
		closed = [
			name for name in item.serves if name in now["actions"] and now["actions"][name].status == CLOSED
		]
		if closed and item.attachment:
			path = frappe.get_site_path(item.attachment.lstrip("/"))
			assert os.path.exists(path), f"The file of {item.name} is gone, evidence of {closed}"
			with open(path, "rb") as file:
				assert hashlib.sha256(file.read()).hexdigest() == item.content_hash
		if closed:
			assert item.verified_by and item.verified_on
