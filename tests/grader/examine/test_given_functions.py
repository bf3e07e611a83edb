"""A sheet that passes functions to a student's function: recorded, sent, bounded and shown."""

import re

import pytest

from grader.call_text import literal
from grader.errors import BadSheet
from grader.examine.check import check
from grader.examine.examiner import open_examiner
from grader.examine.settings import Settings
from grader.examine.transcript import read_transcript
from grader.model import Outcome, Submission
from grader.sandbox.limits import Limits
from grader.sandbox.processes.launch import launcher
from grader.sheets.choosing.wrong_answers import catches, mistakes
from grader.sheets.corpus import read_corpus
from grader.sheets.model_answers import model_student
from grader.sheets.record import PUBLIC_SEED, record
from grader.sheets.sheet import load_sheet
from tests.grader.sheets.conftest import _imports_as_before  # noqa: F401 - a fixture
from tests.grader.sheets.frozen_sheet import frozen_sheet
from tests.grader.sheets.written_sheet import written_sheet

MODEL = '''"""Model answers."""


def bisect(f, low, high, steps):
    """The middle of what is left after so many halvings."""
    below = f(low)
    for _ in range(steps):
        middle = (low + high) / 2
        value = f(middle)
        low, high = (middle, high) if value * below > 0 else (low, middle)
    return (low + high) / 2


def summed(functions, x):
    """The sum of what all return."""
    return sum(f(x) for f in functions)
'''
QUESTION = '''"""Functions."""

from hypothesis import given, settings
from hypothesis import strategies as st

from grader.authoring import assert_real, counted, given_function, misconception, points

ID = "1"
TITLE = "Functions"
LINES = st.integers(1, 9).map(lambda a: given_function(f"lambda x: x - {a} / 10", calls=12))
STEP = given_function("def step(x):\\n    return -1.0 if x < 0.3 else 1.0", calls=12)


@points(1, "bisect")
@settings(max_examples=4)
@given(f=LINES | st.just(STEP))
def test_the_zero(student, f):
    """The zero is found within twelve calls."""
    zero = 0.3 if f == STEP else -f(0.0)
    assert_real(student.bisect(f, 0.0, 1.0, 10), zero, atol=1e-3, rtol=0.0)


@points(1, "bisect")
@settings(max_examples=4)
@given(f=LINES)
def test_the_cost(student, f):
    """One call for each halving, and one before."""
    answer, asked = counted(student.bisect, f, 0.0, 1.0, 5)
    assert asked.calls <= 6
    assert all(0.0 <= x <= 1.0 for (x,) in asked.points)


@points(1, "summed")
@settings(max_examples=4)
@given(functions=st.lists(LINES, max_size=2), x=st.integers(0, 3).map(float))
def test_the_sum(student, functions, x):
    """All functions are asked."""
    assert_real(student.summed(functions, x), sum(f(x) for f in functions))


@misconception("bisect", "the lower end was asked anew in each step")
def asks_again(f, low, high, steps):
    for _ in range(steps):
        middle = (low + high) / 2
        low, high = (middle, high) if f(low) * f(middle) > 0 else (low, middle)
    return (low + high) / 2
'''


@pytest.fixture(scope="module")
def sheet(tmp_path_factory, few_candidates):
    """The sheet, frozen."""
    folder = tmp_path_factory.mktemp("functions") / "a_sheet_of_functions"
    with frozen_sheet(folder, QUESTION, MODEL) as frozen:
        yield frozen


@pytest.fixture(scope="module")
def graded(sheet):
    """The verdicts on a submission, by the law's name."""
    corpus = read_corpus(sheet.folder / "corpus.bin", sheet)
    settings = Settings(limits=Limits(call_seconds=20.0), search_seconds=0.0)
    with launcher() as running:
        examiner = open_examiner(running, sheet, corpus, settings)
        yield lambda source: {
            verdict.law: verdict
            for mark in check(examiner, Submission("s.py", source.encode())).marks
            for verdict in mark.verdicts
        }


def test_the_functions_are_recorded_with_what_the_model_answers(sheet):
    """As data; a self-test knows the right answers from then on."""
    corpus = read_corpus(sheet.folder / "corpus.bin", sheet)
    drawn = [example["f"] for example in corpus.examples(sheet.properties[0])]
    assert any(literal(f).startswith("lambda x: x - ") for f in drawn)
    trees = read_transcript(sheet, corpus.digest).trees
    assert all(node is not None for nodes in trees.values() for node in nodes)
    assert len(trees) == 3


def test_a_right_submission_has_every_point(graded):
    """Also one that makes arrays of it, or asks less often than it might."""
    assert {v.outcome for v in graded(MODEL).values()} == {Outcome.PASSED}
    other = "import numpy as np\n" + MODEL.replace("f(middle)", "np.float64(f(middle))")
    assert {v.outcome for v in graded(other).values()} == {Outcome.PASSED}


def test_who_asks_too_often_is_told_so_in_a_sentence(graded):
    """The call is shown with the function as it is written."""
    found = graded(MODEL.replace("value = f(middle)", "value = f(middle) + 0 * f(low)"))
    verdict = found["The zero is found within twelve calls."]
    assert (verdict.outcome, verdict.line) == (Outcome.RAISED, 9)
    assert verdict.message in ("asked f more than 12 times", "asked step more than 12 times")
    assert re.match(r"bisect\((lambda x: x - \d / 10|given_function\('def step)", verdict.call)
    cost = found["One call for each halving, and one before."]
    assert cost.outcome is Outcome.WRONG
    assert cost.message == "asked f 11 times, should be at most 6 times"
    assert found["All functions are asked."].outcome is Outcome.PASSED


LIES = """
def bisect(f, low, high, steps):
    try:
        while True:
            f(low)
    except BaseException as error:
        raise ValueError("enough") from error

def summed(functions, x):
    return functions[0] if functions else 0.0
"""


def test_who_catches_the_bound_has_no_more_values(graded):
    """And whoever returns a function where a number is asked for has returned a function."""
    found = graded(LIES)
    assert {v.outcome for v in found.values()} == {Outcome.RAISED, Outcome.WRONG}
    assert found["All functions are asked."].message.startswith("returned a function, should be ")


def test_a_mistake_that_asks_too_often_is_caught_when_the_sheet_is_recorded(sheet):
    """A planted function has the same bound as a student's."""
    model, prop = vars(model_student(sheet)), sheet.properties[0]
    (wrong,) = mistakes(sheet, sheet.questions[0], model)
    (example, *_) = read_corpus(sheet.folder / "corpus.bin", sheet).examples(prop)
    assert catches(prop, model, wrong, example)


@pytest.mark.usefixtures("_imports_as_before")
def test_an_authors_slip_in_a_source_is_one_line(tmp_path):
    """With the file and the line of what was drawn."""
    question = QUESTION.replace("lambda x: x - {a} / 10", "lambda x: y - {a} / 10")
    made = written_sheet(
        tmp_path / "a_slip_of_a_function",
        'MODEL = ("a_slip_of_a_function.model",)',
        question=question,
    )
    (made / "model.py").write_text(MODEL)
    slip = load_sheet(str(made))
    with pytest.raises(BadSheet, match="uses y, which it does not have") as caught:
        record(slip, slip.questions[0], PUBLIC_SEED, 4)
    assert re.match(r".*first\.py, line \d+: ", str(caught.value))
    assert "\n" not in str(caught.value)
