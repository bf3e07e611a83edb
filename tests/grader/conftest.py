"""What the engine's tests share: a warm template, and a small sheet with its corpus."""

import os
import re
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest

from grader.examine.check import check
from grader.examine.examiner import Examiner
from grader.examine.known_answers import KnownAnswers
from grader.examine.settings import Settings
from grader.examine.student.session import Session
from grader.model import Submission
from grader.sandbox.limits import Limits
from grader.sandbox.processes.launch import launcher
from grader.sheets import record
from grader.sheets.corpus import FILE_NAME, read_corpus
from grader.sheets.sheet import load_sheet
from tests.grader.misbehaviour import BODIES, HANGING, submission
from tests.toys.copied import copied
from tests.toys.written import write_examples

NOBODY = 65534
MEMORY = 1 << 28  # bytes; filling a quarter of the usual bound is as instructive
QUICK = Limits(call_seconds=0.3, load_seconds=0.6, question_seconds=20.0, memory_bytes=MEMORY)
# For calls that hang in a file that loads by itself, however busy the machine is.
QUICK_CALLS = replace(QUICK, load_seconds=20.0)
# For what ends by itself: nobody waits for it, and a busy machine makes no difference.
ROOMY = Limits(
    call_seconds=20.0,
    load_seconds=20.0,
    question_seconds=120.0,
    submission_seconds=240.0,
    advice_seconds=120.0,
    memory_bytes=MEMORY,
)


def limits_for(source):
    """Little time for a submission that hangs; the clock of others is not what is tested."""
    return QUICK if re.search(rb"while True: pass|sleep\(60", source) else ROOMY


@pytest.fixture
def own_folder():
    """A folder of an ordinary user, who is who runs the test: root may read everything."""
    root = not os.geteuid()
    if root:
        os.seteuid(NOBODY)
    with tempfile.TemporaryDirectory() as place:
        yield Path(place)
        Path(place).chmod(0o700)
    if root:
        os.seteuid(0)


@pytest.fixture(scope="session")
def launched():
    """One template for all tests."""
    with launcher() as running:
        yield running


@pytest.fixture
def session(launched):
    """Sessions of submissions given as text; ended afterwards."""
    begun = []

    def begin(source, limits=None, tier="limits", salt=""):
        source = source if isinstance(source, bytes) else source.encode()
        limits = limits or limits_for(source)
        begun.append(Session(Submission("submission.py", source), launched, tier, limits, salt))
        return begun[-1]

    yield begin
    for each in begun:
        each.end()


@pytest.fixture(scope="session")
def toy(tmp_path_factory):
    """The sheet of ``tests/toys`` with its written examples, where it may be changed."""
    folder = tmp_path_factory.mktemp("toys") / "doubling"
    copied(folder)
    sheet = load_sheet(str(folder))
    write_examples(sheet)
    return sheet


FEW = 27  # of candidates


@pytest.fixture(scope="module")
def few_candidates():
    """What is recorded is chosen of few candidates; to draw hundreds takes most of the time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("grader.sheets.private_corpus.PRIVATE_CANDIDATES", FEW)
        patch.setitem(record.freeze.__kwdefaults__, "count", FEW)
        patch.setitem(record.recorded.__kwdefaults__, "count", FEW)
        yield


@pytest.fixture
def toy_with(toy):
    """Add lines to the package of the toy sheet, until the test ends; the sheet's folder."""
    file = toy.folder / "__init__.py"
    before = {each: each.read_bytes() for each in toy.folder.iterdir() if each.is_file()}

    def write(*lines):
        added = "".join(f"{line}\n" for line in lines)
        file.write_text(f"{before[file].decode()}\n{added}")
        return str(toy.folder)

    yield write
    for each, content in before.items():  # what was recorded of it meanwhile, too
        each.write_bytes(content)


@pytest.fixture
def grade(toy, launched):
    """Grade a submission, given as text, on the toy sheet; no right answer is known beforehand."""
    corpus = read_corpus(toy.folder / FILE_NAME, toy)

    def run(source, limits=None, **settings):
        source = source if isinstance(source, bytes) else source.encode()
        chosen = Settings(
            limits=limits or limits_for(source), **{"search_seconds": 0.0, **settings}
        )
        submission = Submission("submission.py", source)
        examiner = Examiner(toy, toy.questions, corpus, KnownAnswers(), launched, chosen)
        return check(examiner, submission)

    return run


@pytest.fixture
def different(toy):
    """How many different arrays the laws of ``double`` ask, without the empty one."""
    corpus = read_corpus(toy.folder / FILE_NAME, toy)
    laws = [each for each in toy.properties if each.declared.function == "double"]
    asked = [example["x"] for law in laws for example in corpus.examples(law) if "x" in example]
    return len({x.tobytes() for x in asked if x.size})


@pytest.fixture
def grade_body(grade):
    """Grade a kind of misbehaviour by its name; only what hangs gets little time."""

    def run(name, **settings):
        limits = QUICK_CALLS if name in HANGING else ROOMY
        return grade(submission(BODIES[name][0]), limits, **settings)

    return run


@pytest.fixture(scope="session")
def misbehaviour_reports():
    """Reports by kind of misbehaviour, as far as some test has wanted them."""
    return {}


@pytest.fixture
def misbehaved(misbehaviour_reports, grade_body):
    """The report on a kind of misbehaviour, graded once for all tests that look at it."""

    def report(name):
        if name not in misbehaviour_reports:
            misbehaviour_reports[name] = grade_body(name)
        return misbehaviour_reports[name]

    return report
