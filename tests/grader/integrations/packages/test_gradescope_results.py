"""What becomes of points that are open on Gradescope, which knows none: never a nought."""

import json

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from grader.integrations.packages.gradescope import fallback, results
from grader.integrations.packages.guard import last_result
from grader.integrations.packages.marked import Marked, key
from grader.language import ENGLISH
from grader.model import Outcome
from tests.grader.integrations.packages.reports import POINTS, report
from tests.grader.report.hostile import is_seen, texts


def told(found, last=None, stored=None, visibility="after_published"):
    return json.loads(results(found, last, stored or {}, visibility, ENGLISH))


def names(made):
    mark = made.marks[0]
    return [key(mark.question, verdict) for verdict in mark.verdicts]


def test_what_is_decided_needs_no_last_result(valid):
    """The score is the sum of the tests that count."""
    made = told(Marked(public=report(Outcome.PASSED, Outcome.WRONG)), last=3.0)
    assert made["score"] == 2
    assert sum(test.get("score", 0) for test in made["tests"]) == 2
    valid("gradescope", json.dumps(made))


def test_an_open_property_has_the_points_of_the_last_result(valid):
    """Property by property: the others are those of this submission."""
    found = report(Outcome.PASSED, Outcome.UNDECIDED)
    stored = {"made_by": "grader", "score": 2, "points": {names(found)[1]: 2, names(found)[0]: 0}}
    made = told(Marked(public=found), 2.0, stored)
    assert made["score"] == 4
    assert "submission before" in made["tests"][2]["output"]
    assert made["extra_data"]["points"] == {names(found)[0]: 2, names(found)[1]: 2}
    valid("gradescope", json.dumps(made))


def test_without_a_last_result_there_is_no_score(valid):
    """Neither as a whole nor at a test, and it is said why."""
    made = told(Marked(public=report(Outcome.PASSED, Outcome.NOT_ASKED)))
    assert "score" not in made
    assert not any("score" in test for test in made["tests"])
    assert "nobody decided" in made["output"]
    assert made["extra_data"]["points"] == {names(report(Outcome.PASSED))[0]: 2}
    valid("gradescope", json.dumps(made))


def test_a_last_score_stands_where_it_says_nothing_of_the_open_property(valid):
    """As it was made before the package knew of properties."""
    made = told(Marked(public=report(Outcome.PASSED, Outcome.UNDECIDED)), last=3.5)
    assert made["score"] == 3.5
    assert "The score is that of the submission before." in made["output"]
    valid("gradescope", json.dumps(made))


@pytest.mark.parametrize(("last", "score"), [(None, None), (5.0, 5.0)])
def test_a_failure_of_ours_leaves_the_last_score(valid, last, score):
    """What was stored goes on to the next result."""
    stored = {"made_by": "grader", "score": last, "points": {"a/test_1": 1}}
    made = told(Marked(failure="no memory"), last, stored)
    assert made.get("score") == score
    assert made["extra_data"] == stored
    assert "no memory" in made["output"]
    valid("gradescope", json.dumps(made))


def test_a_file_that_cannot_be_looked_at_has_no_score_of_another():
    """That is the student's own to mend, and the last score would hide it."""
    made = told(Marked(problem="holds 2 files that may count"), 5.0)
    assert "score" not in made


@pytest.mark.parametrize(
    ("before", "score"),
    [
        ([], None),
        ([{"score": 0.0}], None),  # it may be one that nobody gave
        ([{"score": "4.5"}], 4.5),
        ([{"score": 4, "autograder_error": True}, {"score": None}], None),
        ([{"score": 3}, {"score": 9, "autograder_error": True}], 3),
        ([{"score": 3, "results": {"extra_data": {"made_by": "grader", "score": None}}}], None),
        ([{"score": 3, "results": {"extra_data": {"made_by": "grader", "score": 0}}}], 0),
        ([{"score": float("inf")}, "x", None], None),
    ],
)
def test_the_last_score_is_one_that_somebody_gave(before, score):
    """What we stored is certain; of Gradescope's own, a nought and an error are not."""
    assert last_result({"previous_submissions": before})[0] == score


@given(st.recursive(st.none() | st.text() | st.integers() | st.floats(), st.lists))
@settings(max_examples=20, deadline=None)
def test_metadata_of_any_kind_is_read(anything):
    """Whatever a platform may change, marking goes on."""
    for whole in (anything, {"previous_submissions": anything}):
        assert isinstance(last_result(whole), tuple)
    results(Marked(failure="x"), *last_result(anything), "visible", ENGLISH)


@example("a\u00a0b\u3000c", [Outcome.WRONG], False)  # spaces that may be seen
@given(texts, st.lists(st.sampled_from(list(POINTS)), min_size=1, max_size=4), st.booleans())
@settings(max_examples=20, deadline=None)
def test_no_text_of_a_student_is_more_than_text(valid, text, outcomes, is_private):
    """Every form of feedback is valid, plain, and never counts what is open as nothing."""
    made = report(*outcomes, message=text, call=text, returned=text)
    both = {"public": made, "official": made if is_private else None}
    written = results(Marked(**both, notes=("kept",)), None, {}, "hidden", ENGLISH)
    content = valid("gradescope", written)
    assert ("score" in content) == (None not in [POINTS[each] for each in outcomes])
    for test in content["tests"]:
        assert all(is_seen(c) for c in test["output"].replace("\n", ""))


def test_the_fallback_is_valid_and_has_no_score(valid):
    """It stands there whenever the rest did not come to its end."""
    made = valid("gradescope", fallback(ENGLISH))
    assert "score" not in made
