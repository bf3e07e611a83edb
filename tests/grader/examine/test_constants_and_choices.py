"""Constants, choices and quantities: asked of real processes, and marked on a sheet."""

from fractions import Fraction

import numpy as np
import pytest

from grader.authoring import choice, quantity
from grader.authoring.declare import DECLARATION
from grader.examine.student.faults import MissingConstant
from grader.mark import UNWRITTEN
from grader.sheets.model_answers import ModelStudent

SUBMISSION = """
receptive_field_3 = 28
ANSWERS = {"3b": "(C)", "1": "a text"}


def speed():
    return "3 m/s"
"""


def test_a_constant_is_a_value_an_entry_or_a_function_without_arguments(asked):
    """And one that is missing is told so."""
    assert asked.value("receptive_field_3") == 28
    assert asked.value("3b") == "(C)"
    assert asked.value("speed") == "3 m/s"
    with pytest.raises(MissingConstant, match="there is no constant called receptive_field_4"):
        asked.value("receptive_field_4")
    with pytest.raises(MissingConstant, match="ANSWERS has no entry '3c'"):
        asked.value("3c")


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ("b", "'b' is not the right answer"),
        ("e", "the answer is 'e', should be one of a, b, c, d"),
        ("cd", "the answer is 'cd', should be one of a, b, c, d"),
        (3, "returned an int, should be a string"),
    ],
)
def test_a_choice_never_says_which_letter_is_right(answer, sentence):
    """Only whether it is, and which there are."""
    test = choice("3b", "abcd", right="c", law="How it grows.")
    assert test.__doc__ == "How it grows."
    student = ModelStudent(**{"3b": answer})
    for right in ("c", " (C). "):
        test(ModelStudent(**{"3b": right}))
    with pytest.raises(AssertionError) as failure:
        test(student)
    assert str(failure.value).startswith(sentence.split(";")[0].split(" (")[0])
    assert "'c'" not in str(failure.value)


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ("9.6 m/s^2", "9.6 is not the right answer"),
        ("981 cm/s^2", "the unit is 'cm/s^2', should be a number in m/s^2"),
        ("fast", "the answer is 'fast', should be a number"),
        (True, "returned the bool True, should be a real number"),
        (float("nan"), "returned NaN (NaN is never right)"),
    ],
)
def test_a_quantity_has_a_tolerance_and_its_unit_in_words(answer, sentence):
    """And does not say what is right either."""
    units = ("m/s^2", "metres per second squared")
    test = quantity("g", right=9.81, rtol=0.01, unit=units)
    student = ModelStudent(g=answer)
    for right in (9.81, 9.8, "9.81 m/s^2", "9.81  Metres per second  squared", "9.81"):
        test(ModelStudent(g=right))
    with pytest.raises(AssertionError) as failure:
        test(student)
    assert str(failure.value) == sentence


@pytest.mark.parametrize("blank", ["", "  ", None])
def test_an_answer_that_is_still_blank_is_told_like_a_function_that_is_not_written(blank):
    """Of a choice and of a quantity; nothing is said of what it should be."""
    for test in (choice("3b", "abcd", right="c"), quantity("3b", right=9.81)):
        with pytest.raises(AssertionError) as failure:
            test(ModelStudent(**{"3b": blank}))
        assert str(failure.value) == UNWRITTEN


def test_a_choice_without_the_right_letter_is_the_authors_mistake():
    """It is told when the sheet is loaded."""
    with pytest.raises(ValueError, match="right='e' is none of"):
        choice("3b", "abcd", right="e")


@pytest.mark.parametrize("right", ["9.81", float("nan"), True])
def test_a_quantity_without_a_right_number_is_the_authors_mistake(right):
    """Likewise; nobody's answer could be right."""
    with pytest.raises(ValueError, match=rf"right={right!r} is no finite number"):
        quantity("g", right=right)


@pytest.mark.parametrize("right", [np.float32(2.5), Fraction(5, 2)])
def test_a_right_number_may_be_of_any_kind(right):
    """It is written into the model's answers as a plain one, which a submission can hold."""
    declared = getattr(quantity("g", right=right), DECLARATION)
    assert declared.right == (2.5,)
    assert type(declared.right[0]) is float


QUESTION = '''"""Constants, and a table.

Write ``table(n)``, the letter ``ANSWERS["3b"]``, and ``mass``.
"""

from grader.authoring import assert_printed, choice, misconception, model, points, printed, quantity

ID = "3"
TITLE = "Constants"


@model
def table(n):
    """Prints the squares."""
    print(*[k * k for k in range(n)])


@points(2, "table")
def test_table(student):
    """The first squares are printed."""
    assert_printed(printed(student.table, 4), "0 1 4 9")


test_letter = choice("3b", "abcd", right="c", law="How it grows.")
test_mass = quantity("mass", right=2.5, unit="kg", worth=2)


@misconception("table", "the squares were doubled")
def doubles(n):
    print(*[2 * k * k for k in range(n)])


@misconception("3b", "the levels were forgotten")
def forgets():
    return "b"
'''
PACKAGE = 'TITLE = "Three"\nQUESTIONS = ("three",)\nPACKAGES = ("numpy",)\nLANGUAGES = ("en",)\n'


@pytest.fixture
def three(tmp_path, monkeypatch):
    """A sheet of constants and prints."""
    import sys

    folder = tmp_path / "sheet_of_constants"
    folder.mkdir()
    (folder / "__init__.py").write_text(PACKAGE)
    (folder / "three.py").write_text(QUESTION)
    before = set(sys.modules), list(sys.path)
    yield folder
    sys.path[:] = before[1]
    for name in set(sys.modules) - before[0]:
        if name.startswith(folder.name):
            del sys.modules[name]


def test_a_sheet_of_constants_and_prints_is_frozen_started_and_marked(three, tmp_path):
    """What is wrong is told, without the right letter."""
    from click.testing import CliRunner

    from grader.cli import main

    def run(*words):
        return CliRunner().invoke(main, [*map(str, words), "--sheet", str(three)])

    tried = run("try")
    assert tried.exit_code == 0, tried.output
    begun = tmp_path / "begun"
    assert run("start", begun).exit_code == 0
    text = (begun / "submission.py").read_text()
    assert "mass = None  # is still to be written" in text
    assert 'ANSWERS = {\n    "3b": "",\n}' in text
    checked = run("check", begun / "submission.py", "--isolation", "limits", "--lang", "en")
    untouched = checked.output
    assert "Still to write: table, 3b, mass" in untouched
    assert "not implemented yet (5)" in untouched
    assert "wrong" not in untouched
    assert "should be" not in untouched
    file = tmp_path / "submission.py"
    file.write_text('ANSWERS = {"3b": "b"}\nmass = "2500 g"\n\n\ndef table(n):\n    print(n)\n')
    said = run("check", file, "--isolation", "limits", "--lang", "en").output
    assert "0 of 5 points" in said
    assert "'b' is not the right answer" in said
    assert "the levels were forgotten" in said
    assert "the unit is 'g', should be a number in kg" in said
    assert "printed line 1 is '4', should be '0 1 4 9'" in said
    assert "table(4)  # printed '4\\n'" in said
    assert "is for no question" not in said
    assert "'c'" not in said
