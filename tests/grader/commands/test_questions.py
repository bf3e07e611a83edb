"""``grader questions``: what is asked, for people, programs and pages."""

import json
from dataclasses import replace

import pytest

from grader.language import words
from grader.report.student.question import question_text
from grader.sheets.sheet import load_sheet
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


@pytest.mark.parametrize(
    ("language", "letters", "in_words"),
    [
        ("en", "Entries of ANSWERS: 7a", 'Answer in words: ANSWERS["7"]. A person marks it.'),
        ("de", "Einträge in ANSWERS: 7a", "Antworte in Worten: ANSWERS"),
    ],
)
def test_what_is_no_function_is_not_called_one(language, letters, in_words):
    """Letters and numbers are entries of ANSWERS; a question without laws is answered in words."""
    order = load_sheet("tour").questions[-1]
    for question, asked in ((order, letters), (replace(order, properties=()), in_words)):
        text = "\n".join(part.plain for part in question_text(question, words(language)))
        assert asked in text
        assert "Functions:" not in text
        assert "Funktionen:" not in text
