"""The ready-made views of the lists."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from improvement_actions.lifecycle import views
from improvement_actions.lifecycle.status import ACTIVE, STATUSES

from .examples import TODAY, TOMORROW, YESTERDAY, law

ME, OTHER = "me@example.org", "other@example.org"

#: The level at which somebody else than the owner is told.
ESCALATED_FROM = 2

maybe_dates = st.none() | st.dates(TODAY - timedelta(days=60), TODAY + timedelta(days=60))
actions = st.fixed_dictionaries(
	{
		"status": st.sampled_from(STATUSES),
		"action_owner": st.sampled_from((None, ME, OTHER)),
		"completed_by": st.sampled_from((None, ME, OTHER)),
		"due_date": maybe_dates,
		"stale_from": maybe_dates,
		"slip_count": st.integers(0, 4),
		"is_aspirational": st.sampled_from((0, 1)),
		"escalation_level": st.integers(0, 3),
	}
)


#: What Frappe's query finds by each operator, for a field that may be empty (None or "").
TESTS = {
	"=": lambda found, wanted: found == wanted,
	"!=": lambda found, wanted: (found or "") != wanted,
	"in": lambda found, wanted: found in wanted,
	"not in": lambda found, wanted: found not in wanted,
	">=": lambda found, wanted: (found or 0) >= wanted,
	"between": lambda found, wanted: bool(found) and wanted[0] <= found <= wanted[1],
	"is": lambda found, wanted: bool(found) == (wanted == "set"),
}


def matches(values: dict, filters) -> bool:
	return all(TESTS[operator](values.get(field), wanted) for field, operator, wanted in filters)


def in_views(action: dict, **facts) -> set[str]:
	facts = {"owns": True, "verifies": True, "escalated_from": ESCALATED_FROM, **facts}
	return {view.name for view in views.action_views(ME, TODAY, **facts) if matches(action, view.filters)}


@given(actions)
@law
def test_an_action_is_where_its_fields_put_it(action):
	active = action["status"] in ACTIVE
	due, stale = action["due_date"], action["stale_from"]
	expected = {
		"mine": action["action_owner"] == ME and action["status"] not in ("Closed", "Cancelled"),
		"under_way": active,
		"overdue": active and due is not None and due < TODAY,
		"escalated": active and action["escalation_level"] >= ESCALATED_FROM,
		"to_verify": action["status"] == "Completed"
		and ME not in (action["action_owner"], action["completed_by"]),
		"slipping": active and action["slip_count"] > 0,
		"stale": active and stale is not None and stale <= TODAY,
		"aspirational": active and action["is_aspirational"] == 1,
		"due_soon": active and due is not None and 0 <= (due - TODAY).days <= 14,
	}
	assert in_views(action) == {name for name, applies in expected.items() if applies}


def test_the_day_it_is_due_it_is_not_overdue_yet():
	action = {"status": "Open", "due_date": TODAY, "stale_from": None}
	assert "overdue" not in in_views(action) and "due_soon" in in_views(action)
	assert "overdue" in in_views({**action, "due_date": YESTERDAY})


def test_it_is_stale_from_the_day_that_says_so():
	assert "stale" in in_views({"status": "In Progress", "stale_from": TODAY})
	assert "stale" not in in_views({"status": "In Progress", "stale_from": TOMORROW})


def test_who_owns_or_verifies_nothing_is_not_offered_it():
	names = {view.name for view in views.action_views(ME, TODAY, owns=False, verifies=False)}
	assert not names & {"mine", "to_verify"} and "overdue" in names
	assert "mine" not in {view.name for view in views.review_views(ME, TODAY, verifies=False)}


def test_evidence_is_valid_on_its_last_day():
	expiring, expired = views.evidence_views(TODAY)

	def belongs(day):
		return [view.name for view in (expiring, expired) if matches({"valid_until": day}, view.filters)]

	assert belongs(TODAY) == ["expiring"] == belongs(TODAY + timedelta(days=30))
	assert belongs(YESTERDAY) == ["expired"]
	assert belongs(TODAY + timedelta(days=31)) == belongs(None) == []


def test_a_review_is_due_until_its_outcome_is_recorded():
	mine, soon, overdue = views.review_views(ME, TODAY, verifies=True)
	review = {"outcome": "", "reviewer": ME, "due_date": YESTERDAY}
	assert matches(review, mine.filters) and matches(review, overdue.filters)
	assert not matches(review, soon.filters)
	assert not matches({**review, "outcome": "Embedded"}, mine.filters)
	assert not matches({**review, "outcome": "Embedded"}, overdue.filters)


EVERY_VIEW = [
	*views.action_views(ME, TODAY, owns=True, verifies=True),
	*views.source_views(),
	*views.review_views(ME, TODAY, verifies=True),
	*views.evidence_views(TODAY),
]


def as_a_list_sends_it(view: views.View) -> list[tuple]:
	def written(value):
		if isinstance(value, tuple):
			return [written(each) for each in value]
		return value.isoformat() if isinstance(value, date) else str(value)

	return [(field, operator.title(), written(value)) for field, operator, value in view.filters]


def test_a_view_is_known_again_however_the_list_writes_it():
	for view in EVERY_VIEW:
		assert views.active_view([view], as_a_list_sends_it(view)) == view


def test_the_view_with_the_most_filters_is_the_one():
	candidates = views.action_views(ME, TODAY, owns=True, verifies=True)
	for view in candidates:
		found = views.active_view(candidates, [*as_a_list_sends_it(view), ("service", "=", "Alder House")])
		assert found == view


def test_yesterdays_view_is_known_by_everything_but_its_dates():
	def overdue_on(day):
		found = views.action_views(ME, day, owns=True, verifies=True)
		return next(view for view in found if view.name == "overdue")

	written = as_a_list_sends_it(overdue_on(YESTERDAY))
	assert views.active_view([overdue_on(TODAY)], written) is None
	assert views.active_view([overdue_on(TODAY)], written, whatever_the_dates=True) == overdue_on(TODAY)
	other = [(field, operator, "Draft") for field, operator, _value in written]
	assert views.active_view([overdue_on(TODAY)], other, whatever_the_dates=True) is None


def test_no_filter_takes_an_empty_field_for_an_early_date():
	"""Frappe's query reads an empty date as year 1, so that ``<`` would find what has no date at all."""
	for view in EVERY_VIEW:
		for _field, operator, _value in view.filters:
			assert operator in TESTS and operator not in ("<", "<=")
