"""A sheet about objects and functions that are returned: right, wrong, and hostile submissions."""

import re
import sys

import pytest

from grader.errors import BadSheet
from grader.examine.check import check
from grader.examine.examiner import open_examiner
from grader.examine.recorded_answers import read_transcript, record_answers
from grader.examine.settings import Settings
from grader.model import Outcome, Submission
from grader.sandbox.limits import Limits
from grader.sandbox.processes.availability import works
from grader.sandbox.processes.launch import launcher
from grader.sheets.corpus import read_corpus
from grader.sheets.packs.recording import RecordingModel
from grader.sheets.record import PUBLIC_SEED, freeze
from grader.sheets.sheet import load_sheet
from tests.grader.sheets.written_sheet import written_sheet

MODEL = '''"""Model answers."""


class Polynomial:
    """Coefficients, the constant first."""

    def __init__(self, coefficients):
        if not len(coefficients):
            raise ValueError("no coefficients")
        self.coefficients = list(coefficients)

    def __call__(self, x):
        return sum(c * x**n for n, c in enumerate(self.coefficients))

    def __add__(self, other):
        longer, shorter = self.coefficients, other.coefficients
        if len(longer) < len(shorter):
            longer, shorter = shorter, longer
        padded = shorter + [0] * (len(longer) - len(shorter))
        return Polynomial([a + b for a, b in zip(longer, padded)])

    def __len__(self):
        return len(self.coefficients)

    def __getitem__(self, n):
        return self.coefficients[n]

    def __eq__(self, other):
        return self.coefficients == other.coefficients

    @classmethod
    def power(cls, n):
        return cls([0] * n + [1])

    def degree(self):
        return len(self.coefficients) - 1

    def scale(self, by):
        self.coefficients = [by * c for c in self.coefficients]


class Countdown:
    """Counts down to 1, once."""

    def __init__(self, start):
        self.left = start
        self.closed = False

    def __iter__(self):
        return self

    def __next__(self):
        if not self.left:
            raise StopIteration
        self.left -= 1
        return self.left + 1

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.closed = True


def line(slope, at):
    """The function x -> slope * x + at."""
    return lambda x: slope * x + at


def evaluate(p, x):
    """The value of a polynomial."""
    return p(x)


def split(p):
    """The terms of a polynomial."""
    return [Polynomial([0] * n + [c]) for n, c in enumerate(p.coefficients)]
'''
QUESTION = '''"""Objects."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from grader.authoring import assert_integer, assert_real, assert_refuses, assert_same, points

ID = "1"
TITLE = "Objects"
NUMBERS = st.lists(st.integers(-9, 9), min_size=1, max_size=4)
FEW = settings(max_examples=4)


@points(1, "Polynomial")
@FEW
@given(a=NUMBERS)
def test_degree(student, a):
    """The degree is one less than the number of coefficients."""
    p = student.Polynomial(a)
    assert p.degree() == len(a) - 1
    assert len(p) == len(a)


@points(1, "Polynomial")
@FEW
@given(a=NUMBERS, b=NUMBERS, x=st.integers(-3, 3))
def test_sum(student, a, b, x):
    """The value of a sum is the sum of the values."""
    p, q = student.Polynomial(a), student.Polynomial(b)
    assert_real((p + q)(x), p(x) + q(x))
    assert (p + q).coefficients == [*map(sum, zip(a, b)), *a[len(b):], *b[len(a):]]


@points(1, "Polynomial")
@FEW
@given(a=NUMBERS)
def test_changes(student, a):
    """Scaling changes it, and nothing else does."""
    p, same = student.Polynomial(a), student.Polynomial(a)
    assert p == same
    p.scale(2)
    assert p[0] == 2 * a[0] and same[0] == a[0]
    p.coefficients = [7, 5]
    assert_integer(p.degree(), 1)
    assert_same(p.coefficients, [7, 5])


@points(1, "Polynomial")
@FEW
@given(n=st.integers(0, 4))
def test_power(student, n):
    """A power can be had of the class."""
    assert_real(student.Polynomial.power(n)(3), 3**n)


@points(1, "Polynomial")
@FEW
@given(empty=st.just([]))
def test_refusal(student, empty):
    """No coefficients are refused."""
    assert_refuses(student.Polynomial, empty)


@points(1, "Countdown")
@FEW
@given(n=st.integers(0, 5))
def test_countdown(student, n):
    """It counts down once, and closes."""
    c = student.Countdown(n)
    assert list(c) == list(range(n, 0, -1))
    assert list(c) == []
    with student.Countdown(n) as other:
        assert other.closed is False
    assert other.closed is True


@points(1, "line")
@FEW
@given(slope=st.integers(-9, 9), at=st.integers(-9, 9))
def test_line(student, slope, at):
    """The function has the slope and goes through the point."""
    f = student.line(slope, at)
    assert_real(f(0), at)
    assert_real(f(1), slope + at)


@points(1, "evaluate")
@FEW
@given(a=NUMBERS, x=st.integers(-3, 3))
def test_value(student, a, x):
    """A polynomial may be passed on, and its terms add up to it."""
    p = student.Polynomial(a)
    assert_real(student.evaluate(p, x), p(x))
    assert_real(sum(student.evaluate(term, x) for term in student.split(p)), p(x))
'''
TIERS = [pytest.param("sealed", marks=pytest.mark.slow), "walled"]
LAWS = {
    "degree": "The degree is one less than the number of coefficients.",
    "sum": "The value of a sum is the sum of the values.",
    "changes": "Scaling changes it, and nothing else does.",
    "power": "A power can be had of the class.",
    "refusal": "No coefficients are refused.",
    "countdown": "It counts down once, and closes.",
    "line": "The function has the slope and goes through the point.",
    "value": "A polynomial may be passed on, and its terms add up to it.",
}


@pytest.fixture(scope="module")
def sheet(tmp_path_factory):
    """The sheet, frozen."""
    path = list(sys.path)
    folder = tmp_path_factory.mktemp("objects") / "a_sheet_of_objects"
    made = written_sheet(folder, 'MODEL = ("a_sheet_of_objects.model",)', question=QUESTION)
    (made / "model.py").write_text(MODEL)
    loaded = load_sheet(str(made))
    freeze(loaded, made / "corpus.bin", PUBLIC_SEED, lambda _: None)
    record_answers(loaded, read_corpus(made / "corpus.bin", loaded))
    yield loaded
    sys.path[:] = path
    for name in [each for each in sys.modules if each.startswith("a_sheet_of_objects")]:
        del sys.modules[name]


@pytest.fixture(scope="module")
def running():
    """A template for submissions' processes."""
    with launcher() as launched:
        yield launched


@pytest.fixture(scope="module")
def graded(sheet, running):
    """The verdicts on a submission, by the law's short name."""
    corpus = read_corpus(sheet.folder / "corpus.bin", sheet)
    limits = Limits(call_seconds=20.0, question_seconds=120.0, submission_seconds=240.0)
    names = {law: name for name, law in LAWS.items()}

    def grade(source, tier="limits"):
        if not works(running, tier):
            pytest.skip(f"this machine has no tier {tier}")
        settings = Settings(tier=tier, limits=limits, search_seconds=0.0)
        examiner = open_examiner(running, sheet, corpus, settings)
        marks = check(examiner, Submission("s.py", source.encode())).marks
        return {names[v.law]: v for mark in marks for v in mark.verdicts}

    return grade


def lost(found):
    """The laws that were not fulfilled, with what is said of them."""
    return {n: (v.call, v.message) for n, v in found.items() if v.outcome is not Outcome.PASSED}


def test_the_right_answers_are_recorded(sheet):
    """So a right submission is asked what is known, and no property is run."""
    corpus = read_corpus(sheet.folder / "corpus.bin", sheet)
    trees = read_transcript(sheet, corpus.digest)
    assert all(node is not None for nodes in trees.values() for node in nodes)
    assert len(trees) == len(LAWS)


def test_the_model_has_every_point(graded):
    """Where it is handed in as a student would."""
    assert lost(graded(MODEL)) == {}


OTHER = """
from dataclasses import dataclass
from functools import partial

import numpy as np

@dataclass
class _Poly:
    coefficients: list

    def degree(self):
        return np.int64(len(self.coefficients)) - 1

    def __call__(self, x):
        return float(np.polyval(self.coefficients[::-1], x))

    def __len__(self):
        return len(self.coefficients)

    def __getitem__(self, n):
        return self.coefficients[n]

    def __add__(self, other):
        n = max(len(self), len(other))
        pad = lambda c: list(c) + [0] * (n - len(c))
        return _Poly([a + b for a, b in zip(pad(self.coefficients), pad(other.coefficients))])

    def scale(self, by):
        for n in range(len(self)):
            self.coefficients[n] *= by

def Polynomial(coefficients):
    if len(coefficients) == 0:
        raise ValueError("at least one")
    return _Poly(list(coefficients))

Polynomial.power = lambda n: _Poly([0] * n + [1])

class Countdown(list):
    closed = False

    def __init__(self, start):
        super().__init__(range(start, 0, -1))

    def __iter__(self):
        while self:
            yield self.pop(0)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.closed = True

def _value(slope, at, x):
    return slope * x + at

def line(slope, at):
    return partial(_value, slope, at)

def evaluate(p, x):
    return p(x)

def split(p):
    return tuple(_Poly([0] * n + [c]) for n, c in enumerate(p.coefficients))
"""


def test_it_makes_no_difference_what_the_objects_are(graded):
    """A dataclass from a function, a class derived from list, a partial; a tuple of objects."""
    assert lost(graded(OTHER)) == {}


WRONG = MODEL.replace("    def degree(self):\n        return len(self.coefficients) - 1\n", "")
WRONG += """

class Line:
    def __init__(self, slope, at):
        self.slope, self.at = slope, at

def line(slope, at):
    return Line(slope, at)

def evaluate(p, x, y):
    return p(x)

Polynomial.scale = 3
Polynomial.__getitem__ = None
del Polynomial.__len__
Countdown.__exit__ = lambda self: None
"""


def test_what_an_object_lacks_is_said_in_a_sentence(graded):
    """With the whole call, so that it can be tried."""
    found = lost(graded(WRONG))
    assert found["degree"] == (
        "p = Polynomial([0]); p.degree()",
        "a Polynomial has no `degree` (it has: coefficients, power, scale)",
    )
    assert found["line"] == ("l = line(0, 0); l(0)", "a Line cannot be called")
    assert found["changes"][1] == "`scale` of a Polynomial is an int, which cannot be called"
    assert found["changes"][0] == ("p = Polynomial([0]); p2 = Polynomial([0]); p == p2; p.scale(2)")
    assert "takes 1 positional argument but 4 were given" in found["countdown"][1]
    assert "missing 1 required positional argument: 'y'" in found["value"][1]
    assert found.keys() == {"degree", "line", "changes", "countdown", "value"}


SLIPS = MODEL.replace("return len(self.coefficients) - 1", "return len(self.coefficients)")
SLIPS = SLIPS.replace("return Polynomial([a + b for", "return Polynomial([a - b for")
SLIPS = SLIPS.replace("[by * c for c in self.coefficients]", "[by + c for c in self.coefficients]")
SLIPS = SLIPS.replace("self.closed = True", "pass").replace("slope * x + at", "slope * x - at")
SLIPS = SLIPS.replace("[0] * n + [c]", "[0] * (n + 1) + [c]")


def test_a_wrong_answer_is_shown_with_what_led_to_it(graded):
    """The steps that it depends on, with what came back and what should have."""
    found = lost(graded(SLIPS))
    assert found["degree"] == (
        "p = Polynomial([0]); p.degree()",
        "`p.degree()` is 1, should be 0",
    )
    assert found.keys() == {"degree", "sum", "changes", "countdown", "line", "value"}


LIAR = """
class Liar:
    degree = scale = coefficients = closed = None
    def __init__(self, *_): pass
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    def __lt__(self, other): return True
    __gt__ = __le__ = __ge__ = __lt__
    def __bool__(self): return True
    def __hash__(self): return 0
    def __len__(self): return 0
    def __iter__(self): return iter(())
    def __float__(self): return 0.0
    def __int__(self): return 0
    __index__ = __int__
    def __sub__(self, other): return 0
    __rsub__ = __add__ = __radd__ = __mul__ = __rmul__ = __sub__
    def __abs__(self): return 0
    def __getattribute__(self, name): return Liar()
    def __call__(self, *arguments): return Liar()
    def __getitem__(self, key): return Liar()
    def __enter__(self): return Liar()
    def __exit__(self, *_): return True
    __class__ = int

Polynomial = Countdown = line = evaluate = split = Liar
"""


@pytest.mark.parametrize("tier", TIERS)
def test_an_object_that_says_yes_to_everything_earns_nothing(graded, tier):
    """In place of a value it is no value, whatever it says of itself."""
    found = graded(LIAR, tier)
    assert {v.outcome for v in found.values()} <= {Outcome.WRONG, Outcome.RAISED}
    assert len(lost(found)) == len(LAWS)


HOSTILE = """
import itertools, os, sys

class Polynomial:
    coefficients = property(lambda self: [0] * 10**6)
    def __init__(self, a):
        self.a = a
    def __getattr__(self, name):
        if name == "degree":
            return os._exit
        return getattr(self, name + name)
    def __len__(self):
        return 10**30
    def __call__(self, x):
        return self(x)
    def __add__(self, other):
        return self
    def scale(self, by):
        return iter(lambda: by, None)
    def __eq__(self, other):
        return [self] * 10**5

class Countdown:
    def __init__(self, start):
        self.start = start
    def __iter__(self):
        return itertools.count()
    def __enter__(self):
        return self
    def __exit__(self, *_):
        os._exit(3)

def line(slope, at):
    return sys.exit

def evaluate(p, x):
    return p

def split(p):
    p.append(p) if isinstance(p, list) else None
    deep = []
    for _ in range(10**5):
        deep = [deep]
    return deep
"""


@pytest.mark.parametrize("tier", TIERS)
def test_objects_that_end_nothing_or_the_process_cost_their_author_the_points(graded, tier):
    """Iterators without an end, recursion, exits, and lists that are deep: all are lost."""
    found = graded(HOSTILE, tier)
    lines = lost(found)
    assert len(lines) == len(LAWS)
    assert Outcome.UNDECIDED not in {v.outcome for v in found.values()}
    assert "RecursionError" in found["sum"].message
    assert lines["countdown"] == (
        "c = Countdown(0); list(c)",
        "gave more than 1000 entries when it was iterated over",
    )


SHARED = MODEL.replace("self.coefficients = list(coefficients)", "MADE.append(coefficients)")
SHARED = SHARED.replace("class Polynomial:", "MADE = []\n\n\nclass Polynomial:")
SHARED = SHARED.replace("self.coefficients", "MADE[0]")


def test_an_object_that_holds_what_an_earlier_example_made_is_wrong(graded):
    """Each call does its steps anew, so only what a module keeps can be from elsewhere."""
    found = graded(SHARED)
    assert {"degree", "sum", "changes"} <= lost(found).keys()


PRINTING = MODEL.replace("self.coefficients = list", "print('made'); self.coefficients = list")
PRINTING = PRINTING.replace("return len(self.coefficients) - 1", "print('asked'); return 0")


def test_what_an_earlier_step_prints_is_not_told_again(sheet, running):
    """A step is done anew for those that follow; it has told what it prints before."""
    corpus = read_corpus(sheet.folder / "corpus.bin", sheet)
    settings = Settings(limits=Limits(call_seconds=20.0), search_seconds=0.0)
    examiner = open_examiner(running, sheet, corpus, settings)
    said = check(examiner, Submission("s.py", PRINTING.encode())).printed
    (printed,) = [each for each in said if each.function == "Polynomial"]
    assert printed.lines[0] == "made"
    assert printed.lines.count("asked") <= printed.calls
    assert printed.further + len(printed.lines) == printed.calls


def test_a_pack_says_that_it_cannot_hold_the_models_objects(sheet):
    """Its model is what functions answered, as data."""
    with pytest.raises(BadSheet, match="Polynomial is a class, whose objects cannot be recorded"):
        RecordingModel(sheet, {})


@pytest.mark.slow
def test_a_hint_is_about_what_objects_are_made_of(sheet, running):
    """The arguments of a method have none of the names that the sheet gives to those."""
    corpus = read_corpus(sheet.folder / "corpus.bin", sheet)
    limits = Limits(call_seconds=20.0, question_seconds=120.0, submission_seconds=240.0)
    settings = Settings(limits=limits, search_seconds=0.0, hint=2)
    examiner = open_examiner(running, sheet, corpus, settings)
    (mark,) = check(examiner, Submission("s.py", SLIPS.encode())).marks
    lost = [verdict for verdict in mark.verdicts if verdict.outcome is Outcome.WRONG]
    assert len(lost) == 6
    assert {verdict.call for verdict in lost} == {""}
    assert all(verdict.message.startswith("goes wrong ") for verdict in lost)
    names = {"coefficients", "slope", "at", "start"}
    told = [re.search(r"(?:where|unless) (\w+)", verdict.message) for verdict in lost]
    assert {found[1] for found in told if found} <= names
