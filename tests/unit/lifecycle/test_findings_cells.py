"""Dates, people, regulations and priorities as they stand in real plans."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from improvement_actions.lifecycle.findings.cells import headline
from improvement_actions.lifecycle.findings.days import day_problems, read_day
from improvement_actions.lifecycle.findings.persons import Directory, Person, read_owner, wanted
from improvement_actions.lifecycle.findings.priorities import read_priority
from improvement_actions.lifecycle.findings.standards import (
	Standard,
	Standards,
	read_key_question,
	read_mentioned,
	read_standards,
)
from improvement_actions.lifecycle.problem import Problem
from improvement_actions.seeds.standards import RECORDS

DISABLED = Problem("owner_disabled", "action_owner", "The account of {0} is disabled.", ("old@example.org",))
STANDARDS = Standards(
	tuple(
		Standard(f"CQC {each['code']}", each["kind"], each["code"], each["title"], each["key_question"] or "")
		for each in RECORDS
	)
)
PEOPLE = Directory(
	(
		Person("helen.marsh@example.org", "Helen Marsh", "helen.marsh@example.org"),
		Person("tomasz@example.org", "Tomasz Zieliński", "tomasz@example.org"),
		Person("j1@example.org", "John Smith", "j1@example.org"),
		Person("j2@example.org", "John Smith", "j2@example.org"),
		Person("old@example.org", "Olive Dunn", "old@example.org", (DISABLED,)),
		Person("gavin.o'sullivan@example.org", "Gavin O'Sullivan"),
		Person("p1@example.org", "Priya Nair", "p1@example.org"),
		Person("p-old@example.org", "Priya Nair", "p-old@example.org", (DISABLED,)),
	)
)


@pytest.mark.parametrize(
	"written",
	["31/03/2027", "31-3-2027", "31.03.27", "31 / 3 / 2027", "2027-03-31", "2027-03-31 00:00:00", "31 March 2027", "31st March 2027", "Wednesday 31st of March 2027", "31 Mar 27", "31-Mar-27", "March 31, 2027", "by 31 March 2027", "46477", "46477.5", date(2027, 3, 31), datetime(2027, 3, 31, 9)],
)  # fmt: skip
def test_dates_as_people_write_them(written):
	assert read_day(written) == date(2027, 3, 31)
	assert day_problems("due_date", "Due date", written) == []


def test_the_day_comes_first():
	assert read_day("03/04/2027") == date(2027, 4, 3)


@pytest.mark.parametrize(
	"written",
	["31/02/2027", "03/31/2027", "30 February 2027", "ASAP", "ongoing", "end of March 2027", "March 2027", "12", "31/03", "0/0/0", "31 Smarch 2027", "٣١/٠٣/٢٠٢٧"],
)  # fmt: skip
def test_what_is_no_date_is_said_as_it_was_written(written):
	assert read_day(written) is None
	(problem,) = day_problems("due_date", "Due date", written)
	assert problem.code == "not_a_date"
	assert written in problem.message


def test_years_that_nobody_meant():
	assert [problem.code for problem in day_problems("due_date", "Due date", "31/03/0027")] == [
		"date_out_of_range"
	]


@given(st.text(max_size=60))
def test_reading_a_date_never_fails(text):
	day = read_day(text)
	assert day is None or isinstance(day, date)


@pytest.mark.parametrize(
	("written", "user"),
	[
		("helen.marsh@example.org", "helen.marsh@example.org"),
		("Helen Marsh <HELEN.MARSH@example.org>", "helen.marsh@example.org"),
		("helen  marsh", "helen.marsh@example.org"),
		("Mrs Helen Marsh (Registered Manager)", "helen.marsh@example.org"),
		("Marsh, Helen", "helen.marsh@example.org"),
		("Helen Marsh - Registered Manager", "helen.marsh@example.org"),
		("Helen Marsh, Registered Manager", "helen.marsh@example.org"),
		("Tomasz Zielinski", "tomasz@example.org"),
		("Priya Nair", "p1@example.org"),
		("Gavin O’Sullivan", "gavin.o'sullivan@example.org"),
		("'gavin.o'sullivan@example.org'", "gavin.o'sullivan@example.org"),
	],
)
def test_an_owner_is_found_by_address_or_full_name(written, user):
	assert read_owner(written, PEOPLE) == (user, [])
	emails, names = wanted([written])
	assert emails or names


@pytest.mark.parametrize(
	("written", "code"),
	[
		("HM", "owner_unknown"),
		("H.M.", "owner_unknown"),
		("Helen", "owner_unknown"),
		("Registered Manager", "owner_unknown"),
		("nobody@example.org", "owner_unknown"),
		("John Smith", "owner_ambiguous"),
		("Olive Dunn", "owner_disabled"),
		("Helen Marsh and Priya Nair", "owner_several"),
		("Helen Marsh / deputy", "owner_several"),
		("helen.marsh@example.org; p1@example.org", "owner_several"),
	],
)
def test_an_owner_is_never_guessed(written, code):
	user, problems = read_owner(written, PEOPLE)
	assert user is None
	assert [problem.code for problem in problems] == [code]


def test_initials_are_told_from_other_names():
	assert "initials" in read_owner("H.M.", PEOPLE)[1][0].message
	assert "initials" not in read_owner("Helen", PEOPLE)[1][0].message


@given(st.text(max_size=80))
def test_reading_an_owner_never_fails(text):
	user, problems = read_owner(text, PEOPLE)
	assert bool(text.split()) == bool(user or problems)
	wanted([text])


@pytest.mark.parametrize(
	("written", "codes"),
	[
		("Regulation 12", ["Regulation 12"]),
		("Reg 12(2)(b)", ["Regulation 12"]),
		("reg. 17 HSCA RA Regulations 2014 Good governance", ["Regulation 17"]),
		("Regulation 12 HSCA (RA) Regulations 2014 Safe care and treatment", ["Regulation 12"]),
		("Health and Social Care Act 2008 (Regulated Activities) Regulations 2014: Regulation 18 Staffing", ["Regulation 18"]),
		("Safe care and treatment", ["Regulation 12"]),
		("Safe care & treatment", ["Regulation 12"]),
		("12", ["Regulation 12"]),
		("12, 17 and 18(1)", ["Regulation 12", "Regulation 17", "Regulation 18"]),
		("Regulations 9, 12(2)(g) and 17", ["Regulation 9", "Regulation 12", "Regulation 17"]),
		("R12", ["Regulation 12"]),
		("reg 17a", ["Regulation 17"]),
		("Regulation 20A", ["Regulation 20A"]),
		("Regulation 12 / Regulation 13", ["Regulation 12", "Regulation 13"]),
		("Regulation 9: Person-centred care", ["Regulation 9"]),
		("Quality statement: Person-centred care", ["Responsive 1"]),
		("Medicines optimisation", ["Safe 8"]),
		("Safe – Learning culture", ["Safe 1"]),
		("Safe 1", ["Safe 1"]),
		("Learning culture, Safeguarding", ["Safe 1", "Safe 3"]),
		("Well-led: Governance, management and sustainability", ["Well-led 5"]),
		("Regulation 12 (Safe care and treatment), Medicines optimisation", ["Regulation 12", "Safe 8"]),
		("CQC Regulation 17", ["Regulation 17"]),
	],
)  # fmt: skip
def test_regulations_and_quality_statements_as_people_write_them(written, codes):
	names, problems = read_standards(written, STANDARDS)
	assert problems == []
	assert list(names) == [f"CQC {code}" for code in codes]


@pytest.mark.parametrize("written", ["Regulation 99", "Good record keeping", "Safeguarding training", "S2.1", "12.5", "Safe", "x" * 3000])  # fmt: skip
def test_an_unknown_regulation_is_said_with_what_was_written(written):
	names, problems = read_standards(written, STANDARDS)
	assert not names
	assert [problem.code for problem in problems] == ["unknown_standard"]
	assert written[:80] in problems[0].message


def test_a_title_of_two_is_decided_by_what_stands_beside_it():
	assert [problem.code for problem in read_standards("Person-centred care", STANDARDS)[1]] == [
		"standard_ambiguous"
	]
	assert read_standards("Person-centred care", STANDARDS, "Responsive")[0] == ("CQC Responsive 1",)
	assert read_standards("Person-centred care", STANDARDS, prefer="Regulation")[0] == ("CQC Regulation 9",)


def test_a_disabled_standard_takes_nothing_new():
	gone = Standards(
		(Standard("CQC Regulation 12", "Regulation", "Regulation 12", "Safe care", disabled=True),)
	)
	assert [problem.code for problem in read_standards("Reg 12", gone)[1]] == ["standard_disabled"]


def test_a_finding_that_names_its_regulation_is_linked_to_it():
	text = "This was a breach of Regulation 12 (Safe care and treatment) of the Regulations 2014. In 12 of 18 files there were gaps."
	assert read_mentioned(text, STANDARDS) == ("CQC Regulation 12",)


@given(st.text(max_size=120), st.sampled_from(["", "Safe", "Responsive"]))
def test_reading_standards_never_fails(text, question):
	names, problems = read_standards(text, STANDARDS, question)
	assert names or problems or not any(char.isalnum() for char in text)
	read_mentioned(text, STANDARDS)
	read_key_question(text)


@pytest.mark.parametrize(("written", "question"), [("Safe", "Safe"), ("Is the service well-led?", "Well-led"), ("WELL LED", "Well-led"), ("", "")])  # fmt: skip
def test_key_questions(written, question):
	assert read_key_question(written) == (question, [])


def test_no_key_question():
	assert [problem.code for problem in read_key_question("Unsafe")[1]] == ["unknown_key_question"]


@pytest.mark.parametrize(
	("written", "priority"),
	[("High", "High"), ("high priority", "High"), ("H", "High"), ("MUST", "High"), ("Should", "Medium"), ("urgent", "Critical"), ("low.", "Low"), ("", None)],
)  # fmt: skip
def test_priorities(written, priority):
	assert read_priority(written) == (priority, [])


@pytest.mark.parametrize("written", ["1", "P1", "Amber", "whenever"])
def test_a_priority_is_not_guessed(written):
	priority, problems = read_priority(written)
	assert priority is None
	assert written in problems[0].message


@given(st.text(max_size=1000))
def test_a_headline_fits_a_title(text):
	line = headline(text)
	assert len(line) <= 140
	assert "\n" not in line
