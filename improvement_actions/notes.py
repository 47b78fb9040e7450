"""Notes that the app leaves on timelines, so that every step can be followed from any of its records."""

from html import escape

import frappe


def on_action(action, text: str) -> None:
	"""Leave `text` (plain) on the timeline of `action`."""
	action.add_comment("Info", escape(text))


def on_source(action, text: str) -> None:
	"""Leave `text` (plain) on the timeline of the source of `action`, and of the record behind that source.

	The app writes these for people who may not write to the source themselves.
	"""
	if not action.source:
		return
	source = frappe.get_doc("Improvement Source", action.source)
	source.add_comment("Info", escape(text))
	if source.reference_doctype and source.reference_name:
		if frappe.db.exists(source.reference_doctype, source.reference_name):
			frappe.get_doc(source.reference_doctype, source.reference_name).add_comment("Info", escape(text))
