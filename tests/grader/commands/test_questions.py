"""``grader questions``: what is asked, for people, programs and pages."""

import json

import pytest

from tests.grader.misbehaviour import right


def test_questions_prints_texts_functions_and_points(grader):
    """All of them, or one."""
    result = grader("questions")
    assert "a Doubling · 4 points" in result.output
    assert "Functions: average" in result.output
    assert "Doubling" not in grader("questions", "--only", "b").output


@pytest.mark.parametrize("form", ["--json", "--markdown"])
def test_questions_are_written_for_programs_and_for_pages(grader, tmp_path, form):
    """The same to a file and to the screen."""
    printed = grader("questions", "--only", "a", form, "-").output
    shown = grader("questions", "--only", "a", form, tmp_path / "file").output
    assert (tmp_path / "file").read_text() == printed
    assert "Doubling" in shown
    if form == "--json":
        (question,) = json.loads(printed)["questions"]
        assert (question["id"], question["points"]) == ("a", 4)
        assert question["laws"][0]["law"] == "Every number is doubled."
    else:
        assert "\n## a Doubling" in printed


def test_an_unknown_question_is_told_what_there_is(grader, file):
    """With the ids to choose from."""
    result = grader("check", file(right()), "--only", "7z")
    assert result.exit_code == 2
    assert "Choose from: a, b." in result.stderr
