"""Whose line is it: a doubt leaves the line alone."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.class_results import Row
from grader.report.platforms.match_rows import Line, match

ADA = Line(1, ("Participant 7", "7", "4711", "ada@uni.example"), "Ada Abel")
BEN = Line(2, ("Participant 8", "8", "4712", "ben@uni.example"), "Ben Bauer")


def row(folder="f", **said):
    return Row(folder=folder, **said)


@pytest.mark.parametrize(
    "known",
    [
        row(id="7"),
        row(id="participant 7"),
        row(id=" 4711 "),
        row(id="ADA@uni.example"),
        row(folder="4711"),
        row(folder="4711", id="unknown"),
        row(name="Ada Abel"),
        row(name="Abel, Ada"),
        row(id="7", name="abelada"),
        row(id="7", name="Ada Müller-Abel"),
    ],
)
def test_a_person_is_known_by_id_folder_or_name(known):
    """Whatever the capitals and spaces, and whichever way round the name is."""
    assert match([ADA, BEN], [known]).rows == {1: known}


def test_accents_may_be_written_in_two_ways():
    """Some systems take them apart in file names."""
    line = Line(1, ("1",), "Noël Müller")

    assert match([line], [row(name="Noe\u0308l Mu\u0308ller")]).rows


@pytest.mark.parametrize(
    ("lines", "rows", "told"),
    [
        ([ADA, BEN], [row(id="9", name="Zoe Zahn")], r"f \(Zoe Zahn\) is not in the file"),
        ([ADA, BEN], [row(id="7", name="Ben Bauer")], r"has the id of Ada Abel: not filled in"),
        ([ADA, Line(2, ("4711",), "X")], [row(id="4711")], r"could be several lines"),
        ([Line(1, ("1",), "A B"), Line(2, ("2",), "B A")], [row(name="A B")], r"more than once"),
        ([ADA], [row("f", id="7"), row("g", id="4711")], r"f and g are the same person there"),
    ],
)
def test_in_doubt_nobody_is_matched(lines, rows, told):
    """And the doubt is told."""
    matched = match(lines, rows)

    assert matched.rows == {}
    assert any(re.search(told, remark) for remark in matched.remarks)


def test_lines_without_a_submission_are_listed():
    """The teacher sees who is missing."""
    assert match([ADA, BEN], [row(id="7")]).remarks == (
        "No submission is known to be of Ben Bauer: left as it was.",
    )


ids = st.sampled_from(["", "1", "2", "3"])
names = st.sampled_from(["", "A B", "B A", "C D", "E"])


@given(
    lines=st.lists(st.tuples(ids, ids, names), max_size=4),
    rows=st.lists(st.tuples(ids, names), max_size=4),
)
def test_nobody_gets_the_line_of_another(lines, rows):
    """A match has an id or a name in common, and no line and no row is in two of them."""
    lines = [Line(number, (one, two), name) for number, (one, two, name) in enumerate(lines)]
    rows = [row(f"folder {n}", id=known, name=name) for n, (known, name) in enumerate(rows)]
    matched = match(lines, rows)

    assert len({each.folder for each in matched.rows.values()}) == len(matched.rows)
    for number, each in matched.rows.items():
        line = lines[number]
        same_name = sorted(line.name.split()) == sorted(each.name.split())
        assert (each.id and each.id in line.ids) or same_name
