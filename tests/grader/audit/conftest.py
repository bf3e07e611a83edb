"""A sheet of one question, small enough to be audited in a few seconds."""

import sys
from types import SimpleNamespace

import pytest

from grader.sheets.corpus import FILE_NAME
from grader.sheets.record import PUBLIC_SEED, freeze
from grader.sheets.sheet import load_sheet

MODEL = '''
"""The model answers."""

__all__ = ["doubled", "shifted"]

LIMIT = 100


def doubled(x: int) -> int:
    """Twice x; refuses what is too large."""
    if x > LIMIT:
        raise ValueError(f"{x} is more than {LIMIT}")
    return _times(x, 2)


def shifted(x: int) -> int:
    return x + 3


def _times(x, y):
    return x * y
'''

SHEET = '''
"""A toy."""

TITLE = "Toy"
QUESTIONS = ("numbers",)
MODEL = ("{package}.model.answers",)
'''

QUESTION = '''
"""Write doubled(x) and shifted(x)."""

from hypothesis import example, given
from hypothesis import strategies as st

from grader.authoring import assert_integer, assert_refuses, points
from {package}.model import answers

ID = "1"
TITLE = "Numbers"


def each(*values):
    """Examples that are asked about whatever is drawn: what is found rests on them."""

    def written(test):
        for value in values:
            test = example(x=value)(test)
        return test

    return written


@points(2, "doubled")
@given(x=st.integers(-100, 100))
@each(*range(-12, 0), 3, 100)
def test_doubled(student, x):
    """It is twice as much."""
    assert_integer(student.doubled(x), answers.doubled(x))


@points(1, "doubled")
@given(x=st.integers(101, 200))
@each(101, 150)
def test_refusal(student, x):
    """What is too large is refused."""
    assert_integer(student.doubled(1), 2)
    assert_refuses(student.doubled, x)


@points(1, "shifted")
@given(x=st.integers(-5, 5))
@each(*range(-5, 6))
def test_shifted(student, x):
    """It is three more."""
    assert_integer(student.shifted(x), x + 3)
'''

MISTAKES = '''
"""Mistakes."""

from grader.authoring.misconceive import misconception


@misconception("doubled", "it was tripled", combines=True)
def tripled(right, x):
    return right(x) * 3 // 2


@misconception("doubled", "the sign was lost", combines=True)
def unsigned(right, x):
    return abs(right(x))


@misconception("doubled", "nothing was refused")
def refuses_nothing(x):
    return 2 * x
'''

WHEAT = """
def doubled(x):
    if x > 100:
        raise ValueError
    return x + x


def shifted(x):
    return sum((x, 3))
"""


@pytest.fixture(scope="module")
def toy(tmp_path_factory):
    """Make a toy sheet; ``toy(files)`` changes or adds some of its files."""
    made = []

    def make(**changed):
        name = f"toysheet{len(made)}_{id(made)}"
        folder = tmp_path_factory.mktemp("toy") / name
        files = {
            "__init__.py": SHEET,
            "numbers.py": QUESTION,
            "model/__init__.py": '"""Models."""\n',
            "model/answers.py": MODEL,
            "misconceptions/__init__.py": '"""Mistakes."""\n',
            "misconceptions/numbers.py": MISTAKES,
            "wheats/plain.py": WHEAT,
            **{key.replace("__", "/") + ".py": text for key, text in changed.items()},
        }
        for place, text in files.items():
            file = folder / place
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text.replace("{package}", name), "utf-8")
        made.append(name)
        sheet = load_sheet(str(folder))
        freeze(sheet, folder / FILE_NAME, PUBLIC_SEED, lambda _: None, count=60)
        return SimpleNamespace(folder=folder, sheet=sheet)

    yield make
    for name in [m for m in sys.modules if m.partition(".")[0] in made]:
        del sys.modules[name]


@pytest.fixture(scope="module")
def question():
    """The text of the toy's question."""
    return QUESTION


@pytest.fixture(scope="module")
def model():
    """The text of the toy's model answers."""
    return MODEL
