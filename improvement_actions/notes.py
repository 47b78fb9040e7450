"""Notes that the app leaves on timelines, so that every step can be followed from any of its records."""

from html import escape

import frappe

from improvement_actions.from_records import record


def on_action(action, text: str) -> None:
	"""Leave `text` (plain) on the timeline of `action`."""
	action.add_comment("Info", escape(text))


def on_risk(risk, text: str) -> None:
	"""Leave `text` (plain) on the timeline of `risk`."""
	risk.add_comment("Info", escape(text))


def on_source(action, text: str) -> None:
	"""Leave `text` (plain) on the timeline of the source of `action`, and of the record behind that source.

	The app writes these for people who may not write to the source themselves.
	"""
	if action.source:
		on_source_called(action.source, text)


def on_source_called(name: str, text: str) -> None:
	"""Leave `text` (plain) on the timeline of the source `name`, and of the record behind it."""
	source = frappe.get_doc("Improvement Source", name)
	source.add_comment("Info", escape(text))
	if record.is_there(source.reference_doctype, source.reference_name):
		frappe.get_doc(source.reference_doctype, source.reference_name).add_comment("Info", escape(text))


def on_source_alone(name: str, text: str) -> None:
	"""Leave `text` (plain) on the timeline of the source `name`, and nowhere else."""
	frappe.get_doc("Improvement Source", name).add_comment("Info", escape(text))
