"""
The sheet as a whole: right submissions earn all of it, and who does nothing earns nothing.

Run without a sandbox: a student is a namespace with functions, so what fails here is a question
and never the machinery.
"""

import contextlib
import functools
import importlib
import inspect
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import sympy
from hypothesis import settings

from exercises import sheet3
from grader.authoring.declare import DECLARATION
from grader.examine.student.in_process import InProcessStudent
from tests.exercises.sheet3.promises import model, watched
from tests.exercises.sheet3.recorded import judged

SUBMISSIONS = Path(__file__).parents[2] / "submissions"
STARTER = Path(sheet3.__file__).with_name("starter.py")
POINTS = dict(
    zip(
        "1a 1b 1c 1d 1e 2a 2b 2c 2d 2e 3a 3b 3c 3d 3e 3f".split(),
        [7, 8, 8, 7, 10, 4, 7, 5, 7, 6, 7, 5, 5, 3, 5, 6],
        strict=True,
    )
)

QUESTIONS = [importlib.import_module(f"exercises.sheet3.{name}") for name in sheet3.QUESTIONS]
PROPERTIES = [
    pytest.param(test, id=f"{question.ID}-{name}")
    for question in QUESTIONS
    for name, test in vars(question).items()
    if name.startswith("test_")
]


# A few fresh examples find what is wrong with a question today; many what is wrong once in a while.
EXAMPLES = pytest.mark.parametrize("examples", [4, pytest.param(16, marks=pytest.mark.slow)])


@contextlib.contextmanager
def drawing(test, count):
    """No more than so many examples of a property, whose number was fixed when it was imported."""
    name = "_hypothesis_internal_use_settings"
    usual = getattr(test, name)
    setattr(test, name, settings(usual, max_examples=min(count, usual.max_examples)))
    try:
        yield
    finally:
        setattr(test, name, usual)


@functools.cache
def submission(path):
    """A submission's names, as a student."""
    names = {}
    exec(compile(path.read_text("utf-8"), str(path), "exec"), names)
    return SimpleNamespace(**names)


def declared(test):
    """What ``points`` said about a property."""
    return getattr(test, DECLARATION)


@EXAMPLES
@pytest.mark.parametrize("test", PROPERTIES)
def test_the_model_answer_passes_on_what_the_sheet_allows(test, examples):
    """With the one function that is judged: a missing one loses its own marks only."""
    student, unpromised = watched(declared(test).function, model())

    with drawing(test, examples):
        test(student)

    assert not unpromised


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", ["right.py", "right_other_style.py"])
@EXAMPLES
@pytest.mark.parametrize("test", PROPERTIES)
def test_a_right_submission_passes(test, name, examples):
    """However it is written: the contract says what is right, and not the reference."""
    with drawing(test, examples):
        test(InProcessStudent(vars(submission(SUBMISSIONS / name))).student)


def does_nothing(*_):
    return None


def returns_its_argument(first, *_):
    return first


def raises_value_error(*_):
    raise ValueError("I refuse")


def returns_zeros_like(right):
    """Zeros in the form of the right answer, refusals included."""
    return lambda *arguments: _filled(right(*arguments), 0)


def returns_ones_like(right):
    """Ones in the form of the right answer, refusals included."""
    return lambda *arguments: _filled(right(*arguments), 1)


def _filled(value, filling):
    if isinstance(value, np.ndarray):
        return np.full_like(value, filling)
    if isinstance(value, sympy.MatrixBase):
        return value.applyfunc(lambda _: filling)
    if isinstance(value, dict):
        return {name: _filled(entry, filling) for name, entry in value.items()}
    if isinstance(value, (tuple, list)):
        return [_filled(entry, filling) for entry in value]
    if isinstance(value, (bool, int, float)):
        return type(value)(filling)
    return sympy.Integer(filling) if isinstance(value, sympy.Expr) else value and ""


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("test", PROPERTIES)
@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda _: does_nothing, id="nothing"),
        pytest.param(lambda _: returns_its_argument, id="its argument"),
        pytest.param(lambda _: raises_value_error, id="ValueError"),
        pytest.param(returns_zeros_like, id="zeros"),
        pytest.param(returns_ones_like, id="ones"),
    ],
)
def test_without_a_right_answer_no_property_is_passed(test, make):
    """A law or a refusal alone could be had for nothing."""
    name = declared(test).function
    if name == "denoised_mean" and make(None) is returns_its_argument:
        pytest.skip("the expectation of an averaged pixel is its first argument")
    student = SimpleNamespace(**{name: make(getattr(model(), name))})

    with pytest.raises((AssertionError, ValueError)):
        judged(test, student)


@pytest.mark.parametrize("test", PROPERTIES)
def test_the_starter_is_a_submission_that_earns_nothing(test):
    """Each function says that it is still to be written."""
    name = declared(test).function

    with pytest.raises(NotImplementedError, match=f"^{name} is still to be written"):
        judged(test, submission(STARTER))


def test_the_starter_defines_what_the_questions_ask_for_and_nothing_else():
    """With the parameters of the model answer, so that nobody has to guess an order."""
    starter = submission(STARTER)
    asked = {declared(test.values[0]).function for test in PROPERTIES}
    functions = {n: f for n, f in vars(starter).items() if inspect.isfunction(f)}

    assert set(functions) == asked
    assert starter.ANSWERS == {}
    for name, function in functions.items():
        assert list(inspect.signature(function).parameters) == list(
            inspect.signature(getattr(model(), name)).parameters
        ), name
        assert inspect.getdoc(function), name


def test_points_are_what_the_sheet_gives():
    """100 in all; what one question is worth is no accident of how many properties it has."""
    given = {
        question.ID: sum(
            declared(test).points for name, test in vars(question).items() if name[:5] == "test_"
        )
        for question in QUESTIONS
    }

    assert given == POINTS
    assert sum(given.values()) == 100


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.ID)
def test_a_question_can_be_read_and_its_properties_too(question):
    """The module is the text of the question, and a property's docstring what the report says."""
    tests = [test for name, test in vars(question).items() if name.startswith("test_")]

    assert question.TITLE
    for test in tests:
        assert declared(test).function in question.__doc__
        assert inspect.getdoc(test).count("\n") == 0
        assert inspect.getdoc(test).endswith((".", "?"))
