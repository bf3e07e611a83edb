"""What students begin with is made of signatures, where the sheet has no file for it."""

from dataclasses import replace

import pytest

from grader.errors import BadSheet
from grader.sheets.derived.starter import starter_source
from grader.sheets.sheet import load_sheet
from grader.sheets.starter_notebook import notebook_text
from tests.grader.sheets.written_sheet import written_sheet
from tests.toys.copied import copied

QUESTION = '''"""Write ``f``."""

import math
from collections.abc import Callable

import click
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from grader.authoring import model, points

ID = "1"
TITLE = "F"
SIZE = 3


@model
def double({signature}):
    """{text}"""
    return 7


@points(1, "double")
@given(x=st.integers(0, 9))
def test_it(student, x):
    """Seven."""
    assert student.double(x) == 7
'''
CLASS = """class double:
    \"\"\"A pair of equal numbers.\"\"\"

    SECRET = 7

    def __init__(self, x: int, shown: click.Command = None) -> None:
        \"\"\"Two of them.\"\"\"
        self._x = x

    @property
    def both(self) -> np.ndarray:
        return np.array([self._x, self._x])

    def _hidden(self):
        return self.SECRET

    def __eq__(self, other):
        return self._hidden() == 7
"""
MADE = iter(range(100))


@pytest.fixture
def starter(tmp_path):
    """The starter of a function with this signature."""

    def write(signature, text="It is seven.", own=None):
        question = QUESTION.replace("{signature}):", f"{signature}:" if ")" in signature else
                                    f"{signature}):").replace("{text}", text)  # fmt: skip
        folder = written_sheet(tmp_path / f"begun_{next(MADE)}", question=question)
        (folder / "starter.py").unlink()
        if own is not None:
            (folder / "starter.py").write_text(own)
        return starter_source(load_sheet(str(folder)))

    return write


SIGNATURES = {
    "x": "x",
    "x, /, y=1, *, z: int = 2": "x, /, y=1, *, z: int = 2",
    "x, *rest: float, **more": "x, *rest: float, **more",
    "x, n: int = SIZE": "x, n: int = 3",
    "x, scale: float = math.pi": "x, scale: float = math.pi",
    "x, a: np.ndarray = None": "x, a: np.ndarray = None",
    "x, f: Callable[[float], float] = abs": "x, f: Callable[[float], float] = abs",
    "x, shown: click.Command = None": "x, shown=None",
    "x) -> list[int]": "x) -> list[int]",
    "x) -> click.Command": "x)",
}


@pytest.mark.parametrize("signature", SIGNATURES)
def test_a_signature_stands_in_the_starter_as_far_as_it_means_something_there(starter, signature):
    """A student's file has no names of the sheet, and no package that it may not import."""
    text = starter(signature)
    wanted = SIGNATURES[signature]
    line = f"def double({wanted}:" if ")" in wanted else f"def double({wanted}):"
    assert line in text.splitlines()
    names = {}
    exec(text, names)
    with pytest.raises(NotImplementedError, match="double is still to be written"):
        names["double"](1)


def test_what_the_signature_needs_is_imported_and_numpy_where_the_module_does(starter):
    """Nothing else that the answer may need is given away."""
    lines = starter("x, f: Callable[[float], float] = abs").splitlines()
    assert [line for line in lines if "import" in line] == [
        "import numpy as np",
        "from collections.abc import Callable",
    ]


def test_a_default_that_cannot_be_written_down_is_refused_with_its_line(starter):
    """The author is told, and no student gets a file that cannot be run."""
    with pytest.raises(BadSheet, match=r"first.py, line 19: the default st cannot stand"):
        starter("x, s=st")


def test_a_docstring_is_written_as_it_would_be_by_hand(starter):
    """On one line where it fits."""
    assert '\n    """It is seven."""\n' in starter("x")
    long = starter("x", "It is seven.\n\n    Always, \\\\ too.\n    ")
    assert '\n    """\n    It is seven.\n\n    Always, \\\\ too.\n    """\n' in long


OWN = '''"""Mine."""

BASE = 2


class Shape:
    """A shape."""


def helper(x):
    return Shape(), x


def double(x, base=BASE):
    """Twice."""
    return helper(x)


ANSWERS = {}
'''


def test_a_starter_file_of_the_sheets_own_is_left_as_it_is(starter):
    """To the byte."""
    assert starter("x", own=OWN) == OWN


def test_a_function_that_the_file_lacks_follows_it(starter):
    """A sheet may have questions of both kinds."""
    text = starter("x", own='"""Mine."""\n\n\ndef other():\n    return 1\n')
    assert text.startswith('"""Mine."""\n\n\ndef other():\n    return 1\n')
    assert "def double(x):" in text


def test_answers_in_a_module_of_their_own_give_their_signatures_alone(tmp_path):
    """Their docstrings were not written for students."""
    folder = copied(tmp_path / "begun_apart")
    (folder / "starter.py").unlink()
    text = starter_source(load_sheet(str(folder)))
    assert "def double(x):\n    raise NotImplementedError" in text
    assert "def average(values):\n    raise NotImplementedError" in text
    assert "Twice" not in text


def test_a_notebook_has_what_a_function_needs_in_front_of_its_check(tmp_path):
    """Classes, constants and helpers; what nobody needs comes last."""
    folder = written_sheet(tmp_path / "begun_notebook")
    sheet = load_sheet(str(folder))
    text = notebook_text(sheet, OWN)
    ids = [cell.split('"')[1] for cell in text.split('"id": ')[1:]]
    assert ids == [
        "sheet", "imports", "question-1", "statement-3", "function-Shape", "function-helper",
        "function-double", "check-1", "statement-19", "check-all",
    ]  # fmt: skip


def test_of_a_class_students_begin_with_its_methods(tmp_path):
    """Each with its signature and docstring; what is the model's own affair is left out."""
    question = QUESTION.replace('def double({signature}):\n    """{text}"""\n    return 7\n', CLASS)
    folder = written_sheet(tmp_path / "begun_a_class", question=question)
    (folder / "starter.py").unlink()
    sheet = load_sheet(str(folder))
    text = starter_source(sheet)
    assert "SECRET" not in text
    assert "_hidden" not in text
    assert "import numpy as np\n" in text
    assert text.endswith(
        'class double:\n    """A pair of equal numbers."""\n\n'
        "    def __init__(self, x: int, shown=None) -> None:\n"
        '        """Two of them."""\n'
        '        raise NotImplementedError("double is still to be written")\n\n'
        "    @property\n    def both(self) -> np.ndarray:\n"
        '        raise NotImplementedError("double.both is still to be written")\n\n'
        "    def __eq__(self, other):\n"
        '        raise NotImplementedError("double.__eq__ is still to be written")\n'
    )
    assert "function-double" in notebook_text(sheet, text)


METHODS = """class double:
    def __init__(self, x=SIZE, *, by: float = SIZE / 2):
        self._x = x

    @classmethod
    def of(cls, x=SIZE):
        return cls(x)

    @functools.cached_property
    def whole(self):
        return self._x

    @noted
    def noted(self, x=SIZE):
        return x

    @property
    def size(self):
        return self._x

    @size.setter
    def size(self, x):
        self._x = x

    def __hidden(self):
        return self._x

    def __eq__(self, other):
        return self.__hidden() == 7
"""


def test_what_students_begin_with_is_loaded_whatever_a_class_of_the_model_is_made_with(tmp_path):
    """Its constants and decorators are not there: the file ended with a NameError."""
    question = QUESTION.replace(
        'def double({signature}):\n    """{text}"""\n    return 7\n', METHODS
    )
    question = question.replace("import math", "import functools\nimport math", 1)
    question = question.replace(
        "SIZE = 3", "SIZE = 3\n\n\ndef noted(function):\n    return function\n\n", 1
    )
    question = question.replace(
        "@points", "@model\nclass Bare:\n    size: int = SIZE\n\n\n@points", 1
    )
    question += '\n\n@points(1, "Bare")\ndef test_bare(student):\n    """."""\n    student.Bare()\n'
    folder = written_sheet(tmp_path / "begun_methods", question=question)
    (folder / "starter.py").unlink()
    text = starter_source(load_sheet(str(folder)))
    found = {}
    exec(text, found)
    assert "def __init__(self, x=3, *, by: float = 1.5):" in text
    assert "    @classmethod\n    def of(cls, x=3):" in text
    assert "    @functools.cached_property\n    def whole(self):" in text
    assert "    @size.setter\n    def size(self, x):" in text
    assert "@noted" not in text
    assert "hidden" not in text
    assert found["Bare"]()


def test_entries_of_answers_stand_as_the_questions_follow_one_another():
    """A written answer after the letters of a question before it, here of the tour turned round."""
    sheet = load_sheet("tour")
    turned = replace(sheet, questions=sheet.questions[::-1])
    entries = [f'    "{name}": "",' for name in ("7a", "7b", "7c", "6")]
    assert "\n".join(["ANSWERS = {", *entries, "}"]) in starter_source(turned)
