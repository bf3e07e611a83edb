"""Methods, and functions that are returned, find a sheet's data when they are called."""

from pathlib import Path

import pytest

from grader.examine.check import check
from grader.examine.examiner import open_examiner
from grader.examine.recorded_answers import record_answers
from grader.examine.settings import Settings
from grader.examine.student.in_process import InProcessStudent
from grader.examine.transcript import read_transcript
from grader.model import Outcome
from grader.sandbox.processes.launch import launcher
from grader.sheets.corpus import read_corpus
from grader.sheets.derived.bundle import model_submission, planted_submission
from grader.sheets.misconceptions import misconceptions
from grader.sheets.record import PUBLIC_SEED, freeze
from grader.sheets.sheet import load_sheet
from tests.grader.sheets.written_sheet import written_sheet

STATIONS = '''"""Objects that read the data when they are asked."""

from hypothesis import given, settings
from hypothesis import strategies as st

from grader.authoring import assert_integer, misconception, model, points

ID = "1"
TITLE = "Stations"


@model
class Stations:
    """The stations of a file."""

    FILE = "data/heights.txt"

    def __init__(self, factor):
        self.factor = factor

    @classmethod
    def doubled(cls):
        return cls(2)

    def height(self, n):
        with open(self.FILE) as file:
            return self.factor * int(file.readlines()[n])


@model
def reader():
    """A function that reads."""

    def read(n):
        with open("data/heights.txt") as file:
            return int(file.readlines()[n])

    return read


@points(1, "Stations")
@settings(max_examples=4)
@given(factor=st.integers(1, 5), n=st.integers(0, 2))
def test_height(student, factor, n):
    """The height is in the file."""
    assert_integer(student.Stations(factor).height(n), Stations(factor).height(n))


@points(1, "Stations")
@settings(max_examples=4)
@given(n=st.integers(0, 2))
def test_doubled(student, n):
    """The class can make one with the factor 2."""
    assert student.Stations.FILE == Stations.FILE
    assert_integer(student.Stations.doubled().height(n), 2 * Stations(1).height(n))


@points(1, "reader")
@settings(max_examples=4)
@given(n=st.integers(0, 2))
def test_reads(student, n):
    """The height is in the file."""
    assert_integer(student.reader()(n), reader()(n))


@misconception("Stations", "the factor was added")
class Adds(Stations):
    def height(self, n):
        return super().height(n) // self.factor + self.factor


@misconception("reader", "each height was doubled")
def doubles():
    return lambda n: 2 * reader()(n)
'''


@pytest.fixture(scope="session")
def stations(tmp_path_factory):
    """The sheet, with its data."""
    folder = tmp_path_factory.mktemp("stations") / "a_sheet_of_stations"
    written_sheet(folder, question=STATIONS)
    (folder / "data").mkdir()
    (folder / "data" / "heights.txt").write_text("4\n7\n9\n")
    return load_sheet(str(folder))


def test_methods_and_returned_functions_find_the_data_when_they_are_called(stations):
    """Of the model, whose answers are recorded, of a student and of a planted mistake."""
    sheet, folder = stations, stations.folder
    freeze(sheet, folder / "corpus.bin", PUBLIC_SEED, lambda _: None)
    corpus = read_corpus(folder / "corpus.bin", sheet)
    record_answers(sheet, corpus)
    trees = read_transcript(sheet, corpus.digest).trees
    assert all(node is not None for nodes in trees.values() for node in nodes)
    assert len(trees) == 3
    with launcher(("numpy",), sheet.settings.materials) as running:
        examiner = open_examiner(running, sheet, corpus, Settings(search_seconds=0.0))
        (right,) = check(examiner, model_submission(sheet)).marks
        assert {verdict.outcome for verdict in right.verdicts} == {Outcome.PASSED}
        told = {}
        for mistake in misconceptions(sheet, sheet.questions[0]):
            (mark,) = check(examiner, planted_submission(sheet, mistake)).marks
            told |= {v.law: (v.message, v.misconception) for v in mark.verdicts if v.message}
    assert told["The class can make one with the factor 2."] == (
        "returned 6, should be 8",
        "the factor was added",
    )
    assert told["The height is in the file."] == (
        "returned 8, should be 4",
        "each height was doubled",
    )


def test_a_student_of_a_sheets_functions_finds_the_data_and_is_asked_the_same_once(stations):
    """A function, or the method of an object."""
    asked = []

    def height(n):
        asked.append(n)
        return int(Path("data/heights.txt").read_text().splitlines()[n])

    class Stations:
        def highest(self):
            return max(map(height, range(3)))

    functions = {"height": height, "Stations": Stations}
    student = InProcessStudent.of_sheet(stations, functions).student
    assert [student.height(n) for n in (0, 2, 0)] == [4, 9, 4]
    assert asked == [0, 2]
    assert student.Stations().highest() == 9
