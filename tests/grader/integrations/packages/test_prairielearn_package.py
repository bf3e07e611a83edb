"""The package for PrairieLearn, run as its graders run one, and what its results say."""

import json
import random
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from grader.integrations.packages.marked import Marked
from grader.integrations.packages.prairielearn import LARGEST, fallback, results
from grader.language import ENGLISH
from grader.model import Outcome
from grader.sandbox.isolation.users import may_change_users
from tests.grader.integrations.packages.reports import POINTS, report
from tests.grader.misbehaviour import right
from tests.grader.report.hostile import is_seen, texts


@pytest.fixture(scope="module")
def course(package, unpacked):
    """A course's folder with the package in it."""
    with tempfile.TemporaryDirectory(prefix="pytest-course-") as top:
        made = package("prairielearn", isolation="owned" if may_change_users() else "limits")
        unpacked(made, top)
        yield Path(top)


@pytest.fixture
def grade(course, run):
    """Mark a file in a folder laid out as PrairieLearn lays one out; the text of the result."""
    with tempfile.TemporaryDirectory(prefix="pytest-grade-") as name:
        top = Path(name)
        top.chmod(0o755)
        (question,) = (course / "questions").iterdir()
        shutil.copytree(question / "tests", top / "tests")
        shutil.copytree(course / "serverFilesCourse", top / "serverFilesCourse")
        (top / "data").mkdir()
        (top / "data" / "data.json").write_text("{}", encoding="utf-8")
        (top / "student").mkdir()
        entry = json.loads((question / "info.json").read_text(encoding="utf-8"))
        words = entry["externalGradingOptions"]["entrypoint"].removeprefix("/grade/")

        def graded(text, **how):
            (top / "student" / "submission.py").write_text(text, encoding="utf-8")
            status, said = run([str(top / words)], {"GRADER_TOP": str(top)}, **how)
            assert how or status == 0, said
            return (top / "results" / "results.json").read_text(encoding="utf-8")

        yield graded


def test_a_submission_is_graded_where_there_is_no_network(grade, valid, sheet):
    """The score is a share; what counts shows no example, and what shows one counts nothing."""
    result = valid("prairielearn", grade(right().replace("x * 2", "x * 3")))
    assert 0 < result["score"] < 1
    worth = [test for test in result["tests"] if test["max_points"]]
    assert len(worth) == len(sheet.properties)
    assert sum(test["points"] for test in worth) == result["score"] * 9
    assert not any("Call:" in test["message"] for test in worth)
    assert any("Call:" in test["message"] for test in result["tests"] if not test["max_points"])


def test_the_question_is_one_that_the_platform_takes(course, valid):
    """Its entry, and its page, in which no text of the sheet is markup."""
    (question,) = (course / "questions").iterdir()
    told = valid("prairielearn_question", (question / "info.json").read_text(encoding="utf-8"))
    shared = told["externalGradingOptions"]["serverFilesCourse"]
    assert all((course / "serverFilesCourse" / each).is_dir() for each in shared)
    entry = told["externalGradingOptions"]["entrypoint"].removeprefix("/grade/")
    assert (course / entry).stat().st_mode & 0o111
    page = (question / "question.html").read_text(encoding="utf-8")
    assert "pl-external-grader-results" in page
    assert "{{" not in page


@pytest.mark.slow
def test_processes_that_are_killed_leave_valid_results(grade, valid, killed_after):
    """Right, or not gradable."""
    chance = random.Random(3)
    for _ in range(3):
        kill = killed_after(chance.uniform(0.0, 4.0), chance)
        result = valid("prairielearn", grade(right(), kill=kill))
        assert result.get("score") in (None, 1)


@pytest.mark.slow
@pytest.mark.parametrize("generation", range(4), ids=["guard", "marking", "template", "student"])
def test_each_of_our_processes_may_be_killed(grade, valid, killed_in_line, generation):
    """Each of those that start one another, in turn: whoever writes the result, it is valid."""
    ended = []
    kill = killed_in_line(generation, ended)
    result = valid("prairielearn", grade(right(), kill=kill))
    assert len(ended) == 1
    assert (result["gradable"], result.get("score")) in ((False, None), (True, 1))


def test_what_is_open_is_not_gradable(valid):
    """Which costs nobody an attempt; neither does a file that cannot be looked at."""
    for found in (
        Marked(public=report(Outcome.PASSED, Outcome.UNDECIDED)),
        Marked(problem="holds 2 files that may count. Keep one."),
        Marked(failure="no memory"),
    ):
        assert valid("prairielearn", results(found, ENGLISH))["gradable"] is False
    assert valid("prairielearn", fallback(ENGLISH))["gradable"] is False


@example("a\u00a0b\u3000c", [Outcome.WRONG], False)  # spaces that may be seen
@given(texts, st.lists(st.sampled_from(list(POINTS)), min_size=1, max_size=3), st.booleans())
@settings(max_examples=15, deadline=None)
def test_no_text_of_a_student_is_more_than_text(valid, text, outcomes, is_private):
    """Neither escape codes, which PrairieLearn colours, nor anything else unseen."""
    made = report(*outcomes, message=text, call=text, returned=text)
    found = Marked(public=made, official=made if is_private else None)
    content = valid("prairielearn", results(found, ENGLISH))
    for test in content.get("tests", ()):
        assert all(is_seen(c) for c in test["message"].replace("\n", ""))


def test_a_result_is_never_too_large(valid):
    """Less is told of each property, and the score stays."""
    long = report(*[Outcome.WRONG] * 90, message="ä" * 4_000, call="ä" * 4_000)
    text = results(Marked(public=long, official=long), ENGLISH)
    assert len(text.encode("utf-8")) <= LARGEST
    assert valid("prairielearn", text)["score"] == 0
