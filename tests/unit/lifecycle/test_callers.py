import re

from hypothesis import given
from hypothesis import strategies as st

from improvement_actions.lifecycle import callers

SECRET, NOW = b"secret", 1_900_000_000.0


def test_a_ticket_tells_how_long_the_page_has_been_open():
	ticket = callers.ticket(SECRET, NOW)
	assert callers.age_of(ticket, SECRET, NOW + 42) == 42
	assert callers.age_of(ticket, SECRET, NOW + callers.LONGEST + 1) is None
	assert callers.age_of(ticket, SECRET, NOW - 60) is None, "from the future"


def test_no_two_tickets_are_the_same():
	assert callers.ticket(SECRET, NOW) != callers.ticket(SECRET, NOW)


@given(st.text() | st.none() | st.integers())
def test_nobody_makes_up_a_ticket(text):
	assert callers.age_of(text, SECRET, NOW) is None


def test_a_ticket_that_was_changed_is_none():
	ticket = callers.ticket(SECRET, NOW)
	stamp, nonce, signature = ticket.split(".")
	assert callers.age_of(f"{int(stamp) - 100}.{nonce}.{signature}", SECRET, NOW) is None
	assert callers.age_of(ticket, b"another site's", NOW) is None


def test_programs_are_told_by_the_trap_and_by_their_haste():
	assert callers.is_program("http://x.example", 100)
	assert callers.is_program("", callers.QUICKEST - 1)
	assert not callers.is_program("  ", callers.QUICKEST)
	assert not callers.is_program(None, None), "who has no ticket is asked to send once more"


@given(st.text(), st.text())
def test_codes_are_short_and_can_be_read_out(one, other):
	code = callers.code_for(SECRET, one)
	assert re.fullmatch(r"[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}", code)
	assert code == callers.code_for(SECRET, one)
	assert one == other or code != callers.code_for(SECRET, other)
	assert code != callers.code_for(b"another", one)
