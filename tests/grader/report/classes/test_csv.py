"""Marks as a table that a spreadsheet may open."""

import csv
import io
import re
from dataclasses import replace

import pytest
from hypothesis import example, given

from grader.report.classes.csv import marks_csv
from grader.report.platforms.spreadsheet import cell, csv_text, unguarded
from tests.grader.report.hostile import FORMULA_STARTS, classes, texts
from tests.grader.report.sample_class import WRITTEN, sample_class

ASKED = [question.id for question in sample_class(1).questions]


def parsed(results):
    return list(csv.reader(io.StringIO(marks_csv(results), newline="")))


def test_a_line_holds_who_it_is_and_the_points_of_each_question():
    """In the order of the sheet, as numbers."""
    results = sample_class(4)
    headings, *lines = parsed(results)
    row = results.rows[1]

    assert headings[:6] == ["folder", "id", "name", "earned", "open", "possible"]
    assert headings[6 : 6 + len(ASKED)] == ASKED
    assert headings[-2:] == ["problem", "notes"]
    assert lines[1][:3] == [row.folder, row.id, row.name]
    assert lines[1][3:6] == [str(row.earned), str(row.open), str(row.possible)]
    assert lines[1][6 : 6 + len(ASKED)] == [str(mark.earned) for mark in row.marks]


def test_who_has_no_marks_has_a_line_that_says_why():
    """With no points in it: 0 would be a mark."""
    results = sample_class(8)
    line = dict(zip(*(parsed(results)[number] for number in (0, 8)), strict=True))

    assert results.rows[7].problem
    assert line["problem"] == results.rows[7].problem
    assert line["earned"] == line["1a"] == ""
    assert line["possible"] == "100"


def test_points_of_a_person_stand_apart():
    """They are not in 'earned', and are empty where nobody has marked."""
    results = sample_class(4)
    headings, *lines = parsed(results)
    first, second = (dict(zip(headings, line, strict=True)) for line in lines[:2])
    given_by_hand = {mark.question: f"{mark.earned:g}" for mark in results.rows[0].rubric}

    assert given_by_hand
    assert [h for h in headings if h.endswith("written")] == [f"{q} written" for q in WRITTEN]
    assert {q: first[f"{q} written"] for q in given_by_hand} == given_by_hand
    assert {second[f"{q} written"] for q in WRITTEN} == {""}
    assert first["earned"] == str(results.rows[0].earned)


def test_a_sheet_without_a_rubric_has_no_columns_for_written_answers():
    """They would be empty for ever."""
    results = sample_class(1)
    bare = replace(results, questions=[replace(each, rubric="") for each in results.questions])

    assert not [heading for heading in parsed(bare)[0] if "written" in heading]


@given(results=classes())
def test_whatever_a_student_is_called_the_table_keeps_its_shape(results):
    """As many lines and cells as without them, and no cell that a spreadsheet computes."""
    table = parsed(results)

    assert len(table) == 1 + len(results.rows)
    assert {len(line) for line in table} == {len(table[0])}
    for line in table:
        for each in line:
            assert not each.startswith(FORMULA_STARTS)
            assert not each.lstrip().startswith(FORMULA_STARTS[:4])
            for part in re.split(r"[;\t\r\n]", each):
                assert not part.lstrip().startswith(FORMULA_STARTS[:4])


@given(text=texts)
@example(" =" + "x" * 298)
@example("＝" + "x" * 299)
@example(";=" * 150)
@example("; \n; -1;+")
def test_a_cell_is_guarded_once(text):
    """Guarding what is guarded changes nothing, so that a table may come back and go out again."""
    assert cell(cell(text)) == cell(text)
    assert len(cell(text)) <= 300


@pytest.mark.parametrize("text", ["Ada;=1+1", ";@SUM(A1)", "a; -x", ";＝1", "=1;=2", "a\t+1"])
def test_what_splits_lines_at_semicolons_or_tabs_computes_nothing(text):
    """A spreadsheet of a country with decimal commas does."""
    line = csv_text([[1, cell(text), 2]])
    for each in re.split(r"[;\t\r\n]", cell(text)):
        assert not each.lstrip().startswith(("=", "+", "-", "@", "＝"))
    assert cell(text) in line


@pytest.mark.parametrize("start", "=+-@")
@pytest.mark.parametrize("end", ["\n", ";", "; ", "\n\n "])
def test_a_line_of_a_cell_is_no_formula(start, end):
    """Where line breaks are kept."""
    assert cell(f"a{end}{start}1", lines=True) == f"a{end}'{start}1"


@pytest.mark.parametrize(
    ("text", "guarded"),
    [("=1", "'=1"), (" -x", "' -x"), ("a=1", "a=1"), ("a; -x;=1", "a; '-x;'=1"), ("a;'b", "a;'b")],
)
def test_a_guard_can_be_taken_off(text, guarded):
    """So that a comment with a dash in front comes back as it was."""
    assert cell(text) == guarded
    assert unguarded(guarded) == text
