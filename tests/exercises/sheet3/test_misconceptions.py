"""What is known of students' mistakes: enough of it, said well, and each of them a mistake."""

import ast
import inspect
import sys

import pytest

from grader.audit.workbench import Workbench
from grader.sheets.misconceptions import misconceptions
from grader.sheets.sheet import load_sheet

SHEET = load_sheet()
KNOWN = {question.id: misconceptions(SHEET, question) for question in SHEET.questions}
ALL = [(question, each) for question, known in KNOWN.items() for each in known]
PROPER = {"NumPy's", "Sobel's", "False"}


@pytest.fixture(scope="module")
def stage():
    """The sheet with its frozen examples."""
    return Workbench(None)


def test_every_question_knows_some():
    """At least four each, ninety in all, and every function has one."""
    assert min(map(len, KNOWN.values())) >= 4
    assert len(ALL) >= 90
    functions = {function for question in SHEET.questions for function in question.functions}
    assert functions == {each.function for _, each in ALL}


def test_no_two_have_the_same_name_or_sentence():
    """A student who is told one of them is told the right one."""
    for question in SHEET.questions:
        names = [each.name for each in KNOWN[question.id]]
        sentences = [(each.function, each.sentence) for each in KNOWN[question.id]]
        assert len(set(names)) == len(names)
        assert len(set(sentences)) == len(sentences)


def test_a_sentence_can_follow_others():
    """One sentence on one line of the report; two are joined by 'and' where both were made."""
    for _, known in ALL:
        word = known.sentence.split()[0]
        assert not word[0].isupper() or not word[1:].islower() or word in PROPER, known.sentence
        assert not known.sentence.endswith(".")
        assert known.sentence.isprintable()


def test_they_can_be_put_into_a_submission_as_they_stand():
    """They import nothing that a student could not."""
    modules = {each.wrong.__module__ for _, each in ALL}
    for module in modules:
        tree = ast.parse(inspect.getsource(sys.modules[module]))
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                assert {alias.name for alias in node.names} <= {"numpy", "math", "sympy"}
            if isinstance(node, ast.ImportFrom):
                assert node.module == "grader.authoring.misconceive"


@pytest.mark.parametrize("question", SHEET.questions, ids=lambda question: question.id)
def test_each_loses_marks_on_its_own_question_and_on_no_other(question, stage):
    """On the frozen examples, planted in an otherwise right submission."""
    asking = {p.key: q.functions for q in SHEET.questions for p in q.properties}
    for known in KNOWN[question.id]:
        wrong = known.planted(stage.model[known.function])
        caught = stage.trial({known.function: wrong}, all_examples=False)

        assert any(key.startswith(f"{question.id}/") for key in caught), known.name
        assert all(known.function in asking[key] for key in caught), known.name
        assert not any(found.ours for found in caught.values()), known.name
