"""What people paste and send becomes rows: every cell of it, whatever it looks like."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from improvement_actions.lifecycle.findings import columns
from improvement_actions.lifecycle.findings.tables import (
	decoded,
	neutral,
	of_cells,
	read_csv,
	read_pasted,
	split,
)


def cells(table) -> list[tuple]:
	return [row.cells for row in table.rows]


def test_a_table_from_a_spreadsheet_keeps_cells_that_run_over_lines():
	table = read_pasted(
		'Ref\tFinding\tOwner\n1.1\t"The log was not complete.\nNobody had noticed ""for weeks""."\tHelen Marsh\n1.2\tGaps\t\n'
	)
	assert table.headings == ("Ref", "Finding", "Owner")
	assert cells(table) == [
		("1.1", 'The log was not complete.\nNobody had noticed "for weeks".', "Helen Marsh"),
		("1.2", "Gaps", ""),
	]
	assert [row.number for row in table.rows] == [2, 3]


def test_quotation_marks_of_the_text_stay_in_a_pasted_table():
	"""Excel puts marks around a cell only when it has a line break: any others are the inspector's own."""
	table = read_pasted(
		'Ref\tFinding\n1\t"I wait for an hour," one person told us.\n2\t"Always short of staff"\n'
	)
	assert [row.cells[1] for row in table.rows] == [
		'"I wait for an hour," one person told us.',
		'"Always short of staff"',
	]


def test_a_stray_quotation_mark_spoils_one_cell_only():
	table = read_csv('Ref,Finding,Owner\n1,"Not closed,Helen\n2,Second finding,Priya\n')
	assert cells(table)[0][:3] == ("1", '"Not closed', "Helen")
	assert cells(table)[1] == ("2", "Second finding", "Priya")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_of_a_file_is_found(delimiter):
	lines = [["Ref", "Finding", "Action"], ["1", "Gaps in 6 of 9 charts", "Check at handover"]]
	table = read_csv("\n".join(delimiter.join(line) for line in lines))
	assert table.headings == ("Ref", "Finding", "Action")
	assert cells(table) == [tuple(lines[1])]


def test_what_stands_above_the_headings_is_kept_apart():
	table = read_csv("Willow Brook action plan\n,October 2026\n\nRef,Finding,Due date\n1,Gaps,31/03/2027\n")
	assert [row.number for row in table.above] == [1, 2]
	assert [(row.number, row.cells) for row in table.rows] == [(5, ("1", "Gaps", "31/03/2027"))]


def test_without_headings_the_longest_texts_are_the_findings():
	table = read_pasted(
		"3.1\tStaff had not received supervision this year.\tReg 18\n3.2\tThe log was not complete.\tReg 16"
	)
	assert not table.has_headings
	assert table.fields == ("reference", "quote", None)
	assert len(table.rows) == 2


def test_whoever_knows_better_says_whether_there_are_headings():
	text = "Ref\tFinding\n1\tGaps"
	assert len(read_pasted(text, has_headings=False).rows) == 2
	assert len(read_pasted("A\tB\n1\tGaps", has_headings=True).rows) == 1


@pytest.mark.parametrize(
	("text", "expected"),
	[
		(
			"The log was not complete.\n\nStaff were not supervised,\nas the policy asks.",
			[("", "The log was not complete."), ("", "Staff were not supervised, as the policy asks.")],
		),
		("• The log was not complete.\n• Staff were not supervised.", [("", "The log was not complete."), ("", "Staff were not supervised.")]),
		("1. The log was not complete.\n2) Staff were not supervised.", [("1", "The log was not complete."), ("2", "Staff were not supervised.")]),
		("Finding 3.2: Creams were not signed for.", [("3.2", "Creams were not signed for.")]),
		("3.2 Creams were not signed for.", [("3.2", "Creams were not signed for.")]),
		("12 people were not weighed.", [("", "12 people were not weighed.")]),
	],
)  # fmt: skip
def test_paragraphs_are_findings_with_their_numbers(text, expected):
	assert cells(read_pasted(text)) == expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_files_of_the_usual_programs_are_decoded(encoding):
	text = "Finding\nThe provider’s policy – £40 a week – was not followed\n"
	assert decoded(text.encode(encoding)) == text


def test_bytes_that_mean_nothing_are_not_dropped():
	assert len(decoded(b"a\x81\xe9b")) == 4


def test_a_download_is_not_calculated_and_is_read_back_as_it_was():
	for text in ("=HYPERLINK(1)", "+44 20 7946 0000", "-- none --", "@here"):
		kept = neutral(text)
		assert kept == f"'{text}"
		assert cells(of_cells([(1, [kept, "x"])], has_headings=False)) == [(text, "x")]
	assert neutral("The provider's policy") == "The provider's policy"
	assert neutral(date(2027, 3, 31)) == date(2027, 3, 31)


@given(st.text(max_size=400), st.sampled_from([None, True, False]))
def test_reading_never_fails_and_rows_are_as_wide_as_their_headings(text, has_headings):
	for table in (read_pasted(text, has_headings), read_csv(text, has_headings)):
		assert all(len(row.cells) == len(table.headings) for row in (*table.rows, *table.above))
		assert all(any(row.cells) for row in table.rows)
		assert len(columns.guess(table.headings)) == len(table.headings)


@given(st.binary(max_size=200))
def test_decoding_never_fails(data):
	assert isinstance(decoded(data), str)


ORDINARY = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=20)


@given(st.lists(st.lists(ORDINARY, min_size=1, max_size=4), min_size=1, max_size=5))
def test_cells_in_quotation_marks_come_back_as_they_were(lines):
	text = "\n".join(",".join('"' + cell.replace('"', '""') + '"' for cell in line) for line in lines)
	assert [found for _number, found in split(text, ",")] == lines


@given(st.lists(st.text('"ab,\n\t', max_size=30), max_size=5))
def test_nothing_between_the_delimiters_is_lost(parts):
	text = ",".join(parts)
	found = "".join("".join(line) for _number, line in split(text, ","))
	assert [char for char in found if char in "ab"] == [char for char in text if char in "ab"]


# The columns


@pytest.mark.parametrize(
	("headings", "fields"),
	[
		(
			("Ref", "Area for improvement", "Regulation / Quality Statement", "Key Question", "Action required", "Action Owner", "Target date", "Priority (H/M/L)", "How will we know it has worked?", "RAG", "Progress"),
			("reference", "quote", "standards", "key_question", "action", "action_owner", "due_date", "priority", "closure_test", None, None),
		),
		(
			("No.", "CQC findings (verbatim)", "Reg", "What we will do", "By whom", "By when", "Evidence required", "Status"),
			("reference", "quote", "standards", "action", "action_owner", "due_date", "closure_test", None),
		),
		(
			("How the regulation was not being met", "Regulation breached", "Actions to be taken", "Responsible person", "Timescale", "Date completed"),
			("quote", "standards", "action", "action_owner", "due_date", None),
		),
		(("Issue identified", "Inspection date", "Lead", "Deadline"), ("quote", "occurred_on", "action_owner", "due_date")),
		(("Row", "Why it was not imported", "Finding"), (None, None, "quote")),
		(tuple(columns.FIELDS.values()), tuple(columns.FIELDS)),
	],
)  # fmt: skip
def test_columns_are_known_by_what_reports_and_providers_call_them(headings, fields):
	assert columns.guess(headings) == fields


def test_a_field_is_guessed_once_and_the_heading_that_names_it_wins():
	assert columns.guess(("Finding and evidence", "Finding")) == (None, "quote")
	assert columns.guess(("Owner", "Owner of the action", "What we found")) == (
		"action_owner",
		"action",
		"quote",
	)


def test_a_mapping_needs_the_findings_and_no_field_twice():
	def codes(mapping):
		return [problem.code for problem in columns.mapping_problems(mapping, 2)]

	assert codes({0: "reference", 1: "quote"}) == []
	assert codes({0: "reference"}) == ["no_quote_column"]
	assert codes({0: "quote", 1: "quote"}) == ["column_twice"]
	assert codes({0: "quote", 1: "colour"}) == ["unknown_column"]
	assert codes({0: "quote", 7: "theme"}) == ["no_such_column"]


@given(st.lists(st.text(max_size=100), max_size=12))
def test_guessing_never_fails_nor_names_a_field_twice(headings):
	fields = [field for field in columns.guess(headings) if field]
	assert len(fields) == len(set(fields))
