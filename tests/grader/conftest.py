"""What the engine's tests share: a warm template, and a small sheet with its corpus."""

import shutil
from pathlib import Path

import pytest

from grader.examine.check import check
from grader.examine.examiner import open_examiner
from grader.examine.settings import Settings
from grader.examine.student.session import Session
from grader.model import Submission
from grader.sandbox.limits import Limits
from grader.sandbox.processes.launch import launcher
from grader.sheets.corpus import FILE_NAME, read_corpus
from grader.sheets.sheet import load_sheet
from tests.toys.written import write_examples

TOYS = Path(__file__).resolve().parents[1] / "toys"
QUICK = Limits(call_seconds=0.3, load_seconds=0.6, question_seconds=20.0)


@pytest.fixture(scope="session")
def launched():
    """One template for all tests."""
    with launcher() as running:
        yield running


@pytest.fixture
def session(launched):
    """Sessions of submissions given as text; ended afterwards."""
    begun = []

    def begin(source, limits=QUICK, tier="limits"):
        source = source if isinstance(source, bytes) else source.encode()
        begun.append(Session(Submission("submission.py", source), launched, tier, limits))
        return begun[-1]

    yield begin
    for each in begun:
        each.end()


@pytest.fixture(scope="session")
def toy(tmp_path_factory):
    """The sheet of ``tests/toys`` with its written examples, where it may be changed."""
    folder = tmp_path_factory.mktemp("toys") / "doubling"
    shutil.copytree(TOYS / "doubling", folder)
    sheet = load_sheet(str(folder))
    write_examples(sheet)
    return sheet


@pytest.fixture
def grade(toy, launched):
    """Grade a submission, given as text, on the toy sheet."""
    corpus = read_corpus(toy.folder / FILE_NAME, toy)

    def run(source, limits=QUICK, **settings):
        source = source if isinstance(source, bytes) else source.encode()
        chosen = Settings(limits=limits, **{"search_seconds": 0.0, **settings})
        submission = Submission("submission.py", source)
        return check(open_examiner(launched, toy, corpus, chosen), submission)

    return run
