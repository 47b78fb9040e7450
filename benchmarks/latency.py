"""What inserting an Improvement Action and each step of its lifecycle take, as ratios to an ERPNext Task.

Run from a bench's `sites` folder, on a site with ERPNext that can be lost (records stay). The operations take turns,
each round in another order, so that whatever else the machine does falls on all of them; a ratio is the median over
the rounds of one operation's time over the peer's in the same round. Every operation loads, saves and commits, as one
request would; HTTP is left out.
"""

import argparse
import random
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import frappe

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "site"))

#: Times in milliseconds by operation, one entry a round.
Times = dict[str, list[float]]

TASK_INSERT, TASK_SAVE = "Task: insert", "Task: save with a change"


def main() -> None:
	options = argparse.ArgumentParser(description=__doc__)
	options.add_argument("--site", required=True)
	options.add_argument(
		"--rounds", type=int, default=40, help="rounds that count; three more come before them"
	)
	options = options.parse_args()
	frappe.init(site=options.site)
	frappe.connect()
	frappe.flags.mute_emails = True
	times = measure(options.rounds)
	frappe.destroy()
	report(times)


def measure(rounds: int) -> Times:
	import builders

	# The names of an earlier run are taken.
	builders.fake.seed_instance(time.time_ns())
	team = builders.Team()
	for role in ("owner", "manager", "verifier"):
		getattr(team, role)
	frappe.db.commit()
	times: Times = {}
	shuffled = random.Random(2)
	for number in range(-3, rounds):
		stories = [iter(story) for story in (task_story(), action_story(team))]
		taken: dict[str, float] = {}
		while stories:
			story = shuffled.choice(stories)
			step = next(story, None)
			if step is None:
				stories.remove(story)
				continue
			name, operation = step
			taken[name] = timed(operation)
		if number >= 0:
			for name, milliseconds in taken.items():
				times.setdefault(name, []).append(milliseconds)
	return times


def timed(operation: Callable[[], None]) -> float:
	"""Return the milliseconds that `operation` takes, its commit included."""
	begin = time.perf_counter()
	operation()
	frappe.db.commit()
	return (time.perf_counter() - begin) * 1000


def task_story():
	task = frappe.get_doc({"doctype": "Task", "subject": "Check MAR charts at handover", "priority": "High"})
	yield TASK_INSERT, task.insert

	def save():
		doc = frappe.get_doc("Task", task.name)
		doc.description = "Seniors sign the check sheet."
		doc.save()

	yield TASK_SAVE, save


def action_story(team):
	import builders

	source = builders.source(team.service, theme=frappe.generate_hash(length=8)).name
	values = builders.ready_to_open(team, source=source)
	action = frappe.get_doc(values)
	frappe.db.commit()
	yield "Action: insert", action.insert

	def edit():
		doc = builders.get(action.name)
		doc.description += " The sheet is kept in the medicines room."
		doc.save()

	yield "Action: save with a change", edit
	yield "Action: Open", lambda: builders.do(action.name, team.manager, "Open")

	def start():
		with builders.as_user(team.owner):
			builders.get(action.name).add_progress(
				"Agreed with seniors", 20, "First audit", builders.in_days(7)
			)

	yield "Action: first progress (starts it)", start

	def reschedule():
		with builders.as_user(team.owner):
			builders.get(action.name).reschedule(builders.in_days(40), "The new sheets are late.")

	yield "Action: reschedule", reschedule
	yield "Evidence: insert", lambda: builders.evidence(action.name)
	builders.prove(action.name)
	frappe.db.commit()
	yield "Action: Complete", lambda: builders.do(action.name, team.owner, "Complete")
	yield "Review: record Embedded", lambda: builders.record_review(action.name, team.verifier)
	yield "Action: Close", lambda: builders.do(action.name, team.verifier, "Close")
	yield "Action: Reopen", lambda: builders.do(action.name, team.manager, "Reopen", "Gaps are back.")


def report(times: Times) -> None:
	print(f"{'operation':36} {'median ms':>10} {'of Task insert':>15} {'of Task save':>13}")
	for name, taken in times.items():
		ratios = [
			statistics.median(mine / peer for mine, peer in zip(taken, times[peer_name], strict=True))
			for peer_name in (TASK_INSERT, TASK_SAVE)
		]
		print(f"{name:36} {statistics.median(taken):10.1f} {ratios[0]:15.2f} {ratios[1]:13.2f}")


if __name__ == "__main__":
	main()
