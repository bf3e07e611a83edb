"""Marks for programs."""

import json
from dataclasses import replace

from hypothesis import given

from grader.report.classes.json import marks_json
from tests.grader.report.hostile import classes
from tests.grader.report.sample_class import sample_class


def test_the_form_is_the_one_that_is_promised():
    """Programs of others read these names."""
    results = sample_class(8)
    content = json.loads(marks_json(results))
    row, said = results.rows[1], content["submissions"][1]

    assert content["format"] == 1
    assert content["sheet"] == "sheet3"
    assert {k: said[k] for k in ("folder", "id", "name", "sha256", "problem")} == {
        "folder": row.folder,
        "id": row.id,
        "name": row.name,
        "sha256": row.sha256,
        "problem": "",
    }
    assert (said["earned"], said["open"], said["possible"]) == (row.earned, row.open, row.possible)
    assert said["questions"] == [
        {"id": m.question, "earned": m.earned, "open": m.open, "possible": m.possible}
        for m in row.marks
    ]


def test_who_could_not_be_graded_is_in_it():
    """With the reason, no questions, and nothing of the sheet's points."""
    said = json.loads(marks_json(sample_class(8)))["submissions"][7]

    assert said["problem"]
    assert said["questions"] == []
    assert (said["earned"], said["open"], said["possible"]) == (0, 0, 100)


def test_the_text_tells_nothing_of_the_run():
    """Results have other numbers when they were made in another order; the marks are the same."""
    results = sample_class(5)
    renumbered = [replace(row, result=row.result + 17) for row in results.rows]

    assert marks_json(replace(results, rows=renumbered)) == marks_json(results)


def test_a_class_of_nobody_is_well_formed():
    """An empty folder is no error here."""
    assert json.loads(marks_json(replace(sample_class(1), rows=())))["submissions"] == []


@given(results=classes())
def test_whatever_is_in_it_it_can_be_read(results):
    """In ASCII, and with names as they are."""
    text = marks_json(results)

    assert text.isascii()
    assert [s["name"] for s in json.loads(text)["submissions"]] == [r.name for r in results.rows]
