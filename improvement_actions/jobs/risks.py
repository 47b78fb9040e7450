"""What is done to many risks at once: the same rules as `lifecycle.risks`, as statements over the whole register.

Saves and actions keep a risk right by themselves. What only time does is done here: a review date passes, an acceptance runs
out. Whoever has to know is told by the digest.
"""

from collections.abc import Sequence
from datetime import date

import frappe
from frappe.query_builder import Case, Interval
from frappe.query_builder.functions import Coalesce
from pypika.functions import Function
from pypika.terms import Criterion, ValueWrapper

from improvement_actions.jobs.parts import WHOLE, Part
from improvement_actions.jobs.statements import affected
from improvement_actions.lifecycle.risks import RISK
from improvement_actions.lifecycle.risks.bands import Band
from improvement_actions.lifecycle.risks.scores import KINDS
from improvement_actions.lifecycle.risks.status import ACCEPTED, OPEN, REASSESS


class Least(Function):
	def __init__(self, *terms):
		super().__init__("LEAST", *terms)


def mark_due(today: date, part: Part = WHOLE) -> int:
	"""Turn risks whose review date has passed, or whose acceptance has run out, to Reassessment Due; return how many.

	Only what is open or accepted turns: a pending control change and a closed risk come first. There are seldom any, so they
	are looked for before rows are locked.
	"""
	risk = frappe.qb.DocType(RISK)
	past_review = risk.next_review_date < today
	expired = risk.accepted_on.isnotnull() & (risk.accepted_until < today)
	due = risk.status.isin((OPEN, ACCEPTED)) & (past_review | expired)
	if not _any(risk, due, part):
		return 0
	review, end = risk.next_review_date + Interval(days=1), risk.accepted_until + Interval(days=1)
	both = past_review & expired
	since = Case().when(both, Least(review, end)).when(past_review, review).else_(end)
	query = frappe.qb.update(risk).set(risk.reassessment_due_since, since).set(risk.status, REASSESS)
	return affected(part.narrow(query.where(due), risk.service))


def band_all(bands: Sequence[Band]) -> int:
	"""Write into every risk the bands that its scores belong to by now; return how many scores moved.

	Assessments keep the band that they were made in, and review dates stay until the next one.
	"""
	risk = frappe.qb.DocType(RISK)
	moved = 0
	for kind in KINDS:
		score, band = risk[f"{kind}_score"], risk[f"{kind}_band"]
		right = _band(score, bands)
		differs = Coalesce(band, "") != Coalesce(right, "")
		if _any(risk, differs, WHOLE):
			moved += affected(frappe.qb.update(risk).set(band, right).where(differs))
	return moved


def _band(score, bands: Sequence[Band]):
	"""Return the expression for the name of the band that `score` lies in."""
	if not bands:
		return ValueWrapper(None)
	name = Case()
	for band in sorted(bands, key=lambda band: -band.from_score):
		name = name.when(score >= band.from_score, band.name)
	return name.else_(None)


def _any(risk, wrong: Criterion, part: Part) -> bool:
	found = part.narrow(frappe.qb.from_(risk).where(wrong), risk.service).select(ValueWrapper(1)).limit(1)
	return bool(found.run())
