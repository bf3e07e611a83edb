"""A question may be one module: text, model answer, properties and mistakes."""

import ast
import json
import sys

import pytest

from grader.authoring import Disagreement
from grader.examine.check import check
from grader.examine.examiner import Examiner
from grader.examine.known_answers import KnownAnswers
from grader.examine.settings import Settings
from grader.mark import Outcome
from grader.model import Submission
from grader.sheets.corpus import FILE_NAME, read_corpus
from grader.sheets.derived.answers import answers_source, model_names
from grader.sheets.derived.bundle import model_submission
from grader.sheets.derived.starter import starter_source
from grader.sheets.misconceptions import misconceptions
from grader.sheets.model_answers import model_student
from grader.sheets.record import PUBLIC_SEED, freeze
from grader.sheets.sheet import load_sheet
from grader.sheets.starter_notebook import notebook_text
from tests.grader.conftest import ROOMY
from tests.toys.copied import MEANS, copied

SOURCE = (MEANS / "mean.py").read_text("utf-8")
SECRET = "SECRET_OF"  # stands in the answer and in what it needs
SPIES = """
import re

def trimmed_mean(values, cut=1):
    inner = sorted(values)[cut:len(values) - cut]
    if not inner:
        raise ValueError
    return sum(inner) / len(inner)

def in_memory(pattern):
    with open("/proc/self/maps") as maps, open("/proc/self/mem", "rb", 0) as memory:
        for line in maps:
            place, rights, *_ = line.split()
            start, end = (int(number, 16) for number in place.split("-"))
            if "r" in rights and "[v" not in line:
                memory.seek(start)
                try:
                    content = memory.read(end - start)
                except (OSError, ValueError, MemoryError):
                    continue
                if re.search(pattern, content):
                    return True
    return False

CONTROL = "WORD_OF_CONTROL"
if not in_memory(rb"WORD[_]OF[_]CONTROL") or in_memory(rb"SECRET[_]OF"):
    del trimmed_mean
"""


@pytest.fixture(scope="module")
def sheet(tmp_path_factory):
    """The sheet of one module, frozen."""
    folder = copied(tmp_path_factory.mktemp("one_module") / "one_module_means", MEANS)
    loaded = load_sheet(str(folder))
    freeze(loaded, folder / FILE_NAME, PUBLIC_SEED, lambda _: None, count=20)
    return loaded


@pytest.fixture
def marks(sheet, launched):
    """The verdicts on a submission in one of the tiers."""
    corpus = read_corpus(sheet.folder / FILE_NAME, sheet)

    def grade(submission, tier="limits"):
        settings = Settings(limits=ROOMY, search_seconds=0.0, tier=tier)
        examiner = Examiner(sheet, sheet.questions, corpus, KnownAnswers(), launched, settings)
        if isinstance(submission, str):
            submission = Submission("submission.py", submission.encode())
        return check(examiner, submission).marks[0].verdicts

    return grade


def outcomes(verdicts):
    return [verdict.outcome for verdict in verdicts]


pytestmark = pytest.mark.filterwarnings("ignore:Using `assume` outside")


def test_the_module_is_question_model_and_mistakes(sheet):
    """Nothing of it is named anywhere else."""
    (question,) = sheet.questions
    assert (question.title, question.points) == ("A trimmed mean", 3)
    assert question.text.startswith("The mean of numbers.")
    assert sheet.model == ("one_module_means.mean",)
    assert list(vars(model_student(sheet))) == ["trimmed_mean"]
    assert [each.wrong.__name__ for each in misconceptions(sheet, question)] == [
        "does_not_sort",
        "refuses_nothing",
    ]


def test_the_model_and_its_mistakes_are_graded_in_a_process_of_their_own(sheet, marks):
    """The model without a word of Hypothesis, which is not to be had there."""
    submission = model_submission(sheet)
    assert outcomes(marks(submission)) == [Outcome.PASSED] * 2
    assert b"hypothesis" not in submission.source
    assert b"does_not_sort" not in submission.source


def test_the_starter_earns_nothing_and_nothing_is_undecided(sheet, marks):
    """As every starter does."""
    verdicts = marks(starter_source(sheet))
    assert {verdict.message for verdict in verdicts} == {"not implemented yet"}
    assert outcomes(verdicts) == [Outcome.RAISED] * 2


def test_what_students_get_holds_nothing_of_the_answer(sheet):
    """Neither as a file nor as a notebook."""
    text = starter_source(sheet)
    assert SECRET not in text + notebook_text(sheet, text)
    assert "inner" not in text
    cells = json.loads(notebook_text(sheet, text))["cells"]
    assert [c["id"] for c in cells if c["cell_type"] == "code"] == [
        "imports", "function-trimmed_mean", "check-1", "check-all",
    ]  # fmt: skip


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is read through /proc")
def test_the_students_process_holds_nothing_of_the_answer(marks):
    """All its memory is searched, in the tier that lets it; a word of its own is found there."""
    assert outcomes(marks(SPIES)) == [Outcome.PASSED] * 2


def test_the_question_cannot_be_imported_where_students_code_runs(marks):
    """It would be the model answer."""
    found = marks("from one_module_means.mean import trimmed_mean")
    assert outcomes(found) == [Outcome.MISSING] * 2
    assert "ModuleNotFoundError" in found[0].message


def test_the_answer_is_cut_out_with_what_it_needs_at_its_own_lines():
    """So that an error of the model's is told with the line of the module."""
    cut = answers_source(SOURCE)
    names = {getattr(each, "name", "") for each in ast.parse(cut).body}
    assert {"trimmed_mean", "_inner"} <= names
    assert not {"test_trims", "does_not_sort"} & names
    assert "hypothesis" not in cut
    assert "@model" not in cut
    line = next(n for n, text in enumerate(SOURCE.splitlines()) if "SECRET_OF_THE_ANSWER" in text)
    assert "SECRET_OF_THE_ANSWER" in cut.splitlines()[line]


def test_a_parameter_is_not_what_the_module_calls_by_its_name():
    """A strategy may be called like an argument of the answer that it is drawn for."""
    source = (
        "import math\nfrom hypothesis import strategies as st\nfrom grader.authoring import model\n"
        "size = st.integers()\nSIDE = math.pi\n"
        "@model\nclass Square:\n    def area(self, size, by=SIDE):\n"
        "        return [size * by for by in range(size)]\n"
        "class Derived(Square):\n    pass\n"
    )
    cut = answers_source(source)
    assert model_names(ast.parse(source)) == ["Square"]
    assert "hypothesis" not in cut
    assert "size = " not in cut
    assert "Derived" not in cut
    assert "SIDE = math.pi" in cut
    assert "import math" in cut


MARKED = {
    "from grader.authoring import model\n@model\ndef f(): pass": ["f"],
    "from grader.authoring import model as answer\n@answer\ndef f(): pass": ["f"],
    "from grader.authoring.declare import model\n@model\ndef f(): pass": ["f"],
    "from grader import authoring\n@authoring.model\ndef f(): pass": ["f"],
    "import grader.authoring as ga\n@ga.model\ndef f(): pass\ndef g(): pass": ["f"],
    "import grader.authoring\n@grader.authoring.model\ndef f(): pass": ["f"],
    "from doubling import model\n@model\ndef f(): pass": [],
    "from grader.authoring import points\n@points\ndef f(): pass": [],
}


@pytest.mark.parametrize("source", MARKED)
def test_a_mark_is_known_by_what_it_was_imported_from(source):
    """A module called model is none."""
    assert model_names(ast.parse(source)) == MARKED[source]


def test_the_properties_hold_of_the_model_in_the_same_module(sheet):
    """They name it as a function of their own."""
    prop = sheet.properties[1]
    prop.body(model_student(sheet), values=[1.0, 2.0])
    with pytest.raises(Disagreement):
        prop.body(type("Wrong", (), {"trimmed_mean": lambda *_: 0.0}), values=[1.0, 2.0])
