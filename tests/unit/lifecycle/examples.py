"""An action that every gate lets through, to be broken one thing at a time; and what people may type."""

from datetime import date, timedelta

from hypothesis import settings
from hypothesis import strategies as st

from improvement_actions.lifecycle.gates import Evidence, Facts, Rules, Verification
from improvement_actions.lifecycle.problem import Problem

TODAY = date(2026, 3, 2)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)

OWNER, PAST_OWNER = "ana.silva@ashgrove.example", "dev.patel@ashgrove.example"
VERIFIER, MANAGER = "ruth.okafor@ashgrove.example", "mary.jones@ashgrove.example"

#: The wording has tests of its own; here it is judged only where a test says so.
ANY_WORDING = Rules(action_wording="Off", change_wording="Off")

law = settings(deadline=None, max_examples=60, database=None)


def action(**changes) -> dict:
	"""Return the fields of an action that lacks nothing, with `changes`."""
	return {
		"title": "MAR charts complete in Flat 3",
		"description": "By 31 March every medicine given in Flat 3 is signed for on the MAR chart at once.",
		"source": "IS-2026-00001",
		"action_owner": OWNER,
		"priority": "High",
		"due_date": TOMORROW,
		"closure_test": "The deputy samples ten MAR charts a month: 98% of the doses signed for, three months running.",
		"indicator": "Doses signed for",
		"unit": "%",
		"direction": "Increase",
		"baseline_value": 78.0,
		"baseline_date": TODAY - timedelta(days=60),
		"target_value": 98.0,
		"no_indicator_reason": None,
		"readings": [{"reading_date": YESTERDAY, "value": 98.5}],
		"change_to_practice": "Doses signed for moved from 78% in January to 98.5% in the February audit.",
		"cancellation_reason": "Flat 3 has closed.",
		"return_reason": "Only two of the ten charts were of night doses.",
		"reopen_reason": "The March audit found 81%.",
	} | changes


def facts(**changes) -> Facts:
	"""Return facts that stand in nobody's way, with `changes`."""
	return Facts(
		**{
			"today": TODAY,
			"actor": VERIFIER,
			"actor_is_manager": True,
			"past_owners": frozenset({PAST_OWNER}),
			"evidence": (Evidence("Change"),),
			"sub_actions": {"IA-2026-00002": "Closed"},
			"verification": Verification(VERIFIER, "Embedded", TODAY),
			"rules": ANY_WORDING,
		}
		| changes
	)


def codes(problems: list[Problem]) -> set[str]:
	"""Return the codes of `problems`."""
	return {problem.code for problem in problems}


#: Says nothing to a reader, however it is stored.
BLANK = [
	None,
	"",
	"   ",
	"\n\t",
	"-",
	"…",
	"👍",
	"\u200b",
	"&nbsp;",
	"<p><br></p>",
	'<div class="ql-editor"> </div>',
]

#: Whatever reaches a text field: nothing, text of any script, markup, pictures, placeholders, half a surrogate.
typed = st.one_of(
	st.none(),
	st.text(max_size=40),
	st.sampled_from(
		[
			*BLANK,
			"<script>alert(1)</script>",
			"<b>Audit</b> & <i>sample</i>",
			"👩🏽‍⚕️ handover",
			"{0} {name} {{",
			"%s %(x)s",
			"'; DROP TABLE tabUser; --",
			"Gwella dogfennaeth caniatâd",
			"تحسين التوثيق",
			"\ud800",
			"word " * 800,
		]
	),
)
days = st.dates(date(2020, 1, 1), date(2035, 12, 31))
maybe_days = st.none() | days
numbers = st.none() | st.floats(allow_nan=True, allow_infinity=True) | st.integers(-(10**12), 10**12)
