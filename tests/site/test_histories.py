"""Random histories: whatever people do, in whatever order and by whatever door, what must always hold goes on holding.

Hypothesis plays several people against two sources. After each step the invariants are read back from the database; a
step that is refused must be refused in words meant for people, and must leave every table as it was.

By default a short run with a fixed seed. To look for something new, for as long as you like:

    IMPROVEMENT_HISTORIES_MINUTES=30 sandbox/run test tests/site/test_histories.py -q -s

plays histories of up to 60 steps with fresh seeds for that long, and prints what has been done.
"""

import os

import builders
from freezegun import freeze_time
from histories import START, World
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
	RuleBasedStateMachine,
	initialize,
	rule,
	run_state_machine_as_test,
)

MINUTES = float(os.environ.get("IMPROVEMENT_HISTORIES_MINUTES", "0"))
SETTINGS = settings(
	max_examples=20 if MINUTES else 10,
	stateful_step_count=60 if MINUTES else 30,
	derandomize=not MINUTES,
	deadline=None,
	database=None,
	print_blob=True,
	report_multiple_bugs=False,
	phases=(Phase.explicit, Phase.generate, Phase.shrink),
	suppress_health_check=list(HealthCheck),
)

ACTORS = (
	"owner",
	"owner",
	"manager",
	"manager",
	"verifier",
	"both",
	"new_owner",
	"governance",
	"outsider",
	"Administrator",
)
actors = st.sampled_from(ACTORS)
which = st.integers(0, 5)
days = st.integers(-40, 60)
reasons = st.sampled_from(
	("The training room is not free before then.", "Somebody else has the time for it.", "", "-", None)
)
doors = st.sampled_from(("console", "client", "rest", "form", "list"))
outcomes = st.sampled_from(("Embedded", "Embedded", "Partially Embedded", "Not Embedded"))
STATES = ("Draft", "Open", "In Progress", "Completed", "Closed", "Cancelled")
MOVES = ("Open", "Start", "Complete", "Return", "Close", "Reopen", "Cancel")
EDITS = (
	{"title": "Every MAR chart at Rowan Lodge is checked at handover by the senior on duty"},
	{"title": ""},
	{"lessons_learned": "Check sheets beside the trolley are used."},
	{"change_to_practice": builders.BEFORE_AND_AFTER},
	{"change_to_practice": ""},
	{"change_to_practice": "Training delivered to all staff on 15 February"},
	{"closure_test": ""},
	{"priority": "Low"},
	{"priority": "Critical"},
	{"target_value": 78},
	{"indicator": "", "no_indicator_reason": ""},
	{"indicator": "", "no_indicator_reason": "Nothing here can be counted: it is one repair."},
	{"readings": []},
	{"progress_updates": []},
	{"due_date_changes": []},
	{"owner_changes": []},
	{"slip_count": 0},
	{"completed_by": None},
	{"completion_count": 0},
	{"reopen_count": 0},
	{"original_due_date": "2026-01-01"},
	{"closed_on": None, "closed_by": None},
	{"overdue_since": None},
	{"service": None},
	{"source": None},
	{"docstatus": 1},
)


class Histories(RuleBasedStateMachine):
	"""One world for the whole run; each history starts from it and is undone at its end."""

	world: World

	@initialize(prepared=st.lists(st.integers(0, 6), min_size=1, max_size=3))
	def begin(self, prepared):
		self.world.begin()
		for steps in prepared:
			self.world.draft("manager", 0, 30, None)
			self.world.advance(len(self.world.actions) - 1, steps)

	def teardown(self):
		self.world.end()

	# Drafts and the way on

	@rule(actor=actors, source=st.integers(0, 1), due=days, parent=st.one_of(st.none(), which))
	def draft(self, actor, source, due, parent):
		self.world.draft(actor, source, due, parent)

	@rule(number=which, steps=st.integers(1, 4))
	def advance(self, number, steps):
		self.world.advance(number, steps)

	@rule(actor=actors, number=which, action=st.sampled_from(MOVES), reason=reasons)
	def move(self, actor, number, action, reason):
		self.world.move(actor, number, action, reason)

	@rule(actor=actors, number=which, door=doors, state=st.sampled_from(STATES), reason=reasons)
	def write_state(self, actor, number, door, state, reason):
		self.world.write_state(actor, number, door, state, reason)

	@rule(actor=actors, number=which, door=doors, status=st.sampled_from(STATES))
	def write_status(self, actor, number, door, status):
		self.world.write(actor, number, door, {"status": status})

	@rule(actor=actors, number=which, door=doors, values=st.sampled_from(EDITS))
	def edit(self, actor, number, door, values):
		self.world.write(actor, number, door, values)

	@rule(actor=actors, number=which, door=doors, due=days)
	def write_due_date(self, actor, number, door, due):
		self.world.write_due_date(actor, number, door, due)

	@rule(actor=actors, number=which, door=doors, person=actors)
	def write_owner(self, actor, number, door, person):
		self.world.write_owner(actor, number, door, person)

	@rule(actor=actors, number=which, due=days, reason=reasons)
	def reschedule(self, actor, number, due, reason):
		self.world.reschedule(actor, number, due, reason)

	@rule(actor=actors, number=which, person=actors, reason=reasons)
	def reassign(self, actor, number, person, reason):
		self.world.reassign(actor, number, person, reason)

	# Most of what is tried at random is refused: these are meant to pass

	@rule(actor=st.sampled_from(("owner", "new_owner", "manager")), number=which, due=st.integers(1, 60))
	def reschedule_with_reason(self, actor, number, due):
		self.world.reschedule(actor, number, due, "The training room is not free before then.")

	@rule(number=which, person=st.sampled_from(("owner", "new_owner", "both")))
	def reassign_with_reason(self, number, person):
		self.world.reassign("manager", number, person, "Somebody else has the time for it.")

	@rule(actor=st.sampled_from(("manager", "both", "new_owner")), number=which)
	def complete_by_somebody(self, actor, number):
		self.world.move(actor, number, "Complete", None)

	@rule(actor=st.sampled_from(("verifier", "both", "owner")), number=which, outcome=outcomes)
	def review_in_time(self, actor, number, outcome):
		self.world.review(actor, number, None, "Verification", outcome, 0, True)

	@rule(number=which)
	def reopen_with_reason(self, number):
		self.world.move("manager", number, "Reopen", "The audit of nights fell to 71%.")

	@rule(actor=actors, number=which, percent=st.sampled_from((0, 40, 100, 101, -1)), due=days)
	def add_progress(self, actor, number, percent, due):
		self.world.add_progress(actor, number, percent, due)

	@rule(actor=actors, number=which, value=st.sampled_from((70, 96, 0)), ago=st.integers(-2, 40))
	def add_reading(self, actor, number, value, ago):
		self.world.add_reading(actor, number, value, ago)

	@rule(actor=actors, number=which, due=days)
	def spawn_sub_action(self, actor, number, due):
		self.world.spawn_sub_action(actor, number, due)

	@rule(actor=actors, number=which, door=doors, parent=st.one_of(st.none(), which))
	def change_parent(self, actor, number, door, parent):
		self.world.change_parent(actor, number, door, parent)

	@rule(actor=actors, number=which, door=doors, source=st.integers(0, 1))
	def change_source(self, actor, number, door, source):
		self.world.change_source(actor, number, door, source)

	@rule(actor=actors, number=which)
	def delete(self, actor, number):
		self.world.delete(actor, number)

	# Evidence

	@rule(
		actor=actors,
		number=which,
		kind=st.sampled_from(("Audit Result", "Training Record")),
		valid=st.one_of(st.none(), st.integers(0, 30)),
		with_file=st.booleans(),
		also=st.one_of(st.none(), which),
	)
	def add_evidence(self, actor, number, kind, valid, with_file, also):
		self.world.add_evidence(actor, number, kind, valid, with_file, also)

	@rule(
		actor=actors,
		number=which,
		door=doors,
		values=st.sampled_from(
			(
				{"demonstrates": "Completion"},
				{"demonstrates": "Change"},
				{"description": "Nothing to see"},
				{"other_actions": []},
				{"attachment": None},
				{"content_hash": "0" * 64},
				{"verified_by": None},
			)
		),
	)
	def change_evidence(self, actor, number, door, values):
		self.world.change_evidence(actor, number, door, values)

	@rule(actor=actors, number=which, to=which, shared=st.booleans())
	def move_evidence(self, actor, number, to, shared):
		self.world.move_evidence(actor, number, to, shared)

	@rule(actor=actors, number=which)
	def delete_evidence(self, actor, number):
		self.world.delete_evidence(actor, number)

	@rule(actor=actors, number=which)
	def delete_file(self, actor, number):
		self.world.delete_file(actor, number)

	# Reviews

	@rule(
		actor=actors,
		number=which,
		reviewer=st.one_of(st.none(), actors),
		review_type=st.sampled_from(("Verification", "Verification", "Sustainability")),
		outcome=st.one_of(st.none(), outcomes),
		ago=st.integers(-2, 10),
		scheduled=st.booleans(),
	)
	def review(self, actor, number, reviewer, review_type, outcome, ago, scheduled):
		self.world.review(actor, number, reviewer, review_type, outcome, ago, scheduled)

	@rule(
		actor=actors,
		number=which,
		door=doors,
		values=st.sampled_from(
			(
				{"outcome": "Embedded"},
				{"outcome": ""},
				{"completion": 9},
				{"findings": "Something else"},
				{"review_type": "Sustainability"},
			)
		),
	)
	def change_review(self, actor, number, door, values):
		self.world.change_review(actor, number, door, values)

	@rule(actor=actors, number=which)
	def delete_review(self, actor, number):
		self.world.delete_review(actor, number)

	@rule(number=which, status=st.sampled_from(("Closed", "Cancelled")))
	def close_entry(self, number, status):
		self.world.close_entry(number, status)

	# What goes on around it

	@rule(passing=st.integers(1, 45))
	def days_pass(self, passing):
		self.world.days_pass(passing)

	@rule(
		check=st.sampled_from(("Off", "Warn", "Block")),
		evidence=st.sampled_from(("None", "Any", "Change")),
		shared=st.booleans(),
	)
	def change_settings(self, check, evidence, shared):
		self.world.change_settings(check, evidence, shared)

	@rule(source=st.integers(0, 1), formal=st.booleans(), explained=st.booleans())
	def change_source_record(self, source, formal, explained):
		self.world.change_source_record(source, formal, explained)

	@rule(person=st.sampled_from(("new_owner", "both")), enabled=st.booleans())
	def change_account(self, person, enabled):
		self.world.change_account(person, enabled)


#: Without these, nothing is proved.
NEEDED = {"draft", "move", "reschedule", "review", "add_evidence"}


def done_in(world: World) -> set[str]:
	"""Return the steps that somebody has taken in `world` without being refused."""
	return {step for (step, refused), count in world.taken.items() if count and not refused}


def test_whatever_happens_the_invariants_hold(undone_afterwards):
	with freeze_time(START, ignore=["hypothesis"]) as clock:
		world = Histories.world = World(clock)
		try:
			# The clock of the machine: the one that Python shows stands still.
			end = os.times().elapsed + 60 * MINUTES
			run_state_machine_as_test(Histories, settings=SETTINGS)
			# Chance may leave out what this is to prove something about: then there is more of it.
			for _more in range(4):
				if NEEDED <= done_in(world):
					break
				# Not the same again.
				run_state_machine_as_test(Histories, settings=settings(SETTINGS, derandomize=False))
			while os.times().elapsed < end:
				run_state_machine_as_test(Histories, settings=SETTINGS)
		finally:
			print(
				f"\n{world.histories} histories, {world.taken.total()} steps, {world.closed} actions closed"
			)
			for (step, refused), count in sorted(world.taken.items()):
				print(f"{count:7} {step}: {'refused' if refused else 'done'}")
	assert NEEDED <= done_in(world), "too little has happened to prove anything"
