"""A question with its laws and what to revise, and without the answer."""

import tomllib
from dataclasses import replace

import pytest
from click.testing import CliRunner

from grader.cli import main
from grader.errors import BadSheet
from grader.language import LANGUAGES
from grader.sheets.ideas import ideas
from grader.sheets.misconceptions import misconceptions
from grader.sheets.sheet import load_sheet


@pytest.fixture(scope="module")
def sheet():
    return load_sheet()


def explain(*words):
    return CliRunner().invoke(main, ["explain", *map(str, words)])


def test_a_question_is_explained(sheet):
    """Its text, its functions, every law with its points, and ideas."""
    result = explain("2d")
    assert result.exit_code == 0, result.output
    (question,) = [question for question in sheet.questions if question.id == "2d"]
    assert question.text in result.output
    for prop in question.properties:
        unit = "point" if prop.declared.points == 1 else "points"
        assert f"{prop.law} ({prop.declared.points} {unit})" in result.output
    assert "Ideas to revise" in result.output
    assert "grader check FILE --only 2d --hint 1" in result.output


def test_a_question_is_explained_in_german():
    """Text, laws, ideas and frame of 2a."""
    output = explain("2a", "--lang", "de").output
    assert "Schreibe ``softmax(c)``." in output
    assert "und jeder ist die Wahrscheinlichkeit seines Werts. (1 Punkt)" in output
    assert "Zum Wiederholen" in output
    assert "die Exponentialfunktion" in output


def test_a_question_that_there_is_not_is_refused():
    """With those that there are."""
    result = explain("9z")
    assert result.exit_code == 2
    assert "Choose from: 1a" in result.stderr


def test_a_function_stands_for_its_questions():
    """With the ideas of each."""
    output = explain("convolve2d").output
    assert output.index("2d Prewitt") < output.index("2e Prewitt")
    assert output.count("Ideas to revise") == 2


def test_a_sheet_without_ideas_is_explained(toy):
    """The file may be missing."""
    result = explain("a", "--sheet", toy.folder)
    assert result.exit_code == 0
    assert "Ideas" not in result.output


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_has_ideas(sheet, language):
    """In each language its own."""
    for question in sheet.questions:
        found = ideas(sheet, question.id, language)
        assert len(found) >= 2, question.id
        assert language == "en" or found != ideas(sheet, question.id, "en")


def test_ideas_belong_to_questions(sheet):
    """One for a question that is gone would never be read."""
    tables = tomllib.loads((sheet.folder / "ideas.toml").read_text())
    assert set(tables) == {question.id for question in sheet.questions}


def test_ideas_tell_no_mistake(sheet):
    """What is wrong with a submission is said when it is wrong."""
    for question in sheet.questions:
        known = [each.sentence for each in misconceptions(sheet, question)]
        for idea in ideas(sheet, question.id):
            assert not any(idea in sentence or sentence in idea for sentence in known)


@pytest.mark.parametrize("text", ['["a"]\nen = "one"', '["a"]\nen = [1]', "a = 3", '["a"\n'])
def test_ideas_of_another_form_are_refused(toy, tmp_path, text):
    """By name."""
    (tmp_path / "ideas.toml").write_text(text)
    with pytest.raises(BadSheet, match=r"ideas\.toml"):
        ideas(replace(toy, folder=tmp_path), "a")
