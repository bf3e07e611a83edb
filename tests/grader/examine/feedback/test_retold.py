"""A property in plain Python tells the student what is wrong with an answer."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from grader.examine.check import check
from grader.examine.examiner import Examiner
from grader.examine.feedback.retold import is_by_answers
from grader.examine.known_answers import KnownAnswers
from grader.examine.settings import Settings
from grader.language import words
from grader.mark import Outcome
from grader.model import Submission
from grader.sandbox.wire.bounds import Malformed
from grader.sandbox.wire.codec import decode
from grader.sandbox.wire.containers import Frame, Index, Iteration, Record
from grader.sandbox.wire.values import ObjectArray
from grader.sheets.corpus import FILE_NAME, read_corpus
from grader.sheets.record import PUBLIC_SEED, freeze
from grader.sheets.sheet import load_sheet
from tests.grader.conftest import ROOMY
from tests.grader.sheets.written_sheet import written_sheet

MODEL = '''"""The model answers."""

__all__ = ["fit"]


def fit(values):
    """A line through numbers."""
    ends = [values[0], values[-1]]
    return {"slope": ends[1] - ends[0], "start": ends[0], "ends": ends, "many": [0] * 300}
'''
QUESTION = '''"""Write ``fit(values)``."""

from hypothesis import assume, given
from hypothesis import strategies as st

from grader.authoring import points

ID = "1"
TITLE = "Lines"
numbers = st.lists(st.integers(0, 9), min_size=2, max_size=4)


def start_of(line):
    return line["start"]


@points(1, "fit")
@given(values=numbers)
def test_slope(student, values):
    """The slope is that from the first to the last."""
    line = student.fit(values)
    assert line["slope"] == values[-1] - values[0]


@points(1, "fit")
@given(values=numbers)
def test_start(student, values):
    """It starts at the first."""
    assert values[0] == start_of(student.fit(values))


@points(1, "fit")
@given(values=numbers)
def test_ends(student, values):
    """Its ends are the first and the last."""
    first, last = student.fit(values)["ends"]
    assert first in values
    assert last >= min(values), "an end is too low"
    assume(len(student.fit(values)) == 4)


@points(1, "fit")
@given(values=numbers)
def test_many(student, values):
    """There are many noughts."""
    assert student.fit(values)["many"] == [0] * 300
'''
DEFINITION = "def fit(values):\n    return "


@pytest.fixture(scope="module")
def sheet(tmp_path_factory):
    """A sheet of three properties, frozen."""
    folder = written_sheet(
        tmp_path_factory.mktemp("retold") / "lines_sheet",
        'MODEL = ("lines_sheet.model",)',
        'PACKAGES = ("numpy",)',
        question=QUESTION,
    )
    (folder / "model.py").write_text(MODEL)
    loaded = load_sheet(str(folder))
    freeze(loaded, folder / FILE_NAME, PUBLIC_SEED, lambda _: None, count=20)
    return loaded


@pytest.fixture
def told(sheet, launched):
    """The verdicts on a function that returns an expression."""
    corpus = read_corpus(sheet.folder / FILE_NAME, sheet)

    def grade(expression, **settings):
        chosen = Settings(limits=ROOMY, **{"search_seconds": 0.0, **settings})
        examiner = Examiner(sheet, sheet.questions, corpus, KnownAnswers(), launched, chosen)
        source = f"{DEFINITION}{expression}\n".encode()
        return check(examiner, Submission("submission.py", source)).marks[0].verdicts

    return grade


RIGHT = (
    '{"slope": values[-1] - values[0], "start": values[0], "ends": [values[0], values[-1]], '
    '"many": [0] * 300}'
)
SLOPES = {
    RIGHT.replace("slope", "m"): "the dict has no 'slope' (it has: 'm', 'start', 'ends', 'many')",
    "{}": "the dict has no 'slope' (it is empty)",
    "None": "returned None (is a return missing?), which has no entry 'slope'",
    "(1.5, 2)": "returned a tuple, which has no entry 'slope'",
    RIGHT.replace('"slope": v', '"slope": 20 + v'): "`line['slope']` is 20, should be 0",
    RIGHT.replace('"slope": v', '"slope": "\\x1b[2J", "v": v'): "`line['slope']` is '\\x1b[2J'",
}  # fmt: skip


@pytest.mark.parametrize("expression", SLOPES)
def test_a_look_up_and_a_bare_assertion_tell_what_came_back(told, expression):
    """The points are lost, and the sentence is about the student's answer."""
    verdict = told(expression)[0]
    assert verdict.outcome is Outcome.WRONG
    assert SLOPES[expression] in verdict.message
    assert "\x1b" not in verdict.message


def _read(kept):
    """Read what is not there of a value, as a property does."""
    if isinstance(kept, Record):
        return kept.slope
    return next(kept) if isinstance(kept, Iteration) else kept["b"]


@pytest.mark.parametrize(
    "kept",
    [
        Record("Fit", {"m": 1}),
        Iteration([]),
        Frame(Index([]), Index(ObjectArray(["a"], (1,))), ([1],), ("int64",)),
    ],
)
def test_what_a_value_lacks_is_the_answers_matter(kept):
    """It is raised by a class of ours, and by no machinery."""
    with pytest.raises((AttributeError, KeyError, StopIteration)) as caught:
        _read(kept)
    assert is_by_answers(caught.value)
    with pytest.raises(Malformed) as caught:
        decode(b"", b"")
    assert not is_by_answers(caught.value)
    with pytest.raises(TypeError) as caught:
        decode(3, b"")
    assert not is_by_answers(caught.value)


def test_the_side_that_is_not_the_models_is_what_was_found(told):
    """Whichever side of the comparison it stands on."""
    verdict = told(RIGHT.replace('"start": ', '"start": 20 + '))[1]
    assert verdict.message == "`start_of(student.fit(values))` is 20, should be 0"
    assert verdict.expected == "0"


def test_the_right_answer_is_kept_back_where_only_the_law_is_told(told):
    """As of every other comparison."""
    verdict = told(RIGHT.replace('"slope": v', '"slope": 20 + v'), feedback="law")[0]
    assert verdict.message == "`line['slope']` is 20"
    assert not verdict.expected


ENDS = {
    "[20, values[-1]]": "`first` is 20, should be in [0, 0]",
    "[values[0], -1]": "an end is too low",
    "[values[0]]": "the law cannot be applied to what came back (ValueError: not enough values to "
                   "unpack (expected 2, got 1))",
    "0": "the law cannot be applied to what came back (TypeError: cannot unpack non-iterable int "
         "object)",
    '[values[0], values[-1]], "more": 0': "what came back is not as the law takes for granted",
}  # fmt: skip


@pytest.mark.filterwarnings("ignore:Using `assume` outside")
@pytest.mark.parametrize("ends", ENDS)
def test_other_failures_over_an_answer_cost_the_points_with_a_sentence(told, ends):
    """An author's own words are kept."""
    verdict = told(RIGHT.replace("[values[0], values[-1]]", ends))[2]
    assert (verdict.outcome, verdict.message) == (Outcome.WRONG, ENDS[ends])


def test_what_a_part_of_the_sheet_looks_up_is_told_by_its_error(told):
    """Only the property itself is taken apart."""
    verdict = told(RIGHT.replace("start", "begin"))[1]
    assert verdict.outcome is Outcome.WRONG
    assert verdict.message == "the law cannot be applied to what came back (KeyError: 'start')"


def test_sides_that_look_alike_are_not_set_against_each_other(told):
    """What differs is beyond what is shown."""
    verdict = told(RIGHT.replace("[0] * 300", "[0] * 299 + [1]"))[3]
    assert verdict.outcome is Outcome.WRONG
    assert verdict.message == "what came back does not fulfil the law"


def test_a_smaller_example_is_looked_for_as_for_every_mistake(told):
    """The recorded one that failed first is not the smallest where only some fail."""
    wrong = RIGHT.replace('"slope"', '("slope" if values[0] < 3 else "m")')
    assert "fit([3, 0])" in told(wrong, search_seconds=2.0)[0].call


def test_an_error_that_the_model_leads_to_as_well_is_not_the_students(told, sheet, monkeypatch):
    """The points stay open."""
    monkeypatch.setitem(sheet.properties[1].body.__globals__, "start_of", lambda line: line[0])
    verdict = told(RIGHT)[1]
    assert verdict.outcome is Outcome.UNDECIDED
    assert "KeyError" in verdict.message


def test_the_sentences_are_german_for_who_reads_german(told):
    """They are made of templates like all others."""
    said = words("de").translated(told("{}")[0].message_parts)
    assert said == "das Dict hat kein 'slope' (es ist leer)"


def test_whose_error_it_is_does_not_depend_on_the_thread(told):
    """A mark is the same wherever it is made; only the main thread is told of a clock."""
    with ThreadPoolExecutor(1) as others:
        verdicts = others.submit(told, "{}").result()
    assert {verdict.outcome for verdict in verdicts} == {Outcome.WRONG}
