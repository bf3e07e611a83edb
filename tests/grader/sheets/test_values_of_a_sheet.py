"""A sheet about further kinds of values: recorded, sent to a submission, and judged."""

import re

import pandas  # noqa: F401 - loaded before a sheet's modules are forgotten again
import pytest
import scipy.sparse  # noqa: F401

from grader.errors import BadSheet
from grader.examine.check import check
from grader.examine.examiner import open_examiner
from grader.examine.recorded_answers import record_answers
from grader.examine.settings import Settings
from grader.model import Outcome, Submission
from grader.sandbox.limits import Limits
from grader.sandbox.processes.availability import works
from grader.sandbox.processes.launch import launcher
from grader.sheets.corpus import read_corpus
from grader.sheets.record import PUBLIC_SEED, freeze, record
from grader.sheets.sheet import load_sheet
from tests.grader.sheets.written_sheet import QUESTION, written_sheet

SLOW = pytest.mark.slow
STRONGER = ("sealed", "owned", "walled")
pytestmark = pytest.mark.usefixtures("_imports_as_before")
PACKAGES = 'PACKAGES = ("numpy", "scipy", "pandas")'
MODEL = '''"""Model answers."""

import dataclasses

import numpy as np
import pandas as pd


@dataclasses.dataclass
class Fit:
    slope: float
    rows: int


def describe(table, kept):
    """The mean of each kept column, by the column."""
    return {(name, len(kept)): float(table[name].mean()) for name in sorted(kept)}


def fitted(fit):
    """A fit with twice the slope."""
    return Fit(2 * fit.slope, fit.rows)


def running(numbers):
    """Running sums."""
    total = 0
    for number in numbers:
        total += number
        yield total


def stacked(matrix, name):
    """A frame with the matrix's row sums."""
    return pd.DataFrame({name: np.asarray(matrix.sum(axis=1)).ravel()})
'''
VARIED = '''"""Kinds."""

import dataclasses

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from grader.authoring import assert_same, points

ID = "1"
TITLE = "Kinds"
SMALL = st.integers(-3, 3)


@dataclasses.dataclass
class Line:
    slope: float
    rows: int


@points(1, "describe")
@settings(max_examples=4)
@given(x=st.lists(SMALL, min_size=2, max_size=2), kept=st.sets(st.sampled_from("ab"), min_size=1))
def test_means(student, x, kept):
    """Each column has its mean."""
    table = pd.DataFrame({"a": x, "b": [1.5, 2.5]})
    expected = {(name, len(kept)): float(np.mean(table[name])) for name in kept}
    assert_same(student.describe(table, kept), expected)


@points(1, "fitted")
@settings(max_examples=4)
@given(fit=st.builds(Line, SMALL.map(float), SMALL))
def test_slopes(student, fit):
    """The slope is doubled."""
    found = student.fitted(fit)
    assert_same(found.slope, 2 * fit.slope)


@points(1, "running")
@settings(max_examples=4)
@given(numbers=st.lists(SMALL, max_size=3))
def test_sums(student, numbers):
    """Sums of what came until then."""
    found = student.running(iter(numbers))
    assert_same(list(found), np.cumsum(numbers, dtype=int).tolist())


@points(1, "stacked")
@settings(max_examples=4)
@given(values=st.lists(SMALL, min_size=4, max_size=4))
def test_frames(student, values):
    """A column of row sums."""
    matrix = np.array(values).reshape(2, 2)
    expected = pd.DataFrame({"sum": matrix.sum(axis=1)})
    assert_same(student.stacked(sparse.csr_array(matrix), "sum"), expected)
'''
USES = '''

@points(1, "uses")
@settings(max_examples=4)
@given(x=st.integers(0, 3))
def test_use(student, x):
    """It is used."""
    {line}
'''


def sheet_of(folder, name, question, model):
    """A sheet with a model, in a folder of a name that no other test takes."""
    made = written_sheet(folder / name, f'MODEL = ("{name}.model",)', PACKAGES, question=question)
    (made / "model.py").write_text(model)
    return load_sheet(str(made))


@pytest.fixture
def varied(tmp_path, few_candidates):
    """The sheet, frozen."""
    sheet = sheet_of(tmp_path, "a_varied_sheet", VARIED, MODEL)
    file = tmp_path / "a_varied_sheet" / "corpus.bin"
    freeze(sheet, file, PUBLIC_SEED, lambda _: None)
    record_answers(sheet, read_corpus(file, sheet))
    return sheet


@pytest.fixture(scope="module")
def launched():
    """A template that has what the sheet lists."""
    with launcher(("numpy", "scipy", "pandas")) as running:
        yield running


def outcomes(launched, sheet, source, tier="limits"):
    """Outcome and message of each function of a submission."""
    if not works(launched, tier):
        pytest.skip(f"this machine does not offer {tier!r}; see 'grader doctor'")
    corpus = read_corpus(sheet.folder / "corpus.bin", sheet)
    settings = Settings(tier=tier, limits=Limits(call_seconds=20.0), search_seconds=0.0)
    report = check(open_examiner(launched, sheet, corpus, settings), Submission("s.py", source))
    return {v.function: (v.outcome, v.message) for m in report.marks for v in m.verdicts}


def test_a_right_submission_gets_every_point(launched, varied):
    """Frames, records, sets, iterators and sparse matrices are sent and come back."""
    found = outcomes(launched, varied, MODEL.encode())
    assert {outcome for outcome, _ in found.values()} == {Outcome.PASSED}
    assert len(found) == 4


WRONG = (
    MODEL.encode()
    + b"""

import math

def describe(table, kept):
    return {(name, len(kept)): 99.5 for name in kept}

def fitted(fit):
    return math

def running(numbers):
    return (n for n in [math])

def stacked(matrix, name):
    return pd.DataFrame({name: [1.5, math.inf]})
"""
)


def test_a_wrong_submission_loses_each_point_with_a_sentence(launched, varied):
    """What cannot be read as an answer is wrong, and nothing is undecided."""
    found = outcomes(launched, varied, WRONG)
    assert {outcome for outcome, _ in found.values()} == {Outcome.WRONG}
    assert "is 99.5, should be " in found["describe"][1]
    assert found["fitted"][1].startswith("a module was returned, where a value was asked for")
    assert "column 'sum'" in found["stacked"][1]


FRAMES = {
    "columns that equal every other": "pd.DataFrame({Any('other'): sums})",
    "a column with escape codes": 'pd.DataFrame({"\\x1b[2J\\u202e=cmd|": [1, 2]})',
    "a column name of 3000 letters": 'pd.DataFrame({"s" * 3000: [1, 2]})',
    "a module for a column": "pd.DataFrame([[1], [2]], columns=[pd])",
    "thousands of columns": "pd.DataFrame(np.zeros((2, 3000)))",
    "a frame that tells no columns": "Silent({name: sums + 1})",
    "an index that equals every other": "pd.DataFrame({name: sums}, index=[Any('x'), Any('y')])",
}
HOSTILE = """

class Any(str):
    def __eq__(self, other): return True
    def __hash__(self): return hash("sum")
    def __repr__(self): return "'sum'"

class Silent(pd.DataFrame):
    @property
    def columns(self): raise SystemExit

def stacked(matrix, name):
    sums = np.asarray(matrix.sum(axis=1)).ravel()
    return {frame}
"""


@pytest.mark.parametrize("tier", ["limits", *(pytest.param(t, marks=SLOW) for t in STRONGER)])
def test_a_hostile_frame_costs_its_points_alone(launched, varied, tier):
    """Names are data on our side: none is asked whether it equals another, or shown as it is."""
    for name, frame in FRAMES.items():
        source = MODEL + HOSTILE.replace("{frame}", frame)
        found = outcomes(launched, varied, source.encode(), tier)
        outcome, message = found.pop("stacked")
        assert outcome in (Outcome.WRONG, Outcome.RAISED), name
        assert not set("\x1b\u202e") & set(message), name
        assert {outcome for outcome, _ in found.values()} == {Outcome.PASSED}, name


BAD = [
    ("student.uses(lambda y: y)", r"uses with a function, which cannot be sent"),
    ("student.uses([{1: open}])", r"uses with a builtin_function_or_method, which cannot be"),
    ("student.uses(iter(range(2000)))", "an iterator of more than 1000 entries"),
]


@pytest.mark.parametrize(("line", "said"), BAD, ids=[line for line, _ in BAD])
def test_an_argument_that_cannot_be_sent_is_the_authors_error(tmp_path, line, said):
    """One line that names the property, the function and what was passed."""
    name = f"a_bad_sheet_{BAD.index((line, said))}"
    sheet = sheet_of(tmp_path, name, VARIED + USES.format(line=line), MODEL + USED)
    with pytest.raises(BadSheet, match=said) as caught:
        record(sheet, sheet.questions[0], PUBLIC_SEED, 4)
    assert re.match(r"[^:]*first\.py, line \d+: 1/test_use calls uses with", str(caught.value))
    assert "\n" not in str(caught.value)


USED = "\n\ndef uses(value):\n    return 1\n"


def test_a_package_that_is_not_listed_is_the_authors_error(tmp_path):
    """Each submission would fail to import it."""
    question = VARIED + USES.format(line='student.uses(pd.Series([x], name="a"))')
    made = written_sheet(tmp_path / "an_unlisted", 'MODEL = ("an_unlisted.model",)')
    (made / "first.py").write_text(question.replace("sparse.csr_array(matrix)", "matrix"))
    (made / "model.py").write_text(MODEL + USED)
    sheet = load_sheet(str(made))
    with pytest.raises(BadSheet, match="an object of pandas, which the sheet's PACKAGES do not"):
        record(sheet, sheet.questions[0], PUBLIC_SEED, 4)


def test_an_iterator_that_is_drawn_is_the_authors_error(tmp_path):
    """The first call would use it up."""
    question = QUESTION.replace("st.integers(0, 9)", "st.just([1]).map(iter)")
    sheet = load_sheet(str(written_sheet(tmp_path / "an_iterating", question=question)))
    with pytest.raises(BadSheet, match=re.escape("draws an iterator for x, which one call would")):
        record(sheet, sheet.questions[0], PUBLIC_SEED, 4)
