"""Bounds of time protect the machine and not the marks: what was not asked is never lost."""

import time
from dataclasses import replace
from pathlib import Path

import pytest

from grader.examine import rounds
from grader.examine.check import check
from grader.examine.examiner import open_examiner
from grader.examine.settings import Settings
from grader.model import Outcome, Submission
from grader.sandbox.limits import Limits
from grader.sheets.corpus import FILE_NAME, read_corpus
from grader.sheets.settings import SheetSettings
from grader.sheets.sheet import load_sheet
from tests.grader.conftest import QUICK
from tests.grader.misbehaviour import AVERAGE, right

RIGHT = Path(__file__).parents[2].joinpath("submissions/right.py").read_text(encoding="utf-8")
LOOPS = ("max_pool2d", "memory_bytes", "mirror", "denoise", "stored_images")
SLOW_DOUBLE = """
import time
def double(x):
    time.sleep(0.1)
    return 2 * x
"""
SLOW = """
import time
def slow(function):
    def called(*arguments):
        time.sleep({seconds})
        return function(*arguments)
    return called
for name, function in list(globals().items()):
    if name in {names} or not {names} and name != "slow" and hasattr(function, "__code__"):
        globals()[name] = slow(function)
"""


def examined(launched, sheet, source, limits):
    """The report on a submission, given as text."""
    corpus = read_corpus(sheet.folder / FILE_NAME, sheet)
    examiner = open_examiner(launched, sheet, corpus, Settings(limits=limits, search_seconds=0.0))
    return check(examiner, Submission("submission.py", source.encode()))


@pytest.mark.slow
def test_five_endless_loops_cost_no_right_function_its_marks(launched):
    """They were five of the first to be asked, and 57 points were lost by six that were not."""
    source = RIGHT + "".join(f"\ndef {name}(*_):\n    while True: pass\n" for name in LOOPS)
    limits = Limits(call_seconds=0.4, submission_seconds=60.0)
    report = examined(launched, load_sheet("sheet3"), source, limits)
    verdicts = [v for mark in report.marks for v in mark.verdicts]
    assert {v.outcome for v in verdicts if v.function not in LOOPS} == {Outcome.PASSED}
    hung = {v.function for v in verdicts if v.outcome is Outcome.TIMED_OUT}
    assert hung == set(LOOPS)
    assert report.earned == sum(v.points for v in verdicts if v.function not in LOOPS)


def test_a_slow_function_is_told_how_much_it_answered_and_stays_open(launched, toy):
    """All of it was right, so nobody can take its points, unless the sheet says so."""
    limits = replace(QUICK, question_seconds=1.0, submission_seconds=8.0)
    for slow, outcome in (("open", Outcome.NOT_ASKED), ("lost", Outcome.TIMED_OUT)):
        report = examined(
            launched, replace(toy, settings=SheetSettings(slow=slow)), SLOW_DOUBLE + AVERAGE, limits
        )
        first = report.marks[0].verdicts[0]
        assert first.outcome is outcome
        assert first.message.startswith("too slow: ")
        assert first.message.endswith(" examples answered, all right")
        assert report.marks[1].earned == report.marks[1].possible
        assert report.marks[0].open == (4 if slow == "open" else report.marks[0].open)


def test_a_slow_function_with_a_wrong_answer_is_wrong(launched, toy):
    """Slowness hides nothing that was seen."""
    source = SLOW_DOUBLE.replace("2 * x", "3 * x") + AVERAGE
    report = examined(launched, toy, source, replace(QUICK, question_seconds=2.0))
    assert report.marks[0].verdicts[0].outcome is Outcome.WRONG


def test_a_file_that_is_slow_everywhere_ends_with_the_time_of_the_whole(launched, toy):
    """Its points are open, whatever could be asked meanwhile."""
    source = right() + SLOW.format(seconds=0.2, names=())
    began = time.monotonic()
    limits = Limits(submission_seconds=3.0, advice_seconds=2.0)
    report = examined(launched, toy, source, limits)
    assert time.monotonic() - began < 30  # all that there is to ask takes longer
    assert report.earned + report.open == report.possible
    assert report.open > 0


@pytest.mark.slow
@pytest.mark.parametrize(
    ("seconds", "names"), [(0.05, ()), (1.9, ()), (60, ()), (1.9, ("max_pool2d",))]
)
def test_a_hostile_file_ends_within_a_minute(launched, seconds, names):
    """However slow each of its calls is; none of its points is lost for what was not asked."""
    source = RIGHT + SLOW.format(seconds=seconds, names=names)
    began = time.monotonic()
    limits = Limits(submission_seconds=20.0, advice_seconds=5.0)
    report = examined(launched, load_sheet("sheet3"), source, limits)
    assert time.monotonic() - began < 60
    lost = {v.outcome for m in report.marks for v in m.verdicts if v.outcome is not Outcome.PASSED}
    assert lost <= {Outcome.NOT_ASKED, Outcome.TIMED_OUT}


def test_the_next_question_is_made_ready_while_this_one_is_answered(launched, toy, monkeypatch):
    """And when there is none, whoever has something else to do is told, once."""
    corpus = read_corpus(toy.folder / FILE_NAME, toy)
    examiner = open_examiner(launched, toy, corpus, Settings(search_seconds=0.0))
    sessions, events = [], []

    class Noting(rounds.Examination):
        def __init__(self, *properties_and_session):
            super().__init__(*properties_and_session)
            sessions.append(properties_and_session[-1])
            events.append(("made", sessions[0].waiting > 0))

    monkeypatch.setattr(rounds, "Examination", Noting)
    check(
        examiner,
        Submission("submission.py", right().encode()),
        progress=lambda message: events.append(dict(message.values).get("question")),
        meanwhile=lambda: events.append(("told", sessions[0].waiting > 0)),
    )
    first, second = (question.id for question in toy.questions)
    idle, at_work = ("made", False), ("made", True)
    assert events == [first, idle, at_work, second, ("told", True), None]
