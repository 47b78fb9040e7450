"""Each step of a story as the call on the app that a person in the Desk would cause: its real doors, and nothing past them."""

from __future__ import annotations

import frappe
from frappe.utils import nowdate

from improvement_actions import from_records

from .dates import Calendar
from .model import Action, Event, Meeting, Source
from .people import PEOPLE
from .services import SERVICES


class Doors:
	"""Knows which record each key of the stories has become. The caller sets the user and the clock."""

	def __init__(self, calendar: Calendar):
		self.calendar = calendar
		self.sources: dict[str, str] = {}
		self.actions: dict[str, str] = {}
		self.owners: dict[str, str | None] = {}

	# Sources and actions

	def meet(self, meeting: Meeting) -> str:
		"""Enter `meeting` in the calendar and return the name of the entry."""
		day = self.calendar.day(meeting.day)
		doc = frappe.new_doc("Event")
		doc.update(
			{
				"subject": meeting.subject,
				"event_category": "Meeting",
				"event_type": "Public",
				"starts_on": f"{day} {meeting.hour}:00:00",
				"ends_on": f"{day} {meeting.hour + 1}:30:00",
				"description": meeting.notes,
			}
		)
		return doc.insert().name

	def _from_meeting(self, source: Source):
		"""Make the source with the button on the form of the entry, which asks for the service."""
		made = from_records.source_for(
			"Event", self.meet(source.meeting), service=SERVICES[source.service].name, title=source.title
		)
		return frappe.get_doc("Improvement Source", made["name"])

	def record(self, source: Source) -> None:
		say = self.calendar.render
		doc = self._from_meeting(source) if source.meeting else frappe.new_doc("Improvement Source")
		doc.update(
			{
				"title": source.title,
				"source_type": source.type,
				"service": SERVICES[source.service].name,
				"occurred_on": self.calendar.day(source.day if source.occurred is None else source.occurred),
				"summary": say(source.summary),
				"finding_quote": source.quote,
				"people_involved": say(source.people_involved),
				"harm_level": source.harm,
				"people_affected": source.affected,
				"is_safeguarding": source.safeguarding,
				"is_notifiable": source.notifiable,
				"theme": source.theme,
				"external_id": source.external_id or None,
				"standards": [{"standard": _standard(short)} for short in source.standards],
			}
		)
		if not source.investigated:
			doc.update(_cause(source))
		doc.save()
		self.sources[source.key] = doc.name

	def investigate(self, source: Source) -> None:
		doc = frappe.get_doc("Improvement Source", self.sources[source.key])
		doc.update(_cause(source))
		doc.save()

	def share(self, source: Source, person: str) -> None:
		"""Let somebody from outside read the source, its actions and what shows for them."""
		names = [self.actions[action.key] for action in source.actions]
		evidence = frappe.get_all("Improvement Evidence", filters={"action": ("in", names)}, pluck="name")
		reviews = frappe.get_all("Effectiveness Review", filters={"action": ("in", names)}, pluck="name")
		for doctype, shared in (
			("Improvement Source", [self.sources[source.key]]),
			("Improvement Action", names),
			("Improvement Evidence", evidence),
			("Effectiveness Review", reviews),
		):
			for name in shared:
				frappe.share.add(doctype, name, PEOPLE[person].email, read=1)

	def raise_action(self, source: Source, action: Action, parent: Action | None) -> None:
		values = self._values(action)
		if parent:
			name = self._action(parent).spawn_sub_action(**values)
		else:
			name = frappe.get_doc("Improvement Source", self.sources[source.key]).spawn_action(**values)
		self.actions[action.key] = name
		self.owners[action.key] = action.owner

	def _values(self, action: Action) -> dict:
		values = {
			"title": action.title,
			"description": self.calendar.render(action.description, action.due),
			"closure_test": self.calendar.render(action.closure_test, action.due),
			"priority": action.priority,
			"horizon": action.horizon,
			"approach": action.approach,
			"no_indicator_reason": action.no_measure,
			"needs_training_evidence": int(action.training),
			"action_owner": action.owner and PEOPLE[action.owner].email,
			"due_date": action.due is not None and self.calendar.day(action.due),
			"service": action.service and SERVICES[action.service].name,
		}
		if action.measure:
			since = action.raised if action.measure.since is None else action.measure.since
			values |= {
				"indicator": action.measure.name,
				"unit": action.measure.unit,
				"direction": action.measure.direction,
				"baseline_value": action.measure.baseline,
				"baseline_date": self.calendar.day(since),
				"target_value": action.measure.target,
			}
		return {field: value for field, value in values.items() if value not in (None, False, "")}

	def _action(self, action: Action):
		return frappe.get_doc("Improvement Action", self.actions[action.key])

	# One method for each kind of event

	def opened(self, action: Action, event: Event) -> None:
		self._action(action).move("Open")

	def progress(self, action: Action, event: Event) -> None:
		on = event.values["on"]
		self._action(action).add_progress(
			note=self.calendar.render(event.values["note"]),
			percent_complete=event.values["percent_complete"],
			next_milestone=event.values["milestone"],
			next_milestone_date=(on is not None and str(self.calendar.day(on))) or None,
			barrier=event.values["barrier"],
		)

	def reading(self, action: Action, event: Event) -> None:
		self._take_reading(action, event.values["value"], event.values["sample"])

	def _take_reading(
		self, action: Action, value: float, sample: int | None, evidence: str | None = None
	) -> None:
		doc = self._action(action)
		row = {"reading_date": nowdate(), "value": value, "sample_size": sample, "evidence": evidence}
		doc.append("readings", row)
		doc.save()

	def evidence(self, action: Action, event: Event) -> None:
		values = event.values
		valid_until = values["valid_until"]
		doc = frappe.new_doc("Improvement Evidence")
		doc.update(
			{
				"action": self.actions[action.key],
				"title": values["title"],
				"evidence_type": values["type"],
				"evidence_date": nowdate(),
				"valid_until": (valid_until is not None and self.calendar.day(valid_until)) or None,
				"description": self.calendar.render(values["description"]),
				"attachment": values["file"] and self._upload(values["file"], event.day),
				"measured_value": values["value"],
				"other_actions": [{"action": self.actions[key]} for key in values["also"]],
			}
		)
		doc.insert()
		if values["value"] is not None and action.measure:
			self._take_reading(action, values["value"], getattr(values["file"], "checked", None), doc.name)

	def _upload(self, file, day: int) -> str:
		doc = frappe.new_doc("File")
		doc.update({"file_name": file.filename, "is_private": 1, "content": file.content(self.calendar, day)})
		doc.insert()
		return doc.file_url

	def reschedule(self, action: Action, event: Event) -> None:
		to = str(self.calendar.day(event.values["to"]))
		self._action(action).reschedule(to, self.calendar.render(event.values["reason"]))

	def reassign(self, action: Action, event: Event) -> None:
		self._action(action).reassign(PEOPLE[event.values["to"]].email, event.values["reason"])
		self.owners[action.key] = event.values["to"]

	def completed(self, action: Action, event: Event) -> None:
		doc = self._action(action)
		doc.change_to_practice = self.calendar.render(event.values["change"])
		doc.lessons_learned = event.values["lessons"] or doc.lessons_learned
		doc.move("Complete")

	def verified(self, action: Action, event: Event) -> None:
		self._record_review(action, event, "Verification")
		if event.values["outcome"] == "Embedded":
			self._action(action).move("Close")

	def sustained(self, action: Action, event: Event) -> None:
		self._record_review(action, event, "Sustainability")

	def _record_review(self, action: Action, event: Event, review_type: str) -> None:
		pending = {
			"action": self.actions[action.key],
			"review_type": review_type,
			"outcome": ("is", "not set"),
		}
		[name] = frappe.get_all(
			"Effectiveness Review", filters=pending, order_by="due_date", limit=1, pluck="name"
		)
		doc = frappe.get_doc("Effectiveness Review", name)
		doc.update(
			{
				"reviewer": frappe.session.user,
				"reviewed_on": nowdate(),
				"method": event.values["method"],
				"sample_size": event.values["sample"],
				"measured_value": event.values["value"],
				"outcome": event.values["outcome"],
				"findings": self.calendar.render(event.values["findings"]),
			}
		)
		doc.save()

	def moved(self, action: Action, event: Event) -> None:
		reason = self.calendar.render(event.values["reason"])
		self._action(action).move(event.values["workflow_action"], reason=reason)

	cancelled = moved


def _cause(source: Source) -> dict:
	factors = [{"factor": factor, "explanation": text} for factor, text in source.factors.items()]
	return {"contributory_factors": factors, "root_cause": source.root_cause}


def _standard(short: str) -> str:
	""" "Reg 12" and "Safe 8", as the stories write them, are the records "CQC Regulation 12" and "CQC Safe 8"."""
	return f"CQC {short.replace('Reg ', 'Regulation ')}"
