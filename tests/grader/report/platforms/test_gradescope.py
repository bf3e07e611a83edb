"""A results.json for Gradescope."""

import json

import pytest
from hypothesis import given

from grader.report.platforms.gradescope import VISIBILITIES, results_json
from grader.report.student.feedback import report_of
from tests.grader.report.hostile import classes, is_seen
from tests.grader.report.sample_class import sample_class, sample_report


def test_each_property_is_a_test_with_its_points():
    """The scores add up to the score, the best ones to what is possible."""
    row = sample_class(3).rows[2]
    content = json.loads(results_json(row, sample_report(row)))
    tests = content["tests"]

    assert content["score"] == row.earned == sum(test["score"] for test in tests)
    assert sum(test["max_score"] for test in tests) == row.possible
    assert len({test["number"] for test in tests}) == len(tests) == 89
    assert {test["status"] for test in tests} == {"passed", "failed"}
    assert all(test["score"] == 0 for test in tests if test["status"] == "failed")


def test_a_lost_property_says_why():
    """With the call that shows it; what was passed says that it holds."""
    row = sample_class(1).rows[0]
    tests = json.loads(results_json(row, sample_report(row)))["tests"]
    lost = next(t for t in tests if t["output"].startswith("Wrong, 1 point lost."))

    assert "\nCall: " in lost["output"]
    assert "\nFound: " in lost["output"]
    assert {t["output"] for t in tests if t["status"] == "passed"} == {"Holds."}


@pytest.mark.parametrize("visibility", VISIBILITIES)
def test_students_see_it_when_they_are_meant_to(visibility):
    """Each test and the whole; what the marking printed never."""
    row = sample_class(1).rows[0]
    content = json.loads(results_json(row, sample_report(row), visibility))

    assert content["visibility"] == visibility
    assert {test["visibility"] for test in content["tests"]} == {visibility}
    assert content["stdout_visibility"] == "hidden"


def test_before_grades_are_published_nothing_is_shown_by_default():
    """Feedback holds calls of the private corpus."""
    row = sample_class(1).rows[0]

    assert json.loads(results_json(row, sample_report(row)))["visibility"] == "after_published"


def test_texts_are_shown_as_text():
    """Gradescope would show a student's message as HTML or Markdown otherwise, where asked to."""
    row = sample_class(1).rows[0]
    content = json.loads(results_json(row, sample_report(row)))

    formats = {key: value for key, value in content.items() if key.endswith("_format")}
    assert formats == {
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
    }


def test_who_could_not_be_graded_gets_the_reason():
    """And no score: a 0 would be a mark that nobody gave."""
    row = sample_class(8).rows[7]
    content = json.loads(results_json(row, None))

    assert "score" not in content
    assert content["tests"] == []
    assert row.problem in content["output"]


@given(results=classes())
def test_whatever_is_in_it_it_can_be_read(results):
    """As JSON, in ASCII, without a control character that is not a line end."""
    for row in results.rows:
        text = results_json(row, report_of(row, results))
        assert text.isascii()
        for test in json.loads(text)["tests"]:
            assert all(is_seen(c) or c == "\n" for c in test["output"] + test["name"])
