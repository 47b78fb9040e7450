"""Makes many actions with everything around them, written straight into the tables: the same ones for the same seed.

What is made obeys the rules: statuses, dates, slips and figures fit together, and the actions' rows, their sources'
counts and the reviews that a move schedules agree. What nobody sets keeps the default of its field, which Frappe gives
to the table's column.

Rows go out in chunks while they are made, so a million actions take no more memory than a thousand. Importable, by
benchmarks and tests; on its own, from a bench's `sites` folder, on a site that can be lost:

	../env/bin/python <this folder>/data.py --site bench.localhost --under-way 100000 --newly-overdue 10000
	../env/bin/python <this folder>/data.py --site bench.localhost --clear
"""

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path

import frappe
from faker import Faker
from frappe.utils import getdate, nowdate

sys.path.append(str(Path(__file__).parent.parent))

from benchmarks.themes import NOTES, REASONS, THEMES, WHERE, Theme
from improvement_actions.lifecycle import measures, trajectory
from improvement_actions.lifecycle.loop import loop_of
from improvement_actions.lifecycle.status import (
	ACTIVE,
	CANCELLED,
	CLOSED,
	COMPLETED,
	DRAFT,
	FINISHED,
	IN_PROGRESS,
	OPEN,
)
from improvement_actions.people import ACTION_OWNER, MANAGER, VERIFIER

ACTION, SOURCE = "Improvement Action", "Improvement Source"
EVIDENCE, REVIEW = "Improvement Evidence", "Effectiveness Review"

#: What every name made here contains, and only they: how `clear` knows them.
MARK = "GEN"
DOMAIN = "generated.example"
#: Rows that wait before they are written: enough that a statement carries its own cost, and little memory.
CHUNK = 2_000
#: Share of what is under way that has been overdue, and known to be, for longer than since last night.
KNOWN_OVERDUE = 0.05
THRESHOLDS = trajectory.Thresholds()


@dataclass(frozen=True)
class Size:
	"""How much is made. Of `actions`, `under_way` are open or in progress, the rest is spread over the other statuses.

	`newly_overdue` of those under way fell due since the last night's pass: nothing says yet that they are overdue.
	`disabled_owners` of `owners` have left: their accounts are disabled, and actions are still theirs.
	"""

	under_way: int = 100_000
	newly_overdue: int = 10_000
	finished: int = 0
	owners: int = 500
	services: int = 200
	disabled_owners: int = 0

	@property
	def actions(self) -> int:
		return self.under_way + self.finished


@dataclass(frozen=True)
class People:
	"""Who does what with the generated actions (ids of users)."""

	owners: list[str]
	managers: list[str]
	nominated: list[str]
	verifiers: list[str]


def fill(size: Size | None = None, seed: int = 20, today: date | None = None, commit: bool = True) -> Counter:
	"""Insert what `size` asks for and return how many rows were made, by doctype.

	Two sites filled with one `seed` on one day are alike, row by row. `today` is a date (default: today). With `commit`
	every chunk is committed, so that no transaction grows with the number of actions.
	"""
	size = size or Size()
	rng = random.Random(seed)
	made = _Made(commit)
	team = _people(size, rng, seed, made)
	_actions(size, rng, today or getdate(nowdate()), team, made)
	made.finish()
	# Statistics that the optimizer goes by: MariaDB would refresh them by itself, a little later.
	if commit:
		for doctype in made.counted:
			frappe.db.sql_ddl(f"analyze table `tab{doctype}`")
	frappe.clear_cache()
	return made.counted


def services() -> list[str]:
	"""Return the names of the services that `fill` has made."""
	return frappe.get_all(
		"Care Service", {"location_id": ("like", f"1-{MARK}-%")}, pluck="name", order_by="name"
	)


def owner_id(number: int) -> str:
	"""Return the id of the owner with `number`, from 0."""
	return f"owner-{number:05d}@{DOMAIN}"


def clear() -> None:
	"""Delete everything that `fill` has made, and what the app has made of it since (commits)."""
	records = {
		ACTION: f"IA-{MARK}-%",
		SOURCE: f"IS-{MARK}-%",
		EVIDENCE: f"IE-{MARK}-%",
		REVIEW: f"ER-{MARK}-%",
	}
	people = f"%@{DOMAIN}"
	_delete_links(ACTION, records[ACTION])
	_delete_links("User", people)
	for doctype, names in records.items():
		for child in frappe.get_meta(doctype).get_table_fields():
			_delete(child.options, "parent", names)
		_delete(doctype, "name", names)
	for doctype, fieldname in (
		("User Permission", "user"),
		("Has Role", "parent"),
		("ToDo", "allocated_to"),
		("Notification Log", "for_user"),
		("User", "name"),
	):
		_delete(doctype, fieldname, people)
	_delete("Care Service", "location_id", f"1-{MARK}-%")
	frappe.db.commit()
	frappe.clear_cache()


def _delete_links(doctype: str, names: str) -> None:
	"""Delete the app's records that link to what is called `names`: escalations, digests, whatever comes to be."""
	fields = frappe.get_all(
		"DocField",
		filters={
			"fieldtype": "Link",
			"options": doctype,
			"parent": ("not in", (ACTION, SOURCE, "Care Service")),
		},
		fields=["parent", "fieldname"],
	)
	ours = {
		row.name: row.istable
		for row in frappe.get_all(
			"DocType", {"module": "Improvement Actions", "issingle": 0}, ["name", "istable"]
		)
	}
	for field in fields:
		if field.parent in ours and not ours[field.parent]:
			_delete(field.parent, field.fieldname, names)


def _delete(doctype: str, fieldname: str, like: str) -> None:
	table = frappe.qb.DocType(doctype)
	frappe.qb.from_(table).delete().where(table[fieldname].like(like)).run()
	frappe.db.commit()


class _Table:
	"""Rows of one doctype on their way into the database."""

	def __init__(self, doctype: str, columns: str, **constants):
		self.doctype = doctype
		names = columns.split()
		# What is the same in every row is escaped once.
		fixed = {"owner": "Administrator", "modified_by": "Administrator", **constants}
		into = ", ".join(f"`{name}`" for name in (*names, *fixed))
		self.into = f"INSERT INTO `tab{doctype}` ({into}) VALUES "
		self.constants = ", ".join(map(_escaped, fixed.values()))
		self.rows: list[str] = []

	def add(self, values: tuple) -> None:
		self.rows.append(f"({', '.join(map(_literal, values))}, {self.constants})")


class _Made:
	"""Collects rows and writes them in chunks.

	Not by `frappe.db.bulk_insert`, which makes an object of the query builder of every value, nor by the driver's
	`executemany`: both take many times as long as the database itself.
	"""

	def __init__(self, commit: bool):
		self.commit = commit
		self.tables: dict[str, _Table] = {}
		self.counted: Counter = Counter()

	def table(self, doctype: str, columns: str, **constants) -> _Table:
		return self.tables.setdefault(doctype, _Table(doctype, columns, **constants))

	def add(self, table: _Table, values: tuple) -> None:
		table.add(values)

	def write_if_enough(self) -> None:
		if any(len(table.rows) >= CHUNK for table in self.tables.values()):
			self.finish()

	def finish(self) -> None:
		for table in self.tables.values():
			if table.rows:
				frappe.db.sql(table.into + ", ".join(table.rows))
				self.counted[table.doctype] += len(table.rows)
				table.rows.clear()
		if self.commit:
			frappe.db.commit()


def _literal(value) -> str:
	if value is None:
		return "NULL"
	if isinstance(value, str):
		return _escaped(value)
	return str(value) if isinstance(value, int | float) else f"'{value}'"


@lru_cache(maxsize=10_000)
def _escaped(text: str) -> str:
	return frappe.db.escape(text, percent=False)


def _people(size: Size, rng: random.Random, seed: int, made: _Made) -> People:
	"""Make users, and services with their managers; each manager is limited to the service they manage."""
	fake = Faker("en_GB")
	fake.seed_instance(seed)
	long_ago = datetime(2024, 1, 1)
	users = made.table(
		"User", "name email first_name last_name full_name enabled creation modified", user_type="System User"
	)
	roles = made.table(
		"Has Role", "name parent role creation modified", parenttype="User", parentfield="roles"
	)

	def hire(kind: str, count: int, role: str, gone: int = 0) -> list[str]:
		ids = [f"{kind}-{number:05d}@{DOMAIN}" for number in range(count)]
		for number, user in enumerate(ids):
			first, last = fake.first_name(), fake.last_name()
			enabled = 0 if number >= count - gone else 1
			made.add(users, (user, user, first, last, f"{first} {last}", enabled, long_ago, long_ago))
			made.add(roles, (f"{MARK}-{user}", user, role, long_ago, long_ago))
		return ids

	team = People(
		hire("owner", size.owners, ACTION_OWNER, size.disabled_owners),
		hire("manager", size.services, MANAGER),
		hire("nominated", max(1, size.services // 20), MANAGER),
		hire("verifier", max(2, size.owners // 25), VERIFIER),
	)
	care = made.table(
		"Care Service",
		"name service_name location_id service_type rating registered_manager nominated_individual creation modified",
	)
	limits = made.table(
		"User Permission",
		"name user for_value creation modified",
		allow="Care Service",
		apply_to_all_doctypes="1",
	)
	for number, manager in enumerate(team.managers):
		name = f"{fake.street_name()} {rng.choice(('House', 'Court', 'Lodge'))} {number + 1}"
		kind = rng.choice(("Residential Home", "Nursing Home", "Supported Living", "Homecare"))
		rating = rng.choice(("Outstanding", "Good", "Good", "Requires Improvement", "Inadequate"))
		nominated = team.nominated[number % len(team.nominated)]
		location = f"1-{MARK}-{number:06d}"
		made.add(care, (name, name, location, kind, rating, manager, nominated, long_ago, long_ago))
		made.add(limits, (f"{MARK}-{number:06d}", manager, name, long_ago, long_ago))
	made.finish()
	return team


def _kinds(size: Size, rng: random.Random) -> Iterator[str]:
	"""Give each action its part, in random order, and exactly as many of each as `size` says."""
	left = {
		"newly overdue": size.newly_overdue,
		"under way": size.under_way - size.newly_overdue,
		"finished": size.finished,
	}
	remaining = size.actions
	while remaining:
		drawn = rng.randrange(remaining)
		for kind, count in left.items():
			if drawn < count:
				left[kind] -= 1
				break
			drawn -= count
		remaining -= 1
		yield kind


#: How an action that is not under way ended up, and how often.
ELSEWHERE = (DRAFT, COMPLETED, CLOSED, CANCELLED)
HOW_OFTEN = (15, 25, 50, 10)


def _actions(size: Size, rng: random.Random, today: date, team: People, made: _Made) -> None:
	"""Make the actions, source by source: a source has up to three, which may be parts of one another."""
	maker = _Maker(size, rng, today, team, made)
	kinds = _kinds(size, rng)
	left = size.actions
	while left:
		count = min(left, rng.choice((1, 1, 1, 2, 2, 3)))
		maker.source([next(kinds) for _ in range(count)])
		left -= count
		if rng.random() < 0.05:
			maker.source([])
		made.write_if_enough()


class _Maker:
	"""Makes sources with their actions, one after the other."""

	def __init__(self, size: Size, rng: random.Random, today: date, team: People, made: _Made):
		self.rng, self.today, self.team, self.made = rng, today, team, made
		self.services = [
			row[0]
			for row in frappe.get_all(
				"Care Service",
				filters={"location_id": ("like", f"1-{MARK}-%")},
				fields=["name"],
				order_by="location_id asc",
				as_list=True,
			)
		]
		self.numbers: Counter = Counter()
		midnight = datetime(today.year, today.month, today.day)
		# One moment a day is enough, but lists sort by it: no two alike.
		self.moments = {days: midnight - timedelta(days=days) for days in range(-1, 800)}
		self.previous_action: str | None = None
		self._tables()

	def _tables(self) -> None:
		table, of_action = self.made.table, {"parenttype": ACTION}
		self.sources = table(
			SOURCE,
			"name title source_type service occurred_on theme harm_level summary review_tier loop_status "
			"action_count closed_count root_cause creation modified",
		)
		self.actions = table(
			ACTION,
			"name title source service parent_action status workflow_state priority due_date action_owner "
			"description closure_test needs_training_evidence indicator unit direction baseline_value baseline_date "
			"target_value latest_value latest_reading_on change_from_baseline target_met percent_complete next_milestone "
			"next_milestone_date last_progress_on stale_from current_barrier change_to_practice cancellation_reason "
			"original_due_date slip_count is_aspirational overdue_since opened_on active_since completed_on "
			"completed_by completion_count closed_on closed_by creation modified",
		)
		self.readings = table(
			"Improvement Action Reading",
			"name parent idx reading_date value sample_size creation modified",
			parentfield="readings",
			**of_action,
		)
		self.updates = table(
			"Improvement Action Progress",
			"name parent idx update_date updated_by note percent_complete next_milestone next_milestone_date barrier "
			"creation modified",
			parentfield="progress_updates",
			**of_action,
		)
		self.slips = table(
			"Improvement Action Due Date Change",
			"name parent idx from_date to_date reason changed_by changed_on creation modified",
			parentfield="due_date_changes",
			**of_action,
		)
		self.completions = table(
			"Improvement Action Completion",
			"name parent idx completed_on completed_by change_to_practice creation modified",
			parentfield="completions",
			**of_action,
		)
		self.evidence = table(
			EVIDENCE,
			"name action title evidence_type demonstrates evidence_date valid_until measured_value description "
			"verified_by verified_on creation modified",
		)
		self.shared = table(
			"Improvement Evidence Action",
			"name parent idx action creation modified",
			parenttype=EVIDENCE,
			parentfield="other_actions",
		)
		self.reviews = table(
			REVIEW,
			"name action action_title closure_test change_to_practice review_type due_date reviewer reviewed_on method "
			"sample_size outcome completion findings creation modified",
		)

	def _next(self, prefix: str) -> str:
		self.numbers[prefix] += 1
		return f"{prefix}-{MARK}-{self.numbers[prefix]:08d}"

	def _day(self, ago: int) -> date:
		return self.today - timedelta(days=ago)

	def _at(self, ago: int) -> datetime:
		"""Return some moment of the day `ago` days ago; today's moments are past."""
		return self.moments[ago] + timedelta(seconds=self.rng.randrange(86_400) if ago > 0 else 0)

	def source(self, kinds: list[str]) -> None:
		rng = self.rng
		name, service, theme = self._next("IS"), rng.choice(self.services), rng.choice(THEMES)
		occurred = rng.randrange(120, 420)
		parent, statuses = None, []
		for kind in kinds:
			# The first is the whole; what is found under it later is part of it.
			made = self._action(kind, name, service, theme, occurred, parent)
			parent = parent or (made if made[1] in ACTIVE else None)
			statuses.append(made[1])
		loop = loop_of(statuses)
		kind = rng.choice(
			("Incident", "Complaint", "Audit Finding", "Service Review", "Safeguarding Concern")
		)
		formal = kind == "Safeguarding Concern"
		when = self._at(occurred)
		self.made.add(
			self.sources,
			(
				name,
				f"{theme.finding} {rng.choice(WHERE)}",
				kind,
				service,
				self._day(occurred),
				theme.finding,
				rng.choice(("No Harm", "Low", "Moderate")),
				f"{theme.finding} {rng.choice(WHERE)}, found at the last check.",
				"Formal" if formal else "Local",
				loop.loop_status,
				loop.action_count,
				loop.closed_count,
				"No check at handover" if formal else None,
				when,
				when,
			),
		)

	def _action(
		self, kind: str, source: str, service: str, theme: Theme, occurred: int, parent: tuple | None
	) -> tuple[str, str, date]:
		"""Make one action with its children; return its name, status and due date."""
		rng, add = self.rng, self.made.add
		name = self._next("IA")
		owner = rng.choice(self.team.owners)
		if kind == "finished":
			status = rng.choices(ELSEWHERE, HOW_OFTEN)[0]
		else:
			status = rng.choice((OPEN, IN_PROGRESS, IN_PROGRESS))
		started = status in (IN_PROGRESS, COMPLETED, CLOSED)
		done = status in (COMPLETED, CLOSED)
		# Days ago: drafted, opened, last heard of, completed, closed; each after the one before.
		drafted = rng.randrange(100, occurred)
		opened = rng.randrange(70, drafted)
		completed = rng.randrange(20 if status == CLOSED else 1, 60) if done else None
		closed = rng.randrange(1, completed - 10) if status == CLOSED else None
		due, overdue_since = self._due(kind, status, opened)

		slips = rng.choice((0, 0, 0, 0, 0, 0, 0, 1, 1, 2, 3)) if status not in (DRAFT, CANCELLED) else 0
		slips = min(slips, (due - self._day(opened)).days // 7)
		original, changed_on = self._slip(name, owner, due, opened, completed or 1, slips)

		heard = milestone = milestone_on = barrier = None
		percent, touched = 0, opened
		if started:
			first, last = opened - 1, (completed or 0) + 1
			rows = rng.choice((1, 1, 2, 3))
			days = sorted((rng.randrange(last, min(first, last + 75) + 1) for _ in range(rows)), reverse=True)
			for idx, ago in enumerate(days, 1):
				percent = 100 if done and idx == rows else 20 * idx + 10
				milestone = None if percent == 100 else theme.milestone
				milestone_on = milestone and self._day(ago) + timedelta(days=rng.randrange(7, 45))
				barrier = theme.barrier if not done and rng.random() < 0.1 else None
				when = self._at(ago)
				note = NOTES[min(idx, len(NOTES)) - 1]
				day = self._day(ago)
				add(
					self.updates,
					(
						f"{name}-p{idx}",
						name,
						idx,
						day,
						owner,
						note,
						percent,
						milestone,
						milestone_on,
						barrier,
						when,
						when,
					),
				)
			touched = days[-1]
			heard = self._day(touched)

		baseline, target = rng.randint(*theme.baseline), rng.randint(*theme.target)
		baseline_on = self._day(drafted)
		latest = None
		if started:
			rows = max(1, rng.randrange(4)) if done else rng.randrange(4)
			for idx in range(1, rows + 1):
				way = idx / rows * (1 if done else 0.8)
				ago = max((completed or 0) + 1, opened - 10 * idx)
				latest = {
					"reading_date": self._day(ago),
					"value": round(baseline + (target - baseline) * way),
				}
				when = self._at(ago)
				add(
					self.readings,
					(f"{name}-r{idx}", name, idx, latest["reading_date"], latest["value"], 20, when, when),
				)
		now = latest and latest["value"]

		when_opened = None if status == DRAFT else self._at(opened)
		when_completed, when_closed = done and self._at(completed), closed and self._at(closed)
		verifier = rng.choice(self.team.verifiers)
		change = theme.change.format(baseline, now) if done else None
		modified = when_closed or when_completed or (self._at(touched) if when_opened else self._at(drafted))
		title = f"{theme.title} {rng.choice(WHERE)}"
		is_part = parent and due and parent[2] and due <= parent[2] and rng.random() < 0.3
		active_since = when_opened and when_opened.date()
		add(
			self.actions,
			(
				name,
				title,
				source,
				service,
				parent[0] if is_part else None,
				status,
				status,
				rng.choice(("Critical", "High", "High", "Medium", "Medium", "Medium", "Low")),
				due,
				owner,
				theme.description,
				theme.closure_test,
				int(rng.random() < 0.05),
				theme.indicator,
				theme.unit,
				theme.direction,
				baseline,
				baseline_on,
				target,
				now or 0,
				latest and latest["reading_date"],
				measures.change_from_baseline(baseline, now) or 0,
				int(measures.target_met(theme.direction, baseline, target, now)),
				percent,
				milestone,
				milestone_on,
				heard,
				trajectory.stale_from(status, active_since, heard, THRESHOLDS),
				barrier,
				change,
				"No longer needed: the service has changed." if status == CANCELLED else None,
				None if status == DRAFT else original,
				slips,
				int(
					trajectory.is_aspirational(
						status, trajectory.slips_in_scope(changed_on, None), THRESHOLDS
					)
				),
				overdue_since,
				when_opened,
				active_since,
				when_completed or None,
				owner if done else None,
				int(done),
				when_closed,
				verifier if closed else None,
				self._at(drafted),
				modified,
			),
		)
		if done:
			add(
				self.completions,
				(f"{name}-c1", name, 1, when_completed, owner, change, when_completed, when_completed),
			)
		if done or (started and rng.random() < 0.3):
			self._evidence(name, theme, now, opened, completed or 0, verifier if closed else None, closed)
		if done:
			self._reviews(name, title, theme, change, verifier, completed, closed)
		self.previous_action = name if not closed else None
		return name, status, due

	def _due(self, kind: str, status: str, opened: int) -> tuple[date | None, date | None]:
		"""Return the due date, and since when the action is known to be overdue."""
		rng = self.rng
		if kind == "newly overdue":
			# Nearly all since yesterday; the others show a night on which nothing ran.
			return self._day(rng.choice((1, 1, 1, 1, 1, 1, 2, 3))), None
		if kind == "under way" and rng.random() < KNOWN_OVERDUE:
			due = self._day(rng.randrange(2, 60))
			return due, due + timedelta(days=1)
		if status in FINISHED:
			return self._day(rng.randrange(0, opened)), None
		return self.today + timedelta(days=rng.randrange(0, 180)), None

	def _slip(
		self, name: str, owner: str, due: date, opened: int, until: int, slips: int
	) -> tuple[date, list[datetime]]:
		"""Make the changes that led to `due`; return the date there was at first, and when it was changed."""
		rng = self.rng
		dates = [due]
		# Nothing is opened with a date that is past.
		longest = min(30, (due - self._day(opened)).days // (slips or 1))
		for _ in range(slips):
			dates.insert(0, dates[0] - timedelta(days=rng.randrange(1, longest + 1)))
		days = sorted((rng.randrange(until, opened) for _ in range(slips)), reverse=True)
		moments = [self._at(ago) for ago in days]
		for idx, moment in enumerate(moments, 1):
			self.made.add(
				self.slips,
				(
					f"{name}-d{idx}",
					name,
					idx,
					dates[idx - 1],
					dates[idx],
					rng.choice(REASONS),
					owner,
					moment,
					moment,
					moment,
				),
			)
		return dates[0], moments

	def _evidence(
		self,
		action: str,
		theme: Theme,
		now,
		opened: int,
		until: int,
		verifier: str | None,
		closed: int | None,
	) -> None:
		rng = self.rng
		for number in range(rng.choice((1, 1, 2))):
			name = self._next("IE")
			ago = rng.randrange(until + 1, max(until + 2, min(opened, until + 60)))
			kind, shows = ("Audit Result", "Change") if number == 0 else ("Training Record", "Completion")
			lasting = self._day(ago) + timedelta(days=365) if rng.random() < 0.2 else None
			when = self._at(ago)
			self.made.add(
				self.evidence,
				(
					name,
					action,
					f"{kind}: {theme.indicator}",
					kind,
					shows,
					self._day(ago),
					lasting,
					now or 0 if number == 0 else 0,
					"20 records sampled.",
					verifier,
					closed and self._day(closed),
					when,
					when,
				),
			)
			if self.previous_action and not closed and rng.random() < 0.05:
				self.made.add(self.shared, (f"{name}-o1", name, 1, self.previous_action, when, when))

	def _reviews(
		self,
		action: str,
		title: str,
		theme: Theme,
		change: str,
		verifier: str,
		completed: int,
		closed: int | None,
	) -> None:
		"""Make the reviews that completing and closing schedule: a verification, then two checks that it lasts."""
		rng = self.rng
		recorded = ("Follow-up Audit", 20, "Embedded")
		plan = [("Verification", self._day(completed) + timedelta(days=14), closed, completed)]
		if closed is not None:
			plan += [
				("Sustainability", self._day(closed) + timedelta(days=days), None, closed)
				for days in (90, 180)
			]
		for review_type, due, on, made_on in plan:
			done = on is not None
			method, sample, outcome = recorded if done else (None, 0, None)
			reviewer = verifier if done or rng.random() < 0.5 else None
			when = self._at(made_on)
			self.made.add(
				self.reviews,
				(
					self._next("ER"),
					action,
					title,
					theme.closure_test,
					change,
					review_type,
					due,
					reviewer,
					self._day(on) if done else None,
					method,
					sample,
					outcome,
					int(done),
					"Looked at 20 records against the closure test." if done else None,
					when,
					when,
				),
			)


def main() -> None:
	options = argparse.ArgumentParser(
		description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
	)
	options.add_argument("--site", required=True)
	options.add_argument("--clear", action="store_true", help="delete what was made, and make nothing")
	options.add_argument("--seed", type=int, default=20)
	for name, default in Size().__dict__.items():
		options.add_argument(f"--{name.replace('_', '-')}", type=int, default=default)
	options = options.parse_args()
	frappe.init(site=options.site)
	frappe.connect()
	began = time.perf_counter()
	if options.clear:
		clear()
		print(f"Cleared in {time.perf_counter() - began:.1f} s")
	else:
		made = fill(Size(**{name: getattr(options, name) for name in Size().__dict__}), options.seed)
		took = time.perf_counter() - began
		for doctype, count in made.items():
			print(f"{count:>10,}  {doctype}")
		print(f"{made.total():>10,}  rows in {took:.1f} s: {made.total() / took:,.0f} a second")
	frappe.destroy()


if __name__ == "__main__":
	main()
